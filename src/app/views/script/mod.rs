//! A script: its source with every path marked, and what the package writes instead.
//!
//! In: the script that is looked at, its evidence. Out: what was selected and decided in it.
//! Never colours what means nothing.

mod bar;
mod changes;
mod line;
mod look;
mod popover;
mod source;

use egui::{CentralPanel, Frame, Ui};

use super::centre::nothing_ui;
use crate::app::action::Action;
use crate::app::state::{AppState, Review};
use crate::app::theme;
use crate::app::words::script as words;

/// The script of the selection.
#[must_use]
pub fn script_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let shown = state.source.shown.as_ref().filter(|_| state.selection.place.is_some());
    let evidence = shown.and_then(|shown| Some((shown, review.report.evidence.scripts.get(shown.number)?)));
    let Some((shown, evidence)) = evidence else {
        let place = state.selection.place.as_ref();
        let is_value = place.is_some_and(|place| review.script(&place.script).is_none());
        let (title, more) = match (is_value, review.report.scripts.is_empty()) {
            (true, _) => (words::NO_LINES, words::NO_LINES_MORE),
            (false, true) => (words::NO_SCRIPT_READ, ""),
            (false, false) => (words::NO_SCRIPT, ""),
        };
        nothing_ui(ui, title, more);
        return None;
    };
    let by_bar = bar::bar_ui(ui, state, review, shown);
    if let Some((at, words)) = &evidence.problem {
        bar::problem_ui(ui, at.line, words);
    }
    let by_changes = changes::changes_ui(ui, state, shown, evidence);
    let rest = CentralPanel::default().frame(Frame::new().fill(theme::palette(ui).content));
    let by_source = rest.show(ui, |ui| source::source_ui(ui, state, review, shown)).inner;
    by_bar.or(by_changes).or(by_source)
}
