//! Copies an .atbx with some members changed.
//!
//! In: the bytes of the toolbox and the new content of members. Out: the bytes of the copy.
//! Never touches another member: it keeps its packed bytes, its place and its time.

use std::io::{Cursor, Write};
use std::sync::Arc;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::archive::{Archive, StoredName, stored_name};
use crate::disk::Files;
use crate::text::{DataPath, same_name};

/// Why a toolbox could not be copied.
#[derive(Debug, thiserror::Error)]
pub enum ToolboxError {
    /// The archive cannot be read or written.
    #[error("cannot copy the toolbox: {source}")]
    Archive {
        /// What the zip library said.
        #[from]
        source: zip::result::ZipError,
    },
    /// The archive has no such member.
    #[error("the toolbox has no member {member}")]
    NoSuchMember {
        /// The member asked for.
        member: String,
    },
}

/// A copy of the .atbx `original` in which each of `members` (name with forward slashes, content) is replaced.
///
/// A replaced member keeps its place, name, time and packing method, so that the same input gives the same bytes.
///
/// # Errors
/// [`ToolboxError`] where the archive cannot be read, or lacks a member.
pub fn replace_members(original: &[u8], members: &[(String, Arc<[u8]>)]) -> Result<Vec<u8>, ToolboxError> {
    let mut archive = ZipArchive::new(Cursor::new(original))?;
    let places = places_of(&archive, members)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(original.len())));
    writer.set_raw_comment(archive.comment().into())?;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let replacement = places.iter().find(|(place, _)| *place == index);
        let Some((_, content)) = replacement else {
            writer.raw_copy_file(entry)?;
            continue;
        };
        let options: SimpleFileOptions = entry.options();
        let name = entry.name()?.into_owned();
        drop(entry);
        writer.start_file(name, options)?;
        writer.write_all(content).map_err(zip::result::ZipError::from)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Does some work with what reads the members of a toolbox, archive or folder: `None` where one is not there or cannot be read.
pub fn with_members<T>(
    toolbox: &DataPath,
    files: &dyn Files,
    work: impl FnOnce(&mut dyn FnMut(&str) -> Option<Vec<u8>>) -> T,
) -> T {
    if files.find(toolbox).is_some_and(|found| found.kind.is_folder()) {
        return work(&mut |member| files.read(&toolbox.join(member)).ok());
    }
    let bytes = files.read(toolbox).unwrap_or_default();
    match Archive::open(&bytes) {
        Ok(mut archive) => work(&mut |member| archive.read(member)?.ok()),
        Err(_) => work(&mut |_| None),
    }
}

/// The entry that each member is read from: the last of its name.
fn places_of<'m>(
    archive: &ZipArchive<Cursor<&[u8]>>,
    members: &'m [(String, Arc<[u8]>)],
) -> Result<Vec<(usize, &'m [u8])>, ToolboxError> {
    let mut places = Vec::with_capacity(members.len());
    for (member, content) in members {
        let is_member = |index: &usize| match stored_name(archive, *index) {
            Some(StoredName::File(name)) => same_name(&name, member),
            Some(StoredName::Folder) | None => false,
        };
        let found = (0..archive.len()).rev().find(is_member);
        let index = found.ok_or_else(|| ToolboxError::NoSuchMember { member: member.clone() })?;
        places.push((index, &content[..]));
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use zip::{CompressionMethod, DateTime};

    use super::*;

    fn toolbox() -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let time = DateTime::from_date_and_time(2024, 5, 6, 7, 8, 10).unwrap();
        let options = SimpleFileOptions::default().last_modified_time(time);
        writer.add_directory("T.tool", options).unwrap();
        for (name, method) in [("a", CompressionMethod::Stored), ("T.tool/b", CompressionMethod::Deflated)] {
            writer.start_file(name, options.compression_method(method)).unwrap();
            writer.write_all(b"hello hello hello hello").unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn only_the_named_member_changes_and_the_copy_is_the_same_each_time() {
        let original = toolbox();
        let change = [("T.tool/b".to_owned(), Arc::from(&b"new"[..]))];
        let copy = replace_members(&original, &change).unwrap();
        assert_eq!(copy, replace_members(&original, &change).unwrap());
        let mut before = ZipArchive::new(Cursor::new(original)).unwrap();
        let mut after = ZipArchive::new(Cursor::new(copy)).unwrap();
        let names = |zip: &ZipArchive<_>| zip.file_names().map(|name| name.unwrap().into_owned()).collect::<Vec<_>>();
        assert_eq!(names(&before), names(&after));
        let packed = |zip: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str| {
            let mut entry = zip.by_index_raw(zip.index_for_name(name).unwrap()).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (bytes, entry.compression(), entry.last_modified())
        };
        assert_eq!(packed(&mut before, "a"), packed(&mut after, "a"));
        assert_eq!(packed(&mut before, "T.tool/b").2, packed(&mut after, "T.tool/b").2);
        let mut text = String::new();
        after.by_name("T.tool/b").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "new");
    }

    #[test]
    fn a_copy_without_changes_has_the_same_bytes() {
        assert_eq!(replace_members(&toolbox(), &[]).unwrap(), toolbox());
    }

    #[test]
    fn archives_written_as_a_stream_and_with_backslashes_can_be_copied() {
        let mut writer = ZipWriter::new_stream(Vec::new());
        for name in [r"T.tool\a", "b"] {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(b"old old old old").unwrap();
        }
        let original = writer.finish().unwrap().into_inner();
        let copy = replace_members(&original, &[("T.tool/a".to_owned(), Arc::from(&b"new"[..]))]).unwrap();
        let mut archive = crate::toolbox::atbx::archive::Archive::open(&copy).unwrap();
        assert_eq!(archive.read("T.tool/a"), Some(Ok(b"new".to_vec())));
        assert_eq!(archive.read("b"), Some(Ok(b"old old old old".to_vec())));
    }

    #[test]
    fn a_member_that_is_not_there_is_an_error() {
        let change = [("T.tool/c".to_owned(), Arc::from(&b"new"[..]))];
        assert!(matches!(replace_members(&toolbox(), &change), Err(ToolboxError::NoSuchMember { .. })));
    }
}
