//! Tells quoted texts that are meant as paths, although they name nothing here.
//!
//! In: a text and what it reaches. Out: yes or no.
//! Never asks the disk, and never takes a word for a path because an ArcGIS tool takes it: most of its arguments are words.

use super::never_data::{is_bare_word, is_never_data};
use crate::geodata::is_geodata_extension;
use crate::python::{Literal, Usage};

/// True for a text that looks like a path: by its start, by a separator and a known extension, or by the place it reaches.
pub fn is_meant_as_path(literal: &Literal) -> bool {
    let text = literal.value.as_str();
    (looks_like_a_path(text) || literal.usage.as_deref().is_some_and(|usage| is_path_by_place(text, usage)))
        && !is_never_data(text)
}

/// True for `e:/x`, `\\server\x`, `../x`, `data/roads.shp`, `x.gdb\Streets`.
pub fn looks_like_a_path(text: &str) -> bool {
    let is_slash = |byte: Option<&u8>| matches!(byte, Some(b'/' | b'\\'));
    let bytes = text.as_bytes();
    let climbs = text.trim_start_matches('.');
    let dots = text.len() - climbs.len();
    let is_drive = bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(1) == Some(&b':') && is_slash(bytes.get(2));
    let is_share = is_slash(bytes.first()) && is_slash(bytes.get(1));
    let is_relative = matches!(dots, 1 | 2) && is_slash(climbs.as_bytes().first());
    is_drive || is_share || is_relative || has_known_name(text)
}

/// A separator, and a name with an extension of geodata.
pub fn has_known_name(text: &str) -> bool {
    if memchr::memchr2(b'/', b'\\', text.as_bytes()).is_none() {
        return false;
    }
    let extension = |name: &str| name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    text.split(['/', '\\']).filter_map(extension).any(|extension| is_geodata_extension(&extension))
}

/// True for a text that reaches a place which takes paths only.
pub fn is_path_by_place(text: &str, usage: &Usage) -> bool {
    let Some(place) = usage.path_place.as_deref() else { return false };
    // A piece of a path that is only joined names nothing by itself; most arguments of tools are words.
    let is_joined = place.ends_with("join");
    let is_tool = place.starts_with("arcpy.") && !place.starts_with("arcpy.env.");
    !is_joined && (!is_tool || !is_bare_word(text)) && !text.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_and_extensions_tell_a_path() {
        for text in [r"e:\gone", "//gis/gone", "./x", r"..\x\y", "data/roads.shp", r"x.gdb\Streets"] {
            assert!(looks_like_a_path(text), "{text}");
        }
        for text in ["index", "a/b", "roads.shp", "5:30", "...", "yes/no", "1/2.5", ".hidden"] {
            assert!(!looks_like_a_path(text), "{text}");
        }
    }
}
