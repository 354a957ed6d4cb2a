//! A scan after some files have changed gives what a full scan gives, whatever has changed.
//!
//! In: a small publication on the disk, and edits of it in random order. Out: two reports, compared to the last byte.
//! Never says which files were read: only the result counts.

// A test stops at the first thing that is not as it should be; that is what these are for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "engine/atbx.rs"]
mod atbx;
#[path = "engine/binary_toolbox.rs"]
#[allow(dead_code)]
mod binary_toolbox;
#[path = "rescan/boxes.rs"]
mod boxes;
#[path = "package/tbx.rs"]
mod tbx;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use waybill::disk::{DriveMap, RealFiles};
use waybill::publication::{Changed, Override, Progress, Publication, PublicationFile, Report, ScanMemory, analyze, open};

const SCRIPTS: [&str; 9] =
    ["run.py", "helper.py", "lonely.py", "pkg/__init__.py", "pkg/one.py", "pkg/two.py", "lib/far.py", "data/inner.py", "Box.pyt"];
const DATA: [&str; 7] = ["roads.shp", "roads.dbf", "roads.shx", "data/a.csv", "data/b.csv", "data/sub/c.csv", "notes.txt"];
const FOLDERS: [&str; 4] = ["pkg", "lib", "data", "data/sub"];

/// Lines that scripts are made of: every way to name data and modules, and some that say nothing.
const LINES: [&str; 22] = [
    "import helper",
    "from pkg import one, two",
    "import pkg.one",
    "from . import two",
    "import lonely",
    "import requests",
    "import far",
    "import sys, os",
    "sys.path.append('lib')",
    "sys.path.append(os.path.join(os.path.dirname(__file__), 'lib'))",
    "arcpy.Exists('roads.shp')",
    "open('data/a.csv')",
    "os.listdir('data')",
    "os.listdir(os.path.join(os.path.dirname(__file__), 'data', 'sub'))",
    "open('helper.py')",
    "table = 'data/b.csv'",
    "where = 'pkg'",
    "password = 'roads.shp'",
    "def broken(:",
    "x = 1\n\n",
    "arcpy.env.workspace = 'data'\narcpy.Describe('a.csv')",
    "class Toolbox:\n    def __init__(self):\n        self.tools = [Count]\n\nclass Count:\n    def execute(self, p, m):\n        open('notes.txt')\n",
];

/// Something that happens to a file.
#[derive(Clone, Debug)]
enum Edit {
    Script { at: usize, lines: Vec<usize> },
    Data { at: usize, bytes: usize },
    Remove { at: usize },
    RemoveFolder { at: usize },
    Rename { from: usize, to: usize },
    SwapFolders,
    Decide { at: usize },
    Nothing,
}

fn edits() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    let any_file = 0..SCRIPTS.len() + DATA.len();
    let edit = prop_oneof![
        6 => (0..SCRIPTS.len() - 1, prop::collection::vec(0..LINES.len(), 0..6)).prop_map(|(at, lines)| Edit::Script { at, lines }),
        1 => prop::collection::vec(0..LINES.len(), 1..4).prop_map(|lines| Edit::Script { at: SCRIPTS.len() - 1, lines }),
        2 => (0..DATA.len(), 0..40usize).prop_map(|(at, bytes)| Edit::Data { at, bytes }),
        1 => any_file.clone().prop_map(|at| Edit::Remove { at }),
        1 => (0..FOLDERS.len()).prop_map(|at| Edit::RemoveFolder { at }),
        1 => (any_file.clone(), any_file).prop_map(|(from, to)| Edit::Rename { from, to }),
        1 => Just(Edit::SwapFolders),
        1 => (0..DATA.len()).prop_map(|at| Edit::Decide { at }),
        1 => Just(Edit::Nothing),
    ];
    prop::collection::vec(prop::collection::vec(edit, 1..3), 1..9)
}

fn file(root: &Path, at: usize) -> PathBuf {
    root.join(SCRIPTS.iter().chain(&DATA).nth(at).unwrap())
}

fn script(lines: &[usize]) -> String {
    lines.iter().map(|at| format!("{}\n", LINES[*at])).collect()
}

fn write(path: &Path, text: &str) -> Vec<PathBuf> {
    let missing = path.ancestors().skip(1).take_while(|folder| !folder.exists()).map(Path::to_owned);
    let mut changed: Vec<PathBuf> = missing.collect();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    changed.push(path.to_owned());
    changed
}

/// Carries an edit out; gives the places that a watcher would name.
fn carry_out(edit: &Edit, root: &Path, saved: &mut PublicationFile) -> Vec<PathBuf> {
    match edit {
        Edit::Script { at, lines } => write(&file(root, *at), &script(lines)),
        Edit::Data { at, bytes } => write(&root.join(DATA[*at]), &"x".repeat(*bytes)),
        Edit::Remove { at } => {
            let path = file(root, *at);
            fs::remove_file(&path).map(|()| vec![path]).unwrap_or_default()
        }
        Edit::RemoveFolder { at } => {
            let path = root.join(FOLDERS[*at]);
            fs::remove_dir_all(&path).map(|()| vec![path]).unwrap_or_default()
        }
        Edit::Rename { from, to } => {
            let (from, to) = (file(root, *from), file(root, *to));
            let moved = to.parent().unwrap().is_dir() && fs::rename(&from, &to).is_ok();
            if moved { vec![from, to] } else { Vec::new() }
        }
        Edit::SwapFolders => {
            let (one, other, aside) = (root.join("pkg"), root.join("lib"), root.join("aside"));
            let moves = [(&one, &aside), (&other, &one), (&aside, &other)];
            moves.iter().filter(|(from, to)| fs::rename(from, to).is_ok()).for_each(drop);
            vec![one, other]
        }
        Edit::Decide { at } => {
            saved.overrides.set(Override::Exclude { path: DATA[*at].to_owned() });
            Vec::new()
        }
        Edit::Nothing => Vec::new(),
    }
}

fn text(report: &Report) -> String {
    let json = serde_json::to_string_pretty(report).unwrap();
    format!("{json}\n{:#?}\n{:#?}\n{:#?}", report.layout, report.evidence, report.findings)
}

fn full(publication: &Publication) -> Report {
    analyze(publication, &RealFiles::default(), &Progress::default())
}

/// The folder of the publication, and the publication.
fn yard(with_toolbox: bool) -> (tempfile::TempDir, PublicationFile) {
    let folder = tempfile::tempdir().unwrap();
    for (at, name) in SCRIPTS.iter().enumerate().filter(|(_, name)| with_toolbox || !name.ends_with(".pyt")) {
        write(&folder.path().join(name), &script(&[at, at + 4, at + 8]));
    }
    for name in DATA {
        write(&folder.path().join(name), name);
    }
    let saved = PublicationFile { inputs: vec![folder.path().to_owned()], ..PublicationFile::default() };
    (folder, saved)
}

fn follow(rounds: &[Vec<Edit>], with_toolbox: bool) {
    let (folder, mut saved) = yard(with_toolbox);
    let opened = open(&saved, DriveMap::default()).unwrap();
    let (mut publication, mut memory) = (opened.publication, ScanMemory::new(opened.files));
    memory.analyze(&publication, Changed::Everything, &Progress::default());
    for round in rounds {
        let changed: Vec<PathBuf> = round.iter().flat_map(|edit| carry_out(edit, folder.path(), &mut saved)).collect();
        publication.overrides = saved.overrides.clone();
        let again = memory.analyze(&publication, Changed::Only(&changed), &Progress::default());
        let (again, full) = (text(&again), text(&full(&publication)));
        if again != full {
            let first = again.lines().zip(full.lines()).find(|(a, b)| a != b);
            panic!("after {round:?}, changed {changed:?}: {first:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_rescan_of_loose_scripts_gives_the_report_of_a_full_scan(rounds in edits()) {
        follow(&rounds, false);
    }

    #[test]
    fn a_rescan_of_a_toolbox_gives_the_report_of_a_full_scan(rounds in edits()) {
        follow(&rounds, true);
    }
}

#[test]
fn an_edited_script_is_read_again_and_no_other() {
    let (folder, saved) = yard(false);
    let opened = open(&saved, DriveMap::default()).unwrap();
    let (publication, mut memory) = (opened.publication, ScanMemory::new(opened.files));
    memory.analyze(&publication, Changed::Everything, &Progress::default());
    // Both scripts change; only one is named, so the other, in a folder of its own, keeps what it said.
    let lonely = write(&folder.path().join("lonely.py"), "import requests\nopen('notes.txt')\n");
    write(&folder.path().join("pkg/two.py"), "import pandas\n");
    let report = memory.analyze(&publication, Changed::Only(&lonely), &Progress::default());
    let names: Vec<&str> = report.modules.iter().map(|module| module.name.as_str()).collect();
    assert!(names.contains(&"requests") && !names.contains(&"pandas"), "{names:?}");
    assert!(report.data.iter().any(|row| row.path == "notes.txt"));
    let report = memory.analyze(&publication, Changed::Everything, &Progress::default());
    assert!(report.modules.iter().any(|module| module.name == "pandas"));
}

#[test]
fn a_cancelled_rescan_leaves_nothing_half_known() {
    let (folder, saved) = yard(false);
    let opened = open(&saved, DriveMap::default()).unwrap();
    let (publication, mut memory) = (opened.publication, ScanMemory::new(opened.files));
    memory.analyze(&publication, Changed::Everything, &Progress::default());
    let changed = write(&folder.path().join("lonely.py"), "import requests\n");
    let progress = Progress::default();
    progress.cancel.store(true, std::sync::atomic::Ordering::Relaxed);
    memory.analyze(&publication, Changed::Only(&changed), &progress);
    let report = memory.analyze(&publication, Changed::Only(&[]), &Progress::default());
    assert_eq!(text(&report), text(&full(&publication)));
}

#[cfg(unix)]
#[test]
fn what_changes_behind_a_link_is_seen_under_all_its_names() {
    let (folder, mut saved) = yard(false);
    let elsewhere = tempfile::tempdir().unwrap();
    write(&elsewhere.path().join("far.py"), "import requests\n");
    std::os::unix::fs::symlink(elsewhere.path().join("far.py"), folder.path().join("far.py")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("linked")).unwrap();
    saved.inputs.push(folder.path().join("linked/far.py"));
    let opened = open(&saved, DriveMap::default()).unwrap();
    let (publication, mut memory) = (opened.publication, ScanMemory::new(opened.files));
    memory.analyze(&publication, Changed::Everything, &Progress::default());
    let changed = write(&elsewhere.path().join("far.py"), "import pandas\n");
    let report = memory.analyze(&publication, Changed::Only(&changed), &Progress::default());
    assert_eq!(text(&report), text(&full(&publication)));
    assert!(report.modules.iter().any(|module| module.name == "pandas"));
}
