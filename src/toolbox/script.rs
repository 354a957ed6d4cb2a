//! Reads a script's text, and says in a sentence why it cannot be read.
//!
//! In: a path, and what the script is for. Out: a [`Script`] whose path has the disk's case.
//! Never reads what the rules of reach forbid: a server that nobody named is not asked.

use super::{Script, ScriptOrigin, ScriptRole};
use crate::disk::{Files, Found, Reach, ReadError};
use crate::text::{DataPath, SourceFile};

/// Reads a script from its file; relative paths in it are tested in its own folder.
pub(super) fn read_script(path: &DataPath, role: ScriptRole, files: &dyn Files) -> Result<Script, String> {
    let found = find_file(path, files)?;
    let bytes = files.read(&found.path).map_err(|error| why_not_read(&error))?;
    let folder = found.path.parent().unwrap_or_else(|| found.path.clone());
    let source = SourceFile::decode(&bytes);
    Ok(Script { path: found.path, folder, role, origin: ScriptOrigin::File, source, module: None })
}

/// Looks a file up; the error is a sentence.
pub(super) fn find_file(path: &DataPath, files: &dyn Files) -> Result<Found, String> {
    match files.reach(path) {
        Reach::Reachable => {}
        Reach::NotAsked => return Err("The server is not asked, because nobody named it".to_owned()),
        Reach::NoSuchDrive => return Err("No folder of this machine stands for the drive".to_owned()),
    }
    match files.find(path) {
        Some(found) if found.kind.is_folder() => Err("A folder of that name is there, but no file".to_owned()),
        Some(found) => Ok(found),
        None => Err("There is no such file".to_owned()),
    }
}

/// Why reading failed, as a sentence without the path: the message that shows it names the place itself.
pub(super) fn why_not_read(error: &ReadError) -> String {
    match error {
        ReadError::Absent { .. } => "There is no such file".to_owned(),
        ReadError::TooLarge { bytes, .. } => format!("The file has {bytes} bytes, more than Waybill reads at once"),
        ReadError::Io { source, .. } => format!("The system refused to read the file ({})", source.kind()),
    }
}
