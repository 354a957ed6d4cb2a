//! Notices that a file of the publication was saved.
//!
//! In: inputs and folders, a wake-up. Out: the changed files of each burst, once it has settled.
//! Never the only way: shares may deliver no events, so Rescan is always there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::action::Watched;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Editors write a file in several steps; a scan waits until they are done.
const SETTLES_AFTER: Duration = Duration::from_millis(300);

/// A watch on the inputs; ends when it is dropped.
pub struct Watch {
    _watcher: RecommendedWatcher,
    burst: Arc<Mutex<Burst>>,
    sees_all: bool,
}

/// What has changed since the last answer.
#[derive(Default)]
struct Burst {
    last_change: Option<Instant>,
    files: BTreeSet<PathBuf>,
}

impl Watch {
    /// Watches the inputs' folders, a given folder with all below it, of a given file the folder that holds it
    /// (editors replace files by renaming), and the further folders. What cannot be watched is left out.
    ///
    /// # Errors
    /// A sentence, where the system offers no watching at all.
    pub fn start(watched: &Watched, wake: impl Fn() + Send + 'static) -> Result<Self, String> {
        let burst = Arc::new(Mutex::new(Burst::default()));
        let noted = Arc::clone(&burst);
        let note = move |event: notify::Result<Event>| {
            // Waybill's own reading is an event too.
            let Some(event) = event.ok().filter(|event| !matches!(event.kind, EventKind::Access(_))) else { return };
            let mut burst = noted.lock().unwrap_or_else(PoisonError::into_inner);
            burst.last_change = Some(Instant::now());
            burst.files.extend(event.paths);
            drop(burst);
            wake();
        };
        let no_watching = |error: notify::Error| format!("Changes are not noticed by themselves here, press F5: {error}");
        let mut watcher = notify::recommended_watcher(note).map_err(no_watching)?;
        let (whole, files): (Vec<&PathBuf>, Vec<&PathBuf>) = watched.inputs.iter().partition(|input| input.is_dir());
        let of_files = files.into_iter().map(|file| file.parent().unwrap_or_else(|| Path::new(".")));
        let single: BTreeSet<&Path> = of_files.chain(watched.folders.iter().map(PathBuf::as_path)).collect();
        // A share or a folder without the right to watch it: the others are watched all the same.
        let mut sees_all = true;
        for folder in &whole {
            sees_all &= watcher.watch(folder, RecursiveMode::Recursive).is_ok();
        }
        for folder in single.into_iter().filter(|folder| !whole.iter().any(|whole| folder.starts_with(whole))) {
            sees_all &= watcher.watch(folder, RecursiveMode::NonRecursive).is_ok();
        }
        Ok(Self { _watcher: watcher, burst, sees_all })
    }

    /// True where every folder is watched.
    pub fn sees_all(&self) -> bool {
        self.sees_all
    }

    /// True from a change until it has been answered by [`Watch::take_settled`].
    pub fn is_waiting(&self) -> bool {
        self.burst.lock().unwrap_or_else(PoisonError::into_inner).last_change.is_some()
    }

    /// The files of a burst of changes, once, when nothing has changed for a while.
    pub fn take_settled(&self) -> Option<Vec<PathBuf>> {
        let mut burst = self.burst.lock().unwrap_or_else(PoisonError::into_inner);
        burst.last_change.filter(|at| at.elapsed() >= SETTLES_AFTER)?;
        burst.last_change = None;
        Some(std::mem::take(&mut burst.files).into_iter().collect())
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
        let watched = Watched { inputs: vec![folder.path().to_path_buf()], folders: Vec::new() };
        let watch = Watch::start(&watched, || {}).unwrap();
        assert!(watch.sees_all());
        assert_eq!(watch.take_settled(), None);
        std::fs::write(&script, "a = 2\n").unwrap();
        let deadline = Instant::now() + Duration::from_secs(20);
        let changed = loop {
            if let Some(changed) = watch.take_settled() {
                break changed;
            }
            assert!(Instant::now() < deadline, "the change was never noticed");
            std::thread::sleep(Duration::from_millis(10));
        };
        assert_eq!(changed, [script]);
        assert!(!watch.is_waiting());
    }

    #[test]
    fn data_beside_a_given_file_is_watched_too_and_what_is_not_there_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("ToolData");
        std::fs::create_dir(&data).unwrap();
        let watched =
            Watched { inputs: vec![folder.path().join("Tools.pyt")], folders: vec![data.clone(), folder.path().join("gone")] };
        let watch = Watch::start(&watched, || {}).unwrap();
        assert!(!watch.sees_all());
        std::fs::write(data.join("zones.csv"), "1\n").unwrap();
        let deadline = Instant::now() + Duration::from_secs(20);
        while watch.take_settled().is_none() {
            assert!(Instant::now() < deadline, "the change was never noticed");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}
