//! Nothing is selected: what the publication comes to.
//!
//! In: the report. Out: the way to its largest pieces.
//! Never empty.

use egui::Ui;

use super::parts::{Title, pair_ui, plain_heading_ui, section_ui, sentence_ui, title_ui};
use crate::app::action::Action;
use crate::app::apply::publication_name;
use crate::app::state::{AppState, Review, Thing};
use crate::app::theme;
use crate::app::widgets::{Icon, link_ui};
use crate::app::words;
use crate::message::Severity;
use crate::text::{count, size, visible};

/// Counts, the largest five, what opening noticed.
pub fn overview_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let report = &review.report;
    let name = publication_name(state).unwrap_or_default();
    let titled = title_ui(ui, state, &Title { icon: Icon::Copied, name: &name, kind: words::PUBLICATION, is_code: false });
    section_ui(ui, |ui| {
        pair_ui(ui, words::TRAVELS, &words::travel(&report.totals));
        let tools = report.toolboxes.iter().flat_map(|toolbox| &toolbox.tools).filter(|tool| tool.selected).count();
        pair_ui(ui, words::PUBLISHED, &count(tools as u64, "tool"));
        pair_ui(ui, words::READ, &count(report.scripts.len() as u64, "script"));
        let open = [Severity::Error, Severity::Warning].map(|severity| (severity, review.count(severity)));
        let open = open.iter().filter(|(_, number)| *number > 0);
        let open: Vec<String> = open.map(|(severity, number)| words::severity_count(*severity, *number)).collect();
        if !open.is_empty() {
            pair_ui(ui, words::STILL_OPEN, &open.join(", "));
        }
    });
    let chosen = largest_ui(ui, review);
    if !review.notes.is_empty() {
        section_ui(ui, |ui| {
            plain_heading_ui(ui, words::NOTES);
            review.notes.iter().for_each(|note| sentence_ui(ui, note));
        });
    }
    chosen.or(titled)
}

/// The largest pieces that travel, each container once.
fn largest_ui(ui: &mut Ui, review: &Review) -> Option<Action> {
    let largest = &review.amounts.largest;
    if largest.is_empty() {
        return None;
    }
    section_ui(ui, |ui| {
        plain_heading_ui(ui, words::LARGEST);
        let mut action = None;
        for piece in largest {
            ui.horizontal(|ui| {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let colour = theme::palette(ui).text;
                    ui.label(egui::RichText::new(size(piece.bytes)).font(theme::medium(theme::letter::SMALL)).color(colour));
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        if link_ui(ui, &words::short_path(&piece.path)).on_hover_text(visible(&piece.path)).clicked() {
                            let row = review.report.data.get(piece.row);
                            action = row.map(|row| Action::Select(Thing::Data(row.path.clone())));
                        }
                    });
                });
            });
        }
        action
    })
}
