//! What is open: inputs, publications' files, and what would be lost.
//!
//! In: dropped, chosen and read files. Out: a publication to scan.
//! Never drops an input that is not there: it is named, and its decisions are kept.

use std::path::{Path, PathBuf};

use super::scanning::scan;
use crate::app::action::{Action, Effect, Input, InputRole, Reread, Watched};
use crate::app::command::Command;
use crate::app::state::{AppState, Next, Saved, Sheet, ToastKind};
use crate::publication::{InputKind, PublicationFile};
use crate::text::visible;

/// Changes what is open.
pub fn apply(state: &mut AppState, action: Action) -> Vec<Effect> {
    match action {
        Action::AddInputs(inputs) => add_inputs(state, inputs),
        Action::RemoveInput(path) => {
            let name = format!("Remove {}", name_of(&path));
            super::deciding::change(state, name, |file| file.inputs.retain(|input| *input != path))
        }
        Action::ReplaceInput { from, to } if !state.publication.inputs.contains(&from) => open_elsewhere(state, &from, to),
        Action::ReplaceInput { from, to } => {
            let name = format!("Locate {}", name_of(&from));
            super::deciding::change(state, name, |file| {
                for input in file.inputs.iter_mut().filter(|input| **input == from) {
                    *input = to.clone();
                }
            })
        }
        Action::Locate(path) => vec![Effect::AskForInput(path)],
        Action::OpenFile(path) => unless_lost(state, Next::Open(path)),
        Action::Opened { path, file } => {
            show(state, *file.clone());
            state.saved = Some(Saved { path, contents: *file });
            scan(state, Reread::Everything)
        }
        Action::SaveTo(path) => vec![Effect::WritePublication { path, file: Box::new(state.publication.clone()) }],
        Action::Saved { path, file } => saved(state, path, *file),
        Action::DiscardAndGoOn => match state.sheet.take() {
            Some(Sheet::Unsaved(next)) => go_on(state, next),
            Some(Sheet::StillWriting(next)) => super::exporting::stop_then(state, next),
            other => {
                state.sheet = other;
                Vec::new()
            }
        },
        Action::ClearRecent => {
            state.settings.recent.clear();
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Shows another publication; settings and panels stay, what was said is still read, and requests go on being counted.
fn show(state: &mut AppState, publication: PublicationFile) {
    let AppState { settings, mut toasts, focus, .. } = std::mem::take(state);
    toasts.withdraw(Command::Undo);
    *state = AppState { publication, tab: settings.tab, settings, toasts, focus, ..AppState::default() };
}

/// Adds what can be read by its name; the rest is named, not passed over.
fn add_inputs(state: &mut AppState, inputs: Vec<Input>) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut new = Vec::new();
    let mut refused = Vec::new();
    for Input { path, role } in inputs {
        let kind = InputKind::by_name(&path);
        match role {
            InputRole::Environment => effects.extend(super::apply(state, Action::UseEnvironment(Some(path)))),
            InputRole::DataStore => effects.extend(super::apply(state, Action::UseDataStore(Some(path)))),
            InputRole::Folder => new.push(path),
            InputRole::ByName if kind == InputKind::Publication => return unless_lost(state, Next::Open(path)),
            InputRole::ByName if kind.is_readable() => new.push(path),
            InputRole::ByName => refused.push(name_of(&path)),
        }
    }
    if !refused.is_empty() {
        let title = format!("Waybill does not read {}", refused.join(", "));
        let text = "It takes toolboxes, scripts, folders, map documents, listings and publications".to_owned();
        state.toasts.add(ToastKind::Error, title, text, None);
    }
    new.retain(|path| !state.publication.inputs.contains(path));
    new.dedup();
    if new.is_empty() {
        return effects;
    }
    let name = format!("Add {}", new.first().map(|path| name_of(path)).unwrap_or_default());
    if state.is_empty() {
        state.publication.inputs = new;
        effects.extend(scan(state, Reread::Everything));
    } else {
        effects = super::deciding::change(state, name, |file| file.inputs.extend(new));
    }
    effects
}

/// Goes on, or asks first where something would be lost.
pub fn unless_lost(state: &mut AppState, next: Next) -> Vec<Effect> {
    if state.export.is_writing() {
        state.sheet = Some(Sheet::StillWriting(next));
        return Vec::new();
    }
    if state.is_edited() {
        state.sheet = Some(Sheet::Unsaved(next));
        return Vec::new();
    }
    go_on(state, next)
}

fn go_on(state: &mut AppState, next: Next) -> Vec<Effect> {
    match next {
        Next::Quit => vec![Effect::Close],
        Next::Close => {
            show(state, PublicationFile::default());
            vec![Effect::CancelScan, Effect::Watch(Watched::default())]
        }
        Next::Open(path) if InputKind::by_name(&path) == InputKind::Publication => vec![Effect::ReadPublication(path)],
        Next::Open(path) => open_input(state, path),
        Next::Sample => {
            if !state.is_empty() {
                show(state, PublicationFile::default());
            }
            vec![Effect::FindSample]
        }
    }
}

/// Opens an input by itself, as it was open before.
fn open_input(state: &mut AppState, path: PathBuf) -> Vec<Effect> {
    show(state, PublicationFile::default());
    let role = if InputKind::by_name(&path).can_be_opened() { InputRole::ByName } else { InputRole::Folder };
    add_inputs(state, vec![Input { path, role }])
}

/// A publication of the recent list that was found elsewhere.
fn open_elsewhere(state: &mut AppState, from: &Path, to: PathBuf) -> Vec<Effect> {
    state.settings.recent.retain(|recent| recent.path != from);
    unless_lost(state, Next::Open(to))
}

/// Asks where to save, or saves where it was saved before.
pub fn save(state: &AppState, elsewhere: bool) -> Vec<Effect> {
    match &state.saved {
        Some(saved) if !elsewhere => {
            vec![Effect::WritePublication { path: saved.path.clone(), file: Box::new(state.publication.clone()) }]
        }
        Some(_) | None => {
            let name = publication_name(state).unwrap_or_default();
            let stem = Path::new(&name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let beside = state.saved.as_ref().and_then(|saved| saved.path.parent()).map(Path::to_path_buf);
            let folder = beside.or_else(|| state.review.as_ref().map(|review| review.root.clone()));
            vec![Effect::AskWhereToSave { name: format!("{stem}.waybill"), folder }]
        }
    }
}

/// What was asked for before saving goes on once the file is written.
fn saved(state: &mut AppState, path: PathBuf, file: PublicationFile) -> Vec<Effect> {
    state.saved = Some(Saved { path: path.clone(), contents: file });
    super::scanning::remember(state, None);
    if let Some(Sheet::Unsaved(next)) = &state.sheet {
        let next = next.clone();
        state.sheet = None;
        return unless_lost(state, next);
    }
    let id = state.toasts.add(ToastKind::Done, format!("Saved {}", name_of(&path)), String::new(), None);
    vec![Effect::ExpireToast(id)]
}

/// The name of what is open, for titles and sentences.
pub fn publication_name(state: &AppState) -> Option<String> {
    if let Some(saved) = &state.saved {
        return Some(name_of(&saved.path));
    }
    let inputs = &state.publication.inputs;
    let name = name_of(inputs.first()?);
    Some(match inputs.len() {
        1 => name,
        many => format!("{name} and {} more", many - 1),
    })
}

/// The last part of a path, as it may be shown.
pub fn name_of(path: &Path) -> String {
    visible(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy()).into_owned()
}
