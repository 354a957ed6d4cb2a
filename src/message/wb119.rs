//! WB119: a parameter cannot be Constant.
//!
//! In: the parameter as it was written. Out: the message with its words, what it blocks and its repair.
//! Never drops the publisher's word in silence.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB119",
    title: "A parameter cannot be Constant",
    esri_code: None,
    help: include_str!("../../assets/messages/WB119.md"),
};

/// The parameter is an output, or its values are no paths.
pub fn message(place: Place, parameter: &str) -> Message {
    let text = format!("{parameter} cannot be Constant: only an input whose values are paths to data can");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .in_script(place)
        .with("parameter", parameter)
        .repair("Do not mark it Constant; a default in the toolbox does the same for numbers and words".to_owned())
}

/// No tool has such a parameter.
pub fn unknown(parameter: &str) -> Message {
    let text = format!("No tool has the parameter {parameter}, which is to be Constant");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .with("parameter", parameter)
        .repair("Write the Constant as TOOL.NAME".to_owned())
}
