//! Finds the scripts that a Python toolbox may take its tools from, where the list of tools is made while it runs.
//!
//! In: the toolbox with the local files that it imports. Out: further scripts, read, sorted by path.
//! Never guesses which of them hold tools: all of them may.
//! Rules: toolboxes with lists made by a loader or by `globals()` (reference, section 3.2): "say so, scan package files".

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::program::{Program, PyFile};
use crate::disk::Files;
use crate::modules::{ModuleClass, PythonVersion, classify, distribution, top_level};
use crate::python::{ImportForm, Sources, TokenKind, tokens};
use crate::text::DataPath;
use crate::toolbox::folder::search;
use crate::toolbox::{Script, ScriptOrigin, ScriptRole};

/// Words of code that load scripts whose names only running tells.
const LOADERS: &[&str] =
    &["importlib", "__import__", "imp", "pkgutil", "runpy", "exec", "execfile", "globals", "load_source", "exec_module"];

/// The scripts that the tools may lie in, without those that the program holds already.
///
/// Those of the packages and folders that it imports from; of its own folder and all below, where it loads scripts in a
/// way that cannot be told.
pub(super) fn scripts_it_may_load(program: &Program, files: &dyn Files, sources: &Sources) -> Vec<Script> {
    let home = &program.toolbox().script.folder;
    let folders = if program.files().any(loads_scripts) || program.files().any(|file| imports_a_stranger(program, file)) {
        BTreeSet::from([home.clone()])
    } else {
        let modules = program.files().map(|file| package_of(&file.script.folder, files));
        modules.filter(|folder| folder != home).collect()
    };
    let mut paths: Vec<DataPath> = folders.iter().flat_map(|folder| search(folder, files).scripts).collect();
    paths.sort();
    paths.dedup();
    paths.retain(|path| program.files().all(|file| file.script.path != *path));
    // One that cannot be read holds no tool that ArcGIS could run.
    let read = |path: &DataPath| {
        let (source, module) = sources.of_file(path, files).ok()?;
        let (role, origin) = (ScriptRole::Module, ScriptOrigin::File);
        Some(Script { path: path.clone(), folder: path.parent()?, role, origin, source, module: Some(module) })
    };
    paths.par_iter().filter_map(read).collect()
}

fn loads_scripts(file: &PyFile) -> bool {
    let text = &file.script.source.text;
    let pieces = tokens(text);
    let code = pieces.iter().filter(|token| matches!(token.kind, TokenKind::Other | TokenKind::Keyword));
    code.into_iter().any(|token| LOADERS.contains(&token.span.of(text)))
}

/// True if the file imports from what is neither local nor known: a loader that lies elsewhere.
fn imports_a_stranger(program: &Program, file: &PyFile) -> bool {
    file.module.imports.iter().filter(|import| import.form == ImportForm::From && import.level == 0).any(|import| {
        let module = import.module.as_str();
        let is_unknown = classify(module, false, PythonVersion::TWO) == ModuleClass::ThirdParty
            && crate::modules::standard_module(top_level(module)).is_none()
            && distribution(module).is_none();
        is_unknown && !program.reads(file, import)
    })
}

/// The outermost package that a folder belongs to, or the folder.
fn package_of(folder: &DataPath, files: &dyn Files) -> DataPath {
    let packages = folder.ancestors().take_while(|folder| files.find(&folder.child("__init__.py")).is_some());
    packages.last().unwrap_or_else(|| folder.clone())
}
