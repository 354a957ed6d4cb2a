//! WB309: a tool is only partly understood.
//!
//! In: the tool and what is not understood. Out: the message with its words, what it blocks and its repair.
//! Never drops what was understood.

use super::{Blocks, Code, Message, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB309",
    title: "A tool is only partly understood",
    esri_code: None,
    help: include_str!("../../assets/messages/WB309.md"),
};

/// Only the texts in a model were found.
pub fn of_model(tool: &str) -> Message {
    let text = format!("The tool {tool} is a model: only the texts in it were found, so what it needs may not be complete");
    message(tool, Severity::Information, text, "Check that all its data is listed; add what is missing with Include")
}

/// Only the texts in several models of a toolbox were found.
pub fn of_models(models: usize, toolbox: &str) -> Message {
    let text = format!(
        "{models} tools of {toolbox} are models: only the texts in them were found, so what they need may not be complete"
    );
    Message::new(&CODE, Severity::Information, Blocks::Nothing, text)
        .with("toolbox", toolbox)
        .repair("Check that all their data is listed; add what is missing with Include".to_owned())
}

/// A model of which nothing could be read.
pub fn of_unread_model(tool: &str) -> Message {
    let text = format!("The tool {tool} is a model and was not read: what it needs is not known");
    message(tool, Severity::Warning, text, "List what it needs with Include")
}

/// A tool that runs a file that is no Python.
pub fn of_program(tool: &str, file: &str) -> Message {
    let text = format!("The tool {tool} runs {file}, which is no Python: the file travels, and nothing in it was scanned");
    message(tool, Severity::Warning, text, "List what it needs with Include")
}

/// A tool of a Python toolbox with parameters that are made while it runs.
pub fn of_parameters(tool: &str) -> Message {
    let text = format!("Some parameters of the tool {tool} are made while it runs: their names and values are not known");
    message(tool, Severity::Information, text, "Check that the data they name is listed; add what is missing with Include")
}

/// A tool that is neither a script tool nor a model.
pub fn of_unknown_kind(tool: &str) -> Message {
    let text = format!("The tool {tool} is of a kind that Waybill does not know: what it needs may not be complete");
    message(tool, Severity::Warning, text, "List what it needs with Include")
}

/// A tool of which some part could not be understood.
pub fn of_other(tool: &str) -> Message {
    let text = format!("The tool {tool} is only partly understood: what it needs may not be complete");
    message(tool, Severity::Warning, text, "List what it needs with Include")
}

fn message(tool: &str, severity: Severity, text: String, repair: &str) -> Message {
    Message::new(&CODE, severity, Blocks::Nothing, text).with("tool", tool).repair(repair.to_owned())
}
