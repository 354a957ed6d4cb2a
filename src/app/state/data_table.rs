//! The rows of the project data as they are shown: filtered, grouped, sorted.
//!
//! In: the report, and what the user asked to see. Out: lines by number, so that only those in sight are drawn.
//! Never worked out while drawing: a hundred thousand rows are filtered once for each change.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::data_index::DataIndex;
use crate::publication::{DataRow, Report};
use crate::text::lower_case;

/// What happens to a line of the project data, worst first: the order of the groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is not there.
    Missing,
    /// It cannot be told.
    Unsure,
    /// A swept folder does not bring it.
    LeftBehind,
    /// Found, but not taken by default.
    LeftOut,
    /// It travels.
    Copied,
    /// It stays in the data store.
    Stays,
    /// The publisher left it out.
    Excluded,
    /// A path that names nothing here.
    NotFound,
}

/// A row of the report that the table shows, by its place in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataLine {
    /// An item of the plan.
    Item(usize),
    /// Something left behind.
    LeftBehind(usize),
    /// Something looked for and not found.
    LookedFor(usize),
}

/// What only some lines have, as a chip above the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataChip {
    /// Every line.
    #[default]
    All,
    /// What needs a look.
    LookAt,
    /// What travels.
    Copied,
    /// What stays in the data store.
    Stays,
    /// What the publisher decided about.
    ByYou,
}

impl DataChip {
    /// All chips, from left to right.
    pub const ALL: [Self; 5] = [Self::All, Self::LookAt, Self::Copied, Self::Stays, Self::ByYou];
}

/// What the lines are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// What happens to them.
    #[default]
    Decision,
    /// What they are.
    Kind,
    /// Not at all.
    None,
}

/// A group of lines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataGroup {
    /// The same happens to them.
    Verdict(Verdict),
    /// They are of the same kind.
    Kind(&'static str),
}

/// A column that can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataColumn {
    /// The path.
    #[default]
    What,
    /// What happens to it.
    WhatHappens,
    /// The size.
    Size,
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableLine {
    /// The title of a group.
    Group {
        /// The group.
        group: DataGroup,
        /// How many lines it has.
        lines: usize,
        /// Files that travel for them.
        files: u64,
        /// Their bytes.
        bytes: u64,
        /// True if its lines follow.
        is_open: bool,
    },
    /// A row of the report.
    Row(DataLine),
}

/// How the project data is shown.
#[derive(Clone, Debug)]
pub struct DataTable {
    /// Words that the path or the reason must contain.
    pub filter: String,
    /// What only some lines have.
    pub chip: DataChip,
    /// The groups.
    pub grouping: Grouping,
    /// The sorted column.
    pub column: DataColumn,
    /// True for the largest, or the last letter, first.
    pub is_descending: bool,
    /// Groups whose lines are hidden.
    pub closed: BTreeSet<DataGroup>,
    /// The lines, in order.
    pub lines: Vec<TableLine>,
    /// How many lines each chip has, in the order of [`DataChip::ALL`].
    pub counts: [usize; 5],
    /// The bytes of the largest item that travels.
    pub largest: u64,
    /// The bytes of what stays in the data store.
    pub stays: u64,
    /// Where each row stands, and what it offers.
    pub index: DataIndex,
}

impl Default for DataTable {
    fn default() -> Self {
        let closed = [Verdict::Stays, Verdict::Excluded, Verdict::NotFound].map(DataGroup::Verdict).into();
        Self {
            filter: String::new(),
            chip: DataChip::All,
            grouping: Grouping::Decision,
            column: DataColumn::What,
            is_descending: false,
            closed,
            lines: Vec::new(),
            counts: [0; 5],
            largest: 0,
            stays: 0,
            index: DataIndex::default(),
        }
    }
}

impl DataTable {
    /// Notes what another report says, and works the lines out.
    pub fn read(&mut self, report: &Report) {
        for (count, chip) in self.counts.iter_mut().zip(DataChip::ALL) {
            *count = all_lines(report).filter(|line| has_chip(report, *line, chip)).count();
        }
        self.index = DataIndex::of(report);
        self.largest = report.data.iter().filter(|row| row.decision == "copied").map(|row| row.bytes).max().unwrap_or(0);
        let counted = report.data.iter().enumerate().filter(|(at, _)| !self.index.is_counted_before(*at));
        self.stays = counted.filter(|(_, row)| row.decision == "data_store").map(|(_, row)| row.bytes).sum();
        self.refresh(report);
    }

    /// Works the lines out again: the report is the same one.
    pub fn refresh(&mut self, report: &Report) {
        let mut wanted = Wanted::new(&self.filter);
        let shown = |line: &DataLine| has_chip(report, *line, self.chip) && wanted.matches(report, *line);
        let mut lines: Vec<DataLine> = all_lines(report).filter(shown).collect();
        self.sort(report, &mut lines);
        self.lines = match self.grouping {
            Grouping::None => lines.into_iter().map(TableLine::Row).collect(),
            Grouping::Decision => self.grouped(report, lines, |line| DataGroup::Verdict(verdict(report, line))),
            Grouping::Kind => self.grouped(report, lines, |line| DataGroup::Kind(kind(report, line))),
        };
        self.index.place(report, &self.lines);
    }

    fn sort(&self, report: &Report, lines: &mut [DataLine]) {
        match self.column {
            DataColumn::What => lines.sort_by(|a, b| path(report, *a).cmp(path(report, *b))),
            DataColumn::WhatHappens => lines.sort_by_key(|line| verdict(report, *line)),
            DataColumn::Size => lines.sort_by_key(|line| Reverse(bytes(report, *line))),
        }
        if self.is_descending {
            lines.reverse();
        }
    }

    fn grouped(&self, report: &Report, lines: Vec<DataLine>, group_of: impl Fn(DataLine) -> DataGroup) -> Vec<TableLine> {
        let mut groups: BTreeMap<DataGroup, Vec<DataLine>> = BTreeMap::new();
        for line in lines {
            groups.entry(group_of(line)).or_default().push(line);
        }
        let mut shown = Vec::new();
        for (group, lines) in groups {
            let is_open = !self.closed.contains(&group);
            // A geodatabase travels once, however many of its datasets are named.
            let counted = lines.iter().filter_map(|line| match line {
                DataLine::Item(at) if !self.index.is_counted_before(*at) => report.data.get(*at),
                DataLine::Item(_) | DataLine::LeftBehind(_) | DataLine::LookedFor(_) => None,
            });
            let (files, bytes) = counted.fold((0, 0), |(files, bytes), row| (files + row.files, bytes + row.bytes));
            shown.push(TableLine::Group { group, lines: lines.len(), files, bytes, is_open });
            if is_open {
                shown.extend(lines.into_iter().map(TableLine::Row));
            }
        }
        shown
    }

    /// True where something hides lines.
    pub fn is_filtered(&self) -> bool {
        !self.filter.trim().is_empty() || self.chip != DataChip::All
    }

    /// Opens the group of a row, so that its line is shown; true where that changed something.
    pub fn open_group_of(&mut self, report: &Report, line: DataLine) -> bool {
        let group = match self.grouping {
            Grouping::None => return false,
            Grouping::Decision => DataGroup::Verdict(verdict(report, line)),
            Grouping::Kind => DataGroup::Kind(kind(report, line)),
        };
        self.closed.remove(&group)
    }
}

fn all_lines(report: &Report) -> impl Iterator<Item = DataLine> {
    let items = (0..report.data.len()).map(DataLine::Item);
    let left_behind = (0..report.left_behind.len()).map(DataLine::LeftBehind);
    items.chain(left_behind).chain((0..report.evidence.looked_for.len()).map(DataLine::LookedFor))
}

fn item(report: &Report, line: DataLine) -> Option<&DataRow> {
    match line {
        DataLine::Item(at) => report.data.get(at),
        DataLine::LeftBehind(_) | DataLine::LookedFor(_) => None,
    }
}

fn path(report: &Report, line: DataLine) -> &str {
    let path = match line {
        DataLine::Item(at) => report.data.get(at).map(|row| row.path.as_str()),
        DataLine::LeftBehind(at) => report.left_behind.get(at).map(|row| row.path.as_str()),
        DataLine::LookedFor(at) => report.evidence.looked_for.get(at).map(|row| row.path.as_str()),
    };
    path.unwrap_or_default()
}

fn because(report: &Report, line: DataLine) -> &str {
    let because = match line {
        DataLine::Item(at) => report.data.get(at).map(|row| row.because.as_str()),
        DataLine::LeftBehind(at) => report.left_behind.get(at).map(|row| row.because.as_str()),
        DataLine::LookedFor(at) => report.evidence.looked_for.get(at).map(|row| row.because.as_str()),
    };
    because.unwrap_or_default()
}

fn bytes(report: &Report, line: DataLine) -> u64 {
    item(report, line).map_or(0, |row| row.bytes)
}

/// What a line is, in the word of the report.
pub fn kind(report: &Report, line: DataLine) -> &'static str {
    match line {
        DataLine::Item(at) => report.data.get(at).map_or("other", |row| row.kind),
        DataLine::LeftBehind(_) => "folder",
        DataLine::LookedFor(_) => "other",
    }
}

/// What happens to a line.
pub fn verdict(report: &Report, line: DataLine) -> Verdict {
    match line {
        DataLine::LeftBehind(_) => Verdict::LeftBehind,
        DataLine::LookedFor(at) => match report.evidence.looked_for.get(at) {
            Some(row) if row.is_missing_inside => Verdict::Missing,
            Some(_) | None => Verdict::NotFound,
        },
        DataLine::Item(at) => match report.data.get(at).map(|row| (row.decision, row.certainty)) {
            Some(("copied", "yes")) => Verdict::Copied,
            Some(("copied", _)) => Verdict::Unsure,
            Some(("data_store", _)) => Verdict::Stays,
            Some(("excluded", _)) => Verdict::Excluded,
            Some(_) | None => Verdict::LeftOut,
        },
    }
}

fn has_chip(report: &Report, line: DataLine, chip: DataChip) -> bool {
    match chip {
        DataChip::All => true,
        DataChip::LookAt => verdict(report, line) <= Verdict::LeftOut && !is_decided(report, line),
        DataChip::Copied => item(report, line).is_some_and(|row| row.decision == "copied"),
        DataChip::Stays => verdict(report, line) == Verdict::Stays,
        DataChip::ByYou => is_decided(report, line),
    }
}

fn is_decided(report: &Report, line: DataLine) -> bool {
    match line {
        DataLine::Item(at) => report.evidence.data.get(at).is_some_and(|evidence| evidence.decided.is_some()),
        DataLine::LeftBehind(_) | DataLine::LookedFor(_) => false,
    }
}

/// The words of the filter, and room to spell lines in lower case in.
struct Wanted {
    whole: String,
    path: String,
    because: String,
}

impl Wanted {
    fn new(filter: &str) -> Self {
        Self { whole: filter.trim().to_lowercase(), path: String::new(), because: String::new() }
    }

    /// Every word of the filter stands in the path or the reason.
    fn matches(&mut self, report: &Report, line: DataLine) -> bool {
        if self.whole.is_empty() {
            return true;
        }
        lower_case(path(report, line), &mut self.path);
        if self.path.contains(&self.whole) {
            return true;
        }
        lower_case(because(report, line), &mut self.because);
        self.whole.split_whitespace().all(|word| self.path.contains(word) || self.because.contains(word))
    }
}
