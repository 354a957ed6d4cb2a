//! The bar above the table: words to filter by, chips, groups.
//!
//! In: the state. Out: what shall be shown.
//! Never hides a choice: where the room ends, it stands in a list.

use egui::{Align, Color32, Id, Layout, Ui};

use crate::app::action::Action;
use crate::app::state::{AppState, DataChip, FocusTarget, Grouping};
use crate::app::theme::{self, Palette, extent};
use crate::app::widgets::{
    DropDown, Icon, chip_ui, drop_down_ui, field_ui, filter_bar_ui, list_line_ui, list_row_ui, takes_request,
};
use crate::app::words;

/// A bar narrower than this shows one chip and a list.
const NARROW: f32 = 800.0;
/// The field beside the chips.
const FIELD: f32 = 200.0;

/// The bar.
pub fn filter_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let palette = theme::palette(ui);
    filter_bar_ui(ui, |ui, width| if width < NARROW { narrow_ui(ui, state, palette) } else { wide_ui(ui, state, palette) })
}

fn wide_ui(ui: &mut Ui, state: &AppState, palette: &Palette) -> Option<Action> {
    let mut action = words_ui(ui, state, FIELD);
    for (chip, number) in DataChip::ALL.into_iter().zip(state.data.counts) {
        // A chip that would show nothing is not there, unless it is what is shown.
        if number > 0 || chip == DataChip::All || chip == state.data.chip {
            action = one_chip_ui(ui, state, palette, chip, number, words::data_chip(chip)).or(action);
        }
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let look = DropDown {
            icon: Some((Icon::Table, palette.text_2)),
            title: words::grouping(state.data.grouping),
            detail: None,
            name: words::GROUPS,
            height: extent::BUTTON,
            is_framed: false,
        };
        drop_down_ui(ui, &look, |ui| groups_ui(ui, state)).or(action)
    })
    .inner
}

fn narrow_ui(ui: &mut Ui, state: &AppState, palette: &Palette) -> Option<Action> {
    let [_, look_at, ..] = state.data.counts;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let look = DropDown {
            icon: Some((Icon::Chips, palette.text_2)),
            title: "",
            detail: None,
            name: words::SHOWN,
            height: extent::BUTTON,
            is_framed: false,
        };
        let mut action = drop_down_ui(ui, &look, |ui| chips_and_groups_ui(ui, state, palette));
        if look_at > 0 || state.data.chip == DataChip::LookAt {
            action = one_chip_ui(ui, state, palette, DataChip::LookAt, look_at, "").or(action);
        }
        let width = ui.available_width();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| words_ui(ui, state, width)).inner.or(action)
    })
    .inner
}

fn words_ui(ui: &mut Ui, state: &AppState, width: f32) -> Option<Action> {
    let id = Id::unique("centre filter");
    let (typed, response) = field_ui(ui, id, &state.data.filter, words::FILTER_DATA, Some(Icon::Search), width);
    if takes_request(ui, id, state.focus, FocusTarget::Filter) {
        response.request_focus();
    }
    let goes_on = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    typed.map(Action::FilterData).or(goes_on.then_some(Action::MoveFocus(FocusTarget::Centre)))
}

fn one_chip_ui(ui: &mut Ui, state: &AppState, palette: &Palette, chip: DataChip, number: usize, label: &str) -> Option<Action> {
    let is_on = state.data.chip == chip;
    let response = chip_ui(ui, label, Some(number), chip_icon(palette, chip), is_on);
    let name = words::data_chip(chip);
    let response = if label.is_empty() { response.on_hover_text(name) } else { response };
    // A second press shows all lines again.
    let next = if is_on { DataChip::All } else { chip };
    response.clicked().then_some(Action::ChooseDataChip(next))
}

fn groups_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let mut action = None;
    for grouping in [Grouping::Decision, Grouping::Kind, Grouping::None] {
        if list_row_ui(ui, None, words::grouping(grouping), "", state.data.grouping == grouping, None) {
            action = Some(Action::GroupData(grouping));
        }
    }
    action
}

fn chips_and_groups_ui(ui: &mut Ui, state: &AppState, palette: &Palette) -> Option<Action> {
    let mut action = None;
    for (chip, number) in DataChip::ALL.into_iter().zip(state.data.counts) {
        let icon = chip_icon(palette, chip).map(|(icon, _)| icon);
        let icon = if state.data.chip == chip { Some(Icon::Check) } else { icon };
        if list_row_ui(ui, icon, words::data_chip(chip), &number.to_string(), state.data.chip == chip, None) {
            action = Some(Action::ChooseDataChip(chip));
        }
    }
    list_line_ui(ui);
    groups_ui(ui, state).or(action)
}

fn chip_icon(palette: &Palette, chip: DataChip) -> Option<(Icon, Color32)> {
    match chip {
        DataChip::All => None,
        DataChip::LookAt => Some((Icon::Look, palette.warning)),
        DataChip::Copied => Some((Icon::Copied, palette.copied)),
        DataChip::Stays => Some((Icon::Stays, palette.stays)),
        DataChip::ByYou => Some((Icon::Person, palette.text_2)),
    }
}
