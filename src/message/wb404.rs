//! WB404: the value of a Constant cannot be written.
//!
//! In: the parameter and the reason. Out: the message with its words, what it blocks and its repair.
//! Never lets a value that should be fixed go missing unsaid.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB404",
    title: "A Constant cannot be written into the toolbox",
    esri_code: None,
    help: include_str!("../../assets/messages/WB404.md"),
};

/// The packaged toolbox would not say the Constant's value.
pub fn message(place: Option<Place>, parameter: &str, why: &str) -> Message {
    let text = format!("The value of {parameter} is Constant, but cannot be written into the packaged toolbox: {why}");
    let message = Message::new(&CODE, Severity::Error, Blocks::Package, text).with("parameter", parameter).repair(
        "Give the parameter a statement of its own in getParameterInfo (x = arcpy.Parameter(name=…)), or do not mark it Constant"
            .to_owned(),
    );
    match place {
        Some(place) => message.in_script(place),
        None => message,
    }
}
