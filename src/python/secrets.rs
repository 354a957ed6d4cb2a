//! Finds the values that stand under the name of a secret.
//!
//! In: the statements and literals. Out: the byte ranges of those values, and of all that is written out in them.
//! Never reads a value: a password is one by the name that it is given.

use std::collections::BTreeSet;

use super::{Call, Expr, ExprKind, Literal, Statement};
use crate::text::{Span, is_secret_name, is_secret_type};

/// The values of `password = …`, `connect(token=…)`, `{"pwd": …}`, `settings["api_key"] = …`, `def f(secret=…)`,
/// and of a parameter that hides what is typed: `gate.value = …`.
pub(super) fn secret_values(body: &[Statement], literals: &[Literal]) -> Secrets {
    let mut search = Search { literals, parameters: BTreeSet::new(), found: Secrets::default() };
    search.suite(body);
    search.found
}

/// What stands under the names of secrets.
#[derive(Default)]
pub(super) struct Secrets {
    /// The whole values.
    pub values: Vec<Span>,
    /// Bytes and numbers in them, which are no entries of the literals.
    pub constants: Vec<Span>,
}

/// True where a broken source shows no more than `password = "…"`: the name stands before the literal on its line.
pub(super) fn stands_under_a_secret_name(text: &str, literal: Span) -> bool {
    // A name is short; a broken source may be one line of many megabytes.
    const FURTHEST: u32 = 200;
    let mut start = literal.start.saturating_sub(FURTHEST) as usize;
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = text.get(start..literal.start as usize).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default().trim_end();
    let Some(line) = line.strip_suffix(['=', ':']) else { return false };
    let name = line.trim_end().trim_end_matches(['"', '\'', ']', ')']);
    let letters = name.chars().rev().take_while(|letter| letter.is_alphanumeric() || *letter == '_').count();
    let start = name.chars().count() - letters;
    is_secret_name(&name.chars().skip(start).collect::<String>())
}

struct Search<'a> {
    literals: &'a [Literal],
    /// Variables that hold a parameter for a secret.
    parameters: BTreeSet<&'a str>,
    found: Secrets,
}

impl<'a> Search<'a> {
    fn suite(&mut self, body: &'a [Statement]) {
        for statement in body {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &'a Statement) {
        match statement {
            Statement::Class(class) => {
                self.all(&class.bases);
                self.suite(&class.body);
            }
            Statement::Function(function) => {
                // Defaults belong to the last parameters.
                for (name, default) in function.parameters.iter().rev().zip(function.defaults.iter().rev()) {
                    self.bound(is_secret_name(name), default);
                }
                self.all(&function.defaults);
                self.all(&function.decorators);
                self.suite(&function.body);
            }
            Statement::Assign { targets, value, .. } => {
                for target in targets {
                    self.assigned(target, value);
                }
                self.expression(value);
            }
            Statement::Augment { target, value, .. } => {
                self.assigned(target, value);
                self.expression(value);
            }
            Statement::Evaluate(value) => self.expression(value),
            Statement::Return { value, .. } => value.iter().for_each(|value| self.expression(value)),
            Statement::Import { .. } => {}
            Statement::Block { heads, bodies, .. } => {
                self.all(heads);
                bodies.iter().for_each(|body| self.suite(body));
            }
        }
    }

    fn all(&mut self, expressions: &[Expr]) {
        expressions.iter().for_each(|expression| self.expression(expression));
    }

    fn assigned(&mut self, target: &'a Expr, value: &Expr) {
        if let (ExprKind::Name(name), ExprKind::Call(call)) = (&target.kind, &value.kind)
            && self.makes_a_secret_parameter(call)
        {
            self.parameters.insert(name);
        }
        match (&target.kind, &value.kind) {
            (ExprKind::Attribute { value: owner, name }, _) if matches!(&**name, "value" | "values") => {
                let is_secret = matches!(&owner.kind, ExprKind::Name(owner) if self.parameters.contains(&**owner));
                self.bound(is_secret, value);
            }
            (ExprKind::Sequence(targets), ExprKind::Sequence(values)) if targets.len() == values.len() => {
                for (target, value) in targets.iter().zip(values) {
                    self.assigned(target, value);
                }
            }
            (ExprKind::Name(name) | ExprKind::Attribute { name, .. }, _) => self.bound(is_secret_name(name), value),
            (ExprKind::Subscript { index, .. }, _) => self.bound(self.is_secret_key(index), value),
            _ => {}
        }
    }

    fn bound(&mut self, is_secret: bool, value: &Expr) {
        if is_secret {
            self.found.values.push(value.span);
            self.constants(value);
        }
    }

    fn constants(&mut self, value: &Expr) {
        match &value.kind {
            ExprKind::Integer(_) => self.found.constants.push(value.span),
            ExprKind::Constant(text) if !matches!(&**text, "True" | "False" | "None" | "...") => {
                self.found.constants.push(value.span);
            }
            _ => value.children().into_iter().for_each(|child| self.constants(child)),
        }
    }

    /// `arcpy.Parameter(name="gate", datatype="GPStringHidden")`, or with the name of a secret.
    fn makes_a_secret_parameter(&self, call: &Call) -> bool {
        let is_parameter = match &call.function.kind {
            ExprKind::Name(name) | ExprKind::Attribute { name, .. } => &**name == "Parameter",
            _ => false,
        };
        let is_name = |at: usize, name: Option<&str>| name.map_or(at == 0, |name| name == "name");
        let announces = |(at, argument): (usize, &super::Argument)| {
            let text = self.text(&argument.value).unwrap_or_default();
            is_secret_type(text) || (is_name(at, argument.name.as_deref()) && is_secret_name(text))
        };
        is_parameter && call.arguments.iter().enumerate().any(announces)
    }

    fn is_secret_key(&self, key: &Expr) -> bool {
        self.text(key).is_some_and(is_secret_name)
    }

    fn text(&self, expression: &Expr) -> Option<&str> {
        match &expression.kind {
            ExprKind::Text(at) => self.literals.get(*at).map(|literal| literal.value.as_str()),
            _ => None,
        }
    }

    fn expression(&mut self, expression: &Expr) {
        match &expression.kind {
            ExprKind::Call(call) => {
                for argument in &call.arguments {
                    self.bound(argument.name.as_deref().is_some_and(is_secret_name), &argument.value);
                }
            }
            ExprKind::Dict(rows) => {
                for (key, value) in rows {
                    self.bound(key.as_ref().is_some_and(|key| self.is_secret_key(key)), value);
                }
            }
            _ => {}
        }
        expression.children().into_iter().for_each(|child| self.expression(child));
    }
}

#[cfg(test)]
mod tests {
    use crate::python::read;
    use crate::text::SourceFile;

    #[test]
    fn what_is_no_text_is_kept_secret_too_and_so_is_what_a_broken_source_shows() {
        for (text, secret) in [
            ("password = b'x'\nroads = b'y'", "b'x'"),
            ("pwd = int('7') + 42", "'7' 42"),
            ("password = None", ""),
            ("token = f'{a}x'", "f'{a}x'"),
            ("import os\nx = = password = 'x'\n", "'x'"),
            ("a = {'api_key': 'x', ***\n", "'x'"),
        ] {
            let module = read(&SourceFile::from_text(text));
            let secrets: Vec<&str> = module.secrets.iter().map(|span| span.of(text)).collect();
            assert_eq!(secrets.join(" "), secret, "{text}");
        }
    }

    fn secrets(text: &str) -> String {
        let module = read(&SourceFile::from_text(text));
        let hidden = module.literals.iter().filter(|literal| literal.is_secret).map(|literal| literal.value.as_str());
        hidden.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn values_under_the_name_of_a_secret_are_secrets() {
        for text in [
            "password = 'x'",
            "user, pwd = 'anna', 'x'",
            "self.token = 'x'",
            "settings['api_key'] = 'x'",
            "connect('db', password='x')",
            "a = {'user': 'anna', 'secret': 'x'}",
            "def f(user, token='x'): pass",
            "class C:\n    def f(self):\n        if True:\n            db_password = 'x' if a else None",
            "password: str = 'x'",
            "print 'old'; password = 'x'",
            "p = arcpy.Parameter(name='gate', datatype='GPStringHidden')\np.value = 'x'",
            "def f():\n    p = Parameter('db_password', 'Word', 'Input', 'GPString')\n    p.values = ['x']",
        ] {
            assert_eq!(secrets(text), "x", "{text}");
        }
        assert_eq!(secrets("roads = 'x'\nconnect(user='x')\nd = {'a': 'x'}"), "");
        assert_eq!(secrets("p = arcpy.Parameter(name='zones', datatype='GPString')\np.value = 'x'"), "");
    }
}
