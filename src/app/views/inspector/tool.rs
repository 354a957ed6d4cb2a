//! A toolbox, and a tool with its parameters.
//!
//! In: rows of the toolboxes. Out: values entered for the review.
//! Never a value that reaches the publisher's toolbox: it is for looking, or for the packaged toolbox.

use std::collections::BTreeSet;

use egui::{Id, Key, Ui};

use super::message;
use super::parts::{
    Banner, Title, banner_ui, heading_ui, pair_ui, plain_heading_ui, section_ui, sentence_ui, small_ui, title_ui,
};
use super::script::named_ui;
use super::toolset::{choice_ui, counts_ui};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Draft, ParameterKeys, Review, Thing, Ticks, ToolScope};
use crate::app::theme;
use crate::app::widgets::{Icon, field_ui, link_ui, small_button_ui, tick_ui};
use crate::app::words;
use crate::message::Severity;
use crate::publication::{MessageRow, ParameterRow, SourceRow, ToolRow};
use crate::text::{count, same_name, visible};

/// How much of a line the name of a parameter may take.
const NAME_PART: f32 = 0.62;

/// A toolbox.
pub fn toolbox_ui(ui: &mut Ui, state: &AppState, review: &Review, path: &str) -> Option<Action> {
    let row = review.report.toolboxes.iter().find(|row| row.path == path)?;
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut action =
        title_ui(ui, state, &Title { icon: Icon::Toolbox, name, kind: words::toolbox_kind(row.format), is_code: false });
    // Those about the toolbox, and those about the script that it is: each once, in the order of the report.
    let numbers: BTreeSet<usize> = [review.index.of_toolbox(path), review.index.in_script(path)].concat().into_iter().collect();
    let numbers: Vec<usize> = numbers.into_iter().collect();
    let messages: Vec<(usize, &MessageRow)> = review.messages(&numbers).collect();
    let is_unread = |message: &MessageRow| message.script.is_none() && message.severity != Severity::Information;
    unread_ui(ui, messages.iter().map(|(_, message)| *message).find(|message| is_unread(message)));
    action = message::selected_ui(ui, state, review).or(action);
    section_ui(ui, |ui| {
        plain_heading_ui(ui, words::TOOLBOX);
        pair_ui(ui, "Label", &row.label);
        pair_ui(ui, "Alias", if row.alias.is_empty() { "–" } else { &row.alias });
        let tools: Vec<&ToolRow> = row.tools.iter().collect();
        counts_ui(ui, state, review, &ToolScope::Toolbox(path.to_owned()), &tools);
    });
    action = choice_ui(ui, state).or(action);
    action = message::list_ui(ui, review, messages.into_iter()).or(action);
    named_ui(ui, review, path).or(action)
}

fn unread_ui(ui: &mut Ui, message: Option<&MessageRow>) {
    let palette = theme::palette(ui);
    let Some(message) = message else { return };
    let (icon, colour, tint) = match message.severity {
        Severity::Error => (Icon::Error, palette.error, palette.error_tint),
        Severity::Warning | Severity::Information => (Icon::Warning, palette.warning, palette.warning_tint),
    };
    banner_ui(ui, &Banner { icon, colour, tint, verdict: words::NOT_READ_WHOLE, rest: &message.text, before: "" });
}

/// A tool.
pub fn tool_ui(ui: &mut Ui, state: &AppState, review: &Review, toolbox: &str, tool: &str) -> Option<Action> {
    let row = review.report.toolboxes.iter().find(|row| row.path == toolbox)?.tools.iter().find(|row| row.name == tool)?;
    let icon = if row.kind == "model" { Icon::Model } else { Icon::Tool };
    let label = if row.label.is_empty() { &row.name } else { &row.label };
    let kind = words::kind_in(words::tool_kind(row.kind), &format!("{toolbox}/{tool}"), None);
    let mut action = title_ui(ui, state, &Title { icon, name: label, kind: &kind, is_code: false });
    let palette = theme::palette(ui);
    let messages: Vec<(usize, &MessageRow)> = review.messages(review.index.of_tool(toolbox, tool)).collect();
    let selected = state.selection.message.as_ref().and_then(|key| review.message(key)).map(|(at, _)| at);
    if row.state != "ready" {
        let (icon, colour, tint) = (Icon::Warning, palette.warning, palette.warning_tint);
        let rest = words::tool_state(row.state);
        banner_ui(ui, &Banner { icon, colour, tint, verdict: words::NOT_READ_WHOLE, rest, before: "" });
    }
    action = message::selected_ui(ui, state, review).or(action);
    section_ui(ui, |ui| {
        plain_heading_ui(ui, words::TOOL);
        pair_ui(ui, "Name", &row.name);
        if !row.toolset.is_empty() {
            pair_ui(ui, words::TOOLSET, &row.toolset.replace('\\', " › "));
        }
        let (toolbox_path, name) = (toolbox.to_owned(), tool.to_owned());
        let scope = ToolScope::Tool { toolbox: toolbox_path, tool: name };
        let ticked = Ticks::of(review, &state.publication.tools).count(&review.report, &scope);
        pair_ui(ui, "Published", if ticked.chosen > 0 { "Yes" } else { "No" });
        if messages.iter().any(|(_, message)| message.severity == Severity::Error) {
            action = leave_out_ui(ui, state).or(action.take());
        }
    });
    let chosen = sources_ui(ui, review, row, toolbox);
    // The selected one stands above.
    let others = messages.into_iter().filter(|(at, _)| selected != Some(*at));
    action = message::list_ui(ui, review, others).or(chosen).or(action);
    parameters_ui(ui, state, review, toolbox, row).or(action)
}

/// The way out where a tool is in the way of the package.
fn leave_out_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let command = Command::LeaveSelectedOut;
    let why_not = command.why_not(state);
    ui.add_space(theme::gap::SMALL);
    let width = ui.available_width();
    let button = small_button_ui(ui, None, words::NOT_THIS_TOOL, width, why_not);
    button.clicked().then_some(Action::Command(command))
}

fn sources_ui(ui: &mut Ui, review: &Review, row: &ToolRow, toolbox: &str) -> Option<Action> {
    if row.sources.is_empty() {
        return None;
    }
    section_ui(ui, |ui| {
        plain_heading_ui(ui, words::SCRIPTS);
        each_source_ui(ui, review, row, toolbox)
    })
}

fn each_source_ui(ui: &mut Ui, review: &Review, row: &ToolRow, toolbox: &str) -> Option<Action> {
    let mut action = None;
    let inside = format!("{toolbox}/");
    let is_embedded = |source: &&SourceRow| source.role == "tool" && source.script.starts_with(&inside);
    let is_linked = |source: &&SourceRow| source.role == "tool" && !source.script.starts_with(&inside);
    for source in &row.sources {
        small_ui(ui, words::source_kind(source.role, is_embedded(&source)));
        let label = visible(&source.script);
        if review.script(&source.script).is_none() {
            small_ui(ui, &label);
        } else if link_ui(ui, &label).clicked() {
            let is_toolbox = source.script == toolbox;
            let path = source.script.clone();
            action = Some(Action::Select(if is_toolbox { Thing::Toolbox(path) } else { Thing::Script(path) }));
        }
    }
    if row.sources.iter().any(|source| is_embedded(&source)) && row.sources.iter().any(|source| is_linked(&source)) {
        sentence_ui(ui, words::TWO_SOURCES);
    }
    action
}

fn parameters_ui(ui: &mut Ui, state: &AppState, review: &Review, toolbox: &str, row: &ToolRow) -> Option<Action> {
    if row.parameters.is_empty() {
        return None;
    }
    let keys = ParameterKeys::of(review, toolbox, &row.name)?;
    section_ui(ui, |ui| {
        heading_ui(ui, words::PARAMETERS, |ui| {
            let colour = theme::palette(ui).text_2;
            let words = count(row.parameters.len() as u64, "parameter");
            ui.label(egui::RichText::new(words).size(theme::letter::SMALL).color(colour));
        });
        sentence_ui(ui, words::VALUES_FOR_REVIEW);
        let mut action = None;
        for parameter in &row.parameters {
            action = parameter_ui(ui, state, &keys, parameter).or(action);
        }
        action
    })
}

fn parameter_ui(ui: &mut Ui, state: &AppState, keys: &ParameterKeys<'_>, row: &ParameterRow) -> Option<Action> {
    let palette = theme::palette(ui);
    ui.add_space(theme::gap::SMALL);
    ui.horizontal(|ui| {
        let name = egui::RichText::new(visible(&row.name)).font(theme::medium(theme::letter::BODY)).color(palette.text);
        // A name may be a whole sentence: it must neither widen the panel nor push out what kind of value it is.
        let most = ui.available_width() * NAME_PART;
        ui.scope(|ui| {
            ui.set_max_width(most);
            ui.add(egui::Label::new(name).truncate());
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let words = egui::RichText::new(words::parameter(row)).size(theme::letter::SMALL).color(palette.text_2);
            ui.add(egui::Label::new(words).truncate());
        });
    });
    if let Some(more) = words::parameter_details(row) {
        small_ui(ui, &more);
    }
    if row.is_secret {
        small_ui(ui, words::SECRET_VALUE);
        return None;
    }
    if row.direction == "output" || row.kind == "derived" {
        if let Some(value) = &row.value {
            small_ui(ui, value);
        }
        return None;
    }
    let name = keys.key(&row.name, state.publication.parameters.iter().map(|(known, _)| known.as_str()));
    let action = value_ui(ui, state, &name, row.value.as_deref().unwrap_or_default());
    if !row.may_be_constant {
        return action;
    }
    let name = keys.key(&row.name, state.publication.constants.iter().map(String::as_str));
    constant_ui(ui, state, name).or(action)
}

/// The tick that fixes a value when the service is published.
fn constant_ui(ui: &mut Ui, state: &AppState, parameter: String) -> Option<Action> {
    let is_on = state.publication.constants.iter().any(|known| same_name(known, &parameter));
    let clicked = ui.horizontal(|ui| {
        let tick = tick_ui(ui, is_on, "", &words::constant_of(&parameter), None).on_hover_text(words::CONSTANT_MEANS);
        let colour = theme::palette(ui).text_2;
        ui.label(egui::RichText::new(words::CONSTANT).size(theme::letter::SMALL).color(colour))
            .on_hover_text(words::CONSTANT_MEANS);
        tick.clicked()
    });
    clicked.inner.then_some(Action::MarkConstant { parameter, constant: !is_on })
}

/// The field for a value: Enter or leaving it enters the value, Escape leaves it as it was.
fn value_ui(ui: &mut Ui, state: &AppState, parameter: &str, value: &str) -> Option<Action> {
    let draft = state.inspector.draft.as_ref().filter(|draft| draft.parameter == parameter);
    let shown = draft.map_or(value, |draft| &draft.value);
    let hint = words::value_of(parameter);
    // The ring of a field that has the keyboard stands outside of it.
    let width = ui.available_width() - 2.0 * theme::extent::RING;
    let id = Id::unique(("value", parameter));
    let (typed, field) = field_ui(ui, id, shown, &hint, None, width);
    let is_entered = state.publication.parameters.iter().any(|(known, _)| same_name(known, parameter));
    if let Some(value) = typed {
        return Some(Action::TypeValue(Some(Draft { parameter: parameter.to_owned(), value })));
    }
    if field.lost_focus() && draft.is_some() {
        let gave_up = ui.input(|input| input.key_pressed(Key::Escape));
        return Some(if gave_up || shown == value {
            Action::TypeValue(None)
        } else {
            Action::EnterValue { parameter: parameter.to_owned(), value: shown.to_owned() }
        });
    }
    let back = is_entered && draft.is_none() && link_ui(ui, words::DEFAULT_AGAIN).clicked();
    back.then(|| Action::EnterValue { parameter: parameter.to_owned(), value: String::new() })
}
