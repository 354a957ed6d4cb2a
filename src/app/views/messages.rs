//! The messages along the bottom: severity, code, text, place, repair.
//!
//! In: the report. Out: the message that was chosen.
//! Never sorts: the order comes with the review.

use egui::{Align, FontId, Frame, Label, Layout, Panel, RichText, Ui};
use egui_extras::{Column, TableRow};

use super::centre::nothing_ui;
use super::verdict;
use crate::app::action::Action;
use crate::app::state::{AppState, Review};
use crate::app::theme::{self, extent, gap, letter};
use crate::app::widgets::{cell_ui, icon_ui, path_label_ui, table, text_cell_ui, verdict_cell_ui};
use crate::app::words;
use crate::message::Severity;
use crate::publication::MessageRow;
use crate::text::visible;

/// The messages.
#[must_use]
pub fn messages_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    if !state.settings.panels.messages {
        return None;
    }
    let palette = theme::palette(ui);
    let panel = Panel::bottom("messages")
        .resizable(true)
        .default_size(extent::MESSAGES)
        .min_size(extent::TABS + 2.0 * extent::ROW)
        .frame(Frame::new().fill(palette.content));
    let panel = panel.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        header_ui(ui, review);
        if state.messages.rows.is_empty() {
            nothing_ui(ui, words::NO_MESSAGES, "");
            return None;
        }
        rows_ui(ui, state, review)
    });
    panel.inner
}

fn header_ui(ui: &mut Ui, review: &Review) {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.panel).stroke(theme::hairline(palette.stroke_subtle));
    frame.show(ui, |ui| {
        ui.set_height(extent::TABS);
        ui.set_width(ui.available_width());
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(gap::CELL);
            ui.label(RichText::new(words::MESSAGES).font(theme::semibold(letter::BODY)));
            ui.add_space(gap::CELL);
            for severity in [Severity::Error, Severity::Warning, Severity::Information] {
                let (icon, colour) = verdict::severity(palette, severity);
                icon_ui(ui, icon, extent::ICON, colour);
                ui.label(words::severity_count(severity, review.count(severity)));
                ui.add_space(gap::NORMAL);
            }
        });
    });
}

fn rows_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let mut action = None;
    let selected = state.selection.message.as_ref().and_then(|key| review.message(key)).map(|(at, _)| at);
    let mut table = table(ui, "messages")
        .column(Column::exact(128.0))
        .column(Column::exact(82.0))
        .column(Column::remainder().at_least(200.0).clip(true))
        .column(Column::exact(200.0).clip(true))
        .column(Column::exact(320.0).clip(true));
    if let Some(row) = selected.and_then(|at| state.messages.rows.iter().position(|row| *row == at)) {
        table = table.scroll_to_row(row, None);
    }
    table.body(|body| {
        body.rows(extent::ROW, state.messages.rows.len(), |mut row| {
            let Some(at) = state.messages.rows.get(row.index()).copied() else { return };
            row.set_selected(selected == Some(at));
            row.set_overline(true);
            if let Some(message) = review.report.messages.get(at) {
                message_ui(&mut row, message);
            }
            if row.response().clicked() {
                action = Some(Action::SelectMessage(at));
            }
        });
    });
    action
}

fn message_ui(row: &mut TableRow<'_, '_>, message: &MessageRow) {
    row.col(|ui| {
        cell_ui(ui, |ui| {
            let (icon, colour) = verdict::severity(theme::palette(ui), message.severity);
            verdict_cell_ui(ui, icon, words::severity_word(message.severity), colour);
        })
    });
    row.col(|ui| cell_ui(ui, |ui| mono_ui(ui, message.code)));
    row.col(|ui| {
        let colour = theme::palette(ui).text;
        cell_ui(ui, |ui| text_cell_ui(ui, &visible(&message.text), colour));
    });
    row.col(|ui| cell_ui(ui, |ui| path_label_ui(ui, &place(message))));
    row.col(|ui| {
        let Some(repair) = &message.repair else { return };
        let text = RichText::new(visible(repair)).font(theme::semibold(letter::BODY));
        cell_ui(ui, |ui| ui.add(Label::new(text).truncate().selectable(false)));
    });
}

fn mono_ui(ui: &mut Ui, text: &str) {
    let colour = theme::palette(ui).text_2;
    let text = RichText::new(text).font(FontId::monospace(letter::SMALL)).color(colour);
    ui.add(Label::new(text).truncate().selectable(false));
}

fn place(message: &MessageRow) -> String {
    let script = message.script.as_deref().unwrap_or_default();
    match message.line {
        Some(line) => format!("{script}:{line}"),
        None => script.to_owned(),
    }
}
