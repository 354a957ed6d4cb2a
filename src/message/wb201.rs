//! WB201: a module is not on the server.
//!
//! In: the module and the target. Out: the message with its words, what it blocks and its repair.
//! Never blocks the package: the deployment plan installs it.

use super::{Blocks, Code, Fix, Message, Place, Severity};
use crate::consolidation::Override;

/// The code.
pub static CODE: Code = Code {
    name: "WB201",
    title: "A module is not on the server",
    esri_code: None,
    help: include_str!("../../assets/messages/WB201.md"),
};

/// A required module is not in the target's list.
pub fn message(place: Place, module: &str, target: &str, install: Option<&str>) -> Message {
    let text = format!("{module} is imported, but {target} does not have it");
    let accept = Override::Accept {
        code: CODE.name.to_owned(),
        about: module.to_owned(),
        reason: "installed by the deployment plan".to_owned(),
    };
    Message::new(&CODE, Severity::Error, Blocks::Deployment, text)
        .in_script(place)
        .with("module", module)
        .with("target", target)
        .fix(format!("Add {} to the deployment plan", install.unwrap_or(module)), Fix::Decide(accept))
}
