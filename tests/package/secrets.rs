//! Secrets: nothing that Waybill tells or writes about a publication holds their values.
//!
//! In: a toolbox with passwords wherever one can stand, and values entered for its parameters. Out: what is told and written.
//! Never looks at the packaged scripts: they are the publisher's own, and travel as they are.

use std::path::{Path, PathBuf};

use waybill::disk::MemoryFiles;
use waybill::package::{ExportSettings, export, save_publication};
use waybill::publication::{Override, Progress, Publication, PublicationFile, analyze};
use waybill::target::Os;
use waybill::text::DataPath;

use crate::fixture::{settings, target};

/// Every secret holds this word.
const SECRET: &str = "hunter2";

const TOOLBOX: &str = r#"import arcpy, os
class Toolbox:
    def __init__(self):
        self.tools = [Count]
class Count(object):
    def getParameterInfo(self):
        gate = arcpy.Parameter(displayName="Gate", name="gate", datatype="GPStringHidden", parameterType="Required", direction="Input")
        gate.value = "hunter2-default"
        word = arcpy.Parameter(displayName="Word", name="db_password", datatype="GPString", parameterType="Required", direction="Input")
        word.value = "hunter2-word"
        zones = arcpy.Parameter(displayName="Zones", name="zones", datatype="DEFile", parameterType="Required", direction="Input")
        return [gate, word, zones]
    def execute(self, parameters, messages):
        password = "hunter2-plain"
        token = 'e:/gone/hunter2.csv'
        roads = connect(r"f:\Shared\roads.csv", pwd="hunter2-beside", token=f"hunter2-{roads}")
        keys = {"api_key": "hunter2-key", "path": r"f:\Shared\roads.csv"}
        secret = os.path.join("f:/Shared", "hunter2-folded", "x.shp")
        gate = os.path.join("f:/Shared", parameters[0].valueAsText)
        passwd = "hunter2\tx"
        base = r"f:\Shared"
        access_token = f"{base}/gone/hunter2.csv"
        plain = f"{base}/gone/plain.csv"
        client_secret = f"{base}/hunter2.csv"
"#;

fn files() -> MemoryFiles {
    MemoryFiles::new([("e:/Port/Count.pyt", TOOLBOX.as_bytes().to_vec()), ("f:/Shared/roads.csv", vec![1; 40])])
}

fn publication() -> Publication {
    let values =
        [("Count.gate", "f:/Shared/hunter2"), ("Count.db_password", "hunter2-entered"), ("zones", "f:/Shared/roads.csv")];
    Publication {
        inputs: vec![DataPath::new("e:/Port/Count.pyt")],
        targets: vec![target(Os::Windows)],
        allowed_roots: vec!["f:/".to_owned()],
        parameters: values.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        ..Publication::default()
    }
}

fn texts_below(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(texts_below(&path));
        } else if path.extension().is_none_or(|extension| extension != "pyt") {
            found.push((path.clone(), String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()));
        }
    }
    found
}

#[test]
fn no_secret_enters_the_report_its_evidence_or_a_decision() {
    let report = analyze(&publication(), &files(), &Progress::default());
    assert!(report.data.iter().any(|row| row.path == "f:/Shared/roads.csv"), "{:?}", report.data);
    let looked_for: Vec<_> = report.evidence.looked_for.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(looked_for, ["f:/Shared/gone/plain.csv"]);
    assert!(!serde_json::to_string(&report).unwrap().contains(SECRET));
    assert!(!format!("{:?}", report.evidence).contains(SECRET), "{:#?}", report.evidence);
    assert!(!format!("{:?}", report.findings).contains(SECRET));
    let parameters = &report.toolboxes[0].tools[0].parameters;
    let told: Vec<_> = parameters.iter().map(|row| (row.name.as_str(), row.is_secret, row.value.as_deref())).collect();
    assert_eq!(told, [("gate", true, None), ("db_password", true, None), ("zones", false, Some("f:/Shared/roads.csv"))]);
}

#[test]
fn no_secret_is_written_beside_the_packaged_scripts() {
    let room = tempfile::tempdir().unwrap();
    let report = analyze(&publication(), &files(), &Progress::default());
    let settings = ExportSettings { allow_errors: true, ..settings(room.path(), "zones") };
    export(&publication(), &report, &files(), &settings, &Progress::default()).unwrap();
    let texts = texts_below(room.path());
    assert!(texts.iter().any(|(path, _)| path.ends_with("review.html")) && texts.len() > 3);
    for (path, text) in texts {
        assert!(!text.contains(SECRET), "{}: {text}", path.display());
    }
}

#[test]
fn no_secret_is_saved_with_the_publication() {
    let room = tempfile::tempdir().unwrap();
    let report = analyze(&publication(), &files(), &Progress::default());
    let quoted: Vec<Override> =
        report.evidence.data.iter().flat_map(|row| &row.references).map(|row| Override::Text(row.key.clone())).collect();
    let file = PublicationFile {
        inputs: vec![room.path().join("Count.pyt")],
        parameters: publication().parameters,
        overrides: quoted.into_iter().collect(),
        ..PublicationFile::default()
    };
    let path = room.path().join("Count.waybill");
    save_publication(&file, Some(&report), &path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("zones") && text.contains("roads.csv") && !text.contains(SECRET), "{text}");
}
