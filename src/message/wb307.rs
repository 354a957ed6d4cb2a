//! WB307: a protected script cannot be scanned.
//!
//! In: the tool. Out: the message with its words, what it blocks and its repair.
//! Never hides the tool: ArcGIS can run it.

use super::{Blocks, Code, Message, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB307",
    title: "A protected script cannot be scanned",
    esri_code: None,
    help: include_str!("../../assets/messages/WB307.md"),
};

/// A script of `tool` is protected by a password.
pub fn message(tool: &str) -> Message {
    let text = format!("A script of the tool {tool} is protected and cannot be scanned: what it needs is not known");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .with("tool", tool)
        .repair("Unprotect it (remove the password) and scan again, or list what it needs with Include".to_owned())
}
