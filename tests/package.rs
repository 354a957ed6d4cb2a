//! Behaviours of the package: what is written, what is refused, what verification notices.
//!
//! In: publications and reports made by hand. Out: packages in temporary folders.
//! Never needs ArcGIS or Python.

// A test stops at the first thing that is not as it should be; that is what these are for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "engine/atbx.rs"]
mod atbx;
#[path = "engine/binary_toolbox.rs"]
#[allow(dead_code)]
mod binary_toolbox;
#[path = "package/damage.rs"]
mod damage;
#[path = "package/decisions.rs"]
mod decisions;
#[path = "package/destination.rs"]
mod destination;
#[path = "package/fixture.rs"]
mod fixture;
#[path = "package/parameters.rs"]
mod parameters;
#[path = "package/secrets.rs"]
mod secrets;
#[path = "package/tbx.rs"]
mod tbx;
#[path = "package/tree.rs"]
mod tree;
#[path = "package/whole_toolboxes.rs"]
mod whole_toolboxes;
