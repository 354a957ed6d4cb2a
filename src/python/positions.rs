//! Finds lines and columns of places that come roughly in source order.
//!
//! In: byte offsets. Out: [`Position`]s.
//! Never walks a giant line twice: it goes on from the place before.

use crate::text::{LineIndex, Position, Span};

/// Remembers the last place asked for.
pub(super) struct Positions<'a> {
    text: &'a str,
    lines: &'a LineIndex,
    offset: u32,
    place: Position,
}

impl<'a> Positions<'a> {
    pub fn new(text: &'a str, lines: &'a LineIndex) -> Self {
        Self { text, lines, offset: 0, place: Position { line: 1, column: 1 } }
    }

    /// The place of byte `offset`.
    pub fn at(&mut self, offset: u32) -> Position {
        let next_line = self.lines.line_start(self.place.line + 1).unwrap_or(self.text.len() as u32);
        self.place = if self.offset <= offset && offset < next_line {
            let between = Span::new(self.offset, offset).of(self.text);
            let characters = if between.is_ascii() { between.len() } else { between.chars().count() };
            Position { line: self.place.line, column: self.place.column + characters as u32 }
        } else {
            self.lines.position(self.text, offset)
        };
        self.offset = offset;
        self.place
    }
}
