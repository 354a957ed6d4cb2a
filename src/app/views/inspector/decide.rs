//! What the publisher can decide about the selection, and what they have decided.
//!
//! In: the selection. Out: commands.
//! Never a disabled button without its reason.

use egui::{Ui, vec2};

use super::parts::{heading_ui, section_ui, sentence_ui};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::AppState;
use crate::app::theme::gap;
use crate::app::widgets::{Icon, link_ui, small_button_ui};
use crate::app::words;
use crate::publication::{DataEvidence, DataRow};

/// The buttons; without a row for what is left behind.
pub fn decide_ui(ui: &mut Ui, state: &AppState, row: Option<&DataRow>) -> Option<Action> {
    let commands: &[Command] = match row.map(|row| row.decision) {
        Some("copied") => &[Command::Exclude, Command::PutInDataStore, Command::TreatAsOutput, Command::TreatAsText],
        Some("data_store") => &[Command::Include, Command::Exclude, Command::TreatAsOutput, Command::TreatAsText],
        Some(_) => &[Command::Include, Command::PutInDataStore, Command::TreatAsOutput, Command::TreatAsText],
        None => &[Command::Include, Command::Exclude],
    };
    section_ui(ui, |ui| {
        let mut action = heading_ui(ui, words::DECIDE_OTHERWISE, |ui| {
            let reset = Command::ResetDecision;
            let is_possible = reset.why_not(state).is_none();
            (is_possible && link_ui(ui, reset.label()).clicked()).then_some(Action::Command(reset))
        });
        let width = ((ui.available_width() - gap::NORMAL) / 2.0).floor();
        for pair in commands.chunks(2) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing = vec2(gap::NORMAL, gap::SMALL);
                for command in pair {
                    let label = if row.is_none() && *command == Command::Include { words::ALSO_INCLUDE } else { command.label() };
                    let icon = command.icon().unwrap_or(Icon::Plan);
                    let why_not = command.why_not(state);
                    let button = small_button_ui(ui, Some(icon), label, width, why_not);
                    let button = if why_not.is_none() { button.on_hover_text(command.tooltip()) } else { button };
                    if button.clicked() {
                        action = Some(Action::Command(*command));
                    }
                }
            });
        }
        action
    })
}

/// What was decided, and the way back.
pub fn decided_ui(ui: &mut Ui, state: &AppState, evidence: Option<&DataEvidence>) -> Option<Action> {
    section_ui(ui, |ui| {
        let otherwise = evidence.and_then(|evidence| evidence.otherwise);
        if let Some((word, _)) = otherwise {
            sentence_ui(ui, words::rules_would(word));
        }
        let mut action = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::CELL;
            let reset = Command::ResetDecision;
            let label = words::reset(otherwise.map(|(word, _)| word));
            if small_button_ui(ui, reset.icon(), label, 0.0, reset.why_not(state)).clicked() {
                action = Some(Action::Command(reset));
            }
            if link_ui(ui, &words::all_decisions(state.publication.overrides.len())).clicked() {
                action = Some(Action::Command(Command::AllDecisions));
            }
        });
        action
    })
}
