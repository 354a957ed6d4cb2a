//! Reads a value object: a parameter's default, or one of its choices.
//!
//! In: a place in a tool's stream. Out: the value as the text that an .atbx would hold.
//! Never takes a choice for a default: where a value stands is the caller's knowledge.

use memchr::memmem;

use super::cursor::{ClassId, Cursor};
use super::datatype::datatype;
use crate::text::joined;

const BOOLEAN: ClassId = ClassId::new(0x66E9_D559, 0x5E0E, 0x45B4, 0xADA8_D7C2_07BA_6B49);
const LONG: ClassId = ClassId::new(0x30ED_7F47, 0x12D9, 0x4C9B, 0xBE8B_7A0A_E386_E574);
const DOUBLE: ClassId = ClassId::new(0x374C_4574, 0x5D6E, 0x4D77, 0x9A67_5489_C6BB_E932);
const MULTIVALUE: ClassId = ClassId::new(0x6A34_BC94, 0x06B2, 0x481B, 0xB104_6663_C4A3_44EF);
const VALUE_TABLE: ClassId = ClassId::new(0x98A7_A0CD, 0x3282, 0x44CD, 0x90B7_4F39_CDB8_5B84);
const LINEAR_UNIT: ClassId = ClassId::new(0x842D_E5C7, 0x80FB, 0x4C41, 0x8621_69DE_AD3C_C024);
/// Values that are one text behind the versions of their class: strings, and what is named by a path.
const TEXTS: [ClassId; 22] = [
    // feature class
    ClassId::new(0x00BB_7F40, 0x3E51, 0x4864, 0xA66C_7F0C_8EE9_A842),
    // shapefile
    ClassId::new(0x03E6_FB47, 0xAA38, 0x476C, 0x934B_1DF5_765C_76EB),
    // feature layer
    ClassId::new(0x0E3D_6DF3, 0x8D43, 0x4A0E, 0x8290_8AB8_6297_AB17),
    // group layer
    ClassId::new(0x1095_7268, 0x803E, 0x4CB4, 0xBD9C_C2B6_60B9_8BDF),
    // file
    ClassId::new(0x175C_F2C5, 0x12BF, 0x413A, 0x8FDF_3DA3_0CC0_9BEE),
    // workspace
    ClassId::new(0x2127_AF36, 0xCAE1, 0x427E, 0xB1A8_BF0F_1AD1_9F6E),
    // folder
    ClassId::new(0x273C_CEBC, 0x1AA2, 0x4429, 0xBBD5_4CB7_C6E2_0465),
    // string
    ClassId::new(0x6A34_8533, 0xB667, 0x4A05, 0xABB0_0024_110D_17F0),
    // feature dataset
    ClassId::new(0x6AC6_19FE, 0x191F, 0x432D, 0xB1A3_28CE_85A5_91AF),
    // raster dataset
    ClassId::new(0x8295_BB68, 0xF200, 0x4CA6, 0x803F_9799_52D7_32BD),
    // server connection
    ClassId::new(0x887D_4940, 0x9343, 0x42A3, 0x8C8F_5C41_D4DC_FAFD),
    // raster layer
    ClassId::new(0x8931_2279, 0xB7E6, 0x4787, 0xBE93_9B25_CD94_D768),
    // hidden string
    ClassId::new(0x94CF_EB8F, 0x482E, 0x4896, 0xB3FC_5A72_7ED5_DF74),
    // table
    ClassId::new(0x9C84_05DB, 0xBB87, 0x4BD6, 0x932D_7FFB_35B0_4BA0),
    // map document
    ClassId::new(0xC0BE_D5D9, 0x13E2, 0x469B, 0xA7D8_2270_4B0C_8630),
    // network dataset layer
    ClassId::new(0xC9C8_73DC, 0xBA4E, 0x47DB, 0xAE78_75AD_B28F_A99E),
    // table view
    ClassId::new(0xCF08_16ED, 0xA6A0, 0x4AC1, 0xB8F1_192B_3291_A853),
    // text file
    ClassId::new(0xE98D_0766, 0xC13E, 0x45CA, 0xBA78_1DEF_8B60_CAB2),
    // mosaic dataset
    ClassId::new(0xF5B0_862D, 0x3E81, 0x45F7, 0x9C79_5223_6743_C95D),
    // field
    ClassId::new(0xF94F_7534, 0x9FDF, 0x11D0, 0xBEC7_0080_5F7C_4268),
    // SQL expression
    ClassId::new(0xF966_FB74, 0xEA71, 0x41C7, 0xA848_8D26_A71D_B91A),
    // network dataset
    ClassId::new(0xFF88_08B7, 0xE50C, 0x45FE, 0x84EA_1C06_1D74_31F6),
];
/// Values that name no data and are not read.
const OTHERS: [ClassId; 8] = [
    // cell size of Spatial Analyst
    ClassId::new(0x0882_F404, 0x551D, 0x4DAC, 0x9842_3DC2_F27F_5B53),
    // feature set
    ClassId::new(0x1CE6_115F, 0xA472, 0x49A1, 0xA228_88F6_01B3_134E),
    // record set
    ClassId::new(0x38DB_67C2, 0xEBC1, 0x461A, 0x8729_011B_B7DB_AF0C),
    // spatial reference
    ClassId::new(0x5033_07EA, 0x4131, 0x456B, 0x9B9A_1598_9534_BE4D),
    // extent
    ClassId::new(0x754F_9CDC, 0xEE51, 0x412A, 0x97EA_E573_077C_559F),
    // coordinate system
    ClassId::new(0xB3E1_D7ED, 0xA8D6, 0x44A7, 0xA911_817C_361B_574C),
    // date
    ClassId::new(0xBED6_F22B, 0xAD8E, 0x440E, 0x8DD5_B416_396B_6FD4),
    // cell size
    ClassId::new(0xD042_DFF8, 0xEAA2, 0x4706, 0xB3DE_6E62_CFED_A76A),
];
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
            several(cursor, count, depth)
        }
        LINEAR_UNIT => {
            let is_empty = scalar(cursor)?;
            let (number, unit) = (cursor.f64()?, cursor.u32()?);
            Some(if is_empty { String::new() } else { format!("{number} {}", unit_name(unit)?) })
        }
        VALUE_TABLE => {
            scalar(cursor)?;
            for _ in 0..cursor.count(16)? {
                datatype(cursor)?;
            }
            (cursor.u32()? == 0).then(String::new)
        }
        class if OTHERS.contains(&class) => Some(String::new()),
        // A class that was never seen is most likely one more kind of data, and those are all alike.
        ClassId(_) => {
            versions(cursor)?;
            cursor.byte_text().filter(|text| !text.contains(char::is_control))
        }
    }
}

/// True if a value of a known class may begin at the cursor: evidence for a value where its place is not known.
pub(super) fn is_at_value(mut cursor: Cursor<'_>) -> bool {
    let known = [BOOLEAN, LONG, DOUBLE, MULTIVALUE, VALUE_TABLE, LINEAR_UNIT];
    cursor.class().is_some_and(|class| [&known[..], &TEXTS, &OTHERS].iter().any(|classes| classes.contains(&class)))
}

/// The name of a unit of length as ArcGIS numbers them (esriUnits).
fn unit_name(unit: u32) -> Option<&'static str> {
    const NAMES: [&str; 13] = [
        "Unknown",
        "Inches",
        "Points",
        "Feet",
        "Yards",
        "Miles",
        "NauticalMiles",
        "Millimeters",
        "Centimeters",
        "Meters",
        "Kilometers",
        "DecimalDegrees",
        "Decimeters",
    ];
    NAMES.get(usize::try_from(unit).ok()?).copied()
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

/// Values one behind the other. What follows the path of data is not understood, so the next one is found by its class.
fn several(cursor: &mut Cursor<'_>, count: usize, depth: usize) -> Option<String> {
    let Some(class) = cursor.rest().first_chunk().copied().map(ClassId) else { return Some(String::new()) };
    let mut values = Vec::new();
    for place in 0..count {
        if place > 0 {
            let further = memmem::find(cursor.rest(), &class.0)?;
            cursor.take(further)?;
        }
        values.push(nested(cursor, depth)?);
    }
    Some(joined(values.iter().map(String::as_str)))
}
