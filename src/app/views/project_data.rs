//! The project data: what, what happens to it, why, how large.
//!
//! In: the report. Out: the row that was chosen.
//! Never sorts: the order comes with the review.

use egui::{Align, Color32, Layout, Ui};
use egui_extras::{Column, TableRow};

use super::centre::nothing_ui;
use super::verdict::{self, Verdict};
use crate::app::action::Action;
use crate::app::state::{AppState, DataLine, Review, TableLine, Thing};
use crate::app::theme::{self, extent, gap};
use crate::app::widgets::{cell_ui, header_cell_ui, path_label_ui, table, text_cell_ui, verdict_cell_ui};
use crate::app::words;
use crate::publication::Report;
use crate::text::size;
use crate::text::visible;

/// The table of project data.
#[must_use]
pub fn project_data_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    if state.data.lines.is_empty() {
        nothing_ui(ui, words::NO_DATA, words::NO_DATA_TEXT);
        return None;
    }
    let mut action = None;
    let table = table(ui, "project data")
        .column(Column::initial(360.0).at_least(160.0).clip(true).resizable(true))
        .column(Column::exact(150.0))
        .column(Column::remainder().at_least(120.0).clip(true))
        .column(Column::exact(80.0))
        .column(Column::exact(gap::CELL));
    let table = table.header(extent::HEADER, |mut header| {
        for title in ["What", "What happens", "Why"] {
            header.col(|ui| {
                cell_ui(ui, |ui| {
                    header_cell_ui(ui, title);
                })
            });
        }
        header.col(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| header_cell_ui(ui, "Size"));
        });
        header.col(|_| {});
    });
    table.body(|body| {
        body.rows(extent::ROW, state.data.lines.len(), |mut row| {
            row.set_overline(true);
            let Some(TableLine::Row(line)) = state.data.lines.get(row.index()) else { return };
            let Some(shown) = Line::of(&review.report, *line) else { return };
            let thing = Thing::Data(shown.path.to_owned());
            row.set_selected(state.selection.thing.as_ref() == Some(&thing));
            line_ui(&mut row, &shown);
            if row.response().clicked() {
                action = Some(Action::Select(thing));
            }
        });
    });
    action
}

/// A row, whichever list of the report it comes from.
struct Line<'a> {
    path: &'a str,
    because: &'a str,
    evidence: String,
    bytes: Option<u64>,
    verdict: fn(&theme::Palette, &Line<'a>) -> Verdict,
    decision: &'a str,
    certainty: &'a str,
}

impl<'a> Line<'a> {
    fn of(report: &'a Report, line: DataLine) -> Option<Self> {
        Some(match line {
            DataLine::Item(at) => {
                let row = report.data.get(at)?;
                Line {
                    path: &row.path,
                    because: &row.because,
                    evidence: words::evidence(row),
                    bytes: (row.files > 0).then_some(row.bytes),
                    verdict: |palette, line| verdict::decision(palette, line.decision, line.certainty),
                    decision: row.decision,
                    certainty: row.certainty,
                }
            }
            DataLine::LookedFor(at) => {
                let row = report.evidence.looked_for.get(at)?;
                Line {
                    path: &row.path,
                    because: &row.because,
                    evidence: row.because.clone(),
                    bytes: None,
                    verdict: |palette, _| verdict::left_behind(palette),
                    decision: "",
                    certainty: "",
                }
            }
            DataLine::LeftBehind(at) => {
                let row = report.left_behind.get(at)?;
                Line {
                    path: &row.path,
                    because: &row.because,
                    evidence: row.because.clone(),
                    bytes: None,
                    verdict: |palette, _| verdict::left_behind(palette),
                    decision: "",
                    certainty: "",
                }
            }
        })
    }
}

fn line_ui(row: &mut TableRow<'_, '_>, line: &Line<'_>) {
    row.col(|ui| {
        cell_ui(ui, |ui| {
            path_label_ui(ui, line.path);
        })
    });
    row.col(|ui| {
        cell_ui(ui, |ui| {
            let verdict = (line.verdict)(theme::palette(ui), line);
            verdict_cell_ui(ui, verdict.icon, verdict.word, verdict.colour);
        })
    });
    let (_, why) = row.col(|ui| {
        cell_ui(ui, |ui| {
            let colour = theme::palette(ui).text_2;
            text_cell_ui(ui, &visible(line.because), colour);
        })
    });
    why.on_hover_text(line.evidence.lines().map(visible).collect::<Vec<_>>().join("\n"));
    row.col(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| size_ui(ui, line.bytes));
    });
    row.col(|_| {});
}

fn size_ui(ui: &mut Ui, bytes: Option<u64>) {
    let palette = theme::palette(ui);
    let (text, colour): (String, Color32) = match bytes {
        Some(bytes) => (size(bytes), palette.text),
        None => ("–".to_owned(), palette.text_3),
    };
    text_cell_ui(ui, &text, colour);
}
