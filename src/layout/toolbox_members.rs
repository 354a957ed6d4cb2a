//! Changes what a zip toolbox itself holds: parameter values, symbology layers, links to scripts.
//!
//! In: a tool, the references in its parameters, its members. Out: new bytes for the members that would break.
//! Never touches a value or link that still leads where it should.
//! Rules: links are relative to the tool's folder with the .atbx read as a folder (verified on 121 links);
//! for parameter defaults that is believed.

use std::sync::Arc;

use super::constants::{Constant, constants};
use super::model::{Edit, Rewrite, Stuck, apply_edits};
use super::place::Ground;
use super::python_text::Goal;
use super::rewrite::goal;
use super::tool_content::{ValueChange, change_values};
use crate::consolidation::Item;
use crate::discovery::{Origin, Reference, ValueSource};
use crate::text::{DataPath, SourceFile, Span, joined};
use crate::toolbox::{ScriptRole, Tool, ToolKind};

/// A changed member of a toolbox.
pub struct ChangedMember {
    /// Its name in the archive.
    pub name: String,
    /// Its new bytes.
    pub bytes: Arc<[u8]>,
    /// What changed.
    pub rewrite: Rewrite,
}

/// Reads a member of a toolbox; `None` where it is not there or cannot be read.
pub type ReadMember<'a> = &'a mut dyn FnMut(&str) -> Option<Vec<u8>>;

/// The members of one tool that must change, and what cannot be changed.
pub fn changed_members(
    toolbox: &DataPath,
    tool: &Tool,
    references: &[(&Reference, &Item)],
    ground: &Ground,
    read: ReadMember<'_>,
) -> (Vec<ChangedMember>, Vec<Stuck>) {
    let Some(folder) = tool.value_folder.below(toolbox) else { return (Vec::new(), Vec::new()) };
    let mut work = Work { toolbox, folder, place: ground.place(&tool.value_folder), ground, read };
    let mut members = Vec::new();
    let mut stuck = Vec::new();
    match work.values(tool, references) {
        Ok(member) => members.extend(member),
        Err(all) => stuck.extend(all),
    }
    members.extend(work.link(tool));
    (members, stuck)
}

struct Work<'a> {
    toolbox: &'a DataPath,
    /// The tool's folder in the archive.
    folder: &'a str,
    /// The same in the package.
    place: DataPath,
    ground: &'a Ground,
    read: ReadMember<'a>,
}

impl Work<'_> {
    fn values(&mut self, tool: &Tool, references: &[(&Reference, &Item)]) -> Result<Option<ChangedMember>, Vec<Stuck>> {
        let mut changes = Vec::new();
        let mut breaking = Vec::new();
        for (reference, item) in references {
            let Origin::Parameter { parameter, source, .. } = &reference.origin else { continue };
            // What was entered for the review is given by clients; a Constant is written below.
            let Some(goal) = goal(reference, item, self.ground).filter(|_| *source != ValueSource::Entered) else { continue };
            if let Some(after) = self.new_text(&reference.text, &goal) {
                breaking.push(*reference);
                changes.push(ValueChange { parameter: parameter.clone(), before: Some(reference.text.clone()), after });
            }
        }
        // Where a model keeps its values is not known: the deployment plan says what to set in it.
        let is_written = |constant: &Constant<'_>| constant.is_entered() && tool.kind != ToolKind::Model;
        for constant in constants(references).into_iter().filter(is_written) {
            if let Some(after) = self.constant_text(tool, &constant) {
                breaking.extend(constant.references.iter().map(|(reference, _)| *reference));
                changes.push(ValueChange { parameter: constant.parameter.to_owned(), before: None, after });
            }
        }
        if changes.is_empty() {
            return Ok(None);
        }
        let why = "the value does not stand in the toolbox as it was read";
        let no_place = || breaking.iter().map(|reference| Stuck::new(Some(reference), why.to_owned())).collect::<Vec<_>>();
        let name = format!("{}/tool.content", self.folder);
        let source = SourceFile::decode(&(self.read)(&name).ok_or_else(no_place)?);
        let edits = change_values(&source.text, &changes).ok_or_else(no_place)?;
        self.member(name, &source, edits, false).ok_or_else(no_place).map(Some)
    }

    /// The whole value of a Constant; elements of a multi-value with blanks stand in quotes.
    fn constant_text(&self, tool: &Tool, constant: &Constant<'_>) -> Option<String> {
        let element = |(reference, item): &(&Reference, &Item)| match goal(reference, item, self.ground)? {
            Goal::Server(path) => Some(path),
            Goal::Packaged(place) => Some(place.relative_to(&self.place)?.replace('/', "\\")),
        };
        let elements = constant.references.iter().map(element).collect::<Option<Vec<String>>>()?;
        let declared = tool.parameters.iter().find(|parameter| parameter.name == constant.parameter);
        let is_many = elements.len() > 1 || declared.is_some_and(|declared| declared.datatype.contains("MultiValue"));
        Some(if is_many { joined(elements.iter().map(String::as_str)) } else { elements.concat() })
    }

    /// The text that leads to `goal` from the tool's folder; `None` where the old one does.
    fn new_text(&self, text: &str, goal: &Goal) -> Option<String> {
        let written = DataPath::new(text);
        match goal {
            Goal::Server(path) => (written != DataPath::new(path)).then(|| path.clone()),
            Goal::Packaged(place) => {
                let beside = self.ground.place(self.toolbox).parent()?;
                let holds = !written.is_absolute() && (self.place.join(text) == *place || beside.join(text) == *place);
                let relative = place.relative_to(&self.place)?.replace('/', "\\");
                (!holds).then_some(relative)
            }
        }
    }

    /// A link that would lead out of the package.
    fn link(&mut self, tool: &Tool) -> Option<ChangedMember> {
        let in_archive = |path: &DataPath| path.is_within(self.toolbox);
        let sources = tool.sources.iter().filter(|(_, role)| *role == ScriptRole::Tool).map(|(path, _)| path);
        let linked = sources.chain(&tool.other_files).find(|path| !in_archive(path))?;
        let name = format!("{}/tool.script.execute.link", self.folder);
        let source = SourceFile::decode(&(self.read)(&name)?);
        let after = self.new_text(source.text.trim(), &Goal::Packaged(self.ground.place(linked)))?;
        let whole = Span::new(0, source.text.len() as u32);
        self.member(name, &source, vec![Edit { span: whole, text: after }], true)
    }

    fn member(&self, name: String, source: &SourceFile, edits: Vec<Edit>, certain: bool) -> Option<ChangedMember> {
        let bytes = source.encode(&apply_edits(&source.text, &edits)?)?;
        let script = self.toolbox.join(&name);
        let rewrite = Rewrite { script, before: Arc::clone(&source.text), edits, certain };
        Some(ChangedMember { name, bytes: bytes.into(), rewrite })
    }
}
