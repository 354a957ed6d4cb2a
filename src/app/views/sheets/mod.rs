//! What lies over the window until it is answered.
//!
//! In: the sheet that is open. Out: its answer.
//! Never two at a time.

use egui::Ui;

use crate::app::action::Action;
use crate::app::state::AppState;

/// The open sheet.
#[must_use]
pub fn sheet_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let sheet = state.sheet.as_ref()?;
    ui.label(format!("{sheet:?}"));
    None
}
