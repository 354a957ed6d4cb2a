//! The words of the tree.
//!
//! In: values. Out: words and sentences.
//! Never words of the engine.

use super::severity_count;
use crate::app::state::Ticked;
use crate::message::Severity;
use crate::text::{count, visible};

/// The title of the tree.
pub const PUBLICATION: &str = "Publication";
/// Opens the tree over the centre of a narrow window.
pub const SHOW_TREE: &str = "Toolboxes and scripts";
/// A publication in which nothing was found.
pub const NO_TREE: &str = "No toolboxes and no scripts were found";
/// Searches the tree.
pub const SEARCH_TREE: &str = "Search the tree";
/// Searches it where there are many tools.
pub const SEARCH_TOOLS: &str = "Search the tools";
/// Ends that.
pub const END_SEARCH: &str = "End the search";
/// Finds an input that is not there.
pub const LOCATE: &str = "Locate…";
/// Drops it.
pub const REMOVE: &str = "Remove";
/// Why the last tick stays.
pub const LAST_TOOL: &str = "A service needs one tool at least";
/// Does not publish one tool.
pub const NOT_THIS_TOOL: &str = "Do not publish this tool";
/// Publishes one tool.
pub const ONLY_THIS_TOOL: &str = "Publish only this tool";
/// Publishes those of a toolbox or toolset.
pub const ONLY_THESE_TOOLS: &str = "Publish only these tools";
/// Publishes these too.
pub const THESE_TOOLS: &str = "Publish these tools";
/// Publishes none of these.
pub const NOT_THESE_TOOLS: &str = "Publish none of these tools";
/// Publishes the others of these.
pub const INVERT_THESE_TOOLS: &str = "Invert the choice";
/// Publishes all.
pub const ALL_TOOLS: &str = "Publish all tools";
/// Why they need not be.
pub const PUBLISHED_ALREADY: &str = "They are published already";
/// Why they need not be left out.
pub const NOT_PUBLISHED_ANYWAY: &str = "They are not published anyway";
/// Why nothing would change.
pub const ONLY_THESE_ALREADY: &str = "Only these are published already";
/// Why nothing can be chosen.
pub const NO_TOOLS: &str = "There are no tools to choose from";
/// Makes the service of one toolbox.
pub const SERVICE_OF_THIS: &str = "Make the service of this toolbox";
/// Why not.
pub const SERVICE_OF_THIS_ALREADY: &str = "The service is made of this toolbox already";
/// Takes that back.
pub const REVIEW_ALL_TOOLBOXES: &str = "Review all toolboxes";
/// What the ticks of another toolbox than the service's are for.
pub const OTHER_SERVICE: &str = "The service is made of another toolbox; these ticks are kept for one of their own";
/// Filters the messages.
pub const MESSAGES_OF_SCRIPT: &str = "Messages of this script";

/// `Publish Deliver orders`: a tool's tick.
pub fn publish(tool: &str) -> String {
    format!("Publish {tool}")
}

/// `3 of 12`; only how many there are where all are chosen.
pub fn ticked(ticked: Ticked) -> String {
    if ticked.is_all() { ticked.all.to_string() } else { format!("{} of {}", ticked.chosen, ticked.all) }
}

/// `3 of 12 tools`.
pub fn chosen_tools(ticked: Ticked) -> String {
    let all = count(ticked.all as u64, "tool");
    if ticked.is_all() { all } else { format!("{} of {all}", ticked.chosen) }
}

/// `3 of 12 tools of Box.tbx`.
pub fn tools_of(ticked: Ticked, toolbox: &str) -> String {
    format!("{} of {}", chosen_tools(ticked), visible(toolbox))
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

/// What can be had of a tool, as the word before a number.
pub fn tool_state_word(state: &str) -> &'static str {
    match state {
        "protected" => "Protected",
        "partial" => "Read in part",
        "dynamic" => "Made when it runs",
        "unreadable" => "Unreadable",
        _ => "Read",
    }
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
