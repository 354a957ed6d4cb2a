//! The words of the window that stand on no command and in no message.
//!
//! In: values. Out: words and sentences, in one place, so that another language can follow.
//! Never a place for words of the engine.

use super::apply::publication_name;
use super::state::AppState;
use crate::message::Severity;
use crate::publication::{DataRow, ScriptRow, Totals};
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
/// The title of the tree.
pub const PUBLICATION: &str = "Publication";
/// A publication in which nothing was found.
pub const NO_TREE: &str = "No toolboxes and no scripts were found";
/// Searches the tree.
pub const SEARCH_TREE: &str = "Search the tree";
/// Ends that.
pub const END_SEARCH: &str = "End the search";
/// Finds an input that is not there.
pub const LOCATE: &str = "Locate…";
/// Drops it.
pub const REMOVE: &str = "Remove";
/// Why the last tick stays.
pub const LAST_TOOL: &str = "A service needs one tool at least";
/// Publishes one tool.
pub const ONLY_THIS_TOOL: &str = "Publish only this tool";
/// Publishes all.
pub const ALL_TOOLS: &str = "Publish all tools";
/// Why not.
pub const ALL_TOOLS_ALREADY: &str = "All tools are published";
/// Filters the messages.
pub const MESSAGES_OF_SCRIPT: &str = "Messages of this script";
/// Closes a sentence about something that went wrong.
pub const DISMISS: &str = "Dismiss";

/// No script is looked at.
pub const NO_SCRIPT: &str = "Select a script in the tree";
/// A script that names no data.
pub const NO_REFERENCES: &str = "The script names no data";
/// The field above the list of scripts.
pub const FIND_SCRIPT: &str = "Find a script";
/// What that field did not find.
pub const NO_SUCH_SCRIPT: &str = "No script has these words";
/// The title of the changed lines.
pub const AS_WRITTEN: &str = "As it will be written";
/// A script that is not changed.
pub const SCRIPT_AS_IT_IS: &str = "The package holds this script as it is";
/// Whether the changed lines are written.
pub const WRITE_CHANGES: &str = "Write these changes";
/// What that does.
pub const WRITE_CHANGES_TIP: &str =
    "Only in the package; your script stays as it is. Without them, these paths do not resolve there";
/// A script that the publisher keeps.
pub const KEPT: &str = "You keep the script as it is; these paths will not resolve";
/// Changed lines that are not sure.
pub const NOT_PROVED: &str = "Not proved without a server";
/// A line that works in the package as it does here.
pub const LINE_STAYS: &str = "The line stays as it is";
/// A line that does not.
pub const WRITTEN_AS: &str = "Written as";

/// `Source of delivery.py`.
pub fn source_of(path: &str) -> String {
    format!("Source of {}", visible(path.rsplit('/').next().unwrap_or(path)))
}

/// `Script delivery.py`, for those who do not see the icon.
pub fn script_chooser(name: &str) -> String {
    format!("Script {name}")
}

/// `Show Scripts/delivery.py`.
pub fn show_script(path: &str) -> String {
    format!("Show {path}")
}

/// `Scripts, 118 lines, Python 3, UTF-8`.
pub fn script_facts(row: &ScriptRow) -> String {
    let folder = row.path.rsplit_once('/').map(|(folder, _)| format!("{folder}, ")).unwrap_or_default();
    let python = match row.python {
        "2" => "Python 2",
        "3" => "Python 3",
        "both" => "Python 2 and 3",
        _ => "not Python",
    };
    let mut encoding = row.encoding.clone();
    if encoding.starts_with("utf") {
        encoding.make_ascii_uppercase();
    } else if let Some(first) = encoding.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!("{folder}{}, {python}, {encoding}", count(u64::from(row.lines), "line"))
}

/// `Reference 3 of 9`, or how many there are.
pub fn reference(at: Option<usize>, all: usize) -> String {
    match at {
        Some(at) => format!("Reference {at} of {all}"),
        None if all == 0 => "No references".to_owned(),
        None => count(all as u64, "reference"),
    }
}

/// `Line 23`.
pub fn line(line: u32) -> String {
    format!("Line {line}")
}

/// A script that does not parse.
pub fn not_python(line: u32) -> String {
    format!("Line {line} is not Python 3. Shown is what could be read.")
}

/// `2 strings change`.
pub fn strings_change(strings: usize) -> String {
    match strings {
        0 => "Lines are added".to_owned(),
        1 => "1 string changes".to_owned(),
        many => format!("{many} strings change"),
    }
}

/// `14 lines`.
pub fn folded_lines(lines: u32) -> String {
    count(u64::from(lines), "line")
}

/// `About WB104`.
pub fn about(code: &str) -> String {
    format!("About {code}")
}

/// "Relative to the script? Found from Scripts, the third test".
pub fn winning_test(at: usize, question: &str, outcome: &str) -> String {
    match ["first", "second", "third"].get(at) {
        Some(ordinal) => format!("{question} {outcome}, the {ordinal} test"),
        None => format!("{question} {outcome}"),
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

/// `Publish Deliver orders`: a tool's tick.
pub fn publish(tool: &str) -> String {
    format!("Publish {tool}")
}

/// What a chevron does.
pub fn open_or_close(is_open: bool) -> &'static str {
    if is_open { "Close" } else { "Open" }
}

/// `delivery.py, 2 errors, 1 warning`.
pub fn with_counts(label: &str, (errors, warnings): (usize, usize)) -> String {
    let mut said = label.to_owned();
    for (severity, number) in [(Severity::Error, errors), (Severity::Warning, warnings)] {
        if number > 0 {
            said = format!("{said}, {}", severity_count(severity, number));
        }
    }
    said
}

/// Where a search finds nothing.
pub fn nothing_matches(wanted: &str) -> String {
    format!("Nothing matches \"{}\"", crate::text::visible(wanted))
}

/// What can be had of a tool, as a sentence.
pub fn tool_state(state: &str) -> &'static str {
    match state {
        "protected" => "Its script is protected, so it cannot be searched; it travels with the toolbox",
        "partial" => "Only part of it is understood",
        "dynamic" => "It is made when the toolbox runs, so only what the source says of it is known",
        "unreadable" => "Its script is missing or cannot be read",
        _ => "Everything of it was read",
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
