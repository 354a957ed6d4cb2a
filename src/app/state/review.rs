//! A report, and where it comes from.
//!
//! In: a scan. Out: the report and what the window counts in it.
//! Never sorts or filters: that is how a list is shown.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::ticks::tool_names;
use super::{Amounts, MessageIndex, MessageKey, Place, Thing};
use crate::app::words;
use crate::discovery::ToolNames;
use crate::message::Severity;
use crate::publication::{DataRow, MessageRow, Report};

/// A report, and where it comes from.
#[derive(Clone, Debug)]
pub struct Review {
    /// The report.
    pub report: Arc<Report>,
    /// The folder that its paths are relative to, as this machine spells it.
    pub root: PathBuf,
    /// What the user should know about the opening, as sentences.
    pub notes: Vec<String>,
    /// The folders of this machine that hold its scripts and data.
    pub folders: Vec<PathBuf>,
    /// Inputs that are not there.
    pub absent: Vec<PathBuf>,
    /// How long the scan took, in milliseconds.
    pub took: u64,
    /// Open errors and warnings of each script, by its path.
    pub by_script: BTreeMap<String, (usize, usize)>,
    /// The project data that each script names, by its path: places in the report's data.
    pub named_in: BTreeMap<String, Vec<usize>>,
    /// What an export says in numbers.
    pub amounts: Amounts,
    /// Where each message is found.
    pub index: MessageIndex,
    /// The tools by what they may be called.
    pub names: ToolNames,
    /// Open messages of each severity: each frame shows them.
    pub by_severity: BTreeMap<Severity, usize>,
}

impl Review {
    /// Counts what the window shows of a report.
    pub fn new(report: Report, root: PathBuf) -> Self {
        let mut by_script: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut by_severity = BTreeMap::new();
        for message in report.messages.iter().filter(|row| row.accepted.is_none()) {
            *by_severity.entry(message.severity).or_default() += 1;
            let Some(script) = &message.script else { continue };
            let counts = by_script.entry(script.clone()).or_default();
            match message.severity {
                Severity::Error => counts.0 += 1,
                Severity::Warning => counts.1 += 1,
                Severity::Information => {}
            }
        }
        let mut named_in: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, row) in report.data.iter().enumerate() {
            for found in &row.references {
                let named = named_in.entry(found.script.clone()).or_default();
                if named.last() != Some(&at) {
                    named.push(at);
                }
            }
        }
        let amounts = Amounts::of(&report);
        Self {
            amounts,
            index: MessageIndex::of(&report),
            names: tool_names(&report),
            named_in,
            report: Arc::new(report),
            root,
            notes: Vec::new(),
            folders: Vec::new(),
            absent: Vec::new(),
            took: 0,
            by_script,
            by_severity,
        }
    }

    /// How many messages of this severity are open.
    pub fn count(&self, severity: Severity) -> usize {
        self.by_severity.get(&severity).copied().unwrap_or_default()
    }

    /// Messages by their numbers.
    pub fn messages<'a>(&'a self, numbers: &'a [usize]) -> impl Iterator<Item = (usize, &'a MessageRow)> {
        numbers.iter().filter_map(|at| self.report.messages.get(*at).map(|row| (*at, row)))
    }

    /// A row of the project data and its number, by its path.
    pub fn data(&self, path: &str) -> Option<(usize, &DataRow)> {
        let at = self.report.data.binary_search_by(|row| row.path.as_str().cmp(path)).ok()?;
        self.report.data.get(at).map(|row| (at, row))
    }

    /// The number of a script, by its path.
    pub fn script(&self, path: &str) -> Option<usize> {
        self.report.scripts.binary_search_by(|row| row.path.as_str().cmp(path)).ok()
    }

    /// The place of a script that a message speaks of; what is no script, as the parameters of a tool, has no lines to show.
    pub fn place(&self, row: &MessageRow) -> Option<Place> {
        let script = row.script.as_ref().filter(|script| self.script(script).is_some())?;
        Some(Place { script: script.clone(), line: row.line.unwrap_or(1), column: row.column.unwrap_or(1) })
    }

    /// The toolbox and the tool that hold a value that is in no script: `Tools.tbx/Deliver/parameters`.
    pub fn tool_at(&self, holder: &str) -> Option<(String, String)> {
        let within = |toolbox: &str| holder.strip_prefix(toolbox)?.strip_prefix('/')?.split('/').next();
        let (toolbox, name) = self.report.toolboxes.iter().find_map(|row| Some((row, within(&row.path)?)))?;
        let name = name.strip_suffix(".tool").unwrap_or(name);
        let tool = toolbox.tools.iter().find(|tool| tool.name == name)?.name.clone();
        Some((toolbox.path.clone(), tool))
    }

    /// The tool that a message is about, or the toolbox, where it is about nothing in a script.
    pub fn tool_of(&self, at: usize) -> Option<Thing> {
        let arguments = &self.report.findings.get(at)?.arguments;
        let Some(toolbox) = self.report.toolboxes.iter().find(|row| Some(&row.path) == arguments.get("toolbox")) else {
            let holder = self.report.messages.get(at)?.script.as_deref()?;
            let (toolbox, tool) = if self.script(holder).is_none() { self.tool_at(holder)? } else { return None };
            return Some(Thing::Tool { toolbox, tool });
        };
        let path = toolbox.path.clone();
        match arguments.get("tool") {
            Some(name) => {
                let tool = toolbox.tools.iter().find(|tool| tool.name == *name)?.name.clone();
                Some(Thing::Tool { toolbox: path, tool })
            }
            None => self.report.messages.get(at)?.script.is_none().then_some(Thing::Toolbox(path)),
        }
    }

    /// Where a message leads to, as text: `Scripts/delivery.py:9`, else `Tools.tbx/Deliver`.
    pub fn whereabouts(&self, at: usize, row: &MessageRow) -> String {
        match (self.place(row), self.tool_of(at)) {
            (None, Some(Thing::Tool { toolbox, tool })) => format!("{toolbox}/{tool}"),
            (None, Some(Thing::Toolbox(toolbox))) => toolbox,
            _ => words::place(row),
        }
    }

    /// A message and its number.
    pub fn message(&self, key: &MessageKey) -> Option<(usize, &MessageRow)> {
        let at = self.index.message(&self.report, key)?;
        self.report.messages.get(at).map(|row| (at, row))
    }
}
