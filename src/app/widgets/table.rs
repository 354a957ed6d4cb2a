//! Tables as all views draw them: only the rows in sight are laid out.
//!
//! In: a table's name, cells. Out: egui_extras tables in Waybill's style.
//! Never stripes, never centres words.

use egui::{Align, Color32, Label, Layout, RichText, Sense, Ui, UiBuilder, Vec2, vec2};
use egui_extras::TableBuilder;

use super::icon::{Icon, icon_ui};
use crate::app::theme::{self, extent, gap, letter};

/// A table whose rows can be clicked.
pub fn table<'a>(ui: &'a mut Ui, name: &str) -> TableBuilder<'a> {
    // The gaps stand inside the cells: lines and the selection run through.
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    TableBuilder::new(ui)
        .id_salt(name)
        .sense(Sense::click())
        .cell_layout(Layout::left_to_right(Align::Center))
        .auto_shrink(false)
        .animate_scrolling(false)
}

/// A cell's contents, with room on both sides.
pub fn cell_ui<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let inside = ui.max_rect().shrink2(vec2(gap::CELL, 0.0));
    let layout = *ui.layout();
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(layout), contents).inner
}

/// A column's title.
pub fn header_cell_ui(ui: &mut Ui, title: &str) {
    let colour = theme::palette(ui).text_2;
    ui.add(Label::new(RichText::new(title).font(theme::semibold(letter::HEADER)).color(colour)).selectable(false));
}

/// Words in a cell; what does not fit is in the tooltip.
pub fn text_cell_ui(ui: &mut Ui, text: &str, colour: Color32) {
    ui.add(Label::new(RichText::new(text).color(colour)).truncate().selectable(false));
}

/// A verdict: its icon and its word, both in its colour.
pub fn verdict_cell_ui(ui: &mut Ui, icon: Icon, word: &str, colour: Color32) {
    ui.spacing_mut().item_spacing.x = gap::SMALL;
    icon_ui(ui, icon, extent::ICON, colour);
    let words = RichText::new(word).font(theme::medium(letter::BODY)).color(colour);
    ui.add(Label::new(words).truncate().selectable(false));
}
