//! Finds the files that an import means, in the folders that ArcGIS searches.
//!
//! In: an import, where it stands, the folders to search, listings. Out: a [`Resolution`].
//! Never opens a file: names in listings decide. Module names are compared with their case, as Python does.
//! Rules: "Authoring geoprocessing services with Python scripts" (script folder, PYTHONPATH, PATH); Python's import system.

use super::{ModuleClass, PythonVersion, classify, standard_module, top_level};
use crate::disk::{EntryKind, Files, Listing};
use crate::python::{Import, ImportForm};
use crate::text::DataPath;

/// The folders to search, in ArcGIS' order.
#[derive(Clone, Debug, Default)]
pub struct SearchPath {
    /// The script's folder; for an embedded script, the toolbox's.
    pub script_folder: Option<DataPath>,
    /// `PYTHONPATH`, as the publisher gave it.
    pub python_path: Vec<DataPath>,
    /// `PATH`, as the publisher gave it.
    pub path: Vec<DataPath>,
    /// Folders that the script adds to `sys.path`.
    pub sys_path: Vec<DataPath>,
    /// True for Python 2, where a module of a package sees its siblings without a dot.
    pub implicit_relative: bool,
}

/// Where a local module was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the package of the importing module itself.
    OwnPackage,
    /// In the script's folder.
    ScriptFolder,
    /// In a `PYTHONPATH` folder.
    PythonPath(DataPath),
    /// In a `PATH` folder.
    Path(DataPath),
    /// In a folder that the script adds to `sys.path`.
    SysPath(DataPath),
}

/// A module made of the publisher's own files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalModule {
    /// Every source that the import runs, in order: `__init__.py` of each package, then modules. Binary ones have none.
    pub files: Vec<DataPath>,
    /// The module file or package folder that must travel for the import to work.
    pub top: DataPath,
    /// True where `top` is a folder.
    pub is_package: bool,
    /// Where it was found.
    pub found_in: Place,
    /// The dotted rest that no file answers; it may be made by code.
    pub unresolved: Option<String>,
}

/// What an import means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Files of the publisher.
    Local(LocalModule),
    /// Nothing in the folders searched.
    NotLocal {
        /// The module as written, with its dots.
        name: String,
    },
}

/// Resolves one import of the script or module `importer`.
pub fn resolve(import: &Import, importer: &DataPath, search: &SearchPath, files: &dyn Files) -> Resolution {
    let not_local = || Resolution::NotLocal { name: format!("{}{}", ".".repeat(import.level.min(16) as usize), import.module) };
    let found = match import.form {
        ImportForm::Toolbox => None,
        ImportForm::Import | ImportForm::From | ImportForm::Call if import.level > 0 => relative(import, importer, files),
        ImportForm::Import | ImportForm::From | ImportForm::Call => absolute(import, importer, search, files),
    };
    found.map_or_else(not_local, Resolution::Local)
}

/// One step of a dotted name, as a folder's listing shows it.
enum Step {
    /// A package: its folder, and its `__init__.py` where it can be read.
    Package { folder: DataPath, init: Option<DataPath> },
    /// A folder without `__init__.py`.
    Namespace(DataPath),
    /// A source file.
    Source(DataPath),
    /// A compiled module: `.pyd`, `.so`, `.pyc`.
    Binary(DataPath),
}

fn relative(import: &Import, importer: &DataPath, files: &dyn Files) -> Option<LocalModule> {
    let base = importer.ancestors().nth(import.level as usize)?;
    let init = step_init(&base, files);
    if import.module.is_empty() {
        files.listing(&base)?;
        let mut found = LocalModule {
            files: init.into_iter().collect(),
            top: base.clone(),
            is_package: true,
            found_in: Place::OwnPackage,
            unresolved: None,
        };
        add_members(import, &base, files, &mut found.files);
        return Some(found);
    }
    let first = step(&base, top_level(&import.module), files)?;
    let mut found = follow(import, first, Place::OwnPackage, files)?;
    found.files.splice(0..0, init);
    Some(found)
}

fn absolute(import: &Import, importer: &DataPath, search: &SearchPath, files: &dyn Files) -> Option<LocalModule> {
    let first = top_level(&import.module);
    let places = places(importer, search, files);
    for (folder, place) in &places {
        match step(folder, first, files) {
            Some(Step::Namespace(_)) | None => {}
            Some(found) => return follow(import, found, place.clone(), files),
        }
    }
    // A folder without `__init__.py` is a package only where nothing else has the name, the standard library included.
    let is_taken = standard_module(first).is_some() || classify(first, false, PythonVersion::TWO) == ModuleClass::ArcGis;
    if is_taken {
        return None;
    }
    places.iter().find_map(|(folder, place)| {
        let found = follow(import, step(folder, first, files)?, place.clone(), files)?;
        let answers =
            found.unresolved.is_none() && (import.names.is_empty() || import.module.contains('.') || !found.files.is_empty());
        answers.then_some(found)
    })
}

fn places(importer: &DataPath, search: &SearchPath, files: &dyn Files) -> Vec<(DataPath, Place)> {
    let mut places = Vec::new();
    let own = importer.parent().filter(|folder| search.implicit_relative && step_init(folder, files).is_some());
    places.extend(own.map(|folder| (folder, Place::OwnPackage)));
    places.extend(search.script_folder.iter().map(|folder| (folder.clone(), Place::ScriptFolder)));
    places.extend(search.python_path.iter().map(|folder| (folder.clone(), Place::PythonPath(folder.clone()))));
    places.extend(search.path.iter().map(|folder| (folder.clone(), Place::Path(folder.clone()))));
    places.extend(search.sys_path.iter().map(|folder| (folder.clone(), Place::SysPath(folder.clone()))));
    places
}

/// Walks the rest of the dotted name, and the names taken that are submodules.
fn follow(import: &Import, first: Step, found_in: Place, files: &dyn Files) -> Option<LocalModule> {
    let mut found = LocalModule { files: Vec::new(), top: DataPath::new(""), is_package: false, found_in, unresolved: None };
    (found.top, found.is_package) = match &first {
        Step::Package { folder, .. } | Step::Namespace(folder) => (folder.clone(), true),
        Step::Source(file) | Step::Binary(file) => (file.clone(), false),
    };
    let mut inside = enter(first, &mut found.files);
    let mut rest = import.module.split_once('.').map_or("", |(_, rest)| rest);
    while !rest.is_empty() {
        let (name, after) = rest.split_once('.').unwrap_or((rest, ""));
        match inside.as_ref().and_then(|folder| step(folder, name, files)) {
            Some(next) => inside = enter(next, &mut found.files),
            None => {
                found.unresolved = Some(rest.to_owned());
                return Some(found);
            }
        }
        rest = after;
    }
    if let Some(folder) = inside {
        add_members(import, &folder, files, &mut found.files);
    }
    Some(found)
}

/// Notes what a step runs; gives the folder that further names are looked up in.
fn enter(step: Step, run: &mut Vec<DataPath>) -> Option<DataPath> {
    match step {
        Step::Package { folder, init } => {
            run.extend(init);
            Some(folder)
        }
        Step::Namespace(folder) => Some(folder),
        Step::Source(file) => {
            run.push(file);
            None
        }
        Step::Binary(_) => None,
    }
}

/// `from package import name` runs `name` where it is a module; every other name is made by the package's code.
fn add_members(import: &Import, folder: &DataPath, files: &dyn Files, run: &mut Vec<DataPath>) {
    for taken in &import.names {
        if let Some(member) = step(folder, &taken.name, files) {
            enter(member, run);
        }
    }
}

fn step_init(folder: &DataPath, files: &dyn Files) -> Option<DataPath> {
    match step(folder, "__init__", files)? {
        Step::Source(init) => Some(init),
        Step::Package { .. } | Step::Namespace(_) | Step::Binary(_) => None,
    }
}

/// What `name` is in `folder`: Python tries package, source, binary, and a bare folder last.
fn step(folder: &DataPath, name: &str, files: &dyn Files) -> Option<Step> {
    if !is_identifier(name) {
        return None;
    }
    let listing = files.listing(folder)?;
    let in_this_case = |wanted: &str, is_folder: bool| {
        let entry = listing.get(wanted).filter(|entry| entry.name == wanted && entry.kind.is_folder() == is_folder);
        entry.map(|entry| listing.folder.child(&entry.name))
    };
    let as_folder = in_this_case(name, true);
    if let Some(package) = &as_folder
        && let Some(inside) = files.listing(package)
    {
        let init = inside.get("__init__.py").filter(|entry| !entry.kind.is_folder());
        let compiled = init.is_some() || inside.files().any(|entry| is_binary_of(&entry.name, "__init__"));
        if compiled {
            let init = init.map(|entry| inside.folder.child(&entry.name));
            return Some(Step::Package { folder: inside.folder.clone(), init });
        }
    }
    let sources = [format!("{name}.py"), format!("{name}.pyw")];
    if let Some(source) = sources.iter().find_map(|file| in_this_case(file, false)) {
        return Some(Step::Source(source));
    }
    if let Some(binary) = binary_of(&listing, name) {
        return Some(Step::Binary(binary));
    }
    as_folder.filter(|bare| holds_sources(bare, files)).map(Step::Namespace)
}

/// The compiled module `name`; its suffixes are many, so the sorted listing is entered at the name.
fn binary_of(listing: &Listing, name: &str) -> Option<DataPath> {
    let prefix = format!("{name}.");
    let mut binaries = listing.starting_with(&prefix).filter(|entry| !entry.kind.is_folder() && is_binary_of(&entry.name, name));
    binaries.next().map(|entry| listing.folder.child(&entry.name))
}

/// True for a folder with sources in it or in a folder directly below: anything else beside a script is data.
fn holds_sources(folder: &DataPath, files: &dyn Files) -> bool {
    let Some(listing) = files.listing(folder) else { return false };
    let has_source = |listing: &Listing| listing.files().any(|entry| entry.name.ends_with(".py"));
    has_source(&listing)
        || listing.folders().any(|entry| {
            let is_plain = entry.kind == EntryKind::Folder && is_identifier(&entry.name);
            is_plain && files.listing(&listing.folder.child(&entry.name)).is_some_and(|inner| has_source(&inner))
        })
}

/// `name.pyd`, `name.cp311-win_amd64.pyd`, `name.abi3.so`, `name.pyc`.
fn is_binary_of(file: &str, name: &str) -> bool {
    file.strip_prefix(name)
        .is_some_and(|rest| rest == ".pyc" || (rest.starts_with('.') && (rest.ends_with(".pyd") || rest.ends_with(".so"))))
}

fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    let starts = letters.next().is_some_and(|first| first == '_' || first.is_alphabetic());
    starts && letters.all(|letter| letter == '_' || letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryFiles;
    use crate::python::ImportedName;
    use crate::text::{Position, Span};

    /// `a.b`, `from a import b, c` or `from ..a import b`.
    fn import(written: &str) -> Import {
        let (module, names, form) = match written.strip_prefix("from ").and_then(|rest| rest.split_once(" import ")) {
            Some((module, names)) => (module, names.split(", ").map(str::to_owned).collect(), ImportForm::From),
            None => (written, Vec::new(), ImportForm::Import),
        };
        let plain = module.trim_start_matches('.');
        Import {
            module: plain.to_owned(),
            level: (module.len() - plain.len()) as u32,
            names: names.into_iter().map(|name: String| ImportedName { bound: name.clone(), name }).collect(),
            form,
            optional: false,
            at: Position::default(),
            span: Span::default(),
        }
    }

    fn search() -> SearchPath {
        SearchPath {
            script_folder: Some(DataPath::new("e:/tools")),
            python_path: vec![DataPath::new("e:/shared")],
            sys_path: vec![DataPath::new("e:/more")],
            ..SearchPath::default()
        }
    }

    /// `top (place): files; ? unresolved`, relative to `e:/`.
    fn told(tree: &[&str], written: &str, importer: &str, search: &SearchPath) -> String {
        let files = MemoryFiles::new(tree.iter().map(|path| (*path, Vec::new())));
        let short = |path: &DataPath| path.as_str().trim_start_matches("e:/").to_owned();
        match resolve(&import(written), &DataPath::new(importer), search, &files) {
            Resolution::NotLocal { name } => format!("not local: {name}"),
            Resolution::Local(found) => {
                let place = match &found.found_in {
                    Place::OwnPackage => "own",
                    Place::ScriptFolder => "script",
                    Place::PythonPath(_) => "pythonpath",
                    Place::Path(_) => "path",
                    Place::SysPath(_) => "sys.path",
                };
                let run: Vec<String> = found.files.iter().map(short).collect();
                let rest = found.unresolved.map(|rest| format!("; ? {rest}")).unwrap_or_default();
                format!("{} ({place}): {}{rest}", short(&found.top), run.join(" "))
            }
        }
    }

    fn from_script(tree: &[&str], written: &str) -> String {
        told(tree, written, "e:/tools/run.py", &search())
    }

    #[test]
    fn the_script_folder_comes_before_the_other_folders() {
        let tree = ["e:/tools/run.py", "e:/tools/helper.py", "e:/shared/helper.py", "e:/shared/other.py", "e:/more/third.py"];
        assert_eq!(from_script(&tree, "helper"), "tools/helper.py (script): tools/helper.py");
        assert_eq!(from_script(&tree, "other"), "shared/other.py (pythonpath): shared/other.py");
        assert_eq!(from_script(&tree, "third"), "more/third.py (sys.path): more/third.py");
        assert_eq!(from_script(&tree, "numpy.linalg"), "not local: numpy.linalg");
    }

    #[test]
    fn a_dotted_import_runs_every_package_on_the_way() {
        let tree = ["e:/tools/a/__init__.py", "e:/tools/a/b/__init__.py", "e:/tools/a/b/c.py", "e:/tools/a/d.py"];
        assert_eq!(from_script(&tree, "a.b.c"), "tools/a (script): tools/a/__init__.py tools/a/b/__init__.py tools/a/b/c.py");
        assert_eq!(from_script(&tree, "from a import d, x"), "tools/a (script): tools/a/__init__.py tools/a/d.py");
        assert_eq!(from_script(&tree, "from a.b import *"), "tools/a (script): tools/a/__init__.py tools/a/b/__init__.py");
        assert_eq!(from_script(&tree, "a.gone.x"), "tools/a (script): tools/a/__init__.py; ? gone.x");
    }

    #[test]
    fn relative_imports_start_at_the_importing_module() {
        let tree = ["e:/tools/a/__init__.py", "e:/tools/a/b.py", "e:/tools/a/sub/__init__.py", "e:/tools/a/sub/c.py"];
        let from_c = |written| told(&tree, written, "e:/tools/a/sub/c.py", &search());
        assert_eq!(from_c("from ..b import x"), "tools/a/b.py (own): tools/a/__init__.py tools/a/b.py");
        assert_eq!(from_c("from . import c, x"), "tools/a/sub (own): tools/a/sub/__init__.py tools/a/sub/c.py");
        assert_eq!(from_c("from ......x import y"), "not local: ......x");
    }

    #[test]
    fn case_of_a_module_counts_as_in_python() {
        let tree = ["e:/tools/Helper.py"];
        assert_eq!(from_script(&tree, "helper"), "not local: helper");
        assert_eq!(from_script(&tree, "Helper"), "tools/Helper.py (script): tools/Helper.py");
    }

    #[test]
    fn compiled_modules_are_local_and_cannot_be_read() {
        let tree = ["e:/tools/fast.cp311-win_amd64.pyd", "e:/tools/old.pyc", "e:/tools/pack/__init__.pyc"];
        assert_eq!(from_script(&tree, "fast"), "tools/fast.cp311-win_amd64.pyd (script): ");
        assert_eq!(from_script(&tree, "old"), "tools/old.pyc (script): ");
        assert_eq!(from_script(&tree, "pack"), "tools/pack (script): ");
    }

    #[test]
    fn a_bare_folder_is_a_package_only_where_it_holds_sources_and_nothing_else_has_the_name() {
        let tree = ["e:/tools/lib/x.py", "e:/tools/numbers/x.py", "e:/tools/rasters/dem.tif", "e:/shared/lib.py"];
        assert_eq!(from_script(&tree, "lib"), "shared/lib.py (pythonpath): shared/lib.py");
        assert_eq!(from_script(&tree[..1], "lib.x"), "tools/lib (script): tools/lib/x.py");
        assert_eq!(from_script(&tree[..1], "from lib import x"), "tools/lib (script): tools/lib/x.py");
        assert_eq!(from_script(&tree[..1], "lib.gone"), "not local: lib.gone");
        assert_eq!(from_script(&tree, "numbers"), "not local: numbers");
        assert_eq!(from_script(&tree, "rasters"), "not local: rasters");
    }

    #[test]
    fn a_local_module_shadows_the_standard_library() {
        assert_eq!(from_script(&["e:/tools/json.py"], "json"), "tools/json.py (script): tools/json.py");
    }

    #[test]
    fn python_2_sees_siblings_in_a_package_without_a_dot() {
        let tree = ["e:/tools/a/__init__.py", "e:/tools/a/b.py", "e:/tools/a/c.py"];
        let two = SearchPath { implicit_relative: true, ..search() };
        assert_eq!(told(&tree, "c", "e:/tools/a/b.py", &two), "tools/a/c.py (own): tools/a/c.py");
        assert_eq!(told(&tree, "c", "e:/tools/a/b.py", &search()), "not local: c");
    }

    #[test]
    fn odd_names_find_nothing() {
        for odd in ["", "a/b", "a..b", "1x", r"c:\x", "*"] {
            assert!(from_script(&["e:/tools/a/b.py"], odd).starts_with("not local"), "{odd}");
        }
    }
}
