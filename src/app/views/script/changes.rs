//! The changed lines, as the package will hold them, below the source.
//!
//! In: the shown script's changes. Out: folds opened, and whether they are written.
//! Never changes the publisher's file: only the package's copy is another one.

use egui::{
    Align, Align2, CornerRadius, FontId, Frame, Id, Layout, Margin, Panel, Pos2, Rect, RichText, Role, ScrollArea, Sense,
    StrokeKind, Ui, WidgetInfo,
};

use super::line::{Spot, Stretch, column_width, line_ui};
use super::look::Edge;
use crate::app::action::Action;
use crate::app::state::{AppState, ChangeRow, Changes, Piece, ShownScript, TextLines};
use crate::app::theme::{self, extent, gap, letter, radius};
use crate::app::widgets::{Icon, icon_ui, paint_icon, tick_ui};
use crate::app::words::script as words;
use crate::consolidation::Override;
use crate::publication::ScriptEvidence;
use crate::text::{Span, visible};

/// What becomes of the shown script.
#[must_use]
pub fn changes_ui(ui: &mut Ui, state: &AppState, shown: &ShownScript, evidence: &ScriptEvidence) -> Option<Action> {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.content);
    let Some(changes) = &shown.changes else {
        let panel = Panel::bottom("script unchanged").exact_size(extent::CHANGES_HEADER).frame(frame);
        return panel.show(ui, |ui| header_ui(ui, state, shown, evidence, None)).inner;
    };
    if state.source.hides_changes {
        let panel = Panel::bottom("script changes shut").exact_size(extent::CHANGES_HEADER).frame(frame);
        return panel.show(ui, |ui| header_ui(ui, state, shown, evidence, Some(changes))).inner;
    }
    let most = (ui.available_height() * 0.6).max(2.0 * extent::CHANGES_HEADER);
    let needed = extent::CHANGES_HEADER + (state.source.rows.len() as f32 + 0.5) * extent::SOURCE_ROW;
    let panel = Panel::bottom("script changes").resizable(true).default_size(needed.min(extent::CHANGES)).frame(frame);
    let panel = panel.min_size(extent::CHANGES_HEADER + 2.0 * extent::SOURCE_ROW).max_size(most);
    panel
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let by_header = header_ui(ui, state, shown, evidence, Some(changes));
            rows_ui(ui, state, shown, changes).or(by_header)
        })
        .inner
}

fn header_ui(
    ui: &mut Ui,
    state: &AppState,
    shown: &ShownScript,
    evidence: &ScriptEvidence,
    changes: Option<&Changes>,
) -> Option<Action> {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(gap::BAR, 0));
    frame
        .show(ui, |ui| {
            ui.set_height(extent::CHANGES_HEADER);
            ui.set_width(ui.available_width());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let can_write = changes.is_some() || evidence.is_kept;
                let ticked = if can_write { tick_changes_ui(ui, shown, evidence) } else { None };
                let folded = ui.with_layout(Layout::left_to_right(Align::Center), |ui| match changes {
                    Some(changes) => title_ui(ui, state, evidence, changes),
                    None => {
                        icon_ui(ui, Icon::Good, extent::ICON, palette.copied);
                        ui.label(RichText::new(words::SCRIPT_AS_IT_IS).color(palette.text_2));
                        None
                    }
                });
                ticked.or(folded.inner)
            })
            .inner
        })
        .inner
}

fn tick_changes_ui(ui: &mut Ui, shown: &ShownScript, evidence: &ScriptEvidence) -> Option<Action> {
    let decision = Override::KeepScript { script: shown.path.clone() };
    let tick = tick_ui(ui, !evidence.is_kept, words::WRITE_CHANGES, words::WRITE_CHANGES, None);
    let clicked = tick.on_hover_text(words::WRITE_CHANGES_TIP).clicked();
    clicked.then_some(if evidence.is_kept { Action::Reset(decision) } else { Action::Decide(decision) })
}

/// The title folds what stands below it.
fn title_ui(ui: &mut Ui, state: &AppState, evidence: &ScriptEvidence, changes: &Changes) -> Option<Action> {
    let palette = theme::palette(ui);
    let is_open = !state.source.hides_changes;
    let title = if evidence.is_kept { words::AS_NOT_WRITTEN } else { words::AS_WRITTEN };
    let words = ui.painter().layout_no_wrap(title.to_owned(), theme::semibold(letter::BODY), palette.text);
    let width = 2.0 * (extent::ICON + gap::SMALL) + words.size().x;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, extent::BUTTON), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, title));
    if response.has_focus() {
        let ring = theme::edge(palette.accent, extent::RING);
        ui.painter().rect_stroke(rect.expand(2.0), CornerRadius::same(radius::CONTROL), ring, StrokeKind::Outside);
    }
    let arrow = if is_open { Icon::Opened } else { Icon::Shut };
    let at = |x: f32| Pos2::new(rect.left() + x, rect.center().y);
    paint_icon(ui.painter(), arrow, at(extent::ICON / 2.0), extent::ICON, palette.text_2);
    let icon = at(extent::ICON * 1.5 + gap::SMALL);
    paint_icon(ui.painter(), Icon::Rewritten, icon, extent::ICON, palette.text_2);
    let text = Pos2::new(rect.right() - words.size().x, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(text, words, palette.text);
    chip_ui(ui, &words::strings_change(changes.strings));
    if evidence.is_kept {
        icon_ui(ui, Icon::Person, extent::ICON_SMALL, palette.text_2);
        ui.add(egui::Label::new(RichText::new(words::KEPT).color(palette.text_2)).truncate());
    } else if !evidence.is_certain {
        icon_ui(ui, Icon::Unsure, extent::ICON_SMALL, palette.warning);
        ui.add(egui::Label::new(RichText::new(words::NOT_PROVED).color(palette.warning)).truncate());
    }
    response.clicked().then_some(Action::ToggleChanges)
}

/// A few words that stand apart, and cannot be pressed.
fn chip_ui(ui: &mut Ui, label: &str) {
    let palette = theme::palette(ui);
    let words = ui.painter().layout_no_wrap(label.to_owned(), FontId::proportional(letter::SMALL), palette.text_2);
    let size = egui::vec2(words.size().x + gap::CELL, 2.0 * f32::from(radius::CHIP));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
    let border = theme::hairline(palette.stroke_subtle);
    ui.painter().rect(rect, CornerRadius::same(radius::CHIP), palette.sunken, border, StrokeKind::Inside);
    ui.painter().galley(rect.center() - words.size() / 2.0, words, palette.text_2);
}

/// Where things stand in a row.
struct Columns {
    old: f32,
    new: f32,
    sign: f32,
    code: f32,
}

fn rows_ui(ui: &mut Ui, state: &AppState, shown: &ShownScript, changes: &Changes) -> Option<Action> {
    let column = column_width(ui);
    let digits = changes.after.count().max(shown.lines.count()).to_string().len().max(3) as f32 * column;
    let (old, new) = (gap::NORMAL + digits, 2.0 * (gap::NORMAL + digits));
    let widest = changes.after.widest.max(shown.lines.widest) as f32 * column;
    let area = ScrollArea::both().id_salt(("changes", &shown.path)).auto_shrink(false);
    let drawn = area.show_viewport(ui, |ui, viewport| {
        ui.set_height(state.source.rows.len() as f32 * extent::SOURCE_ROW);
        ui.set_width(new + 3.0 * gap::CELL + widest);
        let origin = ui.max_rect().min;
        let left = origin.x + viewport.left();
        let columns =
            Columns { old: left + old, new: left + new, sign: left + new + gap::CELL, code: origin.x + new + 2.0 * gap::CELL };
        let first = (viewport.top() / extent::SOURCE_ROW).max(0.0) as usize;
        let last = (viewport.bottom() / extent::SOURCE_ROW).max(0.0) as usize + 1;
        let mut action = None;
        for (at, row) in state.source.rows.iter().enumerate().take(last).skip(first) {
            let top = origin.y + at as f32 * extent::SOURCE_ROW;
            let rect = Rect::from_x_y_ranges(left..=left + viewport.width(), top..=top + extent::SOURCE_ROW);
            action = row_ui(ui, shown, changes, *row, rect, &columns).or(action);
        }
        action
    });
    drawn.inner
}

fn row_ui(ui: &mut Ui, shown: &ShownScript, changes: &Changes, row: ChangeRow, rect: Rect, columns: &Columns) -> Option<Action> {
    let palette = theme::palette(ui);
    let number = |x: f32, line: u32| {
        let at = Pos2::new(x, rect.center().y);
        ui.painter().text(at, Align2::RIGHT_CENTER, line.to_string(), FontId::monospace(letter::SMALL), palette.text_3);
    };
    let stretches = |pieces: &[Piece], line| -> Vec<Stretch> {
        let (colour, tint, edge) = (palette.text, theme::CLEAR, Edge::Plain);
        pieces.iter().map(|piece| Stretch { span: piece.span, colour, line, tint, edge }).collect()
    };
    let before = |line: u32| shown.comment_in(shown.lines.span(line));
    let after = |line: u32| shown.new_comment_in(changes.after.span(line));
    match row {
        ChangeRow::Fold { first, lines, is_open } => return fold_ui(ui, first, lines, is_open, rect, columns),
        ChangeRow::Same { old, new } => {
            number(columns.old, old);
            number(columns.new, new);
            code_ui(ui, (&shown.lines, old, before(old)), rect, columns, (" ", &[]));
        }
        ChangeRow::Removed(old) => {
            ui.painter().rect_filled(rect, 0.0, palette.error_tint);
            number(columns.old, old);
            code_ui(ui, (&shown.lines, old, before(old)), rect, columns, ("-", &stretches(shown.removed_of(old), palette.error)));
        }
        ChangeRow::Added(new) => {
            ui.painter().rect_filled(rect, 0.0, palette.copied_tint);
            number(columns.new, new);
            code_ui(ui, (&changes.after, new, after(new)), rect, columns, ("+", &stretches(shown.added_of(new), palette.copied)));
        }
    }
    None
}

fn code_ui(
    ui: &mut Ui,
    (lines, line, comment): (&TextLines, u32, Option<Span>),
    rect: Rect,
    columns: &Columns,
    (sign, stretches): (&str, &[Stretch]),
) {
    let palette = theme::palette(ui);
    let words: String = lines.span(line).of(&lines.text).chars().take(200).collect();
    let response = ui.interact(rect, Id::unique("change").with((sign, line)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{sign} {}", visible(words.trim()))));
    let colour = match sign {
        "-" => palette.error,
        "+" => palette.copied,
        _ => palette.text_3,
    };
    let at = Pos2::new(columns.sign, rect.center().y);
    ui.painter().text(at, Align2::CENTER_CENTER, sign, FontId::monospace(letter::SMALL), colour);
    let left = columns.sign + gap::SMALL;
    let before = ui.clip_rect();
    ui.set_clip_rect(Rect::from_x_y_ranges(left..=before.right().max(left), before.y_range()));
    let spot = Spot { left: columns.code, top: rect.top(), sight: [left, rect.right()] };
    line_ui(ui, lines, line, spot, comment, stretches);
    ui.set_clip_rect(before);
}

fn fold_ui(ui: &mut Ui, first: u32, lines: u32, is_open: bool, rect: Rect, columns: &Columns) -> Option<Action> {
    let palette = theme::palette(ui);
    let response = ui.interact(rect, Id::unique("fold").with(first), Sense::click());
    let words = words::folded_lines(lines);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &words));
    let fill = if response.hovered() { palette.hover } else { palette.sunken };
    ui.painter().rect_filled(rect, 0.0, fill);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 0.0, theme::edge(palette.accent, extent::RING), StrokeKind::Inside);
    }
    let icon = if is_open { Icon::Opened } else { Icon::Unfold };
    let at = Pos2::new(columns.sign + gap::CELL + extent::ICON_SMALL / 2.0, rect.center().y);
    paint_icon(ui.painter(), icon, at, extent::ICON_SMALL, palette.text_2);
    let text = Pos2::new(at.x + extent::ICON_SMALL / 2.0 + gap::SMALL, at.y);
    ui.painter().text(text, Align2::LEFT_CENTER, &words, FontId::proportional(letter::SMALL), palette.text_2);
    response.clicked().then_some(Action::Unfold(first))
}
