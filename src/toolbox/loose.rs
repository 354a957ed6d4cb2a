//! Tells which scripts of a folder without toolboxes are run, and which are only imported by others.
//!
//! In: the scripts of the folder with what they import. Out: the places of those that nothing else brings.
//! Never asks the disk: the scripts found are all there is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use rayon::prelude::*;

use crate::python::{Import, ImportForm};
use crate::text::DataPath;

/// The places of the scripts that no other script imports; of scripts that import each other in a ring, the first.
pub(super) fn not_imported(root: &DataPath, scripts: &[(DataPath, &[Import])]) -> Vec<usize> {
    let places: BTreeMap<&DataPath, usize> = scripts.iter().enumerate().map(|(at, (path, _))| (path, at)).collect();
    let imported: Vec<BTreeSet<usize>> =
        scripts.par_iter().map(|(path, imports)| imported_by(path, imports, root, &places)).collect();
    let mut by_another = BTreeSet::new();
    for (at, targets) in imported.iter().enumerate() {
        by_another.extend(targets.iter().copied().filter(|target| *target != at));
    }
    let mut reached = BTreeSet::new();
    let mut roots = Vec::new();
    for at in (0..scripts.len()).filter(|at| !by_another.contains(at)) {
        roots.push(at);
        reach(at, &imported, &mut reached);
    }
    for at in 0..scripts.len() {
        if !reached.contains(&at) {
            roots.push(at);
            reach(at, &imported, &mut reached);
        }
    }
    roots.sort_unstable();
    roots
}

fn reach(start: usize, imported: &[BTreeSet<usize>], reached: &mut BTreeSet<usize>) {
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        if reached.insert(at) {
            open.extend(imported.get(at).into_iter().flatten());
        }
    }
}

fn imported_by(script: &DataPath, imports: &[Import], root: &DataPath, places: &BTreeMap<&DataPath, usize>) -> BTreeSet<usize> {
    let folder = script.parent().unwrap_or_else(|| root.clone());
    let mut found = BTreeSet::new();
    for import in imports {
        let from_root = (import.level == 0 && folder != *root).then_some(root);
        for base in std::iter::once(&folder).chain(from_root) {
            if may_hold(base, import, places) {
                found.extend(module_files(base, import).iter().filter_map(|file| places.get(file)));
            }
        }
    }
    found
}

/// A quick look that spares most imports many lookups: the first name must be a script or a folder with scripts.
fn may_hold(base: &DataPath, import: &Import, places: &BTreeMap<&DataPath, usize>) -> bool {
    let first = import.module.split('.').next().unwrap_or_default();
    if import.level > 0 || first.is_empty() {
        return true;
    }
    let folder = base.child(first);
    places
        .range::<&DataPath, _>((Bound::Included(&&folder), Bound::Unbounded))
        .next()
        .is_some_and(|(path, _)| path.key().starts_with(folder.key()))
}

/// The files that an import may read when `base` is the folder it starts from: packages on the way, the module, and
/// what is taken from it, which may be modules too. A relative import starts from the importing script's folder.
pub(super) fn module_files(base: &DataPath, import: &Import) -> Vec<DataPath> {
    let names_a_module = match import.form {
        ImportForm::Import | ImportForm::From => true,
        // A call may be given any text.
        ImportForm::Call => !import.module.contains(['/', '\\', ':']),
        ImportForm::Toolbox => false,
    };
    if !names_a_module {
        return Vec::new();
    }
    let mut files = Vec::new();
    let mut folder = base.clone();
    for _ in 1..import.level {
        folder = folder.parent().unwrap_or(folder);
    }
    if import.level > 0 {
        files.push(folder.child("__init__.py"));
    }
    for part in import.module.split('.').filter(|part| !part.is_empty()) {
        files.push(folder.child(&format!("{part}.py")));
        folder = folder.child(part);
        files.push(folder.child("__init__.py"));
    }
    for name in import.names.iter().filter(|name| name.name != "*") {
        files.push(folder.child(&format!("{}.py", name.name)));
        files.push(folder.child(&name.name).child("__init__.py"));
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::ImportedName;
    use crate::text::{Position, Span};

    /// `a.b` for `import a.b`; `.a: x` for `from .a import x`.
    fn import(text: &str) -> Import {
        let (module, names) = text.split_once(": ").unwrap_or((text, ""));
        let names = names.split(' ').filter(|name| !name.is_empty());
        let names: Vec<ImportedName> = names.map(|name| ImportedName { name: name.to_owned(), bound: name.to_owned() }).collect();
        Import {
            module: module.trim_start_matches('.').to_owned(),
            level: module.chars().take_while(|letter| *letter == '.').count() as u32,
            form: if names.is_empty() { ImportForm::Import } else { ImportForm::From },
            names,
            optional: false,
            at: Position::default(),
            span: Span::default(),
        }
    }

    fn roots(scripts: &[(&str, &[&str])]) -> Vec<String> {
        let read: Vec<(DataPath, Vec<Import>)> = scripts
            .iter()
            .map(|(path, imports)| (DataPath::new("e:/p").join(path), imports.iter().map(|text| import(text)).collect()))
            .collect();
        let rows: Vec<(DataPath, &[Import])> = read.iter().map(|(path, imports)| (path.clone(), imports.as_slice())).collect();
        let found = not_imported(&DataPath::new("e:/p"), &rows);
        found.into_iter().map(|at| scripts[at].0.to_owned()).collect()
    }

    #[test]
    fn scripts_that_another_imports_are_left_to_their_importer() {
        let scripts: &[(&str, &[&str])] = &[
            ("a.py", &["pkg.mod", "arcpy"]),
            ("lone.py", &[]),
            ("pkg/__init__.py", &[]),
            ("pkg/mod.py", &[".: sibling", "helper: f"]),
            ("pkg/sibling.py", &[]),
            ("helper.py", &["helper"]),
        ];
        assert_eq!(roots(scripts), ["a.py", "lone.py"]);
    }

    #[test]
    fn a_ring_of_imports_keeps_its_first_script() {
        assert_eq!(roots(&[("a.py", &["b"]), ("b.py", &["a"]), ("c.py", &["c"])]), ["a.py", "c.py"]);
    }
}
