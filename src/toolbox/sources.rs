//! Collects the scripts that a toolbox's tools run: embedded ones from the toolbox, linked ones from the disk.
//!
//! In: embedded texts, and the places that links lead to. Out: each [`Script`] once, and for each tool what it runs.
//! Never chooses between an embedded and a linked script, and never scans what is no Python.

use std::collections::BTreeMap;

use super::script::{find_file, read_script};
use super::{InputProblem, Script, ScriptOrigin, ScriptRole, Tool, ToolState, Toolbox};
use crate::disk::Files;
use crate::text::{DataPath, SourceFile};

/// What a tool runs, as far as it was read.
pub(super) struct ToolScripts {
    pub(super) sources: Vec<(DataPath, ScriptRole)>,
    pub(super) other_files: Vec<DataPath>,
    pub(super) has_r: bool,
    pub(super) state: ToolState,
}

impl ToolScripts {
    /// Nothing yet.
    pub(super) fn none() -> Self {
        Self { sources: Vec::new(), other_files: Vec::new(), has_r: false, state: ToolState::Ready }
    }

    /// True if no script of any language was found.
    pub(super) fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.other_files.is_empty() && !self.has_r
    }

    /// Notes that not everything could be had; the worst state stays.
    pub(super) fn worsen(&mut self, state: ToolState) {
        self.state = self.state.max(state);
    }
}

/// The scripts of one toolbox.
pub(super) struct Shelf<'a> {
    toolbox: &'a DataPath,
    files: &'a dyn Files,
    /// Each script once, with the place of its first mention.
    scripts: BTreeMap<DataPath, (usize, Script)>,
}

impl<'a> Shelf<'a> {
    /// The empty shelf of a toolbox file.
    pub(super) fn new(toolbox: &'a DataPath, files: &'a dyn Files) -> Self {
        Self { toolbox, files, scripts: BTreeMap::new() }
    }

    /// `folder/file`, or the same in a folder with a number where that name is taken.
    pub(super) fn free_member(&self, folder: &str, file: &str) -> String {
        let numbered = (self.scripts.len()..).map(|number| format!("{folder} ({number})/{file}"));
        let mut members = std::iter::once(format!("{folder}/{file}")).chain(numbered);
        members.find(|member| !self.scripts.contains_key(&self.toolbox.join(member))).unwrap_or_default()
    }

    /// Adds a text that the toolbox holds; relative paths in it are tested in the toolbox's folder.
    pub(super) fn embed(&mut self, member: &str, role: ScriptRole, source: SourceFile, tool: &mut ToolScripts) {
        let path = self.toolbox.join(member);
        tool.sources.push((path.clone(), role));
        self.add(Script {
            path,
            folder: self.toolbox.parent().unwrap_or_else(|| self.toolbox.clone()),
            role,
            origin: ScriptOrigin::Member { toolbox: self.toolbox.clone(), member: member.to_owned() },
            source,
            module: None,
        });
    }

    /// Adds the file that a link leads to; the error is a sentence.
    pub(super) fn link(&mut self, target: &DataPath, tool: &mut ToolScripts) -> Result<(), String> {
        let found = find_file(target, self.files)?;
        match found.path.extension().as_str() {
            "py" | "pyw" | "pyt" | "" => {
                if !self.scripts.contains_key(&found.path) {
                    self.add(read_script(&found.path, ScriptRole::Tool, self.files)?);
                }
                tool.sources.push((found.path, ScriptRole::Tool));
            }
            extension => {
                tool.has_r |= extension == "r";
                if extension != "r" {
                    tool.worsen(ToolState::Partial);
                }
                tool.other_files.push(found.path);
            }
        }
        Ok(())
    }

    fn add(&mut self, script: Script) {
        let place = self.scripts.len();
        self.scripts.entry(script.path.clone()).or_insert((place, script));
    }

    /// All scripts, in the order of their first mention.
    pub(super) fn into_scripts(self) -> Vec<Script> {
        let mut scripts: Vec<(usize, Script)> = self.scripts.into_values().collect();
        scripts.sort_by_key(|(place, _)| *place);
        scripts.into_iter().map(|(_, script)| script).collect()
    }
}

/// The tools that hold a script and link to another that says something else.
pub(super) fn differing(toolbox: &Toolbox) -> Vec<InputProblem> {
    let run = |tool: &Tool, is_embedded: bool| -> Vec<&Script> {
        let sources = tool.sources.iter().filter(|(_, role)| *role == ScriptRole::Tool);
        let scripts = sources.filter_map(|(path, _)| toolbox.scripts.iter().find(|script| script.path == *path));
        scripts.filter(|script| matches!(script.origin, ScriptOrigin::Member { .. }) == is_embedded).collect()
    };
    let mut problems = Vec::new();
    let runs_several = |tool: &&Tool| tool.sources.iter().filter(|(_, role)| *role == ScriptRole::Tool).count() > 1;
    for tool in toolbox.tools.iter().filter(runs_several) {
        let linked = run(tool, false);
        for embedded in run(tool, true) {
            let other = linked.iter().find(|linked| !same_lines(&embedded.source.text, &linked.source.text));
            problems.extend(other.map(|linked| InputProblem::SourcesDiffer {
                toolbox: toolbox.path.clone(),
                tool: tool.name.clone(),
                embedded: embedded.path.clone(),
                linked: linked.path.clone(),
            }));
        }
    }
    problems
}

/// True if two texts are the same but for their line ends.
pub(super) fn same_lines(one: &str, other: &str) -> bool {
    one.lines().eq(other.lines())
}

/// True for a script that its author protected: it is stored as hex digits with this start.
pub(super) fn is_protected(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    text.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"00022e68"))
}
