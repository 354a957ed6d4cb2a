//! Where each row of the report stands in the table, and which repair its line offers.
//!
//! In: the report and the lines in order. Out: answers that take no search while drawing.
//! Never holds a path: rows are known by their numbers.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::data_table::{DataLine, TableLine};
use super::selection::Thing;
use crate::consolidation::Override;
use crate::message::Fix;
use crate::publication::Report;

/// Answers about the lines of the table.
#[derive(Clone, Debug, Default)]
pub struct DataIndex {
    /// For each item, for each row left behind, for each row looked for: its line, where it is shown.
    places: [Vec<Option<usize>>; 3],
    repairs: BTreeMap<DataLine, usize>,
    counted_before: BTreeSet<usize>,
}

impl DataIndex {
    /// Notes what the report says about its rows.
    pub fn of(report: &Report) -> Self {
        Self { places: Default::default(), repairs: repairs(report), counted_before: counted_before(report) }
    }

    /// Notes where the lines stand.
    pub fn place(&mut self, report: &Report, lines: &[TableLine]) {
        let lengths = [report.data.len(), report.left_behind.len(), report.evidence.looked_for.len()];
        self.places = lengths.map(|length| vec![None; length]);
        for (at, line) in lines.iter().enumerate() {
            let TableLine::Row(row) = line else { continue };
            let (list, number) = list_of(*row);
            if let Some(place) = self.places.get_mut(list).and_then(|places| places.get_mut(number)) {
                *place = Some(at);
            }
        }
    }

    /// The line of a row of the report, where it is shown.
    pub fn line(&self, row: DataLine) -> Option<usize> {
        let (list, number) = list_of(row);
        *self.places.get(list)?.get(number)?
    }

    /// The message whose repair decides about this row.
    pub fn repair(&self, row: DataLine) -> Option<usize> {
        self.repairs.get(&row).copied()
    }

    /// True where the bytes of an item are those of a container that an earlier row has already counted.
    pub fn is_counted_before(&self, item: usize) -> bool {
        self.counted_before.contains(&item)
    }
}

fn list_of(row: DataLine) -> (usize, usize) {
    match row {
        DataLine::Item(at) => (0, at),
        DataLine::LeftBehind(at) => (1, at),
        DataLine::LookedFor(at) => (2, at),
    }
}

/// The row of the report that a thing is, where it is project data.
pub fn line_of(report: &Report, thing: &Thing) -> Option<DataLine> {
    match thing {
        Thing::Data(path) => item(report, path).map(DataLine::Item),
        Thing::LeftBehind(path) => left_behind(report, path).map(DataLine::LeftBehind),
        Thing::LookedFor(place) => {
            let script = report.scripts.binary_search_by(|row| row.path.as_str().cmp(&place.script)).ok()?;
            let is_it = |row: &crate::publication::LookedFor| {
                row.script == script && row.at.line == place.line && row.at.column == place.column
            };
            report.evidence.looked_for.iter().position(is_it).map(DataLine::LookedFor)
        }
        Thing::Module(_) | Thing::Toolbox(_) | Thing::Toolset { .. } | Thing::Tool { .. } | Thing::Script(_) => None,
    }
}

fn item(report: &Report, path: &str) -> Option<usize> {
    report.data.binary_search_by(|row| row.path.as_str().cmp(path)).ok()
}

fn left_behind(report: &Report, path: &str) -> Option<usize> {
    report.left_behind.binary_search_by(|row| row.path.as_str().cmp(path)).ok()
}

/// The repairs that decide about one row, by that row; the first message wins.
fn repairs(report: &Report) -> BTreeMap<DataLine, usize> {
    let mut repairs = BTreeMap::new();
    for (at, finding) in report.findings.iter().enumerate() {
        let Some(Fix::Decide(decision)) = &finding.fix else { continue };
        match decision {
            Override::Text(_) => {
                if let Some(row) = finding.arguments.get("item").and_then(|path| item(report, path)) {
                    repairs.entry(DataLine::Item(row)).or_insert(at);
                }
            }
            Override::Include { path }
            | Override::Exclude { path }
            | Override::InDataStore { path }
            | Override::Output { path } => {
                let row = item(report, path).map(DataLine::Item);
                if let Some(row) = row.or_else(|| left_behind(report, path).map(DataLine::LeftBehind)) {
                    repairs.entry(row).or_insert(at);
                }
            }
            Override::Raw(_) | Override::KeepScript { .. } | Override::Accept { .. } => {}
        }
    }
    repairs
}

/// Items whose container an earlier row is, or has counted.
fn counted_before(report: &Report) -> BTreeSet<usize> {
    let mut counted = FxHashSet::default();
    let mut again = BTreeSet::new();
    for (at, row) in report.data.iter().enumerate() {
        let container = row.container.as_deref().unwrap_or(&row.path);
        if !counted.insert((container, row.decision)) {
            again.insert(at);
        }
    }
    again
}
