//! Why data is project data: the place that names it, and how that was judged.
//!
//! In: a reference with its evidence. Out: its drawing, and the way to the line.
//! Never more than one reference at a time.

use egui::{FontId, Ui};

use super::parts::{heading_ui, plain_heading_ui, section_ui, sentence_ui, small_ui, step_ui};
use super::source::{Mark, source_ui};
use crate::app::action::Action;
use crate::app::state::{Place, Review, Thing};
use crate::app::theme::{self, letter};
use crate::app::widgets::{Icon, icon_button_ui, link_with_ui};
use crate::app::words;
use crate::publication::{DataEvidence, DataRow, ReferenceEvidence};
use crate::text::{Span, count, visible};

/// The reference that is looked at.
pub fn why_ui(
    ui: &mut Ui,
    review: &Review,
    row: &DataRow,
    evidence: Option<&DataEvidence>,
    at: usize,
    mark: Mark,
) -> Option<Action> {
    let at = at.min(row.references.len().saturating_sub(1));
    let Some(reference) = row.references.get(at) else {
        return section_ui(ui, |ui| {
            plain_heading_ui(ui, "Why");
            sentence_ui(ui, &row.because);
            None
        });
    };
    let known = evidence.and_then(|evidence| evidence.references.get(at));
    let action = section_ui(ui, |ui| {
        let stepped = heading_ui(ui, "Why", |ui| steps_through_ui(ui, at, row.references.len(), "reference"));
        // The other verdicts have their reason beside them.
        if row.decision == "copied" && !(row.esri_would_find && known.is_some()) {
            sentence_ui(ui, &row.because);
        }
        let text = known.and_then(|known| review.report.evidence.scripts.get(known.script?));
        let is_struck = row.decision == "excluded" || known.is_some_and(|known| known.discounted.is_some());
        match (text, known) {
            (Some(script), Some(known)) => {
                source_ui(ui, &script.text, reference.line, Mark { span: known.span, is_struck, ..mark });
            }
            (_, _) => small_ui(ui, &reference.text),
        }
        let place = Place { script: reference.script.clone(), line: reference.line, column: reference.column };
        place_ui(ui, review, place, &words::context(reference.context, reference.found_by)).or(stepped)
    });
    if let Some(known) = known {
        judged_ui(ui, known, reference.context);
    }
    if let Some(new) = known.and_then(|known| known.rewritten.as_deref()) {
        section_ui(ui, |ui| {
            plain_heading_ui(ui, words::WRITTEN_INSTEAD);
            let all = Span::new(0, new.len() as u32);
            source_ui(ui, new, 1, Mark { span: all, is_struck: false, ..mark });
        });
    }
    action
}

/// `2 of 3 references`, with the way to the next and the one before.
pub fn steps_through_ui(ui: &mut Ui, at: usize, many: usize, one: &str) -> Option<Action> {
    let mut action = None;
    if many > 1 {
        let last = (at + 1 >= many).then_some("This is the last one");
        let first = (at == 0).then_some("This is the first one");
        if icon_button_ui(ui, Icon::Forward, &format!("Next {one}"), last).clicked() {
            action = Some(Action::SelectReference(at + 1));
        }
        if icon_button_ui(ui, Icon::Back, &format!("Previous {one}"), first).clicked() {
            action = Some(Action::SelectReference(at.saturating_sub(1)));
        }
        small_line_ui(ui, &format!("{} of {}", at + 1, count(many as u64, one)));
    } else {
        small_line_ui(ui, &count(many as u64, one));
    }
    action
}

fn small_line_ui(ui: &mut Ui, words: &str) {
    let colour = theme::palette(ui).text_2;
    ui.label(egui::RichText::new(words).size(letter::SMALL).color(colour));
}

/// The link to a line, with words at its right.
pub fn place_ui(ui: &mut Ui, review: &Review, place: Place, words: &str) -> Option<Action> {
    ui.horizontal(|ui| {
        let name = words::short_script(&place.script);
        let shown = format!("{}:{}", visible(name), place.line);
        let is_read = review.script(&place.script).is_some();
        // A value in a toolbox has no line: the way leads to its tool.
        let tool = if is_read { None } else { review.tool_at(&place.script) };
        let action = match tool {
            Some((toolbox, tool)) => {
                let link = link_with_ui(ui, &visible(&tool), theme::medium(letter::SMALL), None);
                let link = link.on_hover_text(visible(&place.script));
                link.clicked().then_some(Action::Select(Thing::Tool { toolbox, tool }))
            }
            None if is_read => {
                let link = link_with_ui(ui, &shown, FontId::monospace(letter::SMALL), None);
                link.on_hover_text(visible(&place.script)).clicked().then_some(Action::GoTo(place))
            }
            None => {
                let colour = theme::palette(ui).text_2;
                let text = egui::RichText::new(visible(&place.script)).size(letter::SMALL).color(colour);
                ui.add(egui::Label::new(text).truncate());
                None
            }
        };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let colour = theme::palette(ui).text_2;
            let text = egui::RichText::new(words).size(letter::SMALL).color(colour);
            ui.add(egui::Label::new(text).truncate());
        });
        action
    })
    .inner
}

/// The three tests, or the steps of a path that is built, or where a value comes from.
fn judged_ui(ui: &mut Ui, known: &ReferenceEvidence, context: &str) {
    let palette = theme::palette(ui);
    if !known.tests.is_empty() {
        section_ui(ui, |ui| {
            plain_heading_ui(ui, words::TESTS);
            for test in &known.tests {
                let (icon, colour) = match test.holds {
                    Some(true) => (Icon::Good, palette.copied),
                    Some(false) => (Icon::Close, palette.text_2),
                    None => (Icon::NotYet, palette.text_3),
                };
                step_ui(ui, icon, colour, Some(test.question), &test.words, test.holds == Some(true));
            }
        });
    }
    if !known.steps.is_empty() {
        section_ui(ui, |ui| {
            plain_heading_ui(ui, if context == "parameter" { words::VALUE_COMES_FROM } else { words::PATH_COMES_FROM });
            let last = known.steps.len() - 1;
            for (at, step) in known.steps.iter().enumerate() {
                let (icon, colour) = if at == last { (Icon::Good, palette.copied) } else { (Icon::Shut, palette.text_2) };
                step_ui(ui, icon, colour, None, step, false);
            }
        });
    }
    if let Some(reason) = &known.discounted {
        section_ui(ui, |ui| {
            plain_heading_ui(ui, words::DOES_NOT_COUNT);
            step_ui(ui, Icon::Blocked, palette.excluded, None, reason, false);
        });
    }
}
