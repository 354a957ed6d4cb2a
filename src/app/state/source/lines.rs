//! The lines of a text as they are drawn: tabs are room, nothing hides, and long lines are cut where nobody looks.
//!
//! In: any text, once. Out: the piece of a line that is in sight, and where each byte of it stands.
//! Never changes the text: a line is made ready when it is drawn.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::text::{LineIndex, Span, visible};

/// Tabs reach to the next column that this divides.
const TAB: usize = 4;
/// A line of more bytes than this is drawn in pieces.
const LONG: usize = 2_000;
/// How many columns lie between two places of a long line that are found at once.
const STEP: usize = 1_000;

/// A text, its lines, and where the columns of the long ones are.
#[derive(Clone, Debug)]
pub struct TextLines {
    /// The text.
    pub text: Arc<str>,
    /// Where its lines start.
    pub index: LineIndex,
    /// The columns of the widest line.
    pub widest: usize,
    /// For each long line, bytes from its start and the columns they stand in, about [`STEP`] columns apart.
    long: BTreeMap<u32, Vec<(usize, usize)>>,
}

/// A line, or the piece of it that is in sight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownLine {
    /// What is drawn.
    pub text: String,
    /// The column, from 0, that it begins in.
    pub column: usize,
    /// The bytes of the text that it shows.
    pub span: Span,
    /// The drawn character of each character of the text; empty where each byte is a character.
    characters: Vec<(u32, usize)>,
    /// How many characters are drawn.
    length: usize,
}

impl TextLines {
    /// Looks through a text once.
    pub fn new(text: Arc<str>) -> Self {
        let index = LineIndex::new(&text);
        let mut lines = Self { text, index, widest: 0, long: BTreeMap::new() };
        for line in 1..=lines.index.lines() {
            let raw = lines.index.line_span(&lines.text, line).of(&lines.text);
            let width = if is_plain(raw) { raw.len() } else { columns(raw) };
            if raw.len() > LONG {
                let steps = steps(raw);
                lines.long.insert(line, steps);
            }
            lines.widest = lines.widest.max(width);
        }
        lines
    }

    /// How many lines there are.
    pub fn count(&self) -> u32 {
        self.index.lines()
    }

    /// The bytes of a line, counted from 1, without its line end.
    pub fn span(&self, line: u32) -> Span {
        self.index.line_span(&self.text, line)
    }

    /// A line, counted from 1; of a long one, what covers these columns, counted from 0.
    pub fn shown(&self, line: u32, wanted: Range<usize>) -> ShownLine {
        let span = self.span(line);
        let raw = span.of(&self.text);
        let Some(steps) = self.long.get(&line) else { return ShownLine::new(raw, span.start, 0) };
        let before = steps.partition_point(|(_, column)| *column <= wanted.start).saturating_sub(1);
        let (start, column) = steps.get(before).copied().unwrap_or_default();
        let after = steps.partition_point(|(_, column)| *column < wanted.end);
        let end = steps.get(after).map_or(raw.len(), |(byte, _)| *byte);
        ShownLine::new(raw.get(start..end).unwrap_or_default(), span.start + start as u32, column)
    }

    /// The column, from 0, of a byte; the last line's end for one behind the text.
    pub fn column(&self, offset: u32) -> usize {
        let line = self.index.line(offset);
        let span = self.span(line);
        let raw = Span::new(span.start, offset.min(span.end)).of(&self.text);
        if is_plain(raw) { raw.len() } else { columns(raw) }
    }

    /// The lines, from the first to before the last, that hold these bytes.
    pub fn lines_of(&self, span: Span) -> Range<u32> {
        let first = self.index.line(span.start);
        // What ends with a line end reaches no further line.
        let last = if span.end > span.start { self.index.line(span.end - 1) } else { first };
        first..last + 1
    }
}

impl ShownLine {
    fn new(raw: &str, start: u32, column: usize) -> Self {
        let span = Span::new(start, start + raw.len() as u32);
        if is_plain(raw) {
            return Self { text: raw.to_owned(), column, span, characters: Vec::new(), length: raw.len() };
        }
        let mut line = Self { column, span, ..Self::default() };
        for (at, letter) in raw.char_indices() {
            line.characters.push((at as u32, line.length));
            let width = width(letter, column + line.length);
            match letter {
                '\t' => line.text.extend(std::iter::repeat_n(' ', width)),
                _ => line.text.push_str(&visible(letter.encode_utf8(&mut [0; 4]))),
            }
            line.length += width;
        }
        line
    }

    /// The drawn characters of these bytes of the text; `None` where none of them is in sight.
    pub fn characters(&self, span: Span) -> Option<Range<usize>> {
        let (start, end) = (span.start.max(self.span.start), span.end.min(self.span.end));
        if start >= end {
            return None;
        }
        let range = self.character(start - self.span.start)..self.character(end - self.span.start);
        (!range.is_empty()).then_some(range)
    }

    fn character(&self, byte: u32) -> usize {
        if self.characters.is_empty() {
            return byte as usize;
        }
        let at = self.characters.partition_point(|(start, _)| *start < byte);
        self.characters.get(at).map_or(self.length, |(_, character)| *character)
    }
}

/// True where each byte is a character of one column.
fn is_plain(raw: &str) -> bool {
    raw.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// How many columns a character takes that begins in `column`.
fn width(letter: char, column: usize) -> usize {
    if letter == '\t' {
        return TAB - column % TAB;
    }
    visible(letter.encode_utf8(&mut [0; 4])).chars().count()
}

fn columns(raw: &str) -> usize {
    raw.chars().fold(0, |column, letter| column + width(letter, column))
}

fn steps(raw: &str) -> Vec<(usize, usize)> {
    let mut steps = Vec::new();
    let mut column = 0;
    for (at, letter) in raw.char_indices() {
        if steps.last().is_none_or(|(_, last)| column >= last + STEP) {
            steps.push((at, column));
        }
        column += width(letter, column);
    }
    steps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str) -> TextLines {
        TextLines::new(text.into())
    }

    #[test]
    fn tabs_are_room_and_nothing_hides() {
        let lines = lines("a\r\n\tb\tc\u{202e}d\rlast");
        let shown = lines.shown(2, 0..80);
        assert_eq!((lines.count(), shown.text.as_str()), (3, "    b   c\\u{202e}d"));
        let byte = |needle: &str| lines.text.find(needle).unwrap() as u32;
        assert_eq!(shown.characters(Span::new(byte("b"), byte("b") + 1)), Some(4..5));
        assert_eq!(shown.characters(Span::new(byte("c"), byte("d"))), Some(8..17));
        assert_eq!(shown.characters(Span::new(0, 1)), None);
        assert_eq!(lines.shown(3, 0..80).text, "last");
        assert_eq!(lines.column(byte("d")), 17);
    }

    #[test]
    fn of_a_long_line_only_what_is_in_sight_is_made_ready() {
        let lines = lines(&format!("x = '{}ü{}'", "a".repeat(500_000), "b".repeat(500_000)));
        let shown = lines.shown(1, 499_990..500_100);
        assert!(shown.column <= 499_990 && shown.text.len() < 4 * STEP, "{} {}", shown.column, shown.text.len());
        assert!(shown.text.contains("aaüb"));
        assert!(lines.widest > 1_000_000);
    }

    proptest! {
        #[test]
        fn every_byte_has_its_place_in_the_line(raw in "[a-z\t\u{202e}ü城 ]{0,40}", from in 0_usize..40, length in 0_usize..10) {
            let lines = lines(&raw);
            let shown = lines.shown(1, 0..80);
            let starts: Vec<usize> = raw.char_indices().map(|(at, _)| at).chain([raw.len()]).collect();
            let (start, end) = (starts[from.min(starts.len() - 1)], starts[(from + length).min(starts.len() - 1)]);
            let expected = columns(&raw[..start])..columns(&raw[..end]);
            let expected = (!expected.is_empty()).then_some(expected);
            prop_assert_eq!(shown.characters(Span::new(start as u32, end as u32)), expected);
            prop_assert_eq!(shown.text.chars().count(), columns(&raw));
        }

        #[test]
        fn the_pieces_of_a_long_line_fit_together(raw in "[a-z\tü]{2100,4000}", from in 0_usize..5000) {
            let lines = lines(&raw);
            let whole = ShownLine::new(&raw, 0, 0);
            let piece = lines.shown(1, from..from + 100);
            let expected: String = whole.text.chars().skip(piece.column).take(piece.text.chars().count()).collect();
            prop_assert_eq!(piece.text, expected);
        }
    }
}
