//! What a folder holds, with names found whatever their case.
//!
//! In: entries as a disk gives them. Out: a sorted [`Listing`] with lookup by name.
//! Never asks the disk again: a listing is a value.

use std::cmp::Ordering;

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
    /// The names in lower case, beside the entries.
    keys: Vec<String>,
}

impl Listing {
    /// Sorts `entries` (by lower-case name, then name) and indexes them.
    pub fn new(folder: DataPath, entries: Vec<Entry>) -> Self {
        let mut rows: Vec<(String, Entry)> = entries.into_iter().map(|entry| (entry.name.to_lowercase(), entry)).collect();
        rows.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.name.cmp(&other.name)));
        let (keys, entries) = rows.into_iter().unzip();
        Self { folder, entries, keys }
    }

    /// The entries, sorted by lower-case name.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of this name: the same case if there is one, else the first in any case.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        let first = self.first_from(name);
        let same = self.keys.get(first..)?.iter().take_while(|key| compare(key, name).is_eq()).count();
        let twins = self.entries.get(first..first + same)?;
        twins.iter().find(|entry| entry.name == name).or_else(|| twins.first())
    }

    /// True if the name of some entry begins with `start`, in any case.
    pub fn any_starts_with(&self, start: &str) -> bool {
        let next = self.keys.get(self.first_from(start));
        next.is_some_and(|key| {
            if start.is_ascii() {
                key.get(..start.len()).is_some_and(|front| front.eq_ignore_ascii_case(start))
            } else {
                key.starts_with(&start.to_lowercase())
            }
        })
    }

    /// The place of the first entry that is not sorted before `name`.
    fn first_from(&self, name: &str) -> usize {
        self.keys.partition_point(|key| compare(key, name).is_lt())
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

/// Compares a key with a name in any case; most names are ASCII and need no copy.
fn compare(key: &str, name: &str) -> Ordering {
    if name.is_ascii() {
        key.bytes().cmp(name.bytes().map(|byte| byte.to_ascii_lowercase()))
    } else {
        key.cmp(&name.to_lowercase())
    }
}
