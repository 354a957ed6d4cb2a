//! What a message is.
//!
//! In: filled by the files of the codes. Out: plain values, comparable and sortable.
//! Never holds a publisher's secret: arguments are masked before they come here.

use std::collections::BTreeMap;

use crate::text::{DataPath, Position};

/// How serious a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something will not work.
    Error,
    /// Something may not work, or surprises.
    Warning,
    /// Good to know.
    Information,
}

/// What a message stands in the way of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Blocks {
    /// The package cannot be written.
    Package,
    /// The service will not run until the deployment plan is carried out.
    Deployment,
    /// Nothing.
    Nothing,
}

/// What all messages of one code share.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `WB201`.
    pub name: &'static str,
    /// A title for lists and help pages, without a final period.
    pub title: &'static str,
    /// Esri's analyzer code for the same thing, if there is one (`24032`).
    pub esri_code: Option<&'static str>,
    /// The help page, Markdown.
    pub help: &'static str,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its code.
    pub code: &'static Code,
    /// How serious this one is.
    pub severity: Severity,
    /// What this one stands in the way of.
    pub blocks: Blocks,
    /// What is so, then what it means; no final period on a single sentence. Paths as the report shows them.
    pub text: String,
    /// The named arguments that the text was made of.
    pub arguments: BTreeMap<&'static str, String>,
    /// The script it speaks of.
    pub script: Option<DataPath>,
    /// The place in that script.
    pub at: Option<Position>,
    /// What to do, as a button would say it; `None` where nothing needs doing.
    pub repair: Option<String>,
}
