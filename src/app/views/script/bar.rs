//! The bar above the source: which script, what it is, which of its references is looked at.
//!
//! In: the shown script. Out: another script, the next reference, the editor.
//! Never hides a script: the list has all of the report, and a field to search it.

use egui::{
    Align, Align2, CornerRadius, FontId, Frame, Id, Key, Label, Layout, Margin, Panel, Popup, PopupCloseBehavior, Pos2, Response,
    RichText, Role, ScrollArea, Sense, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{AppState, Review, ShownScript, Thing};
use crate::app::theme::{self, extent, gap, letter, radius};
use crate::app::widgets::{Icon, Look, button_ui, field_ui, icon_button_ui, icon_ui, paint_icon, path_label_ui};
use crate::app::words::script as words;
use crate::publication::ScriptRow;
use crate::text::visible;

/// More scripts than this can be searched.
const MANY: usize = 10;
/// So many rows of the list are in sight.
const ROWS: usize = 12;
/// A bar narrower than this has no words on its buttons.
const NARROW: f32 = 620.0;

/// The bar.
#[must_use]
pub fn bar_ui(ui: &mut Ui, state: &AppState, review: &Review, shown: &ShownScript) -> Option<Action> {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.content).inner_margin(Margin::symmetric(gap::BAR, 0));
    let bar = Panel::top("script bar").exact_size(extent::FILTER).frame(frame);
    bar.show(ui, |ui| {
        ui.visuals_mut().widgets.noninteractive.bg_stroke = theme::hairline(palette.stroke_subtle);
        let is_narrow = ui.available_width() < NARROW;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let to_editor = editor_ui(ui, state, is_narrow);
            let to_reference = references_ui(ui, state, shown, is_narrow);
            let to_script = ui.with_layout(Layout::left_to_right(Align::Center), |ui| left_ui(ui, state, review, shown)).inner;
            to_editor.or(to_reference).or(to_script)
        })
        .inner
    })
    .inner
}

fn editor_ui(ui: &mut Ui, state: &AppState, is_narrow: bool) -> Option<Action> {
    let command = Command::OpenInEditor;
    let why_not = command.why_not(state);
    let button = if is_narrow {
        icon_button_ui(ui, Icon::OpenOutside, command.label(), why_not)
    } else {
        button_ui(ui, Look::Plain, Icon::OpenOutside, command.label(), why_not).on_hover_text(command.tooltip())
    };
    button.clicked().then_some(Action::Command(command))
}

fn references_ui(ui: &mut Ui, state: &AppState, shown: &ShownScript, is_narrow: bool) -> Option<Action> {
    let palette = theme::palette(ui);
    let why_not = shown.stops.is_empty().then_some(words::NO_REFERENCES);
    let mut action = None;
    for (command, icon) in [(Command::NextReference, Icon::Opened), (Command::PreviousReference, Icon::SortedUp)] {
        let button = icon_button_ui(ui, icon, command.label(), why_not);
        if button.clicked() {
            action = Some(Action::Command(command));
        }
    }
    let place = state.selection.place.as_ref().filter(|place| place.script == shown.path);
    let at = place.and_then(|place| shown.stop_at((place.line, place.column)));
    let words = words::reference(at, shown.stops.len());
    if !is_narrow || at.is_some() {
        ui.label(RichText::new(words).font(FontId::proportional(letter::SMALL)).color(palette.text_2));
    }
    action
}

fn left_ui(ui: &mut Ui, state: &AppState, review: &Review, shown: &ShownScript) -> Option<Action> {
    let palette = theme::palette(ui);
    let action = chooser_ui(ui, state, review, shown);
    if let Some(row) = review.report.scripts.get(shown.number) {
        let facts = words::script_facts(row);
        let facts = RichText::new(visible(&facts)).font(FontId::proportional(letter::SMALL)).color(palette.text_2);
        ui.add(Label::new(facts).truncate().selectable(false));
    }
    action
}

/// The script's name, which opens the list of all.
fn chooser_ui(ui: &mut Ui, state: &AppState, review: &Review, shown: &ShownScript) -> Option<Action> {
    let response = chooser_button_ui(ui, &shown.path);
    let field = Id::unique("script filter");
    if response.clicked() && review.report.scripts.len() > MANY {
        ui.memory_mut(|memory| memory.request_focus(field));
    }
    let popup = Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(extent::POPOVER);
    popup.show(|ui| list_ui(ui, state, review, shown, field)).and_then(|shown| shown.inner)
}

fn chooser_button_ui(ui: &mut Ui, path: &str) -> Response {
    let palette = theme::palette(ui);
    let name = visible(path.rsplit('/').next().unwrap_or(path)).into_owned();
    let most = (ui.available_width() / 2.0).max(80.0);
    let mut job = egui::text::LayoutJob::simple_singleline(name.clone(), theme::medium(letter::BODY), palette.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(most);
    let words = ui.painter().layout_job(job);
    let room = gap::NORMAL + extent::ICON + gap::SMALL + words.size().x + gap::SMALL + extent::ICON + gap::SMALL;
    let (rect, response) = ui.allocate_exact_size(vec2(room, extent::BUTTON), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, words::script_chooser(&name)));
    let fill = if response.hovered() { palette.hover } else { palette.raised };
    let corner = CornerRadius::same(radius::CONTROL);
    ui.painter().rect(rect, corner, fill, theme::hairline(palette.stroke), StrokeKind::Inside);
    if response.has_focus() {
        let ring = theme::edge(palette.accent, extent::RING);
        ui.painter().rect_stroke(rect.expand(2.0), corner, ring, StrokeKind::Outside);
    }
    let at = |x: f32| Pos2::new(x, rect.center().y);
    let icon = at(rect.left() + gap::NORMAL + extent::ICON / 2.0);
    paint_icon(ui.painter(), Icon::Script, icon, extent::ICON, palette.text_2);
    let text = Pos2::new(icon.x + extent::ICON / 2.0 + gap::SMALL, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(text, words, palette.text);
    let arrow = at(rect.right() - gap::SMALL - extent::ICON / 2.0);
    paint_icon(ui.painter(), Icon::Opened, arrow, extent::ICON, palette.text_2);
    response.on_hover_text(visible(path))
}

/// All scripts, or those whose path has the words.
fn list_ui(ui: &mut Ui, state: &AppState, review: &Review, shown: &ShownScript, field: Id) -> Option<Action> {
    ui.set_width(extent::POPOVER);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut action = None;
    let is_searched = review.report.scripts.len() > MANY;
    let wanted = if is_searched { state.source.filter.trim().to_lowercase() } else { String::new() };
    let rows = review.report.scripts.iter().filter(|row| row.path.to_lowercase().contains(&wanted));
    let rows: Vec<&ScriptRow> = rows.collect();
    if is_searched {
        let width = ui.available_width();
        let (words, edit) = field_ui(ui, field, &state.source.filter, words::FIND_SCRIPT, Some(Icon::Search), width);
        action = words.map(Action::FilterScripts);
        if edit.lost_focus()
            && ui.input(|input| input.key_pressed(Key::Enter))
            && let Some(first) = rows.first()
        {
            ui.close();
            return Some(Action::Select(Thing::Script(first.path.clone())));
        }
        ui.add_space(gap::SMALL);
    }
    if rows.is_empty() {
        ui.label(words::NO_SUCH_SCRIPT);
    }
    let area = ScrollArea::vertical().auto_shrink([false, true]).max_height(ROWS as f32 * extent::ROW);
    area.show_rows(ui, extent::ROW, rows.len(), |ui, sight| {
        for row in rows.get(sight).unwrap_or_default() {
            if script_ui(ui, row, row.path == shown.path).clicked() {
                action = Some(Action::Select(Thing::Script(row.path.clone())));
                ui.close();
            }
        }
    });
    action
}

fn script_ui(ui: &mut Ui, row: &ScriptRow, is_shown: bool) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), extent::ROW), Sense::click());
    let name = words::show_script(&visible(&row.path));
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_shown, &name));
    if is_shown || response.hovered() || response.has_focus() {
        let fill = if is_shown { palette.selected } else { palette.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), fill);
    }
    let inside =
        egui::UiBuilder::new().max_rect(rect.shrink2(vec2(gap::NORMAL, 0.0))).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(inside, |ui| {
        icon_ui(ui, Icon::Script, extent::ICON, palette.text_2);
        path_label_ui(ui, &row.path);
    });
    response
}

/// The line that says what could not be read.
pub fn problem_ui(ui: &mut Ui, line: u32, words_of_parser: &str) {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.warning_tint).inner_margin(Margin::symmetric(gap::BAR, 0));
    let banner = Panel::top("script problem").exact_size(extent::ROW).show_separator_line(false).frame(frame);
    banner.show(ui, |ui| {
        let sentence = words::not_python(line);
        let rect = ui.max_rect();
        let response = ui.interact(rect, Id::unique("script problem"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &sentence));
        let icon = Pos2::new(rect.left() + extent::ICON / 2.0, rect.center().y);
        paint_icon(ui.painter(), Icon::Warning, icon, extent::ICON, palette.warning);
        let text = Pos2::new(icon.x + extent::ICON, rect.center().y);
        ui.painter().text(text, Align2::LEFT_CENTER, &sentence, FontId::proportional(letter::BODY), palette.text);
        response.on_hover_text(visible(words_of_parser));
    });
}
