//! The inspector at the right: what the selection is, what happens to it, why, and what can be done.
//!
//! In: the selection and its evidence. Out: decisions.
//! Never a decision without its reason beside it.

mod data;
mod decide;
mod files;
mod message;
mod module;
mod overview;
mod parts;
mod script;
mod source;
mod tool;
mod toolset;
mod why;

use egui::{Align2, Area, Frame, Id, Order, Panel, ScrollArea, Ui, vec2};

use crate::app::action::Action;
use crate::app::state::{AppState, Review, Thing};
use crate::app::theme::{self, extent};
use crate::app::widgets::over_ui;

/// The inspector, where it is open; in a very narrow window it lies over the centre.
#[must_use]
pub fn inspector_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    let window = ui.ctx().content_rect();
    let is_overlay = window.width() < extent::VERY_NARROW;
    let noted = (state.inspector.is_overlay != is_overlay).then_some(Action::InspectorIsOverlay(is_overlay));
    if is_overlay {
        let shown = state.inspector.is_over.then(|| over_centre_ui(ui, state, review)).flatten();
        return shown.or(noted);
    }
    if !state.settings.panels.inspector {
        return noted;
    }
    let palette = theme::palette(ui);
    let panel = if window.width() < extent::NARROW {
        Panel::right("narrow inspector").resizable(false).exact_size(extent::INSPECTOR_NARROW)
    } else {
        let [first, least, most] = extent::INSPECTOR;
        Panel::right("inspector").resizable(true).default_size(first).size_range(least..=most)
    };
    let shown = panel.frame(Frame::new().fill(palette.panel)).show(ui, |ui| contents_ui(ui, state, review));
    shown.inner.or(noted)
}

fn over_centre_ui(ui: &Ui, state: &AppState, review: &Review) -> Option<Action> {
    let room = ui.available_rect_before_wrap();
    let size = vec2(extent::INSPECTOR_NARROW, room.height());
    let area = Area::new(Id::unique("inspector over")).order(Order::Middle).pivot(Align2::RIGHT_TOP).fixed_pos(room.right_top());
    over_ui(ui, area, size, |ui| contents_ui(ui, state, review)).inner
}

fn contents_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    // What was read to its end does not begin in the middle of the next thing.
    let salt = format!("{:?}", state.selection.thing);
    let area = ScrollArea::vertical().id_salt(("inspector", salt)).auto_shrink(false).animated(false);
    let shown = area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        thing_ui(ui, state, review)
    });
    shown.inner
}

fn thing_ui(ui: &mut Ui, state: &AppState, review: &Review) -> Option<Action> {
    match &state.selection.thing {
        Some(Thing::Data(path)) => data::data_ui(ui, state, review, path),
        Some(Thing::LeftBehind(path)) => data::left_behind_ui(ui, state, review, path),
        Some(Thing::LookedFor(place)) => data::looked_for_ui(ui, state, review, place),
        Some(Thing::Module(name)) => module::module_ui(ui, state, review, name),
        Some(Thing::Toolbox(path)) => tool::toolbox_ui(ui, state, review, path),
        Some(Thing::Toolset { toolbox, toolset }) => toolset::toolset_ui(ui, state, review, toolbox, toolset),
        Some(Thing::Tool { toolbox, tool }) => tool::tool_ui(ui, state, review, toolbox, tool),
        Some(Thing::Script(path)) => script::script_ui(ui, state, review, path),
        None if state.selection.message.is_some() => message::alone_ui(ui, state, review),
        None => overview::overview_ui(ui, state, review),
    }
}
