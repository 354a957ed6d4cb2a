//! Where a source speaks to people: its comments.
//!
//! In: any text. Out: the byte ranges of comments, in order, without their line ends.
//! Never parses: a source that is broken, Python 2 or nested without end has comments all the same.

use memchr::{memchr2, memchr3};

use crate::text::Span;

/// The comments of a source, in order.
pub fn comments(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr3(b'#', b'"', b'\'', rest)) {
        at += next;
        if bytes.get(at) == Some(&b'#') {
            let end = line_end(bytes, at);
            found.push(Span::new(at as u32, end as u32));
            at = end;
        } else {
            at = string_end(bytes, at);
        }
    }
    found
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + memchr2(b'\n', b'\r', rest).unwrap_or(rest.len())
}

/// One past the string that opens at `at`: also a raw one, in which a backslash keeps its quote from closing as well.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let quote = bytes.get(at).copied().unwrap_or_default();
    let is_triple = bytes.get(at..at + 3) == Some(&[quote; 3]);
    let mut at = at + if is_triple { 3 } else { 1 };
    while let Some(byte) = bytes.get(at) {
        match *byte {
            b'\\' => at += if bytes.get(at + 1..at + 3) == Some(b"\r\n") { 3 } else { 2 },
            b'\n' | b'\r' if !is_triple => return at,
            _ if *byte == quote && !is_triple => return at + 1,
            _ if *byte == quote && bytes.get(at..at + 3) == Some(&[quote; 3]) => return at + 3,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use ruff_python_ast::token::TokenKind;
    use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
    use ruff_text_size::Ranged;

    use super::*;

    fn texts(source: &str) -> Vec<&str> {
        comments(source).into_iter().map(|span| span.of(source)).collect()
    }

    #[test]
    fn a_hash_in_a_string_is_no_comment() {
        let source = "a = '#1' # one\nb = r\"\\\"#\" #two\r\nc = '''\n# text\n''' # three";
        assert_eq!(texts(source), ["# one", "#two", "# three"]);
    }

    #[test]
    fn a_string_that_is_never_closed_ends_with_its_line() {
        assert_eq!(texts("a = 'open\n# said\nb = \"also\\\r\n# text\n# more"), ["# said", "# more"]);
        assert_eq!(texts("a = '''open\n# text"), [""; 0]);
    }

    #[test]
    fn what_the_parser_calls_a_comment_is_one() {
        let source =
            "#!x\n# -*- coding: utf-8 -*-\ndef f(a):  # why\n    \"\"\"Doc # no\"\"\"\n    return f'{a}#' + b'\\'#'  # end\n";
        let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
        let tokens = parsed.tokens().iter().filter(|token| token.kind() == TokenKind::Comment);
        let expected: Vec<Span> =
            tokens.map(|token| Span::new(token.range().start().to_u32(), token.range().end().to_u32())).collect();
        assert_eq!(comments(source), expected);
    }
}
