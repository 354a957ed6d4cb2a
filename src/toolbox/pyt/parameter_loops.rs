//! Reads loops over lists that stand in the code: parameters made in them are made once for each element.
//!
//! In: a `for` or a comprehension in `getParameterInfo`. Out: what its names hold in each round, and the parameters.
//! Never guesses how often a loop runs over what is made while the tool runs.

use super::parameters::{Frame, MOST_PARAMETERS, ParameterReader, Value};
use super::program::Named;
use super::syntax::dotted;
use crate::python::{Expr, ExprKind};

impl<'p> ParameterReader<'p> {
    /// The elements of a list that stands in the code, here or at the top level of a file; else none.
    pub(super) fn items(&self, frame: &Frame<'p>, source: &'p Expr) -> &'p [Expr] {
        match &source.kind {
            ExprKind::Sequence(items) => items,
            ExprKind::Name(name) => match self.program.resolve(frame.file(), name) {
                Some(Named::Value(_, Expr { kind: ExprKind::Sequence(items), .. })) => items,
                Some(Named::Value(..) | Named::Class(_)) | None => &[],
            },
            _ => &[],
        }
    }

    /// Gives the names of `target` the texts of `item`, as a loop does.
    pub(super) fn bind(&mut self, frame: &mut Frame<'p>, target: &'p Expr, item: &'p Expr) {
        let pairs: Vec<(&Expr, &Expr)> = match (&target.kind, &item.kind) {
            (ExprKind::Sequence(targets), ExprKind::Sequence(items)) => targets.iter().zip(items).collect(),
            _ => vec![(target, item)],
        };
        for (target, item) in pairs {
            let Some(name) = dotted(target) else { continue };
            let held = self.text(frame, item).map(Value::Text).or_else(|| self.value(frame, item));
            match held {
                Some(held) => frame.names.insert(name, held),
                None => frame.names.remove(&name),
            };
        }
    }

    /// `[arcpy.Parameter(name=name) for name in ("a", "b")]`; `None` where that makes no parameters.
    pub(super) fn comprehension(
        &mut self,
        frame: &mut Frame<'p>,
        element: &'p Expr,
        target: &'p Expr,
        source: &'p Expr,
    ) -> Option<Value<'p>> {
        let items = self.items(frame, source);
        if items.is_empty() && !matches!(source.kind, ExprKind::Sequence(_)) {
            // How many it makes is not known: one stands for all.
            let place = self.made_by(frame, element)?;
            self.is_complete = false;
            return Some(Value::List(vec![place]));
        }
        let mut places = Vec::new();
        for item in items.iter().take(MOST_PARAMETERS) {
            self.bind(frame, target, item);
            places.push(self.made_by(frame, element)?);
        }
        Some(Value::List(places))
    }

    fn made_by(&mut self, frame: &mut Frame<'p>, element: &'p Expr) -> Option<usize> {
        match self.value(frame, element)? {
            Value::One(place) => Some(place),
            Value::List(_) | Value::Text(_) | Value::Texts(_) | Value::Object(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parameters::tests::read;

    fn rows(body: &str) -> (Vec<String>, bool) {
        let (found, is_complete) = read(&format!("ALL = ['a', 'b']\nclass T:\n  def getParameterInfo(self):\n{body}"));
        (found.into_iter().map(|parameter| format!("{}:{}", parameter.name, parameter.label)).collect(), is_complete)
    }

    #[test]
    fn parameters_may_be_made_in_a_comprehension() {
        let made = "    parameters = [arcpy.Parameter(name=n, displayName=l) for n, l in [('a', 'A'), ('b', 'B')]]\n    return parameters\n";
        assert_eq!(rows(made), (vec!["a:A".to_owned(), "b:B".to_owned()], true));
        let listed = "    return [arcpy.Parameter(name=n) for n in ALL]\n";
        assert_eq!(rows(listed), (vec!["a:".to_owned(), "b:".to_owned()], true));
        let unknown = "    return [arcpy.Parameter(name=n) for n in find()]\n";
        assert_eq!(rows(unknown), (vec!["parameter_0:".to_owned()], false));
        let others = "    a = arcpy.Parameter(name='a')\n    a.filter.list = [row[0] for row in find()]\n    return [a]\n";
        assert_eq!(rows(others), (vec!["a:".to_owned()], true));
    }

    #[test]
    fn parameters_may_be_made_in_a_loop() {
        let made =
            "    found = []\n    for n in ALL:\n      p = arcpy.Parameter(name=n)\n      found.append(p)\n    return found\n";
        assert_eq!(rows(made), (vec!["a:".to_owned(), "b:".to_owned()], true));
        let unknown = "    found = []\n    for n in find():\n      found.append(arcpy.Parameter(name=n))\n    return found\n";
        assert_eq!(rows(unknown), (vec!["parameter_0:".to_owned()], false));
    }
}
