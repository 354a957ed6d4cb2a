//! The project data: what, what happens to it, why, how large.
//!
//! In: the report, and the lines that the state has worked out. Out: what was chosen, sorted, filtered, decided.
//! Never sorts and never searches: a frame looks only at the lines in sight.

mod filter;
mod group;
mod keys;
mod line;

use egui::{Id, Rangef, Ui};

use super::centre::nothing_ui;
use super::context_menu::{commands_ui, open_menu, row_menu_ui};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, DataChip, DataColumn, FocusTarget, Review, TableLine, line_of};
use crate::app::theme::gap;
use crate::app::widgets::{ColumnSpec, Look, RowLook, Rows, columns, header_ui, list_keys, rows_ui, text_button_ui};
use crate::app::words;

/// A table narrower than this leaves the reasons to tooltip and inspector.
const WITHOUT_WHY: f32 = 620.0;

/// The filter and the table of project data.
#[must_use]
pub fn project_data_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let action = filter::filter_ui(ui, state);
    if state.data.lines.is_empty() {
        return empty_ui(ui, state).or(action);
    }
    table_ui(ui, state, review).or(action)
}

fn empty_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    if !state.data.is_filtered() {
        let is_read = state.review.as_ref().is_some_and(|review| !review.report.scripts.is_empty());
        nothing_ui(ui, words::NO_DATA, if is_read { words::NO_DATA_TEXT } else { words::NO_SCRIPTS_TEXT });
        return None;
    }
    nothing_ui(ui, &words::nothing_here(&state.data.filter), "");
    ui.add_space(gap::CELL);
    let clear = ui.vertical_centered(|ui| text_button_ui(ui, Look::Plain, words::CLEAR_FILTER, None)).inner;
    // The chip hides lines too: one press at a time takes away what hides most.
    let show_all = || Action::ChooseDataChip(DataChip::All);
    let undo = if state.data.filter.trim().is_empty() { show_all() } else { Action::FilterData(String::new()) };
    clear.clicked().then_some(undo)
}

fn table_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let id = Id::unique("project data");
    let room = ui.max_rect();
    let has_why = room.width() >= WITHOUT_WHY;
    let specs = specs(state, has_why, room.width());
    let places = columns(ui, id, Rangef::new(room.left(), room.right() - gap::SMALL), &specs);
    let sorted = header_ui(ui, id, &specs, &places).and_then(|at| match (at, has_why) {
        (0, _) => Some(Action::SortData(DataColumn::What)),
        (1, _) => Some(Action::SortData(DataColumn::WhatHappens)),
        (2, false) | (3, true) => Some(Action::SortData(DataColumn::Size)),
        (_, _) => None,
    });
    let row = state.selection.thing.as_ref().and_then(|thing| line_of(&review.report, thing));
    let selected = row.and_then(|row| state.data.index.line(row));
    let list = ui.available_rect_before_wrap();
    let (focus, key) = list_keys(ui, Id::unique("centre list"), list, words::PROJECT_DATA, state.focus, FocusTarget::Centre);
    let menu = Id::unique("project data menu");
    let mut action = row_menu_ui(ui, menu, |ui| commands_ui(ui, state, MENU)).or(sorted);
    let rows = rows_of(state);
    let cells = Cells { places: &places, has_why };
    let mut menu_at = None;
    let fit = rows_ui(ui, id, &rows, selected, |ui, at, rect| {
        let look = RowLook { is_selected: selected == Some(at), is_focused: focus.has_focus() };
        let Some(line) = state.data.lines.get(at) else { return };
        let done = match line {
            TableLine::Group { .. } => group::group_ui(ui, id.with(at), rect, line, has_why),
            TableLine::Row(row) => line::line_ui(ui, &line::Spot { id: id.with(at), rect, look }, *row, &cells, state, review),
        };
        if done.is_touched {
            focus.request_focus();
        }
        if look.is_selected {
            menu_at = Some(rect.left_bottom());
        }
        if let Some(at) = done.menu_at {
            open_menu(ui, menu, at);
        }
        action = done.action.or(action.take());
    });
    let here = keys::Here { line: selected, row, fit };
    let pressed = key.and_then(|key| keys::press(key, state, review, &here));
    if matches!(pressed, Some(keys::Pressed::Menu)) {
        open_menu(ui, menu, menu_at.unwrap_or(list.left_top()));
    }
    match pressed {
        Some(keys::Pressed::Do(done)) => Some(done),
        Some(keys::Pressed::Menu) | None => action,
    }
}

/// What a row's menu offers.
const MENU: &[&[Command]] = &[
    &[Command::GoToLine, Command::OpenInEditor],
    &[Command::Include, Command::Exclude, Command::PutInDataStore, Command::TreatAsOutput, Command::TreatAsText],
    &[Command::ResetDecision, Command::CopyPath],
];

/// Where a line's cells stand.
struct Cells<'a> {
    places: &'a [Rangef],
    has_why: bool,
}

impl Cells<'_> {
    fn place(&self, at: usize) -> Rangef {
        self.places.get(at).copied().unwrap_or(Rangef::NOTHING)
    }
}

/// What happened to a line.
#[derive(Default)]
struct Done {
    action: Option<Action>,
    /// True where the pointer pressed it, so that the list gets the keyboard.
    is_touched: bool,
    /// Where its menu was asked for.
    menu_at: Option<egui::Pos2>,
}

fn specs(state: &AppState, has_why: bool, room: f32) -> Vec<ColumnSpec> {
    let what = (room * 0.31).clamp(200.0, 420.0);
    let sorted = |column: DataColumn| (state.data.column == column).then_some(state.data.is_descending);
    let mut specs = vec![
        ColumnSpec::new("What", has_why.then_some(what), 160.0),
        ColumnSpec::new("What happens", Some(148.0), 120.0),
        ColumnSpec::new("Size", Some(100.0), 90.0),
    ];
    for (spec, column) in specs.iter_mut().zip([DataColumn::What, DataColumn::WhatHappens, DataColumn::Size]) {
        spec.sorted = sorted(column);
        spec.can_sort = true;
        spec.is_right = column == DataColumn::Size;
        spec.indent = if column == DataColumn::What { line::INDENT } else { 0.0 };
    }
    if has_why {
        specs.insert(2, ColumnSpec::new("Why", None, 160.0));
    }
    specs
}

/// The rows of the table: groups with what is shown of them, or one plain list.
fn rows_of(state: &AppState) -> Rows {
    let lines = &state.data.lines;
    match lines.first() {
        Some(TableLine::Group { .. }) => {
            let mut at = 0;
            Rows::grouped(std::iter::from_fn(move || {
                let TableLine::Group { lines: members, is_open, .. } = lines.get(at)? else { return None };
                let shown = if *is_open { *members } else { 0 };
                at += 1 + shown;
                Some(shown)
            }))
        }
        Some(TableLine::Row(_)) | None => Rows::plain(lines.len()),
    }
}
