//! What the publisher decided about quoted texts.
//!
//! In: decisions by script, quoted text and rule. Out: how a literal is to be read.
//! Never looks at lines: a decision holds wherever the text stands in its script.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{FoundBy, Reference, Standing};
use crate::python::Module;
use crate::text::DataPath;
use crate::toolbox::Script;

/// How the publisher wants a quoted text read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It is text, not data.
    Text,
    /// Its backslashes are no escapes.
    Raw,
}

/// A decision about a quoted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedText {
    /// The script, or the file of a toolbox that holds the value.
    pub script: DataPath,
    /// The text as it stands in the source.
    pub quoted: String,
    /// The report's word for what found it.
    pub rule: String,
    /// The decision.
    pub reading: Reading,
}

/// The decisions of one kind about one script, each with its place in the publisher's list.
#[derive(Debug, Default)]
pub struct OfScript<'a> {
    rows: Vec<(usize, &'a DecidedText)>,
}

impl<'a> OfScript<'a> {
    /// The decisions about `script`.
    pub fn new(all: &'a [DecidedText], script: &DataPath, reading: Reading) -> Self {
        let rows = all.iter().enumerate().filter(|(_, decided)| decided.reading == reading && decided.script == *script);
        Self { rows: rows.collect() }
    }

    /// True for most scripts.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The decision about a text, by its place; what names nothing was found by no rule, so there any will do.
    pub fn about(&self, quoted: &str, found_by: Option<FoundBy>) -> Option<usize> {
        let same_rule = |rule: &str| found_by.is_none_or(|found_by| found_by.name() == rule);
        self.rows.iter().find(|(_, decided)| decided.quoted == quoted && same_rule(&decided.rule)).map(|(at, _)| *at)
    }
}

/// A reference that stands in no script, as the publisher decided about its text; `heeded` takes the decision.
pub fn as_decided(reference: Reference, holder: &DataPath, all: &[DecidedText], heeded: &mut BTreeSet<usize>) -> Reference {
    match OfScript::new(all, holder, Reading::Text).about(&reference.quoted, Some(reference.found_by)) {
        Some(decided) => {
            heeded.insert(decided);
            Reference { standing: Standing::Text, ..reference }
        }
        None => reference,
    }
}

/// Reads the texts of a script as the publisher decided: a literal's value is then what stands between its quotes.
pub fn read_raw(module: &mut Arc<Module>, script: &Script, all: &[DecidedText]) {
    let decided = OfScript::new(all, &script.path, Reading::Raw);
    if decided.is_empty() {
        return;
    }
    for literal in Arc::make_mut(module).literals.iter_mut().filter(|literal| !literal.is_secret) {
        if decided.about(literal.span.of(&script.source.text), None).is_some()
            && let Some(raw) = literal.raw.take()
        {
            literal.value = raw.into();
            literal.reads_raw = true;
        }
    }
}
