//! What an imported name means: a local file, ArcGIS' own, the standard library, or a third-party distribution.
//!
//! In: imports, folder listings, the built-in tables of names. Out: [`Resolution`]s, [`ModuleClass`]es, [`Distribution`]s.
//! Never reads a module's text and never runs one: listings and names decide.

mod class;
mod distributions;
mod platform;
mod python_version;
mod replacements;
mod resolve;
mod standard_library;

pub use class::{ModuleClass, classify};
pub use distributions::{Candidate, Distribution, distribution, reported_names};
pub use platform::{LinuxVerdict, in_security_subset, on_linux};
pub use python_version::PythonVersion;
pub use replacements::{replacement_in_python_3, replacement_of_removed};
pub use resolve::{LocalModule, Place, Resolution, SearchPath, resolve};
pub use standard_library::{StandardModule, is_standard, standard_module};

/// The first name of a dotted one.
pub fn top_level(dotted: &str) -> &str {
    dotted.split('.').next().unwrap_or_default()
}
