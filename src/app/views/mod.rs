//! The views: functions of the state that return what the user asked for.
//!
//! In: the state. Out: at most one action a frame.
//! Never change anything, never decide anything.

mod centre;
mod drop_card;
mod empty;
mod menu;
mod messages;
mod modules;
mod project_data;
mod status_bar;
mod toolbar;
mod trouble;
mod verdict;

use egui::Ui;

use super::action::Action;
use super::command;
use super::state::AppState;

/// The whole window.
#[must_use]
pub fn window_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let mut action = shortcut(ui, state);
    action = menu::menu_ui(ui, state).or(action);
    action = toolbar::toolbar_ui(ui, state).or(action);
    status_bar::status_bar_ui(ui, state);
    if let Some(sentence) = &state.trouble {
        action = trouble::trouble_ui(ui, sentence).or(action);
    }
    action = match &state.review {
        Some(review) => {
            let messages = messages::messages_ui(ui, review, state.selected_message);
            messages.or(centre::centre_ui(ui, state, review)).or(action)
        }
        None => empty::empty_ui(ui, state).or(action),
    };
    drop_card::drop_card_ui(ui);
    action
}

/// The command whose keys were pressed.
fn shortcut(ui: &Ui, state: &AppState) -> Option<Action> {
    let pressed = |row: &&command::Row| {
        let usable = row.command.why_not(state).is_none();
        usable && row.shortcut.is_some_and(|keys| ui.input_mut(|input| input.consume_shortcut(&keys)))
    };
    // The longer chord first: egui takes Ctrl+Shift+O for Ctrl+O as well.
    let with_shift = |row: &&command::Row| row.shortcut.is_some_and(|keys| keys.modifiers.shift);
    let rows = command::ALL.iter().filter(with_shift).chain(command::ALL.iter().filter(|row| !with_shift(row)));
    rows.clone().find(pressed).map(|row| Action::Command(row.command))
}
