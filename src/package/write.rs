//! The only door for writing: everything lands beside its destination and moves there when it is whole.
//!
//! In: bytes. Out: files and folders on this machine.
//! Never leaves half of something under the destination's name, and never loses what stood there before.

use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Component, Path, PathBuf, Prefix};

use tempfile::{NamedTempFile, TempDir};

/// Part of the name of everything that an export has not finished.
pub const UNFINISHED: &str = ".waybill-unfinished-";
/// Part of the name under which an earlier package waits until the new one stands.
pub const REPLACED: &str = ".waybill-replaced-";

/// What stands at a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    Nothing,
    /// A plain file.
    File,
    /// A folder with nothing in it.
    EmptyFolder,
    /// A folder.
    Folder,
    /// A link, a device, a pipe.
    Other,
}

/// Looks what stands at `path`; a link is not followed.
pub fn standing(path: &Path) -> io::Result<Standing> {
    let own = match fs::symlink_metadata(path) {
        Ok(own) => own,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Standing::Nothing),
        Err(error) => return Err(error),
    };
    if own.is_file() {
        return Ok(Standing::File);
    }
    if !own.is_dir() {
        return Ok(Standing::Other);
    }
    Ok(if fs::read_dir(path)?.next().is_none() { Standing::EmptyFolder } else { Standing::Folder })
}

/// Where `path` leads when every link on the way is followed; `None` where nothing stands there.
pub fn path_behind(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// Writes `bytes` to `path`: a plain file is replaced as a whole, a device or pipe is written to directly.
///
/// # Errors
/// What the system says; a plain file is then as it was.
pub fn write_output(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if names_device(path) {
        return write_through(path, bytes);
    }
    // A link is written through, so that it still leads to the same file afterwards.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if fs::metadata(&target).is_ok_and(|found| !found.is_file()) {
        return write_through(&target, bytes);
    }
    let mut staged = StagedFile::beside(&target)?;
    staged.file().write_all(bytes)?;
    staged.move_into_place(true)
}

/// True for the names that Windows keeps for devices and pipes (`NUL`, `\\.\pipe\x`): they cannot be asked what they are,
/// and to ask a pipe would take the place of its only reader.
fn names_device(path: &Path) -> bool {
    let absolute = std::path::absolute(path).unwrap_or_default();
    match absolute.components().next() {
        Some(Component::Prefix(prefix)) => matches!(prefix.kind(), Prefix::DeviceNS(_)),
        Some(_) | None => false,
    }
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut device = File::options().write(true).open(path)?;
    device.write_all(bytes)?;
    device.flush()
}

/// A file that is being written beside its destination.
#[derive(Debug)]
pub struct StagedFile {
    temporary: NamedTempFile,
    destination: PathBuf,
}

impl StagedFile {
    /// Starts an empty file beside `destination`; it disappears unless it is moved into place.
    pub fn beside(destination: &Path) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        let prefix = prefix(destination, UNFINISHED);
        builder.prefix(&prefix);
        plain_rights(&mut builder);
        let destination = if cfg!(windows) { of_any_length(destination) } else { destination.to_owned() };
        Ok(Self { temporary: builder.tempfile_in(folder_of(&destination))?, destination })
    }

    /// Where it is written.
    pub fn path(&self) -> &Path {
        self.temporary.path()
    }

    /// The file, to write to.
    pub fn file(&mut self) -> &mut (impl Write + Seek + use<>) {
        self.temporary.as_file_mut()
    }

    /// Hands the file to the disk.
    pub fn sync(&self) -> io::Result<()> {
        self.temporary.as_file().sync_all()
    }

    /// Puts the file under its destination's name; what stood there is replaced only if `overwrite`.
    pub fn move_into_place(self, overwrite: bool) -> io::Result<()> {
        self.sync()?;
        let moved = if overwrite {
            self.temporary.persist(&self.destination)
        } else {
            self.temporary.persist_noclobber(&self.destination)
        };
        moved.map_err(|error| error.error)?;
        sync_folder(folder_of(&self.destination));
        Ok(())
    }
}

/// A folder that is being written beside its destination.
#[derive(Debug)]
pub struct StagedFolder {
    temporary: TempDir,
    destination: PathBuf,
}

impl StagedFolder {
    /// Starts an empty folder beside `destination`; it disappears unless it is moved into place.
    pub fn beside(destination: &Path) -> io::Result<Self> {
        let prefix = prefix(destination, UNFINISHED);
        let temporary = tempfile::Builder::new().prefix(&prefix).tempdir_in(folder_of(destination))?;
        Ok(Self { temporary, destination: destination.to_owned() })
    }

    /// Where it is written.
    pub fn path(&self) -> &Path {
        self.temporary.path()
    }

    /// Starts a file in it, with the folders above.
    pub fn create(&self, relative: &str) -> io::Result<StagedMember> {
        let path = self.temporary.path().join(relative);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(StagedMember { file: File::create_new(path)? })
    }

    /// Makes an empty folder in it, with the folders above.
    pub fn create_folder(&self, relative: &str) -> io::Result<()> {
        fs::create_dir_all(self.temporary.path().join(relative))
    }

    /// Puts the folder under its destination's name. An earlier one is moved aside first and removed last;
    /// where the new one cannot take its place, the earlier one goes back.
    pub fn move_into_place(self, overwrite: bool) -> io::Result<()> {
        open_rights(self.temporary.path())?;
        sync_folders(self.temporary.path())?;
        let parent = folder_of(&self.destination);
        let aside = match (standing(&self.destination)?, overwrite) {
            (Standing::Nothing, _) => None,
            (Standing::EmptyFolder | Standing::Folder, true) => {
                let holder = tempfile::Builder::new().prefix(&prefix(&self.destination, REPLACED)).tempdir_in(parent)?;
                let earlier = holder.path().join("package");
                fs::rename(&self.destination, &earlier)?;
                Some((holder, earlier))
            }
            (Standing::EmptyFolder | Standing::Folder | Standing::File | Standing::Other, _) => {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
        };
        if let Err(error) = fs::rename(self.temporary.path(), &self.destination) {
            // Where somebody else was quicker, Windows says no more than that access is denied.
            let is_taken = !matches!(standing(&self.destination), Ok(Standing::Nothing));
            if let Some((holder, earlier)) = aside
                && fs::rename(&earlier, &self.destination).is_err()
            {
                // The earlier package stays where it is rather than being removed with its holder.
                let _ = holder.keep();
            }
            return Err(if is_taken { io::ErrorKind::AlreadyExists.into() } else { error });
        }
        // The folder has moved; there is nothing left for the guard to remove.
        let _ = self.temporary.keep();
        sync_folder(parent);
        Ok(())
    }
}

/// A file of a staged folder.
#[derive(Debug)]
pub struct StagedMember {
    file: File,
}

impl StagedMember {
    /// Writes the next bytes.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Hands the file to the disk.
    pub fn finish(self) -> io::Result<()> {
        self.file.sync_all()
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The spelling (`\\?\C:\…`) in which Windows takes a name of more than 260 letters: the rename is given names as they are.
fn of_any_length(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (fs::canonicalize(folder_of(&absolute)), absolute.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => absolute,
    }
}

fn prefix(destination: &Path, mark: &str) -> String {
    let name = destination.file_name().unwrap_or_default().to_string_lossy();
    // A name of the greatest length would leave no room for the mark.
    let short: String = name.chars().take(40).collect();
    format!(".{short}{mark}")
}

/// Folders are synced from below, so that every name is on the disk before its folder counts as written.
fn sync_folders(folder: &Path) -> io::Result<()> {
    for row in fs::read_dir(folder)? {
        let row = row?;
        if row.file_type()?.is_dir() {
            sync_folders(&row.path())?;
        }
    }
    sync_folder(folder);
    Ok(())
}

/// Some systems cannot sync a folder; the rename is atomic all the same.
fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|open| open.sync_all());
}

#[cfg(unix)]
fn plain_rights(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    // Reduced by the user's mask, as for any file that a program creates.
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn plain_rights(_builder: &mut tempfile::Builder<'_, '_>) {}

/// A temporary folder is private; the package gets the rights of the folders inside it, which follow the user's mask.
#[cfg(unix)]
fn open_rights(folder: &Path) -> io::Result<()> {
    for row in fs::read_dir(folder)? {
        let row = row?;
        if row.file_type()?.is_dir() {
            return fs::set_permissions(folder, row.metadata()?.permissions());
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn open_rights(_folder: &Path) -> io::Result<()> {
    Ok(())
}
