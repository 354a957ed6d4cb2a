//! Reads an .atbx toolbox: its tools, their parameters, embedded and linked scripts, validation code.
//!
//! In: the bytes of the archive, or a folder in its form. Out: a [`Toolbox`], and what could not be read of it.
//! Never drops a tool that the toolbox lists or holds, and never chooses between an embedded and a linked script.

mod archive;
mod content;
mod members;
mod model;
mod rewrite;

pub(super) use archive::is_archive;
pub(super) use content::is_conversion_leftover;
pub use members::folder_files;
pub use rewrite::{ToolboxError, replace_members, with_members};

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use self::archive::Archive;
use self::content::{Strings, ToolContent, ToolEntry, ToolboxContent, parse_json};
use self::members::Members;
use self::model::model_content;
use super::sources::{Shelf, ToolScripts, is_protected, same_lines};
use super::{InputProblem, ModelContent, ScriptRole, Tool, ToolKind, ToolState, Toolbox, ToolboxFormat};
use crate::disk::Files;
use crate::text::{DataPath, SourceFile, same_name};

/// Reads the toolbox at `path` from its bytes.
pub(super) fn read_atbx(path: &DataPath, bytes: &[u8], files: &dyn Files) -> (Toolbox, Vec<InputProblem>) {
    match Archive::open(bytes) {
        Ok(archive) => AtbxReader::new(path, Members::Packed(archive), files).read(),
        Err(why) => (empty_toolbox(path), vec![InputProblem::ToolboxUnreadable { toolbox: path.clone(), why }]),
    }
}

/// Reads the toolbox that lies open in the folder `path`.
pub(super) fn read_open_toolbox(path: &DataPath, files: &dyn Files) -> (Toolbox, Vec<InputProblem>) {
    AtbxReader::new(path, Members::of_folder(path, files), files).read()
}

fn empty_toolbox(path: &DataPath) -> Toolbox {
    Toolbox {
        path: path.clone(),
        format: ToolboxFormat::Atbx,
        label: path.stem().to_owned(),
        alias: String::new(),
        tools: Vec::new(),
        scripts: Vec::new(),
    }
}

struct AtbxReader<'a> {
    path: &'a DataPath,
    archive: Members<'a>,
    files: &'a dyn Files,
    shelf: Shelf<'a>,
    problems: Vec<InputProblem>,
}

impl<'a> AtbxReader<'a> {
    fn new(path: &'a DataPath, archive: Members<'a>, files: &'a dyn Files) -> Self {
        Self { path, archive, files, shelf: Shelf::new(path, files), problems: Vec::new() }
    }

    fn read(mut self) -> (Toolbox, Vec<InputProblem>) {
        let listed = self.toolbox_content();
        let is_listed = listed.is_some();
        let content = listed.unwrap_or_default();
        if self.archive.refused_names() > 0 {
            let why = format!("{} names lead out of the archive or are no text", self.archive.refused_names());
            self.part_problem("member names", why);
        }
        let mut entries = content.tools;
        self.add_orphans(&mut entries, is_listed);
        let tools = entries.iter().map(|entry| self.tool(entry)).collect();
        let toolbox = Toolbox {
            label: content.label.unwrap_or_else(|| self.path.stem().to_owned()),
            alias: content.alias,
            tools,
            scripts: self.shelf.into_scripts(),
            ..empty_toolbox(self.path)
        };
        (toolbox, self.problems)
    }

    fn toolbox_content(&mut self) -> Option<ToolboxContent> {
        let json = self.json("toolbox.content")?;
        let strings = self.strings("toolbox.content");
        Some(ToolboxContent::read(&json, &strings))
    }

    /// Adds the tools that lie in the archive without being listed. Without a list, that says nothing against them.
    fn add_orphans(&mut self, entries: &mut Vec<ToolEntry>, is_listed: bool) {
        let listed: BTreeSet<String> = entries.iter().map(|entry| entry.folder.to_lowercase()).collect();
        let mut orphans: BTreeMap<String, String> = BTreeMap::new();
        for name in self.archive.names() {
            let Some((folder, member)) = name.rsplit_once('/') else { continue };
            let is_tool = member.eq_ignore_ascii_case("tool.content") || member.to_ascii_lowercase().starts_with(EXECUTE);
            let key = folder.to_lowercase();
            if is_tool && !listed.contains(&key) {
                orphans.entry(key).or_insert_with(|| folder.to_owned());
            }
        }
        for folder in orphans.into_values() {
            let name = match folder.len().checked_sub(".tool".len()).and_then(|at| folder.split_at_checked(at)) {
                Some((name, end)) if end.eq_ignore_ascii_case(".tool") && !name.is_empty() => name.to_owned(),
                _ => folder.clone(),
            };
            if is_listed {
                self.problems.push(InputProblem::ToolNotListed { toolbox: self.path.clone(), tool: name.clone() });
            }
            entries.push(ToolEntry { name, folder, toolset: String::new() });
        }
    }

    fn tool(&mut self, entry: &ToolEntry) -> Tool {
        let (content, is_readable) = self.tool_content(entry);
        let mut scripts = ToolScripts::none();
        let kind = match content.kind.as_deref() {
            Some("ScriptTool") | None => ToolKind::Script,
            Some("ModelTool") => ToolKind::Model,
            Some(_) => ToolKind::Other,
        };
        match kind {
            ToolKind::Model | ToolKind::Other => scripts.state = ToolState::Partial,
            ToolKind::Script | ToolKind::Python | ToolKind::R => {}
        }
        self.embedded_scripts(entry, &mut scripts);
        self.linked_script(entry, &mut scripts);
        if kind == ToolKind::Script && scripts.is_empty() && scripts.state == ToolState::Ready {
            let (toolbox, tool) = (self.path.clone(), entry.name.clone());
            self.problems.push(InputProblem::NothingToRun { toolbox, tool, why: "has no script" });
            scripts.state = ToolState::Unreadable;
        }
        let runs_r = scripts.has_r && scripts.sources.is_empty();
        self.validation_code(entry, &mut scripts);
        Tool {
            name: entry.name.clone(),
            label: content.label.unwrap_or_else(|| entry.name.clone()),
            kind: if kind == ToolKind::Script && runs_r { ToolKind::R } else { kind },
            state: if is_readable { scripts.state } else { ToolState::Unreadable },
            toolset: entry.toolset.clone(),
            sources: scripts.sources,
            other_files: scripts.other_files,
            parameters: content.parameters,
            value_folder: self.path.join(&entry.folder),
            declared: None,
            model: self.model(entry, kind),
        }
    }

    /// What a model names; `None` for other tools, and where nothing could be read.
    fn model(&mut self, entry: &ToolEntry, kind: ToolKind) -> Option<ModelContent> {
        let member = format!("{}/tool.model", entry.folder);
        let read = self.archive.read(&member).filter(|_| kind == ToolKind::Model)?;
        match read.and_then(|bytes| parse_json(&bytes)) {
            Ok(json) => Some(model_content(&json)),
            Err(why) => {
                self.part_problem(&member, why);
                None
            }
        }
    }

    fn tool_content(&mut self, entry: &ToolEntry) -> (ToolContent, bool) {
        match self.json(&format!("{}/tool.content", entry.folder)) {
            Some(json) => {
                let strings = self.strings(&format!("{}/tool.content", entry.folder));
                (ToolContent::read(&json, &strings), true)
            }
            None => (ToolContent::default(), false),
        }
    }

    /// `tool.script.execute.py` and its kin in other languages.
    fn embedded_scripts(&mut self, entry: &ToolEntry, scripts: &mut ToolScripts) {
        for member in self.archive.names_from(&format!("{}/{EXECUTE}", entry.folder)) {
            match DataPath::new(&member).extension().as_str() {
                "link" => {}
                "py" => self.embedded_text(&member, ScriptRole::Tool, scripts),
                "r" => scripts.has_r = true,
                _ => {
                    scripts.other_files.push(self.path.join(&member));
                    scripts.worsen(ToolState::Partial);
                }
            }
        }
    }

    fn validation_code(&mut self, entry: &ToolEntry, scripts: &mut ToolScripts) {
        for member in self.archive.names_from(&format!("{}/tool.script.validate.py", entry.folder)) {
            if member.len() == entry.folder.len() + "/tool.script.validate.py".len() {
                self.embedded_text(&member, ScriptRole::Validation, scripts);
            }
        }
    }

    fn embedded_text(&mut self, member: &str, role: ScriptRole, scripts: &mut ToolScripts) {
        let bytes = match self.archive.read(member) {
            Some(Ok(bytes)) => bytes,
            Some(Err(why)) => {
                self.part_problem(member, why);
                scripts.worsen(ToolState::Unreadable);
                return;
            }
            None => return,
        };
        if is_protected(&bytes) || is_no_text(&bytes) {
            scripts.worsen(ToolState::Protected);
            return;
        }
        self.shelf.embed(member, role, SourceFile::decode(&bytes), scripts);
    }

    /// `tool.script.execute.link` holds a path, seen from the tool's folder with the archive read as a folder.
    fn linked_script(&mut self, entry: &ToolEntry, scripts: &mut ToolScripts) {
        let member = format!("{}/{EXECUTE}link", entry.folder);
        let link = match self.archive.read(&member) {
            Some(Ok(bytes)) => link_text(&SourceFile::decode(&bytes).text),
            Some(Err(why)) => {
                self.part_problem(&member, why);
                scripts.worsen(ToolState::Unreadable);
                return;
            }
            None => return,
        };
        if link.is_empty() {
            return;
        }
        let target = self.path.join(&entry.folder).join(&link);
        // A link may lead to a member of the toolbox itself.
        let inside = target.below(self.path).and_then(|name| self.archive.names_from(name).into_iter().next());
        if let Some(member) = inside.filter(|member| self.path.join(member) == target) {
            let path = self.path.join(&member);
            if scripts.sources.iter().all(|(known, _)| *known != path) {
                self.embedded_text(&member, ScriptRole::Tool, scripts);
            }
            return;
        }
        let other_files = scripts.other_files.len();
        if let Err(why) = self.shelf.link(&target, scripts) {
            scripts.worsen(ToolState::Unreadable);
            self.problems.push(InputProblem::SourceUnreadable {
                toolbox: self.path.clone(),
                tool: entry.name.clone(),
                written: link,
                script: target,
                why,
            });
        }
        if let Some(linked) = scripts.other_files.get(other_files).cloned() {
            self.compare_r(entry, linked);
        }
    }

    /// An R script that lies in the toolbox and beside it: nothing in it is scanned, but the two may differ.
    fn compare_r(&mut self, entry: &ToolEntry, linked: DataPath) {
        if linked.extension() != "r" {
            return;
        }
        for member in self.archive.names_from(&format!("{}/{EXECUTE}r", entry.folder)) {
            let (Some(Ok(inside)), Ok(beside)) = (self.archive.read(&member), self.files.read(&linked)) else { continue };
            if !same_lines(&SourceFile::decode(&inside).text, &SourceFile::decode(&beside).text) {
                self.problems.push(InputProblem::SourcesDiffer {
                    toolbox: self.path.clone(),
                    tool: entry.name.clone(),
                    embedded: self.path.join(&member),
                    linked: linked.clone(),
                });
            }
        }
    }

    /// A member that must be there.
    fn json(&mut self, member: &str) -> Option<Value> {
        let parsed = match self.archive.read(member) {
            Some(read) => read.and_then(|bytes| parse_json(&bytes)),
            None => Err("The archive has no such member".to_owned()),
        };
        parsed.map_err(|why| self.part_problem(member, why)).ok()
    }

    /// The texts of a content file; without them, names are shown raw.
    ///
    /// `tool.content.rc` is asked first. Files for one language (`tool.content.fr.rc`) were never seen; should there be
    /// any, they fill what that one lacks.
    fn strings(&mut self, content: &str) -> Strings {
        let own = format!("{content}.rc");
        let mut strings = Strings::default();
        let others = self.archive.names_from(&format!("{content}.")).into_iter();
        let others = others.filter(|name| name.to_ascii_lowercase().ends_with(".rc") && !same_name(name, &own));
        for member in std::iter::once(own.clone()).chain(others.collect::<Vec<_>>()) {
            match self.archive.read(&member).map(|read| read.and_then(|bytes| parse_json(&bytes))) {
                Some(Ok(json)) => strings.fill_from(&json),
                Some(Err(why)) => self.part_problem(&member, why),
                None => {}
            }
        }
        strings
    }

    fn part_problem(&mut self, part: &str, why: String) {
        self.problems.push(InputProblem::ToolboxPart { toolbox: self.path.clone(), part: part.to_owned(), why });
    }
}

/// How the members begin that hold what a tool runs.
const EXECUTE: &str = "tool.script.execute.";

/// The path in a link file: its first line, without the quotes that some write around it.
fn link_text(written: &str) -> String {
    let is_space = |letter: char| letter.is_whitespace() || matches!(letter, '\0' | '"' | '\'');
    let line = written.lines().map(|line| line.trim_matches(is_space)).find(|line| !line.is_empty());
    line.unwrap_or_default().to_owned()
}

/// A script that is no text is taken for a protected one; text in an old code page is mostly ASCII and holds no controls.
fn is_no_text(bytes: &[u8]) -> bool {
    if encoding_rs::Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return false;
    }
    let has_controls = bytes.iter().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace());
    let ascii = bytes.iter().filter(|byte| byte.is_ascii()).count();
    has_controls || ascii < bytes.len() / 2
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use proptest::prelude::*;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::disk::MemoryFiles;
    use crate::toolbox::ScriptOrigin;

    const LISTED: &str = r#"{"alias":"box","displayname":"$rc:title","toolsets":{"<root>":{"tools":["T"]}}}"#;
    const SCRIPT_TOOL: &str = r#"{"type":"ScriptTool","displayname":"$rc:title"}"#;

    fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// Reads `e:/p/Box.atbx`, which lists the tool `T`, with more or other members and files.
    fn read(members: &[(&str, &[u8])], files: &[(&str, &str)]) -> (Toolbox, Vec<InputProblem>) {
        let mut all: Vec<(&str, &[u8])> = vec![
            ("toolbox.content", LISTED.as_bytes()),
            ("toolbox.content.rc", br#"{"map":{"title":"The box"}}"#),
            ("T.tool/tool.content", SCRIPT_TOOL.as_bytes()),
        ];
        all.retain(|(name, _)| !members.iter().any(|(other, _)| other == name));
        all.extend(members);
        let files = MemoryFiles::new(files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec())));
        read_atbx(&DataPath::new("e:/p/Box.atbx"), &archive(&all), &files)
    }

    fn sources(tool: &Tool) -> Vec<String> {
        tool.sources.iter().map(|(path, role)| format!("{path} {}", role.name())).collect()
    }

    #[test]
    fn embedded_script_and_validation_code_stand_in_the_toolboxs_folder() {
        let (toolbox, problems) =
            read(&[("T.tool/tool.script.execute.py", b"run"), ("T.tool/tool.script.validate.py", b"check")], &[]);
        assert_eq!((problems, toolbox.label.as_str(), toolbox.alias.as_str()), (vec![], "The box", "box"));
        assert_eq!(
            sources(&toolbox.tools[0]),
            ["e:/p/Box.atbx/T.tool/tool.script.execute.py tool", "e:/p/Box.atbx/T.tool/tool.script.validate.py validation"]
        );
        let script = &toolbox.scripts[0];
        assert_eq!((&*script.source.text, script.folder.as_str()), ("run", "e:/p"));
        let member = "T.tool/tool.script.execute.py".to_owned();
        assert_eq!(script.origin, ScriptOrigin::Member { toolbox: toolbox.path.clone(), member });
        assert_eq!((toolbox.tools[0].state, toolbox.tools[0].value_folder.as_str()), (ToolState::Ready, "e:/p/Box.atbx/T.tool"));
    }

    #[test]
    fn a_link_is_seen_from_the_tools_folder_and_keeps_the_disks_case() {
        let (toolbox, problems) = read(
            &[("T.tool/tool.script.execute.link", b"..\\..\\scripts\\RUN.py\r\n"), ("T.tool/tool.script.execute.py", b"x")],
            &[("e:/p/Scripts/Run.py", "linked")],
        );
        assert_eq!(problems, []);
        assert_eq!(sources(&toolbox.tools[0]), ["e:/p/Box.atbx/T.tool/tool.script.execute.py tool", "e:/p/Scripts/Run.py tool"]);
        assert_eq!((&*toolbox.scripts[1].source.text, toolbox.scripts[1].folder.as_str()), ("linked", "e:/p/Scripts"));
    }

    #[test]
    fn a_missing_linked_script_leaves_the_tool_visible() {
        let (toolbox, problems) = read(&[("T.tool/tool.script.execute.link", br"F:\gone\x.py")], &[("e:/p/a", "")]);
        assert_eq!((toolbox.tools[0].state, toolbox.scripts.len()), (ToolState::Unreadable, 0));
        assert_eq!(
            problems,
            [InputProblem::SourceUnreadable {
                toolbox: toolbox.path,
                tool: "T".to_owned(),
                written: r"F:\gone\x.py".to_owned(),
                script: DataPath::new("f:/gone/x.py"),
                why: "No folder of this machine stands for the drive".to_owned(),
            }]
        );
    }

    #[test]
    fn a_protected_script_is_a_state_and_never_a_source() {
        for bytes in [&b"00022e68a1b2"[..], b"\xff\xff\xfe\x80"] {
            let (toolbox, _) = read(&[("T.tool/tool.script.execute.py", bytes)], &[]);
            assert_eq!((toolbox.tools[0].state, toolbox.tools[0].sources.len()), (ToolState::Protected, 0));
        }
    }

    #[test]
    fn a_script_in_an_old_code_page_is_not_taken_for_a_protected_one() {
        let (toolbox, _) = read(&[("T.tool/tool.script.execute.py", b"# Stra\xdfe\nx = 1\n")], &[]);
        assert_eq!((toolbox.tools[0].state, &*toolbox.scripts[0].source.text), (ToolState::Ready, "# Straße\nx = 1\n"));
    }

    #[test]
    fn a_tool_in_r_is_ready_and_its_linked_file_is_kept() {
        let (toolbox, problems) = read(
            &[("T.tool/tool.script.execute.R", b"x <- 1"), ("T.tool/tool.script.execute.link", br"..\..\x.R")],
            &[("e:/p/x.R", "x <- 1")],
        );
        let tool = &toolbox.tools[0];
        assert_eq!((problems, tool.kind, tool.state, tool.sources.len()), (vec![], ToolKind::R, ToolState::Ready, 0));
        assert_eq!(tool.other_files, [DataPath::new("e:/p/x.R")]);
    }

    #[test]
    fn models_orphans_and_tools_without_content_stay_visible() {
        let (toolbox, problems) = read(
            &[
                ("toolbox.content", br#"{"toolsets":{"<root>":{"tools":["T","Gone"]},"Set":{"tools":["M:Model.tool"]}}}"#),
                ("Model.tool/tool.content", br#"{"type":"ModelTool"}"#),
                ("Lost.tool/tool.content", SCRIPT_TOOL.as_bytes()),
                ("Lost.tool/tool.script.execute.py", b""),
                ("T.tool/tool.script.execute.py", b""),
            ],
            &[],
        );
        let rows: Vec<_> = toolbox.tools.iter().map(|tool| (&*tool.name, tool.kind, tool.state, &*tool.toolset)).collect();
        assert_eq!(
            rows,
            [
                ("T", ToolKind::Script, ToolState::Ready, ""),
                ("Gone", ToolKind::Script, ToolState::Unreadable, ""),
                ("M", ToolKind::Model, ToolState::Partial, "Set"),
                ("Lost", ToolKind::Script, ToolState::Ready, ""),
            ]
        );
        let parts: Vec<&str> = problems
            .iter()
            .map(|problem| match problem {
                InputProblem::ToolboxPart { part, .. } => part.as_str(),
                InputProblem::ToolNotListed { tool, .. } | InputProblem::NothingToRun { tool, .. } => tool.as_str(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(parts, ["Lost", "Gone.tool/tool.content", "Gone"]);
    }

    #[test]
    fn a_broken_member_leaves_the_others_readable() {
        let (toolbox, problems) =
            read(&[("toolbox.content.rc", b"{"), ("T.tool/tool.content", b"{"), ("T.tool/tool.script.execute.py", b"x")], &[]);
        assert_eq!((toolbox.label.as_str(), toolbox.scripts.len(), problems.len()), ("Box", 1, 2));
        assert_eq!(toolbox.tools[0].state, ToolState::Unreadable);
    }

    proptest! {
        #[test]
        fn damaged_archives_never_stop_the_reader(
            changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12),
            cut in any::<proptest::sample::Index>(),
        ) {
            let mut bytes = archive(&[
                ("toolbox.content", LISTED.as_bytes()),
                ("T.tool/tool.content", SCRIPT_TOOL.as_bytes()),
                ("T.tool/tool.script.execute.py", b"import arcpy\n"),
            ]);
            for (at, byte) in changes {
                let length = bytes.len();
                bytes[at.index(length)] = byte;
            }
            let kept = cut.index(bytes.len() * 4).min(bytes.len());
            let files = MemoryFiles::new([]);
            let _ = read_atbx(&DataPath::new("e:/Box.atbx"), &bytes, &files);
            let _ = read_atbx(&DataPath::new("e:/Box.atbx"), &bytes[..kept], &files);
            let _ = crate::toolbox::replace_members(&bytes, &[("toolbox.content".to_owned(), std::sync::Arc::from(&b"x"[..]))]);
        }

        #[test]
        fn arbitrary_bytes_never_stop_the_reader(tail in proptest::collection::vec(any::<u8>(), 0..400)) {
            let bytes = [b"PK\x03\x04", tail.as_slice()].concat();
            let _ = read_atbx(&DataPath::new("e:/Box.atbx"), &bytes, &MemoryFiles::new([]));
        }
    }
}
