//! Project data, what a folder leaves behind, and what was looked for in vain.
//!
//! In: a row with its evidence. Out: decisions about it.
//! Never a verdict without its consequence.

use egui::{Color32, Ui};

use super::parts::{
    Banner, Title, banner_ui, code_path_ui, pair_ui, plain_heading_ui, section_ui, sentence_ui, small_ui, title_ui,
};
use super::source::{Mark, source_ui};
use super::{decide, files, message, why};
use crate::app::action::Action;
use crate::app::state::{self, AppState, Place, Review};
use crate::app::theme::{self, Palette};
use crate::app::views::verdict;
use crate::app::widgets::Icon;
use crate::app::words;
use crate::consolidation::Override;
use crate::publication::{DataEvidence, DataRow};
use crate::text::{Span, count, size};

/// The look of a verdict.
struct Verdict {
    icon: Icon,
    colour: Color32,
    tint: Color32,
    word: &'static str,
}

/// A row of the project data.
pub fn data_ui(ui: &mut Ui, state: &AppState, review: &Review, path: &str) -> Option<Action> {
    let (at, row) = review.data(path)?;
    let evidence = review.report.evidence.data.get(at);
    let name = path.trim_end_matches('/').rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(path);
    let (icon, kind_word) = verdict::kind(row.kind);
    let kind = words::kind_in(kind_word, path, row.container.as_deref());
    let title = Title { icon, name, kind: &kind, is_code: false };
    let mut action = title_ui(ui, state, &title);
    let palette = theme::palette(ui);
    let verdict = verdict(palette, row);
    let decided = evidence.and_then(|evidence| evidence.decided.as_ref());
    banner(ui, row, evidence, &verdict);
    action = message::selected_ui(ui, state, review).or(action);
    if decided.is_some() {
        action = decide::decided_ui(ui, state, evidence).or(action);
    }
    let mark = Mark { span: Span::default(), colour: verdict.colour, tint: verdict.tint, is_struck: false };
    action = why::why_ui(ui, review, row, evidence, state.selection.reference, mark).or(action);
    action = files::files_ui(ui, state, row, evidence).or(action);
    if let Some(destination) = &row.destination {
        section_ui(ui, |ui| {
            plain_heading_ui(ui, words::LANDS);
            code_path_ui(ui, destination);
        });
    }
    decide::decide_ui(ui, state, Some(row)).or(action)
}

fn banner(ui: &mut Ui, row: &DataRow, evidence: Option<&DataEvidence>, verdict: &Verdict) {
    let decided = evidence.and_then(|evidence| evidence.decided.as_ref());
    let word = match decided {
        Some(Override::Output { .. }) => words::OUTPUT_BY_YOU.to_owned(),
        Some(_) => format!("{} by you", verdict.word),
        None => verdict.word.to_owned(),
    };
    let before = decided.and(evidence).and_then(|evidence| evidence.otherwise);
    let before = before.map(|(word, bytes)| words::before(word, bytes)).unwrap_or_default();
    let rest = match (row.decision, row.certainty) {
        ("copied", "yes") => lines_in_words(evidence),
        ("copied", _) => evidence.and_then(|evidence| evidence.note.clone()).unwrap_or_default(),
        ("excluded", _) => String::new(),
        (_, _) => row.because.clone(),
    };
    let (icon, colour, tint) = (verdict.icon, verdict.colour, verdict.tint);
    banner_ui(ui, &Banner { icon, colour, tint, verdict: &word, rest: &rest, before: &before });
}

/// What becomes of the lines that name it.
fn lines_in_words(evidence: Option<&DataEvidence>) -> String {
    let Some(evidence) = evidence.filter(|evidence| evidence.references.iter().any(|found| found.script.is_some())) else {
        return String::new();
    };
    let rewritten = evidence.references.iter().filter(|found| found.rewritten.is_some()).count();
    match (rewritten, evidence.references.len()) {
        (0, 1) => words::LINE_STAYS.to_owned(),
        (0, _) => words::LINES_STAY.to_owned(),
        (1, _) => words::LINE_IS_REWRITTEN.to_owned(),
        (many, _) => format!("{} are rewritten", count(many as u64, "line")),
    }
}

fn verdict(palette: &Palette, row: &DataRow) -> Verdict {
    let shown = verdict::decision(palette, row.decision, row.certainty);
    let tint = match (row.decision, row.certainty) {
        ("copied", "broken") => palette.error_tint,
        ("copied", "unsure") => palette.warning_tint,
        ("copied", _) => palette.copied_tint,
        ("data_store", _) => palette.stays_tint,
        (_, _) => palette.excluded_tint,
    };
    Verdict { icon: shown.icon, colour: shown.colour, tint, word: shown.word }
}

/// What a folder that travels does not bring.
pub fn left_behind_ui(ui: &mut Ui, state: &AppState, review: &Review, path: &str) -> Option<Action> {
    let row = review.report.left_behind.iter().find(|row| row.path == path)?;
    let name = path.rsplit('/').next().unwrap_or(path);
    let kind = words::kind_in("Folder", path, None);
    let mut action = title_ui(ui, state, &Title { icon: Icon::Folder, name, kind: &kind, is_code: false });
    let palette = theme::palette(ui);
    let said = verdict::of(palette, state::Verdict::LeftBehind);
    let (icon, colour, tint) = (said.icon, said.colour, palette.left_tint);
    banner_ui(ui, &Banner { icon, colour, tint, verdict: said.word, rest: &row.because, before: "" });
    action = message::selected_ui(ui, state, review).or(action);
    section_ui(ui, |ui| {
        plain_heading_ui(ui, words::PATH);
        code_path_ui(ui, path);
    });
    decide::decide_ui(ui, state, None).or(action)
}

/// A quoted path that names nothing here.
pub fn looked_for_ui(ui: &mut Ui, state: &AppState, review: &Review, place: &Place) -> Option<Action> {
    let script = review.script(&place.script)?;
    let looked = review
        .report
        .evidence
        .looked_for
        .iter()
        .find(|looked| looked.script == script && looked.at.line == place.line && looked.at.column == place.column)?;
    let name = looked.path.rsplit('/').next().unwrap_or(&looked.path);
    let title = Title { icon: Icon::Unreachable, name, kind: words::LOOKED_FOR_KIND, is_code: false };
    let mut action = title_ui(ui, state, &title);
    let palette = theme::palette(ui);
    let (icon, colour, tint, verdict) = if looked.is_missing_inside {
        (Icon::Error, palette.error, palette.error_tint, "Missing")
    } else {
        (Icon::Unsure, palette.warning, palette.warning_tint, "Not found")
    };
    banner_ui(ui, &Banner { icon, colour, tint, verdict, rest: &looked.because, before: "" });
    action = message::selected_ui(ui, state, review).or(action);
    let found = section_ui(ui, |ui| {
        plain_heading_ui(ui, "Why");
        if let Some(script) = review.report.evidence.scripts.get(script) {
            source_ui(ui, &script.text, place.line, Mark { span: looked.span, colour, tint, is_struck: false });
        }
        why::place_ui(ui, review, place.clone(), words::QUOTED)
    });
    section_ui(ui, |ui| {
        plain_heading_ui(ui, words::WAS_LOOKED_FOR);
        code_path_ui(ui, &looked.path);
        sentence_ui(ui, &looked.because);
    });
    found.or(action)
}

/// The size of an item's files, in words.
pub fn weight_ui(ui: &mut Ui, left: &str, bytes: u64) {
    pair_ui(ui, left, &size(bytes));
}

/// Other data that must travel with it.
pub fn tied_ui(ui: &mut Ui, tied: &[String]) {
    if !tied.is_empty() {
        small_ui(ui, &words::travels_with(tied));
    }
}
