//! Expands tabs at line starts as Python 2 counts them, and finds the way back to the original bytes.
//!
//! In: text whose lines are indented with tabs and with spaces. Out: text for the parser, and [`Shifts`].
//! Never changes lines that begin inside a string, nor the number of lines.

use ruff_python_ast::token::{TokenKind, Tokens};
use ruff_text_size::{Ranged, TextRange};

use crate::text::Span;

/// Columns of a tab stop in Python 2.
const TAB: usize = 8;

/// How far bytes moved; empty where nothing did.
#[derive(Default)]
pub(super) struct Shifts {
    /// Place in the new text from which on the distance holds, and the distance back, in order.
    steps: Vec<(u32, u32)>,
}

impl Shifts {
    /// The original place of a byte of the new text.
    pub fn original(&self, offset: u32) -> u32 {
        let step = self.steps.partition_point(|(from, _)| *from <= offset).checked_sub(1).and_then(|at| self.steps.get(at));
        offset - step.map_or(0, |(_, distance)| *distance)
    }

    /// Where a byte of the original text went.
    pub fn moved(&self, original: u32) -> u32 {
        let step = self.steps.partition_point(|(from, distance)| from - distance <= original).checked_sub(1);
        original + step.and_then(|at| self.steps.get(at)).map_or(0, |(_, distance)| *distance)
    }

    /// The original bytes of a range of the new text.
    pub fn span(&self, range: TextRange) -> Span {
        if self.steps.is_empty() {
            return Span::new(range.start().to_u32(), range.end().to_u32());
        }
        Span::new(self.original(range.start().to_u32()), self.original(range.end().to_u32()))
    }
}

/// True if some lines are indented with tabs and others with spaces.
pub(super) fn is_mixed(text: &str) -> bool {
    let mut seen = (false, false);
    for line in text.split(['\n', '\r']) {
        match line.as_bytes().first() {
            Some(b'\t') => seen.0 = true,
            Some(b' ') => seen.1 |= !line.trim_start().is_empty(),
            _ => {}
        }
        if line.starts_with(' ') && line.trim_start_matches(' ').starts_with('\t') {
            return true;
        }
    }
    seen.0 && seen.1
}

/// `text` with the tabs in leading whitespace expanded; lines inside strings stay.
pub(super) fn expand_tabs(text: &str, tokens: &Tokens) -> (String, Shifts) {
    let mut strings = tokens
        .iter()
        .filter(|token| matches!(token.kind(), TokenKind::String | TokenKind::FStringMiddle | TokenKind::TStringMiddle))
        .map(|token| token.range())
        .peekable();
    let (mut expanded, mut steps) = (String::with_capacity(text.len() + text.len() / 8), Vec::new());
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        while strings.next_if(|range| range.end().to_usize() <= start).is_some() {}
        let in_string = strings.peek().is_some_and(|range| range.start().to_usize() < start);
        let body = line.trim_start_matches([' ', '\t']);
        let indent = line.get(..line.len() - body.len()).unwrap_or_default();
        if in_string || !indent.contains('\t') {
            expanded.push_str(line);
        } else {
            let width = indent.bytes().fold(0, |width, byte| if byte == b'\t' { (width / TAB + 1) * TAB } else { width + 1 });
            expanded.extend(std::iter::repeat_n(' ', width));
            steps.push((expanded.len() as u32, (expanded.len() - start - indent.len()) as u32));
            expanded.push_str(body);
        }
        start += line.len();
    }
    (expanded, Shifts { steps })
}

#[cfg(test)]
mod tests {
    use crate::python::{Statement, read};
    use crate::text::SourceFile;

    #[test]
    fn mixed_tabs_are_read_as_python_2_does_and_places_stay_exact() {
        let text = "def f():\n        a = 'x'\n\tb = '''y\n\tz'''\n\tprint 'w'\nc = 'v'\n";
        let module = read(&SourceFile::from_text(text));
        let [Statement::Function(function), Statement::Assign { .. }] = module.body.as_slice() else {
            panic!("{:?}", module.body);
        };
        assert_eq!(function.body.len(), 3);
        let quoted: Vec<&str> = module.literals.iter().map(|literal| literal.span.of(text)).collect();
        assert_eq!(quoted, ["'x'", "'''y\n\tz'''", "'w'", "'v'"]);
        assert_eq!(module.literals[2].at.column, 8);
        assert_eq!(module.literals[2].context, None);
    }
}
