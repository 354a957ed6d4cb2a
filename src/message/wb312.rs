//! WB312: a tool that its toolbox does not list.
//!
//! In: the tool. Out: the message with its words, what it blocks and its repair.
//! Never drops the tool.

use super::{Blocks, Code, Message, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB312",
    title: "A tool that its toolbox does not list",
    esri_code: None,
    help: include_str!("../../assets/messages/WB312.md"),
};

/// The tool lies in the toolbox without being listed there.
pub fn message(tool: &str, toolbox: &str) -> Message {
    let text = format!("The tool {tool} lies in {toolbox}, which does not list it: ArcGIS may not show it");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .with("tool", tool)
        .with("toolbox", toolbox)
        .repair("Do not publish the tool, or save the toolbox in ArcGIS Pro and see whether it is there".to_owned())
}
