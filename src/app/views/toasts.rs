//! Short notes at the lower right.
//!
//! In: the toasts. Out: what they offer, or that they were put away.
//! Never in the way of the keyboard.

use egui::Ui;

use crate::app::action::Action;
use crate::app::state::AppState;

/// The toasts in sight.
#[must_use]
pub fn toasts_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    for toast in state.toasts.iter() {
        if ui.button(&toast.title).clicked() {
            return Some(Action::DismissToast(toast.id));
        }
    }
    None
}
