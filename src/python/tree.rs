//! The syntax tree as Waybill needs it: statements and expressions with byte ranges.
//!
//! In: built by the reader. Out: plain values for the toolbox reader and for folding.
//! Never shows the parser behind it; parts that mean nothing to a publication are kept only as children.

use std::fmt;
use std::ops::Deref;

use crate::text::Span;

/// A name or a short word of the source; most take no memory of their own, and copies never do.
#[derive(Clone, PartialEq, Eq)]
pub struct Name(ruff_python_ast::name::Name);

impl Name {
    /// The parser's name, shared.
    pub(super) fn shared(name: &ruff_python_ast::name::Name) -> Self {
        Self(name.clone())
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self(ruff_python_ast::name::Name::new(text))
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &**self)
    }
}

/// A statement.
#[derive(Clone, Debug)]
pub enum Statement {
    /// `class Name(bases): body`.
    Class(Class),
    /// `def name(parameters): body`.
    Function(Function),
    /// `targets = value`, also with an annotation; `a = b = 1` has two targets.
    Assign {
        /// What is assigned to, left to right.
        targets: Vec<Expr>,
        /// The value.
        value: Expr,
        /// The whole statement.
        span: Span,
    },
    /// `target += value` and its kin.
    Augment {
        /// What is changed.
        target: Expr,
        /// What it is changed by.
        value: Expr,
        /// The whole statement.
        span: Span,
    },
    /// An expression that stands alone.
    Evaluate(Expr),
    /// `return value`.
    Return {
        /// The value, if any.
        value: Option<Expr>,
        /// The whole statement.
        span: Span,
    },
    /// `import` or `from … import`: places in [`Module::imports`](super::Module::imports).
    Import {
        /// Which imports this statement makes.
        imports: std::ops::Range<usize>,
        /// The whole statement.
        span: Span,
    },
    /// `if`, `for`, `while`, `with`, `try`, `match`: their expressions, bindings and bodies.
    Block {
        /// Tests, iterables, context managers, raised and deleted values.
        heads: Vec<Expr>,
        /// Names bound by `for`, `with … as`, `except … as`.
        bindings: Vec<Expr>,
        /// The suites, in order.
        bodies: Vec<Vec<Statement>>,
        /// True where a failing import in the first body is survived (`try` with `except`).
        guards_imports: bool,
        /// The whole statement.
        span: Span,
    },
}

/// The statements of a body with those inside its blocks, in source order; classes and functions are not entered.
pub fn flat(body: &[Statement]) -> Vec<&Statement> {
    let mut found = Vec::new();
    let mut open: Vec<&Statement> = body.iter().rev().collect();
    while let Some(statement) = open.pop() {
        found.push(statement);
        if let Statement::Block { bodies, .. } = statement {
            open.extend(bodies.iter().rev().flat_map(|suite| suite.iter().rev()));
        }
    }
    found
}

/// The classes of a body with those inside its blocks, in source order.
pub fn classes(body: &[Statement]) -> impl Iterator<Item = &Class> {
    flat(body).into_iter().filter_map(|statement| if let Statement::Class(class) = statement { Some(class) } else { None })
}

/// A class definition.
#[derive(Clone, Debug)]
pub struct Class {
    /// Its name.
    pub name: Name,
    /// Its base classes, decorators left out.
    pub bases: Vec<Expr>,
    /// Its body.
    pub body: Vec<Statement>,
    /// The whole statement.
    pub span: Span,
}

/// A function or method definition.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name.
    pub name: Name,
    /// The names of its parameters, in order.
    pub parameters: Vec<Name>,
    /// Default values, in order.
    pub defaults: Vec<Expr>,
    /// Decorators.
    pub decorators: Vec<Expr>,
    /// Its body.
    pub body: Vec<Statement>,
    /// The whole statement.
    pub span: Span,
}

/// An expression with its byte range.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A string literal: a place in [`Module::literals`](super::Module::literals).
    Text(usize),
    /// An f-string (also one implicitly joined with plain strings).
    Format(Vec<TextPiece>),
    /// A whole number that fits.
    Integer(i64),
    /// `True`, `False`, `None` and other constants, bytes included.
    Constant(Name),
    /// A name.
    Name(Name),
    /// `value.name`.
    Attribute {
        /// What stands before the dot.
        value: Box<Expr>,
        /// The name after it.
        name: Name,
    },
    /// A call.
    Call(Box<Call>),
    /// `value[index]`.
    Subscript {
        /// What is indexed.
        value: Box<Expr>,
        /// The index.
        index: Box<Expr>,
    },
    /// `left operator right`.
    Binary {
        /// Left operand.
        left: Box<Expr>,
        /// The operator.
        operator: Operator,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `then if test else otherwise`.
    Conditional {
        /// The condition.
        test: Box<Expr>,
        /// The value if it holds.
        then: Box<Expr>,
        /// The value if not.
        otherwise: Box<Expr>,
    },
    /// `a or b`, `a and b`.
    Either(Vec<Expr>),
    /// List, tuple or set.
    Sequence(Vec<Expr>),
    /// A dictionary; a key is `None` for `**more`.
    Dict(Vec<(Option<Expr>, Expr)>),
    /// A comparison: its operands.
    Comparison(Vec<Expr>),
    /// Anything else that has parts: lambdas, comprehensions, slices, `await`, `not x`.
    Other(Vec<Expr>),
}

/// Part of an f-string.
#[derive(Clone, Debug)]
pub enum TextPiece {
    /// Text between the braces, decoded; not a literal of its own.
    Text(String),
    /// `{value}` without a format or conversion that changes it.
    Value(Expr),
    /// `{value:spec}` or `{value!r}`: cannot be folded.
    Formatted(Expr),
}

/// A call with its arguments.
#[derive(Clone, Debug)]
pub struct Call {
    /// What is called.
    pub function: Expr,
    /// Positional and keyword arguments in order.
    pub arguments: Vec<Argument>,
}

/// One argument of a call.
#[derive(Clone, Debug)]
pub struct Argument {
    /// The keyword, if any.
    pub name: Option<Name>,
    /// The value.
    pub value: Expr,
    /// True for `*value` and `**value`.
    pub unpacked: bool,
}

/// The operators that build paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`.
    Add,
    /// `%`.
    Modulo,
    /// `/`, as `pathlib` uses it.
    Divide,
    /// Any other.
    Other,
}

impl Expr {
    /// `a.b.c` as text, if the expression is nothing but names and dots.
    pub fn dotted(&self) -> Option<String> {
        match &self.kind {
            ExprKind::Name(name) => Some(name.to_string()),
            ExprKind::Attribute { value, name } => {
                let mut dotted = value.dotted()?;
                dotted.push('.');
                dotted.push_str(name);
                Some(dotted)
            }
            _ => None,
        }
    }

    /// True if the expression is the names and dots of `dotted`.
    pub fn is_dotted(&self, dotted: &str) -> bool {
        match &self.kind {
            ExprKind::Name(name) => **name == *dotted,
            ExprKind::Attribute { value, name } => {
                let owner = dotted.strip_suffix(&**name).and_then(|front| front.strip_suffix('.'));
                owner.is_some_and(|owner| value.is_dotted(owner))
            }
            _ => false,
        }
    }

    /// The direct parts of this expression, in source order.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Text(_) | ExprKind::Integer(_) | ExprKind::Constant(_) | ExprKind::Name(_) => Vec::new(),
            ExprKind::Format(pieces) => pieces
                .iter()
                .filter_map(|piece| match piece {
                    TextPiece::Text(_) => None,
                    TextPiece::Value(value) | TextPiece::Formatted(value) => Some(value),
                })
                .collect(),
            ExprKind::Attribute { value, .. } => vec![value],
            ExprKind::Call(call) => {
                std::iter::once(&call.function).chain(call.arguments.iter().map(|argument| &argument.value)).collect()
            }
            ExprKind::Subscript { value, index } => vec![value, index],
            ExprKind::Binary { left, right, .. } => vec![left, right],
            ExprKind::Conditional { test, then, otherwise } => vec![then, test, otherwise],
            ExprKind::Either(parts) | ExprKind::Sequence(parts) | ExprKind::Comparison(parts) | ExprKind::Other(parts) => {
                parts.iter().collect()
            }
            ExprKind::Dict(rows) => rows.iter().flat_map(|(key, value)| key.iter().chain(std::iter::once(value))).collect(),
        }
    }
}
