//! Rewrites the literals of one script that would break in the package, and only those.
//!
//! In: a script, its references with where they must lead, its place in the package. Out: edits, or why there can be none.
//! Never changes a literal that still resolves; never leaves a text that is another program.

use std::collections::BTreeMap;

use super::model::{Edit, Stuck, apply_edits};
use super::place::Ground;
use super::python_text::{Anchor, Goal, expression, raw_string};
use crate::consolidation::{Decision, Item};
use crate::discovery::{Origin, Reference, Scanned, Travel};
use crate::python::{Fold, PathValue, Places, same_program};
use crate::text::{DataPath, SourceFile, Span};
use crate::toolbox::ScriptOrigin;

/// Why nothing can be written in a reference's place.
const NO_WAY: &str = "no relative path leads there";

/// Marks an added import line; it names no place of the publisher.
const ADDED_IMPORT: &str = "  # added by Waybill for the paths below";

/// A script's place in the package.
pub struct PlacedScript<'a> {
    /// The script.
    pub scanned: &'a Scanned,
    /// The file it lands in (of an embedded script, a name in the toolbox's folder), below `/`.
    pub file: DataPath,
    /// The folder it lands in, below `/`.
    pub folder: DataPath,
}

impl<'a> PlacedScript<'a> {
    /// Where the script lands.
    pub fn new(scanned: &'a Scanned, ground: &Ground) -> Self {
        let script = &scanned.script;
        let file = match (&script.origin, &scanned.travel) {
            (ScriptOrigin::Member { toolbox, .. }, _) => {
                let folder = ground.place(toolbox).parent().unwrap_or_else(|| DataPath::new("/"));
                folder.child(script.path.name())
            }
            (ScriptOrigin::File, Travel::Beside { found_in, importer }) => {
                ground.place(importer).join(script.path.below(found_in).unwrap_or_default())
            }
            (ScriptOrigin::File, Travel::Itself | Travel::WithFolder(_)) => ground.place(&script.path),
        };
        let folder = file.parent().unwrap_or_else(|| DataPath::new("/"));
        Self { scanned, file, folder }
    }

    fn anchor(&self, version_folder: &str) -> Anchor {
        match self.scanned.script.origin {
            ScriptOrigin::File => Anchor::File,
            ScriptOrigin::Member { .. } => {
                let base = DataPath::new(&format!("/{version_folder}"));
                Anchor::Workspace { toolbox_folder: self.folder.below(&base).unwrap_or_default().to_owned() }
            }
        }
    }
}

/// A script's new text.
pub struct Rewritten<'a> {
    /// The edits, in source order.
    pub edits: Vec<Edit>,
    /// The new bytes, in the script's own encoding.
    pub bytes: Vec<u8>,
    /// False where the new paths depend on `arcpy.env.packageWorkspace`.
    pub certain: bool,
    /// The references that would break without the edits.
    pub breaking: Vec<&'a Reference>,
}

/// Where a reference must lead; `None` for items that neither travel nor stay in the data store.
pub fn goal(reference: &Reference, item: &Item, ground: &Ground) -> Option<Goal> {
    match &item.decision {
        Decision::Copied => {
            let same = reference.path == reference.names.path;
            Some(Goal::Packaged(ground.place(if same { &reference.names.path } else { &reference.path })))
        }
        Decision::DataStore { server } => Some(Goal::Server(server.clone())),
        Decision::Excluded | Decision::LeftOut => None,
    }
}

/// The edits that one script needs; `Ok(None)` where it stays as it is.
///
/// # Errors
/// Every reference that would break and cannot be rewritten, with the reason; the script then stays as it is.
pub fn rewrite<'a>(
    placed: &PlacedScript<'_>,
    references: &[(&'a Reference, &Item)],
    ground: &Ground,
    python_2: bool,
) -> Result<Option<Rewritten<'a>>, Vec<Stuck>> {
    let mut work = Work { placed, ground, python_2, replaced: BTreeMap::new(), edits: Vec::new() };
    let mut breaking = Vec::new();
    let mut stuck = Vec::new();
    // Literals first: what they become decides whether a path built from them still holds.
    for wants_folds in [false, true] {
        for (reference, item) in references {
            let Some(goal) = goal(reference, item, ground) else { continue };
            let change = match reference.origin {
                Origin::Literal { literal, .. } if !wants_folds => work.literal(literal, &goal),
                Origin::Fold { fold, .. } if wants_folds => work.fold(fold, &goal),
                Origin::Literal { .. } | Origin::Fold { .. } | Origin::Parameter { .. } | Origin::Model { .. } => Change::Holds,
            };
            match change {
                Change::Holds => {}
                Change::Made => breaking.push(*reference),
                Change::Impossible(why) => stuck.push(Stuck::new(Some(reference), why)),
            }
        }
    }
    if !stuck.is_empty() {
        return Err(stuck);
    }
    if work.edits.is_empty() {
        return Ok(None);
    }
    match work.finish() {
        Ok((edits, bytes, certain)) => Ok(Some(Rewritten { edits, bytes, certain, breaking })),
        Err(why) => Err(breaking.into_iter().map(|reference| Stuck::new(Some(reference), why.clone())).collect()),
    }
}

/// What a reference needs.
enum Change {
    /// It still leads where it should.
    Holds,
    /// An edit was noted.
    Made,
    /// It breaks, and nothing can be written in its place.
    Impossible(String),
}

struct Work<'a> {
    placed: &'a PlacedScript<'a>,
    ground: &'a Ground,
    python_2: bool,
    /// What replaced literals stand for in the package.
    replaced: BTreeMap<usize, String>,
    edits: Vec<Edit>,
}

impl Work<'_> {
    fn expression(&self, goal: &Goal) -> Option<String> {
        let anchor = self.placed.anchor(self.ground.version_folder());
        expression(goal, &self.placed.folder, &anchor, self.python_2)
    }

    fn literal(&mut self, index: usize, goal: &Goal) -> Change {
        let Some(literal) = self.placed.scanned.module.literals.get(index) else { return Change::Holds };
        let written = DataPath::new(&literal.value);
        let holds = match goal {
            Goal::Packaged(place) => !written.is_absolute() && self.placed.folder.join(&literal.value) == *place,
            Goal::Server(path) => written.is_absolute() && written == DataPath::new(path),
        };
        if holds {
            return if self.respell(&[index]) { Change::Made } else { Change::Holds };
        }
        let Some(text) = self.expression(goal) else { return Change::Impossible(NO_WAY.to_owned()) };
        self.replaced.insert(index, place_text(goal));
        self.edits.push(Edit { span: literal.span, text });
        Change::Made
    }

    fn fold(&mut self, index: usize, goal: &Goal) -> Change {
        let Some(fold) = self.placed.scanned.module.folds.get(index) else { return Change::Holds };
        if takes_parameter(&fold.value) || self.fold_holds(fold, goal) {
            return if self.respell(&fold.value.literals()) { Change::Made } else { Change::Holds };
        }
        let Some(text) = self.expression(goal) else { return Change::Impossible(NO_WAY.to_owned()) };
        self.edits.retain(|edit| !fold.span.contains(edit.span));
        if !self.edits.iter().any(|edit| overlap(edit.span, fold.span)) {
            self.edits.push(Edit { span: fold.span, text });
        }
        Change::Made
    }

    /// Writes the literals whose backslashes are no escapes, says the publisher, so that Python reads them so too.
    fn respell(&mut self, literals: &[usize]) -> bool {
        let before = self.edits.len();
        for literal in literals.iter().filter_map(|at| self.placed.scanned.module.literals.get(*at)) {
            let is_free = || !self.edits.iter().any(|edit| overlap(edit.span, literal.span));
            if literal.reads_raw && is_free() {
                self.edits.push(Edit { span: literal.span, text: raw_string(&literal.value, self.python_2) });
            }
        }
        self.edits.len() > before
    }

    /// True if the fold, computed in the package with what is replaced so far, leads to `goal`.
    fn fold_holds(&self, fold: &Fold, goal: &Goal) -> bool {
        let literals = &self.placed.scanned.module.literals;
        let literal = |at: usize| {
            let own = || literals.get(at).map(|literal| literal.value.clone());
            self.replaced.get(&at).cloned().or_else(own)
        };
        let places = Places {
            script_file: &self.placed.file,
            script_folder: &self.placed.folder,
            literal: &literal,
            parameter: &|_| None,
        };
        let Some(value) = fold.value.evaluate(&places) else { return false };
        let leads_to = self.placed.folder.join(&value.text);
        match goal {
            Goal::Packaged(place) => leads_to == *place,
            Goal::Server(path) => leads_to == DataPath::new(path),
        }
    }

    /// The edits, the new bytes, and whether these are certain.
    fn finish(mut self) -> Result<(Vec<Edit>, Vec<u8>, bool), String> {
        let scanned = self.placed.scanned;
        let script = &scanned.script;
        self.edits.sort_by_key(|edit| edit.span);
        let replaced: Vec<Span> = self.edits.iter().map(|edit| edit.span).collect();
        let certain = matches!(script.origin, ScriptOrigin::File);
        let added = self.import_line(certain);
        let adds = usize::from(added.is_some());
        if let Some(edit) = added {
            let at = self.edits.partition_point(|other| other.span <= edit.span);
            self.edits.insert(at, edit);
        }
        let text = apply_edits(&script.source.text, &self.edits).ok_or("the edits overlap")?;
        let bytes = script.source.encode(&text).ok_or("its encoding has no place for the new path")?;
        let after = crate::python::read(&SourceFile { text: text.into(), ..script.source.clone() });
        // The scan keeps no tree of most scripts.
        let before = crate::python::read(&script.source);
        if !same_program(&before, &after, &replaced, adds) {
            return Err("the rewritten script would be another program".to_owned());
        }
        Ok((self.edits, bytes, certain))
    }

    /// An import of what the new expressions use, unless the script has it before them.
    fn import_line(&self, is_file: bool) -> Option<Edit> {
        let module = &self.placed.scanned.module;
        let uses_os = self.edits.iter().any(|edit| edit.text.starts_with("os.path"));
        let first = self.edits.iter().map(|edit| edit.span.start).min()?;
        let has = |name: &str, known: bool| {
            known && module.imports.iter().any(|import| !import.optional && import.module == name && import.span.end <= first)
        };
        let mut missing = Vec::new();
        if uses_os && !has("os", module.imports_os) {
            missing.push("os");
        }
        if uses_os && !is_file && !has("arcpy", module.imports_arcpy) {
            missing.push("arcpy");
        }
        if missing.is_empty() {
            return None;
        }
        let text = &self.placed.scanned.script.source.text;
        let line_end = line_end_of(text);
        let at = module.import_place.min(first);
        let starts_line = text.get(..at as usize).is_none_or(|before| before.is_empty() || before.ends_with(['\n', '\r']));
        let lead = if starts_line { "" } else { line_end };
        let line = format!("{lead}import {}{ADDED_IMPORT}{line_end}", missing.join(", "));
        Some(Edit { span: Span::new(at, at), text: line })
    }
}

/// How the lines of a text end: as its first one does.
fn line_end_of(text: &str) -> &'static str {
    let end = text.find(['\n', '\r']).and_then(|at| text.get(at..)).unwrap_or("\n");
    match end {
        end if end.starts_with("\r\n") => "\r\n",
        end if end.starts_with('\r') => "\r",
        _ => "\n",
    }
}

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

fn place_text(goal: &Goal) -> String {
    match goal {
        Goal::Packaged(place) => place.to_string(),
        Goal::Server(path) => path.clone(),
    }
}

/// A parameter gives the path on the server too, so the expression must stay.
fn takes_parameter(value: &PathValue) -> bool {
    match value {
        PathValue::Parameter(_) => true,
        PathValue::Join(parts) | PathValue::Concat(parts) => parts.iter().any(takes_parameter),
        PathValue::Parent(inner) | PathValue::Normal(inner) => takes_parameter(inner),
        PathValue::Literal(_)
        | PathValue::Text(_)
        | PathValue::ScriptFile
        | PathValue::ScriptFolder
        | PathValue::WorkingFolder => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_added_line_ends_as_the_others_do() {
        for (text, end) in [("a\r\nb\n", "\r\n"), ("a\rb", "\r"), ("a\nb\r\n", "\n"), ("a", "\n"), ("", "\n")] {
            assert_eq!(line_end_of(text), end, "{text:?}");
        }
    }
}
