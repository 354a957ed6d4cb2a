//! Places in a source: byte ranges and the line and column that people read.
//!
//! In: decoded text. Out: [`Span`] (bytes) and [`Position`] (line and column from 1, columns in characters).
//! Never looks at meaning: Python and JSON use the same places.

use memchr::memchr2_iter;

/// A byte range in decoded text, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A range of bytes, end exclusive.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// True if `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text of this range; empty where the range does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// A place as people read it: line and column count from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Finds lines and columns of byte offsets; `\n`, `\r\n` and a lone `\r` end a line.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Notes where the lines of `text` start.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            let is_half = bytes.get(at..at + 2) == Some(b"\r\n");
            if !is_half {
                starts.push(at as u32 + 1);
            }
        }
        // Kept as long as the source: no room to grow.
        starts.shrink_to_fit();
        Self { starts }
    }

    /// How many lines there are; an empty text has one.
    pub fn lines(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The place of byte `offset` in `text`.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = Span::new(start, offset.max(start)).of(text);
        let characters = if before.is_ascii() { before.len() } else { before.chars().count() };
        Position { line: line as u32 + 1, column: characters as u32 + 1 }
    }

    /// The line, from 1, of byte `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|start| *start <= offset).max(1) as u32
    }

    /// The byte where a line (counted from 1) starts; `None` where there is no such line.
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.starts.get(line.saturating_sub(1) as usize).copied()
    }

    /// The byte range of a line (counted from 1) without its line end.
    pub fn line_span(&self, text: &str, line: u32) -> Span {
        let at = line.saturating_sub(1) as usize;
        let start = self.starts.get(at).copied().unwrap_or(text.len() as u32);
        let end = self.starts.get(at + 1).copied().unwrap_or(text.len() as u32);
        let body = Span::new(start, end).of(text).trim_end_matches(['\n', '\r']);
        Span::new(start, start + body.len() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_all_line_ends_count() {
        let text = "a\r\nüb\rc\nd";
        let index = LineIndex::new(text);
        let at = |needle: &str| index.position(text, text.find(needle).unwrap() as u32);
        assert_eq!(at("a"), Position { line: 1, column: 1 });
        assert_eq!(at("b"), Position { line: 2, column: 2 });
        assert_eq!(at("c"), Position { line: 3, column: 1 });
        assert_eq!(at("d"), Position { line: 4, column: 1 });
        assert_eq!(index.lines(), 4);
        assert_eq!(index.line_span(text, 2).of(text), "üb");
    }
}
