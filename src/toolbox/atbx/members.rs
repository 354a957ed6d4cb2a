//! The members of a toolbox of ArcGIS Pro: packed into one archive, or lying open in a folder with the toolbox's name.
//!
//! In: the bytes of the archive, or the folder. Out: member names in one spelling, and member contents one at a time.
//! Never follows links out of the folder, and never reads more than the limits allow.
//! Rules: system toolboxes of ArcGIS Pro are reported to be such folders (believed; none was seen).

use std::collections::BTreeMap;

use super::archive::Archive;
use crate::disk::{EntryKind, Files, Found};
use crate::text::DataPath;
use crate::toolbox::script::why_not_read;

/// A folder with more files than this is not read to its end.
const MOST_FILES: usize = 100_000;
/// Folders deeper than this below the toolbox are not read; tools lie one folder deep.
const MOST_DEPTH: usize = 16;
/// All members read from one folder together have at most this many bytes.
const MOST_BYTES: u64 = 256 << 20;

/// The members of a toolbox, found in any case.
pub(super) enum Members<'a> {
    /// In an archive.
    Packed(Archive<'a>),
    /// In a folder.
    Open(MemberFolder<'a>),
}

/// A toolbox that is a folder.
pub(super) struct MemberFolder<'a> {
    files: &'a dyn Files,
    /// By name in lower case: the name below the folder, and the file.
    members: BTreeMap<String, (String, Found)>,
    bytes_left: u64,
}

impl<'a> Members<'a> {
    /// The files of a folder as members.
    pub(super) fn of_folder(folder: &DataPath, files: &'a dyn Files) -> Self {
        let found = folder_files(folder, files).into_iter();
        let named = found.filter_map(|found| Some((found.path.below(folder)?.to_owned(), found)));
        let members = named.map(|(name, found)| (name.to_lowercase(), (name, found))).collect();
        Self::Open(MemberFolder { files, members, bytes_left: MOST_BYTES })
    }

    /// How many members were passed over because their names lead out of the archive or are no text.
    pub(super) fn refused_names(&self) -> usize {
        match self {
            Self::Packed(archive) => archive.refused_names(),
            Self::Open(_) => 0,
        }
    }

    /// The names of all members, sorted, with forward slashes.
    pub(super) fn names(&self) -> Vec<&str> {
        match self {
            Self::Packed(archive) => archive.names().collect(),
            Self::Open(folder) => folder.members.values().map(|(name, _)| name.as_str()).collect(),
        }
    }

    /// The names of the members whose name begins with `start`, in any case, sorted.
    pub(super) fn names_from(&self, start: &str) -> Vec<String> {
        match self {
            Self::Packed(archive) => archive.names_from(start),
            Self::Open(folder) => {
                let key = start.to_lowercase();
                let rows = folder.members.range(key.clone()..).take_while(|(name, _)| name.starts_with(&key));
                rows.map(|(_, (name, _))| name.clone()).collect()
            }
        }
    }

    /// The content of a member; `None` where there is none of that name, and a sentence where it cannot be read.
    pub(super) fn read(&mut self, name: &str) -> Option<Result<Vec<u8>, String>> {
        match self {
            Self::Packed(archive) => archive.read(name),
            Self::Open(folder) => folder.read(name),
        }
    }
}

impl MemberFolder<'_> {
    fn read(&mut self, name: &str) -> Option<Result<Vec<u8>, String>> {
        let (_, found) = self.members.get(&name.to_lowercase())?;
        if found.bytes > self.bytes_left {
            return Some(Err("The toolbox holds more than Waybill reads of one toolbox".to_owned()));
        }
        let read = self.files.read(&found.path).map_err(|error| why_not_read(&error));
        self.bytes_left = self.bytes_left.saturating_sub(read.as_ref().map_or(0, |bytes| bytes.len() as u64));
        Some(read)
    }
}

/// The files of a toolbox that is a folder, sorted by path; empty where it is none.
pub fn folder_files(folder: &DataPath, files: &dyn Files) -> Vec<Found> {
    let mut found = Vec::new();
    let mut level = vec![folder.clone()];
    for _ in 0..MOST_DEPTH {
        let mut next = Vec::new();
        for listing in level.iter().filter_map(|folder| files.listing(folder)) {
            for entry in listing.entries() {
                let path = listing.folder.child(&entry.name);
                match entry.kind {
                    EntryKind::File if found.len() < MOST_FILES => {
                        found.push(Found { path, kind: entry.kind, bytes: entry.bytes });
                    }
                    EntryKind::Folder => next.push(path),
                    EntryKind::File | EntryKind::FileLink | EntryKind::FolderLink => {}
                }
            }
        }
        level = next;
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryFiles;

    #[test]
    fn the_files_of_a_folder_are_members_in_any_case() {
        let files = MemoryFiles::new([
            ("e:/p/Box.atbx/toolbox.content", b"{}".to_vec()),
            ("e:/p/Box.atbx/T.tool/tool.content", b"x".to_vec()),
            ("e:/p/other", Vec::new()),
        ]);
        let mut members = Members::of_folder(&DataPath::new("e:/p/Box.atbx"), &files);
        assert_eq!(members.names(), ["T.tool/tool.content", "toolbox.content"]);
        assert_eq!(members.names_from("t.TOOL/"), ["T.tool/tool.content"]);
        assert_eq!(members.read("t.tool/Tool.Content"), Some(Ok(b"x".to_vec())));
        assert_eq!((members.read("gone"), members.refused_names()), (None, 0));
    }

    #[test]
    fn a_file_is_no_folder_of_members() {
        let files = MemoryFiles::new([("e:/p/Box.atbx", b"PK".to_vec())]);
        assert_eq!(folder_files(&DataPath::new("e:/p/Box.atbx"), &files), []);
    }
}
