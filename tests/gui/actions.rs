//! What every action does to the state, and which effects it asks for.
//!
//! In: a state and an action. Out: the changed state and effects.
//! Never draws.

use std::path::PathBuf;

use waybill::app::{Action, AppState, COMMANDS, Command, DataLine, Effect, Input, Tab, ThemeChoice, apply, publication_name};

use crate::reports::{empty_report, review, warehouse};

fn file(name: &str) -> Input {
    Input { path: PathBuf::from(name), is_folder: false }
}

fn opened() -> AppState {
    let mut state = AppState::default();
    apply(&mut state, Action::AddInputs(vec![file("Warehouse.pyt")]));
    apply(&mut state, Action::ScanDone(Box::new(warehouse())));
    state
}

#[test]
fn a_drop_adds_what_can_be_read_and_names_the_rest() {
    let mut state = AppState::default();
    let folder = Input { path: PathBuf::from("My.Data"), is_folder: true };
    let effects = apply(&mut state, Action::AddInputs(vec![file("Tools.pyt"), folder, file("notes.docx")]));
    let inputs = vec![PathBuf::from("Tools.pyt"), PathBuf::from("My.Data")];
    assert_eq!(effects, [Effect::Analyze(inputs.clone())]);
    assert_eq!(state.inputs, inputs);
    assert!(state.scan.is_some());
    let sentence = "Waybill reads toolboxes, scripts, folders and map documents, not notes.docx";
    assert_eq!(state.trouble.as_deref(), Some(sentence));
}

#[test]
fn what_is_open_already_is_not_scanned_again() {
    let mut state = opened();
    assert_eq!(apply(&mut state, Action::AddInputs(vec![file("Warehouse.pyt")])), []);
    assert!(state.scan.is_none());
}

#[test]
fn a_saved_publication_is_said_to_be_too_early() {
    let mut state = AppState::default();
    assert_eq!(apply(&mut state, Action::AddInputs(vec![file("Saved.waybill")])), []);
    assert_eq!(state.trouble.as_deref(), Some("Saved publications cannot be opened yet: Saved.waybill"));
}

#[test]
fn a_report_is_ordered_by_what_needs_a_look() {
    let state = opened();
    let review = state.review.as_ref().unwrap();
    assert_eq!(review.data, [DataLine::LeftBehind(0), DataLine::Item(0), DataLine::Item(1), DataLine::Item(2)]);
    assert_eq!(review.modules, [1, 0]);
    assert_eq!(review.messages, [1, 0]);
}

#[test]
fn the_old_report_stays_while_the_next_scan_runs() {
    let mut state = opened();
    assert_eq!(apply(&mut state, Action::Command(Command::Rescan)), [Effect::Analyze(vec!["Warehouse.pyt".into()])]);
    assert!(state.review.is_some() && state.scan.is_some());
    apply(&mut state, Action::ScanAdvanced { done: 2, total: 5 });
    assert_eq!(state.scan.unwrap().progress, Some((2, 5)));
    assert_eq!(apply(&mut state, Action::Command(Command::CancelScan)), [Effect::CancelScan]);
    apply(&mut state, Action::ScanCancelled);
    assert!(state.review.is_some() && state.scan.is_none());
}

#[test]
fn what_was_scanned_is_watched_and_a_saved_file_is_scanned_again() {
    let mut state = AppState::default();
    assert_eq!(apply(&mut state, Action::FilesChanged), []);
    apply(&mut state, Action::AddInputs(vec![file("Warehouse.pyt")]));
    let inputs = vec![PathBuf::from("Warehouse.pyt")];
    assert_eq!(apply(&mut state, Action::ScanDone(Box::new(warehouse()))), [Effect::Watch(inputs.clone())]);
    assert_eq!(apply(&mut state, Action::FilesChanged), [Effect::Analyze(inputs)]);
    assert!(state.review.is_some());
    assert_eq!(apply(&mut state, Action::ScanDone(Box::new(warehouse()))), []);
}

#[test]
fn news_of_a_scan_that_has_ended_changes_nothing() {
    let mut state = opened();
    apply(&mut state, Action::ScanAdvanced { done: 2, total: 5 });
    assert!(state.scan.is_none());
}

#[test]
fn a_failed_scan_leaves_open_what_the_last_report_shows() {
    let mut state = opened();
    apply(&mut state, Action::AddInputs(vec![file("Gone.pyt")]));
    apply(&mut state, Action::ScanFailed("There is no such file or folder: Gone.pyt".to_owned()));
    assert_eq!(state.inputs, [PathBuf::from("Warehouse.pyt")]);
    assert_eq!(state.trouble.as_deref(), Some("There is no such file or folder: Gone.pyt"));
    apply(&mut state, Action::DismissTrouble);
    assert_eq!(state.trouble, None);
    let mut empty = AppState::default();
    apply(&mut empty, Action::AddInputs(vec![file("Gone.pyt")]));
    apply(&mut empty, Action::ScanFailed("gone".to_owned()));
    assert!(empty.inputs.is_empty());
}

#[test]
fn a_dialog_that_fails_is_told() {
    let mut state = AppState::default();
    assert_eq!(apply(&mut state, Action::Failed("no dialog".to_owned())), []);
    assert_eq!(state.trouble.as_deref(), Some("no dialog"));
}

#[test]
fn a_selection_survives_a_scan_only_while_its_row_stands_where_it_stood() {
    let mut state = opened();
    apply(&mut state, Action::SelectTab(Tab::Modules));
    apply(&mut state, Action::SelectData(2));
    apply(&mut state, Action::SelectModule(1));
    apply(&mut state, Action::SelectMessage(0));
    apply(&mut state, Action::ScanDone(Box::new(warehouse())));
    assert_eq!((state.selected_data, state.selected_module, state.selected_message), (Some(2), Some(1), Some(0)));
    apply(&mut state, Action::ScanDone(Box::new(review(empty_report()))));
    assert_eq!((state.selected_data, state.selected_module, state.selected_message), (None, None, None));
    assert_eq!(state.tab, Tab::Modules);
}

#[test]
fn messages_are_walked_round_in_both_directions() {
    let mut state = opened();
    let mut step = |command| {
        apply(&mut state, Action::Command(command));
        state.selected_message
    };
    assert_eq!(step(Command::PreviousMessage), Some(1));
    assert_eq!(step(Command::NextMessage), Some(0));
    assert_eq!(step(Command::NextMessage), Some(1));
    assert_eq!(step(Command::NextMessage), Some(0));
}

#[test]
fn closing_the_publication_keeps_only_the_theme() {
    let mut state = opened();
    assert_eq!(apply(&mut state, Action::Command(Command::DarkTheme)), [Effect::ShowTheme(ThemeChoice::Dark)]);
    assert_eq!(apply(&mut state, Action::Command(Command::ClosePublication)), [Effect::CancelScan, Effect::Watch(vec![])]);
    assert!(state.review.is_none() && state.inputs.is_empty());
    assert_eq!(state.theme, ThemeChoice::Dark);
}

#[test]
fn every_command_does_what_it_says_or_nothing_at_all() {
    for row in &COMMANDS {
        let mut empty = AppState::default();
        let why_not = row.command.why_not(&empty);
        let effects = apply(&mut empty, Action::Command(row.command));
        assert!(why_not.is_none() || effects.is_empty(), "{:?}", row.command);
        let mut full = opened();
        let expected = match row.command {
            Command::Open => vec![Effect::AskForFiles],
            Command::OpenFolder => vec![Effect::AskForFolder],
            Command::OpenSample => vec![Effect::FindSample],
            Command::ClosePublication => vec![Effect::CancelScan, Effect::Watch(vec![])],
            Command::Quit => vec![Effect::Close],
            Command::FollowSystemTheme => vec![Effect::ShowTheme(ThemeChoice::System)],
            Command::LightTheme => vec![Effect::ShowTheme(ThemeChoice::Light)],
            Command::DarkTheme => vec![Effect::ShowTheme(ThemeChoice::Dark)],
            Command::Rescan => vec![Effect::Analyze(vec!["Warehouse.pyt".into()])],
            Command::CancelScan | Command::ShowProjectData | Command::ShowModules => vec![],
            Command::NextMessage | Command::PreviousMessage => vec![],
        };
        assert_eq!(apply(&mut full, Action::Command(row.command)), expected, "{:?}", row.command);
    }
}

#[test]
fn several_inputs_are_named_after_the_first() {
    assert_eq!(publication_name(&[]), None);
    assert_eq!(publication_name(&["a/Tools.pyt".into()]).as_deref(), Some("Tools.pyt"));
    assert_eq!(publication_name(&["a/Tools.pyt".into(), "b".into()]).as_deref(), Some("Tools.pyt and 1 more"));
}
