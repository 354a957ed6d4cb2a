//! The machine's own disk, shares included, with listings read once.
//!
//! In: a [`DriveMap`] and the servers that may be asked. Out: an implementation of [`Files`].
//! Never contacts a server that was not named, and never lists a folder twice.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use super::{DriveMap, Entry, EntryKind, Files, Listing, Reach, ReadError};
use crate::text::DataPath;

/// The real disk as one scan sees it; make a new one to see changes.
#[derive(Debug, Default)]
pub struct RealFiles {
    pub(super) drives: DriveMap,
    pub(super) servers: Vec<String>,
    pub(super) listings: RwLock<HashMap<DataPath, Option<Arc<Listing>>>>,
    /// Which drive letters lead anywhere; a network drive that is gone takes seconds to say so, so it is asked once.
    letters: RwLock<HashMap<char, bool>>,
    /// The links that were seen.
    pub(super) links: RwLock<HashMap<DataPath, PathBuf>>,
}

impl RealFiles {
    /// A view of this machine's disk; only the named servers (of UNC paths) are asked.
    pub fn new(drives: DriveMap, servers: impl IntoIterator<Item = String>) -> Self {
        let servers = servers.into_iter().map(|name| name.to_lowercase()).collect();
        Self { drives, servers, listings: RwLock::default(), letters: RwLock::default(), links: RwLock::default() }
    }

    /// The publisher's name for a path of this machine; relative paths are taken from the working folder.
    ///
    /// `None` where the path is not valid text or the working folder cannot be told.
    pub fn publisher_path(drives: &DriveMap, host: &Path) -> Option<DataPath> {
        let absolute = with_long_names(&std::path::absolute(host).ok()?);
        if let Some(path) = drives.to_publisher(&absolute) {
            return Some(path);
        }
        absolute.to_str().map(DataPath::new)
    }

    /// The place of this machine that stands for `path`, in the disk's case where it is known.
    pub fn host_path(&self, path: &DataPath) -> Option<PathBuf> {
        let on_disk = self.find(path).map_or_else(|| path.clone(), |found| found.path);
        self.as_host(&on_disk)
    }

    fn as_host(&self, path: &DataPath) -> Option<PathBuf> {
        if self.may_ask(path) != Reach::Reachable {
            return None;
        }
        self.drives.to_host(path).or_else(|| Some(PathBuf::from(path.as_str())))
    }

    /// What the drive map, the named servers and the kind of system allow, without asking the disk.
    fn may_ask(&self, path: &DataPath) -> Reach {
        if self.drives.to_host(path).is_some() {
            return Reach::Reachable;
        }
        if let Some(server) = path.server() {
            let named = self.servers.contains(&server.to_lowercase());
            return if named && cfg!(windows) { Reach::Reachable } else { Reach::NotAsked };
        }
        if path.drive().is_some() && !cfg!(windows) { Reach::NoSuchDrive } else { Reach::Reachable }
    }

    /// True for a drive that this machine has, or that a folder stands for.
    fn leads_anywhere(&self, letter: char, path: &DataPath) -> bool {
        if let Some(known) = self.letters.read().ok().and_then(|letters| letters.get(&letter).copied()) {
            return known;
        }
        let leads = self.as_host(&DataPath::new(path.root())).is_some_and(|root| root.is_dir());
        if let Ok(mut letters) = self.letters.write() {
            letters.insert(letter, leads);
        }
        leads
    }

    pub(super) fn read_listing(&self, folder: &DataPath) -> Option<Arc<Listing>> {
        let folder = match folder.parent() {
            None => folder.clone(),
            // A parent that cannot be listed (no right to, or a server's list of shares) says nothing about its child.
            Some(parent) => match self.listing(&parent) {
                None => folder.clone(),
                Some(listing) => listing.folder.child(&listing.get(folder.name())?.name),
            },
        };
        let host = self.as_host(&folder)?;
        let mut entries = Vec::new();
        for row in fs::read_dir(&host).ok()?.flatten() {
            if row.file_type().is_ok_and(|kind| kind.is_symlink()) {
                self.note_link(&folder, &host, &row);
            }
            entries.extend(entry_of(&host, &row));
        }
        Some(Arc::new(Listing::new(folder, entries)))
    }
}

impl RealFiles {
    fn note_link(&self, folder: &DataPath, host: &Path, row: &fs::DirEntry) {
        let written = || Some(host.join(fs::read_link(row.path()).ok()?));
        let target = fs::canonicalize(row.path()).ok().or_else(written);
        if let (Ok(name), Some(target), Ok(mut links)) = (row.file_name().into_string(), target, self.links.write()) {
            links.insert(folder.child(&name), target);
        }
    }
}

/// The same place with each name as its folder lists it: Windows also answers to short ones (`PROGRA~1`), which no folder lists.
fn with_long_names(host: &Path) -> PathBuf {
    let mut long = PathBuf::new();
    for part in host.components() {
        long.push(part);
        let is_short = part.as_os_str().to_string_lossy().contains('~') && !long.is_symlink();
        if is_short
            && let Ok(real) = fs::canonicalize(&long)
            && let Some(name) = real.file_name()
        {
            long.set_file_name(name);
        }
    }
    long
}

/// One row of a folder; names that are no text cannot be named by a script and are passed over.
fn entry_of(folder: &Path, row: &fs::DirEntry) -> Option<Entry> {
    let name = row.file_name().into_string().ok()?;
    let own = row.metadata().ok()?;
    if !own.file_type().is_symlink() {
        // Pipes, sockets and devices are no data, and reading one may never end.
        if !own.is_dir() && !own.is_file() {
            return None;
        }
        let kind = if own.is_dir() { EntryKind::Folder } else { EntryKind::File };
        return Some(Entry { name, kind, bytes: if own.is_dir() { 0 } else { own.len() } });
    }
    let target = fs::metadata(row.path()).ok().filter(|target| target.is_dir() || target.is_file())?;
    let stays = match (fs::canonicalize(row.path()), fs::canonicalize(folder)) {
        (Ok(target), Ok(folder)) => target.starts_with(&folder) && target != folder,
        _ => false,
    };
    let kind = match (target.is_dir(), stays) {
        (true, true) => EntryKind::Folder,
        (true, false) => EntryKind::FolderLink,
        (false, true) => EntryKind::File,
        (false, false) => EntryKind::FileLink,
    };
    Some(Entry { name, kind, bytes: if target.is_dir() { 0 } else { target.len() } })
}

impl Files for RealFiles {
    fn reach(&self, path: &DataPath) -> Reach {
        let allowed = self.may_ask(path);
        match path.drive() {
            Some(letter) if allowed == Reach::Reachable && !self.leads_anywhere(letter, path) => Reach::NoSuchDrive,
            Some(_) | None => allowed,
        }
    }

    fn name_of(&self, host: &Path) -> Option<DataPath> {
        Self::publisher_path(&self.drives, host)
    }

    fn listing(&self, folder: &DataPath) -> Option<Arc<Listing>> {
        if let Some(known) = self.listings.read().ok().and_then(|cache| cache.get(folder).cloned()) {
            return known;
        }
        let read = self.read_listing(folder);
        if let Ok(mut cache) = self.listings.write() {
            cache.insert(folder.clone(), read.clone());
        }
        read
    }

    fn open(&self, path: &DataPath) -> Result<Box<dyn Read + Send>, ReadError> {
        let absent = || ReadError::Absent { path: path.clone() };
        let host = self.host_path(path).ok_or_else(absent)?;
        match fs::File::open(&host) {
            Ok(file) => Ok(Box::new(file)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(absent()),
            Err(source) => Err(ReadError::Io { path: path.clone(), source }),
        }
    }
}
