//! What would be written, before it is.
//!
//! In: the report, the service's name, the destination. Out: names, ticks, and the start.
//! Never a number that the package does not keep: sizes are bytes copied.

use egui::{Align, CornerRadius, Frame, Id, Label, Layout, Margin, Pos2, Rect, RichText, Sense, Ui, vec2};

use super::super::{Standing, body_ui, buttons_ui, section_ui, sheet_frame_ui, starts_with, title_ui};
use super::confirm;
use crate::app::action::Action;
use crate::app::apply::{service_toolbox, ticked, toolboxes, why_not_name, why_not_write};
use crate::app::state::{AppState, LargePiece, Review};
use crate::app::theme::{self, extent, gap, letter, radius};
use crate::app::widgets::{Icon, Look, field_ui, icon_ui, link_ui, word_button_ui};
use crate::app::words;
use crate::message::Severity;
use crate::publication::Report;
use crate::text::{count, size, visible};

/// More rows than these are counted.
const LISTED: usize = 4;

/// The summary.
pub fn summary_ui(ui: &Ui, state: &AppState) -> Option<Action> {
    let review = state.review.as_ref()?;
    sheet_frame_ui(ui, "export sheet", extent::SHEET, gap::SHEET, |ui, standing| {
        let name = visible(&state.publication.service);
        let title = if name.is_empty() { "Export".to_owned() } else { format!("Export {name}") };
        let mut action = title_ui(ui, &title, &for_whom(&review.report)).then_some(Action::CloseSheet);
        ui.add_space(gap::NORMAL);
        // Where to write never scrolls out of sight: without it nothing is written.
        let lines = if state.export.replaces { 2.0 } else { 1.0 };
        let foot = FOOT + lines * (extent::BUTTON + gap::SMALL);
        let contents = body_ui(ui, standing, foot, |ui| contents_ui(ui, state, review));
        action = contents.or(action);
        action = destination_ui(ui, state).or(action);
        foot_ui(ui, state, review, standing).or(action)
    })
}

/// The reason and the buttons below what scrolls.
const FOOT: f32 = extent::BUTTON + gap::CELL + gap::SMALL + gap::NORMAL;

fn for_whom(report: &Report) -> String {
    let server = report.targets.first().map(|target| {
        let system = if target.os == "linux" { "Linux" } else { "Windows" };
        format!("For Server {}, {system}. ", visible(&target.release))
    });
    format!("{}Your files stay as they are.", server.unwrap_or_default())
}

fn contents_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let mut action = name_ui(ui, state);
    tools_ui(ui, state, review);
    confirm::purpose_ui(ui, state);
    ui.add_space(gap::SMALL);
    action = confirm::toolbox_ui(ui, state).or(action);
    numbers_ui(ui, review);
    ui.add_space(gap::NORMAL);
    largest_ui(ui, &review.amounts.largest);
    let two = ui.columns(2, |columns| {
        let [left, right] = columns else { return None };
        must_have_ui(left, &review.report);
        still_open_ui(right, review)
    });
    action = two.or(action);
    ui.add_space(gap::SMALL);
    action = confirm::roots_ui(ui, review).or(action);
    action = confirm::secrets_ui(ui, state).or(action);
    confirm::errors_ui(ui, state).or(action)
}

fn name_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    let service = &state.publication.service;
    let typed = labelled_ui(ui, "Service", |ui| {
        let width = ui.available_width();
        field_ui(ui, Id::unique("service name"), service, "Name of the service", None, width).0
    });
    if let Some(sentence) = why_not_name(service) {
        labelled_ui(ui, "", |ui| {
            icon_ui(ui, Icon::Error, extent::ICON_SMALL, palette.error);
            ui.label(RichText::new(sentence).size(letter::SMALL).color(palette.error));
        });
    }
    typed.map(Action::NameService)
}

/// How many tools the service has, where there is one toolbox; several say it where one is chosen.
fn tools_ui(ui: &mut Ui, state: &AppState, review: &Review) {
    let palette = theme::palette(ui);
    let Some(row) = service_toolbox(state, review).filter(|_| toolboxes(state).is_empty()) else { return };
    let words = words::tools_of(ticked(state, review, row), &row.path);
    labelled_ui(ui, "Tools", |ui| ui.add(Label::new(RichText::new(words).color(palette.text)).truncate()));
}

/// A word at the left, and what it is about.
fn labelled_ui<R>(ui: &mut Ui, label: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(extent::LABEL, extent::BUTTON), Sense::hover());
        let words = ui.painter().layout_no_wrap(label.to_owned(), egui::FontId::proportional(letter::BODY), palette.text_2);
        ui.painter().galley(Pos2::new(rect.left(), rect.center().y - words.size().y / 2.0), words, palette.text_2);
        contents(ui)
    })
    .inner
}

/// How much room each number has: the second one says two things.
const NUMBER_PARTS: [f32; 4] = [0.18, 0.34, 0.26, 0.22];

/// Four numbers side by side.
fn numbers_ui(ui: &mut Ui, review: &Review) {
    let palette = theme::palette(ui);
    let Review { report, amounts, .. } = review;
    let (stay_number, stay_words) = match (amounts.stays, amounts.stays_bytes) {
        (number, 0) => (number.to_string(), if number == 1 { "stays in the data store" } else { "stay in the data store" }),
        (_, bytes) => (size(bytes), "stays in the data store"),
    };
    let copied = match amounts.archive {
        0 => "copied".to_owned(),
        bytes => format!("copied, about {} as .zip", size(bytes)),
    };
    let cells = [
        (report.totals.files.to_string(), if report.totals.files == 1 { "file travels" } else { "files travel" }),
        (size(report.totals.bytes), copied.as_str()),
        (stay_number, stay_words),
        (amounts.rewritten.to_string(), if amounts.rewritten == 1 { "string rewritten" } else { "strings rewritten" }),
    ];
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), extent::NUMBERS), Sense::hover());
    let border = theme::hairline(palette.stroke);
    ui.painter().rect(rect, CornerRadius::same(radius::CONTROL), palette.panel, border, egui::StrokeKind::Inside);
    let mut left = rect.left();
    for ((number, words), part) in cells.into_iter().zip(NUMBER_PARTS) {
        let width = (rect.width() * part).round();
        if left > rect.left() {
            ui.painter().vline(left, rect.y_range(), border);
        }
        let inside = Rect::from_min_size(Pos2::new(left, rect.top()), vec2(width, rect.height())).shrink2(vec2(14.0, 10.0));
        let mut cell = ui.new_child(egui::UiBuilder::new().max_rect(inside).layout(Layout::top_down(Align::Min)));
        cell.spacing_mut().item_spacing.y = 2.0;
        cell.add(Label::new(RichText::new(number).font(theme::semibold(letter::LARGE)).color(palette.text)).truncate());
        cell.add(Label::new(RichText::new(words).size(letter::SMALL).color(palette.text_2)).truncate());
        left += width;
    }
}

/// The five largest, each container once.
fn largest_ui(ui: &mut Ui, rows: &[LargePiece]) {
    let palette = theme::palette(ui);
    let Some(most) = rows.first().map(|piece| piece.bytes) else { return };
    section_ui(ui, &if rows.len() == 5 { "Largest five".to_owned() } else { "Largest".to_owned() });
    for (name, bytes) in rows.iter().map(|piece| (piece.path.as_str(), piece.bytes)) {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
        let name_room = (rect.width() * 0.43).round();
        let shown = ui.new_child(
            egui::UiBuilder::new()
                .max_rect(Rect::from_min_size(rect.min, vec2(name_room - gap::CELL, rect.height())))
                .layout(Layout::left_to_right(Align::Center)),
        );
        path_name_ui(shown, name);
        let trough = Rect::from_min_max(
            Pos2::new(rect.left() + name_room, rect.center().y - extent::BAR / 2.0),
            Pos2::new(rect.right() - extent::SIZE, rect.center().y + extent::BAR / 2.0),
        );
        let bar = Rect::from_min_size(trough.min, vec2(trough.width() * (bytes as f32 / most.max(1) as f32), trough.height()));
        ui.painter().rect_filled(trough, CornerRadius::same(radius::TICK), palette.sunken);
        ui.painter().rect_filled(bar, CornerRadius::same(radius::TICK), palette.copied);
        let words = ui.painter().layout_no_wrap(size(bytes), egui::FontId::proportional(letter::BODY), palette.text);
        let at = Pos2::new(rect.right() - words.size().x, rect.center().y - words.size().y / 2.0);
        ui.painter().galley(at, words, palette.text);
    }
    ui.add_space(gap::NORMAL);
}

/// The last part of a path; the whole of it is the tooltip.
fn path_name_ui(mut ui: Ui, path: &str) {
    let shown = visible(path);
    let name = shown.trim_end_matches('/').rsplit('/').next().unwrap_or(&shown);
    let words = RichText::new(name).monospace().size(letter::SMALL).color(theme::palette(&ui).text);
    ui.add(Label::new(words).truncate()).on_hover_text(shown.as_ref());
}

/// What the administrator has to see to.
fn must_have_ui(ui: &mut Ui, report: &Report) {
    let palette = theme::palette(ui);
    section_ui(ui, "The server must have");
    let mut rows: Vec<(Icon, String, String)> = Vec::new();
    for (name, version) in report.deployments.iter().flat_map(|deployment| &deployment.packages) {
        let version = version.as_deref().map(|version| visible(version).into_owned()).unwrap_or_default();
        let row = (Icon::Module, format!("{}, in the plan", visible(name)), version);
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    let roots = report.layout.data_store_roots.iter();
    rows.extend(roots.map(|root| (Icon::Stays, visible(root).into_owned(), "registered".to_owned())));
    if rows.is_empty() {
        ui.label(RichText::new("Nothing that its list does not have").color(palette.text_2));
    }
    let more = rows.len().saturating_sub(LISTED);
    for (icon, words, hint) in rows.into_iter().take(LISTED) {
        line_ui(ui, |ui| {
            let colour = if icon == Icon::Stays { palette.stays } else { palette.text_2 };
            icon_ui(ui, icon, extent::ICON, colour);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(gap::CELL);
                ui.label(RichText::new(hint).size(letter::SMALL).color(palette.text_2));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(RichText::new(words).color(palette.text)).truncate());
                });
            });
        });
    }
    if more > 0 {
        ui.label(RichText::new(format!("and {more} more")).size(letter::SMALL).color(palette.text_2));
    }
}

/// Errors, one by one, and how many warnings there are.
fn still_open_ui(ui: &mut Ui, review: &Review) -> Option<Action> {
    let palette = theme::palette(ui);
    let mut action = None;
    section_ui(ui, "Still open");
    let open = review.report.messages.iter().enumerate().filter(|(_, row)| row.accepted.is_none());
    let errors: Vec<_> = open.clone().filter(|(_, row)| row.severity == Severity::Error).collect();
    let mut warnings = open.filter(|(_, row)| row.severity == Severity::Warning).map(|(at, _)| at);
    let first_warning = warnings.next();
    for (at, row) in errors.iter().take(LISTED) {
        action =
            open_row_ui(ui, Icon::Error, palette.error, &visible(&row.text)).then_some(Action::SelectMessage(*at)).or(action);
    }
    if errors.len() > LISTED {
        let words = format!("and {} more", count((errors.len() - LISTED) as u64, "error"));
        ui.label(RichText::new(words).size(letter::SMALL).color(palette.text_2));
    }
    if let Some(first) = first_warning {
        let words = count(1 + warnings.count() as u64, "warning");
        action = open_row_ui(ui, Icon::Warning, palette.warning, &words).then_some(Action::SelectMessage(first)).or(action);
    } else if errors.is_empty() {
        line_ui(ui, |ui| {
            icon_ui(ui, Icon::Good, extent::ICON, palette.copied);
            ui.label(RichText::new("Nothing").color(palette.text_2));
        });
    }
    action
}

/// A line with a link at its end; true where that was pressed.
fn open_row_ui(ui: &mut Ui, icon: Icon, colour: egui::Color32, words: &str) -> bool {
    let palette = theme::palette(ui);
    line_ui(ui, |ui| {
        icon_ui(ui, icon, extent::ICON, colour);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let show = link_ui(ui, "Show");
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(words).color(palette.text)).truncate()).on_hover_text(words);
            });
            show.clicked()
        })
        .inner
    })
}

fn line_ui<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), extent::SMALL_BUTTON);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), contents).inner
}

fn destination_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    let path = state.export.destination.as_deref().map(|path| visible(&path.to_string_lossy()).into_owned());
    let is_archive = state.export.destination.as_deref().and_then(|path| path.extension()).is_some_and(|end| end == "zip");
    let pressed = labelled_ui(ui, "Write to", |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let choose = word_button_ui(ui, Look::Plain, "Choose…", None);
            let frame = Frame::new()
                .fill(palette.panel)
                .stroke(theme::hairline(palette.stroke))
                .corner_radius(CornerRadius::same(radius::CONTROL))
                .inner_margin(Margin::symmetric(gap::FIELD, 0));
            frame.show(ui, |ui| {
                ui.set_height(extent::BUTTON - 2.0);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    icon_ui(ui, if is_archive { Icon::Zip } else { Icon::Folder }, extent::ICON, palette.text_3);
                    let words = match &path {
                        Some(path) => RichText::new(path).monospace().size(letter::SMALL).color(palette.text),
                        None => RichText::new("A .zip, or a folder").color(palette.text_3),
                    };
                    ui.add(Label::new(words).truncate()).on_hover_text(path.as_deref().unwrap_or("Choose where to write"));
                });
            });
            choose.clicked()
        })
        .inner
    });
    if state.export.replaces {
        labelled_ui(ui, "", |ui| {
            let words = "Replaces the package that stands there, only once the new one is complete.";
            ui.label(RichText::new(words).size(letter::SMALL).color(palette.text_2));
        });
    }
    pressed.then_some(Action::AskForDestination)
}

/// Why not, and the buttons.
fn foot_ui(ui: &mut Ui, state: &AppState, review: &Review, standing: Standing) -> Option<Action> {
    let palette = theme::palette(ui);
    let why_not = why_not_write(state);
    let label = format!("Write package, {}", size(review.report.totals.bytes));
    buttons_ui(ui, |ui| {
        let write = word_button_ui(ui, Look::Primary, &label, why_not);
        let cancel = word_button_ui(ui, Look::Plain, "Cancel", None);
        // With errors open, nothing is written by a hasty Enter.
        let first = if why_not.is_none() && review.count(Severity::Error) == 0 { &write } else { &cancel };
        starts_with(first.clone(), standing);
        if let Some(reason) = why_not {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(reason).size(letter::SMALL).color(palette.text_2)).truncate());
            });
        }
        if write.clicked() { Some(Action::StartExport) } else { cancel.clicked().then_some(Action::CloseSheet) }
    })
}
