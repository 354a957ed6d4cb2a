//! A publication as it is saved: `*.waybill`.
//!
//! In: what the window or the command line was given. Out: values with paths of this machine.
//! Never holds drive maps, recent lists or window layouts: those are the user's, not the publication's.

use std::path::PathBuf;

use super::Purpose;
use crate::consolidation::Overrides;

/// Everything about a publication that its publisher chose. Paths are this machine's, absolute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicationFile {
    /// Toolboxes, scripts, folders and documents, in the order given.
    pub inputs: Vec<PathBuf>,
    /// Names of the tools to publish; empty means all.
    pub tools: Vec<String>,
    /// The one toolbox whose tools are published; `None` means all toolboxes.
    pub toolbox: Option<PathBuf>,
    /// Names of the servers to compare with; empty means the newest.
    pub targets: Vec<String>,
    /// A listing of the server's Python.
    pub environment: Option<PathBuf>,
    /// A listing of the workstation's Python.
    pub workstation: Option<PathBuf>,
    /// The answer of `data/findItems`.
    pub data_store: Option<PathBuf>,
    /// Servers that may be asked although no input lies on them.
    pub servers: Vec<String>,
    /// For a service, or for a package.
    pub purpose: Purpose,
    /// Folders of `PYTHONPATH`.
    pub python_path: Vec<PathBuf>,
    /// Folders of `PATH`.
    pub path: Vec<PathBuf>,
    /// Values entered for the review: `TOOL.NAME` and value.
    pub parameters: Vec<(String, String)>,
    /// The publisher's decisions.
    pub overrides: Overrides,
    /// Roots outside the inputs that the publisher confirmed, as the report writes them.
    pub allowed_roots: Vec<String>,
    /// Connection files with a saved password that may travel, as the report writes them.
    pub allowed_secrets: Vec<String>,
    /// The service's name; empty until it is given.
    pub service: String,
}
