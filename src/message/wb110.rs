//! WB110: data from another place needs your word.
//!
//! In: a root with its files and bytes. Out: the message with its words, what it blocks and its repair.
//! Never is accepted in bulk: each root is confirmed by name.

use super::{Blocks, Code, Message, Place, Severity};
use crate::text::count;

/// The code.
pub static CODE: Code = Code {
    name: "WB110",
    title: "Data from another place needs your word",
    esri_code: None,
    help: include_str!("../../assets/messages/WB110.md"),
};

/// Data outside the inputs would leave the machine.
pub fn message(place: Option<Place>, root: &str, files: u64, bytes: u64) -> Message {
    let (what, size) = (count(files, "file"), count(bytes, "byte"));
    let text = format!("{what}, {size}, would be copied from {root}, which lies outside the inputs and is not confirmed");
    let message = Message::new(&CODE, Severity::Error, Blocks::Package, text).with("root", root);
    let message = message.repair(format!("Confirm it: --allow-root {root}"));
    match place {
        Some(place) => message.in_script(place),
        None => message,
    }
}
