//! Measures how deeply a source is nested, before anything recursive touches it.
//!
//! In: source text. Out: [`Nesting`]: an upper estimate of the depth, and the lines that no Python could compile.
//! Never recurses and never fails: broken strings and brackets only make the estimate coarser.

use memchr::memchr2;

use crate::text::Span;

/// Depth up to which a parser may run on any thread's stack.
const SHALLOW: usize = 100;
/// Depth that CPython itself refuses by far (its own limits lie between 100 and some thousands).
const DEEPEST: usize = 20_000;
/// CPython: "too many levels of indentation".
const MOST_INDENTS: usize = 100;

/// Runs of words longer than this may nest (`not not not x`); shorter ones are everywhere and harmless.
const LONG_RUN: usize = 48;
/// The shortest word that nests is `not`, with its blank.
const SHORTEST_STEP: usize = 4;

/// How deeply a source is nested.
pub(super) struct Nesting {
    /// True if reading it needs a stack larger than usual.
    pub is_deep: bool,
    /// Statements nested beyond what any Python compiles, in source order.
    pub unreadable: Vec<Span>,
}

/// Estimates the nesting of `text`; brackets, operators and keywords each count as one step.
pub(super) fn measure(text: &str) -> Nesting {
    let mut scan = Scan {
        bytes: text.as_bytes(),
        at: 0,
        level: Level::default(),
        outer: Vec::new(),
        depth: 0,
        deepest: 0,
        indents: Vec::new(),
        most_indents: 0,
        statement: 0,
        statement_depth: 0,
        unreadable: Vec::new(),
    };
    scan.run();
    Nesting { is_deep: scan.deepest > SHALLOW || scan.most_indents > SHALLOW / 4, unreadable: scan.unreadable }
}

/// True for bytes that may change the depth, or that must be stepped over with care.
fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'"'
            | b'\''
            | b'#'
            | b'\\'
            | b'\n'
            | b'\r'
            | b','
            | b';'
            | b'l'
            | b'+'
            | b'-'
            | b'*'
            | b'/'
            | b'%'
            | b'@'
            | b'&'
            | b'|'
            | b'^'
            | b'~'
            | b'<'
            | b'>'
            | b'='
            | b'.'
            | b'!'
            | b'`'
    )
}

/// One open bracket (the outermost level stands for the statement).
#[derive(Default)]
struct Level {
    /// Steps since the last comma.
    steps: usize,
    /// Lambdas: their commas end nothing.
    lambdas: usize,
    /// Set for `{…}` in an f-string: the string that goes on after it.
    within: Option<Quote>,
}

#[derive(Clone, Copy)]
struct Quote {
    mark: u8,
    is_triple: bool,
    is_raw: bool,
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The innermost open bracket, and those around it; without any the statement itself.
    level: Level,
    outer: Vec<Level>,
    depth: usize,
    deepest: usize,
    indents: Vec<usize>,
    most_indents: usize,
    statement: usize,
    statement_depth: usize,
    unreadable: Vec<Span>,
}

impl Scan<'_> {
    fn run(&mut self) {
        self.line_start();
        let mut words_from = self.at;
        loop {
            self.skip_to(|rest| rest.iter().position(|byte| is_mark(*byte)));
            let byte = self.peek(0);
            if byte != Some(b'l') {
                self.words(self.at - words_from);
            }
            let Some(byte) = byte else { break };
            self.at += 1;
            match byte {
                b'(' | b'[' | b'{' => self.open(None),
                b')' | b']' => self.close(),
                b'}' => {
                    let within = self.level.within;
                    self.close();
                    if let Some(quote) = within {
                        self.format_text(quote);
                    }
                }
                b'"' | b'\'' => self.string(byte),
                b'#' => self.skip_line(),
                b'\\' => {
                    self.step();
                    self.at += 1;
                }
                b'\n' | b'\r' => self.line_end(byte),
                b',' => self.comma(),
                b';' => self.end_statement(),
                b'l' => {
                    if self.bytes.get(self.at..self.at + 5) == Some(b"ambda") {
                        self.lambda();
                    }
                    continue;
                }
                b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^' | b'~' | b'<' | b'>' | b'=' | b'.' | b'!' | b'`' => {
                    self.step();
                }
                _ => {}
            }
            words_from = self.at;
        }
        self.end_statement();
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// Goes on to the place that `find` gives, or to the end.
    fn skip_to(&mut self, find: impl Fn(&[u8]) -> Option<usize>) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += find(rest).unwrap_or(rest.len());
    }

    /// Names and keywords without anything between them: `not not not x`.
    fn words(&mut self, bytes: usize) {
        if bytes > LONG_RUN {
            self.steps(bytes / SHORTEST_STEP);
        }
    }

    fn step(&mut self) {
        self.steps(1);
    }

    fn steps(&mut self, steps: usize) {
        self.level.steps += steps;
        self.depth += steps;
        self.statement_depth = self.statement_depth.max(self.depth);
    }

    fn lambda(&mut self) {
        self.step();
        self.level.lambdas += 1;
    }

    fn comma(&mut self) {
        self.depth -= self.level.steps - self.level.lambdas;
        self.level.steps = self.level.lambdas;
    }

    fn open(&mut self, within: Option<Quote>) {
        self.step();
        self.outer.push(std::mem::replace(&mut self.level, Level { within, ..Level::default() }));
    }

    fn close(&mut self) {
        if let Some(outer) = self.outer.pop() {
            self.depth -= std::mem::replace(&mut self.level, outer).steps;
        }
    }

    fn skip_line(&mut self) {
        self.skip_to(|rest| memchr2(b'\n', b'\r', rest));
    }

    fn line_end(&mut self, byte: u8) {
        if byte == b'\r' && self.peek(0) == Some(b'\n') {
            self.at += 1;
        }
        if self.outer.is_empty() {
            self.end_statement();
            self.line_start();
        } else if self.peek(0).is_some_and(|next| next.is_ascii_alphabetic()) {
            self.step();
        }
    }

    fn end_statement(&mut self) {
        if self.statement_depth > DEEPEST {
            self.unreadable.push(Span::new(self.statement as u32, self.at as u32));
        }
        self.deepest = self.deepest.max(self.statement_depth);
        self.statement = self.at;
        self.statement_depth = 0;
        if self.outer.is_empty() {
            self.depth = 0;
            self.level = Level::default();
        }
    }

    fn line_start(&mut self) {
        let start = self.at;
        while matches!(self.peek(0), Some(b' ' | b'\t' | b'\x0c')) {
            self.at += 1;
        }
        if matches!(self.peek(0), None | Some(b'\n' | b'\r' | b'#')) {
            return;
        }
        let width = self.at - start;
        while self.indents.last().is_some_and(|indent| *indent > width) {
            self.indents.pop();
        }
        if width > 0 && self.indents.last().is_none_or(|indent| *indent < width) {
            self.indents.push(width);
        }
        self.most_indents = self.most_indents.max(self.indents.len());
        if self.indents.len() > MOST_INDENTS {
            self.statement_depth = DEEPEST + 1;
        }
    }

    /// A string whose first quote has just been read.
    fn string(&mut self, mark: u8) {
        let start = self.at - 1;
        let prefix = self.bytes.get(start.saturating_sub(2)..start).unwrap_or_default();
        let has =
            |letter: u8| prefix.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).any(|byte| byte | 0x20 == letter);
        let (is_format, is_raw) = (has(b'f') || has(b't'), has(b'r'));
        let is_triple = self.peek(0) == Some(mark) && self.peek(1) == Some(mark);
        if is_triple {
            self.at += 2;
        }
        let quote = Quote { mark, is_triple, is_raw };
        if is_format {
            self.format_text(quote);
            return;
        }
        self.skip_string_text(quote);
        while !self.string_ends(quote) {
            self.at += 1;
            self.skip_string_text(quote);
        }
        if self.peek(0).is_some_and(|next| next.is_ascii_alphabetic()) {
            self.step();
        }
    }

    /// Goes on to the next byte that may end the string or that begins an escape.
    fn skip_string_text(&mut self, quote: Quote) {
        if quote.is_triple {
            self.skip_to(|rest| memchr2(quote.mark, b'\\', rest));
        } else {
            self.skip_to(|rest| rest.iter().position(|byte| *byte == quote.mark || matches!(byte, b'\\' | b'\n' | b'\r')));
        }
    }

    /// True at the end of a string, which is then consumed; steps over escapes.
    fn string_ends(&mut self, quote: Quote) -> bool {
        match self.peek(0) {
            None => true,
            Some(b'\\') => {
                self.at += 1;
                false
            }
            Some(b'\n' | b'\r') => !quote.is_triple,
            Some(byte) if byte == quote.mark => {
                let ends = !quote.is_triple || (self.peek(1) == Some(byte) && self.peek(2) == Some(byte));
                if ends {
                    self.at += if quote.is_triple { 3 } else { 1 };
                }
                ends
            }
            Some(_) => false,
        }
    }

    /// The text of an f-string up to its end or its next `{`.
    fn format_text(&mut self, quote: Quote) {
        while !self.string_ends(quote) {
            let byte = self.peek(0);
            self.at += 1;
            if byte == Some(b'{') {
                // `\N{NAME}` is an escape only where escapes count; a field too many does no harm here.
                if self.peek(0) == Some(b'{') && !quote.is_raw {
                    self.at += 1;
                } else {
                    self.open(Some(quote));
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_sources_are_shallow() {
        let table = format!("x = [{}]\n", "{'a': (1, -2), 'b': f(x)[0].y + 1},\n".repeat(5000));
        let page = format!("x = f'''{}{{a}}'''\n", "<p style='a: b-c'>{{}}</p>".repeat(5000));
        for text in ["x = 1\n", &table, &page, "'((((((((('\n# ((((((\n"] {
            assert!(!measure(text).is_deep);
        }
    }

    #[test]
    fn deep_sources_are_noticed_in_every_disguise() {
        for (open, close) in
            [("(", ")"), ("[", ""), ("-", ""), ("not ", ""), ("lambda a, b: ", ""), ("f'{", ""), ("x if y else ", "")]
        {
            let text = format!("a = 1\nx = {}1{}\n", open.repeat(30_000), close.repeat(30_000));
            let nesting = measure(&text);
            assert!(nesting.is_deep, "{open}");
            assert_eq!(nesting.unreadable.first().map(|span| span.start), Some(6), "{open}");
        }
        let ladder: String = (0..150).map(|step| format!("{}if x:\n", " ".repeat(step))).collect();
        assert!(!measure(&ladder).unreadable.is_empty());
    }
}
