//! Reads little-endian values from the front of a byte slice.
//!
//! In: bytes of any origin. Out: values, or `None` where the bytes end too early.
//! Never reads past the end and never allocates more than is there.

/// What is still to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes<'b> {
    rest: &'b [u8],
}

impl<'b> Bytes<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The bytes from `offset` on; `None` beyond the end.
    pub(super) fn at(bytes: &'b [u8], offset: u64) -> Option<Self> {
        let offset = usize::try_from(offset).ok()?;
        Some(Self { rest: bytes.get(offset..)? })
    }

    pub(super) fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.uint(1)?.try_into().ok()
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.uint(2)?.try_into().ok()
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.uint(4)?.try_into().ok()
    }

    /// An unsigned number of `width` bytes, at most eight.
    pub(super) fn uint(&mut self, width: usize) -> Option<u64> {
        self.take(width).map(little_endian)
    }

    /// A number in groups of seven bits, the highest bit of a byte saying that more follows.
    pub(super) fn varuint(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..63).step_by(7) {
            let byte = self.u8()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// Bytes behind their length as a [`Bytes::varuint`].
    pub(super) fn sized(&mut self) -> Option<&'b [u8]> {
        let length = self.varuint()?;
        self.take(usize::try_from(length).ok()?)
    }

    /// UTF-16 text behind its length in units as one byte.
    pub(super) fn short_text(&mut self) -> Option<String> {
        let units = self.u8()?;
        self.take(usize::from(units) * 2).map(utf16)
    }
}

/// The number that at most eight bytes stand for.
pub(super) fn little_endian(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).rev().fold(0, |value, byte| (value << 8) | u64::from(*byte))
}

/// UTF-16LE text; what is no text becomes the replacement character.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
