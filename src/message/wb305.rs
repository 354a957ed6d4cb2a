//! WB305: waybill does not read this toolbox yet.
//!
//! In: the toolbox. Out: the message with its words, what it blocks and its repair.
//! Never pretends that the toolbox is empty.

use super::{Blocks, Code, Message, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB305",
    title: "Waybill does not read this toolbox yet",
    esri_code: None,
    help: include_str!("../../assets/messages/WB305.md"),
};

/// A binary toolbox is recognised, its tools are not known.
pub fn message(toolbox: &str) -> Message {
    let text = format!("{toolbox} is a binary toolbox: not read yet, so what its tools need is not known");
    Message::new(&CODE, Severity::Error, Blocks::Package, text)
        .with("toolbox", toolbox)
        .repair("Save it as .atbx in ArcGIS Pro, or publish another toolbox of the folder".to_owned())
}
