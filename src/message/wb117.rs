//! WB117: the value of a Constant parameter names no data.
//!
//! In: the parameter and its text. Out: the message with its words, what it blocks and its repair.
//! Never lets a service be published whose fixed data is missing.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB117",
    title: "A Constant parameter names no data",
    esri_code: None,
    help: include_str!("../../assets/messages/WB117.md"),
};

/// Nothing is there under the value, or under one element of it.
pub fn message(place: Place, parameter: &str, text: &str) -> Message {
    let text = format!("{parameter} is Constant, but its value names nothing that is here: {text}");
    Message::new(&CODE, Severity::Error, Blocks::Package, text)
        .in_script(place)
        .with("parameter", parameter)
        .repair("Enter a value that names data, or do not mark the parameter Constant".to_owned())
}
