//! What an export is asked for, and what it answers.
//!
//! In: filled by the command line or the window. Out: plain values.
//! Never holds what the analysis found: that is the report.

use std::path::PathBuf;

/// What to write, where, and what the publisher accepts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportSettings {
    /// The service's name.
    pub service: String,
    /// The package folder, or the archive where it ends with `.zip`.
    pub destination: PathBuf,
    /// The server's directories; the default of the target's system where none is given.
    pub server_directories: Option<String>,
    /// The JSON of a service that exists, to be patched.
    pub service_json: Option<serde_json::Value>,
    /// The conda environment that the service shall run in: a name or a full path.
    pub conda_environment: Option<String>,
    /// True to write in spite of errors; roots and secrets are never accepted so.
    pub allow_errors: bool,
    /// True to replace an earlier package.
    pub overwrite: bool,
    /// Connection files with a saved password that may travel, as the report writes them.
    pub allow_secrets: Vec<String>,
}

impl ExportSettings {
    /// True if an archive is asked for.
    pub fn is_archive(&self) -> bool {
        self.destination.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
    }
}

/// A written and verified package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Where it is.
    pub path: PathBuf,
    /// How many files it holds, the manifest not counted.
    pub files: u64,
    /// Their bytes, before packing.
    pub bytes: u64,
    /// Errors that the deployment plan answers.
    pub deployment_errors: Vec<String>,
    /// Errors that the publisher accepted.
    pub accepted: Vec<String>,
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// True if everything is as the manifest says and every reference resolves.
    pub holds: bool,
    /// What does not hold, as sentences.
    pub problems: Vec<String>,
    /// Files that the manifest lists.
    pub files: u64,
    /// Their bytes, as the manifest lists them.
    pub bytes: u64,
}
