//! Tables, messages, bars and the empty window: what is asked of them by pointer and keyboard.
//!
//! In: states made by hand. Out: selections, groups, effects, labels, pictures.
//! Never needs a display or a driver.

use std::path::PathBuf;

use egui::{Key, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use waybill::app::{
    Action, AppState, Command, DataChip, Effect, FocusTarget, Recent, Reread, Settings, Tab, TableLine, Thing, apply,
};
use waybill::consolidation::Override;
use waybill::message::{Blocks, CODES, Fix, Message, Severity};
use waybill::publication::{DataEvidence, MessageRow, ModuleRow, Report};

use crate::reports::{data, empty_report, opened, opened_with, review, warehouse};
use crate::snapshots::snapshot;
use crate::window::{WIDE, Window, window};

fn selected(harness: &Harness<'_, Window>) -> Option<String> {
    match &harness.state().state.selection.thing {
        Some(Thing::Data(path) | Thing::LeftBehind(path) | Thing::Module(path)) => Some(path.clone()),
        _ => None,
    }
}

fn press(harness: &mut Harness<'_, Window>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn finding(code: &'static str, text: &str, argument: (&'static str, &str), fix: Option<Fix>) -> (MessageRow, Message) {
    let known = CODES.iter().find(|known| known.name == code).unwrap();
    let row = MessageRow {
        code,
        severity: Severity::Warning,
        blocks: Blocks::Nothing,
        esri_code: None,
        text: text.to_owned(),
        script: Some("Scripts/delivery.py".to_owned()),
        line: Some(9),
        column: Some(1),
        repair: Some("Also include old, 92 B".to_owned()),
        accepted: None,
    };
    let mut message = Message::new(known, row.severity, row.blocks, text.to_owned()).with(argument.0, argument.1);
    message.repair = row.repair.clone();
    message.fix = fix;
    (row, message)
}

/// A warehouse whose messages are findings with repairs.
fn with_repairs() -> Report {
    let include = Fix::Decide(Override::Include { path: "Scripts/old".to_owned() });
    let text = "old is imported from Scripts/old, a subfolder of Scripts";
    let repairable = finding("WB112", text, ("package", "Scripts/old"), Some(include));
    let only_said = finding("WB202", "ortools is imported, and Server 11.3 does not have it", ("module", "ortools"), None);
    let (messages, findings) = [repairable, only_said].into_iter().unzip();
    Report { messages, findings, ..(*warehouse().report).clone() }
}

#[test]
fn arrows_walk_the_rows_past_the_titles_of_groups() {
    let mut state = opened();
    apply(&mut state, Action::MoveFocus(FocusTarget::Centre));
    let mut harness = window(state, WIDE);
    for (key, expected) in [
        (Key::ArrowDown, "Scripts/old"),
        (Key::ArrowDown, "Scripts/Index"),
        (Key::End, "ToolData/City.gdb/Streets"),
        (Key::ArrowDown, "ToolData/City.gdb/Streets"),
        (Key::Home, "Scripts/old"),
        (Key::PageDown, "ToolData/City.gdb/Streets"),
    ] {
        press(&mut harness, key);
        assert_eq!(selected(&harness).as_deref(), Some(expected), "{key:?}");
    }
}

#[test]
fn left_closes_the_group_of_the_selection_and_right_opens_it() {
    let mut state = opened();
    apply(&mut state, Action::Select(Thing::Data("ToolData/City.gdb/Streets".to_owned())));
    apply(&mut state, Action::MoveFocus(FocusTarget::Centre));
    let mut harness = window(state, WIDE);
    press(&mut harness, Key::ArrowLeft);
    assert!(harness.query_by_label("ToolData/City.gdb/Streets, Copied").is_none());
    press(&mut harness, Key::ArrowRight);
    harness.get_by_label("ToolData/City.gdb/Streets, Copied");
}

#[test]
fn a_title_closes_and_opens_its_group() {
    let mut harness = window(opened(), WIDE);
    harness.get_by_label("Left out, 1 item").click();
    harness.run();
    assert!(harness.query_by_label("Scripts/Index").is_none());
    harness.get_by_label("Stays, 1 item").click();
    harness.run();
    harness.get_by_label("e:/Shared");
}

#[test]
fn what_is_selected_elsewhere_opens_its_group() {
    let mut state = opened();
    apply(&mut state, Action::Select(Thing::Data("e:/Shared".to_owned())));
    let is_shown = state.data.lines.iter().filter(|line| matches!(line, TableLine::Row(_))).count() == 4;
    assert!(is_shown, "{:?}", state.data.lines);
}

#[test]
fn a_filter_that_matches_nothing_says_so_and_offers_its_end() {
    let mut state = opened();
    apply(&mut state, Action::FilterData("zones".to_owned()));
    let mut harness = window(state, WIDE);
    harness.get_by_label("Nothing matches \"zones\"");
    harness.get_by_label("Clear filter").click();
    harness.run();
    assert!(harness.state().state.data.filter.is_empty());
    harness.get_by_label("Scripts/old");
}

#[test]
fn chips_show_only_some_and_a_second_press_shows_all() {
    let mut harness = window(opened(), WIDE);
    harness.get_by_label("Look at, 2").click();
    harness.run();
    assert_eq!(harness.state().state.data.chip, DataChip::LookAt);
    assert!(harness.query_by_label("ToolData/City.gdb/Streets, Copied").is_none());
    harness.get_by_label("Look at, 2").click();
    harness.run();
    assert_eq!(harness.state().state.data.chip, DataChip::All);
}

#[test]
fn a_press_on_a_title_sorts_and_another_turns_it_round() {
    let mut harness = window(opened(), WIDE);
    for is_descending in [false, true] {
        harness.get_by_label("Size").click();
        harness.run();
        assert_eq!(harness.state().state.data.is_descending, is_descending);
    }
}

#[test]
fn a_row_offers_the_repair_of_its_message_and_only_that() {
    let mut harness = window(opened_with(review(with_repairs())), WIDE);
    harness.get_by_label("Also include").click();
    harness.run();
    let decisions: Vec<Override> = harness.state().state.publication.overrides.iter().cloned().collect();
    assert_eq!(decisions, [Override::Include { path: "Scripts/old".to_owned() }]);
}

#[test]
fn the_datasets_of_a_geodatabase_are_weighed_once() {
    let mut report = empty_report();
    let inside = |path: &str| waybill::publication::DataRow { container: Some("City.gdb".to_owned()), ..data(path, "copied") };
    report.data = vec![inside("City.gdb/Roads"), inside("City.gdb/Streets"), data("a.csv", "copied")];
    report.data.sort_by(|a, b| a.path.cmp(&b.path));
    let state = opened_with(review(report));
    let group = state.data.lines.first().unwrap();
    assert!(matches!(group, TableLine::Group { lines: 3, files: 2, bytes: 8_200, .. }), "{group:?}");
}

#[test]
fn what_the_publisher_decided_bears_a_badge() {
    let mut report = (*warehouse().report).clone();
    let decided = Some(Override::Include { path: "Scripts/Index".to_owned() });
    report.evidence.data = vec![DataEvidence { decided, ..DataEvidence::default() }, DataEvidence::default()];
    let harness = window(opened_with(review(report)), WIDE);
    harness.get_by_label("Decided by you");
    harness.get_by_label("By you, 1");
}

#[test]
fn a_narrow_table_leaves_the_reasons_to_others() {
    let harness = window(opened(), [900.0, 600.0]);
    assert!(harness.query_by_label("Why").is_none());
    harness.get_by_label("What");
    harness.get_by_label("What is shown");
    harness.get_by_label("Menu");
}

#[test]
fn a_module_shows_versions_and_its_repair_as_words_where_only_the_publisher_can() {
    let mut state = opened_with(review(with_repairs()));
    apply(&mut state, Action::SelectTab(Tab::Modules));
    let harness = window(state, WIDE);
    for label in ["Import", "Server", "Status", "none", "Third party, 2"] {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
    let source = "Server 11.3 list: derived from ArcGIS Pro 3.3. Drop your server's own listing to be sure";
    harness.get_by_label(source);
    assert!(harness.query_by_label("Here").is_none());
}

#[test]
fn several_servers_have_a_pair_of_columns_each() {
    let mut report = (*warehouse().report).clone();
    let mut other = report.targets.first().unwrap().clone();
    (other.name, other.os) = ("server-11.3-linux".to_owned(), "linux".to_owned());
    report.targets.push(other);
    let mut state = opened_with(review(report));
    apply(&mut state, Action::SelectTab(Tab::Modules));
    let harness = window(state, WIDE);
    harness.get_by_label("Server 11.3, Windows");
    harness.get_by_label("Server 11.3, Linux");
    assert_eq!(harness.query_all_by_label("Status").count(), 2);
}

#[test]
fn modules_that_are_missing_are_counted_on_the_tab() {
    let state = opened();
    assert_eq!(state.modules.missing, 1);
    let mut report = (*warehouse().report).clone();
    report.modules = report.modules.into_iter().map(|row| ModuleRow { optional: true, ..row }).collect();
    assert_eq!(opened_with(review(report)).modules.missing, 0);
}

#[test]
fn a_message_is_accepted_and_opened_again_from_its_menu() {
    let mut harness = window(opened_with(review(with_repairs())), WIDE);
    harness.get_all_by_label("More").next().unwrap().click();
    harness.run();
    harness.get_by_label("Accept: it is all right so").click();
    harness.run();
    let decisions: Vec<Override> = harness.state().state.publication.overrides.iter().cloned().collect();
    let reason = "Accepted by the publisher".to_owned();
    assert_eq!(decisions, [Override::Accept { code: "WB112".to_owned(), about: "Scripts/old".to_owned(), reason }]);
}

#[test]
fn the_keys_walk_the_messages_and_copy_one() {
    let mut state = opened();
    apply(&mut state, Action::MoveFocus(FocusTarget::Messages));
    let mut harness = window(state, WIDE);
    press(&mut harness, Key::ArrowDown);
    assert_eq!(harness.state().state.selection.message.as_ref().unwrap().code, "WB201");
    harness.event(egui::Event::Copy);
    harness.run();
    let words = "Error WB201: ortools is imported, but Server 11.3 does not have it (Scripts/delivery.py:9)";
    assert_eq!(harness.state().effects, [Effect::Copy(words.to_owned())]);
}

#[test]
fn messages_that_a_filter_hides_can_all_be_shown_again() {
    let mut state = opened();
    apply(&mut state, Action::MessagesOfCode(Some("WB999")));
    let mut harness = window(state, WIDE);
    harness.get_by_label("No message passes this filter");
    harness.get_by_label("Show all messages").click();
    harness.run();
    assert_eq!(harness.state().state.messages.rows.len(), 2);
}

#[test]
fn a_low_window_shows_one_message_at_a_time() {
    let mut harness = window(opened(), [900.0, 600.0]);
    harness.get_by_label("1 of 2");
    for _ in 0..2 {
        harness.get_by_label("Next message").click();
        harness.run();
    }
    harness.get_by_label("2 of 2");
}

#[test]
fn a_server_is_chosen_from_those_that_are_known() {
    let mut harness = window(AppState::default(), WIDE);
    harness.get_by_label("Server to compare with").click();
    harness.run();
    harness.get_by_label("Server 12.0, Windows").click();
    harness.run();
    assert_eq!(harness.state().state.publication.targets, ["server-12.0-windows"]);
}

#[test]
fn the_status_bar_leads_to_the_decisions() {
    let mut state = opened();
    apply(&mut state, Action::Decide(Override::Exclude { path: "ToolData/City.gdb/Streets".to_owned() }));
    let mut harness = window(state, WIDE);
    harness.get_by_label("1 decision by you").click();
    harness.run();
    assert_eq!(harness.state().state.sheet, Some(waybill::app::Sheet::Decisions));
}

fn with_recent() -> AppState {
    let recent =
        |path: &str, errors, warnings, is_there| Recent { path: PathBuf::from(path), errors, warnings, when: 0, is_there };
    let recent = vec![
        recent("/data/Warehousing/Warehousing.waybill", 2, 5, true),
        recent("/data/Flood Zones/Flood.pyt", 0, 0, true),
        recent("/archive/Permits/Permits 2023.waybill", 0, 1, false),
    ];
    let mut state = AppState::default();
    apply(&mut state, Action::Restore(Box::new(Settings { recent, ..Settings::default() })));
    state
}

#[test]
fn what_was_open_before_is_opened_again_or_located() {
    let mut harness = window(with_recent(), WIDE);
    for label in ["2 errors, 5 warnings", "no errors", "/archive/Permits is not reachable"] {
        harness.get_by_label(label);
    }
    harness.get_by_label("Locate…").click();
    harness.run();
    harness.get_by_label("Open Flood.pyt again").click();
    harness.run();
    let file = harness.state().state.publication.clone();
    assert_eq!(file.inputs, [PathBuf::from("/data/Flood Zones/Flood.pyt")]);
    let wanted = [
        Effect::AskForInput(PathBuf::from("/archive/Permits/Permits 2023.waybill")),
        Effect::Analyze { file: Box::new(file), changed: Reread::Everything },
    ];
    assert_eq!(harness.state().effects, wanted);
}

#[test]
fn a_located_publication_is_opened_where_it_is_now() {
    let mut state = with_recent();
    let from = PathBuf::from("/archive/Permits/Permits 2023.waybill");
    let to = PathBuf::from("/data/Permits 2023.waybill");
    assert_eq!(apply(&mut state, Action::ReplaceInput { from, to: to.clone() }), [Effect::ReadPublication(to)]);
    assert_eq!(state.settings.recent.len(), 2);
}

#[test]
fn copying_asks_for_the_path_of_the_selection() {
    let mut state = opened();
    apply(&mut state, Action::Select(Thing::LeftBehind("Scripts/old".to_owned())));
    assert_eq!(Command::CopyPath.why_not(&state), None);
    let mut harness = window(state, WIDE);
    harness.event(egui::Event::Copy);
    harness.run();
    assert_eq!(harness.state().effects, [Effect::Copy("Scripts/old".to_owned())]);
}

#[test]
fn the_tables_look_the_same_in_light() {
    let mut state = opened_with(review(with_repairs()));
    apply(&mut state, Action::Select(Thing::Data("ToolData/City.gdb/Streets".to_owned())));
    snapshot("project-data-light", WIDE, 1.0, Theme::Light, &state);
}

#[test]
fn the_modules_look_the_same_in_dark() {
    let mut state = opened_with(review(with_repairs()));
    apply(&mut state, Action::Select(Thing::Module("ortools".to_owned())));
    snapshot("modules-dark", [1100.0, 720.0], 1.0, Theme::Dark, &state);
}

#[test]
fn a_small_window_looks_the_same() {
    snapshot("project-data-small", [900.0, 600.0], 1.0, Theme::Light, &opened_with(review(with_repairs())));
}

#[test]
fn what_was_open_before_looks_the_same() {
    snapshot("empty-recent", [1100.0, 720.0], 1.0, Theme::Light, &with_recent());
}
