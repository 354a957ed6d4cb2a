//! The tabs in the centre.
//!
//! In: the state and its report. Out: an action.
//! Never knows what the rows mean.

use egui::{Align, CentralPanel, Frame, Layout, Panel, Ui};

use super::{modules, project_data, script};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Review, Tab};
use crate::app::theme::{self, extent};
use crate::app::widgets::tab_ui;

/// The tabs and the table of the chosen one.
#[must_use]
pub fn centre_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let palette = theme::palette(ui);
    let tabs = Panel::top("tabs").exact_size(extent::TABS).frame(Frame::new().fill(palette.panel));
    let chosen = tabs.show(ui, |ui| {
        ui.visuals_mut().widgets.noninteractive.bg_stroke = theme::hairline(palette.stroke);
        tabs_ui(ui, state, review)
    });
    let panel = CentralPanel::default().frame(Frame::new().fill(palette.content));
    let selected = panel.show(ui, |ui| match state.tab {
        Tab::ProjectData => project_data::project_data_ui(ui, state, review),
        Tab::Modules => modules::modules_ui(ui, state, review),
        Tab::Script => script::script_ui(ui, state, review),
    });
    chosen.inner.or(selected.inner)
}

fn tabs_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let rows = review.report.data.len() + review.report.left_behind.len();
    let tabs = [
        (Tab::ProjectData, Command::ShowProjectData, Some(rows)),
        (Tab::Modules, Command::ShowModules, Some(state.modules.counts.first().copied().unwrap_or(0))),
        (Tab::Script, Command::ShowScript, None),
    ];
    ui.with_layout(Layout::left_to_right(Align::Max), |ui| {
        let mut action = None;
        for (tab, command, number) in tabs {
            let response = tab_ui(ui, command.label(), number, state.tab == tab);
            if response.on_hover_text(command.tooltip()).clicked() {
                action = Some(Action::SelectTab(tab));
            }
        }
        action
    })
    .inner
}

/// A table without rows: what is so, and why that is good.
pub fn nothing_ui(ui: &mut Ui, title: &str, text: &str) {
    let palette = theme::palette(ui);
    ui.add_space(ui.available_height() / 3.0);
    ui.vertical_centered(|ui| {
        ui.label(egui::RichText::new(title).font(theme::semibold(theme::letter::TITLE)).color(palette.text));
        ui.label(egui::RichText::new(text).color(palette.text_2));
    });
}
