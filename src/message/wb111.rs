//! WB111: this place is never taken.
//!
//! In: an item and the reason. Out: the message with its words, what it blocks and its repair.
//! Never can be overridden.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB111",
    title: "This place is never taken",
    esri_code: None,
    help: include_str!("../../assets/messages/WB111.md"),
};

/// The item is left out always.
pub fn message(place: Place, item: &str, reason: &str) -> Message {
    let text = format!("{item} is {reason}; it never travels");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .in_script(place)
        .with("item", item)
        .repair("Name the data inside it by a path of its own".to_owned())
}
