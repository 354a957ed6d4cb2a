//! A module: its import, its package, the versions, what the server makes of it, the repair.
//!
//! In: a row of the report. Out: a click, its repair.
//! Never a version without its machine: the column says whose it is.

use egui::{FontId, Id, Label, Rect, Response, RichText, Ui};

use super::Table;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Review, Thing};
use crate::app::theme::{self, extent, gap, letter};
use crate::app::views::verdict;
use crate::app::widgets::{Icon, RowLook, cell_at_ui, icon_ui, link_with_ui, row_ground_ui, text_cell_ui, verdict_cell_ui};
use crate::app::words;
use crate::message::Severity;
use crate::publication::{MessageRow, ModuleRow, TargetRow};
use crate::text::visible;

/// Where the names begin: a picture stands before them.
pub const INDENT: f32 = extent::ICON + gap::SMALL;

/// Where a row stands, and how.
pub struct Spot {
    /// Its name among the widgets.
    pub id: Id,
    /// Its place.
    pub rect: Rect,
    /// Its look.
    pub look: RowLook,
}

/// The row of a module, by its number in the report.
pub fn row_ui(
    ui: &mut Ui,
    spot: &Spot,
    number: usize,
    table: &Table<'_>,
    state: &AppState,
    review: &Review,
) -> (Response, Option<Action>) {
    let Some(module) = review.report.modules.get(number) else {
        return (ui.interact(spot.rect, spot.id, egui::Sense::hover()), None);
    };
    let message = review.index.of_module(&module.name).first().copied();
    let said = message.and_then(|at| review.report.messages.get(at));
    let response = row_ground_ui(ui, spot.id, spot.rect, spot.look, &format!("{}, module", visible(&module.name)));
    let palette = theme::palette(ui);
    let mut places = table.places.iter().copied();
    let mut next = || places.next().unwrap_or(egui::Rangef::NOTHING);
    cell_at_ui(ui, next(), spot.rect, false, |ui| {
        let icon = if module.class == "local" { Icon::Script } else { Icon::Module };
        icon_ui(ui, icon, extent::ICON, palette.text_2);
        let name = RichText::new(visible(&module.name)).font(FontId::monospace(letter::BODY)).color(palette.text);
        ui.add(Label::new(name).truncate().selectable(false));
    });
    cell_at_ui(ui, next(), spot.rect, false, |ui| package_ui(ui, module));
    if table.has_workstation {
        let version = module.workstation.as_ref().map(|here| here.version.as_deref().unwrap_or("none"));
        cell_at_ui(ui, next(), spot.rect, false, |ui| text_cell_ui(ui, &visible(version.unwrap_or("")), palette.text_2));
    }
    for target in table.targets {
        let (version, status) = (next(), next());
        cell_at_ui(ui, version, spot.rect, false, |ui| version_ui(ui, module, target));
        cell_at_ui(ui, status, spot.rect, false, |ui| {
            status_ui(ui, module, target, said, state.shown.environment.is_some());
        });
    }
    let repaired = cell_at_ui(ui, next(), spot.rect, false, |ui| repair_ui(ui, module, said, message, review));
    let select = || Some(Action::Select(Thing::Module(module.name.clone())));
    let clicked = if response.double_clicked() {
        Some(Action::Command(Command::GoToLine))
    } else {
        (response.clicked() || response.secondary_clicked()).then(select).flatten()
    };
    (response, repaired.or(clicked))
}

fn package_ui(ui: &mut Ui, module: &ModuleRow) {
    let colour = theme::palette(ui).text_2;
    match &module.distribution {
        Some(by) => {
            let name = by.conda.as_ref().or(by.pip.as_ref()).map_or("not known", String::as_str);
            let label = Label::new(RichText::new(visible(name)).color(colour)).truncate().selectable(false);
            ui.add(label).on_hover_text(visible(&by.evidence));
        }
        None if module.class == "third_party" => text_cell_ui(ui, "not known", theme::palette(ui).text_3),
        None => text_cell_ui(ui, &visible(module.resolved.as_deref().unwrap_or_default()), colour),
    }
}

fn version_ui(ui: &mut Ui, module: &ModuleRow, target: &TargetRow) {
    let palette = theme::palette(ui);
    let Some(server) = module.servers.iter().find(|server| server.target == target.name) else { return };
    let (text, differs) = match (server.status, server.version.as_deref()) {
        ("missing" | "unsupported", None) => ("none", true),
        ("version_differs", version) => (version.unwrap_or("–"), true),
        ("not_applicable", None) => ("", false),
        (_, version) => (version.unwrap_or("–"), false),
    };
    let text = RichText::new(visible(text));
    let text = if differs { text.font(theme::semibold(letter::BODY)).color(palette.text) } else { text.color(palette.text_2) };
    ui.add(Label::new(text).truncate().selectable(false));
}

fn status_ui(ui: &mut Ui, module: &ModuleRow, target: &TargetRow, said: Option<&MessageRow>, is_listing: bool) {
    let palette = theme::palette(ui);
    let Some(server) = module.servers.iter().find(|server| server.target == target.name) else { return };
    if server.status != "present" && said.is_some_and(|message| message.accepted.is_some()) {
        // Still a fact, no longer a question.
        return verdict_cell_ui(ui, Icon::Person, verdict::status(palette, server.status).word, palette.text_2);
    }
    let verdict = match (server.status, module.class, said.map(|message| message.severity)) {
        ("present", _, _) if !is_listing => {
            verdict::Verdict { icon: Icon::Check, word: words::IN_DEFAULT_LIST, colour: palette.text_2 }
        }
        ("version_differs", _, Some(Severity::Information)) => {
            verdict::Verdict { icon: Icon::Information, word: words::PATCH_DIFFERS, colour: palette.information }
        }
        ("missing", _, Some(Severity::Warning | Severity::Information)) if module.optional => {
            verdict::Verdict { icon: Icon::Warning, word: words::MISSING_OPTIONAL, colour: palette.warning }
        }
        ("not_applicable", class, _) => {
            let (icon, word) = words::without_server(class);
            verdict::Verdict { icon, word, colour: palette.text_2 }
        }
        (status, _, _) => verdict::status(palette, status),
    };
    verdict_cell_ui(ui, verdict.icon, verdict.word, verdict.colour);
}

/// The repair of the message about a module: a link where Waybill carries it out, words where only the publisher can.
fn repair_ui(
    ui: &mut Ui,
    module: &ModuleRow,
    said: Option<&MessageRow>,
    message: Option<usize>,
    review: &Review,
) -> Option<Action> {
    let palette = theme::palette(ui);
    if let Some(reason) = said.and_then(|row| row.accepted.as_deref()) {
        text_cell_ui(ui, &words::accepted(reason), palette.text_2);
        return None;
    }
    let Some((at, repair)) = message.zip(said.and_then(|row| row.repair.as_deref())) else {
        text_cell_ui(ui, &words::imported_at(module), palette.text_3);
        return None;
    };
    if review.report.findings.get(at).is_some_and(|finding| finding.fix.is_some()) {
        let link = link_with_ui(ui, &visible(repair), theme::semibold(letter::BODY), Some(Icon::Repair));
        return link.clicked().then_some(Action::Repair(at));
    }
    let label = Label::new(RichText::new(visible(repair)).color(palette.text_2)).truncate().selectable(false);
    ui.add(label);
    None
}
