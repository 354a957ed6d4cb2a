//! The data store: what the server has already, and whether that counts.
//!
//! In: the state. Out: another list of registered data, another purpose.
//! Never a count that nobody read: the list is called by its file.

use egui::Ui;

use crate::app::action::Action;
use crate::app::apply::name_of;
use crate::app::command::Command;
use crate::app::state::AppState;
use crate::app::theme::{self, extent};
use crate::app::widgets::{DropDown, Icon, drop_down_ui, list_line_ui, list_row_ui};
use crate::app::words;
use crate::publication::Purpose;

/// The button and its list.
pub fn store_ui(ui: &mut Ui, state: &AppState, has_words: bool) -> Option<Action> {
    let palette = theme::palette(ui);
    let file = state.publication.data_store.as_deref().map(name_of);
    let (title, detail) = match (&file, state.publication.purpose, has_words) {
        (_, Purpose::Package, true) => (words::FOR_A_PACKAGE, None),
        (_, Purpose::Package, false) => (words::PACKAGE, None),
        (Some(file), Purpose::Service, true) => (words::DATA_STORE, Some(file.as_str())),
        (Some(_), Purpose::Service, false) => (words::GIVEN, None),
        (None, Purpose::Service, true) => (words::NO_DATA_STORE, None),
        (None, Purpose::Service, false) => (words::NONE, None),
    };
    let look = DropDown {
        icon: Some((Icon::Stays, palette.stays)),
        title,
        detail,
        name: words::DATA_STORE,
        height: extent::BUTTON,
        is_framed: true,
    };
    drop_down_ui(ui, &look, |ui| {
        let mut action = None;
        if list_row_ui(ui, None, words::NO_DATA_STORE, "", file.is_none(), None) {
            action = Some(Action::UseDataStore(None));
        }
        if let Some(file) = &file {
            list_row_ui(ui, None, file, "", true, None);
        }
        if list_row_ui(ui, Some(Icon::OpenFolder), words::CHOOSE_DATA_STORE, "", false, None) {
            action = Some(Action::Command(Command::UseDataStore));
        }
        list_line_ui(ui);
        for (purpose, label) in [(Purpose::Service, words::FOR_A_SERVICE), (Purpose::Package, words::FOR_A_PACKAGE)] {
            if list_row_ui(ui, None, label, "", state.publication.purpose == purpose, None) {
                action = Some(Action::ChoosePurpose(purpose));
            }
        }
        action
    })
}
