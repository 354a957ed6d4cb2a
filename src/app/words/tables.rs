//! The words of tables, messages, bars and of the empty window.
//!
//! In: values. Out: words and sentences.
//! Never a place for words of the engine.

use crate::app::state::{DataChip, DataGroup, Grouping, ModuleChip, ModuleGroup, Verdict};
use crate::app::widgets::Icon;
use crate::consolidation::Override;
use crate::message::{CODES, Severity};
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
        (ModuleGroup::Accepted, _) => "Accepted by you",
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

/// A hovering file that is an input already.
pub const OPEN_ALREADY: &str = "Open already";
/// A hovering text: its name does not tell whether it is a listing.
pub const TEXT_LATER: &str = "Text, looked into after the drop";

/// The title of the drop card.
pub fn drop_title(publication: Option<&str>) -> String {
    publication.map_or_else(|| "Drop to open".to_owned(), |name| format!("Drop to add to {name}"))
}

/// `2 inputs, 1 text to look into, 1 open already, 1 not readable`
pub fn drop_summary([inputs, texts, open, refused]: [usize; 4]) -> String {
    let mut said = Vec::new();
    if inputs > 0 {
        said.push(count(inputs as u64, "input"));
    }
    if texts > 0 {
        said.push(format!("{} to look into", count(texts as u64, "text")));
    }
    if open > 0 {
        said.push(format!("{open} open already"));
    }
    if refused > 0 {
        said.push(format!("{refused} not readable"));
    }
    said.join(", ")
}

/// `and 4 more`
pub fn and_more(number: usize) -> String {
    format!("and {number} more")
}

/// What was open before.
pub const RECENT: &str = "Recent publications";
/// Forgets them.
pub const CLEAR_LIST: &str = "Clear list";
/// Beside the key of the palette.
pub const ALL_COMMANDS: &str = "All commands";

/// `Scanning Warehousing`
pub fn scanning_name(name: &str) -> String {
    format!("{} {name}", super::SCANNING)
}

/// `Step 2 of 5`, where one is done.
pub fn step(done: u64, total: u64) -> String {
    format!("Step {} of {total}", (done + 1).min(total))
}

/// What a reader hears of a row of the list.
pub fn open_again(name: &str) -> String {
    format!("Open {name} again")
}

/// `2 errors, 5 warnings`
pub fn last_result(errors: u64, warnings: u64) -> String {
    match (errors, warnings) {
        (0, 0) => "no errors".to_owned(),
        (0, warnings) => count(warnings, "warning"),
        (errors, 0) => count(errors, "error"),
        (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}

/// What is not there now.
pub fn not_reachable(path: &str) -> String {
    format!("{path} is not reachable")
}

/// The one menu of a narrow window.
pub const MENU: &str = "Menu";
/// The way to every command.
pub const COMMANDS: &str = "Commands";
/// Behind the name of what is open, while changes are not saved.
pub const EDITED: &str = " · edited";
/// The list that opens things.
pub const OPEN: &str = "Open";
/// The list of servers.
pub const SERVER: &str = "Server to compare with";
/// The list that comes with Waybill.
pub const BUILT_IN_LIST: &str = "Built-in list";
/// The server's registered data.
pub const DATA_STORE: &str = "Data store";
/// None was given.
pub const NO_DATA_STORE: &str = "No data store";
/// The same, where there is no room.
pub const NONE: &str = "None";
/// One was given, where there is no room for its name.
pub const GIVEN: &str = "Given";
/// Asks for one.
pub const CHOOSE_DATA_STORE: &str = "Choose a data store…";
/// The data store counts.
pub const FOR_A_SERVICE: &str = "For a service: data in the data store stays";
/// It does not.
pub const FOR_A_PACKAGE: &str = "For a package: all data travels";
/// The same, where there is no room.
pub const PACKAGE: &str = "Package";

/// What the number on the tab of the modules counts.
pub fn missing_modules(number: usize) -> String {
    format!("{} that the server does not have", count(number as u64, "module"))
}

/// `53 files travel, 212 MB`
pub fn files_travel(totals: &Totals, is_wide: bool) -> String {
    match (totals.files, is_wide) {
        (0, _) => "Nothing to copy".to_owned(),
        (files, true) => format!("{} travel, {}", count(files, "file"), size(totals.bytes)),
        (files, false) => format!("{}, {}", count(files, "file"), size(totals.bytes)),
    }
}

/// `1.3 GB stays`
pub fn stays(bytes: u64) -> String {
    format!("{} stays", size(bytes))
}

/// `Rescanning 1 file`
pub fn rescanning(changed: usize) -> String {
    match changed {
        0 => "Rescanning".to_owned(),
        changed => format!("Rescanning {}", count(changed as u64, "file")),
    }
}

/// `2 decisions by you`
pub fn decisions(number: usize, is_wide: bool) -> String {
    if is_wide { format!("{} by you", count(number as u64, "decision")) } else { format!("{number} by you") }
}

/// `2 servers`
pub fn servers(number: usize) -> String {
    count(number as u64, "server")
}

/// `Python 3.11.8, default list`
pub fn server_python(python: Option<&str>, is_listing: bool) -> String {
    let list = if is_listing { "own listing" } else { "default list" };
    match python {
        Some(python) => format!("Python {}, {list}", visible(python)),
        None => list.to_owned(),
    }
}

/// `Analyzed in 38 ms, watching`
pub fn analyzed(took: u64, is_watching: bool) -> String {
    let took = if took < 1_000 { format!("{took} ms") } else { format!("{:.1} s", took as f64 / 1e3) };
    let watching = if is_watching { ", watching" } else { "" };
    format!("Analyzed in {took}{watching}")
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

/// The words on the chip of a severity: `2 errors`, `No errors`.
pub fn severity_chip(severity: Severity, number: usize) -> String {
    match (severity, number) {
        (Severity::Error, 0) => "No errors".to_owned(),
        (Severity::Warning, 0) => "No warnings".to_owned(),
        (Severity::Information, 0) => "No information".to_owned(),
        (_, number) => super::severity_count(severity, number),
    }
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
