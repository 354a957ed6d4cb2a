//! What the report rests on, for those who look closer: texts, tests, files.
//!
//! In: filled by [`analyze`](super::analyze). Out: values aligned with the rows of the [`Report`](super::Report).
//! Never holds a secret: the texts of scripts have their secret literals blotted out, byte for byte.

use std::sync::Arc;

use crate::consolidation::Override;
use crate::discovery::QuotedText;
use crate::layout::Edit;
use crate::text::{Position, Span};

/// The evidence behind a report.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The scripts, in the order of the report's scripts.
    pub scripts: Vec<ScriptEvidence>,
    /// The project data, in the order of the report's data.
    pub data: Vec<DataEvidence>,
    /// Quoted paths that name nothing here, by script and place.
    pub looked_for: Vec<LookedFor>,
    /// Map documents, projects and layer files among the inputs, sorted.
    pub documents: Vec<String>,
    /// Scripts of a given folder that no tool uses, sorted: they are listed and not read.
    pub unused: Vec<String>,
}

/// A script's text and what becomes of it.
#[derive(Clone, Debug)]
pub struct ScriptEvidence {
    /// The decoded text; each byte of a secret literal is an asterisk.
    pub text: Arc<str>,
    /// The folder that its relative paths start from, as the report shows it.
    pub folder: String,
    /// What the package changes in it, in source order; spans are those of [`ScriptEvidence::text`].
    pub edits: Vec<Edit>,
    /// True where the publisher keeps the script as it is, although `edits` would be needed.
    pub is_kept: bool,
    /// False where what is written could not be proved without a server.
    pub is_certain: bool,
    /// The first line that could not be read, with the parser's words.
    pub problem: Option<(Position, String)>,
}

/// What stands behind a row of the project data.
#[derive(Clone, Debug, Default)]
pub struct DataEvidence {
    /// The references, in the order of the row's.
    pub references: Vec<ReferenceEvidence>,
    /// The files that it consists of, by path.
    pub files: Vec<FileEvidence>,
    /// Lock files that are not copied.
    pub locks: u32,
    /// Other data that must travel with it, as the report shows it.
    pub tied_to: Vec<String>,
    /// What a reader of the data noticed.
    pub note: Option<String>,
    /// The publisher's decision about it.
    pub decided: Option<Override>,
    /// What the rules alone would do, where the publisher decided otherwise: the report's word and bytes.
    pub otherwise: Option<(&'static str, u64)>,
}

/// A file of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEvidence {
    /// Its path, as the report shows it.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// True if it travels.
    pub travels: bool,
}

/// How a reference was found.
#[derive(Clone, Debug)]
pub struct ReferenceEvidence {
    /// Its script, as a place in [`Evidence::scripts`]; `None` for values outside of scripts.
    pub script: Option<usize>,
    /// The place of its text in that script.
    pub span: Span,
    /// The key of a decision about its text.
    pub key: QuotedText,
    /// The three tests, for a literal; empty for anything else.
    pub tests: Vec<Test>,
    /// How a path that the script builds comes about, step by step; or tool, parameter and value.
    pub steps: Vec<String>,
    /// Why it does not count, as a sentence; `None` where it does.
    pub discounted: Option<String>,
    /// What is written instead of it; `None` where the line stays as it is.
    pub rewritten: Option<String>,
}

/// One of the three tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The question, `Absolute path?`
    pub question: &'static str,
    /// Its outcome; `None` where an earlier test had already answered, or nobody could be asked.
    pub holds: Option<bool>,
    /// The outcome in words, `No, it starts with ..`
    pub words: String,
}

/// A quoted path that names nothing here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookedFor {
    /// Its script, as a place in [`Evidence::scripts`].
    pub script: usize,
    /// Where it stands.
    pub at: Position,
    /// The place of its text in the script.
    pub span: Span,
    /// The text, as it stands in the source.
    pub quoted: String,
    /// The path that was looked for, as the report shows it.
    pub path: String,
    /// What was found instead, as a sentence.
    pub because: String,
    /// True where a container is there and does not hold it.
    pub is_missing_inside: bool,
}
