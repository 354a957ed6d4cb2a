//! The keyboard of the table.
//!
//! In: a key, and where the selection stands. Out: the line to go to, the group to open, the menu.
//! Never walks the lines unless a letter was typed.

use super::line::{path, thing};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, DataGroup, DataLine, Grouping, Review, TableLine};
use crate::app::widgets::ListKey;
use crate::publication::Report;

/// What a key asks for.
pub(super) enum Pressed {
    /// An action.
    Do(Action),
    /// The menu of the selected line.
    Menu,
}

/// The selection, as the table has it.
pub(super) struct Here {
    /// Its line, where it is shown.
    pub(super) line: Option<usize>,
    /// Its row, shown or not.
    pub(super) row: Option<DataLine>,
    /// How many lines are seen at once.
    pub(super) fit: usize,
}

/// What a key asks for.
pub(super) fn press(key: ListKey, state: &AppState, review: &Review, here: &Here) -> Option<Pressed> {
    let lines = &state.data.lines;
    let last = lines.len().saturating_sub(1);
    let at = here.line.or_else(|| title_of(state, &review.report, here.row?));
    let page = here.fit.saturating_sub(2).max(1);
    let target = match (key, at) {
        (ListKey::Up, Some(at)) => before(lines, at.checked_sub(1)?),
        (ListKey::Down, Some(at)) => after(lines, at + 1),
        (ListKey::PageUp, Some(at)) => before(lines, at.saturating_sub(page)).or_else(|| after(lines, 0)),
        (ListKey::PageDown, Some(at)) => after(lines, (at + page).min(last)).or_else(|| before(lines, last)),
        (ListKey::Home, _) | (ListKey::Up | ListKey::Down | ListKey::PageUp | ListKey::PageDown, None) => after(lines, 0),
        (ListKey::End, _) => before(lines, last),
        (ListKey::Letter(letter), at) => by_letter(lines, &review.report, letter, at),
        (ListKey::Left, _) => return toggle(state, &review.report, here.row?, true),
        (ListKey::Right, _) => return toggle(state, &review.report, here.row?, false),
        (ListKey::Enter, _) => return here.row.map(|_| Pressed::Do(Action::Command(Command::GoToLine))),
        (ListKey::Menu, _) => return here.line.map(|_| Pressed::Menu),
        (ListKey::Space, _) => return None,
    };
    match lines.get(target?)? {
        TableLine::Row(row) => thing(&review.report, *row).map(Action::Select).map(Pressed::Do),
        TableLine::Group { .. } => None,
    }
}

/// The first row from here on.
fn after(lines: &[TableLine], at: usize) -> Option<usize> {
    (at..lines.len()).find(|at| matches!(lines.get(*at), Some(TableLine::Row(_))))
}

/// The last row up to here.
fn before(lines: &[TableLine], at: usize) -> Option<usize> {
    (0..=at).rev().find(|at| matches!(lines.get(*at), Some(TableLine::Row(_))))
}

/// The next row whose name begins with the letter, round the end.
fn by_letter(lines: &[TableLine], report: &Report, letter: char, at: Option<usize>) -> Option<usize> {
    let begins = |at: &usize| match lines.get(*at) {
        Some(TableLine::Row(row)) => {
            let path = path(report, *row);
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            name.chars().next().is_some_and(|first| first.to_lowercase().eq(letter.to_lowercase()))
        }
        Some(TableLine::Group { .. }) | None => false,
    };
    let next = at.map_or(0, |at| at + 1);
    (next..lines.len()).chain(0..next).find(begins)
}

fn group_of(state: &AppState, report: &Report, row: DataLine) -> Option<DataGroup> {
    match state.data.grouping {
        Grouping::Decision => Some(DataGroup::Verdict(crate::app::state::verdict(report, row))),
        Grouping::Kind => Some(DataGroup::Kind(crate::app::state::kind(report, row))),
        Grouping::None => None,
    }
}

/// The line of the title above a row.
fn title_of(state: &AppState, report: &Report, row: DataLine) -> Option<usize> {
    let wanted = group_of(state, report, row)?;
    state.data.lines.iter().position(|line| matches!(line, TableLine::Group { group, .. } if *group == wanted))
}

/// Closes the group of the selection if it is open, or opens it if it is closed.
fn toggle(state: &AppState, report: &Report, row: DataLine, to_close: bool) -> Option<Pressed> {
    let group = group_of(state, report, row)?;
    let is_closed = state.data.closed.contains(&group);
    (is_closed != to_close).then_some(Pressed::Do(Action::ToggleDataGroup(group)))
}
