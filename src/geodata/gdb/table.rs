//! Reads rows of a `.gdbtable`: the wanted columns by name, the others skipped.
//!
//! In: the bytes of a `.gdbtable` and of its `.gdbtablx`. Out: a [`Table`] that gives [`Rows`].
//! Never trusts a count or length of the file: rows that do not fit are counted as damaged.

use std::borrow::Cow;

use super::bytes::{Bytes, little_endian, utf16};
use super::fields::{Column, Fields, Stored};
use super::index::RowIndex;
use crate::text::same_name;

/// A table that can be read.
#[derive(Debug)]
pub(super) struct Table {
    bytes: Vec<u8>,
    fields: Fields,
    index: RowIndex,
}

/// The rows that could be read.
#[derive(Debug)]
pub(super) struct Rows<'t, const N: usize> {
    pub(super) rows: Vec<Row<'t, N>>,
    /// Rows that are listed and cannot be read.
    pub(super) damaged: usize,
}

/// The wanted cells of a row.
#[derive(Debug)]
pub(super) struct Row<'t, const N: usize> {
    /// The row's number, from 1.
    pub(super) number: u64,
    /// In the order in which the columns were asked for.
    pub(super) cells: [Cell<'t>; N],
}

/// A value; what the catalogue has no use for is [`Cell::Null`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Cell<'t> {
    #[default]
    Null,
    Integer(u64),
    Guid(u128),
    Text(Cow<'t, str>),
}

impl Cell<'_> {
    /// The text, empty where there is none.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Null | Self::Integer(_) | Self::Guid(_) => "",
        }
    }

    pub(super) fn integer(&self) -> Option<u64> {
        match self {
            Self::Integer(value) => Some(*value),
            Self::Null | Self::Text(_) | Self::Guid(_) => None,
        }
    }

    pub(super) fn guid(&self) -> Option<u128> {
        match self {
            Self::Guid(value) => Some(*value),
            Self::Null | Self::Text(_) | Self::Integer(_) => None,
        }
    }
}

const FIELDS_OFFSET_AT: u64 = 32;

impl Table {
    /// `None` where one of the two files is not what its name says.
    pub(super) fn read(table: Vec<u8>, index: Vec<u8>) -> Option<Self> {
        let version = Bytes::new(&table).u32()?;
        if !matches!(version, 3 | 4) {
            return None;
        }
        let fields_offset = Bytes::at(&table, FIELDS_OFFSET_AT)?.uint(8)?;
        let fields = Fields::read(Bytes::at(&table, fields_offset)?)?;
        Some(Self { index: RowIndex::read(index)?, fields, bytes: table })
    }

    /// Reads these columns of every row; a column that the table lacks is null.
    pub(super) fn rows<const N: usize>(&self, wanted: [&str; N]) -> Rows<'_, N> {
        let slots: Vec<Option<usize>> =
            self.fields.columns.iter().map(|column| wanted.iter().position(|name| same_name(name, &column.name))).collect();
        let end = slots.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let plan: Vec<(&Column, Option<usize>)> = self.fields.columns.iter().zip(slots).take(end).collect();
        let mut found = Rows { rows: Vec::new(), damaged: 0 };
        // Rows never overlap. Offsets that all point to one long row would otherwise be read again and again.
        let mut unread = self.bytes.len();
        for (number, offset) in self.index.rows() {
            let Some(row) = self.row_bytes(offset).filter(|row| row.len() + 4 <= unread) else {
                found.damaged += 1;
                continue;
            };
            unread -= row.len() + 4;
            match self.read_cells(row, &plan) {
                Some(cells) => found.rows.push(Row { number, cells }),
                None => found.damaged += 1,
            }
        }
        found
    }

    fn row_bytes(&self, offset: u64) -> Option<&[u8]> {
        let mut bytes = Bytes::at(&self.bytes, offset)?;
        let length = bytes.u32()?;
        bytes.take(usize::try_from(length).ok()?)
    }

    fn read_cells<'t, const N: usize>(&'t self, row: &'t [u8], plan: &[(&Column, Option<usize>)]) -> Option<[Cell<'t>; N]> {
        let mut cells: [Cell<'t>; N] = std::array::from_fn(|_| Cell::Null);
        let mut bytes = Bytes::new(row);
        let nulls = bytes.take(self.fields.bitmap_bytes)?;
        let mut bit = 0;
        for (column, slot) in plan {
            if column.has_null_bit() {
                let is_null = nulls.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1);
                bit += 1;
                if is_null {
                    continue;
                }
            }
            let value = stored_bytes(&mut bytes, column.stored)?;
            if let Some(cell) = slot.and_then(|slot| cells.get_mut(slot)) {
                *cell = self.cell(column.stored, value);
            }
        }
        Some(cells)
    }

    fn cell<'t>(&self, stored: Stored, value: &'t [u8]) -> Cell<'t> {
        match stored {
            Stored::Integer(_) => Cell::Integer(little_endian(value)),
            Stored::Guid => guid(value).map_or(Cell::Null, Cell::Guid),
            Stored::Text if self.fields.utf8 => Cell::Text(String::from_utf8_lossy(value)),
            Stored::Text => Cell::Text(Cow::Owned(utf16(value))),
            Stored::RowNumber | Stored::Fixed(_) | Stored::Sized => Cell::Null,
        }
    }
}

fn stored_bytes<'t>(bytes: &mut Bytes<'t>, stored: Stored) -> Option<&'t [u8]> {
    match stored {
        Stored::RowNumber => Some(&[]),
        Stored::Integer(width) | Stored::Fixed(width) => bytes.take(width),
        Stored::Guid => bytes.take(16),
        Stored::Text | Stored::Sized => bytes.sized(),
    }
}

/// The first three groups of a stored GUID are little-endian.
fn guid(value: &[u8]) -> Option<u128> {
    let mut bytes = Bytes::new(value);
    let first = u128::from(bytes.u32()?);
    let second = u128::from(bytes.u16()?);
    let third = u128::from(bytes.u16()?);
    let rest = u64::from_be_bytes(bytes.take(8)?.try_into().ok()?);
    Some(first << 96 | second << 80 | third << 64 | u128::from(rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::builder::{Form, Value, table};
    use super::*;

    const COLUMNS: [(&str, u8); 3] = [("Name", 4), ("UUID", 10), ("Number", 1)];

    fn read(form: Form, rows: &[Option<Vec<Value>>]) -> Table {
        let [bytes, index] = table(form, &COLUMNS, rows);
        Table::read(bytes, index).unwrap()
    }

    #[test]
    fn wanted_columns_are_read_and_deleted_rows_keep_their_numbers() {
        let id = 0x70737809_852c_4a03_9e22_2cecea5b9bfa;
        let kept = vec![Value::Text("Straße"), Value::Guid(id), Value::Null];
        for form in [Form::V9, Form::V10, Form::Wide] {
            let table = read(form, &[None, Some(kept.clone())]);
            let found = table.rows(["uuid", "Missing", "name"]);
            assert_eq!(found.damaged, 0);
            assert_eq!(found.rows.len(), 1);
            assert_eq!(found.rows[0].number, 2);
            assert_eq!(found.rows[0].cells, [Cell::Guid(id), Cell::Null, Cell::Text("Straße".into())]);
        }
    }

    #[test]
    fn offsets_that_all_point_to_one_row_do_not_multiply_it() {
        let [bytes, mut index] = table(Form::V10, &COLUMNS, &[Some(vec![Value::Null; 3])]);
        let first: [u8; 5] = index[16..21].try_into().unwrap();
        index[16..16 + 1024 * 5].chunks_exact_mut(5).for_each(|offset| offset.copy_from_slice(&first));
        let table = Table::read(bytes, index).unwrap();
        let found = table.rows(["Name"]);
        assert!(found.rows.len() < 50);
        assert_eq!(found.rows.len() + found.damaged, 1024);
    }

    #[test]
    fn sparse_blocks_keep_the_row_numbers() {
        let [bytes, mut index] = table(Form::V10, &COLUMNS, &[Some(vec![Value::Null; 3])]);
        index.truncate(16 + 1024 * 5);
        for word in [1u32, 3, 1, 0] {
            index.extend(word.to_le_bytes());
        }
        index.extend([0b100, 0, 0, 0]);
        let table = Table::read(bytes, index).unwrap();
        assert_eq!(table.rows(["Name"]).rows[0].number, 2049);
    }

    fn street_table() -> [Vec<u8>; 2] {
        let row = vec![Value::Text("Streets"), Value::Guid(7), Value::Integer(-1)];
        table(Form::V10, &COLUMNS, &[Some(row.clone()), None, Some(row)])
    }

    proptest! {
        #[test]
        fn random_bytes_are_never_more_than_damaged(bytes: Vec<u8>, index: Vec<u8>) {
            if let Some(table) = Table::read(bytes, index) {
                table.rows(["Name"]);
            }
        }

        #[test]
        fn mutated_tables_are_never_more_than_damaged(
            changes in proptest::collection::vec((0usize..400, any::<u8>()), 1..12),
            index_changes in proptest::collection::vec((0usize..60, any::<u8>()), 0..6),
            cut in 0usize..300,
        ) {
            let [mut bytes, mut index] = street_table();
            bytes.truncate(bytes.len().saturating_sub(cut / 4));
            changes.into_iter().for_each(|(at, value)| if let Some(byte) = bytes.get_mut(at) { *byte = value });
            index_changes.into_iter().for_each(|(at, value)| if let Some(byte) = index.get_mut(at) { *byte = value });
            let size = bytes.len();
            if let Some(table) = Table::read(bytes, index) {
                prop_assert!(table.rows(["Name", "UUID", "Number"]).rows.len() <= size);
            }
        }
    }
}
