//! What each command does.
//!
//! In: a command that can be given. Out: the changed state and effects.
//! Never done twice: views and keys only name commands.

use crate::app::action::{Action, Effect, Listing, Reread, Zoom};
use crate::app::command::{Command, decidable};
use crate::app::state::{AppState, FocusTarget, Next, PanelId, Sheet, Tab, ThemeChoice, Thing};

use super::{choosing, deciding, exporting, opening, palette, scanning, selecting, viewing};

/// Gives a command; one that cannot be given does nothing.
pub fn give(state: &mut AppState, command: Command) -> Vec<Effect> {
    if command.why_not(state).is_some() {
        return Vec::new();
    }
    match command {
        Command::Open => vec![Effect::AskForFiles],
        Command::OpenFolder => vec![Effect::AskForFolder],
        Command::OpenSample => opening::unless_lost(state, Next::Sample),
        Command::Save => opening::save(state, false),
        Command::SaveAs => opening::save(state, true),
        Command::ClosePublication => opening::unless_lost(state, Next::Close),
        Command::Quit => opening::unless_lost(state, Next::Quit),
        Command::Export => exporting::open(state),
        Command::Undo => deciding::step(state, true),
        Command::Redo => deciding::step(state, false),
        Command::Rescan => scanning::scan(state, Reread::Everything),
        Command::CancelScan => vec![Effect::CancelScan],
        Command::UseEnvironment => vec![Effect::AskForListing(Listing::Environment)],
        Command::UseWorkstation => vec![Effect::AskForListing(Listing::Workstation)],
        Command::UseDataStore => vec![Effect::AskForListing(Listing::DataStore)],
        Command::Repair => deciding::repair_selected(state),
        Command::Exclude
        | Command::Include
        | Command::PutInDataStore
        | Command::TreatAsOutput
        | Command::TreatAsText
        | Command::ResetDecision => deciding::decide_selected(state, command),
        Command::PublishAllTools
        | Command::PublishSelected
        | Command::PublishOnlySelected
        | Command::LeaveSelectedOut
        | Command::InvertTools => choosing::choose_by_command(state, command),
        Command::CopyPath => copy_path(state),
        Command::OpenInEditor => open_in_editor(state),
        Command::FollowSystemTheme => show_theme(state, ThemeChoice::System),
        Command::LightTheme => show_theme(state, ThemeChoice::Light),
        Command::DarkTheme => show_theme(state, ThemeChoice::Dark),
        Command::ZoomIn => vec![Effect::Zoom(Zoom::In)],
        Command::ZoomOut => vec![Effect::Zoom(Zoom::Out)],
        Command::ZoomReset => vec![Effect::Zoom(Zoom::Reset)],
        _ => {
            look(state, command);
            Vec::new()
        }
    }
}

/// Commands that only change what is shown.
fn look(state: &mut AppState, command: Command) {
    match command {
        Command::ShowProjectData => show_tab(state, Tab::ProjectData),
        Command::ShowModules => show_tab(state, Tab::Modules),
        Command::ShowScript => show_tab(state, Tab::Script),
        Command::ToggleTree => viewing::toggle_panel(state, PanelId::Tree),
        Command::ToggleInspector => viewing::toggle_panel(state, PanelId::Inspector),
        Command::ToggleMessages => viewing::toggle_panel(state, PanelId::Messages),
        Command::OpenAllGroups => viewing::all_groups(state, true),
        Command::CloseAllGroups => viewing::all_groups(state, false),
        Command::Filter => {
            if state.tab == Tab::Script {
                state.tab = Tab::ProjectData;
            }
            state.send_focus(FocusTarget::Filter);
        }
        Command::Back => selecting::travel(state, true),
        Command::Forward => selecting::travel(state, false),
        Command::NextMessage => selecting::step_message(state, true),
        Command::PreviousMessage => selecting::step_message(state, false),
        Command::NextReference => selecting::step_reference(state, true),
        Command::PreviousReference => selecting::step_reference(state, false),
        Command::GoToLine => show_tab(state, Tab::Script),
        Command::NextPanel => viewing::next_panel(state, true),
        Command::PreviousPanel => viewing::next_panel(state, false),
        Command::Palette => palette::open(state),
        Command::AllDecisions => state.sheet = Some(Sheet::Decisions),
        Command::Keyboard => state.sheet = Some(Sheet::Keyboard),
        Command::HelpOnMessage => {
            state.sheet = state.selection.message.as_ref().map(|message| Sheet::Help(message.code));
        }
        Command::Escape => viewing::escape(state),
        _ => {}
    }
}

fn show_tab(state: &mut AppState, tab: Tab) {
    super::apply(state, Action::SelectTab(tab));
    state.send_focus(FocusTarget::Centre);
}

fn show_theme(state: &mut AppState, theme: ThemeChoice) -> Vec<Effect> {
    state.settings.theme = theme;
    vec![Effect::ShowTheme(theme)]
}

fn copy_path(state: &AppState) -> Vec<Effect> {
    let words = state.selection.thing.as_ref().map(|thing| match thing {
        Thing::Module(name) => name.clone(),
        Thing::Toolbox(path) | Thing::Script(path) => path.clone(),
        Thing::Tool { tool, .. } => tool.clone(),
        Thing::Toolset { toolset, .. } => toolset.clone(),
        Thing::LookedFor(place) => place.script.clone(),
        Thing::Data(_) | Thing::LeftBehind(_) => decidable(thing).unwrap_or_default().to_owned(),
    });
    words.map(Effect::Copy).into_iter().collect()
}

/// The script on disk; a script inside a toolbox has no file of its own.
fn open_in_editor(state: &AppState) -> Vec<Effect> {
    let (Some(review), Some(place)) = (&state.review, &state.selection.place) else { return Vec::new() };
    vec![Effect::OpenInEditor(review.root.join(&place.script))]
}
