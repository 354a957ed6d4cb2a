//! The export: a summary, then how far it is, then what was written.
//!
//! In: the export's stage. Out: what the publisher confirms, accepts and starts.
//! Never starts by itself, and never hides what was accepted.

mod confirm;
mod result;
mod summary;
mod writing;

use egui::Ui;

use crate::app::action::Action;
use crate::app::state::{AppState, ExportStage};

/// The export.
#[must_use]
pub fn export_ui(ui: &Ui, state: &AppState) -> Option<Action> {
    match &state.export.stage {
        ExportStage::Summary => summary::summary_ui(ui, state),
        ExportStage::Writing { stage, done, total, file } => {
            writing::writing_ui(ui, state, &writing::Far { stage: *stage, done: *done, total: *total, file })
        }
        ExportStage::Written { exported, verify } => result::written_ui(ui, exported, verify),
        ExportStage::Failed { sentence, messages } => result::failed_ui(ui, sentence, messages),
    }
}
