//! What is about to be dropped, named while it hovers.
//!
//! In: the hovering files, what is open. Out: nothing, the drop itself is the action.
//! Never reads a file: what it will be is told by its name only.

use std::path::{Path, PathBuf};

use egui::{Align, Area, Color32, CornerRadius, Frame, Id, Label, Layout, Margin, Order, RichText, Sense, Ui, vec2};

use crate::app::apply::publication_name;
use crate::app::state::AppState;
use crate::app::theme::{self, DIM, Palette, extent, gap, letter, radius};
use crate::app::widgets::{Icon, icon_ui, paint_icon};
use crate::app::words;
use crate::publication::InputKind;
use crate::text::{count, visible};

/// More names than this are only counted.
const NAMED: usize = 8;

/// What a hovering file will be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Promise {
    /// A new input of this kind.
    Input(InputKind),
    /// An input that is open already.
    OpenAlready(InputKind),
    /// Another publication.
    Publication,
    /// A text that may be a listing: its content tells.
    Text,
    /// Nothing.
    Refused,
}

/// Dims the window and names the files that hover over it.
pub fn drop_card_ui(ui: &mut Ui, state: &AppState) {
    let hovering: Vec<_> = ui.input(|input| input.raw.hovered_files.iter().filter_map(|file| file.path.clone()).collect());
    if hovering.is_empty() {
        return;
    }
    let palette = theme::palette(ui);
    let window = ui.ctx().content_rect();
    let painter = ui.ctx().layer_painter(egui::LayerId::new(Order::Tooltip, Id::unique("drop dim")));
    painter.rect_filled(window, CornerRadius::ZERO, DIM);
    painter.rect_stroke(window, CornerRadius::ZERO, theme::edge(palette.accent, extent::DROP_EDGE), egui::StrokeKind::Inside);
    let card = Frame::new()
        .fill(palette.raised)
        .stroke(theme::hairline(palette.stroke))
        .corner_radius(CornerRadius::same(radius::SHEET))
        .shadow(theme::SHADOW);
    let width = (window.width() - 2.0 * gap::BLOCK).min(extent::RESULT);
    let area = Area::new(Id::unique("drop card")).order(Order::Debug).interactable(false);
    area.anchor(egui::Align2::CENTER_CENTER, vec2(0.0, -60.0)).show(ui.ctx(), |ui| {
        card.show(ui, |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 0.0;
            card_ui(ui, state, &hovering);
        });
    });
}

fn promise(path: &Path, state: &AppState) -> Promise {
    let kind = InputKind::by_name(path);
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match kind {
        InputKind::Publication => Promise::Publication,
        InputKind::Other if ["json", "txt", "yml", "yaml"].contains(&ending.as_str()) => Promise::Text,
        InputKind::Other => Promise::Refused,
        kind if state.publication.inputs.iter().any(|input| input == path) => Promise::OpenAlready(kind),
        kind => Promise::Input(kind),
    }
}

fn card_ui(ui: &mut Ui, state: &AppState, hovering: &[PathBuf]) {
    let palette = theme::palette(ui);
    let promises: Vec<Promise> = hovering.iter().map(|path| promise(path, state)).collect();
    let head = Frame::new().inner_margin(Margin::same(gap::CARD));
    head.show(ui, |ui| {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(extent::DROP_MARK, extent::DROP_MARK), Sense::hover());
            ui.painter().rect_filled(rect, CornerRadius::same(radius::POPUP), palette.copied_tint);
            paint_icon(ui.painter(), Icon::Drop, rect.center(), extent::ICON_TITLE, palette.copied);
            ui.vertical(|ui| {
                let title = title(state, &promises);
                ui.add(Label::new(RichText::new(title).font(theme::semibold(letter::TITLE)).color(palette.text)).truncate());
                ui.add_space(2.0);
                ui.label(RichText::new(summary(&promises)).color(palette.text_2));
            });
        });
    });
    for (path, promise) in hovering.iter().zip(&promises).take(NAMED) {
        line(ui, palette);
        file_ui(ui, path, *promise);
    }
    line(ui, palette);
    let foot = Frame::new().inner_margin(Margin::symmetric(gap::CARD, gap::BAR));
    foot.show(ui, |ui| {
        let more = hovering.len().saturating_sub(NAMED);
        let more = if more > 0 { format!("And {more} more. ") } else { String::new() };
        let words = format!("{more}{}", words::READ_ONLY);
        ui.label(RichText::new(words).size(letter::SMALL).color(palette.text_3));
    });
}

fn title(state: &AppState, promises: &[Promise]) -> String {
    let takes_any = promises.iter().any(|promise| !matches!(promise, Promise::Refused));
    match publication_name(state) {
        _ if !takes_any => "Nothing here that Waybill reads".to_owned(),
        _ if promises.contains(&Promise::Publication) => "Drop to open the publication".to_owned(),
        Some(name) => format!("Drop to add to {name}"),
        None => "Drop to open".to_owned(),
    }
}

/// `2 new inputs, 1 text to look into, 1 open already, 1 not readable`.
fn summary(promises: &[Promise]) -> String {
    let number = |wanted: fn(&Promise) -> bool| promises.iter().filter(|promise| wanted(promise)).count() as u64;
    let inputs = number(|promise| matches!(promise, Promise::Input(_)));
    let parts = [
        (inputs, count(inputs, "input")),
        (number(|promise| *promise == Promise::Publication), "another publication".to_owned()),
        text_part(number(|promise| *promise == Promise::Text), "to look into"),
        numbered(number(|promise| matches!(promise, Promise::OpenAlready(_))), "open already"),
        numbered(number(|promise| *promise == Promise::Refused), "not readable"),
    ];
    let said: Vec<String> = parts.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect();
    said.join(", ")
}

fn text_part(number: u64, what: &str) -> (u64, String) {
    (number, format!("{} {what}", count(number, "text")))
}

fn numbered(number: u64, what: &str) -> (u64, String) {
    (number, format!("{number} {what}"))
}

fn line(ui: &mut Ui, palette: &Palette) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::ZERO, palette.stroke_subtle);
}

fn file_ui(ui: &mut Ui, path: &Path, promise: Promise) {
    let palette = theme::palette(ui);
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let (icon, words, colour) = shown(promise, palette);
    let size = vec2(ui.available_width(), extent::DROP_ROW);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.add_space(f32::from(gap::CARD));
        icon_ui(ui, icon, extent::ICON_LARGE, palette.text_2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(f32::from(gap::CARD) - gap::NORMAL);
            ui.label(RichText::new(words).size(letter::SMALL).color(colour));
            if promise == Promise::Refused {
                icon_ui(ui, Icon::Blocked, extent::ICON_SMALL, colour);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let name = RichText::new(visible(&name)).font(theme::medium(letter::BODY)).color(palette.text);
                let name = if promise == Promise::Refused { name.strikethrough().color(palette.text_3) } else { name };
                ui.add(Label::new(name).truncate());
            });
        });
    });
}

fn shown(promise: Promise, palette: &Palette) -> (Icon, String, Color32) {
    match promise {
        Promise::Input(kind) => (icon(kind), kind.words().to_owned(), palette.text_2),
        Promise::OpenAlready(kind) => {
            let words = kind.words().split(',').next().unwrap_or_default();
            (icon(kind), format!("{words}, open already"), palette.text_3)
        }
        Promise::Publication => (Icon::File, InputKind::Publication.words().to_owned(), palette.text_2),
        Promise::Text => (Icon::Server, "Text, looked into after the drop".to_owned(), palette.text_2),
        Promise::Refused => (Icon::File, InputKind::Other.words().to_owned(), palette.error),
    }
}

fn icon(kind: InputKind) -> Icon {
    match kind {
        InputKind::PythonToolbox | InputKind::Toolbox => Icon::Toolbox,
        InputKind::Script => Icon::Script,
        InputKind::MapDocument => Icon::Map,
        InputKind::Folder => Icon::Folder,
        InputKind::Publication | InputKind::Other => Icon::File,
    }
}
