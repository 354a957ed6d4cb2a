//! Scans: asked for, running, done.
//!
//! In: changes of the publication or its files, and what the scan answers. Out: a report to read.
//! Never takes the old report away before the new one is there.

use std::collections::BTreeSet;

use crate::app::action::{Action, Effect, Reread, Watched};
use crate::app::command::Command;
use crate::app::state::{
    AppState, FocusTarget, MessageKey, Recent, Review, RunningScan, Selection, Thing, ToastKind, ToolScope, line_of,
};
use crate::publication::PublicationFile;
use crate::text::count;

/// Changes what is known of a scan.
pub fn apply(state: &mut AppState, action: Action) -> Vec<Effect> {
    match action {
        Action::ScanAdvanced { done, total } => {
            if let Some(scan) = &mut state.scan {
                scan.progress = Some((done, total));
            }
            Vec::new()
        }
        // It was closed while the last steps were done.
        Action::ScanDone { .. } if state.is_empty() => Vec::new(),
        Action::ScanDone { review, now } => scan_done(state, *review, now),
        Action::ScanCancelled => {
            state.scan = None;
            nothing_to_show(state);
            Vec::new()
        }
        Action::ScanFailed(sentence) => {
            state.scan = None;
            state.toasts.add(ToastKind::Error, sentence, String::new(), None);
            if state.review.is_some() && !state.is_shown() {
                // What cannot be scanned is taken back: the report and the publication stay together.
                let service = std::mem::take(&mut state.publication.service);
                state.moved_from = None;
                state.history.return_to(&mut state.publication, &state.shown);
                state.publication.service = service;
            }
            nothing_to_show(state);
            Vec::new()
        }
        Action::WatchStarted(all) => {
            state.is_watching = all;
            Vec::new()
        }
        Action::FilesChanged(changed) if !state.is_empty() => scan(state, Reread::Only(changed)),
        _ => Vec::new(),
    }
}

/// A publication without a file whose first scan gave no report is no longer open; a file stays, so that its inputs can be located.
fn nothing_to_show(state: &mut AppState) {
    if state.review.is_none() && state.saved.is_none() {
        state.publication = PublicationFile::default();
    }
}

/// Asks for a scan.
pub fn scan(state: &mut AppState, changed: Reread) -> Vec<Effect> {
    let mut saved = match &changed {
        Reread::Everything => 0,
        Reread::Only(files) => files.len(),
    };
    let mut changed = changed;
    if let Some(running) = state.scan {
        // The scan that is replaced had reasons of its own: its files may not have been read.
        changed = Reread::Everything;
        saved += running.changed;
    }
    state.scan = Some(RunningScan { progress: None, changed: saved });
    vec![Effect::Analyze { file: Box::new(state.publication.clone()), changed }]
}

fn scan_done(state: &mut AppState, review: Review, now: u64) -> Vec<Effect> {
    let has_moved = super::moving::follow_root(state, &review);
    let mut effects = Vec::new();
    let watched = Watched { inputs: state.publication.inputs.clone(), folders: review.folders.clone() };
    if state.watched != watched {
        state.watched.clone_from(&watched);
        effects.push(Effect::Watch(watched));
    }
    let was_saved_file = state.scan.is_some_and(|scan| scan.changed > 0);
    if was_saved_file && let Some(earlier) = &state.review {
        effects.extend(what_changed(earlier, &review).map(|(text, offer)| {
            let id = state.toasts.add(ToastKind::Rescanned, text, String::new(), offer);
            Effect::ExpireToast(id)
        }));
    }
    state.scan = None;
    let stood = is_message_open(state.review.as_ref(), &state.selection).then(|| super::selecting::selected_row(state)).flatten();
    state.shown.clone_from(&state.publication);
    state.data.read(&review.report);
    state.modules.refresh(&review);
    state.messages.refresh(&review.report);
    state.tree.refresh(&review, &state.publication);
    if let Some(earlier) = &state.review {
        super::following::follow(&mut state.selection, earlier, &review);
    }
    keep_selection(&mut state.selection, &review);
    if state.review.is_none() {
        // The keyboard begins where the eye does.
        state.send_focus(FocusTarget::Centre);
    }
    state.review = Some(review);
    state.messages.stood = match is_message_open(state.review.as_ref(), &state.selection) {
        true => None,
        false => stood.or(state.messages.stood),
    };
    super::palette::refresh(state);
    remember(state, Some(now));
    if has_moved {
        effects.extend(scan(state, Reread::Only(Vec::new())));
    }
    effects
}

/// True where a message is selected that nobody has accepted.
fn is_message_open(review: Option<&Review>, selection: &Selection) -> bool {
    let selected = review.zip(selection.message.as_ref()).and_then(|(review, key)| review.message(key));
    selected.is_some_and(|(_, row)| row.accepted.is_none())
}

/// "2 new, 1 resolved", or what became of the project data; `None` where both are the same.
fn what_changed(before_review: &Review, after_review: &Review) -> Option<(String, Option<Command>)> {
    // Lines move when a script is edited: a message is the same one if it says the same about the same script.
    type Said<'a> = (Option<&'a str>, &'static str, &'a str);
    fn said(review: &Review) -> Vec<Said<'_>> {
        let rows = review.report.messages.iter();
        let mut keys: Vec<Said<'_>> = rows.map(|row| (row.script.as_deref(), row.code, row.text.as_str())).collect();
        keys.sort_unstable();
        keys
    }
    let (before, after) = (said(before_review), said(after_review));
    let missing_in =
        |these: &[Said<'_>], those: &[Said<'_>]| these.iter().filter(|key| those.binary_search(key).is_err()).count();
    let (new, resolved) = (missing_in(&after, &before), missing_in(&before, &after));
    let text = match (new, resolved) {
        // No message leads to it.
        (0, 0) => return what_changed_in_data(before_review, after_review).map(|text| (text, None)),
        (new, 0) => count(new as u64, "new message"),
        (0, resolved) => format!("{} resolved", count(resolved as u64, "message")),
        (new, resolved) => format!("{new} new, {resolved} resolved"),
    };
    Some((text, Some(Command::NextMessage)))
}

/// "Project data: 1 new, 1 gone"; `None` where it is the same.
fn what_changed_in_data(before: &Review, after: &Review) -> Option<String> {
    fn named(review: &Review) -> BTreeSet<(&str, &'static str)> {
        let looked_for = review.report.evidence.looked_for.iter().map(|row| (row.path.as_str(), "not found"));
        review.report.data.iter().map(|row| (row.path.as_str(), row.decision)).chain(looked_for).collect()
    }
    let (before, after) = (named(before), named(after));
    let (new, gone) = (after.difference(&before).count(), before.difference(&after).count());
    match (new, gone) {
        (0, 0) => None,
        (new, 0) => Some(format!("Project data: {new} new")),
        (0, gone) => Some(format!("Project data: {gone} gone")),
        (new, gone) => Some(format!("Project data: {new} new, {gone} gone")),
    }
}

/// What is gone is no longer selected: the eye would be led to the wrong thing.
fn keep_selection(selection: &mut Selection, review: &Review) {
    let report = &review.report;
    let is_there = match &selection.thing {
        None => true,
        Some(thing @ (Thing::Data(_) | Thing::LeftBehind(_) | Thing::LookedFor(_))) => line_of(report, thing).is_some(),
        Some(Thing::Module(name)) => report.modules.iter().any(|row| row.name == *name),
        Some(Thing::Toolbox(path)) => report.toolboxes.iter().any(|row| row.path == *path),
        Some(Thing::Toolset { toolbox, toolset }) => {
            let scope = ToolScope::Toolset { toolbox: toolbox.clone(), toolset: toolset.clone() };
            report.toolboxes.iter().any(|row| row.tools.iter().any(|tool| scope.has(row, tool)))
        }
        Some(Thing::Tool { toolbox, tool }) => {
            report.toolboxes.iter().any(|row| row.path == *toolbox && row.tools.iter().any(|row| row.name == *tool))
        }
        Some(Thing::Script(path)) => review.script(path).is_some(),
    };
    if !is_there {
        *selection = Selection { place: selection.place.take(), ..Selection::default() };
    }
    if selection.message.as_ref().is_some_and(|key: &MessageKey| review.message(key).is_none()) {
        selection.message = None;
    }
    if selection.place.as_ref().is_some_and(|place| review.script(&place.script).is_none()) {
        selection.place = None;
    }
}

/// Puts what is open first in the recent list: a saved publication, or a single input.
pub fn remember(state: &mut AppState, now: Option<u64>) {
    let Some(review) = &state.review else { return };
    let path = match (&state.saved, state.publication.inputs.as_slice()) {
        (Some(saved), _) => saved.path.clone(),
        (None, [one]) => one.clone(),
        (None, _) => return,
    };
    let totals = &review.report.totals;
    let when = now.or_else(|| state.settings.recent.first().map(|recent| recent.when)).unwrap_or(0);
    state.settings.remember(Recent { path, errors: totals.errors, warnings: totals.warnings, when, is_there: true });
}
