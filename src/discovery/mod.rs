//! Finds what the scripts refer to: project data and modules, each with its evidence.
//!
//! In: the opened inputs, the publisher's settings, the catalog. Out: a [`Discovery`]: scripts, references, imports, near misses.
//! Never copies, never decides what travels: that is `consolidation`.
//! Rules: "Authoring geoprocessing services with Python scripts", sections "How project data is found" and "Importing other modules".

mod decided;
mod follow;
mod literals;
mod looked_for;
mod model;
mod never_data;
mod parameters;
mod places;
mod refused;

pub use decided::{DecidedText, Reading};
pub use model::{
    Absent, Chosen, Discovery, EscapeProblem, FoundBy, FoundImport, MissingInside, NotReached, Origin, QuotedText, Reference,
    ReferenceContext, Scanned, Standing, Travel,
};
pub use places::{Entered, ScriptTools, script_file};

use rayon::prelude::*;

use crate::geodata::Catalog;
use crate::text::DataPath;
use crate::toolbox::Inputs;

/// What of the publisher's settings changes what is found.
#[derive(Clone, Debug, Default)]
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

/// Scans the chosen tools' scripts and all that they import.
///
/// `go_on` is asked now and then; once it says no, what was understood until then is returned.
pub fn discover(inputs: &Inputs, settings: &Settings, catalog: &Catalog<'_>, go_on: &(dyn Fn() -> bool + Sync)) -> Discovery {
    let followed = follow::follow(inputs, settings, catalog.files(), go_on);
    let mut discovery =
        Discovery { scripts: followed.scripts, imports: followed.imports, binaries: followed.binaries, ..Discovery::default() };
    let scans: Vec<literals::Scan> = discovery
        .scripts
        .par_iter()
        .enumerate()
        .filter(|_| go_on())
        .map(|(at, scanned)| literals::scan(at, scanned, inputs, settings, catalog))
        .collect();
    for scan in scans {
        discovery.references.extend(scan.references);
        discovery.missing.extend(scan.missing);
        discovery.escapes.extend(scan.escapes);
        discovery.not_reached.extend(scan.not_reached);
        discovery.absent.extend(scan.absent);
        discovery.heeded.extend(scan.heeded);
    }
    discovery.references.extend(parameters::references(inputs, settings, catalog, &mut discovery.heeded));
    discovery
}
