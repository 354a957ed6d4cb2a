//! WB114: a decision that names nothing.
//!
//! In: the decision. Out: the message with its words, what it blocks and its repair.
//! Never is dropped silently.

use super::{Blocks, Code, Fix, Message, Severity};
use crate::consolidation::Override;

/// The code.
pub static CODE: Code = Code {
    name: "WB114",
    title: "A decision that names nothing",
    esri_code: None,
    help: include_str!("../../assets/messages/WB114.md"),
};

/// The decision matches nothing.
pub fn message(decision: &Override) -> Message {
    let text = match decision {
        Override::Include { path } => format!("Nothing is named {path}, which is to be included"),
        Override::Exclude { path } => format!("Nothing is named {path}, which is to be excluded"),
        Override::InDataStore { path } => format!("Nothing is named {path}, which is to stay in the data store"),
        Override::Output { path } => format!("Nothing is named {path}, which is to be left out as an output"),
        Override::Text(text) => format!("{} does not say {}, which is to be text", text.script, text.quoted),
        Override::Raw(text) => format!("{} does not say {}, which is to be a raw string", text.script, text.quoted),
        Override::KeepScript { script } => format!("No script is named {script}, which is to stay as it is"),
        Override::Accept { code, about, .. } => format!("No message {code} is about {about}, where one is accepted"),
    };
    let written = decision.written();
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .with("path", &written)
        .fix("Forget this decision".to_owned(), Fix::Forget { written })
}

/// A tool that is to be published is not there; others are chosen beside it.
pub fn tool(written: &str) -> Message {
    let text = format!("No tool is named {written}, which is to be published");
    forgettable(Message::new(&CODE, Severity::Warning, Blocks::Nothing, text), written)
}

/// A tool that is to be published is not there, and no other is chosen.
pub fn last_tool(written: &str) -> Message {
    let text = format!("No tool is named {written}, and no other is chosen: nothing would be published");
    forgettable(Message::new(&CODE, Severity::Error, Blocks::Package, text), written)
}

fn forgettable(message: Message, tool: &str) -> Message {
    message.with("tool", tool).fix("Forget this tool".to_owned(), Fix::ForgetTool { written: tool.to_owned() })
}

/// The toolbox that was chosen for the service has no chosen tool: they stand in others.
pub fn no_tool_of(toolbox: &str) -> Message {
    let text = format!("No tool of {toolbox} is chosen: nothing would be published");
    Message::new(&CODE, Severity::Error, Blocks::Package, text)
        .with("toolbox", toolbox)
        .repair("Choose a tool of it, or another toolbox".to_owned())
}
