//! A script: its source with every path marked, and what the package writes instead.
//!
//! In: the script that is looked at, its evidence. Out: what was selected in it.
//! Never colours what means nothing.

use egui::Ui;

use crate::app::action::Action;
use crate::app::state::{AppState, Review};

/// The script of the selection.
#[must_use]
pub fn script_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let place = state.selection.place.as_ref()?;
    let at = review.script(&place.script)?;
    let text = review.report.evidence.scripts.get(at)?;
    ui.label(text.text.as_ref());
    None
}
