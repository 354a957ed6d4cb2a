//! Toolboxes in a package: they travel whole, as a file or as a folder, and lead to what travels with them.
//!
//! In: toolboxes in memory. Out: packages in temporary folders.
//! Never makes a report by hand: what is exported was analysed.

use std::path::Path;

use waybill::disk::MemoryFiles;
use waybill::package::{export, verify};
use waybill::publication::{Progress, Publication, analyze};
use waybill::target::Os;
use waybill::text::DataPath;

use crate::fixture::{files_below, settings, target};

const LISTED: &str = r#"{"displayname":"Yard","toolsets":{"<root>":{"tools":["Count","Level"]}}}"#;
const COUNT: &str = r#"{"type":"ScriptTool","params":{"lanes":{"value":"f:\\Shared\\lanes.csv"}}}"#;

/// The files below `p30` in the package of `input`, written into `room` and verified.
fn packaged(input: &str, files: &MemoryFiles, room: &Path) -> Vec<String> {
    let publication = Publication {
        inputs: vec![DataPath::new(input)],
        targets: vec![target(Os::Windows)],
        allowed_roots: vec!["e:/".to_owned(), "f:/".to_owned()],
        ..Publication::default()
    };
    let report = analyze(&publication, files, &Progress::default());
    export(&publication, &report, files, &settings(room, "zones"), &Progress::default()).unwrap();
    let package = room.join("zones");
    assert_eq!(verify(&package).unwrap().problems, Vec::<String>::new());
    let names = files_below(&package).into_iter();
    names.filter_map(|name| Some(name.split_once("/extracted/")?.1.to_owned())).collect()
}

#[test]
fn a_toolbox_that_is_a_folder_travels_whole_and_its_links_and_values_are_rewritten() {
    let files = MemoryFiles::new([
        ("e:/Port/Yard.atbx/toolbox.content", LISTED.as_bytes().to_vec()),
        ("e:/Port/Yard.atbx/Count.tool/tool.content", COUNT.as_bytes().to_vec()),
        ("e:/Port/Yard.atbx/Count.tool/tool.script.execute.link", br"f:\Scripts\count.py".to_vec()),
        ("e:/Port/Yard.atbx/Count.tool/tool.icon.png", vec![1]),
        ("e:/Port/Yard.atbx/Level.tool/tool.content", br#"{"type":"ScriptTool"}"#.to_vec()),
        ("e:/Port/Yard.atbx/Level.tool/tool.script.execute.link", br"..\..\level.R".to_vec()),
        ("e:/Port/level.R", b"x <- 1".to_vec()),
        ("e:/Port/other.txt", vec![2]),
        ("f:/Scripts/count.py", b"import arcpy\n".to_vec()),
        ("f:/Shared/lanes.csv", vec![3; 9]),
    ]);
    let room = tempfile::tempdir().unwrap();
    assert_eq!(
        packaged("e:/Port/Yard.atbx", &files, room.path()),
        [
            "cd/f/Scripts/count.py",
            "cd/f/Shared/lanes.csv",
            "p30/Port/Yard.atbx/Count.tool/tool.content",
            "p30/Port/Yard.atbx/Count.tool/tool.icon.png",
            "p30/Port/Yard.atbx/Count.tool/tool.script.execute.link",
            "p30/Port/Yard.atbx/Level.tool/tool.content",
            "p30/Port/Yard.atbx/Level.tool/tool.script.execute.link",
            "p30/Port/Yard.atbx/toolbox.content",
            "p30/Port/level.R",
        ]
    );
    let tool = room.path().join("zones/Zones.GPServer/extracted/p30/Port/Yard.atbx/Count.tool");
    let text = |name: &str| std::fs::read_to_string(tool.join(name)).unwrap();
    assert_eq!(text("tool.script.execute.link"), r"..\..\..\..\cd\f\Scripts\count.py");
    assert!(text("tool.content").contains(r"..\\..\\..\\..\\cd\\f\\Shared\\lanes.csv"), "{}", text("tool.content"));
}

#[test]
fn the_metadata_beside_a_toolbox_travels_along() {
    let python = b"class Toolbox:\n  tools = [Count]\nclass Count: pass\n".to_vec();
    let files = MemoryFiles::new([
        ("e:/Port/Yard.pyt", python),
        ("e:/Port/Yard.pyt.xml", vec![1]),
        ("e:/Port/Yard.Count.pyt.xml", vec![2]),
        ("e:/Port/Other.pyt.xml", vec![3]),
    ]);
    let room = tempfile::tempdir().unwrap();
    let expected = ["p30/Port/Yard.Count.pyt.xml", "p30/Port/Yard.pyt", "p30/Port/Yard.pyt.xml"];
    assert_eq!(packaged("e:/Port/Yard.pyt", &files, room.path()), expected);
}
