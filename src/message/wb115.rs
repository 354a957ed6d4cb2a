//! WB115: a connection file with a saved password.
//!
//! In: a file. Out: the message with its words, what it blocks and its repair.
//! Never holds the password, nor anything else that the file says; never is accepted in bulk.

use super::{Blocks, Code, Fix, Message, Severity};
use crate::text::DataPath;

/// The code.
pub static CODE: Code = Code {
    name: "WB115",
    title: "A saved password would travel",
    esri_code: None,
    help: include_str!("../../assets/messages/WB115.md"),
};

/// A connection file that would be copied saves a password.
pub fn message(path: &str) -> Message {
    let text = format!("{path} would be copied, and it saves a password");
    Message::new(&CODE, Severity::Error, Blocks::Package, text)
        .with("path", path)
        .fix(format!("Let {} travel with its password", DataPath::new(path).name()), Fix::AllowSecret { path: path.to_owned() })
}
