//! Reads where a binary toolbox says that its tools' scripts lie.
//!
//! In: the bytes of the file. Out: tools with their links, as written.
//! Never follows a link.

use super::container::Container;
use super::cursor::Cursor;
use super::record::{Record, RecordKind};
use super::tool_streams;

/// The tools that link to a script, by name, each with the link as it is written; in the order of the toolbox.
pub fn script_links(bytes: &[u8]) -> Vec<(String, String)> {
    let Ok(mut container) = Container::open(bytes) else { return Vec::new() };
    let mut links = Vec::new();
    for name in tool_streams(&container) {
        let stream = container.stream(&name).unwrap_or_default();
        let mut cursor = Cursor::new(&stream);
        let record = Record::read(&mut cursor);
        let link = cursor.long_text().filter(|link| !link.is_empty() && record.is_complete);
        if let (Some(RecordKind::Script), Some(link)) = (record.kind, link) {
            links.push((if record.name.is_empty() { name } else { record.name }, link));
        }
    }
    links
}
