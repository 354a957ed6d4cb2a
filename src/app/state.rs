//! Everything the window shows.
//!
//! In: changed only by [`apply`](super::apply::apply). Out: plain values for the views.
//! Never holds an egui type, never asks the disk.

use std::path::PathBuf;

use super::action::ThemeChoice;
use crate::message::Severity;
use crate::publication::{ModuleRow, Report};

/// The state of the window.
#[derive(Debug, Default)]
pub struct AppState {
    /// What is open.
    pub inputs: Vec<PathBuf>,
    /// The last complete scan; stays readable while the next one runs.
    pub review: Option<Review>,
    /// The scan that runs.
    pub scan: Option<RunningScan>,
    /// What went wrong, as a sentence, until the user has read it.
    pub trouble: Option<String>,
    /// The tab in the centre.
    pub tab: Tab,
    /// The chosen row of the project data.
    pub selected_data: Option<usize>,
    /// The chosen row of the modules.
    pub selected_module: Option<usize>,
    /// The chosen message.
    pub selected_message: Option<usize>,
    /// Light, dark, or as the system.
    pub theme: ThemeChoice,
}

/// A scan that runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunningScan {
    /// Steps done and known; `None` until it has run long enough to be worth showing.
    pub progress: Option<(u64, u64)>,
}

/// The tables in the centre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Project data.
    #[default]
    ProjectData,
    /// Modules.
    Modules,
}

/// A report, and the order in which its rows are shown.
#[derive(Debug)]
pub struct Review {
    /// What was scanned.
    pub inputs: Vec<PathBuf>,
    /// The report.
    pub report: Report,
    /// The folder that its paths are relative to.
    pub root: String,
    /// The rows of the project data, what needs a look first.
    pub data: Vec<DataLine>,
    /// Third-party modules by their place in the report, what needs a look first.
    pub modules: Vec<usize>,
    /// The messages by their place in the report, errors first.
    pub messages: Vec<usize>,
}

/// A row of the project data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataLine {
    /// An item of the plan, by its place in the report.
    Item(usize),
    /// Something left behind, by its place in the report.
    LeftBehind(usize),
}

impl Review {
    /// Puts the rows of a report in order.
    pub fn new(inputs: Vec<PathBuf>, report: Report, root: String) -> Self {
        let data = data_order(&report);
        let modules = module_order(&report);
        let mut messages: Vec<usize> = (0..report.messages.len()).collect();
        messages.sort_by_key(|at| report.messages.get(*at).map(|row| row.severity));
        Self { inputs, report, root, data, modules, messages }
    }

    /// How many messages have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.report.messages.iter().filter(|row| row.severity == severity).count()
    }
}

fn data_order(report: &Report) -> Vec<DataLine> {
    let items = report.data.iter().enumerate();
    let ranked = items.map(|(at, row)| (item_rank(row.decision), DataLine::Item(at)));
    let left_behind = (0..report.left_behind.len()).map(|at| (LEFT_BEHIND, DataLine::LeftBehind(at)));
    let mut lines: Vec<(u8, DataLine)> = ranked.chain(left_behind).collect();
    lines.sort_by_key(|(rank, _)| *rank);
    lines.into_iter().map(|(_, line)| line).collect()
}

const LEFT_BEHIND: u8 = 0;

fn item_rank(decision: &str) -> u8 {
    match decision {
        "left_out" => 1,
        "copied" => 2,
        "data_store" => 3,
        _ => 4,
    }
}

fn module_order(report: &Report) -> Vec<usize> {
    let shown = |row: &ModuleRow| row.class == "third_party" || worst_status(row) < NOT_APPLICABLE;
    let rows = report.modules.iter().enumerate().filter(|(_, row)| shown(row));
    let mut order: Vec<(u8, usize)> = rows.map(|(at, row)| (worst_status(row), at)).collect();
    order.sort();
    order.into_iter().map(|(_, at)| at).collect()
}

const NOT_APPLICABLE: u8 = 5;

fn worst_status(row: &ModuleRow) -> u8 {
    let rank = |status: &str| match status {
        "missing" => 0,
        "unsupported" => 1,
        "unsure" => 2,
        "version_differs" => 3,
        "present" => 4,
        _ => NOT_APPLICABLE,
    };
    row.servers.iter().map(|server| rank(server.status)).min().unwrap_or(NOT_APPLICABLE)
}
