//! WB114: a decision that names nothing.
//!
//! In: the path of an include or exclude. Out: the message with its words, what it blocks and its repair.
//! Never is dropped silently.

use super::{Blocks, Code, Message, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB114",
    title: "A decision that names nothing",
    esri_code: None,
    help: include_str!("../../assets/messages/WB114.md"),
};

/// An include or exclude matches nothing.
pub fn message(written: &str) -> Message {
    let text = format!("Nothing is named {written}, which is to be included or excluded");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .with("path", written)
        .repair("Write the path as the report shows it".to_owned())
}
