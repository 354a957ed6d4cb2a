//! WB104: the geodatabase has no such dataset.
//!
//! In: the container and what was looked for in it. Out: the message with its words, what it blocks and its repair.
//! Never blocks: the dataset may be an output still to come.

use super::{Blocks, Code, Fix, Message, Place, Severity};
use crate::consolidation::Override;

/// The code.
pub static CODE: Code = Code {
    name: "WB104",
    title: "The geodatabase has no such dataset",
    esri_code: Some("00073"),
    help: include_str!("../../assets/messages/WB104.md"),
};

/// The container is there; the dataset is not.
pub fn message(place: Place, quoted: &str, container: &str, inner: &str) -> Message {
    let text = format!("{container} is there, but has no dataset {inner}, which {quoted} names");
    let item = format!("{container}/{inner}");
    let accept = Override::Accept { code: CODE.name.to_owned(), about: item.clone(), reason: "an output to come".to_owned() };
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .in_script(place)
        .with("item", &item)
        .with("container", container)
        .with("dataset", inner)
        .fix("Accept it as an output to come".to_owned(), Fix::Decide(accept))
}
