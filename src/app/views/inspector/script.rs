//! A script: what it is for, how it was read, what it names.
//!
//! In: a row of the scripts. Out: the way to what it names.
//! Never its text: that is the script tab's.

use egui::Ui;

use super::message;
use super::parts::{Banner, Title, banner_ui, heading_ui, pair_ui, plain_heading_ui, section_ui, sentence_ui, title_ui};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Review, Thing};
use crate::app::theme;
use crate::app::views::verdict;
use crate::app::widgets::{Icon, icon_ui, link_ui};
use crate::app::words;
use crate::publication::DataRow;
use crate::text::{count, visible};

/// A script.
pub fn script_ui(ui: &mut Ui, state: &AppState, review: &Review, path: &str) -> Option<Action> {
    let at = review.script(path)?;
    let row = review.report.scripts.get(at)?;
    let name = path.rsplit('/').next().unwrap_or(path);
    let icon = if row.role == "validation" { Icon::Validation } else { Icon::Script };
    let kind = words::kind_in(words::role(row.role), path, None);
    let mut action = title_ui(ui, state, &Title { icon, name, kind: &kind, is_code: false });
    let palette = theme::palette(ui);
    let known = review.report.evidence.scripts.get(at);
    if let Some((place, why)) = known.and_then(|known| known.problem.as_ref()) {
        let verdict = format!("Line {} cannot be read", place.line);
        let (icon, colour, tint) = (Icon::Error, palette.error, palette.error_tint);
        banner_ui(ui, &Banner { icon, colour, tint, verdict: &verdict, rest: why, before: "" });
    }
    action = message::selected_ui(ui, state, review).or(action);
    section_ui(ui, |ui| {
        plain_heading_ui(ui, words::SCRIPT);
        pair_ui(ui, "Python", words::python(row.python));
        pair_ui(ui, "Encoding", &row.encoding);
        pair_ui(ui, "Lines", &row.lines.to_string());
        if let Some(known) = known {
            pair_ui(ui, "In the package", &words::edits(known.edits.len(), known.is_kept));
        }
        if !row.esri_scans {
            sentence_ui(ui, words::NOT_SCANNED_BY_ARCGIS);
        }
        let open = Command::OpenInEditor;
        if open.why_not(state).is_none() && link_ui(ui, open.label()).clicked() {
            action = Some(Action::Command(open));
        }
    });
    action = message::list_ui(ui, review, review.messages(review.index.in_script(path))).or(action);
    named_ui(ui, review, path).or(action)
}

/// The data that the script names.
pub fn named_ui(ui: &mut Ui, review: &Review, script: &str) -> Option<Action> {
    const SHOWN: usize = 50;
    let named = review.named_in.get(script)?;
    section_ui(ui, |ui| {
        heading_ui(ui, words::NAMES, |ui| {
            let colour = theme::palette(ui).text_2;
            ui.label(egui::RichText::new(count(named.len() as u64, "item")).size(theme::letter::SMALL).color(colour));
        });
        let mut action = None;
        for row in named.iter().take(SHOWN).filter_map(|at| review.report.data.get(*at)) {
            action = item_ui(ui, row).or(action);
        }
        if named.len() > SHOWN {
            sentence_ui(ui, &words::more(named.len() - SHOWN));
        }
        action
    })
}

fn item_ui(ui: &mut Ui, row: &DataRow) -> Option<Action> {
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::gap::SMALL;
        icon_ui(ui, verdict::kind(row.kind).0, theme::extent::ICON_SMALL, palette.text_2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let shown = verdict::decision(palette, row.decision, row.certainty);
            ui.label(egui::RichText::new(shown.word).font(theme::medium(theme::letter::SMALL)).color(shown.colour));
            icon_ui(ui, shown.icon, theme::extent::ICON_SMALL, shown.colour);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let link = link_ui(ui, &words::short_path(&row.path)).on_hover_text(visible(&row.path));
                link.clicked().then(|| Action::Select(Thing::Data(row.path.clone())))
            })
            .inner
        })
        .inner
    })
    .inner
}
