//! The export: summary, writing, result.
//!
//! In: what the publisher confirms, and what the writing job tells. Out: the sheet's stage and the job's settings.
//! Never starts while something stands in the way that was not accepted.

use crate::app::action::{Action, Effect};
use crate::app::state::{AppState, ExportSheet, ExportStage, Sheet, VerifyState};
use crate::package::ExportSettings;
use crate::publication::Stage;

/// Changes the export sheet.
pub fn apply(state: &mut AppState, action: Action) -> Vec<Effect> {
    match action {
        Action::AcceptErrors(accept) => state.export.accept_errors = accept,
        Action::ChooseDestination { path, exists } => {
            state.settings.last_export = path.parent().map(Into::into);
            state.export.destination = Some(path);
            state.export.replaces = exists;
        }
        Action::AskForDestination => return ask_for_destination(state),
        Action::StartExport => return start(state),
        Action::ExportAdvanced { stage, done, total, file } if state.export.is_writing() => {
            state.export.stage = ExportStage::Writing { stage, done, total, file };
        }
        Action::ExportDone(exported) => {
            state.export.replaces = true;
            end(state, ExportStage::Written { exported, verify: VerifyState::Once });
        }
        Action::ExportFailed { sentence, messages } => end(state, ExportStage::Failed { sentence, messages }),
        Action::ExportCancelled => end(state, ExportStage::Summary),
        Action::CancelExport => return vec![Effect::CancelExport],
        Action::VerifyAgain => {
            if let ExportStage::Written { exported, verify } = &mut state.export.stage {
                *verify = VerifyState::Running;
                return vec![Effect::Verify(exported.path.clone())];
            }
        }
        Action::Verified(found) => {
            if let ExportStage::Written { verify, .. } = &mut state.export.stage {
                *verify = VerifyState::Done(found);
            }
        }
        Action::ShowInFolder(path) => return vec![Effect::ShowInFolder(path)],
        _ => {}
    }
    Vec::new()
}

/// Opens the sheet with a summary; a name and a place are proposed.
pub fn open(state: &mut AppState) -> Vec<Effect> {
    if !state.export.is_writing() {
        let kept = std::mem::take(&mut state.export);
        state.export = ExportSheet { destination: kept.destination, replaces: kept.replaces, ..ExportSheet::default() };
        if state.publication.service.is_empty() {
            state.publication.service = proposed_service(state);
        }
    }
    state.sheet = Some(Sheet::Export);
    Vec::new()
}

/// A service name made of the publication's: letters, digits and underscores.
fn proposed_service(state: &AppState) -> String {
    let name = super::opening::publication_name(state).unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let kept: String = stem.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
    kept.trim_matches('_').to_owned()
}

/// Why the package cannot be written now; `None` where it can.
pub fn why_not_write(state: &AppState) -> Option<&'static str> {
    let Some(review) = &state.review else { return Some("Nothing has been scanned yet") };
    let service = &state.publication.service;
    if service.is_empty() || !service.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') {
        return Some("Name the service with letters, digits and underscores");
    }
    if review.report.roots.iter().any(|root| !root.confirmed) {
        return Some("Confirm the roots outside the publication, or exclude their data");
    }
    if review.report.package_errors().any(|row| row.code == "WB115") {
        return Some("A saved password would travel: let it, or exclude its file");
    }
    if review.report.package_errors().next().is_some() && !state.export.accept_errors {
        return Some("Errors are open: accept them, or repair them first");
    }
    if state.export.destination.is_none() {
        return Some("Choose where to write the package");
    }
    state.scan.is_some().then_some("Wait until the scan has ended")
}

fn start(state: &mut AppState) -> Vec<Effect> {
    if why_not_write(state).is_some() {
        return Vec::new();
    }
    let Some(destination) = state.export.destination.clone() else { return Vec::new() };
    let settings = ExportSettings {
        service: state.publication.service.clone(),
        destination,
        allow_errors: state.export.accept_errors,
        overwrite: state.export.replaces,
        allow_secrets: state.publication.allowed_secrets.clone(),
        ..ExportSettings::default()
    };
    state.export.stage = ExportStage::Writing { stage: Stage::Reading, done: 0, total: 0, file: String::new() };
    vec![Effect::Export(Box::new(settings))]
}

/// The sheet comes back if it was put away meanwhile.
fn end(state: &mut AppState, stage: ExportStage) {
    state.export.stage = stage;
    state.sheet = Some(Sheet::Export);
}

/// Asks where to write.
fn ask_for_destination(state: &AppState) -> Vec<Effect> {
    let name = format!("{}.zip", state.publication.service);
    vec![Effect::AskForDestination { name, folder: state.settings.last_export.clone() }]
}
