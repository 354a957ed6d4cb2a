//! Everything the window shows.
//!
//! In: changed only by [`apply`](super::apply::apply). Out: plain values for the views.
//! Never holds an egui type, never asks the disk.

mod amounts;
mod data_index;
mod data_table;
mod history;
mod inspector_view;
mod lists;
mod message_index;
mod palette;
mod review;
mod selection;
mod settings;
mod sheet;
mod source;
mod ticks;
mod toast;
mod tree_nodes;
mod tree_view;

use std::path::PathBuf;

pub use amounts::{Amounts, LargePiece};
pub use data_index::line_of;
pub use data_table::{DataChip, DataColumn, DataGroup, DataLine, DataTable, Grouping, TableLine, Verdict, kind, verdict};
pub use history::History;
pub use inspector_view::{Draft, InspectorView};
pub use lists::{MessageList, ModuleChip, ModuleGroup, ModuleLine, ModuleTable, module_status};
pub use message_index::MessageIndex;
pub use palette::{Entry, EntryKind, PaletteSheet};
pub use review::Review;
pub use selection::{MessageKey, Place, Selection, Thing, Trail};
pub use settings::{PanelId, Recent, Settings, ThemeChoice};
pub use sheet::{ExportSheet, ExportStage, Next, Sheet, VerifyState};
pub use source::{ChangeRow, Changes, Mark, Piece, ShownLine, ShownScript, SourceView, Subject, TextLines};
pub use ticks::{ParameterKeys, Tick, Ticked, Ticks, ToolScope, is_service_toolbox, service_scope, toolbox_file};
pub use toast::{Toast, ToastKind, Toasts};
pub use tree_view::{Node, TreeRow, TreeView};

use super::action::Watched;
use crate::publication::PublicationFile;

/// The state of the window.
#[derive(Debug, Default)]
pub struct AppState {
    /// What is open, and all that its publisher chose.
    pub publication: PublicationFile,
    /// Where it was saved, and as what; `None` for a publication without a file.
    pub saved: Option<Saved>,
    /// What can be undone.
    pub history: History,
    /// The last complete scan; stays readable while the next one runs.
    pub review: Option<Review>,
    /// The publication that the review shows.
    pub shown: PublicationFile,
    /// The scan that runs.
    pub scan: Option<RunningScan>,
    /// The one selection.
    pub selection: Selection,
    /// Where the selection was before.
    pub trail: Trail,
    /// The tab in the centre.
    pub tab: Tab,
    /// How the project data is shown.
    pub data: DataTable,
    /// How the modules are shown.
    pub modules: ModuleTable,
    /// How the messages are shown.
    pub messages: MessageList,
    /// How the tree is shown.
    pub tree: TreeView,
    /// How the inspector is shown.
    pub inspector: InspectorView,
    /// How a script is shown.
    pub source: SourceView,
    /// The sheet over everything else.
    pub sheet: Option<Sheet>,
    /// The export.
    pub export: ExportSheet,
    /// What was just said.
    pub toasts: Toasts,
    /// What the user chose for every publication.
    pub settings: Settings,
    /// The root that decisions were written from, while a scan with other inputs has not yet told the new one.
    pub moved_from: Option<PathBuf>,
    /// What is watched for changes.
    pub watched: Watched,
    /// True where the system tells of all changes there.
    pub is_watching: bool,
    /// Where the keyboard is to go, and how often it was sent there.
    pub focus: Focus,
}

/// A publication's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The file.
    pub path: PathBuf,
    /// What stands in it.
    pub contents: PublicationFile,
}

/// A scan that runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunningScan {
    /// Steps done and known; `None` until it has run long enough to be worth showing.
    pub progress: Option<(u64, u64)>,
    /// How many files were saved, where that is why it runs.
    pub changed: usize,
}

/// The tabs in the centre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Tab {
    /// Project data.
    #[default]
    ProjectData,
    /// Modules.
    Modules,
    /// The source of a script.
    Script,
}

/// A request to move the keyboard focus: views obey it once for each number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// Where to.
    pub target: FocusTarget,
    /// Counts the requests.
    pub request: u64,
}

/// A place that can hold the keyboard focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FocusTarget {
    /// The tree.
    Tree,
    /// The list or text of the tab in the centre.
    #[default]
    Centre,
    /// The filter above it.
    Filter,
    /// The inspector.
    Inspector,
    /// The messages.
    Messages,
}

impl AppState {
    /// True where nothing is open.
    pub fn is_empty(&self) -> bool {
        self.publication.inputs.is_empty()
    }

    /// True where something would be lost by closing: a saved publication was changed, or a new one has decisions.
    pub fn is_edited(&self) -> bool {
        match &self.saved {
            Some(saved) => saved.contents != self.publication,
            None => {
                // Inputs are dropped again in a moment, and the export proposes name and toolbox itself.
                let PublicationFile { inputs, service, toolbox, .. } = &self.publication;
                let (inputs, service, toolbox) = (inputs.clone(), service.clone(), toolbox.clone());
                PublicationFile { inputs, service, toolbox, ..PublicationFile::default() } != self.publication
            }
        }
    }

    /// True where the report shows what was decided; the service's name is no part of it.
    pub fn is_shown(&self) -> bool {
        let named_alike = || PublicationFile { service: self.publication.service.clone(), ..self.shown.clone() };
        self.shown == self.publication || (self.shown.service != self.publication.service && named_alike() == self.publication)
    }

    /// Sends the keyboard focus somewhere.
    pub fn send_focus(&mut self, target: FocusTarget) {
        self.focus = Focus { target, request: self.focus.request + 1 };
    }
}
