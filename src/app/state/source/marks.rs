//! What means something in a script: the texts that name data, the modules that need a look, the messages.
//!
//! In: the report and its evidence. Out: marks with their places, each with the thing that it selects.
//! Never looks for anything itself: discovery has.

use crate::app::state::{DataLine, ModuleGroup, Place, Review, Thing, Verdict, module_status, verdict};
use crate::publication::ModuleRow;
use crate::text::Span;

use super::lines::TextLines;

/// A marked text of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its bytes.
    pub span: Span,
    /// What it selects.
    pub thing: Thing,
    /// Which of the thing's references or imports it is.
    pub reference: usize,
    /// What happens to what it names.
    pub verdict: Verdict,
    /// True if the package holds something else in its place.
    pub is_rewritten: bool,
    /// What stands behind it.
    pub subject: Subject,
}

/// What a mark is about, by its place in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Project data.
    Data(usize),
    /// A path that names nothing here.
    LookedFor(usize),
    /// A module.
    Module(usize),
}

/// The piece of a mark that stands in one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// The line, from 1.
    pub line: u32,
    /// Its bytes.
    pub span: Span,
    /// The mark, by its place.
    pub mark: usize,
}

/// The marks of a script, by place.
pub fn marks(review: &Review, number: usize, script: &str, lines: &TextLines) -> Vec<Mark> {
    let report = &review.report;
    let mut marks = Vec::new();
    for (at, (row, evidence)) in report.data.iter().zip(&report.evidence.data).enumerate() {
        let decided = verdict(report, DataLine::Item(at));
        for (reference, found) in evidence.references.iter().enumerate().filter(|(_, found)| found.script == Some(number)) {
            let verdict = if found.discounted.is_some() { Verdict::LeftOut } else { decided };
            marks.push(Mark {
                span: found.span,
                thing: Thing::Data(row.path.clone()),
                reference,
                verdict,
                is_rewritten: found.rewritten.is_some(),
                subject: Subject::Data(at),
            });
        }
    }
    for (at, looked) in report.evidence.looked_for.iter().enumerate().filter(|(_, looked)| looked.script == number) {
        let place = Place { script: script.to_owned(), line: looked.at.line, column: looked.at.column };
        marks.push(Mark {
            span: looked.span,
            thing: Thing::LookedFor(place),
            reference: 0,
            verdict: verdict(report, DataLine::LookedFor(at)),
            is_rewritten: false,
            subject: Subject::LookedFor(at),
        });
    }
    let open = report.modules.iter().enumerate().filter(|(_, row)| module_status(row) == ModuleGroup::NeedsALook);
    for (at, row) in open {
        for (reference, import) in row.imports.iter().enumerate().filter(|(_, import)| import.script == script) {
            marks.push(Mark {
                span: module_span(lines, import.line, &row.name),
                thing: Thing::Module(row.name.clone()),
                reference,
                verdict: module_verdict(row),
                is_rewritten: false,
                subject: Subject::Module(at),
            });
        }
    }
    marks.sort_by_key(|mark| (mark.span, mark.subject_order()));
    marks
}

impl Mark {
    fn subject_order(&self) -> (Verdict, usize) {
        let (Subject::Data(at) | Subject::LookedFor(at) | Subject::Module(at)) = self.subject;
        (self.verdict, at)
    }
}

fn module_verdict(row: &ModuleRow) -> Verdict {
    let is_missing = row.servers.iter().any(|server| matches!(server.status, "missing" | "unsupported"));
    if is_missing && !row.optional { Verdict::Missing } else { Verdict::Unsure }
}

/// The module's name in its import; the whole statement where the line spells it otherwise.
fn module_span(lines: &TextLines, line: u32, name: &str) -> Span {
    let span = lines.span(line);
    let raw = span.of(&lines.text);
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let whole = |at: usize| {
        let before = raw.get(..at).and_then(|before| before.chars().next_back());
        let after = raw.get(at + name.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    };
    match raw.match_indices(name).map(|(at, _)| at).find(|at| whole(*at)) {
        Some(at) => Span::new(span.start + at as u32, span.start + (at + name.len()) as u32),
        None => trimmed(lines, span),
    }
}

fn trimmed(lines: &TextLines, span: Span) -> Span {
    let raw = span.of(&lines.text);
    let start = span.start + (raw.len() - raw.trim_start().len()) as u32;
    Span::new(start, start + raw.trim().len() as u32)
}

/// The pieces of spans, line by line, without the indentation of further lines; in order.
pub fn pieces(lines: &TextLines, spans: impl Iterator<Item = Span>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (mark, span) in spans.enumerate() {
        for line in lines.lines_of(span) {
            let own = lines.span(line);
            let inside = Span::new(span.start.max(own.start), span.end.min(own.end));
            let piece = trimmed(lines, Span::new(inside.start, inside.end.max(inside.start)));
            if piece.end > piece.start {
                pieces.push(Piece { line, span: piece, mark });
            }
        }
    }
    pieces.sort();
    pieces
}

/// The pieces of one line.
pub fn of_line(pieces: &[Piece], line: u32) -> &[Piece] {
    let from = pieces.partition_point(|piece| piece.line < line);
    let to = pieces.partition_point(|piece| piece.line <= line);
    pieces.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_over_several_lines_is_marked_on_each_without_the_indentation() {
        let text = "a = ('x'\r\n     'y')\r\n";
        let lines = TextLines::new(text.into());
        let span = Span::new(text.find("'x'").unwrap() as u32, text.find(')').unwrap() as u32);
        let pieces = pieces(&lines, [span].into_iter());
        let shown: Vec<_> = pieces.iter().map(|piece| (piece.line, piece.span.of(text))).collect();
        assert_eq!(shown, [(1, "'x'"), (2, "'y'")]);
        assert_eq!(of_line(&pieces, 2).len(), 1);
        assert_eq!(of_line(&pieces, 3), []);
    }

    #[test]
    fn an_import_is_marked_at_the_name_and_not_inside_another() {
        let text = "import os, osgeo_utils, osgeo\n  from . import (\n";
        let lines = TextLines::new(text.into());
        assert_eq!(module_span(&lines, 1, "osgeo").start as usize, text.rfind("osgeo").unwrap());
        assert_eq!(module_span(&lines, 2, "osgeo").of(text), "from . import (");
    }
}
