//! WB311: a tool in R.
//!
//! In: the tool. Out: the message with its words, what it blocks and its repair.
//! Never scans R.

use super::{Blocks, Code, Message, Severity};

/// The code.
pub static CODE: Code =
    Code { name: "WB311", title: "A tool in R", esri_code: None, help: include_str!("../../assets/messages/WB311.md") };

/// The tool's script is written in R.
pub fn message(tool: &str) -> Message {
    let text = format!(
        "The tool {tool} is written in R: its script travels and nothing in it was scanned; the server needs R and the R-ArcGIS bridge"
    );
    Message::new(&CODE, Severity::Information, Blocks::Nothing, text)
        .with("tool", tool)
        .repair("Install R and the R-ArcGIS bridge on the server; list the data that it needs with Include".to_owned())
}
