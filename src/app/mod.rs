//! The window.
//!
//! In: paths, drops, clicks. Out: a picture of the report.
//! Never decides anything about data or modules: views show what the report says, [`apply`] changes the state,
//! and this file only joins them with eframe.

mod action;
mod apply;
mod command;
mod fonts;
mod jobs;
mod renderer;
mod state;
pub mod theme;
mod views;
mod watch;
mod widgets;
mod words;

use std::path::PathBuf;
use std::time::Duration;

pub use action::{Action, Effect, Input, ThemeChoice};
pub use apply::{apply, publication_name};
pub use command::{ALL as COMMANDS, Command, Menu};
pub use jobs::{Job, Outcome};
pub use renderer::{WindowError, run};
pub use state::{AppState, DataLine, Review, RunningScan, Tab};
pub use views::window_ui;

use watch::Watch;

/// How often a running scan is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// The state, and the work that goes on beside it.
struct WaybillApp {
    state: AppState,
    scan: Option<Job<Review>>,
    /// A dialog, or the search for the sample: one at a time.
    question: Option<Job<Option<Action>>>,
    /// A watch that is being set up: a large folder takes a while.
    watch_start: Option<Job<Watch>>,
    watch: Option<Watch>,
    title: String,
}

impl WaybillApp {
    fn new(ctx: &egui::Context, paths: Vec<PathBuf>) -> Self {
        theme::install(ctx);
        let mut app =
            Self { state: AppState::default(), scan: None, question: None, watch_start: None, watch: None, title: String::new() };
        if !paths.is_empty() {
            app.act(ctx, Action::AddInputs(paths.into_iter().map(input).collect()));
        }
        app
    }

    fn act(&mut self, ctx: &egui::Context, action: Action) {
        for effect in apply(&mut self.state, action) {
            self.perform(ctx, effect);
        }
    }

    fn perform(&mut self, ctx: &egui::Context, effect: Effect) {
        let waker = ctx.clone();
        let wake = move || waker.request_repaint();
        match effect {
            Effect::Analyze(inputs) => {
                self.scan = Some(Job::start("scan", wake, move |progress| jobs::scan(inputs, progress)));
            }
            Effect::Watch(inputs) => {
                self.watch = None;
                let for_changes = ctx.clone();
                let note = move || for_changes.request_repaint();
                self.watch_start = Some(Job::start("watch", wake, move |_| Watch::start(&inputs, note)));
            }
            Effect::CancelScan => {
                if let Some(scan) = &self.scan {
                    scan.cancel();
                }
            }
            Effect::AskForFiles => self.ask(wake, jobs::ask_for_files),
            Effect::AskForFolder => self.ask(wake, jobs::ask_for_folder),
            Effect::FindSample => self.ask(wake, || Some(jobs::find_sample())),
            Effect::ShowTheme(choice) => ctx.set_theme(match choice {
                ThemeChoice::System => egui::ThemePreference::System,
                ThemeChoice::Light => egui::ThemePreference::Light,
                ThemeChoice::Dark => egui::ThemePreference::Dark,
            }),
            Effect::Close => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    /// Asks in a dialog, unless one is open.
    fn ask(&mut self, wake: impl Fn() + Send + 'static, question: impl FnOnce() -> Option<Action> + Send + 'static) {
        if self.question.as_ref().is_none_or(|open| !open.is_running()) {
            self.question = Some(Job::start("dialog", wake, move |_| Ok(question())));
        }
    }

    /// What jobs have to tell.
    fn news(&mut self) -> Vec<Action> {
        let mut news = Vec::new();
        if let Some(scan) = &mut self.scan {
            match scan.take() {
                Some(Outcome::Done(review)) => news.push(Action::ScanDone(Box::new(review))),
                Some(Outcome::Cancelled) => news.push(Action::ScanCancelled),
                Some(Outcome::Failed(sentence)) => news.push(Action::ScanFailed(sentence)),
                None if scan.is_running() => {
                    news.extend(scan.progress().map(|(done, total)| Action::ScanAdvanced { done, total }));
                }
                None => {}
            }
        }
        if let Some(Outcome::Done(watch)) = self.watch_start.as_mut().and_then(Job::take) {
            self.watch = Some(watch);
        }
        if self.watch.as_ref().is_some_and(Watch::take_settled) {
            news.push(Action::FilesChanged);
        }
        match self.question.as_mut().and_then(Job::take) {
            Some(Outcome::Done(answer)) => news.extend(answer),
            Some(Outcome::Failed(sentence)) => news.push(Action::Failed(sentence)),
            Some(Outcome::Cancelled) | None => {}
        }
        news
    }

    fn show_title(&mut self, ctx: &egui::Context) {
        let title = words::window_title(&self.state);
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl eframe::App for WaybillApp {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        if !dropped.is_empty() {
            let inputs = dropped.iter().map(|file| crate::app::input(file.path().to_owned())).collect();
            self.act(ctx, Action::AddInputs(inputs));
        }
        for action in self.news() {
            self.act(ctx, action);
        }
        let is_scanning = self.scan.as_ref().is_some_and(Job::is_running);
        if is_scanning || self.watch.as_ref().is_some_and(Watch::is_waiting) {
            ctx.request_repaint_after(LOOK_AGAIN);
        }
        self.show_title(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        if let Some(action) = window_ui(ui, &self.state) {
            let ctx = ui.ctx().clone();
            self.act(&ctx, action);
            ctx.request_repaint();
        }
    }
}

/// An input of the window; only a name that says nothing makes it worth asking the disk.
fn input(path: PathBuf) -> Input {
    let is_folder = !crate::publication::InputKind::by_name(&path).is_readable() && path.is_dir();
    Input { path, is_folder }
}
