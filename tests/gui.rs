//! The window, without a window: what actions do, and what views show.
//!
//! In: states and reports made by hand. Out: states, effects, accessible labels, pictures.
//! Never needs a display, a graphics driver or the disk.

#![cfg(feature = "window")]
// A test stops at the first thing that is not as it should be; that is what these are for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "gui/actions.rs"]
mod actions;
#[path = "gui/answering.rs"]
mod answering;
#[path = "gui/choosing.rs"]
mod choosing;
#[path = "gui/deciding.rs"]
mod deciding;
#[path = "gui/inspector.rs"]
mod inspector;
#[path = "gui/moving.rs"]
mod moving;
#[path = "gui/painter.rs"]
mod painter;
#[path = "gui/reports.rs"]
mod reports;
#[path = "gui/scale.rs"]
mod scale;
#[path = "gui/script.rs"]
mod script;
#[path = "gui/sheet_pictures.rs"]
mod sheet_pictures;
#[path = "gui/sheets.rs"]
mod sheets;
#[path = "gui/snapshots.rs"]
mod snapshots;
#[path = "gui/tables.rs"]
mod tables;
#[path = "gui/tool_messages.rs"]
mod tool_messages;
#[path = "gui/tree.rs"]
mod tree;
#[path = "gui/views.rs"]
mod views;
#[path = "gui/window.rs"]
mod window;
