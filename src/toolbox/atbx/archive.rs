//! Opens the zip archive that an .atbx is, whatever wrote it.
//!
//! In: the bytes of the file. Out: member names in one spelling, and member contents one at a time.
//! Never unpacks more than the limits allow, and never hands out a name that leads out of the archive.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

/// An archive with more entries than this is not opened.
const MOST_ENTRIES: usize = 100_000;
/// All members read from one archive together unpack to at most this many bytes.
const MOST_BYTES: u64 = 256 << 20;
/// A member larger than [`SMALL`] may unpack to at most this many times its packed size.
const MOST_RATIO: u64 = 200;
/// Members up to this size are read whatever their ratio.
const SMALL: u64 = 1 << 20;

/// The members of an archive, found in any case.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    members: BTreeMap<String, Member>,
    refused_names: usize,
    bytes_left: u64,
}

struct Member {
    name: String,
    index: usize,
}

impl<'a> Archive<'a> {
    /// Reads the list of members; the error is a sentence.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("The archive cannot be read: {error}"))?;
        if zip.len() > MOST_ENTRIES {
            return Err(format!("The archive has {} entries, more than the {MOST_ENTRIES} that Waybill reads", zip.len()));
        }
        let mut members = BTreeMap::new();
        let mut refused_names = 0;
        for index in 0..zip.len() {
            match stored_name(&zip, index) {
                // The last of several members with one name wins, as unpacking them in order would have it.
                Some(StoredName::File(name)) => {
                    members.insert(name.to_lowercase(), Member { name, index });
                }
                Some(StoredName::Folder) => {}
                None => refused_names += 1,
            }
        }
        Ok(Self { zip, members, refused_names, bytes_left: MOST_BYTES })
    }

    /// How many entries were passed over because their names lead out of the archive or are no text.
    pub(super) fn refused_names(&self) -> usize {
        self.refused_names
    }

    /// The names of all members, sorted, with forward slashes.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.members.values().map(|member| member.name.as_str())
    }

    /// The names of the members whose name begins with `start`, sorted.
    pub(super) fn names_from(&self, start: &str) -> Vec<String> {
        let key = start.to_lowercase();
        let rows = self.members.range(key.clone()..).take_while(|(name, _)| name.starts_with(&key));
        rows.map(|(_, member)| member.name.clone()).collect()
    }

    /// The content of a member; `None` where there is none of that name, and a sentence where it cannot be read.
    pub(super) fn read(&mut self, name: &str) -> Option<Result<Vec<u8>, String>> {
        let index = self.members.get(&name.to_lowercase())?.index;
        Some(self.read_at(index))
    }

    fn read_at(&mut self, index: usize) -> Result<Vec<u8>, String> {
        let member = self.zip.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "The member is encrypted".to_owned(),
            error => format!("The member cannot be read: {error}"),
        })?;
        let by_ratio = member.compressed_size().saturating_mul(MOST_RATIO).max(SMALL);
        let limit = by_ratio.min(self.bytes_left);
        let mut bytes = Vec::new();
        let read = member.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| format!("The member cannot be unpacked: {error}"))?;
        if bytes.len() as u64 > limit {
            return Err(match limit == by_ratio {
                true => format!("The member unpacks to more than {MOST_RATIO} times its packed size, which no script does"),
                false => format!("The members unpack to more than the {} MB that Waybill reads of one toolbox", MOST_BYTES >> 20),
            });
        }
        self.bytes_left -= bytes.len() as u64;
        Ok(bytes)
    }
}

/// True where the bytes hold an archive, also behind other bytes.
pub(in crate::toolbox) fn is_archive(bytes: &[u8]) -> bool {
    ZipArchive::new(Cursor::new(bytes)).is_ok()
}

/// What an entry's stored name stands for.
pub(super) enum StoredName {
    /// A member, with forward slashes and without empty parts.
    File(String),
    /// A folder entry: says nothing that the members do not say.
    Folder,
}

/// The name of an entry; `None` where it leads out of the archive or is no text.
pub(super) fn stored_name<R: Read + std::io::Seek>(zip: &ZipArchive<R>, index: usize) -> Option<StoredName> {
    let name = zip.name_for_index(index)?.ok()?;
    clean(&name)
}

fn clean(written: &str) -> Option<StoredName> {
    let slashed = written.replace('\\', "/");
    let has_drive = slashed.get(1..2) == Some(":");
    if slashed.starts_with('/') || has_drive || slashed.contains('\0') || slashed.split('/').any(|part| part == "..") {
        return None;
    }
    if slashed.ends_with('/') {
        return Some(StoredName::Folder);
    }
    let parts: Vec<&str> = slashed.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    (!parts.is_empty()).then(|| StoredName::File(parts.join("/")))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    fn archive(members: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn stored_members_with_backslashes_are_found_in_any_case() {
        let bytes = archive(&[(r"T.tool\tool.content", b"{}")], CompressionMethod::Stored);
        let mut archive = Archive::open(&bytes).unwrap();
        assert_eq!(archive.names().collect::<Vec<_>>(), ["T.tool/tool.content"]);
        assert_eq!(archive.read("t.TOOL/tool.content"), Some(Ok(b"{}".to_vec())));
        assert_eq!(archive.read("other"), None);
    }

    #[test]
    fn names_that_lead_out_of_the_archive_are_refused() {
        let bytes = archive(&[("../a", b""), ("/b", b""), (r"C:\c", b""), ("./d//e", b"1")], CompressionMethod::Stored);
        let archive = Archive::open(&bytes).unwrap();
        assert_eq!((archive.names().collect::<Vec<_>>(), archive.refused_names()), (vec!["d/e"], 3));
    }

    #[test]
    fn a_member_that_unpacks_to_far_more_than_its_size_is_refused() {
        let bytes = archive(&[("bomb", &vec![0; 8 << 20]), ("small", &vec![0; 1 << 20])], CompressionMethod::Deflated);
        let mut archive = Archive::open(&bytes).unwrap();
        assert!(matches!(archive.read("bomb"), Some(Err(_))));
        assert!(matches!(archive.read("small"), Some(Ok(_))));
    }

    #[test]
    fn when_the_members_together_are_too_large_the_small_ones_are_still_read() {
        let bytes = archive(&[("large", &[7; 900]), ("small", b"x = 1")], CompressionMethod::Stored);
        let mut archive = Archive { bytes_left: 100, ..Archive::open(&bytes).unwrap() };
        let why = "The members unpack to more than the 256 MB that Waybill reads of one toolbox".to_owned();
        assert_eq!(archive.read("large"), Some(Err(why)));
        assert_eq!(archive.read("small"), Some(Ok(b"x = 1".to_vec())));
    }

    #[test]
    fn text_that_is_no_archive_gives_a_sentence() {
        assert!(Archive::open(b"version https://git-lfs.github.com/spec/v1").is_err());
    }
}
