//! How far the writing of a package is.
//!
//! In: the stage, bytes and the file. Out: the wish to stop.
//! Never a bar that guesses: where nothing is counted, the stage is named.

use egui::{Align, CornerRadius, Label, Layout, ProgressBar, RichText, Role, Ui, WidgetInfo, vec2};

use super::super::{buttons_ui, sheet_frame_ui, starts_with};
use crate::app::action::Action;
use crate::app::state::AppState;
use crate::app::theme::{self, extent, gap, letter, radius};
use crate::app::widgets::{Icon, Look, icon_ui, word_button_ui};
use crate::publication::Stage;
use crate::text::{size, visible};

/// How far the writing is.
pub struct Far<'a> {
    /// What is being done.
    pub stage: Stage,
    /// Bytes done in it.
    pub done: u64,
    /// Bytes to do in it.
    pub total: u64,
    /// The file that is worked on.
    pub file: &'a str,
}

/// What is done, one after the other.
const STEPS: [(Stage, &str); 4] = [
    (Stage::Reading, "Look through the sources"),
    (Stage::Writing, "Write beside the destination"),
    (Stage::Proving, "Check every file and scan the package as if on the server"),
    (Stage::Placing, "Put it in place"),
];

/// The writing.
pub fn writing_ui(ui: &Ui, state: &AppState, far: &Far<'_>) -> Option<Action> {
    sheet_frame_ui(ui, "export writing sheet", extent::QUESTION, gap::SHEET, |ui, standing| {
        let palette = theme::palette(ui);
        let is_stopping = state.export.then.is_some();
        let verb = if is_stopping { "Stopping" } else { "Writing" };
        let part =
            if far.total == 0 || !far.stage.counts_bytes() { 0.0 } else { far.done.min(far.total) as f32 / far.total as f32 };
        ui.horizontal(|ui| {
            let title = format!("{verb} {}", visible(&state.publication.service));
            ui.label(RichText::new(title).font(theme::semibold(letter::TITLE)).color(palette.text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if far.stage.counts_bytes() {
                    ui.label(RichText::new(format!("{:.0} %", part * 100.0)).color(palette.text_2));
                }
            });
        });
        let bar = ProgressBar::new(part).desired_height(extent::BAR).fill(palette.accent_fill).corner_radius(radius::TICK);
        let words = amount(far);
        ui.add(bar).widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &words));
        ui.label(RichText::new(&words).size(letter::SMALL).color(palette.text_2));
        file_ui(ui, far.file);
        ui.add_space(gap::SMALL);
        let here = STEPS.iter().position(|(stage, _)| *stage == far.stage).unwrap_or(0);
        for (at, (_, words)) in STEPS.iter().enumerate() {
            step_ui(ui, words, at.cmp(&here));
        }
        buttons_ui(ui, |ui| {
            let why_not = is_stopping.then_some("It is being stopped");
            let cancel = starts_with(word_button_ui(ui, Look::Plain, "Cancel", why_not), standing);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(RichText::new("Nothing is replaced before the end.").size(letter::SMALL).color(palette.text_3));
            });
            cancel.clicked().then_some(Action::CancelExport)
        })
    })
}

/// `129 of 212 MB`.
fn amount(far: &Far<'_>) -> String {
    let verb = match far.stage {
        Stage::Scanning | Stage::Reading => return "Looking through the sources".to_owned(),
        Stage::Placing => return "Putting it in place".to_owned(),
        Stage::Writing => "written",
        Stage::Proving => "checked",
    };
    let (done, total) = (size(far.done.min(far.total)), size(far.total));
    match (done.split_once(' '), total.split_once(' ')) {
        (Some((number, unit)), Some((_, whole))) if unit == whole => format!("{number} of {total} {verb}"),
        _ => format!("{done} of {total} {verb}"),
    }
}

fn file_ui(ui: &mut Ui, file: &str) {
    let palette = theme::palette(ui);
    let frame = egui::Frame::new()
        .fill(palette.sunken)
        .corner_radius(CornerRadius::same(radius::CONTROL))
        .inner_margin(egui::Margin::symmetric(gap::FIELD, 4));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let words = RichText::new(visible(file)).monospace().size(letter::SMALL).color(palette.text_2);
        let row = vec2(ui.available_width(), extent::SMALL_BUTTON - 4.0);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| ui.add(Label::new(words).truncate()));
    });
}

fn step_ui(ui: &mut Ui, words: &str, order: std::cmp::Ordering) {
    let palette = theme::palette(ui);
    let (icon, colour, font) = match order {
        std::cmp::Ordering::Less => (Icon::Good, palette.copied, egui::FontId::proportional(letter::BODY)),
        std::cmp::Ordering::Equal => (Icon::Shut, palette.accent, theme::semibold(letter::BODY)),
        std::cmp::Ordering::Greater => (Icon::NotYet, palette.text_3, egui::FontId::proportional(letter::BODY)),
    };
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 20.0), Layout::left_to_right(Align::Center), |ui| {
        icon_ui(ui, icon, extent::ICON, colour);
        let colour = if order == std::cmp::Ordering::Greater { palette.text_2 } else { palette.text };
        ui.label(RichText::new(words).font(font).color(colour));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_is_said_once_where_it_is_the_same() {
        let far = |stage, done, total| amount(&Far { stage, done, total, file: "" });
        assert_eq!(far(Stage::Writing, 129_000_000, 212_000_000), "129 of 212 MB written");
        assert_eq!(far(Stage::Proving, 4_100, 212_000_000), "4 kB of 212 MB checked");
        assert_eq!(far(Stage::Placing, 0, 0), "Putting it in place");
    }
}
