//! Which tools are ticked: what the publication says, whether or not a scan shows it yet.
//!
//! In: the report's tools, the names in the publication. Out: ticks, counts, and names for other ticks.
//! Never forgets a name that no tool has: its tool may come back.

use std::path::{Path, PathBuf};

use super::Review;
use crate::discovery::{ToolNames, ToolPlace};
use crate::publication::{PublicationFile, Report, ToolRow, ToolboxRow};
use crate::text::{DataPath, same_name};

/// Some of the tools of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToolScope {
    /// All of them.
    All,
    /// Those of a toolbox, by its path.
    Toolbox(String),
    /// Those of a toolset, and of the toolsets in it.
    Toolset {
        /// Its toolbox.
        toolbox: String,
        /// Its name, nested by backslashes.
        toolset: String,
    },
    /// One.
    Tool {
        /// Its toolbox.
        toolbox: String,
        /// Its name.
        tool: String,
    },
}

/// What becomes of the ticks of some tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// They are published.
    Add,
    /// They are not.
    Remove,
    /// They are published, and no others.
    Only,
    /// The ticked ones are not published, the others are.
    Invert,
}

/// How many tools are ticked, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticked {
    /// The ticked ones.
    pub chosen: usize,
    /// All.
    pub all: usize,
}

impl Ticked {
    /// True where every tool is ticked.
    pub fn is_all(self) -> bool {
        self.chosen == self.all
    }
}

impl ToolScope {
    /// True for the tools that it means.
    pub fn has(&self, toolbox: &ToolboxRow, tool: &ToolRow) -> bool {
        match self {
            Self::All => true,
            Self::Toolbox(path) => *path == toolbox.path,
            Self::Toolset { toolbox: path, toolset } => *path == toolbox.path && is_in_toolset(&tool.toolset, toolset),
            Self::Tool { toolbox: path, tool: name } => *path == toolbox.path && *name == tool.name,
        }
    }

    /// What the tools are called in a sentence.
    pub fn words(&self) -> &str {
        match self {
            Self::All => "all tools",
            Self::Toolbox(path) => path.rsplit('/').next().unwrap_or(path),
            Self::Toolset { toolset, .. } => toolset.rsplit('\\').next().unwrap_or(toolset),
            Self::Tool { tool, .. } => tool,
        }
    }
}

/// True for the toolset itself, and for those in it.
fn is_in_toolset(of_tool: &str, toolset: &str) -> bool {
    of_tool.strip_prefix(toolset).is_some_and(|rest| rest.is_empty() || rest.starts_with('\\'))
}

/// The ticks of all tools, in the order of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticks {
    rows: Vec<Vec<bool>>,
}

impl Ticks {
    /// The ticks that these names mean; no name means all.
    pub fn of(review: &Review, written: &[String]) -> Self {
        let blank = |is_on: bool| review.report.toolboxes.iter().map(|row| vec![is_on; row.tools.len()]).collect();
        let mut ticks = Self { rows: blank(written.is_empty()) };
        for (toolbox, tool) in written.iter().flat_map(|name| review.names.find(name)) {
            if let Some(tick) = ticks.rows.get_mut(toolbox).and_then(|row| row.get_mut(tool)) {
                *tick = true;
            }
        }
        ticks
    }

    /// True if the tool is ticked, by the places of its toolbox and of itself in the report.
    pub fn is_on(&self, toolbox: usize, tool: usize) -> bool {
        self.rows.get(toolbox).and_then(|row| row.get(tool)).copied().unwrap_or_default()
    }

    /// How many of these tools are ticked.
    pub fn count(&self, report: &Report, scope: &ToolScope) -> Ticked {
        let mut ticked = Ticked::default();
        for (toolbox, tool, is_on) in self.each(report) {
            if scope.has(toolbox, tool) {
                ticked.all += 1;
                ticked.chosen += usize::from(is_on);
            }
        }
        ticked
    }

    /// The ticks after these tools were ticked, or not; others change at most `among` some.
    #[must_use]
    pub fn with(&self, report: &Report, scope: &ToolScope, among: &ToolScope, tick: Tick) -> Self {
        let change = |(toolbox, tool, is_on): (&ToolboxRow, &ToolRow, bool)| {
            let is_among = among.has(toolbox, tool);
            match (scope.has(toolbox, tool), tick) {
                (true, Tick::Add | Tick::Only) => true,
                (true, Tick::Invert) if is_among => !is_on,
                (true, Tick::Remove) => false,
                (false, Tick::Only) if is_among => false,
                (true, Tick::Invert) | (false, Tick::Add | Tick::Remove | Tick::Only | Tick::Invert) => is_on,
            }
        };
        let mut changed = self.each(report).map(change);
        Self { rows: report.toolboxes.iter().map(|row| changed.by_ref().take(row.tools.len()).collect()).collect() }
    }

    /// The names that mean these ticks, and those of `before` that no tool of a toolbox has; none where all are ticked.
    pub fn written(&self, review: &Review, before: &[String]) -> Vec<String> {
        let Review { report, names, .. } = review;
        if self.rows.iter().flatten().all(|is_on| *is_on) {
            return Vec::new();
        }
        let mut written = Vec::new();
        for (toolbox, row) in report.toolboxes.iter().enumerate() {
            let tools = row.tools.iter().enumerate().filter(|(tool, _)| self.is_on(toolbox, *tool));
            written.extend(tools.map(|(_, tool)| names.written(toolbox, &tool.name)));
        }
        match before {
            // All were published: so were the scripts that are tools of their own.
            [] => written.extend(loose_scripts(report).map(str::to_owned)),
            names_before => {
                written.extend(names_before.iter().filter(|name| names.find(name).is_empty()).cloned());
            }
        }
        written
    }

    fn each<'a>(&'a self, report: &'a Report) -> impl Iterator<Item = (&'a ToolboxRow, &'a ToolRow, bool)> {
        let toolboxes = report.toolboxes.iter().enumerate();
        toolboxes.flat_map(move |(number, toolbox)| {
            let tools = toolbox.tools.iter().enumerate();
            tools.map(move |(at, tool)| (toolbox, tool, self.is_on(number, at)))
        })
    }
}

/// The tools of the report, by what they may be called.
pub fn tool_names(report: &Report) -> ToolNames {
    let mut names = ToolNames::default();
    for toolbox in &report.toolboxes {
        names.add(&toolbox.path, toolbox.tools.iter().map(|tool| (tool.name.as_str(), tool.label.as_str())));
    }
    names
}

/// The names of the scripts that no toolbox brings.
fn loose_scripts(report: &Report) -> impl Iterator<Item = &str> {
    let sources = report.toolboxes.iter().flat_map(|row| &row.tools).flat_map(|tool| &tool.sources);
    let of_tools: std::collections::BTreeSet<&str> = sources.map(|source| source.script.as_str()).collect();
    let loose = report.scripts.iter().filter(move |row| row.role == "tool" && !of_tools.contains(row.path.as_str()));
    loose.map(|row| row.path.rsplit('/').next().unwrap_or(&row.path))
}

/// The file of a toolbox on this machine.
pub fn toolbox_file(review: &Review, row: &ToolboxRow) -> PathBuf {
    if DataPath::new(&row.path).is_absolute() { PathBuf::from(&row.path) } else { review.root.join(&row.path) }
}

/// True if this toolbox is the one that the service is made of.
pub fn is_service_toolbox(review: &Review, file: &PublicationFile, row: &ToolboxRow) -> bool {
    // However the slashes and letters are written.
    let path = |file: &Path| DataPath::new(&file.to_string_lossy());
    file.toolbox.as_deref().is_some_and(|chosen| path(chosen) == path(&toolbox_file(review, row)))
}

/// The tools that a service can be made of: those of the chosen toolbox, or all.
pub fn service_scope(review: &Review, file: &PublicationFile) -> ToolScope {
    let chosen = review.report.toolboxes.iter().find(|row| is_service_toolbox(review, file, row));
    chosen.map_or(ToolScope::All, |row| ToolScope::Toolbox(row.path.clone()))
}

/// A tool of a review, to name its parameters.
pub struct ParameterKeys<'a> {
    review: &'a Review,
    place: ToolPlace,
    written: String,
}

impl<'a> ParameterKeys<'a> {
    /// Of the tool that the report names so.
    pub fn of(review: &'a Review, toolbox: &str, tool: &str) -> Option<Self> {
        let number = review.report.toolboxes.iter().position(|row| row.path == toolbox)?;
        let at = review.report.toolboxes.get(number)?.tools.iter().position(|row| row.name == tool)?;
        Some(Self { review, place: (number, at), written: review.names.written(number, tool) })
    }

    /// What a parameter is called: as one of the `known` keys calls it, else so that only it is meant.
    pub fn key<'k>(&self, parameter: &str, mut known: impl Iterator<Item = &'k str>) -> String {
        let is_it = |key: &str| {
            key.match_indices('.').any(|(at, _)| {
                let (tool, name) = (key.get(..at).unwrap_or_default(), key.get(at + 1..).unwrap_or_default());
                same_name(name, parameter) && self.review.names.find(tool) == [self.place]
            })
        };
        known.find(|key| is_it(key)).map_or_else(|| format!("{}.{parameter}", self.written), str::to_owned)
    }
}
