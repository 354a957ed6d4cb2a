//! The help page of a message's code.
//!
//! In: the code. Out: its name for the clipboard, or the wish to see all messages of it.
//! Never a page of its own: the words are those of the command line's help.

use egui::Ui;

use super::markdown::{parts, parts_ui};
use super::{body_ui, buttons_ui, sheet_frame_ui, starts_with, title_ui};
use crate::app::action::Action;
use crate::app::theme::{extent, gap};
use crate::app::widgets::{Icon, Look, button_ui, word_button_ui};
use crate::message::CODES;

/// The help page of `name`.
#[must_use]
pub fn help_ui(ui: &Ui, name: &'static str) -> Option<Action> {
    let code = CODES.iter().find(|code| code.name == name)?;
    let (title, page) = parts(code.help);
    let below = match code.esri_code {
        Some(esri) => format!("{name}, which ArcGIS calls {esri}"),
        None => name.to_owned(),
    };
    sheet_frame_ui(ui, "help sheet", extent::SHEET, gap::SHEET, |ui, standing| {
        let mut action = title_ui(ui, &title, &below).then_some(Action::CloseSheet);
        ui.add_space(gap::SMALL);
        body_ui(ui, standing, extent::BUTTON + gap::BLOCK, |ui| parts_ui(ui, &page));
        let pressed = buttons_ui(ui, |ui| {
            let close = starts_with(word_button_ui(ui, Look::Primary, "Done", None), standing);
            let messages = button_ui(ui, Look::Plain, Icon::Filter, "Messages with this code", None);
            let copy = button_ui(ui, Look::Quiet, Icon::Copy, "Copy code", None);
            if close.clicked() {
                Some(Action::CloseSheet)
            } else if messages.clicked() {
                Some(Action::MessagesOfCode(Some(name)))
            } else {
                copy.clicked().then(|| Action::Copy(name.to_owned()))
            }
        });
        action = pressed.or(action);
        action
    })
}
