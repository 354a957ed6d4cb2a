//! What is read of binary toolboxes, whole and damaged.
//!
//! In: toolboxes written for the purpose. Out: tools, parameters, scripts, problems.
//! Never a publisher's file.

use proptest::prelude::*;

use super::build::{self, ParameterRecord, ToolRecord};
use super::*;
use crate::disk::MemoryFiles;
use crate::toolbox::{CalledTool, ParameterDirection, ParameterType};

fn script_tool(name: &str) -> ToolRecord {
    let metadata = b"<?xml version=\"1.0\"?><metadata/>".to_vec();
    ToolRecord { kind: 3, version: 11, name: name.to_owned(), metadata, ..ToolRecord::default() }
}

fn parameter(name: &str, datatype: &str, value: &str) -> ParameterRecord {
    ParameterRecord {
        name: name.to_owned(),
        datatype: datatype.to_owned(),
        value: value.to_owned(),
        ..ParameterRecord::default()
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Reads `e:/p/Box.tbx` with these records.
fn read_records(records: &[Vec<u8>], files: &[(&str, &str)]) -> (Toolbox, Vec<InputProblem>) {
    let files = MemoryFiles::new(files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec())));
    read_tbx(&DataPath::new("e:/p/Box.tbx"), &build::file("port", records), &files)
}

fn read(tools: &[ToolRecord], files: &[(&str, &str)]) -> (Toolbox, Vec<InputProblem>) {
    read_records(&tools.iter().map(build::record).collect::<Vec<_>>(), files)
}

fn only(tool: ToolRecord, files: &[(&str, &str)]) -> (Tool, Vec<InputProblem>) {
    let (toolbox, problems) = read(&[tool], files);
    (toolbox.tools.into_iter().next().unwrap(), problems)
}

fn sources(tool: &Tool) -> Vec<String> {
    tool.sources.iter().map(|(path, role)| format!("{path} {}", role.name())).collect()
}

/// The value that a parameter of this type is read with.
fn value_read(datatype: &str, value: &str) -> (String, Option<String>) {
    let parameters =
        vec![parameter("before", "GPString", "a"), parameter("it", datatype, value), parameter("last", "GPLong", "3")];
    let (tool, problems) = only(ToolRecord { parameters, link: "x.py".to_owned(), ..script_tool("T") }, &[("e:/p/x.py", "")]);
    assert_eq!((problems, tool.parameters.len(), tool.parameters[2].value.as_deref()), (vec![], 3, Some("3")));
    (tool.parameters[1].datatype.clone(), tool.parameters[1].value.clone())
}

#[test]
fn tools_keep_their_order_toolsets_and_kinds() {
    let of_kind = |kind, name: &str| ToolRecord { kind, ..script_tool(name) };
    let nested = ToolRecord { toolset: r"Roads\Old".to_owned(), script: "x = 1".to_owned(), ..script_tool("A") };
    let (toolbox, problems) = read(&[nested, of_kind(1, "Clip"), of_kind(2, "M"), of_kind(7, "Task"), of_kind(44, "New")], &[]);
    let rows: Vec<_> = toolbox.tools.iter().map(|tool| (&*tool.name, tool.kind, tool.state, &*tool.toolset)).collect();
    assert_eq!(problems, []);
    assert_eq!((toolbox.label.as_str(), toolbox.alias.as_str()), ("Box", "port"));
    assert_eq!(
        rows,
        [
            ("A", ToolKind::Script, ToolState::Ready, r"Roads\Old"),
            ("Clip", ToolKind::Other, ToolState::Ready, ""),
            ("M", ToolKind::Model, ToolState::Partial, ""),
            ("Task", ToolKind::Other, ToolState::Partial, ""),
            ("New", ToolKind::Other, ToolState::Partial, ""),
        ]
    );
}

#[test]
fn a_linked_script_is_seen_from_the_toolboxs_folder_in_any_case() {
    let files = [("e:/p/Scripts/Run.py", "run"), ("e:/up.py", "up"), ("f:/abs.py", "abs")];
    for (link, found) in [
        (r".\scripts\RUN.py", "e:/p/Scripts/Run.py"),
        ("SCRIPTS/run.py", "e:/p/Scripts/Run.py"),
        (r"..\up.py", "e:/up.py"),
        (r"F:\abs.py", "f:/abs.py"),
    ] {
        let (tool, problems) = only(ToolRecord { link: link.to_owned(), ..script_tool("T") }, &files);
        assert_eq!((sources(&tool), problems), (vec![format!("{found} tool")], vec![]));
    }
}

#[test]
fn a_missing_script_leaves_the_tool_unreadable_and_is_said() {
    let (tool, problems) = only(ToolRecord { link: r".\gone.py".to_owned(), ..script_tool("T") }, &[]);
    assert_eq!(tool.state, ToolState::Unreadable);
    let InputProblem::SourceUnreadable { written, script, .. } = &problems[0] else { panic!("{problems:?}") };
    assert_eq!((written.as_str(), script.as_str()), (r".\gone.py", "e:/p/gone.py"));
}

#[test]
fn embedded_linked_and_validation_code_are_all_sources() {
    let tool = ToolRecord {
        link: "run.py".to_owned(),
        script: "embedded".to_owned(),
        validation: "check".to_owned(),
        ..script_tool("T")
    };
    let (toolbox, problems) = read(&[tool], &[("e:/p/run.py", "linked")]);
    assert_eq!(problems, []);
    assert_eq!(
        sources(&toolbox.tools[0]),
        ["e:/p/Box.tbx/T/execute.py tool", "e:/p/run.py tool", "e:/p/Box.tbx/T/validate.py validation"]
    );
    let script = &toolbox.scripts[0];
    assert_eq!((&*script.source.text, script.folder.as_str()), ("embedded", "e:/p"));
    assert_eq!(toolbox.tools[0].value_folder.as_str(), "e:/p");
}

#[test]
fn a_protected_script_is_a_state_and_its_password_is_not_kept() {
    let tool = ToolRecord { script: "00022e68aa".to_owned(), password: "00022e68bb".to_owned(), ..script_tool("T") };
    let (toolbox, problems) = read(&[tool], &[]);
    assert_eq!((toolbox.tools[0].state, problems), (ToolState::Protected, vec![]));
    assert!(!format!("{toolbox:?}").contains("00022e68"));
}

#[test]
fn r_scripts_are_told_by_their_file_or_their_entry_point() {
    let linked = ToolRecord { link: "fit.R".to_owned(), ..script_tool("Linked") };
    let code = "tool_exec <- function(in_params, out_params) { }";
    let embedded = ToolRecord { script: code.to_owned(), ..script_tool("Embedded") };
    let (toolbox, problems) = read(&[linked, embedded], &[("e:/p/fit.R", code)]);
    assert_eq!((problems, toolbox.scripts.len()), (vec![], 0));
    assert!(toolbox.tools.iter().all(|tool| (tool.kind, tool.state) == (ToolKind::R, ToolState::Ready)));
    assert_eq!(toolbox.tools[0].other_files, [DataPath::new("e:/p/fit.R")]);
}

#[test]
fn every_class_of_value_is_read_as_an_atbx_writes_it() {
    let rows = [
        ("GPString", "a b"),
        ("GPBoolean", "true"),
        ("GPBoolean", "false"),
        ("GPLong", "-7"),
        ("GPDouble", "0.05"),
        ("GPDouble", "5"),
        ("GPLinearUnit", "100 Meters"),
        ("DEFeatureClass", r"..\d.gdb\Roads"),
        ("GPFeatureLayer|GPRasterLayer", "Roads"),
        ("GPMultiValue<GPString>", "a;'b c'"),
        ("GPMultiValue<DEShapeFile>", r"a.shp;'b c.shp'"),
    ];
    for (datatype, value) in rows {
        assert_eq!(value_read(datatype, value), (datatype.to_owned(), Some(value.to_owned())));
        assert_eq!(value_read(datatype, ""), (datatype.to_owned(), None));
    }
    assert_eq!(value_read("GPValueTable<GPString|Field>", "").0, "GPValueTable<GPString|Field>");
}

#[test]
fn a_choice_is_never_taken_for_the_default() {
    let choices = ParameterRecord { choices: texts(&["North", "South"]), ..parameter("side", "GPString", "") };
    let unknown = [build::class("0102030405060708090a0b0c0d0e0f10"), vec![1, 0], vec![9; 30]].concat();
    let odd = ParameterRecord { domain: Some(unknown), ..parameter("odd", "GPLong", "4") };
    let composite = [
        build::class("2511aef9ef482d41ab8cad917f3d5f8e"),
        vec![1, 0, 2, 0, 0, 0],
        vec![0; 16],
        build::coded_values(&texts(&["x"])),
    ];
    let several = ParameterRecord { domain: Some(composite.concat()), ..parameter("several", "GPString", "y") };
    let (tool, problems) =
        only(ToolRecord { parameters: vec![choices, odd, several], script: "x".to_owned(), ..script_tool("T") }, &[]);
    let rows: Vec<_> = tool.parameters.iter().map(|p| (&*p.name, p.choices.len(), p.value.as_deref())).collect();
    assert_eq!((problems, rows), (vec![], vec![("side", 2, None), ("odd", 0, Some("4")), ("several", 1, Some("y"))]));
    assert_eq!(tool.state, ToolState::Ready);
}

#[test]
fn directions_dependencies_and_symbology_stand_with_their_parameter() {
    let roads = parameter("roads", "GPFeatureLayer", "");
    let out = ParameterRecord {
        is_output: true,
        kind: 2,
        depends_on: texts(&["roads"]),
        symbology: r".\layers\out.lyr".to_owned(),
        ..parameter("out", "DEFeatureClass", "")
    };
    let junk = ParameterRecord { symbology: "7.5".to_owned(), kind: 1, ..parameter("junk", "GPDouble", "") };
    let (tool, _) = only(ToolRecord { parameters: vec![roads, out, junk], script: "x".to_owned(), ..script_tool("T") }, &[]);
    assert_eq!((tool.parameters[1].direction, tool.parameters[1].kind), (ParameterDirection::Output, ParameterType::Derived));
    assert_eq!(
        (&tool.parameters[1].depends_on, tool.parameters[1].symbology.as_deref()),
        (&texts(&["roads"]), Some(r".\layers\out.lyr"))
    );
    assert_eq!((tool.parameters[2].kind, &tool.parameters[2].symbology), (ParameterType::Optional, &None));
}

#[test]
fn a_hidden_value_is_not_kept() {
    let tool =
        ToolRecord { parameters: vec![parameter("key", "GPStringHidden", "s3cret")], script: "x".to_owned(), ..script_tool("T") };
    assert_eq!(only(tool, &[]).0.parameters[0].value, None);
}

#[test]
fn records_of_every_age_are_read_to_their_end() {
    for version in [5, 8, 10, 11] {
        let parameters = vec![parameter("a", "GPString", "x")];
        let tool =
            ToolRecord { version, parameters, link: "x.py".to_owned(), validation: "check".to_owned(), ..script_tool("T") };
        for metadata in [&b""[..], b"<!-- old --><metadata/>", b"\xFF\xFE<\0m\0/\0>\0"] {
            let (tool, problems) = only(ToolRecord { metadata: metadata.to_vec(), ..tool.clone() }, &[("e:/p/x.py", "")]);
            let expected = if version == 5 { 1 } else { 2 };
            assert_eq!(
                (problems, tool.state, tool.sources.len()),
                (vec![], ToolState::Ready, expected),
                "{version} {metadata:?}"
            );
        }
    }
}

#[test]
fn a_model_gives_the_texts_that_may_name_data_and_the_tools_it_runs() {
    let call = |kind, folder: &str, toolbox: &str, tool: &str| (kind, folder.to_owned(), toolbox.to_owned(), tool.to_owned());
    let model = ToolRecord {
        kind: 2,
        parameters: vec![parameter("in", "DEShapeFile", "")],
        texts: texts(&[
            r"..\d.gdb\Roads",
            "Roads",
            "zones.shp",
            r"..\d.gdb\Roads",
            "TOOLBOX: Workspace = x\\y;",
            "https://a/b",
            r"in_memory\x",
            r"%scratchGDB%\x",
            "<a/>",
            r"C:\Program Files\ArcGIS\x.tbx",
            "a\\b\nc",
        ]),
        calls: vec![
            call(1, r"c:\ArcGIS\ArcToolbox\Toolboxes", "Analysis Tools", "Clip"),
            call(3, r"c:\ArcGIS\ArcToolbox\Toolboxes", "Spatial Statistics Tools", "HotSpots"),
            call(3, ".", "An older name", "T"),
            call(3, r"..\other", "Yard", "Count"),
        ],
        ..script_tool("M")
    };
    let (toolbox, problems) = read(&[model, ToolRecord { script: "x".to_owned(), ..script_tool("T") }], &[]);
    let content = toolbox.tools[0].model.as_ref().unwrap();
    assert_eq!((problems, toolbox.tools[0].parameters.len()), (vec![], 1));
    assert_eq!(content.texts, texts(&[r"..\d.gdb\Roads", "zones.shp"]));
    let called = |toolbox: Option<&str>, tool: &str| CalledTool { toolbox: toolbox.map(str::to_owned), tool: tool.to_owned() };
    assert_eq!(content.calls, [called(None, "T"), called(Some(r"..\other\Yard.tbx"), "Count")]);
}

#[test]
fn a_tools_name_never_leads_out_of_the_toolbox() {
    let tool = ToolRecord { name: r"..\..\c:/x".to_owned(), script: "x".to_owned(), ..script_tool("T") };
    assert!(sources(&only(tool, &[]).0)[0].starts_with("e:/p/Box.tbx/"));
}

#[test]
fn a_tool_cut_off_anywhere_keeps_what_stands_before_and_the_others_are_whole() {
    let parameters = vec![parameter("a", "GPString", "x"), parameter("b", "DEFile", "y.txt")];
    let tool = ToolRecord {
        parameters,
        link: "x.py".to_owned(),
        validation: "check".to_owned(),
        script: "s".to_owned(),
        ..script_tool("Cut")
    };
    let record = build::record(&tool);
    let whole = build::record(&ToolRecord { script: "x".to_owned(), ..script_tool("Whole") });
    let mut most = (0, 0);
    for end in 0..record.len() {
        let (toolbox, problems) = read_records(&[whole.clone(), record[..end].to_vec(), whole.clone()], &[("e:/p/x.py", "")]);
        assert_eq!(toolbox.tools.len(), 3);
        assert!([0, 2].iter().all(|at| (&*toolbox.tools[*at].name, toolbox.tools[*at].state) == ("Whole", ToolState::Ready)));
        let cut = &toolbox.tools[1];
        assert!(!problems.is_empty() && cut.state != ToolState::Ready, "cut at {end} of {}", record.len());
        let read = (cut.parameters.len(), cut.sources.len());
        assert!(read >= most, "cut at {end}: {read:?} after {most:?}");
        most = read;
    }
    assert_eq!(most, (2, 3));
}

#[test]
fn a_length_that_claims_everything_is_no_length() {
    let parameters = vec![parameter("a", "GPMultiValue<GPString>", "x;y")];
    let record = build::record(&ToolRecord { parameters, link: "x.py".to_owned(), ..script_tool("T") });
    for at in 0..record.len() - 4 {
        let mut changed = record.clone();
        changed[at..at + 4].fill(0xFF);
        assert_eq!(read_records(&[changed], &[]).0.tools.len(), 1);
    }
}

#[test]
fn a_file_without_tools_is_no_toolbox_and_an_empty_toolbox_is() {
    let (toolbox, problems) = read(&[], &[]);
    assert_eq!((toolbox.alias.as_str(), toolbox.tools.len(), problems), ("port", 0, vec![]));
    let document = build::compound_file(&[]);
    let (_, problems) = read_tbx(&DataPath::new("e:/p/Box.tbx"), &document, &MemoryFiles::new([]));
    assert!(matches!(&problems[..], [InputProblem::ToolboxUnreadable { .. }]));
}

/// A toolbox with something of everything, larger than the sectors of either size.
fn everything() -> Vec<u8> {
    let parameters = vec![
        ParameterRecord { choices: texts(&["a", "b"]), ..parameter("a", "GPString", "x") },
        parameter("b", "GPMultiValue<DEFile>", "y.txt;z.txt"),
        parameter("c", "GPValueTable<GPString|Field>", ""),
    ];
    let script = ToolRecord { parameters, link: "x.py".to_owned(), script: "x = 1\n".repeat(900), ..script_tool("T") };
    let model = ToolRecord { kind: 2, texts: texts(&[r"d\x.shp"]), ..script_tool("M") };
    build::file("port", &[build::record(&script), build::record(&model)])
}

#[test]
fn a_file_cut_off_anywhere_is_read_as_far_as_it_goes() {
    let bytes = everything();
    for end in (0..bytes.len()).step_by(61) {
        let _ = read_tbx(&DataPath::new("e:/p/Box.tbx"), &bytes[..end], &MemoryFiles::new([]));
    }
}

proptest! {
    #[test]
    fn damaged_files_never_stop_the_reader(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..24),
    ) {
        let mut bytes = everything();
        for (at, byte) in changes {
            let length = bytes.len();
            bytes[at.index(length)] = byte;
        }
        let _ = read_tbx(&DataPath::new("e:/p/Box.tbx"), &bytes, &MemoryFiles::new([]));
    }

    #[test]
    fn damaged_records_never_stop_the_reader(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let parameters = vec![ParameterRecord { choices: texts(&["a", "b"]), ..parameter("a", "GPMultiValue<GPString>", "x;y") }];
        let mut record = build::record(&ToolRecord { parameters, script: "x".to_owned(), ..script_tool("T") });
        for (at, byte) in changes {
            let length = record.len();
            record[at.index(length)] = byte;
        }
        prop_assert_eq!(read_records(&[record], &[]).0.tools.len(), 1);
    }

    #[test]
    fn arbitrary_bytes_never_stop_the_reader(tail in proptest::collection::vec(any::<u8>(), 0..4000)) {
        let bytes = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", tail.as_slice()].concat();
        let _ = read_tbx(&DataPath::new("e:/p/Box.tbx"), &bytes, &MemoryFiles::new([]));
        prop_assert_eq!(read_records(&[tail], &[]).0.tools.len(), 1);
    }
}

#[test]
fn tools_with_the_same_name_keep_their_own_code() {
    let tool = |code: &str| ToolRecord { script: code.to_owned(), validation: "y = 1".to_owned(), ..script_tool("T") };
    let (toolbox, problems) = read(&[tool("x = 1"), tool("x = 2")], &[]);
    assert_eq!(problems, []);
    let texts: Vec<&str> = toolbox.scripts.iter().map(|script| &*script.source.text).collect();
    assert_eq!(texts, ["x = 1", "y = 1", "x = 2", "y = 1"]);
    let named: Vec<String> = toolbox.tools.iter().flat_map(sources).collect();
    assert_eq!(named.iter().collect::<BTreeSet<_>>().len(), 4);
    assert_eq!(named[2], "e:/p/Box.tbx/T (2)/execute.py tool");
}

/// Half a megabyte in which nearly every place may be where something long begins.
#[test]
fn texts_that_claim_each_other_are_not_read_for_ever() {
    let start = std::time::Instant::now();
    let head = build::record(&ToolRecord { metadata: Vec::new(), ..script_tool("T") });
    let model = build::record(&ToolRecord { kind: 2, ..script_tool("M") });
    let many = |bytes: &[u8]| bytes.repeat(500_000 / bytes.len());
    let call = [&build::class("8223e317638d3844bbafd3c3a66918b0")[..], &[0; 6], &[0, 0, 2, 0]].concat();
    for pattern in [vec![0, 0, 0, 0, 0, 0, 0, 0, 3, 0], vec![0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0], vec![0x20, 0x0F, 0, 0, 0x41], call]
    {
        read_records(&[[&head[..], &many(&pattern)].concat(), [&model[..], &many(&pattern)].concat()], &[]);
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
