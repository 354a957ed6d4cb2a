//! The report: everything that window, command line and export show or write.
//!
//! In: built by [`analyze`](super::analyze). Out: one immutable value whose public rows are exactly `waybill.report/1`.
//! Never holds a path of this machine, a time, a user or a host; the rows of the JSON are sorted as the contract says.

use serde::Serialize;

use super::evidence::Evidence;
use crate::layout::Layout;
use crate::message::{Blocks, Message, Severity};

/// The schema that [`Report`] serialises to.
pub const SCHEMA: &str = "waybill.report/1";

/// The result of one analysis.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Always [`SCHEMA`].
    pub schema: &'static str,
    /// The version of Waybill.
    pub waybill_version: &'static str,
    /// Always `.`: paths are relative to it.
    pub root: &'static str,
    /// The servers compared with.
    pub targets: Vec<TargetRow>,
    /// The toolboxes.
    pub toolboxes: Vec<ToolboxRow>,
    /// The scripts that were read.
    pub scripts: Vec<ScriptRow>,
    /// The project data.
    pub data: Vec<DataRow>,
    /// What swept folders do not bring.
    pub left_behind: Vec<LeftBehindRow>,
    /// The imported modules.
    pub modules: Vec<ModuleRow>,
    /// The messages.
    pub messages: Vec<MessageRow>,
    /// The sums.
    pub totals: Totals,
    /// Where everything lands and what is rewritten; for export and the window, not in the JSON.
    #[serde(skip)]
    pub layout: Layout,
    /// The messages with their codes and arguments, in the order of the rows.
    #[serde(skip)]
    pub findings: Vec<Message>,
    /// Roots of data outside the inputs, with the file count and bytes behind each, and whether the publisher confirmed it.
    #[serde(skip)]
    pub roots: Vec<RootRow>,
    /// What the rows rest on.
    #[serde(skip)]
    pub evidence: Evidence,
    /// For each target, in the order of the rows, what must be done on the server.
    #[serde(skip)]
    pub deployments: Vec<crate::target::Deployment>,
}

impl Report {
    /// The messages that stand in the way of a package: errors that the publisher accepted do not.
    pub fn package_errors(&self) -> impl Iterator<Item = &MessageRow> {
        self.messages.iter().filter(|row| row.blocks_package())
    }
}

impl MessageRow {
    /// True for an error that stands in the way of a package and was not accepted.
    pub fn blocks_package(&self) -> bool {
        self.accepted.is_none() && self.severity == Severity::Error && self.blocks == Blocks::Package
    }
}

/// A server compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TargetRow {
    /// `server-11.3-windows`.
    pub name: String,
    /// `11.3`.
    pub release: String,
    /// `windows` or `linux`.
    pub os: String,
    /// `pro` or `arcmap`.
    pub runtime: String,
    /// `3.11.8`; null where unknown.
    pub python: Option<String>,
    /// Where its list comes from.
    pub source: String,
}

/// A toolbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToolboxRow {
    /// Relative to root.
    pub path: String,
    /// `pyt`, `atbx`, `tbx`.
    pub format: &'static str,
    /// The name on screen.
    pub label: String,
    /// The alias.
    pub alias: String,
    /// Its tools.
    pub tools: Vec<ToolRow>,
}

/// A tool.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ToolRow {
    /// Its name.
    pub name: String,
    /// The name on screen.
    pub label: String,
    /// `script`, `model`, `python`, `r`, `other`.
    pub kind: &'static str,
    /// `ready`, `protected`, `partial`, `dynamic`, `unreadable`.
    pub state: &'static str,
    /// The toolset it stands in, nested by backslashes; empty at the top.
    pub toolset: String,
    /// True if it is to be published.
    pub selected: bool,
    /// True if it is not to be published, and takes part because a published model runs it.
    pub called: bool,
    /// Its scripts.
    pub sources: Vec<SourceRow>,
    /// Its parameters.
    pub parameters: Vec<ParameterRow>,
}

/// A script of a tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceRow {
    /// The script's path.
    pub script: String,
    /// `tool`, `validation`, `toolbox`, `module`.
    pub role: &'static str,
}

/// A parameter of a tool.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ParameterRow {
    /// Its name.
    pub name: String,
    /// The name on screen; empty where none is given.
    pub label: String,
    /// Its data type.
    pub datatype: String,
    /// `input`, `output`.
    pub direction: &'static str,
    /// `required`, `optional`, `derived`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Its value: entered for the review, else the default.
    pub value: Option<String>,
    /// True where the publisher marked it Constant: its value is fixed when it is published.
    pub constant: bool,
    /// True where it can be marked Constant: an input whose type takes paths.
    #[serde(skip)]
    pub may_be_constant: bool,
    /// The values of its choice lists, as written.
    pub choices: Vec<String>,
    /// The layer file that its output is drawn by, as written.
    pub symbology: Option<String>,
    /// The names of the parameters that it depends on.
    pub depends_on: Vec<String>,
    /// True where what is typed is a secret: the value is then neither told nor saved.
    #[serde(skip)]
    pub is_secret: bool,
}

/// A script that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScriptRow {
    /// Its path.
    pub path: String,
    /// `tool`, `validation`, `toolbox`, `module`.
    pub role: &'static str,
    /// `2`, `3`, `both`, `neither`.
    pub python: &'static str,
    /// `utf-8`, …
    pub encoding: String,
    /// How many lines it has.
    pub lines: u32,
    /// False where ArcGIS' own scan does not read it.
    pub esri_scans: bool,
}

/// A piece of project data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DataRow {
    /// Its path.
    pub path: String,
    /// What is copied when it lies inside a container.
    pub container: Option<String>,
    /// `feature_class`, …
    pub kind: &'static str,
    /// `yes`, `broken`, `unsure`.
    pub certainty: &'static str,
    /// `copied`, `data_store`, `excluded`, `left_out`.
    pub decision: &'static str,
    /// Why, as a sentence.
    pub because: String,
    /// Relative to `extracted/`; null unless copied.
    pub destination: Option<String>,
    /// How many files travel.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// True where ArcGIS would take it too.
    pub esri_would_find: bool,
    /// What names it.
    pub references: Vec<ReferenceRow>,
}

/// A place that names data.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ReferenceRow {
    /// The script (or toolbox, document, config file).
    pub script: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The decoded value; for a fold, the expression's source text.
    pub text: String,
    /// `assignment`, `argument`, …
    pub context: &'static str,
    /// `layer`, `absolute`, `relative`, `folded`, …
    pub found_by: &'static str,
}

/// Something a swept folder does not bring.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LeftBehindRow {
    /// Its path.
    pub path: String,
    /// Why.
    pub because: String,
}

/// An imported module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModuleRow {
    /// The top-level name, or the longest known dotted name of a namespace package.
    pub name: String,
    /// `local`, `arcgis`, `standard_library`, `third_party`.
    pub class: &'static str,
    /// The file or folder it resolves to, where local.
    pub resolved: Option<String>,
    /// What brings it, where third-party and known.
    pub distribution: Option<DistributionRow>,
    /// True where every import of it is optional.
    pub optional: bool,
    /// What the workstation has, where a listing was given.
    pub workstation: Option<WorkstationRow>,
    /// What each target has.
    pub servers: Vec<ServerRow>,
    /// Where it is imported.
    pub imports: Vec<ImportRow>,
}

/// The distribution that brings a module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DistributionRow {
    /// The conda name.
    pub conda: Option<String>,
    /// The name on the Python index.
    pub pip: Option<String>,
    /// How that is known.
    pub evidence: String,
}

/// What the workstation has of a module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WorkstationRow {
    /// The version; null where it is not installed or not known.
    pub version: Option<String>,
}

/// What a target has of a module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServerRow {
    /// The target's name.
    pub target: String,
    /// `present`, `version_differs`, `missing`, `unsupported`, `unsure`, `not_applicable`.
    pub status: &'static str,
    /// The version on the server.
    pub version: Option<String>,
}

/// A place that imports a module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ImportRow {
    /// The script.
    pub script: String,
    /// Line, from 1.
    pub line: u32,
    /// False where ArcGIS' own scan does not read the script.
    pub esri_scans: bool,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MessageRow {
    /// `WB201`.
    pub code: &'static str,
    /// `error`, `warning`, `information`.
    pub severity: Severity,
    /// `package`, `deployment`, `nothing`.
    pub blocks: Blocks,
    /// Esri's analyzer code for the same thing.
    pub esri_code: Option<&'static str>,
    /// The sentence.
    pub text: String,
    /// The script it speaks of.
    pub script: Option<String>,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Column in characters, from 1.
    pub column: Option<u32>,
    /// What to do.
    pub repair: Option<String>,
    /// Why the publisher accepts it; it then counts as no error or warning.
    pub accepted: Option<String>,
}

/// The sums of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Files copied, each counted once.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Error messages that are not accepted.
    pub errors: u64,
    /// Warning messages that are not accepted.
    pub warnings: u64,
}

/// A root of data outside the inputs' folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootRow {
    /// As the report writes it: `e:/`, `//server/share`, or a folder.
    pub path: String,
    /// Files copied from it.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// True if the publisher allowed it.
    pub confirmed: bool,
}
