//! WB001: everything these tools need travels.
//!
//! In: nothing. Out: the message with its words, what it blocks and its repair.
//! Never stands beside an error or a warning.

use super::{Blocks, Code, Message, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB001",
    title: "Everything these tools need travels",
    esri_code: None,
    help: include_str!("../../assets/messages/WB001.md"),
};

/// Everything travels and the server has every module.
pub fn message() -> Message {
    Message::new(
        &CODE,
        Severity::Information,
        Blocks::Nothing,
        "Everything these tools need travels; nothing to change".to_owned(),
    )
}
