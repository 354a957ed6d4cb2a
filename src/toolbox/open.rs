//! Opens what the publisher named.
//!
//! In: paths of toolboxes, scripts, folders, documents. Out: [`Inputs`].
//! Never reads a file twice for the same purpose, and lists nothing twice, however often it is named.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::atbx::{is_archive, read_atbx, read_open_toolbox};
use super::called::called_toolboxes;
use super::folder::{FileKind, is_geodataset, is_geodataset_by_name, is_toolbox_folder, search};
use super::loose::not_imported;
use super::pyt::read_pyt;
use super::script::{find_file, read_script, why_not_read};
use super::sources::differing;
use super::tbx::read_tbx;
use super::{InputProblem, Inputs, Script, ScriptOrigin, ScriptRole, Toolbox, ToolboxFormat};
use crate::disk::Files;
use crate::python::{Import, Sources};
use crate::text::DataPath;

/// The files, and what was read of them already.
type Disk<'a> = (&'a dyn Files, &'a Sources);

/// Opens the inputs in their order. What cannot be read becomes a problem; the rest is there.
pub fn open(inputs: &[DataPath], files: &dyn Files, sources: &Sources) -> Inputs {
    let mut opened = Inputs::default();
    let mut toolboxes = Vec::new();
    for input in inputs {
        match files.find(input) {
            Some(found) if found.kind.is_folder() => open_folder(&found.path, (files, sources), &mut opened, &mut toolboxes),
            Some(found) => open_file(found.path, files, &mut opened, &mut toolboxes),
            None => opened.problems.push(InputProblem::Absent { path: input.clone() }),
        }
    }
    keep_first(&mut toolboxes, |path| path);
    let read: Vec<(Toolbox, Vec<InputProblem>)> = toolboxes.par_iter().map(|path| read_toolbox(path, files, sources)).collect();
    take(read, &mut opened);
    open_called((files, sources), &mut opened);
    settle(&mut opened);
    opened
}

fn take(read: Vec<(Toolbox, Vec<InputProblem>)>, opened: &mut Inputs) {
    for (toolbox, problems) in read {
        opened.problems.extend(problems);
        opened.problems.extend(differing(&toolbox));
        opened.toolboxes.push(toolbox);
    }
}

/// Reads the toolboxes that models name, and those that models of these name.
fn open_called((files, sources): Disk<'_>, opened: &mut Inputs) {
    let mut known: BTreeSet<DataPath> = opened.toolboxes.iter().map(|toolbox| toolbox.path.clone()).collect();
    let mut fresh = 0;
    loop {
        let called = called_toolboxes(opened.toolboxes.get(fresh..).unwrap_or_default(), &known, files);
        if called.is_empty() {
            break;
        }
        fresh = opened.toolboxes.len();
        take(called.iter().map(|path| read_toolbox(path, files, sources)).collect(), opened);
        known.extend(called.iter().cloned());
        opened.called.extend(called);
    }
}

fn open_file(path: DataPath, files: &dyn Files, opened: &mut Inputs, toolboxes: &mut Vec<DataPath>) {
    match FileKind::of(&path) {
        FileKind::Toolbox => toolboxes.push(path),
        FileKind::Document => opened.documents.push(path),
        FileKind::Script => match read_script(&path, ScriptRole::Tool, files) {
            Ok(script) => opened.scripts.push(script),
            Err(why) => opened.problems.push(InputProblem::ScriptUnreadable { path, why }),
        },
        FileKind::Other => opened.problems.push(InputProblem::NotUnderstood { path }),
    }
}

fn open_folder(path: &DataPath, disk: Disk<'_>, opened: &mut Inputs, toolboxes: &mut Vec<DataPath>) {
    let (files, _) = disk;
    let listing = files.listing(path);
    if listing.as_ref().is_some_and(|listing| is_toolbox_folder(path, listing)) {
        toolboxes.push(path.clone());
        return;
    }
    if is_geodataset_by_name(path) || listing.is_some_and(|listing| is_geodataset(&listing)) {
        opened.problems.push(InputProblem::NotUnderstood { path: path.clone() });
        return;
    }
    let contents = search(path, files);
    opened.documents.extend(contents.documents);
    opened.skipped.extend(contents.skipped);
    opened.problems.extend(contents.problems);
    if contents.toolboxes.is_empty() {
        open_scripts(path, &contents.scripts, disk, opened);
    } else {
        toolboxes.extend(contents.toolboxes);
        opened.other_scripts.extend(contents.scripts);
    }
}

/// The scripts of a folder without toolboxes: those that no other one imports.
fn open_scripts(root: &DataPath, paths: &[DataPath], disk: Disk<'_>, opened: &mut Inputs) {
    let read: Vec<Result<Script, String>> = paths.par_iter().map(|path| read_with_module(path, disk)).collect();
    let mut scripts = Vec::with_capacity(paths.len());
    for (path, script) in paths.iter().zip(read) {
        match script {
            Ok(script) => scripts.push(script),
            Err(why) => opened.problems.push(InputProblem::ScriptUnreadable { path: path.clone(), why }),
        }
    }
    let imports_of = |script: &Script| script.module.clone().map(|module| (script.path.clone(), module));
    let modules: Vec<_> = scripts.iter().filter_map(imports_of).collect();
    let rows: Vec<(DataPath, &[Import])> =
        modules.iter().map(|(path, module)| (path.clone(), module.imports.as_slice())).collect();
    let run: BTreeSet<usize> = not_imported(root, &rows).into_iter().collect();
    for (place, script) in scripts.into_iter().enumerate() {
        if run.contains(&place) {
            opened.scripts.push(script);
        } else {
            opened.imported_scripts.push(Script { role: ScriptRole::Module, ..script });
        }
    }
}

fn read_with_module(path: &DataPath, (files, sources): Disk<'_>) -> Result<Script, String> {
    let found = find_file(path, files)?;
    let (source, module) = sources.of_file(&found.path, files).map_err(|error| why_not_read(&error))?;
    let folder = found.path.parent().unwrap_or_else(|| found.path.clone());
    let (role, origin) = (ScriptRole::Tool, ScriptOrigin::File);
    Ok(Script { path: found.path, folder, role, origin, source, module: Some(module) })
}

fn read_toolbox(path: &DataPath, files: &dyn Files, sources: &Sources) -> (Toolbox, Vec<InputProblem>) {
    let format = match path.extension().as_str() {
        "pyt" => ToolboxFormat::Pyt,
        "atbx" => ToolboxFormat::Atbx,
        _ => ToolboxFormat::Tbx,
    };
    let unreadable =
        |why: String| (without_tools(path, format), vec![InputProblem::ToolboxUnreadable { toolbox: path.clone(), why }]);
    if files.listing(path).is_some() {
        return read_open_toolbox(path, files);
    }
    if format == ToolboxFormat::Pyt {
        return match read_script(path, ScriptRole::Toolbox, files) {
            Ok(script) if is_lfs_pointer(script.source.text.as_bytes()) => unreadable(LFS_POINTER.to_owned()),
            Ok(script) => read_pyt(script, files, sources),
            Err(why) => unreadable(why),
        };
    }
    let bytes = match files.read(path) {
        Ok(bytes) => bytes,
        Err(error) => return unreadable(why_not_read(&error)),
    };
    // The content decides: a renamed toolbox is still what it is.
    match bytes.as_slice() {
        [b'P', b'K', ..] => read_atbx(path, &bytes, files),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => read_tbx(path, &bytes, files),
        [] => unreadable("The file is empty".to_owned()),
        pointer if is_lfs_pointer(pointer) => unreadable(LFS_POINTER.to_owned()),
        // An archive may stand behind something else.
        other if format == ToolboxFormat::Atbx && is_archive(other) => read_atbx(path, other, files),
        _ => unreadable("The content is not that of a toolbox".to_owned()),
    }
}

const LFS_POINTER: &str = "The file is a Git LFS pointer; the toolbox itself was never fetched";

fn is_lfs_pointer(bytes: &[u8]) -> bool {
    bytes.starts_with(b"version https://git-lfs")
}

fn without_tools(path: &DataPath, format: ToolboxFormat) -> Toolbox {
    Toolbox {
        path: path.clone(),
        format,
        label: path.stem().to_owned(),
        alias: String::new(),
        tools: Vec::new(),
        scripts: Vec::new(),
    }
}

/// Leaves each thing once: a tool's script is no loose script, a named script is no "other" script.
fn settle(opened: &mut Inputs) {
    let of_tools = opened.toolboxes.iter().flat_map(|toolbox| toolbox.scripts.iter().map(|script| script.path.clone()));
    let of_tools: BTreeSet<DataPath> = of_tools.collect();
    opened.scripts.retain(|script| !of_tools.contains(&script.path));
    opened.imported_scripts.retain(|script| !of_tools.contains(&script.path));
    keep_first(&mut opened.scripts, |script| &script.path);
    keep_first(&mut opened.imported_scripts, |script| &script.path);
    keep_first(&mut opened.documents, |path| path);
    keep_first(&mut opened.skipped, |folder| &folder.path);
    let loose: BTreeSet<DataPath> = opened.scripts.iter().map(|script| script.path.clone()).collect();
    opened.other_scripts.retain(|path| !of_tools.contains(path) && !loose.contains(path));
    keep_first(&mut opened.other_scripts, |path| path);
}

fn keep_first<T>(items: &mut Vec<T>, path: impl Fn(&T) -> &DataPath) {
    let mut seen = BTreeSet::new();
    items.retain(|item| seen.insert(path(item).clone()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryFiles;
    use crate::toolbox::ToolState;

    fn opened(inputs: &[&str], files: &[(&str, &str)]) -> Inputs {
        let files = MemoryFiles::new(files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec())));
        let inputs: Vec<DataPath> = inputs.iter().map(|path| DataPath::new(path)).collect();
        open(&inputs, &files, &Sources::default())
    }

    fn paths<'a>(paths: impl IntoIterator<Item = &'a DataPath>) -> String {
        paths.into_iter().map(DataPath::as_str).collect::<Vec<_>>().join(" ")
    }

    const BOX: &str = "from lib.one import Tool\nclass Toolbox:\n  tools = [Tool]\n";

    #[test]
    fn a_folder_with_toolboxes_lists_the_scripts_that_no_tool_reaches() {
        let files = [("e:/p/Box.pyt", BOX), ("e:/p/lib/one.py", "class Tool: pass"), ("e:/p/old.py", ""), ("e:/p/m.mapx", "")];
        let inputs = opened(&["e:/p"], &files);
        assert_eq!(paths(inputs.toolboxes[0].scripts.iter().map(|script| &script.path)), "e:/p/Box.pyt e:/p/lib/one.py");
        assert_eq!((paths(&inputs.other_scripts), paths(&inputs.documents)), ("e:/p/old.py".into(), "e:/p/m.mapx".into()));
        assert_eq!((inputs.scripts.len(), inputs.problems), (0, vec![]));
    }

    #[test]
    fn a_folder_without_toolboxes_gives_the_scripts_that_no_other_imports() {
        let files = [("e:/p/run.py", "from pkg import helper\nimport os"), ("e:/p/pkg/helper.py", ""), ("e:/p/other.py", "")];
        let inputs = opened(&["e:/p"], &files);
        assert_eq!(paths(inputs.scripts.iter().map(|script| &script.path)), "e:/p/other.py e:/p/run.py");
        assert!(inputs.scripts.iter().all(|script| script.role == ScriptRole::Tool && script.module.is_some()));
    }

    #[test]
    fn inputs_keep_their_order_and_each_thing_is_there_once() {
        let files = [("e:/p/b.pyt", BOX), ("e:/p/a.pyt", BOX), ("e:/p/lib/one.py", "class Tool: pass"), ("e:/p/x.py", "")];
        let inputs = opened(&["e:/p/x.py", "E:/P/B.PYT", "e:/p", "e:/p/lib/one.py"], &files);
        assert_eq!(paths(inputs.toolboxes.iter().map(|toolbox| &toolbox.path)), "e:/p/b.pyt e:/p/a.pyt");
        assert_eq!(paths(inputs.scripts.iter().map(|script| &script.path)), "e:/p/x.py");
        assert_eq!(paths(&inputs.other_scripts), "");
    }

    #[test]
    fn what_is_no_toolbox_is_said_and_keeps_its_row() {
        let files = [
            ("e:/p/a.tbx", "\u{0}"),
            ("e:/p/b.tbx", "version https://git-lfs.github.com/spec/v1\n"),
            ("e:/p/c.atbx", ""),
            ("e:/p/d.tbx/toolbox.content", "{}"),
        ];
        let inputs = opened(&["e:/p", "e:/gone.pyt", "e:/p/d.tbx/toolbox.content"], &files);
        let said: Vec<String> = inputs
            .problems
            .iter()
            .map(|problem| match problem {
                InputProblem::ToolboxUnreadable { toolbox, why } => format!("{}: {why}", toolbox.name()),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            said,
            [
                r#"Absent { path: "e:/gone.pyt" }"#,
                r#"NotUnderstood { path: "e:/p/d.tbx/toolbox.content" }"#,
                "a.tbx: The content is not that of a toolbox",
                "b.tbx: The file is a Git LFS pointer; the toolbox itself was never fetched",
                "c.atbx: The file is empty",
            ]
        );
        assert_eq!(inputs.toolboxes.len(), 4);
    }

    #[test]
    fn a_binary_toolbox_is_recognised_whatever_its_extension() {
        let files = MemoryFiles::new([("e:/a.atbx", vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1])]);
        let inputs = open(&[DataPath::new("e:/a.atbx")], &files, &Sources::default());
        assert_eq!(inputs.toolboxes[0].format, ToolboxFormat::Tbx);
        let why = "The file ends in its header".to_owned();
        assert_eq!(inputs.problems, [InputProblem::ToolboxUnreadable { toolbox: DataPath::new("e:/a.atbx"), why }]);
    }

    #[test]
    fn a_python_toolbox_that_declares_nothing_is_still_a_script() {
        let inputs = opened(&["e:/p/Box.pyt"], &[("e:/p/Box.pyt", "x = r'e:\\data'\n")]);
        let toolbox = &inputs.toolboxes[0];
        assert_eq!((toolbox.tools[0].name.as_str(), toolbox.tools[0].state), ("Box", ToolState::Dynamic));
        assert_eq!((toolbox.scripts.len(), inputs.problems.len()), (1, 1));
    }
}
