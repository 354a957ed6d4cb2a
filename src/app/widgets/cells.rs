//! What stands in the cells of tables.
//!
//! In: words, verdicts. Out: one line in the room there is.
//! Never centres words, never wraps them.

use egui::{Color32, Label, RichText, Ui};

use super::icon::{Icon, icon_ui};
use crate::app::theme::{self, extent, gap, letter};

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
