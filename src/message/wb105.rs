//! WB105: a backslash in the path is read as an escape.
//!
//! In: the quoted path and what it means without escapes. Out: the message with its words, what it blocks and its repair.
//! Never changes the script.

use super::{Blocks, Code, Fix, Message, Place, Severity};
use crate::consolidation::Override;
use crate::discovery::QuotedText;

/// The code.
pub static CODE: Code = Code {
    name: "WB105",
    title: "A backslash in the path is read as an escape",
    esri_code: None,
    help: include_str!("../../assets/messages/WB105.md"),
};

/// Read as Python reads it, `quoted` names nothing; as raw text it names data.
pub fn message(place: Place, key: QuotedText, names: &str) -> Message {
    let quoted = &key.quoted;
    let text = format!("{quoted} holds a backslash escape; without it the path names {names}, which therefore does not travel");
    Message::new(&CODE, Severity::Error, Blocks::Package, text)
        .in_script(place)
        .with("item", names)
        .fix(format!("Write it as a raw string: r{}", quoted.trim_start_matches(['u', 'U'])), Fix::Decide(Override::Raw(key)))
}
