//! The files of an item, with ticks to leave single files of a folder at home.
//!
//! In: a row with its evidence. Out: decisions about files.
//! Never more rows than are in sight.

use egui::{FontId, ScrollArea, Ui, UiBuilder, vec2};

use super::data::{tied_ui, weight_ui};
use super::parts::{heading_ui, section_ui, small_ui};
use crate::app::action::Action;
use crate::app::state::AppState;
use crate::app::theme::{self, extent, letter};
use crate::app::widgets::{link_ui, path_label_ui, tick_ui};
use crate::app::words;
use crate::consolidation::Override;
use crate::publication::{DataEvidence, DataRow, FileEvidence};
use crate::text::{size, visible};

/// How many files, how large; the list where it is open.
pub fn files_ui(ui: &mut Ui, state: &AppState, row: &DataRow, evidence: Option<&DataEvidence>) -> Option<Action> {
    let files = evidence.map_or(&[][..], |evidence| &evidence.files);
    if row.files == 0 && files.is_empty() {
        return None;
    }
    section_ui(ui, |ui| {
        let is_open = state.inspector.files_of.as_deref() == Some(row.path.as_str());
        let mut action = heading_ui(ui, words::FILES, |ui| {
            let label = if is_open { words::HIDE } else { words::SHOW };
            let clicked = !files.is_empty() && link_ui(ui, label).clicked();
            clicked.then(|| Action::ListFiles((!is_open).then(|| row.path.clone())))
        });
        weight_ui(ui, &words::files(row, evidence), row.bytes);
        tied_ui(ui, evidence.map_or(&[], |evidence| &evidence.tied_to));
        if let Some(note) = evidence.and_then(|evidence| evidence.note.as_deref()).filter(|_| row.certainty == "yes") {
            small_ui(ui, note);
        }
        if is_open {
            action = list_ui(ui, state, row, files).or(action);
        }
        action
    })
}

fn list_ui(ui: &mut Ui, state: &AppState, row: &DataRow, files: &[FileEvidence]) -> Option<Action> {
    let mut action = None;
    ui.spacing_mut().item_spacing = vec2(theme::gap::SMALL, 0.0);
    let area = ScrollArea::vertical().id_salt("files").max_height(extent::FILES).animated(false);
    area.auto_shrink([false, true]).show_rows(ui, extent::SMALL_BUTTON, files.len(), |ui, range| {
        for file in files.iter().take(range.end).skip(range.start) {
            action = file_ui(ui, state, row, file).or(action.take());
        }
    });
    action
}

fn file_ui(ui: &mut Ui, state: &AppState, row: &DataRow, file: &FileEvidence) -> Option<Action> {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), extent::SMALL_BUTTON), egui::Sense::hover());
    let builder = UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center));
    ui.scope_builder(builder, |ui| {
        // Only a folder's files can be left out one by one: a geodataset without one of its files is broken.
        let mut action = None;
        if row.kind == "folder" {
            let why_not = (row.decision != "copied").then_some(words::FOLDER_STAYS);
            let name = format!("{}: {}", words::TRAVELS, visible(&file.path));
            if tick_ui(ui, file.travels, "", &name, why_not).clicked() {
                action = Some(turn(state, file));
            }
        }
        let bytes = size(file.bytes);
        let font = FontId::proportional(letter::SMALL);
        let width = ui.painter().layout_no_wrap(bytes.clone(), font.clone(), palette.text_2).size().x;
        let room = (ui.available_width() - width - theme::gap::CELL).max(0.0);
        ui.allocate_ui(vec2(room, extent::SMALL_BUTTON), |ui| {
            ui.set_width(room);
            path_label_ui(ui, &file.path);
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(egui::RichText::new(bytes).font(font).color(palette.text_2));
        });
        action
    })
    .inner
}

/// The other state of a file: a decision about it is dropped before a new one is taken.
fn turn(state: &AppState, file: &FileEvidence) -> Action {
    let path = file.path.clone();
    match (state.publication.overrides.about(&file.path), file.travels) {
        (Some(decided), _) => Action::Reset(decided.clone()),
        (None, true) => Action::Decide(Override::Exclude { path }),
        (None, false) => Action::Decide(Override::Include { path }),
    }
}
