//! The window with nothing in it: a drop zone, and the first scan.
//!
//! In: the state. Out: a command.
//! Never the only place that takes drops: the whole window does.

use egui::{
    Align, CentralPanel, Color32, CornerRadius, Frame, Layout, Pos2, Rect, RichText, Shape, StrokeKind, Ui, UiBuilder, vec2,
};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::AppState;
use crate::app::theme::{self, Palette, extent, gap, letter, radius};
use crate::app::widgets::{Icon, Look, button_ui, button_width};
use crate::app::words;

/// The drop zone, or the sentence that says what is being scanned.
#[must_use]
pub fn empty_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    let panel = CentralPanel::default().frame(Frame::new().fill(palette.content));
    panel.show(ui, |ui| if state.scan.is_some() { scanning_ui(ui, state) } else { drop_zone_ui(ui, state) }).inner
}

fn scanning_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    // Most scans are over before the eye has found the words, so the words wait.
    state.scan?.progress?;
    ui.add_space(ui.available_height() / 3.0);
    ui.vertical_centered(|ui| ui.label(RichText::new(words::scanning(state)).size(letter::TITLE)));
    None
}

fn drop_zone_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    let room = ui.max_rect();
    let size = theme::drop_zone_size(room.size());
    let top = room.top() + ((room.height() - size.y) / 3.0).max(gap::BLOCK);
    let zone = Rect::from_min_size(Pos2::new(room.center().x - size.x / 2.0, top).round(), size.round());
    ui.painter().rect_filled(zone, CornerRadius::same(radius::SHEET), palette.panel);
    dashed_border(ui, zone, palette);
    let inside = UiBuilder::new().max_rect(zone.shrink(gap::BLOCK)).layout(Layout::top_down(Align::Center));
    let action = ui.scope_builder(inside, |ui| zone_contents_ui(ui, state)).inner;
    let below = Pos2::new(zone.left() + gap::CELL, zone.bottom() + gap::CELL);
    ui.put(Rect::from_min_size(below, vec2(zone.width() - gap::BLOCK, 20.0)), |ui: &mut Ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.label(RichText::new(words::DROP_KINDS).size(letter::SMALL).color(palette.text_3))
        })
        .response
    });
    action
}

fn zone_contents_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    ui.add_space(gap::NORMAL);
    let (sheets, _) = ui.allocate_exact_size(vec2(110.0, 76.0), egui::Sense::hover());
    paint_sheets(ui, sheets, palette);
    ui.add_space(gap::CELL);
    ui.label(RichText::new(words::DROP_TITLE).font(theme::semibold(letter::LARGE)).color(palette.text));
    ui.scope(|ui| {
        ui.set_max_width(440.0);
        ui.label(RichText::new(words::DROP_TEXT).color(palette.text_2));
    });
    ui.add_space(gap::CELL);
    let buttons = [
        (Command::Open, Look::Primary, Icon::Open),
        (Command::OpenFolder, Look::Plain, Icon::Folder),
        (Command::OpenSample, Look::Quiet, Icon::Sample),
    ];
    let widths = buttons.iter().map(|(command, look, _)| button_width(ui, *look, command.label()));
    let row = widths.sum::<f32>() + gap::NORMAL * (buttons.len() - 1) as f32;
    ui.allocate_ui_with_layout(vec2(row, extent::BUTTON), Layout::left_to_right(Align::Center), |ui| {
        let mut action = None;
        for (command, look, icon) in buttons {
            let button = button_ui(ui, look, icon, command.label(), command.why_not(state));
            if button.on_hover_text(command.tooltip()).clicked() {
                action = Some(Action::Command(command));
            }
        }
        action
    })
    .inner
}

fn dashed_border(ui: &Ui, zone: Rect, palette: &Palette) {
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
fn paint_sheets(ui: &Ui, area: Rect, palette: &Palette) {
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
