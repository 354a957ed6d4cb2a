//! The tree at the left: toolboxes, tools, sources, own modules, scripts that no tool uses.
//!
//! In: the rows of the tree. Out: what was selected, and which tools are to be published.
//! Never a second list: what is selected here is selected everywhere.

mod keys;
mod menu;
mod rail;
mod row;

use egui::{Align, Frame, Id, Layout, Margin, Panel, Rect, RichText, ScrollArea, Ui, vec2};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, FocusTarget, Node, Review, Thing};
use crate::app::theme::{self, extent, gap, letter};
use crate::app::widgets::{Icon, ListKey, field_ui, icon_button_ui, list_keys};
use crate::app::words;
use row::RowLook;

/// The tree, where it is open; in a narrow window a rail in its place.
#[must_use]
pub fn tree_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let is_narrow = ui.ctx().content_rect().width() < extent::NARROW;
    let noted = (state.tree.is_rail != is_narrow).then_some(Action::TreeIsRail(is_narrow));
    if is_narrow {
        return rail::rail_ui(ui, state, review).or(noted);
    }
    if !state.settings.panels.tree {
        return noted;
    }
    let palette = theme::palette(ui);
    let [first, least, most] = extent::TREE;
    let panel = Panel::left("tree").resizable(true).default_size(first).size_range(least..=most);
    let shown = panel.frame(Frame::new().fill(palette.panel)).show(ui, |ui| contents_ui(ui, state, review));
    shown.inner.or(noted)
}

/// The title and the rows.
fn contents_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let titled = match &state.tree.filter {
        // Many tools are searched: the field is always there.
        _ if state.tree.is_large() => {
            let titled = title_ui(ui, false);
            search_ui(ui, state.tree.filter.as_deref().unwrap_or_default(), true).or(titled)
        }
        Some(words) => search_ui(ui, words, false),
        None => title_ui(ui, true),
    };
    rows_ui(ui, state, review).or(titled)
}

fn title_ui(ui: &mut Ui, can_search: bool) -> Option<Action> {
    let palette = theme::palette(ui);
    let mut action = None;
    bar(ui, |ui| {
        ui.label(RichText::new(words::PUBLICATION).font(theme::semibold(letter::SMALL)).color(palette.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let open = icon_button_ui(ui, Icon::Add, Command::Open.label(), None);
            if open.clicked() {
                action = Some(Action::Command(Command::Open));
            }
            if can_search && icon_button_ui(ui, Icon::Search, words::SEARCH_TREE, None).clicked() {
                action = Some(Action::FilterTree(Some(String::new())));
            }
        });
    });
    action
}

/// The field; one that stays waits for the keyboard, one that was asked for takes it.
fn search_ui(ui: &mut Ui, words: &str, stays: bool) -> Option<Action> {
    let id = Id::unique("tree search");
    let mut action = None;
    bar(ui, |ui| {
        let can_end = !stays || !words.is_empty();
        let width = ui.available_width() - gap::SMALL - if can_end { extent::BUTTON } else { gap::SMALL };
        let hint = if stays { words::SEARCH_TOOLS } else { words::SEARCH_TREE };
        let (typed, field) = field_ui(ui, id, words, hint, Some(Icon::Search), width);
        // The field takes the keyboard once, when it appears.
        let seen = id.with("was shown");
        let frame = ui.ctx().cumulative_frame_nr();
        let last = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<u64>(seen), frame));
        if last + 1 < frame && !stays {
            field.request_focus();
        }
        ui.add_space(gap::SMALL);
        let is_ended = can_end && icon_button_ui(ui, Icon::Close, words::END_SEARCH, None).clicked();
        let down = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        action = match typed {
            Some(words) => Some(Action::FilterTree(Some(words))),
            None if is_ended => Some(Action::FilterTree(None)),
            None if down => Some(Action::MoveFocus(FocusTarget::Tree)),
            None => None,
        };
    });
    action
}

fn bar(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let frame = Frame::new().inner_margin(Margin { left: gap::BAR, right: gap::LINE, top: 0, bottom: 0 });
    frame.show(ui, |ui| {
        ui.set_height(extent::TABS);
        ui.set_width(ui.available_width());
        ui.with_layout(Layout::left_to_right(Align::Center), contents);
    });
}

fn rows_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let tree = &state.tree;
    if tree.rows.is_empty() {
        nothing_ui(ui, state);
        return None;
    }
    let room = ui.available_rect_before_wrap();
    let selected = tree.position(&state.selection);
    let id = Id::unique("tree rows");
    let (list, key) = list_keys(ui, id, room, words::PUBLICATION, state.focus, FocusTarget::Tree);
    let screen = (room.height() / extent::TREE_ROW).floor().max(1.0) as usize;
    let mut action = key.and_then(|key| keys::act(state, selected, key, screen));
    let opens_menu = key == Some(ListKey::Menu);
    let area = ScrollArea::vertical().id_salt("tree").auto_shrink(false).animated(false);
    area.show_viewport(ui, |ui, viewport| {
        let count = tree.rows.len();
        ui.set_height(count as f32 * extent::TREE_ROW);
        let (left, top) = (ui.max_rect().left(), ui.max_rect().top());
        let place = |at: usize| {
            let y = top + at as f32 * extent::TREE_ROW;
            Rect::from_min_size(egui::pos2(left, y), vec2(viewport.width(), extent::TREE_ROW))
        };
        if moved(ui, id, selected)
            && let Some(at) = selected
        {
            ui.scroll_to_rect(place(at), None);
        }
        let first = (viewport.top() / extent::TREE_ROW).floor().max(0.0) as usize;
        let last = (viewport.bottom() / extent::TREE_ROW).ceil().max(0.0) as usize;
        for (at, row) in tree.rows.iter().enumerate().take(last.min(count)).skip(first) {
            let look = RowLook {
                is_selected: selected == Some(at),
                is_thing: row.thing.is_some() && row.thing == state.selection.thing,
                has_keyboard: list.has_focus(),
                is_related: is_related(review, state, row.script(), &row.node),
                opens_menu: opens_menu && selected == Some(at),
            };
            let answer = row::row_ui(ui, place(at), row, look, state);
            if answer.takes_keyboard {
                list.request_focus();
            }
            action = answer.action.or(action.take());
        }
    });
    action
}

/// True once after the selected row became another one.
fn moved(ui: &Ui, id: Id, selected: Option<usize>) -> bool {
    let id = id.with("last selected");
    let now = selected.map_or(0, |at| at as u64 + 1);
    let before = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<u64>(id), now));
    before != now
}

/// True for scripts that name or import what is selected.
fn is_related(review: &Review, state: &AppState, script: Option<&str>, node: &Node) -> bool {
    let Some(script) = script else { return false };
    match (&state.selection.thing, node) {
        (Some(Thing::Data(path)), Node::Script { .. } | Node::Toolbox) => {
            review.data(path).is_some_and(|(_, row)| row.references.iter().any(|found| found.script == script))
        }
        (Some(Thing::Module(name)), Node::Script { .. } | Node::Toolbox) => {
            let module = review.report.modules.iter().find(|row| row.name == *name);
            module.is_some_and(|row| row.imports.iter().any(|import| import.script == script))
        }
        _ => false,
    }
}

fn nothing_ui(ui: &mut Ui, state: &AppState) {
    let palette = theme::palette(ui);
    let words = match state.tree.filter.as_deref().map(str::trim) {
        Some(wanted) if !wanted.is_empty() => words::nothing_matches(wanted),
        Some(_) | None => words::NO_TREE.to_owned(),
    };
    Frame::new().inner_margin(Margin::same(gap::PANEL)).show(ui, |ui| ui.label(RichText::new(words).color(palette.text_2)));
}
