//! The bar above the messages: severities, one script, one code, the keys.
//!
//! In: the state. Out: what shall be shown.
//! Never a filter that nobody sees: what hides messages is in this bar.

use egui::{Align, Frame, Layout, Margin, RichText, Ui, vec2};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Review};
use crate::app::theme::{self, extent, gap, letter};
use crate::app::views::verdict;
use crate::app::widgets::{DropDown, Icon, chip_ui, drop_down_ui, icon_button_ui, key_ui, list_line_ui, list_row_ui};
use crate::app::words;
use crate::message::Severity;
use crate::text::visible;

/// A window narrower than this leaves the keys to menu and palette.
const WITH_KEYS: f32 = 1100.0;

/// The bar.
pub fn header_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let palette = theme::palette(ui);
    let room = vec2(ui.available_width(), extent::TABS);
    let rect = ui.available_rect_before_wrap();
    let bar = egui::Rect::from_min_size(rect.min, room);
    ui.painter().rect_filled(bar, egui::CornerRadius::ZERO, palette.panel);
    ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, theme::hairline(palette.stroke_subtle));
    ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(room);
        let frame = Frame::new().inner_margin(Margin::symmetric(gap::BAR, 0));
        frame.show(ui, |ui| bar_ui(ui, state, review, room.x >= WITH_KEYS)).inner
    })
    .inner
}

fn bar_ui(ui: &mut Ui, state: &AppState, review: &Review, with_keys: bool) -> Option<Action> {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.x = gap::NORMAL;
    ui.label(RichText::new(words::MESSAGES).font(theme::semibold(letter::BODY)));
    ui.add_space(gap::NORMAL);
    let mut action = None;
    for severity in [Severity::Error, Severity::Warning, Severity::Information] {
        let said = words::severity_chip(severity, review.count(severity));
        let is_on = state.messages.severities.contains(&severity);
        if chip_ui(ui, &said, None, Some(verdict::severity(palette, severity)), is_on).clicked() {
            action = Some(Action::ToggleSeverity(severity));
        }
    }
    action = script_ui(ui, state, review).or(action);
    action = code_ui(ui, state, review).or(action);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let label = Command::ToggleMessages.tooltip();
        if icon_button_ui(ui, Icon::Opened, label, None).clicked() {
            action = Some(Action::Command(Command::ToggleMessages));
        }
        if with_keys {
            for command in [Command::Repair, Command::NextMessage] {
                key_ui(ui, &command.keys(ui.ctx()).unwrap_or_default());
                ui.label(RichText::new(command.label()).size(letter::SMALL).color(palette.text_3));
                ui.add_space(gap::SMALL);
            }
        }
        action
    })
    .inner
}

fn script_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let chosen = state.messages.script.as_deref();
    let name = chosen.map(|script| visible(script.rsplit('/').next().unwrap_or(script)).into_owned());
    let look = list_look(name.as_deref().unwrap_or(words::ALL_SCRIPTS), words::SCRIPT_SHOWN);
    drop_down_ui(ui, &look, |ui| {
        let mut action = None;
        if list_row_ui(ui, None, words::ALL_SCRIPTS, "", chosen.is_none(), None) {
            action = Some(Action::MessagesOfScript(None));
        }
        list_line_ui(ui);
        egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            for script in review.index.scripts() {
                if list_row_ui(ui, None, &visible(script), "", chosen == Some(script), None) {
                    action = Some(Action::MessagesOfScript(Some(script.to_owned())));
                }
            }
        });
        action
    })
}

fn code_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let chosen = state.messages.code;
    let look = list_look(chosen.unwrap_or(words::ALL_CODES), words::CODE_SHOWN);
    drop_down_ui(ui, &look, |ui| {
        let mut action = None;
        if list_row_ui(ui, None, words::ALL_CODES, "", chosen.is_none(), None) {
            action = Some(Action::MessagesOfCode(None));
        }
        list_line_ui(ui);
        for code in review.index.codes() {
            let title = words::code_title(code);
            if list_row_ui(ui, None, &format!("{code}  {title}"), "", chosen == Some(code), None) {
                action = Some(Action::MessagesOfCode(Some(code)));
            }
        }
        action
    })
}

fn list_look<'a>(title: &'a str, name: &'a str) -> DropDown<'a> {
    DropDown { icon: None, title, detail: None, name, height: extent::SMALL_BUTTON, is_framed: true }
}
