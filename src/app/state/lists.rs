//! How modules and messages are shown.
//!
//! In: the report, and what the user asked to see. Out: rows by number.
//! Never worked out while drawing.

use std::collections::BTreeSet;

use super::Review;
use crate::message::Severity;
use crate::publication::{ModuleRow, Report};

/// A class of modules, as a chip above the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ModuleChip {
    /// Third-party modules.
    #[default]
    ThirdParty,
    /// The publisher's own.
    Yours,
    /// ArcGIS' own.
    ArcGis,
    /// The standard library's.
    StandardLibrary,
}

impl ModuleChip {
    /// All chips, from left to right.
    pub const ALL: [Self; 4] = [Self::ThirdParty, Self::Yours, Self::ArcGis, Self::StandardLibrary];

    /// True if the module is of this class; what a server may lack stands among the third-party ones.
    pub fn has(self, row: &ModuleRow) -> bool {
        let class = match self {
            Self::ThirdParty => "third_party",
            Self::Yours => "local",
            Self::ArcGis => "arcgis",
            Self::StandardLibrary => "standard_library",
        };
        let needs_a_look = module_status(row) < ModuleGroup::NotNeeded && row.class != "third_party";
        if needs_a_look { self == Self::ThirdParty } else { row.class == class }
    }
}

/// What a server makes of a module, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ModuleGroup {
    /// Missing, another version, or not known.
    NeedsALook,
    /// The same, and the publisher has said that it is all right so.
    Accepted,
    /// On every server.
    OnTheServer,
    /// The server has it with Python or ArcGIS, or it travels.
    NotNeeded,
}

impl ModuleGroup {
    /// All groups, from top to bottom.
    pub const ALL: [Self; 4] = [Self::NeedsALook, Self::Accepted, Self::OnTheServer, Self::NotNeeded];
}

/// A line of the table of modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModuleLine {
    /// The title of a group, with the number of its rows.
    Group(ModuleGroup, usize),
    /// A module of the report.
    Row(usize),
}

/// The group of a module.
pub fn module_status(row: &ModuleRow) -> ModuleGroup {
    let group = |status: &str| match status {
        "present" => ModuleGroup::OnTheServer,
        "not_applicable" => ModuleGroup::NotNeeded,
        _ => ModuleGroup::NeedsALook,
    };
    row.servers.iter().map(|server| group(server.status)).min().unwrap_or(ModuleGroup::NotNeeded)
}

/// How the modules are shown.
#[derive(Clone, Debug, Default)]
pub struct ModuleTable {
    /// Words that the module's or distribution's name must contain.
    pub filter: String,
    /// The class shown.
    pub chip: ModuleChip,
    /// Groups whose rows are hidden.
    pub closed: BTreeSet<ModuleGroup>,
    /// The lines, in order.
    pub lines: Vec<ModuleLine>,
    /// How many modules each chip has, in the order of [`ModuleChip::ALL`].
    pub counts: [usize; 4],
    /// True where a listing of the workstation tells versions.
    pub has_workstation: bool,
    /// How many modules stand in the way of a deployment: not there, or not able to run there, and not accepted.
    pub missing: usize,
}

impl ModuleTable {
    /// Works the lines out again.
    pub fn refresh(&mut self, review: &Review) {
        let report = &review.report;
        for (count, chip) in self.counts.iter_mut().zip(ModuleChip::ALL) {
            *count = report.modules.iter().filter(|row| chip.has(row)).count();
        }
        self.has_workstation = report.modules.iter().any(|row| row.workstation.is_some());
        let is_accepted = |row: &ModuleRow| {
            let message = review.messages(review.index.of_module(&row.name)).next();
            message.is_some_and(|(_, message)| message.accepted.is_some())
        };
        let is_missing = |row: &&ModuleRow| {
            let lacks = row.servers.iter().any(|server| matches!(server.status, "missing" | "unsupported"));
            lacks && !row.optional && !is_accepted(row)
        };
        self.missing = report.modules.iter().filter(is_missing).count();
        let wanted = self.filter.trim().to_lowercase();
        let named = |row: &ModuleRow| {
            let conda = row.distribution.as_ref().and_then(|by| by.conda.as_deref()).unwrap_or_default();
            row.name.to_lowercase().contains(&wanted) || conda.contains(&wanted)
        };
        let rows = report.modules.iter().enumerate().filter(|(_, row)| self.chip.has(row) && named(row));
        let mut rows: Vec<(ModuleGroup, usize)> = rows
            .map(|(at, row)| match module_status(row) {
                ModuleGroup::NeedsALook if is_accepted(row) => (ModuleGroup::Accepted, at),
                group => (group, at),
            })
            .collect();
        rows.sort();
        self.lines.clear();
        for group in ModuleGroup::ALL {
            let members = rows.iter().filter(|(of, _)| *of == group);
            let count = members.clone().count();
            if count > 0 {
                self.lines.push(ModuleLine::Group(group, count));
            }
            if !self.closed.contains(&group) {
                self.lines.extend(members.map(|(_, at)| ModuleLine::Row(*at)));
            }
        }
    }
}

/// How the messages are shown.
#[derive(Clone, Debug)]
pub struct MessageList {
    /// The severities shown.
    pub severities: BTreeSet<Severity>,
    /// The one script whose messages are shown; `None` for all.
    pub script: Option<String>,
    /// The one code shown; `None` for all.
    pub code: Option<&'static str>,
    /// The messages by their place in the report, errors first, accepted ones last.
    pub rows: Vec<usize>,
    /// The row of each message of the report, where it is shown.
    places: Vec<Option<usize>>,
    /// Where the selected message stood before it was answered: the way goes on from there.
    pub stood: Option<usize>,
}

impl Default for MessageList {
    fn default() -> Self {
        let severities = [Severity::Error, Severity::Warning, Severity::Information].into();
        Self { severities, script: None, code: None, rows: Vec::new(), places: Vec::new(), stood: None }
    }
}

impl MessageList {
    /// Works the rows out again.
    pub fn refresh(&mut self, report: &Report) {
        let shown = |row: &crate::publication::MessageRow| {
            self.severities.contains(&row.severity)
                && self.script.as_ref().is_none_or(|script| row.script.as_ref() == Some(script))
                && self.code.is_none_or(|code| row.code == code)
        };
        let rows = report.messages.iter().enumerate().filter(|(_, row)| shown(row));
        let mut order: Vec<(bool, Severity, usize)> = rows.map(|(at, row)| (row.accepted.is_some(), row.severity, at)).collect();
        order.sort();
        self.rows = order.into_iter().map(|(_, _, at)| at).collect();
        self.places = vec![None; report.messages.len()];
        for (row, at) in self.rows.iter().enumerate() {
            if let Some(place) = self.places.get_mut(*at) {
                *place = Some(row);
            }
        }
    }

    /// The row of a message, where it is shown.
    pub fn row_of(&self, message: usize) -> Option<usize> {
        self.places.get(message).copied().flatten()
    }

    /// True where something hides messages.
    pub fn is_filtered(&self) -> bool {
        self.severities.len() < 3 || self.script.is_some() || self.code.is_some()
    }
}
