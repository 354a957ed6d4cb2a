//! The tree: what it lists, what it counts, how it is walked and ticked.
//!
//! In: reports made by hand. Out: accessible labels, states after clicks and keys.
//! Never needs a display or a driver.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use waybill::app::{Action, AppState, Effect, FocusTarget, Tab, Thing, apply};
use waybill::publication::{ParameterRow, Report, ScriptRow, SourceRow, ToolRow, ToolboxRow};

use crate::reports::{data, empty_report, opened_with, review, warehouse};
use crate::window::window;

fn source(script: &str, role: &'static str) -> SourceRow {
    SourceRow { script: script.to_owned(), role }
}

pub fn tool(name: &str, label: &str, sources: Vec<SourceRow>) -> ToolRow {
    let depots = ParameterRow {
        name: "depots".to_owned(),
        datatype: "GPFeatureLayer".to_owned(),
        direction: "input",
        kind: "required",
        value: Some("ToolData/City.gdb/Depots".to_owned()),
        ..ParameterRow::default()
    };
    ToolRow {
        name: name.to_owned(),
        label: label.to_owned(),
        kind: "script",
        state: "ready",
        selected: true,
        sources,
        parameters: vec![depots],
        ..ToolRow::default()
    }
}

fn script(path: &str, role: &'static str) -> ScriptRow {
    ScriptRow { path: path.to_owned(), role, python: "3", encoding: "utf-8".to_owned(), lines: 40, esri_scans: true }
}

/// Two toolboxes, one of them a Python toolbox; own modules, one a package.
pub fn with_tools() -> Report {
    let mut report = (*warehouse().report).clone();
    report.toolboxes = vec![
        ToolboxRow {
            path: "Warehouse.pyt".to_owned(),
            format: "pyt",
            label: "Warehouse".to_owned(),
            alias: "warehouse".to_owned(),
            tools: vec![tool("FindSites", "Find Warehouse Sites", vec![source("Warehouse.pyt", "toolbox")])],
        },
        ToolboxRow {
            path: "Yard Tools.atbx".to_owned(),
            format: "atbx",
            label: "Yard Tools".to_owned(),
            alias: String::new(),
            tools: vec![tool(
                "BuildRoutes",
                "Build Delivery Routes",
                vec![
                    source("Scripts/delivery.py", "tool"),
                    source("Yard Tools.atbx/BuildRoutes.tool/tool.script.validate.py", "validation"),
                ],
            )],
        },
    ];
    report.scripts = vec![
        script("Scripts/delivery.py", "tool"),
        script("Warehouse.pyt", "toolbox"),
        script("Yard Tools.atbx/BuildRoutes.tool/tool.script.validate.py", "validation"),
        script("myutils.py", "module"),
        script("reporting/__init__.py", "module"),
        script("reporting/sheets.py", "module"),
    ];
    report.evidence.documents = vec!["Warehousing.aprx".to_owned()];
    report.evidence.unused = vec!["Scripts/old_try.py".to_owned()];
    report
}

fn state() -> AppState {
    opened_with(review(with_tools()))
}

fn labels(state: &AppState) -> Vec<String> {
    state.tree.rows.iter().map(|row| format!("{}{}", "  ".repeat(row.depth), row.label)).collect()
}

#[test]
fn the_tree_lists_tools_with_their_sources_then_what_belongs_to_no_toolbox() {
    let expected = [
        "Warehouse.pyt",
        "  Find Warehouse Sites",
        "Yard Tools.atbx",
        "  Build Delivery Routes",
        "      delivery.py",
        "      Tool validation",
        "Modules of yours",
        "myutils.py",
        "reporting",
        "  __init__.py",
        "  sheets.py",
        "Map documents",
        "Warehousing.aprx",
        "Scripts not used by any tool",
    ];
    assert_eq!(labels(&state()), expected);
}

#[test]
fn a_closed_node_counts_the_messages_of_what_it_hides() {
    let mut state = state();
    let counts = |state: &AppState, label: &str| state.tree.rows.iter().find(|row| row.label == label).unwrap().counts;
    assert_eq!((counts(&state, "Build Delivery Routes"), counts(&state, "delivery.py")), ((0, 0), (1, 1)));
    let key = state.tree.rows[3].key.clone();
    apply(&mut state, Action::ToggleNode(key));
    assert_eq!(counts(&state, "Build Delivery Routes"), (1, 1));
    let harness = window(state, [1280.0, 820.0]);
    harness.get_by_label("Build Delivery Routes, 1 error, 1 warning");
}

#[test]
fn a_search_shows_what_matches_with_what_it_hangs_on() {
    let mut state = state();
    apply(&mut state, Action::FilterTree(Some("SHEETS".to_owned())));
    assert_eq!(labels(&state), ["Modules of yours", "reporting", "  sheets.py"]);
    apply(&mut state, Action::FilterTree(None));
    assert_eq!(state.tree.rows.len(), 14);
}

#[test]
fn selecting_data_marks_the_script_that_names_it() {
    let mut state = state();
    apply(&mut state, Action::Select(Thing::Data("e:/Shared".to_owned())));
    let at = state.tree.position(&state.selection).unwrap();
    assert_eq!(state.tree.rows[at].label, "delivery.py");
    let tool = state.tree.rows[3].key.clone();
    apply(&mut state, Action::ToggleNode(tool));
    let at = state.tree.position(&state.selection).unwrap();
    assert_eq!(state.tree.rows[at].label, "Build Delivery Routes", "a closed node stands for what it hides");
}

#[test]
fn the_tree_is_walked_opened_and_entered_by_keyboard() {
    let mut state = state();
    apply(&mut state, Action::MoveFocus(FocusTarget::Tree));
    let mut harness = window(state, [1280.0, 820.0]);
    for key in [Key::Home, Key::ArrowDown, Key::ArrowDown] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(harness.state().state.selection.thing, Some(Thing::Toolbox("Yard Tools.atbx".to_owned())));
    harness.key_press(Key::ArrowLeft);
    harness.run();
    assert!(!labels(&harness.state().state).contains(&"  Build Delivery Routes".to_owned()));
    for key in [Key::ArrowRight, Key::ArrowDown, Key::ArrowDown] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(harness.state().state.selection.thing, Some(Thing::Script("Scripts/delivery.py".to_owned())));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!((harness.state().state.tab, harness.state().state.focus.target), (Tab::Script, FocusTarget::Centre));
}

#[test]
fn a_tick_leaves_a_tool_out_and_the_last_one_stays() {
    let mut harness = window(state(), [1280.0, 820.0]);
    harness.get_by_label("Publish Find Warehouse Sites").click();
    harness.run();
    assert_eq!(harness.state().state.publication.tools, ["BuildRoutes"]);
    let rows = &harness.state().state.tree.rows;
    assert!(rows.iter().find(|row| row.label == "Build Delivery Routes").unwrap().is_last);
    assert!(!rows.iter().find(|row| row.label == "Find Warehouse Sites").unwrap().is_ticked(), "a tick shows at once");
}

#[test]
fn one_tool_alone_is_published_from_its_menu() {
    let mut harness = window(state(), [1280.0, 820.0]);
    harness.get_by_role_and_label(Role::TreeItem, "Find Warehouse Sites").click_secondary();
    harness.run();
    harness.get_by_label("Publish only this tool").click();
    harness.run();
    assert_eq!(harness.state().state.publication.tools, ["FindSites"]);
    assert_eq!(harness.state().state.history.undo_name(), Some("Publish only FindSites"));
}

#[test]
fn an_input_that_is_not_there_is_named_and_can_be_located_or_removed() {
    let mut review = review(with_tools());
    review.absent = vec!["archive/Permits".into()];
    let mut harness = window(opened_with(review), [1280.0, 820.0]);
    harness.get_by_label("Permits");
    harness.get_by_label("Locate…").click();
    harness.run();
    assert_eq!(harness.state().effects, [Effect::AskForInput("archive/Permits".into())]);
}

#[test]
fn a_narrow_window_has_a_rail_and_the_tree_over_it() {
    let mut harness = window(state(), [900.0, 600.0]);
    assert!(harness.query_by_label("myutils.py").is_none());
    harness.get_by_label("Toolboxes and scripts").click();
    harness.run();
    harness.get_by_label("myutils.py");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("myutils.py").is_none());
}

#[test]
fn only_the_rows_in_sight_of_a_large_tree_are_laid_out() {
    let mut report = empty_report();
    report.scripts = (0..5_000).map(|at| script(&format!("tools/{at:04}.py"), "tool")).collect();
    report.data = vec![data("Index", "copied")];
    let harness = window(opened_with(review(report)), [1280.0, 820.0]);
    assert!(harness.query_by_label("0000.py").is_some());
    assert!(harness.query_by_label("4999.py").is_none());
}
