//! The menu bar, drawn from the command table.
//!
//! In: the state. Out: a command.
//! Never a command of its own.

use egui::{Align, Button, Frame, Layout, Margin, MenuBar, Panel, RichText, Ui};

use crate::app::action::Action;
use crate::app::apply::publication_name;
use crate::app::command::{self, Menu};
use crate::app::state::AppState;
use crate::app::theme::{self, extent, gap, letter};

/// The menu bar.
#[must_use]
pub fn menu_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(gap::BAR, 0));
    let panel = Panel::top("menu").exact_size(extent::MENU).show_separator_line(false).frame(frame);
    let bar = panel.show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| MenuBar::new().ui(ui, |ui| bar_ui(ui, state)).inner).inner
    });
    bar.inner
}

fn bar_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let mut action = None;
    for menu in Menu::ALL {
        let opened = ui.menu_button(menu.label(), |ui| menu_rows_ui(ui, state, menu));
        action = opened.inner.flatten().or(action);
    }
    if let Some(name) = publication_name(state) {
        ui.centered_and_justified(|ui| ui.label(RichText::new(name).font(theme::medium(letter::BODY))));
    }
    action
}

fn menu_rows_ui(ui: &mut Ui, state: &AppState, menu: Menu) -> Option<Action> {
    let mut action = None;
    for row in command::ALL.iter().filter(|row| row.menu == menu) {
        let why_not = row.command.why_not(state);
        let keys = row.shortcut.map(|keys| ui.ctx().format_shortcut(&keys)).unwrap_or_default();
        let button = ui.add_enabled(why_not.is_none(), Button::new(row.label).shortcut_text(keys));
        let clicked = button.clicked();
        button.on_hover_text(row.tooltip).on_disabled_hover_text(why_not.unwrap_or_default());
        if clicked {
            action = Some(Action::Command(row.command));
            ui.close();
        }
    }
    action
}
