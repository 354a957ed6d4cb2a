//! Reads the table of contents of a package's archive, and believes none of it until every byte is accounted for.
//!
//! In: an archive as a package writes it. Out: its entries, or the first thing that is not as it must be.
//! Never reads a file's contents; never reads more than the archive has.
//! What was read is encoded again and compared: no field, gap or comment can hide anything.

use std::io::{self, Read, Seek, SeekFrom};

use super::zip_format::{
    CENTRAL_LENGTH, END_LENGTH, END64_LENGTH, Method, PACKED_CRC_FIELD, ZipEntry, end_needs_64, end_of_archive,
};
use crate::disk::READ_LIMIT;

/// Why an archive is not one that Waybill wrote.
#[derive(Debug, thiserror::Error)]
pub enum ZipProblem {
    /// It could not be read.
    #[error("the archive cannot be read: {0}")]
    Io(#[from] io::Error),
    /// It is damaged or was packed by another program.
    #[error("the archive is not as Waybill wrote it: {0}")]
    Form(String),
}

/// The entries of an archive, in the order of their bytes.
pub fn read_entries(archive: &mut (impl Read + Seek)) -> Result<Vec<ZipEntry>, ZipProblem> {
    let length = archive.seek(SeekFrom::End(0))?;
    let (count, start) = read_end(archive, length)?;
    let contents_length = length.checked_sub(start).ok_or_else(|| form("its table of contents starts behind its end"))?;
    if contents_length > READ_LIMIT {
        return Err(form("its table of contents is too long"));
    }
    let contents = read_at(archive, start, contents_length)?;
    let entries = parse_entries(&contents, count)?;
    let mut again: Vec<u8> = entries.iter().flat_map(ZipEntry::central_header).collect();
    let end = end_of_archive(count, start, again.len() as u64);
    again.extend(end);
    if again != contents {
        return Err(form("its table of contents has fields or bytes that do not belong there"));
    }
    check_local_headers(archive, &entries, start)?;
    Ok(entries)
}

/// How many entries there are, and where the table of contents starts.
fn read_end(archive: &mut (impl Read + Seek), length: u64) -> Result<(u64, u64), ZipProblem> {
    let at = length.checked_sub(END_LENGTH).ok_or_else(|| form("it is too short"))?;
    let end = read_at(archive, at, END_LENGTH)?;
    if end.get(..4) != Some(b"PK\x05\x06") {
        return Err(form("it does not end with its table of contents"));
    }
    let (count, start) = (u64::from(u16_at(&end, 10)?), u64::from(u32_at(&end, 16)?));
    if !end_needs_64(count, start, u64::from(u32_at(&end, 12)?)) {
        return Ok((count, start));
    }
    let at = length.checked_sub(END_LENGTH + END64_LENGTH).ok_or_else(|| form("it is too short"))?;
    let end = read_at(archive, at, END64_LENGTH)?;
    if end.get(..4) != Some(b"PK\x06\x06") {
        return Err(form("its end lacks the record for large archives"));
    }
    Ok((u64_at(&end, 32)?, u64_at(&end, 48)?))
}

fn parse_entries(contents: &[u8], count: u64) -> Result<Vec<ZipEntry>, ZipProblem> {
    if count > (contents.len() / CENTRAL_LENGTH) as u64 {
        return Err(form("it counts more files than its table of contents can hold"));
    }
    let mut entries = Vec::with_capacity(count as usize);
    let mut at = 0;
    for _ in 0..count {
        let header = slice(contents, at, CENTRAL_LENGTH)?;
        let (name_length, extra_length) = (usize::from(u16_at(header, 28)?), usize::from(u16_at(header, 30)?));
        let name = slice(contents, at + CENTRAL_LENGTH, name_length)?;
        let extra = slice(contents, at + CENTRAL_LENGTH + name_length, extra_length)?;
        entries.push(parse_entry(header, name, extra)?);
        at += CENTRAL_LENGTH + name_length + extra_length;
    }
    Ok(entries)
}

fn parse_entry(header: &[u8], name: &[u8], extra: &[u8]) -> Result<ZipEntry, ZipProblem> {
    let name = std::str::from_utf8(name).map_err(|_| form("a name is not valid text"))?.to_owned();
    let method = Method::from_code(u16_at(header, 10)?).ok_or_else(|| form("a file is packed in an unknown way"))?;
    let mut entry = ZipEntry {
        name,
        method,
        crc: u32_at(header, 16)?,
        packed_crc: 0,
        packed: u64::from(u32_at(header, 20)?),
        bytes: u64::from(u32_at(header, 24)?),
        offset: u64::from(u32_at(header, 42)?),
    };
    let mut rest = extra;
    if rest.get(..2) == Some(&[1, 0]) {
        let length = usize::from(u16_at(rest, 2)?);
        read_large_numbers(&mut entry, slice(rest, 4, length)?)?;
        rest = rest.get(4 + length..).unwrap_or_default();
    }
    if u16_at(rest, 0)? != PACKED_CRC_FIELD {
        return Err(form("a file lacks the sum of its packed bytes"));
    }
    entry.packed_crc = u32_at(rest, 4)?;
    Ok(entry)
}

/// The numbers of a zip64 field stand in a fixed order, each only where the header had no room.
fn read_large_numbers(entry: &mut ZipEntry, field: &[u8]) -> Result<(), ZipProblem> {
    let mut at = 0;
    for number in [&mut entry.bytes, &mut entry.packed, &mut entry.offset] {
        if *number == u64::from(u32::MAX) {
            *number = u64_at(field, at)?;
            at += 8;
        }
    }
    Ok(())
}

/// Every entry follows the one before it without a gap, and its local header says the same as the table of contents.
fn check_local_headers(archive: &mut (impl Read + Seek), entries: &[ZipEntry], contents_start: u64) -> Result<(), ZipProblem> {
    let mut position = 0;
    for entry in entries {
        let expected = entry.local_header();
        if entry.offset != position {
            return Err(form("there are bytes between its files"));
        }
        if read_at(archive, position, expected.len() as u64)? != expected {
            return Err(form(&format!("two headers of {} disagree", crate::text::visible(&entry.name))));
        }
        let end = position.checked_add(expected.len() as u64).and_then(|start| start.checked_add(entry.packed));
        position = end.filter(|end| *end <= contents_start).ok_or_else(|| form("a file is longer than the archive"))?;
    }
    if position == contents_start { Ok(()) } else { Err(form("there are bytes before its table of contents")) }
}

fn read_at(archive: &mut (impl Read + Seek), at: u64, length: u64) -> Result<Vec<u8>, ZipProblem> {
    archive.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    archive.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(form("it ends too early")) }
}

fn form(why: &str) -> ZipProblem {
    ZipProblem::Form(why.to_owned())
}

fn slice(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], ZipProblem> {
    bytes.get(at..at.saturating_add(length)).ok_or_else(|| form("its table of contents ends too early"))
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], ZipProblem> {
    slice(bytes, at, N)?.try_into().map_err(|_| form("its table of contents ends too early"))
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, ZipProblem> {
    array(bytes, at).map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, ZipProblem> {
    array(bytes, at).map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Result<u64, ZipProblem> {
    array(bytes, at).map(u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::package::zip_write::ArchiveWriter;

    fn archive(names: impl Iterator<Item = String>) -> Vec<u8> {
        let mut writer = ArchiveWriter::new(Cursor::new(Vec::new()));
        for name in names {
            writer.add(&name, Method::Stored, 0, 0, &[]).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn an_archive_of_seventy_thousand_files_is_read_back() {
        let bytes = archive((0..70_000).map(|number| format!("n/{number}")));
        let entries = read_entries(&mut Cursor::new(&bytes)).unwrap();
        assert_eq!(entries.len(), 70_000);
        assert_eq!(entries[69_999].name, "n/69999");
        let other = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        assert_eq!(other.len(), 70_000);
    }

    #[test]
    fn sizes_beyond_four_gigabytes_are_read_back() {
        let large = ZipEntry {
            name: "a".to_owned(),
            method: Method::Deflated,
            crc: 1,
            packed_crc: 2,
            packed: 5 << 32,
            bytes: 6 << 32,
            offset: 7 << 32,
        };
        for entry in [large.clone(), ZipEntry { offset: 0, ..large.clone() }, ZipEntry { bytes: 9, packed: 8, ..large }] {
            let header = entry.central_header();
            assert_eq!(parse_entries(&header, 1).unwrap(), [entry]);
        }
    }

    #[test]
    fn stray_bytes_anywhere_are_refused() {
        let good = archive(["a".to_owned(), "b".to_owned()].into_iter());
        assert_eq!(read_entries(&mut Cursor::new(&good)).unwrap().len(), 2);
        for at in 0..=good.len() {
            let mut bad = good.clone();
            bad.insert(at, 0);
            assert!(read_entries(&mut Cursor::new(&bad)).is_err(), "a byte inserted at {at}");
        }
        for length in 0..good.len() {
            assert!(read_entries(&mut Cursor::new(&good[..length])).is_err(), "cut at {length}");
        }
    }
}
