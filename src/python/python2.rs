//! Spells Python 2 forms so that a Python 3 parser understands them, byte for byte in the same place.
//!
//! In: text that did not parse, and its tokens. Out: text of the same length, and where statements were respelled.
//! Never changes the inside of a string: literals keep their bytes and their places.
//! Rules: The Python 2.7 language reference: `print`, `exec`, `raise E, x`, backticks, `<>`, `0777`, `10L`, `ur""`, `def f((a, b))`.

use ruff_python_ast::token::{Token, TokenKind, Tokens};
use ruff_text_size::Ranged;

/// How many tokens one parameter list or `raise` may have; keeps broken sources from being searched again and again.
const LOOKAHEAD: usize = 2_000;

/// A source whose Python 2 forms have been respelled.
pub(super) struct Respelled {
    /// The text, as long as the original.
    pub text: String,
    /// Where `print` and `exec` statements start; they parse as assignments now.
    pub statements: Vec<u32>,
}

/// Respells every Python 2 form among `tokens`; `None` if there is none.
pub(super) fn respell(text: &str, tokens: &Tokens) -> Option<Respelled> {
    let meaningful: Vec<Token> = tokens
        .iter()
        .copied()
        .filter(|token| !matches!(token.kind(), TokenKind::Comment | TokenKind::NonLogicalNewline))
        .collect();
    let mut work = Work { text, tokens: &meaningful, edits: Vec::new(), statements: Vec::new() };
    work.run();
    let Work { mut edits, statements, .. } = work;
    if edits.is_empty() {
        return None;
    }
    edits.sort_unstable();
    let mut respelled = String::with_capacity(text.len());
    let mut done = 0;
    for (at, with) in edits {
        // Edits that overlap come from broken code: the first one wins.
        if at < done {
            continue;
        }
        respelled.push_str(text.get(done..at)?);
        respelled.push_str(with);
        done = at + with.len();
    }
    respelled.push_str(text.get(done..)?);
    (respelled.len() == text.len()).then_some(Respelled { text: respelled, statements })
}

struct Work<'a> {
    text: &'a str,
    tokens: &'a [Token],
    edits: Vec<(usize, &'static str)>,
    statements: Vec<u32>,
}

impl Work<'_> {
    fn run(&mut self) {
        let (mut starts_statement, mut backtick_open) = (true, false);
        for at in 0..self.tokens.len() {
            let Some(token) = self.token(at) else { return };
            let kind = token.kind();
            match kind {
                TokenKind::Name if starts_statement => self.statement_word(at, token),
                TokenKind::Name => self.name(at, token),
                TokenKind::Raise if starts_statement => self.raise(at),
                TokenKind::Def => self.parameters(at + 3, TokenKind::Rpar),
                TokenKind::Lambda => self.parameters(at + 1, TokenKind::Colon),
                TokenKind::Less if self.follows(at, token, TokenKind::Greater) => self.edit(token, "!="),
                TokenKind::Int | TokenKind::Unknown if is_old_octal(self.spelled(token)) => self.edit(token, "1"),
                TokenKind::Unknown if self.spelled(token) == "`" => {
                    self.edit(token, if backtick_open { ")" } else { "(" });
                    backtick_open = !backtick_open;
                }
                TokenKind::Newline => backtick_open = false,
                _ => {}
            }
            starts_statement =
                matches!(kind, TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent | TokenKind::Semi | TokenKind::Colon);
        }
    }

    fn token(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).copied()
    }

    fn kind(&self, at: usize) -> TokenKind {
        self.token(at).map_or(TokenKind::EndOfFile, |token| token.kind())
    }

    fn spelled(&self, token: Token) -> &str {
        self.text.get(token.start().to_usize()..token.end().to_usize()).unwrap_or_default()
    }

    fn edit(&mut self, token: Token, with: &'static str) {
        self.edits.push((token.start().to_usize(), with));
    }

    fn follows(&self, at: usize, token: Token, kind: TokenKind) -> bool {
        self.token(at + 1).is_some_and(|next| next.kind() == kind && next.start() == token.end())
    }

    /// `print "x"` becomes `prin= "x"`: an assignment that the reader takes back.
    fn statement_word(&mut self, at: usize, token: Token) {
        let with = match self.spelled(token) {
            "print" => "prin=",
            "exec" => "exe=",
            _ => return self.name(at, token),
        };
        if starts_operand(self.kind(at + 1)) || self.token(at + 1).is_some_and(|next| self.spelled(next) == "`") {
            self.edit(token, with);
            self.statements.push(token.start().to_u32());
        }
    }

    /// The `ur` of `ur"…"`, and the `L` of `10L`.
    fn name(&mut self, at: usize, token: Token) {
        let spelled = self.spelled(token);
        if spelled.eq_ignore_ascii_case("ur") && self.follows(at, token, TokenKind::String) {
            self.edit(token, " ");
        } else if spelled.eq_ignore_ascii_case("l")
            && at > 0
            && self.token(at - 1).is_some_and(|before| before.end() == token.start() && is_number(self.spelled(before)))
        {
            self.edit(token, "0");
        }
    }

    /// `raise E, "text"` becomes `raise E% "text"`.
    fn raise(&mut self, at: usize) {
        let mut depth = 0_usize;
        for next in at + 1..self.tokens.len().min(at + LOOKAHEAD) {
            let Some(token) = self.token(next) else { return };
            match token.kind() {
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => depth += 1,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => depth = depth.saturating_sub(1),
                TokenKind::Comma if depth == 0 => self.edit(token, "%"),
                TokenKind::Newline | TokenKind::Semi | TokenKind::EndOfFile => return,
                _ => {}
            }
        }
    }

    /// `def f(a, (b, c))` and `lambda (b, c): …`: the inner brackets become blanks.
    fn parameters(&mut self, from: usize, end: TokenKind) {
        let (mut depth, mut tuples) = (0_usize, 0_usize);
        let mut at_parameter = true;
        for at in from..self.tokens.len().min(from + LOOKAHEAD) {
            let Some(token) = self.token(at) else { return };
            let kind = token.kind();
            match kind {
                TokenKind::Lpar if at_parameter && depth == tuples => {
                    self.edit(token, " ");
                    tuples += 1;
                    depth += 1;
                    continue;
                }
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => depth += 1,
                _ if kind == end && depth == 0 => return,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                    if depth == tuples && tuples > 0 {
                        // A comma before the bracket would stand alone now.
                        if let Some(before) = self.token(at - 1).filter(|before| before.kind() == TokenKind::Comma) {
                            self.edit(before, " ");
                        }
                        self.edit(token, " ");
                        tuples -= 1;
                    }
                    depth = depth.saturating_sub(1);
                }
                TokenKind::Newline | TokenKind::EndOfFile => return,
                _ => {}
            }
            at_parameter = kind == TokenKind::Comma;
        }
    }
}

/// True for tokens that begin an operand and cannot go on after a name.
fn starts_operand(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Name
            | TokenKind::String
            | TokenKind::FStringStart
            | TokenKind::Int
            | TokenKind::Float
            | TokenKind::Complex
            | TokenKind::Lbrace
            | TokenKind::Tilde
            | TokenKind::Not
            | TokenKind::Lambda
            | TokenKind::None
            | TokenKind::True
            | TokenKind::False
            | TokenKind::Match
            | TokenKind::Case
            | TokenKind::Type
    )
}

fn is_number(spelled: &str) -> bool {
    spelled.starts_with(|first: char| first.is_ascii_digit())
}

/// `0777`, also `0777L`.
fn is_old_octal(spelled: &str) -> bool {
    let digits = spelled.trim_end_matches(['l', 'L']);
    digits.len() > 1
        && digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.trim_matches('0').is_empty()
}
