//! The modules: what is imported, what brings it, what the server has, what to do.
//!
//! In: the report, and the lines that the state has worked out. Out: what was chosen, filtered, repaired.
//! Never in the green of a real listing what is only derived.

mod filter;
mod row;

use egui::{Id, Rangef, Role, Sense, Ui, WidgetInfo};

use super::centre::nothing_ui;
use super::context_menu::{commands_ui, open_menu, row_menu_ui};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, FocusTarget, ModuleChip, ModuleGroup, ModuleLine, Review, Thing};
use crate::app::theme::{self, gap};
use crate::app::widgets::{
    ColumnSpec, GroupTitle, ListKey, Look, RowLook, Rows, columns, header_ui, list_keys, rows_ui, text_button_ui, title_row_ui,
};
use crate::app::words;
use crate::publication::TargetRow;

/// The filter and the table of modules.
#[must_use]
pub fn modules_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut action = filter::filter_ui(ui, state);
    if state.modules.chip == ModuleChip::ThirdParty {
        filter::source_ui(ui, state, review);
    }
    if state.modules.lines.is_empty() {
        return empty_ui(ui, state).or(action);
    }
    action = table_ui(ui, state, review).or(action);
    action
}

fn empty_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    if state.modules.filter.trim().is_empty() {
        match state.modules.chip {
            ModuleChip::ThirdParty => {
                let is_read = state.review.as_ref().is_some_and(|review| !review.report.scripts.is_empty());
                nothing_ui(ui, words::NO_MODULES, if is_read { words::NO_MODULES_TEXT } else { words::NO_SCRIPTS_TEXT });
            }
            ModuleChip::Yours | ModuleChip::ArcGis | ModuleChip::StandardLibrary => {
                nothing_ui(ui, words::no_modules(state.modules.chip), "");
            }
        }
        return None;
    }
    nothing_ui(ui, &words::nothing_matches(&state.modules.filter), "");
    ui.add_space(gap::CELL);
    let clear = ui.vertical_centered(|ui| text_button_ui(ui, Look::Plain, words::CLEAR_FILTER, None)).inner;
    clear.clicked().then(|| Action::FilterModules(String::new()))
}

/// The columns, and which of them there are.
struct Table<'a> {
    targets: &'a [TargetRow],
    has_workstation: bool,
    places: Vec<Rangef>,
}

fn table_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let id = Id::unique("modules");
    let room = ui.max_rect();
    let targets = review.report.targets.as_slice();
    let specs = specs(state, targets, room.width());
    let places = columns(ui, id.with(targets.len()), Rangef::new(room.left(), room.right() - gap::SMALL), &specs);
    header_ui(ui, id.with(targets.len()), &specs, &places);
    let table = Table { targets, has_workstation: state.modules.has_workstation, places };
    let selected = selected(state, review);
    let list = ui.available_rect_before_wrap();
    let (focus, key) = list_keys(ui, Id::unique("centre list"), list, words::MODULES, state.focus, FocusTarget::Centre);
    let menu = Id::unique("modules menu");
    let mut action = row_menu_ui(ui, menu, |ui| commands_ui(ui, state, MENU));
    let rows = rows_of(state);
    let mut menu_at = list.left_top();
    let fit = rows_ui(ui, id, &rows, selected, |ui, at, rect| match state.modules.lines.get(at) {
        Some(ModuleLine::Group(group, number)) => {
            let response = ui.interact(rect, id.with(at), Sense::CLICK);
            let word = words::module_group(*group, state.modules.chip);
            let is_open = !state.modules.closed.contains(group);
            let said = words::group(word, *number);
            response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, is_open, &said));
            let title = GroupTitle { icon: None, word: (word, theme::palette(ui).text), number: *number, sum: "" };
            title_row_ui(ui, rect, &response, is_open, &title);
            if response.clicked() {
                focus.request_focus();
                action = Some(Action::ToggleModuleGroup(*group));
            }
        }
        Some(ModuleLine::Row(number)) => {
            let look = RowLook { is_selected: selected == Some(at), is_focused: focus.has_focus() };
            let spot = row::Spot { id: id.with(at), rect, look };
            let (response, done) = row::row_ui(ui, &spot, *number, &table, state, review);
            if look.is_selected {
                menu_at = rect.left_bottom();
            }
            if response.clicked() || response.secondary_clicked() {
                focus.request_focus();
            }
            if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.secondary_clicked()) {
                open_menu(ui, menu, pointer);
            }
            action = done.or(action.take());
        }
        None => {}
    });
    if key == Some(ListKey::Menu) && selected.is_some() {
        open_menu(ui, menu, menu_at);
    }
    key.and_then(|key| press(key, state, review, selected, fit)).or(action)
}

/// What a row's menu offers.
const MENU: &[&[Command]] = &[&[Command::GoToLine, Command::OpenInEditor], &[Command::CopyPath]];

fn specs(state: &AppState, targets: &[TargetRow], room: f32) -> Vec<ColumnSpec> {
    let mut specs = vec![
        ColumnSpec { indent: row::INDENT, ..ColumnSpec::new("Import", Some((room * 0.19).clamp(130.0, 240.0)), 110.0) },
        ColumnSpec::new("Package", Some((room * 0.16).clamp(100.0, 200.0)), 80.0),
    ];
    if state.modules.has_workstation {
        specs.push(ColumnSpec::new("Here", Some(90.0), 64.0));
    }
    for target in targets {
        let name = match targets {
            [_] => "Server".to_owned(),
            _ => words::target_name(target),
        };
        specs.push(ColumnSpec::new(&name, Some(if targets.len() == 1 { (room * 0.12).clamp(72.0, 100.0) } else { 120.0 }), 72.0));
        specs.push(ColumnSpec::new("Status", Some(156.0), 120.0));
    }
    specs.push(ColumnSpec::new("Repair", None, 100.0));
    specs
}

fn rows_of(state: &AppState) -> Rows {
    let groups = state.modules.lines.iter().filter_map(|line| match line {
        ModuleLine::Group(group, number) => Some(if state.modules.closed.contains(group) { 0 } else { *number }),
        ModuleLine::Row(_) => None,
    });
    Rows::grouped(groups)
}

fn module_at<'a>(state: &AppState, review: &'a Review, line: usize) -> Option<&'a str> {
    match state.modules.lines.get(line)? {
        ModuleLine::Row(at) => review.report.modules.get(*at).map(|row| row.name.as_str()),
        ModuleLine::Group(_, _) => None,
    }
}

fn selected(state: &AppState, review: &Review) -> Option<usize> {
    let Some(Thing::Module(name)) = &state.selection.thing else { return None };
    (0..state.modules.lines.len()).find(|line| module_at(state, review, *line) == Some(name))
}

/// What a key asks for.
fn press(key: ListKey, state: &AppState, review: &Review, selected: Option<usize>, fit: usize) -> Option<Action> {
    let count = state.modules.lines.len();
    let is_row = |line: &usize| module_at(state, review, *line).is_some();
    let forth = |from: usize| (from..count).find(is_row);
    let back = |to: usize| (0..count.min(to + 1)).rev().find(is_row);
    let page = fit.saturating_sub(2).max(1);
    let target = match (key, selected) {
        (ListKey::Up, Some(at)) => back(at.checked_sub(1)?),
        (ListKey::Down, Some(at)) => forth(at + 1),
        (ListKey::PageUp, Some(at)) => back(at.saturating_sub(page)).or_else(|| forth(0)),
        (ListKey::PageDown, Some(at)) => forth(at + page).or_else(|| back(count)),
        (ListKey::Home, _) | (ListKey::Up | ListKey::Down | ListKey::PageUp | ListKey::PageDown, None) => forth(0),
        (ListKey::End, _) => back(count),
        (ListKey::Letter(letter), at) => {
            let next = at.map_or(0, |at| at + 1);
            let begins = |line: &usize| {
                module_at(state, review, *line).is_some_and(|name| name.to_lowercase().starts_with(letter.to_ascii_lowercase()))
            };
            (next..count).chain(0..next).find(begins)
        }
        (ListKey::Left, Some(at)) => return group_above(state, at).map(Action::ToggleModuleGroup),
        (ListKey::Enter, Some(_)) => return Some(Action::Command(Command::GoToLine)),
        (ListKey::Left | ListKey::Right | ListKey::Enter | ListKey::Space | ListKey::Menu, _) => return None,
    };
    target.and_then(|line| module_at(state, review, line)).map(|name| Action::Select(Thing::Module(name.to_owned())))
}

fn group_above(state: &AppState, line: usize) -> Option<ModuleGroup> {
    state.modules.lines.get(..line)?.iter().rev().find_map(|line| match line {
        ModuleLine::Group(group, _) => Some(*group),
        ModuleLine::Row(_) => None,
    })
}
