//! Follows literals and folds to the path-taking places they reach.
//!
//! In: what the walk noted, the names. Out: a [`Reach`] per literal and per fold.
//! Never follows execution: a name passes everything it may hold to everything that takes it.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::fold::Folder;
use super::names::Key;
use super::places::{Effect, Places};
use super::{Call, Expr, ExprKind, Operator, TextPiece, Usage};
use crate::text::Span;

/// What a value reaches.
#[derive(Clone, Default)]
pub(super) struct Reach {
    place: Option<Rc<str>>,
    is_read: bool,
    output: Option<Rc<str>>,
    /// Scope and byte of the first function of ArcGIS that takes it.
    pub tool: Option<(usize, u32)>,
}

impl Reach {
    /// Adds what `other` reaches; true if that was news.
    fn merge(&mut self, other: &Reach) -> bool {
        let news = (self.place.is_none() && other.place.is_some())
            || (!self.is_read && other.is_read)
            || (self.output.is_none() && other.output.is_some())
            || (self.tool.is_none() && other.tool.is_some());
        if news {
            self.place = self.place.take().or_else(|| other.place.clone());
            self.is_read |= other.is_read;
            self.output = self.output.take().or_else(|| other.output.clone());
            self.tool = self.tool.or(other.tool);
        }
        news
    }

    /// What the part in front of a built path reaches: a folder that is written into is read too, and no dataset name.
    fn in_front(&self) -> Reach {
        Reach { is_read: self.is_read || self.output.is_some(), output: None, tool: None, ..self.clone() }
    }

    /// As the module shows it; `before` is what was known already.
    pub fn usage(&self, before: &Usage) -> Usage {
        let path_place = before.path_place.clone().or_else(|| self.place.as_deref().map(str::to_owned));
        let output = if self.is_read { None } else { self.output.as_deref().map(str::to_owned) };
        Usage { path_place, output }
    }
}

/// What everything reaches.
pub(super) struct Flow {
    pub literals: Vec<Reach>,
    pub folds: Vec<Reach>,
}

/// Follows every value of `places`.
pub(super) fn follow<'a>(folder: &Folder<'a, '_>, places: &Places<'a>) -> Flow {
    let mut tracer = Tracer {
        folder,
        fold_at: places.folds.iter().enumerate().map(|(at, fold)| (fold.span, at)).collect(),
        literals: vec![Reach::default(); folder.literals.len()],
        folds: vec![Reach::default(); places.folds.len()],
        names: FxHashMap::default(),
        changed: Vec::new(),
    };
    for taken in &places.taken {
        let (value, scope) = taken.value;
        let reach = Reach {
            place: Some(taken.place.clone()),
            is_read: taken.effect == Effect::Reads,
            output: (taken.effect == Effect::Writes).then(|| taken.place.clone()),
            tool: taken.tool_at.map(|at| (scope, at)),
        };
        tracer.mark(value, scope, &reach);
    }
    tracer.through_names(places);
    // What a function that nobody knows is given may be read there: that matters only beside what is written.
    if places.taken.iter().any(|taken| taken.effect == Effect::Writes) {
        let read = Reach { is_read: true, ..Reach::default() };
        for (value, scope) in &places.handed {
            tracer.mark(value, *scope, &read);
        }
        tracer.through_names(places);
    }
    Flow { literals: tracer.literals, folds: tracer.folds }
}
struct Tracer<'a, 'f, 'n> {
    folder: &'f Folder<'a, 'n>,
    fold_at: FxHashMap<Span, usize>,
    literals: Vec<Reach>,
    folds: Vec<Reach>,
    names: FxHashMap<Key<'a>, Reach>,
    changed: Vec<Key<'a>>,
}

impl<'a> Tracer<'a, '_, '_> {
    /// Each name comes back only when it learns something new, which happens a few times at most.
    fn through_names(&mut self, places: &Places<'a>) {
        while let Some(key) = self.changed.pop() {
            let Some(reach) = self.names.get(&key).cloned() else { continue };
            let own = self.folder.names.binding(key);
            let held = own.iter().flat_map(|binding| binding.values.iter().chain(&binding.others));
            for (value, scope) in held.chain(places.passed.get(&key).into_iter().flatten()) {
                self.mark(value, *scope, &reach);
            }
        }
    }

    /// Tells everything that `expr` may stand for what it reaches.
    fn mark(&mut self, expr: &'a Expr, scope: usize, reach: &Reach) {
        if let Some(fold) = self.fold_at.get(&expr.span).and_then(|at| self.folds.get_mut(*at)) {
            fold.merge(reach);
        }
        match &expr.kind {
            ExprKind::Text(at) => {
                if let Some(literal) = self.literals.get_mut(*at) {
                    literal.merge(reach);
                }
            }
            ExprKind::Name(_) => self.mark_name(expr, scope, reach),
            ExprKind::Attribute { value, name } => {
                if &**name == "parent" {
                    self.mark(value, scope, &reach.in_front());
                } else {
                    self.mark_name(expr, scope, reach);
                }
            }
            ExprKind::Call(call) => self.mark_call(call, scope, reach),
            ExprKind::Conditional { then, otherwise, .. } => {
                self.mark(then, scope, reach);
                self.mark(otherwise, scope, reach);
            }
            ExprKind::Either(parts) | ExprKind::Sequence(parts) => parts.iter().for_each(|part| self.mark(part, scope, reach)),
            ExprKind::Dict(rows) => rows.iter().for_each(|(_, value)| self.mark(value, scope, reach)),
            ExprKind::Binary { left, operator: Operator::Add | Operator::Divide, right } => {
                self.mark(left, scope, &reach.in_front());
                self.mark(right, scope, reach);
            }
            ExprKind::Binary { left, operator: Operator::Modulo, right } => {
                self.mark(left, scope, reach);
                self.mark(right, scope, &reach.in_front());
            }
            ExprKind::Format(pieces) => {
                for piece in pieces {
                    match piece {
                        TextPiece::Value(value) | TextPiece::Formatted(value) => self.mark(value, scope, &reach.in_front()),
                        TextPiece::Text(_) => {}
                    }
                }
            }
            // `files[0]`: one element of what the list holds.
            ExprKind::Subscript { value, .. } => self.mark(value, scope, reach),
            ExprKind::Integer(_) | ExprKind::Constant(_) | ExprKind::Comparison(_) | ExprKind::Other(_) => {}
            ExprKind::Binary { operator: Operator::Other, .. } => {}
        }
    }

    fn mark_name(&mut self, expr: &'a Expr, scope: usize, reach: &Reach) {
        if let Some((key, _)) = self.folder.names.binding_of(expr, scope)
            && self.names.entry(key).or_default().merge(reach)
        {
            self.changed.push(key);
        }
    }

    /// Calls that hand on what they are given.
    fn mark_call(&mut self, call: &'a Call, scope: usize, reach: &Reach) {
        let dotted = self.folder.names.resolve(&call.function, scope);
        match dotted.as_deref() {
            Some("os.path.join" | "pathlib.Path" | "pathlib.PurePath") => self.mark_built(call, scope, reach),
            Some(
                "os.path.abspath" | "os.path.realpath" | "os.path.normpath" | "os.path.normcase" | "os.path.expandvars"
                | "os.path.expanduser" | "os.fspath" | "str" | "unicode" | "list" | "sorted",
            ) => call.arguments.iter().for_each(|argument| self.mark(&argument.value, scope, reach)),
            Some("os.path.dirname" | "os.path.split" | "os.path.splitext") => {
                call.arguments.iter().for_each(|argument| self.mark(&argument.value, scope, &reach.in_front()));
            }
            _ => {
                let ExprKind::Attribute { value, name } = &call.function.kind else { return };
                match &**name {
                    "replace" | "strip" | "rstrip" | "lstrip" | "lower" | "upper" | "encode" | "decode" | "resolve"
                    | "absolute" | "as_posix" | "split" => self.mark(value, scope, reach),
                    "joinpath" => {
                        self.mark(value, scope, &reach.in_front());
                        self.mark_built(call, scope, reach);
                    }
                    "format" => {
                        self.mark(value, scope, reach);
                        call.arguments.iter().for_each(|argument| self.mark(&argument.value, scope, &reach.in_front()));
                    }
                    _ => {}
                }
            }
        }
    }

    /// The last part of a joined path is what is read or written.
    fn mark_built(&mut self, call: &'a Call, scope: usize, reach: &Reach) {
        let Some((last, front)) = call.arguments.split_last() else { return };
        front.iter().for_each(|argument| self.mark(&argument.value, scope, &reach.in_front()));
        let alone = Reach { tool: reach.tool.filter(|_| front.is_empty()), ..reach.clone() };
        self.mark(&last.value, scope, &alone);
    }
}

#[cfg(test)]
mod tests {
    use crate::python::read;
    use crate::text::SourceFile;

    /// What the literal `"x"` reaches: a path-taking place, and an output where it reaches nothing else.
    fn reach(text: &str) -> (Option<String>, Option<String>) {
        let module = read(&SourceFile::from_text(&format!("import os, sys, arcpy\n{text}\n")));
        let literal = module.literals.into_iter().find(|literal| literal.value == "x").unwrap();
        let usage = literal.usage.map(|usage| *usage).unwrap_or_default();
        (usage.path_place, usage.output)
    }

    #[test]
    fn path_taking_places_are_found_directly_and_through_names() {
        for (text, place) in [
            ("open('x')", "open"),
            ("a = 'x'\nb = a\nos.listdir(b)", "os.listdir"),
            ("arcpy.Exists('x')", "arcpy.Exists"),
            ("from arcpy.da import SearchCursor as C\nC('x', [])", "C"),
            ("import arcgisscripting\ngp = arcgisscripting.create()\ngp.Buffer('x')", "gp.Buffer"),
            ("arcpy.env.workspace = 'x'", "arcpy.env.workspace"),
            ("sys.path.append('x')", "sys.path.append"),
            ("a = os.path.join(b, 'x')", "os.path.join"),
            ("a = b + 'x'\nopen(a)", "open"),
            ("for a in ['x']:\n    arcpy.Exists(a)", "arcpy.Exists"),
            ("def f(a):\n    arcpy.Exists(a)\nf('x')", "arcpy.Exists"),
            ("def f(a):\n    g(a)\ndef g(b):\n    open(b)\nf(a='x')", "open"),
            ("def f(a='x'):\n    open(a)", "open"),
            ("class T:\n    def f(self):\n        self.a = 'x'\n    def g(self):\n        open(self.a)", "open"),
            ("class T:\n    def f(self):\n        self.g('x')\n    def g(self, a):\n        open(a)", "open"),
            ("param.value = 'x'", "param.value"),
        ] {
            assert_eq!(reach(text).0.as_deref(), Some(place), "{text}");
        }
        for text in ["arcpy.AddMessage('x')", "print('x')", "a = 'x'", "a = b + 'x'", "a.append('x')", "arcpy.GetParameter('x')"]
        {
            assert_eq!(reach(text).0, None, "{text}");
        }
    }

    #[test]
    fn an_output_is_what_is_only_written() {
        for text in [
            "open('x', 'w')",
            "import io\nio.open('x', mode='wb')",
            "a = 'x'\nif os.path.exists(a):\n    os.remove(a)\nf = open(a, 'a')",
            "a = os.path.join(b, 'x')\nopen(a, 'w')",
            "arcpy.env.scratchWorkspace = 'x'",
            "from pathlib import Path\nPath('x').write_text(y)",
        ] {
            assert!(reach(text).1.is_some(), "{text}");
        }
        for text in [
            "open('x')",
            "open('x', 'r')",
            "open('x', 'r+')",
            "a = 'x'\nopen(a, 'w')\nopen(a)",
            "open(os.path.join('x', 'y'), 'w')",
            "arcpy.env.workspace = 'x'",
        ] {
            assert_eq!(reach(text).1, None, "{text}");
        }
        assert_eq!(reach("open('x', 'w')").1.as_deref(), Some("open(…, \"w\")"));
    }
}
