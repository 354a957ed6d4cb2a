//! WB203: the server has another version.
//!
//! In: the module and both versions. Out: the message with its words, what it blocks and its repair.
//! Never blocks.

use super::{Blocks, Code, Fix, Message, Place, Severity};
use crate::consolidation::Override;

/// The code.
pub static CODE: Code = Code {
    name: "WB203",
    title: "The server has another version",
    esri_code: None,
    help: include_str!("../../assets/messages/WB203.md"),
};

/// Server and workstation differ; a patch level is only worth knowing.
pub fn message(place: Place, module: &str, target: &str, server: &str, workstation: &str, patch_only: bool) -> Message {
    let severity = if patch_only { Severity::Information } else { Severity::Warning };
    let text = format!("{module} is {workstation} on the workstation and {server} on {target}");
    let accept = Override::Accept {
        code: CODE.name.to_owned(),
        about: module.to_owned(),
        reason: "the server's version will do".to_owned(),
    };
    Message::new(&CODE, severity, Blocks::Nothing, text)
        .in_script(place)
        .with("module", module)
        .with("server", server)
        .with("workstation", workstation)
        .fix(format!("Accept {module} {server}"), Fix::Decide(accept))
}
