//! WB110: data from another place needs your word.
//!
//! In: a root with its files and bytes. Out: the message with its words, what it blocks and its repair.
//! Never is accepted in bulk: each root is confirmed by name.

use super::{Blocks, Code, Fix, Message, Place, Severity};
use crate::text::{count, size};

/// The code.
pub static CODE: Code = Code {
    name: "WB110",
    title: "Data from another place needs your word",
    esri_code: None,
    help: include_str!("../../assets/messages/WB110.md"),
};

/// Data outside the inputs would leave the machine.
pub fn message(place: Option<Place>, root: &str, files: u64, bytes: u64) -> Message {
    let (what, bytes) = (count(files, "file"), size(bytes));
    let text = format!("{what}, {bytes}, would be copied from {root}, which lies outside the inputs and is not confirmed");
    let message = Message::new(&CODE, Severity::Error, Blocks::Package, text).with("root", root);
    let message = message.fix(format!("Let data from {root} travel, {bytes}"), Fix::AllowRoot { path: root.to_owned() });
    match place {
        Some(place) => message.in_script(place),
        None => message,
    }
}
