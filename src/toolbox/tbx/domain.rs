//! Reads the domain of a parameter: what its value may be.
//!
//! In: a place in a tool's stream. Out: the choices of a list, none for a domain of another kind.
//! Never guesses where a domain of an unknown kind ends.

use super::cursor::{ClassId, Cursor};
use super::value::value;

const CODED_VALUES: ClassId = ClassId::new(0xA11E_0871, 0x6607, 0x4BD4, 0x87D0_35E0_189A_EE59);
const COMPOSITE: ClassId = ClassId::new(0xF9AE_1125, 0x48EF, 0x412D, 0xAB8C_AD91_7F3D_5F8E);
const FEATURE_CLASS: ClassId = ClassId::new(0x652E_C5FF, 0x1772, 0x49AB, 0xB7C7_4391_43D4_4D56);
const FIELD: ClassId = ClassId::new(0xD7FF_AFF1, 0x5990, 0x4828, 0x8263_AA93_C1C0_BD6A);
const FILE: ClassId = ClassId::new(0x3EDC_8E3A, 0xFF87, 0x47E1, 0xAF34_09BB_4CB2_2DA9);
const RANGE: ClassId = ClassId::new(0x5B22_41C0, 0xA61C, 0x11D5, 0x931D_0080_C71A_3226);
const LAYER: ClassId = ClassId::new(0x5BDA_0002, 0x2574, 0x492E, 0xA397_8255_FDFF_2D58);
const MULTIVALUE: ClassId = ClassId::new(0x2B22_284F, 0xA24C, 0x4FBF, 0x813B_09B0_627C_DC19);
const REMAP: ClassId = ClassId::new(0xACA8_516D, 0x30D9, 0x4002, 0x8746_2441_350E_6F73);
const TABLE: ClassId = ClassId::new(0xB6F3_9D28, 0xC6F6, 0x45B4, 0xA60C_2601_A11B_E4BD);
const WORKSPACE: ClassId = ClassId::new(0x0238_381E, 0x083F, 0x4D29, 0x933D_09B4_6ECC_CF73);
/// Domains within a composite domain were never composite themselves.
const DEEPEST: usize = 4;
/// The type of a number in a range (VT_R8).
const DOUBLE: u16 = 5;

/// The choices of the domain at the cursor; `None` where it cannot be read, and then the cursor stays.
pub(super) fn domain(cursor: &mut Cursor<'_>) -> Option<Vec<String>> {
    let mut ahead = *cursor;
    let choices = nested(&mut ahead, DEEPEST)?;
    *cursor = ahead;
    Some(choices)
}

fn nested(cursor: &mut Cursor<'_>, depth: usize) -> Option<Vec<String>> {
    let depth = depth.checked_sub(1)?;
    let class = cursor.class()?;
    if class == ClassId::NONE {
        return Some(Vec::new());
    }
    let version = cursor.u16()?;
    match class {
        CODED_VALUES => {
            let choices = coded_values(cursor)?;
            cursor.take(if version >= 2 { 2 } else { 0 })?;
            return Some(choices);
        }
        MULTIVALUE => return nested(cursor, depth),
        COMPOSITE => {
            let mut choices = Vec::new();
            for _ in 0..cursor.count(16)? {
                choices.extend(nested(cursor, depth)?);
            }
            return Some(choices);
        }
        FEATURE_CLASS => {
            numbers(cursor)?;
            three_empty_lists(cursor)?;
            numbers(cursor)?;
            cursor.take(if version >= 4 { 4 } else { 0 })?;
        }
        FIELD => {
            numbers(cursor)?;
            three_empty_lists(cursor)?;
            cursor.take(if version >= 4 { 2 } else { 0 })?;
        }
        FILE => {
            for _ in 0..cursor.count(4)? {
                let _extension = cursor.byte_text()?;
            }
        }
        RANGE => {
            let _kind = cursor.u32()?;
            for _ in 0..2 {
                (cursor.u16()? == DOUBLE).then_some(())?;
                cursor.f64()?;
            }
        }
        WORKSPACE | TABLE | REMAP => numbers(cursor)?,
        LAYER => {}
        ClassId(_) => return None,
    }
    Some(Vec::new())
}

/// The names on screen, then as many values.
fn coded_values(cursor: &mut Cursor<'_>) -> Option<Vec<String>> {
    for _ in 0..cursor.count(4)? {
        let _on_screen = cursor.byte_text()?;
    }
    (0..cursor.count(16)?).map(|_| value(cursor)).collect()
}

fn numbers(cursor: &mut Cursor<'_>) -> Option<()> {
    let count = cursor.count(4)?;
    cursor.take(count.checked_mul(4)?).map(|_| ())
}

/// What they would hold was never seen.
fn three_empty_lists(cursor: &mut Cursor<'_>) -> Option<()> {
    (cursor.take(12)? == [0; 12]).then_some(())
}
