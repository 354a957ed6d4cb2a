//! What is about to be dropped, named while it hovers.
//!
//! In: the hovering files. Out: nothing, the drop itself is the action.
//! Never reads a file: what it will be is told by its name only.

use std::path::Path;

use egui::{Align, Area, CornerRadius, Frame, Id, Layout, Margin, Order, RichText, Ui, vec2};

use crate::app::apply::{name_of, publication_name};
use crate::app::state::AppState;
use crate::app::theme::{self, DIM, extent, gap, letter, radius};
use crate::app::widgets::{Icon, icon_ui};
use crate::app::words;
use crate::publication::InputKind;

/// More names than this are only counted.
const NAMED: usize = 8;

/// Dims the window and names the files that hover over it.
pub fn drop_card_ui(ui: &mut Ui, state: &AppState) {
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
        .shadow(ui.visuals().popup_shadow);
    let width = (window.width() - 2.0 * gap::BLOCK).min(560.0);
    let area = Area::new(Id::unique("drop card")).order(Order::Tooltip).interactable(false);
    area.anchor(egui::Align2::CENTER_CENTER, vec2(0.0, -60.0)).show(ui.ctx(), |ui| {
        card.show(ui, |ui| {
            ui.set_width(width);
            card_ui(ui, state, &hovering);
        });
    });
}

/// What a hovering file will be, as far as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// A part of the publication.
    Input(InputKind),
    /// One that is open already.
    Open,
    /// A text that may be a listing.
    Text,
    /// Nothing that is read.
    Refused,
}

impl Role {
    fn of(state: &AppState, path: &Path) -> Self {
        let kind = InputKind::by_name(path);
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            _ if state.publication.inputs.iter().any(|input| input == path) => Self::Open,
            _ if kind.can_be_opened() => Self::Input(kind),
            Some("txt" | "json" | "yml" | "yaml") => Self::Text,
            Some(_) | None => Self::Refused,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Input(kind) => kind.words(),
            Self::Open => words::OPEN_ALREADY,
            Self::Text => words::TEXT_LATER,
            Self::Refused => InputKind::Other.words(),
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Input(kind) => icon(kind),
            Self::Open => Icon::Toolbox,
            Self::Text => Icon::Server,
            Self::Refused => Icon::File,
        }
    }
}

fn card_ui(ui: &mut Ui, state: &AppState, hovering: &[std::path::PathBuf]) {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let roles: Vec<(&Path, Role)> = hovering.iter().map(|path| (path.as_path(), Role::of(state, path))).collect();
    let number = |wanted: fn(&Role) -> bool| roles.iter().filter(|(_, role)| wanted(role)).count();
    let counts = [
        number(|role| matches!(role, Role::Input(_))),
        number(|role| *role == Role::Text),
        number(|role| *role == Role::Open),
        number(|role| *role == Role::Refused),
    ];
    Frame::new().inner_margin(Margin::same(gap::CARD)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap::CELL;
            let (square, _) = ui.allocate_exact_size(vec2(40.0, 40.0), egui::Sense::hover());
            ui.painter().rect_filled(square, CornerRadius::same(radius::CONTROL), palette.copied_tint);
            crate::app::widgets::paint_icon(ui.painter(), Icon::Drop, square.center(), extent::ICON_TITLE, palette.copied);
            ui.vertical(|ui| {
                let title = words::drop_title(publication_name(state).as_deref());
                ui.label(RichText::new(title).font(theme::semibold(letter::TITLE)));
                ui.label(RichText::new(words::drop_summary(counts)).color(palette.text_2));
            });
        });
    });
    for (path, role) in roles.iter().take(NAMED) {
        line_ui(ui);
        file_ui(ui, path, *role);
    }
    line_ui(ui);
    let more = hovering.len().saturating_sub(NAMED);
    let last = if more > 0 { words::and_more(more) } else { words::READ_ONLY.to_owned() };
    Frame::new().inner_margin(Margin::symmetric(gap::CARD, gap::BAR)).show(ui, |ui| {
        ui.label(RichText::new(last).size(letter::SMALL).color(palette.text_3));
    });
}

fn line_ui(ui: &mut Ui) {
    let palette = theme::palette(ui);
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
    ui.painter().rect_filled(line, CornerRadius::ZERO, palette.stroke_subtle);
}

fn file_ui(ui: &mut Ui, path: &Path, role: Role) {
    let palette = theme::palette(ui);
    let is_read = role != Role::Refused;
    let room = vec2(ui.available_width(), extent::TABS);
    ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(room);
        ui.spacing_mut().item_spacing.x = gap::CELL;
        ui.add_space(gap::SMALL);
        icon_ui(ui, role.icon(), extent::ICON_LARGE, palette.text_2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(gap::SMALL);
            let colour = if is_read { palette.text_2 } else { palette.error };
            ui.label(RichText::new(role.words()).size(letter::SMALL).color(colour));
            if !is_read {
                icon_ui(ui, Icon::Blocked, extent::ICON_SMALL, colour);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let name = RichText::new(name_of(path)).font(theme::medium(letter::BODY));
                let name = if is_read { name } else { name.strikethrough().color(palette.text_3) };
                ui.add(egui::Label::new(name).truncate().selectable(false));
            });
        });
    });
}

fn icon(kind: InputKind) -> Icon {
    match kind {
        InputKind::PythonToolbox | InputKind::Toolbox | InputKind::Publication => Icon::Toolbox,
        InputKind::Script => Icon::Script,
        InputKind::MapDocument => Icon::Map,
        InputKind::Folder => Icon::Folder,
        InputKind::Other => Icon::File,
    }
}
