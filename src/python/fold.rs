//! Folds expressions that build paths into [`PathValue`]s.
//!
//! In: an expression, the names of its source. Out: [`Folded`], or `None` where a part is unknown.
//! Never runs anything and never grows without bound: size and depth are capped, cycles are unknown.
//! Rules: `os.path`, `+`, `%`, `.format`, f-strings, `pathlib`, `__file__`, `sys.path[0]`, names assigned once.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

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
    /// Values of `arcpy.env.workspace`, in source order.
    pub workspaces: Vec<Placed<'a>>,
    known: RefCell<HashMap<Key<'a>, Option<Folded>>>,
    depth: Cell<usize>,
}

impl<'a, 'n> Folder<'a, 'n> {
    pub fn new(names: &'n Names<'a>, literals: &'a [Literal], workspaces: Vec<Placed<'a>>) -> Self {
        Self { names, literals, workspaces, known: RefCell::default(), depth: Cell::default() }
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
        if let Some(known) = self.names.resolve(expr, scope).and_then(|dotted| well_known(&dotted)) {
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
        if let (ExprKind::Subscript { value: list, index }, "value" | "valueAsText") = (&value.kind, name)
            && let (ExprKind::Name(_) | ExprKind::Attribute { .. }, ExprKind::Integer(at)) = (&list.kind, &index.kind)
        {
            return Some(Folded::of(PathValue::Parameter(ParameterSource::Index(usize::try_from(*at).ok()?))));
        }
        if let Some(folded) = self.bound(expr, scope) {
            return Some(folded);
        }
        if name == "parent" {
            return Some(self.fold(value, scope)?.with(|value| PathValue::Parent(Box::new(value))));
        }
        let dotted = self.names.resolve(expr, scope)?;
        if is_workspace(&dotted) {
            return self.workspace(expr.span.start, scope).map(|folded| Folded { own: None, ..folded });
        }
        well_known(&dotted).map(Folded::of)
    }

    /// The workspace in effect at byte `at`: the only one of the file, else the nearest before it in the same body.
    pub fn workspace(&self, at: u32, scope: usize) -> Option<Folded> {
        let (value, scope) = match self.workspaces.as_slice() {
            [only] => only,
            several => several.iter().rev().find(|(value, place)| *place == scope && value.span.end <= at)?,
        };
        self.fold(value, *scope)
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
        match (self.names.resolve(value, scope)?.as_str(), usize::try_from(*at).ok()?) {
            ("sys.path", 0) => Some(Folded::of(PathValue::ScriptFolder)),
            ("sys.argv", 0) => Some(Folded::of(PathValue::ScriptFile)),
            ("sys.argv", at) => Some(Folded::of(PathValue::Parameter(ParameterSource::Argument(at)))),
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
        if let Some(dotted) = self.names.resolve(&call.function, scope)
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
            "arcpy.GetParameterAsText" | "arcpy.GetParameter" => {
                let ExprKind::Integer(at) = call.arguments.first()?.value.kind else { return None };
                Some(Folded::of(PathValue::Parameter(ParameterSource::Index(usize::try_from(at).ok()?))))
            }
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
