//! The script that is looked at: its marks, lines and changes.
//!
//! In: clicks and keys in the source. Out: a selection, and the shown script worked out where another one is looked at.
//! Never changes the script.

use std::path::Path;

use super::{selecting, viewing};
use crate::app::action::{Action, Effect};
use crate::app::state::{AppState, Place, Tab};

/// Changes what is looked at in the shown script.
pub fn apply(state: &mut AppState, action: Action) -> Vec<Effect> {
    match action {
        Action::SelectMark(at) => {
            let Some(shown) = state.source.shown.clone() else { return Vec::new() };
            if let Some(mark) = shown.marks.get(at) {
                selecting::select_reference_of(state, mark.thing.clone(), mark.reference, shown.place_of(mark));
            }
        }
        Action::LookAtLine(line) => {
            let Some(shown) = state.source.shown.clone() else { return Vec::new() };
            let line = line.clamp(1, shown.lines.count());
            selecting::look_at(state, Place { script: shown.path.clone(), line, column: 1 });
        }
        Action::Explain(explain) => state.source.is_explained = explain,
        Action::FilterScripts(words) => state.source.filter = words,
        Action::ToggleChanges => state.source.hides_changes = !state.source.hides_changes,
        Action::Unfold(line) => {
            viewing::toggle(&mut state.source.unfolded, line);
            state.source.refresh_rows();
        }
        _ => {}
    }
    Vec::new()
}

/// Works out the script that is looked at, where the source is in sight.
pub fn refresh(state: &mut AppState) {
    if state.tab != Tab::Script {
        return;
    }
    let review = state.review.as_ref();
    let path = state.selection.place.as_ref().map(|place| place.script.as_str());
    state.source.show(review, path, || match (review, path) {
        (Some(review), Some(path)) => {
            let mut stops: Vec<(u32, u32)> = selecting::stops(review, path).into_iter().map(|(at, _, _)| at).collect();
            stops.dedup();
            stops
        }
        _ => Vec::new(),
    });
}

/// True for scripts inside a toolbox, which have no file of their own.
pub fn is_inside_toolbox(script: &str) -> bool {
    let is_toolbox = |folder: &Path| {
        let extension = folder.extension();
        extension.is_some_and(|extension| extension.eq_ignore_ascii_case("atbx") || extension.eq_ignore_ascii_case("tbx"))
    };
    Path::new(script).ancestors().skip(1).any(is_toolbox)
}
