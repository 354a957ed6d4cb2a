//! Buttons and tabs.
//!
//! In: an icon, words, whether it can be pressed. Out: a response with an accessible label.
//! Never a button without words, never a disabled one without a reason.

use egui::{Color32, CornerRadius, FontId, Pos2, Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use super::icon::{Icon, paint_icon};
use crate::app::theme::{self, Palette, extent, gap, letter, radius};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The one main button of a view.
    Primary,
    /// A button with a border.
    Plain,
    /// Only words, until the pointer is over it.
    Quiet,
}

const PADDING: f32 = 10.0;

/// How wide a button is, for views that centre a row of them.
pub fn button_width(ui: &Ui, look: Look, label: &str) -> f32 {
    width_around(ui.painter().layout_no_wrap(label.to_owned(), font(look), theme::LATER).size().x)
}

fn width_around(words: f32) -> f32 {
    PADDING + extent::ICON_LARGE + gap::SMALL + words + PADDING
}

struct Paint {
    fill: Color32,
    stroke: Color32,
    text: Color32,
}

/// A button; `why_not` disables it and is its tooltip.
pub fn button_ui(ui: &mut Ui, look: Look, icon: Icon, label: &str, why_not: Option<&str>) -> Response {
    any_button_ui(ui, look, Some(icon), label, why_not)
}

/// A button with words only, as questions have them.
pub fn word_button_ui(ui: &mut Ui, look: Look, label: &str, why_not: Option<&str>) -> Response {
    any_button_ui(ui, look, None, label, why_not)
}

fn any_button_ui(ui: &mut Ui, look: Look, icon: Option<Icon>, label: &str, why_not: Option<&str>) -> Response {
    let palette = theme::palette(ui);
    let font = font(look);
    let words = ui.painter().layout_no_wrap(label.to_owned(), font, theme::LATER);
    let width = match icon {
        Some(_) => width_around(words.size().x),
        None => words.size().x + 2.0 * (PADDING + 4.0),
    };
    let enabled = why_not.is_none();
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(width, extent::BUTTON), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    let paint = paint(palette, look, enabled, response.hovered());
    let corner = CornerRadius::same(radius::CONTROL);
    ui.painter().rect(rect, corner, paint.fill, theme::hairline(paint.stroke), StrokeKind::Inside);
    focus_ring(ui, &response, rect, palette);
    let text_at = match icon {
        Some(icon) => {
            let icon_at = Pos2::new(rect.left() + PADDING + extent::ICON_LARGE / 2.0, rect.center().y);
            paint_icon(ui.painter(), icon, icon_at, extent::ICON_LARGE, paint.text);
            Pos2::new(icon_at.x + extent::ICON_LARGE / 2.0 + gap::SMALL, rect.center().y - words.size().y / 2.0)
        }
        None => rect.center() - words.size() / 2.0,
    };
    ui.painter().galley(text_at, words, paint.text);
    match why_not {
        Some(reason) => response.on_hover_text(reason),
        None => response,
    }
}

/// A small button with a border, as wide as its words or `width`, whichever is more; words that do not fit end in `…`.
pub fn small_button_ui(ui: &mut Ui, icon: Option<Icon>, label: &str, width: f32, why_not: Option<&str>) -> Response {
    let palette = theme::palette(ui);
    let enabled = why_not.is_none();
    let colour = if enabled { palette.text } else { palette.text_off };
    let before = PADDING + icon.map_or(0.0, |_| extent::ICON + gap::SMALL);
    let mut job = egui::text::LayoutJob::simple_singleline(label.to_owned(), theme::medium(letter::SMALL), colour);
    let room = ui.available_width().max(width) - before - PADDING;
    job.wrap = egui::text::TextWrapping::truncate_at_width(if width > 0.0 { width - before - PADDING } else { room });
    let words = ui.painter().layout_job(job);
    let is_cut = words.elided;
    let wide = (before + words.size().x + PADDING).max(width);
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(wide, extent::SMALL_BUTTON), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    let paint = paint(palette, Look::Plain, enabled, response.hovered());
    let corner = CornerRadius::same(radius::CONTROL);
    ui.painter().rect(rect, corner, paint.fill, theme::hairline(paint.stroke), StrokeKind::Inside);
    focus_ring(ui, &response, rect, palette);
    if let Some(icon) = icon {
        let at = Pos2::new(rect.left() + PADDING + extent::ICON / 2.0, rect.center().y);
        paint_icon(ui.painter(), icon, at, extent::ICON, colour);
    }
    let at = Pos2::new(rect.left() + before, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, colour);
    match why_not {
        Some(reason) => response.on_hover_text(reason),
        None if is_cut => response.on_hover_text(label),
        None => response,
    }
}

/// A tab, with a number beside its name where it has one; `is_error` makes that the number of errors.
pub fn tab_ui(ui: &mut Ui, label: &str, number: Option<usize>, is_error: bool, selected: bool) -> Response {
    let palette = theme::palette(ui);
    let colour = if selected { palette.text } else { palette.text_2 };
    let words = ui.painter().layout_no_wrap(label.to_owned(), theme::medium(letter::BODY), colour);
    let (figure_font, figure_colour) = if is_error {
        (theme::semibold(letter::SMALL), palette.error)
    } else {
        (FontId::proportional(letter::SMALL), palette.text_2)
    };
    let lay_out = |number: usize| ui.painter().layout_no_wrap(number.to_string(), figure_font, figure_colour);
    let figure = number.map(lay_out);
    let icon = if is_error { extent::ICON_SMALL + 2.0 } else { 0.0 };
    let chip = figure.as_ref().map_or(0.0, |figure| gap::SMALL + icon + figure.size().x + gap::CELL);
    let width = gap::CELL + words.size().x + chip + gap::CELL;
    let (rect, response) = ui.allocate_exact_size(vec2(width, extent::TABS), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, selected, label));
    let painter = ui.painter();
    if response.hovered() && !selected {
        painter.rect_filled(rect.shrink2(vec2(2.0, 5.0)), CornerRadius::same(radius::CONTROL), palette.hover);
    }
    let text_at = Pos2::new(rect.left() + gap::CELL, rect.center().y - words.size().y / 2.0);
    let after = text_at.x + words.size().x + gap::SMALL;
    painter.galley(text_at, words, colour);
    if let Some(figure) = figure {
        let chip = Rect::from_min_size(Pos2::new(after, rect.center().y - 9.0), vec2(icon + figure.size().x + gap::CELL, 18.0));
        let (fill, border) =
            if is_error { (palette.error_tint, palette.error_tint) } else { (palette.sunken, palette.stroke_subtle) };
        painter.rect(chip, CornerRadius::same(radius::CHIP), fill, theme::hairline(border), StrokeKind::Inside);
        if is_error {
            let centre = Pos2::new(chip.left() + gap::SMALL + extent::ICON_SMALL / 2.0, chip.center().y);
            paint_icon(painter, Icon::Error, centre, extent::ICON_SMALL, figure_colour);
        }
        let at = Pos2::new(chip.right() - gap::SMALL - figure.size().x, chip.center().y - figure.size().y / 2.0);
        painter.galley(at, figure, figure_colour);
    }
    if selected {
        let bar = Rect::from_min_max(Pos2::new(rect.left(), rect.bottom() - extent::RING), rect.right_bottom());
        painter.rect_filled(bar, CornerRadius::ZERO, palette.accent);
    }
    focus_ring(ui, &response, rect.shrink(3.0), palette);
    response
}

fn font(look: Look) -> FontId {
    match look {
        Look::Primary => theme::semibold(letter::BODY),
        Look::Plain | Look::Quiet => theme::medium(letter::BODY),
    }
}

fn paint(palette: &Palette, look: Look, enabled: bool, hovered: bool) -> Paint {
    let clear = theme::CLEAR;
    match (look, enabled, hovered) {
        (Look::Primary | Look::Plain, false, _) => Paint { fill: clear, stroke: palette.stroke, text: palette.text_off },
        (Look::Quiet, false, _) => Paint { fill: clear, stroke: clear, text: palette.text_off },
        (Look::Primary, true, false) => Paint { fill: palette.accent_fill, stroke: palette.accent_fill, text: palette.on_accent },
        (Look::Primary, true, true) => {
            Paint { fill: palette.accent_fill_hover, stroke: palette.accent_fill_hover, text: palette.on_accent }
        }
        (Look::Plain, true, false) => Paint { fill: palette.raised, stroke: palette.stroke, text: palette.text },
        (Look::Plain, true, true) => Paint { fill: palette.hover, stroke: palette.stroke, text: palette.text },
        (Look::Quiet, true, false) => Paint { fill: clear, stroke: clear, text: palette.text },
        (Look::Quiet, true, true) => Paint { fill: palette.stroke_subtle, stroke: clear, text: palette.text },
    }
}

/// The ring around what the keyboard acts on.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, palette: &Palette) {
    if response.has_focus() {
        let ring = theme::edge(palette.accent, extent::RING);
        ui.painter().rect_stroke(rect.expand(2.0), CornerRadius::same(radius::CONTROL), ring, StrokeKind::Outside);
    }
}
