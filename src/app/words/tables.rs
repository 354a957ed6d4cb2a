//! The words of tables, messages, bars and of the empty window.
//!
//! In: values. Out: words and sentences.
//! Never a place for words of the engine.

use crate::app::state::{DataChip, DataGroup, Grouping, ModuleChip, ModuleGroup, Verdict};
use crate::app::widgets::Icon;
use crate::consolidation::Override;
use crate::message::CODES;
use crate::publication::{MessageRow, ModuleRow, TargetRow, Totals};
use crate::text::{count, size, visible};

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
        ModuleChip::ThirdParty => super::NO_MODULES,
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

/// All scripts' messages are shown.
pub const ALL_SCRIPTS: &str = "All scripts";
/// The list of scripts.
pub const SCRIPT_SHOWN: &str = "Script whose messages are shown";
/// Messages of all codes are shown.
pub const ALL_CODES: &str = "All codes";
/// The list of codes.
pub const CODE_SHOWN: &str = "Code that is shown";
/// Messages there are, and none is shown.
pub const NO_SUCH_MESSAGES: &str = "No message passes this filter";
/// Ends what hides messages.
pub const SHOW_ALL: &str = "Show all messages";
/// To the message after this one.
pub const NEXT_MESSAGE: &str = "Next message";
/// A row's menu.
pub const MORE: &str = "More";
/// A message without a line.
pub const NO_PLACE: &str = "It speaks of no line";
/// The words of one message.
pub const COPY_MESSAGE: &str = "Copy message";
/// The words of all.
pub const COPY_ALL: &str = "Copy all messages shown";
/// Takes a message for all right.
pub const ACCEPT: &str = "Accept: it is all right so";
/// The reason that is kept with it.
pub const ACCEPTED_BY_PUBLISHER: &str = "Accepted by the publisher";
/// What is confirmed is not accepted.
pub const CONFIRM_INSTEAD: &str = "It is confirmed by its repair, not accepted";
/// Takes the acceptance back.
pub const REOPEN: &str = "Open again";

/// What all messages of a code say.
pub fn code_title(name: &str) -> &'static str {
    CODES.iter().find(|code| code.name == name).map_or("", |code| code.title)
}

/// `About WB201`
pub fn about(code: &str) -> String {
    format!("About {code}")
}

/// `Show only WB201`
pub fn only(code: &str) -> String {
    format!("Show only {code}")
}

/// Why a message counts no more.
pub fn accepted(reason: &str) -> String {
    match reason == ACCEPTED_BY_PUBLISHER {
        true => "Accepted".to_owned(),
        false => format!("Accepted: {}", visible(reason)),
    }
}

/// `Scripts/delivery.py:9`
pub fn place(message: &MessageRow) -> String {
    let script = message.script.as_deref().unwrap_or_default();
    match message.line {
        Some(line) => format!("{script}:{line}"),
        None => script.to_owned(),
    }
}

/// A message in one line, for readers and the clipboard.
pub fn message(message: &MessageRow) -> String {
    let severity = super::severity_word(message.severity);
    let place = place(message);
    let place = if place.is_empty() { place } else { format!(" ({place})") };
    visible(&format!("{severity} {}: {}{place}", message.code, message.text)).into_owned()
}

/// A report without messages.
pub fn nothing_in_the_way(targets: &[TargetRow]) -> String {
    match targets {
        [target] => format!("Nothing stands in the way for {}", target_name(target)),
        _ => "Nothing stands in the way".to_owned(),
    }
}

/// `Export, 212 MB…`
pub fn export(totals: &Totals) -> String {
    match totals.bytes {
        0 => "Export…".to_owned(),
        bytes => format!("Export, {}…", size(bytes)),
    }
}

/// A table whose filter or chip hides everything.
pub fn nothing_here(filter: &str) -> String {
    match filter.trim() {
        "" => "Nothing of this kind".to_owned(),
        wanted => super::nothing_matches(wanted),
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
