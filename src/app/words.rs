//! The words of the window that stand on no command and in no message.
//!
//! In: values. Out: words and sentences, in one place, so that another language can follow.
//! Never a place for words of the engine.

mod inspector;
pub mod script;
mod tables;
mod tree;

pub use inspector::*;
pub use tables::*;
pub use tree::*;

use super::apply::publication_name;
use super::state::AppState;
use crate::message::Severity;
use crate::publication::{DataRow, PublicationFile, Totals};
use crate::text::{count, size};

/// The title of the empty window.
pub const DROP_TITLE: &str = "Drop toolboxes, scripts or folders here";
/// What Waybill does, below it.
pub const DROP_TEXT: &str =
    "Waybill shows what would travel to the server, and why. It never runs a script and never changes your files.";
/// What can be dropped.
pub const DROP_KINDS: &str = "Reads .pyt, .atbx, .tbx and .py; names map documents, which are not read yet";
/// The last line of the drop card.
pub const READ_ONLY: &str = "Your files are read, never changed";
/// Where nothing is open.
pub const NOTHING_OPEN: &str = "Nothing open";
/// The promise, in the corner.
pub const NO_NETWORK: &str = "No network, no ArcGIS needed";
/// A publication without data.
pub const NO_DATA: &str = "No project data";
/// Why.
pub const NO_DATA_TEXT: &str = "The scripts name no data that exists here";
/// Why, where there is no script to name any.
pub const NO_SCRIPTS_TEXT: &str = "No script was read: the messages say why";
/// A publication without third-party modules.
pub const NO_MODULES: &str = "No third-party modules";
/// Why.
pub const NO_MODULES_TEXT: &str = "Python and ArcGIS bring all that is imported";
/// A publication without messages.
pub const NO_MESSAGES: &str = "No messages";
/// Before the first report.
pub const SCANNING: &str = "Scanning";
/// The title of the messages.
pub const MESSAGES: &str = "Messages";
/// What the palette finds.
pub const PALETTE_HINT: &str = "Commands, files, data, messages";
/// Closes a sentence about something that went wrong.
pub const DISMISS: &str = "Dismiss";

/// `Scanning Warehouse.pyt`, with the steps where they are known.
pub fn scanning(state: &AppState) -> String {
    let name = publication_name(state).unwrap_or_default();
    match state.scan.and_then(|scan| scan.progress) {
        Some((done, total)) if total > 0 => format!("{SCANNING} {name}, step {} of {total}", (done + 1).min(total)),
        Some(_) | None => format!("{SCANNING} {name}"),
    }
}

/// The title of the window.
pub fn window_title(state: &AppState) -> String {
    let edited = if state.is_edited() { " (edited)" } else { "" };
    match publication_name(state) {
        Some(name) => format!("{name}{edited} · Waybill"),
        None => "Waybill".to_owned(),
    }
}

/// What would travel.
pub fn travel(totals: &Totals) -> String {
    match totals.files {
        0 => "Nothing to copy".to_owned(),
        files => format!("{} to copy, {}", count(files, "file"), size(totals.bytes)),
    }
}

/// `2 errors`.
pub fn severity_count(severity: Severity, number: usize) -> String {
    match severity {
        Severity::Information => format!("{number} information"),
        Severity::Error | Severity::Warning => count(number as u64, &severity_word(severity).to_lowercase()),
    }
}

/// The word for a severity.
pub fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Information => "Information",
    }
}

/// Where an item is named: the tooltip of its reason.
pub fn evidence(row: &DataRow) -> String {
    let places = row.references.iter().take(8);
    let mut lines: Vec<String> = places.map(|place| format!("{}:{} {}", place.script, place.line, place.text)).collect();
    if row.references.len() > lines.len() {
        lines.push(format!("and {} more", row.references.len() - lines.len()));
    }
    lines.insert(0, row.because.clone());
    lines.join("\n")
}

/// What would be lost without saving.
pub fn would_be_lost(state: &AppState) -> String {
    let now = &state.publication;
    let before = state.saved.as_ref().map(|saved| &saved.contents);
    let fresh = PublicationFile { inputs: now.inputs.clone(), service: now.service.clone(), ..PublicationFile::default() };
    let before = before.unwrap_or(&fresh);
    let changed = now.overrides.iter().filter(|decision| !before.overrides.iter().any(|known| known == *decision)).count();
    let taken_back = before.overrides.iter().filter(|known| !now.overrides.iter().any(|decision| decision == *known)).count();
    let mut parts = Vec::new();
    match (changed, taken_back) {
        (0, 0) => {}
        (0, some) => parts.push(format!("{} taken back", count(some as u64, "decision"))),
        (some, _) => parts.push(count(some as u64, "decision")),
    }
    let different = [
        (now.inputs != before.inputs || now.maps != before.maps, "the inputs"),
        (now.tools != before.tools || now.toolbox != before.toolbox, "the chosen tools"),
        (now.targets != before.targets || now.runtime != before.runtime || now.purpose != before.purpose, "the server"),
        (now.environment != before.environment || now.workstation != before.workstation, "the listings"),
        (now.data_store != before.data_store || now.servers != before.servers, "the data store"),
        (now.parameters != before.parameters, "the values of parameters"),
        (now.constants != before.constants, "the Constant parameters"),
        (now.service != before.service, "the service's name"),
        (now.allowed_roots != before.allowed_roots || now.allowed_secrets != before.allowed_secrets, "what may travel"),
    ];
    parts.extend(different.into_iter().filter(|(is_different, _)| *is_different).map(|(_, words)| words.to_owned()));
    match parts.split_last() {
        None => "It was changed since it was saved.".to_owned(),
        Some((only, [])) => format!("Not saved so far: {only}."),
        Some((last, others)) => format!("Not saved so far: {} and {last}.", others.join(", ")),
    }
}
