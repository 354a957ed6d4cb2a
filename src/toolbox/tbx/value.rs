//! Reads a value object: a parameter's default, or one of its choices.
//!
//! In: a place in a tool's stream. Out: the value as the text that an .atbx would hold.
//! Never takes a choice for a default: where a value stands is the caller's knowledge.

use super::cursor::{ClassId, Cursor};
use super::datatype::datatype;

const BOOLEAN: ClassId = ClassId::new(0x66E9_D559, 0x5E0E, 0x45B4, 0xADA8_D7C2_07BA_6B49);
const LONG: ClassId = ClassId::new(0x30ED_7F47, 0x12D9, 0x4C9B, 0xBE8B_7A0A_E386_E574);
const DOUBLE: ClassId = ClassId::new(0x374C_4574, 0x5D6E, 0x4D77, 0x9A67_5489_C6BB_E932);
const MULTIVALUE: ClassId = ClassId::new(0x6A34_BC94, 0x06B2, 0x481B, 0xB104_6663_C4A3_44EF);
/// Multivalues within multivalues were never seen.
const DEEPEST: usize = 4;
/// A class that inherits from others begins with the version of each of them.
const MOST_VERSIONS: usize = 8;
const HIGHEST_VERSION: u16 = 32;

/// The value at the cursor: `None` where it cannot be read, an empty text where there is none.
pub(super) fn value(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = *cursor;
    let text = nested(&mut ahead, DEEPEST)?;
    *cursor = ahead;
    Some(text)
}

fn nested(cursor: &mut Cursor<'_>, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    match cursor.class()? {
        ClassId::NONE => Some(String::new()),
        BOOLEAN => {
            let is_empty = scalar(cursor)?;
            let truth = cursor.truth()?;
            Some(if is_empty { String::new() } else { truth.to_string() })
        }
        LONG => {
            let is_empty = scalar(cursor)?;
            let number = cursor.i32()?;
            Some(if is_empty { String::new() } else { number.to_string() })
        }
        DOUBLE => {
            let is_empty = scalar(cursor)?;
            let number = cursor.f64()?;
            Some(if is_empty { String::new() } else { number.to_string() })
        }
        MULTIVALUE => {
            scalar(cursor)?;
            datatype(cursor)?;
            let count = cursor.count(16)?;
            let values: Option<Vec<String>> = (0..count).map(|_| nested(cursor, depth)).collect();
            Some(joined(&values?))
        }
        // Strings, and everything that is named by a path.
        ClassId(_) => {
            versions(cursor)?;
            cursor.byte_text()
        }
    }
}

/// The head of a simple value: two versions, and whether there is none.
fn scalar(cursor: &mut Cursor<'_>) -> Option<bool> {
    cursor.u16()?;
    cursor.u16()?;
    cursor.truth()
}

/// The versions of a class and of those it inherits from, up to a truth value.
fn versions(cursor: &mut Cursor<'_>) -> Option<()> {
    for _ in 0..MOST_VERSIONS {
        match cursor.u16()? {
            0 | 0xFFFF => return Some(()),
            1..=HIGHEST_VERSION => {}
            _ => return None,
        }
    }
    None
}

/// Several values as ArcGIS writes them: `;` between them, quoted where one holds a blank.
fn joined(values: &[String]) -> String {
    let quoted = values.iter().map(|value| if value.contains([' ', ';']) { format!("'{value}'") } else { value.clone() });
    quoted.collect::<Vec<_>>().join(";")
}
