//! The one selection, and the way it went.
//!
//! In: things of the report, by their names, so that a selection survives a rescan. Out: what each view marks.
//! Never a place in a list: lists are sorted and filtered.

use super::Tab;
use crate::publication::MessageRow;

/// Something of the report that can be selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A row of the project data, by its path.
    Data(String),
    /// Something left behind, by its path.
    LeftBehind(String),
    /// Something looked for and not found, by the place that names it.
    LookedFor(Place),
    /// A module, by its name.
    Module(String),
    /// A toolbox, by its path.
    Toolbox(String),
    /// A toolset.
    Toolset {
        /// Its toolbox.
        toolbox: String,
        /// Its name, nested by backslashes.
        toolset: String,
    },
    /// A tool.
    Tool {
        /// Its toolbox.
        toolbox: String,
        /// Its name.
        tool: String,
    },
    /// A script, by its path.
    Script(String),
}

impl Thing {
    /// The toolbox that it is or stands in, where it is a part of one.
    pub fn toolbox(&self) -> Option<&str> {
        match self {
            Self::Toolbox(path) | Self::Toolset { toolbox: path, .. } | Self::Tool { toolbox: path, .. } => Some(path),
            Self::Data(_) | Self::LeftBehind(_) | Self::LookedFor(_) | Self::Module(_) | Self::Script(_) => None,
        }
    }
}

/// A place in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The script, as the report shows it.
    pub script: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// A message by what it says, so that it is found again after a rescan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageKey {
    /// Its code.
    pub code: &'static str,
    /// Its sentence.
    pub text: String,
    /// The place it speaks of.
    pub script: Option<String>,
    /// The line there.
    pub line: Option<u32>,
}

/// What is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The thing.
    pub thing: Option<Thing>,
    /// Which of its references or imports is looked at.
    pub reference: usize,
    /// The place in a script that belongs to it.
    pub place: Option<Place>,
    /// The message.
    pub message: Option<MessageKey>,
}

/// Earlier and later selections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    stops: Vec<(Tab, Selection)>,
    at: usize,
}

/// More stops than anybody goes back.
const STOPS: usize = 100;

impl Trail {
    /// Notes where the selection went; what lay ahead is forgotten.
    pub fn visit(&mut self, tab: Tab, selection: &Selection) {
        let stop = (tab, selection.clone());
        if self.stops.get(self.at) == Some(&stop) {
            return;
        }
        self.stops.truncate(self.at + 1);
        self.stops.push(stop);
        if self.stops.len() > STOPS {
            self.stops.remove(0);
        }
        self.at = self.stops.len().saturating_sub(1);
    }

    /// One stop back, where there is one.
    pub fn back(&mut self) -> Option<(Tab, Selection)> {
        self.at = self.at.checked_sub(1)?;
        self.stops.get(self.at).cloned()
    }

    /// One stop forth, where there is one.
    pub fn forward(&mut self) -> Option<(Tab, Selection)> {
        let next = self.stops.get(self.at + 1)?.clone();
        self.at += 1;
        Some(next)
    }

    /// True where there is a stop before this one.
    pub fn has_back(&self) -> bool {
        self.at > 0
    }

    /// True where there is a stop after this one.
    pub fn has_forward(&self) -> bool {
        self.at + 1 < self.stops.len()
    }
}

impl MessageKey {
    /// The key of a message.
    pub fn of(row: &MessageRow) -> Self {
        Self { code: row.code, text: row.text.clone(), script: row.script.clone(), line: row.line }
    }

    /// True if this is the message's key.
    pub fn names(&self, row: &MessageRow) -> bool {
        self.line == row.line && self.says_the_same(row)
    }

    /// True for a message that says the same about the same script, wherever in it.
    pub fn says_the_same(&self, row: &MessageRow) -> bool {
        self.code == row.code && self.text == row.text && self.script == row.script
    }
}
