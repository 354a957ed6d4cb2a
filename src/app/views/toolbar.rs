//! The toolbar: the commands one needs all the time, and the server compared with.
//!
//! In: the state. Out: a command.
//! Never a command of its own.

use egui::{Align, Frame, Layout, Margin, Panel, ProgressBar, Ui};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::AppState;
use crate::app::theme::{self, extent, gap};
use crate::app::widgets::{Icon, Look, button_ui, icon_ui};
use crate::app::words;
use crate::text::visible;

/// The toolbar.
#[must_use]
pub fn toolbar_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(gap::BAR, 0));
    let panel = Panel::top("toolbar").exact_size(extent::TOOLBAR).frame(frame);
    panel
        .show(ui, |ui| {
            ui.visuals_mut().widgets.noninteractive.bg_stroke = theme::hairline(palette.stroke);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let mut action = command_ui(ui, state, Command::Open, Icon::Open);
                action = command_ui(ui, state, Command::OpenFolder, Icon::Folder).or(action);
                action = command_ui(ui, state, Command::Rescan, Icon::Rescan).or(action);
                ui.add_space(gap::NORMAL);
                target_ui(ui, state);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| scan_ui(ui, state)).inner.or(action)
            })
            .inner
        })
        .inner
}

fn command_ui(ui: &mut Ui, state: &AppState, command: Command, icon: Icon) -> Option<Action> {
    let button = button_ui(ui, Look::Quiet, icon, command.label(), command.why_not(state));
    let clicked = button.clicked();
    button.on_hover_text(command.tooltip());
    clicked.then_some(Action::Command(command))
}

/// The servers that the report compares with, and where their lists come from.
fn target_ui(ui: &mut Ui, state: &AppState) {
    let palette = theme::palette(ui);
    let Some(review) = &state.review else { return };
    for target in &review.report.targets {
        icon_ui(ui, Icon::Server, extent::ICON_LARGE, palette.accent);
        let name = visible(&target.name);
        let python = target.python.as_deref().map(|python| format!(", Python {}", visible(python))).unwrap_or_default();
        ui.label(format!("{name}{python}")).on_hover_text(visible(&target.source));
    }
}

/// How far the scan is, and the way to stop it.
fn scan_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let (done, total) = state.scan?.progress?;
    let cancel = button_ui(ui, Look::Plain, Icon::Stop, Command::CancelScan.label(), None);
    let fraction = if total == 0 { 0.0 } else { done as f32 / total as f32 };
    let bar = ProgressBar::new(fraction.min(1.0)).desired_width(120.0).desired_height(6.0);
    ui.add(bar.fill(theme::palette(ui).accent_fill));
    ui.label(words::scanning(state));
    cancel.clicked().then_some(Action::Command(Command::CancelScan))
}
