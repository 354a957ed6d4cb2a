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
    /// The first bytes that keys have: most names that are looked up stand in no folder.
    first_bytes: [u64; 4],
}

impl Listing {
    /// Sorts `entries` (by lower-case name, then name) and indexes them.
    pub fn new(folder: DataPath, entries: Vec<Entry>) -> Self {
        let mut rows: Vec<(String, Entry)> = entries.into_iter().map(|entry| (entry.name.to_lowercase(), entry)).collect();
        rows.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.name.cmp(&other.name)));
        let (keys, entries): (Vec<String>, Vec<Entry>) = rows.into_iter().unzip();
        let mut first_bytes = [0; 4];
        for (word, bit) in keys.iter().filter_map(|key| key.bytes().next()).map(bit_of) {
            first_bytes.get_mut(word).iter_mut().for_each(|known| **known |= bit);
        }
        Self { folder, entries, keys, first_bytes }
    }

    /// The entries, sorted by lower-case name.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of this name: the same case if there is one, else the first in any case.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        let first = self.first_from(name)?;
        let same = self.keys.get(first..)?.iter().take_while(|key| compare(key, name).is_eq()).count();
        let twins = self.entries.get(first..first + same)?;
        twins.iter().find(|entry| entry.name == name).or_else(|| twins.first())
    }

    /// The entries whose names begin with `start` in any case, sorted by name.
    pub fn starting_with(&self, start: &str) -> impl Iterator<Item = &Entry> {
        let first = self.first_from(start).unwrap_or(self.keys.len());
        let rows = self.keys.iter().zip(&self.entries).skip(first);
        rows.take_while(move |(key, _)| starts_with(key, start)).map(|(_, entry)| entry)
    }

    /// The place of the first entry that is not sorted before `name`; `None` where no entry begins as `name` does.
    fn first_from(&self, name: &str) -> Option<usize> {
        if let Some(first) = name.bytes().next().filter(u8::is_ascii) {
            let (word, bit) = bit_of(first.to_ascii_lowercase());
            if self.first_bytes.get(word).is_some_and(|known| known & bit == 0) {
                return None;
            }
        }
        Some(self.keys.partition_point(|key| compare(key, name).is_lt()))
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

/// The place of a byte among 256 bits.
fn bit_of(byte: u8) -> (usize, u64) {
    (usize::from(byte / 64), 1 << (byte % 64))
}

/// Compares a key with a name in any case; most names are ASCII and need no copy.
fn compare(key: &str, name: &str) -> Ordering {
    if name.is_ascii() {
        key.bytes().cmp(name.bytes().map(|byte| byte.to_ascii_lowercase()))
    } else {
        key.cmp(&name.to_lowercase())
    }
}

fn starts_with(key: &str, start: &str) -> bool {
    if start.is_ascii() {
        key.get(..start.len()).is_some_and(|front| front.eq_ignore_ascii_case(start))
    } else {
        key.starts_with(&start.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(names: &[&str]) -> Listing {
        let entry = |name: &&str| Entry { name: (*name).to_owned(), kind: EntryKind::File, bytes: 0 };
        Listing::new(DataPath::new("e:/p"), names.iter().map(entry).collect())
    }

    #[test]
    fn a_name_is_found_in_any_case_and_its_own_case_comes_first() {
        let listing = listing(&["b", "Roads.shp", "ROADS.SHP", "Ähre.csv"]);
        let found = |name| listing.get(name).map(|entry| entry.name.as_str());
        assert_eq!(found("roads.shp"), Some("ROADS.SHP"));
        assert_eq!(found("Roads.shp"), Some("Roads.shp"));
        assert_eq!(found("äHRE.CSV"), Some("Ähre.csv"));
        assert_eq!((found(""), found("road"), found("z")), (None, None, None));
    }

    #[test]
    fn names_are_found_by_their_beginning() {
        let listing = listing(&["Roads.shp", "roads.dbf", "rivers.shp", "Ähre.csv"]);
        let found = |start| listing.starting_with(start).map(|entry| entry.name.as_str()).collect::<Vec<_>>().join(" ");
        assert_eq!(found("ROADS"), "roads.dbf Roads.shp");
        assert_eq!((found("ä").as_str(), found("").split(' ').count(), found("x").as_str()), ("Ähre.csv", 4, ""));
    }
}
