//! The inspector at the right: what the selection is, what happens to it, why, and what can be done.
//!
//! In: the selection and its evidence. Out: decisions.
//! Never a decision without its reason beside it.

use egui::{Frame, Panel, Ui};

use crate::app::action::Action;
use crate::app::state::{AppState, Review};
use crate::app::theme;

/// The inspector, where it is open.
#[must_use]
pub fn inspector_ui(ui: &mut Ui, state: &AppState, _review: &Review) -> Option<Action> {
    if !state.settings.panels.inspector {
        return None;
    }
    let palette = theme::palette(ui);
    let panel = Panel::right("inspector").resizable(true).default_size(364.0).size_range(300.0..=560.0);
    let shown = panel.frame(Frame::new().fill(palette.panel)).show(ui, |_| None);
    shown.inner
}
