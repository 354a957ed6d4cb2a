//! Decisions when the publication's inputs change: the root may move, and another toolbox may have tools of the same names.
//!
//! In: the review before and after. Out: the same decisions, written from the new root; names that mean the same tools as before.
//! Never loses a decision: what is no path or tool of the report stays as it is written.

use std::path::Path;

use crate::app::state::{AppState, Review, toolbox_file};
use crate::consolidation::{Override, Overrides};
use crate::discovery::ToolPlace;
use crate::publication::{PublicationFile, ToolboxRow, shown};
use crate::text::DataPath;

/// Writes the decisions from the new review's root; true where that changed any.
pub fn follow_root(state: &mut AppState, review: &Review) -> bool {
    let Some(from) = state.moved_from.take() else { return false };
    let has_other_names = follow_tools(state, review);
    if from == review.root {
        return has_other_names;
    }
    let (Some(old), Some(new)) = (data_path(&from), data_path(&review.root)) else { return has_other_names };
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
    has_other_names || state.publication != before
}

/// Writes the chosen tools and the entered values for the tools that they meant before; true where that changed any.
fn follow_tools(state: &mut AppState, review: &Review) -> bool {
    let Some(before) = &state.review else { return false };
    let (old, new) = (&before.names, &review.names);
    // The number of each toolbox among those of the new report.
    let numbers: Vec<Option<usize>> = before.report.toolboxes.iter().map(|row| number_of(before, row, review)).collect();
    let written = |(toolbox, tool): &ToolPlace| {
        let row = before.report.toolboxes.get(*toolbox)?.tools.get(*tool)?;
        Some(new.written(numbers.get(*toolbox).copied().flatten()?, &row.name))
    };
    let same_meaning = |name: &str| -> Vec<String> {
        let places = old.find(name);
        let names: Vec<String> = places.iter().filter_map(written).collect();
        // What stands in no toolbox any more keeps its name: the toolbox may come back.
        if names.is_empty() || names.len() < places.len() { vec![name.to_owned()] } else { names }
    };
    let tools: Vec<String> = state.publication.tools.iter().flat_map(|name| same_meaning(name)).collect();
    let parameter = |key: &str| -> Vec<String> {
        let mut divided = key.match_indices('.').filter_map(|(at, _)| Some((key.get(..at)?, key.get(at..)?)));
        match divided.find(|(tool, _)| !old.find(tool).is_empty()) {
            Some((tool, name)) => same_meaning(tool).iter().map(|tool| format!("{tool}{name}")).collect(),
            None => vec![key.to_owned()],
        }
    };
    let values = state.publication.parameters.iter();
    let values = values.flat_map(|(key, value)| parameter(key).into_iter().map(|key| (key, value.clone()))).collect();
    let constants = state.publication.constants.iter().flat_map(|key| parameter(key)).collect();
    let changed = PublicationFile { tools, parameters: values, constants, ..state.publication.clone() };
    let is_same = changed == state.publication;
    state.publication = changed;
    !is_same
}

/// The number that a toolbox has among those of another review.
fn number_of(before: &Review, row: &ToolboxRow, after: &Review) -> Option<usize> {
    let file = toolbox_file(before, row);
    after.report.toolboxes.iter().position(|other| toolbox_file(after, other) == file)
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
