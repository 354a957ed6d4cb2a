//! WB107: this is the output of an earlier run.
//!
//! In: an item and the output it reaches. Out: the message with its words, what it blocks and its repair.
//! Never takes the item along.

use super::{Blocks, Code, Fix, Message, Place, Severity};
use crate::consolidation::Override;

/// The code.
pub static CODE: Code = Code {
    name: "WB107",
    title: "This is the output of an earlier run",
    esri_code: None,
    help: include_str!("../../assets/messages/WB107.md"),
};

/// The item only reaches an output.
pub fn message(place: Place, item: &str, output: &str) -> Message {
    let text = format!("{item} is what {output} writes; ArcGIS would ship the last run's result, Waybill leaves it out");
    Message::new(&CODE, Severity::Warning, Blocks::Nothing, text)
        .in_script(place)
        .with("item", item)
        .fix("Treat as output".to_owned(), Fix::Decide(Override::Output { path: item.to_owned() }))
}
