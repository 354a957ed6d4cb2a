//! The publisher's decisions in a package: they survive export and verification.
//!
//! In: scripts in memory with decisions about them. Out: packages in temporary folders.
//! Never makes a report by hand: what is exported was analysed.

use std::path::Path;

use serde_json::Value;
use waybill::discovery::QuotedText;
use waybill::disk::MemoryFiles;
use waybill::package::{ExportError, Exported, export, verify};
use waybill::publication::{Override, Progress, Publication, Report, analyze};
use waybill::target::Os;
use waybill::text::DataPath;

use crate::fixture::{settings, target};

const SCRIPT: &str = "import ortools\nword = dict(orient='Index')\nraw = \"in\\telluride\"\n\
    wide = r\"e:\\Shared\\lanes.csv\"\nprint(word)\nfar = r'f:\\Wide\\wide.csv'\nopen('in/last.csv', 'w')\n";

fn files() -> MemoryFiles {
    MemoryFiles::new([
        ("e:/Port/count.py", SCRIPT.as_bytes().to_vec()),
        ("e:/Port/Index/one.idx", vec![1]),
        ("e:/Port/in/telluride/a.csv", vec![2; 20]),
        ("e:/Port/in/last.csv", vec![3; 30]),
        ("e:/Shared/lanes.csv", vec![4; 40]),
        ("f:/Wide/wide.csv", vec![5; 50]),
    ])
}

fn quoted(text: &str) -> QuotedText {
    QuotedText { script: "COUNT.py".to_owned(), quoted: text.to_owned(), rule: "relative".to_owned() }
}

fn include(path: &str) -> Override {
    Override::Include { path: path.to_owned() }
}

fn accept(code: &str, about: &str, reason: &str) -> Override {
    Override::Accept { code: code.to_owned(), about: about.to_owned(), reason: reason.to_owned() }
}

struct Case {
    room: tempfile::TempDir,
    publication: Publication,
    report: Report,
}

fn case(overrides: impl IntoIterator<Item = Override>) -> Case {
    let publication = Publication {
        inputs: vec![DataPath::new("e:/Port/count.py")],
        targets: vec![target(Os::Windows)],
        allowed_roots: vec!["e:/".to_owned(), "f:/".to_owned()],
        overrides: overrides.into_iter().collect(),
        ..Publication::default()
    };
    let report = analyze(&publication, &files(), &Progress::default());
    Case { room: tempfile::tempdir().unwrap(), publication, report }
}

impl Case {
    fn export(&self) -> Result<Exported, ExportError> {
        export(&self.publication, &self.report, &files(), &settings(self.room.path(), "zones"), &Progress::default())
    }

    fn codes(&self) -> Vec<&str> {
        self.report.package_errors().map(|row| row.code).collect()
    }
}

fn script(package: &Path) -> String {
    std::fs::read_to_string(package.join("Zones.GPServer/extracted/p30/Port/count.py")).unwrap()
}

fn manifest(package: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(package.join("waybill.json")).unwrap()).unwrap()
}

fn holds(package: &Path) {
    assert_eq!(verify(package).unwrap().problems, Vec::<String>::new());
}

#[test]
fn a_word_that_is_text_and_a_raw_string_survive_export_and_verification() {
    let case = case([Override::Text(quoted("'Index'")), Override::Raw(quoted("\"in\\telluride\""))]);
    assert_eq!(case.codes(), Vec::<&str>::new());
    let package = case.export().unwrap().path;
    let text = script(&package);
    assert!(text.contains("word = dict(orient='Index')\nraw = r'in\\telluride'\n"), "{text}");
    assert!(package.join("Zones.GPServer/extracted/p30/Port/in/telluride/a.csv").exists());
    assert!(!package.join("Zones.GPServer/extracted/p30/Port/Index").exists());
    let decided = &manifest(&package)["overrides"][0];
    assert_eq!((decided["decide"].as_str(), decided["script"].as_str()), (Some("text"), Some("p30/Port/count.py")));
    holds(&package);
}

#[test]
fn an_output_and_a_word_that_are_taken_along_resolve_in_the_package() {
    let raw = Override::Raw(quoted("\"in\\telluride\""));
    let case = case([include("in/last.csv"), include("Index"), raw]);
    assert_eq!(case.codes(), Vec::<&str>::new());
    let package = case.export().unwrap().path;
    let read = manifest(&package);
    let items: Vec<&str> = read["references"].as_array().unwrap().iter().filter_map(|row| row["item"].as_str()).collect();
    assert!(items.contains(&"in/last.csv") && items.contains(&"Index"), "{items:?}");
    holds(&package);
}

#[test]
fn what_lies_in_the_data_store_by_the_publishers_word_stays_and_its_folder_is_recorded() {
    let stored = Override::InDataStore { path: "f:/Wide/wide.csv".to_owned() };
    let case = case([stored, Override::Raw(quoted("\"in\\telluride\""))]);
    let package = case.export().unwrap().path;
    assert!(script(&package).contains("far = r'f:\\Wide\\wide.csv'"));
    assert!(!package.join("Zones.GPServer/extracted/cd/f").exists());
    assert_eq!(manifest(&package)["data_store_roots"], serde_json::json!([r"f:\Wide"]));
    holds(&package);
}

#[test]
fn a_script_that_is_kept_needs_its_errors_accepted_and_they_are_listed_with_the_reason() {
    let kept = Override::KeepScript { script: "count.py".to_owned() };
    let raw = Override::Raw(quoted("\"in\\telluride\""));
    let refused = case([kept.clone(), raw.clone()]);
    assert_eq!(refused.codes(), ["WB401"; 3]);
    assert!(matches!(refused.export(), Err(ExportError::Refused { .. })));

    let why = "the server has e: and f:";
    let plan = "installed by the deployment plan";
    let case = case([kept, raw, accept("WB401", "count.py", why), accept("WB201", "ortools", plan)]);
    assert_eq!(case.report.totals.errors, 0);
    let exported = case.export().unwrap();
    assert_eq!(script(&exported.path), SCRIPT);
    let read = manifest(&exported.path);
    let accepted: Vec<&str> = read["accepted_errors"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(
        accepted.iter().filter(|line| line.starts_with("WB401") && line.ends_with(&format!("accepted: {why}"))).count(),
        3
    );
    let text = std::fs::read_to_string(exported.path.join("deploy/plan.md")).unwrap();
    assert!(text.contains("## Errors that the publisher accepted") && text.contains(&format!("accepted: {why}")), "{text}");
    holds(&exported.path);
}
