//! WB301: the script does not parse.
//!
//! In: the place and what was expected. Out: the message with its words, what it blocks and its repair.
//! Never hides the file: it is searched all the same.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB301",
    title: "The script does not parse",
    esri_code: Some("00072"),
    help: include_str!("../../assets/messages/WB301.md"),
};

/// The script is neither Python 3 nor Python 2.7.
pub fn message(place: Place, what: &str) -> Message {
    let text = format!("The script cannot be read whole: {what}. It was searched all the same");
    Message::new(&CODE, Severity::Error, Blocks::Package, text).in_script(place).repair("Correct the line".to_owned())
}
