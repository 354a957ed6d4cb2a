//! Work that takes longer than a frame.
//!
//! In: a closure and a wake-up. Out: a [`Job`] whose outcome is taken once, when it is there.
//! Never blocks the window, never dies silently: a panic becomes an outcome, a dropped job is cancelled.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use poll_promise::Promise;

use super::action::Action;
use super::state::Review;
use crate::disk::DriveMap;
use crate::package::{self, ExportError, ExportSettings, Exported};
use crate::publication::{Opened, Progress, PublicationFile, Report, analyze, open};
use crate::text::visible;

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

/// What a scan read, and what it found: exports start from it.
pub struct Scanned {
    opened: Opened,
    report: Arc<Report>,
}

impl Scanned {
    /// What was found.
    pub fn report(&self) -> Arc<Report> {
        Arc::clone(&self.report)
    }
}

/// Scans a publication.
///
/// # Errors
/// A sentence, where nothing of it can be opened.
pub fn scan(
    file: &PublicationFile,
    drives: &[String],
    _changed: &[PathBuf],
    progress: &Progress,
) -> Result<(Review, Scanned), String> {
    let started = Instant::now();
    let drives = DriveMap::of(drives.iter().map(String::as_str)).map_err(|error| error.to_string())?;
    let opened = open(file, drives).map_err(|error| error.to_string())?;
    let report = analyze(&opened.publication, &opened.files, progress);
    let root = opened.files.host_path(&opened.root).unwrap_or_default();
    let review = Review {
        notes: opened.notes.clone(),
        absent: opened.absent.clone(),
        took: started.elapsed().as_millis() as u64,
        ..Review::new(report, root)
    };
    let report = Arc::clone(&review.report);
    Ok((review, Scanned { opened, report }))
}

/// Writes the package; a refusal is the action that says so.
///
/// # Errors
/// The action that shows why nothing was written.
pub fn export(scanned: &Scanned, settings: &ExportSettings, progress: &Progress) -> Result<Exported, Action> {
    let Scanned { opened, report } = scanned;
    let written = package::export(&opened.publication, report, &opened.files, settings, progress).inspect(|_| {
        // Whoever wanted to stop it came too late: the package stands in its place, and that is told.
        progress.cancel.store(false, Ordering::Relaxed);
    });
    written.map_err(|error| {
        let hint = error.hint().map(|hint| format!(". {hint}")).unwrap_or_default();
        let sentence = visible(&format!("{error}{hint}")).into_owned();
        let messages = match error {
            ExportError::Refused { messages } => messages,
            _ => Vec::new(),
        };
        Action::ExportFailed { sentence, messages }
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
