//! What each target server has or lacks, and what must be done there.
//!
//! In: third-party imports, environments, server profiles. Out: a status per import and target, and a [`Deployment`].
//! Never offers a step that the release cannot do; what is only believed is marked.

mod model;

pub use model::{Certainty, Deployment, DeploymentStep, Os, Runtime, Status, Target};
