//! WB405: a Constant is set by hand.
//!
//! In: the parameter and the toolbox. Out: the message with its words, what it blocks and its repair.
//! Never blocks: the deployment plan says what to set.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB405",
    title: "A Constant is set by hand",
    esri_code: None,
    help: include_str!("../../assets/messages/WB405.md"),
};

/// The deployment plan holds a step for it.
pub fn message(place: Place, parameter: &str, toolbox: &str) -> Message {
    let text = format!("{parameter} is Constant: its value has to be set by hand in the packaged {toolbox}");
    Message::new(&CODE, Severity::Warning, Blocks::Deployment, text)
        .in_script(place)
        .with("parameter", parameter)
        .repair("Set it as plan.md says; in an .atbx the values of script tools are written by Waybill".to_owned())
}
