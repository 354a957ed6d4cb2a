//! How sheets and notes look, compared with pictures of how they should look.
//!
//! In: states with a sheet or notes. Out: where they look different, pictures beside the kept ones.
//! Never over a full window, but for the export, which needs a report.

use egui::Theme;
use waybill::app::{Action, AppState, Command, ExportStage, LargePiece, Sheet, ToastKind, apply};
use waybill::consolidation::Override;
use waybill::message::{Blocks, Severity};
use waybill::publication::{RootRow, Stage};

use crate::reports::{message, opened_with, warehouse};
use crate::snapshots::snapshot;

const SIZE: [f32; 2] = [900.0, 600.0];

fn with(actions: Vec<Action>) -> AppState {
    let mut state = AppState::default();
    for action in actions {
        apply(&mut state, action);
    }
    state
}

#[test]
fn the_palette_looks_the_same_in_dark() {
    let state = with(vec![Action::Command(Command::Palette), Action::PaletteQuery("ex".to_owned())]);
    snapshot("palette-dark", SIZE, 1.0, Theme::Dark, &state);
}

#[test]
fn a_help_page_looks_the_same_in_light() {
    snapshot("help-light", SIZE, 1.0, Theme::Light, &with(vec![Action::ShowHelp("WB105")]));
}

#[test]
fn notes_look_the_same_in_light() {
    let mut state = with(vec![Action::Failed("dem_10m.tif changed while it was copied".to_owned())]);
    state.toasts.add(ToastKind::Done, "Saved Routes.waybill".to_owned(), String::new(), None);
    let decision = Override::Exclude { path: "ToolData/output".to_owned() };
    state.publication.inputs = vec!["Warehouse.pyt".into()];
    apply(&mut state, Action::Decide(decision));
    (state.scan, state.publication) = (None, Default::default());
    snapshot("notes-light", SIZE, 1.0, Theme::Light, &state);
}

#[test]
fn the_export_looks_the_same_in_light() {
    let mut review = warehouse();
    let report = std::sync::Arc::make_mut(&mut review.report);
    let mut error = message("WB105", Severity::Error, "A tab stands in the path");
    error.blocks = Blocks::Package;
    report.messages.push(error);
    report.roots = vec![RootRow { path: "e:/".to_owned(), files: 3, bytes: 1_200_000, confirmed: true }];
    review.amounts.archive = 44_000_000;
    review.amounts.largest = ["dem_10m.tif", "SanFrancisco.gdb"]
        .map(|name| LargePiece { path: name.to_owned(), bytes: 96_400_000 / name.len() as u64, row: 0 })
        .into();
    let mut state = opened_with(review);
    apply(&mut state, Action::Command(Command::Export));
    apply(&mut state, Action::ChooseDestination { path: "e:/Publish/DeliveryRoutes.zip".into(), exists: true });
    snapshot("export-light", [1280.0, 820.0], 1.0, Theme::Light, &state);
}

#[test]
fn the_writing_looks_the_same_in_dark() {
    let mut state = AppState::default();
    state.publication.service = "DeliveryRoutes".to_owned();
    state.sheet = Some(Sheet::Export);
    state.export.stage = ExportStage::Writing {
        stage: Stage::Writing,
        done: 129_000_000,
        total: 212_000_000,
        file: "cd/e/Zones.gdb/a00000009.gdbtable".to_owned(),
    };
    snapshot("export-writing-dark", SIZE, 1.0, Theme::Dark, &state);
}
