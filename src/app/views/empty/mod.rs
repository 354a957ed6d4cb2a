//! The window with nothing in it: a drop zone, what was open before, and the first scan.
//!
//! In: the state. Out: a command, or a publication to open again.
//! Never the only place that takes drops: the whole window does.

mod art;
mod recent;

use egui::{Align, CentralPanel, CornerRadius, Frame, Layout, ProgressBar, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::action::Action;
use crate::app::apply::publication_name;
use crate::app::command::Command;
use crate::app::state::AppState;
use crate::app::theme::{self, extent, gap, letter, radius};
use crate::app::widgets::{Icon, Look, button_ui, button_width, key_ui, text_button_ui};
use crate::app::words;

/// The drop zone, or the sentence that says what is being scanned.
#[must_use]
pub fn empty_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    let panel = CentralPanel::default().frame(Frame::new().fill(palette.content));
    panel.show(ui, |ui| if state.scan.is_some() { scanning_ui(ui, state) } else { welcome_ui(ui, state) }).inner
}

fn scanning_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    // Most scans are over before the eye has found the words, so the words wait.
    let (done, total) = state.scan?.progress?;
    let palette = theme::palette(ui);
    ui.add_space(ui.available_height() / 3.0);
    ui.vertical_centered(|ui| {
        ui.spacing_mut().item_spacing.y = gap::CELL;
        let title = words::scanning_name(&publication_name(state).unwrap_or_default());
        ui.label(RichText::new(title).font(theme::semibold(letter::TITLE)).color(palette.text));
        let fraction = if total == 0 { 0.0 } else { done as f32 / total as f32 };
        let bar = ProgressBar::new(fraction.min(1.0)).desired_width(extent::SCAN_BAR).desired_height(4.0);
        ui.add(bar.fill(palette.accent_fill));
        if total > 0 {
            ui.label(RichText::new(words::step(done, total)).size(letter::SMALL).color(palette.text_2));
        }
        let cancel = text_button_ui(ui, Look::Plain, Command::CancelScan.label(), None);
        cancel.clicked().then_some(Action::Command(Command::CancelScan))
    })
    .inner
}

fn welcome_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let room = ui.max_rect();
    let size = theme::drop_zone_size(room.size()).round();
    let below = gap::BLOCK + recent::height(state) + FOOT;
    let top = ((room.height() - size.y - below) / 3.0).max(gap::BLOCK).round();
    let left = ((room.width() - size.x) / 2.0).round();
    ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.add_space(top);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.add_space(left);
                ui.vertical(|ui| {
                    ui.set_width(size.x);
                    let (zone, _) = ui.allocate_exact_size(size, egui::Sense::hover());
                    let action = drop_zone_ui(ui, state, zone);
                    ui.add_space(gap::BLOCK);
                    let action = recent::recent_ui(ui, state).or(action);
                    foot_ui(ui);
                    action
                })
                .inner
            })
            .inner
        })
        .inner
}

/// The height of the last line.
const FOOT: f32 = 44.0;

fn drop_zone_ui(ui: &mut Ui, state: &AppState, zone: Rect) -> Option<Action> {
    let palette = theme::palette(ui);
    ui.painter().rect_filled(zone, CornerRadius::same(radius::SHEET), palette.panel);
    art::dashed_border(ui, zone, palette);
    let inside = UiBuilder::new().max_rect(zone.shrink(gap::BLOCK)).layout(Layout::top_down(Align::Center));
    // A child of its own: the zone has its room already.
    zone_contents_ui(&mut ui.new_child(inside), state)
}

/// What is read, and the two keys worth knowing.
fn foot_ui(ui: &mut Ui) {
    let palette = theme::palette(ui);
    let room = vec2(ui.available_width(), FOOT);
    ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_size(room);
        ui.spacing_mut().item_spacing.x = gap::NORMAL;
        ui.add_space(gap::CELL);
        for (command, label) in [(Command::Palette, words::ALL_COMMANDS), (Command::Open, words::OPEN)] {
            ui.label(RichText::new(label).size(letter::SMALL).color(palette.text_3));
            key_ui(ui, &command.keys(ui.ctx()).unwrap_or_default());
            ui.add_space(gap::SMALL);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(gap::CELL);
            let kinds = RichText::new(words::DROP_KINDS).size(letter::SMALL).color(palette.text_3);
            ui.add(egui::Label::new(kinds).truncate());
        });
    });
}

fn zone_contents_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = gap::SMALL;
    ui.add_space(gap::NORMAL);
    let (sheets, _) = ui.allocate_exact_size(vec2(110.0, 76.0), egui::Sense::hover());
    art::paint_sheets(ui, sheets, palette);
    ui.add_space(gap::CELL);
    ui.label(RichText::new(words::DROP_TITLE).font(theme::semibold(letter::LARGE)).color(palette.text));
    ui.scope(|ui| {
        ui.set_max_width(440.0);
        ui.label(RichText::new(words::DROP_TEXT).color(palette.text_2));
    });
    ui.add_space(gap::CELL);
    let buttons = [
        (Command::Open, Look::Primary, Icon::Open),
        (Command::OpenFolder, Look::Plain, Icon::OpenFolder),
        (Command::OpenSample, Look::Quiet, Icon::Sample),
    ];
    let widths = buttons.iter().map(|(command, look, _)| button_width(ui, *look, command.label()));
    let row = widths.sum::<f32>() + gap::NORMAL * (buttons.len() - 1) as f32;
    ui.allocate_ui_with_layout(vec2(row, extent::BUTTON), Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = gap::NORMAL;
        let mut action = None;
        for (command, look, icon) in buttons {
            let button = button_ui(ui, look, icon, command.label(), command.why_not(state));
            if button.on_hover_text(command.tooltip()).clicked() {
                action = Some(Action::Command(command));
            }
        }
        action
    })
    .inner
}
