//! A line of the table: kind, path, verdict, reason, size.
//!
//! In: a row of the report. Out: a click, a wish for its menu, its repair.
//! Never more than one button: the recommended repair.

use egui::{Align, Color32, CornerRadius, Id, Layout, Pos2, Rect, RichText, Ui, vec2};

use super::{Cells, Done};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, DataLine, Place, Review, Thing, Verdict};
use crate::app::theme::{self, extent, gap, letter, radius};
use crate::app::views::verdict;
use crate::app::widgets::{
    Icon, RowLook, badge_ui, cell_at_ui, paint_icon, path_label_ui, row_button_ui, row_ground_ui, said_ui, text_cell_ui,
    verdict_cell_ui,
};
use crate::app::words;
use crate::message::Fix;
use crate::publication::Report;
use crate::text::{size, visible};

/// Where the paths begin: the picture of the kind stands before them.
pub(super) const INDENT: f32 = extent::ICON + gap::SMALL;

/// Below this part of the largest, a weight is no line but a dot.
const LIGHT: f32 = 0.08;

/// A line, whichever list of the report it comes from.
struct Line<'a> {
    path: &'a str,
    because: &'a str,
    kind: &'static str,
    bytes: Option<u64>,
    verdict: Verdict,
    face: (&'static str, &'static str),
    is_decided: bool,
}

impl<'a> Line<'a> {
    fn of(report: &'a Report, state: &AppState, line: DataLine) -> Option<Self> {
        let verdict = crate::app::state::verdict(report, line);
        Some(match line {
            DataLine::Item(at) => {
                let row = report.data.get(at)?;
                let is_counted = row.files > 0 && !state.data.index.is_counted_before(at);
                Line {
                    path: &row.path,
                    because: &row.because,
                    kind: row.kind,
                    bytes: is_counted.then_some(row.bytes),
                    verdict,
                    face: (row.decision, row.certainty),
                    is_decided: report.evidence.data.get(at).is_some_and(|evidence| evidence.decided.is_some()),
                }
            }
            DataLine::LeftBehind(at) => {
                let row = report.left_behind.get(at)?;
                let (path, because) = (&row.path, &row.because);
                Line { path, because, kind: "folder", bytes: None, verdict, face: ("", ""), is_decided: false }
            }
            DataLine::LookedFor(at) => {
                let row = report.evidence.looked_for.get(at)?;
                let (path, because) = (&row.path, &row.because);
                Line { path, because, kind: "other", bytes: None, verdict, face: ("", ""), is_decided: false }
            }
        })
    }

    fn verdict(&self, palette: &theme::Palette) -> verdict::Verdict {
        match (self.verdict, self.face) {
            (Verdict::Copied | Verdict::Unsure, (decision, certainty)) => verdict::decision(palette, decision, certainty),
            (other, _) => verdict::of(palette, other),
        }
    }
}

/// The name of a line's row among the things that can be selected.
pub(super) fn thing(report: &Report, line: DataLine) -> Option<Thing> {
    match line {
        DataLine::Item(at) => report.data.get(at).map(|row| Thing::Data(row.path.clone())),
        DataLine::LeftBehind(at) => report.left_behind.get(at).map(|row| Thing::LeftBehind(row.path.clone())),
        DataLine::LookedFor(at) => {
            let row = report.evidence.looked_for.get(at)?;
            let script = report.scripts.get(row.script)?.path.clone();
            Some(Thing::LookedFor(Place { script, line: row.at.line, column: row.at.column }))
        }
    }
}

/// The path of a line's row.
pub(super) fn path(report: &Report, line: DataLine) -> &str {
    let path = match line {
        DataLine::Item(at) => report.data.get(at).map(|row| &row.path),
        DataLine::LeftBehind(at) => report.left_behind.get(at).map(|row| &row.path),
        DataLine::LookedFor(at) => report.evidence.looked_for.get(at).map(|row| &row.path),
    };
    path.map_or("", String::as_str)
}

/// Where a line stands, and how.
pub(super) struct Spot {
    pub(super) id: Id,
    pub(super) rect: Rect,
    pub(super) look: RowLook,
}

/// The line.
pub(super) fn line_ui(ui: &mut Ui, spot: &Spot, row: DataLine, cells: &Cells<'_>, state: &AppState, review: &Review) -> Done {
    let report = &review.report;
    let Some(line) = Line::of(report, state, row) else { return Done::default() };
    let palette = theme::palette(ui);
    let verdict = line.verdict(palette);
    let name = format!("{}, {}", visible(line.path), verdict.word);
    let response = row_ground_ui(ui, spot.id, spot.rect, spot.look, &name);
    what_ui(ui, cells, spot.rect, &line);
    cell_at_ui(ui, cells.place(1), spot.rect, false, |ui| {
        verdict_cell_ui(ui, verdict.icon, verdict.word, verdict.colour);
        if line.is_decided {
            badge_ui(ui, Icon::Person, words::BY_YOU);
        }
    });
    let repair = if cells.has_why { why_ui(ui, cells, spot.rect, &line, row, state, report) } else { None };
    size_ui(ui, cells, spot.rect, &line, verdict.colour, state.data.largest);
    let select = || thing(report, row).map(Action::Select);
    let menu_at = response.secondary_clicked().then(|| response.interact_pointer_pos()).flatten();
    let action = if response.double_clicked() {
        Some(Action::Command(Command::GoToLine))
    } else {
        (response.clicked() || menu_at.is_some()).then(select).flatten()
    };
    Done { is_touched: action.is_some(), action: repair.or(action), menu_at }
}

fn what_ui(ui: &mut Ui, cells: &Cells<'_>, rect: Rect, line: &Line<'_>) {
    let colour = theme::palette(ui).text_2;
    let (icon, _) = verdict::kind(line.kind);
    cell_at_ui(ui, cells.place(0), rect, false, |ui| {
        let (picture, response) = ui.allocate_exact_size(vec2(extent::ICON, extent::ICON), egui::Sense::hover());
        paint_icon(ui.painter(), icon, picture.center(), extent::ICON, colour);
        response.on_hover_text(verdict::kind(line.kind).1);
        path_label_ui(ui, line.path);
    });
}

fn why_ui(
    ui: &mut Ui,
    cells: &Cells<'_>,
    rect: Rect,
    line: &Line<'_>,
    row: DataLine,
    state: &AppState,
    report: &Report,
) -> Option<Action> {
    let colour = theme::palette(ui).text_2;
    let repair = state.data.index.repair(row).filter(|_| !line.is_decided);
    let label = repair.and_then(|at| report.findings.get(at)).and_then(|finding| match &finding.fix {
        Some(Fix::Decide(decision)) => Some(words::row_repair(decision)),
        Some(_) | None => None,
    });
    cell_at_ui(ui, cells.place(2), rect, true, |ui| {
        let pressed = label.is_some_and(|label| row_button_ui(ui, label).clicked());
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            said_ui(ui, line.because, colour).on_hover_ui(|ui| {
                ui.set_max_width(520.0);
                ui.label(evidence(report, line, row));
            });
        });
        repair.filter(|_| pressed).map(Action::Repair)
    })
}

/// The whole reason, and the places that name the item.
fn evidence(report: &Report, line: &Line<'_>, row: DataLine) -> String {
    match row {
        DataLine::Item(at) => report.data.get(at).map_or_else(String::new, words::evidence),
        DataLine::LeftBehind(_) | DataLine::LookedFor(_) => visible(line.because).into_owned(),
    }
}

fn size_ui(ui: &mut Ui, cells: &Cells<'_>, rect: Rect, line: &Line<'_>, colour: Color32, largest: u64) {
    let palette = theme::palette(ui);
    let travels = matches!(line.verdict, Verdict::Copied | Verdict::Unsure);
    let place = cells.place(if cells.has_why { 3 } else { 2 });
    cell_at_ui(ui, place, rect, true, |ui| match line.bytes {
        None => text_cell_ui(ui, "–", palette.text_3),
        Some(bytes) => {
            let words = RichText::new(size(bytes)).size(letter::BODY);
            let words = words.color(if travels { palette.text } else { palette.text_3 });
            let is_struck = line.is_decided && line.verdict == Verdict::Excluded;
            ui.label(if is_struck { words.strikethrough() } else { words });
        }
    });
    let part = line.bytes.filter(|_| travels).map_or(0.0, |bytes| bytes as f32 / largest.max(1) as f32);
    if part >= LIGHT {
        let right = place.max - gap::CELL;
        let width = ((place.span() - 2.0 * gap::CELL) * part.min(1.0)).round();
        let line = Rect::from_min_size(Pos2::new(right - width, rect.bottom() - 5.0), vec2(width, extent::RING));
        ui.painter().rect_filled(line, CornerRadius::same(radius::MARK), colour);
    }
}
