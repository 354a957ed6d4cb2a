//! Reads a binary toolbox (.tbx) of ArcMap and older ArcGIS Pro: its tools, their parameters, scripts and validation code.
//!
//! In: the bytes of the file. Out: a [`Toolbox`], and what could not be read of it.
//! Never drops a tool, never loses what stands before a damaged part, and never keeps a password.

#[cfg(test)]
#[path = "../../../tests/engine/binary_toolbox.rs"]
mod build;
mod container;
mod cursor;
mod datatype;
mod domain;
mod links;
mod model;
mod parameter;
mod record;
mod tail;
mod value;

use std::collections::{BTreeMap, BTreeSet};

pub use links::script_links;

use container::Container;
use cursor::Cursor;
use model::model;
use parameter::parameters;
use record::{Record, RecordKind};
use tail::{Tail, tail};

use super::atbx::is_conversion_leftover;
use super::model::as_one_name;
use super::sources::{Shelf, ToolScripts, is_protected};
use super::{InputProblem, Parameter, ScriptRole, Tool, ToolKind, ToolState, Toolbox, ToolboxFormat};
use crate::disk::Files;
use crate::text::{DataPath, SourceFile};

/// Reads the toolbox at `path` from its bytes.
pub(super) fn read_tbx(path: &DataPath, bytes: &[u8], files: &dyn Files) -> (Toolbox, Vec<InputProblem>) {
    let mut toolbox = Toolbox {
        path: path.clone(),
        format: ToolboxFormat::Tbx,
        // The name inside is that of the file when the toolbox was made: the file may have been renamed since.
        label: path.stem().to_owned(),
        alias: String::new(),
        tools: Vec::new(),
        scripts: Vec::new(),
    };
    let unreadable = |why: String| InputProblem::ToolboxUnreadable { toolbox: path.clone(), why };
    let mut container = match Container::open(bytes) {
        Ok(container) => container,
        Err(why) => return (toolbox, vec![unreadable(why)]),
    };
    let streams = tool_streams(&container);
    let contents = container.stream("Contents");
    if contents.is_none() && streams.is_empty() {
        return (toolbox, vec![unreadable("The file holds no tools".to_owned())]);
    }
    toolbox.alias = contents.and_then(|bytes| Cursor::new(&bytes).long_text()).unwrap_or_default();
    let mut reader = TbxReader { path, shelf: Shelf::new(path, files), problems: Vec::new(), folders: BTreeMap::new() };
    let mut models = Vec::new();
    for (place, name) in streams.iter().enumerate() {
        let bytes = container.stream(name).unwrap_or_default();
        toolbox.tools.push(reader.tool(name, &bytes));
        if toolbox.tools.last().is_some_and(|tool| tool.kind == ToolKind::Model) {
            models.push((place, bytes));
        }
    }
    // A model names the tools it runs, so all of them are to be known first.
    let own: BTreeSet<String> = toolbox.tools.iter().map(|tool| tool.name.clone()).collect();
    for (place, bytes) in models {
        if let Some(tool) = toolbox.tools.get_mut(place) {
            tool.model = Some(model(&bytes, &own));
        }
    }
    toolbox.scripts = reader.shelf.into_scripts();
    (toolbox, reader.problems)
}

/// The streams `Tool0`, `Tool1`, … in the order of their numbers.
fn tool_streams(container: &Container<'_>) -> Vec<String> {
    let number = |name: &str| name.strip_prefix("Tool")?.parse::<u32>().ok();
    let mut streams: Vec<(u32, String)> = container.names().filter_map(|name| Some((number(name)?, name.to_owned()))).collect();
    streams.sort();
    streams.dedup();
    streams.into_iter().map(|(_, name)| name).collect()
}

struct TbxReader<'a> {
    path: &'a DataPath,
    shelf: Shelf<'a>,
    problems: Vec<InputProblem>,
    /// The folders that tools have been given, in lower case, each with the number that is tried next for its name.
    folders: BTreeMap<String, usize>,
}

impl TbxReader<'_> {
    fn tool(&mut self, stream: &str, bytes: &[u8]) -> Tool {
        let mut cursor = Cursor::new(bytes);
        let record = Record::read(&mut cursor);
        let mut tool = Tool {
            name: if record.name.is_empty() { stream.to_owned() } else { record.name.clone() },
            label: record.label.clone(),
            kind: ToolKind::Other,
            state: ToolState::Partial,
            toolset: record.toolset.clone(),
            sources: Vec::new(),
            other_files: Vec::new(),
            parameters: Vec::new(),
            value_folder: self.path.parent().unwrap_or_else(|| self.path.clone()),
            declared: None,
            model: None,
        };
        if tool.label.is_empty() {
            tool.label.clone_from(&tool.name);
        }
        match record.kind {
            Some(RecordKind::Script) => self.script_tool(&record, cursor, &mut tool),
            Some(RecordKind::Model) => {
                tool.kind = ToolKind::Model;
                tool.parameters = parameters(&mut cursor, usize::MAX);
            }
            // A tool of ArcGIS needs nothing: the server has it too.
            Some(RecordKind::SystemTool) => tool.state = ToolState::Ready,
            Some(RecordKind::Other) => {}
            None => {
                tool.state = ToolState::Unreadable;
                self.nothing_to_run(&tool.name, "has no content in the toolbox");
            }
        }
        tool
    }

    fn script_tool(&mut self, record: &Record, mut cursor: Cursor<'_>, tool: &mut Tool) {
        tool.kind = ToolKind::Script;
        let Some(link) = cursor.long_text().filter(|_| record.is_complete) else {
            tool.state = ToolState::Unreadable;
            self.nothing_to_run(&tool.name, "ends in the toolbox before its script");
            return;
        };
        let listed = cursor.u32().and_then(|count| usize::try_from(count).ok());
        tool.parameters = parameters(&mut cursor, listed.unwrap_or_default());
        let tail = tail(cursor, record.version);
        give_symbology(&mut tool.parameters, &tail);

        let mut scripts = ToolScripts::none();
        if listed != Some(tool.parameters.len()) {
            scripts.worsen(ToolState::Partial);
            self.part_problem(&tool.name, "Not all parameters of the tool can be read");
        }
        if !tail.is_complete {
            scripts.worsen(ToolState::Partial);
            self.part_problem(&tool.name, "The end of the tool cannot be read");
        }
        let folder = self.folder(&tool.name);
        self.scripts(&link, &tail, (&tool.name, &folder), &mut scripts);
        let runs_r = scripts.has_r && scripts.sources.is_empty();
        if !tail.validation.trim().is_empty() {
            self.embed(&folder, "validate.py", ScriptRole::Validation, &tail.validation, &mut scripts);
        }
        tool.kind = if runs_r { ToolKind::R } else { ToolKind::Script };
        tool.state = scripts.state;
        tool.sources = scripts.sources;
        tool.other_files = scripts.other_files;
    }

    /// The embedded and the linked script: which of the two ArcGIS runs is not known.
    fn scripts(&mut self, link: &str, tail: &Tail, (tool, folder): (&str, &str), scripts: &mut ToolScripts) {
        let is_r = DataPath::new(link).extension() == "r" || (link.is_empty() && is_r(&tail.script));
        if tail.has_password || is_protected(tail.script.as_bytes()) {
            scripts.worsen(ToolState::Protected);
        } else if is_r {
            scripts.has_r = true;
        } else if !tail.script.is_empty() {
            self.embed(folder, "execute.py", ScriptRole::Tool, &tail.script, scripts);
        }
        if !link.is_empty() {
            self.linked_script(link, tool, scripts);
        } else if scripts.is_empty() && scripts.state == ToolState::Ready {
            self.nothing_to_run(tool, "has no script");
            scripts.worsen(ToolState::Unreadable);
        }
    }

    /// A relative path is seen from the folder that holds the toolbox.
    fn linked_script(&mut self, link: &str, tool: &str, scripts: &mut ToolScripts) {
        let folder = self.path.parent().unwrap_or_else(|| self.path.clone());
        let target = folder.join(link);
        if let Err(why) = self.shelf.link(&target, scripts) {
            scripts.worsen(ToolState::Unreadable);
            self.problems.push(InputProblem::SourceUnreadable {
                toolbox: self.path.clone(),
                tool: tool.to_owned(),
                written: link.to_owned(),
                script: target,
                why,
            });
        }
    }

    /// Shows a text of the tool as a file in the tool's folder.
    fn embed(&mut self, folder: &str, file: &str, role: ScriptRole, text: &str, scripts: &mut ToolScripts) {
        self.shelf.embed(&format!("{folder}/{file}"), role, SourceFile::from_text(text), scripts);
    }

    /// The folder of a tool in the toolbox: of tools with the same name, each has one of its own.
    fn folder(&mut self, tool: &str) -> String {
        let name = as_one_name(tool);
        let (mut folder, mut number) = (name.clone(), *self.folders.get(&name.to_lowercase()).unwrap_or(&1));
        while self.folders.contains_key(&folder.to_lowercase()) {
            number += 1;
            folder = format!("{name} ({number})");
        }
        self.folders.insert(name.to_lowercase(), number);
        self.folders.entry(folder.to_lowercase()).or_insert(1);
        folder
    }

    fn nothing_to_run(&mut self, tool: &str, why: &'static str) {
        self.problems.push(InputProblem::NothingToRun { toolbox: self.path.clone(), tool: tool.to_owned(), why });
    }

    fn part_problem(&mut self, part: &str, why: &str) {
        self.problems.push(InputProblem::ToolboxPart { toolbox: self.path.clone(), part: part.to_owned(), why: why.to_owned() });
    }
}

/// Code that ArcGIS runs in R declares this function; nothing else tells the language of a script without a file.
fn is_r(code: &str) -> bool {
    let mut declared = code.split("tool_exec").skip(1).map(str::trim_start);
    declared.any(|rest| {
        rest.strip_prefix("<-").or_else(|| rest.strip_prefix('=')).is_some_and(|rest| rest.trim_start().starts_with("function"))
    })
}

/// Layer files stand behind all parameters, with the parameter's name.
fn give_symbology(parameters: &mut [Parameter], tail: &Tail) {
    let layers: BTreeMap<&str, &String> = tail.symbology.iter().map(|(name, layer)| (name.as_str(), layer)).collect();
    for parameter in parameters.iter_mut().filter(|parameter| !parameter.is_secret()) {
        let layer = layers.get(parameter.name.as_str()).filter(|layer| !is_conversion_leftover(layer));
        parameter.symbology = layer.map(|layer| (*layer).clone());
    }
}

#[cfg(test)]
mod tests;
