//! Tells whether two sources are the same program apart from replaced places.
//!
//! In: two modules, and the byte ranges of the first that were replaced. Out: yes or no.
//! Never compares spelling: only structure and values count.

use super::{Call, Expr, ExprKind, Function, Literal, Module, Statement, TextPiece};
use crate::text::Span;

/// True if `after` is `before` with other expressions at `replaced`, with the assignments at `inserted` (bytes of the new text),
/// and with `added` more statements at the import place.
///
/// `added` is 0 or 1; the added statement is an import.
pub fn same_program(before: &Module, after: &Module, replaced: &[Span], inserted: &[Span], added: usize) -> bool {
    let pair = Pair { before: &before.literals, after: &after.literals, replaced, inserted };
    let mut rest: Vec<&Statement> = after.body.iter().collect();
    if added > 0 {
        let place = before.body.iter().take_while(|statement| start(statement) < before.import_place).count();
        if place >= rest.len() || !matches!(rest.remove(place), Statement::Import { .. }) {
            return false;
        }
    }
    rest.retain(|statement| !pair.is_inserted(statement));
    before.body.len() == rest.len() && before.body.iter().zip(rest).all(|(a, b)| pair.statement(a, b))
}

fn start(statement: &Statement) -> u32 {
    match statement {
        Statement::Class(class) => class.span.start,
        Statement::Function(function) => function.span.start,
        Statement::Evaluate(value) => value.span.start,
        Statement::Assign { span, .. }
        | Statement::Augment { span, .. }
        | Statement::Return { span, .. }
        | Statement::Import { span, .. }
        | Statement::Block { span, .. } => span.start,
    }
}

struct Pair<'a> {
    before: &'a [Literal],
    after: &'a [Literal],
    replaced: &'a [Span],
    inserted: &'a [Span],
}

impl Pair<'_> {
    fn is_inserted(&self, statement: &Statement) -> bool {
        matches!(statement, Statement::Assign { span, .. } if self.inserted.contains(span))
    }

    fn statements(&self, a: &[Statement], b: &[Statement]) -> bool {
        let mut kept = b.iter().filter(|statement| !self.is_inserted(statement));
        a.iter().all(|a| kept.next().is_some_and(|b| self.statement(a, b))) && kept.next().is_none()
    }

    fn statement(&self, a: &Statement, b: &Statement) -> bool {
        match (a, b) {
            (Statement::Class(a), Statement::Class(b)) => {
                a.name == b.name && self.exprs(&a.bases, &b.bases) && self.statements(&a.body, &b.body)
            }
            (Statement::Function(a), Statement::Function(b)) => self.function(a, b),
            (Statement::Assign { targets, value, .. }, Statement::Assign { targets: other, value: new, .. }) => {
                self.exprs(targets, other) && self.expr(value, new)
            }
            (Statement::Augment { target, value, .. }, Statement::Augment { target: other, value: new, .. }) => {
                self.expr(target, other) && self.expr(value, new)
            }
            (Statement::Evaluate(a), Statement::Evaluate(b)) => self.expr(a, b),
            (Statement::Return { value: a, .. }, Statement::Return { value: b, .. }) => match (a, b) {
                (Some(a), Some(b)) => self.expr(a, b),
                (a, b) => a.is_none() && b.is_none(),
            },
            (Statement::Import { imports: a, .. }, Statement::Import { imports: b, .. }) => a.len() == b.len(),
            (
                Statement::Block { heads, bindings, bodies, .. },
                Statement::Block { heads: other_heads, bindings: other_bindings, bodies: other_bodies, .. },
            ) => {
                self.exprs(heads, other_heads)
                    && self.exprs(bindings, other_bindings)
                    && bodies.len() == other_bodies.len()
                    && bodies.iter().zip(other_bodies).all(|(a, b)| self.statements(a, b))
            }
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }

    fn function(&self, a: &Function, b: &Function) -> bool {
        a.name == b.name
            && a.parameters == b.parameters
            && self.exprs(&a.defaults, &b.defaults)
            && self.exprs(&a.decorators, &b.decorators)
            && self.statements(&a.body, &b.body)
    }

    fn exprs(&self, a: &[Expr], b: &[Expr]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.expr(a, b))
    }

    fn expr(&self, a: &Expr, b: &Expr) -> bool {
        if self.replaced.contains(&a.span) {
            return true;
        }
        match (&a.kind, &b.kind) {
            (ExprKind::Text(a), ExprKind::Text(b)) => match (self.before.get(*a), self.after.get(*b)) {
                (Some(a), Some(b)) => self.replaced.contains(&a.span) || a.value == b.value,
                (a, b) => a.is_none() && b.is_none(),
            },
            (ExprKind::Format(a), ExprKind::Format(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.piece(a, b)),
            (ExprKind::Integer(a), ExprKind::Integer(b)) => a == b,
            (ExprKind::Constant(a), ExprKind::Constant(b)) | (ExprKind::Name(a), ExprKind::Name(b)) => a == b,
            (ExprKind::Attribute { value: a, name }, ExprKind::Attribute { value: b, name: other }) => {
                name == other && self.expr(a, b)
            }
            (ExprKind::Call(a), ExprKind::Call(b)) => self.call(a, b),
            (ExprKind::Binary { operator: a, .. }, ExprKind::Binary { operator: b, .. }) if a != b => false,
            (a_kind, b_kind) => {
                let (a, b) = (a.children(), b.children());
                std::mem::discriminant(a_kind) == std::mem::discriminant(b_kind)
                    && a.len() == b.len()
                    && a.iter().zip(&b).all(|(a, b)| self.expr(a, b))
            }
        }
    }

    fn piece(&self, a: &TextPiece, b: &TextPiece) -> bool {
        match (a, b) {
            (TextPiece::Text(a), TextPiece::Text(b)) => a == b,
            (TextPiece::Value(a), TextPiece::Value(b)) | (TextPiece::Formatted(a), TextPiece::Formatted(b)) => self.expr(a, b),
            (TextPiece::Text(_) | TextPiece::Value(_) | TextPiece::Formatted(_), _) => false,
        }
    }

    fn call(&self, a: &Call, b: &Call) -> bool {
        let same = |(a, b): (&super::Argument, &super::Argument)| {
            a.name == b.name && a.unpacked == b.unpacked && self.expr(&a.value, &b.value)
        };
        self.expr(&a.function, &b.function)
            && a.arguments.len() == b.arguments.len()
            && a.arguments.iter().zip(&b.arguments).all(same)
    }
}
