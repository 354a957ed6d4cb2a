//! Finds where a Python toolbox sets a parameter's default, or where it could.
//!
//! In: the text of the file that declares the tool's class. Out: the bytes of the default's expression, or the place for one.
//! Never guesses: what a helper or a loop makes has no place of its own.
//! Rules: defaults are set after construction, `parameter.value = …` in the toolboxes seen.

use std::collections::BTreeMap;

use crate::python::{Call, Expr, ExprKind, Literal, Module, Statement, classes};
use crate::text::{Span, same_name};
use crate::toolbox::Script;

/// Where the value of a Constant is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstantPlace {
    /// In the place of this expression: the default that stands there.
    Default(Span),
    /// After the statement that makes the parameter.
    After {
        /// The statement.
        statement: Span,
        /// What the parameter is called there (`stops`, `params[0]`).
        receiver: String,
    },
}

/// Where the value of `parameter` of the class `tool` is written.
///
/// # Errors
/// Why there is no place, as a sentence part.
pub fn constant_place(script: &Script, module: &Module, tool: &str, parameter: &str) -> Result<ConstantPlace, &'static str> {
    let class = classes(&module.body).find(|class| &*class.name == tool).ok_or("its class does not stand in this file")?;
    let method = class.body.iter().find_map(|statement| match statement {
        Statement::Function(function) if &*function.name == "getParameterInfo" => Some(function),
        _ => None,
    });
    let method = method.ok_or("the class has no getParameterInfo of its own")?;
    let text = script.source.text.as_ref();
    let mut walk = Walk { text, literals: &module.literals, parameter, ..Walk::default() };
    walk.statements(&method.body);
    let (made, made_in) = match walk.made.as_slice() {
        [] => return Err("getParameterInfo does not make it by a statement of its own"),
        [only] => only,
        _ => return Err("getParameterInfo makes it in several places"),
    };
    match walk.defaults.as_slice() {
        [] => Ok(made.clone()),
        // Where the parameter is made its default is set too, or some blocks further out.
        [(only, set_in)] if made_in.starts_with(set_in) => Ok(ConstantPlace::Default(*only)),
        [_] => Err("getParameterInfo sets its value in some cases only"),
        _ => Err("getParameterInfo sets its value in several places"),
    }
}

/// The blocks that a statement stands in, by number, from the outermost.
type Blocks = Vec<usize>;

/// Reads a method from top to bottom.
#[derive(Default)]
struct Walk<'a> {
    text: &'a str,
    literals: &'a [Literal],
    parameter: &'a str,
    /// What names and elements of lists hold: true for the parameter, false for anything else.
    held: BTreeMap<String, bool>,
    made: Vec<(ConstantPlace, Blocks)>,
    defaults: Vec<(Span, Blocks)>,
    /// Where the walk is.
    blocks: Blocks,
    blocks_seen: usize,
}

impl Walk<'_> {
    fn statements(&mut self, body: &[Statement]) {
        for statement in body {
            match statement {
                Statement::Assign { targets, value, span } => {
                    for target in targets {
                        self.assign(target, value, *span);
                    }
                }
                Statement::Block { bodies, .. } => bodies.iter().for_each(|body| self.block(body)),
                Statement::Class(_)
                | Statement::Function(_)
                | Statement::Augment { .. }
                | Statement::Evaluate(_)
                | Statement::Return { .. }
                | Statement::Import { .. } => {}
            }
        }
    }

    fn block(&mut self, body: &[Statement]) {
        self.blocks_seen += 1;
        self.blocks.push(self.blocks_seen);
        self.statements(body);
        self.blocks.pop();
    }

    fn assign(&mut self, target: &Expr, value: &Expr, statement: Span) {
        if let ExprKind::Attribute { value: receiver, name } = &target.kind
            && matches!(&**name, "value" | "values")
        {
            if self.is_parameter(receiver) {
                self.defaults.push((value.span, self.blocks.clone()));
            }
            return;
        }
        if let (ExprKind::Sequence(targets), ExprKind::Sequence(values)) = (&target.kind, &value.kind) {
            targets.iter().zip(values).for_each(|(target, value)| self.assign(target, value, statement));
            return;
        }
        if let ExprKind::Attribute { value: receiver, name } = &target.kind
            && &**name == "name"
        {
            self.named(receiver, value, statement);
            return;
        }
        let Some(name) = written(target, self.text) else { return };
        match &value.kind {
            ExprKind::Sequence(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.hold(format!("{name}[{at}]"), item, statement);
                }
            }
            _ => self.hold(name, value, statement),
        }
    }

    /// `p = arcpy.Parameter()`, then `p.name = "stops"`.
    fn named(&mut self, receiver: &Expr, name: &Expr, statement: Span) {
        let Some(receiver) = written(receiver, self.text).filter(|receiver| self.held.contains_key(receiver)) else { return };
        let is_it = self.is_its_name(name);
        if is_it && self.held.get(&receiver) != Some(&true) {
            self.make(statement, &receiver);
        }
        self.held.insert(receiver, is_it);
    }

    fn make(&mut self, statement: Span, receiver: &str) {
        let place = ConstantPlace::After { statement, receiver: receiver.to_owned() };
        self.made.push((place, self.blocks.clone()));
    }

    fn is_its_name(&self, name: &Expr) -> bool {
        let literal = match name.kind {
            ExprKind::Text(at) => self.literals.get(at),
            _ => None,
        };
        literal.is_some_and(|literal| same_name(&literal.value, self.parameter))
    }

    /// Notes what a name holds from here on.
    fn hold(&mut self, name: String, value: &Expr, statement: Span) {
        let is_made = match &value.kind {
            ExprKind::Call(call) => self.makes_it(call),
            _ => false,
        };
        if is_made {
            self.make(statement, &name);
        }
        let is_it = is_made || self.is_parameter(value);
        self.held.insert(name, is_it);
    }

    fn is_parameter(&self, expr: &Expr) -> bool {
        written(expr, self.text).is_some_and(|name| self.held.get(&name) == Some(&true))
    }

    /// `arcpy.Parameter(name="stops", …)`.
    fn makes_it(&self, call: &Call) -> bool {
        let is_parameter = match &call.function.kind {
            ExprKind::Name(name) | ExprKind::Attribute { name, .. } => &**name == "Parameter",
            _ => false,
        };
        let keyword = call.arguments.iter().find(|argument| argument.name.as_deref() == Some("name"));
        let first = call.arguments.first().filter(|argument| argument.name.is_none() && !argument.unpacked);
        is_parameter && keyword.or(first).is_some_and(|argument| self.is_its_name(&argument.value))
    }
}

/// A name, an attribute or an element of a list as it is written; `None` for anything that may change between two places.
fn written(expr: &Expr, text: &str) -> Option<String> {
    let is_plain = match &expr.kind {
        ExprKind::Name(_) => true,
        ExprKind::Attribute { value, .. } => matches!(value.kind, ExprKind::Name(_)),
        ExprKind::Subscript { value, index } => {
            matches!((&value.kind, &index.kind), (ExprKind::Name(_), ExprKind::Integer(_)))
        }
        _ => false,
    };
    is_plain.then(|| expr.span.of(text).split_whitespace().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{DataPath, SourceFile};
    use crate::toolbox::{ScriptOrigin, ScriptRole};

    /// The place as text: the default's expression, or the receiver and the statement.
    fn place(body: &str) -> Result<String, &'static str> {
        let text = format!("class T:\n  def getParameterInfo(self):\n{body}");
        let source = SourceFile::from_text(&text);
        let module = crate::python::read(&source);
        let (path, folder) = (DataPath::new("e:/p/Box.pyt"), DataPath::new("e:/p"));
        let script = Script { path, folder, role: ScriptRole::Toolbox, origin: ScriptOrigin::File, source, module: None };
        constant_place(&script, &module, "T", "b").map(|place| match place {
            ConstantPlace::Default(span) => span.of(&text).to_owned(),
            ConstantPlace::After { statement, receiver } => format!("{receiver} after {}", statement.of(&text)),
        })
    }

    #[test]
    fn a_default_that_stands_there_is_the_place() {
        assert_eq!(place("    p = arcpy.Parameter(name='b')\n    p.value = x + 'y'\n    return [p]\n").unwrap(), "x + 'y'");
        assert_eq!(place("    p = [arcpy.Parameter('a'), arcpy.Parameter('B')]\n    p[1].values = ['y']\n").unwrap(), "['y']");
        let list = "    p = arcpy.Parameter(name='b')\n    all = [q, p]\n    all[1].value = 'y'\n    return all\n";
        assert_eq!(place(list).unwrap(), "'y'");
        let again = "    p = arcpy.Parameter(name='b')\n    l.append(p)\n    p = arcpy.Parameter(name='c')\n    p.value = 'c'\n";
        assert_eq!(place(again).unwrap(), "p after p = arcpy.Parameter(name='b')");
    }

    #[test]
    fn without_a_default_it_is_set_after_the_parameter_is_made() {
        let made = "    if x:\n      p = Parameter(\n        name='b')\n    return [p]\n";
        assert_eq!(place(made).unwrap(), "p after p = Parameter(\n        name='b')");
        let later = "    p = arcpy.Parameter()\n    p.name = u'B'\n    p.datatype = 'DEFile'\n    return [p]\n";
        assert_eq!(place(later).unwrap(), "p after p.name = u'B'");
        let list = "    p = [arcpy.Parameter(name='a'), arcpy.Parameter(name='b')]\n    return p\n";
        assert_eq!(place(list).unwrap(), "p[1] after p = [arcpy.Parameter(name='a'), arcpy.Parameter(name='b')]");
    }

    #[test]
    fn helpers_lists_and_several_defaults_have_no_place() {
        let no_statement = Err("getParameterInfo does not make it by a statement of its own");
        assert_eq!(place("    return [make('b')]\n"), no_statement);
        assert_eq!(place("    return [arcpy.Parameter(name='b')]\n"), no_statement);
        assert_eq!(place("    p = [arcpy.Parameter(name=n) for n in ('a', 'b')]\n    return p\n"), no_statement);
        let twice = "    p = arcpy.Parameter(name='b')\n    if x:\n      p.value = 'x'\n    else:\n      p.value = 'y'\n";
        assert_eq!(place(twice), Err("getParameterInfo sets its value in several places"));
    }

    #[test]
    fn what_happens_in_some_cases_only_is_no_place() {
        let set = "    p = arcpy.Parameter(name='b')\n    if x:\n      p.value = 'x'\n    return [p]\n";
        assert_eq!(place(set), Err("getParameterInfo sets its value in some cases only"));
        let made = "    if x:\n      p = Parameter(name='b')\n    else:\n      p = Parameter('b', 'B')\n    return [p]\n";
        assert_eq!(place(made), Err("getParameterInfo makes it in several places"));
        let whole = "    try:\n      p = Parameter(name='b')\n      p.value = 'x'\n    finally:\n      pass\n    return [p]\n";
        assert_eq!(place(whole).unwrap(), "'x'");
    }

    #[test]
    fn several_targets_take_their_own_values() {
        let both = "    p, q = Parameter('a'), Parameter('b')\n    p.value, q.value = 'x', 'y'\n    return [p, q]\n";
        assert_eq!(place(both).unwrap(), "'y'");
    }
}
