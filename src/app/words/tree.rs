//! The words of the tree.
//!
//! In: values. Out: words and sentences.
//! Never words of the engine.

use super::severity_count;
use crate::message::Severity;
use crate::text::visible;

/// The title of the tree.
pub const PUBLICATION: &str = "Publication";
/// Opens the tree over the centre of a narrow window.
pub const SHOW_TREE: &str = "Toolboxes and scripts";
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
    format!("Nothing matches \"{}\"", visible(wanted))
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
