//! WB113: named only by a module that is not scanned.
//!
//! In: an item and the module that names it. Out: the message with its words, what it blocks and its repair.
//! Never copies the item.

use super::{Blocks, Code, Fix, Message, Place, Severity};
use crate::consolidation::Override;
use crate::text::{DataPath, size};

/// The code.
pub static CODE: Code = Code {
    name: "WB113",
    title: "Named only by a module that is not scanned",
    esri_code: None,
    help: include_str!("../../assets/messages/WB113.md"),
};

/// ArcGIS does not scan scripts in `sys.path` folders, and nothing is copied for them.
pub fn message(place: Place, item: &str, bytes: u64) -> Message {
    let text =
        format!("{item} is named only by a module in a sys.path folder; it does not travel, so the module will not find it");
    let words = format!("Also include {}, {}", DataPath::new(item).name(), size(bytes));
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .in_script(place)
        .with("item", item)
        .fix(words, Fix::Decide(Override::Include { path: item.to_owned() }))
}
