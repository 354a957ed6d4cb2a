//! The palette: one line to type in, and where it leads.
//!
//! In: the lines found for what was typed. Out: what is typed, chosen and taken.
//! Never loses the keyboard: the field keeps it while the arrows move the choice.

use egui::text::LayoutJob;
use egui::{
    Align, CornerRadius, FontId, Frame, Id, Key, Label, Layout, Margin, Modifiers, Pos2, Rect, RichText, Role, ScrollArea, Sense,
    TextEdit, TextFormat, Ui, WidgetInfo, vec2,
};

use super::{Standing, sheet_frame_ui};
use crate::app::action::Action;
use crate::app::state::{AppState, Entry, EntryKind, PaletteSheet, Thing};
use crate::app::theme::{self, Palette, extent, gap, letter, radius};
use crate::app::widgets::{Icon, icon_ui, key_ui, paint_icon};
use crate::app::words;
use crate::message::Severity;

/// So many lines are in sight at most.
const IN_SIGHT: f32 = 11.0;

/// The palette.
#[must_use]
pub fn palette_ui(ui: &Ui, state: &AppState, sheet: &PaletteSheet) -> Option<Action> {
    let pressed = keys(ui, sheet);
    sheet_frame_ui(ui, "palette sheet", extent::PALETTE, 0, |ui, standing| {
        ui.spacing_mut().item_spacing = vec2(gap::NORMAL, 0.0);
        let typed = query_ui(ui, sheet, standing);
        rule(ui);
        let taken = lines_ui(ui, state, sheet, standing);
        rule(ui);
        foot_ui(ui, sheet);
        pressed.or(typed).or(taken)
    })
}

/// The keys that the field leaves to the list.
fn keys(ui: &Ui, sheet: &PaletteSheet) -> Option<Action> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (number, chosen) = (sheet.entries.len(), sheet.chosen);
    if number == 0 {
        return None;
    }
    if pressed(Key::ArrowDown) {
        return Some(Action::PaletteChoose((chosen + 1) % number));
    }
    if pressed(Key::ArrowUp) {
        return Some(Action::PaletteChoose((chosen + number - 1) % number));
    }
    if pressed(Key::PageDown) {
        return Some(Action::PaletteChoose((chosen + 8).min(number - 1)));
    }
    if pressed(Key::PageUp) {
        return Some(Action::PaletteChoose(chosen.saturating_sub(8)));
    }
    pressed(Key::Enter).then_some(Action::PaletteTake(chosen))
}

fn query_ui(ui: &mut Ui, sheet: &PaletteSheet, standing: Standing) -> Option<Action> {
    let palette = theme::palette(ui);
    let frame = Frame::new().inner_margin(Margin::symmetric(gap::PANEL, gap::BAR));
    let mut query = sheet.query.clone();
    let field = frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            icon_ui(ui, Icon::Search, extent::ICON_LARGE, palette.text_2);
            let hint = RichText::new(words::PALETTE_HINT).color(palette.text_3);
            let edit = TextEdit::singleline(&mut query)
                .id(Id::unique("palette query"))
                .frame(Frame::NONE)
                .margin(Margin::ZERO)
                .font(FontId::proportional(letter::QUERY))
                .min_size(vec2(0.0, extent::SMALL_BUTTON))
                .align(egui::Align2::LEFT_CENTER)
                .desired_width(f32::INFINITY);
            ui.add(edit.hint_text(hint))
        })
        .inner
    });
    let response = field.inner;
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words::PALETTE_HINT));
    if standing.is_new || !response.has_focus() {
        response.request_focus();
    }
    (query != sheet.query).then_some(Action::PaletteQuery(query))
}

/// A line between the parts.
fn rule(ui: &mut Ui) {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::ZERO, palette.stroke);
}

/// A line of the list: a title or an entry.
enum Line {
    Title(&'static str),
    Entry(usize),
}

/// The lines with their titles.
fn lines(sheet: &PaletteSheet) -> Vec<Line> {
    let commands = sheet.entries.iter().take_while(|entry| matches!(entry.kind, EntryKind::Command(..))).count();
    let mut lines = Vec::with_capacity(sheet.entries.len() + 2);
    for at in 0..sheet.entries.len() {
        if at == commands {
            lines.push(Line::Title("Go to"));
        } else if at == 0 {
            lines.push(Line::Title("Commands"));
        }
        lines.push(Line::Entry(at));
    }
    lines
}

fn lines_ui(ui: &mut Ui, state: &AppState, sheet: &PaletteSheet, standing: Standing) -> Option<Action> {
    let palette = theme::palette(ui);
    if sheet.entries.is_empty() {
        let frame = Frame::new().inner_margin(Margin::same(gap::PANEL));
        frame.show(ui, |ui| ui.label(RichText::new(format!("Nothing matches \"{}\"", sheet.query)).color(palette.text_2)));
        return None;
    }
    let lines = lines(sheet);
    let row = extent::PALETTE_ROW;
    let room = (row * IN_SIGHT).min(standing.room - 2.0 * extent::TOOLBAR - gap::BLOCK).max(row * 2.0);
    let height = row * lines.len() as f32;
    let moved = is_moved(ui, sheet);
    let area = ScrollArea::vertical().max_height(room).auto_shrink([false, true]).animated(false);
    area.show_viewport(ui, |ui, viewport| {
        ui.set_height(height);
        let all = ui.max_rect();
        let rect = |at: usize| Rect::from_min_size(Pos2::new(all.left(), all.top() + row * at as f32), vec2(all.width(), row));
        let (first, last) = ((viewport.top() / row) as usize, (viewport.bottom() / row) as usize + 1);
        let mut action = None;
        for (at, line) in lines.iter().enumerate() {
            let place = rect(at);
            let is_chosen = matches!(line, Line::Entry(entry) if *entry == sheet.chosen);
            if is_chosen && moved {
                ui.scroll_to_rect(place, None);
            }
            if at < first || at > last {
                continue;
            }
            match line {
                Line::Title(title) => title_line_ui(ui, place, title),
                Line::Entry(number) => {
                    if let Some(entry) = sheet.entries.get(*number)
                        && entry_ui(ui, state, place, entry, is_chosen)
                    {
                        action = Some(Action::PaletteTake(*number));
                    }
                }
            }
        }
        action
    })
    .inner
}

/// True in the frame after the choice has moved: only then the list scrolls to it.
fn is_moved(ui: &Ui, sheet: &PaletteSheet) -> bool {
    let id = Id::unique("palette choice");
    let before = ui.data(|data| data.get_temp::<usize>(id));
    ui.data_mut(|data| data.insert_temp(id, sheet.chosen));
    before != Some(sheet.chosen)
}

fn title_line_ui(ui: &Ui, place: Rect, title: &str) {
    let palette = theme::palette(ui);
    let words = ui.painter().layout_no_wrap(title.to_owned(), theme::semibold(letter::HEADER), palette.text_2);
    let at = Pos2::new(place.left() + f32::from(gap::PANEL), place.center().y - words.size().y / 2.0 + 2.0);
    ui.painter().galley(at, words, palette.text_2);
}

/// A line; true where it was pressed.
fn entry_ui(ui: &mut Ui, state: &AppState, place: Rect, entry: &Entry, is_chosen: bool) -> bool {
    let palette = theme::palette(ui);
    let why_not = match entry.kind {
        EntryKind::Command(_, why_not) => why_not,
        EntryKind::Thing(_) | EntryKind::Message(_) => None,
    };
    let id = Id::unique("palette line").with(place.top() as i32).with(&entry.words);
    let response = ui.interact(place, id, Sense::click() - Sense::FOCUSABLE);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, why_not.is_none(), is_chosen, &entry.words));
    if is_chosen {
        ui.painter().rect_filled(place, CornerRadius::ZERO, palette.selected);
        let bar = Rect::from_min_size(place.min, vec2(extent::RING, place.height()));
        ui.painter().rect_filled(bar, CornerRadius::same(radius::MARK), palette.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(place, CornerRadius::ZERO, palette.hover);
    }
    let (icon, colour) = picture(state, entry, palette);
    if let Some(icon) = icon {
        let at = Pos2::new(place.left() + f32::from(gap::PANEL) + extent::ICON / 2.0, place.center().y);
        paint_icon(ui.painter(), icon, at, extent::ICON, if why_not.is_some() { palette.text_off } else { colour });
    }
    let inside = place.shrink2(vec2(f32::from(gap::PANEL), 0.0)).with_min_x(place.left() + extent::PALETTE_ROW + 2.0);
    let builder = egui::UiBuilder::new().max_rect(inside).layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(builder, |ui| {
        if let EntryKind::Command(command, _) = entry.kind
            && let Some(keys) = command.keys(ui.ctx())
        {
            key_ui(ui, &keys);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let from = first_in_sight(ui, entry, ui.available_width());
            ui.add(Label::new(words(ui, entry, why_not.is_some(), from)).truncate().selectable(false));
        });
    });
    response.clicked()
}

/// Where the words begin so that their end has room: a long path leaves its first folders out, never what was typed.
fn first_in_sight(ui: &Ui, entry: &Entry, room: f32) -> usize {
    if !matches!(entry.kind, EntryKind::Thing(_)) {
        return 0;
    }
    let typed = if entry.typed.is_empty() { entry.words.len() } else { entry.typed.start };
    let folders = entry.words.match_indices('/').map(|(at, _)| at).take_while(|at| *at < typed);
    let fits = |at: &usize| {
        let rest = entry.words.get(*at..).unwrap_or_default();
        let words = ui.painter().layout_no_wrap(rest.to_owned(), theme::semibold(letter::BODY), theme::palette(ui).text);
        words.size().x + f32::from(gap::PANEL) <= room
    };
    let mut starts = std::iter::once(0).chain(folders);
    let shortest = starts.clone().last().unwrap_or_default();
    starts.find(fits).unwrap_or(shortest)
}

/// The words from there on with what was typed marked, and the hint behind them.
fn words(ui: &Ui, entry: &Entry, is_off: bool, from: usize) -> LayoutJob {
    let palette = theme::palette(ui);
    let colour = if is_off { palette.text_off } else { palette.text };
    let body = FontId::proportional(letter::BODY);
    let mut job = LayoutJob::default();
    let split = |range: std::ops::Range<usize>| entry.words.get(range).unwrap_or_default();
    let (before, typed, after) = (
        split(from..entry.typed.start.max(from)),
        split(entry.typed.clone()),
        split(entry.typed.end.max(from)..entry.words.len()),
    );
    if from > 0 {
        job.append("…", 0.0, TextFormat::simple(body.clone(), palette.text_3));
    }
    job.append(before, 0.0, TextFormat::simple(body.clone(), colour));
    job.append(typed, 0.0, TextFormat::simple(theme::semibold(letter::BODY), if is_off { colour } else { palette.accent }));
    job.append(after, 0.0, TextFormat::simple(body, colour));
    job.append(&entry.hint, gap::NORMAL, TextFormat::simple(FontId::proportional(letter::SMALL), palette.text_3));
    job
}

fn picture(state: &AppState, entry: &Entry, palette: &Palette) -> (Option<Icon>, egui::Color32) {
    match &entry.kind {
        EntryKind::Command(command, _) => (command.icon(), palette.text_2),
        EntryKind::Thing(thing) => (Some(thing_icon(thing)), palette.text_2),
        EntryKind::Message(at) => {
            let row = state.review.as_ref().and_then(|review| review.report.messages.get(*at));
            match row.map(|row| row.severity) {
                Some(Severity::Error) => (Some(Icon::Error), palette.error),
                Some(Severity::Warning) => (Some(Icon::Warning), palette.warning),
                Some(Severity::Information) | None => (Some(Icon::Information), palette.information),
            }
        }
    }
}

fn thing_icon(thing: &Thing) -> Icon {
    match thing {
        Thing::Data(_) | Thing::LookedFor(_) => Icon::File,
        Thing::LeftBehind(_) => Icon::LeftBehind,
        Thing::Module(_) => Icon::Module,
        Thing::Toolbox(_) => Icon::Toolbox,
        Thing::Toolset { .. } => Icon::Folder,
        Thing::Tool { .. } => Icon::Tool,
        Thing::Script(_) => Icon::Script,
    }
}

fn foot_ui(ui: &mut Ui, sheet: &PaletteSheet) {
    let palette = theme::palette(ui);
    let frame = Frame::new().inner_margin(Margin::symmetric(gap::PANEL, gap::LINE));
    let small = |words: &str| RichText::new(words).size(letter::SMALL).color(palette.text_2);
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            key_ui(ui, "↑");
            key_ui(ui, "↓");
            ui.label(small("choose"));
            key_ui(ui, "Enter");
            ui.label(small("run"));
            key_ui(ui, "Esc");
            ui.label(small("close"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(small(&format!("{} of {}", sheet.entries.len(), sheet.total)));
            });
        });
    });
}
