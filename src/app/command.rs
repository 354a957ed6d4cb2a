//! Every command, once: its words, its shortcut, and when it can be given.
//!
//! In: the state. Out: what menu, toolbar, palette and shortcuts are drawn from.
//! Never carries a command out: that is [`apply`](super::apply::apply)'s.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::state::{AppState, Thing};
use super::widgets::Icon;

/// Something the user can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the table below says what each one does")]
pub enum Command {
    Open,
    OpenFolder,
    OpenSample,
    Save,
    SaveAs,
    ClosePublication,
    Export,
    Quit,
    Undo,
    Redo,
    CopyPath,
    Filter,
    ShowProjectData,
    ShowModules,
    ShowScript,
    ToggleTree,
    ToggleInspector,
    ToggleMessages,
    OpenAllGroups,
    CloseAllGroups,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    FollowSystemTheme,
    LightTheme,
    DarkTheme,
    Rescan,
    CancelScan,
    UseEnvironment,
    UseWorkstation,
    UseDataStore,
    Repair,
    Exclude,
    Include,
    PutInDataStore,
    TreatAsOutput,
    TreatAsText,
    ResetDecision,
    AllDecisions,
    PublishAllTools,
    PublishSelected,
    PublishOnlySelected,
    LeaveSelectedOut,
    InvertTools,
    Back,
    Forward,
    NextMessage,
    PreviousMessage,
    NextReference,
    PreviousReference,
    GoToLine,
    OpenInEditor,
    NextPanel,
    PreviousPanel,
    Palette,
    HelpOnMessage,
    Keyboard,
    Escape,
}

/// A menu of the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// What is open.
    File,
    /// What was done.
    Edit,
    /// What is shown.
    View,
    /// What is decided.
    Publication,
    /// Where to go.
    Go,
    /// How things work.
    Help,
    /// In no menu: only a key.
    None,
}

impl Menu {
    /// The menus of the menu bar, from left to right.
    pub const ALL: [Menu; 6] = [Menu::File, Menu::Edit, Menu::View, Menu::Publication, Menu::Go, Menu::Help];

    /// The word in the menu bar.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Publication => "Publication",
            Self::Go => "Go",
            Self::Help => "Help",
            Self::None => "",
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
    /// Its keys.
    pub shortcut: Option<KeyboardShortcut>,
    /// Its picture, where it has one.
    pub icon: Option<Icon>,
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const ALT: Modifiers = Modifiers::ALT;

const fn keys(modifiers: Modifiers, key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(modifiers, key))
}

use Command as C;
use Menu as M;

/// The table of commands, in the order of menus and palette.
pub static ALL: &[Row] = &[
    row(
        C::Open,
        M::File,
        "Open…",
        "Open toolboxes, scripts, map documents or a publication",
        keys(CTRL, Key::O),
        Some(Icon::Open),
    ),
    row(
        C::OpenFolder,
        M::File,
        "Open folder…",
        "Open a folder with toolboxes and scripts",
        keys(CTRL_SHIFT, Key::O),
        Some(Icon::OpenFolder),
    ),
    row(C::OpenSample, M::File, "Open sample", "A publication to look around in", None, Some(Icon::Sample)),
    row(C::Save, M::File, "Save", "Keep inputs, decisions and values in a file", keys(CTRL, Key::S), Some(Icon::Save)),
    row(C::SaveAs, M::File, "Save as…", "Keep them in another file", keys(CTRL_SHIFT, Key::S), Some(Icon::Save)),
    row(C::Export, M::File, "Export…", "See the summary, then write the package", keys(CTRL, Key::E), Some(Icon::Copied)),
    row(C::ClosePublication, M::File, "Close publication", "Back to the empty window", keys(CTRL, Key::W), None),
    row(C::Quit, M::File, "Quit", "Close the window", keys(CTRL, Key::Q), None),
    row(C::Undo, M::Edit, "Undo", "Take the last decision back", keys(CTRL, Key::Z), Some(Icon::Undo)),
    row(C::Redo, M::Edit, "Redo", "Decide so again", keys(CTRL, Key::Y), Some(Icon::Redo)),
    row(
        C::CopyPath,
        M::Edit,
        "Copy path",
        "Put the whole path of the selection on the clipboard",
        keys(CTRL, Key::C),
        Some(Icon::Copy),
    ),
    row(C::Filter, M::Edit, "Filter", "Type words to see only what has them", keys(CTRL, Key::F), Some(Icon::Filter)),
    row(C::ShowProjectData, M::View, "Project data", "What travels, what stays, and why", keys(CTRL, Key::Num1), None),
    row(C::ShowModules, M::View, "Modules", "What the scripts import and the server has", keys(CTRL, Key::Num2), None),
    row(C::ShowScript, M::View, "Script", "The source, with its paths marked", keys(CTRL, Key::Num3), None),
    row(C::ToggleTree, M::View, "Tree", "Show or hide toolboxes, tools and scripts", keys(CTRL, Key::B), None),
    row(C::ToggleInspector, M::View, "Inspector", "Show or hide the evidence", keys(CTRL, Key::I), None),
    row(C::ToggleMessages, M::View, "Messages", "Show or hide the messages", keys(CTRL, Key::J), None),
    row(
        C::OpenAllGroups,
        M::View,
        "Open all groups",
        "Show the rows of every group",
        keys(CTRL_SHIFT, Key::E),
        Some(Icon::Unfold),
    ),
    row(C::CloseAllGroups, M::View, "Close all groups", "Show only the titles", None, None),
    row(C::ZoomIn, M::View, "Zoom in", "Larger", keys(CTRL, Key::Plus), Some(Icon::ZoomIn)),
    row(C::ZoomOut, M::View, "Zoom out", "Smaller", keys(CTRL, Key::Minus), Some(Icon::ZoomOut)),
    row(C::ZoomReset, M::View, "Actual size", "As large as the system draws", keys(CTRL, Key::Num0), None),
    row(C::FollowSystemTheme, M::View, "Theme of the system", "Light or dark, as the system says", None, None),
    row(C::LightTheme, M::View, "Light theme", "Dark on light", None, None),
    row(C::DarkTheme, M::View, "Dark theme", "Light on dark", None, None),
    row(
        C::Repair,
        M::Publication,
        "Apply repair",
        "Carry out the recommended repair of the message",
        keys(CTRL, Key::Period),
        Some(Icon::Repair),
    ),
    row(C::Exclude, M::Publication, "Exclude", "The selected data does not travel", keys(NONE, Key::Delete), Some(Icon::Blocked)),
    row(C::Include, M::Publication, "Include", "The selected data travels", keys(NONE, Key::Insert), Some(Icon::Copied)),
    row(
        C::PutInDataStore,
        M::Publication,
        "In the data store",
        "The server has the selected data under the same path",
        None,
        Some(Icon::Stays),
    ),
    row(
        C::TreatAsOutput,
        M::Publication,
        "Treat as output",
        "The selected data is what an earlier run wrote",
        None,
        Some(Icon::Output),
    ),
    row(C::TreatAsText, M::Publication, "Treat as text", "The quoted text is text, not data", None, Some(Icon::Quote)),
    row(C::ResetDecision, M::Publication, "Reset", "The rules decide about the selection again", None, Some(Icon::Undo)),
    row(C::AllDecisions, M::Publication, "All decisions…", "What you decided, with a way back", None, Some(Icon::Person)),
    row(C::PublishAllTools, M::Publication, "Publish all tools", "Every tool is chosen again", None, Some(Icon::Toolbox)),
    row(
        C::PublishSelected,
        M::Publication,
        "Publish the selected tools",
        "The tool, or those of the toolset or toolbox",
        None,
        Some(Icon::Tool),
    ),
    row(C::PublishOnlySelected, M::Publication, "Publish only the selected tools", "And no others", None, None),
    row(C::LeaveSelectedOut, M::Publication, "Do not publish the selected tools", "All others stay as they are", None, None),
    row(C::InvertTools, M::Publication, "Invert the choice of tools", "Publish those that are not chosen now", None, None),
    row(
        C::UseEnvironment,
        M::Publication,
        "Server listing…",
        "Compare with a listing of your server's Python",
        None,
        Some(Icon::Server),
    ),
    row(
        C::UseWorkstation,
        M::Publication,
        "Workstation listing…",
        "Compare with a listing of your own Python",
        None,
        Some(Icon::Computer),
    ),
    row(
        C::UseDataStore,
        M::Publication,
        "Data store…",
        "Read which folders are registered with the server",
        None,
        Some(Icon::Stays),
    ),
    row(C::Rescan, M::Publication, "Rescan", "Read all files again", keys(NONE, Key::F5), Some(Icon::Rescan)),
    row(C::CancelScan, M::Publication, "Cancel scan", "Keep the last report", None, Some(Icon::Stop)),
    row(C::Back, M::Go, "Back", "To the selection before", keys(ALT, Key::ArrowLeft), Some(Icon::Back)),
    row(C::Forward, M::Go, "Forward", "To the selection after", keys(ALT, Key::ArrowRight), Some(Icon::Forward)),
    row(C::NextMessage, M::Go, "Next message", "Select the next message", keys(NONE, Key::F8), None),
    row(C::PreviousMessage, M::Go, "Previous message", "Select the message before", keys(SHIFT, Key::F8), None),
    row(C::NextReference, M::Go, "Next reference", "To the next marked text of the script", keys(NONE, Key::F7), None),
    row(C::PreviousReference, M::Go, "Previous reference", "To the marked text before", keys(SHIFT, Key::F7), None),
    row(
        C::GoToLine,
        M::Go,
        "Go to the line",
        "Show the script at the line of the selection",
        keys(CTRL, Key::Enter),
        Some(Icon::Script),
    ),
    row(C::OpenInEditor, M::Go, "Open in editor", "Open the script in the system's editor", None, Some(Icon::OpenOutside)),
    row(C::NextPanel, M::Go, "Next panel", "Keyboard to the next panel", keys(NONE, Key::F6), None),
    row(C::PreviousPanel, M::Go, "Previous panel", "Keyboard to the panel before", keys(SHIFT, Key::F6), None),
    row(
        C::Palette,
        M::Help,
        "All commands…",
        "Find a command, a file, data or a message",
        keys(CTRL, Key::P),
        Some(Icon::Search),
    ),
    row(
        C::HelpOnMessage,
        M::Help,
        "About the message",
        "What the code of the selected message means",
        keys(NONE, Key::F1),
        Some(Icon::Unsure),
    ),
    row(C::Keyboard, M::Help, "Keyboard…", "Every key", None, None),
    row(C::Escape, M::None, "Close what is on top", "Sheet, filter or note", keys(NONE, Key::Escape), None),
];

const fn row(
    command: Command,
    menu: Menu,
    label: &'static str,
    tooltip: &'static str,
    shortcut: Option<KeyboardShortcut>,
    icon: Option<Icon>,
) -> Row {
    Row { command, menu, label, tooltip, shortcut, icon }
}

impl Command {
    fn row(self) -> Option<&'static Row> {
        ALL.iter().find(|row| row.command == self)
    }

    /// The command's words.
    pub fn label(self) -> &'static str {
        self.row().map_or("", |row| row.label)
    }

    /// The command's words in this state: "Undo Exclude output".
    pub fn words(self, state: &AppState) -> String {
        let step = match self {
            Self::Undo => state.history.undo_name(),
            Self::Redo => state.history.redo_name(),
            _ => None,
        };
        match step {
            Some(step) => format!("{} {}", self.label(), crate::text::visible(step)),
            None => self.label().to_owned(),
        }
    }

    /// More words.
    pub fn tooltip(self) -> &'static str {
        self.row().map_or("", |row| row.tooltip)
    }

    /// The command's picture.
    pub fn icon(self) -> Option<Icon> {
        self.row().and_then(|row| row.icon)
    }

    /// The command's keys, as the system writes them.
    pub fn keys(self, ctx: &egui::Context) -> Option<String> {
        let keys = ctx.format_shortcut(&self.row()?.shortcut?);
        // Keys are called by what stands on them.
        let named = [
            ("Period", "."),
            ("Plus", "+"),
            ("Minus", "-"),
            ("ArrowLeft", "Left"),
            ("ArrowRight", "Right"),
            ("Delete", "Del"),
            ("Insert", "Ins"),
        ];
        Some(named.iter().fold(keys, |keys, (name, sign)| keys.replace(name, sign)))
    }

    /// Why the command cannot be given now; `None` where it can.
    pub fn why_not(self, state: &AppState) -> Option<&'static str> {
        let nothing_open = state.is_empty().then_some("Nothing is open");
        let no_report = state.review.is_none().then_some("Nothing has been scanned yet");
        match self {
            Self::Open | Self::OpenFolder | Self::OpenSample | Self::Quit | Self::Palette | Self::Keyboard | Self::Escape => None,
            Self::FollowSystemTheme | Self::LightTheme | Self::DarkTheme => None,
            Self::ZoomIn | Self::ZoomOut | Self::ZoomReset => None,
            Self::UseEnvironment | Self::UseWorkstation | Self::UseDataStore => None,
            Self::Save | Self::SaveAs | Self::ClosePublication | Self::Rescan => nothing_open,
            Self::ShowProjectData | Self::ShowModules | Self::ShowScript | Self::Filter => no_report,
            Self::ToggleTree | Self::ToggleInspector | Self::ToggleMessages => no_report,
            Self::OpenAllGroups | Self::CloseAllGroups | Self::NextPanel | Self::PreviousPanel => no_report,
            Self::Export => no_report.or_else(|| state.scan.is_some().then_some("Wait until the scan has ended")),
            Self::Undo => state.history.undo_name().is_none().then_some("Nothing to undo"),
            Self::Redo => state.history.redo_name().is_none().then_some("Nothing to redo"),
            Self::CancelScan => state.scan.is_none().then_some("No scan is running"),
            Self::Back => (!state.trail.has_back()).then_some("Nothing was selected before"),
            Self::Forward => (!state.trail.has_forward()).then_some("Nothing was selected after"),
            Self::NextMessage | Self::PreviousMessage => {
                state.messages.rows.is_empty().then_some("There are no messages to go to")
            }
            Self::HelpOnMessage => state.selection.message.is_none().then_some("Select a message first"),
            Self::Repair => super::apply::why_no_repair(state),
            Self::PublishAllTools
            | Self::PublishSelected
            | Self::PublishOnlySelected
            | Self::LeaveSelectedOut
            | Self::InvertTools => super::apply::why_no_choice(state, self),
            Self::AllDecisions => state.publication.overrides.is_empty().then_some("You have decided nothing so far"),
            Self::CopyPath => state.selection.thing.is_none().then_some("Nothing is selected"),
            Self::NextReference | Self::PreviousReference | Self::GoToLine => {
                state.selection.place.is_none().then_some("No place in a script is selected")
            }
            Self::OpenInEditor => match &state.selection.place {
                None => Some("No place in a script is selected"),
                Some(place) => super::apply::is_inside_toolbox(&place.script)
                    .then_some("The script lies inside a toolbox and has no file of its own"),
            },
            Self::Exclude
            | Self::Include
            | Self::PutInDataStore
            | Self::TreatAsOutput
            | Self::TreatAsText
            | Self::ResetDecision => super::apply::why_not_decide(state, self),
        }
    }

    /// True where the keys belong to a text field while one has the focus.
    pub fn yields_to_text(self) -> bool {
        matches!(self, Self::Exclude | Self::Include | Self::CopyPath | Self::Undo | Self::Redo)
    }

    /// True where the command may be given while a sheet is open.
    pub fn works_over_sheets(self) -> bool {
        matches!(self, Self::Escape | Self::ZoomIn | Self::ZoomOut | Self::ZoomReset | Self::Quit | Self::Palette)
    }
}

/// The thing that decisions are about, as its path.
pub fn decidable(thing: &Thing) -> Option<&str> {
    match thing {
        Thing::Data(path) | Thing::LeftBehind(path) => Some(path),
        Thing::LookedFor(_)
        | Thing::Module(_)
        | Thing::Toolbox(_)
        | Thing::Toolset { .. }
        | Thing::Tool { .. }
        | Thing::Script(_) => None,
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
