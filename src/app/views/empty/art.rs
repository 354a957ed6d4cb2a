//! What is drawn in the drop zone: its dashed edge, three sheets of paper.
//!
//! In: a place. Out: lines and grounds.
//! Never a picture that says something the words beside it do not.

use egui::{Color32, CornerRadius, Pos2, Rect, Shape, StrokeKind, Ui, vec2};

use crate::app::theme::{self, Palette, extent, radius};

/// The dashed edge of the drop zone.
pub fn dashed_border(ui: &Ui, zone: Rect, palette: &Palette) {
    let stroke = theme::hairline(palette.stroke_strong);
    let corner = f32::from(radius::SHEET);
    let outline: Vec<Pos2> = rounded_outline(zone.shrink(0.5), corner);
    ui.painter().extend(Shape::dashed_line(&outline, stroke, 4.0, 3.0));
}

/// The outline of a rounded rectangle, closed.
fn rounded_outline(rect: Rect, corner: f32) -> Vec<Pos2> {
    let inner = rect.shrink(corner);
    let arcs =
        [(inner.right_top(), -90.0_f32), (inner.right_bottom(), 0.0), (inner.left_bottom(), 90.0), (inner.left_top(), 180.0)];
    let mut points: Vec<Pos2> = Vec::new();
    for (centre, start) in arcs {
        for step in 0..=6 {
            let angle = (start + 15.0 * step as f32).to_radians();
            points.push(centre + corner * vec2(angle.cos(), angle.sin()));
        }
    }
    points.extend(points.first().copied());
    points
}

/// Three sheets of paper; the front one has a mark on it.
pub fn paint_sheets(ui: &Ui, area: Rect, palette: &Palette) {
    let painter = ui.painter();
    let sheet = vec2(46.0, 60.0);
    for (shift, tilt) in [(-32.0, -0.13_f32), (32.0, 0.13)] {
        let back = Rect::from_center_size(area.center() + vec2(shift, 4.0), sheet - vec2(2.0, 6.0));
        let turned = |corner: Pos2| back.center() + egui::emath::Rot2::from_angle(tilt) * (corner - back.center());
        let corners: Vec<Pos2> = rounded_outline(back, 4.0).into_iter().map(turned).collect();
        painter.add(Shape::convex_polygon(corners, palette.content, theme::hairline(palette.stroke_strong)));
    }
    let front = Rect::from_center_size(area.center(), sheet);
    painter.rect(
        front,
        CornerRadius::same(radius::CONTROL),
        palette.content,
        theme::edge(palette.accent, extent::SHEET_EDGE),
        StrokeKind::Inside,
    );
    let line = |top: f32, width: f32, colour: Color32, height: f32| {
        let at = Rect::from_min_size(front.left_top() + vec2(9.0, top), vec2(width, height));
        painter.rect_filled(at, CornerRadius::same(radius::MARK), colour);
    };
    line(14.0, 20.0, palette.stroke, 2.0);
    line(21.0, 28.0, palette.stroke, 2.0);
    painter.rect_filled(
        Rect::from_min_size(front.left_top() + vec2(7.0, 28.0), vec2(32.0, 9.0)),
        CornerRadius::same(radius::MARK),
        palette.copied_tint,
    );
    line(31.0, 24.0, palette.copied, 3.0);
    line(42.0, 16.0, palette.stroke, 2.0);
}
