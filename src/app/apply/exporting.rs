//! The export: summary, writing, result.
//!
//! In: what the publisher confirms, and what the writing job tells. Out: the sheet's stage and the job's settings.
//! Never starts while something stands in the way that was not accepted.

use std::path::PathBuf;

use crate::app::action::{Action, Effect, Reread};
use crate::app::state::{
    AppState, ExportSheet, ExportStage, Next, Review, Sheet, Thing, Ticked, Ticks, ToolScope, VerifyState, is_service_toolbox,
    toolbox_file,
};
use crate::message::{Fix, is_confirmed_by_name};
use crate::package::ExportSettings;
use crate::publication::{MessageRow, Stage, ToolboxRow};
use crate::target::grammar::is_service_name;
use crate::text::same_name;

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
        Action::ExportCancelled => {
            let then = state.export.then.take();
            end(state, ExportStage::Summary);
            if let Some(next) = then {
                state.sheet = None;
                return super::opening::unless_lost(state, next);
            }
        }
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
        Action::OpenPlan => {
            if let ExportStage::Written { exported, .. } = &state.export.stage {
                return vec![Effect::OpenInEditor(exported.path.join("deploy").join("plan.md"))];
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Opens the sheet with a summary; a name and a place are proposed.
pub fn open(state: &mut AppState) -> Vec<Effect> {
    state.sheet = Some(Sheet::Export);
    if state.export.is_writing() {
        return Vec::new();
    }
    let kept = std::mem::take(&mut state.export);
    state.export = ExportSheet { destination: kept.destination, replaces: kept.replaces, ..ExportSheet::default() };
    // One service takes its tools from one toolbox: that of the selection or the first, until another is chosen.
    let selected = state.selection.thing.as_ref().and_then(Thing::toolbox);
    let rows = toolboxes(state);
    let proposed = rows.iter().find(|(row, ..)| selected == Some(row.path.as_str())).or_else(|| rows.first());
    let first = proposed.map(|(_, path, _)| path.clone());
    let first = first.filter(|_| state.publication.toolbox.is_none());
    let effects = first.map(|path| super::choosing::apply(state, Action::ChooseToolbox(path)));
    if effects.is_some() {
        state.export.proposed = state.history.undo_name().map(str::to_owned);
    }
    if state.publication.service.is_empty() {
        state.publication.service = proposed_service(state);
        state.export.named = Some(state.publication.service.clone());
    }
    effects.unwrap_or_default()
}

/// Once the sheet is put away with nothing written, what it named and chose by itself is so no longer.
pub fn put_away(state: &mut AppState) -> Vec<Effect> {
    if state.sheet == Some(Sheet::Export) || !matches!(state.export.stage, ExportStage::Summary) {
        return Vec::new();
    }
    if state.export.named.take().is_some_and(|named| named == state.publication.service) {
        state.publication.service.clear();
    }
    let Some(proposed) = state.export.proposed.take() else { return Vec::new() };
    let service = state.publication.service.clone();
    let is_taken_back = state.history.take_back(&proposed, &mut state.publication);
    state.publication.service = service;
    if is_taken_back { super::scanning::scan(state, Reread::Only(Vec::new())) } else { Vec::new() }
}

/// The toolboxes to choose from where there are several with chosen tools: the row, the file, and whether it is chosen.
pub fn toolboxes(state: &AppState) -> Vec<(&ToolboxRow, PathBuf, bool)> {
    let Some(review) = &state.review else { return Vec::new() };
    let choice = |row| (row, toolbox_file(review, row), is_service_toolbox(review, &state.publication, row));
    let ticked = |row: &ToolboxRow| ticked(state, review, row).chosen > 0;
    let rows: Vec<_> =
        review.report.toolboxes.iter().map(choice).filter(|(row, _, is_chosen)| *is_chosen || ticked(row)).collect();
    if rows.len() < 2 { Vec::new() } else { rows }
}

/// How many tools of a toolbox are chosen.
pub fn ticked(state: &AppState, review: &Review, row: &ToolboxRow) -> Ticked {
    let ticks = Ticks::of(review, &state.publication.tools);
    ticks.count(&review.report, &ToolScope::Toolbox(row.path.clone()))
}

/// The toolbox that the service is made of, where that can be told.
pub fn service_toolbox<'a>(state: &AppState, review: &'a Review) -> Option<&'a ToolboxRow> {
    let rows = review.report.toolboxes.iter();
    let chosen = rows.clone().find(|row| is_service_toolbox(review, &state.publication, row));
    let mut others = rows.filter(|row| ticked(state, review, row).chosen > 0);
    chosen.or_else(|| others.next().filter(|_| others.next().is_none()))
}

/// The connection files with a saved password that would be copied, by the report's spelling, and whether they may.
pub fn secrets(state: &AppState) -> Vec<(&str, bool)> {
    let Some(review) = &state.review else { return Vec::new() };
    let allowed = |path: &str| state.publication.allowed_secrets.iter().any(|known| same_name(known, path));
    let secret = |fix: &'_ Option<Fix>| matches!(fix, Some(Fix::AllowSecret { .. }));
    let findings = review.report.findings.iter().filter(|finding| secret(&finding.fix));
    findings.filter_map(|finding| finding.arguments.get("path")).map(|path| (path.as_str(), allowed(path))).collect()
}

/// The errors that the publisher may accept all at once, by their places in the report: neither roots nor passwords.
pub fn open_errors(state: &AppState) -> Vec<(usize, &MessageRow)> {
    let Some(review) = &state.review else { return Vec::new() };
    let stands = |row: &MessageRow| row.blocks_package() && !is_confirmed_by_name(row.code);
    review.report.messages.iter().enumerate().filter(|(_, row)| stands(row)).collect()
}

/// What is wrong with the service's name; `None` where it can be used.
pub fn why_not_name(service: &str) -> Option<&'static str> {
    (!is_service_name(service)).then_some("Name the service with letters, digits and underscores")
}

/// Stops the writing; what was asked for follows once nothing is written any more.
pub fn stop_then(state: &mut AppState, next: Next) -> Vec<Effect> {
    if !state.export.is_writing() {
        return super::opening::unless_lost(state, next);
    }
    state.export.then = Some(next);
    state.sheet = Some(Sheet::Export);
    vec![Effect::CancelExport]
}

/// A service name made of the toolbox's, or of the publication's where it was saved under a name of its own.
fn proposed_service(state: &AppState) -> String {
    let toolboxes = state.review.as_ref().map_or(0, |review| review.report.toolboxes.len());
    let row = state.review.as_ref().filter(|_| toolboxes > 1 || state.saved.is_none());
    let toolbox = row.and_then(|review| service_toolbox(state, review));
    let name = toolbox.map(|row| row.path.rsplit('/').next().unwrap_or(&row.path).to_owned());
    service_of(&name.or_else(|| super::opening::publication_name(state)).unwrap_or_default())
}

/// A file's name as the name of a service: letters, digits and underscores.
fn service_of(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let kept: String = stem.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
    kept.trim_matches('_').to_owned()
}

/// Another toolbox was chosen: a service that bears the name of one gets the name of this one.
pub fn rename_service(state: &mut AppState) {
    let Some(review) = &state.review else { return };
    let names = review.report.toolboxes.iter().map(|row| row.path.rsplit('/').next().unwrap_or(&row.path));
    let bears_one = names.map(service_of).any(|name| name == state.publication.service);
    if bears_one && !state.publication.service.is_empty() {
        let was_proposed = state.export.named.as_ref() == Some(&state.publication.service);
        state.publication.service = proposed_service(state);
        if was_proposed {
            state.export.named = Some(state.publication.service.clone());
        }
    }
}

/// Why the package cannot be written now; `None` where it can.
pub fn why_not_write(state: &AppState) -> Option<&'static str> {
    let Some(review) = &state.review else { return Some("Nothing has been scanned yet") };
    if state.scan.is_some() {
        return Some("Wait until the scan has ended");
    }
    if !state.is_shown() {
        return Some("Scan again first: the report does not show your last decisions");
    }
    if let Some(reason) = why_not_name(&state.publication.service) {
        return Some(reason);
    }
    if review.report.roots.iter().any(|root| !root.confirmed) {
        return Some("Confirm the roots outside the publication, or exclude their data");
    }
    if secrets(state).iter().any(|(_, allowed)| !allowed) {
        return Some("A saved password would travel: let it, or exclude its file");
    }
    if !open_errors(state).is_empty() && !state.export.accept_errors {
        return Some("Errors are open: accept them, or repair them first");
    }
    state.export.destination.is_none().then_some("Choose where to write the package")
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
    state.export.then = None;
    state.sheet = Some(Sheet::Export);
}

/// Asks where to write.
fn ask_for_destination(state: &AppState) -> Vec<Effect> {
    let name = format!("{}.zip", state.publication.service);
    vec![Effect::AskForDestination { name, folder: state.settings.last_export.clone() }]
}
