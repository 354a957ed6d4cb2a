//! WB304: the toolbox cannot be read.
//!
//! In: the toolbox, the part and the reason. Out: the message with its words, what it blocks and its repair.
//! Never drops what could be read.

use super::{Blocks, Code, Message, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB304",
    title: "The toolbox cannot be read",
    esri_code: Some("00069"),
    help: include_str!("../../assets/messages/WB304.md"),
};

/// A toolbox, or a part of it, cannot be read.
pub fn message(toolbox: &str, part: Option<&str>, why: &str) -> Message {
    let (what, severity, blocks) = match part {
        Some(part) => (format!("{part} in {toolbox}"), Severity::Warning, Blocks::Nothing),
        None => (toolbox.to_owned(), Severity::Error, Blocks::Package),
    };
    let text = format!("{what} cannot be read: {why}");
    Message::new(&CODE, severity, blocks, text)
        .with("toolbox", toolbox)
        .repair("Open it in ArcGIS Pro and save it again".to_owned())
}
