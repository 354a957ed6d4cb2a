//! What actions about inputs, scans, selection and lists do to the state, and which effects they ask for.
//!
//! In: a state and an action. Out: the changed state and effects.
//! Never draws.

use std::path::PathBuf;
use std::time::Instant;

use waybill::app::{
    Action, AppState, Command, DataChip, DataColumn, DataGroup, DataLine, Effect, FocusTarget, Grouping, Input, InputRole,
    ModuleChip, ModuleGroup, Place, Reread, Tab, TableLine, Thing, Verdict, Watched, apply,
};
use waybill::message::Severity;
use waybill::publication::PublicationFile;

use crate::reports::{data, empty_report, file, opened, opened_with, review, warehouse};

fn place(line: u32) -> Place {
    Place { script: "Scripts/delivery.py".to_owned(), line, column: 6 }
}

fn streets() -> Thing {
    Thing::Data("ToolData/City.gdb/Streets".to_owned())
}

/// The warehouse with its script, so that places in it can be gone to.
fn with_script() -> AppState {
    let mut review = warehouse();
    let report = std::sync::Arc::make_mut(&mut review.report);
    report.scripts = vec![crate::reports::script("Scripts/delivery.py")];
    opened_with(review)
}

#[test]
fn a_drop_adds_what_can_be_read_and_names_the_rest() {
    let mut state = AppState::default();
    let folder = Input { path: PathBuf::from("My.Data"), role: InputRole::Folder };
    let effects = apply(&mut state, Action::AddInputs(vec![file("Tools.pyt"), folder, file("notes.docx")]));
    let inputs = vec![PathBuf::from("Tools.pyt"), PathBuf::from("My.Data")];
    let publication = PublicationFile { inputs, ..PublicationFile::default() };
    assert_eq!(effects, [Effect::Analyze { file: Box::new(publication), changed: Reread::Everything }]);
    assert!(state.scan.is_some());
    assert_eq!(state.toasts.iter().next().unwrap().title, "Waybill does not read notes.docx");
}

#[test]
fn a_dropped_listing_is_used_and_inputs_beside_it_are_added() {
    let mut state = opened();
    let listing = Input { path: PathBuf::from("server.txt"), role: InputRole::Environment };
    let store = Input { path: PathBuf::from("items.json"), role: InputRole::DataStore };
    apply(&mut state, Action::AddInputs(vec![listing, store, file("More.pyt")]));
    assert_eq!(state.publication.environment, Some("server.txt".into()));
    assert_eq!(state.publication.data_store, Some("items.json".into()));
    assert_eq!(state.publication.inputs, [PathBuf::from("Warehouse.pyt"), PathBuf::from("More.pyt")]);
    assert_eq!(state.history.undo_name(), Some("Add More.pyt"));
}

#[test]
fn what_is_open_already_is_not_scanned_again() {
    let mut state = opened();
    assert_eq!(apply(&mut state, Action::AddInputs(vec![file("Warehouse.pyt")])), []);
    assert!(state.scan.is_none());
}

#[test]
fn inputs_are_removed_located_and_replaced_as_steps() {
    let mut state = opened();
    apply(&mut state, Action::AddInputs(vec![file("Gone.pyt")]));
    assert_eq!(apply(&mut state, Action::Locate("Gone.pyt".into())), [Effect::AskForInput("Gone.pyt".into())]);
    apply(&mut state, Action::ReplaceInput { from: "Gone.pyt".into(), to: "Found.pyt".into() });
    assert_eq!(state.history.undo_name(), Some("Locate Gone.pyt"));
    apply(&mut state, Action::RemoveInput("Found.pyt".into()));
    assert_eq!(state.publication.inputs, [PathBuf::from("Warehouse.pyt")]);
    assert_eq!(state.history.undo_name(), Some("Remove Found.pyt"));
}

#[test]
fn the_old_report_stays_while_the_next_scan_runs() {
    let mut state = opened();
    let effects = apply(&mut state, Action::Command(Command::Rescan));
    assert!(matches!(effects.as_slice(), [Effect::Analyze { changed: Reread::Everything, .. }]));
    apply(&mut state, Action::ScanAdvanced { done: 2, total: 5 });
    assert_eq!(state.scan.unwrap().progress, Some((2, 5)));
    assert_eq!(apply(&mut state, Action::Command(Command::CancelScan)), [Effect::CancelScan]);
    apply(&mut state, Action::ScanCancelled);
    assert!(state.review.is_some() && state.scan.is_none());
}

#[test]
fn news_of_a_scan_that_has_ended_changes_nothing() {
    let mut state = opened();
    apply(&mut state, Action::ScanAdvanced { done: 2, total: 5 });
    assert!(state.scan.is_none());
}

#[test]
fn what_was_scanned_is_watched_and_a_saved_file_is_scanned_again() {
    let mut state = AppState::default();
    assert_eq!(apply(&mut state, Action::FilesChanged(vec!["a.py".into()])), []);
    apply(&mut state, Action::AddInputs(vec![file("Warehouse.pyt")]));
    let done = |review| Action::ScanDone { review: Box::new(review), now: 7 };
    assert_eq!(
        apply(&mut state, done(warehouse())),
        [Effect::Watch(Watched { inputs: vec!["Warehouse.pyt".into()], folders: vec![] })]
    );
    let effects = apply(&mut state, Action::FilesChanged(vec!["a.py".into()]));
    let only = Reread::Only(vec!["a.py".into()]);
    assert!(matches!(effects.as_slice(), [Effect::Analyze { changed, .. }] if *changed == only));
    assert_eq!(apply(&mut state, done(warehouse())), []);
    apply(&mut state, Action::FilesChanged(vec!["a.py".into()]));
    let effects = apply(&mut state, done(review(empty_report())));
    assert!(matches!(effects.as_slice(), [Effect::ExpireToast(_)]));
    let toast = state.toasts.iter().next_back().unwrap();
    assert_eq!((toast.title.as_str(), toast.offer), ("2 messages resolved", Some(Command::NextMessage)));
}

#[test]
fn a_file_saved_during_a_scan_is_read_with_all_that_the_scan_had_to_read() {
    let mut state = opened();
    apply(&mut state, Action::Command(Command::Rescan));
    let effects = apply(&mut state, Action::FilesChanged(vec!["a.py".into()]));
    assert!(matches!(effects.as_slice(), [Effect::Analyze { changed: Reread::Everything, .. }]));
}

#[test]
fn a_failed_scan_takes_the_last_step_back_and_leaves_open_what_the_report_shows() {
    let mut state = opened();
    apply(&mut state, Action::NameService("Routes".to_owned()));
    apply(&mut state, Action::AddInputs(vec![file("Gone.pyt")]));
    apply(&mut state, Action::ScanFailed("There is no such file or folder: Gone.pyt".to_owned()));
    assert_eq!(state.publication.inputs, [PathBuf::from("Warehouse.pyt")]);
    assert_eq!(state.publication.service, "Routes");
    assert_eq!((state.history.undo_name(), state.history.redo_name()), (None, Some("Add Gone.pyt")));
    assert_eq!(state.toasts.iter().next().unwrap().title, "There is no such file or folder: Gone.pyt");
    let mut empty = AppState::default();
    apply(&mut empty, Action::AddInputs(vec![file("Gone.pyt")]));
    apply(&mut empty, Action::ScanFailed("gone".to_owned()));
    assert!(empty.is_empty());
}

#[test]
fn an_undo_whose_scan_fails_is_done_again_and_no_further_step_is_lost() {
    let mut state = opened();
    let done = || Action::ScanDone { review: Box::new(warehouse()), now: 0 };
    for name in ["One.pyt", "Two.pyt"] {
        apply(&mut state, Action::AddInputs(vec![file(name)]));
        apply(&mut state, done());
    }
    apply(&mut state, Action::Command(Command::Undo));
    apply(&mut state, Action::ScanFailed("no".to_owned()));
    assert_eq!(state.publication.inputs.len(), 3);
    assert_eq!((state.history.undo_name(), state.history.redo_name()), (Some("Add Two.pyt"), None));
}

#[test]
fn a_cancelled_first_scan_leaves_nothing_open_and_nothing_to_save() {
    let mut state = AppState::default();
    apply(&mut state, Action::AddInputs(vec![file("Warehouse.pyt")]));
    apply(&mut state, Action::ScanCancelled);
    assert!(state.is_empty() && !state.is_edited());
}

#[test]
fn a_report_that_comes_after_closing_is_not_shown() {
    let mut state = opened();
    apply(&mut state, Action::Command(Command::Rescan));
    apply(&mut state, Action::Command(Command::ClosePublication));
    assert_eq!(apply(&mut state, Action::ScanDone { review: Box::new(warehouse()), now: 0 }), []);
    assert!(state.review.is_none());
}

#[test]
fn requests_for_the_keyboard_are_counted_on_when_another_publication_is_shown() {
    let mut state = opened();
    apply(&mut state, Action::MoveFocus(FocusTarget::Tree));
    let before = state.focus.request;
    apply(&mut state, Action::Command(Command::ClosePublication));
    apply(&mut state, Action::MoveFocus(FocusTarget::Centre));
    assert_eq!(state.focus.request, before + 1);
}

#[test]
fn what_cannot_be_done_and_what_was_done_is_told() {
    let mut state = AppState::default();
    assert_eq!(apply(&mut state, Action::Failed("no dialog".to_owned())), []);
    let file = Box::new(PublicationFile::default());
    let effects = apply(&mut state, Action::Saved { path: PathBuf::from("Routes.waybill"), file });
    assert!(matches!(effects.as_slice(), [Effect::ExpireToast(_)]));
    let ids: Vec<u64> = state.toasts.iter().map(|toast| toast.id).collect();
    assert_eq!(ids.len(), 2);
    for id in ids {
        apply(&mut state, Action::DismissToast(id));
    }
    assert_eq!(state.toasts.iter().count(), 0);
}

#[test]
fn a_message_selects_the_data_it_is_about_and_the_line_that_names_it() {
    let mut state = with_script();
    apply(&mut state, Action::SelectTab(Tab::Modules));
    apply(&mut state, Action::SelectMessage(1));
    assert_eq!(state.selection.message.as_ref().unwrap().code, "WB201");
    assert_eq!(state.selection.place.as_ref().unwrap().line, 9);
    apply(&mut state, Action::Select(streets()));
    assert_eq!(state.tab, Tab::ProjectData);
    assert_eq!((state.selection.reference, state.selection.place.clone()), (0, Some(place(23))));
    assert_eq!(state.selection.message, None);
    apply(&mut state, Action::SelectReference(7));
    assert_eq!((state.selection.reference, state.selection.place.clone()), (0, Some(place(23))), "there is no eighth");
    apply(&mut state, Action::Select(Thing::Module("numpy".to_owned())));
    assert_eq!((state.tab, state.selection.place.as_ref().unwrap().line), (Tab::Modules, 9));
    apply(&mut state, Action::Select(Thing::Script("Scripts/delivery.py".to_owned())));
    assert_eq!(state.tab, Tab::Script);
}

#[test]
fn a_place_is_gone_to_only_in_a_script_of_the_report() {
    let mut state = with_script();
    apply(&mut state, Action::GoTo(Place { script: "Other.py".to_owned(), line: 1, column: 1 }));
    assert_eq!((state.tab, state.selection.place.clone()), (Tab::ProjectData, None));
    apply(&mut state, Action::GoTo(place(4)));
    assert_eq!(
        (state.tab, state.selection.place.clone(), state.focus.target),
        (Tab::Script, Some(place(4)), FocusTarget::Centre)
    );
}

#[test]
fn the_trail_leads_back_and_forward() {
    let mut state = with_script();
    apply(&mut state, Action::Select(streets()));
    apply(&mut state, Action::SelectTab(Tab::Modules));
    apply(&mut state, Action::GoTo(place(4)));
    let mut go = |command| {
        apply(&mut state, Action::Command(command));
        state.tab
    };
    let went = [Command::Back, Command::Back, Command::Back, Command::Forward, Command::Forward, Command::Forward].map(&mut go);
    assert_eq!(went, [Tab::Modules, Tab::ProjectData, Tab::ProjectData, Tab::Modules, Tab::Script, Tab::Script]);
}

#[test]
fn a_selection_survives_a_scan_only_while_what_it_names_is_there() {
    let mut state = with_script();
    apply(&mut state, Action::Select(streets()));
    apply(&mut state, Action::ScanDone { review: Box::new(warehouse()), now: 0 });
    assert_eq!(state.selection.thing, Some(streets()));
    apply(&mut state, Action::ScanDone { review: Box::new(review(empty_report())), now: 0 });
    assert_eq!((state.selection.thing.clone(), state.selection.place.clone()), (None, None));
}

#[test]
fn messages_are_walked_round_in_both_directions() {
    let mut state = opened();
    let mut step = |command| {
        apply(&mut state, Action::Command(command));
        state.selection.message.as_ref().map(|message| message.code)
    };
    assert_eq!(step(Command::PreviousMessage), Some("WB112"));
    assert_eq!(step(Command::NextMessage), Some("WB201"));
    assert_eq!(step(Command::NextMessage), Some("WB112"));
}

#[test]
fn references_of_a_script_are_walked_in_source_order() {
    let mut state = with_script();
    apply(&mut state, Action::GoTo(place(1)));
    apply(&mut state, Action::Command(Command::NextReference));
    assert_eq!(state.selection.place, Some(place(23)));
    apply(&mut state, Action::Command(Command::PreviousReference));
    assert_eq!(state.selection.place.as_ref().unwrap().line, 23);
    assert!(matches!(state.selection.thing, Some(Thing::Data(_))));
}

/// The rows in sight, as their paths.
fn shown(state: &AppState) -> Vec<&str> {
    let report = &state.review.as_ref().unwrap().report;
    let rows = state.data.lines.iter().filter_map(|line| match line {
        TableLine::Row(DataLine::Item(at)) => Some(report.data[*at].path.as_str()),
        TableLine::Row(DataLine::LeftBehind(at)) => Some(report.left_behind[*at].path.as_str()),
        TableLine::Row(DataLine::LookedFor(at)) => Some(report.evidence.looked_for[*at].path.as_str()),
        TableLine::Group { .. } => None,
    });
    rows.collect()
}

/// Ten rows: `0.csv` the smallest and copied, `9.csv` the largest, every third one in the data store.
fn ten_rows() -> AppState {
    let mut report = empty_report();
    report.data = (0..10)
        .map(|at| {
            let mut row = data(&format!("{at}.csv"), if at % 3 == 2 { "data_store" } else { "copied" });
            row.bytes = at;
            row.kind = if at < 4 { "table" } else { "file" };
            row
        })
        .collect();
    opened_with(review(report))
}

#[test]
fn rows_are_filtered_by_words_and_by_chip() {
    let mut state = ten_rows();
    assert_eq!(shown(&state), ["0.csv", "1.csv", "3.csv", "4.csv", "6.csv", "7.csv", "9.csv"]);
    apply(&mut state, Action::FilterData(" 4.CSV ".to_owned()));
    assert_eq!(shown(&state), ["4.csv"]);
    apply(&mut state, Action::Command(Command::Escape));
    assert_eq!(state.data.filter, "");
    apply(&mut state, Action::ChooseDataChip(DataChip::Stays));
    apply(&mut state, Action::ToggleDataGroup(DataGroup::Verdict(Verdict::Stays)));
    assert_eq!(shown(&state), ["2.csv", "5.csv", "8.csv"]);
    assert_eq!(state.data.counts, [10, 0, 7, 3, 0]);
}

#[test]
fn rows_are_sorted_and_grouped() {
    let mut state = ten_rows();
    apply(&mut state, Action::GroupData(Grouping::None));
    apply(&mut state, Action::SortData(DataColumn::Size));
    assert_eq!(shown(&state).first(), Some(&"9.csv"));
    apply(&mut state, Action::SortData(DataColumn::Size));
    assert_eq!(shown(&state).first(), Some(&"0.csv"));
    apply(&mut state, Action::SortData(DataColumn::WhatHappens));
    assert_eq!(shown(&state).last(), Some(&"8.csv"));
    apply(&mut state, Action::GroupData(Grouping::Kind));
    let groups = state.data.lines.iter().filter(|line| matches!(line, TableLine::Group { .. })).count();
    assert_eq!((groups, state.data.lines.len()), (2, 12));
    apply(&mut state, Action::Command(Command::CloseAllGroups));
    assert_eq!(state.data.lines.len(), 2);
    apply(&mut state, Action::Command(Command::OpenAllGroups));
    assert_eq!(state.data.lines.len(), 12);
}

#[test]
fn a_hundred_thousand_rows_are_worked_out_once_for_a_change() {
    let mut report = empty_report();
    report.data = (0..100_000).map(|at| data(&format!("Data/{at:06}.csv"), "copied")).collect();
    let mut state = opened_with(review(report));
    let started = Instant::now();
    apply(&mut state, Action::FilterData("099999".to_owned()));
    assert_eq!(shown(&state), ["Data/099999.csv"]);
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

#[test]
fn modules_are_filtered_chosen_and_grouped() {
    let mut state = opened();
    let all = state.modules.lines.len();
    apply(&mut state, Action::FilterModules("ortools".to_owned()));
    assert!(state.modules.lines.len() < all);
    apply(&mut state, Action::FilterModules(String::new()));
    for chip in ModuleChip::ALL {
        apply(&mut state, Action::ChooseModuleChip(chip));
        assert_eq!(state.modules.chip, chip);
    }
    let closed = state.modules.closed.len();
    apply(&mut state, Action::ToggleModuleGroup(ModuleGroup::OnTheServer));
    assert_ne!(state.modules.closed.len(), closed);
}

#[test]
fn messages_are_filtered_by_severity_script_and_code() {
    let mut state = opened();
    assert_eq!(state.messages.rows, [1, 0], "errors come first");
    apply(&mut state, Action::ToggleSeverity(Severity::Warning));
    assert_eq!(state.messages.rows.len(), 1);
    apply(&mut state, Action::ToggleSeverity(Severity::Warning));
    apply(&mut state, Action::MessagesOfCode(Some("WB112")));
    assert_eq!(state.messages.rows, [0]);
    apply(&mut state, Action::MessagesOfCode(None));
    apply(&mut state, Action::MessagesOfScript(Some("Other.py".to_owned())));
    assert!(state.messages.rows.is_empty());
    apply(&mut state, Action::MessagesOfScript(None));
    assert_eq!(state.messages.rows.len(), 2);
}

#[test]
fn nodes_panels_folds_and_the_keyboard_are_where_they_were_put() {
    let mut state = opened();
    apply(&mut state, Action::ToggleNode("Warehouse.pyt".to_owned()));
    assert!(state.tree.toggled.contains("Warehouse.pyt"));
    apply(&mut state, Action::FilterTree(Some("del".to_owned())));
    apply(&mut state, Action::Command(Command::Escape));
    assert_eq!((state.tree.filter.clone(), state.focus.target), (None, FocusTarget::Tree));
    apply(&mut state, Action::Command(Command::ToggleInspector));
    assert!(!state.settings.panels.inspector);
    apply(&mut state, Action::Unfold(12));
    assert!(state.source.unfolded.contains(&12));
    let before = state.focus.request;
    apply(&mut state, Action::MoveFocus(FocusTarget::Messages));
    assert_eq!((state.focus.target, state.focus.request), (FocusTarget::Messages, before + 1));
    // The inspector is closed: the next panel after the messages is the tree.
    apply(&mut state, Action::Command(Command::NextPanel));
    assert_eq!(state.focus.target, FocusTarget::Tree);
    apply(&mut state, Action::Command(Command::PreviousPanel));
    assert_eq!(state.focus.target, FocusTarget::Messages);
}
