//! What lies over the window until it is answered.
//!
//! In: the sheet that is open. Out: its answer.
//! Never two at a time; nothing under a sheet reacts.

mod decisions;
mod export;
mod help;
mod keyboard;
mod markdown;
mod palette;
mod still_writing;
mod unsaved;

use egui::{Align, Align2, CornerRadius, Frame, Id, Layout, Margin, Modal, Response, RichText, ScrollArea, Ui, vec2};

use crate::app::action::Action;
use crate::app::state::{AppState, Sheet};
use crate::app::theme::{self, DIM, extent, gap, letter, radius};
use crate::app::widgets::{Icon, icon_button_ui};

/// The open sheet.
#[must_use]
pub fn sheet_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    match state.sheet.as_ref()? {
        Sheet::Export => export::export_ui(ui, state),
        Sheet::Palette(palette) => palette::palette_ui(ui, state, palette),
        Sheet::Help(code) => help::help_ui(ui, code),
        Sheet::Decisions => decisions::decisions_ui(ui, state),
        Sheet::Keyboard => keyboard::keyboard_ui(ui),
        Sheet::Unsaved(next) => unsaved::unsaved_ui(ui, state, next),
        Sheet::StillWriting(next) => still_writing::still_writing_ui(ui, next),
    }
}

/// How a sheet stands in the window.
#[derive(Clone, Copy)]
struct Standing {
    /// True when it has just been opened: the keyboard goes to its main button.
    is_new: bool,
    /// How high its contents may be.
    room: f32,
}

/// Shows a sheet; a press beside it closes it.
fn sheet_frame_ui(
    ui: &Ui,
    name: &str,
    width: f32,
    margin: i8,
    contents: impl FnOnce(&mut Ui, Standing) -> Option<Action>,
) -> Option<Action> {
    let palette = theme::palette(ui);
    let window = ui.ctx().content_rect();
    let id = Id::unique(name);
    let top = (window.height() * extent::SHEET_TOP).max(gap::BLOCK).round();
    let inside = f32::from(margin) * 2.0;
    let width = width.min(window.width() - 2.0 * gap::BLOCK) - inside;
    let standing = Standing { is_new: is_new(ui, id), room: window.height() - top - gap::BLOCK - inside };
    let frame = Frame::new()
        .fill(palette.raised)
        .stroke(theme::hairline(palette.stroke))
        .corner_radius(CornerRadius::same(radius::SHEET))
        .inner_margin(Margin::same(margin))
        .shadow(theme::SHADOW);
    let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, top));
    let shown = Modal::new(id).area(area).frame(frame).backdrop_color(DIM).show(ui.ctx(), |ui| {
        ui.set_width(width);
        // An area keeps to its last size: this one may grow.
        ui.set_max_height(standing.room);
        contents(ui, standing)
    });
    let is_put_away = shown.backdrop_response.clicked().then_some(Action::CloseSheet);
    shown.inner.or(is_put_away)
}

/// True in the first frame of a sheet.
fn is_new(ui: &Ui, id: Id) -> bool {
    let now = ui.ctx().cumulative_pass_nr();
    let last = ui.data(|data| data.get_temp::<u64>(id.with("last pass")));
    ui.data_mut(|data| data.insert_temp(id.with("last pass"), now));
    last.is_none_or(|last| last + 1 < now)
}

/// The title of a sheet with a line below it, and the button that closes it; true where that was pressed.
fn title_ui(ui: &mut Ui, title: &str, below: &str) -> bool {
    let palette = theme::palette(ui);
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - extent::BUTTON - gap::NORMAL;
        ui.allocate_ui_with_layout(vec2(room, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(room);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(RichText::new(title).font(theme::semibold(letter::TITLE)).color(palette.text));
            if !below.is_empty() {
                ui.label(RichText::new(below).size(letter::SMALL).color(palette.text_2));
            }
        });
        icon_button_ui(ui, Icon::Close, "Close", None).clicked()
    })
    .inner
}

/// The part of a sheet that scrolls where the window is low; `below` is what stands under it.
fn body_ui<R>(ui: &mut Ui, standing: Standing, below: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let used = ui.min_rect().height();
    let room = (standing.room - used - below).max(extent::ROW * 2.0);
    // The bar stands in the margin: nothing is under it.
    ui.spacing_mut().scroll.bar_outer_margin = -gap::CELL;
    let area = ScrollArea::vertical().max_height(room).auto_shrink([false, true]).animated(false);
    area.show(ui, contents).inner
}

/// The buttons at the end of a sheet, from the right: the main one first.
fn buttons_ui(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> Option<Action>) -> Option<Action> {
    ui.add_space(gap::CELL);
    let row = vec2(ui.available_width(), extent::BUTTON);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), contents).inner
}

/// Gives a button the keyboard when its sheet has just been opened.
fn starts_with(response: Response, standing: Standing) -> Response {
    if standing.is_new {
        response.request_focus();
    }
    response
}

/// A label of a section.
fn section_ui(ui: &mut Ui, title: &str) {
    let palette = theme::palette(ui);
    ui.label(RichText::new(title).font(theme::semibold(letter::SMALL)).color(palette.text));
}
