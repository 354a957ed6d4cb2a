//! Reads an .atbx toolbox: its tools, their parameters, embedded and linked scripts, validation code.
//!
//! In: the bytes of the archive. Out: a [`Toolbox`], and what could not be read of it.
//! Never drops a tool that the toolbox lists or holds, and never chooses between an embedded and a linked script.

use serde_json::Value;

use super::archive::Archive;
use super::atbx_content::{Strings, ToolContent, ToolEntry, ToolboxContent, parse_json};
use super::sources::{Shelf, ToolScripts, is_protected};
use super::{InputProblem, ScriptRole, Tool, ToolKind, ToolState, Toolbox, ToolboxFormat};
use crate::disk::Files;
use crate::text::{DataPath, SourceFile};

/// Reads the toolbox at `path` from its bytes.
pub(super) fn read_atbx(path: &DataPath, bytes: &[u8], files: &dyn Files) -> (Toolbox, Vec<InputProblem>) {
    match Archive::open(bytes) {
        Ok(archive) => {
            let reader = AtbxReader { path, archive, shelf: Shelf::new(path, files), problems: Vec::new() };
            reader.read()
        }
        Err(why) => (empty_toolbox(path), vec![InputProblem::ToolboxUnreadable { toolbox: path.clone(), why }]),
    }
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
    archive: Archive<'a>,
    shelf: Shelf<'a>,
    problems: Vec<InputProblem>,
}

impl AtbxReader<'_> {
    fn read(mut self) -> (Toolbox, Vec<InputProblem>) {
        let content = self.toolbox_content();
        if self.archive.refused_names() > 0 {
            let why = format!("{} names lead out of the archive or are no text", self.archive.refused_names());
            self.part_problem("member names", why);
        }
        let mut entries = content.tools;
        self.add_orphans(&mut entries);
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

    fn toolbox_content(&mut self) -> ToolboxContent {
        match self.json("toolbox.content") {
            Some(json) => {
                let strings = self.strings("toolbox.content.rc");
                ToolboxContent::read(&json, &strings)
            }
            None => ToolboxContent::default(),
        }
    }

    /// Adds the tools that lie in the archive without being listed.
    fn add_orphans(&mut self, entries: &mut Vec<ToolEntry>) {
        let listed: Vec<String> = entries.iter().map(|entry| entry.folder.to_lowercase()).collect();
        let folders = self.archive.names().filter_map(|name| name.strip_suffix("/tool.content"));
        let orphans: Vec<String> =
            folders.filter(|folder| !listed.contains(&folder.to_lowercase())).map(ToOwned::to_owned).collect();
        for folder in orphans {
            self.part_problem(&folder, "The tool lies in the archive, but the toolbox does not list it".to_owned());
            let name = DataPath::new(&folder).stem().to_owned();
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
            self.part_problem(&entry.folder, "The tool has no script".to_owned());
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
            model: None,
        }
    }

    fn tool_content(&mut self, entry: &ToolEntry) -> (ToolContent, bool) {
        match self.json(&format!("{}/tool.content", entry.folder)) {
            Some(json) => {
                let strings = self.strings(&format!("{}/tool.content.rc", entry.folder));
                (ToolContent::read(&json, &strings), true)
            }
            None => (ToolContent::default(), false),
        }
    }

    /// `tool.script.execute.py` and its kin in other languages.
    fn embedded_scripts(&mut self, entry: &ToolEntry, scripts: &mut ToolScripts) {
        for member in self.archive.names_from(&format!("{}/tool.script.execute.", entry.folder)) {
            match DataPath::new(&member).extension().as_str() {
                "link" => {}
                "py" => self.embedded_text(&member, ScriptRole::Tool, scripts),
                "r" => scripts.has_r = true,
                _ => {
                    self.part_problem(&member, "The script is in a language that Waybill does not read".to_owned());
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
        let member = format!("{}/tool.script.execute.link", entry.folder);
        let link = match self.archive.read(&member) {
            Some(Ok(bytes)) => SourceFile::decode(&bytes).text.trim().to_owned(),
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
    fn strings(&mut self, member: &str) -> Strings {
        match self.archive.read(member).map(|read| read.and_then(|bytes| parse_json(&bytes))) {
            Some(Ok(json)) => Strings::read(&json),
            Some(Err(why)) => {
                self.part_problem(member, why);
                Strings::default()
            }
            None => Strings::default(),
        }
    }

    fn part_problem(&mut self, part: &str, why: String) {
        self.problems.push(InputProblem::ToolboxPart { toolbox: self.path.clone(), part: part.to_owned(), why });
    }
}

/// A script that is no text is taken for a protected one.
fn is_no_text(bytes: &[u8]) -> bool {
    let has_bom = encoding_rs::Encoding::for_bom(bytes).is_some();
    !has_bom && std::str::from_utf8(bytes).is_err()
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
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(parts, ["Lost.tool", "Gone.tool/tool.content", "Gone.tool"]);
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
            let _ = super::super::replace_members(&bytes, &[("toolbox.content".to_owned(), std::sync::Arc::from(&b"x"[..]))]);
        }

        #[test]
        fn arbitrary_bytes_never_stop_the_reader(tail in proptest::collection::vec(any::<u8>(), 0..400)) {
            let bytes = [b"PK\x03\x04", tail.as_slice()].concat();
            let _ = read_atbx(&DataPath::new("e:/Box.atbx"), &bytes, &MemoryFiles::new([]));
        }
    }
}
