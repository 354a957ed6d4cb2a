//! The script tab: what it marks, explains and shows of the written script.
//!
//! In: a script and its evidence, made by hand. Out: accessible labels, actions, pictures.
//! Never needs a display or a driver.

use egui::Theme;
use egui_kittest::kittest::Queryable;
use waybill::app::{Action, AppState, Command, Place, Tab, Thing, apply};
use waybill::consolidation::Override;
use waybill::discovery::QuotedText;
use waybill::layout::Edit;
use waybill::publication::{
    DataEvidence, DataRow, Evidence, LookedFor, ReferenceEvidence, ReferenceRow, Report, ScriptEvidence, ScriptRow, Test,
};
use waybill::text::{LineIndex, Position, Span};

use crate::reports::{data, empty_report, opened_with, review, warehouse};
use crate::snapshots::snapshot;
use crate::window::{WIDE, window};

const DELIVERY: &str = "Scripts/delivery.py";

const TEXT: &str = r#""""Plans deliveries."""
import arcpy
import os
import sys
import ortools

# tools of ours
import myutils

HERE = os.path.dirname(__file__)
parcels = r"\\gisdata\gis\Basemap.gdb\Parcels"
depots = os.path.join(HERE, "..\\ToolData\\depots_2024.csv")

# streets to drive on
fc = "../ToolData/SanFrancisco.gdb/Streets"
old = "../ToolData/SanFrancisco.gdb/Streets_2019"
barriers = arcpy.GetParameterAsText(2)
if arcpy.Exists("e:/Warehousing/Maps/zones.lyrx"):
	zones = arcpy.mp.LayerFile("e:/Warehousing/Maps/zones.lyrx")  # with a tab
out = "../ToolData/output"
here = os.path.join(os.getcwd(), "stops.csv")

def routes(stops):
    return myutils.solve(fc, stops, barriers)
"#;

/// Where a text stands, the n-th time.
fn at(text: &str, quoted: &str, nth: usize) -> (Span, Position) {
    let start = text.match_indices(quoted).nth(nth).unwrap().0 as u32;
    (Span::new(start, start + quoted.len() as u32), LineIndex::new(text).position(text, start))
}

fn script(path: &str, text: &str) -> (ScriptRow, ScriptEvidence) {
    let row = ScriptRow {
        path: path.to_owned(),
        role: "tool",
        python: "3",
        encoding: "utf-8".to_owned(),
        lines: LineIndex::new(text).lines(),
        esri_scans: true,
    };
    let evidence = ScriptEvidence {
        text: text.into(),
        folder: "Scripts".to_owned(),
        edits: Vec::new(),
        is_kept: false,
        is_certain: true,
        problem: None,
    };
    (row, evidence)
}

/// A row of project data that these quoted texts name.
fn named(path: &str, decision: &'static str, quoted: &[(&str, usize)]) -> (DataRow, DataEvidence) {
    let mut row = DataRow { references: Vec::new(), ..data(path, decision) };
    let mut evidence = DataEvidence::default();
    for (quoted, nth) in quoted {
        let (span, place) = at(TEXT, quoted, *nth);
        row.references.push(ReferenceRow {
            script: DELIVERY.to_owned(),
            line: place.line,
            column: place.column,
            text: quoted.trim_matches('"').to_owned(),
            context: "assignment",
            found_by: "relative",
        });
        evidence.references.push(ReferenceEvidence {
            script: Some(0),
            span,
            key: QuotedText { script: DELIVERY.to_owned(), quoted: (*quoted).to_owned(), rule: "relative".to_owned() },
            tests: tests(),
            steps: Vec::new(),
            discounted: None,
            rewritten: None,
        });
    }
    (row, evidence)
}

fn tests() -> Vec<Test> {
    let test = |question, holds, words: &str| Test { question, holds: Some(holds), words: words.to_owned() };
    vec![
        test("Layer of a map?", false, "No map is part of the publication"),
        test("Absolute path?", false, "No, it starts with .."),
        test("Relative to the script?", true, "Found from Scripts"),
    ]
}

/// The example: one text of each verdict, two of them rewritten.
pub fn delivery() -> Report {
    let zones = "\"e:/Warehousing/Maps/zones.lyrx\"";
    let mut streets = named("ToolData/SanFrancisco.gdb/Streets", "copied", &[("\"../ToolData/SanFrancisco.gdb/Streets\"", 0)]);
    (streets.0.container, streets.0.bytes) = (Some("ToolData/SanFrancisco.gdb".to_owned()), 71_200_000);
    let mut layer = named("e:/Warehousing/Maps/zones.lyrx", "copied", &[(zones, 0), (zones, 1)]);
    for found in &mut layer.1.references {
        found.rewritten = Some("os.path.join(os.path.dirname(__file__), r'..\\cd\\zones.lyrx')".to_owned());
    }
    let mut stops = named("Scripts/stops.csv", "copied", &[("\"stops.csv\"", 0)]);
    stops.0.certainty = "unsure";
    let mut rows = vec![
        named("//gisdata/gis/Basemap.gdb/Parcels", "data_store", &[("r\"\\\\gisdata\\gis\\Basemap.gdb\\Parcels\"", 0)]),
        stops,
        streets,
        named("ToolData/depots_2024.csv", "copied", &[("\"..\\\\ToolData\\\\depots_2024.csv\"", 0)]),
        named("ToolData/output", "excluded", &[("\"../ToolData/output\"", 0)]),
        layer,
    ];
    rows.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    let (data, evidence) = rows.into_iter().unzip();
    let (row, mut text) = script(DELIVERY, TEXT);
    let (import, _) = at(TEXT, "# tools of ours", 0);
    let new = "_ZONES = os.path.join(os.path.dirname(__file__), r'..\\cd\\zones.lyrx')\n";
    text.edits.push(Edit { span: Span::new(import.start, import.start), text: new.to_owned() });
    text.edits.extend([0, 1].map(|nth| Edit { span: at(TEXT, zones, nth).0, text: "_ZONES".to_owned() }));
    let (span, place) = at(TEXT, "\"../ToolData/SanFrancisco.gdb/Streets_2019\"", 0);
    let looked_for = LookedFor {
        script: 0,
        at: place,
        span,
        quoted: span.of(TEXT).to_owned(),
        path: "ToolData/SanFrancisco.gdb/Streets_2019".to_owned(),
        because: "SanFrancisco.gdb is there, but has no dataset Streets_2019".to_owned(),
        is_missing_inside: true,
    };
    let mut report = warehouse().report.as_ref().clone();
    for module in &mut report.modules {
        module.imports[0].line = 5;
    }
    Report {
        data,
        scripts: vec![row],
        evidence: Evidence { scripts: vec![text], data: evidence, looked_for: vec![looked_for], ..Evidence::default() },
        ..report
    }
}

/// The script tab over a report, with the line of the streets selected.
fn at_the_streets(report: Report) -> AppState {
    let mut state = opened_with(review(report));
    apply(&mut state, Action::Select(Thing::Data("ToolData/SanFrancisco.gdb/Streets".to_owned())));
    apply(&mut state, Action::SelectTab(Tab::Script));
    state
}

fn of_one_script(text: &str) -> AppState {
    let (row, evidence) = script("Long.py", text);
    let evidence = Evidence { scripts: vec![evidence], ..Evidence::default() };
    let mut state = opened_with(review(Report { scripts: vec![row], evidence, ..empty_report() }));
    apply(&mut state, Action::SelectTab(Tab::Script));
    state
}

fn line(state: &AppState) -> u32 {
    state.selection.place.as_ref().unwrap().line
}

#[test]
fn a_script_says_what_it_is_and_which_reference_is_looked_at() {
    let harness = window(at_the_streets(delivery()), WIDE);
    for label in ["Script delivery.py", "Scripts, 25 lines, Python 3, UTF-8", "Reference 3 of 8"] {
        harness.get_by_label(label);
    }
}

#[test]
fn every_text_that_means_something_is_marked_with_its_verdict() {
    let mut state = at_the_streets(delivery());
    apply(&mut state, Action::Command(Command::ToggleMessages));
    apply(&mut state, Action::ToggleChanges);
    let harness = window(state, WIDE);
    for label in [
        "Stays, //gisdata/gis/Basemap.gdb/Parcels",
        "Copied, ToolData/depots_2024.csv",
        "Copied, ToolData/SanFrancisco.gdb/Streets",
        "Missing, ToolData/SanFrancisco.gdb/Streets_2019",
        "Excluded, ToolData/output",
        "Unsure, Scripts/stops.csv",
        "Not on the server, ortools",
        "Line 16, Missing, ToolData/SanFrancisco.gdb/Streets_2019",
    ] {
        harness.get_by_label(label);
    }
    assert_eq!(harness.query_all_by_label("Copied, rewritten, e:/Warehousing/Maps/zones.lyrx").count(), 2);
    assert!(harness.query_by_label("On the server, numpy").is_none());
}

#[test]
fn a_click_on_a_marked_text_selects_the_data_and_that_reference() {
    let mut state = at_the_streets(delivery());
    apply(&mut state, Action::Command(Command::ToggleMessages));
    let mut harness = window(state, WIDE);
    harness.query_all_by_label("Copied, rewritten, e:/Warehousing/Maps/zones.lyrx").nth(1).unwrap().click();
    harness.run();
    let selection = &harness.state().state.selection;
    assert_eq!(selection.thing, Some(Thing::Data("e:/Warehousing/Maps/zones.lyrx".to_owned())));
    assert_eq!((selection.reference, line(&harness.state().state)), (1, 19));
    harness.get_by_label("Reference 6 of 8");
}

#[test]
fn the_keyboard_walks_the_lines_and_enter_selects_then_explains() {
    let mut harness = window(at_the_streets(delivery()), WIDE);
    apply(&mut harness.state_mut().state, Action::MoveFocus(waybill::app::FocusTarget::Centre));
    harness.run();
    for (key, expected) in [
        (egui::Key::ArrowUp, 14),
        (egui::Key::Home, 1),
        (egui::Key::ArrowUp, 1),
        (egui::Key::End, 25),
        (egui::Key::ArrowDown, 25),
    ] {
        harness.key_press(key);
        harness.run();
        assert_eq!(line(&harness.state().state), expected, "{key:?}");
    }
    harness.key_press(egui::Key::PageUp);
    harness.run();
    assert!((2..24).contains(&line(&harness.state().state)));
    apply(&mut harness.state_mut().state, Action::LookAtLine(12));
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state().state.selection.thing, Some(Thing::Data("ToolData/depots_2024.csv".to_owned())));
    harness.key_press(egui::Key::Enter);
    harness.run();
    harness.get_by_label("Relative to the script? Found from Scripts, the third test. The line stays as it is");
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(!harness.state().state.source.is_explained);
}

#[test]
fn what_is_explained_can_be_decided_there() {
    let mut state = at_the_streets(delivery());
    apply(&mut state, Action::Command(Command::ToggleInspector));
    apply(&mut state, Action::Explain(true));
    let mut harness = window(state, WIDE);
    harness.get_by_label("with SanFrancisco.gdb, 71.2 MB");
    harness.get_by_label("Treat as text").click();
    harness.run();
    let key = QuotedText {
        script: DELIVERY.to_owned(),
        quoted: "\"../ToolData/SanFrancisco.gdb/Streets\"".to_owned(),
        rule: "relative".to_owned(),
    };
    let decided: Vec<&Override> = harness.state().state.publication.overrides.iter().collect();
    assert_eq!(decided, [&Override::Text(key)]);
}

#[test]
fn the_changed_lines_are_shown_folded_and_can_be_left_unwritten() {
    let mut harness = window(at_the_streets(delivery()), WIDE);
    for label in [
        "2 strings change",
        "11 lines",
        "- if arcpy.Exists(\"e:/Warehousing/Maps/zones.lyrx\"):",
        "+ if arcpy.Exists(_ZONES):",
        "+ zones = arcpy.mp.LayerFile(_ZONES)  # with a tab",
    ] {
        harness.get_by_label(label);
    }
    harness.query_all_by_label("6 lines").next().unwrap().click();
    harness.run();
    assert!(harness.state().state.source.unfolded.contains(&1));
    harness.get_by_label("  import sys");
    harness.get_by_label("Write these changes").click();
    harness.run();
    let kept = Override::KeepScript { script: DELIVERY.to_owned() };
    assert_eq!(harness.state().state.publication.overrides.iter().collect::<Vec<_>>(), [&kept]);
    harness.get_by_label("As it will be written").click();
    harness.run();
    assert!(harness.query_by_label("11 lines").is_none());
}

#[test]
fn a_kept_script_says_so_and_can_be_written_again() {
    let mut report = delivery();
    report.evidence.scripts[0].is_kept = true;
    let mut state = at_the_streets(report);
    let kept = Override::KeepScript { script: DELIVERY.to_owned() };
    apply(&mut state, Action::Decide(kept));
    let mut harness = window(state, WIDE);
    harness.get_by_label("You keep the script as it is; these paths will not resolve");
    harness.get_by_label("As it would be written");
    harness.get_by_label("Write these changes").click();
    harness.run();
    assert!(harness.state().state.publication.overrides.is_empty());
}

#[test]
fn an_uncertain_rewrite_says_so() {
    let mut report = delivery();
    report.evidence.scripts[0].is_certain = false;
    window(at_the_streets(report), WIDE).get_by_label("Not proved without a server");
}

#[test]
fn an_unchanged_script_a_broken_one_and_none_say_so_in_words() {
    let mut report = delivery();
    report.evidence.scripts[0].edits.clear();
    report.evidence.scripts[0].problem = Some((Position { line: 14, column: 1 }, "expected an expression".to_owned()));
    let harness = window(at_the_streets(report), WIDE);
    harness.get_by_label("The package holds this script as it is");
    harness.get_by_label("Line 14 is not Python 3. Shown is what could be read.");
    let mut state = opened_with(review(empty_report()));
    apply(&mut state, Action::SelectTab(Tab::Script));
    window(state, WIDE).get_by_label("No script was read");
}

#[test]
fn only_the_lines_in_sight_of_a_hundred_thousand_are_drawn() {
    let text: String = (1..=100_000).map(|line| format!("line_{line} = {line}\n")).collect();
    let mut harness = window(of_one_script(&text), WIDE);
    assert!(harness.query_by_label("line_1 = 1").is_some() && harness.query_by_label("line_500 = 500").is_none());
    let place = Place { script: "Long.py".to_owned(), line: 90_000, column: 1 };
    apply(&mut harness.state_mut().state, Action::GoTo(place));
    harness.run();
    assert!(harness.query_by_label("line_90000 = 90000").is_some() && harness.query_by_label("line_1 = 1").is_none());
}

#[test]
fn a_line_of_a_million_characters_is_drawn_in_the_piece_that_is_in_sight() {
    let text = format!("x = '{}'\r\ny = 2\r\n", "a\u{202e}".repeat(300_000));
    let harness = window(of_one_script(&text), WIDE);
    harness.get_by_label("y = 2");
    let longest = harness.output().shapes.iter().map(|shape| match &shape.shape {
        egui::Shape::Text(text) => text.galley.text().len(),
        _ => 0,
    });
    assert!(longest.max().unwrap() < 10_000);
}

#[test]
fn the_list_of_many_scripts_is_searched() {
    let (scripts, texts): (Vec<_>, Vec<_>) = (0..30).map(|at| script(&format!("Scripts/tool_{at:02}.py"), "a = 1\n")).unzip();
    let evidence = Evidence { scripts: texts, ..Evidence::default() };
    let mut state = opened_with(review(Report { scripts, evidence, ..empty_report() }));
    apply(&mut state, Action::SelectTab(Tab::Script));
    let mut harness = window(state, WIDE);
    harness.get_by_label("Script tool_00.py").click();
    harness.run();
    harness.get_by_label("Show Scripts/tool_01.py");
    harness.get_by_label("Find a script").focus();
    harness.run();
    harness.get_by_label("Find a script").type_text("_27");
    harness.run();
    assert!(harness.query_by_label("Show Scripts/tool_01.py").is_none());
    harness.get_by_label("Show Scripts/tool_27.py").click();
    harness.run();
    assert_eq!(harness.state().state.selection.thing, Some(Thing::Script("Scripts/tool_27.py".to_owned())));
    assert_eq!(harness.state().state.source.shown.as_ref().unwrap().path, "Scripts/tool_27.py");
}

#[test]
fn a_script_inside_a_toolbox_is_not_opened_in_an_editor() {
    let mut state = opened_with(review({
        let (row, evidence) = script("Yard.atbx/Clip.tool/tool.script.execute.py", "a = 1\n");
        Report { scripts: vec![row], evidence: Evidence { scripts: vec![evidence], ..Evidence::default() }, ..empty_report() }
    }));
    apply(&mut state, Action::SelectTab(Tab::Script));
    let why_not = Command::OpenInEditor.why_not(&state);
    assert_eq!(why_not, Some("The script lies inside a toolbox and has no file of its own"));
    assert_eq!(apply(&mut state, Action::Command(Command::OpenInEditor)), []);
}

#[test]
fn the_script_looks_the_same_in_light() {
    let mut state = at_the_streets(delivery());
    apply(&mut state, Action::Explain(true));
    snapshot("script-light", [1440.0, 900.0], 1.0, Theme::Light, &state);
}

#[test]
fn the_script_looks_the_same_in_dark() {
    let mut state = at_the_streets(delivery());
    apply(&mut state, Action::Unfold(1));
    snapshot("script-dark", [1440.0, 900.0], 1.0, Theme::Dark, &state);
}
