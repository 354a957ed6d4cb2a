//! One model for toolboxes of every format.
//!
//! In: filled by the readers. Out: plain values.
//! Never refers to a file format's own structures.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::python::Module;
use crate::text::{DataPath, Position, SourceFile, is_secret_name, is_secret_type};

/// What the publisher's inputs turned out to be.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Toolboxes, in the order of the inputs, below a folder sorted by path; then those that only models of theirs name.
    pub toolboxes: Vec<Toolbox>,
    /// The toolboxes that no input is or holds: a model runs a tool of theirs.
    pub called: BTreeSet<DataPath>,
    /// Scripts that no toolbox brought: named by the publisher, or found in a folder; sorted by path within an input.
    pub scripts: Vec<Script>,
    /// Scripts of a given folder that others of it seem to import; whoever imports them brings them, already read.
    pub imported_scripts: Vec<Script>,
    /// Map documents, projects and layer files given or found in a given folder.
    pub documents: Vec<DataPath>,
    /// Scripts found in a given folder that holds toolboxes: listed, and scanned only if a tool reaches them.
    pub other_scripts: Vec<DataPath>,
    /// Folders that were passed over on purpose.
    pub skipped: Vec<SkippedFolder>,
    /// What could not be read.
    pub problems: Vec<InputProblem>,
}

impl Inputs {
    /// True if both hold the same toolboxes with the same tools, and the same scripts in the same order, whatever the scripts say.
    pub fn has_the_shape_of(&self, other: &Self) -> bool {
        let same_toolbox = |(a, b): (&Toolbox, &Toolbox)| {
            (a.path.as_str(), a.format) == (b.path.as_str(), b.format)
                && a.tools == b.tools
                && same_scripts(&a.scripts, &b.scripts)
        };
        self.toolboxes.len() == other.toolboxes.len()
            && self.toolboxes.iter().zip(&other.toolboxes).all(same_toolbox)
            && same_scripts(&self.scripts, &other.scripts)
            && same_scripts(&self.imported_scripts, &other.imported_scripts)
            && self.documents == other.documents
    }
}

fn same_scripts(ours: &[Script], theirs: &[Script]) -> bool {
    let same = |(a, b): (&Script, &Script)| {
        a.path.as_str() == b.path.as_str() && a.folder == b.folder && a.role == b.role && a.origin == b.origin
    };
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(same)
}

/// A folder passed over, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedFolder {
    /// The folder.
    pub path: DataPath,
    /// Why, as a sentence part (`a virtual environment`).
    pub because: &'static str,
}

/// Something among the inputs that could not be read whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputProblem {
    /// Nothing stands at the path that the publisher named.
    Absent {
        /// The input.
        path: DataPath,
    },
    /// A file or geodataset that is no toolbox, script or document.
    NotUnderstood {
        /// The input.
        path: DataPath,
    },
    /// A script named by the publisher, or found in a given folder, that cannot be read.
    ScriptUnreadable {
        /// The script.
        path: DataPath,
        /// What was found, as a sentence.
        why: String,
    },
    /// A folder that was not searched, or not to its end.
    FolderNotSearched {
        /// The folder.
        path: DataPath,
        /// What was found, as a sentence.
        why: String,
    },
    /// The toolbox could not be read; its tools are unknown.
    ToolboxUnreadable {
        /// The toolbox.
        toolbox: DataPath,
        /// What was found, as a sentence.
        why: String,
    },
    /// A part of the toolbox could not be read; the rest was.
    ToolboxPart {
        /// The toolbox.
        toolbox: DataPath,
        /// The member or tool.
        part: String,
        /// What was found, as a sentence.
        why: String,
    },
    /// A tool has nothing that could run.
    NothingToRun {
        /// The toolbox.
        toolbox: DataPath,
        /// The tool's name.
        tool: String,
        /// What was found, as a sentence part behind the tool's name (`has no script`).
        why: &'static str,
    },
    /// A tool's embedded and linked scripts are not the same.
    SourcesDiffer {
        /// The toolbox.
        toolbox: DataPath,
        /// The tool's name.
        tool: String,
        /// The script inside the toolbox.
        embedded: DataPath,
        /// The script that the tool links to.
        linked: DataPath,
    },
    /// A tool lies in the toolbox without being listed there.
    ToolNotListed {
        /// The toolbox.
        toolbox: DataPath,
        /// The tool's name.
        tool: String,
    },
    /// A tool's script is not there or cannot be read.
    SourceUnreadable {
        /// The toolbox.
        toolbox: DataPath,
        /// The tool's name.
        tool: String,
        /// The script as the toolbox names it.
        written: String,
        /// Where it was looked for.
        script: DataPath,
        /// What was found, as a sentence.
        why: String,
    },
}

/// A toolbox and its tools.
#[derive(Clone, Debug)]
pub struct Toolbox {
    /// The toolbox file, in the disk's case.
    pub path: DataPath,
    /// Its format.
    pub format: ToolboxFormat,
    /// The name on screen; the file's stem where none is given.
    pub label: String,
    /// The alias; empty where none is given.
    pub alias: String,
    /// The tools, in declaration order.
    pub tools: Vec<Tool>,
    /// The script texts that tools reach directly, each once (tools may share one): linked, embedded, validation, the .pyt itself.
    pub scripts: Vec<Script>,
}

impl Toolbox {
    /// Where the report shows a part of a tool: its member in an .atbx, else `Box.tbx/Tool/parameters`.
    pub fn part(&self, tool: &Tool, part: ToolPart) -> DataPath {
        match (self.format, part) {
            (ToolboxFormat::Atbx, ToolPart::Parameters) => tool.value_folder.child("tool.content"),
            (ToolboxFormat::Atbx, ToolPart::Model) => tool.value_folder.child("tool.model"),
            (ToolboxFormat::Tbx | ToolboxFormat::Pyt, ToolPart::Parameters) => self.folder_of(tool).child("parameters"),
            (ToolboxFormat::Tbx | ToolboxFormat::Pyt, ToolPart::Model) => self.folder_of(tool).child("model"),
        }
    }

    /// The folder that a tool would have in the toolbox.
    pub fn folder_of(&self, tool: &Tool) -> DataPath {
        match self.format {
            ToolboxFormat::Atbx => tool.value_folder.clone(),
            ToolboxFormat::Tbx | ToolboxFormat::Pyt => self.path.child(&as_one_name(&tool.name)),
        }
    }
}

/// A tool's name as one name in a path, whatever it holds.
pub(super) fn as_one_name(tool: &str) -> String {
    tool.replace(['/', '\\', ':'], "_").replace("..", "_")
}

/// A part of a tool that holds texts and is no script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToolPart {
    /// The parameters.
    Parameters,
    /// The model.
    Model,
}

/// The file format of a toolbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToolboxFormat {
    /// Python toolbox.
    Pyt,
    /// Zip toolbox of ArcGIS Pro.
    Atbx,
    /// Binary toolbox.
    Tbx,
}

impl ToolboxFormat {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pyt => "pyt",
            Self::Atbx => "atbx",
            Self::Tbx => "tbx",
        }
    }
}

/// A tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// Its name: of a .pyt the class name.
    pub name: String,
    /// The name on screen.
    pub label: String,
    /// What it is.
    pub kind: ToolKind,
    /// What can be had of it.
    pub state: ToolState,
    /// The toolset it stands in, nested by backslashes; empty at the top.
    pub toolset: String,
    /// Its script texts, in order: embedded, linked, then validation. Each names a [`Script::path`].
    pub sources: Vec<(DataPath, ScriptRole)>,
    /// Linked files that are no Python (R scripts, programs): they travel with the tool and are not scanned.
    pub other_files: Vec<DataPath>,
    /// Its parameters, in declaration order.
    pub parameters: Vec<Parameter>,
    /// What a relative parameter value is seen from: of an .atbx the tool's folder, the archive read as a folder; else the toolbox's folder.
    pub value_folder: DataPath,
    /// For a .pyt: the lines of its class in the file that declares it, else `None`.
    pub declared: Option<(DataPath, Position)>,
    /// For a model: what could be read of it, else `None`.
    pub model: Option<ModelContent>,
}

impl Tool {
    /// Where a text of the tool may lead: seen from its value folder, else from the toolbox's own folder (believed).
    pub fn places_of(&self, toolbox: &DataPath, text: &str) -> Vec<DataPath> {
        let folders = [Some(self.value_folder.clone()), toolbox.parent()];
        let mut places: Vec<DataPath> = folders.into_iter().flatten().map(|folder| folder.join(text)).collect();
        places.dedup();
        places
    }
}

/// What could be read of a ModelBuilder model: ArcGIS documents neither form of it, so none of this is certain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelContent {
    /// The texts in it that may name data, as written, each once, in order; relative ones are seen from [`Tool::value_folder`].
    pub texts: Vec<String>,
    /// The tools that it runs, each once, without ArcGIS' own.
    pub calls: Vec<CalledTool>,
}

/// A tool that a model runs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CalledTool {
    /// The toolbox as the model names it; `None` for the toolbox that holds the model.
    pub toolbox: Option<String>,
    /// The tool's name.
    pub tool: String,
}

/// What a tool is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToolKind {
    /// A script tool.
    Script,
    /// A ModelBuilder model.
    Model,
    /// A tool of a Python toolbox.
    Python,
    /// A script tool in R.
    R,
    /// Anything else.
    Other,
}

impl ToolKind {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Model => "model",
            Self::Python => "python",
            Self::R => "r",
            Self::Other => "other",
        }
    }
}

/// What can be had of a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToolState {
    /// Everything was read.
    Ready,
    /// Its script is protected and cannot be scanned.
    Protected,
    /// Only part of it is understood.
    Partial,
    /// It is made when the toolbox runs.
    Dynamic,
    /// Its script is missing or cannot be read.
    Unreadable,
}

impl ToolState {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Protected => "protected",
            Self::Partial => "partial",
            Self::Dynamic => "dynamic",
            Self::Unreadable => "unreadable",
        }
    }
}

/// A tool's parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// The name on screen; empty where none is given.
    pub label: String,
    /// Its data type as the toolbox gives it (`GPFeatureLayer`, `DEFolder`, `Feature Layer`); several joined by `|`.
    pub datatype: String,
    /// Input or output.
    pub direction: ParameterDirection,
    /// Required, optional, derived.
    pub kind: ParameterType,
    /// The default value as text; never that of a secret.
    pub value: Option<String>,
    /// The values of its choice lists, as written, in order.
    pub choices: Vec<String>,
    /// The layer file that its output is drawn by, as written.
    pub symbology: Option<String>,
    /// The names of the parameters that it depends on.
    pub depends_on: Vec<String>,
}

impl Parameter {
    /// A parameter of which only the name is known.
    pub(super) fn named(name: String) -> Self {
        Self {
            name,
            label: String::new(),
            datatype: String::new(),
            direction: ParameterDirection::Input,
            kind: ParameterType::Required,
            value: None,
            choices: Vec::new(),
            symbology: None,
            depends_on: Vec::new(),
        }
    }

    /// Drops the values of a type that is made for secrets.
    pub(super) fn without_secret(mut self) -> Self {
        if self.is_secret() {
            self.value = None;
            self.symbology = None;
            self.choices.clear();
        }
        self
    }

    /// The texts beside the value that may name data: choices that look like paths, and the symbology layer.
    pub fn other_values(&self) -> impl Iterator<Item = &str> {
        // Most choice lists hold words, and those are not worth a look at the disk.
        let choices = self.choices.iter().filter(|choice| choice.contains(['/', '\\']));
        choices.chain(&self.symbology).map(String::as_str)
    }

    /// True for a hidden or encrypted string, and for a plain one that is called a secret, by its name or on screen.
    pub fn is_secret(&self) -> bool {
        let plain: String = self.datatype.to_lowercase().split_whitespace().collect();
        let is_text = plain.is_empty() || plain.contains("string") || plain == "any";
        is_secret_type(&plain) || (is_text && (is_secret_name(&self.name) || is_secret_name(&self.label)))
    }
}

/// The direction of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterDirection {
    /// Input.
    Input,
    /// Output.
    Output,
}

impl ParameterDirection {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Output => "output",
        }
    }
}

/// Whether a parameter must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterType {
    /// It must be given.
    Required,
    /// It may be given.
    Optional,
    /// It is an output that the tool computes.
    Derived,
}

impl ParameterType {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Derived => "derived",
        }
    }
}

/// A script's text with the place it stands for.
#[derive(Clone, Debug)]
pub struct Script {
    /// Its identity: the file, or toolbox and member as one path (`…/Extra.atbx/Embedded.tool/tool.script.execute.py`).
    pub path: DataPath,
    /// The folder that relative paths and imports are tested in.
    pub folder: DataPath,
    /// What it is for.
    pub role: ScriptRole,
    /// Where its text comes from.
    pub origin: ScriptOrigin,
    /// The text.
    pub source: SourceFile,
    /// What the text says, where opening the inputs needed it already: it need not be read twice.
    pub module: Option<Arc<Module>>,
}

/// Where a script's text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScriptOrigin {
    /// A file of its own.
    File,
    /// A member of a toolbox.
    Member {
        /// The toolbox file.
        toolbox: DataPath,
        /// The member's name in the archive.
        member: String,
    },
}

/// What a script is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScriptRole {
    /// What a tool runs.
    Tool,
    /// Tool validation code.
    Validation,
    /// A Python toolbox itself.
    Toolbox,
    /// An imported module, or a loose script's helper.
    Module,
}

impl ScriptRole {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tool => "tool",
            Self::Validation => "validation",
            Self::Toolbox => "toolbox",
            Self::Module => "module",
        }
    }
}
