//! Follows scripts to everything that they import, in ArcGIS' order.
//!
//! In: the chosen tools' scripts and the search folders. Out: every script that runs, parsed, and every import resolved.
//! Never runs a script; a file that cannot be read is passed over, its import stays unresolved.
//! Rules: "Importing other Python modules"; DESIGN rules 1 and 7.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::decided::read_raw;
use super::never_data::only_dots_and_separators;
use super::places::{OwnedTool, ScriptPlaces, ScriptTools, not_chosen_classes, script_file};
use super::{FoundImport, Scanned, Settings, Travel};
use crate::disk::Files;
use crate::modules::{
    LocalModule, ModuleClass, Place, PythonVersion, Resolution, SearchPath, classify, distribution, reported_names, resolve,
    standard_module, top_level,
};
use crate::python::{Evaluated, Import, ImportForm, Module, PathEdit, Sources, Verdict};
use crate::text::DataPath;
use crate::toolbox::{Inputs, Script, ScriptOrigin, ScriptRole, Tool, ToolState, Toolbox, ToolboxFormat};

/// What following gave.
#[derive(Debug, Default)]
pub struct Followed {
    /// The scripts, sorted by path.
    pub scripts: Vec<Scanned>,
    /// The imports, by script and place.
    pub imports: Vec<FoundImport>,
    /// Compiled modules that are imported: they travel, and cannot be read. Sorted.
    pub binaries: Vec<DataPath>,
    /// How each script was reached and what it reaches, beside the scripts.
    pub traces: Vec<Trace>,
}

/// How a script was reached, and what it reaches: while this stays the same, an edit of it changes no other script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    way: Way,
    /// True where the toolbox reader gave it, and no import.
    is_given: bool,
    next: Vec<(DataPath, Way)>,
    binaries: Vec<DataPath>,
}

impl Trace {
    /// True if the script imports that file.
    pub fn leads_to(&self, path: &DataPath) -> bool {
        self.next.iter().any(|(next, _)| next == path)
    }
}

/// What following needs: the inputs, the settings, the files and what was read of them already.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The toolboxes and scripts.
    pub inputs: &'a Inputs,
    /// The publisher's settings.
    pub settings: &'a Settings,
    /// The disk.
    pub files: &'a dyn Files,
    /// What was read already.
    pub sources: &'a Sources,
}

/// Reads the chosen scripts and, wave by wave, what they import.
pub fn follow(ground: Ground<'_>, go_on: &(dyn Fn() -> bool + Sync)) -> Followed {
    let Ground { inputs, settings, .. } = ground;
    // `None` marks a script that could not be read.
    let mut read: BTreeMap<DataPath, Option<usize>> = BTreeMap::new();
    let mut scripts: Vec<Visited> = Vec::new();
    let given = given_scripts(inputs);
    // One list for each script that was read: long lists are not copied together.
    let mut wave = vec![first_wave(inputs, settings)];
    while go_on() {
        if wave.iter().all(Vec::is_empty) {
            // Scripts of a given folder that seemed to be imported, but that no search path leads to.
            wave = vec![unreached(inputs, settings, &read)];
            if wave.iter().all(Vec::is_empty) {
                break;
            }
        }
        let mut fresh: BTreeMap<DataPath, Pending> = BTreeMap::new();
        for pending in wave.into_iter().flatten() {
            match read.get(&pending.path) {
                Some(known) => {
                    if let Some(Visited { scanned, .. }) = known.and_then(|at| scripts.get_mut(at)) {
                        improve(&mut scanned.travel, &mut scanned.esri_scans, &pending.way);
                    }
                }
                None => match fresh.get_mut(&pending.path) {
                    Some(twin) => improve(&mut twin.way.travel, &mut twin.way.esri_scans, &pending.way),
                    None => drop(fresh.insert(pending.path.clone(), pending)),
                },
            }
        }
        let fresh: Vec<Pending> = fresh.into_values().collect();
        read.extend(fresh.iter().map(|pending| (pending.path.clone(), None)));
        let visits: Vec<Option<Visited>> = fresh.into_par_iter().map(|pending| visit(pending, &given, ground)).collect();
        wave = Vec::new();
        for visited in visits.into_iter().flatten() {
            wave.push(visited.trace.next.iter().map(Pending::imported).collect());
            read.insert(visited.scanned.script.path.clone(), Some(scripts.len()));
            scripts.push(visited);
        }
    }
    finish(scripts)
}

/// A script still to be read.
struct Pending {
    path: DataPath,
    /// The text, where the toolbox reader already has it.
    given: Option<Script>,
    way: Way,
}

/// The way that leads to a script.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Way {
    /// The folder of the script that runs first: Python searches it for all modules.
    main_folder: DataPath,
    sys_path: Arc<Vec<SysFolder>>,
    travel: Travel,
    esri_scans: bool,
}

impl Pending {
    /// A script that nothing imports.
    fn first(script: &Script) -> Self {
        Self {
            path: script.path.clone(),
            given: Some(script.clone()),
            way: Way { main_folder: script.folder.clone(), sys_path: Arc::default(), travel: Travel::Itself, esri_scans: true },
        }
    }

    /// A script that another imports.
    fn imported((path, way): &(DataPath, Way)) -> Self {
        Self { path: path.clone(), given: None, way: way.clone() }
    }

    /// A script of a toolbox: the tool classes that a Python toolbox imports run where the toolbox lies.
    fn of_toolbox(script: &Script, toolbox: &Toolbox) -> Self {
        let mut first = Self::first(script);
        let home = match toolbox.format {
            ToolboxFormat::Pyt => toolbox.path.parent(),
            ToolboxFormat::Atbx | ToolboxFormat::Tbx => None,
        };
        first.way.main_folder = home.unwrap_or(first.way.main_folder);
        first
    }
}

/// A folder that a script adds to `sys.path`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SysFolder {
    path: DataPath,
    /// True where a literal or a parameter names it: then the folder is project data and its scripts go with it.
    is_data: bool,
}

struct Visited {
    scanned: Scanned,
    imports: Vec<(Import, Resolution)>,
    trace: Trace,
}

/// The scripts that whoever imports them brings, already read.
fn given_scripts(inputs: &Inputs) -> BTreeMap<&DataPath, &Script> {
    inputs.imported_scripts.iter().map(|script| (&script.path, script)).collect()
}

/// Visits an edited script again; gives it with its imports.
///
/// `None` where the edit may change which scripts take part, or how: then all have to be followed anew.
pub fn visit_again(at: usize, earlier: &Scanned, trace: &Trace, ground: Ground<'_>) -> Option<(Scanned, Vec<FoundImport>)> {
    let path = &earlier.script.path;
    let given = if trace.is_given { Some(given_first(path, ground)?) } else { None };
    let pending = Pending { path: path.clone(), given, way: trace.way.clone() };
    let mut visited = visit(pending, &given_scripts(ground.inputs), ground)?;
    let is_same = visited.trace.is_given == trace.is_given
        && visited.trace.binaries == trace.binaries
        && visited.trace.next.len() == trace.next.len()
        && visited.trace.next.iter().zip(&trace.next).all(|(a, b)| a == b && a.0.as_str() == b.0.as_str());
    if !is_same {
        return None;
    }
    // Others may have found a better way to it.
    visited.scanned.travel.clone_from(&earlier.travel);
    visited.scanned.esri_scans = earlier.esri_scans;
    let imports = imports_of(at, &visited);
    Some((visited.scanned, imports))
}

/// The script as the first wave has it; scripts that are taken up later for want of an importer have to be followed anew.
fn given_first(path: &DataPath, ground: Ground<'_>) -> Option<Script> {
    let first = first_wave(ground.inputs, ground.settings);
    first.into_iter().find(|pending| pending.path == *path)?.given
}

fn first_wave(inputs: &Inputs, settings: &Settings) -> Vec<Pending> {
    let mut wave = Vec::new();
    for toolbox in &inputs.toolboxes {
        let chosen = toolbox.tools.iter().filter(|tool| settings.chosen.takes_part(&toolbox.path, &tool.name));
        let sources = chosen.flat_map(|tool| tool.sources.iter().filter(|(_, role)| !may_be_loaded(tool, *role)));
        let wanted: BTreeSet<&DataPath> = sources.map(|(path, _)| path).collect();
        let scripts = toolbox.scripts.iter().filter(|script| wanted.contains(&script.path));
        wave.extend(scripts.map(|script| Pending::of_toolbox(script, toolbox)));
    }
    wave.extend(inputs.scripts.iter().filter(|script| settings.chosen.has_script(&script.path)).map(Pending::first));
    wave
}

fn unreached(inputs: &Inputs, settings: &Settings, read: &BTreeMap<DataPath, Option<usize>>) -> Vec<Pending> {
    let left = inputs.imported_scripts.iter().filter(|script| !read.contains_key(&script.path));
    let left = left.filter(|script| settings.chosen.has_script(&script.path));
    let mut wave: Vec<Pending> =
        left.map(|script| Pending::first(&Script { role: ScriptRole::Tool, ..script.clone() })).collect();
    for toolbox in &inputs.toolboxes {
        let chosen = toolbox.tools.iter().filter(|tool| settings.chosen.takes_part(&toolbox.path, &tool.name));
        let loaded = chosen.flat_map(|tool| tool.sources.iter().filter(|(_, role)| may_be_loaded(tool, *role)));
        let wanted: BTreeSet<&DataPath> = loaded.map(|(path, _)| path).filter(|path| !read.contains_key(path)).collect();
        for script in toolbox.scripts.iter().filter(|script| wanted.contains(&script.path)) {
            let mut pending = Pending::of_toolbox(script, toolbox);
            // ArcGIS follows imports only.
            pending.way.esri_scans = false;
            wave.push(pending);
        }
    }
    wave
}

/// True for a script that a Python toolbox may take tools from while it runs: what imports it is followed first.
fn may_be_loaded(tool: &Tool, role: ScriptRole) -> bool {
    tool.state == ToolState::Dynamic && role == ScriptRole::Module
}

/// A script reached twice travels the better way.
fn improve(travel: &mut Travel, esri_scans: &mut bool, again: &Way) {
    *esri_scans |= again.esri_scans;
    let better = match (&*travel, &again.travel) {
        (Travel::Itself, _) | (_, Travel::WithFolder(_)) | (Travel::Beside { .. }, Travel::Beside { .. }) => false,
        (Travel::WithFolder(_), _) | (Travel::Beside { .. }, Travel::Itself) => true,
    };
    if better {
        *travel = again.travel.clone();
    }
}

fn visit(pending: Pending, given: &BTreeMap<&DataPath, &Script>, ground: Ground<'_>) -> Option<Visited> {
    let Ground { inputs, settings, files, sources } = ground;
    let (way, is_given) = (pending.way, pending.given.is_some());
    let known = pending.given.or_else(|| given.get(&pending.path).map(|script| (*script).clone()));
    let mut script = match known {
        Some(script) => script,
        None => read_module(&pending.path, files, sources)?,
    };
    let mut module = script.module.take().unwrap_or_else(|| Arc::new(crate::python::read(&script.source).without_body()));
    read_raw(&mut module, &script, &settings.decided);
    let mut sys_path = Arc::clone(&way.sys_path);
    let added = added_folders(&script, &module, inputs, settings);
    if !added.is_empty() {
        Arc::make_mut(&mut sys_path).extend(added);
    }
    let search = Search::new(way.main_folder.clone(), sys_path, &script, module.verdict, settings, files);
    let not_chosen = not_chosen_classes(&script, &module, &inputs.toolboxes, settings);
    let mut imports = Vec::new();
    let mut next = Vec::new();
    for import in &module.imports {
        if import.form == ImportForm::Toolbox || not_chosen.iter().any(|class| class.contains(import.span)) {
            continue;
        }
        let resolution = search.resolve(import);
        if let Resolution::Local(found) = &resolution {
            next.extend(search.next(found, &script, &way.travel, way.esri_scans));
        }
        imports.push((import.clone(), resolution));
    }
    let scanned = Scanned { script, module, esri_scans: way.esri_scans, travel: way.travel.clone(), not_chosen };
    let binaries = imports.iter().filter_map(|(_, resolution)| binary(resolution)).cloned().collect();
    Some(Visited { scanned, imports, trace: Trace { way, is_given, next, binaries } })
}

/// A compiled module travels and has no text.
fn binary(resolution: &Resolution) -> Option<&DataPath> {
    match resolution {
        Resolution::Local(found) => (found.files.is_empty() && !found.is_package).then_some(&found.top),
        Resolution::NotLocal { .. } => None,
    }
}

fn read_module(path: &DataPath, files: &dyn Files, sources: &Sources) -> Option<Script> {
    let (source, module) = sources.of_file(path, files).ok()?;
    let (role, origin) = (ScriptRole::Module, ScriptOrigin::File);
    Some(Script { path: path.clone(), folder: path.parent()?, role, origin, source, module: Some(module) })
}

/// The folders that the script itself adds to `sys.path`, where they can be told.
fn added_folders(script: &Script, module: &Module, inputs: &Inputs, settings: &Settings) -> Vec<SysFolder> {
    let tools = ScriptTools::of(script, module, inputs, settings);
    let file = script_file(script);
    let literal = |at: usize| module.literals.get(at).map(|literal| literal.value.clone());
    let places = ScriptPlaces { file: &file, folder: &script.folder, literal: &literal };
    let folders_of = |edit: &PathEdit| {
        let names = edit.value.literals().into_iter().filter_map(literal).any(|text| !only_dots_and_separators(&text));
        let folder = |(value, _): (Evaluated, Option<OwnedTool<'_>>)| SysFolder {
            path: script.folder.join(&value.text),
            is_data: names || value.from_parameter,
        };
        tools.paths(&edit.value, edit.span, &places).into_iter().map(folder).collect::<Vec<_>>()
    };
    module.path_edits.iter().flat_map(folders_of).collect()
}

struct Search<'a> {
    main_folder: DataPath,
    sys_path: Arc<Vec<SysFolder>>,
    /// The script as imports see it.
    importer: DataPath,
    /// The folders as Python searches them.
    as_python: SearchPath,
    /// The same from other folders, tried in turn where Python's own search finds nothing.
    others: Vec<SearchPath>,
    /// The same with the siblings in a package, which Python 2 sees without a dot; `None` where only Python 3 can run it.
    as_python_2: Option<SearchPath>,
    files: &'a dyn Files,
}

impl<'a> Search<'a> {
    fn new(
        main_folder: DataPath,
        sys_path: Arc<Vec<SysFolder>>,
        script: &Script,
        verdict: Verdict,
        settings: &Settings,
        files: &'a dyn Files,
    ) -> Self {
        let as_python = SearchPath {
            script_folder: Some(main_folder.clone()),
            python_path: settings.python_path.clone(),
            path: settings.path.clone(),
            sys_path: sys_path.iter().map(|folder| folder.path.clone()).collect(),
            implicit_relative: verdict == Verdict::Two,
        };
        let package = package_of(&script.folder, files);
        // ArcGIS looks in the script's own folder; a module of a package sees its siblings only through the package,
        // whose name is known in the folder that holds it, whatever was run first.
        let other = package.as_ref().map_or(Some(script.folder.clone()), DataPath::parent);
        let other = other.filter(|folder| *folder != main_folder);
        let others = other.map(|folder| SearchPath { script_folder: Some(folder), ..as_python.clone() });
        let may_be_python_2 = package.is_some() && verdict == Verdict::Both;
        let as_python_2 = may_be_python_2.then(|| SearchPath { implicit_relative: true, ..as_python.clone() });
        Self {
            main_folder,
            sys_path,
            importer: script_file(script),
            as_python,
            others: others.into_iter().collect(),
            as_python_2,
            files,
        }
    }

    /// Python's folders first; then the script's own folder, where ArcGIS looks too, or the one that holds its package.
    fn resolve(&self, import: &Import) -> Resolution {
        let found = resolve(import, &self.importer, &self.as_python, self.files);
        let is_local = |found: &Resolution| matches!(found, Resolution::Local(_));
        if is_local(&found) {
            return found;
        }
        // A sibling that has the name of a known module may be meant in Python 2 only.
        let siblings = self.as_python_2.iter().filter(|_| is_unknown(&import.module));
        let mut searches = self.others.iter().chain(siblings);
        let elsewhere = searches.find_map(|search| Some(resolve(import, &self.importer, search, self.files)).filter(is_local));
        elsewhere.unwrap_or(found)
    }

    /// The files of a local module, with the way they get to the server.
    fn next(&self, found: &LocalModule, importer: &Script, travel: &Travel, esri_scans: bool) -> Vec<(DataPath, Way)> {
        let (travel, esri_scans) = match &found.found_in {
            Place::OwnPackage | Place::ScriptFolder => match travel {
                Travel::WithFolder(folder) if !found.top.is_within(folder) => (Travel::Itself, esri_scans),
                Travel::Itself | Travel::Beside { .. } | Travel::WithFolder(_) => (travel.clone(), esri_scans),
            },
            Place::PythonPath(folder) | Place::Path(folder) => {
                let beside = Travel::Beside { found_in: folder.clone(), importer: importer.folder.clone() };
                (beside, esri_scans)
            }
            Place::SysPath(folder) => {
                let is_data = self.sys_path.iter().any(|added| added.path == *folder && added.is_data);
                (if is_data { Travel::WithFolder(folder.clone()) } else { Travel::Itself }, false)
            }
        };
        let way = Way { main_folder: self.main_folder.clone(), sys_path: self.sys_path.clone(), travel, esri_scans };
        found.files.iter().map(|path| (path.clone(), way.clone())).collect()
    }
}

/// The outermost package that a folder belongs to.
fn package_of(folder: &DataPath, files: &dyn Files) -> Option<DataPath> {
    folder.ancestors().take_while(|folder| files.find(&folder.child("__init__.py")).is_some()).last()
}

/// True for a name that neither Python, nor ArcGIS, nor a known distribution has.
fn is_unknown(module: &str) -> bool {
    let class = classify(module, false, PythonVersion::TWO);
    class == ModuleClass::ThirdParty && standard_module(top_level(module)).is_none() && distribution(module).is_none()
}

/// Sorts the scripts by path and states every import under the name of the report.
fn finish(mut scripts: Vec<Visited>) -> Followed {
    scripts.sort_by(|a, b| a.scanned.script.path.cmp(&b.scanned.script.path));
    let mut followed = Followed::default();
    for (at, visited) in scripts.into_iter().enumerate() {
        followed.imports.extend(imports_of(at, &visited));
        followed.binaries.extend(visited.trace.binaries.iter().cloned());
        followed.scripts.push(visited.scanned);
        followed.traces.push(visited.trace);
    }
    followed.binaries.sort();
    followed.binaries.dedup();
    followed
}

fn imports_of(at: usize, visited: &Visited) -> Vec<FoundImport> {
    let found = |(import, resolution): &(Import, Resolution)| found_imports(at, &visited.scanned.script, import, resolution);
    visited.imports.iter().flat_map(found).collect()
}

fn found_imports(script: usize, importer: &Script, import: &Import, resolution: &Resolution) -> Vec<FoundImport> {
    let names: Vec<String> = import.names.iter().map(|name| name.name.clone()).collect();
    let base = FoundImport {
        name: top_level(&import.module).to_owned(),
        dotted: import.module.clone(),
        local: true,
        place: None,
        is_package: false,
        resolved: None,
        optional: import.optional,
        script,
        at: import.at,
    };
    match resolution {
        Resolution::Local(found) => {
            let name = if import.level > 0 { importer.folder.name().to_owned() } else { base.name.clone() };
            let (place, resolved) = (Some(found.found_in.clone()), Some(found.top.clone()));
            vec![FoundImport { name, place, resolved, is_package: found.is_package, ..base }]
        }
        // A relative import means a file of the publisher, also where it is not there.
        Resolution::NotLocal { .. } if import.level > 0 => {
            vec![FoundImport { name: importer.folder.name().to_owned(), ..base }]
        }
        Resolution::NotLocal { .. } => {
            let reported = reported_names(&import.module, &names);
            reported.into_iter().map(|name| FoundImport { name, local: false, ..base.clone() }).collect()
        }
    }
}
