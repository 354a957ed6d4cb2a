//! Reads the numbers and texts of a binary toolbox one after the other.
//!
//! In: the bytes of a stream. Out: values, little-endian; `None` where the bytes end or cannot be that value.
//! Never moves when it answers `None`, and never allocates what a length merely claims.

/// The identity of a class of objects, as it lies in the file; all zeros stand for no object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ClassId(pub(super) [u8; 16]);

impl ClassId {
    /// No object.
    pub(super) const NONE: Self = Self([0; 16]);

    /// The identity written `aaaaaaaa-bbbb-cccc-dddd-dddddddddddd`, its last two groups as one number.
    pub(super) const fn new(a: u32, b: u16, c: u16, d: u64) -> Self {
        let ([a0, a1, a2, a3], [b0, b1], [c0, c1]) = (a.to_le_bytes(), b.to_le_bytes(), c.to_le_bytes());
        let [d0, d1, d2, d3, d4, d5, d6, d7] = d.to_be_bytes();
        Self([a0, a1, a2, a3, b0, b1, c0, c1, d0, d1, d2, d3, d4, d5, d6, d7])
    }
}

/// A place in a stream.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// The start of a stream.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The same stream at another place.
    pub(super) fn moved_to(self, at: usize) -> Self {
        Self { at, ..self }
    }

    /// The bytes before the cursor.
    pub(super) fn at(self) -> usize {
        self.at
    }

    /// What lies behind the cursor.
    pub(super) fn rest(self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// True if every byte was read.
    pub(super) fn is_at_end(self) -> bool {
        self.rest().is_empty()
    }

    /// The same place in a stream that ends at `end`.
    pub(super) fn ending_at(self, end: usize) -> Self {
        Self { bytes: self.bytes.get(..end).unwrap_or(self.bytes), ..self }
    }

    /// The next `count` bytes.
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.rest().get(..count)?;
        self.at += count;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.first_chunk().copied()
    }

    /// One byte.
    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array::<1>().map(u8::from_le_bytes)
    }

    /// Two bytes.
    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    /// Four bytes.
    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// Four bytes with a sign.
    pub(super) fn i32(&mut self) -> Option<i32> {
        self.array().map(i32::from_le_bytes)
    }

    /// Eight bytes.
    pub(super) fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// A truth value: 0 or -1 in two bytes.
    pub(super) fn truth(&mut self) -> Option<bool> {
        let mut ahead = *self;
        let truth = match ahead.u16()? {
            0 => false,
            0xFFFF => true,
            _ => return None,
        };
        *self = ahead;
        Some(truth)
    }

    /// The identity of a class.
    pub(super) fn class(&mut self) -> Option<ClassId> {
        self.array().map(ClassId)
    }

    /// A count of things that take at least `least` bytes each: more than fit behind it is no count.
    pub(super) fn count(&mut self, least: usize) -> Option<usize> {
        let mut ahead = *self;
        let count = usize::try_from(ahead.u32()?).ok()?;
        if count.checked_mul(least)? > ahead.rest().len() {
            return None;
        }
        *self = ahead;
        Some(count)
    }

    /// A text counted in characters without its end mark, which stands only behind a text that is not empty.
    pub(super) fn long_text(&mut self) -> Option<String> {
        self.skip_long_text().map(utf16)
    }

    /// Passes over such a text without reading it, and gives its bytes.
    pub(super) fn skip_long_text(&mut self) -> Option<&'a [u8]> {
        let mut ahead = *self;
        let count = ahead.count(2)?;
        let text = ahead.take(count.checked_mul(2)?)?;
        if count > 0 && ahead.u16()? != 0 {
            return None;
        }
        *self = ahead;
        Some(text)
    }

    /// A text counted in bytes with its end mark; 0 stands for no text.
    pub(super) fn byte_text(&mut self) -> Option<String> {
        let mut ahead = *self;
        let count = ahead.count(1)?;
        let text = match count {
            0 => String::new(),
            _ => {
                let (text, mark) = ahead.take(count)?.split_at_checked(count.checked_sub(2)?)?;
                if mark != [0, 0] || text.len() % 2 != 0 {
                    return None;
                }
                utf16(text)
            }
        };
        *self = ahead;
        Some(text)
    }
}

/// The text of UTF-16 in little-endian bytes; half a pair becomes the replacement character.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.first_chunk().copied().map(u16::from_le_bytes));
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
