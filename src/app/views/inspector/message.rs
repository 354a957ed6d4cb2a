//! The selected message: what is so, what it means, what can be done.
//!
//! In: the message. Out: its repair, its help page.
//! Never a repair that Waybill cannot carry out as a button.

use egui::Ui;

use super::parts::{Banner, Title, banner_ui, plain_heading_ui, section_ui, sentence_ui, step_ui, title_ui};
use super::source::{Mark, source_ui};
use super::why;
use crate::app::action::Action;
use crate::app::state::{AppState, Review, Thing};
use crate::app::theme;
use crate::app::views::messages::acceptance;
use crate::app::views::verdict;
use crate::app::widgets::{Icon, link_ui, link_with_ui, small_button_ui};
use crate::app::words;
use crate::message::Severity;
use crate::publication::MessageRow;
use crate::text::Span;

/// The selected message as a part of what it is about.
pub fn selected_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let (at, row) = review.message(state.selection.message.as_ref()?)?;
    let palette = theme::palette(ui);
    let (icon, colour) = verdict::severity(palette, row.severity);
    section_ui(ui, |ui| {
        plain_heading_ui(ui, words::severity_word(row.severity));
        step_ui(ui, icon, colour, Some(row.code), &row.text, true);
        // Anything else that is selected shows its own lines.
        if matches!(state.selection.thing, Some(Thing::Script(_) | Thing::Toolbox(_))) {
            line_ui(ui, review, row);
        }
        answers_ui(ui, review, at, row)
    })
}

/// The line that a message speaks of.
fn line_ui(ui: &mut Ui, review: &Review, row: &MessageRow) {
    let script = row.script.as_deref().and_then(|script| review.script(script));
    let text = script.and_then(|script| review.report.evidence.scripts.get(script));
    if let (Some(script), Some(line)) = (text, row.line) {
        let palette = theme::palette(ui);
        let mark = Mark { span: Span::default(), colour: palette.text, tint: theme::CLEAR, is_struck: false };
        source_ui(ui, &script.text, line, mark);
    }
}

/// A message that is about nothing that can be selected.
pub fn alone_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let (at, row) = review.message(state.selection.message.as_ref()?)?;
    let palette = theme::palette(ui);
    let (icon, colour) = verdict::severity(palette, row.severity);
    let tint = match row.severity {
        Severity::Error => palette.error_tint,
        Severity::Warning => palette.warning_tint,
        Severity::Information => palette.information_tint,
    };
    let title = review.report.findings.get(at).map_or(row.code, |finding| finding.code.title);
    let kind = words::message_kind(row);
    let titled = title_ui(ui, state, &Title { icon, name: title, kind: &kind, is_code: false });
    let verdict = words::severity_word(row.severity);
    banner_ui(ui, &Banner { icon, colour, tint, verdict, rest: &row.text, before: "" });
    section_ui(ui, |ui| {
        plain_heading_ui(ui, words::WHAT_YOU_CAN_DO);
        answers_ui(ui, review, at, row)
    })
    .or(titled)
}

/// Place, repair and help of a message.
pub fn answers_ui(ui: &mut Ui, review: &Review, at: usize, row: &MessageRow) -> Option<Action> {
    let palette = theme::palette(ui);
    let mut action = None;
    if let Some(reason) = &row.accepted {
        sentence_ui(ui, &words::accepted_by_you(reason));
        let width = ui.available_width();
        if small_button_ui(ui, Some(Icon::Undo), words::REOPEN, width, None).clicked() {
            action = acceptance(at, row, review).map(Action::Reset);
        }
    }
    if let Some(repair) = row.repair.as_ref().filter(|_| row.accepted.is_none()) {
        let can_be_done = review.report.findings.get(at).is_some_and(|finding| finding.fix.is_some());
        if can_be_done {
            let width = ui.available_width();
            if small_button_ui(ui, Some(Icon::Repair), repair, width, None).clicked() {
                action = Some(Action::Repair(at));
            }
        } else {
            step_ui(ui, Icon::Repair, palette.text_2, None, repair, false);
        }
    }
    if let Some(place) = review.place(row) {
        action = why::place_ui(ui, review, place, "").or(action);
    }
    if let Some(finding) = review.report.findings.get(at) {
        let help = format!("About {}", finding.code.name);
        let font = theme::medium(theme::letter::SMALL);
        if link_with_ui(ui, &help, font, Some(Icon::Unsure)).clicked() {
            action = Some(Action::ShowHelp(finding.code.name));
        }
    }
    action
}

/// Messages as a list: those of a script, tool or toolbox.
pub fn list_ui<'a>(ui: &mut Ui, review: &Review, messages: impl Iterator<Item = (usize, &'a MessageRow)>) -> Option<Action> {
    const SHOWN: usize = 30;
    let palette = theme::palette(ui);
    let mut messages = messages.peekable();
    messages.peek()?;
    section_ui(ui, |ui| {
        plain_heading_ui(ui, words::MESSAGES);
        let mut action = None;
        for (at, row) in messages.by_ref().take(SHOWN) {
            let (icon, colour) = verdict::severity(palette, row.severity);
            step_ui(ui, icon, colour, Some(row.code), &row.text, false);
            let line = review.place(row).map_or_else(|| words::SHOW.to_owned(), |place| format!("Line {}", place.line));
            if indented_link_ui(ui, &line).clicked() {
                action = Some(Action::SelectMessage(at));
            }
        }
        let rest = messages.count();
        if rest > 0 {
            sentence_ui(ui, &words::more(rest));
        }
        action
    })
}

fn indented_link_ui(ui: &mut Ui, label: &str) -> egui::Response {
    ui.horizontal(|ui| {
        ui.add_space(theme::extent::ICON_SMALL + theme::gap::NORMAL);
        link_ui(ui, label)
    })
    .inner
}
