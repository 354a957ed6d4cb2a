//! WB311: a tool in R.
//!
//! In: the tool. Out: the message with its words, what it blocks and its repair.
//! Never scans R.

use super::{Blocks, Code, Message, Severity};

/// The code.
pub static CODE: Code =
    Code { name: "WB311", title: "A tool in R", esri_code: None, help: include_str!("../../assets/messages/WB311.md") };

const REPAIR: &str = "Install R and the R-ArcGIS bridge on the server; list the data that it needs with Include";

/// The tool's script is written in R.
pub fn message(tool: &str) -> Message {
    let text = format!(
        "The tool {tool} is written in R: its script travels and nothing in it was scanned; the server needs R and the R-ArcGIS bridge"
    );
    Message::new(&CODE, Severity::Information, Blocks::Nothing, text).with("tool", tool).repair(REPAIR.to_owned())
}

/// Several tools of a toolbox are written in R: what each needs of the server is the same, and is said once.
pub fn of_several(tools: usize, toolbox: &str) -> Message {
    let text = format!(
        "{tools} tools of {toolbox} are written in R: their scripts travel and nothing in them was scanned; the server needs R and the R-ArcGIS bridge"
    );
    Message::new(&CODE, Severity::Information, Blocks::Nothing, text).with("toolbox", toolbox).repair(REPAIR.to_owned())
}
