//! WB101: the path is absolute, but its drive is not known here.
//!
//! In: the quoted path and its drive. Out: the message with its words, what it blocks and its repair.
//! Never says that the data is missing: it could not be looked up.

use super::{Blocks, Code, Fix, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB101",
    title: "The path is absolute, but its drive is not known here",
    esri_code: None,
    help: include_str!("../../assets/messages/WB101.md"),
};

/// `quoted` is the first of `count` paths of a script on a drive that this machine does not have.
pub fn message(place: Place, quoted: &str, drive: &str, count: usize) -> Message {
    let what = match count {
        0 | 1 => quoted.to_owned(),
        2 => format!("{quoted} and one more path of the script"),
        many => format!("{quoted} and {} more paths of the script", many - 1),
    };
    let text = format!("{what} cannot be looked up: drive {drive} is not known here, so the data would not travel");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .in_script(place)
        .with("drive", drive)
        .fix(format!("Say which folder stands for {drive}…"), Fix::MapDrive { drive: drive.to_owned() })
}
