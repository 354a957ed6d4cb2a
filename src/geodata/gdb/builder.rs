//! Builds the bytes of small tables and geodatabases, for tests.
//!
//! In: rows as text and numbers. Out: `.gdbtable` and `.gdbtablx` files.
//! Never used outside tests: no real geodatabase of release 9 or with 64-bit row numbers can be written here.

/// A value of a built row.
#[derive(Clone, Copy)]
pub(in crate::geodata) enum Value {
    Null,
    Integer(i32),
    Guid(u128),
    Text(&'static str),
}

/// Which form of table is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::geodata) enum Form {
    /// As release 9 writes it.
    V9,
    /// As release 10 writes it.
    V10,
    /// With 64-bit row numbers.
    Wide,
}

/// The files of a table with these columns and rows; `None` is a deleted row.
pub(in crate::geodata) fn table(form: Form, columns: &[(&str, u8)], rows: &[Option<Vec<Value>>]) -> [Vec<u8>; 2] {
    let version: u32 = if form == Form::Wide { 4 } else { 3 };
    let mut table = vec![0; 40];
    table[..4].copy_from_slice(&version.to_le_bytes());
    table[32..].copy_from_slice(&40u64.to_le_bytes());
    table.extend(field_section(form, columns));
    let mut offsets = Vec::new();
    for row in rows {
        let Some(values) = row else {
            offsets.push(0);
            continue;
        };
        offsets.push(table.len() as u64);
        let bytes = row_bytes(values);
        table.extend((bytes.len() as u32).to_le_bytes());
        table.extend(bytes);
    }
    [table, index(form, &offsets)]
}

fn field_section(form: Form, columns: &[(&str, u8)]) -> Vec<u8> {
    let format: u32 = match form {
        Form::V9 => 3,
        Form::V10 => 4,
        Form::Wide => 6,
    };
    let mut fields = vec![0; 4];
    fields.extend(format.to_le_bytes());
    fields.extend(0x100u32.to_le_bytes());
    fields.extend((columns.len() as u16 + 1).to_le_bytes());
    fields.extend(field("OBJECTID", 6));
    columns.iter().for_each(|(name, kind)| fields.extend(field(name, *kind)));
    fields
}

fn field(name: &str, kind: u8) -> Vec<u8> {
    let mut bytes = vec![name.len() as u8];
    bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.extend([0, kind]);
    match kind {
        1 => bytes.extend([4, 1, 0]),
        4 => bytes.extend([160, 0, 0, 0, 1, 0]),
        6 => bytes.extend([4, 2]),
        _ => bytes.extend([16, 1]),
    }
    bytes
}

fn row_bytes(values: &[Value]) -> Vec<u8> {
    let mut bytes = vec![0u8; values.len().div_ceil(8)];
    for (at, value) in values.iter().enumerate() {
        match value {
            Value::Null => bytes[at / 8] |= 1 << (at % 8),
            Value::Integer(number) => bytes.extend(number.to_le_bytes()),
            Value::Text(text) => {
                assert!(text.len() < 128, "lengths are written as one byte");
                bytes.push(text.len() as u8);
                bytes.extend(text.as_bytes());
            }
            Value::Guid(id) => {
                let mut raw = id.to_be_bytes();
                raw[..4].reverse();
                raw[4..6].reverse();
                raw[6..8].reverse();
                bytes.extend(raw);
            }
        }
    }
    bytes
}

fn index(form: Form, offsets: &[u64]) -> Vec<u8> {
    let blocks = offsets.len().div_ceil(1024);
    let mut bytes = Vec::new();
    if form == Form::Wide {
        bytes.extend(4u32.to_le_bytes());
        bytes.extend((blocks as u64).to_le_bytes());
    } else {
        bytes.extend(3u32.to_le_bytes());
        bytes.extend((blocks as u32).to_le_bytes());
        bytes.extend((offsets.len() as u32).to_le_bytes());
    }
    bytes.extend(5u32.to_le_bytes());
    offsets.iter().for_each(|offset| bytes.extend(&offset.to_le_bytes()[..5]));
    bytes.resize(16 + blocks * 1024 * 5, 0);
    bytes.extend([0; 16]);
    bytes
}

/// A built table: its name, and its files (empty: it is listed but has no files).
pub(in crate::geodata) type NamedTable<'n> = (&'n str, Option<[Vec<u8>; 2]>);

/// The files of a geodatabase in `folder` that holds these tables, numbered from 2.
pub(in crate::geodata) fn geodatabase(form: Form, folder: &str, tables: Vec<NamedTable<'static>>) -> Vec<(String, Vec<u8>)> {
    let names = std::iter::once("GDB_SystemCatalog").chain(tables.iter().map(|(name, _)| *name));
    let rows: Vec<_> = names.map(|name| Some(vec![Value::Text(name), Value::Integer(0)])).collect();
    let first = table(form, &[("Name", 4), ("FileFormat", 1)], &rows);
    let all = std::iter::once(Some(first)).chain(tables.into_iter().map(|(_, files)| files));
    let mut files = vec![(format!("{folder}/gdb"), vec![5, 0, 0, 0])];
    for (number, pair) in (1..).zip(all) {
        for (extension, bytes) in ["gdbtable", "gdbtablx"].into_iter().zip(pair.into_iter().flatten()) {
            files.push((format!("{folder}/a{number:08x}.{extension}"), bytes));
        }
    }
    files
}
