//! Publications that are large, long or full of tricks, and windows that are small.
//!
//! In: scans of files in memory. Out: what is written on the window, word by word.
//! Never needs a display.

use egui::Shape;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use waybill::app::{Action, AppState, Command, Input, InputRole, Review, Tab, Thing, apply};
use waybill::disk::MemoryFiles;
use waybill::publication::{Progress, Publication, analyze};
use waybill::target;
use waybill::text::DataPath;

use crate::reports::{data, empty_report, message, opened_with, review, script};
use crate::window::{Window, foreign_window as window};

/// A window over a scan of these files, all below `c:/Harbour`.
fn scanned(files: &[(&str, &str)]) -> AppState {
    let files = files.iter().map(|(path, text)| (format!("c:/Harbour/{path}"), text.as_bytes().to_vec()));
    let files: Vec<(String, Vec<u8>)> = files.collect();
    let files = MemoryFiles::new(files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())));
    let inputs = vec![DataPath::new("c:/Harbour")];
    let publication = Publication { inputs, targets: vec![target::newest()], ..Publication::default() };
    let report = analyze(&publication, &files, &Progress::default());
    let mut state = AppState::default();
    apply(&mut state, Action::AddInputs(vec![Input { path: "Har\u{202e}bour".into(), role: InputRole::Folder }]));
    apply(&mut state, Action::ScanDone { review: Box::new(Review::new(report, "Har\u{202e}bour".into())), now: 0 });
    state
}

/// Every text that was drawn.
fn written(harness: &Harness<'_, Window>) -> Vec<String> {
    fn texts(shape: &Shape, found: &mut Vec<String>) {
        match shape {
            Shape::Text(text) => found.push(text.galley.text().to_owned()),
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| texts(shape, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    harness.output().shapes.iter().for_each(|clipped| texts(&clipped.shape, &mut found));
    found
}

fn assert_plain(harness: &Harness<'_, Window>, what: &str) {
    let is_trick = |letter: char| matches!(letter, '\u{202e}' | '\u{7}');
    let said = harness.query_all_by(|node| {
        let said = [node.label(), node.value()];
        said.iter().flatten().any(|words| words.contains(is_trick))
    });
    assert_eq!(said.count(), 0, "{what}: a reader is told a trick");
    let tricks: Vec<String> = written(harness).into_iter().filter(|words| words.contains(is_trick)).collect();
    assert!(tricks.is_empty(), "{what}: {tricks:?}");
}

const TRICKY: &str = "import nicht\u{202e}da\nimport nicht_da\nA = \"Data/in\u{202e}vsc.exe.csv\"\nB = \"Data/\u{202e}weg/x.csv\"\n\
                      # \u{202e} # \u{7}\nC = r\"Data\\in\u{202e}vsc.exe.csv\"\n";

const TOOLBOX: &str = "class Toolbox(object):
    def __init__(self):
        self.label = \"To\u{202e}ols\"
        self.tools = [Count]

class Count(object):
    def __init__(self):
        self.label = \"Co\u{202e}unt\"
    def execute(self, p, m):
        return \"Data/in\u{202e}vsc.exe.csv\"
";

/// Everything that can be looked at, one after the other.
fn tour(state: &AppState) -> Vec<Action> {
    let report = &state.review.as_ref().unwrap().report;
    assert!(!report.data.is_empty() && !report.messages.is_empty());
    let command = Action::Command;
    let mut steps: Vec<Action> = vec![Action::SelectTab(Tab::Modules), Action::SelectTab(Tab::Script)];
    steps.extend(report.modules.iter().map(|row| Action::Select(Thing::Module(row.name.clone()))));
    steps.extend(report.data.iter().map(|row| Action::Select(Thing::Data(row.path.clone()))));
    for row in &report.toolboxes {
        steps.push(Action::Select(Thing::Toolbox(row.path.clone())));
        let tool = |tool: &waybill::publication::ToolRow| Thing::Tool { toolbox: row.path.clone(), tool: tool.name.clone() };
        steps.extend(row.tools.iter().map(|row| Action::Select(tool(row))));
    }
    steps.extend((0..report.messages.len()).map(Action::SelectMessage));
    steps.extend(report.scripts.iter().map(|row| Action::Select(Thing::Script(row.path.clone()))));
    steps.extend([command(Command::NextReference), Action::Explain(true), Action::Explain(false)]);
    steps.extend([Action::Select(Thing::Data(report.data[0].path.clone())), command(Command::Exclude)]);
    steps.extend([command(Command::AllDecisions), Action::CloseSheet]);
    steps.extend([command(Command::Palette), Action::PaletteQuery("vsc".to_owned()), Action::CloseSheet]);
    steps.push(Action::ScanDone { review: Box::new(state.review.clone().unwrap()), now: 1 });
    steps.extend([command(Command::Export), Action::ChooseDestination { path: "o\u{202e}ut.zip".into(), exists: true }]);
    steps.extend([Action::CloseSheet, Action::SelectTab(Tab::ProjectData)]);
    steps
}

#[test]
fn no_name_plays_a_trick_anywhere() {
    for (name, text) in [("Zähl\u{202e}ung.py", TRICKY), ("To\u{202e}ols.pyt", TOOLBOX)] {
        let state = scanned(&[(name, text), ("Data/in\u{202e}vsc.exe.csv", "a\n"), ("un\u{202e}used.py", "a = 1\n")]);
        let steps = tour(&state);
        let mut harness = window(state, [1280.0, 820.0]);
        assert_plain(&harness, "at first");
        for step in steps {
            let what: String = format!("{step:?}").chars().take(120).collect();
            apply(&mut harness.state_mut().state, step);
            harness.run();
            assert_plain(&harness, &what);
            assert!(written(&harness).iter().any(|words| words.contains(r"\u{202e}")), "{what}: no name is in sight");
        }
        // What more is said of a name where the pointer rests on it.
        let spots: Vec<egui::Pos2> = harness
            .query_all_by(|node| node.label().is_some_and(|words| words.contains(r"\u{202e}")))
            .filter(|node| node.accesskit_node().bounding_box().is_some())
            .map(|node| node.rect().center())
            .collect();
        assert!(spots.len() > 3);
        for spot in spots {
            harness.hover_at(spot);
            harness.run_steps(4);
            assert_plain(&harness, &format!("the pointer at {spot}"));
        }
    }
}

#[test]
fn names_in_any_script_are_shown_as_they_are() {
    let text = "A = \"Данные/улицы.csv\"\nB = \"数据/城市道路.csv\"\n";
    let state = scanned(&[("Подсчёт.py", text), ("Данные/улицы.csv", "a\n"), ("数据/城市道路.csv", "a\n")]);
    let harness = window(state, [1280.0, 820.0]);
    for label in ["Данные/улицы.csv", "数据/城市道路.csv"] {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
    assert!(written(&harness).iter().any(|words| words == "Подсчёт.py"));
}

/// A path as long as Windows once allowed, and more.
fn long_path(name: &str) -> String {
    let folders: Vec<String> = (0..9).map(|at| format!("Administrative district {at} of the north")).collect();
    format!("{}/{name}", folders.join("/"))
}

#[test]
fn a_path_of_three_hundred_letters_stays_in_its_place_at_every_size() {
    let path = long_path("survey.csv");
    assert!(path.len() > 300);
    let mut report = empty_report();
    report.data = vec![data(&path, "copied"), data(&long_path("zones.csv"), "left_out")];
    report.scripts = vec![script(&long_path("count.py"))];
    report.messages =
        vec![message("WB104", waybill::message::Severity::Warning, &format!("{path} is there, but holds no zones"))];
    for size in [[1920.0, 1080.0], [900.0, 600.0], [720.0, 520.0]] {
        for thing in [Thing::Data(path.clone()), Thing::Script(long_path("count.py"))] {
            let mut state = opened_with(review(report.clone()));
            apply(&mut state, Action::Select(thing));
            let mut harness = window(state, size);
            for step in [Action::Command(Command::Palette), Action::PaletteQuery("survey".to_owned())] {
                apply(&mut harness.state_mut().state, step);
            }
            harness.run();
            let room = egui::Rect::from_min_size(egui::Pos2::ZERO, size.into()).expand(1.0);
            for clipped in &harness.output().shapes {
                let drawn = clipped.shape.visual_bounding_rect().intersect(clipped.clip_rect);
                assert!(!drawn.is_positive() || room.contains_rect(drawn), "{size:?}: {drawn:?}");
            }
        }
    }
}

#[test]
fn the_palette_shows_the_end_of_a_long_path_with_what_was_typed() {
    let mut report = empty_report();
    report.data = (0..30).map(|at| data(&long_path(&format!("orders_{at:03}.csv")), "copied")).collect();
    let mut state = opened_with(review(report));
    apply(&mut state, Action::Command(Command::Palette));
    apply(&mut state, Action::PaletteQuery("orders_00".to_owned()));
    let harness = window(state, [900.0, 600.0]);
    let lines: Vec<String> = written(&harness).into_iter().filter(|words| words.ends_with("project data, copied")).collect();
    assert!(lines.len() > 5 && lines.iter().all(|words| words.starts_with('…') && words.len() < 90), "{lines:?}");
}

#[test]
fn hundreds_of_tools_are_listed_but_only_those_in_sight_are_laid_out() {
    let names: Vec<String> = (0..550).map(|at| format!("Tool{at}")).collect();
    let mut text = format!(
        "class Toolbox(object):\n    def __init__(self):\n        self.label = \"Many\"\n        self.tools = [{}]\n",
        names.join(", ")
    );
    for name in &names {
        text.push_str(&format!("\nclass {name}(object):\n    def __init__(self):\n        self.label = \"{name}\"\n"));
    }
    let mut state = scanned(&[("Many.pyt", &text)]);
    assert_eq!(state.review.as_ref().unwrap().report.toolboxes[0].tools.len(), 550);
    apply(&mut state, Action::FilterTree(Some("Tool".to_owned())));
    let harness = window(state, [1280.0, 820.0]);
    let drawn = written(&harness).iter().filter(|words| words.starts_with("Tool")).count();
    assert!((1..60).contains(&drawn), "{drawn}");
}

#[test]
fn a_line_of_a_million_letters_is_drawn_as_far_as_it_can_be_seen() {
    let text = format!("A = \"Data/a.csv\"; B = \"{}\"; C = \"Data/a.csv\"\n", "x".repeat(1_000_000));
    let mut state = scanned(&[("wide.py", &text), ("Data/a.csv", "a\n")]);
    apply(&mut state, Action::SelectTab(Tab::Script));
    apply(&mut state, Action::Command(Command::NextReference));
    apply(&mut state, Action::Command(Command::NextReference));
    let harness = window(state, [1280.0, 820.0]);
    let longest = written(&harness).iter().map(String::len).max().unwrap();
    assert!(longest < 10_000, "{longest}");
}

#[test]
fn a_toolbox_that_cannot_be_read_stays_in_sight_with_its_reason() {
    let mut harness = window(scanned(&[("Broken.atbx", "PK but no archive")]), [1280.0, 820.0]);
    assert!(written(&harness).iter().any(|words| words == "Broken.atbx"));
    harness.key_press(egui::Key::F8);
    harness.run();
    assert!(written(&harness).iter().any(|words| words.contains("Broken.atbx cannot be read")));
}
