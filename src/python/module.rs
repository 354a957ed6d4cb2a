//! What one Python source says, as plain values.
//!
//! In: filled by the reader. Out: literals, imports, folds, `sys.path` edits, the version verdict.
//! Never holds a parser's types.

use super::{PathValue, Statement};
use crate::text::{LineIndex, Position, Span};

/// Everything Waybill knows of one Python source.
#[derive(Clone, Debug)]
pub struct Module {
    /// The statements.
    pub body: Vec<Statement>,
    /// Every plain string literal, in source order; implicitly joined pieces are one literal.
    ///
    /// An f-string has an entry too (its source text, without context), so that a path built by it has an anchor.
    pub literals: Vec<Literal>,
    /// Every import, in source order.
    pub imports: Vec<Import>,
    /// Paths built in code, in source order of their anchor literal.
    pub folds: Vec<Fold>,
    /// Edits of `sys.path`, in source order.
    pub path_edits: Vec<PathEdit>,
    /// Which Python can run it.
    pub verdict: Verdict,
    /// What did not parse as Python 3 nor as Python 2.7; empty for good sources.
    pub problems: Vec<SyntaxProblem>,
    /// Syntax that needs a certain Python 3, newest first.
    pub newer: Vec<NewerSyntax>,
    /// Lines of the text.
    pub lines: LineIndex,
    /// The byte where a new import line may stand: after encoding line, docstring and `from __future__`.
    pub import_place: u32,
    /// True if `import os` at module level binds `os` before anything else uses it.
    pub imports_os: bool,
    /// True if `import arcpy` at module level binds `arcpy`.
    pub imports_arcpy: bool,
    /// The bytes of all that is written out under the name of a secret: texts, bytes, numbers. In source order.
    pub secrets: Vec<Span>,
}

impl Module {
    /// The same findings without the tree, for sources whose structure nobody asks for.
    #[must_use]
    pub fn without_body(mut self) -> Self {
        self.body = Vec::new();
        self
    }
}

/// A plain string literal (no bytes, no f-string).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// The exact bytes from the first prefix to the last quote, all joined pieces included.
    pub span: Span,
    /// Where its first piece stands.
    pub at: Position,
    /// The decoded value.
    pub value: String,
    /// The text between the quotes where it differs from the value (so never for raw strings).
    pub raw: Option<Box<str>>,
    /// Where it stands; `None` for places that are never tested (docstrings, dict keys, subscripts, comparisons, operands).
    pub context: Option<Context>,
    /// What it reaches; `None` where nothing is known, as for most.
    pub usage: Option<Box<Usage>>,
    /// True where it stands under the name of a secret (`password = "…"`): it is never shown.
    pub is_secret: bool,
    /// True where the value was replaced by the text between the quotes, as if the literal were a raw string.
    pub reads_raw: bool,
}

/// The place of a tested literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Context {
    /// `x = "…"`.
    Assignment,
    /// `f("…")`.
    Argument,
    /// `f(x="…")`.
    Keyword,
    /// In a list, tuple or set.
    Element,
    /// `{"key": "…"}`.
    DictValue,
    /// `def f(x="…")`.
    Default,
    /// `return "…"`.
    Return,
}

impl Context {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Assignment => "assignment",
            Self::Argument => "argument",
            Self::Keyword => "keyword",
            Self::Element => "element",
            Self::DictValue => "dict_value",
            Self::Default => "default",
            Self::Return => "return",
        }
    }

    /// True where ArcGIS' own scan tests the literal too.
    pub fn is_scanned_by_arcgis(self) -> bool {
        match self {
            Self::Assignment | Self::Argument | Self::Keyword | Self::DictValue => true,
            Self::Element | Self::Default | Self::Return => false,
        }
    }
}

/// What a literal's or fold's value reaches, directly or through names and calls of the same file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// A path-taking place it reaches, as written (`os.path.join`, `arcpy.Exists`, `sys.path.append`); `None` where none was found.
    pub path_place: Option<String>,
    /// The output it reaches, as written (`open(…, "w")`, `arcpy.env.scratchWorkspace`), where it reaches outputs *only*.
    pub output: Option<String>,
}

/// A path built in code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The whole expression.
    pub span: Span,
    /// Where the expression starts.
    pub at: Position,
    /// The last literal of the expression: the one that this fold speaks for.
    pub anchor: usize,
    /// How it was built.
    pub kind: FoldKind,
    /// The value.
    pub value: PathValue,
    /// Where the expression stands; `None` as for literals.
    pub context: Option<Context>,
    /// What it reaches.
    pub usage: Usage,
}

/// How a fold came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// Joined, added or formatted in code.
    Built,
    /// A bare dataset name below `arcpy.env.workspace`.
    Workspace,
}

/// An edit of `sys.path`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathEdit {
    /// Where the call or assignment starts.
    pub at: Position,
    /// The expression that gives the folder.
    pub span: Span,
    /// The folder.
    pub value: PathValue,
}

/// One import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The module with its dots (`a.b`); empty for `from . import x`.
    pub module: String,
    /// How many dots precede it; 0 for absolute imports.
    pub level: u32,
    /// What is taken from it (`from a import b, c`); empty for `import a`.
    pub names: Vec<ImportedName>,
    /// How it is written.
    pub form: ImportForm,
    /// True inside functions and inside `try` with `except`.
    pub optional: bool,
    /// Where it stands.
    pub at: Position,
    /// Its bytes.
    pub span: Span,
}

/// One name taken from a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedName {
    /// The name in the module, or `*`.
    pub name: String,
    /// The name it is bound to here.
    pub bound: String,
}

/// How an import is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportForm {
    /// `import a.b`.
    Import,
    /// `from a import b`.
    From,
    /// `importlib.import_module("a")`, `__import__("a")`.
    Call,
    /// `arcpy.ImportToolbox("x.tbx")`: `module` holds the path as decoded.
    Toolbox,
}

/// Which Python can run a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Python 2.7 only.
    Two,
    /// Python 3 only.
    Three,
    /// Both.
    Both,
    /// Neither: it does not parse.
    Neither,
}

impl Verdict {
    /// The word of the report: `2`, `3`, `both`, `neither`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Two => "2",
            Self::Three => "3",
            Self::Both => "both",
            Self::Neither => "neither",
        }
    }
}

/// A place that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxProblem {
    /// Where.
    pub at: Position,
    /// What the parser expected, as a sentence part without a final period.
    pub what: String,
}

/// Syntax that older Pythons do not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewerSyntax {
    /// Where.
    pub at: Position,
    /// What it is, for people (`the walrus operator`).
    pub what: String,
    /// The first Python that knows it (`(3, 8)`).
    pub since: (u8, u8),
}
