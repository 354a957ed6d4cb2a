//! Python environments: what a server or workstation has installed.
//!
//! In: listings of environments in the forms that administrators have at hand; the built-in server profiles.
//! Out: an [`Environment`]: Python version, packages, and (from a folder) exactly which modules each package brings.
//! Never runs conda or pip.

mod model;

pub use model::{Completeness, Environment, Package, normal_name};
