//! Rewrites the literals of one script that would break in the package, and only those.
//!
//! In: a script, its references with where they must lead, its place in the package. Out: edits, or why there can be none.
//! Never changes a literal that still resolves; never leaves a text that is another program.

use std::collections::BTreeMap;

use super::constants::{Constant, constants};
use super::model::{Edit, Stuck, apply_edits};
use super::place::Ground;
use super::python_text::{Anchor, Goal, expression, raw_string};
use crate::consolidation::{Decision, Item};
use crate::discovery::{ConstantPlace, Origin, Reference, Scanned, Travel, constant_place};
use crate::python::{Fold, Places, same_program};
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
    references: &[(&'a Reference, &'a Item)],
    ground: &Ground,
    python_2: bool,
) -> Result<Option<Rewritten<'a>>, Vec<Stuck>> {
    let mut work = Work { placed, ground, python_2, replaced: BTreeMap::new(), edits: Vec::new(), statements: Vec::new() };
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
    for constant in constants(references) {
        match work.constant(&constant) {
            Change::Holds => {}
            Change::Made => breaking.extend(constant.references.iter().map(|(reference, _)| *reference)),
            Change::Impossible(why) => stuck.push(constant.stuck(why)),
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
    /// Added statements: the edit that adds each, and how many of its bytes stand before the statement.
    statements: Vec<(Edit, usize)>,
}

impl Work<'_> {
    /// Sets the value of a Constant where the toolbox makes the parameter.
    fn constant(&mut self, constant: &Constant<'_>) -> Change {
        let script = &self.placed.scanned.script;
        let goals = constant.references.iter().map(|(reference, item)| goal(reference, item, self.ground));
        // What does not travel is said for every format in one place.
        let Some(goals) = goals.collect::<Option<Vec<Goal>>>() else { return Change::Holds };
        let Some(values) = goals.iter().map(|goal| self.expression(goal)).collect::<Option<Vec<String>>>() else {
            return Change::Impossible(NO_WAY.to_owned());
        };
        let value = if let [only] = values.as_slice() { only.clone() } else { format!("[{}]", values.join(", ")) };
        // The scan keeps no tree of most scripts.
        match constant_place(script, &crate::python::read(&script.source), constant.tool, constant.parameter) {
            Err(why) => Change::Impossible(why.to_owned()),
            Ok(ConstantPlace::Default(span)) => {
                if !constant.is_entered() && self.says(span, &goals) {
                    return Change::Holds;
                }
                self.edits.retain(|edit| !span.contains(edit.span));
                self.edits.push(Edit { span, text: value });
                Change::Made
            }
            Ok(ConstantPlace::After { statement, receiver }) => {
                let name = if goals.len() > 1 { "values" } else { "value" };
                let (edit, lead) = added_after(&script.source.text, statement, &format!("{receiver}.{name} = {value}"));
                self.statements.push((edit.clone(), lead));
                self.edits.push(edit);
                Change::Made
            }
        }
    }

    /// True where a default leads to its place by itself: it starts at the file, or is the server's path.
    fn says(&self, default: Span, goals: &[Goal]) -> bool {
        let [goal] = goals else { return false };
        let module = &self.placed.scanned.module;
        match goal {
            Goal::Packaged(_) => {
                let fold = module.folds.iter().find(|fold| fold.span == default);
                fold.is_some_and(|fold| fold.value.starts_at_script() && self.fold_holds(fold, goal))
            }
            Goal::Server(path) => {
                let literal = module.literals.iter().find(|literal| literal.span == default);
                literal.is_some_and(|literal| DataPath::new(&literal.value) == DataPath::new(path))
            }
        }
    }

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
        // A parameter gives the path on the server too, so the expression must stay.
        if fold.value.takes_parameter() || self.fold_holds(fold, goal) {
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
        if !same_program(&before, &after, &replaced, &self.added_spans(), adds) {
            return Err("the rewritten script would be another program".to_owned());
        }
        Ok((self.edits, bytes, certain))
    }

    /// The added statements, as they stand in the new text.
    fn added_spans(&self) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut grown = 0_i64;
        for edit in &self.edits {
            let length = edit.text.len() as i64;
            if let Some((_, lead)) = self.statements.iter().find(|(added, _)| added == edit) {
                let start = i64::from(edit.span.start) + grown;
                let place = |at: i64| u32::try_from(at).unwrap_or_default();
                spans.push(Span::new(place(start + *lead as i64), place(start + length)));
            }
            grown += length - i64::from(edit.span.end - edit.span.start);
        }
        spans
    }

    /// An import of what the new expressions use, unless the script has it before them.
    fn import_line(&self, is_file: bool) -> Option<Edit> {
        let module = &self.placed.scanned.module;
        let uses_os = self.edits.iter().any(|edit| edit.text.contains("os.path.join("));
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

/// A statement after another: in a line of its own where the other has one. With it, how many bytes stand before it.
fn added_after(text: &str, statement: Span, added: &str) -> (Edit, usize) {
    let before = text.get(..statement.start as usize).unwrap_or_default();
    let indent = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let behind = text.get(statement.end as usize..).unwrap_or_default();
    let rest = behind.split(['\n', '\r']).next().unwrap_or_default();
    let has_own_line = indent.trim().is_empty() && (rest.trim().is_empty() || rest.trim_start().starts_with('#'));
    let (lead, at) = match has_own_line {
        true => (format!("{}{indent}", line_end_of(text)), statement.end + rest.len() as u32),
        false => ("; ".to_owned(), statement.end),
    };
    (Edit { span: Span::new(at, at), text: format!("{lead}{added}") }, lead.len())
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
