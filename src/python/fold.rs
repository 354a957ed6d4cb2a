//! Folds expressions that build paths into [`PathValue`]s.
//!
//! In: an expression, the names of its source. Out: [`Folded`], or `None` where a part is unknown.
//! Never runs anything and never grows without bound: size and depth are capped, cycles are unknown.
//! Rules: `os.path`, `+`, `%`, `.format`, f-strings, `pathlib`, `__file__`, `sys.path[0]`, names assigned once.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashMap;

use super::names::{Key, Names, Placed};
use super::{Call, Expr, ExprKind, Literal, Operator, ParameterSource, PathValue, TextPiece};

/// Most parts that one value may have.
const LARGEST: usize = 64;
/// Most values that one name may have; if they are equal the name is known all the same.
const MOST_VALUES: usize = 4;
/// How many expressions may be open at once, names followed included.
const DEEPEST: usize = 150;

/// A folded expression.
#[derive(Clone, Debug)]
pub(super) struct Folded {
    /// What it stands for.
    pub value: PathValue,
    /// The last literal written in the expression itself that takes part.
    pub own: Option<usize>,
    /// The last literal that takes part, also through names.
    pub last: Option<usize>,
}

impl Folded {
    /// A value without literals.
    pub fn of(value: PathValue) -> Self {
        Self { value, own: None, last: None }
    }

    fn with(self, change: impl FnOnce(PathValue) -> PathValue) -> Self {
        Self { value: change(self.value), ..self }
    }

    /// Several parts put together; one part stands for itself.
    pub fn built(parts: Vec<Folded>, kind: fn(Vec<PathValue>) -> PathValue) -> Option<Self> {
        let own = parts.iter().filter_map(|part| part.own).max();
        let last = parts.iter().rev().find_map(|part| part.last);
        let values: Vec<PathValue> = parts.into_iter().map(|part| part.value).collect();
        if values.iter().map(size).sum::<usize>() >= LARGEST {
            return None;
        }
        let value = if values.len() == 1 { values.into_iter().next()? } else { kind(values) };
        Some(Self { value, own, last })
    }
}

fn size(value: &PathValue) -> usize {
    match value {
        PathValue::Join(parts) | PathValue::Concat(parts) => 1 + parts.iter().map(size).sum::<usize>(),
        PathValue::Parent(inner) | PathValue::Normal(inner) => 1 + size(inner),
        PathValue::Literal(_)
        | PathValue::Text(_)
        | PathValue::ScriptFile
        | PathValue::ScriptFolder
        | PathValue::WorkingFolder
        | PathValue::Parameter(_) => 1,
    }
}

/// Folds the expressions of one source; each name is worked out once.
pub(super) struct Folder<'a, 'n> {
    pub names: &'n Names<'a>,
    pub literals: &'a [Literal],
    /// Values of `arcpy.env.workspace` by scope, each in source order.
    workspaces: FxHashMap<usize, Vec<&'a Expr>>,
    /// The value, where the source sets the workspace only once.
    only_workspace: Option<Placed<'a>>,
    known: RefCell<FxHashMap<Key<'a>, Option<Folded>>>,
    depth: Cell<usize>,
}

impl<'a, 'n> Folder<'a, 'n> {
    /// Folds in a source with these names, literals and settings of the workspace.
    pub fn new(names: &'n Names<'a>, literals: &'a [Literal], settings: &[Placed<'a>]) -> Self {
        let mut workspaces: FxHashMap<usize, Vec<&'a Expr>> = FxHashMap::default();
        for (value, scope) in settings {
            workspaces.entry(*scope).or_default().push(value);
        }
        let only_workspace = if let [only] = settings { Some(*only) } else { None };
        Self { names, literals, workspaces, only_workspace, known: RefCell::default(), depth: Cell::default() }
    }

    /// The value of `expr` in `scope`.
    pub fn fold(&self, expr: &'a Expr, scope: usize) -> Option<Folded> {
        if self.depth.get() >= DEEPEST {
            return None;
        }
        self.depth.set(self.depth.get() + 1);
        let folded = self.folded(expr, scope);
        self.depth.set(self.depth.get() - 1);
        folded
    }

    fn folded(&self, expr: &'a Expr, scope: usize) -> Option<Folded> {
        match &expr.kind {
            ExprKind::Text(at) => Some(Folded { value: PathValue::Literal(*at), own: Some(*at), last: Some(*at) }),
            ExprKind::Integer(number) => Some(Folded::of(PathValue::Text(number.to_string()))),
            ExprKind::Format(pieces) => self.format_string(expr, pieces, scope),
            ExprKind::Name(name) => self.name(expr, name, scope),
            ExprKind::Attribute { value, name } => self.attribute(expr, value, name, scope),
            ExprKind::Subscript { value, index } => self.subscript(value, index, scope),
            ExprKind::Call(call) => self.call(call, scope),
            ExprKind::Binary { left, operator, right } => self.binary(left, *operator, right, scope),
            ExprKind::Constant(_)
            | ExprKind::Conditional { .. }
            | ExprKind::Either(_)
            | ExprKind::Sequence(_)
            | ExprKind::Dict(_)
            | ExprKind::Comparison(_)
            | ExprKind::Other(_) => None,
        }
    }

    /// The literal that an f-string is listed as.
    fn format_literal(&self, expr: &Expr) -> Option<usize> {
        self.literals.binary_search_by_key(&expr.span.start, |literal| literal.span.start).ok()
    }

    fn format_string(&self, expr: &Expr, pieces: &'a [TextPiece], scope: usize) -> Option<Folded> {
        let mut parts = Vec::new();
        for piece in pieces {
            parts.push(match piece {
                TextPiece::Text(text) => Folded::of(PathValue::Text(text.clone())),
                TextPiece::Value(value) => self.fold(value, scope)?,
                TextPiece::Formatted(_) => return None,
            });
        }
        let own = self.format_literal(expr);
        let built = Folded::built(parts, PathValue::Concat)?;
        Some(Folded { own, last: own, ..built })
    }

    fn name(&self, expr: &'a Expr, name: &str, scope: usize) -> Option<Folded> {
        if name == "__file__" {
            return Some(Folded::of(PathValue::ScriptFile));
        }
        if is_well_known(name)
            && let Some(known) = self.names.resolve(expr, scope).and_then(|dotted| well_known(&dotted))
        {
            return Some(Folded::of(known));
        }
        self.bound(expr, scope)
    }

    /// The value of a name or of an attribute of `self`, where it has just one.
    fn bound(&self, expr: &'a Expr, scope: usize) -> Option<Folded> {
        let (key, binding) = self.names.binding_of(expr, scope)?;
        if binding.is_vague || binding.values.is_empty() || binding.values.len() > MOST_VALUES {
            return None;
        }
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        // Until it is worked out the name is unknown: that ends `a = a + "x"`.
        self.known.borrow_mut().insert(key, None);
        let mut values = binding.values.iter().map(|(value, scope)| self.fold(value, *scope));
        let first = values.next().flatten();
        let all_same = first
            .as_ref()
            .is_some_and(|first| values.all(|other| other.is_some_and(|other| self.same(&first.value, &other.value))));
        let folded = first.filter(|_| all_same).map(|folded| Folded { own: None, ..folded });
        self.known.borrow_mut().insert(key, folded.clone());
        folded
    }

    fn same(&self, a: &PathValue, b: &PathValue) -> bool {
        let text = |at: &usize| self.literals.get(*at).map(|literal| literal.value.as_str());
        match (a, b) {
            (PathValue::Literal(a), PathValue::Literal(b)) => text(a) == text(b),
            (PathValue::Join(a), PathValue::Join(b)) | (PathValue::Concat(a), PathValue::Concat(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(a, b))
            }
            (PathValue::Parent(a), PathValue::Parent(b)) | (PathValue::Normal(a), PathValue::Normal(b)) => self.same(a, b),
            (a, b) => a == b,
        }
    }

    fn attribute(&self, expr: &'a Expr, value: &'a Expr, name: &str, scope: usize) -> Option<Folded> {
        if matches!(name, "value" | "valueAsText")
            && let Some(folded) = self.parameter_value(value, scope)
        {
            return Some(folded);
        }
        if let Some(folded) = self.bound(expr, scope) {
            return Some(folded);
        }
        if name == "parent" {
            return Some(self.fold(value, scope)?.with(|value| PathValue::Parent(Box::new(value))));
        }
        if !is_well_known(name) && !name.eq_ignore_ascii_case("workspace") {
            return None;
        }
        let dotted = self.names.resolve(expr, scope)?;
        if is_workspace(&dotted) {
            return self.workspace(expr.span.start, scope).map(|folded| Folded { own: None, ..folded });
        }
        well_known(&dotted).map(Folded::of)
    }

    /// The workspace in effect at byte `at`: the only one of the file, else the nearest before it in the same body.
    pub fn workspace(&self, at: u32, scope: usize) -> Option<Folded> {
        let nearest = || {
            let before = self.workspaces.get(&scope)?;
            let next = before.partition_point(|value| value.span.end <= at);
            Some((*before.get(next.checked_sub(1)?)?, scope))
        };
        let (value, scope) = self.only_workspace.or_else(nearest)?;
        self.fold(value, scope)
    }

    fn subscript(&self, value: &'a Expr, index: &'a Expr, scope: usize) -> Option<Folded> {
        let ExprKind::Integer(at) = &index.kind else { return None };
        if let ExprKind::Attribute { value: path, name } = &value.kind
            && &**name == "parents"
            && (0..16).contains(at)
        {
            let climb = |value| (0..=*at).fold(value, |value, _| PathValue::Parent(Box::new(value)));
            return Some(self.fold(path, scope)?.with(climb));
        }
        if let ExprKind::Call(call) = &value.kind
            && *at == 0
            && self.names.resolve(&call.function, scope).as_deref() == Some("os.path.split")
        {
            return self.parent(call, scope);
        }
        if !matches!(last_name(value), Some("path" | "argv")) {
            return None;
        }
        let argument = |source| Some(Folded::of(PathValue::Parameter(source)));
        match (self.names.resolve(value, scope)?.as_ref(), *at) {
            ("sys.path", 0) => Some(Folded::of(PathValue::ScriptFolder)),
            ("sys.argv", 0) => Some(Folded::of(PathValue::ScriptFile)),
            ("sys.argv", at) if at < 0 => argument(ParameterSource::FromEnd(usize::try_from(at.checked_neg()?).ok()?)),
            ("sys.argv", at) => argument(ParameterSource::Argument(usize::try_from(at).ok()?)),
            _ => None,
        }
    }

    fn parent(&self, call: &'a Call, scope: usize) -> Option<Folded> {
        Some(self.only_argument(call, scope)?.with(|value| PathValue::Parent(Box::new(value))))
    }

    fn only_argument(&self, call: &'a Call, scope: usize) -> Option<Folded> {
        match call.arguments.as_slice() {
            [only] if !only.unpacked => self.fold(&only.value, scope),
            _ => None,
        }
    }

    fn all_arguments(&self, call: &'a Call, scope: usize) -> Option<Vec<Folded>> {
        let fold = |argument: &'a super::Argument| {
            if argument.unpacked || argument.name.is_some() { None } else { self.fold(&argument.value, scope) }
        };
        call.arguments.iter().map(fold).collect()
    }

    fn call(&self, call: &'a Call, scope: usize) -> Option<Folded> {
        // Most calls build no paths; their last name says so without following imports.
        if is_builder(last_name(&call.function)?, &call.function)
            && let Some(dotted) = self.names.resolve(&call.function, scope)
            && let Some(folded) = self.function(&dotted, call, scope)
        {
            return Some(folded);
        }
        let ExprKind::Attribute { value, name } = &call.function.kind else { return None };
        self.method(value, name, call, scope)
    }

    fn function(&self, dotted: &str, call: &'a Call, scope: usize) -> Option<Folded> {
        match dotted {
            "os.path.join"
            | "pathlib.Path"
            | "pathlib.PurePath"
            | "pathlib.WindowsPath"
            | "pathlib.PureWindowsPath"
            | "pathlib.PosixPath" => {
                if call.arguments.is_empty() && dotted != "os.path.join" {
                    return Some(Folded::of(PathValue::WorkingFolder));
                }
                Folded::built(self.all_arguments(call, scope)?, PathValue::Join)
            }
            "os.path.dirname" => self.parent(call, scope),
            "os.path.abspath" | "os.path.realpath" | "os.path.normpath" | "os.path.normcase" => {
                Some(self.only_argument(call, scope)?.with(|value| PathValue::Normal(Box::new(value))))
            }
            "str" | "unicode" | "os.fspath" | "os.fsdecode" | "os.path.expandvars" => self.only_argument(call, scope),
            "os.getcwd" | "os.getcwdu" | "pathlib.Path.cwd" => Some(Folded::of(PathValue::WorkingFolder)),
            "inspect.getfile" | "inspect.getsourcefile" | "inspect.getabsfile" => {
                let of_here = call.arguments.first().is_some_and(|argument| match &argument.value.kind {
                    ExprKind::Call(inner) => {
                        self.names.resolve(&inner.function, scope).as_deref() == Some("inspect.currentframe")
                    }
                    ExprKind::Other(_) => true,
                    _ => false,
                });
                of_here.then(|| Folded::of(PathValue::ScriptFile))
            }
            "arcpy.GetParameterAsText" | "arcpy.GetParameter" => self.asked(call),
            _ => None,
        }
    }

    fn method(&self, value: &'a Expr, name: &str, call: &'a Call, scope: usize) -> Option<Folded> {
        match name {
            "format" => self.format_call(value, call, scope),
            "joinpath" => {
                let mut parts = vec![self.fold(value, scope)?];
                parts.extend(self.all_arguments(call, scope)?);
                Folded::built(parts, PathValue::Join)
            }
            "resolve" | "absolute" => Some(self.fold(value, scope)?.with(|value| PathValue::Normal(Box::new(value)))),
            "as_posix" | "strip" | "rstrip" | "lstrip" | "__str__" | "decode" | "encode" if call.arguments.len() <= 1 => {
                // Stripping given letters would change the path; decoding does not.
                if name.ends_with("strip") && !call.arguments.is_empty() { None } else { self.fold(value, scope) }
            }
            "replace" => {
                let is_slash = |argument: &super::Argument| match &argument.value.kind {
                    ExprKind::Text(at) => {
                        self.literals.get(*at).is_some_and(|text| matches!(text.value.as_str(), "/" | "\\" | "\\\\" | "//"))
                    }
                    _ => false,
                };
                if call.arguments.len() == 2 && call.arguments.iter().all(is_slash) { self.fold(value, scope) } else { None }
            }
            "join" => {
                let separator = self.fold(value, scope)?;
                let [super::Argument { value: Expr { kind: ExprKind::Sequence(elements), .. }, .. }] = call.arguments.as_slice()
                else {
                    return None;
                };
                let mut parts = Vec::new();
                for element in elements {
                    if !parts.is_empty() {
                        parts.push(Folded { own: None, last: None, ..separator.clone() });
                    }
                    parts.push(self.fold(element, scope)?);
                }
                Folded::built(parts, PathValue::Concat)
            }
            _ => None,
        }
    }

    fn binary(&self, left: &'a Expr, operator: Operator, right: &'a Expr, scope: usize) -> Option<Folded> {
        match operator {
            Operator::Add => Folded::built(vec![self.fold(left, scope)?, self.fold(right, scope)?], PathValue::Concat),
            Operator::Divide => Folded::built(vec![self.fold(left, scope)?, self.fold(right, scope)?], PathValue::Join),
            Operator::Modulo => self.percent(left, right, scope),
            Operator::Other => None,
        }
    }
}

/// The name after the last dot.
fn last_name(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name(name) | ExprKind::Attribute { name, .. } => Some(name),
        _ => None,
    }
}

/// False where a call surely is none that [`Folder::function`] knows; a bare name may stand for any of them.
fn is_builder(last: &str, function: &Expr) -> bool {
    matches!(function.kind, ExprKind::Name(_))
        || last.starts_with("Get")
        || last.starts_with("getc")
        || last.ends_with("file")
        || last.ends_with("path")
        || last.ends_with("Path")
        || matches!(last, "join" | "dirname" | "normcase" | "fsdecode" | "expandvars" | "cwd" | "getfile" | "PurePath")
}

fn is_well_known(name: &str) -> bool {
    matches!(name, "sep" | "altsep" | "pardir" | "curdir" | "extsep")
}

/// Attributes whose value is the same everywhere.
fn well_known(dotted: &str) -> Option<PathValue> {
    match dotted {
        "os.sep" | "os.path.sep" | "os.altsep" => Some(PathValue::Text("/".to_owned())),
        "os.pardir" | "os.path.pardir" => Some(PathValue::Text("..".to_owned())),
        "os.curdir" | "os.path.curdir" => Some(PathValue::WorkingFolder),
        "os.extsep" => Some(PathValue::Text(".".to_owned())),
        _ => None,
    }
}

/// True for the workspace setting, also of `gp` objects.
pub(super) fn is_workspace(dotted: &str) -> bool {
    matches!(dotted, "arcpy.env.workspace" | "arcpy.workspace" | "arcpy.Workspace")
}

#[cfg(test)]
mod tests {
    use crate::python::{FoldKind, Module, ParameterSource, PathValue, Places, read};
    use crate::text::{DataPath, SourceFile};

    /// What `value` is in a script `e:/tools/run.py`.
    fn path(module: &Module, value: &PathValue) -> String {
        let (script_file, script_folder) = (DataPath::new("e:/tools/run.py"), DataPath::new("e:/tools"));
        let parameter = |source: &ParameterSource| {
            Some(match source {
                ParameterSource::Index(at) => format!("<{at}>"),
                ParameterSource::Argument(at) => format!("<argv {at}>"),
                ParameterSource::FromEnd(_) | ParameterSource::Named(_) => return None,
            })
        };
        let literal = |at: usize| module.literals.get(at).map(|literal| literal.value.clone());
        let places =
            Places { script_file: &script_file, script_folder: &script_folder, literal: &literal, parameter: &parameter };
        value.evaluate(&places).map(|found| found.text).unwrap_or_default()
    }

    /// The path of the last fold of `text` after the usual imports.
    fn last(text: &str) -> Option<String> {
        let head = "import os, sys, arcpy, inspect\nfrom pathlib import Path\n";
        let module = read(&SourceFile::from_text(&format!("{head}{text}\n")));
        module.folds.last().map(|fold| path(&module, &fold.value))
    }

    #[test]
    fn paths_built_beside_the_script_are_computed() {
        for (text, path) in [
            ("x = os.path.join(os.path.dirname(__file__), 'data', 'a.shp')", "e:/tools/data/a.shp"),
            ("x = os.path.join(os.path.abspath(os.path.dirname(__file__)), '..', 'a')", "e:/tools/../a"),
            ("x = os.path.dirname(os.path.realpath(sys.argv[0])) + os.sep + 'a'", "e:/tools/a"),
            ("x = sys.path[0] + '/a'", "e:/tools/a"),
            ("x = os.path.split(__file__)[0] + '/a'", "e:/tools/a"),
            ("x = os.path.dirname(os.path.abspath(inspect.getfile(inspect.currentframe()))) + '/a'", "e:/tools/a"),
            ("x = Path(__file__).resolve().parent / 'data' / 'a.shp'", "e:/tools/data/a.shp"),
            ("x = str(Path(__file__).parents[1].joinpath('a'))", "e:/a"),
            ("here = os.path.dirname(__file__)\nx = '%s/data/%s' % (here, 'a')", "e:/tools/data/a"),
            ("here = os.path.dirname(__file__)\nx = '{}/{n}'.format(here, n='a')", "e:/tools/a"),
            ("here = os.path.dirname(__file__)\nx = f'{here}/a'", "e:/tools/a"),
            ("x = os.sep.join([sys.path[0], 'a', 'b'])", "e:/tools/a/b"),
            ("x = os.path.join(arcpy.GetParameterAsText(0), 'a')", "<0>/a"),
            ("x = os.path.join(sys.argv[1], 'a')", "<argv 1>/a"),
            ("def f(parameters):\n    return os.path.join(parameters[2].valueAsText, 'a')", "<2>/a"),
            ("x = os.path.join(os.getcwd(), 'a')", "e:/tools/a"),
        ] {
            assert_eq!(last(text).as_deref(), Some(path), "{text}");
        }
    }

    #[test]
    fn names_are_followed_where_they_have_one_value() {
        for (text, path) in [
            ("import os.path as osp\nfrom os.path import join as j\nx = j(osp.dirname(__file__), 'a')", "e:/tools/a"),
            ("base = 'e:/d'\nname = 'a.shp'\nx = os.path.join(base, name)", "e:/d/a.shp"),
            ("if y:\n    base = 'e:/d'\nelse:\n    base = 'e:/d'\nx = base + '/a'", "e:/d/a"),
            (
                "class T:\n    base = 'e:/d'\n    def f(self):\n        self.sub = self.base + '/s'\n        x = self.sub + '/a'",
                "e:/d/s/a",
            ),
            ("class T:\n    base = 'e:/d'\nx = T.base + '/a'", "e:/d/a"),
            ("def f():\n    global base\n    base = 'e:/d'\nx = base + '/a'", "e:/d/a"),
            ("a, b = 'e:/d', 'c'\nx = a + '/a'", "e:/d/a"),
        ] {
            assert_eq!(last(text).as_deref(), Some(path), "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_no_fold() {
        for text in [
            "x = os.path.join(y, 'a')",
            "def f(base):\n    return base + '/a'",
            "base = 'e:/d'\nbase = 'e:/c'\nx = base + '/a'",
            "base = 'e:/d'\nbase += 'c'\nx = base + '/a'",
            "base = base + 'c'\nx = base + '/a'",
            "for base in ['e:/d']:\n    x = base + '/a'",
            "f = 'a'\nx = ['b' + f for f in y]",
            "x = '%5s/a' % 'b'",
            "x = f'{1:03d}/a'",
            "x = os.path.join('a')",
            "x = os.path.dirname(__file__)",
            "x = 'e:/d/' + 'a_' + y",
            "x = 'e:/d' + '/' + y",
            "x = ('e:/d' + '/%s') % y",
            "z = 'a'\nx = f'e:/d/{z}/' + y",
        ] {
            assert_eq!(last(text), None, "{text}");
        }
    }

    #[test]
    fn each_expression_speaks_for_its_last_literal() {
        let text = "import os\nbase = os.path.join(os.path.dirname(__file__), 'data')\nname = 'a'\n\
                    x = os.path.join(base, 'b')\ny = os.path.join(base, name)\n";
        let module = read(&SourceFile::from_text(text));
        let anchored = |fold: &crate::python::Fold| (module.literals[fold.anchor].value.clone(), path(&module, &fold.value));
        let found: Vec<_> = module.folds.iter().map(anchored).collect();
        let expected = [("data", "e:/tools/data"), ("a", "e:/tools/data/a"), ("b", "e:/tools/data/b")];
        assert_eq!(found, expected.map(|(literal, path)| (literal.to_owned(), path.to_owned())));
    }

    #[test]
    fn bare_names_given_to_tools_lie_in_the_workspace() {
        let text = "import arcpy\nfrom arcpy import env\nenv.workspace = r'e:/d.gdb'\nroads = 'Roads'\n\
                    arcpy.Buffer_analysis(roads, 'out/x')\nprint('Roads')\n";
        let module = read(&SourceFile::from_text(text));
        let in_workspace = module.folds.iter().filter(|fold| fold.kind == FoldKind::Workspace);
        let found: Vec<_> = in_workspace.map(|fold| path(&module, &fold.value)).collect();
        assert_eq!(found, ["e:/d.gdb/Roads"]);
    }

    #[test]
    fn values_never_grow_without_bound() {
        let doubled: String = (0..200).map(|n| format!("a{} = a{n} + a{n}\n", n + 1)).collect();
        let module = read(&SourceFile::from_text(&format!("a0 = 'x' + 'y'\n{doubled}")));
        assert!(module.folds.iter().all(|fold| fold.value.literals().len() <= 64));
    }
}
