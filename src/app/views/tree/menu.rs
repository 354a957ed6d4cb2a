//! The menu of a row of the tree.
//!
//! In: the row, which is selected. Out: what was chosen in its menu.
//! Never an entry that cannot say why it is off.

use egui::{Popup, Response, SetOpenCommand, Ui};

use crate::app::action::Action;
use crate::app::apply::why_not_choose;
use crate::app::command::Command;
use crate::app::state::{AppState, Node, Tick, ToolScope, TreeRow, is_service_toolbox, toolbox_file};
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
    if let Some((tools, _)) = &row.ticks {
        action = ticks_ui(ui, tools, state).or(action);
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

/// What can become of the ticks of a tool, a toolset or a toolbox.
fn ticks_ui(ui: &mut Ui, tools: &ToolScope, state: &AppState) -> Option<Action> {
    let mut action = None;
    let mut entry = |ui: &mut Ui, icon, label, tools: &ToolScope, tick| {
        if entry_ui(ui, icon, label, why_not_choose(state, tools, tick)).clicked() {
            action = Some(Action::ChooseTools { tools: tools.clone(), tick });
        }
    };
    match tools {
        ToolScope::Tool { .. } => entry(ui, Some(Icon::Tool), words::ONLY_THIS_TOOL, tools, Tick::Only),
        ToolScope::All | ToolScope::Toolbox(_) | ToolScope::Toolset { .. } => {
            entry(ui, Some(Icon::Check), words::THESE_TOOLS, tools, Tick::Add);
            entry(ui, None, words::NOT_THESE_TOOLS, tools, Tick::Remove);
            entry(ui, None, words::ONLY_THESE_TOOLS, tools, Tick::Only);
            entry(ui, None, words::INVERT_THESE_TOOLS, tools, Tick::Invert);
        }
    }
    entry(ui, None, words::ALL_TOOLS, &ToolScope::All, Tick::Add);
    match tools {
        ToolScope::Toolbox(path) => service_ui(ui, path, state).or(action),
        ToolScope::All | ToolScope::Toolset { .. } | ToolScope::Tool { .. } => action,
    }
}

/// One service takes its tools from one toolbox: where there are several, this one may be chosen.
fn service_ui(ui: &mut Ui, path: &str, state: &AppState) -> Option<Action> {
    let review = state.review.as_ref()?;
    let row = review.report.toolboxes.iter().find(|row| row.path == path)?;
    if review.report.toolboxes.len() < 2 {
        return None;
    }
    let is_chosen = is_service_toolbox(review, &state.publication, row);
    let why_not = is_chosen.then_some(words::SERVICE_OF_THIS_ALREADY);
    let mut action = None;
    if entry_ui(ui, Some(Icon::Toolbox), words::SERVICE_OF_THIS, why_not).clicked() {
        action = Some(Action::ChooseToolbox(toolbox_file(review, row)));
    }
    if state.publication.toolbox.is_some() && entry_ui(ui, None, words::REVIEW_ALL_TOOLBOXES, None).clicked() {
        action = Some(Action::ReviewAllToolboxes);
    }
    action
}
