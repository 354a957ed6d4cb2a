//! How an export ended.
//!
//! In: what was written, or why nothing was. Out: what to do with it.
//! Never says more than was checked.

use egui::{Label, RichText, Ui};

use super::super::{body_ui, buttons_ui, section_ui, sheet_frame_ui, starts_with, title_ui};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::VerifyState;
use crate::app::theme::{self, extent, gap, letter};
use crate::app::widgets::{Icon, Look, button_ui, icon_ui, word_button_ui};
use crate::package::Exported;
use crate::text::{count, size, visible};

/// A written package.
pub fn written_ui(ui: &Ui, exported: &Exported, verify: &VerifyState) -> Option<Action> {
    sheet_frame_ui(ui, "export written sheet", extent::RESULT, gap::SHEET, |ui, standing| {
        let palette = theme::palette(ui);
        let path = visible(&exported.path.to_string_lossy()).into_owned();
        let is_closed = title_ui(ui, "Written and verified", "");
        body_ui(ui, standing, extent::BUTTON + gap::BLOCK, |ui| {
            let what = format!("{}, {}", count(exported.files, "file"), size(exported.bytes));
            line_ui(
                ui,
                Icon::Verified,
                palette.copied,
                &format!("{what}. Every sum matches, and every reference leads where it should."),
            );
            ui.add(Label::new(RichText::new(path).monospace().size(letter::SMALL).color(palette.text_2)).wrap().selectable(true));
            list_ui(ui, "You accepted", Icon::Error, palette.error, &exported.accepted);
            list_ui(ui, "The deployment plan answers", Icon::Plan, palette.warning, &exported.deployment_errors);
            verified_ui(ui, verify);
        });
        let pressed = buttons_ui(ui, |ui| {
            let done = starts_with(word_button_ui(ui, Look::Primary, "Done", None), standing);
            let running = matches!(verify, VerifyState::Running).then_some("It is being verified");
            let again = button_ui(ui, Look::Plain, Icon::Verified, "Verify again", running);
            let mut action = done.clicked().then_some(Action::CloseSheet);
            if again.clicked() {
                action = Some(Action::VerifyAgain);
            }
            if exported.path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("zip"))
                && button_ui(ui, Look::Plain, Icon::Plan, "Open the plan", None).clicked()
            {
                action = Some(Action::OpenPlan);
            }
            if button_ui(ui, Look::Plain, Icon::OpenFolder, "Show in folder", None).clicked() {
                action = Some(Action::ShowInFolder(exported.path.clone()));
            }
            action
        });
        pressed.or(is_closed.then_some(Action::CloseSheet))
    })
}

fn verified_ui(ui: &mut Ui, verify: &VerifyState) {
    let palette = theme::palette(ui);
    match verify {
        VerifyState::Once => {}
        VerifyState::Running => line_ui(ui, Icon::NotYet, palette.text_2, "Verifying it again"),
        VerifyState::Done(Ok(found)) if found.holds => {
            let what = format!("{}, {}", count(found.files, "file"), size(found.bytes));
            line_ui(ui, Icon::Good, palette.copied, &format!("Verified again: it holds, {what}"));
        }
        VerifyState::Done(Ok(found)) => {
            line_ui(ui, Icon::Error, palette.error, "Verified again: it does not hold any more");
            list_ui(ui, "What does not hold", Icon::Error, palette.error, &found.problems);
        }
        VerifyState::Done(Err(sentence)) => line_ui(ui, Icon::Error, palette.error, &visible(sentence)),
    }
}

/// Nothing was written.
pub fn failed_ui(ui: &Ui, sentence: &str, messages: &[String]) -> Option<Action> {
    sheet_frame_ui(ui, "export failed sheet", extent::RESULT, gap::SHEET, |ui, standing| {
        let palette = theme::palette(ui);
        let is_closed = title_ui(ui, "Nothing was written", "What stood at the destination is as it was.");
        body_ui(ui, standing, extent::BUTTON + gap::BLOCK, |ui| {
            line_ui(ui, Icon::Error, palette.error, &visible(sentence));
            list_ui(ui, "In the way", Icon::Error, palette.error, messages);
        });
        let pressed = buttons_ui(ui, |ui| {
            let back = starts_with(word_button_ui(ui, Look::Primary, "Back to the summary", None), standing);
            let close = word_button_ui(ui, Look::Quiet, "Cancel", None);
            if close.clicked() {
                return Some(Action::CloseSheet);
            }
            back.clicked().then_some(Action::Command(Command::Export))
        });
        pressed.or(is_closed.then_some(Action::CloseSheet))
    })
}

/// Sentences below a title, where there are any.
fn list_ui(ui: &mut Ui, title: &str, icon: Icon, colour: egui::Color32, sentences: &[String]) {
    if sentences.is_empty() {
        return;
    }
    ui.add_space(gap::SMALL);
    section_ui(ui, title);
    for sentence in sentences {
        line_ui(ui, icon, colour, &visible(sentence));
    }
}

fn line_ui(ui: &mut Ui, icon: Icon, colour: egui::Color32, sentence: &str) {
    let text = theme::palette(ui).text;
    ui.horizontal_top(|ui| {
        icon_ui(ui, icon, extent::ICON, colour);
        ui.add(Label::new(RichText::new(sentence).color(text)).wrap());
    });
}
