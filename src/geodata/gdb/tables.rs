//! Finds the tables of a file geodatabase by their names.
//!
//! In: a `.gdb` folder and its first table, which lists all tables. Out: [`Tables`], and any of them read.
//! Never opens a file that the folder's listing does not hold.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::catalogue::Storage;
use super::table::Table;
use crate::disk::{Files, Listing};
use crate::text::DataPath;

/// The tables of one geodatabase.
pub(super) struct Tables<'a> {
    files: &'a dyn Files,
    listing: Arc<Listing>,
    /// By lower-case name: the name as written, and the table's number.
    by_key: BTreeMap<String, (String, u64)>,
    complete: bool,
}

const TABLE_OF_TABLES: u64 = 1;

impl<'a> Tables<'a> {
    pub(super) fn open(files: &'a dyn Files, folder: &DataPath) -> Result<Self, String> {
        let listing = files.listing(folder).ok_or("The folder cannot be listed")?;
        let mut tables = Self { files, listing, by_key: BTreeMap::new(), complete: true };
        let all = tables.read_number(TABLE_OF_TABLES)?;
        let found = all.rows(["Name"]);
        tables.complete = found.damaged == 0;
        for row in found.rows {
            let [name] = row.cells;
            if !name.text().is_empty() {
                tables.by_key.insert(name.text().to_lowercase(), (name.text().to_owned(), row.number));
            }
        }
        Ok(tables)
    }

    /// False if some rows of the table of tables are damaged.
    pub(super) fn is_complete(&self) -> bool {
        self.complete
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.by_key.contains_key(&name.to_lowercase())
    }

    /// Reads the table of this name.
    pub(super) fn read(&self, name: &str) -> Result<Table, String> {
        match self.by_key.get(&name.to_lowercase()) {
            Some((_, number)) => self.read_number(*number),
            None => Err(format!("The geodatabase has no table {name}")),
        }
    }

    /// Where the rows of the table of this name are stored.
    pub(super) fn storage(&self, name: &str) -> Storage {
        match self.by_key.get(&name.to_lowercase()) {
            Some((_, number)) => self.storage_of_number(*number),
            None => Storage::NoTable,
        }
    }

    /// Names of the tables that hold the publisher's data or parts of it, by lower-case name.
    pub(super) fn user_tables(&self) -> BTreeMap<String, String> {
        let users = self.by_key.iter().filter(|(key, _)| !key.starts_with("gdb_") && !key.starts_with("fras_"));
        users.map(|(key, (name, _))| (key.clone(), name.clone())).collect()
    }

    fn storage_of_number(&self, number: u64) -> Storage {
        let [rows, offsets, compressed] = file_names(number);
        if self.listing.get(&rows).is_none() {
            return Storage::Missing(rows);
        }
        // A compressed table keeps its rows in a file of its own and has no offsets.
        if self.listing.get(&offsets).is_none() && self.listing.get(&compressed).is_none() {
            return Storage::Missing(offsets);
        }
        Storage::Present
    }

    fn read_number(&self, number: u64) -> Result<Table, String> {
        let [rows, offsets, compressed] = file_names(number);
        if self.listing.get(&compressed).is_some() {
            return Err(format!("{rows} is compressed"));
        }
        let bytes = self.read_file(&rows)?;
        Table::read(bytes, self.read_file(&offsets)?).ok_or_else(|| format!("{rows} is not a readable table"))
    }

    fn read_file(&self, name: &str) -> Result<Vec<u8>, String> {
        let entry = self.listing.get(name).ok_or_else(|| format!("{name} is missing"))?;
        self.files.read(&self.listing.folder.child(&entry.name)).map_err(|_| format!("{name} cannot be read"))
    }
}

/// The files of a table: its rows, their offsets, and its rows where they are compressed.
fn file_names(number: u64) -> [String; 3] {
    ["gdbtable", "gdbtablx", "gdbtable.cdf"].map(|extension| format!("a{number:08x}.{extension}"))
}
