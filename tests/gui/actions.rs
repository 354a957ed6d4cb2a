//! What every action does to the state, and which effects it asks for.
//!
//! In: a state and an action. Out: the changed state and effects.
//! Never draws.

use std::path::PathBuf;

use waybill::app::{Action, AppState, Command, Effect, Reread, apply};
use waybill::publication::PublicationFile;

use crate::reports::{file, opened};

#[test]
fn a_drop_adds_what_can_be_read_and_names_the_rest() {
    let mut state = AppState::default();
    let effects = apply(&mut state, Action::AddInputs(vec![file("Tools.pyt"), file("notes.docx")]));
    let publication = PublicationFile { inputs: vec![PathBuf::from("Tools.pyt")], ..PublicationFile::default() };
    assert_eq!(effects, [Effect::Analyze { file: Box::new(publication), changed: Reread::Everything }]);
    assert!(state.scan.is_some());
    assert_eq!(state.toasts.iter().next().unwrap().title, "Waybill does not read notes.docx");
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
