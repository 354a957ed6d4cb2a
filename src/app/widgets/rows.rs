//! Lists of any length: only the rows in sight are laid out.
//!
//! In: how many rows there are, which are titles. Out: their places, and what happened to a row.
//! Never walks all rows: a frame costs as much with a hundred thousand as with ten.

use egui::scroll_area::ScrollArea;
use egui::style::ScrollAnimation;
use egui::{Color32, CornerRadius, FontId, Id, Pos2, Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use super::icon::{Icon, paint_icon};
use crate::app::theme::{self, extent, gap, letter, radius};

/// Rows below one title, or below none.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    first: usize,
    top: f32,
    title: f32,
    rows: usize,
}

/// The places of all rows.
#[derive(Clone, Debug)]
pub struct Rows {
    stretches: Vec<Stretch>,
    count: usize,
    height: f32,
}

impl Rows {
    /// Rows without titles.
    pub fn plain(count: usize) -> Self {
        let all = Stretch { first: 0, top: 0.0, title: 0.0, rows: count };
        Self { stretches: vec![all], count, height: count as f32 * extent::ROW }
    }

    /// Groups: for each title, how many rows are shown below it.
    pub fn grouped(groups: impl Iterator<Item = usize>) -> Self {
        let mut rows = Self { stretches: Vec::new(), count: 0, height: 0.0 };
        for shown in groups {
            rows.stretches.push(Stretch { first: rows.count, top: rows.height, title: extent::GROUP, rows: shown });
            rows.count += 1 + shown;
            rows.height += extent::GROUP + shown as f32 * extent::ROW;
        }
        rows
    }

    fn place(&self, row: usize) -> (f32, f32) {
        let after = self.stretches.partition_point(|stretch| stretch.first <= row);
        let Some(stretch) = after.checked_sub(1).and_then(|at| self.stretches.get(at)) else { return (0.0, extent::ROW) };
        let within = row - stretch.first;
        match (within, stretch.title > 0.0) {
            (0, true) => (stretch.top, stretch.title),
            (within, true) => (stretch.top + stretch.title + (within - 1) as f32 * extent::ROW, extent::ROW),
            (within, false) => (stretch.top + within as f32 * extent::ROW, extent::ROW),
        }
    }

    fn at(&self, y: f32) -> usize {
        let after = self.stretches.partition_point(|stretch| stretch.top <= y);
        let Some(stretch) = after.checked_sub(1).and_then(|at| self.stretches.get(at)) else { return 0 };
        let below = ((y - stretch.top - stretch.title) / extent::ROW).floor();
        let titles = usize::from(stretch.title > 0.0);
        if below < 0.0 { stretch.first } else { stretch.first + titles + (below as usize).min(stretch.rows) }
    }
}

/// Draws the rows in sight; `reveal` is brought into sight whenever it becomes another one. Returns how many fit.
pub fn rows_ui(ui: &mut Ui, id: Id, rows: &Rows, reveal: Option<usize>, mut row_ui: impl FnMut(&mut Ui, usize, Rect)) -> usize {
    let seen = id.with("revealed");
    let is_new = ui.data(|data| data.get_temp::<Option<usize>>(seen)) != Some(reveal);
    ui.data_mut(|data| data.insert_temp(seen, reveal));
    ui.spacing_mut().item_spacing.y = 0.0;
    let fit = (ui.available_height() / extent::ROW).floor() as usize;
    ScrollArea::vertical().id_salt(id).auto_shrink(false).animated(false).show_viewport(ui, |ui, viewport| {
        ui.set_height(rows.height);
        ui.set_width(ui.available_width());
        let corner = ui.max_rect().min;
        let width = ui.available_width();
        let rect = |row: usize| {
            let (top, height) = rows.place(row);
            Rect::from_min_size(Pos2::new(corner.x, corner.y + top), vec2(width, height))
        };
        let last = rows.at(viewport.max.y).min(rows.count.saturating_sub(1));
        for row in rows.at(viewport.min.y)..=last {
            if row < rows.count {
                row_ui(ui, row, rect(row).round());
            }
        }
        if let Some(row) = reveal.filter(|_| is_new) {
            ui.scroll_to_rect_animation(rect(row), None, ScrollAnimation::none());
            // The rows of this frame stand where they stood: the next one shows them in sight.
            ui.ctx().request_repaint();
        }
    });
    fit.max(1)
}

/// How a row stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowLook {
    /// It is the selection.
    pub is_selected: bool,
    /// Its list has the keyboard.
    pub is_focused: bool,
}

/// A row that can be clicked: its ground, its line below, the bar of the selection. `name` is what a reader hears.
pub fn row_ground_ui(ui: &Ui, id: Id, rect: Rect, look: RowLook, name: &str) -> Response {
    let palette = theme::palette(ui);
    // A click, but no stop of the Tab key: the list as a whole is one.
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, look.is_selected, name));
    let painter = ui.painter();
    let fill = match (look.is_selected, look.is_focused, response.hovered()) {
        (true, true, _) => Some(palette.selected),
        (true, false, _) => Some(palette.selected_idle),
        (false, _, true) => Some(palette.hover),
        (false, _, false) => None,
    };
    if let Some(fill) = fill {
        painter.rect_filled(rect, CornerRadius::ZERO, fill);
    }
    painter.hline(rect.x_range(), rect.bottom() - 0.5, theme::hairline(palette.stroke_subtle));
    if look.is_selected {
        let bar = Rect::from_min_size(rect.min, vec2(extent::RING, rect.height()));
        painter.rect_filled(bar, CornerRadius::ZERO, if look.is_focused { palette.accent } else { palette.stroke_strong });
    }
    response
}

/// The title of a group: chevron, picture, words, the number of its rows, and a sum at the right.
pub fn title_row_ui(ui: &Ui, rect: Rect, response: &Response, is_open: bool, title: &GroupTitle<'_>) {
    let palette = theme::palette(ui);
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::ZERO, if response.hovered() { palette.hover } else { palette.panel });
    painter.hline(rect.x_range(), rect.bottom() - 0.5, theme::hairline(palette.stroke_subtle));
    let middle = rect.center().y;
    let chevron = if is_open { Icon::Opened } else { Icon::Shut };
    let mut x = rect.left() + gap::CELL;
    paint_icon(painter, chevron, Pos2::new(x + extent::ICON / 2.0, middle), extent::ICON, palette.text_2);
    x += extent::ICON + gap::SMALL;
    let (word, colour) = title.word;
    if let Some(icon) = title.icon {
        paint_icon(painter, icon, Pos2::new(x + extent::ICON / 2.0, middle), extent::ICON, colour);
        x += extent::ICON + gap::SMALL;
    }
    let at = |x: f32, height: f32| Pos2::new(x, middle - height / 2.0).round();
    let words = painter.layout_no_wrap(word.to_owned(), theme::medium(letter::BODY), colour);
    let width = words.size().x;
    painter.galley(at(x, words.size().y), words, colour);
    x += width + gap::NORMAL;
    let figure = painter.layout_no_wrap(title.number.to_string(), FontId::proportional(letter::SMALL), palette.text_2);
    let chip = Rect::from_min_size(at(x, 18.0), vec2((figure.size().x + gap::CELL).max(20.0), 18.0));
    painter.rect(chip, CornerRadius::same(radius::CHIP), palette.sunken, theme::hairline(palette.stroke), StrokeKind::Inside);
    painter.galley(chip.center() - figure.size() / 2.0, figure, palette.text_2);
    let sum = painter.layout_no_wrap(title.sum.to_owned(), FontId::proportional(letter::SMALL), palette.text_2);
    let left = rect.right() - gap::CELL - sum.size().x;
    if left > chip.right() + gap::CELL {
        painter.galley(at(left, sum.size().y), sum, palette.text_2);
    }
}

/// What stands in the title of a group.
pub struct GroupTitle<'a> {
    /// Its picture.
    pub icon: Option<Icon>,
    /// Its words and their colour.
    pub word: (&'a str, Color32),
    /// How many rows it has.
    pub number: usize,
    /// What they weigh.
    pub sum: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_where_it_was_placed() {
        let rows = Rows::grouped([2, 0, 100_000].into_iter());
        assert_eq!(rows.count, 100_005);
        for row in [0, 1, 2, 3, 4, 5, 100_004] {
            let (top, height) = rows.place(row);
            assert_eq!((rows.at(top), rows.at(top + height - 1.0)), (row, row), "{row}");
        }
        assert_eq!(Rows::plain(7).at(3.5 * extent::ROW), 3);
    }
}
