//! Finds what the scripts refer to: project data and modules, each with its evidence.
//!
//! In: the opened inputs, the publisher's settings, the catalog. Out: a [`Discovery`]: scripts, references, imports, near misses.
//! Never copies, never decides what travels: that is `consolidation`.
//! Rules: "Authoring geoprocessing services with Python scripts", sections "How project data is found" and "Importing other modules".

mod again;
mod chosen;
mod constant_place;
mod decided;
mod follow;
mod literals;
mod looked_for;
mod model;
mod models;
mod never_data;
mod parameters;
mod places;
mod refused;

pub use again::{Discovered, discover, is_script};
pub use chosen::{Chosen, ParameterName, Roster, ToolNames, ToolPlace};
pub use constant_place::{ConstantPlace, constant_place};
pub use decided::{DecidedText, Reading};
pub use model::{
    Absent, Discovery, EscapeProblem, FoundBy, FoundImport, MissingInside, NotReached, Origin, ParameterFinding,
    ParameterProblem, QuotedText, Reference, ReferenceContext, Scanned, Standing, Travel, ValueSource,
};
pub use models::MissingCall;
pub use parameters::may_be_constant;
pub use places::{Entered, OwnedTool, ScriptPlaces, ScriptTools, parameter, script_file};

use crate::text::DataPath;

/// What of the publisher's settings changes what is found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Which tools are published.
    pub chosen: Chosen,
    /// Folders of `PYTHONPATH`.
    pub python_path: Vec<DataPath>,
    /// Folders of `PATH`.
    pub path: Vec<DataPath>,
    /// Parameter values entered for the review.
    pub entered: Entered,
    /// True where `/x` in a script is an absolute path to data.
    pub posix_paths: bool,
    /// The folders of the inputs: a system folder among them is no refused place.
    pub input_folders: Vec<DataPath>,
    /// What the publisher decided about quoted texts.
    pub decided: Vec<DecidedText>,
}
