//! Walks a source and notes what matters for paths: folds, path-taking places, `sys.path` edits, calls of own functions.
//!
//! In: the lowered statements, their names. Out: [`Places`].
//! Never follows values: that is for `flow`.
//! Rules: which calls take paths (`os.path.*`, `open`, `pathlib`, `sys.path`, `arcpy.*` arguments, `env.*`, parameter values).

use std::borrow::Cow;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::fold::{Folded, Folder};
use super::lower::Lowered;
use super::names::{Key, MODULE, Placed};
use super::output_parameters::{Outputs, Role};
use super::path_calls::{Taker, Takes, is_harmless, names_the_output, path_taking, writing_method};
use super::positions::Positions;
use super::{Argument, Call, Context, Expr, ExprKind, Fold, FoldKind, Operator, PathEdit, PathValue, Statement, Usage};
use crate::text::Span;

/// What a path-taking place does with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Reads it, or may read it.
    Reads,
    /// Neither reads nor writes what it names (`os.path.join`, `os.remove`).
    Asks,
    /// Writes it.
    Writes,
}

/// A value that a path-taking place takes.
pub(super) struct Taken<'a> {
    pub value: Placed<'a>,
    /// The place as written.
    pub place: Rc<str>,
    pub effect: Effect,
    /// Where the call stands, if it is one of ArcGIS' functions.
    pub tool_at: Option<u32>,
}

/// What the walk noted.
#[derive(Default)]
pub(super) struct Places<'a> {
    pub folds: Vec<Fold>,
    pub edits: Vec<PathEdit>,
    pub taken: Vec<Taken<'a>>,
    /// What is given to functions that nobody knows: they may read it.
    pub handed: Vec<Placed<'a>>,
    /// What callers pass to the parameters of the source's own functions.
    pub passed: FxHashMap<Key<'a>, Vec<Placed<'a>>>,
}

/// Walks all statements.
pub(super) fn walk<'a>(lowered: &'a Lowered, folder: &Folder<'a, '_>, positions: Positions<'_>) -> Places<'a> {
    let mut walk = Walk { folder, positions, found: Places::default() };
    walk.suite(&lowered.body, MODULE);
    walk.found
}

struct Walk<'a, 'f, 'n, 'p> {
    folder: &'f Folder<'a, 'n>,
    positions: Positions<'p>,
    found: Places<'a>,
}

impl<'a> Walk<'a, '_, '_, '_> {
    fn suite(&mut self, body: &'a [Statement], scope: usize) {
        for statement in body {
            match statement {
                Statement::Class(class) => {
                    class.bases.iter().for_each(|base| self.visit(base, scope, None, false));
                    self.suite(&class.body, self.folder.names.scope_at(class.span));
                }
                Statement::Function(function) => {
                    function.decorators.iter().for_each(|part| self.visit(part, scope, None, false));
                    function.defaults.iter().for_each(|part| self.visit(part, scope, Some(Context::Default), false));
                    self.suite(&function.body, self.folder.names.scope_at(function.span));
                }
                Statement::Assign { targets, value, span } => {
                    for target in targets {
                        self.assigned(target, value, scope, *span);
                        self.visit(target, scope, None, false);
                    }
                    self.visit(value, scope, Some(Context::Assignment), false);
                }
                Statement::Augment { target, value, span } => {
                    self.assigned(target, value, scope, *span);
                    self.visit(value, scope, Some(Context::Assignment), false);
                }
                Statement::Evaluate(value) => self.visit(value, scope, None, false),
                Statement::Return { value, .. } => {
                    value.iter().for_each(|value| self.visit(value, scope, Some(Context::Return), false));
                }
                Statement::Import { .. } => {}
                Statement::Block { heads, bodies, .. } => {
                    heads.iter().for_each(|head| self.visit(head, scope, None, false));
                    bodies.iter().for_each(|body| self.suite(body, scope));
                }
            }
        }
    }

    fn visit(&mut self, expr: &'a Expr, scope: usize, context: Option<Context>, inside_fold: bool) {
        let is_folded = inside_fold || self.fold(expr, scope, context);
        let mut visit = |part: &'a Expr, context: Option<Context>| self.visit(part, scope, context, is_folded);
        match &expr.kind {
            ExprKind::Text(_) | ExprKind::Integer(_) | ExprKind::Constant(_) | ExprKind::Name(_) => {}
            ExprKind::Call(call) => {
                visit(&call.function, None);
                for argument in &call.arguments {
                    visit(&argument.value, Some(if argument.name.is_some() { Context::Keyword } else { Context::Argument }));
                }
                self.call(call, expr.span, scope);
            }
            ExprKind::Conditional { test, then, otherwise } => {
                visit(then, context);
                visit(test, None);
                visit(otherwise, context);
            }
            ExprKind::Either(parts) => parts.iter().for_each(|part| visit(part, context)),
            ExprKind::Sequence(parts) => parts.iter().for_each(|part| visit(part, Some(Context::Element))),
            ExprKind::Dict(rows) => {
                for (key, value) in rows {
                    key.iter().for_each(|key| visit(key, None));
                    visit(value, Some(Context::DictValue));
                }
            }
            ExprKind::Attribute { value, .. } => visit(value, None),
            ExprKind::Subscript { value, index } => {
                visit(value, None);
                visit(index, None);
            }
            ExprKind::Binary { left, operator: Operator::Add | Operator::Modulo, right } => {
                self.operand(left, scope, is_folded);
                self.operand(right, scope, is_folded);
            }
            ExprKind::Binary { left, right, .. } => {
                visit(left, None);
                visit(right, None);
            }
            ExprKind::Format(_) | ExprKind::Comparison(_) => expr.children().into_iter().for_each(|part| visit(part, None)),
            // Lambdas, comprehensions, `await`: what they yield stands where they stand.
            ExprKind::Other(parts) => parts.iter().for_each(|part| visit(part, context)),
        }
    }

    /// A part of a text that is put together: where the whole is unknown, no part of the text is a path.
    fn operand(&mut self, expr: &'a Expr, scope: usize, inside_fold: bool) {
        match &expr.kind {
            ExprKind::Binary { left, operator: Operator::Add | Operator::Modulo, right } => {
                self.operand(left, scope, inside_fold);
                self.operand(right, scope, inside_fold);
            }
            ExprKind::Format(_) => expr.children().into_iter().for_each(|part| self.visit(part, scope, None, inside_fold)),
            _ => self.visit(expr, scope, None, inside_fold),
        }
    }

    /// Notes the fold that `expr` is, if it is one.
    fn fold(&mut self, expr: &'a Expr, scope: usize, context: Option<Context>) -> bool {
        if !may_fold(expr) {
            return false;
        }
        let Some(folded) = self.folder.fold(expr, scope) else { return false };
        if let Some(anchor) = anchor(&folded) {
            let at = self.positions.at(expr.span.start);
            let usage = Usage { path_place: self.built_by(expr, scope), output: None };
            self.found.folds.push(Fold {
                span: expr.span,
                at,
                anchor,
                kind: FoldKind::Built,
                value: folded.value,
                context,
                usage,
            });
        }
        true
    }

    /// The path-building function that made a fold, as written.
    fn built_by(&self, expr: &'a Expr, scope: usize) -> Option<String> {
        match &expr.kind {
            ExprKind::Call(call) => {
                let builds = |dotted: Cow<str>| dotted.starts_with("os.path.") || dotted.starts_with("pathlib.");
                let is_builder = self.folder.names.resolve(&call.function, scope).is_some_and(builds);
                if is_builder { call.function.dotted() } else { None }
            }
            ExprKind::Binary { operator: Operator::Divide, .. } => Some("pathlib".to_owned()),
            _ => None,
        }
    }

    fn take(&mut self, value: &'a Expr, scope: usize, place: &Rc<str>, effect: Effect, tool_at: Option<u32>) {
        self.found.taken.push(Taken { value: (value, scope), place: place.clone(), effect, tool_at });
    }

    /// Assignments that are path-taking places: settings, parameter values, `sys.path`.
    fn assigned(&mut self, target: &'a Expr, value: &'a Expr, scope: usize, span: Span) {
        let attribute = match &target.kind {
            ExprKind::Subscript { value, .. } => value,
            _ => target,
        };
        let ExprKind::Attribute { name, .. } = &attribute.kind else { return };
        let Some(written) = attribute.dotted().or_else(|| Some(format!("….{name}"))) else { return };
        let place: Rc<str> = written.into();
        match self.folder.names.resolve(attribute, scope).as_deref() {
            Some("sys.path") => self.sys_path_assigned(value, scope, span, &place),
            Some(dotted) if dotted.starts_with("arcpy.") => {
                let setting = dotted.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
                self.take(
                    value,
                    scope,
                    &place,
                    if setting.starts_with("scratch") { Effect::Writes } else { Effect::Reads },
                    None,
                );
            }
            _ if matches!(&**name, "value" | "values" | "symbology") => self.take(value, scope, &place, Effect::Reads, None),
            _ => {}
        }
    }

    fn sys_path_assigned(&mut self, value: &'a Expr, scope: usize, span: Span, place: &Rc<str>) {
        match &value.kind {
            ExprKind::Sequence(folders) => {
                for folder in folders {
                    self.edit(folder, scope, span, place);
                }
            }
            ExprKind::Binary { left, operator: Operator::Add, right } => {
                self.sys_path_assigned(left, scope, span, place);
                self.sys_path_assigned(right, scope, span, place);
            }
            _ => {}
        }
    }

    fn edit(&mut self, folder: &'a Expr, scope: usize, span: Span, place: &Rc<str>) {
        self.take(folder, scope, place, Effect::Reads, None);
        let arms = match &folder.kind {
            ExprKind::Either(arms) => arms.iter().collect(),
            ExprKind::Conditional { then, otherwise, .. } => vec![&**then, &**otherwise],
            _ => vec![folder],
        };
        for arm in arms {
            let folders = if self.folder.fold(arm, scope).is_some() { vec![(arm, scope)] } else { self.listed(arm, scope) };
            for (folder, scope) in folders {
                if let Some(folded) = self.folder.fold(folder, scope) {
                    let at = self.positions.at(span.start);
                    self.found.edits.push(PathEdit { at, span: folder.span, value: folded.value });
                }
            }
        }
    }

    /// What a loop variable stands for, where the loop runs over a list of the source: each of its elements.
    fn listed(&self, expr: &'a Expr, scope: usize) -> Vec<Placed<'a>> {
        let (mut expr, mut scope) = (expr, scope);
        // `abspath(folder)`, and names for names: what is written is a few steps away at most.
        for _ in 0..8 {
            match &expr.kind {
                ExprKind::Sequence(elements) => return elements.iter().map(|element| (element, scope)).collect(),
                ExprKind::Call(call) => match (self.folder.names.resolve(&call.function, scope).as_deref(), &*call.arguments) {
                    (Some("os.path.abspath" | "os.path.realpath" | "os.path.normpath" | "str"), [only]) => expr = &only.value,
                    _ => return Vec::new(),
                },
                _ => {
                    let Some((_, binding)) = self.folder.names.binding_of(expr, scope) else { return Vec::new() };
                    let (values, iterables) = (binding.values.as_slice(), binding.others.as_slice());
                    match (values, iterables) {
                        ([only], []) | ([], [only]) => (expr, scope) = *only,
                        _ => return Vec::new(),
                    }
                }
            }
        }
        Vec::new()
    }

    fn call(&mut self, call: &'a Call, span: Span, scope: usize) {
        if let Some((callee, filled)) = self.folder.names.callee(&call.function, scope) {
            self.pass(call, callee, filled, scope);
            return;
        }
        let dotted = self.folder.names.resolve(&call.function, scope);
        let is_known = dotted.as_ref().is_some_and(|dotted| self.known_call(dotted, call, span, scope));
        let is_answered = match &call.function.kind {
            ExprKind::Attribute { value, name } => is_known || self.method(value, name, call, scope) || is_harmless(name),
            ExprKind::Name(name) => is_known || is_harmless(name),
            _ => is_known,
        };
        if !is_answered {
            self.hand(call, scope);
        }
    }

    /// Methods that write: of a path, or of a table, a raster, a map document to the path they are given.
    fn method(&mut self, value: &'a Expr, name: &str, call: &'a Call, scope: usize) -> bool {
        let is_written = match name {
            "write_text" | "write_bytes" | "touch" => true,
            "open" => self.opens_for_writing(call, 0),
            _ => false,
        };
        if is_written && self.folder.fold(value, scope).is_some() {
            self.take(value, scope, &written(call), Effect::Writes, None);
            return true;
        }
        if !writing_method(name) {
            return false;
        }
        let first = call.arguments.first().filter(|argument| argument.name.is_none() && !argument.unpacked);
        let named = || call.arguments.iter().find(|argument| argument.name.as_deref().is_some_and(names_the_output));
        if let Some(path) = first.or_else(named) {
            self.take(&path.value, scope, &written(call), Effect::Writes, None);
        }
        true
    }

    /// Notes what a function that nobody knows is given; a text that stands in the call itself reaches nothing else.
    fn hand(&mut self, call: &'a Call, scope: usize) {
        let values = call.arguments.iter().map(|argument| &argument.value);
        let texts = |value: &&Expr| !matches!(value.kind, ExprKind::Text(_) | ExprKind::Integer(_) | ExprKind::Constant(_));
        self.found.handed.extend(values.filter(texts).map(|value| (value, scope)));
    }

    fn pass(&mut self, call: &'a Call, callee: usize, filled: usize, scope: usize) {
        let parameters = self.folder.names.parameters(callee);
        let mut positional = parameters.iter().skip(filled);
        for argument in call.arguments.iter().filter(|argument| !argument.unpacked) {
            let parameter = match &argument.name {
                Some(name) => parameters.iter().find(|parameter| *parameter == name),
                None => positional.next(),
            };
            if let Some(parameter) = parameter {
                self.found.passed.entry((callee, parameter)).or_default().push((&argument.value, scope));
            }
        }
    }

    /// True for a function of which it is known what it does with paths.
    fn known_call(&mut self, dotted: &str, call: &'a Call, span: Span, scope: usize) -> bool {
        let folders = match dotted {
            "sys.path.append" | "site.addsitedir" | "sys.path.extend" => call.arguments.first(),
            "sys.path.insert" => call.arguments.get(1),
            _ => return self.path_call(dotted, call, span, scope),
        };
        let Some(Argument { value, .. }) = folders else { return true };
        match &value.kind {
            ExprKind::Sequence(_) => self.sys_path_assigned(value, scope, span, &written(call)),
            _ => self.edit(value, scope, span, &written(call)),
        }
        true
    }

    fn path_call(&mut self, dotted: &str, call: &'a Call, span: Span, scope: usize) -> bool {
        let Some(takes) = path_taking(dotted) else { return false };
        let place = written(call);
        match takes {
            Takes::Nothing => {}
            Takes::Tool(outputs, inputs) => self.tool_call((outputs, inputs), call, &place, span, scope),
            Takes::All(effect) => {
                for argument in &call.arguments {
                    self.take(&argument.value, scope, &place, effect, None);
                }
            }
            Takes::Some(takers) => {
                for taker in takers {
                    if let Some(argument) = argument_of(call, taker) {
                        self.take(&argument.value, scope, &place, taker.effect, None);
                    }
                }
            }
            Takes::Open => {
                let Some(file) = call.arguments.first() else { return true };
                let writes = self.opens_for_writing(call, 1);
                let shown =
                    if writes { format!("{place}(…, {})", self.mode(call, 1).unwrap_or_default()).into() } else { place };
                self.take(&file.value, scope, &shown, if writes { Effect::Writes } else { Effect::Reads }, None);
            }
        }
        true
    }

    /// A function of ArcGIS: its outputs are written, everything else may be read; bare names lie in the workspace.
    fn tool_call(
        &mut self,
        (outputs, inputs): (Option<Outputs>, Effect),
        call: &'a Call,
        place: &Rc<str>,
        span: Span,
        scope: usize,
    ) {
        let mut is_counted = true;
        for (at, argument) in call.arguments.iter().enumerate() {
            is_counted &= !argument.unpacked;
            let position = Some(at).filter(|_| is_counted && argument.name.is_none());
            let role = outputs.map_or(Role::Input, |outputs| outputs.role(position, argument.name.as_deref()));
            match role {
                Role::Input => self.take(&argument.value, scope, place, inputs, Some(span.start)),
                Role::Output(parameter) => {
                    // A name is no dataset of the workspace: it is given to what the folder before it will hold.
                    let tool_at = Some(span.start).filter(|_| !parameter.ends_with("name"));
                    let shown = format!("{place}({parameter}=…)").into();
                    self.take(&argument.value, scope, &shown, Effect::Writes, tool_at);
                }
                Role::LayerName => {}
            }
        }
    }

    /// The mode of an `open`, in quotes.
    fn mode(&self, call: &Call, place: usize) -> Option<String> {
        let by_name = call.arguments.iter().find(|argument| argument.name.as_deref() == Some("mode"));
        let argument = by_name.or_else(|| call.arguments.get(place).filter(|argument| argument.name.is_none()))?;
        let ExprKind::Text(at) = argument.value.kind else { return None };
        self.folder.literals.get(at).map(|mode| format!("\"{}\"", mode.value))
    }

    fn opens_for_writing(&self, call: &Call, place: usize) -> bool {
        self.mode(call, place).is_some_and(|mode| mode.contains(['w', 'a', 'x']) && !mode.contains('r') && mode.len() <= 6)
    }
}

/// The argument that stands in a place or has a name.
fn argument_of<'a>(call: &'a Call, taker: &Taker) -> Option<&'a Argument> {
    let named = call.arguments.iter().find(|argument| argument.name.as_deref() == Some(taker.name));
    let counted = || call.arguments.iter().take_while(|argument| !argument.unpacked && argument.name.is_none());
    named.or_else(|| counted().nth(taker.place?))
}

fn written(call: &Call) -> Rc<str> {
    let name = || match &call.function.kind {
        ExprKind::Attribute { name, .. } => format!("….{name}"),
        _ => "…".to_owned(),
    };
    call.function.dotted().unwrap_or_else(name).into()
}

/// Kinds of expressions that build paths; plain names and texts are no folds of their own.
fn may_fold(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Call(_) | ExprKind::Format(_) => true,
        ExprKind::Binary { operator, .. } => *operator != Operator::Other,
        ExprKind::Attribute { name, .. } => &**name == "parent",
        ExprKind::Subscript { index, .. } => matches!(index.kind, ExprKind::Integer(_)),
        ExprKind::Text(_)
        | ExprKind::Integer(_)
        | ExprKind::Constant(_)
        | ExprKind::Name(_)
        | ExprKind::Conditional { .. }
        | ExprKind::Either(_)
        | ExprKind::Sequence(_)
        | ExprKind::Dict(_)
        | ExprKind::Comparison(_)
        | ExprKind::Other(_) => false,
    }
}

/// The literal that a fold speaks for: the last one written in it, else the one that its last name stands for.
fn anchor(folded: &Folded) -> Option<usize> {
    let mut value = &folded.value;
    while let PathValue::Normal(inner) = value {
        value = inner;
    }
    match value {
        // A single literal is tested as it stands.
        PathValue::Literal(_) => None,
        PathValue::Join(_) | PathValue::Concat(_) => folded.own.or(folded.last),
        PathValue::Parent(_)
        | PathValue::Text(_)
        | PathValue::ScriptFile
        | PathValue::ScriptFolder
        | PathValue::WorkingFolder
        | PathValue::Parameter(_)
        | PathValue::Normal(_) => folded.own,
    }
}

#[cfg(test)]
mod tests {
    use crate::python::{PathValue, read};
    use crate::text::SourceFile;

    fn edits(text: &str) -> Vec<(String, u32)> {
        let text = format!("import sys, os, site\n{text}\n");
        let module = read(&SourceFile::from_text(&text));
        module.path_edits.iter().map(|edit| (edit.span.of(&text).to_owned(), edit.at.line)).collect()
    }

    #[test]
    fn every_way_to_extend_the_module_path_is_seen() {
        for text in [
            "sys.path.append('a')",
            "sys.path.insert(0, 'a')",
            "sys.path.extend(['a'])",
            "sys.path = ['a'] + sys.path",
            "sys.path += ['a']",
            "sys.path[0:0] = ['a']",
            "site.addsitedir('a')",
            "from sys import path\npath.append('a')",
        ] {
            assert_eq!(edits(text).first().map(|(quoted, _)| quoted.as_str()), Some("'a'"), "{text}");
        }
        let in_function = edits("def f():\n    sys.path.append(os.path.dirname(__file__))");
        assert_eq!(in_function, [("os.path.dirname(__file__)".to_owned(), 3)]);
        assert!(edits("sys.path.append(unknown)").is_empty());
        let in_loop = edits("all = ['a', 'b']\nfor one in all:\n    full = os.path.abspath(one)\n    sys.path.insert(0, full)");
        assert_eq!(in_loop, [("'a'".to_owned(), 5), ("'b'".to_owned(), 5)]);
        assert!(edits("def f(one='a'):\n    sys.path.append(one)").is_empty());
    }

    #[test]
    fn a_folder_without_any_literal_is_an_edit_too() {
        let module = read(&SourceFile::from_text("import sys, os\nsys.path.append(os.path.dirname(__file__))\n"));
        assert_eq!(module.path_edits[0].value, PathValue::Parent(Box::new(PathValue::ScriptFile)));
        assert!(module.folds.is_empty());
    }
}
