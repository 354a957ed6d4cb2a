//! Buttons that open a list, and the rows of such lists.
//!
//! In: words, an icon, the list. Out: what was chosen in it.
//! Never keeps what was chosen: the words on it say what is so.

use egui::{
    Button, Color32, CornerRadius, FontFamily, FontId, Popup, Pos2, Rect, Response, RichText, Role, Sense, StrokeKind, Ui,
    WidgetInfo, vec2,
};

use super::button::focus_ring;
use super::icon::{Icon, glyph, paint_icon};
use crate::app::fonts::ICONS;
use crate::app::theme::{self, extent, gap, letter, radius};

/// What stands on a button that opens a list.
pub struct DropDown<'a> {
    /// Its picture.
    pub icon: Option<(Icon, Color32)>,
    /// Its words, semibold where more follow.
    pub title: &'a str,
    /// More words, where there is room.
    pub detail: Option<&'a str>,
    /// What a reader hears, and what the pointer is told.
    pub name: &'a str,
    /// How high it is.
    pub height: f32,
    /// True with a border.
    pub is_framed: bool,
}

/// A button that opens a list; what was chosen in it.
pub fn drop_down_ui<R>(ui: &mut Ui, look: &DropDown<'_>, list: impl FnOnce(&mut Ui) -> Option<R>) -> Option<R> {
    let response = face_ui(ui, look);
    let shown = Popup::menu(&response).gap(4.0).show(|ui| {
        ui.set_min_width(response.rect.width().max(180.0));
        ui.set_max_width(response.rect.width().max(360.0));
        list(ui)
    });
    if !Popup::is_any_open(ui.ctx()) {
        response.on_hover_text(look.name);
    }
    shown.and_then(|shown| shown.inner)
}

fn face_ui(ui: &mut Ui, look: &DropDown<'_>) -> Response {
    let palette = theme::palette(ui);
    let title_font = if look.detail.is_some() { theme::semibold(letter::BODY) } else { theme::medium(letter::BODY) };
    let title = ui.painter().layout_no_wrap(look.title.to_owned(), title_font, palette.text);
    let detail =
        look.detail.map(|more| ui.painter().layout_no_wrap(more.to_owned(), FontId::proportional(letter::SMALL), palette.text_2));
    let padding = if look.is_framed { gap::NORMAL + 2.0 } else { gap::SMALL };
    let icon_room = if look.icon.is_some() { extent::ICON_LARGE + gap::NORMAL } else { 0.0 };
    let detail_room = detail.as_ref().map_or(0.0, |more| more.size().x + gap::NORMAL);
    let title_room = if look.title.is_empty() { 0.0 } else { title.size().x + gap::NORMAL };
    let width = padding + icon_room + title_room + detail_room + extent::ICON + padding - 2.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width.round(), look.height), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, look.name));
    let fill = match (look.is_framed, response.hovered()) {
        (true, false) => palette.raised,
        (true, true) => palette.hover,
        (false, true) => palette.stroke_subtle,
        (false, false) => theme::CLEAR,
    };
    let border = if look.is_framed { palette.stroke } else { theme::CLEAR };
    ui.painter().rect(rect, CornerRadius::same(radius::CONTROL), fill, theme::hairline(border), StrokeKind::Inside);
    let middle = rect.center().y;
    let mut x = rect.left() + padding;
    if let Some((icon, colour)) = look.icon {
        paint_icon(ui.painter(), icon, Pos2::new(x + extent::ICON_LARGE / 2.0, middle), extent::ICON_LARGE, colour);
        x += icon_room;
    }
    let at = |x: f32, height: f32| Pos2::new(x, middle - height / 2.0).round();
    let title_height = title.size().y;
    ui.painter().galley(at(x, title_height), title, palette.text);
    if let Some(more) = detail {
        let height = more.size().y;
        ui.painter().galley(at(x + title_room, height), more, palette.text_2);
    }
    let arrow = Pos2::new(rect.right() - padding + 2.0 - extent::ICON / 2.0, middle);
    paint_icon(ui.painter(), Icon::Opened, arrow, extent::ICON, palette.text_2);
    focus_ring(ui, &response, rect, palette);
    response
}

/// A row of a list; `why_not` disables it and is its tooltip.
pub fn list_row_ui(ui: &mut Ui, icon: Option<Icon>, label: &str, keys: &str, is_on: bool, why_not: Option<&str>) -> bool {
    let palette = theme::palette(ui);
    let picture = icon.or(is_on.then_some(Icon::Check)).map_or_else(|| "\u{2003}".to_owned(), |icon| glyph(icon).to_string());
    let picture = RichText::new(picture).font(FontId::new(extent::ICON, FontFamily::Name(ICONS.into())));
    let button = Button::new((picture, label)).shortcut_text(RichText::new(keys).size(letter::SMALL).color(palette.text_3));
    let response = ui.add_enabled(why_not.is_none(), button.min_size(vec2(0.0, extent::ROW)));
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, why_not.is_none(), is_on, label));
    let clicked = response.clicked();
    if let Some(reason) = why_not {
        response.on_disabled_hover_text(reason);
    }
    if clicked {
        ui.close();
    }
    clicked
}

/// A line between the parts of a list.
pub fn list_line_ui(ui: &mut Ui) {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), gap::NORMAL + 1.0), Sense::hover());
    let line = Rect::from_center_size(rect.center(), vec2(rect.width(), 1.0));
    ui.painter().rect_filled(line.round(), CornerRadius::ZERO, palette.stroke);
}
