//! The keyboard of the tree.
//!
//! In: the rows, the chosen one, a key. Out: what the key asks for.
//! Never draws.

use crate::app::action::Action;
use crate::app::state::{AppState, Place, Tick, TreeRow};
use crate::app::widgets::ListKey;

/// What a key asks for; `screen` is how many rows are in sight.
pub fn act(state: &AppState, selected: Option<usize>, key: ListKey, screen: usize) -> Option<Action> {
    let rows = &state.tree.rows;
    let last = rows.len().checked_sub(1)?;
    let here = selected.unwrap_or(0);
    let row = rows.get(here)?;
    match key {
        ListKey::Up => choose(rows, (0..here).rev()),
        ListKey::Down => choose(rows, selected.map_or(0, |at| at + 1)..rows.len()),
        ListKey::Home => choose(rows, 0..rows.len()),
        ListKey::End => choose(rows, (0..rows.len()).rev()),
        ListKey::PageUp => choose(rows, here.saturating_sub(screen)..here),
        ListKey::PageDown => choose(rows, (here + 1..=last.min(here + screen)).rev()),
        ListKey::Left if row.is_open == Some(true) => Some(Action::ToggleNode(row.key.clone())),
        ListKey::Left => choose(rows, (0..here).rev().filter(|at| rows.get(*at).is_some_and(|up| up.depth < row.depth))),
        ListKey::Right if row.is_open == Some(false) => Some(Action::ToggleNode(row.key.clone())),
        ListKey::Right => choose(rows, (here + 1..rows.len()).take(1).filter(|_| row.is_open == Some(true))),
        ListKey::Enter => enter(row),
        ListKey::Space => tick(row),
        ListKey::Letter(letter) => {
            let begins = |at: &usize| rows.get(*at).is_some_and(|row| begins_with(&row.label, letter));
            choose(rows, (here + 1..rows.len()).chain(0..=here).filter(begins))
        }
        // The row itself shows its menu.
        ListKey::Menu => None,
    }
}

/// The first of these rows that the keyboard stops at.
fn choose(rows: &[TreeRow], mut candidates: impl Iterator<Item = usize>) -> Option<Action> {
    let found = candidates.find_map(|at| rows.get(at).filter(|row| row.is_stop()));
    found.map(|row| Action::SelectNode(row.key.clone()))
}

fn begins_with(label: &str, letter: char) -> bool {
    label.chars().next().is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
}

/// A script is shown at its first line; anything else opens or closes.
pub fn enter(row: &TreeRow) -> Option<Action> {
    match row.script() {
        Some(script) => Some(Action::GoTo(Place { script: script.to_owned(), line: 1, column: 1 })),
        None => row.is_open.map(|_| Action::ToggleNode(row.key.clone())),
    }
}

/// The other state of a tick: of several tools that are ticked in part, all are ticked first.
pub fn tick(row: &TreeRow) -> Option<Action> {
    let (tools, ticked) = row.ticks.as_ref().filter(|_| !row.is_last)?;
    let tick = if ticked.is_all() { Tick::Remove } else { Tick::Add };
    Some(Action::ChooseTools { tools: tools.clone(), tick })
}
