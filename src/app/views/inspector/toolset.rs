//! A toolset: how many tools stand in it, how many are chosen, which they are.
//!
//! In: rows of the report, the ticks of the publication. Out: choices, and the way to each tool.
//! Never lists hundreds: the tree does.

use std::collections::BTreeMap;

use egui::{Ui, vec2};

use super::parts::{Title, heading_ui, pair_ui, plain_heading_ui, section_ui, small_ui, title_ui};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Review, Thing, Ticks, ToolScope};
use crate::app::theme::gap;
use crate::app::widgets::{Icon, link_ui, small_button_ui};
use crate::app::words;
use crate::publication::{ToolRow, ToolboxRow};
use crate::text::visible;

/// More tools than these are only counted.
const LISTED: usize = 40;

/// A toolset.
pub fn toolset_ui(ui: &mut Ui, state: &AppState, review: &Review, toolbox: &str, toolset: &str) -> Option<Action> {
    let row = review.report.toolboxes.iter().find(|row| row.path == toolbox)?;
    let name = toolset.rsplit('\\').next().unwrap_or(toolset);
    let kind = words::kind_in(words::TOOLSET, &format!("{toolbox}/{toolset}"), Some(toolbox));
    let titled = title_ui(ui, state, &Title { icon: Icon::Folder, name, kind: &kind, is_code: false });
    let scope = ToolScope::Toolset { toolbox: toolbox.to_owned(), toolset: toolset.to_owned() };
    let tools: Vec<&ToolRow> = row.tools.iter().filter(|tool| scope.has(row, tool)).collect();
    section_ui(ui, |ui| {
        plain_heading_ui(ui, words::TOOLSET);
        counts_ui(ui, state, review, &scope, &tools);
    });
    let chosen = choice_ui(ui, state);
    tools_ui(ui, row, &tools).or(chosen).or(titled)
}

/// How many of the tools are chosen, and how many were not read whole.
pub fn counts_ui(ui: &mut Ui, state: &AppState, review: &Review, scope: &ToolScope, tools: &[&ToolRow]) {
    let ticked = Ticks::of(review, &state.publication.tools).count(&review.report, scope);
    pair_ui(ui, "Tools", &words::published(ticked.chosen, ticked.all));
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for tool in tools.iter().filter(|tool| tool.state != "ready") {
        *states.entry(tool.state).or_default() += 1;
    }
    for (state, number) in states {
        pair_ui(ui, words::tool_state_word(state), &number.to_string());
    }
}

/// What can become of the ticks of the selected tools.
pub fn choice_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let buttons = [
        (Command::PublishSelected, words::BUTTON_ALL),
        (Command::PublishOnlySelected, words::BUTTON_ONLY),
        (Command::LeaveSelectedOut, words::BUTTON_NONE),
    ];
    // One toolbox of which all is published has nothing to choose.
    if buttons.iter().all(|(command, _)| command.why_not(state).is_some()) {
        return None;
    }
    section_ui(ui, |ui| {
        plain_heading_ui(ui, words::CHOOSE_TOOLS);
        let width = ((ui.available_width() - 2.0 * gap::NORMAL) / 3.0).floor();
        let mut action = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing = vec2(gap::NORMAL, gap::SMALL);
            for (command, label) in buttons {
                let why_not = command.why_not(state);
                let button = small_button_ui(ui, None, label, width, why_not);
                let button = if why_not.is_none() { button.on_hover_text(command.label()) } else { button };
                if button.clicked() {
                    action = Some(Action::Command(command));
                }
            }
        });
        action
    })
}

/// The tools by their labels.
fn tools_ui(ui: &mut Ui, toolbox: &ToolboxRow, tools: &[&ToolRow]) -> Option<Action> {
    section_ui(ui, |ui| {
        heading_ui(ui, words::TOOLS, |_| ());
        let mut action = None;
        for tool in tools.iter().take(LISTED) {
            let label = if tool.label.is_empty() { &tool.name } else { &tool.label };
            if link_ui(ui, &visible(label)).clicked() {
                action = Some(Action::Select(Thing::Tool { toolbox: toolbox.path.clone(), tool: tool.name.clone() }));
            }
        }
        if tools.len() > LISTED {
            small_ui(ui, &words::more(tools.len() - LISTED));
        }
        action
    })
}
