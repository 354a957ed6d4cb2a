//! A script as it is shown: worked out once for each script and report.
//!
//! In: the review, the script that is looked at. Out: lines, marks, comments, messages, changes.
//! Never worked out while drawing: a script of a hundred thousand lines is looked through once.

mod changes;
mod lines;
mod marks;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use changes::{ChangeRow, Changes};
pub use lines::{ShownLine, TextLines};
pub use marks::{Mark, Piece, Subject};

use super::{Review, Thing};
use crate::publication::Report;
use crate::python::{TokenKind, tokens};
use crate::text::Span;

/// How a script is shown.
#[derive(Clone, Debug, Default)]
pub struct SourceView {
    /// True while the changed lines are hidden.
    pub hides_changes: bool,
    /// Folds of the changed lines that were opened, by their first line.
    pub unfolded: BTreeSet<u32>,
    /// True while the marked text of the selection is explained beside its line.
    pub is_explained: bool,
    /// Words that the name of a script must contain to be offered.
    pub filter: String,
    /// Counts how often a place was chosen: the view goes there once for each.
    pub looks: u64,
    /// The script that is looked at.
    pub shown: Option<Arc<ShownScript>>,
    /// The rows of its changes.
    pub rows: Vec<ChangeRow>,
}

/// A script that is looked at.
#[derive(Clone, Debug)]
pub struct ShownScript {
    /// The report it was read for.
    pub report: Arc<Report>,
    /// Its path.
    pub path: String,
    /// Its place among the report's scripts.
    pub number: usize,
    /// Its text.
    pub lines: TextLines,
    /// What means something in it, by place.
    pub marks: Vec<Mark>,
    /// The marks, line by line.
    pub pieces: Vec<Piece>,
    /// The comments, in order.
    pub comments: Vec<Span>,
    /// The comments of the text after.
    pub new_comments: Vec<Span>,
    /// The messages of each line, by their places in the report.
    pub messages: BTreeMap<u32, Vec<usize>>,
    /// The places that can be walked through, in order: line and column.
    pub stops: Vec<(u32, u32)>,
    /// What the package changes; `None` where it changes nothing.
    pub changes: Option<Changes>,
    /// What is replaced, line by line before.
    pub removed: Vec<Piece>,
    /// What stands there instead, line by line after.
    pub added: Vec<Piece>,
}

impl ShownScript {
    /// Works out a script; `stops` are the places that can be walked through.
    pub fn new(review: &Review, path: &str, stops: Vec<(u32, u32)>) -> Option<Self> {
        let number = review.script(path)?;
        let evidence = review.report.evidence.scripts.get(number)?;
        let lines = TextLines::new(Arc::clone(&evidence.text));
        let marks = marks::marks(review, number, path, &lines);
        let pieces = marks::pieces(&lines, marks.iter().map(|mark| mark.span));
        let mut messages: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, row) in review.messages(review.index.in_script(path)) {
            messages.entry(row.line.unwrap_or(1)).or_default().push(at);
        }
        let changes = Changes::new(&lines, &evidence.edits);
        let of_changes = |lines: &TextLines, spans: &[Span]| marks::pieces(lines, spans.iter().copied());
        let removed = changes.as_ref().map(|changes| of_changes(&lines, &changes.removed)).unwrap_or_default();
        let added = changes.as_ref().map(|changes| of_changes(&changes.after, &changes.added)).unwrap_or_default();
        let new_comments = changes.as_ref().map(|changes| comments(&changes.after.text)).unwrap_or_default();
        let comments = comments(&lines.text);
        let (report, path) = (Arc::clone(&review.report), path.to_owned());
        Some(Self {
            report,
            path,
            number,
            lines,
            marks,
            pieces,
            comments,
            new_comments,
            messages,
            stops,
            changes,
            removed,
            added,
        })
    }

    /// The marked pieces of a line.
    pub fn pieces_of(&self, line: u32) -> &[Piece] {
        marks::of_line(&self.pieces, line)
    }

    /// What is replaced in a line.
    pub fn removed_of(&self, line: u32) -> &[Piece] {
        marks::of_line(&self.removed, line)
    }

    /// What is written anew in a line of the text after.
    pub fn added_of(&self, line: u32) -> &[Piece] {
        marks::of_line(&self.added, line)
    }

    /// The comment in these bytes of a line.
    pub fn comment_in(&self, span: Span) -> Option<Span> {
        among(&self.comments, span)
    }

    /// The comment in these bytes of a line of the text after.
    pub fn new_comment_in(&self, span: Span) -> Option<Span> {
        among(&self.new_comments, span)
    }

    /// The first mark of a line; the one of the selected thing where it has one there.
    pub fn mark_of(&self, line: u32, thing: Option<&Thing>) -> Option<usize> {
        let pieces = self.pieces_of(line);
        let is_selected = |piece: &&Piece| self.marks.get(piece.mark).map(|mark| &mark.thing) == thing;
        pieces.iter().find(is_selected).or(pieces.first()).map(|piece| piece.mark)
    }

    /// Which of the places is this one, counted from 1.
    pub fn stop_at(&self, place: (u32, u32)) -> Option<usize> {
        self.stops.binary_search(&place).ok().map(|at| at + 1)
    }

    /// The place of a mark.
    pub fn place_of(&self, mark: &Mark) -> super::Place {
        let at = self.lines.index.position(&self.lines.text, mark.span.start);
        super::Place { script: self.path.clone(), line: at.line, column: at.column }
    }
}

fn comments(text: &str) -> Vec<Span> {
    tokens(text).into_iter().filter(|token| token.kind == TokenKind::Comment).map(|token| token.span).collect()
}

/// The one of these spans, in order, that stands in a line.
fn among(spans: &[Span], line: Span) -> Option<Span> {
    let at = spans.partition_point(|span| span.end <= line.start);
    spans.get(at).copied().filter(|span| span.start < line.end)
}

impl SourceView {
    /// Works the shown script out again where another one, or another report, is looked at.
    pub fn show(&mut self, review: Option<&Review>, path: Option<&str>, stops: impl FnOnce() -> Vec<(u32, u32)>) {
        let (Some(review), Some(path)) = (review, path) else {
            self.shown = None;
            self.rows.clear();
            return;
        };
        let is_shown = |shown: &Arc<ShownScript>| shown.path == path && Arc::ptr_eq(&shown.report, &review.report);
        if self.shown.as_ref().is_some_and(is_shown) {
            return;
        }
        if self.shown.as_ref().is_none_or(|shown| shown.path != path) {
            self.unfolded.clear();
            self.is_explained = false;
        }
        self.shown = ShownScript::new(review, path, stops()).map(Arc::new);
        self.refresh_rows();
    }

    /// Works the rows of the changes out again.
    pub fn refresh_rows(&mut self) {
        self.rows.clear();
        if let Some(shown) = &self.shown
            && let Some(changes) = &shown.changes
        {
            self.rows = changes.rows(&shown.lines, &self.unfolded);
        }
    }
}
