//! What is told after an answer, and where the eye goes next; what an edited script does to the selection.
//!
//! In: states made by hand. Out: notes, selections, labels.
//! Never needs a display or a driver.

use std::sync::Arc;

use egui_kittest::kittest::Queryable;
use waybill::app::{
    Action, AppState, Command, FocusTarget, Input, InputRole, ModuleGroup, ModuleLine, Place, Review, Tab, Thing, apply,
};
use waybill::consolidation::Override;
use waybill::message::{CODES, Fix, Message};
use waybill::publication::Report;

use crate::reports::{data, empty_report, opened, opened_with, review, warehouse};
use crate::script::delivery;
use crate::window::{WIDE, window};

const PLAN: &str = "Add ortools-base to the deployment plan";

fn changed(change: impl FnOnce(&mut Report)) -> Review {
    let mut result = warehouse();
    change(Arc::make_mut(&mut result.report));
    review(result.report.as_ref().clone())
}

fn done(state: &mut AppState, review: Review) {
    apply(state, Action::ScanDone { review: Box::new(review), now: 0 });
}

fn accept() -> Override {
    Override::Accept { code: "WB201".to_owned(), about: "ortools".to_owned(), reason: "installed by the plan".to_owned() }
}

/// The warehouse, with the repair of its missing module; accepted or not.
fn with_repair(is_accepted: bool) -> Review {
    changed(|report| {
        let rows = &mut report.messages;
        rows[1].repair = Some(PLAN.to_owned());
        rows[1].accepted = is_accepted.then(|| "installed by the plan".to_owned());
        let finding = |row: &waybill::publication::MessageRow| {
            let code = CODES.iter().find(|code| code.name == row.code).unwrap();
            Message::new(code, row.severity, row.blocks, row.text.clone())
        };
        report.findings = rows.iter().map(finding).collect();
        let repair = report.findings[1].clone().with("module", "ortools").fix(PLAN.to_owned(), Fix::Decide(accept()));
        report.findings[1] = repair;
    })
}

fn notes(state: &AppState) -> Vec<&str> {
    state.toasts.iter().map(|toast| toast.title.as_str()).collect()
}

#[test]
fn a_note_that_offers_undo_goes_once_undo_would_do_something_else() {
    let decide = |path: &str| Action::Decide(Override::Exclude { path: path.to_owned() });
    let mut state = opened();
    apply(&mut state, decide("A"));
    apply(&mut state, decide("B"));
    assert_eq!(notes(&state), ["Exclude: B"]);
    apply(&mut state, Action::Command(Command::Undo));
    assert!(notes(&state).is_empty());
    apply(&mut state, decide("C"));
    apply(&mut state, Action::UseDataStore(Some("findItems.json".into())));
    assert!(notes(&state).is_empty());
    apply(&mut state, decide("D"));
    apply(&mut state, Action::Opened { path: "Yard.waybill".into(), file: Box::default() });
    assert!(notes(&state).is_empty());
}

#[test]
fn a_repair_that_accepts_a_message_is_named_by_what_it_does() {
    let mut state = opened_with(with_repair(false));
    apply(&mut state, Action::Repair(1));
    assert_eq!(notes(&state), [PLAN]);
    assert_eq!(Command::Undo.words(&state), format!("Undo {PLAN}"));
}

#[test]
fn after_an_answer_the_way_goes_on_with_the_message_that_followed() {
    let three = || {
        changed(|report| {
            let mut last = report.messages[0].clone();
            last.text = "Another folder is left behind".to_owned();
            report.messages.push(last);
        })
    };
    let text = |state: &AppState| state.selection.message.as_ref().map(|message| message.text.clone());
    let mut state = opened_with(three());
    apply(&mut state, Action::SelectMessage(0));
    // It is answered, and gone from the report.
    let mut answered = three().report.as_ref().clone();
    answered.messages.remove(0);
    done(&mut state, review(answered));
    assert_eq!(text(&state), None);
    apply(&mut state, Action::Command(Command::NextMessage));
    assert_eq!(text(&state).as_deref(), Some("Another folder is left behind"));
    // It is accepted, and the last of the list.
    let mut state = opened_with(with_repair(false));
    apply(&mut state, Action::SelectMessage(1));
    done(&mut state, with_repair(true));
    for _ in 0..2 {
        apply(&mut state, Action::Command(Command::NextMessage));
        assert_eq!(state.selection.message.as_ref().unwrap().code, "WB112");
    }
    apply(&mut state, Action::Command(Command::PreviousMessage));
    assert_eq!(state.selection.message.as_ref().unwrap().code, "WB112");
}

#[test]
fn a_module_that_was_accepted_asks_for_nothing_more() {
    let mut state = opened_with(with_repair(true));
    assert_eq!(state.modules.missing, 0);
    assert!(state.modules.lines.contains(&ModuleLine::Group(ModuleGroup::Accepted, 1)));
    apply(&mut state, Action::SelectTab(Tab::Modules));
    apply(&mut state, Action::Select(Thing::Module("ortools".to_owned())));
    let mut harness = window(state, WIDE);
    harness.get_by_label("Accepted by you, 1 item");
    assert!(harness.query_by_label(PLAN).is_none());
    apply(&mut harness.state_mut().state, Action::Decide(accept()));
    harness.run();
    harness.get_by_label("Open again").click();
    harness.run();
    assert!(harness.state().state.publication.overrides.is_empty());
}

/// The script of the example, three lines further down.
fn three_lines_down() -> Report {
    let mut report = delivery();
    let references = report.data.iter_mut().flat_map(|row| &mut row.references);
    references.for_each(|found| found.line += 3);
    report.modules.iter_mut().flat_map(|row| &mut row.imports).for_each(|import| import.line += 3);
    report.evidence.looked_for.iter_mut().for_each(|row| row.at.line += 3);
    report.messages.iter_mut().for_each(|row| row.line = row.line.map(|line| line + 3));
    report
}

#[test]
fn the_selection_goes_with_the_lines_of_an_edited_script() {
    let looked = delivery().evidence.looked_for[0].at;
    let place = Place { script: delivery().scripts[0].path.clone(), line: looked.line, column: looked.column };
    let data = Thing::Data("ToolData/SanFrancisco.gdb/Streets".to_owned());
    for thing in [data, Thing::Module("ortools".to_owned()), Thing::LookedFor(place)] {
        let mut state = opened_with(review(delivery()));
        apply(&mut state, Action::Select(thing.clone()));
        let before = state.selection.place.clone().unwrap();
        done(&mut state, review(three_lines_down()));
        let after = state.selection.place.clone().unwrap();
        assert_eq!((after.line, after.column), (before.line + 3, before.column), "{thing:?}");
        assert!(state.selection.thing.is_some(), "{thing:?}");
    }
    let mut state = opened_with(review(delivery()));
    apply(&mut state, Action::SelectMessage(1));
    done(&mut state, review(three_lines_down()));
    assert_eq!(state.selection.message.unwrap().line, Some(12));
}

#[test]
fn a_saved_script_that_changes_no_message_says_what_became_of_the_project_data() {
    let mut state = opened();
    apply(&mut state, Action::FilesChanged(vec!["a.py".into()]));
    done(&mut state, changed(|report| report.data[1] = data("ToolData/hours.csv", "copied")));
    assert_eq!(notes(&state), ["Project data: 1 new, 1 gone"]);
    assert_eq!(state.toasts.iter().next().unwrap().offer, None);
    apply(&mut state, Action::FilesChanged(vec!["a.py".into()]));
    done(&mut state, changed(|report| report.data[1] = data("ToolData/hours.csv", "copied")));
    assert_eq!(notes(&state).len(), 1);
}

#[test]
fn where_no_script_was_read_nothing_is_said_of_what_the_scripts_name() {
    for tab in [Tab::ProjectData, Tab::Modules] {
        let mut state = opened_with(review(empty_report()));
        apply(&mut state, Action::SelectTab(tab));
        window(state, WIDE).get_by_label("No script was read: the messages say why");
    }
}

#[test]
fn escape_closes_an_open_menu_and_does_nothing_behind_it() {
    let mut state = opened();
    apply(&mut state, Action::FilterData("City".to_owned()));
    let mut harness = window(state, WIDE);
    harness.get_by_label("Edit").click();
    harness.run();
    assert!(harness.query_by_label("Copy path").is_some());
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Copy path").is_none());
    assert_eq!(harness.state().state.data.filter, "City");
}

#[test]
fn a_tooltip_does_not_stay_over_a_sheet() {
    let mut harness = window(opened(), WIDE);
    let why = "ToolData/City.gdb/Streets because of a line";
    harness.get_by_label(why).hover();
    harness.run_steps(60);
    assert!(harness.get_all_by_label_contains(why).count() > 1);
    apply(&mut harness.state_mut().state, Action::Command(Command::Keyboard));
    harness.run_steps(60);
    assert_eq!(harness.get_all_by_label_contains(why).count(), 1);
}

#[test]
fn a_file_without_an_ending_does_not_keep_out_what_was_dropped_with_it() {
    let mut state = opened();
    let rubbish = Input { path: "hostname".into(), role: InputRole::Unreadable };
    apply(&mut state, Action::AddInputs(vec![rubbish, crate::reports::file("Yard.pyt")]));
    assert_eq!(state.publication.inputs.last().unwrap(), std::path::Path::new("Yard.pyt"));
    assert_eq!(notes(&state), ["Waybill does not read hostname"]);
}

#[test]
fn the_keyboard_begins_in_the_table_as_soon_as_there_is_a_report() {
    let state = opened();
    assert_eq!((state.focus.target, state.focus.request), (FocusTarget::Centre, 1));
}
