//! What went wrong, as a sentence across the window.
//!
//! In: the sentence. Out: that it has been read.
//! Never goes away by itself.

use egui::{Align, Frame, Layout, Margin, Panel, Ui};

use crate::app::action::Action;
use crate::app::theme::{self, extent, gap};
use crate::app::widgets::{Icon, Look, button_ui, icon_ui};
use crate::app::words;

/// The sentence, and a button to put it away.
#[must_use]
pub fn trouble_ui(ui: &mut Ui, sentence: &str) -> Option<Action> {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.error_tint).inner_margin(Margin::symmetric(gap::BAR, gap::LINE));
    let panel = Panel::top("trouble").frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let dismissed = button_ui(ui, Look::Quiet, Icon::Close, words::DISMISS, None).clicked();
            ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
                icon_ui(ui, Icon::Error, extent::ICON_LARGE, palette.error);
                ui.add(egui::Label::new(sentence).wrap());
            });
            dismissed.then_some(Action::DismissTrouble)
        })
        .inner
    });
    panel.inner
}
