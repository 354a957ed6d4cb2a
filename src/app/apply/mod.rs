//! The one door through which the state changes.
//!
//! In: the state and an action. Out: the changed state, and the effects that the action asks for.
//! Never touches egui, the disk or a thread, so it is tested without a window.

mod choosing;
mod commands;
mod deciding;
mod exporting;
mod following;
mod moving;
mod opening;
mod palette;
mod scanning;
mod selecting;
mod source;
mod viewing;

use super::action::{Action, Effect};
use super::state::{AppState, ToastKind};

pub use choosing::{why_no_choice, why_not_choose};
pub use deciding::{name as decision_name, way_to as way_to_decision, why_no_repair, why_not_decide};
pub use exporting::{open_errors, secrets, service_toolbox, ticked, toolboxes, why_not_name, why_not_write};
pub use opening::{name_of, publication_name};
pub use palette::entries;
pub use source::is_inside_toolbox;

/// Changes the state as the action says.
pub fn apply(state: &mut AppState, action: Action) -> Vec<Effect> {
    let mut effects = change(state, action);
    effects.extend(exporting::put_away(state));
    source::refresh(state);
    choosing::show_ticks(state);
    effects
}

// One line for each idea, not for each action: the whole of it stays in sight.
#[rustfmt::skip]
fn change(state: &mut AppState, action: Action) -> Vec<Effect> {
    match action {
        Action::Command(command) => commands::give(state, command),
        Action::Restore(settings) => viewing::restore(state, *settings),
        Action::AddInputs(_) | Action::RemoveInput(_) | Action::ReplaceInput { .. } | Action::Locate(_) | Action::OpenFile(_)
        | Action::Opened { .. } | Action::SaveTo(_) | Action::Saved { .. } | Action::DiscardAndGoOn | Action::ClearRecent
            => opening::apply(state, action),
        Action::ScanAdvanced { .. } | Action::ScanDone { .. } | Action::ScanCancelled | Action::ScanFailed(_)
        | Action::FilesChanged(_) | Action::WatchStarted(_) => scanning::apply(state, action),
        Action::Failed(sentence) => {
            state.toasts.add(ToastKind::Error, sentence, String::new(), None);
            Vec::new()
        }
        Action::SelectTab(_) | Action::Select(_) | Action::SelectReference(_) | Action::SelectMessage(_)
        | Action::SelectNode(_) | Action::GoTo(_) | Action::MoveFocus(_) => selecting::apply(state, action),
        Action::SelectMark(_) | Action::LookAtLine(_) | Action::Explain(_) | Action::FilterScripts(_) | Action::ToggleChanges
        | Action::Unfold(_) => source::apply(state, action),
        Action::FilterData(_) | Action::ChooseDataChip(_) | Action::GroupData(_) | Action::SortData(_)
        | Action::ToggleDataGroup(_) | Action::FilterModules(_) | Action::ChooseModuleChip(_) | Action::ToggleModuleGroup(_)
        | Action::ToggleSeverity(_) | Action::MessagesOfScript(_) | Action::MessagesOfCode(_) | Action::ShowAllMessages
        | Action::ToggleNode(_) | Action::FilterTree(_) | Action::TreeIsRail(_) | Action::ShowTreeOver(_)
        | Action::InspectorIsOverlay(_) | Action::ListFiles(_) | Action::TypeValue(_)
        | Action::CloseSheet | Action::PaletteQuery(_) | Action::PaletteChoose(_) | Action::ShowHelp(_)
        | Action::DismissToast(_) => viewing::apply(state, action),
        Action::PaletteTake(at) => palette::take(state, at),
        Action::Copy(words) => vec![Effect::Copy(words)],
        Action::ChooseTools { .. } | Action::ReviewAllToolboxes | Action::ChooseToolbox(_) => choosing::apply(state, action),
        Action::Decide(_) | Action::Reset(_) | Action::Repair(_)
        | Action::EnterValue { .. } | Action::MarkConstant { .. } | Action::ChooseTarget(_) | Action::UseEnvironment(_) | Action::UseWorkstation(_)
        | Action::UseDataStore(_) | Action::ChoosePurpose(_) | Action::MapDrive { .. } | Action::NameService(_)
        | Action::AllowRoot { .. } | Action::AllowSecret { .. } => deciding::apply(state, action),
        Action::AcceptErrors(_) | Action::AskForDestination | Action::ChooseDestination { .. } | Action::StartExport
        | Action::ExportAdvanced { .. } | Action::ExportDone(_) | Action::ExportFailed { .. } | Action::ExportCancelled
        | Action::CancelExport | Action::VerifyAgain | Action::Verified(_) | Action::OpenPlan | Action::ShowInFolder(_)
            => exporting::apply(state, action),
    }
}
