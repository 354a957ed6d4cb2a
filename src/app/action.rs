//! What can happen, and what shall be done about it.
//!
//! In: nothing. Out: [`Action`]s that views and jobs return, [`Effect`]s that [`apply`](super::apply::apply) asks for.
//! Never holds an egui type: both are plain values.

use std::path::PathBuf;

use super::command::Command;
use super::state::{Review, Tab};

/// Something the user or a job did.
#[derive(Debug)]
pub enum Action {
    /// A command was given.
    Command(Command),
    /// Files or folders were dropped, chosen or named at the start.
    AddInputs(Vec<Input>),
    /// The scan came further.
    ScanAdvanced {
        /// Steps done.
        done: u64,
        /// Steps known.
        total: u64,
    },
    /// The scan ended with a report.
    ScanDone(Box<Review>),
    /// The scan was stopped by the user.
    ScanCancelled,
    /// Files of the publication were saved.
    FilesChanged,
    /// The scan could not run.
    ScanFailed(String),
    /// Something else could not be done.
    Failed(String),
    /// A tab was chosen.
    SelectTab(Tab),
    /// A row of the project data was chosen.
    SelectData(usize),
    /// A row of the modules was chosen.
    SelectModule(usize),
    /// A message was chosen.
    SelectMessage(usize),
    /// The user has read what went wrong.
    DismissTrouble,
}

/// A file or folder that is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// True where it is known to be a folder, whatever its name.
    pub is_folder: bool,
}

/// Something that leaves the state: work, dialogs, the window itself.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Scan these inputs, instead of what is being scanned.
    Analyze(Vec<PathBuf>),
    /// Notice when these inputs change, and no others.
    Watch(Vec<PathBuf>),
    /// Stop the scan.
    CancelScan,
    /// Ask for files.
    AskForFiles,
    /// Ask for a folder.
    AskForFolder,
    /// Look for the sample beside the program.
    FindSample,
    /// Draw in this theme.
    ShowTheme(ThemeChoice),
    /// Close the window.
    Close,
}

/// How the window is to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system does.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}
