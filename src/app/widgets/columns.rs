//! The columns of a table: their widths, their titles, the arrows by which they are sorted.
//!
//! In: columns, the room there is. Out: where each column stands, and which title was pressed.
//! Never wider than the room: the column that takes the rest gives way.

use egui::{Align, CursorIcon, Id, Pos2, Rangef, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use super::icon::{Icon, paint_icon};
use crate::app::theme::{self, extent, gap, letter};

/// A column.
#[derive(Clone, Debug)]
pub struct ColumnSpec {
    /// Its title.
    pub title: String,
    /// How wide it is at first; `None` for the one that takes the rest.
    pub width: Option<f32>,
    /// How narrow it may become.
    pub least: f32,
    /// How far its title stands to the right: pictures stand before the words below it.
    pub indent: f32,
    /// True where numbers stand in it.
    pub is_right: bool,
    /// The arrow, where the table is sorted by it: true with the largest first.
    pub sorted: Option<bool>,
    /// True where a press on its title sorts.
    pub can_sort: bool,
}

impl ColumnSpec {
    /// A column of words.
    pub fn new(title: &str, width: Option<f32>, least: f32) -> Self {
        Self { title: title.to_owned(), width, least, indent: 0.0, is_right: false, sorted: None, can_sort: false }
    }
}

/// Where the columns stand in the room; widths that were dragged are remembered.
pub fn columns(ui: &Ui, id: Id, room: Rangef, specs: &[ColumnSpec]) -> Vec<Rangef> {
    let dragged = |at: usize| ui.data_mut(|data| data.get_persisted::<f32>(id.with(at)));
    let mut widths: Vec<f32> = Vec::with_capacity(specs.len());
    for (at, spec) in specs.iter().enumerate() {
        widths.push(spec.width.map_or(0.0, |width| dragged(at).unwrap_or(width).max(spec.least)));
    }
    let least = specs.iter().find(|spec| spec.width.is_none()).map_or(0.0, |spec| spec.least);
    let mut too_much = widths.iter().sum::<f32>() + least - room.span();
    // What is too wide for the window gives way from the left, down to its least.
    for (width, spec) in widths.iter_mut().zip(specs) {
        let less = (*width - spec.least).clamp(0.0, too_much.max(0.0));
        (*width, too_much) = (*width - less, too_much - less);
    }
    let rest = (room.span() - widths.iter().sum::<f32>()).max(0.0);
    let mut left = room.min;
    let mut places = Vec::with_capacity(specs.len());
    for (width, spec) in widths.into_iter().zip(specs) {
        let right = left + if spec.width.is_none() { rest } else { width };
        places.push(Rangef::new(left.round(), right.round().min(room.max)));
        left = right;
    }
    places
}

/// The titles; the number of the one that was pressed.
pub fn header_ui(ui: &mut Ui, id: Id, specs: &[ColumnSpec], places: &[Rangef]) -> Option<usize> {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), extent::HEADER), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme::hairline(palette.stroke_subtle));
    let mut pressed = None;
    for (at, (spec, place)) in specs.iter().zip(places).enumerate() {
        let cell = Rect::from_x_y_ranges(*place, rect.y_range());
        if title_ui(ui, id.with(("title", at)), cell, spec).clicked() && spec.can_sort {
            pressed = Some(at);
        }
        if spec.width.is_some() && at + 1 < specs.len() {
            handle_ui(ui, id.with(at), cell, spec.least);
        }
    }
    pressed
}

fn title_ui(ui: &Ui, id: Id, cell: Rect, spec: &ColumnSpec) -> Response {
    let palette = theme::palette(ui);
    let sense = if spec.can_sort { Sense::CLICK } else { Sense::hover() };
    let response = ui.interact(cell.shrink2(vec2(gap::SMALL, 4.0)), id, sense);
    let role = if spec.can_sort { Role::ColumnHeader } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, &spec.title));
    let colour = if response.hovered() && spec.can_sort { palette.text } else { palette.text_2 };
    let words = ui.painter().layout_no_wrap(spec.title.clone(), theme::semibold(letter::HEADER), colour);
    let arrow = if spec.sorted.is_some() { extent::ICON_SMALL + 2.0 } else { 0.0 };
    let width = words.size().x;
    let left = if spec.is_right { cell.right() - gap::CELL - width - arrow } else { cell.left() + gap::CELL + spec.indent };
    let painter = ui.painter().with_clip_rect(cell);
    painter.galley(Pos2::new(left, cell.center().y - words.size().y / 2.0).round(), words, colour);
    if let Some(is_descending) = spec.sorted {
        let icon = if is_descending { Icon::SortedUp } else { Icon::Sorted };
        let centre = Pos2::new(left + width + 2.0 + extent::ICON_SMALL / 2.0, cell.center().y);
        paint_icon(&painter, icon, centre, extent::ICON_SMALL, colour);
    }
    response
}

/// The line between two columns, to be dragged; a double click forgets the width.
fn handle_ui(ui: &Ui, id: Id, cell: Rect, least: f32) {
    let palette = theme::palette(ui);
    let grab = Rect::from_center_size(cell.right_center(), vec2(6.0, cell.height()));
    let response = ui.interact(grab, id.with("handle"), Sense::CLICK | Sense::DRAG);
    if response.hovered() || response.dragged() {
        ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
        ui.painter().vline(cell.right() - 0.5, cell.y_range(), theme::hairline(palette.stroke));
    }
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        ui.data_mut(|data| data.insert_persisted(id, (pointer.x - cell.left()).max(least)));
    }
    if response.double_clicked() {
        ui.data_mut(|data| data.remove::<f32>(id));
    }
}

/// A cell's contents, from its left or its right, with room on both sides.
pub fn cell_at_ui<R>(ui: &mut Ui, place: Rangef, row: Rect, is_right: bool, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let inside = Rect::from_x_y_ranges(place, row.y_range()).shrink2(vec2(gap::CELL, 0.0));
    let layout = if is_right { egui::Layout::right_to_left(Align::Center) } else { egui::Layout::left_to_right(Align::Center) };
    let mut child = ui.new_child(UiBuilder::new().max_rect(inside).layout(layout));
    child.set_clip_rect(inside.expand2(vec2(4.0, 0.0)).intersect(ui.clip_rect()));
    child.spacing_mut().item_spacing.x = gap::SMALL;
    contents(&mut child)
}
