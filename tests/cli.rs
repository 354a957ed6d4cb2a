//! The command line as scripts see it: exit codes and streams.
//!
//! In: the built program. Out: what it prints, where, and how it ends.
//! Never opens a window.

// A test stops at the first thing that is not as it should be; that is what these are for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const TOOLBOX: &str = "class Toolbox:\n    def __init__(self):\n        self.label = 'Yard'\n        self.alias = 'yard'\n        self.tools = []\n";

/// A folder with a toolbox in it.
fn yard() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Yard.pyt"), TOOLBOX).unwrap();
    folder
}

/// Runs `waybill` in a folder, without a display.
fn waybill(folder: &Path, arguments: &[&str]) -> Output {
    program(folder, arguments).output().unwrap()
}

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_waybill"));
    program.current_dir(folder).args(arguments).stdin(Stdio::null());
    program.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    program
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_scan_prints_one_object_on_stdout_and_names_root_and_target_on_stderr() {
    let folder = yard();
    let output = waybill(folder.path(), &["scan", "Yard.pyt", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["schema"], "waybill.report/1");
    assert_eq!(report["root"], ".");
    for key in ["targets", "toolboxes", "scripts", "data", "left_behind", "modules", "messages"] {
        assert!(report[key].is_array(), "{key}");
    }
    let errors = report["messages"].as_array().unwrap().iter().any(|message| message["severity"] == "error");
    assert_eq!(code(&output), i32::from(errors));
    let notes = stderr(&output);
    let root = folder.path().file_name().unwrap().to_str().unwrap();
    assert!(notes.lines().any(|line| line.starts_with("Root ") && line.ends_with(root)), "{notes}");
    assert!(notes.contains("No target chosen: compared with server-"), "{notes}");
    assert!(!stdout(&output).contains(root), "the report names a folder of this machine");
}

#[test]
fn quiet_leaves_stderr_empty() {
    let folder = yard();
    let output = waybill(folder.path(), &["scan", "Yard.pyt", "--quiet"]);
    assert_eq!(stderr(&output), "");
    assert!(!stdout(&output).is_empty());
}

#[test]
fn a_missing_input_is_named_and_ends_with_two() {
    let folder = yard();
    for arguments in [["scan", "Yard.pyt", "Absent.pyt"], ["scan", "Yard.pyt", "--map=Absent.pyt"]] {
        let output = waybill(folder.path(), &arguments);
        assert_eq!(code(&output), 2);
        assert_eq!(stdout(&output), "");
        assert!(stderr(&output).contains("There is no such file or folder: "), "{}", stderr(&output));
        assert!(stderr(&output).contains("Absent.pyt"));
    }
}

#[test]
fn what_cannot_be_understood_ends_with_two_and_one_line() {
    let folder = yard();
    fs::write(folder.path().join("Saved.waybill"), "{}").unwrap();
    fs::write(folder.path().join("Newer.waybill"), "{\"schema\": \"waybill.publication/2\"}").unwrap();
    let cases: [(&[&str], &str); 11] = [
        (&["scan", "Saved.waybill"], "this is no saved publication"),
        (&["Saved.waybill"], "this is no saved publication"),
        (&["scan", "Newer.waybill"], "saved as waybill.publication/2"),
        (&["scan", "Gone.waybill"], "There is no such file or folder"),
        (&["scan", "Yard.pyt", "Saved.waybill"], "opened alone"),
        (&["export", "Yard.pyt", "-o", "p"], "--service is needed"),
        (&["scan", "Yard.pyt", "--target", "server-99"], "server-99"),
        (&["scan", "Yard.pyt", "--drive", "data"], "--drive data"),
        (&["scan", "Yard.pyt", "--parameter", "Clip"], "TOOL.NAME=VALUE"),
        (&["scan", "Yard.pyt", "--format", "sarif"], "SARIF"),
        (&["scna", "Yard.pyt"], "Commands are scan, export, verify and targets"),
    ];
    for (arguments, sentence) in cases {
        let output = waybill(folder.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
        assert!(stderr(&output).contains(sentence), "{arguments:?}: {}", stderr(&output));
        assert_eq!(stderr(&output).lines().count(), 1, "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn the_report_goes_to_the_file_that_o_names() {
    let folder = yard();
    let printed = waybill(folder.path(), &["scan", "Yard.pyt", "--format", "json"]);
    let written = waybill(folder.path(), &["scan", "Yard.pyt", "--format", "json", "-o", "report.json"]);
    assert_eq!(stdout(&written), "");
    assert_eq!(fs::read(folder.path().join("report.json")).unwrap(), printed.stdout);
    let nowhere = waybill(folder.path(), &["scan", "Yard.pyt", "-o", "no/such/folder/report.txt"]);
    assert_eq!(code(&nowhere), 2);
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_directly() {
    let folder = yard();
    let output = waybill(folder.path(), &["scan", "Yard.pyt", "--format", "json", "-o", "/dev/stdout"]);
    assert!(serde_json::from_slice::<Value>(&output.stdout).is_ok());
    assert_ne!(code(&output), 2);
}

#[cfg(windows)]
#[test]
fn a_device_is_written_to_directly() {
    let folder = yard();
    let output = waybill(folder.path(), &["scan", "Yard.pyt", "--quiet", "-o", "NUL"]);
    assert_eq!((stdout(&output), stderr(&output)), (String::new(), String::new()));
    assert_ne!(code(&output), 2);
}

#[cfg(windows)]
#[test]
fn an_input_is_found_by_its_short_name() {
    let folder = yard();
    fs::write(folder.path().join("Long named tools.pyt"), TOOLBOX).unwrap();
    let listed = Command::new("cmd").args(["/c", "dir /x"]).current_dir(folder.path()).output().unwrap();
    let listing = String::from_utf8_lossy(&listed.stdout);
    let row = listing.lines().find_map(|line| line.trim_end().strip_suffix("Long named tools.pyt")).unwrap();
    // Some disks keep no short names.
    let short = row.split_whitespace().next_back().filter(|word| word.contains('~')).unwrap_or("Long named tools.pyt");
    let output = waybill(folder.path(), &["scan", short, "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["toolboxes"][0]["path"], "Long named tools.pyt", "{short}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_is_no_crash() {
    let folder = yard();
    let mut child = program(folder.path(), &["targets"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_one_line_tells_the_headless_command() {
    let folder = yard();
    let output = waybill(folder.path(), &["Yard.pyt"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("waybill scan Yard.pyt"), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 1);
    assert_eq!(code(&waybill(folder.path(), &[])), 2);
}

#[test]
fn the_targets_are_listed_for_people_and_programs() {
    let folder = yard();
    let text = waybill(folder.path(), &["targets"]);
    let json: Value = serde_json::from_slice(&waybill(folder.path(), &["targets", "--format", "json"]).stdout).unwrap();
    let names: Vec<&str> = json["targets"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"server-11.3-windows"), "{names:?}");
    for name in names {
        assert!(stdout(&text).contains(name));
    }
}

#[test]
fn what_is_no_package_does_not_verify() {
    let folder = yard();
    assert_eq!(code(&waybill(folder.path(), &["verify", "Yard.pyt"])), 2);
    assert_eq!(code(&waybill(folder.path(), &["verify", "absent.zip"])), 2);
}

#[test]
fn two_targets_and_one_listing_of_neither_are_refused() {
    let folder = yard();
    fs::write(folder.path().join("pip.txt"), "numpy==1.24.3\nrequests==2.31.0\n").unwrap();
    let targets = ["--target", "server-11.0-linux", "--target", "server-11.1-linux"];
    let arguments: Vec<&str> = ["scan", "Yard.pyt", "--environment", "pip.txt"].into_iter().chain(targets).collect();
    let output = waybill(folder.path(), &arguments);
    assert_eq!(code(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("fits none of the 2 targets"), "{}", stderr(&output));
}

#[test]
fn what_was_exported_holds_with_windowed_scripts_and_folders_that_hold_only_folders() {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in
        [("count.py", "lanes = 'lanes'\n"), ("lanes/old/one.csv", "1"), ("show.pyw", "logo = 'logo.png'\n"), ("logo.png", "1")]
    {
        let path = folder.path().join("yard").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let output = waybill(folder.path(), &["export", "yard", "--service", "Yard", "-o", "Yard.zip"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(code(&waybill(folder.path(), &["verify", "Yard.zip"])), 0);
}

/// Saves a publication of the yard's toolbox, with these further keys.
fn saved(folder: &Path, more: &str) {
    fs::create_dir_all(folder.join("saved")).unwrap();
    let text = format!(r#"{{"schema": "waybill.publication/1", "inputs": ["../Yard.pyt"], "service": "Doors"{more}}}"#);
    fs::write(folder.join("saved/Yard.waybill"), text).unwrap();
}

#[test]
fn a_saved_publication_is_scanned_as_its_inputs_are() {
    let folder = yard();
    saved(folder.path(), r#", "targets": ["server-11.1-linux"]"#);
    let from_file = waybill(folder.path(), &["scan", "saved/Yard.waybill", "--format", "json"]);
    let options = ["scan", "Yard.pyt", "--target", "server-11.1-linux", "--format", "json"];
    let from_options = waybill(folder.path(), &options);
    assert!(!from_file.stdout.is_empty(), "{}", stderr(&from_file));
    assert_eq!(stdout(&from_file), stdout(&from_options));
    assert_eq!(stderr(&from_file), stderr(&from_options));
}

#[test]
fn options_come_before_what_a_saved_publication_says() {
    let folder = yard();
    fs::write(folder.path().join("saved.txt"), "numpy==1.24.3\n").unwrap();
    saved(folder.path(), r#", "targets": ["server-11.1-linux"], "environment": "../saved.txt""#);
    let output = waybill(folder.path(), &["scan", "saved/Yard.waybill", "--target", "server-11.3-windows", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["targets"].as_array().unwrap().len(), 1);
    assert_eq!(report["targets"][0]["name"], "server-11.3-windows");
    assert!(!report["targets"][0].to_string().contains("pip"), "{}", report["targets"][0]);
}

#[test]
fn what_a_saved_publication_names_must_be_there() {
    let folder = yard();
    for more in [r#", "environment": "Gone.yml""#, r#", "path": ["Gone"]"#, r#", "toolbox": "Gone.pyt""#] {
        saved(folder.path(), more);
        let output = waybill(folder.path(), &["scan", "saved/Yard.waybill"]);
        assert_eq!((code(&output), stdout(&output)), (2, String::new()), "{more}");
        assert!(stderr(&output).contains("There is no such file or folder: ") && stderr(&output).contains("Gone"));
    }
}

#[test]
fn a_saved_publication_names_its_service() {
    let folder = yard();
    saved(folder.path(), "");
    for (name, arguments) in [("Doors", &[][..]), ("Gates", &["--service", "Gates"])] {
        let arguments = [&["export", "saved/Yard.waybill", "-o", name, "--quiet"], arguments].concat();
        let output = waybill(folder.path(), &arguments);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        assert!(folder.path().join(name).join(format!("{name}.GPServer/service.json")).is_file());
    }
}

const TOOLS: &str = "import arcpy, os\n\nclass Toolbox:\n    def __init__(self):\n        self.tools = [Count]\n\nclass Count:\n    \
    def getParameterInfo(self):\n        return [arcpy.Parameter(name='pwd', datatype='GPString')]\n    \
    def execute(self, parameters, messages):\n        os.listdir('Empty')\n        arcpy.Describe('Data/city.sde')\n";

/// A folder with a toolbox of one tool, an empty folder that it lists, and a connection file with a saved password.
fn city() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["Empty", "Data"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let properties: Vec<u8> = "SERVER gis PASSWORD hunter2".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path().join("Data/city.sde"), properties).unwrap();
    fs::write(folder.path().join("City.pyt"), TOOLS).unwrap();
    fs::write(folder.path().join("loose.py"), "x = 1\n").unwrap();
    folder
}

#[test]
fn a_tool_toolbox_or_parameter_that_is_not_there_ends_with_two() {
    let folder = city();
    let cases: [(&[&str], &str); 6] = [
        (&["scan", "City.pyt", "--tool", "Cuont"], "No tool is named Cuont; there are Count"),
        (&["scan", "City.pyt", "--parameter", "Count.zones=1"], "No tool has the parameter Count.zones"),
        (&["scan", "City.pyt", "--constant", "Count.zones"], "No tool has the parameter Count.zones"),
        (&["scan", "City.pyt", "--constant", "zones"], "--constant zones: write it as TOOL.NAME"),
        (&["export", "City.pyt", "--service", "S", "-o", "s", "--tool", "Cuont"], "No tool is named Cuont"),
        (&["export", ".", "--service", "S", "-o", "s", "--toolbox", "loose.py"], "no toolbox of these inputs"),
    ];
    for (arguments, sentence) in cases {
        let output = waybill(folder.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert_eq!(stdout(&output), "");
        assert!(stderr(&output).contains(sentence), "{}", stderr(&output));
    }
    assert_ne!(code(&waybill(folder.path(), &["scan", "City.pyt", "--tool", "COUNT", "--parameter", "count.PWD=1"])), 2);
}

#[test]
fn a_constant_of_the_command_line_or_of_a_saved_publication_is_written_into_the_package() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("Data")).unwrap();
    fs::write(folder.path().join("Data/a.csv"), "a\n").unwrap();
    let make = "        f = arcpy.Parameter(name='f', datatype='DEFolder')\n        return [f]\n";
    let toolbox = TOOLS.replace("        return [arcpy.Parameter(name='pwd', datatype='GPString')]\n", make);
    fs::write(
        folder.path().join("City.pyt"),
        toolbox.replace("        os.listdir('Empty')\n        arcpy.Describe('Data/city.sde')\n", "        pass\n"),
    )
    .unwrap();
    let saved = r#"{"inputs": ["City.pyt"], "parameters": {"Count.f": "Data"}, "constants": ["Count.f"]}"#;
    fs::write(folder.path().join("City.waybill"), saved).unwrap();
    let by_options = ["City.pyt", "--parameter", "Count.f=Data", "--constant", "count.F"];
    for (name, what) in [("A", &by_options[..]), ("B", &["City.waybill"])] {
        let output = waybill(folder.path(), &[&["export", "--service", "City", "-o", name, "--quiet"], what].concat());
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        let place = fs::read_dir(folder.path().join(name).join("City.GPServer/extracted/p30")).unwrap().next().unwrap().unwrap();
        let text = fs::read_to_string(place.path().join("City.pyt")).unwrap();
        assert!(text.contains("\n        f.value = os.path.join(os.path.dirname(__file__), r'Data')\n"), "{text}");
        assert!(place.path().join("Data/a.csv").is_file());
        assert_eq!(code(&waybill(folder.path(), &["verify", name])), 0);
    }
}

/// Two toolboxes of the same name, each with a tool Count.
fn twins() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for side in ["east", "west"] {
        fs::create_dir(folder.path().join(side)).unwrap();
        fs::write(folder.path().join(side).join("City.pyt"), TOOLS.replace("Empty", "..")).unwrap();
    }
    folder
}

/// The toolboxes of a scan whose tool is published.
fn published(output: &Output) -> Vec<String> {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let toolboxes = report["toolboxes"].as_array().unwrap().clone();
    let chosen = toolboxes.iter().filter(|row| row["tools"][0]["selected"] == true);
    chosen.map(|row| row["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_tool_is_named_with_its_toolbox_where_another_has_its_name() {
    let folder = twins();
    let scan = |tool: &str| waybill(folder.path(), &["scan", ".", "--format", "json", "--tool", tool]);
    assert_eq!(published(&scan("count")), ["east/City.pyt", "west/City.pyt"]);
    assert_eq!(published(&scan("west/City.pyt/Count")), ["west/City.pyt"]);
    let unclear = scan("City.pyt/Count");
    assert_eq!(code(&unclear), 2);
    let sentence = "City.pyt/Count may be a tool of east/City.pyt or west/City.pyt; write more of the path";
    assert!(stderr(&unclear).contains(sentence), "{}", stderr(&unclear));
}

#[test]
fn an_export_of_several_toolboxes_says_which_one_the_service_is_made_of() {
    let folder = twins();
    let export = |more: &[&str]| {
        let arguments = ["export", ".", "--service", "S", "-o", "s", "--overwrite", "--allow-errors"];
        waybill(folder.path(), &[&arguments, more].concat())
    };
    let first = stderr(&export(&[]));
    let sentence =
        "One service takes its tools from one toolbox: 1 tool of east/City.pyt. --toolbox chooses another: west/City.pyt";
    assert!(first.contains(sentence), "{first}");
    let manifest = || -> Value { serde_json::from_slice(&fs::read(folder.path().join("s/waybill.json")).unwrap()).unwrap() };
    let second = export(&["--toolbox", "west/City.pyt", "--tool", "west/City.pyt/Count"]);
    assert!(!stderr(&second).contains("--toolbox chooses"), "{}", stderr(&second));
    assert_eq!(manifest()["tools"], serde_json::json!(["Count"]));
    let wrong = ["--service", "S", "-o", "n", "--toolbox", "west/City.pyt", "--tool", "east/City.pyt/Count"];
    let none = waybill(folder.path(), &[&["export", "."], &wrong[..]].concat());
    assert_eq!(code(&none), 1);
    assert!(stderr(&none).contains("No tool of west/City.pyt is chosen"), "{}", stderr(&none));
}

#[test]
fn a_tool_of_a_saved_publication_that_is_gone_is_a_message_and_no_empty_scan() {
    let folder = city();
    let saved = folder.path().join("City.waybill");
    let scan = |tools: &str| {
        fs::write(&saved, format!(r#"{{"schema": "waybill.publication/1", "inputs": ["City.pyt"], "tools": {tools}}}"#)).unwrap();
        waybill(folder.path(), &["scan", "City.waybill"])
    };
    let some = scan(r#"["Count", "Gone"]"#);
    assert!(stdout(&some).contains("No tool is named Gone, which is to be published"), "{}", stdout(&some));
    let none = scan(r#"["Gone"]"#);
    assert_eq!(code(&none), 1);
    assert!(stdout(&none).contains("nothing would be published"), "{}", stdout(&none));
}

#[test]
fn a_saved_password_travels_only_when_its_file_is_confirmed() {
    let folder = city();
    let export = |more: &[&str]| {
        let arguments =
            ["export", "City.pyt", "--service", "City", "-o", "city.zip", "--quiet", "--parameter", "Count.pwd=hunter3"];
        waybill(folder.path(), &[&arguments, more].concat())
    };
    for refused in [&[][..], &["--allow-errors"], &["--allow-errors", "--allow-secret", "Data/other.sde"]] {
        let output = export(refused);
        assert_eq!(code(&output), 1, "{refused:?}");
        assert!(stderr(&output).contains("WB115"), "{}", stderr(&output));
        assert!(!folder.path().join("city.zip").exists());
    }
    let written = export(&["--allow-secret", r"data\City.sde"]);
    assert_eq!(code(&written), 0, "{}", stderr(&written));
    assert!(stderr(&written).contains("Accepted: WB115"));
    let bytes = fs::read(folder.path().join("city.zip")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert!(names.iter().any(|name| name.ends_with("/Empty/")), "{names:?}");
    for name in ["waybill.json", "review.html", "deploy/plan.md"] {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        assert!(!text.contains("hunter"), "{name}");
    }
    assert_eq!(code(&waybill(folder.path(), &["verify", "city.zip"])), 0);
    let report = waybill(folder.path(), &["scan", "City.pyt", "--format", "json", "--parameter", "Count.pwd=hunter3"]);
    assert!(!stdout(&report).contains("hunter"));
}
