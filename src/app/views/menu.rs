//! The menu bar, drawn from the command table.
//!
//! In: the state. Out: a command.
//! Never a command of its own.

use egui::{
    Align, Color32, CornerRadius, FontId, Frame, Id, Layout, Margin, MenuBar, Panel, Pos2, Rect, Role, Sense, StrokeKind, Ui,
    UiBuilder, WidgetInfo, vec2,
};

use crate::app::action::Action;
use crate::app::apply::publication_name;
use crate::app::command::{self, Command, Menu};
use crate::app::state::{AppState, PanelId, ThemeChoice};
use crate::app::theme::{self, Palette, extent, gap, letter, radius};
use crate::app::widgets::{Icon, icon_button_ui, icon_text, list_row_ui, paint_icon};
use crate::app::words;

/// A window narrower than this has one menu.
const ONE_MENU: f32 = 900.0;
/// The button of the palette.
const COMMANDS: f32 = 200.0;

/// The menu bar.
#[must_use]
pub fn menu_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(gap::BAR, 0));
    let panel = Panel::top("menu").exact_size(extent::MENU).show_separator_line(false).frame(frame);
    let is_narrow = ui.ctx().content_rect().width() <= ONE_MENU;
    let bar = panel.show(ui, |ui| ui.with_layout(Layout::left_to_right(Align::Center), |ui| bar_ui(ui, state, is_narrow)).inner);
    bar.inner
}

fn bar_ui(ui: &mut Ui, state: &AppState, is_narrow: bool) -> Option<Action> {
    let palette = theme::palette(ui);
    let (mark, _) = ui.allocate_exact_size(vec2(extent::ICON, extent::ICON), Sense::hover());
    paint_mark(ui, mark, palette);
    ui.add_space(gap::SMALL);
    let room = ui.max_rect();
    let mut left = room.left();
    let menus = MenuBar::new().ui(ui, |ui| {
        let action = if is_narrow { one_menu_ui(ui, state) } else { menus_ui(ui, state) };
        left = ui.cursor().left();
        action
    });
    let mut action = menus.inner;
    // The menus take the whole bar: what stands at its right end is a child of its own.
    let right = UiBuilder::new().max_rect(room).layout(Layout::right_to_left(Align::Center));
    let mut right = ui.new_child(right);
    let wanted = if is_narrow {
        icon_button_ui(&mut right, Icon::Search, Command::Palette.label(), None).clicked()
    } else {
        commands_ui(&mut right, palette)
    };
    if wanted {
        action = Some(Action::Command(Command::Palette));
    }
    let end = Pos2::new(right.min_rect().left(), room.bottom());
    name_ui(ui, state, Rect::from_min_max(Pos2::new(left, room.top()), end));
    action
}

fn menus_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let mut action = None;
    for menu in Menu::ALL {
        action = ui.menu_button(menu.label(), |ui| rows_ui(ui, state, menu)).inner.flatten().or(action);
    }
    action
}

fn one_menu_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let opened = ui.menu_button(icon_text(Icon::Menu, extent::ICON_LARGE), |ui| {
        let mut action = None;
        for menu in Menu::ALL {
            action = ui.menu_button(menu.label(), |ui| rows_ui(ui, state, menu)).inner.flatten().or(action);
        }
        action
    });
    opened.response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words::MENU));
    opened.inner.flatten()
}

fn rows_ui(ui: &mut Ui, state: &AppState, menu: Menu) -> Option<Action> {
    ui.set_min_width(260.0);
    let mut action = None;
    for row in command::ALL.iter().filter(|row| row.menu == menu) {
        let keys = row.command.keys(ui.ctx()).unwrap_or_default();
        let is_on = is_on(state, row.command);
        if list_row_ui(ui, row.icon, &row.command.words(state), &keys, is_on, row.command.why_not(state)) {
            action = Some(Action::Command(row.command));
        }
    }
    action
}

/// True for what is shown or chosen already.
fn is_on(state: &AppState, command: Command) -> bool {
    let shows = |panel: PanelId| state.review.is_some() && state.settings.panels.is_open(panel);
    match command {
        Command::ToggleTree => shows(PanelId::Tree),
        Command::ToggleInspector => shows(PanelId::Inspector),
        Command::ToggleMessages => shows(PanelId::Messages),
        Command::FollowSystemTheme => state.settings.theme == ThemeChoice::System,
        Command::LightTheme => state.settings.theme == ThemeChoice::Light,
        Command::DarkTheme => state.settings.theme == ThemeChoice::Dark,
        _ => false,
    }
}

/// The name of what is open, in the middle of the window, as far as there is room.
fn name_ui(ui: &Ui, state: &AppState, room: Rect) {
    let Some(name) = publication_name(state) else { return };
    let palette = theme::palette(ui);
    let mut job = egui::text::LayoutJob::default();
    let format = |font: FontId, colour: Color32| egui::TextFormat::simple(font, colour);
    job.append(&name, 0.0, format(theme::semibold(letter::BODY), palette.text));
    if state.is_edited() {
        job.append(words::EDITED, 0.0, format(FontId::proportional(letter::BODY), palette.text_3));
    }
    let inside = room.shrink2(vec2(gap::CELL, 0.0));
    job.wrap = egui::text::TextWrapping::truncate_at_width(inside.width().max(0.0));
    let words = ui.painter().layout_job(job);
    let middle = ui.ctx().content_rect().center().x - words.size().x / 2.0;
    let x = middle.clamp(inside.left(), (inside.right() - words.size().x).max(inside.left()));
    let at = Pos2::new(x, room.center().y - words.size().y / 2.0).round();
    let spot = ui.interact(Rect::from_min_size(at, words.size()), Id::unique("publication name"), Sense::hover());
    spot.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    ui.painter().galley(at, words, palette.text);
}

/// The way to every command.
fn commands_ui(ui: &mut Ui, palette: &Palette) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(COMMANDS, extent::SMALL_BUTTON), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words::COMMANDS));
    let fill = if response.hovered() { palette.hover } else { palette.panel };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(radius::CONTROL), fill, theme::hairline(palette.stroke), StrokeKind::Inside);
    if response.has_focus() {
        let ring = theme::edge(palette.accent, extent::RING);
        painter.rect_stroke(rect, CornerRadius::same(radius::CONTROL), ring, StrokeKind::Inside);
    }
    let middle = rect.center().y;
    paint_icon(painter, Icon::Search, Pos2::new(rect.left() + 16.0, middle), extent::ICON_SMALL, palette.text_2);
    let words = painter.layout_no_wrap(words::COMMANDS.to_owned(), FontId::proportional(letter::SMALL), palette.text_2);
    painter.galley(Pos2::new(rect.left() + 30.0, middle - words.size().y / 2.0).round(), words, palette.text_2);
    let keys = Command::Palette.keys(ui.ctx()).unwrap_or_default();
    let keys = painter.layout_no_wrap(keys, FontId::proportional(letter::HEADER), palette.text_3);
    let at = Pos2::new(rect.right() - gap::NORMAL - keys.size().x, middle - keys.size().y / 2.0);
    painter.galley(at.round(), keys, palette.text_3);
    response.on_hover_text(Command::Palette.tooltip()).clicked()
}

/// The W of Waybill: a route on a square.
fn paint_mark(ui: &Ui, square: Rect, palette: &Palette) {
    let painter = ui.painter();
    painter.rect_filled(square, CornerRadius::same(radius::TICK), palette.accent_fill);
    let at = |x: f32, y: f32| square.min + square.size() * vec2(x, y);
    let route = vec![at(0.18, 0.3), at(0.34, 0.72), at(0.5, 0.36), at(0.66, 0.72), at(0.82, 0.3)];
    painter.add(egui::Shape::line(route, theme::edge(palette.on_accent, extent::SHEET_EDGE)));
}
