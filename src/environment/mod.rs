//! Python environments: what a server or workstation has installed.
//!
//! In: listings of environments in the forms that administrators have at hand; the built-in server profiles.
//! Out: an [`Environment`]: Python version, packages, and (from a folder) exactly which modules each package brings.
//! Never runs conda or pip.

mod conda_text;
mod decode;
mod environment_file;
mod folder;
mod json;
mod model;
mod module_names;
mod pip_text;
mod profiles;
mod read;
mod site_packages;

pub use model::{Completeness, Environment, Package, normal_name};
pub use profiles::{Profile, profile_of, profiles};
pub use read::{EnvironmentError, hint, read, read_bytes, read_text};
