//! The menu of a row, at the pointer or at the row itself.
//!
//! In: the commands that fit a row. Out: the one that was given.
//! Never a command of its own: what stands here stands in the menu bar too.

use egui::containers::menu::menu_style;
use egui::{Align, Id, Layout, Popup, PopupKind, Pos2, Ui};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::AppState;
use crate::app::widgets::{list_line_ui, list_row_ui};

/// Opens a row's menu.
pub fn open_menu(ui: &Ui, id: Id, at: Pos2) {
    ui.data_mut(|data| data.insert_temp(id, at));
    Popup::open_id(ui.ctx(), id);
    ui.ctx().request_repaint();
}

/// The row's menu, where it is open.
pub fn row_menu_ui<R>(ui: &Ui, id: Id, contents: impl FnOnce(&mut Ui) -> Option<R>) -> Option<R> {
    let at = ui.data(|data| data.get_temp::<Pos2>(id))?;
    let popup = Popup::new(id, ui.ctx().clone(), at, ui.layer_id()).kind(PopupKind::Menu).style(menu_style);
    let shown = popup.layout(Layout::top_down_justified(Align::Min)).open_memory(None).show(|ui| {
        ui.set_min_width(220.0);
        ui.set_max_width(380.0);
        contents(ui)
    });
    shown?.inner
}

/// Commands in parts, with a line between the parts.
pub fn commands_ui(ui: &mut Ui, state: &AppState, parts: &[&[Command]]) -> Option<Action> {
    let mut action = None;
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            list_line_ui(ui);
        }
        for command in *part {
            let keys = command.keys(ui.ctx()).unwrap_or_default();
            if list_row_ui(ui, command.icon(), &command.words(state), &keys, false, command.why_not(state)) {
                action = Some(Action::Command(*command));
            }
        }
    }
    action
}
