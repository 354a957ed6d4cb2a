//! The toolbar: what one needs all the time, the server compared with, the data store, the export.
//!
//! In: the state. Out: a command, or what was chosen in a list.
//! Never without target and export: in a narrow window the words of the others go first.

mod open;
mod scan;
mod store;
mod target;

use egui::{Align, Frame, Layout, Margin, Panel, Sense, Ui, vec2};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::AppState;
use crate::app::theme::{self, extent, gap};
use crate::app::widgets::{Icon, Look, button_ui, icon_button_ui};
use crate::app::words;

/// How much room there is for words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Room {
    /// Only for the server and the export.
    Least,
    /// For the version of Python, too.
    Less,
    /// For all of them.
    All,
}

impl Room {
    fn of(width: f32) -> Self {
        match width {
            width if width >= 1270.0 => Self::All,
            width if width >= 1060.0 => Self::Less,
            _ => Self::Least,
        }
    }
}

/// The toolbar.
#[must_use]
pub fn toolbar_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(gap::BAR, 0));
    let panel = Panel::top("toolbar").exact_size(extent::TOOLBAR).frame(frame);
    let room = Room::of(ui.ctx().content_rect().width());
    panel
        .show(ui, |ui| {
            ui.visuals_mut().widgets.noninteractive.bg_stroke = theme::hairline(palette.stroke);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = gap::SMALL;
                let mut action = left_ui(ui, state, room);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    action = export_ui(ui, state).or(action.take());
                    let rescan = Command::Rescan;
                    if icon_button_ui(ui, Icon::Rescan, rescan.label(), rescan.why_not(state)).clicked() {
                        action = Some(Action::Command(rescan));
                    }
                    action = scan::scan_ui(ui, state, room >= Room::Less).or(action.take());
                });
                action
            })
            .inner
        })
        .inner
}

fn left_ui(ui: &mut Ui, state: &AppState, room: Room) -> Option<Action> {
    let mut action = open::open_ui(ui, state, room == Room::All);
    for command in [Command::Save, Command::Undo, Command::Redo] {
        let icon = command.icon().unwrap_or(Icon::More);
        if icon_button_ui(ui, icon, &command.words(state), command.why_not(state)).clicked() {
            action = Some(Action::Command(command));
        }
        if command != Command::Undo {
            line_ui(ui);
        }
    }
    action = target::target_ui(ui, state, room >= Room::Less).or(action);
    store::store_ui(ui, state, room == Room::All).or(action)
}

/// The one main button of the window.
fn export_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let label = match &state.review {
        Some(review) => words::export(&review.report.totals),
        None => Command::Export.label().to_owned(),
    };
    let why_not = Command::Export.why_not(state);
    let button = button_ui(ui, Look::Primary, Icon::Copied, &label, why_not);
    let clicked = button.clicked();
    button.on_hover_text(Command::Export.tooltip());
    clicked.then_some(Action::Command(Command::Export))
}

fn line_ui(ui: &mut Ui) {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(gap::CELL, 20.0), Sense::hover());
    ui.painter().vline(rect.center().x.round() + 0.5, rect.y_range(), theme::hairline(palette.stroke));
}
