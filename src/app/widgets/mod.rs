//! The pieces that views are made of.
//!
//! In: words, colours from the theme. Out: egui responses.
//! Never knows the state.

mod button;
mod cells;
mod columns;
mod controls;
mod drop_down;
mod frames;
mod icon;
mod list;
mod path_label;
mod row_marks;
mod rows;
mod said;

pub use button::{Look, button_ui, button_width, small_button_ui, tab_ui, word_button_ui};
pub use cells::{text_cell_ui, verdict_cell_ui};
pub use columns::{ColumnSpec, cell_at_ui, columns, header_ui};
pub use controls::{
    chip_ui, entry_ui, field_ui, icon_button_in_ui, icon_button_ui, key_ui, link_ui, link_with_ui, tick_in_part_ui, tick_ui,
};
pub use drop_down::{DropDown, drop_down_ui, list_line_ui, list_row_ui};
pub use frames::{filter_bar_ui, over_ui};
pub use icon::{Icon, icon_text, icon_ui, paint_icon};
pub use list::{ListKey, list_keys, takes_request};
pub use path_label::{path_label_in_ui, path_label_ui};
pub use row_marks::{badge_ui, row_button_ui, text_button_ui};
pub use rows::{GroupTitle, RowLook, Rows, row_ground_ui, rows_ui, title_row_ui};
pub use said::said_ui;
