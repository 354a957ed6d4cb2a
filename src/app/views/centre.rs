//! The tabs in the centre.
//!
//! In: the state and its report. Out: an action.
//! Never knows what the rows mean.

use egui::{Align, CentralPanel, Frame, Layout, Panel, Ui};

use super::{modules, project_data, script};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Review, Tab};
use crate::app::theme::{self, extent, gap};
use crate::app::widgets::{Icon, icon_button_ui, tab_ui};
use crate::app::words;

/// The tabs and the table of the chosen one.
#[must_use]
pub fn centre_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let palette = theme::palette(ui);
    let tabs = Panel::top("tabs").exact_size(extent::TABS).frame(Frame::new().fill(palette.panel));
    let chosen = tabs.show(ui, |ui| {
        ui.visuals_mut().widgets.noninteractive.bg_stroke = theme::hairline(palette.stroke);
        tabs_ui(ui, state)
    });
    let panel = CentralPanel::default().frame(Frame::new().fill(palette.content));
    let selected = panel.show(ui, |ui| match state.tab {
        Tab::ProjectData => project_data::project_data_ui(ui, state, review),
        Tab::Modules => modules::modules_ui(ui, state, review),
        Tab::Script => script::script_ui(ui, state, review),
    });
    chosen.inner.or(selected.inner)
}

fn tabs_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let [rows, ..] = state.data.counts;
    // What was looked for in vain is no project data.
    let in_vain = state.review.as_ref().map_or(0, |review| review.report.evidence.looked_for.len());
    let rows = rows.saturating_sub(in_vain);
    let [modules, ..] = state.modules.counts;
    let missing = state.modules.missing;
    let tabs = [
        (Tab::ProjectData, Command::ShowProjectData, Some(rows), false),
        (Tab::Modules, Command::ShowModules, Some(if missing > 0 { missing } else { modules }), missing > 0),
        (Tab::Script, Command::ShowScript, None, false),
    ];
    ui.with_layout(Layout::left_to_right(Align::Max), |ui| {
        let mut action = None;
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(gap::NORMAL);
        for (tab, command, number, is_error) in tabs {
            let response = tab_ui(ui, command.label(), number, is_error, state.tab == tab);
            if response.clicked() {
                action = Some(Action::SelectTab(tab));
            }
            let said = if is_error { words::missing_modules(missing) } else { command.tooltip().to_owned() };
            response.on_hover_text(said);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(gap::NORMAL);
            for command in [Command::Forward, Command::Back] {
                let icon = command.icon().unwrap_or(Icon::More);
                if icon_button_ui(ui, icon, command.label(), command.why_not(state)).clicked() {
                    action = Some(Action::Command(command));
                }
            }
        });
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
