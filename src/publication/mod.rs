//! A publication, and its analysis.
//!
//! In: what the publisher opened and decided. Out: [`analyze`] gives the [`Report`].
//! Never writes, never knows of a window.

mod analyze;
mod decisions;
mod evidence;
mod evidence_rows;
mod evidence_words;
mod file;
mod file_paths;
mod findings;
mod imported;
mod input;
mod listings;
mod memory;
mod open;
mod parameter_findings;
mod progress;
mod report;
mod rows;
mod scene;
mod secrets;
mod show;
mod targets;
mod tool_findings;

pub use analyze::analyze;
pub use evidence::{DataEvidence, Evidence, FileEvidence, LookedFor, ReferenceEvidence, ScriptEvidence, Test};
pub use file::{PublicationFile, PublicationFileError};
pub use input::{InputError, InputKind, find_input, find_named, publisher_path, root_of};
pub use listings::{ListingKind, listing_kind};
pub use memory::{Changed, ScanMemory};
pub use open::{OpenError, Opened, load, nothing_absent, open};
pub use progress::{Progress, Stage};
pub use report::{
    DataRow, DistributionRow, ImportRow, LeftBehindRow, MessageRow, ModuleRow, ParameterRow, ReferenceRow, Report, RootRow,
    SCHEMA, ScriptRow, ServerRow, SourceRow, TargetRow, ToolRow, ToolboxRow, Totals, WorkstationRow,
};
pub use show::shown;

pub use crate::consolidation::{DataStore, Override, Overrides, StoredFolder};

use crate::environment::Environment;
use crate::target::Target;
use crate::text::DataPath;

/// What is open in Waybill: inputs, targets, data store, decisions.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    /// Toolboxes, scripts, folders and documents, in the order given.
    pub inputs: Vec<DataPath>,
    /// Names of the tools to publish; empty means all.
    pub tools: Vec<String>,
    /// The one toolbox whose tools are published; `None` means all toolboxes.
    pub toolbox: Option<DataPath>,
    /// The servers to compare with; at least one.
    pub targets: Vec<Target>,
    /// What the publisher's own machine has.
    pub workstation: Option<Environment>,
    /// Folders registered with the server.
    pub data_store: DataStore,
    /// For a service, or for a package (the data store is then ignored).
    pub purpose: Purpose,
    /// Folders of `PYTHONPATH` on the publisher's machine.
    pub python_path: Vec<DataPath>,
    /// Folders of `PATH` on the publisher's machine.
    pub path: Vec<DataPath>,
    /// Values entered for the review: `TOOL.NAME` and value.
    pub parameters: Vec<(String, String)>,
    /// Parameters that are Constant, `TOOL.NAME`: their values are fixed when the service is published.
    pub constants: Vec<String>,
    /// The publisher's decisions; paths as written (relative to the root or absolute).
    pub overrides: Overrides,
    /// Roots outside the inputs that the publisher confirmed, as the report writes them.
    pub allowed_roots: Vec<String>,
    /// True where a drive map names `/`, so that `/x` in a script is an absolute path to data.
    pub posix_paths: bool,
    /// The folder that paths are shown from; `None` for the deepest common folder of the inputs.
    pub root: Option<DataPath>,
}

/// What the package is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// A geoprocessing service: data in the data store stays there.
    #[default]
    Service,
    /// A package: everything travels.
    Package,
}
