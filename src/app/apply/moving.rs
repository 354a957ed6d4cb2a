//! Decisions when the publication's root moves: another input may lie elsewhere.
//!
//! In: the root before and after. Out: the same decisions, written from the new root.
//! Never loses a decision: what is no path of the report stays as it is written.

use std::path::Path;

use crate::app::state::{AppState, Review};
use crate::consolidation::{Override, Overrides};
use crate::publication::shown;
use crate::text::DataPath;

/// Writes the decisions from the new review's root; true where that changed any.
pub fn follow_root(state: &mut AppState, review: &Review) -> bool {
    let Some(from) = state.moved_from.take().filter(|from| *from != review.root) else { return false };
    let (Some(old), Some(new)) = (data_path(&from), data_path(&review.root)) else { return false };
    let moved = |path: &str| shown(&old.join(path), &new);
    let is_path =
        |about: &str| state.review.as_ref().is_some_and(|before| before.data(about).is_some() || before.script(about).is_some());
    let overrides: Overrides =
        state.publication.overrides.iter().map(|decision| written_from(decision, &moved, &is_path)).collect();
    let allowed = |paths: &[String]| paths.iter().map(|path| moved(path)).collect::<Vec<String>>();
    let (roots, secrets) = (allowed(&state.publication.allowed_roots), allowed(&state.publication.allowed_secrets));
    let before = state.publication.clone();
    state.publication.overrides = overrides;
    (state.publication.allowed_roots, state.publication.allowed_secrets) = (roots, secrets);
    state.publication != before
}

fn data_path(path: &Path) -> Option<DataPath> {
    path.to_str().map(DataPath::new)
}

fn written_from(decision: &Override, moved: &dyn Fn(&str) -> String, is_path: &dyn Fn(&str) -> bool) -> Override {
    let mut decision = decision.clone();
    match &mut decision {
        Override::Include { path } | Override::Exclude { path } | Override::InDataStore { path } | Override::Output { path } => {
            *path = moved(path);
        }
        Override::Text(text) | Override::Raw(text) => text.script = moved(&text.script),
        Override::KeepScript { script } => *script = moved(script),
        Override::Accept { about, .. } if is_path(about) => *about = moved(about),
        Override::Accept { .. } => {}
    }
    decision
}
