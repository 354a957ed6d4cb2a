//! The layout as values.
//!
//! In: filled by the planner. Out: what the package writer copies and rewrites.
//! Never holds file contents other than changed texts.

use std::sync::Arc;

use super::place::Ground;
use crate::discovery::Reference;
use crate::text::{DataPath, Position, Span};

/// Where everything lands, below `extracted/`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// `p30`, `p20` or `v101`.
    pub version_folder: String,
    /// The folder that stands for the publication's root (`p30/Warehousing`).
    pub root_folder: String,
    /// The published toolbox (destination), where there is one.
    pub toolbox: Option<String>,
    /// Every file of the package below `extracted/`, sorted by destination, each once.
    pub files: Vec<PlacedFile>,
    /// Folders that travel without a file (destinations), sorted.
    pub empty_folders: Vec<String>,
    /// What is rewritten, by script then place.
    pub rewrites: Vec<Rewrite>,
    /// What would have to be rewritten in scripts that the publisher keeps as they are.
    pub kept: Vec<Rewrite>,
    /// Every reference of an item that is copied or stays in the data store, with where it must lead.
    pub references: Vec<PlacedReference>,
    /// Folders registered with the server that references may lead to (server paths), sorted.
    pub data_store_roots: Vec<String>,
    /// References that will not resolve and were accepted, with the reason.
    pub accepted: Vec<AcceptedReference>,
    /// The Constant parameters, by toolbox, tool and place.
    pub constants: Vec<PlacedConstant>,
    /// Where the publisher's places land.
    pub ground: Ground,
}

impl Layout {
    /// Where a path of the publisher lands, relative to `extracted/`.
    pub fn destination(&self, path: &DataPath) -> String {
        self.ground.place(path).as_str().trim_start_matches('/').to_owned()
    }
}

/// One file of the package.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedFile {
    /// Where it comes from.
    pub source: DataPath,
    /// Where it lands, relative to `extracted/`, forward slashes.
    pub destination: String,
    /// Its size at the time of the scan, in bytes.
    pub bytes: u64,
    /// What is written.
    pub content: PlacedContent,
    /// What brought it: places in [`Layout::references`], or empty for toolboxes and scripts.
    pub references: Vec<usize>,
}

/// What is written for a file.
#[derive(Clone, Debug, PartialEq)]
pub enum PlacedContent {
    /// The file's own bytes.
    AsIs,
    /// A rewritten script: these bytes.
    Rewritten(Arc<[u8]>),
    /// A copy of a zip toolbox in which these members have new bytes; all other members stay byte-identical.
    Members(Vec<(String, Arc<[u8]>)>),
}

/// One literal that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// The script's identity.
    pub script: DataPath,
    /// The script's text before (decoded).
    pub before: Arc<str>,
    /// The edits, in source order, not overlapping.
    pub edits: Vec<Edit>,
    /// False where what is written could not be proved without a server.
    pub certain: bool,
}

/// A replaced byte range of a decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// A reference as the package must keep it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedReference {
    /// The script, as the report shows it.
    pub script: String,
    /// The script's place in the package, relative to `extracted/`.
    pub packaged_script: String,
    /// Line of the original.
    pub line: u32,
    /// Column of the original.
    pub column: u32,
    /// The decoded text, or the fold's expression.
    pub text: String,
    /// What it names, as the report shows it.
    pub item: String,
    /// Where it must lead: relative to `extracted/`, or an absolute server path in the data store.
    pub leads_to: String,
    /// True where it leads to the data store.
    pub in_data_store: bool,
}

/// A reference that will not resolve and was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedReference {
    /// The script, as the report shows it.
    pub script: String,
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
    /// The text.
    pub text: String,
    /// Why it does not resolve.
    pub because: String,
}

/// A reference that would break and cannot be rewritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// The script it stands in.
    pub script: Option<DataPath>,
    /// Where it stands.
    pub at: Position,
    /// The text as it stands in the source.
    pub quoted: String,
    /// The decoded text, or the fold's expression.
    pub text: String,
    /// Why, as a sentence part.
    pub why: String,
    /// What stands in the way.
    pub kind: StuckKind,
}

/// What stands in the way of a rewritten path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StuckKind {
    /// Nothing can be written in its place.
    #[default]
    NoWay,
    /// It could be rewritten, but the publisher keeps the script as it is.
    Kept,
    /// It stands in a binary toolbox, which is never rewritten.
    Binary {
        /// The toolbox.
        toolbox: DataPath,
        /// What breaks.
        what: InBinary,
    },
    /// It stands in a model, which is never rewritten.
    Model,
    /// It is the value of a Constant, `TOOL.NAME`, that has no place in the packaged toolbox.
    Constant {
        /// The parameter.
        parameter: String,
    },
}

/// What breaks in a binary toolbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InBinary {
    /// A path in an embedded script or in validation code.
    Code,
    /// A parameter's value or symbology layer.
    Value,
    /// The place of a tool's script.
    Link,
}

/// A Constant parameter of the packaged toolbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedConstant {
    /// The toolbox (destination).
    pub toolbox: String,
    /// The tool's name.
    pub tool: String,
    /// The parameter's name.
    pub parameter: String,
    /// Where its values lead: relative to `extracted/`, or absolute server paths.
    pub values: Vec<ConstantValue>,
    /// True where a person has to set it in the packaged toolbox.
    pub by_hand: bool,
}

/// A value of a Constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstantValue {
    /// Relative to `extracted/`, or an absolute path of the server's data store.
    pub leads_to: String,
    /// True for the latter.
    pub in_data_store: bool,
}

impl Stuck {
    /// The reference in question, where one can be named.
    pub fn new(reference: Option<&Reference>, why: String) -> Self {
        let parts = reference.map(|reference| (reference.at, reference.quoted.clone(), reference.text.clone()));
        let (at, quoted, text) = parts.unwrap_or_default();
        Self { script: None, at, quoted, text, why, kind: StuckKind::default() }
    }
}

/// `text` with the edits carried out; `None` where they overlap or leave the text.
pub fn apply_edits(text: &str, edits: &[Edit]) -> Option<String> {
    let mut changed = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits {
        changed.push_str(text.get(at..edit.span.start as usize)?);
        changed.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    changed.push_str(text.get(at..)?);
    Some(changed)
}
