//! What can be done with the selected message.
//!
//! In: the selection. Out: its repair, its page, its words, its acceptance.
//! Never accepts what must be confirmed by name.

use egui::Ui;

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Review};
use crate::app::widgets::{Icon, list_line_ui, list_row_ui};
use crate::app::words;
use crate::consolidation::Override;
use crate::message::is_confirmed_by_name;
use crate::publication::MessageRow;

/// The menu of the selected message.
pub fn menu_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let (at, message) = review.message(state.selection.message.as_ref()?)?;
    let mut action = None;
    let keys = |ui: &Ui, command: Command| command.keys(ui.ctx()).unwrap_or_default();
    let repair = message.repair.as_deref().unwrap_or(Command::Repair.label());
    let shortcut = keys(ui, Command::Repair);
    if list_row_ui(ui, Some(Icon::Repair), repair, &shortcut, false, Command::Repair.why_not(state)) {
        action = Some(Action::Repair(at));
    }
    let here = review.place(message);
    let no_place = here.is_none().then_some(words::NO_PLACE);
    if list_row_ui(ui, Some(Icon::Script), Command::GoToLine.label(), "", false, no_place) {
        action = here.map(Action::GoTo).or(action);
    }
    let shortcut = keys(ui, Command::HelpOnMessage);
    if list_row_ui(ui, Some(Icon::Unsure), &words::about(message.code), &shortcut, false, None) {
        action = Some(Action::ShowHelp(message.code));
    }
    list_line_ui(ui);
    if list_row_ui(ui, Some(Icon::Copy), words::COPY_MESSAGE, "", false, None) {
        action = Some(Action::Copy(words::message(message)));
    }
    if list_row_ui(ui, None, words::COPY_ALL, "", false, None) {
        let shown = state.messages.rows.iter().filter_map(|at| review.report.messages.get(*at));
        action = Some(Action::Copy(shown.map(words::message).collect::<Vec<_>>().join("\n")));
    }
    list_line_ui(ui);
    match state.messages.code {
        Some(_) if list_row_ui(ui, Some(Icon::Filter), words::ALL_CODES, "", false, None) => {
            action = Some(Action::MessagesOfCode(None));
        }
        None if list_row_ui(ui, Some(Icon::Filter), &words::only(message.code), "", false, None) => {
            action = Some(Action::MessagesOfCode(Some(message.code)));
        }
        Some(_) | None => {}
    }
    accept_ui(ui, at, message, review).or(action)
}

/// The decision that accepts a message, or that a message is opened again by taking back.
pub fn acceptance(at: usize, message: &MessageRow, review: &Review) -> Option<Override> {
    let finding = review.report.findings.get(at)?;
    let about = finding.about(&|_| message.script.clone().unwrap_or_default())?;
    let reason = words::ACCEPTED_BY_PUBLISHER.to_owned();
    Some(Override::Accept { code: message.code.to_owned(), about, reason })
}

/// Accepts the message, or opens it again.
fn accept_ui(ui: &mut Ui, at: usize, message: &MessageRow, review: &Review) -> Option<Action> {
    let accept = acceptance(at, message, review);
    if message.accepted.is_some() {
        let reopened = list_row_ui(ui, Some(Icon::Undo), words::REOPEN, "", false, None);
        return accept.filter(|_| reopened).map(Action::Reset);
    }
    // Their repair confirms them.
    let why_not = is_confirmed_by_name(message.code).then_some(words::CONFIRM_INSTEAD);
    let accepted = list_row_ui(ui, Some(Icon::Check), words::ACCEPT, "", false, why_not);
    accept.filter(|_| accepted).map(Action::Decide)
}

/// The words of the selected message for the clipboard.
pub fn copy_selected(state: &AppState, review: &Review) -> Option<Action> {
    let (_, message) = review.message(state.selection.message.as_ref()?)?;
    Some(Action::Copy(words::message(message)))
}
