//! The palette: every command first, then every place to go to.
//!
//! In: what was typed. Out: entries, best first.
//! Never hides a command that cannot be given: it stays, with the reason.

use crate::app::action::{Action, Effect};
use crate::app::command::{self, Command, Menu};
use crate::app::state::{AppState, Entry, EntryKind, PaletteSheet, Sheet, Thing};
use crate::publication::ModuleRow;
use crate::text::visible;

/// More places than these are not listed: another letter makes them fewer.
const PLACES: usize = 40;

/// The entries for what was typed.
pub fn entries(state: &AppState, query: &str) -> Vec<Entry> {
    let wanted = query.trim().to_lowercase();
    let mut entries: Vec<Entry> = command::ALL
        .iter()
        .filter(|row| row.menu != Menu::None && row.command != Command::Palette)
        .filter_map(|row| {
            let why_not = row.command.why_not(state);
            let hint = why_not.unwrap_or(row.tooltip).to_owned();
            entry(EntryKind::Command(row.command, why_not), row.command.words(state), hint, &wanted)
        })
        .collect();
    entries.sort_by_key(|entry| {
        let cannot = matches!(entry.kind, EntryKind::Command(_, Some(_)));
        (cannot && wanted.is_empty(), rank(entry))
    });
    if !wanted.is_empty() {
        let mut places = places(state, &wanted);
        places.sort_by_key(rank);
        places.truncate(PLACES);
        entries.extend(places);
    }
    entries
}

/// Opens the palette.
pub fn open(state: &mut AppState) {
    let review = state.review.as_ref().map(|review| &review.report);
    let places = review.map_or(0, |report| {
        let tools: usize = report.toolboxes.iter().map(|row| row.tools.len()).sum();
        tools + report.scripts.len() + report.data.len() + report.modules.iter().filter(is_place).count() + report.messages.len()
    });
    let entries = entries(state, "");
    let total = entries.len() + places;
    state.sheet = Some(Sheet::Palette(PaletteSheet { entries, total, ..PaletteSheet::default() }));
}

/// Looks for what was typed; the best line is chosen.
pub fn look_for(state: &mut AppState, query: String) {
    let entries = entries(state, &query);
    if let Some(Sheet::Palette(palette)) = &mut state.sheet {
        (palette.query, palette.chosen, palette.entries) = (query, 0, entries);
    }
}

/// Looks again: a scan has changed what there is.
pub fn refresh(state: &mut AppState) {
    if let Some(Sheet::Palette(PaletteSheet { query, .. })) = &state.sheet {
        look_for(state, query.clone());
    }
}

/// Modules that one goes to: those that travel, and those that the server needs.
fn is_place(row: &&ModuleRow) -> bool {
    row.class == "third_party" || row.class == "local"
}

/// Words that begin with what was typed come first.
fn rank(entry: &Entry) -> usize {
    let begins_word =
        entry.typed.start == 0 || entry.words.get(..entry.typed.start).is_some_and(|before| before.ends_with([' ', '/', '\\']));
    match (entry.typed.start, begins_word) {
        (0, _) => 0,
        (_, true) => 1,
        (_, false) => 2,
    }
}

fn entry(kind: EntryKind, words: String, hint: String, wanted: &str) -> Option<Entry> {
    let lower = words.to_lowercase();
    // Lower case may have other lengths: then nothing is marked.
    let start = lower.find(wanted)?;
    let typed = if lower.len() == words.len() { start..start + wanted.len() } else { 0..0 };
    Some(Entry { kind, words, hint, typed })
}

fn places(state: &AppState, wanted: &str) -> Vec<Entry> {
    let Some(review) = &state.review else { return Vec::new() };
    let report = &review.report;
    let shown = |text: &str| visible(text).into_owned();
    let mut places = Vec::new();
    for row in &report.toolboxes {
        for tool in &row.tools {
            let thing = Thing::Tool { toolbox: row.path.clone(), tool: tool.name.clone() };
            places.extend(entry(EntryKind::Thing(thing), shown(&tool.label), format!("tool in {}", shown(&row.path)), wanted));
        }
    }
    for row in &report.scripts {
        let thing = Thing::Script(row.path.clone());
        places.extend(entry(EntryKind::Thing(thing), shown(&row.path), "script".to_owned(), wanted));
    }
    for row in &report.data {
        let hint = format!("project data, {}", row.decision.replace('_', " "));
        places.extend(entry(EntryKind::Thing(Thing::Data(row.path.clone())), shown(&row.path), hint, wanted));
    }
    for row in report.modules.iter().filter(is_place) {
        let thing = Thing::Module(row.name.clone());
        places.extend(entry(EntryKind::Thing(thing), shown(&row.name), "module".to_owned(), wanted));
    }
    for (at, row) in report.messages.iter().enumerate() {
        let place = row.script.as_deref().map(|script| format!(", {}", shown(script))).unwrap_or_default();
        let line = row.line.map(|line| format!(":{line}")).unwrap_or_default();
        places.extend(entry(EntryKind::Message(at), shown(&row.text), format!("{}{place}{line}", row.code), wanted));
    }
    places
}

/// Takes a line: gives its command, or goes to its place.
pub fn take(state: &mut AppState, at: usize) -> Vec<Effect> {
    let Some(Sheet::Palette(palette)) = &state.sheet else { return Vec::new() };
    let Some(entry) = palette.entries.get(at).cloned() else { return Vec::new() };
    if matches!(entry.kind, EntryKind::Command(_, Some(_))) {
        return Vec::new();
    }
    state.sheet = None;
    match entry.kind {
        EntryKind::Command(command, _) => super::apply(state, Action::Command(command)),
        EntryKind::Thing(thing) => super::apply(state, Action::Select(thing)),
        EntryKind::Message(at) => super::apply(state, Action::SelectMessage(at)),
    }
}
