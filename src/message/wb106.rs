//! WB106: ArcGIS would miss this data.
//!
//! In: an item and the expression that builds its path. Out: the message with its words, what it blocks and its repair.
//! Never blocks: the item travels.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB106",
    title: "ArcGIS would miss this data",
    esri_code: Some("24032"),
    help: include_str!("../../assets/messages/WB106.md"),
};

/// Only Waybill finds this item.
pub fn message(place: Place, item: &str, expression: &str) -> Message {
    let text = format!("{item} is named only by {expression}, which ArcGIS' own scan would miss");
    Message::new(&CODE, Severity::Information, Blocks::Nothing, text)
        .in_script(place)
        .with("item", item)
        .repair("Name the data by one quoted path if the tool is shared from ArcGIS Pro".to_owned())
}
