//! All decisions of the publisher.
//!
//! In: the decisions. Out: to look at one, or to take it back.
//! Never a decision without a way back.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use super::{buttons_ui, sheet_frame_ui, starts_with, title_ui};
use crate::app::action::Action;
use crate::app::apply::{decision_name, way_to_decision};
use crate::app::state::AppState;
use crate::app::theme::{self, extent, gap, letter};
use crate::app::widgets::{Icon, Look, icon_ui, link_ui, word_button_ui};
use crate::consolidation::Override;
use crate::text::{count, visible};

/// The decisions.
#[must_use]
pub fn decisions_ui(ui: &Ui, state: &AppState) -> Option<Action> {
    let decisions: Vec<&Override> = state.publication.overrides.iter().collect();
    sheet_frame_ui(ui, "decisions sheet", extent::SHEET, gap::SHEET, |ui, standing| {
        let below = match decisions.len() {
            0 => "The rules decide everything".to_owned(),
            number => format!("{}, in the order in which you took them", count(number as u64, "decision")),
        };
        let mut action = title_ui(ui, "Your decisions", &below).then_some(Action::CloseSheet);
        ui.add_space(gap::SMALL);
        let used = ui.min_rect().height() + extent::BUTTON + gap::BLOCK;
        let area = egui::ScrollArea::vertical().max_height((standing.room - used).max(extent::ROW)).auto_shrink([false, true]);
        ui.spacing_mut().item_spacing.y = 0.0;
        area.animated(false).show_rows(ui, extent::ROW, decisions.len(), |ui, rows| {
            for decision in decisions.get(rows).unwrap_or_default() {
                action = row_ui(ui, state, decision).or(action.take());
            }
        });
        let done = buttons_ui(ui, |ui| {
            let done = starts_with(word_button_ui(ui, Look::Primary, "Done", None), standing);
            done.clicked().then_some(Action::CloseSheet)
        });
        done.or(action)
    })
}

fn row_ui(ui: &mut Ui, state: &AppState, decision: &Override) -> Option<Action> {
    let palette = theme::palette(ui);
    let size = vec2(ui.available_width(), extent::ROW);
    let row = ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        icon_ui(ui, Icon::Person, extent::ICON, palette.text_2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(gap::CELL);
            let reset = link_ui(ui, "Reset").on_hover_text("The rules decide again");
            let mut action = reset.clicked().then(|| Action::Reset(decision.clone()));
            match way_to_decision(state, decision) {
                Some(way) => {
                    if link_ui(ui, "Show").clicked() {
                        action = Some(way);
                    }
                }
                None => {
                    ui.label(RichText::new("not there any more").size(letter::SMALL).color(palette.text_3));
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let words = match decision {
                    Override::Accept { reason, .. } if !reason.is_empty() => {
                        format!("{}, {}", decision_name(decision), visible(reason))
                    }
                    _ => decision_name(decision),
                };
                ui.add(Label::new(RichText::new(words).color(palette.text)).truncate());
            });
            action
        })
        .inner
    });
    let line = row.response.rect;
    ui.painter().hline(line.x_range(), line.bottom(), theme::hairline(palette.stroke_subtle));
    row.inner
}
