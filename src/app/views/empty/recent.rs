//! What was open before, with its last result, so that a bad one is known before it is opened.
//!
//! In: the settings. Out: what shall be opened again, or found elsewhere.
//! Never drops what is not reachable: it stays, with a way to find it.

use egui::{Align, Layout, Pos2, Rect, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use crate::app::action::Action;
use crate::app::apply::name_of;
use crate::app::state::{AppState, Recent};
use crate::app::theme::{self, extent, gap, letter};
use crate::app::widgets::{Icon, link_ui, link_with_ui, paint_icon, path_label_in_ui};
use crate::app::words;
use crate::text::visible;

/// The title of the list.
const TITLE: f32 = 30.0;
/// A row: name and folder, one below the other.
const ROW: f32 = 48.0;

/// How high the list is.
pub fn height(state: &AppState) -> f32 {
    match state.settings.recent.len() {
        0 => 0.0,
        rows => TITLE + rows as f32 * ROW,
    }
}

/// The list; nothing where nothing was open before.
pub fn recent_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    if state.settings.recent.is_empty() {
        return None;
    }
    let palette = theme::palette(ui);
    let room = vec2(ui.available_width(), TITLE);
    let mut action = None;
    let title = ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(room);
        ui.add_space(gap::CELL);
        ui.label(RichText::new(words::RECENT).font(theme::semibold(letter::SMALL)).color(palette.text_2));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(gap::CELL);
            if link_ui(ui, words::CLEAR_LIST).clicked() {
                action = Some(Action::ClearRecent);
            }
        });
    });
    let line = title.response.rect;
    ui.painter().hline(line.x_range(), line.bottom() - 0.5, theme::hairline(palette.stroke_subtle));
    for recent in &state.settings.recent {
        action = row_ui(ui, recent).or(action);
    }
    action
}

fn row_ui(ui: &mut Ui, recent: &Recent) -> Option<Action> {
    let palette = theme::palette(ui);
    let sense = if recent.is_there { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
    let name = name_of(&recent.path);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, recent.is_there, words::open_again(&name)));
    if response.hovered() && recent.is_there {
        ui.painter().rect_filled(rect, egui::CornerRadius::ZERO, palette.hover);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme::hairline(palette.stroke_subtle));
    if response.has_focus() {
        let ring = theme::edge(palette.accent, extent::RING);
        ui.painter().rect_stroke(rect, egui::CornerRadius::ZERO, ring, egui::StrokeKind::Inside);
    }
    let icon = if recent.is_there { Icon::Toolbox } else { Icon::Unreachable };
    let centre = Pos2::new(rect.left() + 22.0, rect.center().y);
    paint_icon(ui.painter(), icon, centre, extent::ICON_LARGE, palette.text_2);
    let right = Rect::from_min_max(Pos2::new(rect.right() - 180.0, rect.top()), rect.max - vec2(gap::CELL, 0.0));
    let located = result_ui(&mut ui.new_child(right_to_left(right)), recent);
    let words =
        Rect::from_min_max(Pos2::new(rect.left() + 44.0, rect.top() + 7.0), Pos2::new(right.left() - gap::CELL, rect.bottom()));
    names_ui(&mut ui.new_child(UiBuilder::new().max_rect(words).layout(Layout::top_down(Align::Min))), recent, &name);
    located.or_else(|| response.clicked().then(|| Action::OpenFile(recent.path.clone())))
}

fn right_to_left(room: Rect) -> UiBuilder {
    UiBuilder::new().max_rect(room).layout(Layout::right_to_left(Align::Center))
}

/// The result of the last time, or a way to find it.
fn result_ui(ui: &mut Ui, recent: &Recent) -> Option<Action> {
    if !recent.is_there {
        let link = link_with_ui(ui, words::LOCATE, theme::medium(letter::SMALL), None);
        return link.clicked().then(|| Action::Locate(recent.path.clone()));
    }
    let result = words::last_result(recent.errors, recent.warnings);
    ui.label(RichText::new(result).size(letter::SMALL).color(theme::palette(ui).text_2));
    None
}

/// The name, and the folder below it.
fn names_ui(ui: &mut Ui, recent: &Recent, name: &str) {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = 1.0;
    let colour = if recent.is_there { palette.text } else { palette.text_2 };
    let name = RichText::new(name).font(theme::medium(letter::BODY)).color(colour);
    ui.add(egui::Label::new(name).truncate().selectable(false));
    let folder = recent.path.parent().map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default();
    if recent.is_there {
        path_label_in_ui(ui, &folder, egui::FontId::proportional(letter::SMALL), [palette.text_3, palette.text_3]);
    } else {
        let text = RichText::new(words::not_reachable(&visible(&folder))).size(letter::SMALL).color(palette.text_3);
        ui.add(egui::Label::new(text).truncate().selectable(false));
    }
}
