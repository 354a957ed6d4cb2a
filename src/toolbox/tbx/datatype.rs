//! Reads the data type of a parameter.
//!
//! In: a place in a tool's stream. Out: the type as an .atbx would name it: `GPString`, `GPMultiValue<GPString>`, `A|B`,
//! `GPValueTable<A|B>`.
//! Never reads the names on screen: they are in the author's language.

use super::cursor::{ClassId, Cursor};

const SIMPLE: ClassId = ClassId::new(0x960C_B02A, 0x8CAF, 0x442B, 0xACF7_6B62_56FC_19F9);
const MULTIVALUE: ClassId = ClassId::new(0x35DE_3370, 0x678E, 0x40FB, 0x9B7E_FFAF_0822_4B99);
const COMPOSITE: ClassId = ClassId::new(0x409F_1684, 0xA968, 0x43ED, 0x9C7A_747B_6E66_CADD);
const VALUE_TABLE: ClassId = ClassId::new(0x6552_1A5F, 0x7DA6, 0x4893, 0xAE58_F70F_D3CD_1DEE);
/// Types within types: a multivalue of a composite is as deep as they were seen.
const DEEPEST: usize = 8;

/// The data type at the cursor; `None` where it is of a class that is not known.
pub(super) fn datatype(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = *cursor;
    let name = nested(&mut ahead, DEEPEST)?;
    *cursor = ahead;
    Some(name)
}

fn nested(cursor: &mut Cursor<'_>, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    match cursor.class()? {
        SIMPLE => simple(cursor),
        MULTIVALUE => {
            cursor.u16()?;
            Some(format!("GPMultiValue<{}>", nested(cursor, depth)?))
        }
        COMPOSITE => {
            cursor.u16()?;
            let count = cursor.count(16)?;
            let names: Option<Vec<String>> = (0..count).map(|_| nested(cursor, depth)).collect();
            Some(names?.join("|"))
        }
        VALUE_TABLE => {
            cursor.u16()?;
            let count = cursor.count(16)?;
            let columns: Option<Vec<String>> = (0..count).map(|_| column(cursor, depth)).collect();
            Some(format!("GPValueTable<{}>", columns?.join("|")))
        }
        ClassId::NONE => Some(String::new()),
        ClassId(_) => None,
    }
}

/// A column of a value table: its type, its heading, its width, and an object that was never there.
fn column(cursor: &mut Cursor<'_>, depth: usize) -> Option<String> {
    let name = nested(cursor, depth)?;
    let _heading = cursor.byte_text()?;
    let _width = cursor.u32()?;
    (cursor.class()? == ClassId::NONE).then_some(name)
}

fn simple(cursor: &mut Cursor<'_>) -> Option<String> {
    cursor.u16()?;
    cursor.u16()?;
    let name = cursor.long_text()?;
    for _on_screen in 0..3 {
        cursor.long_text()?;
    }
    cursor.class()?;
    cursor.u16()?;
    cursor.u8()?;
    cursor.class()?;
    cursor.u32()?;
    Some(name)
}
