//! What an export will say in numbers, counted once for each report.
//!
//! In: a report. Out: sums and the largest pieces.
//! Never counted while drawing: a publication may have a hundred thousand pieces.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::package::archive_estimate;
use crate::publication::Report;

/// The numbers of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// The five largest pieces that are copied, each container once.
    pub largest: Vec<LargePiece>,
    /// How many pieces stay in the data store.
    pub stays: usize,
    /// Their bytes, as far as they are known.
    pub stays_bytes: u64,
    /// How many strings are rewritten.
    pub rewritten: usize,
    /// About how large an archive will be.
    pub archive: u64,
}

/// Something that is copied as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LargePiece {
    /// Its path.
    pub path: String,
    /// Its bytes.
    pub bytes: u64,
    /// A row of the report that brings it.
    pub row: usize,
}

impl Amounts {
    /// Counts.
    pub fn of(report: &Report) -> Self {
        let mut pieces: BTreeMap<&str, (u64, usize)> = BTreeMap::new();
        let copied = report.data.iter().enumerate().filter(|(_, row)| row.decision == "copied" && row.bytes > 0);
        for (at, row) in copied {
            let (bytes, _) = pieces.entry(row.container.as_deref().unwrap_or(&row.path)).or_insert((0, at));
            *bytes = row.bytes.max(*bytes);
        }
        let mut largest: Vec<(&str, (u64, usize))> = pieces.into_iter().collect();
        largest.sort_by_key(|(_, (bytes, _))| Reverse(*bytes));
        largest.truncate(5);
        let piece = |(path, (bytes, row)): (&str, (u64, usize))| LargePiece { path: path.to_owned(), bytes, row };
        let largest = largest.into_iter().map(piece).collect();
        let stays = report.data.iter().filter(|row| row.decision == "data_store");
        Self {
            largest,
            stays: stays.clone().count(),
            stays_bytes: stays.map(|row| row.bytes).sum(),
            rewritten: report.layout.rewrites.iter().map(|rewrite| rewrite.edits.len()).sum(),
            archive: archive_estimate(&report.layout.files),
        }
    }
}
