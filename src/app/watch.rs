//! Notices that a file of the publication was saved.
//!
//! In: the inputs, a wake-up. Out: one answer per burst of changes, once it has settled.
//! Never says what changed: the scan finds that out. Shares may deliver no events: Rescan is always there.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Editors write a file in several steps; a scan waits until they are done.
const SETTLES_AFTER: Duration = Duration::from_millis(300);

/// A watch on the inputs; ends when it is dropped.
pub struct Watch {
    _watcher: RecommendedWatcher,
    last_change: Arc<Mutex<Option<Instant>>>,
}

impl Watch {
    /// Watches the inputs' folders: a given folder with all below it, of a given file the folder that holds it
    /// (editors replace files by renaming). What cannot be watched is left out.
    ///
    /// # Errors
    /// A sentence, where the system offers no watching at all.
    pub fn start(inputs: &[PathBuf], wake: impl Fn() + Send + 'static) -> Result<Self, String> {
        let last_change = Arc::new(Mutex::new(None));
        let noted = Arc::clone(&last_change);
        let note = move |event: notify::Result<Event>| {
            // Waybill's own reading is an event too.
            if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
                *noted.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
                wake();
            }
        };
        let no_watching = |error: notify::Error| format!("Changes are not noticed by themselves here, press F5: {error}");
        let mut watcher = notify::recommended_watcher(note).map_err(no_watching)?;
        for input in inputs {
            let (folder, mode) = if input.is_dir() {
                (input.as_path(), RecursiveMode::Recursive)
            } else {
                (input.parent().unwrap_or_else(|| Path::new(".")), RecursiveMode::NonRecursive)
            };
            // A share or a folder without the right to watch it: the others are watched all the same.
            drop(watcher.watch(folder, mode));
        }
        Ok(Self { _watcher: watcher, last_change })
    }

    /// True from a change until it has been answered by [`Watch::take_settled`].
    pub fn is_waiting(&self) -> bool {
        self.last_change.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// True once after each burst of changes, when nothing has changed for a while.
    pub fn take_settled(&self) -> bool {
        let mut last_change = self.last_change.lock().unwrap_or_else(PoisonError::into_inner);
        let settled = last_change.is_some_and(|at| at.elapsed() >= SETTLES_AFTER);
        if settled {
            *last_change = None;
        }
        settled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_script_is_noticed_once_after_it_has_settled() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("count.py");
        std::fs::write(&script, "a = 1\n").unwrap();
        let watch = Watch::start(&[folder.path().to_path_buf()], || {}).unwrap();
        assert!(!watch.take_settled());
        std::fs::write(&script, "a = 2\n").unwrap();
        let deadline = Instant::now() + Duration::from_secs(20);
        while !watch.take_settled() {
            assert!(Instant::now() < deadline, "the change was never noticed");
            std::thread::sleep(Duration::from_millis(10));
        }
        assert!(!watch.is_waiting());
    }
}
