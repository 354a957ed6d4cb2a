//! Reads one Python source.
//!
//! In: a [`SourceFile`]. Out: a [`Module`].
//! Never fails: Python 2 forms, mixed tabs, broken and absurdly nested code all give what can be had.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ruff_python_ast::{ModModule, PythonVersion};
use ruff_python_parser::{LexicalErrorType, Mode, ParseErrorType, ParseOptions, Parsed, parse_unchecked};

use super::lower::{Lowered, lower};
use super::nesting::measure;
use super::python2::respell;
use super::shifts::{Shifts, expand_tabs, is_mixed};
use super::version::{self, Finding};
use super::{Module, analysis};
use crate::text::{LineIndex, SourceFile, Span};

/// The stack for sources that are nested deeply; reserved, not used, by ordinary systems.
const LARGE_STACK: usize = 128 << 20;

/// Everything Waybill wants to know of one Python source.
pub fn read(source: &SourceFile) -> Module {
    let text = &*source.text;
    let nesting = measure(text);
    let read = || catch_unwind(AssertUnwindSafe(|| read_text(source, &nesting.unreadable))).ok();
    let module = if nesting.is_deep { on_large_stack(read) } else { read() };
    module.unwrap_or_else(|| unreadable(text))
}

/// Runs what may recurse deeply.
pub(super) fn on_large_stack<T: Send>(read: impl FnOnce() -> Option<T> + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new().stack_size(LARGE_STACK).spawn_scoped(scope, read).ok()?;
        worker.join().ok().flatten()
    })
}

/// What remains when the parser itself gave up.
fn unreadable(text: &str) -> Module {
    let lines = LineIndex::new(text);
    let finding = Finding { span: Span::default(), what: "the source could not be read at all".to_owned() };
    let judged = version::judge(text, &lines, version::Signs { broken: vec![finding], ..version::Signs::default() });
    analysis::module(text, lines, Lowered::default(), judged)
}

fn read_text(source: &SourceFile, unreadable: &[Span]) -> Module {
    let text = &*source.text;
    let lines = LineIndex::new(text);
    let prepared = Prepared::new(text, unreadable);
    let mut lowered = lower(&prepared, &lines);
    let mut signs = prepared.signs(&mut lowered, source.has_bom);
    if source.encoding.name().starts_with("utf-16") {
        // Every Python stops at the first byte of such a file, whatever its text says.
        let what = "it is saved in UTF-16, which Python does not read".to_owned();
        signs.is_python3 = false;
        signs.broken.insert(0, version::Finding { span: Span::default(), what });
    }
    let judged = version::judge(text, &lines, signs);
    analysis::module(text, lines, lowered, judged)
}

/// A source as the parser understood it in the end.
pub(super) struct Prepared<'a> {
    /// The publisher's text.
    pub text: &'a str,
    /// What the parser saw: Python 2 forms respelled, mixed tabs expanded.
    pub seen: Cow<'a, str>,
    /// The way from `seen` to `text`.
    pub shifts: Shifts,
    /// Where (in `seen`) `print` and `exec` statements stand that now look like assignments.
    pub statements: Vec<u32>,
    /// The parser's result for `seen`.
    pub parsed: Parsed<ModModule>,
    /// True if the text is Python 3 as it stands.
    is_python3: bool,
    /// Statements left out because no Python compiles them.
    unreadable: &'a [Span],
}

impl<'a> Prepared<'a> {
    fn new(text: &'a str, unreadable: &'a [Span]) -> Self {
        let seen = blank_out(text, unreadable);
        let parsed = parse(&seen);
        let is_python3 = parsed.errors().is_empty() && unreadable.is_empty();
        let mut this = Self { text, seen, shifts: Shifts::default(), statements: Vec::new(), parsed, is_python3, unreadable };
        if !this.parsed.errors().is_empty() {
            this.read_as_python2();
        }
        this
    }

    fn read_as_python2(&mut self) {
        if let Some(respelled) = respell(&self.seen, self.parsed.tokens()) {
            let parsed = parse(&respelled.text);
            if parsed.errors().len() < self.parsed.errors().len() {
                self.seen = Cow::Owned(respelled.text);
                self.statements = respelled.statements;
                self.parsed = parsed;
            }
        }
        if !self.parsed.errors().is_empty() && is_mixed(&self.seen) {
            let (text, shifts) = expand_tabs(&self.seen, self.parsed.tokens());
            let parsed = parse(&text);
            if parsed.errors().len() < self.parsed.errors().len() {
                // The respelled statements moved with their lines.
                let moved = |at: &u32| shifts.moved(*at);
                self.statements = self.statements.iter().map(moved).collect();
                self.seen = Cow::Owned(text);
                self.shifts = shifts;
                self.parsed = parsed;
            }
        }
    }

    fn signs(&self, lowered: &mut Lowered, has_bom: bool) -> version::Signs {
        let mut signs = version::Signs {
            is_python3: self.is_python3,
            needs_python2: std::mem::take(&mut lowered.needs_python2),
            newer: std::mem::take(&mut lowered.newer),
            has_bom,
            ..version::Signs::default()
        };
        for error in self.parsed.errors() {
            let finding = Finding { span: self.shifts.span(error.location), what: error.error.to_string() };
            match &error.error {
                // `"C:\Users"` is an error in Python 3 and plain text in Python 2, unless it is `u"…"`.
                ParseErrorType::Lexical(
                    LexicalErrorType::UnicodeError
                    | LexicalErrorType::MissingUnicodeLbrace
                    | LexicalErrorType::MissingUnicodeRbrace,
                ) if !lowered.unicode_literals.iter().any(|span| span.contains(finding.span)) => {
                    signs.broken_in_3.push(finding);
                }
                _ => signs.broken.push(finding),
            }
        }
        for span in self.unreadable {
            signs.broken.push(Finding { span: *span, what: "this is nested too deeply to be read".to_owned() });
        }
        for unsupported in self.parsed.unsupported_syntax_errors() {
            version::note_unsupported(&mut signs, &unsupported.kind, self.shifts.span(unsupported.range), self.text);
        }
        signs
    }
}

pub(super) fn parse(text: &str) -> Parsed<ModModule> {
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion { major: 3, minor: 0 });
    parse_unchecked(text, options).try_into_module().unwrap_or_else(|| {
        // Mode::Module always gives a module; the parser's type does not say so.
        ruff_python_parser::parse_unchecked_source("", ruff_python_ast::PySourceType::Python)
    })
}

/// `text` with the given places blank; line ends stay.
pub(super) fn blank_out<'a>(text: &'a str, places: &[Span]) -> Cow<'a, str> {
    if places.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut blanked = String::with_capacity(text.len());
    let mut done = 0;
    for place in places {
        blanked.push_str(text.get(done..place.start as usize).unwrap_or_default());
        for letter in place.of(text).chars() {
            match letter {
                '\n' | '\r' => blanked.push(letter),
                _ => blanked.extend(std::iter::repeat_n(' ', letter.len_utf8())),
            }
        }
        done = place.end as usize;
    }
    blanked.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(blanked)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_text(text: &str) -> Module {
        read(&SourceFile::from_text(text))
    }

    #[test]
    fn absurd_sources_neither_crash_nor_hang() {
        for (open, close) in [
            ("(", ""),
            ("[", "]"),
            ("{1:", ""),
            ("-", ""),
            ("not ", ""),
            ("1+", ""),
            ("a if b else ", ""),
            ("lambda a, b: ", ""),
            ("f'{", ""),
            ("f(", ")"),
            ("'", ""),
            ("`", ""),
            ("print 'x' ", ""),
            ("raise : ", ""),
            ("\\\n", ""),
            (";", ""),
        ] {
            read_text(&format!("x = {}1{}\nimport os\n", open.repeat(50_000), close.repeat(50_000)));
        }
        read_text(&(0..2_000).map(|step| format!("{}if x:\n", " ".repeat(step))).collect::<String>());
    }

    #[test]
    fn what_is_nested_too_deeply_is_named_and_the_rest_is_read() {
        let (open, close) = ("(".repeat(30_000), ")".repeat(30_000));
        let module = read_text(&format!("import os\nx = {open}{close}\ny = 'data'\n"));
        assert_eq!((module.imports.len(), module.literals.len()), (1, 1));
        assert_eq!(module.problems.first().map(|problem| problem.at.line), Some(2));
    }

    const SAMPLE: &str = "# -*- coding: utf-8 -*-\nimport os, sys\nfrom arcpy import env\n\
        base = os.path.join(os.path.dirname(__file__), u'd\\x41ta')\n\
        class T(object):\n\tdef f(self, a=('x', b'y'), *k, **w):\n\t\tself.p = f'{base!r:>{a}} {k}' 'z'\n        \
        print >>f, \"%s/%d\" % (base, 1)\n\t\treturn {k: 'v' for k in [a] if k} or lambda q: q[0].value\n\
        try:\n    exec 'a' in b\nexcept IOError, e:\n    raise E, '''x\n'''\n\
        match a:\n    case [1, {'k': v}]: open(a, 'w')\n";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]

        #[test]
        fn any_text_is_read(text in "\\PC{0,80}|[ \\t\\n\"'f(){}\\[\\]:,;=+%a-e0-9\\\\]{0,120}") {
            read_text(&text);
        }

        #[test]
        fn damaged_sources_are_read_and_every_place_is_exact(
            cut in 0_usize..700, length in 0_usize..40, with in "[ \\t\\n\"'f(){}:,=\\\\]{0,6}"
        ) {
            let mut letters: Vec<char> = SAMPLE.chars().collect();
            let start = cut.min(letters.len());
            let end = (start + length).min(letters.len());
            letters.splice(start..end, with.chars());
            let text: String = letters.into_iter().collect();
            let module = read_text(&text);
            prop_assert!(module.literals.is_sorted_by_key(|literal| literal.span.start));
            prop_assert!(module.literals.iter().all(|literal| !literal.span.of(&text).is_empty()));
            prop_assert!(module.folds.iter().all(|fold| fold.anchor < module.literals.len()));
        }
    }
}
