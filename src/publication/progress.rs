//! How far a long task is, and whether it should stop.
//!
//! In: told by the task, asked by whoever shows it; both at any time, from any thread. Out: stage, steps or bytes, a name.
//! Never waits for anybody: what is shown may be a moment old.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// How far a long task is, and whether it should stop.
#[derive(Debug, Default)]
pub struct Progress {
    /// Steps done; bytes while a package is written or proved.
    pub done: AtomicU64,
    /// Steps or bytes known so far; grows.
    pub total: AtomicU64,
    /// Set by whoever wants the task to stop.
    pub cancel: Arc<AtomicBool>,
    stage: AtomicU8,
    current: Mutex<String>,
}

/// What a task is busy with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Stage {
    /// Scanning the publication.
    #[default]
    Scanning,
    /// Looking through what a package shall hold.
    Reading,
    /// Writing the package; counted in bytes.
    Writing,
    /// Reading the package again; counted in bytes.
    Proving,
    /// Putting the package in its place.
    Placing,
}

impl Stage {
    const ALL: [Self; 5] = [Self::Scanning, Self::Reading, Self::Writing, Self::Proving, Self::Placing];

    /// The stage in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Scanning => "Scanning",
            Self::Reading => "Reading",
            Self::Writing => "Writing",
            Self::Proving => "Proving",
            Self::Placing => "Placing",
        }
    }

    /// True where steps are bytes.
    pub fn counts_bytes(self) -> bool {
        match self {
            Self::Writing | Self::Proving => true,
            Self::Scanning | Self::Reading | Self::Placing => false,
        }
    }
}

impl Progress {
    /// True once somebody asked the task to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }

    /// Begins a stage of so many steps or bytes.
    pub fn begin(&self, stage: Stage, total: u64) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.stage.store(stage as u8, Ordering::Relaxed);
        self.at("");
    }

    /// For a part of the task whose steps are not counted: it stops when the task is asked to.
    #[must_use]
    pub fn of_a_part(&self) -> Self {
        Self { cancel: Arc::clone(&self.cancel), ..Self::default() }
    }

    /// What the task is busy with.
    pub fn stage(&self) -> Stage {
        let number = self.stage.load(Ordering::Relaxed);
        Stage::ALL.into_iter().find(|stage| *stage as u8 == number).unwrap_or_default()
    }

    /// Counts steps or bytes; false once the task should stop.
    pub fn step(&self, steps: u64) -> bool {
        self.done.fetch_add(steps, Ordering::Relaxed);
        !self.is_cancelled()
    }

    /// Names the file that is worked on; of several at a time, the last to begin.
    pub fn at(&self, file: &str) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        current.clear();
        current.push_str(file);
    }

    /// The file that is worked on, or the empty text.
    pub fn current(&self) -> String {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_begins_with_nothing_done() {
        let progress = Progress::default();
        progress.begin(Stage::Writing, 10);
        progress.at("a.shp");
        assert!(progress.step(7));
        assert_eq!(
            (progress.stage(), progress.done.load(Ordering::Relaxed), progress.current()),
            (Stage::Writing, 7, "a.shp".into())
        );
        progress.begin(Stage::Proving, 10);
        assert_eq!(
            (progress.stage(), progress.done.load(Ordering::Relaxed), progress.current()),
            (Stage::Proving, 0, String::new())
        );
        progress.cancel.store(true, Ordering::Relaxed);
        assert!(!progress.step(1));
        assert!(progress.of_a_part().is_cancelled());
    }
}
