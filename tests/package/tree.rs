//! What a package holds, and what is written in it.
//!
//! In: the fixture. Out: packages in temporary folders.
//! Never compares more than a reader would.

use std::fs;
use std::io::Read;

use serde_json::Value;
use waybill::package::verify;
use waybill::target::Os;

use crate::fixture::{REWRITTEN, files_below, fixture, settings, target};

const TREE: [&str; 14] = [
    "Zones.GPServer/extracted/cd/e/Shared/empty.prj",
    "Zones.GPServer/extracted/cd/e/Shared/large.dat",
    "Zones.GPServer/extracted/cd/e/Shared/photo.jpg",
    "Zones.GPServer/extracted/cd/e/Shared/zones.shp",
    "Zones.GPServer/extracted/p30/Port/Port.pyt",
    "Zones.GPServer/extracted/p30/Port/helper.py",
    "Zones.GPServer/service.json",
    "Zones.GPServer/serviceconfiguration.json",
    "deploy/commands.cmd",
    "deploy/environment.yml",
    "deploy/plan.md",
    "deploy/smoke_test.py",
    "review.html",
    "waybill.json",
];

#[test]
fn folder_and_archive_hold_the_same_files_and_both_verify() {
    let room = tempfile::tempdir().unwrap();
    let fixture = fixture();
    let folder = fixture.export(&settings(room.path(), "zones")).unwrap();
    let archive = fixture.export(&settings(room.path(), "zones.zip")).unwrap();
    assert_eq!(files_below(&folder.path), TREE);
    let mut zip = zip::ZipArchive::new(fs::File::open(&archive.path).unwrap()).unwrap();
    assert_eq!(zip.len(), TREE.len());
    for name in TREE {
        let mut bytes = Vec::new();
        zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, fs::read(folder.path.join(name)).unwrap(), "{name}");
    }
    for path in [&folder.path, &archive.path] {
        let found = verify(path).unwrap();
        assert_eq!(found.problems, Vec::<String>::new());
        assert!(found.holds);
        assert_eq!((found.files, found.bytes), (folder.files, folder.bytes));
    }
    assert_eq!(fs::read_to_string(folder.path.join("Zones.GPServer/extracted/p30/Port/Port.pyt")).unwrap(), REWRITTEN);
}

#[test]
fn two_exports_are_equal_byte_for_byte_with_any_number_of_threads() {
    let room = tempfile::tempdir().unwrap();
    let fixture = fixture();
    let written: Vec<Vec<u8>> = [1, 4]
        .iter()
        .map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(*threads).build().unwrap();
            let settings = settings(room.path(), &format!("{threads}.zip"));
            pool.install(|| fixture.export(&settings)).unwrap();
            fs::read(settings.destination).unwrap()
        })
        .collect();
    assert!(written[0] == written[1]);
}

#[test]
fn no_path_of_this_machine_enters_a_package() {
    let room = tempfile::tempdir().unwrap();
    let folder = fixture().export(&settings(room.path(), "zones")).unwrap().path;
    let own = room.path().to_str().unwrap();
    for name in files_below(&folder) {
        let bytes = fs::read(folder.join(&name)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("/home/me") && !text.contains(own), "{name}");
    }
}

#[test]
fn the_manifest_says_what_brought_each_file() {
    let room = tempfile::tempdir().unwrap();
    let folder = fixture().export(&settings(room.path(), "zones")).unwrap().path;
    let manifest: Value = serde_json::from_slice(&fs::read(folder.join("waybill.json")).unwrap()).unwrap();
    assert_eq!(manifest["schema"], "waybill.package/1");
    assert_eq!(manifest["toolbox"], "p30/Port/Port.pyt");
    assert_eq!(manifest["inputs"], serde_json::json!(["p30/Port/Port.pyt"]));
    assert_eq!(manifest["data_store_roots"], serde_json::json!([r"D:\Data"]));
    let files = manifest["files"].as_array().unwrap();
    let zones = files.iter().find(|file| file["path"].as_str().unwrap().ends_with("zones.shp")).unwrap();
    assert_eq!(zones["brought_by"], serde_json::json!([0]));
    assert_eq!(zones["bytes"], 3000);
    assert_eq!(manifest["references"][0]["leads_to"], r"D:\Data\zones.gdb");
}

#[test]
fn helpers_for_the_server_hold_only_names_of_the_grammar() {
    let room = tempfile::tempdir().unwrap();
    let folder = fixture().export(&settings(room.path(), "zones")).unwrap().path;
    let read = |name: &str| fs::read_to_string(folder.join("deploy").join(name)).unwrap();
    let environment = read("environment.yml");
    let rest = environment.split_once('\n').unwrap().1;
    assert_eq!(
        rest,
        "name: Zones\nchannels:\n  - esri\n  - defaults\ndependencies:\n  - shapely\n  - pip\n  - pip:\n    - ortools==9.8\n"
    );
    let smoke = read("smoke_test.py");
    assert!(smoke.contains("    (\"ortools\", False),\n    (\"pywin32\", True),\n]"));
    assert!(!smoke.contains("bad"));
    let commands = read("commands.cmd");
    assert_eq!(commands.matches('\n').count(), commands.matches("\r\n").count());
    assert!(commands.contains("\r\ncall conda create --clone arcgispro-py3") && !commands.contains("conda remove"));
    let plan = read("plan.md");
    assert!(plan.contains("not a service definition") && plan.contains("evil; rm") && plan.contains("Documented: Deploy custom"));
    assert!(plan.contains("### 2. Undo (not now)\n"));
}

#[test]
fn a_linux_target_gets_a_shell_script() {
    let room = tempfile::tempdir().unwrap();
    let mut fixture = fixture();
    fixture.publication.targets = vec![target(Os::Linux)];
    let folder = fixture.export(&settings(room.path(), "zones")).unwrap().path;
    let text = fs::read_to_string(folder.join("deploy/commands.sh")).unwrap();
    assert!(text.starts_with("#!/bin/sh\n") && text.ends_with("# Nothing to run.\n"));
    let service = fs::read_to_string(folder.join("Zones.GPServer/service.json")).unwrap();
    assert!(
        service.contains("\"/arcgisserver/directories/arcgissystem/arcgisinput/Zones.GPServer/extracted/p30/Port/Port.pyt\"")
    );
}

#[test]
fn the_review_is_self_contained_and_escaped() {
    let room = tempfile::tempdir().unwrap();
    let folder = fixture().export(&settings(room.path(), "zones")).unwrap().path;
    let page = fs::read_to_string(folder.join("review.html")).unwrap();
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"));
    assert!(page.contains("The word &lt;index&gt; equals a folder"));
    assert!(page.contains("bad&quot;name"));
    assert!(page.contains("<pre class=\"before\">zones = r&#39;\\\\gis\\share\\zones.gdb&#39;</pre>"));
    for loaded in ["<script", "http://", "https://", "url(", "src=", "href="] {
        assert!(!page.contains(loaded), "{loaded}");
    }
}

#[test]
fn an_unpacked_archive_verifies_as_a_folder() {
    let room = tempfile::tempdir().unwrap();
    let archive = fixture().export(&settings(room.path(), "zones.zip")).unwrap().path;
    let unpacked = room.path().join("unpacked");
    zip::ZipArchive::new(fs::File::open(archive).unwrap()).unwrap().extract(&unpacked).unwrap();
    assert!(verify(&unpacked).unwrap().holds);
}

#[test]
fn an_empty_folder_is_packaged_and_missed_when_it_is_gone() {
    let room = tempfile::tempdir().unwrap();
    let mut fixture = crate::fixture::Fixture::small();
    fixture.report.layout.empty_folders = vec!["p30/Port/Inbox".to_owned()];
    let folder = fixture.export(&settings(room.path(), "zones")).unwrap().path;
    let archive = fixture.export(&settings(room.path(), "zones.zip")).unwrap().path;
    assert!(folder.join("Zones.GPServer/extracted/p30/Port/Inbox").is_dir());
    for path in [&folder, &archive] {
        assert_eq!(verify(path).unwrap().problems, Vec::<String>::new());
    }
    fs::remove_dir(folder.join("Zones.GPServer/extracted/p30/Port/Inbox")).unwrap();
    assert_eq!(verify(&folder).unwrap().problems, ["Zones.GPServer/extracted/p30/Port/Inbox/ is missing"]);
}
