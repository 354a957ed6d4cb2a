//! What is about to be dropped, named while it hovers.
//!
//! In: the hovering files. Out: nothing, the drop itself is the action.
//! Never reads a file: what it will be is told by its name only.

use std::path::Path;

use egui::{Align, Area, CornerRadius, Frame, Id, Layout, Margin, Order, RichText, Sense, Ui, vec2};

use crate::app::theme::{self, DIM, extent, gap, letter, radius};
use crate::app::widgets::{Icon, icon_ui};
use crate::app::words;
use crate::publication::InputKind;
use crate::text::count;
use crate::text::visible;

/// More names than this are only counted.
const NAMED: usize = 8;

/// Dims the window and names the files that hover over it.
pub fn drop_card_ui(ui: &mut Ui) {
    let hovering: Vec<_> = ui.input(|input| input.raw.hovered_files.iter().filter_map(|file| file.path.clone()).collect());
    if hovering.is_empty() {
        return;
    }
    let palette = theme::palette(ui);
    let window = ui.ctx().content_rect();
    let painter = ui.ctx().layer_painter(egui::LayerId::new(Order::Foreground, Id::unique("drop dim")));
    painter.rect_filled(window, CornerRadius::ZERO, DIM);
    painter.rect_stroke(window, CornerRadius::ZERO, theme::edge(palette.accent, extent::DROP_EDGE), egui::StrokeKind::Inside);
    let card = Frame::new()
        .fill(palette.raised)
        .stroke(theme::hairline(palette.stroke))
        .corner_radius(CornerRadius::same(radius::SHEET))
        .inner_margin(Margin::same(gap::CARD));
    let width = (window.width() - 2.0 * gap::BLOCK).min(560.0);
    let area = Area::new(Id::unique("drop card")).order(Order::Tooltip).interactable(false);
    area.anchor(egui::Align2::CENTER_CENTER, vec2(0.0, -60.0)).show(ui.ctx(), |ui| {
        card.show(ui, |ui| {
            ui.set_width(width);
            card_ui(ui, &hovering);
        });
    });
}

fn card_ui(ui: &mut Ui, hovering: &[std::path::PathBuf]) {
    let palette = theme::palette(ui);
    let readable = hovering.iter().filter(|path| InputKind::by_name(path).is_readable()).count() as u64;
    let refused = hovering.len() as u64 - readable;
    ui.horizontal(|ui| {
        icon_ui(ui, Icon::Drop, extent::ICON_TITLE, palette.copied);
        ui.label(RichText::new("Drop to open").font(theme::semibold(letter::TITLE)));
    });
    let mut summary = count(readable, "input");
    if refused > 0 {
        summary.push_str(&format!(", {refused} not readable"));
    }
    ui.label(RichText::new(summary).color(palette.text_2));
    ui.separator();
    for path in hovering.iter().take(NAMED) {
        file_ui(ui, path);
    }
    if hovering.len() > NAMED {
        ui.label(RichText::new(format!("and {} more", hovering.len() - NAMED)).color(palette.text_2));
    }
    ui.separator();
    ui.label(RichText::new(words::READ_ONLY).size(letter::SMALL).color(palette.text_3));
}

fn file_ui(ui: &mut Ui, path: &Path) {
    let palette = theme::palette(ui);
    let kind = InputKind::by_name(path);
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    ui.allocate_ui_with_layout(vec2(ui.available_width(), extent::ROW), Layout::left_to_right(Align::Center), |ui| {
        icon_ui(ui, icon(kind), extent::ICON_LARGE, palette.text_2);
        let name = RichText::new(visible(&name)).font(theme::medium(letter::BODY));
        let name = if kind.is_readable() { name } else { name.strikethrough().color(palette.text_3) };
        ui.label(name);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let colour = if kind.is_readable() { palette.text_2 } else { palette.error };
            ui.label(RichText::new(kind.words()).size(letter::SMALL).color(colour));
            if !kind.is_readable() {
                icon_ui(ui, Icon::Blocked, extent::ICON_SMALL, colour);
            }
            ui.allocate_exact_size(ui.available_size(), Sense::hover());
        });
    });
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
