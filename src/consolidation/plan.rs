//! The consolidation plan as values.
//!
//! In: filled by [`consolidate`](super::consolidate). Out: items with decisions, what stays behind, foreign roots.
//! Never holds an item without evidence or an override.

use std::sync::Arc;

use super::Override;
use super::decided::server_path;
use crate::geodata::{DataFile, Dataset, Kind};
use crate::text::DataPath;

/// What travels, what stays, and why.
#[derive(Debug, Default)]
pub struct ConsolidationPlan {
    /// The items, sorted by path, each once.
    pub items: Vec<Item>,
    /// What swept folders do not bring, sorted by path.
    pub left_behind: Vec<LeftBehind>,
    /// Roots of copied data outside the inputs' folders, sorted by path.
    pub roots: Vec<Root>,
    /// Decisions about paths that name nothing, in the publisher's order.
    pub idle: Vec<Override>,
}

/// One piece of project data.
#[derive(Debug)]
pub struct Item {
    /// What it is.
    pub dataset: Arc<Dataset>,
    /// What happens to it.
    pub decision: Decision,
    /// Why, as a sentence.
    pub because: String,
    /// What names it: places in the discovery's references.
    pub references: Vec<usize>,
    /// The files that travel for it; empty unless copied.
    pub files: Vec<DataFile>,
    /// True if ArcGIS would take it too.
    pub esri_would_find: bool,
    /// True if every reference leaves open what it names on the server.
    pub unsure: bool,
    /// The publisher's decision about it.
    pub decided: Option<Override>,
    /// What the rules alone would do, where the publisher decided.
    pub otherwise: Option<Decision>,
}

impl Item {
    /// The path of the item.
    pub fn path(&self) -> &DataPath {
        &self.dataset.path
    }

    /// True where the publisher wants references to lead to it, whatever the rules make of them.
    pub fn is_wanted(&self) -> bool {
        match (&self.decision, &self.decided) {
            (Decision::Copied, Some(Override::Include { .. })) => true,
            (Decision::DataStore { .. }, Some(Override::InDataStore { .. })) => true,
            (Decision::Copied | Decision::DataStore { .. } | Decision::Excluded | Decision::LeftOut, _) => false,
        }
    }

    /// The folder of the server that holds it, where only the publisher says that it is registered.
    pub fn registered_folder(&self) -> Option<String> {
        let by_publisher = matches!(self.decided, Some(Override::InDataStore { .. }));
        if !by_publisher || !matches!(self.decision, Decision::DataStore { .. }) {
            return None;
        }
        let carrier = self.dataset.carrier();
        let folder = if self.dataset.kind == Kind::Folder { Some(carrier.clone()) } else { carrier.parent() };
        Some(server_path(&folder.unwrap_or_else(|| carrier.clone())))
    }
}

/// What happens to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It travels.
    Copied,
    /// It stays in the data store, where the server reads it under this path.
    DataStore {
        /// The server's path, backslashes kept as the data store has them.
        server: String,
    },
    /// The publisher left it out.
    Excluded,
    /// It was found, but is not taken by default.
    LeftOut,
}

impl Decision {
    /// The word of the report.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Copied => "copied",
            Self::DataStore { .. } => "data_store",
            Self::Excluded => "excluded",
            Self::LeftOut => "left_out",
        }
    }
}

/// What a swept folder does not bring.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftBehind {
    /// The subfolder or link.
    pub path: DataPath,
    /// The folder that was swept.
    pub folder: DataPath,
    /// True for a link that leads out of its folder.
    pub is_link: bool,
}

/// A root of data outside the inputs' folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The drive, the share, or the folder that holds the data.
    pub path: DataPath,
    /// The files copied from it, sorted.
    pub files: Vec<DataFile>,
    /// True if the publisher confirmed all of it.
    pub confirmed: bool,
    /// Places in the discovery's references that name its data.
    pub references: Vec<usize>,
}
