//! The only door for reading.
//!
//! In: [`DataPath`]s. Out: folder listings and file contents, through the trait [`Files`].
//! Never writes, never opens a file to find out whether it exists: existence is a lookup in a listing.

mod change;
mod drives;
mod host;
mod listing;
mod memory;
mod real;

pub use change::DiskChange;
pub use drives::{DriveMap, DriveMapError};
pub use host::{HostFile, TreeEntry, TreeKind, host_tree, is_host_folder, open_host};
pub use listing::{Entry, EntryKind, Listing};
pub use memory::MemoryFiles;
pub use real::RealFiles;

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use crate::text::DataPath;

/// Files larger than this are never read whole into memory (bytes).
pub const READ_LIMIT: u64 = 256 << 20;

/// Whether anything below a path's root can be asked at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The root can be asked.
    Reachable,
    /// A drive letter that no drive map names, on a system without drives.
    NoSuchDrive,
    /// A server that neither an input, the data store nor the publisher names: it is not contacted.
    NotAsked,
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// No such file.
    #[error("no such file: {path}")]
    Absent {
        /// The file asked for.
        path: DataPath,
    },
    /// The file is too large to be read whole.
    #[error("the file has {bytes} bytes, more than Waybill reads at once: {path}")]
    TooLarge {
        /// The file asked for.
        path: DataPath,
        /// Its size.
        bytes: u64,
    },
    /// The system refused.
    #[error("cannot read ({}): {path}", source.kind())]
    Io {
        /// The file asked for.
        path: DataPath,
        /// What the system said.
        source: io::Error,
    },
}

/// What one lookup found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The path in the case that the disk has.
    pub path: DataPath,
    /// What stands there.
    pub kind: EntryKind,
    /// Size in bytes; 0 for folders.
    pub bytes: u64,
}

/// A view of files: a real disk, a package, or text in a test.
///
/// Names are found whatever their case; listings are stable while one scan runs.
pub trait Files: Send + Sync {
    /// Whether anything below the root of `path` can be asked.
    fn reach(&self, path: &DataPath) -> Reach;

    /// What a folder holds; `None` where there is no such folder or it cannot be read.
    fn listing(&self, folder: &DataPath) -> Option<Arc<Listing>>;

    /// Opens a file for reading from its start. `path` is in any case.
    ///
    /// # Errors
    /// [`ReadError::Absent`] and [`ReadError::Io`].
    fn open(&self, path: &DataPath) -> Result<Box<dyn Read + Send>, ReadError>;

    /// What a place of this machine is called here; `None` where its name is not valid text.
    fn name_of(&self, host: &Path) -> Option<DataPath> {
        std::path::absolute(host).ok()?.to_str().map(DataPath::new)
    }

    /// Looks `path` up, in any case; the answer has the disk's case.
    fn find(&self, path: &DataPath) -> Option<Found> {
        let Some(parent) = path.parent() else {
            let root = self.listing(path)?;
            return Some(Found { path: root.folder.clone(), kind: EntryKind::Folder, bytes: 0 });
        };
        let listing = self.listing(&parent)?;
        let entry = listing.get(path.name())?;
        Some(Found { path: listing.folder.child(&entry.name), kind: entry.kind, bytes: entry.bytes })
    }

    /// Reads a whole file of at most [`READ_LIMIT`] bytes.
    ///
    /// # Errors
    /// As [`Files::open`], and [`ReadError::TooLarge`].
    fn read(&self, path: &DataPath) -> Result<Vec<u8>, ReadError> {
        let expected = self.find(path).map_or(0, |found| found.bytes);
        if expected > READ_LIMIT {
            return Err(ReadError::TooLarge { path: path.clone(), bytes: expected });
        }
        let mut bytes = Vec::with_capacity(expected as usize);
        let read = self.open(path)?.take(READ_LIMIT + 1).read_to_end(&mut bytes);
        read.map_err(|source| ReadError::Io { path: path.clone(), source })?;
        if bytes.len() as u64 > READ_LIMIT {
            return Err(ReadError::TooLarge { path: path.clone(), bytes: bytes.len() as u64 });
        }
        Ok(bytes)
    }
}
