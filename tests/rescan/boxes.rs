//! A publication of toolboxes of every format: linked scripts, models, Constants, tools that are made while a toolbox runs.
//!
//! In: edits in random order. Out: two reports after each, compared to the last byte.
//! Never opens a toolbox: that is for the scan.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use waybill::disk::DriveMap;
use waybill::publication::{Changed, Progress, Publication, PublicationFile, ScanMemory, open};

use crate::tbx::{self, BinaryTool};
use crate::{atbx, full, text, write};

const SCRIPTS: [&str; 6] =
    ["tools/count.py", "tools/level.py", "tools/helper.py", "plugins/one.py", "plugins/two.py", "far/send.py"];
const DATA: [&str; 5] = ["data/a.csv", "data/b.csv", "roads.shp", "roads.lyrx", "far/zones.csv"];
const BOXES: [&str; 4] = ["Yard.tbx", "Port.atbx", "Load.pyt", "far/Other.atbx"];
const CONSTANTS: [&str; 3] = ["Count.Table", "Level.Folder", "Load.Table"];

/// Lines that scripts of tools are made of.
const LINES: [&str; 14] = [
    "import helper",
    "import requests",
    "import sys, os, arcpy",
    "sys.path.append(arcpy.GetParameterAsText(0))",
    "import one",
    "open(arcpy.GetParameterAsText(0))",
    "open(os.path.join(arcpy.GetParameterAsText(1), 'a.csv'))",
    "open(os.path.join(os.path.dirname(__file__), '..', 'data', 'b.csv'))",
    "arcpy.analysis.Buffer('roads.shp', 'data/b.csv', 5)",
    "arcpy.Exists('../roads.shp')",
    "open('../Yard.tbx')",
    "class Count:\n    def getParameterInfo(self):\n        return []\n",
    "def broken(:",
    "token = '../roads.shp'",
];

#[derive(Clone, Debug)]
enum Edit {
    Script { at: usize, lines: Vec<usize> },
    Data { at: usize, bytes: usize },
    Toolbox { at: usize, form: usize },
    Remove { at: usize },
    Constant { at: usize },
    Value { at: usize },
}

fn edits() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    let edit = prop_oneof![
        8 => (0..SCRIPTS.len(), prop::collection::vec(0..LINES.len(), 0..6)).prop_map(|(at, lines)| Edit::Script { at, lines }),
        2 => (0..DATA.len(), 0..40usize).prop_map(|(at, bytes)| Edit::Data { at, bytes }),
        3 => (0..BOXES.len(), 0..4usize).prop_map(|(at, form)| Edit::Toolbox { at, form }),
        1 => (0..all().count()).prop_map(|at| Edit::Remove { at }),
        1 => (0..CONSTANTS.len()).prop_map(|at| Edit::Constant { at }),
        1 => (0..DATA.len()).prop_map(|at| Edit::Value { at }),
    ];
    prop::collection::vec(prop::collection::vec(edit, 1..3), 1..8)
}

fn all() -> impl Iterator<Item = &'static str> {
    SCRIPTS.into_iter().chain(DATA).chain(BOXES)
}

/// A toolbox in one of four forms.
fn toolbox(at: usize, form: usize) -> Vec<u8> {
    let data = DATA[form].replace('/', "\\");
    match at {
        0 => {
            let parameters = [("Table", "DEFile", data.as_str()), ("Folder", "DEFolder", "data")];
            let count = BinaryTool { name: "Count", link: r"tools\count.py", parameters: &parameters, ..BinaryTool::default() };
            let embedded = format!("import arcpy, requests\nopen('{}')\n", DATA[form]);
            let level =
                BinaryTool { name: "Level", script: &embedded, validation: "import tools.helper\n", ..BinaryTool::default() };
            if form == 3 { tbx::build(&[level]) } else { tbx::build(&[count, level]) }
        }
        1 => {
            let called = ["Level", r"..\..\far\Other.atbx\Send", r"..\..\Yard.tbx\Count", "Gone"][form];
            atbx::build(&format!(
                "model Ship\nvalue DEFile = ..\\..\\{data}\nruns {called}\n\
                 tool Level\nparameter Folder DEFolder = ..\\..\\data\nlink ..\\..\\tools\\level.py\n"
            ))
        }
        2 => {
            let tools = ["[Count]", "load()", "[Count, Gone]", "load() + [Count]"][form];
            format!(
                "import os\nfrom tools import count\n\nclass Toolbox:\n    def __init__(self):\n        self.tools = {tools}\n\n\
                 def load():\n    return [name for name in os.listdir('plugins')]\n\n\
                 class Count:\n    def getParameterInfo(self):\n        table = arcpy.Parameter('Table', 'Table', 'Input', 'DEFile')\n        \
                 table.value = '{}'\n        return [table]\n    def execute(self, p, m):\n        open(p[0].valueAsText)\n",
                DATA[form]
            )
            .into_bytes()
        }
        _ => atbx::build(&format!(
            "tool Send\nparameter Table DEFile = ..\\..\\zones.csv\nlink ..\\..\\{}\n",
            ["send.py", "gone.py", "send.py", r"..\tools\level.py"][form]
        )),
    }
}

/// Carries an edit out; gives the places that a watcher would name.
fn carry_out(edit: &Edit, root: &Path, publication: &mut Publication) -> Vec<PathBuf> {
    match edit {
        Edit::Script { at, lines } => {
            let text: String = lines.iter().map(|line| format!("{}\n", LINES[*line])).collect();
            write(&root.join(SCRIPTS[*at]), &text)
        }
        Edit::Data { at, bytes } => write(&root.join(DATA[*at]), &"x".repeat(*bytes)),
        Edit::Toolbox { at, form } => put_toolbox(root, *at, *form),
        Edit::Remove { at } => {
            let path = root.join(all().nth(*at).unwrap());
            fs::remove_file(&path).map(|()| vec![path]).unwrap_or_default()
        }
        Edit::Constant { at } => {
            publication.constants = vec![CONSTANTS[*at].to_owned()];
            Vec::new()
        }
        Edit::Value { at } => {
            publication.parameters = vec![("Table".to_owned(), DATA[*at].to_owned())];
            Vec::new()
        }
    }
}

fn put_toolbox(root: &Path, at: usize, form: usize) -> Vec<PathBuf> {
    let path = root.join(BOXES[at]);
    fs::write(&path, toolbox(at, form)).unwrap();
    vec![path]
}

fn yard() -> (tempfile::TempDir, Publication, ScanMemory) {
    let folder = tempfile::tempdir().unwrap();
    for (at, name) in SCRIPTS.iter().enumerate() {
        write(&folder.path().join(name), &format!("{}\n{}\n", LINES[at], LINES[at + 4]));
    }
    for name in DATA {
        write(&folder.path().join(name), name);
    }
    (0..BOXES.len()).for_each(|at| drop(put_toolbox(folder.path(), at, 0)));
    // Only a model leads to the toolbox in `far`.
    let inputs = BOXES[..3].iter().map(|name| folder.path().join(name)).collect();
    let opened = open(&PublicationFile { inputs, ..PublicationFile::default() }, DriveMap::default()).unwrap();
    (folder, opened.publication, ScanMemory::new(opened.files))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, ..ProptestConfig::default() })]

    #[test]
    fn a_rescan_of_toolboxes_of_every_format_gives_the_report_of_a_full_scan(rounds in edits()) {
        let (folder, mut publication, mut memory) = yard();
        memory.analyze(&publication, Changed::Everything, &Progress::default());
        for round in rounds {
            let changed: Vec<PathBuf> = round.iter().flat_map(|edit| carry_out(edit, folder.path(), &mut publication)).collect();
            let again = text(&memory.analyze(&publication, Changed::Only(&changed), &Progress::default()));
            let full = text(&full(&publication));
            let first = again.lines().zip(full.lines()).find(|(again, full)| again != full);
            prop_assert!(again == full, "after {round:?}: {first:?}");
        }
    }
}

#[test]
fn what_a_replaced_model_runs_takes_part_at_once() {
    let (folder, publication, mut memory) = yard();
    let report = memory.analyze(&publication, Changed::Everything, &Progress::default());
    assert!(report.toolboxes.iter().all(|toolbox| toolbox.path != "far/Other.atbx"));
    let changed = put_toolbox(folder.path(), 1, 1);
    let report = memory.analyze(&publication, Changed::Only(&changed), &Progress::default());
    let brought = report.toolboxes.iter().find(|toolbox| toolbox.path == "far/Other.atbx").unwrap();
    assert!(brought.tools[0].called && report.data.iter().any(|row| row.path == "far/zones.csv"));
}
