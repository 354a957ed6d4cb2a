//! WB108: a word equals the name of a folder or file.
//!
//! In: the quoted word and what it is the name of. Out: the message with its words, what it blocks and its repair.
//! Never rewrites the word.

use super::{Blocks, Code, Fix, Message, Place, Severity};
use crate::consolidation::Override;
use crate::discovery::QuotedText;

/// The code.
pub static CODE: Code = Code {
    name: "WB108",
    title: "A word equals the name of a folder or file",
    esri_code: None,
    help: include_str!("../../assets/messages/WB108.md"),
};

/// `quoted` is a word that reaches no place that takes a path.
pub fn message(place: Place, key: QuotedText, item: &str, arcgis_replaces: bool) -> Message {
    let quoted = &key.quoted;
    let then = if arcgis_replaces { "ArcGIS would replace it by a path" } else { "it is taken for text" };
    let text = format!("The word {quoted} equals the name of {item}; {then}");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .in_script(place)
        .with("item", item)
        .fix("Treat as text".to_owned(), Fix::Decide(Override::Text(key)))
}
