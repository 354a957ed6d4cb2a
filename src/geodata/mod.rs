//! Answers "does this path name data that exists, and which files is it?".
//!
//! In: a [`DataPath`](crate::text::DataPath) and the disk's listings. Out: a [`Resolution`]: kind, certainty, exact files, container.
//! Never opens user tables and never writes; damaged data is an answer, not an error.

mod catalog;
mod contents;
mod dataset;
mod families;
mod file_dataset;
mod folders;
mod gdb;
mod geodatabase;
mod inside;
mod kinds;

pub use catalog::Catalog;
pub use dataset::{Certainty, DataFile, Dataset, FolderContents, Kind, Resolution};
pub use kinds::is_geodata_extension;
