//! Makes literals: exact bytes, decoded value, raw text.
//!
//! In: string nodes of the parser. Out: entries of [`Module::literals`](super::Module::literals).
//! Never loses a string: those that error recovery dropped from the tree are taken from the tokens.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{self as ast, StringFlags};
use ruff_text_size::{Ranged, TextRange};

use super::lower::Lowering;
use super::{Context, Expr, ExprKind, Literal};
use crate::text::Span;

impl Lowering<'_> {
    /// A plain string, with all pieces that are implicitly joined.
    pub fn string(&mut self, node: &ast::ExprStringLiteral, context: Option<Context>) -> Expr {
        self.add_lost_strings(node.range.start().to_u32());
        let mut span = self.span(node.range);
        if node.value.iter().next().is_some_and(|first| self.has_lost_prefix(first.range)) {
            span.start = span.start.saturating_sub(1);
        }
        let seen = &*self.source.seen;
        let pieces = node.value.as_slice();
        let has_escapes = pieces.iter().any(|piece| piece.flags.is_invalid() || content(seen, piece).contains('\\'));
        let written: Option<String> =
            has_escapes.then(|| pieces.iter().map(|piece| content(seen, piece)).collect::<Vec<_>>().concat());
        let value = match pieces {
            [piece] if piece.flags.is_invalid() => decode_as_python2(content(seen, piece)),
            [piece] => piece.value.to_string(),
            pieces => pieces.iter().map(|piece| piece_value(seen, piece)).collect::<Vec<_>>().concat(),
        };
        if pieces.iter().any(|piece| piece.flags.prefix().is_unicode()) {
            self.out.unicode_literals.push(span);
        }
        let raw = written.filter(|written| *written != value).map(Into::into);
        Expr { kind: ExprKind::Text(self.add(span, value, raw, context)), span }
    }

    /// An f-string: an entry without context, so that a path built by it has a literal to speak for.
    pub fn format_literal(&mut self, node: &ast::ExprFString) {
        let span = self.span(node.range);
        self.add_lost_strings(node.range.start().to_u32());
        self.add(span, span.of(self.source.text).to_owned(), None, None);
    }

    /// `ur"…"` was respelled as ` r"…"`: the `u` belongs to the literal.
    fn has_lost_prefix(&self, range: TextRange) -> bool {
        let before = (range.start().to_u32() > 0).then(|| range.start().to_usize() - 1);
        let seen = before.and_then(|at| self.source.seen.as_bytes().get(at));
        let original = before.and_then(|at| self.source.text.as_bytes().get(self.source.shifts.original(at as u32) as usize));
        seen == Some(&b' ') && matches!(original, Some(b'u' | b'U'))
    }

    /// The strings that error recovery left out of the tree, in source order.
    pub fn lost_strings(&self) -> Vec<LostString> {
        if self.source.parsed.errors().is_empty() {
            return Vec::new();
        }
        let known: Vec<Span> = self.out.literals.iter().map(|literal| literal.span).collect();
        let mut previous = TokenKind::Newline;
        let mut lost = Vec::new();
        for token in self.source.parsed.tokens() {
            let is_text = token.kind() == TokenKind::String && token.string_flags().is_some_and(|flags| !flags.is_byte_string());
            if is_text && !is_covered(&known, self.span(token.range())) {
                let context = match previous {
                    TokenKind::Equal => Some(Context::Assignment),
                    TokenKind::Lpar | TokenKind::Comma => Some(Context::Argument),
                    _ => None,
                };
                lost.push(LostString { range: token.range(), context });
            }
            previous = token.kind();
        }
        lost
    }

    /// Adds the lost strings that stand before byte `before`.
    pub fn add_lost_strings(&mut self, before: u32) {
        while let Some(lost) = self.lost.pop_if(|lost| lost.range.start().to_u32() < before) {
            let written = self.source.seen.get(lost.range.start().to_usize()..lost.range.end().to_usize()).unwrap_or_default();
            let parsed = ruff_python_parser::parse_unchecked(written, ruff_python_parser::Mode::Expression.into());
            let Some(ast::Expr::StringLiteral(node)) = parsed.syntax().as_expression().map(|node| &*node.body) else { continue };
            let span = self.span(lost.range);
            let value = node.value.to_str().to_owned();
            let raw = node.value.as_slice().first().map(|piece| content(written, piece)).filter(|raw| *raw != value);
            self.add(span, value, raw.map(Into::into), lost.context);
        }
    }

    fn add(&mut self, span: Span, value: String, raw: Option<Box<str>>, context: Option<Context>) -> usize {
        let at = self.position(span.start);
        self.out.literals.push(Literal { span, at, value, raw, context, usage: None, is_secret: false, reads_raw: false });
        self.out.literals.len() - 1
    }
}

/// A string that is in the tokens but not in the tree.
pub(super) struct LostString {
    range: TextRange,
    context: Option<Context>,
}

fn is_covered(known: &[Span], span: Span) -> bool {
    let after = known.partition_point(|literal| literal.start <= span.start);
    known.get(..after).and_then(<[Span]>::last).is_some_and(|literal| literal.end > span.start)
}

fn content<'a>(seen: &'a str, piece: &ast::StringLiteral) -> &'a str {
    let (start, end) = (piece.start() + piece.flags.opener_len(), piece.end());
    let end = if piece.flags.is_unclosed() { end } else { end.checked_sub(piece.flags.closer_len()).unwrap_or(end) };
    seen.get(start.to_usize()..end.to_usize()).unwrap_or_default()
}

fn piece_value(seen: &str, piece: &ast::StringLiteral) -> String {
    if piece.flags.is_invalid() { decode_as_python2(content(seen, piece)) } else { piece.value.to_string() }
}

/// The escapes of a plain Python 2 string, where `\u`, `\U` and `\N` mean nothing.
fn decode_as_python2(written: &str) -> String {
    let mut value = String::with_capacity(written.len());
    let mut letters = written.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            value.push(letter);
            continue;
        }
        match letters.next() {
            Some('\n') => {}
            Some('n') => value.push('\n'),
            Some('t') => value.push('\t'),
            Some('r') => value.push('\r'),
            Some('a') => value.push('\x07'),
            Some('b') => value.push('\x08'),
            Some('f') => value.push('\x0c'),
            Some('v') => value.push('\x0b'),
            Some(same @ ('\\' | '\'' | '"')) => value.push(same),
            Some('x') => value.push(by_number(&mut letters, 0, 16, 2)),
            Some(first @ '0'..='7') => value.push(by_number(&mut letters, first.to_digit(8).unwrap_or_default(), 8, 2)),
            Some(other) => value.extend(['\\', other]),
            None => value.push('\\'),
        }
    }
    value
}

fn by_number(letters: &mut std::iter::Peekable<std::str::Chars<'_>>, first: u32, radix: u32, most: usize) -> char {
    let mut number = first;
    for _ in 0..most {
        let Some(digit) = letters.peek().and_then(|letter| letter.to_digit(radix)) else { break };
        letters.next();
        number = number * radix + digit;
    }
    char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use crate::python::{Literal, read};
    use crate::text::{Position, SourceFile};

    fn only(text: &str) -> Literal {
        let mut literals = read(&SourceFile::from_text(text)).literals;
        assert_eq!(literals.len(), 1, "{text}: {literals:?}");
        literals.remove(0)
    }

    #[test]
    fn a_literal_has_its_exact_bytes_and_both_readings() {
        for (text, quoted, value, raw) in [
            (r"a = r'C:\x'", r"r'C:\x'", r"C:\x", None),
            (r"a = 'E:\data\telluride'", r"'E:\data\telluride'", "E:\\data\telluride", Some(r"E:\data\telluride")),
            (r"a = 'E:\\data'", r"'E:\\data'", r"E:\data", Some(r"E:\\data")),
            (r"a = ur'C:\x'", r"ur'C:\x'", r"C:\x", None),
            ("a = u'x'", "u'x'", "x", None),
            ("a = ('x'\n  r'\\y')", "'x'\n  r'\\y'", "x\\y", None),
            ("a = '''x'''", "'''x'''", "x", None),
            (r"a = 'C:\Users\new'", r"'C:\Users\new'", "C:\\Users\new", Some(r"C:\Users\new")),
            ("a = 'x", "'x", "x", None),
        ] {
            let literal = only(text);
            assert_eq!(literal.span.of(text), quoted, "{text}");
            assert_eq!((literal.value.as_str(), literal.raw.as_deref()), (value, raw), "{text}");
        }
    }

    #[test]
    fn columns_count_characters_and_joined_pieces_stand_at_the_first() {
        assert_eq!(only("ü = ('a'\n 'b')").at, Position { line: 1, column: 6 });
    }

    #[test]
    fn broken_sources_keep_their_strings_in_order() {
        for text in [
            "a = ('x'\nb = 'y'\n",
            "<<<<<<< HEAD\na = 'x'\n=======\nb = 'y'\n>>>>>>> other\n",
            "def f(:\n    a = 'x'\n  b = 'y'\n",
            "a = 'x' 'y\nimport os\n",
            "f('x' 5 'y')\n",
        ] {
            let module = read(&SourceFile::from_text(text));
            let values: String = module.literals.iter().map(|literal| literal.value.as_str()).collect();
            assert_eq!(values.replace('\n', ""), "xy", "{text}");
        }
    }
}
