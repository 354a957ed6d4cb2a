//! Every key, from the command table.
//!
//! In: nothing. Out: that it was put away.
//! Never a key that the command table does not have; lists have their own few.

use egui::{Align, Layout, RichText, Ui, vec2};

use super::{body_ui, buttons_ui, section_ui, sheet_frame_ui, starts_with, title_ui};
use crate::app::action::Action;
use crate::app::command::{self, Menu};
use crate::app::theme::{self, extent, gap};
use crate::app::widgets::{Look, key_ui, word_button_ui};

/// Keys that mean something to lists, tables and the tree.
const LISTS: [(&str, &str); 5] = [
    ("↑ ↓", "Choose a row"),
    ("Home End", "First and last row"),
    ("← →", "Close and open a node"),
    ("Enter", "Go to the line"),
    ("A to Z", "Next row that begins so"),
];

/// The keys.
#[must_use]
pub fn keyboard_ui(ui: &Ui) -> Option<Action> {
    sheet_frame_ui(ui, "keyboard sheet", extent::SHEET, gap::SHEET, |ui, standing| {
        let is_closed = title_ui(ui, "Keyboard", "Every command is also in the palette");
        ui.add_space(gap::SMALL);
        body_ui(ui, standing, extent::BUTTON + gap::BLOCK, |ui| {
            ui.columns(2, |columns| {
                let [left, right] = columns else { return };
                for menu in [Menu::File, Menu::Edit, Menu::View] {
                    menu_ui(left, menu);
                }
                for menu in [Menu::Publication, Menu::Go, Menu::Help] {
                    menu_ui(right, menu);
                }
                section_ui(right, "In lists");
                for (keys, words) in LISTS {
                    row_ui(right, words, keys);
                }
            });
        });
        let done = buttons_ui(ui, |ui| {
            let done = starts_with(word_button_ui(ui, Look::Primary, "Done", None), standing);
            done.clicked().then_some(Action::CloseSheet)
        });
        done.or(is_closed.then_some(Action::CloseSheet))
    })
}

fn menu_ui(ui: &mut Ui, menu: Menu) {
    section_ui(ui, menu.label());
    for row in command::ALL.iter().filter(|row| row.menu == menu) {
        if let Some(keys) = row.command.keys(ui.ctx()) {
            row_ui(ui, row.label.trim_end_matches('…'), &keys);
        }
    }
    ui.add_space(gap::NORMAL);
}

fn row_ui(ui: &mut Ui, words: &str, keys: &str) {
    let palette = theme::palette(ui);
    let size = vec2(ui.available_width(), extent::SMALL_BUTTON);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.label(RichText::new(words).color(palette.text_2));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(gap::CELL);
            key_ui(ui, keys);
        });
    });
}
