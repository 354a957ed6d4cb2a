//! Something would be lost.
//!
//! In: the publication, and what stands in its file. Out: to save first, to go on without, or to stay.
//! Never asks where nothing would be lost.

use egui::{RichText, Ui};

use super::{buttons_ui, sheet_frame_ui, starts_with, title_ui};
use crate::app::action::Action;
use crate::app::apply::publication_name;
use crate::app::command::Command;
use crate::app::state::{AppState, Next};
use crate::app::theme::{self, extent, gap};
use crate::app::widgets::{Look, word_button_ui};
use crate::app::words;

/// The question.
#[must_use]
pub fn unsaved_ui(ui: &Ui, state: &AppState, next: &Next) -> Option<Action> {
    let name = publication_name(state).unwrap_or_default();
    let before = match next {
        Next::Quit => "before closing the window",
        Next::Close => "before closing it",
        Next::Open(_) | Next::Sample => "before opening another",
    };
    sheet_frame_ui(ui, "unsaved sheet", extent::QUESTION, gap::SHEET, |ui, standing| {
        let palette = theme::palette(ui);
        let is_closed = title_ui(ui, &format!("Save {name} {before}?"), "");
        ui.label(RichText::new(words::would_be_lost(state)).color(palette.text_2));
        let pressed = buttons_ui(ui, |ui| {
            let save = starts_with(word_button_ui(ui, Look::Primary, Command::Save.label(), None), standing);
            let discard = word_button_ui(ui, Look::Plain, "Do not save", None);
            let cancel = word_button_ui(ui, Look::Quiet, "Cancel", None);
            if save.clicked() {
                Some(Action::Command(Command::Save))
            } else if discard.clicked() {
                Some(Action::DiscardAndGoOn)
            } else {
                cancel.clicked().then_some(Action::CloseSheet)
            }
        });
        pressed.or(is_closed.then_some(Action::CloseSheet))
    })
}
