//! WB121: what a model names would not be found in the package.
//!
//! In: the model's text. Out: the message with its words, what it blocks and its repair.
//! Never claims that the model reads it: it may be an output.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB121",
    title: "What a model names would not be found in the package",
    esri_code: Some("00068"),
    help: include_str!("../../assets/messages/WB121.md"),
};

/// A model's text would not lead to the data in the package.
pub fn message(place: Option<Place>, quoted: &str) -> Message {
    let text = format!("The model names {quoted}, which would not be found in the package, and Waybill changes no models");
    let message = Message::new(&CODE, Severity::Error, Blocks::Package, text).repair(
        "Keep the data beside the toolbox and let the model name it by a relative path, or leave the data out if the model only writes it"
            .to_owned(),
    );
    match place {
        Some(place) => message.in_script(place),
        None => message,
    }
}
