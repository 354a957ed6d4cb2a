//! The line at the bottom: what would travel, and what is in the way.
//!
//! In: the state. Out: nothing.
//! Never takes a click: it is only read.

use egui::{Align, Frame, Layout, Margin, Panel, RichText, Ui};

use super::verdict;
use crate::app::state::{AppState, Review};
use crate::app::theme::{self, extent, gap, letter};
use crate::app::widgets::icon_ui;
use crate::app::words;
use crate::message::Severity;
use crate::text::{count, visible};

/// The status bar.
pub fn status_bar_ui(ui: &mut Ui, state: &AppState) {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(gap::BAR, 0));
    Panel::bottom("status").exact_size(extent::STATUS).frame(frame).show(ui, |ui| {
        ui.visuals_mut().widgets.noninteractive.bg_stroke = theme::hairline(palette.stroke);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| match &state.review {
            Some(review) => review_ui(ui, review),
            None => nothing_ui(ui, state),
        });
    });
}

fn nothing_ui(ui: &mut Ui, state: &AppState) {
    let left = if state.scan.is_some() { words::scanning(state) } else { words::NOTHING_OPEN.to_owned() };
    small_ui(ui, &left);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| small_ui(ui, words::NO_NETWORK));
}

fn review_ui(ui: &mut Ui, review: &Review) {
    small_ui(ui, &count(review.report.scripts.len() as u64, "script"));
    ui.add_space(gap::CELL);
    small_ui(ui, &words::travel(&review.report.totals));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        small_ui(ui, &visible(&review.root.to_string_lossy()));
        ui.add_space(gap::CELL);
        for severity in [Severity::Warning, Severity::Error] {
            small_ui(ui, &words::severity_count(severity, review.count(severity)));
            let (icon, colour) = verdict::severity(theme::palette(ui), severity);
            icon_ui(ui, icon, extent::ICON_SMALL, colour);
        }
    });
}

fn small_ui(ui: &mut Ui, text: &str) {
    let colour = theme::palette(ui).text_2;
    ui.label(RichText::new(text).size(letter::SMALL).color(colour));
}
