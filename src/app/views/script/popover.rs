//! What a marked text means, beside its line: the verdict, why, and what can be decided.
//!
//! In: a mark and its evidence. Out: a decision.
//! Never over its own line.

use egui::{Align, FontId, Frame, Layout, Margin, Popup, PopupCloseBehavior, Response, RichText, Tooltip, Ui};

use super::look;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Mark, Review, ShownScript, Subject, Verdict};
use crate::app::theme::{self, extent, gap, letter};
use crate::app::views::verdict;
use crate::app::widgets::{Icon, Look, button_ui, icon_ui, key_ui, link_ui};
use crate::app::words::script as words;
use crate::consolidation::Override;
use crate::publication::{DataRow, MessageRow, ReferenceEvidence};
use crate::text::{count, size, visible};

/// Says what a mark means, while the pointer rests on it or for as long as it is held open.
#[must_use]
pub fn popover_ui(
    mark_at: &Response,
    state: &AppState,
    review: &Review,
    shown: &ShownScript,
    mark: &Mark,
    is_held: bool,
) -> Option<Action> {
    let contents = |ui: &mut Ui| contents_ui(ui, state, review, shown, mark);
    let frame = Frame::popup(&mark_at.ctx.global_style()).inner_margin(Margin::same(gap::BAR));
    if !is_held {
        let mut tooltip = Tooltip::for_enabled(mark_at).width(extent::POPOVER);
        tooltip.popup = tooltip.popup.frame(frame);
        return tooltip.show(contents).and_then(|shown| shown.inner);
    }
    let mut is_open = true;
    let popup = Popup::from_response(mark_at).id(mark_at.id.with("explained")).gap(4.0).width(extent::POPOVER).frame(frame);
    let popup = popup.close_behavior(PopupCloseBehavior::CloseOnClickOutside).open_bool(&mut is_open);
    let chosen = popup.show(contents).and_then(|shown| shown.inner);
    chosen.or((!is_open).then_some(Action::Explain(false)))
}

fn contents_ui(ui: &mut Ui, state: &AppState, review: &Review, shown: &ShownScript, mark: &Mark) -> Option<Action> {
    let palette = theme::palette(ui);
    ui.set_width(extent::POPOVER);
    ui.spacing_mut().item_spacing.y = gap::SMALL;
    let look = look::of(palette, mark);
    ui.horizontal(|ui| {
        icon_ui(ui, look.icon, extent::ICON, look.colour);
        ui.label(RichText::new(look.word).font(theme::semibold(letter::BODY)).color(look.colour));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            key_ui(ui, "Enter");
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let what = egui::Label::new(RichText::new(what(review, mark)).color(palette.text_2));
                ui.add(what.truncate());
            });
        });
    });
    let why = RichText::new(why(review, shown, mark)).font(FontId::proportional(letter::SMALL)).color(palette.text_2);
    ui.add(egui::Label::new(why).wrap());
    decisions_ui(ui, state, review, shown, mark)
}

/// What travels, or what was meant.
fn what(review: &Review, mark: &Mark) -> String {
    let report = &review.report;
    let words = match mark.subject {
        Subject::Data(at) => report.data.get(at).map(|row| match &row.container {
            Some(container) if row.decision == "copied" => format!("with {}, {}", last(container), size(row.bytes)),
            _ if row.decision == "copied" => format!("{}, {}", count(row.files, "file"), size(row.bytes)),
            Some(_) | None => last(&row.path).to_owned(),
        }),
        Subject::LookedFor(at) => report.evidence.looked_for.get(at).map(|row| row.path.clone()),
        Subject::Module(at) => report.modules.get(at).map(|row| row.name.clone()),
    };
    visible(&words.unwrap_or_default()).into_owned()
}

fn last(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)
}

/// The rule in words, and what becomes of the line.
fn why(review: &Review, shown: &ShownScript, mark: &Mark) -> String {
    let report = &review.report;
    let words = match mark.subject {
        Subject::Data(at) => report.data.get(at).map(|row| {
            let found = report.evidence.data.get(at).and_then(|data| data.references.get(mark.reference));
            found.map_or_else(|| row.because.clone(), |found| rule(row, found))
        }),
        Subject::LookedFor(at) => report.evidence.looked_for.get(at).map(|row| row.because.clone()),
        Subject::Module(_) => message(review, shown, mark).map(|(_, row)| row.text.clone()),
    };
    visible(&words.unwrap_or_default()).into_owned()
}

fn rule(row: &DataRow, found: &ReferenceEvidence) -> String {
    if let Some(discounted) = &found.discounted {
        return discounted.clone();
    }
    let won = found.tests.iter().position(|test| test.holds == Some(true));
    let rule = match won.and_then(|at| found.tests.get(at).map(|test| (at, test))) {
        Some((at, test)) => words::winning_test(at, test.question, &test.words),
        None if !found.steps.is_empty() => found.steps.join(". "),
        None => row.because.clone(),
    };
    match &found.rewritten {
        Some(rewritten) => format!("{rule}. {} {rewritten}", words::WRITTEN_AS),
        None if row.decision == "copied" => format!("{rule}. {}", words::LINE_STAYS),
        None => rule,
    }
}

/// The message about a mark, with its place in the report.
fn message<'a>(review: &'a Review, shown: &ShownScript, mark: &Mark) -> Option<(usize, &'a MessageRow)> {
    let place = shown.place_of(mark);
    let said = shown.messages.get(&place.line)?.iter();
    let mut rows = said.filter_map(|at| review.report.messages.get(*at).map(|row| (*at, row)));
    rows.find(|(_, row)| match &mark.thing {
        crate::app::state::Thing::Module(name) => row.text.contains(name.as_str()),
        _ => row.column == Some(place.column),
    })
}

fn decisions_ui(ui: &mut Ui, state: &AppState, review: &Review, shown: &ShownScript, mark: &Mark) -> Option<Action> {
    let message = message(review, shown, mark);
    let repair = message.and_then(|(at, row)| {
        let fix = review.report.findings.get(at)?.fix.as_ref()?;
        row.repair.as_ref().map(|words| (at, words, fix))
    });
    let offers = offers(state, review, mark);
    if offers.is_empty() && message.is_none() {
        return None;
    }
    ui.horizontal_wrapped(|ui| {
        let mut action = None;
        for (command, decision) in offers {
            let icon = command.icon().unwrap_or(Icon::Repair);
            let button = button_ui(ui, Look::Plain, icon, command.label(), None);
            if button.on_hover_text(command.tooltip()).clicked() {
                action = Some(match command {
                    Command::ResetDecision => Action::Reset(decision),
                    _ => Action::Decide(decision),
                });
            }
        }
        if mark.verdict != Verdict::Copied
            && let Some((at, words, _)) = repair
            && button_ui(ui, Look::Plain, Icon::Repair, &visible(words), None).clicked()
        {
            action = Some(Action::Repair(at));
        }
        if let Some((_, row)) = message {
            let (icon, colour) = verdict::severity(theme::palette(ui), row.severity);
            icon_ui(ui, icon, extent::ICON_SMALL, colour);
            if link_ui(ui, &words::about(row.code)).clicked() {
                action = Some(Action::ShowHelp(row.code));
            }
        }
        action
    })
    .inner
}

/// What can be decided about a mark.
fn offers(state: &AppState, review: &Review, mark: &Mark) -> Vec<(Command, Override)> {
    let Subject::Data(at) = mark.subject else { return Vec::new() };
    let report = &review.report;
    let (Some(row), Some(data)) = (report.data.get(at), report.evidence.data.get(at)) else { return Vec::new() };
    let reference = data.references.get(mark.reference);
    let as_text = reference.filter(|found| found.script.is_some()).map(|found| Override::Text(found.key.clone()));
    let path = row.path.clone();
    let about_text =
        as_text.as_ref().and_then(|text| state.publication.overrides.iter().find(|known| known.is_about_the_same(text)));
    if let Some(decided) = data.decided.as_ref().or(about_text) {
        return vec![(Command::ResetDecision, decided.clone())];
    }
    let mut offers = match row.decision {
        "copied" => vec![
            (Command::Exclude, Override::Exclude { path: path.clone() }),
            (Command::PutInDataStore, Override::InDataStore { path }),
        ],
        "data_store" => vec![(Command::Exclude, Override::Exclude { path })],
        _ => vec![(Command::Include, Override::Include { path })],
    };
    offers.extend(as_text.map(|text| (Command::TreatAsText, text)));
    offers
}
