//! What an export will say in numbers, counted once for each report.
//!
//! In: a report. Out: sums and the largest pieces.
//! Never counted while drawing: a publication may have a hundred thousand pieces.

use std::collections::BTreeMap;

use crate::package::archive_estimate;
use crate::publication::Report;

/// The numbers of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// The five largest pieces that are copied, each container once, with their bytes.
    pub largest: Vec<(String, u64)>,
    /// How many pieces stay in the data store.
    pub stays: usize,
    /// Their bytes, as far as they are known.
    pub stays_bytes: u64,
    /// How many strings are rewritten.
    pub rewritten: usize,
    /// About how large an archive will be.
    pub archive: u64,
}

impl Amounts {
    /// Counts.
    pub fn of(report: &Report) -> Self {
        let mut pieces: BTreeMap<&str, u64> = BTreeMap::new();
        for row in report.data.iter().filter(|row| row.decision == "copied" && row.bytes > 0) {
            let bytes = pieces.entry(row.container.as_deref().unwrap_or(&row.path)).or_default();
            *bytes = row.bytes.max(*bytes);
        }
        let mut largest: Vec<(String, u64)> = pieces.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect();
        largest.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
        largest.truncate(5);
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
