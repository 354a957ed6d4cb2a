//! What the views show, found as a screen reader finds it.
//!
//! In: states. Out: accessible labels, and the actions of clicks.
//! Never needs a display or a driver.

use egui_kittest::kittest::Queryable;
use waybill::app::{AppState, Effect, RunningScan, Tab, Thing};

use crate::reports::{data, empty_report, opened, opened_with, review};
use crate::window::{FIRST, window};

#[test]
fn the_empty_window_says_what_to_do_and_offers_it() {
    let mut harness = window(AppState::default(), FIRST);
    harness.get_by_label("Drop toolboxes, scripts or folders here");
    harness.get_by_label("Nothing open");
    harness.get_by_label("Open sample").click();
    harness.run();
    assert_eq!(harness.state().effects, [Effect::FindSample]);
}

#[test]
fn the_project_data_shows_what_happens_and_why() {
    let mut harness = window(opened(), FIRST);
    for label in
        ["ToolData/City.gdb/Streets", "Copied", "Stays, 1 item", "Left out", "Left behind", "4 kB", "41 files travel, 71.2 MB"]
    {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
    harness.get_by_label("Scripts/old").click();
    harness.run();
    assert_eq!(harness.state().state.selection.thing, Some(Thing::LeftBehind("Scripts/old".to_owned())));
}

#[test]
fn the_modules_show_what_the_server_has() {
    let mut harness = window(opened(), FIRST);
    harness.get_by_role_and_label(egui::accesskit::Role::RadioButton, "Modules").click();
    harness.run();
    assert_eq!(harness.state().state.tab, Tab::Modules);
    for label in ["ortools", "ortools-base", "Missing", "numpy", "In the default list", "Scripts/delivery.py:9"] {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
}

#[test]
fn a_message_shows_severity_code_place_and_repair() {
    let mut harness = window(opened(), FIRST);
    for label in ["Error", "WB201", "ortools is imported, but Server 11.3 does not have it", "Scripts/delivery.py:9"] {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
    harness.key_press(egui::Key::F8);
    harness.run();
    assert!(harness.state().state.selection.message.is_some());
}

#[test]
fn only_the_rows_in_sight_are_laid_out() {
    let mut report = empty_report();
    report.data = (0..100_000).map(|at| data(&format!("Data/{at:06}.csv"), "copied")).collect();
    let state = opened_with(review(report));
    let harness = window(state, FIRST);
    assert!(harness.query_by_label("Data/000000.csv, Copied").is_some());
    assert!(harness.query_by_label("Data/099999.csv, Copied").is_none());
}

#[test]
fn nothing_to_show_is_said_in_words() {
    let state = opened_with(review(empty_report()));
    let harness = window(state, FIRST);
    for label in ["No project data", "No messages", "Nothing to copy"] {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
}

#[test]
fn hovering_files_are_named_and_the_unreadable_marked() {
    let mut harness = window(AppState::default(), FIRST);
    let hover = |name: &str| egui::HoveredFile { path: Some(name.into()), mime: String::new() };
    harness.input_mut().hovered_files = vec![hover("Stock.pyt"), hover("notes.docx")];
    // While files hover, egui draws every frame, so the window never settles.
    harness.run_steps(3);
    for label in ["Drop to open", "1 input, 1 not readable", "Stock.pyt", "Python toolbox", "Not something Waybill reads"] {
        harness.get_by_label(label);
    }
}

#[test]
fn a_long_scan_shows_how_far_it_is_and_can_be_stopped() {
    let mut state = opened();
    state.scan = Some(RunningScan { progress: Some((3, 5)), changed: 0 });
    let mut harness = window(state, FIRST);
    harness.get_by_label("Scanning Warehouse.pyt, step 4 of 5");
    harness.get_by_label("Cancel scan").click();
    harness.run();
    assert_eq!(harness.state().effects, [Effect::CancelScan]);
}

#[test]
fn names_cannot_turn_the_text_around() {
    let mut report = empty_report();
    report.data = vec![data("ToolData/a\u{202e}fdp.exe", "copied")];
    let state = opened_with(review(report));
    assert!(window(state, FIRST).query_all_by_label(r"ToolData/a\u{202e}fdp.exe").next().is_some());
}
