//! Turns the parser's expressions into Waybill's, and gives each literal its context.
//!
//! In: expressions of the parser, and where they stand. Out: [`Expr`]; literals go into [`Lowered`](super::lower::Lowered).
//! Never goes deeper than [`DEEPEST`]: what lies below is searched for strings without recursion.
//! Rules: a tested literal stands in an assignment, an argument, a collection, a default or a `return`.

use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, TraversalSignal};
use ruff_python_ast::{self as ast, AnyNodeRef};
use ruff_text_size::Ranged;

use super::lower::Lowering;
use super::{Argument, Call, Context, Expr, ExprKind, Name, Operator, TextPiece};

/// How deep Waybill's own tree may get, so that every reader of it may recurse.
const DEEPEST: usize = 120;

impl Lowering<'_> {
    /// `node`, where a plain literal in its place has `context`.
    pub fn expr(&mut self, node: &ast::Expr, context: Option<Context>) -> Expr {
        let span = self.span(node.range());
        if self.depth >= DEEPEST {
            return Expr { kind: self.flattened(AnyNodeRef::from(node)), span };
        }
        self.depth += 1;
        let expr = match node {
            ast::Expr::StringLiteral(node) => self.string(node, context),
            node => Expr { kind: self.kind(node, context), span },
        };
        self.depth -= 1;
        expr
    }

    fn kind(&mut self, node: &ast::Expr, context: Option<Context>) -> ExprKind {
        match node {
            ast::Expr::StringLiteral(node) => self.string(node, context).kind,
            ast::Expr::Name(node) => ExprKind::Name(Name::shared(&node.id)),
            ast::Expr::Attribute(node) => {
                ExprKind::Attribute { value: self.boxed(&node.value, None), name: Name::shared(&node.attr.id) }
            }
            ast::Expr::Call(node) => self.call(node),
            ast::Expr::Subscript(node) => {
                ExprKind::Subscript { value: self.boxed(&node.value, None), index: Box::new(self.inert(&node.slice)) }
            }
            ast::Expr::BinOp(node) => self.binary(node),
            ast::Expr::BoolOp(node) => ExprKind::Either(node.values.iter().map(|value| self.expr(value, context)).collect()),
            ast::Expr::If(node) => {
                let then = self.boxed(&node.body, context);
                let test = self.boxed(&node.test, None);
                ExprKind::Conditional { test, then, otherwise: self.boxed(&node.orelse, context) }
            }
            ast::Expr::List(node) => self.sequence(&node.elts),
            ast::Expr::Tuple(node) => self.sequence(&node.elts),
            ast::Expr::Set(node) => self.sequence(&node.elts),
            ast::Expr::Dict(node) => ExprKind::Dict(node.items.iter().map(|item| self.row(item)).collect()),
            ast::Expr::Compare(node) => ExprKind::Comparison(
                std::iter::once(&*node.left).chain(&*node.comparators).map(|part| self.inert(part)).collect(),
            ),
            ast::Expr::FString(node) => self.format(node),
            ast::Expr::TString(node) => self.flattened(AnyNodeRef::from(node)),
            ast::Expr::NumberLiteral(node) => self.number(node),
            ast::Expr::BooleanLiteral(node) => ExprKind::Constant(if node.value { "True" } else { "False" }.into()),
            ast::Expr::NoneLiteral(_) => ExprKind::Constant("None".into()),
            ast::Expr::EllipsisLiteral(_) => ExprKind::Constant("...".into()),
            ast::Expr::BytesLiteral(node) => ExprKind::Constant(self.span(node.range).of(self.source.text).into()),
            ast::Expr::Named(node) => {
                self.rebind_targets(&node.target);
                let target = self.expr(&node.target, None);
                ExprKind::Other(vec![target, self.expr(&node.value, Some(Context::Assignment))])
            }
            ast::Expr::UnaryOp(node) => match (node.op, self.expr(&node.operand, None)) {
                (ast::UnaryOp::USub, Expr { kind: ExprKind::Integer(value), .. }) => ExprKind::Integer(value.saturating_neg()),
                (_, operand) => ExprKind::Other(vec![operand]),
            },
            ast::Expr::Lambda(node) => self.lambda(node),
            ast::Expr::ListComp(node) => self.comprehension(None, Some(&node.elt), &node.generators),
            ast::Expr::SetComp(node) => self.comprehension(None, Some(&node.elt), &node.generators),
            ast::Expr::Generator(node) => self.comprehension(None, Some(&node.elt), &node.generators),
            ast::Expr::DictComp(node) => self.comprehension(Some((node.key.as_deref(), &node.value)), None, &node.generators),
            ast::Expr::Await(node) => {
                self.newer(node.range, "async", (3, 5));
                ExprKind::Other(vec![self.expr(&node.value, context)])
            }
            ast::Expr::Yield(node) => {
                ExprKind::Other(node.value.iter().map(|value| self.expr(value, Some(Context::Return))).collect())
            }
            ast::Expr::YieldFrom(node) => {
                self.newer(node.range, "yield from", (3, 3));
                ExprKind::Other(vec![self.expr(&node.value, None)])
            }
            ast::Expr::Starred(node) => ExprKind::Other(vec![self.expr(&node.value, context)]),
            ast::Expr::Slice(node) => {
                let parts = node.lower.iter().chain(&node.upper).chain(&node.step);
                ExprKind::Other(parts.map(|part| self.expr(part, None)).collect())
            }
            ast::Expr::IpyEscapeCommand(_) => ExprKind::Other(Vec::new()),
        }
    }

    fn boxed(&mut self, node: &ast::Expr, context: Option<Context>) -> Box<Expr> {
        Box::new(self.expr(node, context))
    }

    fn sequence(&mut self, elements: &[ast::Expr]) -> ExprKind {
        ExprKind::Sequence(elements.iter().map(|element| self.expr(element, Some(Context::Element))).collect())
    }

    /// A collection that is only compared, looked up or formatted: its elements stand for no data of their own.
    fn inert(&mut self, node: &ast::Expr) -> Expr {
        let elements = match node {
            ast::Expr::Tuple(node) => &node.elts,
            ast::Expr::List(node) => &node.elts,
            ast::Expr::Set(node) => &node.elts,
            _ => return self.expr(node, None),
        };
        let kind = ExprKind::Sequence(elements.iter().map(|element| self.expr(element, None)).collect());
        Expr { kind, span: self.span(node.range()) }
    }

    fn row(&mut self, item: &ast::DictItem) -> (Option<Expr>, Expr) {
        match &item.key {
            Some(key) => (Some(self.expr(key, None)), self.expr(&item.value, Some(Context::DictValue))),
            None => {
                self.newer(item.range(), "unpacking in a dictionary", (3, 5));
                (None, self.expr(&item.value, None))
            }
        }
    }

    fn number(&mut self, node: &ast::ExprNumberLiteral) -> ExprKind {
        let span = self.span(node.range);
        if span.of(self.source.text).contains('_') {
            self.newer(node.range, "underscores in numbers", (3, 6));
        }
        match &node.value {
            ast::Number::Int(value) => match value.as_i64() {
                Some(value) => ExprKind::Integer(value),
                None => ExprKind::Constant(span.of(self.source.text).into()),
            },
            ast::Number::Float(_) | ast::Number::Complex { .. } => ExprKind::Constant(span.of(self.source.text).into()),
        }
    }

    fn binary(&mut self, node: &ast::ExprBinOp) -> ExprKind {
        let left = self.boxed(&node.left, None);
        let operator = match node.op {
            ast::Operator::Add => Operator::Add,
            ast::Operator::Mod => Operator::Modulo,
            ast::Operator::Div => Operator::Divide,
            ast::Operator::MatMult => {
                self.newer(node.range, "the @ operator", (3, 5));
                Operator::Other
            }
            _ => Operator::Other,
        };
        ExprKind::Binary { left, operator, right: Box::new(self.inert(&node.right)) }
    }

    fn call(&mut self, node: &ast::ExprCall) -> ExprKind {
        let function = self.expr(&node.func, None);
        self.note_import_call(&function, node);
        let is_print = !self.out.prints_by_function && matches!(&function.kind, ExprKind::Name(name) if &**name == "print");
        let mut arguments = Vec::with_capacity(node.arguments.len());
        for argument in node.arguments.iter_source_order() {
            arguments.push(match argument {
                ast::ArgOrKeyword::Arg(ast::Expr::Starred(star)) => {
                    Argument { name: None, value: self.expr(&star.value, Some(Context::Argument)), unpacked: true }
                }
                ast::ArgOrKeyword::Arg(value) => {
                    Argument { name: None, value: self.expr(value, Some(Context::Argument)), unpacked: false }
                }
                ast::ArgOrKeyword::Keyword(keyword) => {
                    if is_print {
                        self.newer(keyword.range, "keyword arguments of print", (3, 0));
                    }
                    let name = keyword.arg.as_ref().map(|name| Name::shared(&name.id));
                    let unpacked = name.is_none();
                    let context = if unpacked { None } else { Some(Context::Keyword) };
                    Argument { name, value: self.expr(&keyword.value, context), unpacked }
                }
            });
        }
        ExprKind::Call(Box::new(Call { function, arguments }))
    }

    fn format(&mut self, node: &ast::ExprFString) -> ExprKind {
        self.newer(node.range, "f-strings", (3, 6));
        self.format_literal(node);
        let mut pieces = Vec::new();
        for part in &node.value {
            match part {
                ast::FStringPart::Literal(text) => pieces.push(TextPiece::Text(text.as_str().to_owned())),
                ast::FStringPart::FString(part) => {
                    for element in &part.elements {
                        self.format_element(element, &mut pieces);
                    }
                }
            }
        }
        ExprKind::Format(pieces)
    }

    fn format_element(&mut self, element: &ast::InterpolatedStringElement, pieces: &mut Vec<TextPiece>) {
        match element {
            ast::InterpolatedStringElement::Literal(text) => pieces.push(TextPiece::Text(text.value.to_string())),
            ast::InterpolatedStringElement::Interpolation(field) => {
                let value = self.expr(&field.expression, None);
                let changes = field.debug_text.is_some()
                    || matches!(field.conversion, ast::ConversionFlag::Repr | ast::ConversionFlag::Ascii);
                match &field.format_spec {
                    None if !changes => pieces.push(TextPiece::Value(value)),
                    spec => {
                        pieces.push(TextPiece::Formatted(value));
                        for inner in spec.iter().flat_map(|spec| spec.elements.interpolations()) {
                            let inner = self.expr(&inner.expression, None);
                            pieces.push(TextPiece::Formatted(inner));
                        }
                    }
                }
            }
        }
    }

    fn lambda(&mut self, node: &ast::ExprLambda) -> ExprKind {
        let (mut names, mut parts) = (Vec::new(), Vec::new());
        if let Some(parameters) = &node.parameters {
            self.parameters(parameters, &mut names, &mut parts);
        }
        for name in names {
            self.rebind(&name, node.range, false);
        }
        parts.push(self.expr(&node.body, Some(Context::Return)));
        ExprKind::Other(parts)
    }

    fn comprehension(
        &mut self,
        row: Option<(Option<&ast::Expr>, &ast::Expr)>,
        element: Option<&ast::Expr>,
        generators: &[ast::Comprehension],
    ) -> ExprKind {
        let mut parts = Vec::new();
        if let Some((key, value)) = row {
            parts.extend(key.map(|key| self.expr(key, None)));
            parts.push(self.expr(value, Some(Context::DictValue)));
        }
        parts.extend(element.map(|element| self.expr(element, Some(Context::Element))));
        for generator in generators {
            self.note_async(generator.is_async, generator.range);
            self.rebind_targets(&generator.target);
            parts.push(self.expr(&generator.target, None));
            parts.push(self.expr(&generator.iter, None));
            for test in &generator.ifs {
                parts.push(self.expr(test, None));
            }
        }
        ExprKind::Other(parts)
    }

    /// Notes the names that a target binds out of the tree's sight.
    pub fn rebind_targets(&mut self, target: &ast::Expr) {
        match target {
            ast::Expr::Name(name) => self.rebind(&name.id, name.range, false),
            ast::Expr::Tuple(tuple) => tuple.elts.iter().take(DEEPEST).for_each(|element| self.rebind_name(element)),
            ast::Expr::List(list) => list.elts.iter().take(DEEPEST).for_each(|element| self.rebind_name(element)),
            _ => {}
        }
    }

    fn rebind_name(&mut self, element: &ast::Expr) {
        let element = match element {
            ast::Expr::Starred(star) => &*star.value,
            _ => element,
        };
        match element {
            ast::Expr::Name(name) => self.rebind(&name.id, name.range, false),
            ast::Expr::Tuple(tuple) => {
                for inner in &tuple.elts {
                    if let ast::Expr::Name(name) = inner {
                        self.rebind(&name.id, name.range, false);
                    }
                }
            }
            _ => {}
        }
    }

    /// The expressions of a `case`; the names it binds are noted.
    pub fn pattern(&mut self, pattern: &ast::Pattern, into: &mut Vec<Expr>) {
        let mut open = vec![AnyNodeRef::from(pattern)];
        while let Some(node) = open.pop() {
            let bound = match node {
                AnyNodeRef::PatternMatchAs(node) => node.name.as_ref(),
                AnyNodeRef::PatternMatchStar(node) => node.name.as_ref(),
                AnyNodeRef::PatternMatchMapping(node) => node.rest.as_ref(),
                _ => None,
            };
            if let Some(name) = bound {
                self.rebind(name, name.range, false);
            }
            if let Some(value) = node.as_expr_ref() {
                let span = self.span(value.range());
                into.push(Expr { kind: self.flattened(node), span });
                continue;
            }
            open.extend(children(node).into_iter().rev());
        }
    }

    /// All strings below a node, without recursion and without their structure.
    pub fn flattened(&mut self, node: AnyNodeRef<'_>) -> ExprKind {
        let mut parts = Vec::new();
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            match node {
                AnyNodeRef::ExprStringLiteral(node) => parts.push(self.string(node, None)),
                AnyNodeRef::ExprFString(node) => {
                    self.newer(node.range, "f-strings", (3, 6));
                    open.extend(node.value.elements().filter_map(|element| element.as_interpolation()).map(AnyNodeRef::from));
                }
                node => open.extend(children(node).into_iter().rev()),
            }
        }
        ExprKind::Other(parts)
    }
}

fn children(node: AnyNodeRef<'_>) -> Vec<AnyNodeRef<'_>> {
    let mut children = Children { found: Vec::new() };
    node.visit_source_order(&mut children);
    children.found
}

/// Takes the direct children of a node.
struct Children<'a> {
    found: Vec<AnyNodeRef<'a>>,
}

impl<'a> SourceOrderVisitor<'a> for Children<'a> {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        self.found.push(node);
        TraversalSignal::Skip
    }
}

#[cfg(test)]
mod tests {
    use crate::python::{Context, read};
    use crate::text::SourceFile;

    fn contexts(text: &str) -> Vec<(String, Option<Context>)> {
        let module = read(&SourceFile::from_text(text));
        module.literals.into_iter().map(|literal| (literal.value, literal.context)).collect()
    }

    /// Every literal `"x"` of `text` has `context`; others may stand beside it.
    fn expect(text: &str, context: Option<Context>) {
        let found: Vec<_> = contexts(text).into_iter().filter(|(value, _)| value == "x").collect();
        assert!(!found.is_empty() && found.iter().all(|(_, found)| *found == context), "{text}: {found:?}");
    }

    #[test]
    fn the_place_of_a_tested_literal_is_told() {
        for text in
            ["a = 'x'", "a = b = ('x')", "a: str = 'x'", "a += 'x'", "a = b or 'x'", "a = 'x' if b else 'x'", "(a := 'x')"]
        {
            expect(text, Some(Context::Assignment));
        }
        for text in ["f('x')", "f(b, *'x')", "a.b('x' if c else d)", "@f('x')\ndef g(): pass", "print(f'{g(\"x\")}')"] {
            expect(text, Some(Context::Argument));
        }
        for text in ["f(a='x')", "class A(metaclass='x'): pass"] {
            expect(text, Some(Context::Keyword));
        }
        for text in
            ["a = ['x']", "f(('x', 1))", "for a in ('x', 'x'): pass", "a = {'x'}", "a = ['x' for b in c]", "a = [b or 'x']"]
        {
            expect(text, Some(Context::Element));
        }
        expect("a = {'key': 'x', **b}", Some(Context::DictValue));
        expect("def f(a='x', *, b='x'): pass", Some(Context::Default));
        for text in ["def f():\n    return 'x'", "f = lambda: 'x'", "def f():\n    yield 'x'"] {
            expect(text, Some(Context::Return));
        }
    }

    #[test]
    fn literals_that_are_no_value_of_their_own_have_no_place() {
        for text in [
            "'x'",
            "def f():\n    'x'",
            "a = {'x': 1}",
            "a = b['x']",
            "a = b['x', 'x']",
            "a = b == 'x'",
            "if b in ('x', 'y'): pass",
            "a = b + 'x'",
            "a = 'x' % b",
            "a = b % ('x', c)",
            "a = 'x'.format(b)",
            "a = f'{b}' 'y' + 'x'",
            "a = not 'x'",
            "a: 'x' = 1",
            "print 'x'",
            "raise E, 'x'",
        ] {
            expect(text, None);
        }
    }

    #[test]
    fn bytes_are_no_literals_and_an_f_string_has_no_place() {
        assert!(contexts("a = b'x'").is_empty());
        assert_eq!(contexts("a = f'{b}/x'"), [("f'{b}/x'".to_owned(), None)]);
    }
}
