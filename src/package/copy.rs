//! Copies entries into a folder or an archive, and hashes them on the way.
//!
//! In: entries, sorted. Out: for each its size and SHA-256, in the same order.
//! Never holds more than a bounded number of bytes, however large the files are; the number of threads changes nothing.

use std::io::{self, Seek, Write};
use std::path::Path;

use flate2::Crc;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::deflate::{PIECE, WINDOW, deflate};
use super::source::{Entry, Reading};
use super::write::StagedFolder;
use super::zip_format::Method;
use super::zip_write::ArchiveWriter;
use super::{ExportError, hex};
use crate::disk::Files;
use crate::publication::Progress;

/// Files from this size are copied in pieces, bytes.
const LARGE: u64 = 8 << 20;
/// So many bytes of smaller files are worked on at a time.
const BATCH: u64 = 32 << 20;
/// And so many files.
const BATCH_FILES: usize = 1024;
/// Pieces of a large file that are worked on at a time.
const PIECES: usize = 16;

/// Extensions of files that are packed already.
const PACKED: [&str; 27] = [
    "7z", "atbx", "bz2", "docx", "ecw", "gif", "gz", "jp2", "jpeg", "jpg", "kmz", "lpkx", "mp3", "mp4", "mpkx", "png", "ppkx",
    "pptx", "rar", "sid", "stylx", "webp", "whl", "xlsx", "xz", "zip", "zst",
];

/// What was written of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its path in the package.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
}

/// What copying needs to know besides the entries.
#[derive(Clone, Copy)]
pub struct Copying<'a> {
    /// Where sources are read.
    pub files: &'a dyn Files,
    /// What is told and asked on the way.
    pub progress: &'a Progress,
    /// The destination, for error messages.
    pub destination: &'a Path,
}

impl Copying<'_> {
    fn wrote<T>(&self, result: io::Result<T>) -> Result<T, ExportError> {
        result.map_err(|source| ExportError::Write { path: self.destination.to_owned(), source })
    }

    fn start(&self, entry: &Entry) -> Result<(), ExportError> {
        self.progress.at(&entry.path);
        self.step(0)
    }

    fn step(&self, bytes: u64) -> Result<(), ExportError> {
        if self.progress.step(bytes) { Ok(()) } else { Err(ExportError::Cancelled) }
    }
}

/// Copies entries into a folder.
pub fn copy_into_folder(entries: &[Entry], folder: &StagedFolder, copying: Copying<'_>) -> Result<Vec<Written>, ExportError> {
    entries.par_iter().map(|entry| copy_file(entry, folder, copying)).collect()
}

fn copy_file(entry: &Entry, folder: &StagedFolder, copying: Copying<'_>) -> Result<Written, ExportError> {
    copying.start(entry)?;
    if entry.path.ends_with('/') {
        copying.wrote(folder.create_folder(&entry.path))?;
        return Ok(Written { path: entry.path.clone(), bytes: 0, sha256: hex(&Sha256::digest([])) });
    }
    let mut reading = Reading::start(entry, copying.files)?;
    let mut member = copying.wrote(folder.create(&entry.path))?;
    let mut hash = Sha256::new();
    loop {
        let piece = reading.next(PIECE)?;
        hash.update(&piece);
        copying.wrote(member.write(&piece))?;
        copying.step(piece.len() as u64)?;
        if reading.is_done() {
            break;
        }
    }
    copying.wrote(member.finish())?;
    Ok(Written { path: entry.path.clone(), bytes: entry.bytes(), sha256: hex(&hash.finalize()) })
}

/// Copies entries into an archive.
pub fn copy_into_archive<W: Write + Seek>(
    entries: &[Entry],
    archive: &mut ArchiveWriter<W>,
    copying: Copying<'_>,
) -> Result<Vec<Written>, ExportError> {
    let mut written = Vec::with_capacity(entries.len());
    let mut rest = entries;
    while let Some(first) = rest.first() {
        if first.bytes() >= LARGE {
            written.push(copy_large(first, archive, copying)?);
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let (batch, behind) = rest.split_at(batch_length(rest));
        let packed: Vec<Packed> = batch.par_iter().map(|entry| pack_small(entry, copying)).collect::<Result<_, _>>()?;
        for packed in packed {
            copying.wrote(archive.add(&packed.file.path, packed.method, packed.crc, packed.file.bytes, &packed.bytes))?;
            written.push(packed.file);
        }
        rest = behind;
    }
    Ok(written)
}

fn batch_length(entries: &[Entry]) -> usize {
    let mut bytes = 0;
    let fits = |entry: &&Entry| {
        bytes += entry.bytes();
        entry.bytes() < LARGE && bytes <= BATCH
    };
    entries.iter().take(BATCH_FILES).take_while(fits).count().max(1)
}

struct Packed {
    file: Written,
    method: Method,
    crc: u32,
    bytes: Vec<u8>,
}

fn pack_small(entry: &Entry, copying: Copying<'_>) -> Result<Packed, ExportError> {
    copying.start(entry)?;
    let mut reading = Reading::start(entry, copying.files)?;
    let bytes = reading.next(LARGE as usize)?;
    copying.step(bytes.len() as u64)?;
    let file = Written { path: entry.path.clone(), bytes: bytes.len() as u64, sha256: hex(&Sha256::digest(&bytes)) };
    let mut crc = Crc::new();
    crc.update(&bytes);
    let packed = match method_for(&entry.path) {
        Method::Stored => None,
        Method::Deflated => Some(copying.wrote(deflate(&bytes, &[], true))?).filter(|packed| packed.len() < bytes.len()),
    };
    let (method, bytes) = packed.map_or((Method::Stored, bytes), |packed| (Method::Deflated, packed));
    Ok(Packed { file, method, crc: crc.sum(), bytes })
}

/// How a file is stored, decided by its name so that a large one need not be looked at twice.
fn method_for(path: &str) -> Method {
    let extension = path.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase());
    if PACKED.contains(&extension.as_str()) { Method::Stored } else { Method::Deflated }
}

fn copy_large<W: Write + Seek>(
    entry: &Entry,
    archive: &mut ArchiveWriter<W>,
    copying: Copying<'_>,
) -> Result<Written, ExportError> {
    copying.start(entry)?;
    let method = method_for(&entry.path);
    let mut reading = Reading::start(entry, copying.files)?;
    let mut hash = Sha256::new();
    let mut crc = Crc::new();
    let mut window: Vec<u8> = Vec::new();
    let mut open = copying.wrote(archive.start(&entry.path, method, entry.bytes()))?;
    while !reading.is_done() {
        let bytes = reading.next(PIECE * PIECES)?;
        let is_last = reading.is_done();
        let (packed, ()) = rayon::join(
            || pack_pieces(&bytes, &window, method, is_last),
            || {
                hash.update(&bytes);
                crc.update(&bytes);
            },
        );
        for piece in copying.wrote(packed)? {
            copying.wrote(open.write(&piece))?;
        }
        copying.step(bytes.len() as u64)?;
        window = bytes.get(bytes.len().saturating_sub(WINDOW)..).unwrap_or_default().to_vec();
    }
    copying.wrote(open.finish(crc.sum()))?;
    Ok(Written { path: entry.path.clone(), bytes: entry.bytes(), sha256: hex(&hash.finalize()) })
}

fn pack_pieces(bytes: &[u8], window: &[u8], method: Method, is_last: bool) -> io::Result<Vec<Vec<u8>>> {
    match method {
        Method::Stored => Ok(vec![bytes.to_vec()]),
        Method::Deflated => {
            let pieces = bytes.len().div_ceil(PIECE);
            let pack = |at: usize| {
                let start = at * PIECE;
                let piece = bytes.get(start..bytes.len().min(start + PIECE)).unwrap_or_default();
                let before = if at == 0 { window } else { bytes.get(start - WINDOW..start).unwrap_or_default() };
                deflate(piece, before, is_last && at + 1 == pieces)
            };
            (0..pieces).into_par_iter().map(pack).collect()
        }
    }
}
