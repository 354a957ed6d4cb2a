//! A package's `extracted/` folder as the only disk there is.
//!
//! In: an opened package. Out: an implementation of [`Files`] with the root `/`.
//! Never asks this machine's drives or any server: what a reference needs must be in the package.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

use super::opened::Package;
use crate::disk::{Entry, EntryKind, Files, Listing, Reach, ReadError};
use crate::text::DataPath;

/// The files of one package below `extracted/`.
#[derive(Debug)]
pub struct PackagedFiles<'a> {
    package: &'a Package,
    files: BTreeMap<DataPath, String>,
    listings: BTreeMap<DataPath, Arc<Listing>>,
}

impl<'a> PackagedFiles<'a> {
    /// The view below `prefix` (with its final slash).
    pub fn new(package: &'a Package, prefix: &str) -> Self {
        let mut files = BTreeMap::new();
        let mut folders: BTreeMap<DataPath, BTreeMap<String, Entry>> = BTreeMap::new();
        folders.insert(root(), BTreeMap::new());
        for member in package.paths() {
            let Some(below) = member.strip_prefix(prefix) else { continue };
            let path = root().join(below);
            let bytes = package.bytes(member).unwrap_or_default();
            let is_folder = below.ends_with('/');
            let kind = if is_folder { EntryKind::Folder } else { EntryKind::File };
            let mut child = Entry { name: path.name().to_owned(), kind, bytes };
            for folder in path.ancestors().skip(1) {
                let next = Entry { name: folder.name().to_owned(), kind: EntryKind::Folder, bytes: 0 };
                let known = folders.contains_key(&folder);
                folders.entry(folder).or_default().entry(child.name.to_lowercase()).or_insert(child);
                child = next;
                if known {
                    break;
                }
            }
            if is_folder {
                folders.entry(path).or_default();
            } else {
                files.insert(path, member.to_owned());
            }
        }
        let listing = |(folder, entries): (DataPath, BTreeMap<String, Entry>)| {
            (folder.clone(), Arc::new(Listing::new(folder, entries.into_values().collect())))
        };
        Self { package, files, listings: folders.into_iter().map(listing).collect() }
    }
}

fn root() -> DataPath {
    DataPath::new("/")
}

impl Files for PackagedFiles<'_> {
    fn reach(&self, path: &DataPath) -> Reach {
        if path.server().is_some() {
            Reach::NotAsked
        } else if path.drive().is_some() {
            Reach::NoSuchDrive
        } else {
            Reach::Reachable
        }
    }

    fn listing(&self, folder: &DataPath) -> Option<Arc<Listing>> {
        self.listings.get(folder).cloned()
    }

    fn open(&self, path: &DataPath) -> Result<Box<dyn Read + Send>, ReadError> {
        let member = self.files.get(path).ok_or_else(|| ReadError::Absent { path: path.clone() })?;
        self.package.read(member).map_err(|source| ReadError::Io { path: path.clone(), source })
    }
}
