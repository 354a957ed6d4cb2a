//! Reads the list of tools that a Python toolbox gives: a literal, a list built step by step, an imported one.
//!
//! In: the class `Toolbox`. Out: the tool classes in order, names that stand for none, and whether part of the list is dynamic.
//! Never guesses: what only running the toolbox would tell makes the list dynamic.

use std::cell::Cell;

use super::program::{FoundClass, Named, Program, PyFile};
use super::syntax::{comprehension, dotted, function_in, method, method_call, positional, starred};
use crate::python::{Call, Expr, ExprKind, Operator, Statement, flat};

/// Lists are followed through at most this many names.
const MOST_STEPS: usize = 32;
/// At most this many lists are read for one toolbox: lists that name each other could be read for ever.
const MOST_LISTS: usize = 20_000;

/// What stands in the list of tools.
#[derive(Default)]
pub(super) struct ToolList<'p> {
    pub(super) entries: Vec<Listed<'p>>,
    /// True if part of the list is made while the toolbox runs.
    pub(super) is_dynamic: bool,
}

/// One entry of the list of tools.
pub(super) enum Listed<'p> {
    /// A tool class.
    Class(FoundClass<'p>),
    /// A name that stands for no class in any file that was read.
    Unknown(String),
}

/// A body of statements that names are looked up in.
pub(super) struct Scope<'p> {
    pub(super) file: &'p PyFile,
    body: &'p [Statement],
    /// Those of the body, and those inside its blocks.
    statements: Vec<&'p Statement>,
}

/// Reads the list of tools of the class `Toolbox`.
pub(super) fn tool_list<'p>(program: &'p Program, toolbox: FoundClass<'p>) -> ToolList<'p> {
    let reader = ListReader { program, lists_left: Cell::new(MOST_LISTS) };
    let mut list = ToolList::default();
    for class in program.lineage(toolbox) {
        for (scope, target) in attribute_scopes(class, "tools") {
            if reader.collect_name(&scope, &target, MOST_STEPS, &mut list) {
                return list;
            }
        }
    }
    list.is_dynamic = true;
    list
}

/// Where an attribute may be set, and how it is written there.
pub(super) fn attribute_scopes<'p>(found: FoundClass<'p>, name: &str) -> Vec<(Scope<'p>, String)> {
    let mut scopes = Vec::new();
    if let Some(init) = method(found.class, "__init__") {
        let own_name = init.parameters.first().map_or("self", |name| name);
        scopes.push((Scope::new(found.file, &init.body), format!("{own_name}.{name}")));
    }
    scopes.push((Scope::new(found.file, &found.class.body), name.to_owned()));
    scopes
}

struct ListReader<'p> {
    program: &'p Program,
    lists_left: Cell<usize>,
}

impl<'p> ListReader<'p> {
    /// Everything that the statements of `scope` put into the list called `name`; false if none does.
    fn collect_name(&self, scope: &Scope<'p>, name: &str, steps: usize, list: &mut ToolList<'p>) -> bool {
        let mut is_found = false;
        let mut collected = ToolList::default();
        for statement in &scope.statements {
            match statement {
                Statement::Assign { targets, value, .. } => {
                    if targets.iter().any(|target| is_name(target, name)) {
                        // In an `if` it may run or not: what the list held before stays.
                        let mut branch =
                            if scope.always_runs(statement) { std::mem::take(&mut collected) } else { ToolList::default() };
                        self.assign(scope, name, value, steps, is_found, &mut branch);
                        collected.add(branch);
                        is_found = true;
                    }
                }
                Statement::Augment { target, value, .. } => {
                    if is_name(target, name) {
                        self.collect(scope, value, steps, &mut collected);
                    }
                }
                Statement::Evaluate(_) => match method_call(statement) {
                    Some((receiver, "append", call)) if is_name(receiver, name) => {
                        self.collect_element(scope, positional(call, 0), steps, &mut collected);
                    }
                    Some((receiver, "insert", call)) if is_name(receiver, name) => {
                        self.collect_element(scope, positional(call, 1), steps, &mut collected);
                    }
                    Some((receiver, "extend", call)) if is_name(receiver, name) => match positional(call, 0) {
                        Some(value) => self.collect(scope, value, steps, &mut collected),
                        None => collected.is_dynamic = true,
                    },
                    Some(_) | None => {}
                },
                Statement::Class(_)
                | Statement::Function(_)
                | Statement::Return { .. }
                | Statement::Import { .. }
                | Statement::Block { .. } => {}
            }
        }
        list.add(collected);
        is_found
    }

    /// The steps left after this one; `None` where lists name each other without end.
    fn step(&self, steps: usize) -> Option<usize> {
        self.lists_left.set(self.lists_left.get().checked_sub(1)?);
        steps.checked_sub(1)
    }

    /// `name = value`, where the value may add to what the name held before.
    fn assign(&self, scope: &Scope<'p>, name: &str, value: &'p Expr, steps: usize, is_held: bool, list: &mut ToolList<'p>) {
        let Some(added) = additions(value, name) else {
            *list = ToolList::default();
            return self.collect(scope, value, steps, list);
        };
        // `tools = tools` in a class body takes the list of the module.
        if !is_held {
            list.is_dynamic |= !self.collect_outer(scope, name, steps, list);
        }
        for part in added {
            self.collect(scope, part, steps, list);
        }
    }

    /// Adds what a list expression holds.
    fn collect(&self, scope: &Scope<'p>, value: &'p Expr, steps: usize, list: &mut ToolList<'p>) {
        let Some(steps) = self.step(steps) else {
            list.is_dynamic = true;
            return;
        };
        match &value.kind {
            ExprKind::Sequence(items) => {
                for item in items {
                    match starred(item, scope.text()) {
                        Some(inner) => self.collect(scope, inner, steps, list),
                        None => self.collect_element(scope, Some(item), steps, list),
                    }
                }
            }
            ExprKind::Other(_) => match comprehension(value, scope.text()) {
                // `[tool for tool in (First, Second)]` is the list itself.
                Some((element, target, source)) if dotted(element).is_some() && dotted(element) == dotted(target) => {
                    self.collect(scope, source, steps, list);
                }
                Some(_) | None => list.is_dynamic = true,
            },
            ExprKind::Name(_) | ExprKind::Attribute { .. } => {
                let is_found = dotted(value).is_some_and(|name| {
                    self.collect_name(scope, &name, steps, list) || self.collect_outer(scope, &name, steps, list)
                });
                list.is_dynamic |= !is_found;
            }
            ExprKind::Binary { left, operator: Operator::Add, right } => {
                self.collect(scope, left, steps, list);
                self.collect(scope, right, steps, list);
            }
            // The union of two sets.
            ExprKind::Binary { left, operator: Operator::Other, right } if scope.between(left, right) == Some("|") => {
                self.collect(scope, left, steps, list);
                self.collect(scope, right, steps, list);
            }
            ExprKind::Conditional { then, otherwise, .. } => {
                self.collect(scope, then, steps, list);
                self.collect(scope, otherwise, steps, list);
            }
            ExprKind::Either(parts) => parts.iter().for_each(|part| self.collect(scope, part, steps, list)),
            // Part of a list: which part is not asked, no tool is dropped.
            ExprKind::Subscript { value, .. } => self.collect(scope, value, steps, list),
            ExprKind::Dict(rows) => {
                for (_, value) in rows {
                    match value.kind {
                        ExprKind::Sequence(_) => self.collect(scope, value, steps, list),
                        _ => self.collect_element(scope, Some(value), steps, list),
                    }
                }
            }
            ExprKind::Call(call) => self.collect_call(scope, call, steps, list),
            _ => list.is_dynamic = true,
        }
    }

    /// `list(tools)`, `tools.copy()`, `CLASSES.values()`, or a function of the toolbox that returns the list.
    fn collect_call(&self, scope: &Scope<'p>, call: &'p Call, steps: usize, list: &mut ToolList<'p>) {
        match (dotted(&call.function).as_deref(), call.arguments.as_slice()) {
            (Some("list" | "tuple" | "set" | "sorted"), [first, ..]) if !first.unpacked => {
                return self.collect(scope, &first.value, steps, list);
            }
            (Some("list" | "tuple" | "set"), []) => return,
            (Some(_) | None, _) => {}
        }
        if let ExprKind::Attribute { value, name } = &call.function.kind
            && matches!(&**name, "copy" | "values")
        {
            return self.collect(scope, value, steps, list);
        }
        let returned = self.function(scope, call).map(|inner| (inner.returned(), inner));
        match returned {
            Some((values, inner)) if !values.is_empty() => {
                values.into_iter().for_each(|value| self.collect(&inner, value, steps, list));
            }
            Some(_) | None => list.is_dynamic = true,
        }
    }

    /// The body of the function or method of the toolbox that is called.
    fn function(&self, scope: &Scope<'p>, call: &Call) -> Option<Scope<'p>> {
        let name = dotted(&call.function)?;
        let Some((owner, name)) = name.split_once('.') else {
            return Some(Scope::new(scope.file, &function_in(&scope.file.module.body, &name)?.body));
        };
        let class = matches!(owner, "self" | "cls" | "Toolbox").then(|| self.program.class(scope.file, "Toolbox"))??;
        let mut lineage = self.program.lineage(class).into_iter();
        lineage.find_map(|class| Some(Scope::new(class.file, &method(class.class, name)?.body)))
    }

    /// A list that is made at the top level of this file or of an imported one.
    fn collect_outer(&self, scope: &Scope<'p>, name: &str, steps: usize, list: &mut ToolList<'p>) -> bool {
        let Some(steps) = self.step(steps) else { return false };
        let Some(Named::Value(file, _)) = self.program.resolve(scope.file, name) else { return false };
        let outer = Scope::new(file, &file.module.body);
        let own_name = name.rsplit('.').next().unwrap_or(name);
        self.collect_name(&outer, own_name, steps, list)
    }

    /// Adds one element: a tool class.
    fn collect_element(&self, scope: &Scope<'p>, element: Option<&'p Expr>, steps: usize, list: &mut ToolList<'p>) {
        let Some(name) = element.and_then(dotted) else {
            list.is_dynamic = true;
            return;
        };
        match self.program.class(scope.file, &name) {
            Some(found) => list.add_entry(Listed::Class(found)),
            None => match scope.binding_loop(&name) {
                // `for tool in (First, Second)` gives the name each of them.
                Some([source]) => self.collect(scope, source, steps, list),
                Some(_) => list.is_dynamic = true,
                None => list.add_entry(Listed::Unknown(name)),
            },
        }
    }
}

impl<'p> ToolList<'p> {
    fn add(&mut self, other: ToolList<'p>) {
        for entry in other.entries {
            self.add_entry(entry);
        }
        self.is_dynamic |= other.is_dynamic;
    }

    /// A class listed twice is one tool.
    fn add_entry(&mut self, entry: Listed<'p>) {
        let is_same = |known: &Listed<'p>| match (known, &entry) {
            (Listed::Class(known), Listed::Class(found)) => std::ptr::eq(known.class, found.class),
            (Listed::Unknown(known), Listed::Unknown(name)) => known == name,
            (Listed::Class(_), Listed::Unknown(_)) | (Listed::Unknown(_), Listed::Class(_)) => false,
        };
        if !self.entries.iter().any(is_same) {
            self.entries.push(entry);
        }
    }
}

impl<'p> Scope<'p> {
    fn new(file: &'p PyFile, body: &'p [Statement]) -> Self {
        Self { file, body, statements: flat(body) }
    }

    /// True for a statement that always runs: it stands in no block.
    fn always_runs(&self, statement: &'p Statement) -> bool {
        self.body.as_ptr_range().contains(&std::ptr::from_ref(statement))
    }

    /// The value last assigned to a name.
    pub(super) fn last_assigned(&self, name: &str) -> Option<&'p Expr> {
        self.statements.iter().rev().find_map(|statement| match statement {
            Statement::Assign { targets, value, .. } => targets.iter().any(|target| is_name(target, name)).then_some(value),
            Statement::Class(_)
            | Statement::Function(_)
            | Statement::Augment { .. }
            | Statement::Evaluate(_)
            | Statement::Return { .. }
            | Statement::Import { .. }
            | Statement::Block { .. } => None,
        })
    }

    /// The values that a function returns.
    fn returned(&self) -> Vec<&'p Expr> {
        let value = |statement: &&'p Statement| match statement {
            Statement::Return { value, .. } => value.as_ref(),
            Statement::Class(_)
            | Statement::Function(_)
            | Statement::Assign { .. }
            | Statement::Augment { .. }
            | Statement::Evaluate(_)
            | Statement::Import { .. }
            | Statement::Block { .. } => None,
        };
        self.statements.iter().filter_map(value).collect()
    }

    fn text(&self) -> &'p str {
        &self.file.script.source.text
    }

    /// The operator between two operands.
    fn between(&self, left: &Expr, right: &Expr) -> Option<&'p str> {
        Some(self.text().get(left.span.end as usize..right.span.start as usize)?.trim())
    }

    /// What the `for` runs over that gives the name its values.
    fn binding_loop(&self, name: &str) -> Option<&'p [Expr]> {
        self.statements.iter().find_map(|statement| match statement {
            Statement::Block { bindings, heads, .. } => {
                bindings.iter().any(|binding| is_name(binding, name)).then_some(heads.as_slice())
            }
            Statement::Class(_)
            | Statement::Function(_)
            | Statement::Assign { .. }
            | Statement::Augment { .. }
            | Statement::Evaluate(_)
            | Statement::Return { .. }
            | Statement::Import { .. } => None,
        })
    }
}

/// For `name + [a] + [b]`: what is added to `name`; else `None`.
fn additions<'p>(value: &'p Expr, name: &str) -> Option<Vec<&'p Expr>> {
    let mut added = Vec::new();
    let mut at = value;
    while let ExprKind::Binary { left, operator: Operator::Add, right } = &at.kind {
        added.push(&**right);
        at = left;
    }
    added.reverse();
    is_name(at, name).then_some(added)
}

fn is_name(expr: &Expr, name: &str) -> bool {
    dotted(expr).as_deref() == Some(name)
}
