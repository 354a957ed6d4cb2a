//! How far the scan is, or how long it took.
//!
//! In: the scan and the review. Out: the way to stop it.
//! Never a bar for what is over before it is seen.

use egui::{FontId, ProgressBar, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::AppState;
use crate::app::theme::{self, extent, letter};
use crate::app::widgets::{Icon, Look, paint_icon, text_button_ui};
use crate::app::words;

/// The state of the scan, from right to left.
pub fn scan_ui(ui: &mut Ui, state: &AppState, has_words: bool) -> Option<Action> {
    let palette = theme::palette(ui);
    if let Some((done, total)) = state.scan.and_then(|scan| scan.progress) {
        let cancel = text_button_ui(ui, Look::Plain, Command::CancelScan.label(), None);
        let fraction = if total == 0 { 0.0 } else { done as f32 / total as f32 };
        let bar = ProgressBar::new(fraction.min(1.0)).desired_width(if has_words { 100.0 } else { 60.0 }).desired_height(4.0);
        ui.add(bar.fill(palette.accent_fill));
        if has_words {
            let said = words::scanning(state);
            ui.add(egui::Label::new(RichText::new(said).size(letter::SMALL).color(palette.text_2)).truncate());
        }
        return cancel.clicked().then_some(Action::Command(Command::CancelScan));
    }
    let review = state.review.as_ref()?;
    let said = words::analyzed(review.took, state.is_watching);
    let font = FontId::proportional(letter::SMALL);
    let words = has_words.then(|| ui.painter().layout_no_wrap(said.clone(), font, palette.text_2));
    let width = extent::ICON + words.as_ref().map_or(0.0, |words| words.size().x + theme::gap::SMALL);
    let (rect, response) = ui.allocate_exact_size(vec2(width, extent::BUTTON), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    let icon = egui::Pos2::new(rect.left() + extent::ICON / 2.0, rect.center().y);
    paint_icon(ui.painter(), Icon::Good, icon, extent::ICON, palette.copied);
    match words {
        Some(words) => {
            let at = egui::Pos2::new(rect.left() + extent::ICON + theme::gap::SMALL, rect.center().y - words.size().y / 2.0);
            ui.painter().galley(at.round(), words, palette.text_2);
        }
        None => drop(response.on_hover_text(said)),
    }
    None
}
