//! Short notes at the lower right.
//!
//! In: the toasts. Out: what they offer, or that they were put away.
//! Never in the way of the keyboard, never in motion.

use egui::{Align2, Area, CornerRadius, Frame, Id, Label, Margin, Order, Pos2, RichText, Ui, UiBuilder, accesskit};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Toast, ToastKind};
use crate::app::theme::{self, extent, gap, letter, radius};
use crate::app::widgets::{Icon, icon_button_ui, icon_ui, small_button_ui};
use crate::app::words;
use crate::text::visible;

/// The toasts in sight, the newest at the bottom.
#[must_use]
pub fn toasts_ui(ui: &mut Ui, state: &AppState) -> Option<Action> {
    let window = ui.ctx().content_rect();
    let mut action = None;
    let mut bottom = window.bottom() - extent::STATUS - gap::CELL;
    for toast in state.toasts.iter().rev() {
        // Over sheets too: what went wrong behind one must be seen.
        let area = Area::new(Id::unique("toast").with(toast.id)).order(Order::Tooltip).constrain(true);
        let corner = Pos2::new(window.right() - gap::CELL, bottom);
        let shown = area.pivot(Align2::RIGHT_BOTTOM).fixed_pos(corner).show(ui.ctx(), |ui| toast_ui(ui, toast));
        action = shown.inner.or(action);
        bottom = shown.response.rect.top() - gap::NORMAL;
    }
    action
}

fn toast_ui(ui: &mut Ui, toast: &Toast) -> Option<Action> {
    let palette = theme::palette(ui);
    let (icon, colour) = match toast.kind {
        ToastKind::Done => (Icon::Good, palette.copied),
        ToastKind::Rescanned => (Icon::Sync, palette.accent),
        ToastKind::Error => (Icon::Error, palette.error),
    };
    let frame = Frame::new()
        .fill(palette.raised)
        .stroke(theme::hairline(palette.stroke))
        .corner_radius(CornerRadius::same(radius::POPUP))
        .inner_margin(Margin::same(gap::BAR))
        .shadow(theme::SHADOW);
    let width = extent::TOAST.min(ui.ctx().content_rect().width() - 2.0 * gap::BLOCK) - 2.0 * f32::from(gap::BAR);
    let shown = ui.scope_builder(UiBuilder::new(), |ui| {
        let shown = frame.show(ui, |ui| {
            ui.set_width(width);
            ui.horizontal_top(|ui| {
                icon_ui(ui, icon, extent::ICON_LARGE, colour);
                contents_ui(ui, toast)
            })
            .inner
        });
        announce(ui, toast);
        shown.inner
    });
    shown.inner
}

/// What a screen reader says at once: an error interrupts, anything else waits.
fn announce(ui: &Ui, toast: &Toast) {
    let (role, live) = match toast.kind {
        ToastKind::Error => (accesskit::Role::Alert, accesskit::Live::Assertive),
        ToastKind::Done | ToastKind::Rescanned => (accesskit::Role::Status, accesskit::Live::Polite),
    };
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_live(live);
        node.set_label(if toast.text.is_empty() { toast.title.clone() } else { format!("{}. {}", toast.title, toast.text) });
    });
}

fn contents_ui(ui: &mut Ui, toast: &Toast) -> Option<Action> {
    let palette = theme::palette(ui);
    let room = ui.available_width() - extent::BUTTON - gap::NORMAL;
    let mut action = None;
    ui.vertical(|ui| {
        ui.set_width(room);
        ui.spacing_mut().item_spacing.y = 2.0;
        let title = RichText::new(visible(&toast.title)).font(theme::semibold(letter::BODY)).color(palette.text);
        ui.add(Label::new(title).wrap());
        if !toast.text.is_empty() {
            ui.add(Label::new(RichText::new(visible(&toast.text)).color(palette.text_2)).wrap());
        }
        if let Some(command) = toast.offer {
            ui.add_space(gap::SMALL);
            if small_button_ui(ui, None, offer(command), 0.0, None).clicked() {
                action = Some(Action::Command(command));
            }
        }
    });
    if icon_button_ui(ui, Icon::Close, words::DISMISS, None).clicked() {
        action = Some(Action::DismissToast(toast.id));
    }
    action
}

/// What the button of a toast says.
fn offer(command: Command) -> &'static str {
    match command {
        Command::NextMessage => "Show what changed",
        other => other.label(),
    }
}
