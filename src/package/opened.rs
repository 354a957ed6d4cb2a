//! A package on this machine, folder or archive, as paths and contents.
//!
//! In: the path of a package. Out: the names in it, and each file's bytes.
//! Never unpacks anything to the disk; never gives more bytes than a file is said to have.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use sha2::{Digest, Sha256};

use super::hex;
use super::zip_format::{Method, ZipEntry};
use super::zip_read::{ZipProblem, read_entries};
use crate::disk::{TreeKind, host_tree, is_host_folder, open_host};
use crate::publication::Progress;

const BUFFER: usize = 128 << 10;

/// A package, open for reading.
#[derive(Debug)]
pub struct Package {
    place: PathBuf,
    members: BTreeMap<String, Member>,
    odd: Vec<String>,
}

#[derive(Debug)]
enum Member {
    EmptyFolder,
    File(u64),
    Entry(ZipEntry),
}

/// Size and sum of a file that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
}

impl Package {
    /// Opens a folder or archive.
    pub fn open(place: &Path) -> Result<Self, ZipProblem> {
        if is_host_folder(place) { Ok(Self::open_folder(place)?) } else { Self::open_archive(place) }
    }

    fn open_folder(place: &Path) -> io::Result<Self> {
        let mut members = BTreeMap::new();
        let mut odd = Vec::new();
        let mut folders = Vec::new();
        for entry in host_tree(place)? {
            match entry.kind {
                TreeKind::File(bytes) => {
                    members.insert(entry.path, Member::File(bytes));
                }
                TreeKind::Folder => folders.push(format!("{}/", entry.path)),
                TreeKind::Other => odd.push(format!("{} is neither a plain file nor a folder", entry.path)),
            }
        }
        // Deepest first: a folder that holds an empty folder is not empty.
        folders.sort_by(|a, b| b.cmp(a));
        for folder in folders {
            let first_below = members.range(folder.clone()..).next();
            if !first_below.is_some_and(|(path, _)| path.starts_with(&folder)) {
                members.insert(folder, Member::EmptyFolder);
            }
        }
        Ok(Self { place: place.to_owned(), members, odd })
    }

    fn open_archive(place: &Path) -> Result<Self, ZipProblem> {
        let mut archive = BufReader::new(open_host(place)?);
        let mut members = BTreeMap::new();
        let mut odd = Vec::new();
        for entry in read_entries(&mut archive)? {
            if entry.name.ends_with('/') && (entry.bytes, entry.packed) != (0, 0) {
                odd.push(format!("{} is a folder with bytes of its own", entry.name));
            }
            if let Some(Member::Entry(twin)) = members.insert(entry.name.clone(), Member::Entry(entry)) {
                odd.push(format!("{} is in the archive twice", twin.name));
            }
        }
        Ok(Self { place: place.to_owned(), members, odd })
    }

    /// Things in the package that can be no part of it, as sentences.
    pub fn odd(&self) -> &[String] {
        &self.odd
    }

    /// The paths of all files and, with a final slash, of empty folders; sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
    }

    /// The size that the folder or archive states for a file.
    pub fn bytes(&self, path: &str) -> Option<u64> {
        self.members.get(path).map(|member| match member {
            Member::EmptyFolder => 0,
            Member::File(bytes) => *bytes,
            Member::Entry(entry) => entry.bytes,
        })
    }

    /// Opens a file; it ends where its stated size ends.
    pub fn read(&self, path: &str) -> io::Result<Box<dyn Read + Send>> {
        match self.members.get(path) {
            None => Err(io::ErrorKind::NotFound.into()),
            Some(Member::EmptyFolder) => Ok(Box::new(io::empty())),
            Some(Member::File(bytes)) => Ok(Box::new(open_host(&self.place.join(path))?.take(*bytes))),
            Some(Member::Entry(entry)) => {
                let packed = self.packed_bytes(entry)?;
                match entry.method {
                    Method::Stored => Ok(Box::new(packed)),
                    Method::Deflated => Ok(Box::new(DeflateDecoder::new(packed).take(entry.bytes))),
                }
            }
        }
    }

    fn packed_bytes(&self, entry: &ZipEntry) -> io::Result<impl Read + Send + use<>> {
        let mut archive = open_host(&self.place)?;
        archive.seek(SeekFrom::Start(entry.offset + entry.local_header().len() as u64))?;
        Ok(BufReader::with_capacity(BUFFER, archive).take(entry.packed))
    }

    /// Reads a file to its end and sums it up; all that the archive states about it is checked on the way.
    /// Each byte is a step of the progress; where somebody asks to stop, the rest is not read.
    ///
    /// # Errors
    /// What is wrong with it, as the end of a sentence.
    pub fn measure(&self, path: &str, progress: &Progress) -> Result<Measured, String> {
        let unreadable = |error: io::Error| format!("cannot be read ({error})");
        match self.members.get(path) {
            None => Err("is missing".to_owned()),
            Some(Member::EmptyFolder) => sum_up(io::empty(), 0, progress).map(|(measured, _)| measured).map_err(unreadable),
            Some(Member::File(_)) => {
                let file = open_host(&self.place.join(path)).map_err(unreadable)?;
                sum_up(file, u64::MAX, progress).map(|(measured, _)| measured).map_err(unreadable)
            }
            Some(Member::Entry(entry)) => self.measure_entry(entry, progress).map_err(unreadable)?,
        }
    }

    fn measure_entry(&self, entry: &ZipEntry, progress: &Progress) -> io::Result<Result<Measured, String>> {
        let mut packed = Summed { inner: self.packed_bytes(entry)?, sum: Crc::new() };
        // One byte more than stated is enough to know that the statement is wrong.
        let limit = entry.bytes.saturating_add(1);
        let (measured, crc, used) = match entry.method {
            Method::Stored => {
                let (measured, crc) = sum_up(&mut packed, limit, progress)?;
                (measured, crc, entry.packed)
            }
            Method::Deflated => {
                let mut unpacked = DeflateDecoder::new(&mut packed);
                let (measured, crc) = sum_up(&mut unpacked, limit, progress)?;
                (measured, crc, unpacked.total_in())
            }
        };
        if measured.bytes != entry.bytes || crc != entry.crc || used != entry.packed {
            return Ok(Err("does not unpack to what the archive says".to_owned()));
        }
        if packed.sum.sum() != entry.packed_crc || u64::from(packed.sum.amount()) != (entry.packed & u64::from(u32::MAX)) {
            return Ok(Err("has damaged bytes in the archive".to_owned()));
        }
        Ok(Ok(measured))
    }
}

/// A reader that sums up what passes.
struct Summed<R> {
    inner: R,
    sum: Crc,
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.sum.update(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

fn sum_up(reader: impl Read, limit: u64, progress: &Progress) -> io::Result<(Measured, u32)> {
    let mut reader = reader.take(limit);
    let mut buffer = vec![0; BUFFER];
    let (mut hash, mut crc, mut bytes) = (Sha256::new(), Crc::new(), 0);
    loop {
        let read = match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => buffer.get(..read).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(read);
        crc.update(read);
        bytes += read.len() as u64;
        if !progress.step(read.len() as u64) {
            break;
        }
    }
    Ok((Measured { bytes, sha256: hex(&hash.finalize()) }, crc.sum()))
}
