//! Reading what the user named by a path of this machine: a package to verify, a file to open.
//!
//! In: host paths. Out: an open file, or everything below a folder.
//! Never follows a link inside a folder: what is no plain file or folder is named as such.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// A file of this machine, open for reading.
pub type HostFile = File;

/// Something below a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TreeEntry {
    /// Its path relative to the folder, forward slashes.
    pub path: String,
    /// What it is.
    pub kind: TreeKind,
}

/// What stands below a folder under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TreeKind {
    /// A plain file with its size in bytes.
    File(u64),
    /// A plain folder.
    Folder,
    /// A link, a pipe, a device, or a name that is no text.
    Other,
}

/// Opens a file for reading.
///
/// # Errors
/// What the system says.
pub fn open_host(path: &Path) -> io::Result<HostFile> {
    File::open(path)
}

/// True if a folder stands there.
pub fn is_host_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Everything below `folder`, sorted by path.
///
/// # Errors
/// What the system says of the first folder that cannot be read.
pub fn host_tree(folder: &Path) -> io::Result<Vec<TreeEntry>> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), String::new())];
    while let Some((place, prefix)) = open.pop() {
        for row in fs::read_dir(&place)? {
            let row = row?;
            let name = row.file_name();
            let path = format!("{prefix}{}", name.to_string_lossy());
            let own = fs::symlink_metadata(row.path())?;
            let kind = match (name.to_str(), own.is_dir(), own.is_file()) {
                (Some(_), true, _) => TreeKind::Folder,
                (Some(_), false, true) => TreeKind::File(own.len()),
                (Some(_), false, false) | (None, _, _) => TreeKind::Other,
            };
            if kind == TreeKind::Folder {
                open.push((row.path(), format!("{path}/")));
            }
            found.push(TreeEntry { path, kind });
        }
    }
    found.sort();
    Ok(found)
}
