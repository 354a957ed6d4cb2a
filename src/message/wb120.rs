//! WB120: a model runs a tool that is not there.
//!
//! In: the model, the tool and the toolbox that it names. Out: the message with its words, what it blocks and its repair.
//! Never blocks: what a model says is not certain.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB120",
    title: "A model runs a tool that is not there",
    esri_code: None,
    help: include_str!("../../assets/messages/WB120.md"),
};

/// A model runs a tool that was not found.
pub fn message(place: Place, model: &str, tool: &str, toolbox: Option<&str>) -> Message {
    let of = toolbox.map_or_else(|| "of its own toolbox".to_owned(), |toolbox| format!("of {toolbox}"));
    let text = format!("The model {model} runs the tool {tool} {of}, which is not there");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .in_script(place)
        .with("tool", model)
        .with("called", tool)
        .repair("Put the toolbox with the tool where the model looks for it, or correct the model in ModelBuilder".to_owned())
}
