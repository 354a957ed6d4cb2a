//! The inspector: what it says about each kind of thing, and what can be done there.
//!
//! In: reports made by hand. Out: accessible labels, states after clicks, pictures.
//! Never needs a display or a driver.

use egui::{Key, Theme};
use egui_kittest::kittest::Queryable;
use waybill::app::{Action, AppState, Effect, FocusTarget, MessageKey, Place, Tab, Thing, apply};
use waybill::consolidation::Override;
use waybill::discovery::QuotedText;
use waybill::publication::{DataEvidence, FileEvidence, LookedFor, ReferenceEvidence, Report, ScriptEvidence, Test};
use waybill::text::{Position, Span};

use crate::reports::{opened_with, review};
use crate::snapshots::snapshot;
use crate::tree::with_tools;
use crate::window::{Window, window};

const TEXT: &str = "# streets to drive on\nfc = \"../ToolData/City.gdb/Streets\"\nbarriers = arcpy.GetParameterAsText(2)\n";
const QUOTED: &str = "\"../ToolData/City.gdb/Streets\"";

fn script_evidence(text: &str) -> ScriptEvidence {
    ScriptEvidence {
        text: text.into(),
        folder: "Scripts".to_owned(),
        edits: Vec::new(),
        is_kept: false,
        is_certain: true,
        problem: None,
    }
}

fn named() -> ReferenceEvidence {
    let start = TEXT.find(QUOTED).unwrap() as u32;
    let test = |question, holds, words: &str| Test { question, holds: Some(holds), words: words.to_owned() };
    ReferenceEvidence {
        script: Some(0),
        span: Span::new(start, start + QUOTED.len() as u32),
        key: QuotedText { script: "Scripts/delivery.py".to_owned(), quoted: QUOTED.to_owned(), rule: "relative".to_owned() },
        tests: vec![
            test("Layer of a map?", false, "No layer named so"),
            test("Absolute path?", false, "No, it starts with .."),
            test("Relative to the script?", true, "Found from Scripts"),
        ],
        steps: Vec::new(),
        discounted: None,
        rewritten: None,
    }
}

/// The warehouse with evidence behind the rows.
fn report() -> Report {
    let mut report = with_tools();
    let texts = [TEXT, "", "", "", "", ""];
    report.evidence.scripts = texts.map(script_evidence).into();
    let file = |name: &str, bytes| FileEvidence { path: format!("ToolData/City.gdb/{name}"), bytes, travels: true };
    let evidence = || DataEvidence { references: vec![named()], ..DataEvidence::default() };
    report.evidence.data = vec![
        DataEvidence { files: vec![file("a00000001.gdbtable", 4_000), file("gdb", 100)], ..evidence() },
        DataEvidence { files: vec![file("a00000001.gdbtable", 4_000), file("gdb", 100)], locks: 3, ..evidence() },
        evidence(),
    ];
    for row in &mut report.data {
        row.references[0].line = 2;
    }
    report.data[0].kind = "folder";
    report.data[0].decision = "copied";
    report.data[1].kind = "feature_class";
    report.data[1].container = Some("ToolData/City.gdb".to_owned());
    report.data[1].destination = Some("p30/Warehousing/ToolData/City.gdb".to_owned());
    report
}

fn selecting(report: Report, thing: Thing) -> AppState {
    let mut state = opened_with(review(report));
    apply(&mut state, Action::Select(thing));
    state
}

fn streets() -> Thing {
    Thing::Data("ToolData/City.gdb/Streets".to_owned())
}

#[test]
fn data_is_told_with_its_line_its_tests_its_files_and_its_place_in_the_package() {
    let harness = window(selecting(report(), streets()), [1440.0, 1200.0]);
    for label in [
        "Streets",
        "Feature class in City.gdb",
        "Copied. Your script line stays as it is",
        "fc = \"../ToolData/City.gdb/Streets\"",
        "delivery.py:2",
        "quoted string in an assignment",
        "Absolute path? No, it starts with ..",
        "Relative to the script? Found from Scripts",
        "City.gdb, 1 file, 3 locks not copied",
        "p30/Warehousing/ToolData/City.gdb",
    ] {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
}

#[test]
fn the_line_is_a_step_away() {
    let mut harness = window(selecting(report(), streets()), [1440.0, 1200.0]);
    harness.get_by_label("delivery.py:2").click();
    harness.run();
    let state = &harness.state().state;
    assert_eq!(state.tab, Tab::Script);
    assert_eq!(state.selection.place, Some(Place { script: "Scripts/delivery.py".to_owned(), line: 2, column: 6 }));
}

#[test]
fn a_decision_is_one_button_away_and_the_way_back_stands_beside_it() {
    let mut harness = window(selecting(report(), streets()), [1440.0, 1200.0]);
    harness.get_by_role_and_label(egui::accesskit::Role::Button, "Exclude").click();
    harness.run();
    let exclude = Override::Exclude { path: "ToolData/City.gdb/Streets".to_owned() };
    assert_eq!(harness.state().state.publication.overrides.iter().collect::<Vec<_>>(), [&exclude]);

    let mut after = report();
    after.data[1].decision = "excluded";
    after.evidence.data[1].decided = Some(exclude);
    after.evidence.data[1].otherwise = Some(("copied", 12_400_000));
    let publication = harness.state().state.publication.clone();
    let mut state = selecting(after, streets());
    state.publication = publication;
    let mut harness = window(state, [1440.0, 1200.0]);
    harness.get_by_label("Excluded by you. Copied, 12.4 MB");
    harness.get_by_label("All decisions (1)");
    harness.get_by_label("Reset, copy again").click();
    harness.run();
    assert!(harness.state().state.publication.overrides.is_empty());
}

#[test]
fn single_files_of_a_folder_can_stay_at_home() {
    let mut harness = window(selecting(report(), Thing::Data("Scripts/Index".to_owned())), [1440.0, 1200.0]);
    harness.get_by_label("Show").click();
    harness.run();
    harness.get_by_label("Travels: ToolData/City.gdb/gdb").click();
    harness.run();
    let left_out = Override::Exclude { path: "ToolData/City.gdb/gdb".to_owned() };
    assert_eq!(harness.state().state.publication.overrides.iter().collect::<Vec<_>>(), [&left_out]);
}

#[test]
fn the_files_of_a_geodatabase_have_no_ticks() {
    let mut harness = window(selecting(report(), streets()), [1440.0, 1200.0]);
    harness.get_by_label("Show").click();
    harness.run();
    assert!(harness.query_by_label("ToolData/City.gdb/gdb").is_some());
    assert!(harness.query_by_label("Travels: ToolData/City.gdb/gdb").is_none());
}

#[test]
fn a_module_tells_where_it_was_looked_for() {
    let harness = window(selecting(report(), Thing::Module("ortools".to_owned())), [1440.0, 1200.0]);
    for label in ["Third-party module, installed as ortools-base", "Standard library not part of it", "not optional"] {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
}

#[test]
fn a_value_for_the_review_is_entered_by_leaving_the_field() {
    let thing = Thing::Tool { toolbox: "Warehouse.pyt".to_owned(), tool: "FindSites".to_owned() };
    let mut harness = window(selecting(report(), thing), [1440.0, 1200.0]);
    let field = harness.get_by_label("Value of FindSites.depots");
    field.focus();
    harness.run();
    harness.get_by_label("Value of FindSites.depots").type_text("2");
    harness.run();
    assert!(harness.state().state.publication.parameters.is_empty(), "typing alone changes nothing");
    harness.key_press(Key::Enter);
    harness.run();
    let entered = harness.state().state.publication.parameters.clone();
    assert_eq!(entered, [("FindSites.depots".to_owned(), "ToolData/City.gdb/Depots2".to_owned())]);
}

#[test]
fn a_parameter_that_takes_paths_can_be_ticked_constant_and_others_cannot() {
    let thing = Thing::Tool { toolbox: "Warehouse.pyt".to_owned(), tool: "FindSites".to_owned() };
    let mut report = report();
    report.toolboxes[0].tools[0].parameters[0].may_be_constant = true;
    let mut harness = window(selecting(report.clone(), thing.clone()), [1440.0, 1200.0]);
    let constants = |harness: &egui_kittest::Harness<'_, Window>| harness.state().state.publication.constants.clone();
    harness.get_by_label("Constant: FindSites.depots").click();
    harness.run();
    assert_eq!(constants(&harness), ["FindSites.depots"]);
    harness.get_by_label("Constant: FindSites.depots").click();
    harness.run();
    assert!(constants(&harness).is_empty());

    report.toolboxes[0].tools[0].parameters[0].may_be_constant = false;
    let harness = window(selecting(report, thing), [1440.0, 1200.0]);
    assert!(harness.query_by_label("Constant: FindSites.depots").is_none());
}

#[test]
fn what_was_looked_for_in_vain_says_what_is_there_instead() {
    let mut report = report();
    let at = Position { line: 2, column: 6 };
    report.evidence.looked_for = vec![LookedFor {
        script: 0,
        at,
        span: named().span,
        quoted: QUOTED.to_owned(),
        path: "ToolData/City.gdb/Streets_2019".to_owned(),
        because: "City.gdb is there, but has no dataset Streets_2019".to_owned(),
        is_missing_inside: true,
    }];
    let place = Place { script: "Scripts/delivery.py".to_owned(), line: 2, column: 6 };
    let harness = window(selecting(report, Thing::LookedFor(place)), [1440.0, 1200.0]);
    harness.get_by_label("Missing. City.gdb is there, but has no dataset Streets_2019");
}

#[test]
fn a_message_about_nothing_else_is_told_itself() {
    let mut report = report();
    report.messages[1].script = None;
    report.messages[1].line = None;
    let key = MessageKey::of(&report.messages[1]);
    let mut state = opened_with(review(report));
    state.selection.message = Some(key);
    let harness = window(state, [1440.0, 1200.0]);
    harness.get_by_label("Error. ortools is imported, but Server 11.3 does not have it");
}

#[test]
fn nothing_selected_is_the_publication_as_a_whole() {
    let harness = window(opened_with(review(report())), [1440.0, 1200.0]);
    for label in ["Largest", "1 error, 1 warning", "2 tools"] {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
}

#[test]
fn a_very_narrow_window_shows_the_inspector_over_its_centre_when_asked() {
    let mut harness = window(selecting(report(), streets()), [760.0, 600.0]);
    assert!(harness.query_by_label("Feature class in City.gdb").is_none());
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::I);
    harness.run();
    harness.get_by_label("Feature class in City.gdb");
}

#[test]
fn the_keyboard_reaches_the_inspector() {
    let mut state = selecting(report(), streets());
    apply(&mut state, Action::MoveFocus(FocusTarget::Inspector));
    let mut harness = window(state, [1440.0, 1200.0]);
    harness.key_press(Key::Tab);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().effects, [Effect::Copy("ToolData/City.gdb/Streets".to_owned())]);
}

#[test]
fn tree_and_inspector_look_the_same_in_light() {
    snapshot("inspector-data-light", [1280.0, 820.0], 1.0, Theme::Light, &selecting(report(), streets()));
}

#[test]
fn tree_and_inspector_look_the_same_in_dark() {
    let state = selecting(report(), Thing::Module("ortools".to_owned()));
    snapshot("inspector-module-dark", [1280.0, 820.0], 1.0, Theme::Dark, &state);
}

#[test]
fn a_narrow_window_looks_the_same() {
    snapshot("narrow-light", [900.0, 600.0], 1.0, Theme::Light, &selecting(report(), streets()));
}

#[test]
fn a_parameter_for_a_secret_takes_no_value_and_shows_none() {
    let mut report = report();
    let tool = &mut report.toolboxes[0].tools[0];
    tool.parameters[0].is_secret = true;
    tool.parameters[0].value = None;
    let (parameter, name) = (format!("{}.depots", tool.name), tool.name.clone());
    let toolbox = report.toolboxes[0].path.clone();
    let mut state = opened_with(review(report));
    state.publication.parameters = vec![(parameter.clone(), "hunter2".to_owned())];
    apply(&mut state, Action::Select(Thing::Tool { toolbox, tool: name }));
    let harness = window(state, [1440.0, 900.0]);
    assert!(harness.query_by_label("Hidden: Waybill neither asks for it nor saves it").is_some());
    assert!(harness.query_by_label(&format!("Value of {parameter}")).is_none());
    let tells = |words: Option<String>| words.is_some_and(|words| words.contains("hunter2"));
    assert_eq!(harness.query_all_by(|node| tells(node.label()) || tells(node.value())).count(), 0);
}
