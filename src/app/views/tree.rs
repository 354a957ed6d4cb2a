//! The tree at the left: toolboxes, tools, sources, own modules, scripts that no tool uses.
//!
//! In: the report. Out: what was selected, and which tools are to be published.
//! Never a second list: what is selected here is selected everywhere.

use egui::{Frame, Panel, Ui};

use crate::app::action::Action;
use crate::app::state::{AppState, Review, Thing};
use crate::app::theme;
use crate::text::visible;

/// The tree, where it is open.
#[must_use]
pub fn tree_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    if !state.settings.panels.tree {
        return None;
    }
    let palette = theme::palette(ui);
    let panel = Panel::left("tree").resizable(true).default_size(244.0).size_range(180.0..=420.0);
    let shown = panel.frame(Frame::new().fill(palette.panel)).show(ui, |ui| {
        let mut action = None;
        for row in &review.report.scripts {
            if ui.label(visible(&row.path)).clicked() {
                action = Some(Action::Select(Thing::Script(row.path.clone())));
            }
        }
        action
    });
    shown.inner
}
