//! What the publisher decides: overrides, values, servers. Every decision is a named step that can be undone.
//!
//! In: decisions and repairs. Out: a changed publication, and a scan that shows what follows.
//! Never changes the publisher's files.

use crate::app::action::{Action, Effect, Reread};
use crate::app::command::{Command, decidable};
use crate::app::state::{AppState, Thing, ToastKind};
use crate::consolidation::Override;
use crate::discovery::QuotedText;
use crate::message::Fix;
use crate::publication::{PublicationFile, Purpose};
use crate::text::{same_name, size, visible};

use super::opening::name_of;
use super::scanning::scan;

/// Carries a decision out.
pub fn apply(state: &mut AppState, action: Action) -> Vec<Effect> {
    match action {
        Action::Decide(decision) => decide(state, decision),
        Action::Reset(decision) => {
            let name = format!("Reset {}", subject(&decision));
            change(state, name, |file| file.overrides.reset(&decision))
        }
        Action::Repair(at) => repair(state, at),
        Action::EnterValue { parameter, value } => enter_value(state, parameter, value),
        Action::MarkConstant { parameter, constant } => mark_constant(state, parameter, constant),
        Action::ChooseTarget(target) => change(state, format!("Compare with {target}"), |file| file.targets = vec![target]),
        Action::UseEnvironment(path) => {
            let name = path.as_ref().map_or("Use the built-in list".to_owned(), |path| format!("Use {}", name_of(path)));
            change(state, name, |file| file.environment = path)
        }
        Action::UseWorkstation(path) => {
            let name = path.as_ref().map_or("No workstation".to_owned(), |path| format!("Use {}", name_of(path)));
            change(state, name, |file| file.workstation = path)
        }
        Action::UseDataStore(path) => {
            let name = path.as_ref().map_or("No data store".to_owned(), |path| format!("Use {}", name_of(path)));
            change(state, name, |file| file.data_store = path)
        }
        Action::ChoosePurpose(purpose) => {
            let name = match purpose {
                Purpose::Service => "For a service",
                Purpose::Package => "For a package",
            };
            change(state, name.to_owned(), |file| file.purpose = purpose)
        }
        Action::MapDrive { drive, folder } => {
            let is_same = |known: &String| known.split_once('=').is_some_and(|(known, _)| same_name(known, &drive));
            state.settings.drives.retain(|known| !is_same(known));
            state.settings.drives.push(format!("{drive}={}", folder.display()));
            if state.is_empty() { Vec::new() } else { scan(state, Reread::Everything) }
        }
        Action::NameService(service) => {
            // Typing is no step: the field has its own undo.
            state.publication.service = service;
            Vec::new()
        }
        Action::AllowSecret { path, allow } => {
            let name = format!("{} {path} travel with its password", if allow { "Let" } else { "Do not let" });
            change(state, name, |file| {
                file.allowed_secrets.retain(|known| !same_name(known, &path));
                if allow {
                    file.allowed_secrets.push(path);
                }
            })
        }
        Action::AllowRoot { path, allow } => {
            let name = format!("{} {path}", if allow { "Confirm" } else { "Do not confirm" });
            change(state, name, |file| {
                file.allowed_roots.retain(|root| !same_name(root, &path));
                if allow {
                    file.allowed_roots.push(path);
                }
            })
        }
        _ => Vec::new(),
    }
}

/// Changes the publication as a step with a name, and scans.
pub fn change(state: &mut AppState, name: String, how: impl FnOnce(&mut PublicationFile)) -> Vec<Effect> {
    let mut changed = state.publication.clone();
    how(&mut changed);
    if changed == state.publication {
        return Vec::new();
    }
    if !state.is_empty() {
        state.history.note(name, &state.publication);
        // What an earlier note offers to undo is no longer the last step.
        state.toasts.withdraw(Command::Undo);
    }
    if changed.inputs != state.publication.inputs && state.moved_from.is_none() {
        state.moved_from = state.review.as_ref().map(|review| review.root.clone());
    }
    state.publication = changed;
    if state.is_empty() { Vec::new() } else { scan(state, Reread::Only(Vec::new())) }
}

/// Takes the last step back, or takes it again.
pub fn step(state: &mut AppState, back: bool) -> Vec<Effect> {
    let service = state.publication.service.clone();
    let step = if back { state.history.undo(&mut state.publication) } else { state.history.redo(&mut state.publication) };
    state.publication.service = service;
    // Each step keeps decisions as they are written from the root of its own inputs.
    state.moved_from = None;
    state.toasts.withdraw(Command::Undo);
    if step.is_some() { scan(state, Reread::Only(Vec::new())) } else { Vec::new() }
}

fn decide(state: &mut AppState, decision: Override) -> Vec<Effect> {
    let title = name(&decision);
    decide_as(state, title, decision)
}

/// Decides, and says so in these words.
fn decide_as(state: &mut AppState, title: String, decision: Override) -> Vec<Effect> {
    let text = what_it_saves(state, &decision);
    let effects = change(state, title.clone(), |file| file.overrides.set(decision));
    if effects.is_empty() {
        return effects;
    }
    let id = state.toasts.add(ToastKind::Done, title, text, Some(Command::Undo));
    effects.into_iter().chain([Effect::ExpireToast(id)]).collect()
}

/// "12.4 MB less in the package": for decisions that keep copied data at home.
fn what_it_saves(state: &AppState, decision: &Override) -> String {
    let row = decision.path().zip(state.review.as_ref()).and_then(|(path, review)| review.data(path));
    match (decision, row) {
        (Override::Exclude { .. } | Override::InDataStore { .. } | Override::Output { .. }, Some((_, row)))
            if row.decision == "copied" && row.bytes > 0 =>
        {
            format!("{} less in the package", size(row.bytes))
        }
        _ => String::new(),
    }
}

/// A decision as a step: "Exclude ToolData/output".
pub fn name(decision: &Override) -> String {
    let verb = match decision {
        Override::Include { .. } => "Include",
        Override::Exclude { .. } => "Exclude",
        Override::InDataStore { .. } => "Put in the data store",
        Override::Output { .. } => "Treat as output",
        Override::Text(_) => "Treat as text",
        Override::Raw(_) => "Read as raw text",
        Override::KeepScript { .. } => "Keep as it is",
        Override::Accept { .. } => "Accept",
    };
    format!("{verb}: {}", subject(decision))
}

/// What a decision is about, as it may be shown.
pub fn subject(decision: &Override) -> String {
    let subject = match decision {
        Override::Text(text) | Override::Raw(text) => text.quoted.clone(),
        Override::KeepScript { script } => script.clone(),
        Override::Accept { code, about, .. } => format!("{code} {about}"),
        Override::Include { path } | Override::Exclude { path } | Override::InDataStore { path } | Override::Output { path } => {
            path.clone()
        }
    };
    visible(&subject).into_owned()
}

fn enter_value(state: &mut AppState, parameter: String, value: String) -> Vec<Effect> {
    state.inspector.draft = None;
    let name = if value.is_empty() { format!("Default of {parameter}") } else { format!("Value of {parameter}") };
    change(state, name, |file| {
        file.parameters.retain(|(known, _)| !same_name(known, &parameter));
        if !value.is_empty() {
            file.parameters.push((parameter, value));
        }
    })
}

fn mark_constant(state: &mut AppState, parameter: String, constant: bool) -> Vec<Effect> {
    let name = format!("{} {parameter} Constant", if constant { "Make" } else { "Do not make" });
    change(state, name, |file| {
        file.constants.retain(|known| !same_name(known, &parameter));
        if constant {
            file.constants.push(parameter);
        }
    })
}

/// Carries the repair of a message out.
fn repair(state: &mut AppState, at: usize) -> Vec<Effect> {
    let Some(finding) = state.review.as_ref().and_then(|review| review.report.findings.get(at)) else { return Vec::new() };
    let Some(fix) = finding.fix.clone() else { return Vec::new() };
    match fix {
        // The repair says what it means that a message is accepted.
        Fix::Decide(accept @ Override::Accept { .. }) => {
            let words = finding.repair.as_deref().map_or_else(|| name(&accept), |words| visible(words).into_owned());
            decide_as(state, words, accept)
        }
        Fix::Decide(decision) => decide(state, decision),
        Fix::Forget { written } => change(state, format!("Forget {written}"), |file| file.overrides.forget(&written)),
        Fix::ForgetTool { written } => {
            change(state, format!("Forget {written}"), |file| file.tools.retain(|tool| *tool != written))
        }
        Fix::AllowRoot { path } => apply(state, Action::AllowRoot { path, allow: true }),
        Fix::AllowSecret { path } => apply(state, Action::AllowSecret { path, allow: true }),
        Fix::AskServer { server } => change(state, format!("Ask {server}"), |file| file.servers.push(server)),
        Fix::MapDrive { drive } => vec![Effect::AskForDrive(drive)],
    }
}

/// The way to what a decision is about, where the report has it.
pub fn way_to(state: &AppState, decision: &Override) -> Option<Action> {
    let review = state.review.as_ref()?;
    match decision {
        Override::Include { path } | Override::Exclude { path } | Override::InDataStore { path } | Override::Output { path } => {
            if let Some((_, row)) = review.data(path) {
                return Some(Action::Select(Thing::Data(row.path.clone())));
            }
            let row = review.report.left_behind.iter().find(|row| same_name(&row.path, path))?;
            Some(Action::Select(Thing::LeftBehind(row.path.clone())))
        }
        Override::Text(QuotedText { script, .. })
        | Override::Raw(QuotedText { script, .. })
        | Override::KeepScript { script } => review.script(script).map(|_| Action::Select(Thing::Script(script.clone()))),
        Override::Accept { code, about, .. } => {
            let is_it =
                |at: usize| review.report.findings.get(at).is_some_and(|found| found.arguments.values().any(|v| v == about));
            let rows = review.report.messages.iter().enumerate();
            let (at, _) =
                rows.filter(|(_, row)| row.code == code).find(|(at, row)| row.script.as_ref() == Some(about) || is_it(*at))?;
            Some(Action::SelectMessage(at))
        }
    }
}

/// The message whose repair the command carries out: the selected one.
fn message_to_repair(state: &AppState) -> Option<usize> {
    let review = state.review.as_ref()?;
    review.message(state.selection.message.as_ref()?).map(|(at, _)| at)
}

/// Why there is no repair to carry out.
pub fn why_no_repair(state: &AppState) -> Option<&'static str> {
    let Some(at) = message_to_repair(state) else { return Some("Select a message first") };
    let finding = state.review.as_ref().and_then(|review| review.report.findings.get(at));
    match finding.map(|finding| finding.fix.is_some()) {
        Some(true) => None,
        Some(false) | None => Some("Only you can repair this: the message says how"),
    }
}

/// Carries the repair of the selected message out, then looks at the next one.
pub fn repair_selected(state: &mut AppState) -> Vec<Effect> {
    message_to_repair(state).map(|at| repair(state, at)).unwrap_or_default()
}

/// Decides about the selection as the command says.
pub fn decide_selected(state: &mut AppState, command: Command) -> Vec<Effect> {
    match decision_of(state, command) {
        Some(decision) if command == Command::ResetDecision => apply(state, Action::Reset(decision)),
        Some(decision) => decide(state, decision),
        None => Vec::new(),
    }
}

/// The decision that a command stands for, given the selection.
pub fn decision_of(state: &AppState, command: Command) -> Option<Override> {
    let thing = state.selection.thing.as_ref()?;
    let path = decidable(thing).map(str::to_owned);
    match command {
        Command::Exclude => Some(Override::Exclude { path: path? }),
        Command::Include => Some(Override::Include { path: path? }),
        Command::PutInDataStore => Some(Override::InDataStore { path: path? }),
        Command::TreatAsOutput => Some(Override::Output { path: path? }),
        Command::TreatAsText => quoted(state, thing).map(Override::Text),
        Command::ResetDecision => decided(state, thing),
        _ => None,
    }
}

/// The quoted text that is looked at.
fn quoted(state: &AppState, thing: &Thing) -> Option<QuotedText> {
    let review = state.review.as_ref()?;
    let Thing::Data(path) = thing else { return None };
    let (at, _) = review.data(path)?;
    let reference = review.report.evidence.data.get(at)?.references.get(state.selection.reference)?;
    reference.script.map(|_| reference.key.clone())
}

/// The decision that was taken about the selection: about the item itself, or about the text looked at.
fn decided(state: &AppState, thing: &Thing) -> Option<Override> {
    let overrides = &state.publication.overrides;
    let about_item = decidable(thing).and_then(|path| overrides.about(path)).cloned();
    about_item.or_else(|| {
        let text = Override::Text(quoted(state, thing)?);
        overrides.iter().find(|decision| decision.is_about_the_same(&text)).cloned()
    })
}

/// Why a decision cannot be taken about the selection.
pub fn why_not_decide(state: &AppState, command: Command) -> Option<&'static str> {
    let Some(thing) = &state.selection.thing else { return Some("Select project data first") };
    let is_data = matches!(thing, Thing::Data(_));
    let is_behind = matches!(thing, Thing::LeftBehind(_));
    if !is_data && !is_behind {
        return Some("Select project data first");
    }
    if command == Command::ResetDecision {
        return decided(state, thing).is_none().then_some("The rules decided this, not you");
    }
    let now = decidable(thing).and_then(|path| state.review.as_ref()?.data(path)).map(|(_, row)| row.decision);
    if is_data && now.is_none() {
        return Some("It is no project data of the report");
    }
    match command {
        Command::Exclude if now == Some("excluded") => Some("It is excluded already"),
        Command::Exclude if is_behind => Some("It stays behind anyway"),
        Command::Include if now == Some("copied") => Some("It travels already"),
        Command::PutInDataStore if now == Some("data_store") => Some("It stays in the data store already"),
        Command::PutInDataStore | Command::TreatAsOutput if is_behind => Some("It stays behind anyway"),
        Command::TreatAsText if quoted(state, thing).is_none() => Some("No quoted text of a script names it"),
        _ => None,
    }
}
