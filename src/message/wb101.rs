//! WB101: the path is absolute, but its drive is not known here.
//!
//! In: the quoted path and its drive. Out: the message with its words, what it blocks and its repair.
//! Never says that the data is missing: it could not be looked up.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB101",
    title: "The path is absolute, but its drive is not known here",
    esri_code: None,
    help: include_str!("../../assets/messages/WB101.md"),
};

/// `quoted` names a drive that this machine does not have.
pub fn message(place: Place, quoted: &str, drive: &str) -> Message {
    let text = format!("{quoted} cannot be looked up: drive {drive} is not known here, so its data would not travel");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .in_script(place)
        .with("drive", drive)
        .repair(format!("Say which folder stands for it: --drive {drive}=FOLDER"))
}
