//! Judges which Python can run a source.
//!
//! In: what the parser and the reader noticed. Out: a [`Verdict`], the problems, and syntax that needs a newer Python.
//! Never looks at library names: `dict.has_key` and the like are no syntax.

use ruff_python_parser::UnsupportedSyntaxErrorKind as Kind;

use super::{NewerSyntax, SyntaxProblem, Verdict};
use crate::text::{LineIndex, Span};

/// More problems than this tell nobody anything.
const MOST_PROBLEMS: usize = 100;

/// Something the parser did not understand.
pub(super) struct Finding {
    /// Where.
    pub span: Span,
    /// What was expected.
    pub what: String,
}

/// What was noticed while reading, before it is judged.
#[derive(Default)]
pub(super) struct Signs {
    /// The text parsed as Python 3 as it stands.
    pub is_python3: bool,
    /// Forms that parse in Python 3 but mean something only in Python 2.
    pub needs_python2: Vec<Span>,
    /// Syntax of Python 3 only: first place of each.
    pub newer: Vec<(Span, &'static str, (u8, u8))>,
    /// Errors in both.
    pub broken: Vec<Finding>,
    /// Errors in Python 3 only.
    pub broken_in_3: Vec<Finding>,
    /// The file began with a byte-order mark.
    pub has_bom: bool,
}

/// The judgement that goes into the module.
pub(super) struct Judged {
    pub verdict: Verdict,
    pub problems: Vec<SyntaxProblem>,
    pub newer: Vec<NewerSyntax>,
}

/// Weighs the signs.
pub(super) fn judge(text: &str, lines: &LineIndex, mut signs: Signs) -> Judged {
    signs.newer.sort_by_key(|(span, what, since)| (std::cmp::Reverse(*since), *span, *what));
    let in_3 = signs.is_python3 && signs.needs_python2.is_empty();
    let in_2 = signs.broken.is_empty() && signs.newer.is_empty() && !(in_3 && !signs.has_bom && lacks_encoding_line(text));
    let verdict = match (in_2, in_3) {
        (true, true) => Verdict::Both,
        (true, false) => Verdict::Two,
        (false, true) => Verdict::Three,
        (false, false) => Verdict::Neither,
    };
    let mut problems: Vec<SyntaxProblem> = Vec::new();
    if verdict == Verdict::Neither {
        let mut findings = signs.broken;
        if findings.is_empty() {
            findings = signs.broken_in_3;
        }
        if let (true, Some((span, what, _))) = (findings.is_empty(), signs.newer.first()) {
            findings.push(Finding { span: *span, what: format!("Python 3 syntax ({what}) in a Python 2 source") });
        }
        findings.sort_by_key(|finding| finding.span);
        problems.extend(
            findings
                .into_iter()
                .take(MOST_PROBLEMS)
                .map(|finding| SyntaxProblem { at: lines.position(text, finding.span.start), what: finding.what }),
        );
    }
    let newer = signs
        .newer
        .into_iter()
        .map(|(span, what, since)| NewerSyntax { at: lines.position(text, span.start), what: what.to_owned(), since })
        .collect();
    Judged { verdict, problems, newer }
}

/// Python 2 refuses text beyond ASCII without an encoding line (PEP 263).
fn lacks_encoding_line(text: &str) -> bool {
    !text.is_ascii() && !text.lines().take(2).any(|line| line.trim_start().starts_with('#') && line.contains("coding"))
}

/// Notes syntax of Python 3 only, the first place of each kind.
pub(super) fn note(newer: &mut Vec<(Span, &'static str, (u8, u8))>, span: Span, what: &'static str, since: (u8, u8)) {
    if !newer.iter().any(|(_, known, _)| *known == what) {
        newer.push((span, what, since));
    }
}

/// Notes what the parser says of syntax newer than Python 3.0.
pub(super) fn note_unsupported(signs: &mut Signs, kind: &Kind, span: Span, text: &str) {
    let (what, since) = match kind {
        Kind::Match => ("the match statement", (3, 10)),
        Kind::Walrus => ("the walrus operator", (3, 8)),
        Kind::ExceptStar => ("except*", (3, 11)),
        Kind::UnparenthesizedNamedExpr(_) => ("a walrus operator without parentheses", (3, 9)),
        Kind::ParenthesizedKeywordArgumentName => return,
        Kind::StarTuple(_) => ("unpacking in return or yield", (3, 8)),
        Kind::RelaxedDecorator(_) => ("any expression as decorator", (3, 9)),
        Kind::PositionalOnlyParameter => ("positional-only parameters", (3, 8)),
        Kind::TypeParameterList => ("type parameters", (3, 12)),
        Kind::LazyImportStatement => ("a lazy import", (3, 15)),
        Kind::TypeAliasStatement => ("the type statement", (3, 12)),
        Kind::TypeParamDefault => ("defaults of type parameters", (3, 13)),
        Kind::Pep701FString(_) => ("an f-string with quotes, backslashes or line ends in braces", (3, 12)),
        Kind::ParenthesizedContextManager => ("parentheses around context managers", (3, 9)),
        Kind::StarExpressionInIndex => ("unpacking in a subscript", (3, 11)),
        Kind::StarAnnotation => ("unpacking in an annotation", (3, 11)),
        Kind::UnpackingInComprehension(_) => ("unpacking in a comprehension", (3, 15)),
        Kind::UnparenthesizedUnpackInFor => ("unpacking in a for statement", (3, 9)),
        Kind::UnparenthesizedExceptionTypes if is_except_comma(span.of(text)) => {
            signs.needs_python2.push(span);
            return;
        }
        Kind::UnparenthesizedExceptionTypes => ("exception types without parentheses", (3, 14)),
        Kind::TemplateStrings => ("a t-string", (3, 14)),
    };
    note(&mut signs.newer, span, what, since);
}

/// `except IOError, e:` binds `e` in Python 2; `except A, B:` of Python 3.14 names two types, which start with capitals.
fn is_except_comma(types: &str) -> bool {
    types.rsplit_once(',').is_some_and(|(_, last)| {
        let last = last.trim();
        last.starts_with(|first: char| first.is_lowercase() || first == '_') && !last.contains('.') || last.len() == 1
    })
}

#[cfg(test)]
mod tests {
    use crate::python::{Module, Verdict, read};
    use crate::text::SourceFile;

    fn module(text: &str) -> Module {
        read(&SourceFile::from_text(text))
    }

    #[test]
    fn each_python_2_form_alone_makes_a_source_python_2() {
        for text in [
            "print 'x'",
            "print 'a' % b, c",
            "print >>f, 'x'",
            "if x: print x",
            "exec 'a=1' in ns",
            "x = a <> b",
            "x = `a`",
            "x = ur'C:\\x'",
            "x = 0777",
            "x = 10L + 0xFFL",
            "try:\n    pass\nexcept IOError, e:\n    pass",
            "raise ValueError, 'x'",
            "def f(a, (b, c)): pass",
            "f = lambda (k, v): v",
            "x = 'C:\\Users'",
            "if x:\n        y = 1\n\tz = 2\n",
        ] {
            let module = module(text);
            assert_eq!(module.verdict, Verdict::Two, "{text}: {:?}", module.problems);
            assert!(module.problems.is_empty() && module.newer.is_empty(), "{text}");
        }
    }

    #[test]
    fn syntax_of_a_newer_python_is_named_with_its_version() {
        for (text, since) in [
            ("x = f'{a}'", (3, 6)),
            ("if (n := 1): pass", (3, 8)),
            ("def f(a, /): pass", (3, 8)),
            ("match x:\n    case 1: pass", (3, 10)),
            ("with (open(a) as b, open(c) as d): pass", (3, 9)),
            ("type X = int", (3, 12)),
            ("x: int = 1", (3, 6)),
            ("async def f(): pass", (3, 5)),
            ("def f(*, a): pass", (3, 0)),
            ("print('a', end='')", (3, 0)),
            ("raise A from B", (3, 0)),
            ("try:\n    pass\nexcept ValueError, KeyError:\n    pass", (3, 14)),
        ] {
            let module = module(text);
            assert_eq!((module.verdict, module.newer.first().map(|newer| newer.since)), (Verdict::Three, Some(since)), "{text}");
        }
    }

    #[test]
    fn a_source_may_run_in_both_or_in_neither() {
        assert_eq!(module("import os\nprint('x')\n").verdict, Verdict::Both);
        assert_eq!(module("from __future__ import print_function\nprint('x', end='')\n").verdict, Verdict::Both);
        let broken = module("x = (1\n<<<<<<< HEAD\ny = 'a'\n");
        assert_eq!(broken.verdict, Verdict::Neither);
        assert!(!broken.problems.is_empty());
        let torn = module("print 'x'\ny = f'{x}'\n");
        assert_eq!(torn.problems.first().map(|problem| problem.at.line), Some(2));
    }

    #[test]
    fn letters_beyond_ascii_need_an_encoding_line_in_python_2() {
        assert_eq!(module("# -*- coding: utf-8 -*-\nx = 'é'\n").verdict, Verdict::Both);
        assert_eq!(module("x = 'é'\n").verdict, Verdict::Three);
    }
}
