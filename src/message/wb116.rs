//! WB116: a Constant parameter has no value.
//!
//! In: the parameter. Out: the message with its words, what it blocks and its repair.
//! Never lets a service be published whose fixed value is missing.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB116",
    title: "A Constant parameter has no value",
    esri_code: None,
    help: include_str!("../../assets/messages/WB116.md"),
};

/// The parameter is Constant, and neither a default nor an entered value fixes it.
pub fn message(place: Place, parameter: &str) -> Message {
    let text = format!("{parameter} is Constant, but has no value");
    Message::new(&CODE, Severity::Error, Blocks::Package, text)
        .in_script(place)
        .with("parameter", parameter)
        .repair("Enter the parameter's value, or do not mark it Constant".to_owned())
}
