//! Constant parameters in a package: written into the toolbox, found there again, told in the plan.
//!
//! In: toolboxes of each format with values for their parameters. Out: packages in temporary folders.
//! Never makes a report by hand: what is exported was analysed.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::Digest;
use waybill::disk::MemoryFiles;
use waybill::package::{ExportError, export, verify};
use waybill::publication::{Progress, Publication, Report, StoredFolder, analyze};
use waybill::target::Os;
use waybill::text::DataPath;

use crate::atbx;
use crate::fixture::{settings, target};
use crate::tbx::{self, BinaryTool};

struct Case {
    room: tempfile::TempDir,
    publication: Publication,
    files: MemoryFiles,
    report: Report,
}

/// A publication of `e:/Port/NAME` with data in `e:/Port/In`, `e:/Shared` and `e:/Stored`.
fn case(name: &str, toolbox: &[u8], parameters: &[(&str, &str)], constants: &[&str]) -> Case {
    let path = format!("e:/Port/{name}");
    let files = files(name, toolbox);
    let files = MemoryFiles::new(files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())));
    let mut publication = Publication {
        inputs: vec![DataPath::new(&path)],
        targets: vec![target(Os::Windows)],
        allowed_roots: vec!["e:/".to_owned()],
        parameters: parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        constants: constants.iter().map(|name| (*name).to_owned()).collect(),
        ..Publication::default()
    };
    let stored =
        StoredFolder { name: "/fileShares/s".to_owned(), publisher: DataPath::new("e:/Stored"), server: r"D:\Data".to_owned() };
    publication.data_store.folders.push(stored);
    let report = analyze(&publication, &files, &Progress::default());
    Case { room: tempfile::tempdir().unwrap(), publication, files, report }
}

fn files(name: &str, toolbox: &[u8]) -> Vec<(String, Vec<u8>)> {
    let toolbox = (format!("e:/Port/{name}"), toolbox.to_vec());
    let others = [
        ("e:/Port/count.py", COUNT.as_bytes().to_vec()),
        ("e:/Port/In/lanes.csv", vec![1; 10]),
        ("e:/Shared/Tiles/lanes.csv", vec![2; 20]),
        ("e:/Shared/my zones.csv", vec![3; 30]),
        ("e:/Stored/x.csv", vec![4; 40]),
    ];
    std::iter::once(toolbox).chain(others.map(|(path, bytes)| (path.to_owned(), bytes))).collect()
}

const COUNT: &str = "import os\nimport arcpy\nlanes = os.path.join(arcpy.GetParameterAsText(0), 'lanes.csv')\n";

impl Case {
    fn try_export(&self) -> Result<PathBuf, ExportError> {
        let settings = settings(self.room.path(), "zones");
        export(&self.publication, &self.report, &self.files, &settings, &Progress::default()).map(|exported| exported.path)
    }

    /// Exports, and verifies once more.
    fn export(&self) -> PathBuf {
        let told: Vec<_> = self.report.package_errors().map(|row| &row.text).collect();
        assert!(told.is_empty(), "{told:?}");
        let path = self.try_export().unwrap();
        assert_eq!(verify(&path).unwrap().problems, Vec::<String>::new());
        path
    }

    fn codes(&self) -> Vec<&str> {
        self.report.messages.iter().map(|row| row.code).collect()
    }
}

fn packaged(package: &Path, name: &str) -> Vec<u8> {
    std::fs::read(package.join("Zones.GPServer/extracted/p30/Port").join(name)).unwrap()
}

fn plan(package: &Path) -> String {
    std::fs::read_to_string(package.join("deploy/plan.md")).unwrap()
}

/// A member of a zip.
fn member(archive: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

fn values(archive: &[u8]) -> Vec<String> {
    let content: Value = serde_json::from_slice(&member(archive, "Count.tool/tool.content")).unwrap();
    let rows = content["params"].as_object().unwrap();
    rows.values().map(|row| row["value"].as_str().unwrap_or("-").to_owned()).collect()
}

#[test]
fn constants_of_an_atbx_are_written_and_lead_there_also_where_a_script_builds_on_them() {
    let toolbox = atbx::build(
        "tool Count\nparameter Folder DEFolder = e:\\Gone\nparameter More DEFolder\nparameter Kept DEFolder = e:\\Stored\n\
         parameter Zones GPMultiValue<DEFile>\nlink ..\\..\\count.py\nvalidation\n    class ToolValidator(object):\n        pass\n",
    );
    let entered =
        [("Count.Folder", r"e:\Shared\Tiles"), ("Count.More", "In"), ("Count.Zones", r"'e:\Shared\my zones.csv';In\lanes.csv")];
    let case = case("Yard.atbx", &toolbox, &entered, &["Count.Folder", "Count.More", "Count.Kept", "Count.Zones"]);
    let package = case.export();
    let after = packaged(&package, "Yard.atbx");
    let up = r"..\..\..\..\cd\e\Shared";
    let zones = format!(r"'{up}\my zones.csv';..\..\In\lanes.csv");
    assert_eq!(values(&after), [format!(r"{up}\Tiles"), r"..\..\In".to_owned(), r"D:\Data".to_owned(), zones]);
    for same in ["toolbox.content", "Count.tool/tool.content.rc", "Count.tool/tool.script.validate.py"] {
        assert_eq!(member(&after, same), member(&toolbox, same), "{same}");
    }
    let plan = plan(&package);
    assert!(plan.contains("- `Count.Folder`: `Zones.GPServer/extracted/cd/e/Shared/Tiles`\n"), "{plan}");
    assert!(plan.contains(r"- `Count.Kept`: `D:\Data`") && plan.contains("not be asked for them"), "{plan}");
    assert!(!plan.contains("Set these by hand"), "{plan}");
}

/// A Python toolbox whose tool `Count` has the parameters that `body` makes.
fn pyt(body: &str) -> String {
    format!(
        "# -*- coding: utf-8 -*-\r\n\"\"\"Port.\"\"\"\r\nimport arcpy\r\n\r\nclass Toolbox(object):\r\n    def __init__(self):\r\n        self.tools = [Count]\r\n\r\n\
         class Count(object):\r\n    def getParameterInfo(self):\r\n{body}\r\n    def execute(self, parameters, messages):\r\n        \
         folder = parameters[0].valueAsText\r\n        import os\r\n        lanes = os.path.join(folder, 'lanes.csv')\r\n"
    )
}

fn exported_pyt(body: &str, value: &str) -> String {
    let case = case("Yard.pyt", pyt(body).as_bytes(), &[("Count.folder", value)], &["Count.folder"]);
    String::from_utf8(packaged(&case.export(), "Yard.pyt")).unwrap()
}

#[test]
fn constants_of_a_pyt_are_set_where_the_parameter_is_made() {
    let make = "arcpy.Parameter(name='folder', displayName='F', datatype='DEFolder', direction='Input')";
    let tiles = r"os.path.join(os.path.dirname(__file__), r'..\..\cd\e\Shared\Tiles')";
    let import = "import os  # added by Waybill for the paths below\r\n";

    let own_line = exported_pyt(&format!("        f = {make}  # the folder\r\n        return [f]\r\n"), r"e:\Shared\Tiles");
    assert!(
        own_line.contains(&format!("{make}  # the folder\r\n        f.value = {tiles}\r\n        return [f]\r\n")),
        "{own_line}"
    );
    assert!(
        own_line.starts_with(&format!("# -*- coding: utf-8 -*-\r\n\"\"\"Port.\"\"\"\r\n{import}import arcpy\r\n")),
        "{own_line}"
    );

    let shared_line = exported_pyt(&format!("        f = {make}; g = 1\r\n        return [f]\r\n"), r"e:\Shared\Tiles");
    assert!(shared_line.contains(&format!("f = {make}; f.value = {tiles}; g = 1\r\n")), "{shared_line}");

    let list = exported_pyt(&format!("        p = [{make}]\r\n        return p\r\n"), "In");
    assert!(list.contains("        p[0].value = os.path.join(os.path.dirname(__file__), r'In')\r\n        return p"), "{list}");

    let default =
        exported_pyt(&format!("        f = {make}\r\n        f.value = r'In'\r\n        return [f]\r\n"), r"e:\Shared\Tiles");
    assert!(default.contains(&format!("        f.value = {tiles}\r\n        return [f]")), "{default}");
    let kept = pyt(&format!("        f = {make}\r\n        f.value = r'In'\r\n        return [f]\r\n"));
    let kept = case("Yard.pyt", kept.as_bytes(), &[], &["Count.folder"]);
    let kept = String::from_utf8(packaged(&kept.export(), "Yard.pyt")).unwrap();
    assert!(kept.contains("        f.value = os.path.join(os.path.dirname(__file__), r'In')\r\n        return [f]"), "{kept}");
    let stored = exported_pyt(&format!("        f = {make}\r\n        f.value = None\r\n        return [f]\r\n"), r"e:\Stored");
    assert!(stored.contains("        f.value = r'D:\\Data'\r\n") && !stored.contains(import), "{stored}");
}

#[test]
fn a_constant_that_leads_from_the_file_stays_as_it_is() {
    let body = "        import os\r\n        f = arcpy.Parameter(name='folder', displayName='F', datatype='DEFolder', direction='Input')\r\n        \
         f.value = os.path.join(os.path.dirname(__file__), 'In')\r\n        return [f]\r\n";
    let text = pyt(body);
    let case = case("Yard.pyt", text.as_bytes(), &[], &["Count.folder"]);
    assert_eq!(packaged(&case.export(), "Yard.pyt"), text.as_bytes());
}

#[test]
fn a_constant_whose_data_is_excluded_or_missing_is_refused() {
    let toolbox = atbx::build("tool Count\nparameter Folder DEFolder = e:\\Shared\\Tiles\nscript\n    import arcpy\n");
    let mut excluded = case("Yard.atbx", &toolbox, &[], &["Count.Folder"]);
    let exclude = waybill::publication::Override::Exclude { path: "e:/Shared/Tiles".to_owned() };
    excluded.publication.overrides = [exclude].into_iter().collect();
    excluded.report = analyze(&excluded.publication, &excluded.files, &Progress::default());
    assert_eq!(excluded.codes(), ["WB404"]);
    assert!(matches!(excluded.try_export(), Err(ExportError::Refused { .. })));
    let gone = case("Yard.atbx", &toolbox, &[("Count.Folder", r"e:\Gone")], &["Count.Folder"]);
    assert_eq!(gone.codes(), ["WB117"]);
    assert!(matches!(gone.try_export(), Err(ExportError::Refused { .. })));
}

#[test]
fn a_value_entered_for_the_review_lets_data_travel_and_stays_out_of_the_toolbox() {
    let toolbox = atbx::build("tool Count\nparameter Folder DEFolder = e:\\Gone\nlink ..\\..\\count.py\n");
    let case = case("Yard.atbx", &toolbox, &[("Count.Folder", r"e:\Port\In")], &[]);
    let package = case.export();
    assert_eq!(packaged(&package, "Yard.atbx"), toolbox);
    assert_eq!(packaged(&package, "In/lanes.csv").len(), 10);
}

fn binary_codes(tool: BinaryTool<'_>, parameters: &[(&str, &str)], constants: &[&str]) -> Vec<String> {
    let case = case("Yard.tbx", &tbx::build(&[BinaryTool { name: "Count", ..tool }]), parameters, constants);
    assert!(case.report.toolboxes[0].tools[0].state == "ready", "{:?}", case.report.messages);
    case.report.messages.iter().map(|row| format!("{} {}", row.code, row.text)).collect()
}

#[test]
fn a_binary_toolbox_is_packaged_byte_for_byte_and_its_scripts_are_corrected_beside_it() {
    let far = "import arcpy\nzones = r'e:\\Shared\\my zones.csv'\n";
    let tools = [
        BinaryTool {
            name: "Count",
            link: r".\count.py",
            parameters: &[("Folder", "DEFolder", "In"), ("Other", "DEFolder", r"e:\Stored")],
            validation: "import os\nlanes = r'In\\lanes.csv'\n",
            ..BinaryTool::default()
        },
        BinaryTool { name: "Far", link: "far.py", ..BinaryTool::default() },
    ];
    let toolbox = tbx::build(&tools);
    let mut case = case("Yard.tbx", &toolbox, &[("Count.Other", r"D:\Data")], &[]);
    let mut files = files("Yard.tbx", &toolbox);
    files.push(("e:/Port/far.py".to_owned(), far.as_bytes().to_vec()));
    case.files = MemoryFiles::new(files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())));
    case.report = analyze(&case.publication, &case.files, &Progress::default());
    let package = case.export();
    assert_eq!(packaged(&package, "Yard.tbx"), toolbox);
    assert!(String::from_utf8(packaged(&package, "far.py")).unwrap().contains("os.path.dirname(__file__)"));
    let manifest: Value = serde_json::from_slice(&std::fs::read(package.join("waybill.json")).unwrap()).unwrap();
    let files = manifest["files"].as_array().unwrap();
    let row = files.iter().find(|row| row["path"] == "Zones.GPServer/extracted/p30/Port/Yard.tbx").unwrap();
    let sum: String = sha2::Sha256::digest(&toolbox).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(row["sha256"], sum);
    assert_eq!(manifest["toolbox"], "p30/Port/Yard.tbx");
    let service: Value = serde_json::from_slice(&std::fs::read(package.join("Zones.GPServer/service.json")).unwrap()).unwrap();
    let expected = r"C:\arcgisserver\directories\arcgissystem\arcgisinput\Zones.GPServer\extracted\p30\Port\Yard.tbx";
    assert_eq!(service["properties"]["toolbox"], expected);
}

#[test]
fn what_would_break_inside_a_binary_toolbox_is_refused_with_the_way_out() {
    let embedded = BinaryTool { script: "z = r'e:\\Shared\\Tiles'\n", ..BinaryTool::default() };
    let [one] = &binary_codes(embedded, &[], &[])[..] else { panic!() };
    assert_eq!(one, "WB403 r'e:\\Shared\\Tiles' would not resolve in the package, and code in Yard.tbx cannot be rewritten");

    let validation = BinaryTool { link: "count.py", validation: "z = r'e:\\Port\\In'\n", ..BinaryTool::default() };
    assert!(binary_codes(validation, &[], &[])[0].starts_with("WB403 r'e:\\Port\\In'"));

    let value =
        BinaryTool { link: "count.py", parameters: &[("Tiles", "DEFolder", r"e:\Shared\Tiles")], ..BinaryTool::default() };
    assert!(binary_codes(value, &[], &[]).iter().any(|line| line.starts_with(r"WB403 The parameter value e:\Shared\Tiles")));

    let layer = [("Tiles", r"e:\Shared\my zones.csv")];
    let layer =
        BinaryTool { link: "count.py", parameters: &[("Tiles", "DEFolder", "")], symbology: &layer, ..BinaryTool::default() };
    assert!(binary_codes(layer, &[], &[])[0].starts_with(r"WB403 The parameter value e:\Shared\my zones.csv"));

    let link = BinaryTool { link: r"e:\Port\count.py", ..BinaryTool::default() };
    let told = binary_codes(link, &[], &[]);
    assert_eq!(
        told,
        [r"WB403 The script e:\Port\count.py would not be found in the package, and its place in Yard.tbx cannot be rewritten"]
    );
}

#[test]
fn a_constant_of_a_binary_toolbox_is_set_by_hand_as_the_plan_says() {
    let tool = BinaryTool {
        name: "Count",
        link: "count.py",
        parameters: &[("Folder", "DEFolder", r"e:\Shared\Tiles"), ("Near", "DEFolder", "In")],
        ..BinaryTool::default()
    };
    let toolbox = tbx::build(&[tool]);
    let case = case("Yard.tbx", &toolbox, &[], &["Count.Folder", "Count.Near"]);
    assert_eq!(case.codes().iter().filter(|code| **code == "WB405").count(), 1);
    let package = case.export();
    assert_eq!(packaged(&package, "Yard.tbx"), toolbox);
    let plan = plan(&package);
    let step = "1. In `Zones.GPServer/extracted/p30/Port/Yard.tbx`, tool `Count`, set parameter `Folder` to `Zones.GPServer/extracted/cd/e/Shared/Tiles`";
    assert!(plan.contains(step) && plan.contains("- `Count.Near`: `Zones.GPServer/extracted/p30/Port/In`"), "{plan}");
}
