//! Scans a publication again after some of its files have changed, without reading the others.
//!
//! In: the publication, and the paths that have changed since the last scan. Out: exactly the report of a full scan.
//! Never guesses: where it cannot tell what a change reaches, everything is looked at again.

use std::path::PathBuf;

use super::analyze::{Facts, scan};
use super::{Progress, Publication, Report};
use crate::discovery::is_script;
use crate::disk::{DiskChange, RealFiles};
use crate::python::Sources;
use crate::text::DataPath;

/// What has changed since the last scan.
#[derive(Clone, Copy, Debug)]
pub enum Changed<'a> {
    /// Nobody knows: everything is read again.
    Everything,
    /// Only what stands at these paths; none, where only the publisher decided something.
    Only(&'a [PathBuf]),
}

/// A disk with what was read of it: the listings, the scripts, and what was found in them.
#[derive(Debug, Default)]
pub struct ScanMemory {
    files: RealFiles,
    sources: Sources,
    facts: Option<Facts>,
}

impl ScanMemory {
    /// Remembers nothing yet of this disk.
    pub fn new(files: RealFiles) -> Self {
        Self { files, ..Self::default() }
    }

    /// The disk as the last scan saw it.
    pub fn files(&self) -> &RealFiles {
        &self.files
    }

    /// Scans the publication; a cancelled scan returns what was understood until then, and the next one reads more.
    pub fn analyze(&mut self, publication: &Publication, changed: Changed<'_>, progress: &Progress) -> Report {
        let edited = self.forget(changed);
        let earlier = self.facts.take().map(|facts| (facts, edited.as_slice()));
        let (report, facts) = scan(publication, &self.files, &self.sources, earlier, progress);
        if progress.is_cancelled() {
            facts.release()
        } else {
            self.facts = Some(facts)
        }
        report
    }

    /// Forgets what has changed; gives the edited scripts. Without facts left, everything is scanned.
    fn forget(&mut self, changed: Changed<'_>) -> Vec<DataPath> {
        let change = match changed {
            Changed::Everything => DiskChange::Unclear,
            Changed::Only(paths) => self.files.refresh(paths),
        };
        match change {
            DiskChange::Contents(paths) => {
                paths.iter().for_each(|path| self.sources.forget(path));
                if !paths.iter().all(is_script) {
                    self.drop_facts();
                }
                paths
            }
            DiskChange::Names(paths) => {
                paths.iter().for_each(|path| self.sources.forget(path));
                self.drop_facts();
                Vec::new()
            }
            DiskChange::Unclear => {
                self.files.forget();
                self.sources = Sources::default();
                self.drop_facts();
                Vec::new()
            }
        }
    }

    fn drop_facts(&mut self) {
        if let Some(facts) = self.facts.take() {
            facts.release();
        }
    }
}
