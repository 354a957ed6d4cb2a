//! The list that opens things: files, folders, the sample, what was open before.
//!
//! In: the state. Out: what shall be opened.
//! Never offers what is not there.

use egui::Ui;

use crate::app::action::Action;
use crate::app::apply::name_of;
use crate::app::command::Command;
use crate::app::state::AppState;
use crate::app::theme::{self, extent};
use crate::app::views::context_menu::commands_ui;
use crate::app::widgets::{DropDown, Icon, drop_down_ui, list_line_ui, list_row_ui};
use crate::app::words;

/// The button and its list.
pub fn open_ui(ui: &mut Ui, state: &AppState, has_words: bool) -> Option<Action> {
    let palette = theme::palette(ui);
    let look = DropDown {
        icon: Some((Icon::Open, palette.text)),
        title: if has_words { words::OPEN } else { "" },
        detail: None,
        name: words::OPEN,
        height: extent::BUTTON,
        is_framed: false,
    };
    drop_down_ui(ui, &look, |ui| {
        ui.set_min_width(280.0);
        let mut action = commands_ui(ui, state, &[&[Command::Open, Command::OpenFolder, Command::OpenSample]]);
        let recent: Vec<_> = state.settings.recent.iter().filter(|recent| recent.is_there).collect();
        if !recent.is_empty() {
            list_line_ui(ui);
        }
        for recent in recent {
            let folder = recent.path.parent().map(name_of).unwrap_or_default();
            if list_row_ui(ui, Some(Icon::Toolbox), &name_of(&recent.path), &folder, false, None) {
                action = Some(Action::OpenFile(recent.path.clone()));
            }
        }
        action
    })
}
