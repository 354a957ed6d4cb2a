//! Reads what a Python toolbox says of one parameter: the call that makes it, and what is set afterwards.
//!
//! In: `arcpy.Parameter(…)`, `p.value = …`, `p.filter.list = […]`. Out: the texts that stand in the code.
//! Never guesses a text that is made while the tool runs: it stays empty.

use super::parameters::{Frame, ParameterReader, Value};
use super::syntax::{keyword, positional};
use crate::python::{Call, Expr, ExprKind};
use crate::toolbox::{Parameter, ParameterDirection, ParameterType};

impl<'p> ParameterReader<'p> {
    /// `arcpy.Parameter(name, displayName, direction, datatype, parameterType, …)`.
    pub(super) fn parameter(&self, frame: &Frame<'p>, call: &'p Call) -> Parameter {
        let given = |name: &str, at: usize| keyword(call, name).or_else(|| positional(call, at));
        let text = |name: &str, at: usize| given(name, at).and_then(|value| self.text(frame, value));
        let mut parameter = Parameter { name: text("name", 0).unwrap_or_default(), ..unknown_parameter() };
        parameter.datatype = given("datatype", 3).map(|value| self.datatype(frame, value)).unwrap_or_default();
        parameter.direction = direction(&text("direction", 2).unwrap_or_default());
        parameter.kind = parameter_type(&text("parameterType", 4).unwrap_or_default());
        parameter.label = text("displayName", 1).unwrap_or_default();
        parameter.symbology = text("symbology", 7).filter(|layer| !layer.is_empty());
        parameter
    }

    fn datatype(&self, frame: &Frame<'p>, value: &Expr) -> String {
        match &value.kind {
            ExprKind::Sequence(items) => {
                let names: Vec<String> = items.iter().filter_map(|item| self.text(frame, item)).collect();
                names.join("|")
            }
            _ => self.text(frame, value).unwrap_or_default(),
        }
    }

    /// `p.value = …`, `p.filter.list = […]`, `params[0].symbology = …`; false if the receiver is no parameter.
    pub(super) fn set_attribute(&mut self, frame: &mut Frame<'p>, receiver: &'p Expr, name: &str, value: &'p Expr) -> bool {
        let (holder, name) = match &receiver.kind {
            ExprKind::Attribute { value: holder, name: inner } if &**inner == "filter" && name == "list" => {
                (&**holder, "filter.list")
            }
            ExprKind::Subscript { value: filters, .. } => match &filters.kind {
                ExprKind::Attribute { value: holder, name: inner } if &**inner == "filters" && name == "list" => {
                    (&**holder, "filters.list")
                }
                _ => (receiver, name),
            },
            _ => (receiver, name),
        };
        let Some(Value::One(place)) = self.value(frame, holder) else { return false };
        let text = self.text(frame, value);
        let rows = self.rows(frame, value);
        let datatype = self.datatype(frame, value);
        let Some(parameter) = self.made.get_mut(place) else { return false };
        match name {
            "value" | "values" => parameter.value = if rows.is_empty() { text } else { Some(joined(&rows)) },
            "filter.list" => parameter.choices = rows.concat(),
            // Each column of a value table has its own.
            "filters.list" => parameter.choices.extend(rows.concat()),
            "symbology" => parameter.symbology = text.filter(|layer| !layer.is_empty()),
            "parameterDependencies" => parameter.depends_on = rows.concat(),
            "displayName" => parameter.label = text.unwrap_or_default(),
            "name" => parameter.name = text.unwrap_or_default(),
            "datatype" => parameter.datatype = datatype,
            "direction" => parameter.direction = direction(&text.unwrap_or_default()),
            "parameterType" => parameter.kind = parameter_type(&text.unwrap_or_default()),
            _ => {}
        }
        true
    }

    /// The texts of a list: literals, names of parameters (`[first.name]`); each is a row, of a value table with its cells.
    fn rows(&mut self, frame: &mut Frame<'p>, value: &'p Expr) -> Vec<Vec<String>> {
        if let ExprKind::Name(_) = value.kind
            && let Some(Value::Texts(texts)) = frame.named(value)
        {
            return texts.iter().map(|text| vec![text.clone()]).collect();
        }
        let mut rows = Vec::new();
        for item in self.items(frame, value) {
            let row: Vec<String> = match &item.kind {
                ExprKind::Attribute { value: holder, name } if &**name == "name" => match self.value(frame, holder) {
                    Some(Value::One(place)) => self.made.get(place).map(|made| made.name.clone()).into_iter().collect(),
                    Some(Value::List(_) | Value::Text(_) | Value::Texts(_) | Value::Object(_)) | None => Vec::new(),
                },
                ExprKind::Sequence(cells) => cells.iter().filter_map(|cell| self.text(frame, cell)).collect(),
                _ => self.text(frame, item).into_iter().collect(),
            };
            rows.extend((!row.is_empty()).then_some(row));
        }
        rows
    }

    /// The constant text of an expression: numbers and truth values as ArcGIS writes them.
    pub(super) fn text(&self, frame: &Frame<'p>, expr: &Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::Constant(word) => match &**word {
                "True" | "False" => Some(word.to_lowercase()),
                number => number.parse::<f64>().is_ok().then(|| number.to_owned()),
            },
            ExprKind::Name(name) => match frame.names.get(&**name) {
                Some(Value::Text(text)) => Some(text.clone()),
                Some(Value::One(_) | Value::List(_) | Value::Texts(_) | Value::Object(_)) => None,
                None => self.program.text(frame.file(), expr),
            },
            _ => self.program.text(frame.file(), expr),
        }
    }
}

/// A parameter of which nothing is known.
pub(super) fn unknown_parameter() -> Parameter {
    Parameter {
        name: String::new(),
        label: String::new(),
        datatype: String::new(),
        direction: ParameterDirection::Input,
        kind: ParameterType::Required,
        value: None,
        choices: Vec::new(),
        symbology: None,
        depends_on: Vec::new(),
    }
}

fn direction(word: &str) -> ParameterDirection {
    if word.eq_ignore_ascii_case("Output") { ParameterDirection::Output } else { ParameterDirection::Input }
}

fn parameter_type(word: &str) -> ParameterType {
    match word.to_ascii_lowercase().as_str() {
        "optional" => ParameterType::Optional,
        "derived" => ParameterType::Derived,
        _ => ParameterType::Required,
    }
}

/// Several values as ArcGIS joins them: by semicolons, the cells of a row by spaces, in single quotes where they hold any.
fn joined(rows: &[Vec<String>]) -> String {
    let quoted = |cell: &String| if cell.contains(' ') { format!("'{cell}'") } else { cell.clone() };
    let rows = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(" "));
    rows.collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::super::parameters::tests::read;

    #[test]
    fn filters_dependencies_and_rows_are_read_however_they_are_written() {
        let (found, is_complete) = read(
            "from arcpy import Parameter as P\nKINDS = ('road', r'..\\maps\\rail.lyrx')\nclass T:\n  def getParameterInfo(self):\n    \
             a = P('a', 'A', 'Input', 'GPString', 'Optional')\n    a.filter.list = KINDS\n    a.category = 'More'\n    \
             b = P(name='b', datatype='GPValueTable')\n    words = ['x', 'y']\n    b.filters[0].list = words\n    b.filters[1].list = ['z']\n    \
             b.values = [['one', 'two words'], ['three', 'four']]\n    b.parameterDependencies = [a.name]\n    b.enabled = False\n    \
             return [a, b]\n",
        );
        assert!(is_complete);
        let rows: Vec<_> = found.iter().map(|p| (&*p.name, p.choices.join(" "), p.depends_on.join(" "))).collect();
        assert_eq!(rows, [("a", r"road ..\maps\rail.lyrx".to_owned(), String::new()), ("b", "x y z".to_owned(), "a".to_owned())]);
        assert_eq!(found[1].value.as_deref(), Some("one 'two words';three four"));
    }
}
