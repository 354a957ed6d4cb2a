//! WB113: named only by a module that is not scanned.
//!
//! In: an item and the module that names it. Out: the message with its words, what it blocks and its repair.
//! Never copies the item.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB113",
    title: "Named only by a module that is not scanned",
    esri_code: None,
    help: include_str!("../../assets/messages/WB113.md"),
};

/// ArcGIS does not scan scripts in `sys.path` folders, and nothing is copied for them.
pub fn message(place: Place, item: &str) -> Message {
    let text =
        format!("{item} is named only by a module in a sys.path folder; it does not travel, so the module will not find it");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .in_script(place)
        .with("item", item)
        .repair(format!("Also include {item}, or name it in the tool's own script"))
}
