//! The words of the window that stand on no command and in no message.
//!
//! In: values. Out: words and sentences, in one place, so that another language can follow.
//! Never a place for words of the engine.

use super::apply::publication_name;
use super::state::{AppState, DataChip, DataGroup, Grouping, ModuleChip, ModuleGroup, Verdict};
use super::widgets::Icon;
use crate::consolidation::Override;
use crate::message::Severity;
use crate::publication::{DataRow, ModuleRow, TargetRow, Totals};
use crate::text::{count, size, visible};

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

/// What the table of the second tab shows.
pub const MODULES: &str = "Modules";
/// The field above it.
pub const FILTER_MODULES: &str = "Filter modules";
/// The listing of the workstation.
pub const WORKSTATION: &str = "Workstation to compare with";
/// None was given.
pub const NO_WORKSTATION: &str = "No workstation";
/// Asks for one.
pub const CHOOSE_LISTING: &str = "Choose a listing…";
/// A way to a surer list.
pub const HOW_TO_GET_IT: &str = "How to get it";
/// Its title.
pub const HOW_TITLE: &str = "A listing of your server's Python";
/// What to do first.
pub const HOW_TEXT: &str = "On the server, open the Python Command Prompt of the environment that runs the services, then write";
/// The command.
pub const HOW_COMMAND: &str = "conda list > server.txt";
/// What to do then.
pub const HOW_THEN: &str = "Drop server.txt on this window. Other forms of conda and pip listings are read too.";
/// What a derived list says of a module.
pub const IN_DEFAULT_LIST: &str = "In the default list";
/// Only the last part of the version differs.
pub const PATCH_DIFFERS: &str = "Patch differs";
/// Not there, and the script goes on without it.
pub const MISSING_OPTIONAL: &str = "Missing, optional";

/// The words on a chip above the modules.
pub fn module_chip(chip: ModuleChip) -> &'static str {
    match chip {
        ModuleChip::ThirdParty => "Third party",
        ModuleChip::Yours => "Yours",
        ModuleChip::ArcGis => "ArcGIS",
        ModuleChip::StandardLibrary => "Standard library",
    }
}

/// A class without modules.
pub fn no_modules(chip: ModuleChip) -> &'static str {
    match chip {
        ModuleChip::ThirdParty => NO_MODULES,
        ModuleChip::Yours => "No modules of yours are imported",
        ModuleChip::ArcGis => "No modules of ArcGIS are imported",
        ModuleChip::StandardLibrary => "No modules of the standard library are imported",
    }
}

/// The title of a group of modules.
pub fn module_group(group: ModuleGroup, chip: ModuleChip) -> &'static str {
    match (group, chip) {
        (ModuleGroup::NeedsALook, _) => "Needs a look",
        (ModuleGroup::OnTheServer, _) => "On the server",
        (ModuleGroup::NotNeeded, ModuleChip::Yours) => "Yours",
        (ModuleGroup::NotNeeded, ModuleChip::ArcGis) => "With ArcGIS",
        (ModuleGroup::NotNeeded, ModuleChip::StandardLibrary) => "With Python",
        (ModuleGroup::NotNeeded, ModuleChip::ThirdParty) => "Not needed there",
    }
}

/// Why a server need not list a module of this class.
pub fn without_server(class: &str) -> (Icon, &'static str) {
    match class {
        "local" => (Icon::Script, "Yours"),
        "arcgis" => (Icon::Check, "With ArcGIS"),
        "standard_library" => (Icon::Check, "With Python"),
        _ => (Icon::Check, "Not needed there"),
    }
}

/// `Workstation: arcgispro-py3.txt`
pub fn workstation(name: &str) -> String {
    format!("Workstation: {name}")
}

/// A server as people call it: `Server 11.3, Windows`.
pub fn target_name(target: &TargetRow) -> String {
    server_name(&target.release, &target.os, &target.runtime)
}

/// `Server 11.3, Windows`, or `Server 10.8.1, Linux, ArcMap`.
pub fn server_name(release: &str, os: &str, runtime: &str) -> String {
    let os = if os == "linux" { "Linux" } else { "Windows" };
    let runtime = if runtime == "arcmap" { ", ArcMap" } else { "" };
    format!("Server {}, {os}{runtime}", visible(release))
}

/// Where the server's list of packages comes from.
pub fn list_source(target: &TargetRow, is_listing: bool) -> String {
    let source = visible(&target.source);
    match (is_listing, source.strip_prefix("default list of ")) {
        (true, _) => format!("Server {} list: your own listing ({source})", target.release),
        (false, Some(from)) => {
            format!("Server {} list: derived from {from}. Drop your server's own listing to be sure", target.release)
        }
        (false, None) => format!("Server {} list: {source}. Drop your server's own listing to be sure", target.release),
    }
}

/// `Scripts/delivery.py:9 and 2 more`
pub fn imported_at(module: &ModuleRow) -> String {
    let Some(first) = module.imports.first() else { return String::new() };
    let place = format!("{}:{}", first.script, first.line);
    let place = match module.imports.len() {
        1 => place,
        many => format!("{place} and {} more", many - 1),
    };
    visible(&place).into_owned()
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
