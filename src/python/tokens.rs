//! Splits a source into comments, strings, keywords and the rest, for those who show it.
//!
//! In: the text of a source, Python 2 or 3, whole or broken. Out: [`Token`]s in source order.
//! Never fails: what cannot be split is passed over.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ruff_python_ast::token::TokenKind as Kind;
use ruff_text_size::Ranged;

use super::nesting::measure;
use super::reader::{blank_out, on_large_stack, parse};
use crate::text::Span;

/// A piece of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a piece of a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// `# …`.
    Comment,
    /// A string with its prefix and quotes; of an f-string, what stands around the values.
    String,
    /// `def`, `None`, in Python 2 also `print` and `exec`.
    Keyword,
    /// A number.
    Number,
    /// A name, an operator, a bracket.
    Other,
}

/// The pieces of a source, without blanks and line ends.
pub fn tokens(text: &str) -> Vec<Token> {
    let nesting = measure(text);
    let split = || catch_unwind(AssertUnwindSafe(|| split(text, &blank_out(text, &nesting.unreadable)))).ok();
    let tokens = if nesting.is_deep { on_large_stack(split) } else { split() };
    tokens.unwrap_or_default()
}

fn split(text: &str, seen: &str) -> Vec<Token> {
    let parsed = parse(seen);
    let mut found: Vec<Token> = Vec::new();
    let mut starts_statement = true;
    for token in parsed.tokens() {
        let mut span = Span::new(token.start().to_u32(), token.end().to_u32());
        let kind = kind_of(token.kind());
        if let Some(kind) = kind.filter(|_| span.start < span.end) {
            // `ur"…"`: Python 3 knows no such prefix, so it seems to be a name.
            let is_prefix = |last: &mut Token| last.span.end == span.start && last.span.of(text).eq_ignore_ascii_case("ur");
            if kind == TokenKind::String
                && let Some(prefix) = found.pop_if(is_prefix)
            {
                span.start = prefix.span.start;
            }
            let is_statement = starts_statement && is_python_2_statement(text, span);
            found.push(Token { span, kind: if is_statement { TokenKind::Keyword } else { kind } });
        }
        starts_statement = match token.kind() {
            Kind::Comment => starts_statement,
            Kind::Newline | Kind::NonLogicalNewline | Kind::Indent | Kind::Dedent | Kind::Semi | Kind::Colon => true,
            _ => false,
        };
    }
    found
}

/// `print "x"` and `exec code`, but not `print("x")` and `print = log`.
fn is_python_2_statement(text: &str, span: Span) -> bool {
    let rest = text.get(span.end as usize..).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let next = rest.get(blanks..).and_then(|rest| rest.chars().next());
    let goes_on = next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '"' | '\'' | '_' | '>' | '`'));
    matches!(span.of(text), "print" | "exec") && goes_on
}

fn kind_of(kind: Kind) -> Option<TokenKind> {
    match kind {
        Kind::Comment => Some(TokenKind::Comment),
        Kind::String
        | Kind::FStringStart
        | Kind::FStringMiddle
        | Kind::FStringEnd
        | Kind::TStringStart
        | Kind::TStringMiddle
        | Kind::TStringEnd => Some(TokenKind::String),
        Kind::Int | Kind::Float | Kind::Complex => Some(TokenKind::Number),
        Kind::Newline | Kind::NonLogicalNewline | Kind::Indent | Kind::Dedent | Kind::EndOfFile => None,
        kind if kind.is_non_soft_keyword() => Some(TokenKind::Keyword),
        _ => Some(TokenKind::Other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The pieces that are coloured: `c` comment, `s` string, `k` keyword, `n` number.
    fn coloured(text: &str) -> String {
        let letter = |token: &Token| match token.kind {
            TokenKind::Comment => Some("c"),
            TokenKind::String => Some("s"),
            TokenKind::Keyword => Some("k"),
            TokenKind::Number => Some("n"),
            TokenKind::Other => None,
        };
        let shown = |token: Token| Some(format!("{}:{}", letter(&token)?, token.span.of(text)));
        tokens(text).into_iter().filter_map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_strings_keywords_and_numbers_are_told_apart() {
        assert_eq!(
            coloured("def f(x=1):  # why\n    return r'a\\b' if x else None\n"),
            "k:def n:1 c:# why k:return s:r'a\\b' k:if k:else k:None"
        );
        assert_eq!(coloured("x = '''a\nb''' + f'{y} c'\n"), "s:'''a\nb''' s:f' s: c s:'");
    }

    #[test]
    fn python_2_is_split_too() {
        assert_eq!(
            coloured("print 'x'; exec code\nprint('y')\na = ur'C:\\x', `b`, 10L\n"),
            "k:print s:'x' k:exec s:'y' s:ur'C:\\x' n:10"
        );
    }

    #[test]
    fn broken_sources_keep_what_can_be_told() {
        assert_eq!(coloured("def f(:\n  a = 'x'  # c\n"), "k:def s:'x' c:# c");
        assert_eq!(coloured("<<<<<<< HEAD\na = 'x'\n"), "s:'x'");
        assert!(tokens(&"(".repeat(60_000)).len() <= 60_000);
    }

    proptest! {
        #[test]
        fn any_text_is_split_into_pieces_that_follow_each_other(text in "\\PC{0,80}|[ \\t\\n\"'f(){}\\[\\]:,;=+%a-eur0-9\\\\#]{0,120}") {
            let found = tokens(&text);
            prop_assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            prop_assert!(found.iter().all(|token| !token.span.of(&text).is_empty()));
        }
    }
}
