//! Opens the compound file that a binary toolbox is, however damaged.
//!
//! In: the bytes of the file. Out: the names of its streams, and their contents one at a time.
//! Never follows a chain in circles, and never hands out more bytes than the file has: a broken chain gives what was read.
//! Rules: "[MS-CFB]: Compound File Binary File Format".

use std::collections::BTreeMap;

/// The first sector number that is no sector: end of a chain, free, or the table's own.
const NO_SECTOR: u32 = 0xFFFF_FFFA;
/// Where the header ends and the list of table sectors in it begins.
const FIRST_TABLE_ENTRY: usize = 76;
const HEADER: usize = 512;
const DIRECTORY_ENTRY: usize = 128;
const STREAM: u8 = 2;
const ROOT: u8 = 5;

/// The streams of a compound file.
pub(super) struct Container<'a> {
    file: Sectors<'a>,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    mini_stream: Vec<u8>,
    mini_sector: usize,
    /// Streams shorter than this lie in the mini stream.
    mini_below: usize,
    /// The first of each name.
    streams: BTreeMap<String, Stream>,
    /// No honest file has more in its streams than it is long.
    bytes_left: usize,
}

struct Stream {
    name: String,
    kind: u8,
    start: u32,
    length: usize,
}

/// A run of bytes cut into sectors of one size.
#[derive(Clone, Copy)]
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
}

impl<'a> Sectors<'a> {
    fn count(self) -> usize {
        self.bytes.len().div_ceil(self.size)
    }

    /// The sector, or what the end of the file left of it.
    fn sector(self, number: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(number).ok()?.checked_mul(self.size)?;
        let end = start.checked_add(self.size)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// What the chain from `start` holds, up to `most` bytes.
    fn chain(self, start: u32, table: &[u32], most: usize) -> Vec<u8> {
        let mut read = Vec::new();
        let mut next = start;
        // A chain with more steps than there are sectors runs in a circle.
        for _ in 0..self.count() {
            let Some(sector) = self.sector(next) else { break };
            let wanted = most.saturating_sub(read.len()).min(sector.len());
            read.extend(sector.iter().take(wanted));
            if read.len() >= most {
                break;
            }
            let Some(following) = usize::try_from(next).ok().and_then(|at| table.get(at)) else { break };
            next = *following;
        }
        read
    }
}

impl<'a> Container<'a> {
    /// Reads the tables and the directory; the error is a sentence.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let Some((header, _)) = bytes.split_at_checked(HEADER) else { return Err("The file ends in its header".to_owned()) };
        let sector_size = if u16_at(header, 30) == Some(12) { 4096 } else { 512 };
        let file = Sectors { bytes: bytes.get(sector_size..).unwrap_or_default(), size: sector_size };
        let field = |at| u32_at(header, at).unwrap_or(NO_SECTOR);

        let table = numbers(
            &table_sectors(file, header).into_iter().filter_map(|at| file.sector(at)).flatten().copied().collect::<Vec<_>>(),
        );
        let mini_table = numbers(&file.chain(field(60), &table, bytes.len()));
        let entries: Vec<Stream> =
            file.chain(field(48), &table, bytes.len()).chunks_exact(DIRECTORY_ENTRY).filter_map(Stream::read).collect();
        let Some(root) = entries.iter().find(|stream| stream.kind == ROOT) else {
            return Err("The file has no directory".to_owned());
        };
        let mini_stream = file.chain(root.start, &table, root.length.min(bytes.len()));
        let mut streams = BTreeMap::new();
        for stream in entries.into_iter().filter(|entry| entry.kind == STREAM) {
            streams.entry(stream.name.clone()).or_insert(stream);
        }
        let mini_below = usize::try_from(field(56)).unwrap_or(usize::MAX);
        Ok(Self { file, table, mini_table, mini_stream, mini_sector: 64, mini_below, streams, bytes_left: bytes.len() })
    }

    /// The names of all streams, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.streams.keys().map(String::as_str)
    }

    /// The content of a stream, as far as the file has it.
    pub(super) fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        let stream = self.streams.get(name)?;
        let most = stream.length.min(self.bytes_left);
        let content = if stream.length < self.mini_below {
            Sectors { bytes: &self.mini_stream, size: self.mini_sector }.chain(stream.start, &self.mini_table, most)
        } else {
            self.file.chain(stream.start, &self.table, most)
        };
        self.bytes_left = self.bytes_left.saturating_sub(content.len());
        Some(content)
    }
}

impl Stream {
    fn read(entry: &[u8]) -> Option<Self> {
        let name_bytes = usize::from(u16_at(entry, 64)?).saturating_sub(2).min(62);
        let units = entry
            .get(..name_bytes)?
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair.first().copied().unwrap_or(0), pair.last().copied().unwrap_or(0)]));
        let name: String = char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        // The upper half of the length is not used in files of version 3, and some writers leave anything there.
        let length = usize::try_from(u32_at(entry, 120)?).ok()?;
        Some(Self { name, kind: *entry.get(66)?, start: u32_at(entry, 116)?, length })
    }
}

/// The sectors that hold the table of chains: the first 109 stand in the header, more in a chain of their own.
fn table_sectors(file: Sectors<'_>, header: &[u8]) -> Vec<u32> {
    let mut sectors = numbers(header.get(FIRST_TABLE_ENTRY..).unwrap_or_default());
    let mut next = u32_at(header, 68).unwrap_or(NO_SECTOR);
    for _ in 0..file.count() {
        let Some(sector) = file.sector(next) else { break };
        let mut listed = numbers(sector);
        next = listed.pop().unwrap_or(NO_SECTOR);
        sectors.extend(listed);
    }
    sectors.retain(|sector| *sector < NO_SECTOR);
    // A table that covers the file has no more sectors than the file.
    sectors.truncate(file.count());
    sectors
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|chunk| u32_at(chunk, 0)).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
