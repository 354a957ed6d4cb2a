//! The window.
//!
//! In: paths, drops, clicks. Out: a picture of the report.
//! Never decides anything about data or modules: views show what the report says, [`apply`] changes the state,
//! and this file only joins them with eframe.

mod action;
mod apply;
mod command;
mod dialogs;
mod fonts;
mod jobs;
mod outside;
mod renderer;
mod state;
pub mod theme;
mod views;
mod watch;
mod widgets;
mod words;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use action::{Action, Effect, Input, InputRole, Listing, Reread, Watched, Zoom};
pub use apply::{apply, entries, publication_name};
pub use command::{ALL as COMMANDS, Command, Menu};
pub use jobs::{Job, Outcome};
pub use renderer::{WindowError, run};
pub use state::{
    AppState, DataChip, DataColumn, DataGroup, DataLine, Draft, Entry, EntryKind, ExportSheet, ExportStage, Focus, FocusTarget,
    Grouping, LargePiece, MessageKey, MessageList, ModuleChip, ModuleGroup, ModuleLine, Next, Node, PaletteSheet, PanelId, Place,
    Recent, Review, RunningScan, Saved, Selection, Settings, Sheet, Tab, TableLine, ThemeChoice, Thing, Tick, Ticked, ToastKind,
    ToolScope, TreeRow, Verdict, VerifyState,
};
pub use views::window_ui;

use jobs::Memory;
use watch::Watch;

use crate::package::Exported;
use crate::publication::{Progress, Report};

/// How often a running job is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// How long a note stays.
const TOAST: Duration = Duration::from_secs(6);
/// Where the settings stand among what the window keeps.
const SETTINGS: &str = "waybill.settings";

/// The state, and the work that goes on beside it.
struct WaybillApp {
    state: AppState,
    scan: Option<Job<Review>>,
    /// What the last scan read: the next one reads only what has changed.
    memory: Memory,
    export: Option<Job<Result<Exported, Action>>>,
    /// Dialogs, files that are read or written, packages that are verified.
    errands: Vec<Job<Option<Action>>>,
    /// Looking at all folders of the inputs takes its time.
    watch_start: Option<Job<Watch>>,
    watch: Option<Watch>,
    toasts: Vec<(u64, Instant)>,
    title: String,
    may_close: bool,
}

impl WaybillApp {
    fn new(ctx: &egui::Context, storage: Option<&dyn eframe::Storage>, paths: Vec<PathBuf>) -> Self {
        theme::install(ctx);
        let mut app = Self {
            state: AppState::default(),
            scan: None,
            memory: Memory::default(),
            export: None,
            errands: Vec::new(),
            watch_start: None,
            watch: None,
            toasts: Vec::new(),
            title: String::new(),
            may_close: false,
        };
        let settings = storage.and_then(|storage| storage.get_string(SETTINGS));
        app.act(ctx, Action::Restore(Box::new(outside::settings(settings.as_deref()))));
        if !paths.is_empty() {
            app.act(ctx, Action::AddInputs(paths.into_iter().map(outside::input).collect()));
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
            Effect::Analyze { file, changed } => {
                let drives = self.state.settings.drives.clone();
                let memory = self.memory.clone();
                let work = move |progress: &Progress| jobs::scan(&file, &drives, &changed, &memory, progress);
                self.scan = Some(Job::start("scan", wake, work));
            }
            Effect::CancelScan => {
                if let Some(scan) = &self.scan {
                    scan.cancel();
                }
            }
            Effect::Watch(watched) => {
                self.watch = None;
                let for_changes = ctx.clone();
                let note = move || for_changes.request_repaint();
                self.watch_start = Some(Job::start("watch", wake, move |_| Watch::start(&watched, note)));
            }
            Effect::Export(settings) => {
                if let Some(report) = self.report() {
                    let (file, drives) = (self.state.shown.clone(), self.state.settings.drives.clone());
                    let work = move |progress: &Progress| Ok(jobs::export(&file, &drives, &report, &settings, progress));
                    self.export = Some(Job::start("export", wake, work));
                }
            }
            Effect::CancelExport => {
                if let Some(export) = &self.export {
                    export.cancel();
                }
            }
            Effect::ExpireToast(id) => {
                self.toasts.push((id, Instant::now() + TOAST));
                ctx.request_repaint_after(TOAST);
            }
            Effect::ShowTheme(choice) => ctx.set_theme(match choice {
                ThemeChoice::System => egui::ThemePreference::System,
                ThemeChoice::Light => egui::ThemePreference::Light,
                ThemeChoice::Dark => egui::ThemePreference::Dark,
            }),
            Effect::Zoom(zoom) => match zoom {
                Zoom::In => egui::gui_zoom::zoom_in(ctx),
                Zoom::Out => egui::gui_zoom::zoom_out(ctx),
                Zoom::Reset => ctx.set_zoom_factor(1.0),
            },
            Effect::Copy(words) => ctx.copy_text(words),
            Effect::Close => {
                self.may_close = true;
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Effect::AskForFiles
            | Effect::AskForFolder
            | Effect::AskForListing(_)
            | Effect::AskForDrive(_)
            | Effect::AskForInput(_)
            | Effect::AskWhereToSave { .. }
            | Effect::AskForDestination { .. }
            | Effect::FindSample
            | Effect::ReadPublication(_)
            | Effect::WritePublication { .. }
            | Effect::Verify(_)
            | Effect::ShowInFolder(_)
            | Effect::OpenInEditor(_) => self.run_errand(wake, effect),
        }
    }

    fn report(&self) -> Option<Arc<Report>> {
        self.state.review.as_ref().map(|review| Arc::clone(&review.report))
    }

    /// Carries out what takes an answer, beside the window; a second dialog waits for the first.
    fn run_errand(&mut self, wake: impl Fn() + Send + 'static, effect: Effect) {
        let asks = outside::is_dialog(&effect);
        if asks && self.errands.iter().any(|errand| errand.is_named(DIALOG)) {
            return;
        }
        let drives = self.state.settings.drives.clone();
        let report = self.report();
        let name = if asks { DIALOG } else { "errand" };
        self.errands
            .push(Job::start(name, wake, move |progress| Ok(outside::carry_out(effect, &drives, report.as_deref(), progress))));
    }

    /// What jobs have to tell.
    fn news(&mut self) -> Vec<Action> {
        let mut news = Vec::new();
        if let Some(scan) = &mut self.scan {
            match scan.take() {
                Some(Outcome::Done(review)) => {
                    news.push(Action::ScanDone { review: Box::new(review), now: outside::now() });
                }
                Some(Outcome::Cancelled) => news.push(Action::ScanCancelled),
                Some(Outcome::Failed(sentence)) => news.push(Action::ScanFailed(sentence)),
                None if scan.is_running() => {
                    news.extend(scan.progress().map(|(done, total)| Action::ScanAdvanced { done, total }));
                }
                None => {}
            }
        }
        if let Some(export) = &mut self.export {
            match export.take() {
                Some(Outcome::Done(Ok(exported))) => news.push(Action::ExportDone(Box::new(exported))),
                Some(Outcome::Done(Err(refused))) => news.push(refused),
                Some(Outcome::Cancelled) => news.push(Action::ExportCancelled),
                Some(Outcome::Failed(sentence)) => news.push(Action::ExportFailed { sentence, messages: Vec::new() }),
                None if export.is_running() => news.push(export.export_progress()),
                None => {}
            }
        }
        match self.watch_start.as_mut().and_then(Job::take) {
            Some(Outcome::Done(watch)) => {
                news.push(Action::WatchStarted(watch.sees_all()));
                self.watch = Some(watch);
            }
            Some(Outcome::Failed(sentence)) => news.extend([Action::WatchStarted(false), Action::Failed(sentence)]),
            Some(Outcome::Cancelled) | None => {}
        }
        news.extend(self.watch.as_ref().and_then(Watch::take_settled).map(Action::FilesChanged));
        for errand in &mut self.errands {
            match errand.take() {
                Some(Outcome::Done(answer)) => news.extend(answer),
                Some(Outcome::Failed(sentence)) => news.push(Action::Failed(sentence)),
                Some(Outcome::Cancelled) | None => {}
            }
        }
        self.errands.retain(Job::is_running);
        let now = Instant::now();
        news.extend(self.toasts.iter().filter(|(_, end)| *end <= now).map(|(id, _)| Action::DismissToast(*id)));
        self.toasts.retain(|(_, end)| *end > now);
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

/// The name of jobs that show a dialog.
const DIALOG: &str = "dialog";

impl eframe::App for WaybillApp {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        if !dropped.is_empty() {
            let inputs = dropped.iter().map(|file| outside::input(file.path().to_owned())).collect();
            self.act(ctx, Action::AddInputs(inputs));
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.may_close {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.act(ctx, Action::Command(Command::Quit));
        }
        for action in self.news() {
            self.act(ctx, action);
        }
        let is_scanning = self.scan.as_ref().is_some_and(Job::is_running);
        let is_writing = self.export.as_ref().is_some_and(Job::is_running);
        if is_scanning || is_writing || self.watch.as_ref().is_some_and(Watch::is_waiting) {
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

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        storage.set_string(SETTINGS, outside::settings_text(&self.state.settings));
    }
}
