//! What discovery found, as values.
//!
//! In: filled by the scan. Out: references with evidence, scripts, imports, near misses.
//! Never says what travels.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::disk::Reach;
use crate::geodata::{Dataset, Kind};
use crate::modules::Place;
use crate::python::{Context, Module};
use crate::text::{DataPath, Position, Span};
use crate::toolbox::Script;

/// Everything that was found.
#[derive(Debug, Default)]
pub struct Discovery {
    /// Every script that was read, sorted by path.
    pub scripts: Vec<Scanned>,
    /// Every place that names data that exists.
    pub references: Vec<Reference>,
    /// Every import.
    pub imports: Vec<FoundImport>,
    /// Compiled modules that are imported, sorted.
    pub binaries: Vec<DataPath>,
    /// What was looked for inside an existing container and is not there.
    pub missing: Vec<MissingInside>,
    /// Literals whose backslashes are read as escapes.
    pub escapes: Vec<EscapeProblem>,
    /// Absolute paths whose root cannot be asked.
    pub not_reached: Vec<NotReached>,
    /// Quoted paths that name nothing here.
    pub absent: Vec<Absent>,
    /// What is to be said of parameters' values, in their order.
    pub parameters: Vec<ParameterFinding>,
    /// Names of Constants that no tool has, as written.
    pub unknown_constants: Vec<String>,
    /// Decisions about quoted texts that met one: places in [`Settings::decided`](super::Settings::decided).
    pub heeded: BTreeSet<usize>,
}

/// A script that was read.
#[derive(Debug)]
pub struct Scanned {
    /// The script.
    pub script: Script,
    /// What it says.
    pub module: Arc<Module>,
    /// False where ArcGIS' own scan does not read it (it lies in a `sys.path` folder).
    pub esri_scans: bool,
    /// How it gets to the server.
    pub travel: Travel,
    /// Classes of tools that are not published: nothing in them counts.
    pub not_chosen: Vec<Span>,
}

/// How a script gets to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Travel {
    /// On its own account, in its place.
    Itself,
    /// Imported through `PYTHONPATH` or `PATH`: it lands where the importing script finds it, in this folder's place.
    Beside {
        /// The search folder it was found in.
        found_in: DataPath,
        /// The folder of the script that imports it.
        importer: DataPath,
    },
    /// With the `sys.path` folder it lies in, if that is copied.
    WithFolder(DataPath),
}

/// One place that names data.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Where it stands.
    pub origin: Origin,
    /// Line and column.
    pub at: Position,
    /// The decoded value; for a fold, the expression's source text.
    pub text: String,
    /// The text as it stands in the source, quotes included.
    pub quoted: String,
    /// The kind of place.
    pub context: ReferenceContext,
    /// What found it.
    pub found_by: FoundBy,
    /// The path that was tested: absolute, as written.
    pub path: DataPath,
    /// True where that path starts at the script's (or tool's) own place.
    pub from_own_place: bool,
    /// What it names.
    pub names: Arc<Dataset>,
    /// Whether it counts.
    pub standing: Standing,
    /// True if ArcGIS' own scan finds it too.
    pub esri_finds: bool,
    /// False where what it names on the server cannot be told (`os.getcwd()`).
    pub certain: bool,
}

/// Where a reference stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A string literal.
    Literal {
        /// Place in [`Discovery::scripts`].
        script: usize,
        /// Place in the module's literals.
        literal: usize,
    },
    /// A path built in code.
    Fold {
        /// Place in [`Discovery::scripts`].
        script: usize,
        /// Place in the module's folds.
        fold: usize,
    },
    /// The value of a tool parameter in a toolbox.
    Parameter {
        /// The toolbox.
        toolbox: DataPath,
        /// The tool's name.
        tool: String,
        /// The parameter's name.
        parameter: String,
        /// The file in the toolbox that holds the value, as the report shows it.
        holder: DataPath,
        /// Which of the parameter's texts it is, counted from 0: elements of a multi-value keep their order.
        element: usize,
        /// Where the value comes from.
        source: ValueSource,
        /// True where the publisher marked the parameter Constant: the packaged toolbox has to hold the value.
        constant: bool,
    },
    /// A text in a model.
    Model {
        /// The toolbox.
        toolbox: DataPath,
        /// The model's name.
        tool: String,
        /// The file in the toolbox that holds the model, as the report shows it.
        holder: DataPath,
    },
}

impl Origin {
    /// The script it stands in, if it stands in one.
    pub fn script(&self) -> Option<usize> {
        match self {
            Self::Literal { script, .. } | Self::Fold { script, .. } => Some(*script),
            Self::Parameter { .. } | Self::Model { .. } => None,
        }
    }
}

/// Where a parameter's text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueSource {
    /// The publisher entered it for the review.
    Entered,
    /// It is the default.
    Default,
    /// It is one of the choices.
    Choice,
    /// It is the layer that an output is drawn by.
    Symbology,
}

impl ValueSource {
    /// Where it comes from, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Entered => "Entered for the review",
            Self::Default => "The parameter's default",
            Self::Choice => "One of the parameter's choices",
            Self::Symbology => "The layer that the output is drawn by",
        }
    }
}

/// Something about a parameter's value that the publisher should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterFinding {
    /// The toolbox.
    pub toolbox: DataPath,
    /// `TOOL.NAME`.
    pub name: String,
    /// The file that holds the value.
    pub holder: DataPath,
    /// What it is.
    pub what: ParameterProblem,
}

/// What is wrong with a parameter's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterProblem {
    /// It is Constant and has no value.
    ConstantWithoutValue,
    /// It is Constant, and its value names nothing.
    ConstantNamesNothing {
        /// The text that names nothing.
        text: String,
    },
    /// It was marked Constant, and is none that can be.
    CannotBeConstant,
    /// Its value names nothing here.
    NamesNothing {
        /// The text that names nothing.
        text: String,
        /// Where it comes from.
        source: ValueSource,
    },
}

/// The kind of place a reference stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceContext {
    /// A place in Python code.
    Code(Context),
    /// A tool parameter.
    Parameter,
    /// A model.
    Document,
}

impl ReferenceContext {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Code(context) => context.name(),
            Self::Parameter => "parameter",
            Self::Document => "document",
        }
    }
}

/// What found a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundBy {
    /// The second test: an absolute path to data that exists.
    Absolute,
    /// The third test: data relative to the script's folder.
    Relative,
    /// A path built in code.
    Folded,
    /// A bare name below `arcpy.env.workspace`.
    Workspace,
    /// A parameter's value.
    Parameter,
    /// A folder added to `sys.path`.
    SysPath,
    /// A text in a model.
    Document,
}

impl FoundBy {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Absolute => "absolute",
            Self::Relative => "relative",
            Self::Folded => "folded",
            Self::Workspace => "workspace",
            Self::Parameter => "parameter",
            Self::SysPath => "sys_path",
            Self::Document => "document",
        }
    }
}

/// A quoted text that the publisher decided about: kept by script, text and rule, never by line.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct QuotedText {
    /// The script, as the report shows it.
    pub script: String,
    /// The text as it stands in the source, quotes included.
    pub quoted: String,
    /// What found it: the report's word for [`FoundBy`].
    pub rule: String,
}

/// Whether a reference counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It names project data.
    Counts,
    /// It only happens to be the name of something beside the script (rule 10).
    Coincidence,
    /// It only reaches this output (rule 9).
    Output(String),
    /// It names a place that never travels (rule 14), with the reason as a sentence part.
    Refused(&'static str),
    /// It stands in a module that lies in a `sys.path` folder, so nothing is copied for its sake (rule 7).
    NotScanned,
    /// It is text, says the publisher.
    Text,
}

/// One import with what it resolves to.
#[derive(Clone, Debug)]
pub struct FoundImport {
    /// The name of the report: the top level, or the longest known dotted name.
    pub name: String,
    /// The module as imported, with its dots.
    pub dotted: String,
    /// True for the publisher's own files.
    pub local: bool,
    /// Where a local module was found.
    pub place: Option<Place>,
    /// True where a local module is a folder.
    pub is_package: bool,
    /// The file or folder that a local name is bound to.
    pub resolved: Option<DataPath>,
    /// True inside functions and guarded `try`.
    pub optional: bool,
    /// Place in [`Discovery::scripts`].
    pub script: usize,
    /// Where it stands.
    pub at: Position,
}

/// A dataset that its container does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingInside {
    /// Place in [`Discovery::scripts`].
    pub script: usize,
    /// Where the text stands.
    pub at: Position,
    /// The bytes of the text.
    pub span: Span,
    /// The text as it stands in the source.
    pub quoted: String,
    /// The container.
    pub container: DataPath,
    /// What the container is.
    pub container_kind: Kind,
    /// What was looked for in it.
    pub inner: String,
}

/// A quoted path that names nothing here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// Place in [`Discovery::scripts`].
    pub script: usize,
    /// Where the text stands.
    pub at: Position,
    /// The bytes of the text.
    pub span: Span,
    /// The path that was looked for.
    pub path: DataPath,
    /// The output that it only reaches, as written.
    pub output: Option<String>,
}

/// A literal that names data only if its backslashes are no escapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscapeProblem {
    /// Place in [`Discovery::scripts`].
    pub script: usize,
    /// Place in the module's literals.
    pub literal: usize,
    /// Where the text stands.
    pub at: Position,
    /// The text as it stands in the source.
    pub quoted: String,
    /// What the text would name.
    pub names: DataPath,
    /// What would find it.
    pub found_by: FoundBy,
}

/// An absolute path whose root cannot be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotReached {
    /// Place in [`Discovery::scripts`].
    pub script: usize,
    /// Where the text stands.
    pub at: Position,
    /// The bytes of the text.
    pub span: Span,
    /// The text as it stands in the source.
    pub quoted: String,
    /// The decoded text.
    pub text: String,
    /// The kind of place.
    pub context: Context,
    /// The path.
    pub path: DataPath,
    /// Why it cannot be asked.
    pub reach: Reach,
}
