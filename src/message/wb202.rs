//! WB202: an optional module is not on the server.
//!
//! In: the module and the target. Out: the message with its words, what it blocks and its repair.
//! Never blocks: every import of it is optional.

use super::{Blocks, Code, Fix, Message, Place, Severity};
use crate::consolidation::Override;

/// The code.
pub static CODE: Code = Code {
    name: "WB202",
    title: "An optional module is not on the server",
    esri_code: None,
    help: include_str!("../../assets/messages/WB202.md"),
};

/// A module whose imports are all guarded or local to functions is not in the target's list.
pub fn message(place: Place, module: &str, target: &str) -> Message {
    let text = format!("{module} is imported where its absence may be survived, and {target} does not have it");
    let accept = Override::Accept {
        code: CODE.name.to_owned(),
        about: module.to_owned(),
        reason: "installed by the deployment plan".to_owned(),
    };
    Message::new(&CODE, Severity::Warning, Blocks::Deployment, text)
        .in_script(place)
        .with("module", module)
        .with("target", target)
        .fix(format!("Add {module} to the deployment plan"), Fix::Decide(accept))
}
