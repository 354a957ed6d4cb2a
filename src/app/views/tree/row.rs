//! A row of the tree.
//!
//! In: the row, how it is to look. Out: what was done to it.
//! Never higher than one line.

use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align2, Color32, CornerRadius, FontId, Id, Pos2, Rect, Role, Sense, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::{keys, menu};
use crate::app::action::Action;
use crate::app::state::{AppState, Node, TreeRow};
use crate::app::theme::{self, Palette, extent, gap, letter, radius};
use crate::app::widgets::{Icon, link_ui, paint_icon, tick_in_part_ui, tick_ui};
use crate::app::words;
use crate::text::visible;

/// How a row is to look.
#[derive(Clone, Copy)]
pub struct RowLook {
    /// The keyboard stands on it.
    pub is_selected: bool,
    /// It is what is selected, not only where that stands.
    pub is_thing: bool,
    /// The tree has the keyboard.
    pub has_keyboard: bool,
    /// It names what is selected.
    pub is_related: bool,
    /// Its menu was asked for by a key.
    pub opens_menu: bool,
}

/// What was done to a row.
#[derive(Default)]
pub struct Answer {
    /// What that asks for.
    pub action: Option<Action>,
    /// True if the tree shall have the keyboard.
    pub takes_keyboard: bool,
}

/// Draws a row.
pub fn row_ui(ui: &mut Ui, rect: Rect, row: &TreeRow, look: RowLook, state: &AppState) -> Answer {
    match &row.node {
        Node::AbsentNote => {
            let at = pos2(label_left(rect, row) + extent::TREE_STEP, rect.center().y);
            let colour = theme::palette(ui).text_2;
            ui.painter().text(at, Align2::LEFT_CENTER, &row.label, FontId::proportional(letter::SMALL), colour);
            Answer::default()
        }
        Node::AbsentAnswers(path) => {
            let room = rect.with_min_x(label_left(rect, row) + extent::TREE_STEP);
            let action = ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
                ui.horizontal_centered(|ui| {
                    ui.spacing_mut().item_spacing.x = gap::CELL;
                    let locate = link_ui(ui, words::LOCATE).clicked().then(|| Action::Locate(path.clone()));
                    let remove = link_ui(ui, words::REMOVE).clicked().then(|| Action::RemoveInput(path.clone()));
                    locate.or(remove)
                })
                .inner
            });
            Answer { action: action.inner, takes_keyboard: false }
        }
        Node::Section(_) if row.is_open.is_none() => {
            section_ui(ui, rect, row);
            Answer::default()
        }
        Node::Section(_)
        | Node::Toolbox
        | Node::Toolset
        | Node::Tool { .. }
        | Node::Script { .. }
        | Node::Package
        | Node::Document
        | Node::Unused
        | Node::Absent(_) => node_ui(ui, rect, row, look, state),
    }
}

fn section_ui(ui: &Ui, rect: Rect, row: &TreeRow) {
    let at = pos2(rect.left() + f32::from(gap::BAR), rect.center().y + 2.0);
    let palette = theme::palette(ui);
    ui.painter().text(at, Align2::LEFT_CENTER, &row.label, theme::semibold(letter::HEADER), palette.text_2);
}

/// Where a row's words begin, seen from the left edge of its icon's room.
fn label_left(rect: Rect, row: &TreeRow) -> f32 {
    rect.left() + f32::from(gap::BAR) + row.depth as f32 * extent::TREE_STEP
}

fn node_ui(ui: &mut Ui, rect: Rect, row: &TreeRow, look: RowLook, state: &AppState) -> Answer {
    let palette = theme::palette(ui);
    let id = Id::unique(("tree row", &row.key));
    let response = ui.interact(rect, id, Sense::CLICK);
    let said = words::with_counts(&said(row), row.counts);
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, look.is_selected, &said));
    background(ui, rect, look, response.hovered(), palette);
    let mut x = label_left(rect, row);
    let mut action = None;
    if let Some(is_open) = row.is_open {
        let chevron = Rect::from_center_size(pos2(x + 2.0, rect.center().y), vec2(extent::ICON + gap::NORMAL, rect.height()));
        let toggle = ui.interact(chevron, id.with("chevron"), Sense::CLICK);
        toggle.widget_info(|| WidgetInfo::labeled(Role::DisclosureTriangle, true, words::open_or_close(is_open)));
        paint_icon(
            ui.painter(),
            if is_open { Icon::Opened } else { Icon::Shut },
            pos2(x + 2.0, rect.center().y),
            extent::ICON,
            palette.text_2,
        );
        action = toggle.clicked().then(|| Action::ToggleNode(row.key.clone()));
    }
    x += extent::ICON;
    if row.ticks.is_some() {
        action = publish_ui(ui, Rect::from_min_size(pos2(x, rect.top()), vec2(extent::ICON, rect.height())), row).or(action);
        x += extent::ICON + gap::SMALL;
    }
    let right = counts_ui(ui, rect, x, row, palette);
    let name = label_ui(ui, Rect::from_min_max(pos2(x, rect.top()), pos2(right, rect.bottom())), row, palette);
    let aside = row.is_aside.then(|| words::OTHER_SERVICE.to_owned());
    let hints: Vec<String> = [name, row.problem.clone(), aside].into_iter().flatten().collect();
    let response = if hints.is_empty() { response } else { response.on_hover_text(visible_lines(&hints)) };
    let chosen = menu::menu_ui(&response, row, look.opens_menu, state);
    let clicked = response.clicked() || response.secondary_clicked();
    let select = clicked.then(|| Action::SelectNode(row.key.clone()));
    let opened = response.double_clicked().then(|| keys::enter(row)).flatten();
    Answer { takes_keyboard: clicked, action: chosen.or(action).or(opened).or(select) }
}

fn visible_lines(lines: &[String]) -> String {
    lines.iter().map(|line| visible(line)).collect::<Vec<_>>().join("\n")
}

fn background(ui: &Ui, rect: Rect, look: RowLook, is_hovered: bool, palette: &Palette) {
    let painter = ui.painter();
    let fill = match (look.is_selected, look.has_keyboard) {
        (true, true) => Some(palette.selected),
        (true, false) => Some(palette.selected_idle),
        (false, _) => (is_hovered || look.is_related || look.is_thing).then_some(palette.hover),
    };
    if let Some(fill) = fill {
        painter.rect_filled(rect, CornerRadius::ZERO, fill);
    }
    if look.is_selected && look.is_thing {
        let bar = rect.with_max_x(rect.left() + extent::RING);
        let colour = if look.has_keyboard { palette.accent } else { palette.stroke_strong };
        painter.rect_filled(bar, CornerRadius::ZERO, colour);
    } else if look.is_selected && look.has_keyboard {
        let ring = theme::edge(palette.accent, extent::RING);
        painter.rect_stroke(rect.shrink(1.0), CornerRadius::same(radius::MARK), ring, StrokeKind::Inside);
    }
}

fn publish_ui(ui: &mut Ui, rect: Rect, row: &TreeRow) -> Option<Action> {
    let (_, ticked) = row.ticks.as_ref()?;
    let why_not = row.is_last.then_some(words::LAST_TOOL);
    let name = words::publish(&visible(&row.label));
    let is_some = ticked.chosen > 0 && !ticked.is_all();
    let tick = ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        let tick = |ui: &mut Ui| match is_some {
            true => tick_in_part_ui(ui, &name),
            false => tick_ui(ui, ticked.is_all(), "", &name, why_not),
        };
        ui.horizontal_centered(tick).inner
    });
    let tick = tick.inner.on_hover_text(&name);
    tick.clicked().then(|| keys::tick(row)).flatten()
}

/// Errors and warnings at the right; where the words, which begin at `from`, must end.
fn counts_ui(ui: &Ui, rect: Rect, from: f32, row: &TreeRow, palette: &Palette) -> f32 {
    let mut right = rect.right() - f32::from(gap::BAR);
    let (errors, warnings) = row.counts;
    for (count, icon, colour) in [(warnings, Icon::Warning, palette.warning), (errors, Icon::Error, palette.error)] {
        if count > 0 {
            let words = ui.painter().layout_no_wrap(count.to_string(), theme::medium(letter::SMALL), colour);
            right -= words.size().x;
            ui.painter().galley(pos2(right, rect.center().y - words.size().y / 2.0), words, colour);
            right -= extent::ICON_SMALL + 3.0;
            paint_icon(ui.painter(), icon, pos2(right + extent::ICON_SMALL / 2.0, rect.center().y), extent::ICON_SMALL, colour);
            right -= gap::SMALL;
        }
    }
    if let Some(words) = how_many(row) {
        right = word_ui(ui, right, rect, &words, None, palette.text_3);
    }
    if let Node::Tool { state, .. } = row.node
        && let Some((word, icon)) = state_word(state)
    {
        let width = |text: &str, size: f32| {
            ui.painter().layout_no_wrap(text.to_owned(), FontId::proportional(size), palette.text).size().x
        };
        let room = right - from - extent::ICON - gap::SMALL - extent::ICON_SMALL - 3.0 - gap::NORMAL;
        let word = if fits(room, width(&visible(&row.label), letter::BODY), width(word, letter::SMALL)) { word } else { "" };
        return word_ui(ui, right, rect, word, Some(icon), palette.warning);
    }
    let unread = matches!(row.node, Node::Toolbox) && row.problem.is_some() && errors + warnings == 0;
    if unread {
        right -= extent::ICON_SMALL;
        let at = pos2(right + extent::ICON_SMALL / 2.0, rect.center().y);
        paint_icon(ui.painter(), Icon::Warning, at, extent::ICON_SMALL, palette.warning);
        right -= gap::SMALL;
    }
    right
}

/// Whether the word for a tool's state has room beside its name, which says more: the icon stays, and the tooltip says the word.
fn fits(room: f32, name: f32, word: f32) -> bool {
    room - word >= name.min(extent::TOOL_NAME)
}

/// How many tools of a toolset or toolbox are chosen; the name of a toolbox needs the room where all are.
fn how_many(row: &TreeRow) -> Option<String> {
    let (_, ticked) = row.ticks.as_ref()?;
    match &row.node {
        Node::Toolset => Some(words::ticked(*ticked)),
        Node::Toolbox if !ticked.is_all() => Some(words::ticked(*ticked)),
        _ => None,
    }
}

/// A word at the right of a row, with its icon; where the words before it must end.
fn word_ui(ui: &Ui, right: f32, rect: Rect, word: &str, icon: Option<Icon>, colour: Color32) -> f32 {
    let words = ui.painter().layout_no_wrap(word.to_owned(), FontId::proportional(letter::SMALL), colour);
    let mut left = right - words.size().x;
    ui.painter().galley(pos2(left, rect.center().y - words.size().y / 2.0), words, colour);
    if let Some(icon) = icon {
        left -= extent::ICON_SMALL + 3.0;
        paint_icon(ui.painter(), icon, pos2(left + extent::ICON_SMALL / 2.0, rect.center().y), extent::ICON_SMALL, colour);
    }
    left - gap::NORMAL
}

/// What can be had of a tool that was not read whole, as a word and its icon.
fn state_word(state: &'static str) -> Option<(&'static str, Icon)> {
    match state {
        "protected" => Some((state, Icon::Lock)),
        "partial" | "dynamic" => Some((state, Icon::Unsure)),
        "unreadable" => Some((state, Icon::Close)),
        _ => None,
    }
}

/// What a reader hears: the name, what can be had of it, how much of it is chosen.
fn said(row: &TreeRow) -> String {
    let label = visible(&row.label);
    match (&row.node, &row.ticks) {
        (Node::Tool { state, .. }, _) if state_word(state).is_some() => format!("{label}, {state}"),
        (Node::Toolbox | Node::Toolset, Some((_, ticked))) if !ticked.is_all() => {
            format!("{label}, {}", words::chosen_tools(*ticked))
        }
        _ => label.into_owned(),
    }
}

/// The icon and the words; the whole of them where they had to be cut.
fn label_ui(ui: &Ui, rect: Rect, row: &TreeRow, palette: &Palette) -> Option<String> {
    let (icon, colour, font) = style(row, palette);
    let mut left = rect.left();
    if let Some(icon) = icon {
        let at = Pos2::new(left + extent::ICON / 2.0, rect.center().y);
        paint_icon(ui.painter(), icon, at, extent::ICON, if colour == palette.text { palette.text_2 } else { colour });
        left += extent::ICON + gap::SMALL;
    }
    let mut job = LayoutJob::simple_singleline(visible(&row.label).into_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width((rect.right() - left).max(0.0));
    let words = ui.painter().layout_job(job);
    let is_cut = words.elided;
    let at = Pos2::new(left, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, colour);
    is_cut.then(|| row.label.clone())
}

/// What is not published stands back.
fn of_tools(row: &TreeRow, palette: &Palette) -> Color32 {
    let is_out = row.is_aside || row.ticks.as_ref().is_some_and(|(_, ticked)| ticked.chosen == 0);
    if is_out { palette.text_3 } else { palette.text }
}

fn style(row: &TreeRow, palette: &Palette) -> (Option<Icon>, Color32, FontId) {
    let body = FontId::proportional(letter::BODY);
    match &row.node {
        Node::Section(_) => (None, palette.text_2, theme::semibold(letter::HEADER)),
        Node::Toolbox => (Some(Icon::Toolbox), of_tools(row, palette), theme::semibold(letter::BODY)),
        Node::Toolset => (Some(Icon::Folder), of_tools(row, palette), body),
        Node::Tool { kind, .. } => {
            let icon = if *kind == "model" { Icon::Model } else { Icon::Tool };
            (Some(icon), of_tools(row, palette), body)
        }
        Node::Script { role: "validation" } => (Some(Icon::Validation), palette.text, body),
        Node::Script { .. } => (Some(Icon::Script), palette.text, body),
        Node::Package => (Some(Icon::Folder), palette.text, body),
        Node::Document => (Some(Icon::Map), palette.text, body),
        Node::Unused => (Some(Icon::Script), palette.text_3, body),
        Node::Absent(_) | Node::AbsentNote | Node::AbsentAnswers(_) => (Some(Icon::Unreachable), palette.error, body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_for_a_state_gives_way_to_the_name_of_the_tool() {
        assert!(fits(200.0, 90.0, 60.0));
        assert!(fits(120.0, 40.0, 60.0), "a short name leaves room");
        assert!(!fits(140.0, 90.0, 60.0));
        assert!(fits(200.0, 900.0, 60.0), "a long name need not be whole");
    }
}
