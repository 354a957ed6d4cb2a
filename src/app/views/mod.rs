//! The views: functions of the state that return what the user asked for.
//!
//! In: the state. Out: at most one action a frame.
//! Never change anything, never decide anything.

mod centre;
mod context_menu;
mod drop_card;
mod empty;
mod inspector;
mod menu;
mod messages;
mod modules;
mod project_data;
mod script;
mod sheets;
mod status_bar;
mod toasts;
mod toolbar;
mod tree;
mod verdict;

use egui::{Id, PointerState, Popup, Ui};

use super::action::Action;
use super::command::{self, Command};
use super::state::{AppState, Sheet};

/// The whole window.
#[must_use]
pub fn window_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let mut action = shortcut(ui, state);
    leave_hovering(ui, state.sheet.is_some());
    action = panels_ui(ui, state).or(action);
    action = toasts::toasts_ui(ui, state).or(action);
    action = sheets::sheet_ui(ui, state).or(action);
    drop_card::drop_card_ui(ui, state);
    action
}

fn panels_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let mut action = menu::menu_ui(ui, state);
    action = toolbar::toolbar_ui(ui, state).or(action);
    action = status_bar::status_bar_ui(ui, state).or(action);
    match &state.review {
        Some(review) => {
            action = messages::messages_ui(ui, state, review).or(action);
            action = tree::tree_ui(ui, state, review).or(action);
            action = inspector::inspector_ui(ui, state, review).or(action);
            centre::centre_ui(ui, state, review).or(action)
        }
        None => empty::empty_ui(ui, state).or(action),
    }
}

/// What was explained under the pointer is over once a sheet lies there: a tooltip stays open as long as the pointer is.
fn leave_hovering(ui: &Ui, has_sheet: bool) {
    let id = Id::unique("a sheet is open");
    let had_sheet = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or_default();
    ui.data_mut(|data| data.insert_temp(id, has_sheet));
    if has_sheet && !had_sheet {
        ui.input_mut(|input| input.pointer = PointerState::default());
    }
}

/// The command whose keys were pressed.
fn shortcut(ui: &Ui, state: &AppState) -> Option<Action> {
    // An open menu has the keys: Escape closes it, and nothing else is done behind it.
    if Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let writes_text = ui.ctx().text_edit_focused();
    let pressed = |row: &&command::Row| {
        let allowed = state.sheet.is_none() || row.command.works_over_sheets();
        let usable = allowed && !(writes_text && row.command.yields_to_text()) && row.command.why_not(state).is_none();
        usable && row.shortcut.is_some_and(|keys| ui.input_mut(|input| input.consume_shortcut(&keys)))
    };
    // The palette lists what was typed: Escape there ends it, not its text.
    if matches!(state.sheet, Some(Sheet::Palette(_))) && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        return Some(Action::CloseSheet);
    }
    // Ctrl+Shift+Z is Redo to many hands.
    let redo = egui::KeyboardShortcut::new(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::Z);
    if !writes_text && state.sheet.is_none() && ui.input_mut(|input| input.consume_shortcut(&redo)) {
        return Some(Action::Command(Command::Redo));
    }
    // The system's own key for copying arrives as an event; marked text is copied by egui itself.
    let copies = ui.input(|input| input.events.contains(&egui::Event::Copy));
    let is_marked = ui.ctx().plugin::<egui::text_selection::LabelSelectionState>().lock().has_selection();
    if copies && !writes_text && !is_marked && state.sheet.is_none() && Command::CopyPath.why_not(state).is_none() {
        return Some(Action::Command(Command::CopyPath));
    }
    // The longer chord first: egui takes Ctrl+Shift+O for Ctrl+O as well.
    let with_shift = |row: &&command::Row| row.shortcut.is_some_and(|keys| keys.modifiers.shift);
    let rows = command::ALL.iter().filter(with_shift).chain(command::ALL.iter().filter(|row| !with_shift(row)));
    rows.clone().find(pressed).map(|row| Action::Command(row.command))
}
