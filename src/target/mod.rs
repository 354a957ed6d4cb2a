//! What each target server has or lacks, and what must be done there.
//!
//! In: third-party imports, environments, server profiles. Out: a status per import and target, and a [`Deployment`].
//! Never offers a step that the release cannot do; what is only believed is marked.

mod catalog;
mod compare;
mod deployment;
mod deployment_arcmap;
mod deployment_linux;
mod deployment_windows;
pub mod grammar;
mod model;
mod release;
mod version;

pub use catalog::{UnknownTarget, all, find, for_listing, newest, python_of, with_listing};
pub use compare::{ImportedModule, installed_version, status};
pub use deployment::{MissingModule, plan};
pub use model::{Certainty, Deployment, DeploymentStep, Os, Runtime, Status, Target};
