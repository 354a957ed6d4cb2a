//! What the publisher confirms before anything is written.
//!
//! In: the toolboxes, the roots outside the inputs, saved passwords, open errors. Out: ticks.
//! Never a tick that is set beforehand.

use egui::{CornerRadius, Frame, Margin, RadioButton, RichText, Ui};

use super::super::section_ui;
use crate::app::action::Action;
use crate::app::apply::{open_errors, secrets, ticked, toolboxes};
use crate::app::state::{AppState, Review};
use crate::app::theme::{self, gap, letter, radius};
use crate::app::widgets::tick_ui;
use crate::app::words;
use crate::publication::Purpose;
use crate::text::{count, size, visible};

/// One toolbox of several.
pub fn toolbox_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let rows = toolboxes(state);
    let review = state.review.as_ref()?;
    if rows.is_empty() {
        return None;
    }
    let mut action = None;
    let what = match state.publication.purpose {
        Purpose::Service => "One service takes its tools from one toolbox",
        Purpose::Package => "One package takes its tools from one toolbox",
    };
    section_ui(ui, what);
    for (row, file, is_chosen) in rows {
        let words = words::tools_of(ticked(state, review, row), &row.path);
        if ui.add(RadioButton::new(is_chosen, words)).clicked() && !is_chosen {
            action = Some(Action::ChooseToolbox(file));
        }
    }
    ui.add_space(gap::SMALL);
    action
}

/// Data from other places, each with a tick.
pub fn roots_ui(ui: &mut Ui, review: &Review) -> Option<Action> {
    if review.report.roots.is_empty() {
        return None;
    }
    let mut action = None;
    section_ui(ui, "From outside the publication");
    for root in &review.report.roots {
        let words = format!("Let {} travel: {}, {}", visible(&root.path), count(root.files, "file"), size(root.bytes));
        if tick_ui(ui, root.confirmed, &words, "", None).clicked() {
            action = Some(Action::AllowRoot { path: root.path.clone(), allow: !root.confirmed });
        }
    }
    ui.add_space(gap::SMALL);
    action
}

/// Connection files with a saved password, each with a tick.
pub fn secrets_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let rows = secrets(state);
    if rows.is_empty() {
        return None;
    }
    let mut action = None;
    section_ui(ui, "Saved passwords");
    for (path, is_allowed) in rows {
        let words = format!("Let {} travel with its password", visible(path));
        if tick_ui(ui, is_allowed, &words, "", None).clicked() {
            action = Some(Action::AllowSecret { path: path.to_owned(), allow: !is_allowed });
        }
    }
    ui.add_space(gap::SMALL);
    action
}

/// The errors that are open, all with one tick.
pub fn errors_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let number = open_errors(state).len() as u64;
    if number == 0 {
        return None;
    }
    let palette = theme::palette(ui);
    let frame = Frame::new()
        .fill(palette.error_tint)
        .corner_radius(CornerRadius::same(radius::CONTROL))
        .inner_margin(Margin::symmetric(gap::BAR, 4));
    let verb = if number == 1 { "is" } else { "are" };
    let them = if number == 1 { "it" } else { "them" };
    let words = format!("Write although {} {verb} open. The package and its plan will name {them}.", count(number, "error"));
    let is_on = state.export.accept_errors;
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        tick_ui(ui, is_on, &words, "", None).clicked()
    });
    ui.add_space(gap::SMALL);
    shown.inner.then_some(Action::AcceptErrors(!is_on))
}

/// A word about the purpose that changes what travels.
pub fn purpose_ui(ui: &mut Ui, state: &AppState) {
    if state.publication.purpose == Purpose::Package {
        let palette = theme::palette(ui);
        let words = "For a package: registered folders of a data store do not count, all data travels.";
        ui.label(RichText::new(words).size(letter::SMALL).color(palette.text_2));
    }
}
