//! WB204: the module cannot work on the server.
//!
//! In: the module, the target and the reason. Out: the message with its words, what it blocks and its repair.
//! Never offers to install it.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB204",
    title: "The module cannot work on the server",
    esri_code: None,
    help: include_str!("../../assets/messages/WB204.md"),
};

/// The module cannot work on the target, installed or not.
pub fn message(place: Place, module: &str, target: &str, reason: &str, optional: bool) -> Message {
    let severity = if optional { Severity::Warning } else { Severity::Error };
    let text = format!("{module} cannot work on {target}: {reason}");
    Message::new(&CODE, severity, Blocks::Deployment, text)
        .in_script(place)
        .with("module", module)
        .with("target", target)
        .repair(format!("Replace {module} in the script"))
}
