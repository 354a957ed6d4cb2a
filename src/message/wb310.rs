//! WB310: a tool has two scripts that differ.
//!
//! In: the tool and its two scripts. Out: the message with its words, what it blocks and its repair.
//! Never chooses between them.

use super::{Blocks, Code, Message, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB310",
    title: "A tool has two scripts that differ",
    esri_code: None,
    help: include_str!("../../assets/messages/WB310.md"),
};

/// The script inside the toolbox and the one it links to say different things.
pub fn message(tool: &str, embedded: &str, linked: &str) -> Message {
    let text = format!(
        "The tool {tool} holds the script {embedded} and links to {linked}, and the two differ: which one ArcGIS runs is not known"
    );
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text).with("tool", tool).repair(
        "In ArcGIS Pro, embed the right script again, or link to it only; both were scanned as far as they are Python".to_owned(),
    )
}
