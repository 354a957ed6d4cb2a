//! The pieces of the inspector: titles, banners, sections, steps.
//!
//! In: words, icons, colours. Out: their drawing.
//! Never knows what is inspected.

use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align, Color32, CornerRadius, FontId, Frame, Id, Label, Layout, Margin, Response, RichText, Role, Sense, TextFormat, Ui,
    WidgetInfo,
};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, FocusTarget};
use crate::app::theme::{self, extent, gap, letter, radius};
use crate::app::widgets::{Icon, icon_button_ui, icon_ui, takes_request};
use crate::text::visible;

/// What stands at the top.
pub struct Title<'a> {
    /// What it is, as a picture.
    pub icon: Icon,
    /// Its name.
    pub name: &'a str,
    /// What it is, in words.
    pub kind: &'a str,
    /// True for names of code.
    pub is_code: bool,
}

/// The name and the kind; the keyboard comes here when the inspector is asked for.
pub fn title_ui(ui: &mut Ui, state: &AppState, title: &Title<'_>) -> Option<Action> {
    let palette = theme::palette(ui);
    let mut action = None;
    let response = keyboard_stop(ui, state, title.name);
    let frame = Frame::new().inner_margin(Margin { left: gap::PANEL, right: gap::PANEL, top: gap::BAR, bottom: gap::LINE });
    let shown = frame.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap::NORMAL;
            icon_ui(ui, title.icon, extent::ICON_TITLE, palette.text_2);
            let room = ui.available_width() - extent::BUTTON - gap::NORMAL;
            ui.allocate_ui_with_layout(egui::vec2(room, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(room);
                let font = if title.is_code { FontId::monospace(letter::SUBJECT) } else { theme::semibold(letter::SUBJECT) };
                ui.add(Label::new(RichText::new(visible(title.name)).font(font).color(palette.text)).wrap());
                small_ui(ui, title.kind);
            });
            if state.selection.thing.is_some() {
                let copy = Command::CopyPath;
                if icon_button_ui(ui, Icon::Copy, copy.label(), copy.why_not(state)).clicked() {
                    action = Some(Action::Command(copy));
                }
            }
        });
    });
    if response.has_focus() {
        let ring = theme::edge(palette.accent, extent::RING);
        let corner = CornerRadius::same(radius::CONTROL);
        ui.painter().rect_stroke(shown.response.rect.shrink(3.0), corner, ring, egui::StrokeKind::Inside);
    }
    action
}

/// Takes the keyboard before anything else in the inspector does.
fn keyboard_stop(ui: &Ui, state: &AppState, name: &str) -> Response {
    let id = Id::unique("inspector title");
    let rect = ui.available_rect_before_wrap();
    let response = ui.interact(rect.with_max_y(rect.top() + extent::TABS), id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, visible(name)));
    if takes_request(ui, id, state.focus, FocusTarget::Inspector) {
        response.request_focus();
    }
    response
}

/// A verdict with its consequence.
pub struct Banner<'a> {
    /// Its icon.
    pub icon: Icon,
    /// The colour of icon and verdict.
    pub colour: Color32,
    /// The colour behind.
    pub tint: Color32,
    /// The verdict.
    pub verdict: &'a str,
    /// What follows from it.
    pub rest: &'a str,
    /// What was so before, struck through.
    pub before: &'a str,
}

/// Draws a verdict.
pub fn banner_ui(ui: &mut Ui, banner: &Banner<'_>) {
    let palette = theme::palette(ui);
    let outer = Frame::new().inner_margin(Margin { left: gap::PANEL, right: gap::PANEL, top: gap::LINE, bottom: gap::BAR });
    outer.show(ui, |ui| {
        let frame = Frame::new()
            .fill(banner.tint)
            .corner_radius(CornerRadius::same(radius::CONTROL))
            .inner_margin(Margin::symmetric(gap::BAR, gap::LINE));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap::NORMAL;
                icon_ui(ui, banner.icon, extent::ICON_LARGE, banner.colour);
                let mut job = LayoutJob::default();
                let body = FontId::proportional(letter::BODY);
                let format =
                    |font: &FontId, colour| TextFormat { line_height: Some(18.0), ..TextFormat::simple(font.clone(), colour) };
                job.append(&format!("{}.", banner.verdict), 0.0, format(&theme::semibold(letter::BODY), banner.colour));
                if !banner.rest.is_empty() {
                    job.append(&format!(" {}", visible(banner.rest)), 0.0, format(&body, palette.text));
                }
                if !banner.before.is_empty() {
                    job.append(" ", 0.0, format(&body, palette.text_2));
                    let strikethrough = theme::hairline(palette.text_2);
                    job.append(banner.before, 0.0, TextFormat { strikethrough, ..format(&body, palette.text_2) });
                }
                ui.add(Label::new(job).wrap());
            });
        });
    });
}

/// A part below a line.
pub fn section_ui<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = theme::palette(ui);
    let line = ui.available_rect_before_wrap();
    ui.painter().hline(line.x_range(), line.top().round(), theme::hairline(palette.stroke_subtle));
    let frame = Frame::new().inner_margin(Margin::symmetric(gap::PANEL, gap::BAR));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::gap::TIGHT;
        contents(ui)
    });
    shown.inner
}

/// The heading of a part, with room at its right.
pub fn heading_ui<R>(ui: &mut Ui, words: &str, right: impl FnOnce(&mut Ui) -> R) -> R {
    let colour = theme::palette(ui).text_2;
    ui.horizontal(|ui| {
        ui.set_height(20.0);
        ui.spacing_mut().item_spacing.x = gap::SMALL;
        ui.label(RichText::new(words).font(theme::semibold(letter::HEADER)).color(colour));
        ui.with_layout(Layout::right_to_left(Align::Center), right).inner
    })
    .inner
}

/// The heading of a part with nothing at its right.
pub fn plain_heading_ui(ui: &mut Ui, words: &str) {
    heading_ui(ui, words, |_| ());
}

/// A sentence.
pub fn sentence_ui(ui: &mut Ui, words: &str) {
    let colour = theme::palette(ui).text_2;
    ui.add(Label::new(RichText::new(visible(words)).color(colour)).wrap());
}

/// Small words on one line, or more.
pub fn small_ui(ui: &mut Ui, words: &str) {
    let colour = theme::palette(ui).text_2;
    ui.add(Label::new(RichText::new(visible(words)).size(letter::SMALL).color(colour)).wrap());
}

/// A step with its outcome: an icon, a question or name, words.
pub fn step_ui(ui: &mut Ui, icon: Icon, colour: Color32, strong: Option<&str>, rest: &str, holds: bool) {
    let palette = theme::palette(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap::NORMAL;
        icon_ui(ui, icon, extent::ICON_SMALL, colour);
        let mut job = LayoutJob::default();
        let font = if holds { theme::semibold(letter::SMALL) } else { FontId::proportional(letter::SMALL) };
        if let Some(strong) = strong {
            job.append(&visible(strong), 0.0, TextFormat::simple(font, palette.text));
            job.append(" ", 0.0, TextFormat::default());
        }
        job.append(&visible(rest), 0.0, TextFormat::simple(FontId::proportional(letter::SMALL), palette.text_2));
        ui.add(Label::new(job).wrap());
    });
}

/// A path as code: what leads to the name steps back.
pub fn code_path_ui(ui: &mut Ui, path: &str) {
    let palette = theme::palette(ui);
    let shown = visible(path);
    let (folder, name) = match shown.trim_end_matches('/').rfind('/') {
        Some(slash) => shown.split_at(slash + 1),
        None => ("", shown.as_ref()),
    };
    let mut job = LayoutJob::default();
    job.wrap.break_anywhere = true;
    for (text, colour) in [(folder, palette.text_3), (name, palette.text)] {
        job.append(text, 0.0, TextFormat::simple(FontId::monospace(letter::SMALL), colour));
    }
    ui.add(Label::new(job).wrap().selectable(true));
}

/// A line of words with something at its right.
pub fn pair_ui(ui: &mut Ui, left: &str, right: &str) {
    let palette = theme::palette(ui);
    let width = ui.available_width();
    let mut job = LayoutJob::simple_singleline(visible(right).into_owned(), theme::medium(letter::SMALL), palette.text);
    job.wrap = TextWrapping::truncate_at_width(width * 0.6);
    let value = ui.painter().layout_job(job);
    let is_cut = value.elided;
    let room = width - value.size().x - gap::CELL;
    let line = ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(egui::vec2(room, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(room);
            ui.add(Label::new(RichText::new(visible(left)).size(letter::SMALL).color(palette.text)).wrap());
        });
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| ui.add(Label::new(value)));
    });
    if is_cut {
        line.response.on_hover_text(visible(right));
    }
}
