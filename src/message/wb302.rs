//! WB302: the server's Python cannot run the script.
//!
//! In: the target, its Python and the syntax. Out: the message with its words, what it blocks and its repair.
//! Never judges style: only syntax counts.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB302",
    title: "The server's Python cannot run the script",
    esri_code: Some("00072"),
    help: include_str!("../../assets/messages/WB302.md"),
};

/// The script's syntax is not the target's.
pub fn message(place: Place, target: &str, python: &str, why: &str) -> Message {
    let text = format!("{target} runs Python {python}, which cannot run this script: {why}");
    Message::new(&CODE, Severity::Error, Blocks::Package, text)
        .in_script(place)
        .with("target", target)
        .with("python", python)
        .repair(format!("Rewrite it for Python {python}"))
}
