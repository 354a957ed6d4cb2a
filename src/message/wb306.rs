//! WB306: an input that is not understood.
//!
//! In: the input and the reason. Out: the message with its words, what it blocks and its repair.
//! Never drops the other inputs.

use super::{Blocks, Code, Message, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB306",
    title: "An input that is not understood",
    esri_code: None,
    help: include_str!("../../assets/messages/WB306.md"),
};

/// Nothing can be made of an input.
pub fn message(input: &str, why: &str) -> Message {
    let text = format!("{input} takes no part: {why}");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .with("input", input)
        .repair("Open a toolbox, a script, a folder or a map document".to_owned())
}
