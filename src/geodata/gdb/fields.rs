//! Reads the field section of a `.gdbtable`: which columns a table has, and how a row stores them.
//!
//! In: the bytes from the field section on. Out: the [`Fields`], or `None` where they cannot be read.
//! Never trusts the declared length of the section: tables are found whose last field ends elsewhere.

use super::bytes::Bytes;

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Fields {
    /// In the order in which rows store them.
    pub(super) columns: Vec<Column>,
    /// True if text is UTF-8, else UTF-16.
    pub(super) utf8: bool,
    /// The length of the bitmap that opens each row: one bit for each column that may be null.
    pub(super) bitmap_bytes: usize,
}

/// One column.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) stored: Stored,
    nullable: bool,
}

impl Column {
    pub(super) fn has_null_bit(&self) -> bool {
        self.nullable && self.stored != Stored::RowNumber
    }
}

/// How a row stores a column's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// Not at all: it is the row's number.
    RowNumber,
    /// A whole number of this many bytes.
    Integer(usize),
    /// This many bytes without further meaning here.
    Fixed(usize),
    /// Sixteen bytes.
    Guid,
    /// Text behind its length.
    Text,
    /// Bytes behind their length.
    Sized,
}

/// Which coordinates the geometries of the table have; their extents are part of a field's description.
#[derive(Clone, Copy)]
struct TableFlags {
    has_z: bool,
    has_m: bool,
}

const NULLABLE: u8 = 1;
const HAS_DEFAULT: u8 = 4;

impl Fields {
    pub(super) fn read(mut bytes: Bytes<'_>) -> Option<Self> {
        let _length = bytes.u32()?;
        let _format = bytes.u32()?;
        let flags = bytes.u32()?;
        let count = bytes.u16()?;
        let table = TableFlags { has_z: flags & 0x8000_0000 != 0, has_m: flags & 0x4000_0000 != 0 };
        let columns = (0..count).map(|_| read_column(&mut bytes, table)).collect::<Option<Vec<_>>>()?;
        let bits = columns.iter().filter(|column| column.has_null_bit()).count();
        Some(Self { columns, utf8: flags & 0x100 != 0, bitmap_bytes: bits.div_ceil(8) })
    }
}

fn read_column(bytes: &mut Bytes<'_>, table: TableFlags) -> Option<Column> {
    let name = bytes.short_text()?;
    let _alias = bytes.short_text()?;
    let (stored, flag) = match bytes.u8()? {
        0 => (Stored::Integer(2), number_flag(bytes)?),
        1 => (Stored::Integer(4), number_flag(bytes)?),
        13 => (Stored::Integer(8), number_flag(bytes)?),
        2 => (Stored::Fixed(4), number_flag(bytes)?),
        3 | 5 | 14 | 15 => (Stored::Fixed(8), number_flag(bytes)?),
        16 => (Stored::Fixed(10), number_flag(bytes)?),
        4 => (Stored::Text, text_flag(bytes)?),
        6 => (Stored::RowNumber, plain_flag(bytes)?),
        7 => (Stored::Sized, geometry_flag(bytes, table)?),
        8 | 12 => (Stored::Sized, plain_flag(bytes)?),
        9 => raster_column(bytes)?,
        10 | 11 => (Stored::Guid, plain_flag(bytes)?),
        _ => return None,
    };
    Some(Column { name, stored, nullable: flag & NULLABLE != 0 })
}

fn plain_flag(bytes: &mut Bytes<'_>) -> Option<u8> {
    bytes.u8()?;
    bytes.u8()
}

fn number_flag(bytes: &mut Bytes<'_>) -> Option<u8> {
    let flag = plain_flag(bytes)?;
    let default_length = bytes.u8()?;
    if flag & HAS_DEFAULT != 0 {
        bytes.take(usize::from(default_length))?;
    }
    Some(flag)
}

fn text_flag(bytes: &mut Bytes<'_>) -> Option<u8> {
    let _longest = bytes.u32()?;
    let flag = bytes.u8()?;
    let default_length = bytes.varuint()?;
    if flag & HAS_DEFAULT != 0 {
        bytes.take(usize::try_from(default_length).ok()?)?;
    }
    Some(flag)
}

fn geometry_flag(bytes: &mut Bytes<'_>, table: TableFlags) -> Option<u8> {
    let flag = plain_flag(bytes)?;
    skip_wkt(bytes)?;
    let has = bytes.u8()?;
    skip_precision(bytes, has)?;
    let extents = 4 + 2 * usize::from(table.has_z) + 2 * usize::from(table.has_m);
    skip_doubles(bytes, extents)?;
    bytes.u8()?;
    let grids = bytes.u32()?;
    skip_doubles(bytes, usize::try_from(grids).ok()?)?;
    Some(flag)
}

fn raster_column(bytes: &mut Bytes<'_>) -> Option<(Stored, u8)> {
    let flag = plain_flag(bytes)?;
    let _column = bytes.short_text()?;
    skip_wkt(bytes)?;
    let has = bytes.u8()?;
    if has != 0 {
        skip_precision(bytes, has)?;
    }
    let stored = match bytes.u8()? {
        1 => Stored::Fixed(4),
        _ => Stored::Sized,
    };
    Some((stored, flag))
}

fn skip_wkt(bytes: &mut Bytes<'_>) -> Option<()> {
    let length = bytes.u16()?;
    bytes.take(usize::from(length)).map(|_| ())
}

/// Skips origin and scale of x and y, then a tolerance; M and Z add a pair and a tolerance each.
fn skip_precision(bytes: &mut Bytes<'_>, has: u8) -> Option<()> {
    let optional = usize::from(has & 2 != 0) + usize::from(has & 4 != 0);
    skip_doubles(bytes, 4 + 3 * optional)
}

fn skip_doubles(bytes: &mut Bytes<'_>, count: usize) -> Option<()> {
    bytes.take(count.checked_mul(8)?).map(|_| ())
}
