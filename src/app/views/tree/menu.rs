//! The menu of a row of the tree.
//!
//! In: the row, which is selected. Out: what was chosen in its menu.
//! Never an entry that cannot say why it is off.

use egui::{Popup, Response, SetOpenCommand, Ui};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Node, TreeRow};
use crate::app::theme::extent;
use crate::app::widgets::{Icon, entry_ui};
use crate::app::words;

/// Shows the menu below the row, once it was asked for by pointer or key.
pub fn menu_ui(response: &Response, row: &TreeRow, opens: bool, state: &AppState) -> Option<Action> {
    let set = if opens || response.secondary_clicked() {
        Some(SetOpenCommand::Bool(true))
    } else {
        response.clicked().then_some(SetOpenCommand::Bool(false))
    };
    let popup = Popup::menu(response).open_memory(set).at_position(response.rect.left_bottom()).width(extent::POPUP);
    popup.show(|ui| entries_ui(ui, row, state)).and_then(|shown| shown.inner)
}

fn entries_ui(ui: &mut Ui, row: &TreeRow, state: &AppState) -> Option<Action> {
    let mut action = None;
    if let Node::Tool { name, .. } = &row.node {
        if entry_ui(ui, Some(Icon::Tool), words::ONLY_THIS_TOOL, None).clicked() {
            action = Some(Action::PublishOnly(Some(name.clone())));
        }
        let why_not = state.publication.tools.is_empty().then_some(words::ALL_TOOLS_ALREADY);
        if entry_ui(ui, None, words::ALL_TOOLS, why_not).clicked() {
            action = Some(Action::PublishOnly(None));
        }
    }
    if let Some(script) = row.script() {
        let open = Command::OpenInEditor;
        if entry_ui(ui, open.icon(), open.label(), open.why_not(state)).clicked() {
            action = Some(Action::Command(open));
        }
        let count = state.review.as_ref().map_or(0, |review| review.index.in_script(script).len());
        let why_not = (count == 0).then_some(words::NO_MESSAGES);
        if entry_ui(ui, Some(Icon::Information), words::MESSAGES_OF_SCRIPT, why_not).clicked() {
            action = Some(Action::MessagesOfScript(Some(script.to_owned())));
        }
    }
    let copy = Command::CopyPath;
    if row.thing.is_some() && entry_ui(ui, copy.icon(), copy.label(), copy.why_not(state)).clicked() {
        action = Some(Action::Command(copy));
    }
    if let Node::Unused = &row.node
        && entry_ui(ui, copy.icon(), copy.label(), None).clicked()
    {
        action = Some(Action::Copy(row.label.clone()));
    }
    if action.is_some() {
        ui.close();
    }
    action
}
