//! Turns the parser's statements into Waybill's.
//!
//! In: a [`Prepared`] source. Out: [`Lowered`]: statements, literals, imports, and what was noticed on the way.
//! Never looks at meaning: contexts and places only. Everything is visited in source order.

use ruff_python_ast::{self as ast, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::literals::LostString;
use super::positions::Positions;
use super::reader::Prepared;
use super::version::note;
use super::{Class, Context, Expr, ExprKind, Function, Import, Literal, Name, Statement};
use crate::text::{LineIndex, Position, Span};

/// What reading one source gives, before names are followed.
#[derive(Default)]
pub(super) struct Lowered {
    pub body: Vec<Statement>,
    pub literals: Vec<Literal>,
    pub imports: Vec<Import>,
    /// The name that `import a.b as c` binds; beside `imports`.
    pub aliases: Vec<Option<Name>>,
    /// Names bound where the tree does not show it.
    pub rebound: Vec<Rebound>,
    /// Syntax of Python 3 only, the first place of each kind.
    pub newer: Vec<(Span, &'static str, (u8, u8))>,
    /// Forms that mean something only in Python 2.
    pub needs_python2: Vec<Span>,
    /// Literals written `u"…"`, where Python 2 reads `\U` as Python 3 does.
    pub unicode_literals: Vec<Span>,
    /// Where each default value starts, and its parameter, in source order.
    pub defaults: Vec<(u32, Name)>,
    /// Where a new import line may stand.
    pub import_place: u32,
    /// True after `from __future__ import print_function`.
    pub prints_by_function: bool,
}

/// A name bound by a comprehension, lambda, walrus, `del` or `match`, or declared `global`.
pub(super) struct Rebound {
    pub name: Name,
    pub at: u32,
    /// True for `global` and `nonlocal`: the name is one of an outer scope.
    pub is_outer: bool,
}

/// Reads the statements of `source`.
pub(super) fn lower(source: &Prepared<'_>, lines: &LineIndex) -> Lowered {
    let mut lowering = Lowering::new(source, lines, Vec::new());
    lowering.run();
    let lost = lowering.lost_strings();
    if lost.is_empty() {
        return lowering.out;
    }
    // Rare: error recovery dropped strings. A second run puts them in between, so that order and places agree.
    let mut lowering = Lowering::new(source, lines, lost);
    lowering.run();
    lowering.out
}

pub(super) struct Lowering<'a> {
    pub source: &'a Prepared<'a>,
    pub out: Lowered,
    /// How many expressions are open.
    pub depth: usize,
    /// How many functions are open.
    pub functions: usize,
    /// How many suites are open in which a failing import is survived.
    pub guards: usize,
    positions: Positions<'a>,
    /// Strings that are not in the tree, last first.
    pub lost: Vec<LostString>,
}

impl<'a> Lowering<'a> {
    fn new(source: &'a Prepared<'a>, lines: &'a LineIndex, mut lost: Vec<LostString>) -> Self {
        lost.reverse();
        let positions = Positions::new(source.text, lines);
        Self { source, out: Lowered::default(), depth: 0, functions: 0, guards: 0, positions, lost }
    }

    fn run(&mut self) {
        let body = &self.source.parsed.syntax().body;
        self.out.import_place = self.import_place(body);
        self.out.body = self.suite(body);
        self.add_lost_strings(u32::MAX);
    }

    pub fn span(&self, range: TextRange) -> Span {
        self.source.shifts.span(range)
    }

    pub fn position(&mut self, offset: u32) -> Position {
        self.positions.at(offset)
    }

    pub fn newer(&mut self, range: TextRange, what: &'static str, since: (u8, u8)) {
        let span = self.span(range);
        note(&mut self.out.newer, span, what, since);
    }

    pub fn rebind(&mut self, name: &str, range: TextRange, is_outer: bool) {
        let at = self.span(range).start;
        self.out.rebound.push(Rebound { name: name.into(), at, is_outer });
    }

    pub fn suite(&mut self, body: &[Stmt]) -> Vec<Statement> {
        let mut statements = Vec::with_capacity(body.len());
        for statement in body {
            self.statement(statement, &mut statements);
        }
        statements
    }

    /// A suite in which a failing import is survived.
    fn guarded_suite(&mut self, body: &[Stmt], is_guarded: bool) -> Vec<Statement> {
        self.guards += usize::from(is_guarded);
        let suite = self.suite(body);
        self.guards -= usize::from(is_guarded);
        suite
    }

    fn statement(&mut self, statement: &Stmt, into: &mut Vec<Statement>) {
        let span = self.span(statement.range());
        into.push(match statement {
            Stmt::FunctionDef(function) => self.function(function, span),
            Stmt::ClassDef(class) => self.class(class, span),
            Stmt::Return(node) => {
                Statement::Return { value: node.value.as_deref().map(|value| self.expr(value, Some(Context::Return))), span }
            }
            Stmt::Delete(node) => {
                node.targets.iter().for_each(|target| self.rebind_targets(target));
                self.block(&node.targets, span)
            }
            Stmt::TypeAlias(node) => self.block([&*node.name, &*node.value], span),
            Stmt::Assign(node) => self.assign(node, span),
            Stmt::AugAssign(node) => Statement::Augment {
                target: self.expr(&node.target, None),
                value: self.expr(&node.value, Some(Context::Assignment)),
                span,
            },
            Stmt::AnnAssign(node) => {
                self.newer(node.annotation.range(), "variable annotations", (3, 6));
                let target = self.expr(&node.target, None);
                self.expr(&node.annotation, None);
                let Some(value) = &node.value else { return };
                let value = self.expr(value, Some(Context::Assignment));
                Statement::Assign { targets: vec![target], value, span }
            }
            Stmt::For(node) => {
                self.note_async(node.is_async, node.range);
                let bindings = vec![self.expr(&node.target, None)];
                let heads = vec![self.expr(&node.iter, None)];
                let bodies = vec![self.suite(&node.body), self.suite(&node.orelse)];
                Statement::Block { heads, bindings, bodies, guards_imports: false, span }
            }
            Stmt::While(node) => {
                let heads = vec![self.expr(&node.test, None)];
                let bodies = vec![self.suite(&node.body), self.suite(&node.orelse)];
                Statement::Block { heads, bindings: Vec::new(), bodies, guards_imports: false, span }
            }
            Stmt::If(node) => self.branches(node, span),
            Stmt::With(node) => self.with(node, span),
            Stmt::Match(node) => self.match_statement(node, span),
            Stmt::Raise(node) => {
                if let Some(cause) = &node.cause {
                    self.newer(cause.range(), "raise … from", (3, 0));
                }
                self.block(node.exc.iter().chain(&node.cause).map(AsRef::as_ref), span)
            }
            Stmt::Try(node) => self.try_statement(node, span),
            Stmt::Assert(node) => self.block(std::iter::once(&node.test).chain(&node.msg).map(AsRef::as_ref), span),
            Stmt::Import(node) => self.import(node, span),
            Stmt::ImportFrom(node) => self.import_from(node, span),
            Stmt::Global(node) => return node.names.iter().for_each(|name| self.rebind(name, name.range, true)),
            Stmt::Nonlocal(node) => {
                self.newer(node.range, "nonlocal", (3, 0));
                return node.names.iter().for_each(|name| self.rebind(name, name.range, true));
            }
            Stmt::Expr(node) => {
                self.note_print(&node.value);
                Statement::Evaluate(self.expr(&node.value, None))
            }
            Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) | Stmt::IpyEscapeCommand(_) => return,
        });
    }

    fn block<'b>(&mut self, heads: impl IntoIterator<Item = &'b ast::Expr>, span: Span) -> Statement {
        let heads = heads.into_iter().map(|head| self.expr(head, None)).collect();
        Statement::Block { heads, bindings: Vec::new(), bodies: Vec::new(), guards_imports: false, span }
    }

    pub fn note_async(&mut self, is_async: bool, range: TextRange) {
        if is_async {
            self.newer(range, "async", (3, 5));
        }
    }

    /// `print >>file, x` parses in Python 3, but as a shift of a function.
    fn note_print(&mut self, value: &ast::Expr) {
        let first = match value {
            ast::Expr::Tuple(tuple) => tuple.elts.first().unwrap_or(value),
            _ => value,
        };
        if let ast::Expr::BinOp(shift) = first
            && shift.op == ast::Operator::RShift
            && matches!(&*shift.left, ast::Expr::Name(name) if name.id.as_str() == "print")
        {
            let span = self.span(value.range());
            self.out.needs_python2.push(span);
        }
    }

    fn assign(&mut self, node: &ast::StmtAssign, span: Span) -> Statement {
        if !self.source.statements.is_empty() && self.source.statements.contains(&node.range.start().to_u32()) {
            return Statement::Evaluate(self.expr(&node.value, None));
        }
        let targets = node.targets.iter().map(|target| self.expr(target, None)).collect();
        Statement::Assign { targets, value: self.expr(&node.value, Some(Context::Assignment)), span }
    }

    fn function(&mut self, node: &ast::StmtFunctionDef, span: Span) -> Statement {
        self.note_async(node.is_async, node.range);
        let decorators = node.decorator_list.iter().map(|decorator| self.expr(&decorator.expression, None)).collect();
        if let Some(annotation) = &node.returns {
            self.newer(annotation.range(), "function annotations", (3, 0));
        }
        let mut parameters = Vec::new();
        let mut defaults = Vec::new();
        self.parameters(&node.parameters, &mut parameters, &mut defaults);
        if let Some(annotation) = &node.returns {
            self.expr(annotation, None);
        }
        self.functions += 1;
        let body = self.suite(&node.body);
        self.functions -= 1;
        Statement::Function(Function { name: Name::shared(&node.name.id), parameters, defaults, decorators, body, span })
    }

    pub fn parameters(&mut self, node: &ast::Parameters, names: &mut Vec<Name>, defaults: &mut Vec<Expr>) {
        if let Some(keyword_only) = node.kwonlyargs.first() {
            self.newer(keyword_only.range, "keyword-only parameters", (3, 0));
        }
        for parameter in node.iter_source_order() {
            names.push(Name::shared(&parameter.name().id));
            if let Some(annotation) = parameter.annotation() {
                self.newer(annotation.range(), "function annotations", (3, 0));
                self.expr(annotation, None);
            }
            if let Some(default) = parameter.default() {
                let default = self.expr(default, Some(Context::Default));
                self.out.defaults.push((default.span.start, Name::shared(&parameter.name().id)));
                defaults.push(default);
            }
        }
    }

    fn class(&mut self, node: &ast::StmtClassDef, span: Span) -> Statement {
        for decorator in &node.decorator_list {
            self.expr(&decorator.expression, None);
        }
        let mut bases = Vec::new();
        for argument in node.arguments.iter().flat_map(|arguments| arguments.iter_source_order()) {
            match argument {
                ast::ArgOrKeyword::Arg(base) => bases.push(self.expr(base, None)),
                ast::ArgOrKeyword::Keyword(keyword) => {
                    self.newer(keyword.range, "keywords in a class statement", (3, 0));
                    self.expr(&keyword.value, Some(Context::Keyword));
                }
            }
        }
        let body = self.suite(&node.body);
        Statement::Class(Class { name: Name::shared(&node.name.id), bases, body, span })
    }

    fn branches(&mut self, node: &ast::StmtIf, span: Span) -> Statement {
        let mut heads = vec![self.expr(&node.test, None)];
        let for_checkers = heads.first().and_then(Expr::dotted).is_some_and(|test| test.ends_with("TYPE_CHECKING"));
        let mut bodies = vec![self.guarded_suite(&node.body, for_checkers)];
        for clause in &node.elif_else_clauses {
            if let Some(test) = &clause.test {
                heads.push(self.expr(test, None));
            }
            bodies.push(self.suite(&clause.body));
        }
        Statement::Block { heads, bindings: Vec::new(), bodies, guards_imports: false, span }
    }

    fn with(&mut self, node: &ast::StmtWith, span: Span) -> Statement {
        self.note_async(node.is_async, node.range);
        let (mut heads, mut bindings) = (Vec::new(), Vec::new());
        for item in &node.items {
            heads.push(self.expr(&item.context_expr, None));
            if let Some(target) = &item.optional_vars {
                bindings.push(self.expr(target, None));
            }
        }
        let bodies = vec![self.suite(&node.body)];
        Statement::Block { heads, bindings, bodies, guards_imports: false, span }
    }

    fn try_statement(&mut self, node: &ast::StmtTry, span: Span) -> Statement {
        let guards_imports = !node.handlers.is_empty();
        let mut bodies = vec![self.guarded_suite(&node.body, guards_imports)];
        let (mut heads, mut bindings) = (Vec::new(), Vec::new());
        for ast::ExceptHandler::ExceptHandler(handler) in &node.handlers {
            if let Some(caught) = &handler.type_ {
                heads.push(self.expr(caught, None));
            }
            if let Some(name) = &handler.name {
                bindings.push(Expr { kind: ExprKind::Name(Name::shared(&name.id)), span: self.span(name.range) });
            }
            bodies.push(self.guarded_suite(&handler.body, true));
        }
        bodies.push(self.suite(&node.orelse));
        bodies.push(self.suite(&node.finalbody));
        Statement::Block { heads, bindings, bodies, guards_imports, span }
    }

    fn match_statement(&mut self, node: &ast::StmtMatch, span: Span) -> Statement {
        let mut heads = vec![self.expr(&node.subject, None)];
        let mut bodies = Vec::new();
        for case in &node.cases {
            self.pattern(&case.pattern, &mut heads);
            if let Some(guard) = &case.guard {
                heads.push(self.expr(guard, None));
            }
            bodies.push(self.suite(&case.body));
        }
        Statement::Block { heads, bindings: Vec::new(), bodies, guards_imports: false, span }
    }

    /// The byte after encoding line, docstring and `from __future__`, at the start of a line.
    fn import_place(&self, body: &[Stmt]) -> u32 {
        let text = self.source.text;
        let mut after = None;
        for (at, statement) in body.iter().enumerate() {
            let belongs_to_head = match statement {
                Stmt::Expr(node) => at == 0 && node.value.is_string_literal_expr(),
                Stmt::ImportFrom(node) => node.module.as_ref().is_some_and(|module| module.as_str() == "__future__"),
                _ => false,
            };
            if !belongs_to_head {
                break;
            }
            after = Some(self.span(statement.range()).end as usize);
        }
        let line_after = |at: usize| {
            let rest = text.get(at..).unwrap_or_default();
            match rest.find(['\n', '\r']) {
                Some(end) => at + end + if rest.get(end..).is_some_and(|end| end.starts_with("\r\n")) { 2 } else { 1 },
                None => text.len(),
            }
        };
        if let Some(after) = after {
            return line_after(after) as u32;
        }
        let (mut place, mut start) = (0, 0);
        for _ in 0..2 {
            let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default().trim_start();
            if !line.starts_with('#') {
                break;
            }
            start = line_after(start);
            if line.starts_with("#!") || line.contains("coding") {
                place = start;
            }
        }
        place as u32
    }
}
