//! Behaviours of the package: what is written, what is refused, what verification notices.
//!
//! In: publications and reports made by hand. Out: packages in temporary folders.
//! Never needs ArcGIS or Python.

#[path = "package/damage.rs"]
mod damage;
#[path = "package/destination.rs"]
mod destination;
#[path = "package/fixture.rs"]
mod fixture;
#[path = "package/tree.rs"]
mod tree;
