//! Answers "does this path name data that exists, and which files is it?".
//!
//! In: a [`DataPath`] and the disk's listings. Out: a [`Resolution`]: kind, certainty, exact files, container.
//! Never opens user tables and never writes; damaged data is an answer, not an error.

mod dataset;

pub use dataset::{Certainty, DataFile, Dataset, FolderContents, Kind, Resolution};
