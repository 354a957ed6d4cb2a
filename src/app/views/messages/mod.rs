//! The messages along the bottom: severity, code, text, place, repair.
//!
//! In: the report, and the rows that the state has worked out. Out: what was chosen, filtered, repaired.
//! Never sorts: errors come first, accepted ones last, as the state has it.

mod header;
mod menu;
mod row;

use egui::{Align, Frame, Id, Layout, Margin, Panel, RichText, Ui};

use super::context_menu::{open_menu, row_menu_ui};
use super::verdict;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, FocusTarget, Review};
use crate::app::theme::{self, extent, gap, letter};
use crate::app::widgets::{
    Icon, ListKey, Look, RowLook, Rows, icon_button_ui, icon_ui, link_ui, link_with_ui, list_keys, rows_ui, said_ui,
    text_button_ui,
};
use crate::app::words;
use crate::text::visible;

pub use menu::acceptance;

/// The messages, or the one that is looked at where the window is low.
#[must_use]
pub fn messages_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    if !state.settings.panels.messages {
        return None;
    }
    let palette = theme::palette(ui);
    let height = ui.ctx().content_rect().height();
    if height < extent::LOW {
        let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(gap::BAR, 0));
        let panel = Panel::bottom("message").exact_size(extent::ONE_MESSAGE).frame(frame);
        return panel.show(ui, |ui| one_ui(ui, state, review)).inner;
    }
    let panel = Panel::bottom("messages")
        .resizable(true)
        .default_size(extent::MESSAGES)
        .size_range(extent::TABS + extent::ROW..=height / 2.0)
        .frame(Frame::new().fill(palette.content));
    let panel = panel.show(ui, |ui| {
        ui.visuals_mut().widgets.noninteractive.bg_stroke = theme::hairline(palette.stroke);
        ui.spacing_mut().item_spacing.y = 0.0;
        let action = header::header_ui(ui, state, review);
        if state.messages.rows.is_empty() {
            return empty_ui(ui, state, review).or(action);
        }
        rows(ui, state, review).or(action)
    });
    panel.inner
}

/// No messages: what that means, and the way on.
fn empty_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let palette = theme::palette(ui);
    ui.add_space((ui.available_height() / 2.0 - 44.0).max(gap::NORMAL));
    ui.vertical_centered(|ui| {
        ui.spacing_mut().item_spacing.y = gap::SMALL;
        if state.messages.is_filtered() && !review.report.messages.is_empty() {
            ui.label(RichText::new(words::NO_SUCH_MESSAGES).font(theme::semibold(letter::BODY)).color(palette.text));
            let all = text_button_ui(ui, Look::Plain, words::SHOW_ALL, None);
            return all.clicked().then_some(Action::ShowAllMessages);
        }
        ui.label(RichText::new(words::NO_MESSAGES).font(theme::semibold(letter::BODY)).color(palette.text));
        ui.label(RichText::new(words::nothing_in_the_way(&review.report.targets)).color(palette.text_2));
        let label = words::export(&review.report.totals);
        let export = text_button_ui(ui, Look::Plain, &label, Command::Export.why_not(state));
        (export.clicked() && Command::Export.why_not(state).is_none()).then_some(Action::Command(Command::Export))
    })
    .inner
}

/// The number of the selected message in the report, and its row, where it is shown.
fn selected(state: &AppState, review: &Review) -> (Option<usize>, Option<usize>) {
    let message = state.selection.message.as_ref().and_then(|key| review.message(key)).map(|(at, _)| at);
    let row = message.and_then(|at| state.messages.row_of(at));
    (message, row)
}

fn rows(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let (_, selected) = selected(state, review);
    let id = Id::unique("messages list");
    let list = ui.available_rect_before_wrap();
    let (focus, key) = list_keys(ui, id, list, words::MESSAGES, state.focus, FocusTarget::Messages);
    let menu = Id::unique("messages menu");
    let mut action = row_menu_ui(ui, menu, |ui| menu::menu_ui(ui, state, review));
    let columns = row::Columns::of(ui.available_width());
    let mut menu_at = list.left_top();
    let rows = Rows::plain(state.messages.rows.len());
    let fit = rows_ui(ui, id.with("rows"), &rows, selected, |ui, line, rect| {
        let Some(at) = state.messages.rows.get(line).copied() else { return };
        let look = RowLook { is_selected: selected == Some(line), is_focused: focus.has_focus() };
        let done = row::row_ui(ui, id.with(line), rect, look, at, &columns, review);
        if look.is_selected {
            menu_at = rect.left_bottom();
        }
        if done.is_touched {
            focus.request_focus();
        }
        if let Some(at) = done.menu_at {
            open_menu(ui, menu, at);
        }
        action = done.action.or(action.take());
    });
    // The keys to copy reach the list before the command that copies the path of the selection.
    if focus.has_focus() && ui.input(|input| input.events.contains(&egui::Event::Copy)) {
        action = menu::copy_selected(state, review).or(action);
    }
    if key == Some(ListKey::Menu) && selected.is_some() {
        open_menu(ui, menu, menu_at);
    }
    key.and_then(|key| press(key, state, review, selected, fit)).or(action)
}

/// What a key asks for.
fn press(key: ListKey, state: &AppState, review: &Review, selected: Option<usize>, fit: usize) -> Option<Action> {
    let rows = &state.messages.rows;
    let last = rows.len().saturating_sub(1);
    let page = fit.saturating_sub(1).max(1);
    let line = match (key, selected) {
        (ListKey::Up, Some(at)) => at.checked_sub(1)?,
        (ListKey::Down, Some(at)) => (at + 1).min(last),
        (ListKey::PageUp, Some(at)) => at.saturating_sub(page),
        (ListKey::PageDown, Some(at)) => (at + page).min(last),
        (ListKey::Home, _) | (ListKey::Up | ListKey::Down | ListKey::PageUp | ListKey::PageDown, None) => 0,
        (ListKey::End, _) => last,
        (ListKey::Enter, Some(at)) => return review.place(review.report.messages.get(*rows.get(at)?)?).map(Action::GoTo),
        (ListKey::Enter | ListKey::Left | ListKey::Right | ListKey::Space | ListKey::Menu | ListKey::Letter(_), _) => {
            return None;
        }
    };
    rows.get(line).copied().map(Action::SelectMessage)
}

/// The message that is looked at, in one line: the selected one, else the first.
fn one_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let palette = theme::palette(ui);
    let (message, row) = selected(state, review);
    let at = message.filter(|_| row.is_some()).or_else(|| state.messages.rows.first().copied());
    let shown = at.and_then(|at| review.report.messages.get(at).map(|row| (at, row)));
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = gap::NORMAL;
        let Some((at, message)) = shown else {
            ui.label(RichText::new(words::NO_MESSAGES).color(palette.text_2));
            return None;
        };
        let (icon, colour) = verdict::severity(palette, message.severity);
        icon_ui(ui, icon, extent::ICON, colour);
        let mut action = None;
        if link_ui(ui, message.code).clicked() {
            action = Some(Action::ShowHelp(message.code));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let next = icon_button_ui(ui, Icon::Opened, words::NEXT_MESSAGE, Command::NextMessage.why_not(state));
            if next.clicked() {
                action = Some(Action::Command(Command::NextMessage));
            }
            let number = row.map_or(1, |row| row + 1);
            let count = format!("{number} of {}", state.messages.rows.len());
            ui.label(RichText::new(count).size(letter::SMALL).color(palette.text_2));
            if let Some(repair) = message.repair.as_deref().filter(|_| has_fix(review, at))
                && ui.available_width() > 360.0
            {
                ui.scope(|ui| {
                    ui.set_max_width(260.0);
                    if link_with_ui(ui, &visible(repair), theme::semibold(letter::BODY), Some(Icon::Repair)).clicked() {
                        action = Some(Action::Repair(at));
                    }
                });
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let said = said_ui(ui, &message.text, palette.text).on_hover_text(visible(&message.text));
                let pressed = ui.interact(said.rect, Id::unique("the one message"), egui::Sense::CLICK);
                if pressed.clicked() {
                    action = Some(Action::SelectMessage(at));
                }
            });
        });
        action
    })
    .inner
}

/// True where Waybill carries the repair out itself.
fn has_fix(review: &Review, at: usize) -> bool {
    review.report.findings.get(at).is_some_and(|finding| finding.fix.is_some())
}
