//! Holds a Python toolbox with the local files that it imports, and finds what a name stands for.
//!
//! In: the .pyt, and the files its imports lead to. Out: classes, module-level values, constant texts.
//! Never runs anything: a name made while the toolbox runs stands for nothing here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::syntax::dotted;
use crate::disk::Files;
use crate::python::{Class, Expr, ExprKind, Import, ImportForm, Module, Operator, Places, Sources, Statement, flat};
use crate::text::{DataPath, Position};
use crate::toolbox::Script;
use crate::toolbox::ScriptRole;
use crate::toolbox::loose::module_files;
use crate::toolbox::script::read_script;

/// At most this many imported files are read to find the tools of one toolbox.
const MOST_FILES: usize = 2_000;
/// At most this many folders are searched for one import.
const MOST_FOLDERS: usize = 64;
/// Names are followed through at most this many steps, so that rings end.
const MOST_STEPS: usize = 32;

/// A Python file of the toolbox.
pub(super) struct PyFile {
    pub(super) script: Script,
    pub(super) module: Arc<Module>,
    /// For each name of the top level, the statement that last gives it something: a toolbox asks for thousands.
    names: OnceLock<BTreeMap<String, usize>>,
}

/// A toolbox with the files that its imports lead to.
pub(super) struct Program {
    toolbox: PyFile,
    modules: Vec<PyFile>,
}

/// A class with the file that declares it.
#[derive(Clone, Copy)]
pub(super) struct FoundClass<'p> {
    pub(super) file: &'p PyFile,
    pub(super) class: &'p Class,
}

/// What a name stands for.
pub(super) enum Named<'p> {
    /// A class.
    Class(FoundClass<'p>),
    /// A module-level name with the value last assigned to it.
    Value(&'p PyFile, &'p Expr),
}

impl PyFile {
    fn new(script: Script, sources: &Sources) -> Self {
        let module = sources.of_toolbox(&script.path, &script.source);
        Self { script, module, names: OnceLock::new() }
    }

    /// The statement of the top level that last gives this name something, itself or in its blocks.
    fn giving(&self, name: &str) -> Option<&Statement> {
        let names = self.names.get_or_init(|| {
            let body = self.module.body.iter().enumerate();
            let given = body.flat_map(|(at, statement)| given_names(statement).into_iter().map(move |name| (name, at)));
            given.collect()
        });
        self.module.body.get(*names.get(name)?)
    }

    /// The place of a class in this file.
    pub(super) fn position(&self, class: &Class) -> Position {
        self.module.lines.position(&self.script.source.text, class.span.start)
    }

    /// The folders that `sys.path` edits of this file name.
    fn added_folders(&self) -> impl Iterator<Item = DataPath> {
        self.module.path_edits.iter().filter_map(|edit| {
            let text = edit.value.evaluate(&self.places(&|at| self.literal(at)))?.text;
            Some(self.script.folder.join(&text))
        })
    }

    fn places<'a>(&'a self, literal: &'a dyn Fn(usize) -> Option<String>) -> Places<'a> {
        Places { script_file: &self.script.path, script_folder: &self.script.folder, literal, parameter: &|_| None }
    }

    /// The decoded value of a literal.
    pub(super) fn literal(&self, at: usize) -> Option<String> {
        self.module.literals.get(at).map(|literal| literal.value.clone())
    }

    /// The text that a path expression builds (`os.path.join(…)`), seen from this file's place.
    fn folded(&self, expr: &Expr) -> Option<String> {
        let fold = self.module.folds.iter().find(|fold| fold.span == expr.span)?;
        Some(fold.value.evaluate(&self.places(&|at| self.literal(at)))?.text)
    }

    fn is_script(&self, path: &DataPath) -> bool {
        self.script.path == *path
    }
}

impl Program {
    /// A toolbox alone.
    pub(super) fn new(toolbox: Script, sources: &Sources) -> Self {
        Self { toolbox: PyFile::new(toolbox, sources), modules: Vec::new() }
    }

    /// The .pyt itself.
    pub(super) fn toolbox(&self) -> &PyFile {
        &self.toolbox
    }

    /// The toolbox, then the files that its imports led to.
    pub(super) fn files(&self) -> impl Iterator<Item = &PyFile> {
        std::iter::once(&self.toolbox).chain(&self.modules)
    }

    /// Reads the files that imports lead to, and those that they import in turn.
    pub(super) fn follow_imports(&mut self, disk: &dyn Files, sources: &Sources) {
        let mut asked = BTreeSet::new();
        let mut at = 0;
        loop {
            let Some(wanted) = self.files().nth(at).map(|file| self.files_imported_by(file)) else { return };
            for path in wanted {
                if self.modules.len() < MOST_FILES && asked.insert(path.clone()) {
                    self.load(&path, disk, sources);
                }
            }
            at += 1;
        }
    }

    /// Where the imports of a file may lead.
    fn files_imported_by(&self, file: &PyFile) -> Vec<DataPath> {
        let bases = self.bases(file);
        let imports = file.module.imports.iter();
        imports.flat_map(|import| bases.iter().flat_map(|base| module_files(base, import))).collect()
    }

    fn load(&mut self, path: &DataPath, disk: &dyn Files, sources: &Sources) {
        let is_known = self.files().any(|file| file.is_script(path));
        if is_known || disk.find(path).is_none() {
            return;
        }
        // A module that cannot be read is reported where imports are followed for project data.
        if let Ok(script) = read_script(path, ScriptRole::Module, disk) {
            self.modules.push(PyFile::new(script, sources));
        }
    }

    /// The folders that imports of `file` are looked for in: its own, the toolbox's, and those added to `sys.path`.
    fn bases(&self, file: &PyFile) -> Vec<DataPath> {
        let own = std::iter::once(file.script.folder.clone());
        let toolbox = std::iter::once(self.toolbox.script.folder.clone());
        let added = self.files().flat_map(PyFile::added_folders);
        let mut seen = BTreeSet::new();
        own.chain(toolbox).chain(added).filter(|folder| seen.insert(folder.clone())).take(MOST_FOLDERS).collect()
    }

    /// The class that `name` (with or without dots) stands for in `file`.
    pub(super) fn class<'p>(&'p self, file: &'p PyFile, name: &str) -> Option<FoundClass<'p>> {
        let mut at = (file, name.to_owned());
        for _ in 0..MOST_STEPS {
            match self.resolve(at.0, &at.1)? {
                Named::Class(found) => return Some(found),
                Named::Value(file, value) => at = (file, dotted(value)?),
            }
        }
        None
    }

    /// What `name` (with or without dots) stands for at the top level of `file`.
    pub(super) fn resolve<'p>(&'p self, file: &'p PyFile, name: &str) -> Option<Named<'p>> {
        self.resolve_once(file, name, &mut BTreeSet::new())
    }

    fn resolve_once<'p>(&'p self, file: &'p PyFile, name: &str, asked: &mut BTreeSet<(DataPath, String)>) -> Option<Named<'p>> {
        if asked.len() > MOST_FILES || !asked.insert((file.script.path.clone(), name.to_owned())) {
            return None;
        }
        match name.rsplit_once('.') {
            Some((module, last)) => {
                let target = self.module_named(file, module)?;
                self.resolve_once(target, last, asked)
            }
            None => local(file, name).or_else(|| self.imported(file, name, asked)),
        }
    }

    fn imported<'p>(&'p self, file: &'p PyFile, name: &str, asked: &mut BTreeSet<(DataPath, String)>) -> Option<Named<'p>> {
        let imports = file.module.imports.iter().rev().filter(|import| import.form == ImportForm::From);
        for import in imports {
            let taken = import.names.iter().find(|taken| taken.bound == name || taken.name == "*");
            let Some(taken) = taken else { continue };
            let wanted = if taken.name == "*" { name } else { &taken.name };
            let target = self.module_file(file, import, None);
            let found = target.and_then(|target| self.resolve_once(target, wanted, asked));
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The file that a dotted name of a module stands for in `file`.
    fn module_named<'p>(&'p self, file: &'p PyFile, name: &str) -> Option<&'p PyFile> {
        file.module.imports.iter().rev().find_map(|import| match import.form {
            ImportForm::Import => {
                // The alias of `import a.b as name` stands in the text only.
                let shown = import.span.of(&file.script.source.text);
                let alias = shown.rsplit_once(" as ").map(|(_, alias)| alias.trim());
                let is_meant = alias.unwrap_or(&import.module) == name;
                if is_meant { self.module_file(file, import, None) } else { None }
            }
            ImportForm::From => {
                let taken = import.names.iter().find(|taken| taken.bound == name)?;
                self.module_file(file, import, Some(&taken.name))
            }
            ImportForm::Call | ImportForm::Toolbox => None,
        })
    }

    /// The file that an import reads, or with `inner` the module of that name inside the imported package.
    fn module_file<'p>(&'p self, file: &'p PyFile, import: &Import, inner: Option<&str>) -> Option<&'p PyFile> {
        for base in self.bases(file) {
            let mut place = base;
            for _ in 1..import.level {
                place = place.parent()?;
            }
            for part in import.module.split('.').chain(inner).filter(|part| !part.is_empty()) {
                place = place.child(part);
            }
            let as_file = DataPath::new(&format!("{place}.py"));
            let as_package = place.child("__init__.py");
            let found = self.files().find(|file| file.is_script(&as_file) || file.is_script(&as_package));
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// True if an import of `file` leads to a file of the program.
    pub(super) fn reads(&self, file: &PyFile, import: &Import) -> bool {
        let leads_to = |inner| self.module_file(file, import, inner).is_some();
        leads_to(None) || import.names.iter().any(|taken| leads_to(Some(&taken.name)))
    }

    /// The base classes of a class, as far as they are known.
    pub(super) fn base_classes<'p>(&'p self, found: FoundClass<'p>) -> Vec<FoundClass<'p>> {
        found.class.bases.iter().filter_map(|base| self.class(found.file, &dotted(base)?)).collect()
    }

    /// A class followed by the classes it inherits from, nearest first.
    pub(super) fn lineage<'p>(&'p self, found: FoundClass<'p>) -> Vec<FoundClass<'p>> {
        let mut lineage = vec![found];
        let mut at = 0;
        while let Some(class) = lineage.get(at).copied().filter(|_| at < MOST_STEPS) {
            lineage.extend(self.base_classes(class));
            at += 1;
        }
        lineage
    }

    /// The constant text of an expression in `file`: a literal, a sum of texts, a constant's name, a built path.
    pub(super) fn text(&self, file: &PyFile, expr: &Expr) -> Option<String> {
        self.text_within(file, expr, MOST_STEPS)
    }

    fn text_within(&self, file: &PyFile, expr: &Expr, steps: usize) -> Option<String> {
        let steps = steps.checked_sub(1)?;
        let direct = match &expr.kind {
            ExprKind::Text(at) => file.literal(*at),
            ExprKind::Integer(number) => Some(number.to_string()),
            ExprKind::Name(name) => match self.resolve(file, name)? {
                Named::Value(file, value) => self.text_within(file, value, steps),
                Named::Class(_) => None,
            },
            ExprKind::Binary { left, operator: Operator::Add, right } => {
                Some(self.text_within(file, left, steps)? + &self.text_within(file, right, steps)?)
            }
            // `_("Label")`: a translator is called with the text itself.
            ExprKind::Call(call) if matches!(call.function.kind, ExprKind::Name(_)) => match call.arguments.as_slice() {
                [only] if !only.unpacked => self.text_within(file, &only.value, steps),
                _ => None,
            },
            _ => None,
        };
        direct.or_else(|| file.folded(expr))
    }
}

/// The classes and names that a statement and its blocks give something to.
fn given_names(statement: &Statement) -> Vec<String> {
    let given = |statement: &Statement| match statement {
        Statement::Class(class) => vec![class.name.to_string()],
        Statement::Assign { targets, .. } => {
            let name = |target: &Expr| match &target.kind {
                ExprKind::Name(name) => Some(name.to_string()),
                _ => None,
            };
            targets.iter().filter_map(name).collect()
        }
        Statement::Function(_)
        | Statement::Augment { .. }
        | Statement::Evaluate(_)
        | Statement::Return { .. }
        | Statement::Import { .. }
        | Statement::Block { .. } => Vec::new(),
    };
    flat(std::slice::from_ref(statement)).into_iter().flat_map(given).collect()
}

/// A class or module-level name of `file`; of several, the last.
fn local<'p>(file: &'p PyFile, name: &str) -> Option<Named<'p>> {
    let statement = file.giving(name)?;
    flat(std::slice::from_ref(statement)).into_iter().rev().find_map(|statement| match statement {
        Statement::Class(class) if &*class.name == name => Some(Named::Class(FoundClass { file, class })),
        Statement::Assign { targets, value, .. } => {
            let is_meant = targets.iter().any(|target| matches!(&target.kind, ExprKind::Name(own) if &**own == name));
            is_meant.then_some(Named::Value(file, value))
        }
        Statement::Class(_)
        | Statement::Function(_)
        | Statement::Augment { .. }
        | Statement::Evaluate(_)
        | Statement::Return { .. }
        | Statement::Import { .. }
        | Statement::Block { .. } => None,
    })
}
