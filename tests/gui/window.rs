//! The whole window over a state: what is done in it is applied, and effects are collected.
//!
//! In: a state, a size. Out: a window that can be asked for labels, clicked and typed into.
//! Never needs a display or a driver.

use egui_kittest::{Harness, HarnessBuilder};
use waybill::app::{AppState, Effect, apply, theme, window_ui};

/// A window as wide as the mock-ups.
pub const WIDE: [f32; 2] = [1440.0, 900.0];
/// A window as it opens the first time.
pub const FIRST: [f32; 2] = [1280.0, 820.0];

/// The state, and what it asked for.
pub struct Window {
    pub state: AppState,
    pub effects: Vec<Effect>,
}

/// A window of this size.
pub fn window<'a>(state: AppState, size: [f32; 2]) -> Harness<'a, Window> {
    shown(Harness::builder(), state, size)
}

/// The same, where a text has letters that only a publisher's machine has fonts for.
pub fn foreign_window<'a>(state: AppState, size: [f32; 2]) -> Harness<'a, Window> {
    shown(Harness::builder().allow_missing_glyphs(), state, size)
}

fn shown<'a>(builder: HarnessBuilder<Window>, state: AppState, size: [f32; 2]) -> Harness<'a, Window> {
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        if let Some(action) = window_ui(ui, &window.state) {
            window.effects.extend(apply(&mut window.state, action));
        }
    };
    let builder = builder.with_size(size).with_context_setup(theme::install);
    let mut harness = builder.build_ui_state(draw, Window { state, effects: Vec::new() });
    harness.run();
    harness
}
