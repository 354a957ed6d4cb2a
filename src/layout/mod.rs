//! Decides where everything lands in the package, and which literals must change into what.
//!
//! In: the consolidation plan, the scripts, the target's folder version. Out: a [`Layout`]: values, nothing written.
//! Never touches the disk; never changes a literal that still resolves from its new place.

mod binary;
mod constants;
mod holding;
mod model;
mod models;
mod place;
mod plan;
mod python_text;
mod rewrite;
mod tool_content;
mod toolbox_members;

pub use holding::Holding;
pub use model::{
    AcceptedReference, ConstantValue, Edit, InBinary, Layout, PlacedConstant, PlacedContent, PlacedFile, PlacedReference,
    Rewrite, Stuck, StuckKind, apply_edits,
};
pub use place::Ground;
pub use plan::{Ingredients, lay_out};
