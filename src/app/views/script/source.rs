//! The source: numbers, icons in the gutter, lines with their marks.
//!
//! In: the shown script. Out: what was selected in it, by pointer or keyboard.
//! Never draws a line that is not in sight; scrolls only where a place was chosen.

use egui::{Align, Align2, CursorIcon, FontId, Id, Pos2, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, style::ScrollAnimation};

use super::line::{Spot, Stretch, column_width, line_ui};
use super::look::{self, MarkLook};
use super::popover;
use crate::app::action::Action;
use crate::app::state::{AppState, FocusTarget, Mark, Review, ShownScript, Subject, Tab};
use crate::app::theme::{self, extent, gap, letter};
use crate::app::views::verdict;
use crate::app::widgets::{ListKey, list_keys, paint_icon};
use crate::app::words::script as words;
use crate::text::visible;

/// How far from the edge a chosen line may lie for the view to move no further than needed.
const NEAR: f32 = 3.0 * extent::SOURCE_ROW;

/// So many frames after a place was chosen, it is still brought into sight.
const SETTLES: u64 = 2;

/// So many seconds after a click, a second one may follow at the same place.
const CLICKED: f32 = 0.5;

/// What a frame of the source knows.
struct Sheet<'a> {
    state: &'a AppState,
    review: &'a Review,
    shown: &'a ShownScript,
    id: Id,
    /// The line of the selected place.
    line: Option<u32>,
    has_focus: bool,
    /// What is in sight, in the place of the window.
    sight: Rect,
    /// The upper edge of the first line, and the left edge of its first column.
    top: f32,
    code: f32,
    /// The right edge of the line numbers.
    numbers: f32,
}

/// The source of the shown script.
#[must_use]
pub fn source_ui(ui: &mut Ui, state: &AppState, review: &Review, shown: &ShownScript) -> Option<Action> {
    let room = ui.available_rect_before_wrap();
    let id = Id::unique("source");
    let name = words::source_of(&shown.path);
    let (list, key) = list_keys(ui, id, room, &name, state.focus, FocusTarget::Centre);
    let place = state.selection.place.as_ref().filter(|place| place.script == shown.path);
    let line = place.map(|place| place.line);
    let page = (room.height() / extent::SOURCE_ROW).floor().max(2.0) as u32 - 1;
    let by_key = key.and_then(|key| keyed(state, shown, line.unwrap_or(1), key, page));
    let column = column_width(ui);
    let digits = shown.lines.count().to_string().len().max(3) as f32;
    let numbers = extent::GUTTER + digits * column;
    let code = numbers + gap::NORMAL;
    let area = ScrollArea::both().id_salt(("source", &shown.path)).auto_shrink(false);
    let drawn = area.show_viewport(ui, |ui, viewport| {
        ui.set_height(shown.lines.count() as f32 * extent::SOURCE_ROW + gap::CELL);
        ui.set_width(code + shown.lines.widest as f32 * column + gap::BLOCK);
        let origin = ui.max_rect().min;
        let sight = Rect::from_min_size(origin + viewport.min.to_vec2(), viewport.size());
        let sheet = Sheet {
            state,
            review,
            shown,
            id,
            line,
            has_focus: list.has_focus(),
            sight,
            top: origin.y,
            code: origin.x + code,
            numbers: sight.left() + numbers,
        };
        sheet.go_to_place(ui, column);
        sheet.lines_ui(ui)
    });
    drawn.inner.or(by_key)
}

/// What a key asks for.
fn keyed(state: &AppState, shown: &ShownScript, line: u32, key: ListKey, page: u32) -> Option<Action> {
    let to = match key {
        ListKey::Up => line.saturating_sub(1),
        ListKey::Down => line + 1,
        ListKey::PageUp => line.saturating_sub(page),
        ListKey::PageDown => line + page,
        ListKey::Home => 1,
        ListKey::End => shown.lines.count(),
        ListKey::Enter => return entered(state, shown, line),
        ListKey::Left | ListKey::Right | ListKey::Space | ListKey::Menu | ListKey::Letter(_) => return None,
    };
    Some(Action::LookAtLine(to.max(1)))
}

/// The first Enter selects what the line names, the next one explains it.
fn entered(state: &AppState, shown: &ShownScript, line: u32) -> Option<Action> {
    let at = shown.mark_of(line, state.selection.thing.as_ref())?;
    let is_selected = shown.marks.get(at).is_some_and(|mark| is_selected(state, mark));
    Some(if is_selected { Action::Explain(!state.source.is_explained) } else { Action::SelectMark(at) })
}

fn is_selected(state: &AppState, mark: &Mark) -> bool {
    state.selection.thing.as_ref() == Some(&mark.thing) && state.selection.reference == mark.reference
}

impl Sheet<'_> {
    /// Brings the chosen place into sight, each time that one was chosen; the panels around may take a few frames to settle.
    fn go_to_place(&self, ui: &Ui, column: f32) {
        let seen = self.id.with("looked");
        let now = (self.state.source.looks, self.shown.number);
        let frame = ui.ctx().cumulative_frame_nr();
        let since = match ui.data(|data| data.get_temp::<((u64, usize), u64)>(seen)) {
            Some((known, since)) if known == now => since,
            Some(_) | None => {
                ui.data_mut(|data| data.insert_temp(seen, (now, frame)));
                frame
            }
        };
        if frame > since + SETTLES {
            return;
        }
        let Some(place) = self.state.selection.place.as_ref().filter(|place| place.script == self.shown.path) else { return };
        let y = self.top + place.line.saturating_sub(1) as f32 * extent::SOURCE_ROW;
        let start = self.shown.lines.index.line_start(place.line).unwrap_or_default();
        let offset = self.shown.marks.iter().map(|mark| mark.span.start);
        let chosen = offset.clone().find(|offset| *offset >= start && self.shown.lines.index.line(*offset) == place.line);
        let x = self.code + chosen.map_or(0, |offset| self.shown.lines.column(offset)) as f32 * column;
        let row = y..=y + extent::SOURCE_ROW;
        let is_in_sight = |x: f32| x >= self.sight.left() && x + gap::BLOCK <= self.sight.right();
        if !is_in_sight(x) {
            let across = Rect::from_x_y_ranges(x - self.sight.width() / 2.0..=x + gap::BLOCK, self.sight.y_range());
            ui.scroll_to_rect_animation(across, None, ScrollAnimation::none());
        }
        // Neighbours of the line are worth seeing too; but what was just clicked stays under the pointer.
        let is_clicked = ui.input(|input| input.pointer.time_since_last_click() < CLICKED);
        let around = if is_clicked { 0.0 } else { extent::SOURCE_ROW };
        let bottom = self.top + self.shown.lines.count() as f32 * extent::SOURCE_ROW;
        let rows = (row.start() - around).max(self.top)..=(row.end() + around).min(bottom);
        if *rows.start() >= self.sight.top() && *rows.end() <= self.sight.bottom() {
            return;
        }
        let is_near = *row.start() >= self.sight.top() - NEAR && *row.end() <= self.sight.bottom() + NEAR;
        let align = if is_near { None } else { Some(Align::Center) };
        let up_and_down = Rect::from_x_y_ranges(self.sight.x_range(), rows);
        ui.scroll_to_rect_animation(up_and_down, align, ScrollAnimation::none());
        // The lines of this frame stand where they stood.
        ui.ctx().request_repaint();
    }

    fn lines_ui(&self, ui: &mut Ui) -> Option<Action> {
        let first = ((self.sight.top() - self.top) / extent::SOURCE_ROW).max(0.0) as u32;
        let last = ((self.sight.bottom() - self.top) / extent::SOURCE_ROW).max(0.0) as u32 + 1;
        let mut action = None;
        for line in first + 1..=last.min(self.shown.lines.count()) {
            action = self.line_ui(ui, line).or(action);
        }
        action
    }

    fn line_ui(&self, ui: &mut Ui, line: u32) -> Option<Action> {
        let palette = theme::palette(ui);
        let top = self.top + (line - 1) as f32 * extent::SOURCE_ROW;
        let row = Rect::from_x_y_ranges(self.sight.x_range(), top..=top + extent::SOURCE_ROW);
        let response = ui.interact(row, self.id.with(line), Sense::CLICK);
        let raw = self.shown.lines.span(line).of(&self.shown.lines.text);
        let said: String = raw.trim().chars().take(200).collect();
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, visible(&said)));
        if self.line == Some(line) {
            ui.painter().rect_filled(row, 0.0, palette.hover);
            let bar = Rect::from_min_size(row.min, egui::vec2(extent::RING, row.height()));
            let colour = if self.has_focus { palette.accent } else { palette.stroke_strong };
            ui.painter().rect_filled(bar, 0.0, colour);
        }
        let number = Pos2::new(self.numbers, row.center().y);
        let font = FontId::monospace(letter::SMALL);
        ui.painter().text(number, Align2::RIGHT_CENTER, line.to_string(), font, palette.text_3);
        let by_gutter = self.gutter_ui(ui, line, row);
        let by_mark = self.code_ui(ui, line, top);
        if response.clicked() {
            ui.memory_mut(|memory| memory.request_focus(self.id));
            return by_mark.or(by_gutter).or(Some(Action::LookAtLine(line)));
        }
        by_mark.or(by_gutter)
    }

    /// The icon of what the line names, or of what is said about it.
    fn gutter_ui(&self, ui: &mut Ui, line: u32, row: Rect) -> Option<Action> {
        let palette = theme::palette(ui);
        let centre = Pos2::new(row.left() + extent::GUTTER / 2.0, row.center().y);
        let rect = Rect::from_center_size(centre, egui::vec2(extent::GUTTER, row.height()));
        let pieces = self.shown.pieces_of(line);
        let marks = pieces.iter().filter_map(|piece| self.shown.marks.get(piece.mark).map(|mark| (piece.mark, mark)));
        if let Some((at, mark)) = marks.min_by_key(|(_, mark)| mark.verdict) {
            let look = look::of(palette, mark);
            let response = ui.interact(rect, self.id.with(("gutter", line)), Sense::CLICK);
            let said = format!("{}, {}", words::line(line), name_of(self.review, mark, &look));
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
            paint_icon(ui.painter(), look.icon, centre, extent::ICON_SMALL, look.colour);
            return response.on_hover_text(look.word).clicked().then_some(Action::SelectMark(at));
        }
        let report = &self.review.report;
        let said = self.shown.messages.get(&line)?.iter();
        let (at, row) =
            said.filter_map(|at| report.messages.get(*at).map(|row| (*at, row))).min_by_key(|(_, row)| row.severity)?;
        let (icon, colour) = verdict::severity(palette, row.severity);
        let response = ui.interact(rect, self.id.with(("gutter", line)), Sense::CLICK);
        let words = format!("{} {}", row.code, visible(&row.text));
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("{}, {words}", words::line(line))));
        paint_icon(ui.painter(), icon, centre, extent::ICON_SMALL, colour);
        response.on_hover_text(words).clicked().then_some(Action::SelectMessage(at))
    }

    /// The code of a line and its marks.
    fn code_ui(&self, ui: &mut Ui, line: u32, top: f32) -> Option<Action> {
        let palette = theme::palette(ui);
        let pieces = self.shown.pieces_of(line);
        let marks: Vec<(usize, &Mark)> =
            pieces.iter().filter_map(|piece| self.shown.marks.get(piece.mark).map(|mark| (piece.mark, mark))).collect();
        let looks: Vec<MarkLook> = marks.iter().map(|(_, mark)| look::of(palette, mark)).collect();
        let stretch = |(piece, look): (&crate::app::state::Piece, &MarkLook)| Stretch {
            span: piece.span,
            colour: look.colour,
            line: look.colour,
            tint: look.tint,
            edge: look.edge,
        };
        let stretches: Vec<Stretch> = pieces.iter().zip(&looks).map(stretch).collect();
        let left = self.numbers + gap::NORMAL - 2.0;
        let spot = Spot { left: self.code, top, sight: [left, self.sight.right()] };
        let comment = self.shown.comment_in(self.shown.lines.span(line));
        let before = ui.clip_rect();
        ui.set_clip_rect(Rect::from_x_y_ranges(left..=before.right().max(left), before.y_range()));
        let rects = line_ui(ui, &self.shown.lines, line, spot, comment, &stretches);
        let mut action = None;
        for (((at, mark), look), rect) in marks.into_iter().zip(looks).zip(rects) {
            if let Some(rect) = rect {
                action = self.mark_ui(ui, at, mark, &look, (line, rect)).or(action);
            }
        }
        ui.set_clip_rect(before);
        action
    }

    /// What the pointer does with a marked text, and what is said about it.
    fn mark_ui(&self, ui: &Ui, at: usize, mark: &Mark, look: &MarkLook, (line, rect): (u32, Rect)) -> Option<Action> {
        let response = ui.interact(rect, self.id.with(("mark", at, line)), Sense::CLICK);
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, name_of(self.review, mark, look)));
        let is_explained = self.state.source.is_explained && self.line == Some(line) && is_selected(self.state, mark);
        let said = popover::popover_ui(&response, self.state, self.review, self.shown, mark, is_explained);
        if response.double_clicked() {
            let tab = if matches!(mark.subject, Subject::Module(_)) { Tab::Modules } else { Tab::ProjectData };
            return Some(Action::SelectTab(tab));
        }
        if response.clicked() {
            ui.memory_mut(|memory| memory.request_focus(self.id));
            return Some(Action::SelectMark(at));
        }
        said
    }
}

/// "Copied, ToolData/depots.csv".
fn name_of(review: &Review, mark: &Mark, look: &MarkLook) -> String {
    let report = &review.report;
    let name = match mark.subject {
        Subject::Data(at) => report.data.get(at).map(|row| &row.path),
        Subject::LookedFor(at) => report.evidence.looked_for.get(at).map(|row| &row.path),
        Subject::Module(at) => report.modules.get(at).map(|row| &row.name),
    };
    format!("{}, {}", look.word, visible(name.map_or("", String::as_str)))
}
