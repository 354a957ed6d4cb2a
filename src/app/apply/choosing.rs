//! Which tools are published, and of which toolbox a service is made.
//!
//! In: ticks. Out: names in the publication that mean these tools and no others.
//! Never leaves a service without a tool, and never touches the ticks of a toolbox that was not meant.

use crate::app::action::{Action, Effect};
use crate::app::command::Command;
use crate::app::state::{AppState, Review, Thing, Tick, Ticks, ToastKind, ToolScope, service_scope};
use crate::app::words;
use crate::publication::PublicationFile;

use super::deciding::change;
use super::opening::name_of;

/// Carries a choice of tools out.
pub fn apply(state: &mut AppState, action: Action) -> Vec<Effect> {
    match action {
        Action::ChooseTools { tools, tick } => choose(state, &tools, tick),
        Action::ChooseToolbox(path) => {
            let effects = change(state, format!("Publish the tools of {}", name_of(&path)), |file| file.toolbox = Some(path));
            super::exporting::rename_service(state);
            effects
        }
        Action::ReviewAllToolboxes => change(state, "Review all toolboxes".to_owned(), |file| file.toolbox = None),
        _ => Vec::new(),
    }
}

fn choose(state: &mut AppState, tools: &ToolScope, tick: Tick) -> Vec<Effect> {
    let Some(review) = &state.review else { return Vec::new() };
    let Some(ticks) = after(review, &state.publication, tools, tick) else {
        state.toasts.add(ToastKind::Error, words::LAST_TOOL.to_owned(), String::new(), None);
        return Vec::new();
    };
    let written = ticks.written(review, &state.publication.tools);
    let of = tools.words();
    let name = match tick {
        Tick::Add => format!("Publish {of}"),
        Tick::Remove => format!("Do not publish {of}"),
        Tick::Only => format!("Publish only {of}"),
        Tick::Invert => format!("Invert the choice in {of}"),
    };
    change(state, name, |file| file.tools = written)
}

/// The ticks after a choice; `None` where the service would be left without a tool.
fn after(review: &Review, file: &PublicationFile, tools: &ToolScope, tick: Tick) -> Option<Ticks> {
    let report = &review.report;
    let service = service_scope(review, file);
    // Where the service is made of one toolbox, the ticks of the others wait for their own.
    let among = match (&service, tools) {
        (ToolScope::All, _) | (_, ToolScope::All) => service.clone(),
        (_, ToolScope::Toolbox(toolbox) | ToolScope::Toolset { toolbox, .. } | ToolScope::Tool { toolbox, .. }) => {
            ToolScope::Toolbox(toolbox.clone())
        }
    };
    let ticks = Ticks::of(review, &file.tools).with(report, tools, &among, tick);
    (ticks.count(report, &service).chosen > 0 || ticks.count(report, &ToolScope::All).chosen > 0 && is_elsewhere(&service, tools))
        .then_some(ticks)
}

/// True where the tools stand in another toolbox than the service's.
fn is_elsewhere(service: &ToolScope, tools: &ToolScope) -> bool {
    match (service, tools) {
        (ToolScope::Toolbox(of), ToolScope::Toolbox(path)) => of != path,
        (ToolScope::Toolbox(of), ToolScope::Toolset { toolbox, .. } | ToolScope::Tool { toolbox, .. }) => of != toolbox,
        _ => false,
    }
}

/// A tick shows at once, whatever the scan still has to find out.
pub fn show_ticks(state: &mut AppState) {
    if let Some(review) = &state.review
        && !state.tree.shows(&state.publication)
    {
        state.tree.refresh(review, &state.publication);
    }
}

/// The tools that the selection means.
pub fn selected(state: &AppState) -> Option<ToolScope> {
    match state.selection.thing.as_ref()? {
        Thing::Toolbox(path) => Some(ToolScope::Toolbox(path.clone())),
        Thing::Toolset { toolbox, toolset } => Some(ToolScope::Toolset { toolbox: toolbox.clone(), toolset: toolset.clone() }),
        Thing::Tool { toolbox, tool } => Some(ToolScope::Tool { toolbox: toolbox.clone(), tool: tool.clone() }),
        Thing::Data(_) | Thing::LeftBehind(_) | Thing::LookedFor(_) | Thing::Module(_) | Thing::Script(_) => None,
    }
}

/// Why these ticks cannot become so.
pub fn why_not_choose(state: &AppState, tools: &ToolScope, tick: Tick) -> Option<&'static str> {
    let Some(review) = &state.review else { return Some("Nothing has been scanned yet") };
    let file = &state.publication;
    let before = Ticks::of(review, &file.tools);
    if before.count(&review.report, tools).all == 0 {
        return Some(words::NO_TOOLS);
    }
    match after(review, file, tools, tick) {
        None => Some(words::LAST_TOOL),
        Some(ticks) if ticks == before => Some(match tick {
            Tick::Add => words::PUBLISHED_ALREADY,
            Tick::Remove => words::NOT_PUBLISHED_ANYWAY,
            Tick::Only | Tick::Invert => words::ONLY_THESE_ALREADY,
        }),
        Some(_) => None,
    }
}

/// The choice that a command stands for, given the selection.
pub fn choice_of(state: &AppState, command: Command) -> Option<(ToolScope, Tick)> {
    match command {
        Command::PublishAllTools => Some((ToolScope::All, Tick::Add)),
        Command::InvertTools => Some((ToolScope::All, Tick::Invert)),
        Command::PublishSelected => Some((selected(state)?, Tick::Add)),
        Command::PublishOnlySelected => Some((selected(state)?, Tick::Only)),
        Command::LeaveSelectedOut => Some((selected(state)?, Tick::Remove)),
        _ => None,
    }
}

/// Carries the command out.
pub fn choose_by_command(state: &mut AppState, command: Command) -> Vec<Effect> {
    choice_of(state, command).map(|(tools, tick)| choose(state, &tools, tick)).unwrap_or_default()
}

/// Why the command cannot be given.
pub fn why_no_choice(state: &AppState, command: Command) -> Option<&'static str> {
    match choice_of(state, command) {
        None => Some("Select a tool, a toolset or a toolbox first"),
        Some((tools, tick)) => why_not_choose(state, &tools, tick),
    }
}
