//! Reads the list of datasets that a file geodatabase holds.
//!
//! In: a `.gdb` folder. Out: its [`Catalogue`], or the sentence why it cannot be read.
//! Never opens user tables, geometry or indexes: only the few small tables that list the datasets.

#[cfg(test)]
pub(super) mod builder;
mod bytes;
mod catalogue;
mod catalogue_v10;
mod catalogue_v9;
mod fields;
mod index;
mod table;
mod tables;
mod types;

pub(super) use catalogue::{Catalogue, Item, Lookup, Storage};

use crate::disk::Files;
use crate::text::DataPath;
use tables::Tables;

/// Reads the catalogue of the geodatabase in `folder`.
///
/// # Errors
/// A sentence for the publisher where the list of datasets cannot be read.
pub(super) fn read(files: &dyn Files, folder: &DataPath) -> Result<Catalogue, String> {
    let tables = Tables::open(files, folder)?;
    if tables.has("GDB_Items") {
        return catalogue_v10::read(&tables);
    }
    if tables.has("GDB_ObjectClasses") {
        return catalogue_v9::read(&tables);
    }
    Err("The geodatabase has no list of its datasets".to_owned())
}
