//! Small things inside rows: badges, the one button, buttons of words alone.
//!
//! In: words. Out: a response with an accessible label.
//! Never higher than the row.

use egui::{CornerRadius, FontId, Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use super::button::{Look, focus_ring};
use super::icon::{Icon, paint_icon};
use crate::app::theme::{self, extent, gap, letter, radius};

/// A small picture in a frame; `name` says what it means.
pub fn badge_ui(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 18.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let corner = CornerRadius::same(radius::TICK);
    ui.painter().rect(rect, corner, palette.sunken, theme::hairline(palette.stroke), StrokeKind::Inside);
    paint_icon(ui.painter(), icon, rect.center(), extent::ICON_SMALL, palette.text_2);
    response.on_hover_text(name)
}

/// The one button of a row: the recommended repair.
pub fn row_button_ui(ui: &mut Ui, label: &str) -> Response {
    let palette = theme::palette(ui);
    words_button_ui(ui, label, theme::semibold(letter::SMALL), 22.0, palette.accent, true)
}

/// A button of words alone; `why_not` disables it and is its tooltip.
pub fn text_button_ui(ui: &mut Ui, look: Look, label: &str, why_not: Option<&str>) -> Response {
    let palette = theme::palette(ui);
    let colour = if why_not.is_some() { palette.text_off } else { palette.text };
    let response = words_button_ui(ui, label, theme::medium(letter::BODY), extent::BUTTON, colour, look != Look::Quiet);
    match why_not {
        Some(reason) => response.on_hover_text(reason),
        None => response,
    }
}

fn words_button_ui(ui: &mut Ui, label: &str, font: FontId, height: f32, colour: egui::Color32, is_framed: bool) -> Response {
    let palette = theme::palette(ui);
    let words = ui.painter().layout_no_wrap(label.to_owned(), font, colour);
    let (rect, response) = ui.allocate_exact_size(vec2(words.size().x + 2.0 * gap::NORMAL, height), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    let fill = match (is_framed, response.hovered()) {
        (_, true) => palette.hover,
        (true, false) => palette.raised,
        (false, false) => theme::CLEAR,
    };
    let border = if is_framed { palette.stroke } else { theme::CLEAR };
    let shape = Rect::from_center_size(rect.center(), rect.size());
    ui.painter().rect(shape, CornerRadius::same(radius::CONTROL), fill, theme::hairline(border), StrokeKind::Inside);
    ui.painter().galley((rect.center() - words.size() / 2.0).round(), words, colour);
    focus_ring(ui, &response, rect, palette);
    response
}
