//! Targets, statuses and deployment steps as values.
//!
//! In: filled by profiles and comparison. Out: plain values.
//! Never talks to a server.

use serde::Deserialize;

use crate::environment::Environment;

/// A server to publish to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// `11.3`.
    pub release: String,
    /// Its operating system.
    pub os: Os,
    /// The runtime that runs the tools.
    pub runtime: Runtime,
    /// What its Python has.
    pub environment: Environment,
    /// True where the environment is a real listing of this server and not a derived default list.
    pub is_listing: bool,
    /// How sure the alignment of release and list is (`documented`, `believed`).
    pub alignment: Certainty,
}

impl Target {
    /// `server-11.3-windows`, with `-arcmap` behind it for the ArcMap runtime.
    pub fn name(&self) -> String {
        let runtime = match self.runtime {
            Runtime::Pro => "",
            Runtime::ArcMap => "-arcmap",
        };
        format!("server-{}-{}{runtime}", self.release, self.os.name())
    }

    /// The name on screen: `Server 11.3`, with the system and runtime where they are not the usual ones.
    pub fn shown(&self) -> String {
        let os = match self.os {
            Os::Windows => "",
            Os::Linux => " on Linux",
        };
        let runtime = match self.runtime {
            Runtime::Pro => "",
            Runtime::ArcMap => " with ArcMap's runtime",
        };
        format!("Server {}{os}{runtime}", self.release)
    }
}

/// An operating system of servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Os {
    /// Windows.
    Windows,
    /// Linux, where geoprocessing services run the same Windows Python under Wine.
    Linux,
}

impl Os {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::Linux => "linux",
        }
    }
}

/// A runtime of geoprocessing services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Runtime {
    /// ArcGIS Pro's, Python 3.
    Pro,
    /// ArcMap's, Python 2.7, up to 10.9.1.
    ArcMap,
}

impl Runtime {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pro => "pro",
            Self::ArcMap => "arcmap",
        }
    }
}

/// How sure a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Seen on real files.
    Verified,
    /// Said by the page named.
    Documented,
    /// Inferred.
    Believed,
}

impl Certainty {
    /// The word of plans and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Documented => "documented",
            Self::Believed => "believed",
        }
    }
}

/// What a target has of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Local, ArcGIS' own, or in the target's standard library.
    NotApplicable,
    /// There, with its version where known.
    Present(Option<String>),
    /// There, in another version than the workstation's.
    VersionDiffers {
        /// The server's version.
        server: String,
        /// The workstation's version.
        workstation: String,
        /// True where only the patch level differs.
        patch_only: bool,
    },
    /// Not there.
    Missing,
    /// Cannot work there, with the reason as a sentence.
    Unsupported(String),
    /// Cannot be told, with the reason as a sentence.
    Unsure(String),
}

impl Status {
    /// The word of the report.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::Present(_) => "present",
            Self::VersionDiffers { .. } => "version_differs",
            Self::Missing => "missing",
            Self::Unsupported(_) => "unsupported",
            Self::Unsure(_) => "unsure",
        }
    }

    /// The version on the server, where known.
    pub fn version(&self) -> Option<&str> {
        match self {
            Self::Present(version) => version.as_deref(),
            Self::VersionDiffers { server, .. } => Some(server),
            Self::NotApplicable | Self::Missing | Self::Unsupported(_) | Self::Unsure(_) => None,
        }
    }
}

/// What must be done on one target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deployment {
    /// The target's name.
    pub target: String,
    /// The steps, in order; empty where nothing must be installed.
    pub steps: Vec<DeploymentStep>,
    /// What cannot be done on this release and system, as sentences.
    pub impossible: Vec<String>,
    /// Packages to install: conda or pip name and version where known.
    pub packages: Vec<(String, Option<String>)>,
}

/// One step of a deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeploymentStep {
    /// What to do, as a title.
    pub title: String,
    /// More, as sentences.
    pub text: String,
    /// The commands, one a line; empty where it is done by hand. Built only from names of the strict grammar.
    pub commands: Vec<String>,
    /// True for what is done another day (undo, after an upgrade): its commands are shown, never put into a script to run.
    pub is_later: bool,
    /// How sure it is that this works.
    pub certainty: Certainty,
    /// The page or evidence it comes from.
    pub source: &'static str,
}
