//! The pieces that views are made of.
//!
//! In: words, colours from the theme. Out: egui responses.
//! Never knows the state.

mod button;
mod controls;
mod icon;
mod list;
mod path_label;
mod table;

pub use button::{Look, button_ui, button_width, small_button_ui, tab_ui, word_button_ui};
pub use controls::{chip_ui, field_ui, icon_button_ui, key_ui, link_ui, link_with_ui, tick_ui};
pub use icon::{Icon, icon_ui, paint_icon};
pub use list::{ListKey, list_keys, takes_request};
pub use path_label::path_label_ui;
pub use table::{cell_ui, header_cell_ui, table, text_cell_ui, verdict_cell_ui};
