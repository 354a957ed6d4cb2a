//! One line of source, as it is drawn everywhere in this tab.
//!
//! In: a line, its comment, its marks. Out: the drawn line, and where its marks stand.
//! Never lays out what is not in sight.

use std::ops::Range;

use egui::text::{CCursor, LayoutJob};
use egui::{Color32, FontId, Pos2, Rect, TextFormat, Ui};

use super::look::{Edge, paint_edge};
use crate::app::state::{ShownLine, TextLines};
use crate::app::theme::{self, extent, letter, radius};
use crate::text::Span;

/// A text of a line that stands out.
pub struct Stretch {
    /// Its bytes.
    pub span: Span,
    /// Its colour.
    pub colour: Color32,
    /// The colour of what is below it.
    pub line: Color32,
    /// What is behind it.
    pub tint: Color32,
    /// What is below it.
    pub edge: Edge,
}

/// Where a line goes.
#[derive(Clone, Copy)]
pub struct Spot {
    /// The left end of its first column, out of sight where the view is scrolled to the right.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// The least and the greatest x that are in sight.
    pub sight: [f32; 2],
}

/// The font of source.
pub fn font() -> FontId {
    FontId::monospace(letter::SMALL)
}

/// The width of a column.
pub fn column_width(ui: &Ui) -> f32 {
    ui.fonts_mut(|fonts| fonts.glyph_width(&font(), 'm'))
}

/// Draws a line; the rectangle of each stretch, `None` for one out of sight.
pub fn line_ui(
    ui: &Ui,
    lines: &TextLines,
    line: u32,
    spot: Spot,
    comment: Option<Span>,
    marked: &[Stretch],
) -> Vec<Option<Rect>> {
    let palette = theme::palette(ui);
    let column = column_width(ui);
    let shown = lines.shown(line, columns_in_sight(spot, column));
    let mut coloured: Vec<(Range<usize>, Color32)> = Vec::new();
    let marks = marked.iter().map(|stretch| (stretch.span, stretch.colour));
    for (span, colour) in marks.chain(comment.map(|span| (span, palette.text_3))) {
        coloured.extend(shown.characters(span).map(|range| (range, colour)));
    }
    let galley = ui.painter().layout_job(job(&shown, coloured, palette.text));
    let left = spot.left + shown.column as f32 * column;
    let middle = spot.top + extent::SOURCE_ROW / 2.0;
    let x = |character: usize| left + galley.pos_from_cursor(CCursor::new(character)).min.x;
    let rect_of = |stretch: &Stretch| {
        let range = shown.characters(stretch.span)?;
        Some(Rect::from_x_y_ranges(x(range.start)..=x(range.end), spot.top + 2.0..=spot.top + extent::SOURCE_ROW - 1.0))
    };
    let rects: Vec<Option<Rect>> = marked.iter().map(rect_of).collect();
    for (stretch, rect) in marked.iter().zip(&rects) {
        if let Some(rect) = rect {
            ui.painter().rect_filled(rect.expand2(egui::vec2(1.0, 0.0)), f32::from(radius::MARK), stretch.tint);
        }
    }
    ui.painter().galley(Pos2::new(left, middle - galley.size().y / 2.0), galley.clone(), palette.text);
    for (stretch, rect) in marked.iter().zip(&rects) {
        if let Some(rect) = rect {
            paint_edge(ui, rect.expand2(egui::vec2(1.0, 0.0)), stretch.edge, stretch.line);
        }
    }
    rects
}

fn columns_in_sight(spot: Spot, column: f32) -> Range<usize> {
    let at = |x: f32| ((x - spot.left) / column).max(0.0) as usize;
    let [least, greatest] = spot.sight;
    at(least)..at(greatest) + 1
}

/// The words of a line in their colours; where two marks meet, the first one is seen.
fn job(shown: &ShownLine, mut coloured: Vec<(Range<usize>, Color32)>, plain: Color32) -> LayoutJob {
    coloured.sort_by_key(|(range, _)| range.start);
    let mut job = LayoutJob::default();
    job.wrap.max_width = f32::INFINITY;
    job.break_on_newline = false;
    let mut letters = shown.text.chars();
    let mut at = 0;
    let mut take = |until: usize, colour: Color32| {
        let piece: String = letters.by_ref().take(until.saturating_sub(at)).collect();
        at = at.max(until);
        job.append(&piece, 0.0, TextFormat::simple(font(), colour));
    };
    for (range, colour) in coloured {
        take(range.start, plain);
        take(range.end, colour);
    }
    take(usize::MAX, plain);
    job
}
