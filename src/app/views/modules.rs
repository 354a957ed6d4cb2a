//! The modules: what is imported, what brings it, what the server has.
//!
//! In: the report. Out: the row that was chosen.
//! Never sorts: the order comes with the review.

use egui::Ui;
use egui_extras::{Column, TableRow};

use super::centre::nothing_ui;
use super::verdict;
use crate::app::action::Action;
use crate::app::state::{AppState, ModuleLine, Review, Thing};
use crate::app::theme::{self, extent};
use crate::app::widgets::{cell_ui, header_cell_ui, table, text_cell_ui, verdict_cell_ui};
use crate::app::words;
use crate::publication::{ModuleRow, TargetRow};
use crate::text::visible;

/// The table of modules.
#[must_use]
pub fn modules_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    if state.modules.lines.is_empty() {
        nothing_ui(ui, words::NO_MODULES, words::NO_MODULES_TEXT);
        return None;
    }
    let targets = &review.report.targets;
    let mut action = None;
    let table = table(ui, "modules")
        .column(Column::initial(200.0).at_least(120.0).clip(true).resizable(true))
        .column(Column::initial(180.0).at_least(100.0).clip(true).resizable(true))
        .columns(Column::initial(220.0).at_least(120.0).clip(true).resizable(true), targets.len())
        .column(Column::remainder().at_least(120.0).clip(true));
    let table = table.header(extent::HEADER, |mut header| {
        let titles = ["Import", "Distribution"].into_iter().chain(targets.iter().map(|target| target.name.as_str()));
        for title in titles.chain(["Imported at"]) {
            header.col(|ui| {
                cell_ui(ui, |ui| {
                    header_cell_ui(ui, &visible(title));
                })
            });
        }
    });
    table.body(|body| {
        body.rows(extent::ROW, state.modules.lines.len(), |mut row| {
            row.set_overline(true);
            let Some(ModuleLine::Row(at)) = state.modules.lines.get(row.index()) else { return };
            let Some(module) = review.report.modules.get(*at) else { return };
            let thing = Thing::Module(module.name.clone());
            row.set_selected(state.selection.thing.as_ref() == Some(&thing));
            module_ui(&mut row, module, targets);
            if row.response().clicked() {
                action = Some(Action::Select(thing));
            }
        });
    });
    action
}

fn module_ui(row: &mut TableRow<'_, '_>, module: &ModuleRow, targets: &[TargetRow]) {
    row.col(|ui| {
        cell_ui(ui, |ui| {
            let optional = if module.optional { " (optional)" } else { "" };
            let colour = theme::palette(ui).text;
            text_cell_ui(ui, &format!("{}{optional}", visible(&module.name)), colour);
        })
    });
    let (_, distribution) = row.col(|ui| {
        cell_ui(ui, |ui| {
            let brought_by = module.distribution.as_ref().and_then(|by| by.conda.as_ref().or(by.pip.as_ref()));
            let colour = theme::palette(ui).text_2;
            text_cell_ui(ui, &visible(brought_by.map_or("–", String::as_str)), colour);
        })
    });
    if let Some(distribution_row) = &module.distribution {
        distribution.on_hover_text(visible(&distribution_row.evidence));
    }
    for target in targets {
        row.col(|ui| {
            cell_ui(ui, |ui| {
                server_ui(ui, module, target);
            })
        });
    }
    row.col(|ui| {
        cell_ui(ui, |ui| {
            let places: Vec<String> = module.imports.iter().map(|import| format!("{}:{}", import.script, import.line)).collect();
            let colour = theme::palette(ui).text_2;
            text_cell_ui(ui, &visible(&places.join(", ")), colour);
        })
    });
}

fn server_ui(ui: &mut Ui, module: &ModuleRow, target: &TargetRow) {
    let Some(server) = module.servers.iter().find(|server| server.target == target.name) else { return };
    let verdict = verdict::status(theme::palette(ui), server.status);
    verdict_cell_ui(ui, verdict.icon, verdict.word, verdict.colour);
    if let Some(version) = &server.version {
        let colour = theme::palette(ui).text_2;
        text_cell_ui(ui, &visible(version), colour);
    }
}
