//! What a folder holds, with names found whatever their case.
//!
//! In: entries as a disk gives them. Out: a sorted [`Listing`] with lookup by name.
//! Never asks the disk again: a listing is a value.

use std::collections::HashMap;

use crate::text::DataPath;

/// What stands under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A file, or a link to a file inside the same folder.
    File,
    /// A folder, or a link to a folder inside the same folder.
    Folder,
    /// A symbolic link or junction to a file outside its folder: used when named, never swept.
    FileLink,
    /// A symbolic link or junction to a folder outside its folder: used when named, never swept.
    FolderLink,
}

impl EntryKind {
    /// True for folders and links to folders.
    pub fn is_folder(self) -> bool {
        match self {
            Self::Folder | Self::FolderLink => true,
            Self::File | Self::FileLink => false,
        }
    }

    /// True for links that lead out of their folder.
    pub fn is_link(self) -> bool {
        match self {
            Self::FileLink | Self::FolderLink => true,
            Self::File | Self::Folder => false,
        }
    }
}

/// One name in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name in the disk's case.
    pub name: String,
    /// What stands there.
    pub kind: EntryKind,
    /// Size in bytes; 0 for folders.
    pub bytes: u64,
}

/// The entries of one folder, sorted by name.
#[derive(Debug)]
pub struct Listing {
    /// The folder in the disk's case.
    pub folder: DataPath,
    entries: Vec<Entry>,
    by_key: HashMap<String, usize>,
}

impl Listing {
    /// Sorts `entries` (by lower-case name, then name) and indexes them.
    pub fn new(folder: DataPath, mut entries: Vec<Entry>) -> Self {
        entries.sort_by_cached_key(|entry| (entry.name.to_lowercase(), entry.name.clone()));
        let mut by_key = HashMap::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            by_key.entry(entry.name.to_lowercase()).or_insert(at);
        }
        Self { folder, entries, by_key }
    }

    /// The entries, sorted by lower-case name.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of this name: the same case if there is one, else the first in any case.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        let first = *self.by_key.get(&name.to_lowercase())?;
        let twins = self.entries.get(first..)?.iter();
        let mut twins = twins.take_while(|entry| crate::text::same_name(&entry.name, name));
        twins.clone().find(|entry| entry.name == name).or_else(|| twins.next())
    }

    /// The files and links to files, sorted by name.
    pub fn files(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.kind.is_folder())
    }

    /// The folders and links to folders, sorted by name.
    pub fn folders(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.kind.is_folder())
    }
}
