//! A message: severity, code, text, place, repair, more.
//!
//! In: a message of the report. Out: a click, its page, its repair, a wish for its menu.
//! Never a link that does nothing: what only the publisher can repair is plain text.

use egui::{Align, FontId, Id, Label, Layout, Pos2, Rangef, Rect, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::has_fix;
use crate::app::action::Action;
use crate::app::state::Review;
use crate::app::theme::{self, extent, gap, letter};
use crate::app::views::verdict;
use crate::app::widgets::{Icon, RowLook, cell_at_ui, icon_button_ui, link_with_ui, paint_icon, row_ground_ui, said_ui};
use crate::app::words;
use crate::publication::MessageRow;
use crate::text::visible;

/// Where the pieces of a row stand, from its left edge.
pub struct Columns {
    text: Rangef,
    place: Rangef,
    repair: Rangef,
    more: Rangef,
}

const CODE: Rangef = Rangef { min: 30.0, max: 92.0 };

impl Columns {
    /// The columns of a list this wide.
    pub fn of(width: f32) -> Self {
        let more = Rangef::new(width - 60.0, width - gap::SMALL);
        let repair = Rangef::new(more.min - (width * 0.21).clamp(150.0, 340.0), more.min);
        let place = Rangef::new(repair.min - (width * 0.12).clamp(120.0, 200.0), repair.min);
        Self { text: Rangef::new(CODE.max, place.min), place, repair, more }
    }
}

/// What happened to a row.
#[derive(Default)]
pub struct Done {
    /// What was asked for.
    pub action: Option<Action>,
    /// True where the pointer pressed it.
    pub is_touched: bool,
    /// Where its menu was asked for.
    pub menu_at: Option<Pos2>,
}

/// A message, by its number in the report.
pub fn row_ui(ui: &mut Ui, id: Id, rect: Rect, look: RowLook, at: usize, columns: &Columns, review: &Review) -> Done {
    let Some(message) = review.report.messages.get(at) else { return Done::default() };
    let palette = theme::palette(ui);
    let said = words::message(message);
    let response = row_ground_ui(ui, id, rect, look, &said);
    let is_open = message.accepted.is_none();
    let colour = if is_open { palette.text } else { palette.text_3 };
    let moved = |place: Rangef| Rangef::new(rect.left() + place.min, rect.left() + place.max);
    severity_ui(ui, id, rect, message, is_open);
    let mut action = None;
    cell_at_ui(ui, moved(CODE), rect, false, |ui| {
        if code_ui(ui, message.code).clicked() {
            action = Some(Action::ShowHelp(message.code));
        }
    });
    cell_at_ui(ui, moved(columns.text), rect, false, |ui| {
        said_ui(ui, &message.text, colour).on_hover_ui(|ui| {
            ui.set_max_width(560.0);
            ui.label(visible(&message.text));
        });
    });
    cell_at_ui(ui, moved(columns.place), rect, false, |ui| place_ui(ui, &review.whereabouts(at, message)));
    cell_at_ui(ui, moved(columns.repair), rect, false, |ui| action = repair_ui(ui, at, message, review).or(action.take()));
    let mut menu_at = response.secondary_clicked().then(|| response.interact_pointer_pos()).flatten();
    cell_at_ui(ui, moved(columns.more), rect, false, |ui| {
        let more = icon_button_ui(ui, Icon::More, words::MORE, None);
        if more.clicked() {
            menu_at = Some(more.rect.left_bottom());
        }
    });
    let clicked = if response.double_clicked() {
        Some(review.place(message).map_or(Action::SelectMessage(at), Action::GoTo))
    } else {
        (response.clicked() || menu_at.is_some()).then_some(Action::SelectMessage(at))
    };
    Done { is_touched: clicked.is_some(), action: action.or(clicked), menu_at }
}

fn severity_ui(ui: &Ui, id: Id, rect: Rect, message: &MessageRow, is_open: bool) {
    let palette = theme::palette(ui);
    let (icon, colour) = verdict::severity(palette, message.severity);
    let centre = Pos2::new(rect.left() + gap::CELL + extent::ICON / 2.0, rect.center().y);
    let spot = Rect::from_center_size(centre, vec2(extent::ICON, extent::ICON));
    let word = words::severity_word(message.severity);
    let response = ui.interact(spot, id.with("severity"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, word));
    paint_icon(ui.painter(), icon, centre, extent::ICON, if is_open { colour } else { palette.text_3 });
    response.on_hover_text(word);
}

fn code_ui(ui: &mut Ui, code: &str) -> egui::Response {
    let palette = theme::palette(ui);
    let font = FontId::monospace(letter::SMALL);
    let words = ui.painter().layout_no_wrap(code.to_owned(), font, palette.text_2);
    let (rect, response) = ui.allocate_exact_size(words.size(), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, code));
    let colour = if response.hovered() { palette.accent } else { palette.text_2 };
    ui.painter().galley_with_override_text_color(rect.min, words, colour);
    let title = words::code_title(code);
    response.on_hover_text(title).on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// The script's name and the line, or the tool's name; the whole path is the tooltip.
fn place_ui(ui: &mut Ui, whole: &str) {
    let palette = theme::palette(ui);
    let name = whole.rsplit('/').next().unwrap_or(whole);
    let text = RichText::new(visible(name)).font(FontId::monospace(letter::SMALL)).color(palette.text_2);
    let response = ui.add(Label::new(text).truncate().show_tooltip_when_elided(false).selectable(false));
    let said = visible(whole);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.as_ref()));
    if whole.contains('/') {
        response.on_hover_text(said.as_ref());
    }
}

fn repair_ui(ui: &mut Ui, at: usize, message: &MessageRow, review: &Review) -> Option<Action> {
    let palette = theme::palette(ui);
    if let Some(reason) = &message.accepted {
        ui.add(Label::new(RichText::new(words::accepted(reason)).color(palette.text_3)).truncate().selectable(false));
        return None;
    }
    let repair = message.repair.as_deref()?;
    if has_fix(review, at) {
        let link = link_with_ui(ui, &visible(repair), theme::semibold(letter::BODY), Some(Icon::Repair));
        return link.clicked().then_some(Action::Repair(at));
    }
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.add(Label::new(RichText::new(visible(repair)).color(palette.text_2)).truncate().selectable(false));
    });
    None
}
