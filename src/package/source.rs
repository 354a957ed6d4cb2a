//! Reads what goes into a package, and notices when it is no longer what the scan saw.
//!
//! In: an entry of the package. Out: its bytes, in pieces of bounded length.
//! Never holds a large file in memory; never gives more or fewer bytes than the scan counted.

use std::io::Read;
use std::sync::Arc;

use super::ExportError;
use crate::disk::{Files, ReadError};
use crate::text::DataPath;

/// One file of the package to be.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its path in the package; with a final slash for a folder that is empty.
    pub path: String,
    /// What is written.
    pub content: Content,
    /// What brought it: places in the manifest's references.
    pub references: Vec<usize>,
}

/// Where the bytes come from.
#[derive(Clone, Debug)]
pub enum Content {
    /// A file of the publisher, with the size that the scan saw.
    Source(DataPath, u64),
    /// Bytes made by Waybill.
    Made(Arc<[u8]>),
}

impl Entry {
    /// How many bytes it has.
    pub fn bytes(&self) -> u64 {
        match &self.content {
            Content::Source(_, bytes) => *bytes,
            Content::Made(bytes) => bytes.len() as u64,
        }
    }
}

/// An entry being read.
pub struct Reading<'a> {
    entry: &'a Entry,
    files: &'a dyn Files,
    reader: Box<dyn Read + Send>,
    left: u64,
}

impl<'a> Reading<'a> {
    /// Opens an entry.
    pub fn start(entry: &'a Entry, files: &'a dyn Files) -> Result<Self, ExportError> {
        let reader = match &entry.content {
            Content::Source(path, _) => files.open(path)?,
            Content::Made(bytes) => Box::new(std::io::Cursor::new(Arc::clone(bytes))),
        };
        Ok(Self { entry, files, reader, left: entry.bytes() })
    }

    /// True once everything was given.
    pub fn is_done(&self) -> bool {
        self.left == 0
    }

    /// The next `length` bytes, fewer only at the end. The end is reached only if the source is as the scan saw it.
    pub fn next(&mut self, length: usize) -> Result<Vec<u8>, ExportError> {
        let wanted = self.left.min(length as u64);
        let mut piece = Vec::with_capacity(wanted as usize);
        let read = self.reader.by_ref().take(wanted).read_to_end(&mut piece);
        let got = read.map_err(|source| self.read_error(source))?;
        self.left -= wanted;
        if (got as u64) < wanted {
            return Err(self.changed());
        }
        if self.left == 0 {
            self.check_end()?;
        }
        Ok(piece)
    }

    fn check_end(&mut self) -> Result<(), ExportError> {
        let mut more = Vec::new();
        let read = self.reader.by_ref().take(1).read_to_end(&mut more);
        read.map_err(|source| self.read_error(source))?;
        let is_still_there = match &self.entry.content {
            Content::Source(path, bytes) => self.files.find(path).is_some_and(|found| found.bytes == *bytes),
            Content::Made(_) => true,
        };
        if more.is_empty() && is_still_there { Ok(()) } else { Err(self.changed()) }
    }

    fn changed(&self) -> ExportError {
        ExportError::SourceChanged { path: self.source_path() }
    }

    fn read_error(&self, source: std::io::Error) -> ExportError {
        ExportError::Read(ReadError::Io { path: self.source_path(), source })
    }

    fn source_path(&self) -> DataPath {
        match &self.entry.content {
            Content::Source(path, _) => path.clone(),
            Content::Made(_) => DataPath::new(&self.entry.path),
        }
    }
}

impl std::fmt::Debug for Reading<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} ({} bytes left)", self.entry.path, self.left)
    }
}
