//! What can go wrong when a package is written or verified.
//!
//! In: the situation. Out: a sentence with the path last, a hint, and whether it was a refusal.
//! Never speaks of the publisher's scripts: those have analyzer messages.

use std::io;
use std::path::PathBuf;

use crate::disk::ReadError;
use crate::text::{DataPath, visible};
use crate::toolbox::ToolboxError;

/// Why no package was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Messages stand in the way.
    #[error("the package is refused: {}", errors(messages.len()))]
    Refused {
        /// The messages, with their codes.
        messages: Vec<String>,
    },
    /// Something is there already.
    #[error("the destination exists: {}", shown(path))]
    Exists {
        /// The destination.
        path: PathBuf,
    },
    /// What would be replaced is no package.
    #[error("the destination is not a Waybill package and is left alone: {}", shown(path))]
    NotAPackage {
        /// The destination.
        path: PathBuf,
    },
    /// The destination holds what would be packaged.
    #[error("the destination holds {} itself: {}", visible(source_path.as_str()), shown(path))]
    OverSources {
        /// The destination.
        path: PathBuf,
        /// A file to be packaged that lies in it.
        source_path: DataPath,
    },
    /// The service cannot have this name.
    #[error("the service name has other characters than letters, digits and underscores: {}", visible(name))]
    ServiceName {
        /// What was given.
        name: String,
    },
    /// A setting cannot be written into command files and service JSON.
    #[error("{setting} has characters that a command line would misread: {}", visible(value))]
    Setting {
        /// Which setting.
        setting: &'static str,
        /// What was given.
        value: String,
    },
    /// The target cannot give one service its own Python environment.
    #[error("{target} cannot run one service in a conda environment of its own")]
    CondaEnvironment {
        /// The target's name.
        target: String,
    },
    /// The given service JSON is no service.
    #[error("the service JSON is not a GPServer service: {why}")]
    ServiceJson {
        /// What is wrong.
        why: &'static str,
    },
    /// A file has a name that cannot travel.
    #[error("a path in the package {why}: {}", visible(path))]
    Name {
        /// The path in the package.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A source is not as the scan saw it.
    #[error("the file changed since the scan: {}", visible(path.as_str()))]
    SourceChanged {
        /// The source.
        path: DataPath,
    },
    /// A source cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A toolbox cannot be copied with changed scripts.
    #[error("{source}: {}", visible(path.as_str()))]
    Toolbox {
        /// The toolbox.
        path: DataPath,
        /// What is wrong.
        source: ToolboxError,
    },
    /// The system refused to write.
    #[error("cannot write ({source}): {}", shown(path))]
    Write {
        /// What was written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The written package does not hold.
    #[error("the written package did not prove itself and was removed: {}", problems.first().map_or("", String::as_str))]
    Proof {
        /// What does not hold.
        problems: Vec<String>,
    },
    /// Somebody asked to stop.
    #[error("the export was cancelled; nothing was written")]
    Cancelled,
}

impl ExportError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Refused { .. } => Some(
                "Repair them, confirm roots with --allow-root and files with --allow-secret, or accept the rest with --allow-errors",
            ),
            Self::Exists { .. } => Some("Choose another destination, or add --overwrite"),
            Self::NotAPackage { .. } | Self::OverSources { .. } => Some("Choose another destination"),
            Self::ServiceName { .. } => Some("Name it with letters, digits and underscores"),
            Self::Setting { .. } => Some("Use a path or name without quotes and special characters"),
            Self::CondaEnvironment { .. } => Some("Leave --conda-environment out, or choose Server 10.8.1 or newer on Windows"),
            Self::ServiceJson { .. } => Some("Give the JSON of the service resource, or a serviceconfiguration.json"),
            Self::Name { .. } => Some("Rename the file or folder, then scan again"),
            Self::SourceChanged { .. } => Some("Wait until nothing writes to it, then export again"),
            Self::Write { .. } => Some("Look for room and rights in the destination's folder"),
            Self::Proof { .. } => Some("Scan again, then look at the messages"),
            Self::Read(_) | Self::Toolbox { .. } | Self::Cancelled => None,
        }
    }

    /// True where Waybill refused (exit 1); false where it could not run or write (exit 2).
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::Refused { .. } | Self::Exists { .. } | Self::NotAPackage { .. } | Self::OverSources { .. } => true,
            Self::ServiceName { .. }
            | Self::Setting { .. }
            | Self::CondaEnvironment { .. }
            | Self::ServiceJson { .. }
            | Self::Name { .. }
            | Self::SourceChanged { .. }
            | Self::Read(_)
            | Self::Toolbox { .. }
            | Self::Write { .. }
            | Self::Proof { .. }
            | Self::Cancelled => false,
        }
    }
}

/// Why there is nothing to verify.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// Nothing can be read there.
    #[error("cannot read ({source}): {}", shown(path))]
    Read {
        /// What was given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It is no package.
    #[error("no zip or folder with a readable waybill.json at its top level ({why}): {}", shown(path))]
    NoPackage {
        /// What was given.
        path: PathBuf,
        /// What was found.
        why: String,
    },
    /// Somebody asked to stop.
    #[error("the verification was cancelled")]
    Cancelled,
    /// It was left by an export that did not end.
    #[error("left over from an export that did not end: {}", shown(path))]
    Unfinished {
        /// What was given.
        path: PathBuf,
    },
}

impl VerifyError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Read { .. } | Self::Cancelled => None,
            Self::NoPackage { .. } => Some("Name the .zip, or the folder that holds waybill.json"),
            Self::Unfinished { .. } => Some("Delete it and export again"),
        }
    }
}

fn shown(path: &std::path::Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

fn errors(count: usize) -> String {
    if count == 1 { "1 error".to_owned() } else { format!("{count} errors") }
}
