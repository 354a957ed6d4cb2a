//! The rail in the tree's place, where the window is narrow.
//!
//! In: the state. Out: the tree over the centre, a filter, the next message.
//! Never wider than an icon.

use egui::{Align, Area, Frame, Id, Layout, Order, Panel, Ui, pos2, vec2};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Review};
use crate::app::theme::{self, extent, gap};
use crate::app::widgets::{Icon, icon_button_in_ui, icon_button_ui, over_ui};
use crate::app::words;
use crate::message::Severity;

/// The rail, and the tree over the centre while it is open.
#[must_use]
pub fn rail_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let palette = theme::palette(ui);
    let panel = Panel::left("rail").resizable(false).exact_size(extent::RAIL).frame(Frame::new().fill(palette.panel));
    let shown = panel.show(ui, |ui| {
        ui.with_layout(Layout::top_down(Align::Center), |ui| {
            ui.add_space(gap::SMALL);
            let mut action = None;
            if icon_button_ui(ui, Icon::Model, words::SHOW_TREE, None).clicked() {
                action = Some(Action::ShowTreeOver(!state.tree.is_over));
            }
            if icon_button_ui(ui, Icon::Filter, Command::Filter.label(), None).clicked() {
                action = Some(Action::Command(Command::Filter));
            }
            ui.with_layout(Layout::bottom_up(Align::Center), |ui| {
                ui.add_space(gap::SMALL);
                let errors = review.count(Severity::Error);
                if errors > 0 {
                    let label = words::severity_count(Severity::Error, errors);
                    if icon_button_in_ui(ui, Icon::Error, &label, palette.error).clicked() {
                        action = Some(Action::Command(Command::NextMessage));
                    }
                }
            });
            action
        })
        .inner
    });
    let over = state.tree.is_over.then(|| over_centre_ui(ui, state, review, shown.response.rect)).flatten();
    over.or(shown.inner)
}

fn over_centre_ui(ui: &Ui, state: &AppState, review: &Review, rail: egui::Rect) -> Option<Action> {
    let size = vec2(extent::TREE[0], rail.height());
    let area = Area::new(Id::unique("tree over")).order(Order::Middle).fixed_pos(pos2(rail.right() + 1.0, rail.top()));
    let shown = over_ui(ui, area, size, |ui| super::contents_ui(ui, state, review));
    let around = shown.response.rect.union(rail);
    let pressed = ui.input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
    let elsewhere = pressed.is_some_and(|at| !around.contains(at)) && !egui::Popup::is_any_open(ui.ctx());
    shown.inner.or(elsewhere.then_some(Action::ShowTreeOver(false)))
}
