//! The palette: every command first, then every place to go to.
//!
//! In: what was typed. Out: entries, best first.
//! Never hides a command that cannot be given: it stays, with the reason.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem::Finder;

use crate::app::action::{Action, Effect};
use crate::app::command::{self, Command, Menu};
use crate::app::state::{AppState, Entry, EntryKind, PaletteSheet, Sheet, Thing};
use crate::publication::{DataRow, MessageRow, ModuleRow, Report, ScriptRow, ToolRow, ToolboxRow};
use crate::text::{lower_case, visible};

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
        entries.extend(places(state, &wanted));
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
    rank_at(&entry.words, entry.typed.start)
}

fn rank_at(words: &str, at: usize) -> usize {
    let begins_word = words.get(..at).is_some_and(|before| before.is_empty() || before.ends_with([' ', '/', '\\']));
    match (at, begins_word) {
        (0, _) => 0,
        (_, true) => 1,
        (_, false) => 2,
    }
}

/// Where `wanted` stands in what is spelled in lower case.
fn find(words: &str, lower: &mut String, wanted: &Finder<'_>) -> Option<Range<usize>> {
    lower_case(words, lower);
    let start = wanted.find(lower.as_bytes())?;
    // Lower case may have other lengths: then nothing is marked.
    Some(if lower.len() == words.len() { start..start + wanted.needle().len() } else { 0..0 })
}

fn entry(kind: EntryKind, words: String, hint: String, wanted: &str) -> Option<Entry> {
    let typed = find(&words, &mut String::new(), &Finder::new(wanted))?;
    Some(Entry { kind, words, hint, typed })
}

/// A place to go to, by where it stands in the report.
#[derive(Clone, Copy)]
enum Stand<'a> {
    Tool(&'a ToolboxRow, &'a ToolRow),
    Script(&'a ScriptRow),
    Data(&'a DataRow),
    Module(&'a ModuleRow),
    Message(usize, &'a MessageRow),
}

impl<'a> Stand<'a> {
    /// Every place of the report, in the order of the palette.
    fn all(report: &'a Report) -> impl Iterator<Item = Self> {
        let tools = report.toolboxes.iter().flat_map(|row| row.tools.iter().map(move |tool| Self::Tool(row, tool)));
        let scripts = report.scripts.iter().map(Self::Script);
        let data = report.data.iter().map(Self::Data);
        let modules = report.modules.iter().filter(is_place).map(Self::Module);
        let messages = report.messages.iter().enumerate().map(|(at, row)| Self::Message(at, row));
        tools.chain(scripts).chain(data).chain(modules).chain(messages)
    }

    fn words(self) -> Cow<'a, str> {
        visible(match self {
            Self::Tool(_, row) => &row.label,
            Self::Script(row) => &row.path,
            Self::Data(row) => &row.path,
            Self::Module(row) => &row.name,
            Self::Message(_, row) => &row.text,
        })
    }

    fn entry(self, words: String, typed: Range<usize>) -> Entry {
        let (kind, hint) = match self {
            Self::Tool(toolbox, tool) => {
                let thing = Thing::Tool { toolbox: toolbox.path.clone(), tool: tool.name.clone() };
                (EntryKind::Thing(thing), format!("tool in {}", visible(&toolbox.path)))
            }
            Self::Script(row) => (EntryKind::Thing(Thing::Script(row.path.clone())), "script".to_owned()),
            Self::Data(row) => {
                let hint = format!("project data, {}", row.decision.replace('_', " "));
                (EntryKind::Thing(Thing::Data(row.path.clone())), hint)
            }
            Self::Module(row) => (EntryKind::Thing(Thing::Module(row.name.clone())), "module".to_owned()),
            Self::Message(at, row) => {
                let place = row.script.as_deref().map(|script| format!(", {}", visible(script))).unwrap_or_default();
                let line = row.line.map(|line| format!(":{line}")).unwrap_or_default();
                (EntryKind::Message(at), format!("{}{place}{line}", row.code))
            }
        };
        Entry { kind, words, hint, typed }
    }
}

/// The best places: only what will be listed is spelled out, of a hundred thousand that may match.
fn places(state: &AppState, wanted: &str) -> Vec<Entry> {
    let Some(review) = &state.review else { return Vec::new() };
    let mut by_rank: [Vec<Entry>; 3] = Default::default();
    let mut lower = String::new();
    let finder = Finder::new(wanted);
    for stand in Stand::all(&review.report) {
        let words = stand.words();
        let Some(typed) = find(&words, &mut lower, &finder) else { continue };
        let rank = rank_at(&words, typed.start);
        let better = by_rank.iter().take(rank + 1).map(Vec::len).sum::<usize>();
        if better >= PLACES {
            if rank == 0 {
                break;
            }
            continue;
        }
        if let Some(entries) = by_rank.get_mut(rank) {
            entries.push(stand.entry(words.into_owned(), typed));
        }
    }
    by_rank.into_iter().flatten().take(PLACES).collect()
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
