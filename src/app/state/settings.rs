//! What the user chose for every publication: the look, the layout, drives, the recent list.
//!
//! In: restored when the window opens. Out: saved when it closes.
//! Never part of a publication's file; unknown or damaged settings are the defaults.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Tab;

/// The user's settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark, or as the system.
    pub theme: ThemeChoice,
    /// Which panels are open.
    pub panels: Panels,
    /// The tab that was open.
    pub tab: Tab,
    /// Folders of this machine that stand for drives, as the command line takes them: `e:=/mnt/e`.
    pub drives: Vec<String>,
    /// Publications that were open, the last first.
    pub recent: Vec<Recent>,
    /// Where the last package was written.
    pub last_export: Option<PathBuf>,
}

/// How the window is to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system does.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A panel that can be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PanelId {
    /// Toolboxes, tools, scripts.
    Tree,
    /// The evidence.
    Inspector,
    /// The messages.
    Messages,
}

/// Which panels are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panels {
    /// Toolboxes, tools, scripts.
    pub tree: bool,
    /// The evidence.
    pub inspector: bool,
    /// The messages.
    pub messages: bool,
}

impl Default for Panels {
    fn default() -> Self {
        Self { tree: true, inspector: true, messages: true }
    }
}

impl Panels {
    /// True where a panel is open.
    pub fn is_open(self, panel: PanelId) -> bool {
        match panel {
            PanelId::Tree => self.tree,
            PanelId::Inspector => self.inspector,
            PanelId::Messages => self.messages,
        }
    }

    /// Opens a closed panel, closes an open one.
    pub fn toggle(&mut self, panel: PanelId) {
        let open = match panel {
            PanelId::Tree => &mut self.tree,
            PanelId::Inspector => &mut self.inspector,
            PanelId::Messages => &mut self.messages,
        };
        *open = !*open;
    }
}

/// A publication that was open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Its file, or the one input that was open.
    pub path: PathBuf,
    /// Errors of its last report.
    pub errors: u64,
    /// Warnings of its last report.
    pub warnings: u64,
    /// When it was last open: seconds since 1970.
    pub when: u64,
    /// False where it was not there when the window opened.
    #[serde(skip, default = "there")]
    pub is_there: bool,
}

fn there() -> bool {
    true
}

/// More than these are not remembered.
const REMEMBERED: usize = 8;

impl Settings {
    /// Puts a publication first in the recent list.
    pub fn remember(&mut self, recent: Recent) {
        self.recent.retain(|known| known.path != recent.path);
        self.recent.insert(0, recent);
        self.recent.truncate(REMEMBERED);
    }
}
