//! The line at the bottom: what would travel, what stays, what is in the way.
//!
//! In: the state. Out: a click on the decisions or on a number of messages.
//! Never a number that is nought: what is not there is not said.

use egui::{Align, Color32, FontId, Frame, Layout, Margin, Panel, Pos2, Response, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::verdict;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Review};
use crate::app::theme::{self, extent, gap, letter};
use crate::app::widgets::{Icon, paint_icon};
use crate::app::words;
use crate::message::Severity;
use crate::text::{count, visible};

/// A window narrower than this says less.
const WIDE: f32 = 1000.0;

/// The status bar.
#[must_use]
pub fn status_bar_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(gap::BAR, 0));
    let bar = Panel::bottom("status").exact_size(extent::STATUS).frame(frame).show(ui, |ui| {
        ui.visuals_mut().widgets.noninteractive.bg_stroke = theme::hairline(palette.stroke);
        ui.spacing_mut().item_spacing.x = gap::CELL;
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| match &state.review {
            Some(review) => review_ui(ui, state, review),
            None => {
                nothing_ui(ui, state);
                None
            }
        })
        .inner
    });
    bar.inner
}

fn nothing_ui(ui: &mut Ui, state: &AppState) {
    let left = if state.scan.is_some() { words::scanning(state) } else { words::NOTHING_OPEN.to_owned() };
    small_ui(ui, &left);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| small_ui(ui, words::NO_NETWORK));
}

fn review_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let palette = theme::palette(ui);
    let is_wide = ui.ctx().content_rect().width() >= WIDE;
    let mut action = None;
    if is_wide {
        piece_ui(ui, Icon::File, palette.text_2, &count(review.report.scripts.len() as u64, "script"), Sense::hover());
    }
    piece_ui(ui, Icon::Copied, palette.text_2, &words::files_travel(&review.report.totals, is_wide), Sense::hover());
    if state.data.stays > 0 && is_wide {
        piece_ui(ui, Icon::Stays, palette.text_2, &words::stays(state.data.stays), Sense::hover());
    }
    let decisions = state.publication.overrides.len();
    if decisions > 0 {
        let said = words::decisions(decisions, is_wide);
        let response = piece_ui(ui, Icon::Edit, palette.text_2, &said, Sense::click());
        if response.on_hover_text(Command::AllDecisions.tooltip()).clicked() {
            action = Some(Action::Command(Command::AllDecisions));
        }
    }
    if state.scan.is_some_and(|scan| scan.progress.is_some()) {
        small_ui(ui, &words::rescanning(state.scan.map_or(0, |scan| scan.changed)));
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if is_wide {
            let root = visible(&review.root.to_string_lossy()).into_owned();
            let text = RichText::new(&root).size(letter::SMALL).color(palette.text_2);
            ui.scope(|ui| {
                ui.set_max_width((ui.available_width() - 180.0).max(60.0));
                ui.add(egui::Label::new(text).truncate()).on_hover_text(root);
            });
        }
        for severity in [Severity::Information, Severity::Warning, Severity::Error] {
            action = severity_ui(ui, state, review, severity).or(action.take());
        }
    });
    action
}

/// How many messages of a severity are open; a click shows the messages.
fn severity_ui(ui: &mut Ui, state: &AppState, review: &Review, severity: Severity) -> Option<Action> {
    let number = review.count(severity);
    if number == 0 {
        return None;
    }
    let (icon, colour) = verdict::severity(theme::palette(ui), severity);
    let response = piece_ui(ui, icon, colour, &number.to_string(), Sense::click());
    let said = words::severity_count(severity, number);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    let opens = response.on_hover_text(said).clicked() && !state.settings.panels.messages;
    opens.then_some(Action::Command(Command::ToggleMessages))
}

/// A picture and its words.
fn piece_ui(ui: &mut Ui, icon: Icon, colour: Color32, text: &str, sense: Sense) -> Response {
    let palette = theme::palette(ui);
    let words = ui.painter().layout_no_wrap(text.to_owned(), FontId::proportional(letter::SMALL), palette.text_2);
    let width = extent::ICON_SMALL + gap::SMALL + words.size().x;
    let (rect, response) = ui.allocate_exact_size(vec2(width, extent::STATUS - 2.0), sense);
    let role = if sense.senses_click() { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, text));
    let middle = rect.center().y;
    paint_icon(ui.painter(), icon, Pos2::new(rect.left() + extent::ICON_SMALL / 2.0, middle), extent::ICON_SMALL, colour);
    let at = Pos2::new(rect.left() + extent::ICON_SMALL + gap::SMALL, middle - words.size().y / 2.0).round();
    let shade = if response.hovered() && sense.senses_click() { palette.text } else { palette.text_2 };
    ui.painter().galley_with_override_text_color(at, words, shade);
    if response.has_focus() {
        let ring = theme::edge(palette.accent, extent::RING);
        ui.painter().rect_stroke(rect, egui::CornerRadius::same(theme::radius::TICK), ring, egui::StrokeKind::Outside);
    }
    response
}

fn small_ui(ui: &mut Ui, text: &str) {
    let colour = theme::palette(ui).text_2;
    ui.label(RichText::new(text).size(letter::SMALL).color(colour));
}
