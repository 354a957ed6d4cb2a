//! What can happen, and what shall be done about it.
//!
//! In: nothing. Out: [`Action`]s that views and jobs return, [`Effect`]s that [`apply`](super::apply::apply) asks for.
//! Never holds an egui type: both are plain values.

use std::path::PathBuf;

use super::command::Command;
use super::state::{
    DataChip, DataColumn, DataGroup, Draft, FocusTarget, Grouping, ModuleChip, ModuleGroup, Place, Review, Settings, Tab,
    ThemeChoice, Thing, Tick, ToolScope,
};
use crate::consolidation::Override;
use crate::message::Severity;
use crate::package::{ExportSettings, Exported, Verification};
use crate::publication::{PublicationFile, Purpose, Stage};

/// Something the user or a job did.
#[derive(Debug)]
pub enum Action {
    /// A command was given.
    Command(Command),
    /// The window opened with these settings.
    Restore(Box<Settings>),
    /// Files or folders were dropped, chosen or named at the start.
    AddInputs(Vec<Input>),
    /// An input is no longer part of the publication.
    RemoveInput(PathBuf),
    /// An input that is not there was found elsewhere.
    ReplaceInput {
        /// Where it was.
        from: PathBuf,
        /// Where it is.
        to: PathBuf,
    },
    /// A publication's file was chosen.
    OpenFile(PathBuf),
    /// A publication's file was read.
    Opened {
        /// The file.
        path: PathBuf,
        /// What stands in it.
        file: Box<PublicationFile>,
    },
    /// A place for the publication's file was chosen.
    SaveTo(PathBuf),
    /// The publication was written.
    Saved {
        /// The file.
        path: PathBuf,
        /// What was written.
        file: Box<PublicationFile>,
    },
    /// The scan came further.
    ScanAdvanced {
        /// Steps done.
        done: u64,
        /// Steps known.
        total: u64,
    },
    /// The scan ended with a report.
    ScanDone {
        /// The report.
        review: Box<Review>,
        /// Seconds since 1970, for the recent list.
        now: u64,
    },
    /// The scan was stopped by the user.
    ScanCancelled,
    /// The scan could not run.
    ScanFailed(String),
    /// Files of the publication were saved.
    FilesChanged(Vec<PathBuf>),
    /// Changes are noticed from now on; false where the system does not tell of all of them.
    WatchStarted(bool),
    /// Something else could not be done.
    Failed(String),

    /// A tab was chosen.
    SelectTab(Tab),
    /// A thing was selected.
    Select(Thing),
    /// One of the references or imports of the selected thing was chosen.
    SelectReference(usize),
    /// A marked text of the shown script was selected, by its place among the marks.
    SelectMark(usize),
    /// A line of the shown script shall be looked at.
    LookAtLine(u32),
    /// The marked text of the selection shall be explained beside its line, or no longer.
    Explain(bool),
    /// Words that the name of a script must contain to be offered.
    FilterScripts(String),
    /// The changed lines of the shown script shall be hidden, or shown again.
    ToggleChanges,
    /// A message was selected, by its place in the report.
    SelectMessage(usize),
    /// A place in a script shall be shown.
    GoTo(Place),
    /// The keyboard focus shall move.
    MoveFocus(FocusTarget),

    /// Words to filter the project data by.
    FilterData(String),
    /// Lines of the project data to show.
    ChooseDataChip(DataChip),
    /// How the project data is grouped.
    GroupData(Grouping),
    /// The title of a column was pressed.
    SortData(DataColumn),
    /// The title of a group was pressed.
    ToggleDataGroup(DataGroup),
    /// Words to filter the modules by.
    FilterModules(String),
    /// Modules to show.
    ChooseModuleChip(ModuleChip),
    /// The title of a group was pressed.
    ToggleModuleGroup(ModuleGroup),
    /// Messages of a severity shall be shown or hidden.
    ToggleSeverity(Severity),
    /// Messages of one script, or of all.
    MessagesOfScript(Option<String>),
    /// Messages of one code, or of all.
    MessagesOfCode(Option<&'static str>),
    /// Nothing hides messages any more.
    ShowAllMessages,
    /// A node of the tree was opened or closed.
    ToggleNode(String),
    /// A row of the tree was chosen, by its name there.
    SelectNode(String),
    /// The window is too narrow for the tree, or wide enough again.
    TreeIsRail(bool),
    /// The tree shall lie over the centre of a narrow window, or not.
    ShowTreeOver(bool),
    /// The window is too narrow for the inspector, or wide enough again.
    InspectorIsOverlay(bool),
    /// The files of an item shall be listed, or not.
    ListFiles(Option<String>),
    /// A parameter's value is being typed; `None` leaves it as it was.
    TypeValue(Option<Draft>),
    /// Words to search the tree for; `None` ends the search.
    FilterTree(Option<String>),
    /// A fold of the changed lines was opened.
    Unfold(u32),

    /// Tools shall be published, or not.
    ChooseTools {
        /// Which.
        tools: ToolScope,
        /// What becomes of their ticks.
        tick: Tick,
    },
    /// No toolbox is chosen for the service: those of all toolboxes are reviewed.
    ReviewAllToolboxes,
    /// A decision of the publisher.
    Decide(Override),
    /// The rules decide again.
    Reset(Override),
    /// The repair of a message, by its place in the report.
    Repair(usize),
    /// A parameter's value is fixed when the service is published, or not.
    MarkConstant {
        /// `TOOL.NAME`.
        parameter: String,
        /// True to fix it.
        constant: bool,
    },
    /// A parameter's value for the review; the empty text is the default again.
    EnterValue {
        /// `TOOL.NAME`.
        parameter: String,
        /// The value.
        value: String,
    },
    /// A server to compare with, by its name.
    ChooseTarget(String),
    /// A listing of the server's Python; `None` for the built-in one.
    UseEnvironment(Option<PathBuf>),
    /// A listing of the workstation's Python, or none.
    UseWorkstation(Option<PathBuf>),
    /// The list of the server's registered data, or none.
    UseDataStore(Option<PathBuf>),
    /// What the package is for.
    ChoosePurpose(Purpose),
    /// A folder of this machine stands for a drive.
    MapDrive {
        /// The drive, `e:`.
        drive: String,
        /// The folder.
        folder: PathBuf,
    },

    /// The service's name.
    NameService(String),
    /// A root outside the inputs is confirmed, or not.
    AllowRoot {
        /// The root, as the report writes it.
        path: String,
        /// True to confirm it.
        allow: bool,
    },
    /// A connection file may travel with its saved password, or not.
    AllowSecret {
        /// The file, as the report writes it.
        path: String,
        /// True to let it travel.
        allow: bool,
    },
    /// The toolbox that the service takes its tools from.
    ChooseToolbox(PathBuf),
    /// The publisher writes although errors are open, or not.
    AcceptErrors(bool),
    /// A place for the package shall be chosen in a dialog.
    AskForDestination,
    /// An input that is not there shall be found in a dialog.
    Locate(PathBuf),
    /// A place for the package was chosen.
    ChooseDestination {
        /// The package.
        path: PathBuf,
        /// True where something stands there.
        exists: bool,
    },
    /// Write the package.
    StartExport,
    /// The export came further.
    ExportAdvanced {
        /// What is being done.
        stage: Stage,
        /// Bytes done in it.
        done: u64,
        /// Bytes to do in it.
        total: u64,
        /// The file that is worked on, or the empty text.
        file: String,
    },
    /// The package is there.
    ExportDone(Box<Exported>),
    /// Nothing was written.
    ExportFailed {
        /// Why, as a sentence.
        sentence: String,
        /// The messages that stood in the way.
        messages: Vec<String>,
    },
    /// The export was stopped by the user.
    ExportCancelled,
    /// Stop the export.
    CancelExport,
    /// Look at the written package again.
    VerifyAgain,
    /// What that found.
    Verified(Result<Verification, String>),
    /// Show a file or folder in the system's own window.
    ShowInFolder(PathBuf),
    /// Open the deployment plan of the written package.
    OpenPlan,

    /// The sheet on top was put away.
    CloseSheet,
    /// What was typed into the palette.
    PaletteQuery(String),
    /// The chosen line of the palette.
    PaletteChoose(usize),
    /// The chosen line of the palette was taken.
    PaletteTake(usize),
    /// The help page of a code shall be shown.
    ShowHelp(&'static str),
    /// Nothing is saved, and what was asked for is done.
    DiscardAndGoOn,
    /// A toast was put away, or its time was over.
    DismissToast(u64),
    /// The recent list shall be forgotten.
    ClearRecent,
    /// Words for the clipboard.
    Copy(String),
}

/// A file or folder that is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// What it is, as far as its name or a quick look tells.
    pub role: InputRole,
}

/// What a dropped or chosen file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputRole {
    /// To be judged by its name.
    ByName,
    /// A folder, whatever its name.
    Folder,
    /// A file that is named like a folder.
    Unreadable,
    /// A listing of the server's Python.
    Environment,
    /// The server's registered data.
    DataStore,
}

/// Something that leaves the state: work, dialogs, the window itself.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Scan a publication, instead of what is being scanned.
    Analyze {
        /// What to scan.
        file: Box<PublicationFile>,
        /// What may have changed since the last scan.
        changed: Reread,
    },
    /// Notice when something of the publication changes, and nothing else.
    Watch(Watched),
    /// Stop the scan.
    CancelScan,
    /// Ask for files.
    AskForFiles,
    /// Ask for a folder.
    AskForFolder,
    /// Ask for a listing or a list of registered data.
    AskForListing(Listing),
    /// Ask which folder stands for a drive.
    AskForDrive(String),
    /// Ask where an input is now.
    AskForInput(PathBuf),
    /// Ask where to save the publication; the name is a proposal.
    AskWhereToSave {
        /// The name proposed.
        name: String,
        /// The folder proposed: the publication's own.
        folder: Option<PathBuf>,
    },
    /// Ask where to write the package; the name is a proposal.
    AskForDestination {
        /// The proposed name.
        name: String,
        /// The folder to begin in.
        folder: Option<PathBuf>,
    },
    /// Look for the sample beside the program.
    FindSample,
    /// Read a publication's file.
    ReadPublication(PathBuf),
    /// Write a publication's file.
    WritePublication {
        /// The file.
        path: PathBuf,
        /// What to write.
        file: Box<PublicationFile>,
    },
    /// Write the package.
    Export(Box<ExportSettings>),
    /// Stop writing.
    CancelExport,
    /// Verify a package.
    Verify(PathBuf),
    /// Show something in the system's own window.
    ShowInFolder(PathBuf),
    /// Open a script in the system's editor.
    OpenInEditor(PathBuf),
    /// Put words on the clipboard.
    Copy(String),
    /// Draw in this theme.
    ShowTheme(ThemeChoice),
    /// Draw larger or smaller.
    Zoom(Zoom),
    /// Take a toast away when its time is over.
    ExpireToast(u64),
    /// Close the window.
    Close,
}

/// What is watched for changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// The inputs: folders with all below them, files with the folder that holds them.
    pub inputs: Vec<PathBuf>,
    /// Further folders that hold scripts and data, without what lies below them.
    pub folders: Vec<PathBuf>,
}

/// What a scan has to read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reread {
    /// Nobody knows what has changed.
    Everything,
    /// Only these files; none, where only the publisher decided something.
    Only(Vec<PathBuf>),
}

/// A list that the publisher may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// The server's Python.
    Environment,
    /// The workstation's Python.
    Workstation,
    /// The server's registered data.
    DataStore,
}

/// A change of size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    /// Larger.
    In,
    /// Smaller.
    Out,
    /// As the system draws.
    Reset,
}
