//! A package is being written, and something else was asked for.
//!
//! In: what was asked for. Out: to go on writing, or to stop first.
//! Never closes the window over half a package.

use egui::{RichText, Ui};

use super::{buttons_ui, sheet_frame_ui, starts_with, title_ui};
use crate::app::action::Action;
use crate::app::state::Next;
use crate::app::theme::{self, extent, gap};
use crate::app::widgets::{Look, word_button_ui};

/// The question.
#[must_use]
pub fn still_writing_ui(ui: &Ui, next: &Next) -> Option<Action> {
    let stop = match next {
        Next::Quit | Next::Close => "Stop and close",
        Next::Open(_) | Next::Sample => "Stop and open",
    };
    sheet_frame_ui(ui, "still writing sheet", extent::QUESTION, gap::SHEET, |ui, standing| {
        let palette = theme::palette(ui);
        let is_closed = title_ui(ui, "The package is still being written", "");
        let text = "Stopped now, nothing of it is left, and an earlier package stays as it is.";
        ui.label(RichText::new(text).color(palette.text_2));
        let pressed = buttons_ui(ui, |ui| {
            let keep = starts_with(word_button_ui(ui, Look::Primary, "Keep writing", None), standing);
            if word_button_ui(ui, Look::Plain, stop, None).clicked() {
                return Some(Action::DiscardAndGoOn);
            }
            keep.clicked().then_some(Action::CloseSheet)
        });
        pressed.or(is_closed.then_some(Action::CloseSheet))
    })
}
