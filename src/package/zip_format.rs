//! The bytes around the files in a package's archive: one way to write them, so that they can be compared.
//!
//! In: what is known of an entry. Out: its local header, its central header, the end of the archive.
//! Never leaves a field open: time, attributes and flags are fixed, zip64 appears only where a number needs it.
//! Because every field follows from the entry, `verify` encodes them again and compares byte for byte.
//! Format: PKWARE APPNOTE 6.3, sections 4.3 and 4.5.

/// How an entry is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// As it is.
    Stored,
    /// Deflated.
    Deflated,
}

impl Method {
    fn code(self) -> u16 {
        match self {
            Self::Stored => 0,
            Self::Deflated => 8,
        }
    }

    /// The method of a code in a header; `None` for methods that Waybill never writes.
    pub fn from_code(code: u16) -> Option<Self> {
        match code {
            0 => Some(Self::Stored),
            8 => Some(Self::Deflated),
            _ => None,
        }
    }
}

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZipEntry {
    /// Its path.
    pub name: String,
    /// How it is stored.
    pub method: Method,
    /// CRC-32 of the file.
    pub crc: u32,
    /// CRC-32 of the bytes as they stand in the archive.
    ///
    /// A deflated stream has bits that no reader looks at; only this sum shows that one of them changed.
    pub packed_crc: u32,
    /// The bytes in the archive.
    pub packed: u64,
    /// The file's size.
    pub bytes: u64,
    /// Where its local header starts.
    pub offset: u64,
}

/// Length of the record at the end of an archive.
pub const END_LENGTH: u64 = 22;
/// Length of the two records before it, where zip64 is needed.
pub const END64_LENGTH: u64 = 56 + 20;
/// Length of a central header without name and extra field.
pub const CENTRAL_LENGTH: usize = 46;
/// Length of a local header without name and extra field.
pub const LOCAL_LENGTH: usize = 30;
/// The extra field that carries [`ZipEntry::packed_crc`].
pub const PACKED_CRC_FIELD: u16 = 0x4257;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const END64: u32 = 0x0606_4b50;
const LOCATOR64: u32 = 0x0706_4b50;
const ZIP64_FIELD: u16 = 1;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
/// 1980-01-01: the first day that the format knows.
const DATE: u16 = (1 << 5) | 1;
const MAXIMUM_32: u32 = u32::MAX;
const MAXIMUM_16: u16 = u16::MAX;
/// A size from which an entry gets zip64 fields; deflate can make a file a little larger, hence the margin.
const LARGE: u64 = 0xF000_0000;

impl ZipEntry {
    fn is_large(&self) -> bool {
        self.bytes >= LARGE
    }

    fn version_needed(&self) -> u16 {
        if self.is_large() || needs_64(self.offset) { 45 } else { 20 }
    }

    fn sizes(&self) -> (u32, u32) {
        if self.is_large() { (MAXIMUM_32, MAXIMUM_32) } else { (self.packed as u32, self.bytes as u32) }
    }

    /// The header that stands before the entry's bytes.
    pub fn local_header(&self) -> Vec<u8> {
        let mut extra = Vec::new();
        if self.is_large() {
            put_16(&mut extra, ZIP64_FIELD);
            put_16(&mut extra, 16);
            put_64(&mut extra, self.bytes);
            put_64(&mut extra, self.packed);
        }
        let mut out = Vec::with_capacity(LOCAL_LENGTH + self.name.len() + extra.len());
        put_32(&mut out, LOCAL);
        // The offset is not part of a local header: only sizes decide about its version.
        put_16(&mut out, if self.is_large() { 45 } else { 20 });
        self.put_common(&mut out);
        put_16(&mut out, extra.len() as u16);
        out.extend(self.name.as_bytes());
        out.extend(extra);
        out
    }

    /// The entry's row in the table of contents.
    pub fn central_header(&self) -> Vec<u8> {
        let mut extra = Vec::new();
        let far = needs_64(self.offset);
        if self.is_large() || far {
            put_16(&mut extra, ZIP64_FIELD);
            put_16(&mut extra, if self.is_large() { 16 } else { 0 } + if far { 8 } else { 0 });
            if self.is_large() {
                put_64(&mut extra, self.bytes);
                put_64(&mut extra, self.packed);
            }
            if far {
                put_64(&mut extra, self.offset);
            }
        }
        put_16(&mut extra, PACKED_CRC_FIELD);
        put_16(&mut extra, 4);
        put_32(&mut extra, self.packed_crc);
        let mut out = Vec::with_capacity(CENTRAL_LENGTH + self.name.len() + extra.len());
        put_32(&mut out, CENTRAL);
        put_16(&mut out, self.version_needed());
        put_16(&mut out, self.version_needed());
        self.put_common(&mut out);
        put_16(&mut out, extra.len() as u16);
        // No comment, first disk, no attributes.
        out.extend([0; 10]);
        put_32(&mut out, if far { MAXIMUM_32 } else { self.offset as u32 });
        out.extend(self.name.as_bytes());
        out.extend(extra);
        out
    }

    fn put_common(&self, out: &mut Vec<u8>) {
        let (packed, bytes) = self.sizes();
        put_16(out, FLAGS);
        put_16(out, self.method.code());
        put_16(out, 0);
        put_16(out, DATE);
        put_32(out, self.crc);
        put_32(out, packed);
        put_32(out, bytes);
        put_16(out, self.name.len() as u16);
    }
}

/// What follows the table of contents of `count` entries that starts at `start` and has `length` bytes.
pub fn end_of_archive(count: u64, start: u64, length: u64) -> Vec<u8> {
    let mut out = Vec::new();
    if end_needs_64(count, start, length) {
        put_32(&mut out, END64);
        put_64(&mut out, 44);
        put_16(&mut out, 45);
        put_16(&mut out, 45);
        put_32(&mut out, 0);
        put_32(&mut out, 0);
        put_64(&mut out, count);
        put_64(&mut out, count);
        put_64(&mut out, length);
        put_64(&mut out, start);
        put_32(&mut out, LOCATOR64);
        put_32(&mut out, 0);
        put_64(&mut out, start + length);
        put_32(&mut out, 1);
    }
    let short_count = u16::try_from(count).unwrap_or(MAXIMUM_16);
    put_32(&mut out, END);
    put_32(&mut out, 0);
    put_16(&mut out, short_count);
    put_16(&mut out, short_count);
    put_32(&mut out, u32::try_from(length).unwrap_or(MAXIMUM_32));
    put_32(&mut out, u32::try_from(start).unwrap_or(MAXIMUM_32));
    put_16(&mut out, 0);
    out
}

/// True if the end of the archive needs the zip64 records.
pub fn end_needs_64(count: u64, start: u64, length: u64) -> bool {
    count >= u64::from(MAXIMUM_16) || needs_64(start) || needs_64(length)
}

fn needs_64(number: u64) -> bool {
    number >= u64::from(MAXIMUM_32)
}

fn put_16(out: &mut Vec<u8>, number: u16) {
    out.extend(number.to_le_bytes());
}

fn put_32(out: &mut Vec<u8>, number: u32) {
    out.extend(number.to_le_bytes());
}

fn put_64(out: &mut Vec<u8>, number: u64) {
    out.extend(number.to_le_bytes());
}
