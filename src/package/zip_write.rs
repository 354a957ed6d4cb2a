//! Writes an archive: entries one after the other, then the table of contents.
//!
//! In: packed bytes with their sums. Out: an archive without data descriptors, comments or gaps.
//! Never goes back further than the header of the entry being written.

use std::io::{self, Seek, SeekFrom, Write};

use flate2::Crc;

use super::zip_format::{Method, ZipEntry, end_of_archive};

/// An archive being written.
#[derive(Debug)]
pub struct ArchiveWriter<W> {
    out: W,
    position: u64,
    entries: Vec<ZipEntry>,
}

impl<W: Write + Seek> ArchiveWriter<W> {
    /// Starts at the beginning of `out`.
    pub fn new(out: W) -> Self {
        Self { out, position: 0, entries: Vec::new() }
    }

    /// Adds a file that is in memory as a whole.
    pub fn add(&mut self, name: &str, method: Method, crc: u32, bytes: u64, packed: &[u8]) -> io::Result<()> {
        let offset = self.position;
        let sum = crc_of(packed);
        let entry = ZipEntry { name: name.to_owned(), method, crc, packed_crc: sum, packed: packed.len() as u64, bytes, offset };
        self.put(&entry.local_header())?;
        self.put(packed)?;
        self.entries.push(entry);
        Ok(())
    }

    /// Starts a file of `bytes` bytes that comes in pieces.
    pub fn start(&mut self, name: &str, method: Method, bytes: u64) -> io::Result<OpenEntry<'_, W>> {
        let offset = self.position;
        let entry = ZipEntry { name: name.to_owned(), method, crc: 0, packed_crc: 0, packed: 0, bytes, offset };
        self.put(&entry.local_header())?;
        Ok(OpenEntry { archive: self, entry, sum: Crc::new() })
    }

    /// Writes the table of contents and ends the archive.
    pub fn finish(mut self) -> io::Result<W> {
        let start = self.position;
        let entries = std::mem::take(&mut self.entries);
        for entry in &entries {
            self.put(&entry.central_header())?;
        }
        let end = end_of_archive(entries.len() as u64, start, self.position - start);
        self.put(&end)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.position += bytes.len() as u64;
        Ok(())
    }
}

/// A file of an archive, being written.
pub struct OpenEntry<'a, W> {
    archive: &'a mut ArchiveWriter<W>,
    entry: ZipEntry,
    sum: Crc,
}

impl<W: Write + Seek> OpenEntry<'_, W> {
    /// Writes the next packed bytes.
    pub fn write(&mut self, packed: &[u8]) -> io::Result<()> {
        self.sum.update(packed);
        self.entry.packed += packed.len() as u64;
        self.archive.put(packed)
    }

    /// Ends the file; `crc` is that of the file before packing.
    pub fn finish(mut self, crc: u32) -> io::Result<()> {
        self.entry.crc = crc;
        self.entry.packed_crc = self.sum.sum();
        self.archive.out.seek(SeekFrom::Start(self.entry.offset))?;
        self.archive.out.write_all(&self.entry.local_header())?;
        self.archive.out.seek(SeekFrom::Start(self.archive.position))?;
        self.archive.entries.push(self.entry);
        Ok(())
    }
}

fn crc_of(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}
