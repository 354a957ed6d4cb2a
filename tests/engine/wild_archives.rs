//! Toolboxes whose archives other programs wrote, damaged ones, and ones that mean harm.
//!
//! In: archives made by hand or at random. Out: every tool that can be had, and a sentence for what cannot.
//! Never a crash, and never a member lost because of another.

use std::io::{Cursor, Write};
use std::sync::Arc;

use proptest::prelude::*;
use waybill::disk::MemoryFiles;
use waybill::python::Sources;
use waybill::text::DataPath;
use waybill::toolbox::{InputProblem, Inputs, Tool, open, replace_members};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::zip_by_hand::{Entry, archive};

const LISTED: &str = r#"{"toolsets":{"<root>":{"tools":["T","U"]}}}"#;
const CONTENT: &str = r#"{"type":"ScriptTool","displayname":"$rc:title","params":{"a":{"datatype":{"type":"GPString"}}}}"#;

/// A toolbox with the tools T and U.
fn members() -> Vec<Entry> {
    vec![
        Entry::new("toolbox.content", LISTED),
        Entry::new("T.tool/tool.content", CONTENT),
        Entry::new("T.tool/tool.content.rc", r#"{"map":{"title":"Tee"}}"#),
        Entry::new("T.tool/tool.script.execute.py", "import arcpy\n"),
        Entry::new("U.tool/tool.content", CONTENT),
        Entry::new("U.tool/tool.script.execute.py", "import os\n"),
    ]
}

fn opened(bytes: Vec<u8>) -> Inputs {
    let files = MemoryFiles::new([("e:/p/Box.atbx", bytes)]);
    open(&[DataPath::new("e:/p/Box.atbx")], &files, &Sources::default())
}

/// `Name state parameters` of each tool, and what is said.
fn told(bytes: Vec<u8>) -> (String, String) {
    let inputs = opened(bytes);
    let row = |tool: &Tool| format!("{} {} {}", tool.label, tool.state.name(), tool.parameters.len());
    let said = |problem: &InputProblem| match problem {
        InputProblem::ToolboxPart { part, why, .. } => format!("{part}: {why}"),
        InputProblem::ToolboxUnreadable { why, .. } => why.clone(),
        other => format!("{other:?}"),
    };
    let rows: Vec<String> = inputs.toolboxes.iter().flat_map(|toolbox| &toolbox.tools).map(row).collect();
    (rows.join(", "), inputs.problems.iter().map(said).collect::<Vec<_>>().join("; "))
}

const ALL: &str = "Tee ready 1, U ready 1";

#[test]
fn bytes_before_and_a_comment_behind_change_nothing() {
    assert_eq!(told(archive(b"", &members(), "")), (ALL.to_owned(), String::new()));
    assert_eq!(told(archive(b"#!/bin/sh\n", &members(), "written by hand")), (ALL.to_owned(), String::new()));
}

#[test]
fn of_members_with_the_same_name_the_last_counts() {
    let mut entries = members();
    entries.insert(0, Entry::new("T.tool/tool.content", "{"));
    entries.push(Entry::new("T.tool/tool.content.rc", r#"{"map":{"title":"Last"}}"#));
    assert_eq!(told(archive(b"", &entries, "")), ("Last ready 1, U ready 1".to_owned(), String::new()));
}

#[test]
fn an_encrypted_member_is_said_and_takes_no_other_along() {
    let mut entries = members();
    entries[5] = entries[5].clone().flagged(1);
    let expected = "U.tool/tool.script.execute.py: The member is encrypted";
    assert_eq!(told(archive(b"", &entries, "")), ("Tee ready 1, U unreadable 1".to_owned(), expected.to_owned()));
}

#[test]
fn names_are_read_as_utf_8_and_else_in_the_code_page_of_old_archives() {
    for (written, flags) in [("Zählung".as_bytes(), 0x800), ("Zählung".as_bytes(), 0), (b"Z\x84hlung".as_slice(), 0)] {
        let name = |member: &str| [written, b".tool/", member.as_bytes()].concat();
        let entries = [
            Entry::new("toolbox.content", r#"{"toolsets":{"<root>":{"tools":["Zählung"]}}}"#),
            Entry::new("", CONTENT).named(&name("tool.content")).flagged(flags),
            Entry::new("", "import arcpy").named(&name("tool.script.execute.py")).flagged(flags),
        ];
        assert_eq!(told(archive(b"", &entries, "")), ("Zählung ready 1".to_owned(), String::new()));
    }
}

#[test]
fn large_file_headers_and_streams_are_read() {
    let options = SimpleFileOptions::default();
    let mut large = ZipWriter::new(Cursor::new(Vec::new()));
    let mut stream = ZipWriter::new_stream(Vec::new());
    for entry in members() {
        let name = String::from_utf8(entry.name.clone()).unwrap();
        large.start_file(&*name, options.large_file(true)).unwrap();
        large.write_all(&entry.bytes).unwrap();
        stream.start_file(name.replace('/', "\\"), options.compression_method(CompressionMethod::Stored)).unwrap();
        stream.write_all(&entry.bytes).unwrap();
    }
    assert_eq!(told(large.finish().unwrap().into_inner()), (ALL.to_owned(), String::new()));
    assert_eq!(told(stream.finish().unwrap().into_inner()), (ALL.to_owned(), String::new()));
}

#[test]
fn content_with_a_mark_or_in_utf_16_is_read() {
    let mut entries = members();
    entries[0].bytes = [b"\xef\xbb\xbf", LISTED.as_bytes()].concat();
    entries[1].bytes = [0xff, 0xfe].into_iter().chain(CONTENT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(told(archive(b"", &entries, "")), (ALL.to_owned(), String::new()));
}

#[test]
fn content_that_is_broken_in_one_tool_loses_that_tools_detail_only() {
    let mut entries = members();
    entries[4].bytes = b"{\"type\": \"ScriptTool\"".to_vec();
    let inputs = opened(archive(b"", &entries, ""));
    assert_eq!(inputs.toolboxes[0].scripts.len(), 2);
    let (tools, said) = told(archive(b"", &entries, ""));
    assert_eq!(tools, "Tee ready 1, U unreadable 0");
    assert!(said.starts_with("U.tool/tool.content: The JSON cannot be read"), "{said}");
}

#[test]
fn without_a_list_of_tools_all_that_lie_in_the_archive_are_shown() {
    let mut entries = members();
    entries[0].bytes = b"{".to_vec();
    let (tools, said) = told(archive(b"", &entries, ""));
    assert_eq!(tools, ALL);
    assert_eq!(said.matches("cannot be read").count(), 1, "{said}");
}

#[test]
fn a_missing_text_shows_the_raw_name_and_texts_of_one_language_fill_in() {
    let mut entries = members();
    entries[2] = Entry::new("T.tool/tool.content.rc", r#"{"map":{}}"#);
    assert_eq!(told(archive(b"", &entries, "")).0, "T ready 1, U ready 1");
    entries.push(Entry::new("T.tool/tool.content.fr.rc", r#"{"map":{"title":"Té"}}"#));
    assert_eq!(told(archive(b"", &entries, "")).0, "Té ready 1, U ready 1");
}

#[test]
fn a_member_that_unpacks_to_far_more_is_said_and_the_others_are_read() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in members() {
        writer.start_file(String::from_utf8(entry.name.clone()).unwrap(), SimpleFileOptions::default()).unwrap();
        let is_bomb = entry.name == b"T.tool/tool.script.execute.py";
        writer.write_all(if is_bomb { &[b' '; 4 << 20] } else { &entry.bytes }).unwrap();
    }
    let said = "T.tool/tool.script.execute.py: The member unpacks to more than 200 times its packed size, which no script does";
    assert_eq!(told(writer.finish().unwrap().into_inner()), ("Tee unreadable 1, U ready 1".to_owned(), said.to_owned()));
}

#[test]
fn an_archive_with_too_many_entries_is_said() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..100_001 {
        writer.start_file(format!("more{at}"), SimpleFileOptions::default()).unwrap();
    }
    let (_, said) = told(writer.finish().unwrap().into_inner());
    assert!(said.ends_with("more than the 100000 that Waybill reads"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn archives_of_any_members_are_read(
        picked in proptest::collection::vec((0..NAMES.len(), 0..TEXTS.len(), 0_u16..4, any::<bool>()), 0..14),
    ) {
        let entry = |(name, text, flags, has_list): (usize, usize, u16, bool)| {
            Entry::new(NAMES[name], if has_list { LISTED } else { TEXTS[text] }).flagged(if flags == 3 { 9 } else { 0 })
        };
        let entries: Vec<Entry> = picked.into_iter().map(entry).collect();
        let bytes = archive(b"", &entries, "");
        prop_assert_eq!(opened(bytes.clone()).toolboxes.len(), 1);
        let _ = replace_members(&bytes, &[("toolbox.content".to_owned(), Arc::from(&b"{}"[..]))]);
    }

    #[test]
    fn damaged_archives_are_read(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..24),
        cut in any::<proptest::sample::Index>(),
    ) {
        let mut bytes = archive(b"", &members(), "comment");
        for (at, byte) in changes {
            let length = bytes.len();
            bytes[at.index(length)] = byte;
        }
        bytes.truncate(cut.index(bytes.len() * 6));
        prop_assert_eq!(opened(bytes).toolboxes.len(), 1);
    }
}

const NAMES: &[&str] = &[
    "toolbox.content",
    "toolbox.content.rc",
    "toolbox.content.de.rc",
    "T.tool/tool.content",
    "T.tool/tool.content.rc",
    "T.tool/tool.script.execute.py",
    "T.tool/tool.script.execute.R",
    "T.tool/tool.script.execute.link",
    "T.tool/tool.script.execute.",
    "T.tool/tool.script.validate.py",
    r"t.TOOL\tool.content",
    ".tool/tool.content",
    "/tool.content",
    "../T.tool/tool.content",
    "é.tool/tool.script.execute.py",
    "T.tool/",
];

const TEXTS: &[&str] = &[
    "",
    "{",
    "[]",
    "null",
    CONTENT,
    r#"{"type":"ModelTool","params":""}"#,
    r#"{"type":7,"displayname":{},"params":{"a":null,"b":{"datatype":[],"domain":{"items":[{"items":[{}]}]}}}}"#,
    r#"{"toolsets":{"$rc:x":{"tools":["T:../U.tool","é",":",":x","a:",7,null]},"<root>":[]}}"#,
    r#"{"map":{"title":null,"x":"A\\B"}}"#,
    "00022e68aa",
    "..\\..\\x.py",
    "\"\"",
    "tool.script.execute.py",
    "import arcpy\n",
];
