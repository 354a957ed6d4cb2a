//! Files held in memory: what tests and generated trees are scanned from.
//!
//! In: paths and contents. Out: an implementation of [`Files`].
//! Never touches a disk.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use super::{Entry, EntryKind, Files, Listing, Reach, ReadError};
use crate::text::DataPath;

/// A tree of files in memory; folders exist as soon as something lies in them.
#[derive(Debug, Default)]
pub struct MemoryFiles {
    files: BTreeMap<DataPath, (DataPath, Arc<[u8]>)>,
    listings: BTreeMap<DataPath, Arc<Listing>>,
    refused_servers: Vec<String>,
}

impl MemoryFiles {
    /// A tree of these files. A path that ends in a slash makes an empty folder.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Self {
        let mut tree = Self::default();
        let mut folders: BTreeMap<DataPath, (DataPath, BTreeMap<String, Entry>)> = BTreeMap::new();
        for (written, bytes) in files {
            let path = DataPath::new(written);
            let is_folder = written.ends_with(['/', '\\']);
            let kind = if is_folder { EntryKind::Folder } else { EntryKind::File };
            let mut child = Entry { name: path.name().to_owned(), kind, bytes: bytes.len() as u64 };
            if is_folder {
                folders.entry(path.clone()).or_insert_with(|| (path.clone(), BTreeMap::new()));
            }
            for folder in path.ancestors().skip(1) {
                let next = Entry { name: folder.name().to_owned(), kind: EntryKind::Folder, bytes: 0 };
                let (_, entries) = folders.entry(folder.clone()).or_insert_with(|| (folder, BTreeMap::new()));
                entries.entry(child.name.to_lowercase()).or_insert(child);
                child = next;
            }
            if !is_folder {
                tree.files.insert(path.clone(), (path, bytes.into()));
            }
        }
        for (key, (folder, entries)) in folders {
            tree.listings.insert(key, Arc::new(Listing::new(folder, entries.into_values().collect())));
        }
        tree
    }

    /// Marks a server as one that must not be asked.
    #[must_use]
    pub fn refusing_server(mut self, name: &str) -> Self {
        self.refused_servers.push(name.to_lowercase());
        self
    }
}

impl Files for MemoryFiles {
    fn reach(&self, path: &DataPath) -> Reach {
        let server = path.server().map(str::to_lowercase);
        if server.is_some_and(|server| self.refused_servers.contains(&server)) {
            return Reach::NotAsked;
        }
        let known_drive = self.listings.keys().any(|folder| folder.root().eq_ignore_ascii_case(path.root()));
        if path.drive().is_some() && !known_drive { Reach::NoSuchDrive } else { Reach::Reachable }
    }

    fn listing(&self, folder: &DataPath) -> Option<Arc<Listing>> {
        match self.reach(folder) {
            Reach::Reachable => self.listings.get(folder).cloned(),
            Reach::NoSuchDrive | Reach::NotAsked => None,
        }
    }

    fn open(&self, path: &DataPath) -> Result<Box<dyn Read + Send>, ReadError> {
        match self.files.get(path) {
            Some((_, bytes)) => Ok(Box::new(Cursor::new(Arc::clone(bytes)))),
            None => Err(ReadError::Absent { path: path.clone() }),
        }
    }
}
