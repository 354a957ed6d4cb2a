//! Opens the window with the first way of drawing that works here.
//!
//! In: the inputs to open. Out: nothing, once the window is closed; or a sentence.
//! Never gives up after one driver: remote desktops and virtual machines often lack one of the two.

use std::path::PathBuf;

use eframe::{NativeOptions, Renderer};

use super::WaybillApp;
use super::theme::extent;

/// Chooses the way of drawing: `wgpu` or `glow`.
const CHOICE: &str = "WAYBILL_RENDERER";

/// Why no window could be opened.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum WindowError {
    /// Neither X11 nor Wayland.
    #[error("There is no display")]
    NoDisplay,
    /// There should be one, but it takes no connection.
    #[error("The display takes no connection")]
    DeadDisplay,
    /// Nothing can draw here.
    #[error("No window can be drawn here ({reasons})")]
    NoRenderer {
        /// What each way of drawing said.
        reasons: String,
    },
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// [`WindowError`], as a sentence for the user.
pub fn run(paths: Vec<PathBuf>) -> Result<(), WindowError> {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let displays = Displays { x11: set("DISPLAY"), wayland: set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET") };
    if cfg!(target_os = "linux") && !displays.x11 && !displays.wayland {
        return Err(WindowError::NoDisplay);
    }
    let mut reasons = Vec::new();
    for renderer in order(std::env::var(CHOICE).ok().as_deref()) {
        let inputs = paths.clone();
        let create: eframe::AppCreator<'_> =
            Box::new(|creation| Ok(Box::new(WaybillApp::new(&creation.egui_ctx, creation.storage, inputs))));
        match eframe::run_native("Waybill", options(renderer, displays), create) {
            Ok(()) => return Ok(()),
            // Without a connection no other way of drawing can help.
            Err(eframe::Error::WinitEventLoop(_)) if reasons.is_empty() => return Err(WindowError::DeadDisplay),
            Err(error) => reasons.push(one_line(&error.to_string())),
        }
    }
    Err(WindowError::NoRenderer { reasons: reasons.join("; ") })
}

#[derive(Clone, Copy)]
struct Displays {
    x11: bool,
    wayland: bool,
}

fn order(choice: Option<&str>) -> Vec<Renderer> {
    match choice {
        Some("wgpu") => vec![Renderer::Wgpu],
        Some("glow") => vec![Renderer::Glow],
        Some(_) | None => vec![Renderer::Wgpu, Renderer::Glow],
    }
}

fn options(renderer: Renderer, displays: Displays) -> NativeOptions {
    let viewport = egui::ViewportBuilder::default()
        .with_title("Waybill")
        .with_app_id("waybill")
        .with_inner_size(extent::FIRST_WINDOW)
        .with_min_inner_size(extent::SMALLEST_WINDOW)
        .with_drag_and_drop(true);
    let mut options = NativeOptions { viewport, renderer, ..NativeOptions::default() };
    if displays.x11 && displays.wayland {
        prefer_x11(&mut options);
    }
    options
}

/// On Wayland the window gets no dropped files, so X11 is taken where both are there.
#[cfg(target_os = "linux")]
fn prefer_x11(options: &mut NativeOptions) {
    use winit::platform::x11::EventLoopBuilderExtX11;
    options.event_loop_builder = Some(Box::new(|builder| {
        builder.with_x11();
    }));
}

#[cfg(not(target_os = "linux"))]
fn prefer_x11(_options: &mut NativeOptions) {}

fn one_line(reason: &str) -> String {
    reason.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_drawing_are_tried_unless_one_is_chosen() {
        assert_eq!(order(None), [Renderer::Wgpu, Renderer::Glow]);
        assert_eq!(order(Some("glow")), [Renderer::Glow]);
        assert_eq!(order(Some("nonsense")).len(), 2);
    }
}
