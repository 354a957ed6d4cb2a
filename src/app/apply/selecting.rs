//! The one selection: what is selected anywhere is shown everywhere.
//!
//! In: things, references, messages, places. Out: a selection with all that belongs to it, and where the eye goes.
//! Never selects what the report does not have.

use crate::app::action::{Action, Effect};
use crate::app::state::{AppState, FocusTarget, MessageKey, Place, Review, Selection, Tab, Thing};
use crate::publication::{MessageRow, Report};
use crate::text::same_name;

/// Changes the selection.
pub fn apply(state: &mut AppState, action: Action) -> Vec<Effect> {
    // Nothing under a sheet reacts: what is selected was chosen on the sheet, and shall be seen.
    if matches!(action, Action::Select(_) | Action::SelectMessage(_) | Action::GoTo(_)) {
        super::viewing::close_sheet(state);
    }
    match action {
        Action::SelectTab(tab) => {
            state.tab = tab;
            state.settings.tab = tab;
            if tab == Tab::Script && state.selection.place.is_none() {
                let first = state.review.as_ref().and_then(|review| review.report.scripts.first());
                state.selection.place = first.map(|row| Place { script: row.path.clone(), line: 1, column: 1 });
            }
            visit(state);
        }
        Action::Select(thing) => select(state, thing),
        Action::SelectReference(reference) => {
            let things = state.review.as_ref().zip(state.selection.thing.as_ref());
            let place = things.and_then(|(review, thing)| place_of(review, thing, reference));
            if place.is_some() {
                (state.selection.place, state.selection.reference) = (place, reference);
                look(state);
                visit(state);
            }
        }
        Action::SelectNode(key) => select_node(state, key),
        Action::SelectMessage(at) => select_message(state, at),
        Action::GoTo(place) => go_to(state, place),
        Action::MoveFocus(target) => state.send_focus(target),
        _ => {}
    }
    Vec::new()
}

fn go_to(state: &mut AppState, place: Place) {
    if state.review.as_ref().is_some_and(|review| review.script(&place.script).is_some()) {
        state.tab = Tab::Script;
        look_at(state, place);
        visit(state);
        state.send_focus(FocusTarget::Centre);
    }
}

/// The source goes to the selected place; what was explained there is over.
fn look(state: &mut AppState) {
    state.source.looks += 1;
    state.source.is_explained = false;
}

/// Selects one of a thing's references or imports.
pub fn select_reference_of(state: &mut AppState, thing: Thing, reference: usize, place: Place) {
    state.selection = Selection { thing: Some(thing), reference, place: Some(place), message: None };
    look(state);
    visit(state);
}

/// Looks at a place of the script, whatever is selected.
pub fn look_at(state: &mut AppState, place: Place) {
    state.selection.place = Some(place);
    look(state);
}

fn visit(state: &mut AppState) {
    state.trail.visit(state.tab, &state.selection);
}

/// Selects a thing; its first reference is looked at, and the tab that lists it comes to the front.
pub fn select(state: &mut AppState, thing: Thing) {
    let Some(review) = &state.review else { return };
    let place = place_of(review, &thing, 0);
    state.tab = match (&thing, state.tab) {
        (Thing::Data(_) | Thing::LeftBehind(_) | Thing::LookedFor(_), Tab::Modules) => Tab::ProjectData,
        (Thing::Module(_), Tab::ProjectData) => Tab::Modules,
        (Thing::Script(_), _) => Tab::Script,
        (_, tab) => tab,
    };
    state.selection = Selection { thing: Some(thing), reference: 0, place, message: None };
    look(state);
    super::viewing::reveal(state);
    visit(state);
}

/// Selects what a row of the tree stands for; some rows only take the keyboard.
fn select_node(state: &mut AppState, key: String) {
    let Some(row) = state.tree.rows.iter().find(|row| row.key == key) else { return };
    if let Some(thing) = row.thing.clone() {
        select(state, thing);
    }
    state.tree.cursor = Some((key, state.selection.thing.clone()));
    state.focus.target = FocusTarget::Tree;
}

/// The place of a thing's n-th reference.
pub fn place_of(review: &Review, thing: &Thing, reference: usize) -> Option<Place> {
    let report = &review.report;
    match thing {
        Thing::Data(path) => {
            let (_, row) = review.data(path)?;
            let found = row.references.get(reference)?;
            Some(Place { script: found.script.clone(), line: found.line, column: found.column })
        }
        Thing::Module(name) => {
            let row = report.modules.iter().find(|row| row.name == *name)?;
            let found = row.imports.get(reference)?;
            Some(Place { script: found.script.clone(), line: found.line, column: 1 })
        }
        Thing::LookedFor(place) => Some(place.clone()),
        Thing::Script(path) => Some(Place { script: path.clone(), line: 1, column: 1 }),
        Thing::Toolbox(path) => start_of(report, path),
        Thing::Tool { toolbox, tool } => {
            let row = report.toolboxes.iter().find(|row| row.path == *toolbox)?;
            let source = row.tools.iter().find(|row| row.name == *tool)?.sources.first()?;
            start_of(report, &source.script)
        }
        Thing::LeftBehind(_) | Thing::Toolset { .. } => None,
    }
}

/// The first line of a script that was read.
fn start_of(report: &Report, script: &str) -> Option<Place> {
    let row = report.scripts.iter().find(|row| row.path == script)?;
    Some(Place { script: row.path.clone(), line: 1, column: 1 })
}

fn select_message(state: &mut AppState, at: usize) {
    let Some(review) = &state.review else { return };
    let Some(row) = review.report.messages.get(at) else { return };
    let place = review.place(row);
    let script = || place.as_ref().map(|place| Thing::Script(place.script.clone()));
    let thing = review.tool_of(at).or_else(|| about(review, at, row)).or_else(script);
    let key = MessageKey::of(row);
    let reference = thing.as_ref().zip(place.as_ref()).map_or(0, |(thing, place)| reference_at(review, thing, place));
    state.tab = match (&thing, state.tab) {
        (Some(Thing::Data(_) | Thing::LeftBehind(_) | Thing::LookedFor(_)), Tab::Modules) => Tab::ProjectData,
        (Some(Thing::Module(_)), Tab::ProjectData) => Tab::Modules,
        (_, tab) => tab,
    };
    state.selection = Selection { thing, reference, place, message: Some(key) };
    state.messages.stood = None;
    look(state);
    super::viewing::reveal(state);
    visit(state);
}

/// The data or module that a message is about, by its arguments.
fn about(review: &Review, at: usize, row: &MessageRow) -> Option<Thing> {
    let report = &review.report;
    let arguments = &report.findings.get(at)?.arguments;
    if let Some(module) = arguments.get("module")
        && let Some(known) =
            report.modules.iter().find(|row| row.name == *module || module.starts_with(&format!("{}.", row.name)))
    {
        return Some(Thing::Module(known.name.clone()));
    }
    for value in arguments.values() {
        if let Some((_, data)) = review.data(value) {
            return Some(Thing::Data(data.path.clone()));
        }
        if let Some(behind) = report.left_behind.iter().find(|behind| same_name(&behind.path, value)) {
            return Some(Thing::LeftBehind(behind.path.clone()));
        }
    }
    let (script, line) = (row.script.as_deref()?, row.line?);
    let number = review.script(script)?;
    let missing = report.evidence.looked_for.iter().find(|looked| looked.script == number && looked.at.line == line)?;
    Some(Thing::LookedFor(Place { script: script.to_owned(), line: missing.at.line, column: missing.at.column }))
}

fn reference_at(review: &Review, thing: &Thing, place: &Place) -> usize {
    let Thing::Data(path) = thing else { return 0 };
    let Some((_, row)) = review.data(path) else { return 0 };
    let found = row.references.iter().position(|found| found.script == place.script && found.line == place.line);
    found.unwrap_or(0)
}

/// Goes back or forth on the trail.
pub fn travel(state: &mut AppState, back: bool) {
    let stop = if back { state.trail.back() } else { state.trail.forward() };
    if let Some((tab, selection)) = stop {
        state.tab = tab;
        state.selection = selection;
        look(state);
    }
}

/// To the next or previous message of those shown; to an accepted one only where no other is left.
pub fn step_message(state: &mut AppState, forward: bool) {
    let Some(review) = &state.review else { return };
    let is_open = |row: &&usize| review.report.messages.get(**row).is_some_and(|message| message.accepted.is_none());
    let count = match state.messages.rows.iter().take_while(is_open).count() {
        0 => state.messages.rows.len(),
        open => open,
    };
    let here = selected_row(state).filter(|at| *at < count);
    let next = match (state.messages.stood.or(here), forward) {
        (_, _) if count == 0 => return,
        (None, true) => 0,
        (None, false) => count - 1,
        // The one that followed moved up to where the answered one stood.
        (Some(at), true) if state.messages.stood.is_some() => at % count,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at.min(count) + count - 1) % count,
    };
    if let Some(at) = state.messages.rows.get(next) {
        select_message(state, *at);
    }
}

/// Where the selected message stands in the list.
pub fn selected_row(state: &AppState) -> Option<usize> {
    let (selected, _) = state.review.as_ref()?.message(state.selection.message.as_ref()?)?;
    state.messages.rows.iter().position(|row| *row == selected)
}

/// To the next or previous place of the script that names data, or that was looked for in vain.
pub fn step_reference(state: &mut AppState, forward: bool) {
    let (Some(review), Some(place)) = (&state.review, &state.selection.place) else { return };
    let stops = stops(review, &place.script);
    let here = (place.line, place.column);
    let next = if forward {
        stops.iter().find(|(at, _, _)| *at > here).or(stops.first())
    } else {
        stops.iter().rev().find(|(at, _, _)| *at < here).or(stops.last())
    };
    let Some(((line, column), thing, reference)) = next else { return };
    let place = Place { script: place.script.clone(), line: *line, column: *column };
    let (thing, reference) = (thing.clone(), *reference);
    state.tab = Tab::Script;
    select_reference_of(state, thing, reference, place);
}

/// The marked places of a script, in source order: line and column, the thing, the number of the reference.
pub fn stops(review: &Review, script: &str) -> Vec<((u32, u32), Thing, usize)> {
    let report = &review.report;
    let mut stops = Vec::new();
    let named = review.named_in.get(script).map_or(&[][..], Vec::as_slice);
    for row in named.iter().filter_map(|at| report.data.get(*at)) {
        for (at, found) in row.references.iter().enumerate().filter(|(_, found)| found.script == script) {
            stops.push(((found.line, found.column), Thing::Data(row.path.clone()), at));
        }
    }
    if let Some(number) = review.script(script) {
        for looked in report.evidence.looked_for.iter().filter(|looked| looked.script == number) {
            let place = Place { script: script.to_owned(), line: looked.at.line, column: looked.at.column };
            stops.push(((looked.at.line, looked.at.column), Thing::LookedFor(place), 0));
        }
    }
    stops.sort_by_key(|(at, _, _)| *at);
    stops
}
