//! The one door through which the state changes.
//!
//! In: the state and an action. Out: the changed state, and the effects that the action asks for.
//! Never touches egui, the disk or a thread, so it is tested without a window.

use std::path::{Path, PathBuf};

use super::action::{Action, Effect, Input, ThemeChoice};
use super::command::Command;
use super::state::{AppState, Review, RunningScan, Tab};
use crate::publication::InputKind;
use crate::text::visible;

/// Changes the state as the action says.
pub fn apply(state: &mut AppState, action: Action) -> Vec<Effect> {
    match action {
        Action::Command(command) => apply_command(state, command),
        Action::AddInputs(inputs) => add_inputs(state, inputs),
        Action::ScanAdvanced { done, total } => {
            if let Some(scan) = &mut state.scan {
                scan.progress = Some((done, total));
            }
            Vec::new()
        }
        Action::ScanDone(review) => scan_done(state, *review),
        Action::ScanCancelled => scan_ended(state),
        Action::FilesChanged => files_changed(state),
        Action::ScanFailed(sentence) => {
            state.trouble = Some(sentence);
            scan_ended(state)
        }
        Action::Failed(sentence) => {
            state.trouble = Some(sentence);
            Vec::new()
        }
        Action::SelectTab(tab) => {
            state.tab = tab;
            Vec::new()
        }
        Action::SelectData(row) => {
            state.selected_data = Some(row);
            Vec::new()
        }
        Action::SelectModule(row) => {
            state.selected_module = Some(row);
            Vec::new()
        }
        Action::SelectMessage(row) => {
            state.selected_message = Some(row);
            Vec::new()
        }
        Action::DismissTrouble => {
            state.trouble = None;
            Vec::new()
        }
    }
}

fn apply_command(state: &mut AppState, command: Command) -> Vec<Effect> {
    if command.why_not(state).is_some() {
        return Vec::new();
    }
    match command {
        Command::Open => vec![Effect::AskForFiles],
        Command::OpenFolder => vec![Effect::AskForFolder],
        Command::OpenSample => vec![Effect::FindSample],
        Command::ClosePublication => {
            *state = AppState { theme: state.theme, ..AppState::default() };
            vec![Effect::CancelScan, Effect::Watch(Vec::new())]
        }
        Command::Quit => vec![Effect::Close],
        Command::ShowProjectData => apply(state, Action::SelectTab(Tab::ProjectData)),
        Command::ShowModules => apply(state, Action::SelectTab(Tab::Modules)),
        Command::FollowSystemTheme => show_theme(state, ThemeChoice::System),
        Command::LightTheme => show_theme(state, ThemeChoice::Light),
        Command::DarkTheme => show_theme(state, ThemeChoice::Dark),
        Command::Rescan => scan(state),
        Command::CancelScan => vec![Effect::CancelScan],
        Command::NextMessage => step_message(state, true),
        Command::PreviousMessage => step_message(state, false),
    }
}

fn show_theme(state: &mut AppState, theme: ThemeChoice) -> Vec<Effect> {
    state.theme = theme;
    vec![Effect::ShowTheme(theme)]
}

/// Adds what can be read by its name; the rest is named, not passed over.
fn add_inputs(state: &mut AppState, inputs: Vec<Input>) -> Vec<Effect> {
    let readable = |input: &Input| input.is_folder || InputKind::by_name(&input.path).is_readable();
    let (readable, refused): (Vec<Input>, Vec<Input>) = inputs.into_iter().partition(readable);
    state.trouble = refusal(&refused);
    let paths = readable.into_iter().map(|input| input.path);
    let new: Vec<PathBuf> = paths.filter(|path| !state.inputs.contains(path)).collect();
    if new.is_empty() {
        return Vec::new();
    }
    state.inputs.extend(new);
    scan(state)
}

fn refusal(refused: &[Input]) -> Option<String> {
    let is_publication = |input: &Input| InputKind::by_name(&input.path) == InputKind::Publication;
    let names: Vec<String> = refused.iter().map(|input| name_of(&input.path)).collect();
    match refused {
        [] => None,
        [one] if is_publication(one) => Some(format!("Saved publications cannot be opened yet: {}", names.join(", "))),
        _ => Some(format!("Waybill reads toolboxes, scripts, folders and map documents, not {}", names.join(", "))),
    }
}

fn scan(state: &mut AppState) -> Vec<Effect> {
    state.scan = Some(RunningScan::default());
    vec![Effect::Analyze(state.inputs.clone())]
}

/// The old report stays readable while the new scan runs.
fn files_changed(state: &mut AppState) -> Vec<Effect> {
    if state.inputs.is_empty() { Vec::new() } else { scan(state) }
}

fn scan_done(state: &mut AppState, review: Review) -> Vec<Effect> {
    let is_new = state.review.as_ref().is_none_or(|earlier| earlier.inputs != review.inputs);
    let effects = if is_new { vec![Effect::Watch(review.inputs.clone())] } else { Vec::new() };
    let same = state.review.as_ref().is_some_and(|earlier| {
        earlier.data.len() == review.data.len()
            && earlier.messages.len() == review.messages.len()
            && earlier.modules.len() == review.modules.len()
    });
    // Rows that may have moved must not stay selected: the eye would be led to the wrong one.
    if !same {
        (state.selected_data, state.selected_module, state.selected_message) = (None, None, None);
    }
    state.scan = None;
    state.review = Some(review);
    effects
}

/// A scan without a report leaves open what the last report shows.
fn scan_ended(state: &mut AppState) -> Vec<Effect> {
    state.scan = None;
    state.inputs = state.review.as_ref().map(|review| review.inputs.clone()).unwrap_or_default();
    Vec::new()
}

fn step_message(state: &mut AppState, forward: bool) -> Vec<Effect> {
    let count = state.review.as_ref().map_or(0, |review| review.messages.len());
    if count == 0 {
        return Vec::new();
    }
    let next = match (state.selected_message, forward) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    };
    state.selected_message = Some(next);
    Vec::new()
}

/// The name of what is open, for titles and sentences.
pub fn publication_name(inputs: &[PathBuf]) -> Option<String> {
    let name = name_of(inputs.first()?);
    Some(if inputs.len() > 1 { format!("{name} and {} more", inputs.len() - 1) } else { name })
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    visible(&name).into_owned()
}
