//! The words of the window that stand on no command and in no message.
//!
//! In: values. Out: words and sentences, in one place, so that another language can follow.
//! Never a place for words of the engine.

mod inspector;
mod tree;

pub use inspector::*;
pub use tree::*;

use super::apply::publication_name;
use super::state::{AppState, DataChip, DataGroup, Grouping, Verdict};
use crate::consolidation::Override;
use crate::message::Severity;
use crate::publication::{DataRow, Totals};
use crate::text::{count, size};

/// The title of the empty window.
pub const DROP_TITLE: &str = "Drop toolboxes, scripts or folders here";
/// What Waybill does, below it.
pub const DROP_TEXT: &str =
    "Waybill shows what would travel to the server, and why. It never runs a script and never changes your files.";
/// What can be dropped.
pub const DROP_KINDS: &str = "Reads .pyt, .atbx and .py; names .tbx and map documents, which are not read yet";
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
/// Closes a sentence about something that went wrong.
pub const DISMISS: &str = "Dismiss";

/// What the table of the first tab shows.
pub const PROJECT_DATA: &str = "Project data";
/// The field above it.
pub const FILTER_DATA: &str = "Filter by name or reason";
/// The list of its groups.
pub const GROUPS: &str = "Groups";
/// The list of what is shown, where there is no room for chips.
pub const SHOWN: &str = "What is shown";
/// Ends a filter.
pub const CLEAR_FILTER: &str = "Clear filter";
/// The badge of what the publisher decided.
pub const BY_YOU: &str = "Decided by you";

/// A filter that hides everything.
pub fn nothing_matches(filter: &str) -> String {
    match filter.trim() {
        "" => "Nothing of this kind".to_owned(),
        words => format!("Nothing matches \"{words}\""),
    }
}

/// The words on a chip above the project data.
pub fn data_chip(chip: DataChip) -> &'static str {
    match chip {
        DataChip::All => "All",
        DataChip::LookAt => "Look at",
        DataChip::Copied => "Copied",
        DataChip::Stays => "Stays",
        DataChip::ByYou => "By you",
    }
}

/// The words for a grouping.
pub fn grouping(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Decision => "By decision",
        Grouping::Kind => "By kind",
        Grouping::None => "No groups",
    }
}

/// The title of a group, for a reader: "Copied, 9 items".
pub fn group(word: &str, items: usize) -> String {
    format!("{word}, {}", count(items as u64, "item"))
}

/// What the lines of a group weigh together.
pub fn group_sum(group: &DataGroup, items: u64, files: u64, bytes: u64, is_wide: bool) -> String {
    let travels = || match (files, is_wide) {
        (0, _) => String::new(),
        (_, false) => size(bytes),
        (_, true) => format!("{}, {}, {}", count(items, "item"), count(files, "file"), size(bytes)),
    };
    match group {
        DataGroup::Verdict(Verdict::Copied | Verdict::Unsure) | DataGroup::Kind(_) => travels(),
        DataGroup::Verdict(Verdict::Stays) if bytes > 0 => format!("{} stays", size(bytes)),
        DataGroup::Verdict(Verdict::LeftOut) if bytes > 0 => format!("{} does not travel", size(bytes)),
        DataGroup::Verdict(Verdict::Excluded) => "by you".to_owned(),
        DataGroup::Verdict(_) => String::new(),
    }
}

/// A repair, as short as it stands on the button of a row.
pub fn row_repair(decision: &Override) -> &'static str {
    match decision {
        Override::Include { .. } => "Also include",
        Override::Exclude { .. } => "Exclude",
        Override::InDataStore { .. } => "In the data store",
        Override::Output { .. } => "Treat as output",
        Override::Text(_) => "Treat as text",
        Override::Raw(_) => "Write it as a raw string",
        Override::KeepScript { .. } => "Keep as it is",
        Override::Accept { .. } => "Accept",
    }
}

/// `Scanning Warehouse.pyt`, with the steps where they are known.
pub fn scanning(state: &AppState) -> String {
    let name = publication_name(state).unwrap_or_default();
    match state.scan.and_then(|scan| scan.progress) {
        Some((done, total)) if total > 0 => format!("{SCANNING} {name}, {done} of {total}"),
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
