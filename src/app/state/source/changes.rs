//! What the package changes in a script, line by line.
//!
//! In: the text and its edits. Out: hunks of old and new lines, and the rows that show them.
//! Never compares texts: the edits say what changes.

use std::collections::BTreeSet;
use std::ops::Range;

use super::lines::TextLines;
use crate::layout::{Edit, apply_edits};
use crate::text::Span;

/// So few unchanged lines are shown, not folded.
const FEW: u32 = 2;

/// A script before and after.
#[derive(Clone, Debug)]
pub struct Changes {
    /// The text as it will be written.
    pub after: TextLines,
    /// The changed stretches, in order.
    pub hunks: Vec<Hunk>,
    /// What is replaced, in the text before.
    pub removed: Vec<Span>,
    /// What stands there instead, in the text after; whole new lines are not among them.
    pub added: Vec<Span>,
    /// How many strings change.
    pub strings: usize,
}

/// Lines that become other lines; counted from 1, the end is not among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The lines before; may be none.
    pub old: Range<u32>,
    /// The lines after; may be none.
    pub new: Range<u32>,
}

/// A row of the changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeRow {
    /// Unchanged lines, shown below this row or not.
    Fold {
        /// The first of them, in the text before.
        first: u32,
        /// How many.
        lines: u32,
        /// True if they are shown.
        is_open: bool,
    },
    /// A line that stays.
    Same {
        /// Its number before.
        old: u32,
        /// Its number after.
        new: u32,
    },
    /// A line that goes.
    Removed(u32),
    /// A line that comes.
    Added(u32),
}

/// The lines that an edit touches, and whether it keeps to whole lines.
fn touched(before: &TextLines, edit: &Edit) -> (Range<u32>, bool) {
    let line = |offset: u32| before.index.line(offset);
    let starts_line = |offset: u32| before.index.line_start(line(offset)) == Some(offset);
    let ends_line = edit.text.is_empty() || edit.text.ends_with('\n');
    if starts_line(edit.span.start) && starts_line(edit.span.end) && ends_line {
        return (line(edit.span.start)..line(edit.span.end), true);
    }
    (line(edit.span.start)..line(edit.span.end) + 1, false)
}

impl Changes {
    /// Works out what edits change; `None` where they change nothing or do not fit the text.
    pub fn new(before: &TextLines, edits: &[Edit]) -> Option<Self> {
        let after = TextLines::new(apply_edits(&before.text, edits)?.into());
        if edits.is_empty() || after.text == before.text {
            return None;
        }
        let mut changes = Self { after, hunks: Vec::new(), removed: Vec::new(), added: Vec::new(), strings: 0 };
        let mut shift = 0_i64;
        let mut stretches: Vec<Stretch> = Vec::new();
        for edit in edits {
            let start = (i64::from(edit.span.start) + shift) as u32;
            let (lines, is_whole) = touched(before, edit);
            if !is_whole {
                changes.removed.push(edit.span);
                changes.added.push(Span::new(start, start + edit.text.len() as u32));
                changes.strings += 1;
            }
            let grows = edit.text.len() as i64 - i64::from(edit.span.end - edit.span.start);
            match stretches.last_mut() {
                Some(last) if lines.start <= last.old.end => {
                    last.old.end = last.old.end.max(lines.end);
                    last.shift_after += grows;
                }
                Some(_) | None => {
                    stretches.push(Stretch { old: lines, shift_before: shift, shift_after: shift + grows });
                }
            }
            shift += grows;
        }
        let whole = changes.to_whole_lines(before, stretches);
        changes.hunks = whole.iter().map(|stretch| changes.hunk(before, stretch)).collect();
        Some(changes)
    }

    /// An edit that takes a line's end away joins what follows: stretches go on to where a line starts before and after.
    fn to_whole_lines(&self, before: &TextLines, stretches: Vec<Stretch>) -> Vec<Stretch> {
        let mut whole: Vec<Stretch> = Vec::new();
        for mut stretch in stretches {
            if let Some(last) = whole.last_mut()
                && stretch.old.start < last.old.end
            {
                last.old.end = last.old.end.max(stretch.old.end);
                last.shift_after = stretch.shift_after;
                self.grow(before, last);
            } else {
                self.grow(before, &mut stretch);
                whole.push(stretch);
            }
        }
        whole
    }

    fn grow(&self, before: &TextLines, stretch: &mut Stretch) {
        let starts_line = |offset: i64| {
            let offset = offset as u32;
            self.after.index.line_start(self.after.index.line(offset)) == Some(offset)
        };
        while stretch.old.end <= before.count() && !starts_line(start_of(before, stretch.old.end) + stretch.shift_after) {
            stretch.old.end += 1;
        }
    }

    fn hunk(&self, before: &TextLines, stretch: &Stretch) -> Hunk {
        let start = start_of(before, stretch.old.start) + stretch.shift_before;
        let end = start_of(before, stretch.old.end) + stretch.shift_after;
        let line = |offset: i64| self.after.index.line(offset as u32);
        let first = line(start);
        let is_last = stretch.old.end > before.count();
        let past = if is_last { self.after.count() + 1 } else { line(end) };
        Hunk { old: stretch.old.clone(), new: first..past }
    }

    /// The rows, with the folds open that begin with one of these lines.
    pub fn rows(&self, before: &TextLines, unfolded: &BTreeSet<u32>) -> Vec<ChangeRow> {
        let mut rows = Vec::new();
        let (mut old, mut new) = (1, 1);
        for hunk in &self.hunks {
            unchanged(&mut rows, old..hunk.old.start, new, unfolded);
            rows.extend(hunk.old.clone().map(ChangeRow::Removed));
            rows.extend(hunk.new.clone().map(ChangeRow::Added));
            (old, new) = (hunk.old.end, hunk.new.end);
        }
        unchanged(&mut rows, old..before.count() + 1, new, unfolded);
        rows
    }
}

/// Lines that change together, and how far what follows moved before and after them.
struct Stretch {
    old: Range<u32>,
    shift_before: i64,
    shift_after: i64,
}

/// The byte where a line starts; the end of the text behind the last one.
fn start_of(lines: &TextLines, line: u32) -> i64 {
    i64::from(lines.index.line_start(line).unwrap_or(lines.text.len() as u32))
}

fn unchanged(rows: &mut Vec<ChangeRow>, old: Range<u32>, new: u32, unfolded: &BTreeSet<u32>) {
    let lines = old.end.saturating_sub(old.start);
    let is_open = unfolded.contains(&old.start);
    if lines > FEW {
        rows.push(ChangeRow::Fold { first: old.start, lines, is_open });
    }
    if lines <= FEW || is_open {
        rows.extend(old.zip(new..).map(|(old, new)| ChangeRow::Same { old, new }));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edit(text: &str, from: &str, to: &str) -> Edit {
        let start = text.find(from).unwrap() as u32;
        Edit { span: Span::new(start, start + from.len() as u32), text: to.to_owned() }
    }

    fn shown(text: &str, edits: &[Edit]) -> Vec<String> {
        let before = TextLines::new(text.into());
        let changes = Changes::new(&before, edits).unwrap();
        let line = |lines: &TextLines, at: u32| lines.span(at).of(&lines.text).to_owned();
        let row = |row: ChangeRow| match row {
            ChangeRow::Fold { lines, .. } => format!("{lines} lines"),
            ChangeRow::Same { old, .. } => format!("  {}", line(&before, old)),
            ChangeRow::Removed(old) => format!("- {}", line(&before, old)),
            ChangeRow::Added(new) => format!("+ {}", line(&changes.after, new)),
        };
        changes.rows(&before, &BTreeSet::new()).into_iter().map(row).collect()
    }

    #[test]
    fn changed_lines_that_follow_one_another_stand_together() {
        let text = "import os\n\n\na = 'x'\nb = 'y'\nc = 1";
        let import = Edit { span: Span::new(10, 10), text: "import arcpy\n".to_owned() };
        let edits = [import, edit(text, "'x'", "path('x')"), edit(text, "'y'", "path('y')")];
        let expected = [
            "  import os",
            "+ import arcpy",
            "  ",
            "  ",
            "- a = 'x'",
            "- b = 'y'",
            "+ a = path('x')",
            "+ b = path('y')",
            "  c = 1",
        ];
        assert_eq!(shown(text, &edits), expected);
    }

    #[test]
    fn long_unchanged_stretches_are_folded_until_they_are_opened() {
        let text = "1\n2\n3\n4\nx = 'a'\n6\n7\n8";
        let edits = [edit(text, "'a'", "'b'")];
        assert_eq!(shown(text, &edits), ["4 lines", "- x = 'a'", "+ x = 'b'", "3 lines"]);
        let before = TextLines::new(text.into());
        let changes = Changes::new(&before, &edits).unwrap();
        let rows = changes.rows(&before, &[6].into());
        assert_eq!(rows[3], ChangeRow::Fold { first: 6, lines: 3, is_open: true });
        assert_eq!(rows[6], ChangeRow::Same { old: 8, new: 8 });
        assert_eq!((changes.strings, changes.removed[0].of(text), changes.added[0].of(&changes.after.text)), (1, "'a'", "'b'"));
    }

    #[test]
    fn edits_that_do_not_fit_change_nothing() {
        let before = TextLines::new("ab".into());
        let overlapping = [1, 0].map(|start| Edit { span: Span::new(start, 2), text: String::new() });
        assert!(Changes::new(&before, &overlapping).is_none());
        assert!(Changes::new(&before, &[]).is_none());
    }

    /// A text, and places in it with what is to stand between each two.
    fn edited() -> impl Strategy<Value = (String, Vec<Edit>)> {
        let places = prop::collection::vec((0_usize..60, 0_usize..6, "[a\n]{0,4}"), 0..5);
        ("[ab\n]{0,60}", places).prop_map(|(text, mut places)| {
            places.sort();
            let mut from = 0;
            let mut edits = Vec::new();
            for (start, length, new) in places {
                let start = start.clamp(from, text.len().max(from)).min(text.len());
                let end = (start + length).min(text.len());
                edits.push(Edit { span: Span::new(start as u32, end as u32), text: new });
                from = end;
            }
            (text, edits)
        })
    }

    proptest! {
        #[test]
        fn the_hunks_together_give_the_written_text((text, edits) in edited()) {
            let before = TextLines::new(text.as_str().into());
            let Some(changes) = Changes::new(&before, &edits) else { return Ok(()) };
            let with_end = |lines: &TextLines, line: u32| {
                lines.text[start_of(lines, line) as usize..start_of(lines, line + 1) as usize].to_owned()
            };
            let all: BTreeSet<u32> = (1..200).collect();
            let (mut written, mut read) = (String::new(), String::new());
            for row in changes.rows(&before, &all) {
                match row {
                    ChangeRow::Fold { .. } => {}
                    ChangeRow::Same { old, new } => {
                        prop_assert_eq!(with_end(&before, old), with_end(&changes.after, new));
                        written += &with_end(&before, old);
                        read += &with_end(&before, old);
                    }
                    ChangeRow::Removed(old) => read += &with_end(&before, old),
                    ChangeRow::Added(new) => written += &with_end(&changes.after, new),
                }
            }
            prop_assert_eq!(read, text.clone());
            prop_assert_eq!(written, apply_edits(&text, &edits).unwrap());
        }
    }
}
