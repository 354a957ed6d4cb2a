//! The bar above the modules, and the line that says how sure the server's list is.
//!
//! In: the state. Out: what shall be shown, which listings to compare with.
//! Never a guess about a list: its source is said.

use egui::{Align, Frame, Id, Layout, Margin, Popup, RichText, Ui, vec2};

use crate::app::action::Action;
use crate::app::apply::name_of;
use crate::app::command::Command;
use crate::app::state::{AppState, FocusTarget, ModuleChip, Review};
use crate::app::theme::{self, extent, gap, letter};
use crate::app::widgets::{
    DropDown, Icon, chip_ui, drop_down_ui, field_ui, filter_bar_ui, icon_ui, link_ui, list_line_ui, list_row_ui, takes_request,
};
use crate::app::words;
use crate::text::visible;

/// A bar narrower than this shows the chips in a list.
const NARROW: f32 = 760.0;
/// The field beside the chips.
const FIELD: f32 = 160.0;

/// The bar.
pub fn filter_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    filter_bar_ui(ui, |ui, width| if width < NARROW { narrow_ui(ui, state) } else { wide_ui(ui, state) })
}

fn wide_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let mut action = words_ui(ui, state, FIELD);
    for (chip, number) in ModuleChip::ALL.into_iter().zip(state.modules.counts) {
        if chip_ui(ui, words::module_chip(chip), Some(number), None, state.modules.chip == chip).clicked() {
            action = Some(Action::ChooseModuleChip(chip));
        }
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| workstation_ui(ui, state).or(action)).inner
}

fn narrow_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let mut action = workstation_ui(ui, state);
        let look = DropDown {
            icon: None,
            title: words::module_chip(state.modules.chip),
            detail: None,
            name: words::SHOWN,
            height: extent::BUTTON,
            is_framed: true,
        };
        let chosen = drop_down_ui(ui, &look, |ui| {
            let mut chosen = None;
            for (chip, number) in ModuleChip::ALL.into_iter().zip(state.modules.counts) {
                if list_row_ui(ui, None, words::module_chip(chip), &number.to_string(), state.modules.chip == chip, None) {
                    chosen = Some(Action::ChooseModuleChip(chip));
                }
            }
            chosen
        });
        action = chosen.or(action);
        let width = ui.available_width();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| words_ui(ui, state, width)).inner.or(action)
    })
    .inner
}

fn words_ui(ui: &mut Ui, state: &AppState, width: f32) -> Option<Action> {
    let id = Id::unique("centre filter");
    let (typed, response) = field_ui(ui, id, &state.modules.filter, words::FILTER_MODULES, Some(Icon::Search), width);
    if takes_request(ui, id, state.focus, FocusTarget::Filter) {
        response.request_focus();
    }
    let goes_on = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    typed.map(Action::FilterModules).or(goes_on.then_some(Action::MoveFocus(FocusTarget::Centre)))
}

/// The workstation whose versions stand beside the server's.
fn workstation_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    let listing = state.publication.workstation.as_deref();
    let title = listing.map_or_else(|| words::NO_WORKSTATION.to_owned(), |path| words::workstation(&name_of(path)));
    let look = DropDown {
        icon: Some((Icon::Computer, palette.text_2)),
        title: &title,
        detail: None,
        name: words::WORKSTATION,
        height: extent::BUTTON,
        is_framed: true,
    };
    drop_down_ui(ui, &look, |ui| {
        let mut action = None;
        if list_row_ui(ui, None, words::NO_WORKSTATION, "", listing.is_none(), None) {
            action = Some(Action::UseWorkstation(None));
        }
        if let Some(path) = listing {
            list_row_ui(ui, None, &name_of(path), "", true, None);
        }
        list_line_ui(ui);
        if list_row_ui(ui, Command::UseWorkstation.icon(), words::CHOOSE_LISTING, "", false, None) {
            action = Some(Action::Command(Command::UseWorkstation));
        }
        action
    })
}

/// Where the server's list comes from, and how to get a surer one.
pub fn source_ui(ui: &mut Ui, state: &AppState, review: &Review) {
    let palette = theme::palette(ui);
    let [target] = review.report.targets.as_slice() else { return };
    let is_listing = state.shown.environment.is_some();
    let text = words::list_source(target, is_listing);
    let room = vec2(ui.available_width(), extent::SOURCE);
    let rect = ui.available_rect_before_wrap();
    ui.painter().hline(rect.x_range(), rect.top() + extent::SOURCE - 0.5, theme::hairline(palette.stroke_subtle));
    ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(room);
        Frame::new().inner_margin(Margin::symmetric(gap::BAR, 0)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = gap::NORMAL;
            icon_ui(ui, Icon::Information, extent::ICON_SMALL, palette.information);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if !is_listing {
                    let link = link_ui(ui, words::HOW_TO_GET_IT);
                    Popup::menu(&link).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(how_ui);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let text = RichText::new(visible(&text)).size(letter::SMALL).color(palette.text_2);
                    ui.add(egui::Label::new(text).truncate());
                });
            });
        });
    });
}

/// How a listing of the server's Python is made.
fn how_ui(ui: &mut Ui) {
    let palette = theme::palette(ui);
    ui.set_width(380.0);
    Frame::new().inner_margin(Margin::same(gap::LINE)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = gap::SMALL;
        ui.label(RichText::new(words::HOW_TITLE).font(theme::semibold(letter::BODY)));
        ui.label(RichText::new(words::HOW_TEXT).color(palette.text_2));
        Frame::new().fill(palette.sunken).inner_margin(Margin::same(gap::LINE)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.add(egui::Label::new(RichText::new(words::HOW_COMMAND).monospace()).selectable(true));
        });
        ui.label(RichText::new(words::HOW_THEN).color(palette.text_2));
    });
}
