//! The server compared with: release, system, runtime, and the list of its Python.
//!
//! In: the state. Out: another server, another list.
//! Never passes the default list off as the server's own.

use std::sync::OnceLock;

use egui::{ScrollArea, Ui};

use crate::app::action::Action;
use crate::app::apply::name_of;
use crate::app::command::Command;
use crate::app::state::AppState;
use crate::app::theme::{self, extent};
use crate::app::widgets::{DropDown, Icon, drop_down_ui, list_line_ui, list_row_ui};
use crate::app::words;

/// A server that can be chosen.
struct Server {
    name: String,
    shown: String,
    python: Option<String>,
}

/// Every server that Waybill knows, the newest first.
fn servers() -> &'static [Server] {
    static SERVERS: OnceLock<Vec<Server>> = OnceLock::new();
    SERVERS.get_or_init(|| {
        let server = |target: crate::target::Target| Server {
            name: target.name(),
            shown: words::server_name(&target.release, target.os.name(), target.runtime.name()),
            python: target.environment.python,
        };
        let mut releases: Vec<Vec<Server>> = Vec::new();
        let mut last = String::new();
        for target in crate::target::all() {
            if target.release != last {
                last.clone_from(&target.release);
                releases.push(Vec::new());
            }
            if let Some(release) = releases.last_mut() {
                release.push(server(target));
            }
        }
        releases.into_iter().rev().flatten().collect()
    })
}

/// The button and its list.
pub fn target_ui(ui: &mut Ui, state: &AppState, has_words: bool) -> Option<Action> {
    let palette = theme::palette(ui);
    let (chosen, title, python) = shown(state);
    let listing = state.publication.environment.as_deref();
    let detail = words::server_python(python.as_deref(), listing.is_some());
    let look = DropDown {
        icon: Some((Icon::Server, palette.accent)),
        title: &title,
        detail: has_words.then_some(detail.as_str()),
        name: words::SERVER,
        height: extent::BUTTON,
        is_framed: true,
    };
    drop_down_ui(ui, &look, |ui| {
        let mut action = None;
        if list_row_ui(ui, None, words::BUILT_IN_LIST, "", listing.is_none(), None) {
            action = Some(Action::UseEnvironment(None));
        }
        if let Some(path) = listing {
            list_row_ui(ui, None, &name_of(path), "", true, None);
        }
        let command = Command::UseEnvironment;
        if list_row_ui(ui, Some(Icon::OpenFolder), command.label(), "", false, command.why_not(state)) {
            action = Some(Action::Command(command));
        }
        list_line_ui(ui);
        ScrollArea::vertical().max_height(400.0).show(ui, |ui| {
            for server in servers() {
                let python = server.python.as_deref().unwrap_or_default();
                if list_row_ui(ui, None, &server.shown, python, chosen.as_deref() == Some(&server.name), None) {
                    action = Some(Action::ChooseTarget(server.name.clone()));
                }
            }
        });
        action
    })
}

/// The chosen server's name, how it is shown, and its Python.
fn shown(state: &AppState) -> (Option<String>, String, Option<String>) {
    let report = state.review.as_ref().filter(|_| state.shown.targets == state.publication.targets);
    match report.map(|review| review.report.targets.as_slice()) {
        Some([target]) => return (Some(target.name.clone()), words::target_name(target), target.python.clone()),
        Some(many) if !many.is_empty() => return (None, words::servers(many.len()), None),
        Some(_) | None => {}
    }
    let known = match state.publication.targets.as_slice() {
        [] => servers().first(),
        [one] => servers().iter().find(|server| server.name == *one),
        many => return (None, words::servers(many.len()), None),
    };
    match (known, state.publication.targets.first()) {
        (Some(server), _) => (Some(server.name.clone()), server.shown.clone(), server.python.clone()),
        (None, Some(name)) => (Some(name.clone()), crate::text::visible(name).into_owned(), None),
        (None, None) => (None, words::SERVER.to_owned(), None),
    }
}
