//! WB205: it cannot be told whether the server has the module.
//!
//! In: the module, the target and the reason. Out: the message with its words, what it blocks and its repair.
//! Never says missing where it is only not known.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB205",
    title: "It cannot be told whether the server has the module",
    esri_code: None,
    help: include_str!("../../assets/messages/WB205.md"),
};

/// Whether the target has the module cannot be told.
pub fn message(place: Place, module: &str, target: &str, reason: &str) -> Message {
    let text = format!("Unsure whether {target} has {module}: {reason}");
    Message::new(&CODE, Severity::Information, Blocks::Nothing, text)
        .in_script(place)
        .with("module", module)
        .with("target", target)
        .repair("Give the server's own listing: conda list --json".to_owned())
}
