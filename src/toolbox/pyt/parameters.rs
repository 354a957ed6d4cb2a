//! Reads the parameters of a Python toolbox's tool from `getParameterInfo`.
//!
//! In: a tool class. Out: its parameters in the order of the returned list, with defaults set afterwards.
//! Never drops a place of the list: a parameter that is made in an unknown way keeps its place, so that indexes stay right.

use std::collections::BTreeMap;

use super::parameter_values::unknown_parameter;
use super::program::{FoundClass, Program, PyFile};
use super::syntax::{comprehension, dotted, function_in, method, method_call, positional};
use crate::python::{Call, Expr, ExprKind, Function, Operator, Statement};
use crate::toolbox::Parameter;

/// Helper methods are followed through at most this many calls.
const MOST_STEPS: usize = 8;
/// At most this many calls of helper methods are followed for one tool.
const MOST_CALLS: usize = 5_000;
/// At most this many statements are read for one tool: loops may be nested.
const MOST_STATEMENTS: usize = 100_000;
/// A tool with more parameters than this is not real.
pub(super) const MOST_PARAMETERS: usize = 10_000;

/// The parameters of a tool class, and whether all of them are understood.
///
/// One whose name is made while the tool runs is called by its place (`parameter_0`), as `parameters[0]` counts.
pub(super) fn parameters<'p>(program: &'p Program, tool: FoundClass<'p>) -> (Vec<Parameter>, bool) {
    let mut reader = ParameterReader {
        program,
        made: Vec::new(),
        is_complete: true,
        calls_left: MOST_CALLS,
        statements_left: MOST_STATEMENTS,
    };
    let Some(method) = reader.method(tool, "getParameterInfo") else { return (Vec::new(), true) };
    let mut parameters: Vec<Parameter> = match reader.run(method, BTreeMap::new(), MOST_STEPS) {
        Some(Value::List(places)) => places.into_iter().filter_map(|place| reader.made.get(place).cloned()).collect(),
        Some(Value::One(_) | Value::Text(_) | Value::Texts(_) | Value::Object(_)) | None => reader.made,
    };
    for (place, parameter) in parameters.iter_mut().enumerate().filter(|(_, parameter)| parameter.name.is_empty()) {
        parameter.name = format!("parameter_{place}");
        reader.is_complete = false;
    }
    let parameters = parameters.into_iter().map(Parameter::without_secret).collect();
    (parameters, reader.is_complete)
}

pub(super) struct ParameterReader<'p> {
    pub(super) program: &'p Program,
    /// Every parameter made so far, in source order.
    pub(super) made: Vec<Parameter>,
    /// False once a returned value is not understood.
    pub(super) is_complete: bool,
    calls_left: usize,
    statements_left: usize,
}

/// What is read next of a method.
enum Step<'p> {
    /// A statement.
    Run(&'p Statement),
    /// A loop's names get the values of one round.
    Bind(&'p Expr, &'p Expr),
}

/// What a name holds while a method is read from top to bottom.
#[derive(Clone)]
pub(super) enum Value<'p> {
    /// A parameter: its place among those made.
    One(usize),
    /// A list of parameters.
    List(Vec<usize>),
    /// A text given to a helper method.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// An object of a class that may have helper methods.
    Object(FoundClass<'p>),
}

/// A method or function that is about to be read.
#[derive(Clone, Copy)]
struct Method<'p> {
    /// The class of the object that `self` stands for.
    object: FoundClass<'p>,
    /// The class that declares it.
    class: FoundClass<'p>,
    function: &'p Function,
}

/// One method being read.
pub(super) struct Frame<'p> {
    method: Method<'p>,
    pub(super) names: BTreeMap<String, Value<'p>>,
    steps: usize,
}

impl<'p> ParameterReader<'p> {
    /// A method of a class, own or inherited.
    fn method(&self, object: FoundClass<'p>, name: &str) -> Option<Method<'p>> {
        let mut lineage = self.program.lineage(object).into_iter();
        lineage.find_map(|class| Some(Method { object, class, function: method(class.class, name)? }))
    }

    fn run(&mut self, method: Method<'p>, names: BTreeMap<String, Value<'p>>, steps: usize) -> Option<Value<'p>> {
        let mut frame = Frame { method, names, steps };
        let mut returned = None;
        let mut open: Vec<Step<'p>> = method.function.body.iter().rev().map(Step::Run).collect();
        while let Some(step) = open.pop() {
            let Some(left) = self.statements_left.checked_sub(1) else { break };
            self.statements_left = left;
            let statement = match step {
                Step::Run(statement) => statement,
                Step::Bind(target, item) => {
                    self.bind(&mut frame, target, item);
                    continue;
                }
            };
            match statement {
                Statement::Assign { targets, value, .. } => self.assign(&mut frame, targets, value),
                Statement::Augment { target, value, .. } => {
                    let added = self.value(&mut frame, value);
                    frame.extend(target, added);
                }
                Statement::Evaluate(_) => self.change_list(&mut frame, statement),
                Statement::Return { value: Some(value), .. } => {
                    let held = self.value(&mut frame, value);
                    self.is_complete &= held.is_some() || !is_made_elsewhere(value);
                    returned = held.or(returned);
                }
                Statement::Block { heads, bindings, bodies, span, .. } => {
                    let is_loop = span.of(frame.text()).starts_with("for");
                    match (heads.as_slice(), bindings.as_slice(), bodies.first()) {
                        ([source], [target], Some(body)) if is_loop => {
                            open.extend(bodies.iter().skip(1).rev().flat_map(|suite| suite.iter().rev()).map(Step::Run));
                            let rounds = self.items(&frame, source);
                            let affordable = self.statements_left / (body.len() + 1) + 1;
                            for item in rounds.iter().take(affordable).rev() {
                                open.extend(body.iter().rev().map(Step::Run));
                                open.push(Step::Bind(target, item));
                            }
                            // How often it runs is not known: it is read once.
                            if rounds.is_empty() {
                                open.extend(body.iter().rev().map(Step::Run));
                            }
                        }
                        _ => open.extend(bodies.iter().rev().flat_map(|suite| suite.iter().rev()).map(Step::Run)),
                    }
                }
                Statement::Return { value: None, .. }
                | Statement::Class(_)
                | Statement::Function(_)
                | Statement::Import { .. } => {}
            }
        }
        returned
    }

    /// `params.append(p)`, `params.extend([…])`, `params.insert(n, p)`.
    fn change_list(&mut self, frame: &mut Frame<'p>, statement: &'p Statement) {
        let Some((receiver, name, call)) = method_call(statement) else { return };
        match name {
            "append" => {
                if let Some(place) = positional(call, 0).and_then(|element| self.element(frame, element)) {
                    frame.extend(receiver, Some(Value::List(vec![place])));
                }
            }
            "extend" => {
                let added = positional(call, 0).and_then(|value| self.value(frame, value));
                frame.extend(receiver, added);
            }
            "insert" => {
                let element = positional(call, 1).and_then(|element| self.element(frame, element));
                let at = positional(call, 0).and_then(|at| usize::try_from(integer(at)?).ok());
                if let (Some(place), Some(at), Some(Value::List(list))) = (element, at, frame.named(receiver)) {
                    list.insert(at.min(list.len()), place);
                }
            }
            _ => {}
        }
    }

    fn assign(&mut self, frame: &mut Frame<'p>, targets: &'p [Expr], value: &'p Expr) {
        if let [Expr { kind: ExprKind::Attribute { value: receiver, name }, .. }] = targets
            && self.set_attribute(frame, receiver, name, value)
        {
            return;
        }
        let held = self.value(frame, value);
        for target in targets {
            let Some(name) = dotted(target) else { continue };
            match &held {
                Some(held) => frame.names.insert(name, held.clone()),
                None => frame.names.remove(&name),
            };
        }
    }

    /// What an expression holds; parameters in it are made.
    pub(super) fn value(&mut self, frame: &mut Frame<'p>, expr: &'p Expr) -> Option<Value<'p>> {
        match &expr.kind {
            ExprKind::Sequence(items) if !items.is_empty() && items.iter().all(|item| matches!(item.kind, ExprKind::Text(_))) => {
                Some(Value::Texts(items.iter().filter_map(|item| self.text(frame, item)).collect()))
            }
            ExprKind::Other(_) => {
                let (element, target, source) = comprehension(expr, frame.text())?;
                self.comprehension(frame, element, target, source)
            }
            ExprKind::Sequence(items) => {
                let places = items.iter().map(|item| self.element(frame, item)).collect::<Option<Vec<usize>>>()?;
                Some(Value::List(places))
            }
            ExprKind::Name(_) | ExprKind::Attribute { .. } => frame.named(expr).cloned(),
            ExprKind::Subscript { value, index } => match frame.named(value)? {
                Value::List(places) => Some(Value::One(*places.get(usize::try_from(integer(index)?).ok()?)?)),
                Value::One(_) | Value::Text(_) | Value::Texts(_) | Value::Object(_) => None,
            },
            ExprKind::Binary { operator: Operator::Add, .. } => self.sum(frame, expr),
            ExprKind::Call(call) => self.call(frame, call),
            _ => None,
        }
    }

    /// `[a] + more + [b]`: what is known of it.
    fn sum(&mut self, frame: &mut Frame<'p>, expr: &'p Expr) -> Option<Value<'p>> {
        let mut parts = Vec::new();
        let mut at = expr;
        while let ExprKind::Binary { left, operator: Operator::Add, right } = &at.kind {
            parts.push(&**right);
            at = left;
        }
        parts.push(at);
        let mut places = Vec::new();
        for part in parts.into_iter().rev() {
            if matches!(part.kind, ExprKind::Binary { .. }) {
                continue;
            }
            if let Some(Value::List(more)) = self.value(frame, part) {
                add_places(&mut places, more);
            }
        }
        Some(Value::List(places))
    }

    /// The place of a list's element. What is no known parameter still takes a place.
    pub(super) fn element(&mut self, frame: &mut Frame<'p>, expr: &'p Expr) -> Option<usize> {
        match &expr.kind {
            // A list in a list is no list of parameters (a filter's rows, a value table's columns).
            ExprKind::Sequence(_) | ExprKind::Text(_) | ExprKind::Integer(_) | ExprKind::Constant(_) => None,
            _ => match self.value(frame, expr) {
                Some(Value::One(place)) => Some(place),
                Some(Value::List(_) | Value::Text(_) | Value::Texts(_) | Value::Object(_)) | None => {
                    self.add(unknown_parameter())
                }
            },
        }
    }

    fn add(&mut self, parameter: Parameter) -> Option<usize> {
        let place = self.made.len();
        (place < MOST_PARAMETERS).then(|| self.made.push(parameter)).map(|()| place)
    }

    fn call(&mut self, frame: &mut Frame<'p>, call: &'p Call) -> Option<Value<'p>> {
        let (receiver, name) = match &call.function.kind {
            ExprKind::Name(name) => (None, &**name),
            ExprKind::Attribute { value, name } => (Some(&**value), &**name),
            _ => return None,
        };
        if name == "Parameter" || (receiver.is_none() && is_parameter_class(frame.file(), name)) {
            let parameter = self.parameter(frame, call);
            return self.add(parameter).map(Value::One);
        }
        if receiver.is_none() && name == "super" {
            return self.program.base_classes(frame.method.class).first().copied().map(Value::Object);
        }
        if let Some(class) = dotted(&call.function).and_then(|name| self.program.class(frame.file(), &name)) {
            return Some(Value::Object(class));
        }
        let steps = frame.steps.checked_sub(1)?;
        self.calls_left = self.calls_left.checked_sub(1)?;
        let method = match receiver {
            Some(receiver) => {
                let class = self.class_of(frame, receiver)?;
                self.method(class, name)?
            }
            None => Method { function: function_in(&frame.file().module.body, name)?, ..frame.method },
        };
        let names = self.arguments(frame, method.function, call, receiver.is_some());
        self.run(method, names, steps)
    }

    /// The class behind `self`, an object, or a class's own name.
    fn class_of(&mut self, frame: &mut Frame<'p>, receiver: &'p Expr) -> Option<FoundClass<'p>> {
        match dotted(receiver).as_deref() {
            Some("self" | "cls") => Some(frame.method.object),
            name => match self.value(frame, receiver) {
                Some(Value::Object(class)) => Some(class),
                Some(Value::One(_) | Value::List(_) | Value::Text(_) | Value::Texts(_)) => None,
                None => self.program.class(frame.file(), name?),
            },
        }
    }

    /// What a helper's parameters hold at the start.
    fn arguments(
        &mut self,
        frame: &mut Frame<'p>,
        function: &Function,
        call: &'p Call,
        is_method: bool,
    ) -> BTreeMap<String, Value<'p>> {
        let takes_self = is_method && function.parameters.first().is_some_and(|name| matches!(&**name, "self" | "cls"));
        let mut wanted = function.parameters.iter().skip(usize::from(takes_self));
        let mut names = BTreeMap::new();
        for argument in call.arguments.iter().filter(|argument| !argument.unpacked) {
            let name = argument.name.as_ref().or_else(|| wanted.next());
            let held = self.text(frame, &argument.value).map(Value::Text).or_else(|| self.value(frame, &argument.value));
            if let (Some(name), Some(held)) = (name, held) {
                names.insert(name.to_string(), held);
            }
        }
        names
    }
}

impl<'p> Frame<'p> {
    pub(super) fn file(&self) -> &'p PyFile {
        self.method.class.file
    }

    fn text(&self) -> &'p str {
        &self.file().script.source.text
    }

    pub(super) fn named(&mut self, expr: &Expr) -> Option<&mut Value<'p>> {
        self.names.get_mut(&dotted(expr)?)
    }

    /// Adds to a list; what is no list yet is left as it is.
    fn extend(&mut self, list: &Expr, added: Option<Value<'p>>) {
        if let (Some(Value::List(places)), Some(Value::List(more))) = (self.named(list), added) {
            add_places(places, more);
        }
    }
}

/// Lists that are added to themselves would grow without end.
fn add_places(places: &mut Vec<usize>, more: Vec<usize>) {
    let room = MOST_PARAMETERS.saturating_sub(places.len());
    places.extend(more.into_iter().take(room));
}

/// True for a name that `from arcpy import Parameter as …` gives to the class.
fn is_parameter_class(file: &PyFile, name: &str) -> bool {
    file.module
        .imports
        .iter()
        .filter(|import| import.module == "arcpy")
        .any(|import| import.names.iter().any(|taken| taken.name == "Parameter" && taken.bound == name))
}

/// True for values that code elsewhere makes: not understanding them is a gap, not an empty list.
fn is_made_elsewhere(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::Call(_) | ExprKind::Attribute { .. } | ExprKind::Conditional { .. } | ExprKind::Other(_))
}

fn integer(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Integer(number) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::program::Named;
    use super::*;
    use crate::text::{DataPath, SourceFile};
    use crate::toolbox::{ParameterDirection, ParameterType, Script, ScriptOrigin, ScriptRole};

    /// The parameters of the class `T`.
    pub fn read(text: &str) -> (Vec<Parameter>, bool) {
        let script = Script {
            path: DataPath::new("e:/p/Box.pyt"),
            folder: DataPath::new("e:/p"),
            role: ScriptRole::Toolbox,
            origin: ScriptOrigin::File,
            source: SourceFile::from_text(text),
            module: None,
        };
        let program = Program::new(script, &crate::python::Sources::default());
        match program.resolve(program.toolbox(), "T") {
            Some(Named::Class(found)) => parameters(&program, found),
            Some(Named::Value(..)) | None => panic!("no class T"),
        }
    }

    fn names(body: &str) -> String {
        let (found, _) = read(&format!("class T:\n  def getParameterInfo(self):\n{body}"));
        found.into_iter().map(|parameter| parameter.name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_list_that_is_added_to_itself_comes_to_an_end() {
        for again in ["p = p + p", "p += p", "p.extend(p)"] {
            let lines = format!("    {again}\n").repeat(60);
            let text = format!("class T:\n  def getParameterInfo(self):\n    p = [arcpy.Parameter('a')]\n{lines}    return p\n");
            assert_eq!(read(&text).0.len(), MOST_PARAMETERS);
        }
    }

    #[test]
    fn keywords_and_places_say_the_same() {
        let (found, is_complete) = read(
            "class T:\n  def getParameterInfo(self):\n    \
             a = arcpy.Parameter('in', 'Input', 'Input', ['DEFolder', 'DEFile'], 'Required')\n    \
             b = arcpy.Parameter(displayName='Out', name='out', datatype='GPFeatureLayer', parameterType='Derived', direction='Output')\n    \
             return [a, b]\n",
        );
        let rows: Vec<_> = found.iter().map(|p| (&*p.name, &*p.datatype, p.direction, p.kind)).collect();
        assert_eq!(
            rows,
            [
                ("in", "DEFolder|DEFile", ParameterDirection::Input, ParameterType::Required),
                ("out", "GPFeatureLayer", ParameterDirection::Output, ParameterType::Derived),
            ]
        );
        assert!(is_complete);
    }

    #[test]
    fn the_returned_list_gives_the_order() {
        let made = "    a = arcpy.Parameter(name='a')\n    b = arcpy.Parameter(name='b')\n";
        assert_eq!(names(&format!("{made}    return [b, a]\n")), "b a");
        assert_eq!(names(&format!("{made}    p = [a]\n    p.append(b)\n    return p\n")), "a b");
        assert_eq!(
            names(&format!("{made}    p = [a]\n    p.insert(0, b)\n    p += [arcpy.Parameter(name='c')]\n    return p\n")),
            "b a c"
        );
        assert_eq!(names(&format!("{made}    return [a] + [b]\n")), "a b");
        assert_eq!(names(made), "a b");
        assert_eq!(names("    params = None\n    return params\n"), "");
    }

    #[test]
    fn defaults_set_afterwards_are_read() {
        let (found, _) = read(
            "import os\nROOT = r'E:\\data'\nclass T:\n  def getParameterInfo(self):\n    p = [arcpy.Parameter(name=n) for n in ()]\n    \
             a = arcpy.Parameter(name='a')\n    a.value = ROOT + r'\\x.shp'\n    \
             b = arcpy.Parameter(name='b')\n    b.values = ['one', 'two words']\n    b.filter.list = ['word', r'..\\maps\\a.lyrx']\n    \
             c = arcpy.Parameter(name='c')\n    c.value = True\n    c.symbology = os.path.join(os.path.dirname(__file__), 'c.lyrx')\n    \
             d = arcpy.Parameter(name='d', datatype='GPStringHidden')\n    d.value = 'secret'\n    \
             params = [a, b, c, d]\n    params[3].direction = 'Output'\n    return params\n",
        );
        let rows: Vec<_> = found.iter().map(|p| (p.value.as_deref(), p.other_values().collect::<Vec<_>>().join(" "))).collect();
        assert_eq!(
            rows,
            [
                (Some(r"E:\data\x.shp"), String::new()),
                (Some("one;'two words'"), r"..\maps\a.lyrx".to_owned()),
                (Some("true"), "e:/p/c.lyrx".to_owned()),
                (None, String::new()),
            ]
        );
        assert_eq!(found[3].direction, ParameterDirection::Output);
    }

    #[test]
    fn helpers_are_followed_and_unknown_ones_keep_their_place() {
        let (found, is_complete) = read(
            "def make(name, kind='x'):\n  p = arcpy.Parameter(name=name, datatype=kind)\n  return p\n\
             class Base:\n  def getParameterInfo(self):\n    return [make('base')]\n\
             class Help:\n  def many(self):\n    return [make('m1', 'DEFolder'), make('m2')]\n\
             class T(Base):\n  def own(self, n):\n    return make(n)\n  def getParameterInfo(self):\n    p = super().getParameterInfo()\n    \
             p.append(self.own('own'))\n    p.append(elsewhere.make())\n    h = Help()\n    p += h.many()\n    return p\n",
        );
        let rows: Vec<String> = found.iter().map(|p| format!("{}:{}", p.name, p.datatype)).collect();
        assert_eq!(rows, ["base:", "own:", "parameter_2:", "m1:DEFolder", "m2:"]);
        assert!(!is_complete);
    }

    #[test]
    fn helpers_that_call_themselves_end() {
        let (found, _) = read(
            "class T:\n  def getParameterInfo(self):\n    a = arcpy.Parameter(name='a')\n    b = self.getParameterInfo()\n    return self.getParameterInfo() + [a]\n",
        );
        assert!(!found.is_empty() && found.len() <= MOST_PARAMETERS);
    }
}
