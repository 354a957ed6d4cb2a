//! WB303: a tool's script is missing or cannot be read.
//!
//! In: the tool, the script as written and the reason. Out: the message with its words, what it blocks and its repair.
//! Never drops the tool.

use super::{Blocks, Code, Message, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB303",
    title: "A tool's script is missing or cannot be read",
    esri_code: Some("00069"),
    help: include_str!("../../assets/messages/WB303.md"),
};

/// A tool's script is missing or cannot be read.
pub fn message(tool: &str, written: &str, looked_for: &str, why: &str) -> Message {
    let text = format!("The tool {tool} runs {written}, looked for as {looked_for}: {why}");
    Message::new(&CODE, Severity::Error, Blocks::Package, text)
        .with("tool", tool)
        .with("script", looked_for)
        .repair("Put the script there, correct the tool's script path, or do not publish the tool".to_owned())
}
