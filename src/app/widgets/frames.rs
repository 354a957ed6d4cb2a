//! The frames that views stand in: the bar above a table, a panel over the centre.
//!
//! In: room, contents. Out: what the contents answer.
//! Never more than a ground, a line and a margin.

use egui::{Align, Area, Frame, InnerResponse, Layout, Margin, Ui, Vec2, vec2};

use crate::app::theme::{self, extent, gap};

/// The bar above a table; its contents hear how wide it is.
pub fn filter_bar_ui<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui, f32) -> R) -> R {
    let palette = theme::palette(ui);
    let room = vec2(ui.available_width(), extent::FILTER);
    let rect = ui.available_rect_before_wrap();
    ui.painter().hline(rect.x_range(), rect.top() + extent::FILTER - 0.5, theme::hairline(palette.stroke_subtle));
    ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(room);
        let bar = Frame::new().inner_margin(Margin::symmetric(gap::BAR, 0)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = gap::SMALL;
            contents(ui, room.x)
        });
        bar.inner
    })
    .inner
}

/// A panel of this size that lies over the centre where `area` puts it.
pub fn over_ui<R>(ui: &Ui, area: Area, size: Vec2, contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let palette = theme::palette(ui);
    area.movable(false).show(ui.ctx(), |ui| {
        let frame = Frame::new().fill(palette.panel).stroke(theme::hairline(palette.stroke)).shadow(ui.visuals().popup_shadow);
        let panel = frame.show(ui, |ui| {
            ui.set_min_size(size);
            ui.set_max_size(size);
            contents(ui)
        });
        panel.inner
    })
}
