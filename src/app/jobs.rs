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

use super::action::{Action, Input};
use super::state::Review;
use crate::disk::{DriveMap, RealFiles};
use crate::publication::{InputError, Progress, Publication, analyze, find_input, publisher_path, root_of};
use crate::target;
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
        name: &str,
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
        Self { promise: thread.ok().map(|_| promise), progress, started: Instant::now() }
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

/// Scans inputs, compared with the newest server.
///
/// # Errors
/// A sentence, where the inputs cannot be opened.
pub fn scan(inputs: Vec<PathBuf>, progress: &Progress) -> Result<Review, String> {
    let (publication, files) = open(&inputs).map_err(|error| error.to_string())?;
    let report = analyze(&publication, &files, progress);
    let root = publication.root.and_then(|root| files.host_path(&root));
    let root = root.map(|root| visible(&root.to_string_lossy()).into_owned()).unwrap_or_default();
    Ok(Review::new(inputs, report, root))
}

fn open(inputs: &[PathBuf]) -> Result<(Publication, RealFiles), InputError> {
    let drives = DriveMap::default();
    let named = inputs.iter().map(|input| publisher_path(&drives, input)).collect::<Result<Vec<DataPath>, _>>()?;
    // Opening something on a server is naming that server; no other one is asked.
    let servers: Vec<String> = named.iter().filter_map(|path| path.server().map(str::to_owned)).collect();
    let files = RealFiles::new(drives, servers);
    let found = named.iter().map(|path| find_input(&files, path)).collect::<Result<Vec<_>, _>>()?;
    let publication = Publication {
        inputs: found.iter().map(|found| found.path.clone()).collect(),
        targets: vec![target::newest()],
        root: Some(root_of(&found)),
        ..Publication::default()
    };
    Ok((publication, files))
}

/// Asks for files; `None` where the user chose none.
pub fn ask_for_files() -> Option<Action> {
    let dialog = rfd::FileDialog::new()
        .set_title("Open toolboxes, scripts or map documents")
        .add_filter("Toolboxes, scripts and map documents", &["pyt", "atbx", "tbx", "py", "aprx", "mapx", "mxd", "lyr", "lyrx"])
        .add_filter("All files", &["*"]);
    let inputs = dialog.pick_files()?.into_iter().map(|path| Input { path, is_folder: false }).collect();
    Some(Action::AddInputs(inputs))
}

/// Asks for a folder; `None` where the user chose none.
pub fn ask_for_folder() -> Option<Action> {
    let path = rfd::FileDialog::new().set_title("Open folder").pick_folder()?;
    Some(Action::AddInputs(vec![Input { path, is_folder: true }]))
}

/// Looks for the sample where installers and archives put it: beside the program, or above it.
pub fn find_sample() -> Action {
    let program = std::env::current_exe().ok();
    let places = program.iter().flat_map(|program| program.ancestors().skip(1).take(4));
    let mut candidates =
        places.flat_map(|place| ["sample", "share/waybill/sample", "assets/sample"].map(|below| place.join(below)));
    match candidates.find(|candidate| candidate.is_dir()) {
        Some(path) => Action::AddInputs(vec![Input { path, is_folder: true }]),
        None => Action::Failed("The sample is not installed beside Waybill".to_owned()),
    }
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
