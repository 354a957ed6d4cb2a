//! WB401: a path has to change, but cannot be rewritten.
//!
//! In: the reference and the reason. Out: the message with its words, what it blocks and its repair.
//! Never leaves a broken path unsaid.

use super::{Blocks, Code, Fix, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB401",
    title: "A path has to change, but cannot be rewritten",
    esri_code: Some("00068"),
    help: include_str!("../../assets/messages/WB401.md"),
};

/// The reference would break in the package and cannot be rewritten.
pub fn message(place: Option<Place>, quoted: &str, why: &str) -> Message {
    let text = format!("{quoted} would not resolve in the package and cannot be rewritten: {why}");
    let message = Message::new(&CODE, Severity::Error, Blocks::Package, text)
        .repair("Name the data by a path relative to the script".to_owned());
    match place {
        Some(place) => message.in_script(place),
        None => message,
    }
}

/// The reference would break in the package; its script could be rewritten, but the publisher keeps it as it is.
pub fn in_kept_script(place: Place, quoted: &str, script: &str) -> Message {
    let text = format!("{quoted} would not resolve in the package, and the publisher keeps the script as it is");
    Message::new(&CODE, Severity::Error, Blocks::Package, text)
        .in_script(place)
        .fix("Let the package correct the script".to_owned(), Fix::Forget { written: script.to_owned() })
}
