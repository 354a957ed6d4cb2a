//! Decides which referenced data is consolidated, and why.
//!
//! In: references, the data store, the publisher's overrides, the catalog. Out: a [`ConsolidationPlan`].
//! Never copies and never guesses: every decision carries its sentence.
//! Rules: "Authoring geoprocessing services with Python scripts", section "How project data is found"; DESIGN rules 5, 6, 14.

mod data_store;
mod decide;
mod decided;
mod overrides;
mod plan;
mod roots;

pub use data_store::{DataStore, DataStoreError, StoredFolder};
pub use decide::{Circumstances, consolidate};
pub use overrides::{Override, Overrides};
pub use plan::{ConsolidationPlan, Decision, Item, LeftBehind, Root};
