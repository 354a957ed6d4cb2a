//! A module: where it is imported, where Waybill looked, what each server has.
//!
//! In: a row of the modules. Out: the way to its imports, repairs.
//! Never more sure than the lists it was looked up in.

use egui::Ui;

use super::message::answers_ui;
use super::parts::{
    Banner, Title, banner_ui, heading_ui, plain_heading_ui, section_ui, sentence_ui, small_ui, step_ui, title_ui,
};
use super::source::{Mark, source_ui};
use super::why;
use crate::app::action::Action;
use crate::app::state::{AppState, Place, Review};
use crate::app::theme::{self, Palette};
use crate::app::views::verdict;
use crate::app::widgets::Icon;
use crate::app::words;
use crate::publication::{ImportRow, MessageRow, ModuleRow};
use crate::text::{LineIndex, Span, count};

/// A module.
pub fn module_ui(ui: &mut Ui, state: &AppState, review: &Review, name: &str) -> Option<Action> {
    let row = review.report.modules.iter().find(|row| row.name == name)?;
    let icon = match row.class {
        "local" => Icon::Script,
        _ => Icon::Module,
    };
    let kind = words::module_kind(row);
    let mut action = title_ui(ui, state, &Title { icon, name, kind: &kind, is_code: true });
    let palette = theme::palette(ui);
    let messages: Vec<(usize, &MessageRow)> = review.messages(review.index.of_module(name)).collect();
    let (status, mut mark) = status(palette, row);
    let rest = match messages.first() {
        Some((_, MessageRow { accepted: Some(reason), .. })) => {
            (mark.colour, mark.tint) = (palette.text_2, palette.excluded_tint);
            words::accepted(reason)
        }
        Some((_, message)) => message.text.clone(),
        None => words::module_travels(row).to_owned(),
    };
    banner_ui(
        ui,
        &Banner { icon: status.icon, colour: mark.colour, tint: mark.tint, verdict: status.word, rest: &rest, before: "" },
    );
    action = imports_ui(ui, state, review, row, mark).or(action);
    looked_ui(ui, state, review, row);
    if let Some(distribution) = &row.distribution {
        section_ui(ui, |ui| {
            plain_heading_ui(ui, words::DISTRIBUTION);
            small_ui(ui, &words::distribution(distribution));
            small_ui(ui, &distribution.evidence);
        });
    }
    if let Some((at, message)) = messages.first() {
        let answered = section_ui(ui, |ui| {
            plain_heading_ui(ui, words::WHAT_YOU_CAN_DO);
            answers_ui(ui, review, *at, message)
        });
        action = answered.or(action);
    }
    list_ui(ui, review, row).or(action)
}

/// The worst that a server says, and how its import is marked.
fn status(palette: &'static Palette, row: &ModuleRow) -> (verdict::Verdict, Mark) {
    const WORST_FIRST: [&str; 6] = ["missing", "unsupported", "unsure", "version_differs", "present", "not_applicable"];
    let said = WORST_FIRST.into_iter().find(|status| row.servers.iter().any(|server| server.status == *status));
    let status = verdict::status(palette, said.unwrap_or("not_applicable"));
    let (colour, tint) = match said {
        Some("missing" | "unsupported") if row.optional => (palette.warning, palette.warning_tint),
        Some("missing" | "unsupported") => (palette.error, palette.error_tint),
        Some("unsure" | "version_differs") => (palette.warning, palette.warning_tint),
        Some("present") => (palette.copied, palette.copied_tint),
        _ if row.class == "local" => (palette.copied, palette.copied_tint),
        _ => (palette.text_2, palette.excluded_tint),
    };
    let status = match (row.class, status) {
        ("local", _) => verdict::Verdict { icon: Icon::Copied, word: "Yours", colour },
        (_, status) => status,
    };
    (status, Mark { span: Span::default(), colour, tint, is_struck: false })
}

fn imports_ui(ui: &mut Ui, state: &AppState, review: &Review, row: &ModuleRow, mark: Mark) -> Option<Action> {
    let at = state.selection.reference.min(row.imports.len().saturating_sub(1));
    let import = row.imports.get(at)?;
    section_ui(ui, |ui| {
        let stepped = heading_ui(ui, "Why", |ui| why::steps_through_ui(ui, at, row.imports.len(), "import"));
        let script = review.script(&import.script).and_then(|script| review.report.evidence.scripts.get(script));
        if let Some(script) = script {
            let span = named_in_line(&script.text, import, &row.name);
            source_ui(ui, &script.text, import.line, Mark { span, ..mark });
        }
        let place = Place { script: import.script.clone(), line: import.line, column: 1 };
        why::place_ui(ui, review, place, words::import(row.optional, import.esri_scans)).or(stepped)
    })
}

/// Where the module's name stands in the line that imports it.
fn named_in_line(text: &str, import: &ImportRow, name: &str) -> Span {
    let line = LineIndex::new(text).line_span(text, import.line);
    let words = line.of(text);
    let is_end = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_');
    let whole = |at: &usize| {
        let before = words.get(..*at).and_then(|before| before.chars().next_back());
        let after = words.get(at + name.len()..).and_then(|after| after.chars().next());
        is_end(before) && is_end(after)
    };
    match words.match_indices(name).map(|(at, _)| at).find(whole) {
        Some(at) => Span::new(line.start + at as u32, line.start + (at + name.len()) as u32),
        None => Span::new(line.start, line.start),
    }
}

fn looked_ui(ui: &mut Ui, state: &AppState, review: &Review, row: &ModuleRow) {
    let palette = theme::palette(ui);
    section_ui(ui, |ui| {
        plain_heading_ui(ui, words::WHERE_LOOKED);
        let mut step = |found: bool, what: &str, outcome: &str| {
            let (icon, colour) = if found { (Icon::Good, palette.copied) } else { (Icon::Close, palette.text_2) };
            step_ui(ui, icon, colour, Some(what), outcome, found);
        };
        let own = row.resolved.as_deref().unwrap_or(words::NOT_THERE);
        step(row.class == "local", words::YOUR_FOLDERS, own);
        if row.class == "local" {
            return;
        }
        step(row.class == "arcgis", words::ARCGIS, if row.class == "arcgis" { words::BRINGS_IT } else { words::NOT_PART });
        step(
            row.class == "standard_library",
            words::STANDARD_LIBRARY,
            if row.class == "standard_library" { words::BRINGS_IT } else { words::NOT_PART },
        );
        for server in &row.servers {
            let target = review.report.targets.iter().find(|target| target.name == server.target);
            let name = target.map_or_else(|| server.target.clone(), words::target);
            let found = matches!(server.status, "present" | "version_differs" | "not_applicable");
            let source = target.map_or("", |target| target.source.as_str());
            step(found, &name, &words::on_server(server, source));
        }
        if let Some(workstation) = &row.workstation {
            let version = workstation.version.as_deref();
            step(version.is_some(), words::IN_WORKSTATION, version.unwrap_or(words::NOT_THERE));
        }
    });
    if state.publication.environment.is_none() && row.class == "third_party" {
        section_ui(ui, |ui| sentence_ui(ui, words::LIST_IS_BUILT_IN));
    }
}

fn list_ui(ui: &mut Ui, review: &Review, row: &ModuleRow) -> Option<Action> {
    const SHOWN: usize = 30;
    if row.imports.len() < 2 {
        return None;
    }
    section_ui(ui, |ui| {
        plain_heading_ui(ui, &count(row.imports.len() as u64, "import"));
        let mut action = None;
        for import in row.imports.iter().take(SHOWN) {
            let place = Place { script: import.script.clone(), line: import.line, column: 1 };
            action = why::place_ui(ui, review, place, words::import(row.optional, import.esri_scans)).or(action);
        }
        if row.imports.len() > SHOWN {
            sentence_ui(ui, &words::more(row.imports.len() - SHOWN));
        }
        action
    })
}
