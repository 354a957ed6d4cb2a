//! Work that takes longer than a frame.
//!
//! In: a closure and a wake-up. Out: a [`Job`] whose outcome is taken once, when it is there.
//! Never blocks the window, never dies silently: a panic becomes an outcome, a dropped job is cancelled.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use poll_promise::Promise;

use super::action::{Action, Reread};
use super::state::Review;
use crate::disk::{DriveMap, RealFiles};
use crate::package::{self, ExportError, ExportSettings, Exported};
use crate::publication::{Changed, Opened, Progress, PublicationFile, Report, ScanMemory, open};
use crate::text::{DataPath, visible};

/// Deeply nested scripts need room for their syntax trees.
const STACK: usize = 64 << 20;

/// Shorter work shows no progress at all.
const WORTH_SHOWING: Duration = Duration::from_millis(300);

/// Work on its own thread.
pub struct Job<T: Send + 'static> {
    promise: Option<Promise<Outcome<T>>>,
    progress: Arc<Progress>,
    started: Instant,
    name: &'static str,
}

/// How a job ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    /// With its result.
    Done(T),
    /// Because somebody asked it to stop.
    Cancelled,
    /// With a reason, as a sentence.
    Failed(String),
}

impl<T: Send + 'static> Job<T> {
    /// Starts `work`; `wake` is called after its outcome is there.
    pub fn start(
        name: &'static str,
        wake: impl Fn() + Send + 'static,
        work: impl FnOnce(&Progress) -> Result<T, String> + Send + 'static,
    ) -> Self {
        let (sender, promise) = Promise::new();
        let progress = Arc::new(Progress::default());
        let shared = Arc::clone(&progress);
        let run = move || {
            let result = catch_unwind(AssertUnwindSafe(|| work(&shared)));
            sender.send(match result {
                Ok(_) if shared.is_cancelled() => Outcome::Cancelled,
                Ok(Ok(result)) => Outcome::Done(result),
                Ok(Err(sentence)) => Outcome::Failed(sentence),
                Err(_) => Outcome::Failed("Waybill stopped at something it did not expect; nothing was changed".to_owned()),
            });
            wake();
        };
        // Without a thread the sender is dropped unsent and the promise must not be asked.
        let thread = thread::Builder::new().name(name.to_owned()).stack_size(STACK).spawn(run);
        Self { promise: thread.ok().map(|_| promise), progress, started: Instant::now(), name }
    }

    /// True for jobs started under this name.
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name
    }

    /// How far an export is, as the action that shows it.
    pub fn export_progress(&self) -> Action {
        let (done, total) = (self.progress.done.load(Ordering::Relaxed), self.progress.total.load(Ordering::Relaxed));
        Action::ExportAdvanced { stage: self.progress.stage(), done, total, file: self.progress.current() }
    }

    /// True while the outcome has not been taken.
    pub fn is_running(&self) -> bool {
        self.promise.is_some()
    }

    /// The outcome, once, as soon as it is there.
    pub fn take(&mut self) -> Option<Outcome<T>> {
        match self.promise.take()?.try_take() {
            Ok(outcome) => Some(outcome),
            Err(promise) => {
                self.promise = Some(promise);
                None
            }
        }
    }

    /// Steps done and known, once the job has run long enough to be worth showing.
    pub fn progress(&self) -> Option<(u64, u64)> {
        let (done, total) = (self.progress.done.load(Ordering::Relaxed), self.progress.total.load(Ordering::Relaxed));
        (self.started.elapsed() >= WORTH_SHOWING).then_some((done, total))
    }

    /// Asks the job to stop.
    pub fn cancel(&self) {
        self.progress.cancel.store(true, Ordering::Relaxed);
    }
}

impl<T: Send + 'static> Drop for Job<T> {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// What scans remember from one to the next.
#[derive(Clone, Default)]
pub struct Memory {
    kept: Arc<Mutex<Option<(Ground, ScanMemory)>>>,
}

/// What must be the same for one scan to build on another.
#[derive(Clone, PartialEq, Eq)]
struct Ground {
    inputs: Vec<PathBuf>,
    maps: Vec<PathBuf>,
    servers: Vec<String>,
    data_store: Option<PathBuf>,
    drives: Vec<String>,
}

impl Ground {
    fn of(file: &PublicationFile, drives: &[String]) -> Self {
        Self {
            inputs: file.inputs.clone(),
            maps: file.maps.clone(),
            servers: file.servers.clone(),
            data_store: file.data_store.clone(),
            drives: drives.to_vec(),
        }
    }
}

impl Memory {
    /// What the last scan on the same ground remembers; a scan that still runs keeps it to itself.
    fn take(&self, ground: &Ground) -> Option<ScanMemory> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.take().filter(|(known, _)| known == ground).map(|(_, memory)| memory)
    }

    fn keep(&self, ground: Ground, memory: ScanMemory) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some((ground, memory));
    }
}

/// Scans a publication.
///
/// # Errors
/// A sentence, where nothing of it can be opened.
pub fn scan(
    file: &PublicationFile,
    drives: &[String],
    reread: &Reread,
    memory: &Memory,
    progress: &Progress,
) -> Result<Review, String> {
    let started = Instant::now();
    let ground = Ground::of(file, drives);
    let Opened { publication, files, root, notes, absent } = open_again(file, drives)?;
    let earlier = memory.take(&ground);
    let changed = match (reread, &earlier) {
        (Reread::Only(files), Some(_)) => Changed::Only(files),
        (Reread::Everything, _) | (_, None) => Changed::Everything,
    };
    let host_root = files.host_path(&root).unwrap_or_default();
    let mut scanner = earlier.unwrap_or_else(|| ScanMemory::new(files));
    let report = scanner.analyze(&publication, changed, progress);
    let folders = folders(&report, scanner.files());
    memory.keep(ground, scanner);
    Ok(Review { notes, absent, folders, took: started.elapsed().as_millis() as u64, ..Review::new(report, host_root) })
}

/// So many folders are watched one by one; a publication with more of them is mostly given as a folder itself.
const WATCHED: usize = 256;

/// The folders of this machine that hold what travels.
fn folders(report: &Report, files: &RealFiles) -> Vec<PathBuf> {
    let parents: BTreeSet<DataPath> = report.layout.files.iter().filter_map(|file| file.source.parent()).collect();
    parents.iter().take(WATCHED).filter_map(|folder| files.host_path(folder)).collect()
}

fn open_again(file: &PublicationFile, drives: &[String]) -> Result<Opened, String> {
    let drives = DriveMap::of(drives.iter().map(String::as_str)).map_err(|error| error.to_string())?;
    open(file, drives).map_err(|error| error.to_string())
}

/// Writes the package that a report shows; a refusal is the action that says so.
///
/// # Errors
/// The action that shows why nothing was written.
pub fn export(
    file: &PublicationFile,
    drives: &[String],
    report: &Report,
    settings: &ExportSettings,
    progress: &Progress,
) -> Result<Exported, Action> {
    let failed = |sentence: String, messages| Action::ExportFailed { sentence: visible(&sentence).into_owned(), messages };
    let opened = open_again(file, drives).map_err(|sentence| failed(sentence, Vec::new()))?;
    let written = package::export(&opened.publication, report, &opened.files, settings, progress).inspect(|_| {
        // Whoever wanted to stop it came too late: the package stands in its place, and that is told.
        progress.cancel.store(false, Ordering::Relaxed);
    });
    written.map_err(|error| {
        let hint = error.hint().map(|hint| format!(". {hint}")).unwrap_or_default();
        let sentence = format!("{error}{hint}");
        let messages = match error {
            ExportError::Refused { messages } => messages,
            _ => Vec::new(),
        };
        failed(sentence, messages)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome<T: Send>(mut job: Job<T>) -> Outcome<T> {
        loop {
            match job.take() {
                Some(outcome) => return outcome,
                None => thread::sleep(Duration::from_millis(1)),
            }
        }
    }

    #[test]
    fn a_result_is_taken_once() {
        let mut job = Job::start("test", || {}, |_| Ok(7));
        while job.promise.as_ref().is_some_and(|promise| promise.ready().is_none()) {
            thread::sleep(Duration::from_millis(1));
        }
        assert_eq!(job.take(), Some(Outcome::Done(7)));
        assert_eq!(job.take(), None);
        assert!(!job.is_running());
    }

    #[test]
    fn a_panic_becomes_a_sentence() {
        let job: Job<()> = Job::start("test", || {}, |_| panic!("at the worst moment"));
        assert!(matches!(outcome(job), Outcome::Failed(sentence) if sentence.contains("nothing was changed")));
    }

    #[test]
    fn a_cancelled_job_ends_as_cancelled() {
        let wait = |progress: &Progress| {
            while !progress.is_cancelled() {
                thread::sleep(Duration::from_millis(1));
            }
            Ok(())
        };
        let job = Job::start("test", || {}, wait);
        job.cancel();
        assert_eq!(outcome(job), Outcome::Cancelled);
    }
}
