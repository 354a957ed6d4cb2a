//! Small controls: chips, icon buttons, links, tick boxes, text fields, keys.
//!
//! In: words, whether it is on. Out: a response with an accessible label.
//! Never larger than its row, never smaller than a hand needs.

use egui::{
    Color32, CornerRadius, FontId, Frame, Id, Margin, Pos2, Rect, Response, Role, Sense, StrokeKind, TextEdit, Ui, WidgetInfo,
    vec2,
};

use super::button::focus_ring;
use super::icon::{Icon, icon_ui, paint_icon};
use crate::app::theme::{self, extent, gap, letter, radius};

/// A chip: words with a number, on or off; `icon` takes its own colour.
pub fn chip_ui(ui: &mut Ui, label: &str, number: Option<usize>, icon: Option<(Icon, Color32)>, is_on: bool) -> Response {
    let palette = theme::palette(ui);
    let words = ui.painter().layout_no_wrap(label.to_owned(), theme::medium(letter::SMALL), palette.text);
    let figure =
        number.map(|number| ui.painter().layout_no_wrap(number.to_string(), theme::semibold(letter::SMALL), palette.text));
    let icon_room = icon.map_or(0.0, |_| extent::ICON_SMALL + gap::SMALL);
    let figure_room = figure.as_ref().map_or(0.0, |figure| figure.size().x + gap::SMALL);
    let width = gap::CELL + icon_room + words.size().x + figure_room + gap::CELL;
    let (rect, response) = ui.allocate_exact_size(vec2(width, extent::SMALL_BUTTON), Sense::click());
    let said = number.map_or_else(|| label.to_owned(), |number| format!("{label}, {number}"));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, &said));
    let fill = match (is_on, response.hovered()) {
        (true, _) => palette.selected,
        (false, true) => palette.hover,
        (false, false) => palette.raised,
    };
    let border = theme::hairline(if is_on { palette.accent } else { palette.stroke });
    let corner = CornerRadius::same(radius::PILL);
    ui.painter().rect(rect, corner, fill, border, StrokeKind::Inside);
    let mut x = rect.left() + gap::CELL;
    if let Some((icon, colour)) = icon {
        paint_icon(ui.painter(), icon, Pos2::new(x + extent::ICON_SMALL / 2.0, rect.center().y), extent::ICON_SMALL, colour);
        x += icon_room;
    }
    let y = rect.center().y - words.size().y / 2.0;
    let after = x + words.size().x + gap::SMALL;
    ui.painter().galley(Pos2::new(x, y), words, palette.text);
    if let Some(figure) = figure {
        ui.painter().galley(Pos2::new(after, y), figure, palette.text);
    }
    focus_ring(ui, &response, rect, palette);
    response
}

/// A button with a picture only; `label` is its tooltip and its accessible name.
pub fn icon_button_ui(ui: &mut Ui, icon: Icon, label: &str, why_not: Option<&str>) -> Response {
    any_icon_button_ui(ui, icon, label, None, why_not)
}

fn any_icon_button_ui(ui: &mut Ui, icon: Icon, label: &str, colour: Option<Color32>, why_not: Option<&str>) -> Response {
    let palette = theme::palette(ui);
    let enabled = why_not.is_none();
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(extent::BUTTON, extent::BUTTON), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    if response.hovered() && enabled {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), palette.stroke_subtle);
    }
    let colour = colour.filter(|_| enabled).unwrap_or(if enabled { palette.text_2 } else { palette.text_off });
    paint_icon(ui.painter(), icon, rect.center(), extent::ICON_LARGE, colour);
    focus_ring(ui, &response, rect, palette);
    match why_not {
        Some(reason) => response.on_hover_text(format!("{label}. {reason}")),
        None => response.on_hover_text(label),
    }
}

/// A button with a picture that speaks in its own colour.
pub fn icon_button_in_ui(ui: &mut Ui, icon: Icon, label: &str, colour: Color32) -> Response {
    any_icon_button_ui(ui, icon, label, Some(colour), None)
}

/// An entry of a menu; `why_not` disables it and is its tooltip.
pub fn entry_ui(ui: &mut Ui, icon: Option<Icon>, label: &str, why_not: Option<&str>) -> Response {
    let palette = theme::palette(ui);
    let enabled = why_not.is_none();
    let colour = if enabled { palette.text } else { palette.text_off };
    let words = ui.painter().layout_no_wrap(label.to_owned(), FontId::proportional(letter::BODY), colour);
    let left = gap::NORMAL + extent::ICON + gap::NORMAL;
    let width = (left + words.size().x + gap::CELL).max(ui.available_width());
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(width, extent::BUTTON), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, enabled, label));
    if enabled && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), palette.hover);
    }
    if let Some(icon) = icon {
        let at = Pos2::new(rect.left() + gap::NORMAL + extent::ICON / 2.0, rect.center().y);
        paint_icon(ui.painter(), icon, at, extent::ICON, if enabled { palette.text_2 } else { palette.text_off });
    }
    let at = Pos2::new(rect.left() + left, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, colour);
    match why_not {
        Some(reason) => response.on_hover_text(reason),
        None => response,
    }
}

/// Words that lead somewhere.
pub fn link_ui(ui: &mut Ui, label: &str) -> Response {
    link_with_ui(ui, label, theme::medium(letter::SMALL), None)
}

/// Words that lead somewhere, in any font, with an icon before them.
pub fn link_with_ui(ui: &mut Ui, label: &str, font: FontId, icon: Option<Icon>) -> Response {
    let palette = theme::palette(ui);
    let icon_room = icon.map_or(0.0, |_| extent::ICON_SMALL + gap::SMALL);
    let room = (ui.available_width() - icon_room).max(24.0);
    let mut job = egui::text::LayoutJob::simple_singleline(label.to_owned(), font, palette.accent);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let words = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(vec2(icon_room + words.size().x, extent::SMALL_BUTTON), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, label));
    if let Some(icon) = icon {
        let centre = Pos2::new(rect.left() + extent::ICON_SMALL / 2.0, rect.center().y);
        paint_icon(ui.painter(), icon, centre, extent::ICON_SMALL, palette.accent);
    }
    let at = Pos2::new(rect.left() + icon_room, rect.center().y - words.size().y / 2.0);
    if response.hovered() {
        let line =
            Rect::from_min_max(Pos2::new(at.x, at.y + words.size().y), Pos2::new(rect.right(), at.y + words.size().y + 1.0));
        ui.painter().rect_filled(line, CornerRadius::ZERO, palette.accent);
    }
    ui.painter().galley(at, words, palette.accent);
    focus_ring(ui, &response, rect.expand2(vec2(3.0, 0.0)), palette);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A tick box with words behind it; the words may be empty where a row says them, then `name` is what a reader hears.
pub fn tick_ui(ui: &mut Ui, is_on: bool, label: &str, name: &str, why_not: Option<&str>) -> Response {
    let palette = theme::palette(ui);
    let enabled = why_not.is_none();
    let words = ui.painter().layout_no_wrap(label.to_owned(), FontId::proportional(letter::BODY), palette.text);
    let room = if label.is_empty() { 0.0 } else { gap::NORMAL + words.size().x };
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(extent::ICON + room, extent::SMALL_BUTTON), sense);
    let said = if label.is_empty() { name } else { label };
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, is_on, said));
    let square = Rect::from_center_size(Pos2::new(rect.left() + extent::ICON / 2.0, rect.center().y), vec2(15.0, 15.0));
    let corner = CornerRadius::same(radius::TICK);
    let (fill, border) = match (is_on, enabled) {
        (true, true) => (palette.accent_fill, palette.accent_fill),
        (true, false) => (palette.text_off, palette.text_off),
        (false, true) => (palette.raised, palette.stroke_strong),
        (false, false) => (palette.panel, palette.stroke),
    };
    ui.painter().rect(square, corner, fill, theme::hairline(border), StrokeKind::Inside);
    if is_on {
        paint_icon(ui.painter(), Icon::Check, square.center(), extent::ICON_SMALL, palette.on_accent);
    }
    let at = Pos2::new(rect.left() + extent::ICON + gap::NORMAL, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, if enabled { palette.text } else { palette.text_off });
    focus_ring(ui, &response, rect.expand(2.0), palette);
    match why_not {
        Some(reason) => response.on_hover_text(reason),
        None => response,
    }
}

/// A tick box of several things, of which only some are ticked.
pub fn tick_in_part_ui(ui: &mut Ui, name: &str) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(extent::ICON, extent::SMALL_BUTTON), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::CheckBox, true, name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_toggled(egui::accesskit::Toggled::Mixed));
    let square = Rect::from_center_size(Pos2::new(rect.left() + extent::ICON / 2.0, rect.center().y), vec2(15.0, 15.0));
    let corner = CornerRadius::same(radius::TICK);
    ui.painter().rect(square, corner, palette.accent_fill, theme::hairline(palette.accent_fill), StrokeKind::Inside);
    let dash = Rect::from_center_size(square.center(), vec2(7.0, extent::RING));
    ui.painter().rect_filled(dash, CornerRadius::ZERO, palette.on_accent);
    focus_ring(ui, &response, rect.expand(2.0), palette);
    response
}

/// A field for words, with a picture at its left; the new text where it changed.
pub fn field_ui(ui: &mut Ui, id: Id, text: &str, hint: &str, icon: Option<Icon>, width: f32) -> (Option<String>, Response) {
    let palette = theme::palette(ui);
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let border = if has_focus { theme::edge(palette.accent, extent::RING) } else { theme::hairline(palette.stroke) };
    let frame = Frame::new()
        .fill(palette.raised)
        .stroke(border)
        .corner_radius(CornerRadius::same(radius::CONTROL))
        .inner_margin(Margin::symmetric(gap::FIELD, 0));
    let mut edited = text.to_owned();
    let shown = frame.show(ui, |ui| {
        ui.set_width(width - 2.0 * f32::from(gap::FIELD));
        ui.set_height(extent::BUTTON - 2.0);
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = gap::SMALL;
            if let Some(icon) = icon {
                icon_ui(ui, icon, extent::ICON, palette.text_3);
            }
            let edit =
                TextEdit::singleline(&mut edited).id(id).frame(Frame::NONE).margin(Margin::ZERO).desired_width(f32::INFINITY);
            let edit = edit.align(egui::Align2::LEFT_CENTER);
            ui.add(edit.hint_text(egui::RichText::new(hint).color(palette.text_3)))
        })
        .inner
    });
    let response = shown.inner;
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, hint));
    ((edited != text).then_some(edited), response)
}

/// A key, as it stands on the keyboard.
pub fn key_ui(ui: &mut Ui, keys: &str) {
    let palette = theme::palette(ui);
    let words = ui.painter().layout_no_wrap(keys.to_owned(), FontId::proportional(letter::HEADER), palette.text_2);
    let (rect, _) = ui.allocate_exact_size(vec2(words.size().x + gap::CELL, 20.0), Sense::hover());
    let corner = CornerRadius::same(radius::TICK);
    ui.painter().rect(rect, corner, palette.raised, theme::hairline(palette.stroke), StrokeKind::Inside);
    ui.painter().galley(rect.center() - words.size() / 2.0, words, palette.text_2);
}
