//! Small questions about Python syntax that reading a .pyt asks again and again.
//!
//! In: statements and expressions. Out: the ones that are meant among them.
//! Never recurses: a source may be nested as deeply as it likes.

use crate::python::{Call, Class, Expr, ExprKind, Function, Statement, flat};

/// The most dots a name may have here; real ones have a handful.
const MOST_DOTS: usize = 32;

/// `a.b.c` as text, if the expression is nothing but names and dots.
pub(super) fn dotted(expr: &Expr) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    let mut at = expr;
    while names.len() < MOST_DOTS {
        match &at.kind {
            ExprKind::Name(name) => {
                names.push(name);
                names.reverse();
                return Some(names.join("."));
            }
            ExprKind::Attribute { value, name } => {
                names.push(name);
                at = value;
            }
            _ => return None,
        }
    }
    None
}

/// The element, the target and the source of `[element for target in source]`, without conditions.
pub(super) fn comprehension<'p>(expr: &'p Expr, text: &str) -> Option<(&'p Expr, &'p Expr, &'p Expr)> {
    let ExprKind::Other(parts) = &expr.kind else { return None };
    let [element, target, source] = parts.as_slice() else { return None };
    let between = |from: &Expr, to: &Expr| text.get(from.span.end as usize..to.span.start as usize).map(str::trim);
    let is_meant = between(element, target)?.ends_with("for") && between(target, source)?.starts_with("in");
    is_meant.then_some((element, target, source))
}

/// What stands behind the star of `*value`.
pub(super) fn starred<'p>(expr: &'p Expr, text: &str) -> Option<&'p Expr> {
    match &expr.kind {
        ExprKind::Other(parts) if expr.span.of(text).starts_with('*') => parts.first().filter(|_| parts.len() == 1),
        _ => None,
    }
}

/// A method of a class; of several, the last.
pub(super) fn method<'p>(class: &'p Class, name: &str) -> Option<&'p Function> {
    function_in(&class.body, name)
}

/// A function of a body; of several, the last.
pub(super) fn function_in<'p>(body: &'p [Statement], name: &str) -> Option<&'p Function> {
    flat(body).into_iter().rev().find_map(|statement| match statement {
        Statement::Function(function) if &*function.name == name => Some(function),
        Statement::Function(_)
        | Statement::Class(_)
        | Statement::Assign { .. }
        | Statement::Augment { .. }
        | Statement::Evaluate(_)
        | Statement::Return { .. }
        | Statement::Import { .. }
        | Statement::Block { .. } => None,
    })
}

/// `receiver.name(…)` where the statement is nothing else: the receiver, the method's name, the call.
pub(super) fn method_call(statement: &Statement) -> Option<(&Expr, &str, &Call)> {
    let Statement::Evaluate(Expr { kind: ExprKind::Call(call), .. }) = statement else { return None };
    let ExprKind::Attribute { value, name } = &call.function.kind else { return None };
    Some((value, name, call))
}

/// The positional argument at a place, counted from 0.
pub(super) fn positional(call: &Call, at: usize) -> Option<&Expr> {
    call.arguments.iter().filter(|argument| argument.name.is_none() && !argument.unpacked).nth(at).map(|found| &found.value)
}

/// The keyword argument of a name.
pub(super) fn keyword<'p>(call: &'p Call, name: &str) -> Option<&'p Expr> {
    let found = call.arguments.iter().find(|argument| argument.name.as_deref() == Some(name))?;
    Some(&found.value)
}
