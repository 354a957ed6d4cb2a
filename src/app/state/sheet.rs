//! What lies over the window until it is answered.
//!
//! In: opened by commands. Out: one sheet at a time.
//! Never asks whether somebody is sure where undo exists.

use std::path::PathBuf;

use super::PaletteSheet;
use crate::package::{Exported, Verification};
use crate::publication::Stage;

/// A sheet over the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The export: summary, progress, result.
    Export,
    /// Every command, and every place to go to.
    Palette(PaletteSheet),
    /// The help page of a message's code.
    Help(&'static str),
    /// All decisions of the publisher.
    Decisions,
    /// The keys.
    Keyboard,
    /// Something would be lost.
    Unsaved(Next),
    /// A package is being written; what was asked for meanwhile.
    StillWriting(Next),
}

/// What was asked for when something would be lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Close the window.
    Quit,
    /// Close the publication.
    Close,
    /// Open another publication's file.
    Open(PathBuf),
    /// Open the sample.
    Sample,
}

/// The export: it goes on while another sheet asks something.
#[derive(Debug, Default)]
pub struct ExportSheet {
    /// Where the package shall be written.
    pub destination: Option<PathBuf>,
    /// True where an earlier package stands there.
    pub replaces: bool,
    /// True where the publisher writes although errors are open.
    pub accept_errors: bool,
    /// The step by which the sheet itself chose a toolbox.
    pub proposed: Option<String>,
    /// The service's name that the sheet itself proposed.
    pub named: Option<String>,
    /// What is done once the writing has been stopped.
    pub then: Option<Next>,
    /// How far it is.
    pub stage: ExportStage,
}

/// How far an export is.
#[derive(Debug, Default)]
pub enum ExportStage {
    /// The summary is read.
    #[default]
    Summary,
    /// The package is being written.
    Writing {
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
    Written {
        /// What was written.
        exported: Box<Exported>,
        /// The verification, if it was asked for again.
        verify: VerifyState,
    },
    /// Nothing was written.
    Failed {
        /// Why, as a sentence.
        sentence: String,
        /// The messages that stood in the way.
        messages: Vec<String>,
    },
}

/// A second look at the package.
#[derive(Debug, Default)]
pub enum VerifyState {
    /// Only the one at the end of the export.
    #[default]
    Once,
    /// Being looked at.
    Running,
    /// What was found.
    Done(Result<Verification, String>),
}

impl ExportSheet {
    /// True while the package is being written.
    pub fn is_writing(&self) -> bool {
        matches!(self.stage, ExportStage::Writing { .. })
    }
}
