//! WB308: a Python toolbox makes its tools while it runs.
//!
//! In: the toolbox and how many scripts were scanned. Out: the message with its words, what it blocks and its repair.
//! Never guesses which tools there are.

use super::{Blocks, Code, Message, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB308",
    title: "The tools could not be listed",
    esri_code: None,
    help: include_str!("../../assets/messages/WB308.md"),
};

/// The list of tools of `toolbox` is made while it runs, and `tool` stands for them; so many scripts were scanned.
pub fn message(tool: &str, toolbox: &str, scripts: usize) -> Message {
    let scanned = match scripts {
        1 => "the toolbox itself was scanned".to_owned(),
        _ => format!("the {scripts} scripts that may hold them were scanned"),
    };
    let text = format!("{toolbox} is dynamic: tools are made while it runs and could not be listed; {scanned}");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .with("tool", tool)
        .repair("Check that all the tools need is listed; add what is missing with Include".to_owned())
}
