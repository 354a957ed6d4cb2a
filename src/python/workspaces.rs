//! Finds where a script sets its workspace.
//!
//! In: the statements, their names. Out: the values of `arcpy.env.workspace`, in source order.
//! Never says which of them is in effect: that is for `fold`.

use super::fold::is_workspace;
use super::names::{MODULE, Names, Placed};
use super::{Expr, ExprKind, Statement};

/// The assignments to `arcpy.env.workspace`.
pub(super) fn workspaces<'a>(body: &'a [Statement], names: &Names<'a>) -> Vec<Placed<'a>> {
    let mut found = Vec::new();
    collect_workspaces(body, MODULE, names, &mut found);
    found
}

fn collect_workspaces<'a>(body: &'a [Statement], scope: usize, names: &Names<'a>, found: &mut Vec<Placed<'a>>) {
    for statement in body {
        match statement {
            Statement::Class(class) => collect_workspaces(&class.body, names.scope_at(class.span), names, found),
            Statement::Function(function) => collect_workspaces(&function.body, names.scope_at(function.span), names, found),
            Statement::Block { bodies, .. } => bodies.iter().for_each(|body| collect_workspaces(body, scope, names, found)),
            Statement::Assign { targets, value, .. } => {
                let is_setting = |target: &'a Expr| match &target.kind {
                    ExprKind::Attribute { name, .. } if name.eq_ignore_ascii_case("workspace") => {
                        names.resolve(target, scope).is_some_and(|dotted| is_workspace(&dotted))
                    }
                    _ => false,
                };
                if targets.iter().any(is_setting) {
                    found.push((value, scope));
                }
            }
            Statement::Augment { .. } | Statement::Evaluate(_) | Statement::Return { .. } | Statement::Import { .. } => {}
        }
    }
}
