//! Every command, once: its words, its shortcut, and when it can be given.
//!
//! In: the state. Out: what menu, toolbar and shortcuts are drawn from.
//! Never carries a command out: that is [`apply`](super::apply::apply)'s.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::state::AppState;

/// Something the user can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Add files.
    Open,
    /// Add a folder.
    OpenFolder,
    /// Open the sample.
    OpenSample,
    /// Close the publication.
    ClosePublication,
    /// Close the window.
    Quit,
    /// Show the project data.
    ShowProjectData,
    /// Show the modules.
    ShowModules,
    /// Look as the system does.
    FollowSystemTheme,
    /// Light.
    LightTheme,
    /// Dark.
    DarkTheme,
    /// Scan again.
    Rescan,
    /// Stop scanning.
    CancelScan,
    /// Go to the next message.
    NextMessage,
    /// Go to the message before.
    PreviousMessage,
}

/// A menu of the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// What is open.
    File,
    /// What is shown.
    View,
    /// What is done with it.
    Publication,
    /// Where to go.
    Go,
}

impl Menu {
    /// All menus, from left to right.
    pub const ALL: [Menu; 4] = [Menu::File, Menu::View, Menu::Publication, Menu::Go];

    /// The word in the menu bar.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::View => "View",
            Self::Publication => "Publication",
            Self::Go => "Go",
        }
    }
}

/// A command's words and shortcut.
pub struct Row {
    /// The command.
    pub command: Command,
    /// The menu it stands in.
    pub menu: Menu,
    /// The words on it.
    pub label: &'static str,
    /// More words, when the pointer rests on it.
    pub tooltip: &'static str,
    /// The keys.
    pub shortcut: Option<KeyboardShortcut>,
}

const fn keys(modifiers: Modifiers, key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(modifiers, key))
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// All commands, in the order of the menus.
pub const ALL: [Row; 14] = [
    row(Command::Open, Menu::File, "Open…", "Add toolboxes, scripts or map documents", keys(CTRL, Key::O)),
    row(
        Command::OpenFolder,
        Menu::File,
        "Open folder…",
        "Add a folder; it is searched for toolboxes and scripts",
        keys(CTRL_SHIFT, Key::O),
    ),
    row(Command::OpenSample, Menu::File, "Open sample", "A small publication to look around in", None),
    row(Command::ClosePublication, Menu::File, "Close publication", "Back to the empty window", keys(CTRL, Key::W)),
    row(Command::Quit, Menu::File, "Quit", "Close the window", keys(CTRL, Key::Q)),
    row(Command::ShowProjectData, Menu::View, "Project data", "What travels, what stays, and why", keys(CTRL, Key::Num1)),
    row(Command::ShowModules, Menu::View, "Modules", "What the scripts import and the server has", keys(CTRL, Key::Num2)),
    row(Command::FollowSystemTheme, Menu::View, "Theme of the system", "Light or dark, as the system says", None),
    row(Command::LightTheme, Menu::View, "Light theme", "Dark on light", None),
    row(Command::DarkTheme, Menu::View, "Dark theme", "Light on dark", None),
    row(Command::Rescan, Menu::Publication, "Rescan", "Read all files again", keys(Modifiers::NONE, Key::F5)),
    row(Command::CancelScan, Menu::Publication, "Cancel scan", "Keep the last report", keys(Modifiers::NONE, Key::Escape)),
    row(Command::NextMessage, Menu::Go, "Next message", "Select the next message", keys(Modifiers::NONE, Key::F8)),
    row(Command::PreviousMessage, Menu::Go, "Previous message", "Select the message before", keys(Modifiers::SHIFT, Key::F8)),
];

const fn row(
    command: Command,
    menu: Menu,
    label: &'static str,
    tooltip: &'static str,
    shortcut: Option<KeyboardShortcut>,
) -> Row {
    Row { command, menu, label, tooltip, shortcut }
}

impl Command {
    /// The command's words.
    pub fn label(self) -> &'static str {
        ALL.iter().find(|row| row.command == self).map_or("", |row| row.label)
    }

    /// More words.
    pub fn tooltip(self) -> &'static str {
        ALL.iter().find(|row| row.command == self).map_or("", |row| row.tooltip)
    }

    /// Why the command cannot be given now; `None` where it can.
    pub fn why_not(self, state: &AppState) -> Option<&'static str> {
        let nothing_open = state.inputs.is_empty().then_some("Nothing is open");
        let no_report = state.review.is_none().then_some("Nothing has been scanned yet");
        let no_messages = state.review.as_ref().is_none_or(|review| review.messages.is_empty());
        match self {
            Self::Open | Self::OpenFolder | Self::OpenSample | Self::Quit => None,
            Self::FollowSystemTheme | Self::LightTheme | Self::DarkTheme => None,
            Self::ClosePublication | Self::Rescan => nothing_open,
            Self::ShowProjectData | Self::ShowModules => no_report,
            Self::CancelScan => state.scan.is_none().then_some("No scan is running"),
            Self::NextMessage | Self::PreviousMessage => no_messages.then_some("There are no messages"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_words_and_no_shortcut_stands_twice() {
        for (at, row) in ALL.iter().enumerate() {
            assert!(!row.label.is_empty() && !row.tooltip.is_empty(), "{:?}", row.command);
            assert!(!row.tooltip.ends_with('.') && row.tooltip != row.label, "{:?}", row.command);
            for other in ALL.iter().skip(at + 1) {
                assert_ne!(row.command, other.command);
                assert_ne!(row.label, other.label);
                assert!(row.shortcut.is_none() || row.shortcut != other.shortcut, "{:?} {:?}", row.command, other.command);
            }
        }
    }

    #[test]
    fn an_empty_window_opens_and_closes_and_says_why_it_does_nothing_else() {
        let state = AppState::default();
        assert_eq!(Command::Open.why_not(&state), None);
        assert_eq!(Command::Rescan.why_not(&state), Some("Nothing is open"));
        assert_eq!(Command::CancelScan.why_not(&state), Some("No scan is running"));
    }
}
