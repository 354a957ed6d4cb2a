//! Folds what a script asks of its tool's parameters.
//!
//! In: expressions such as `arcpy.GetParameterAsText(0)` or `parameters[0].valueAsText`. Out: which parameter is meant.
//! Never knows a parameter's value: that is looked up where the tool is known.
//! Rules: `GetParameter`, `GetParameterAsText` (by place or name), `GetParameterInfo`, the list given to a tool's methods.

use super::fold::{Folded, Folder};
use super::{Call, Expr, ExprKind, ParameterSource, PathValue};

/// Names are followed through at most this many steps.
const MOST_STEPS: usize = 8;

impl<'a> Folder<'a, '_> {
    /// The value of the parameter that `holder` stands for: `parameters[n]`, or a name that holds it.
    pub(super) fn parameter_value(&self, holder: &'a Expr, scope: usize) -> Option<Folded> {
        Some(Folded::of(PathValue::Parameter(self.parameter(holder, scope, MOST_STEPS)?)))
    }

    /// `GetParameterAsText(0)`, `GetParameter(index=0)`, `GetParameterAsText("roads")`.
    pub(super) fn asked(&self, call: &'a Call) -> Option<Folded> {
        let first = call.arguments.first().filter(|argument| !argument.unpacked)?;
        Some(Folded::of(PathValue::Parameter(self.place(&first.value)?)))
    }

    fn parameter(&self, holder: &'a Expr, scope: usize, steps: usize) -> Option<ParameterSource> {
        match &holder.kind {
            ExprKind::Subscript { value: list, index } => {
                let is_list = match &list.kind {
                    ExprKind::Name(_) | ExprKind::Attribute { .. } => !self.is_of_another_tool(list, scope),
                    ExprKind::Call(call) => call.arguments.is_empty() && self.is_parameter_info(call, scope),
                    _ => false,
                };
                if is_list { self.place(index) } else { None }
            }
            ExprKind::Name(_) | ExprKind::Attribute { .. } => {
                let (_, binding) = self.names.binding_of(holder, scope).filter(|(_, binding)| !binding.is_vague)?;
                let [(value, scope)] = binding.values.as_slice() else { return None };
                // Only a subscript is a parameter: a name bound to a list is none.
                match &value.kind {
                    ExprKind::Subscript { .. } | ExprKind::Name(_) => self.parameter(value, *scope, steps.checked_sub(1)?),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Which parameter a subscript or argument means: places count from 0, or from the end.
    fn place(&self, index: &Expr) -> Option<ParameterSource> {
        match &index.kind {
            ExprKind::Integer(at) if *at < 0 => Some(ParameterSource::FromEnd(usize::try_from(at.checked_neg()?).ok()?)),
            ExprKind::Integer(at) => Some(ParameterSource::Index(usize::try_from(*at).ok()?)),
            ExprKind::Text(at) => Some(ParameterSource::Named(self.literals.get(*at)?.value.as_str().into())),
            _ => None,
        }
    }

    fn is_parameter_info(&self, call: &'a Call, scope: usize) -> bool {
        self.names.resolve(&call.function, scope).as_deref() == Some("arcpy.GetParameterInfo")
    }

    /// True for `params = arcpy.GetParameterInfo("Clip_analysis")`: the parameters of another tool.
    fn is_of_another_tool(&self, list: &'a Expr, scope: usize) -> bool {
        let Some((_, binding)) = self.names.binding_of(list, scope) else { return false };
        binding.values.iter().any(|(value, scope)| match &value.kind {
            ExprKind::Call(call) => !call.arguments.is_empty() && self.is_parameter_info(call, *scope),
            _ => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::python::{ParameterSource, PathValue, read};
    use crate::text::SourceFile;

    /// The parameter at the start of the last built path.
    fn asked(text: &str) -> Option<ParameterSource> {
        let head = "import os, sys, arcpy\nfrom arcpy import GetParameterInfo, GetParameterAsText\n";
        let module = read(&SourceFile::from_text(&format!("{head}{text}\n")));
        match &module.folds.last()?.value {
            PathValue::Join(parts) => match parts.first()? {
                PathValue::Parameter(source) => Some(source.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    #[test]
    fn parameters_are_asked_for_by_place_name_and_from_the_end() {
        let in_tool = |body: &str| format!("class T:\n  def execute(self, parameters, messages):\n    {body}");
        for (text, source) in [
            ("x = os.path.join(arcpy.GetParameterAsText(2), 'a')", ParameterSource::Index(2)),
            ("x = os.path.join(arcpy.GetParameter(index=1), 'a')", ParameterSource::Index(1)),
            ("x = os.path.join(GetParameterAsText('roads'), 'a')", ParameterSource::Named("roads".into())),
            ("x = os.path.join(arcpy.GetParameterInfo()[1].valueAsText, 'a')", ParameterSource::Index(1)),
            ("x = os.path.join(GetParameterInfo()[-1].valueAsText, 'a')", ParameterSource::FromEnd(1)),
            ("params = arcpy.GetParameterInfo()\nx = os.path.join(params[3].value, 'a')", ParameterSource::Index(3)),
            ("p = arcpy.GetParameterInfo()[2]\nx = os.path.join(p.valueAsText, 'a')", ParameterSource::Index(2)),
            ("x = os.path.join(sys.argv[-2], 'a')", ParameterSource::FromEnd(2)),
            (&in_tool("folder = parameters[0].valueAsText\n    x = os.path.join(folder, 'a')"), ParameterSource::Index(0)),
            (&in_tool("folder = parameters[-1]\n    x = os.path.join(folder.valueAsText, 'a')"), ParameterSource::FromEnd(1)),
            (
                &in_tool("by = {p.name: p for p in parameters}\n    x = os.path.join(by['roads'].valueAsText, 'a')"),
                ParameterSource::Named("roads".into()),
            ),
            ("class V:\n  def f(self):\n    x = os.path.join(self.params[1].value, 'a')", ParameterSource::Index(1)),
        ] {
            assert_eq!(asked(text), Some(source), "{text}");
        }
    }

    #[test]
    fn the_parameters_of_another_tool_and_unknown_places_are_not_known() {
        for text in [
            "params = arcpy.GetParameterInfo('Clip_analysis')\nx = os.path.join(params[0].value, 'a')",
            "x = os.path.join(arcpy.GetParameterInfo('Clip_analysis')[0].value, 'a')",
            "x = os.path.join(arcpy.GetParameterAsText(n), 'a')",
            "x = os.path.join(arcpy.GetParameterAsText(arcpy.GetArgumentCount()), 'a')",
            "p = [1, 2]\nx = os.path.join(p.value, 'a')",
        ] {
            assert_eq!(asked(text), None, "{text}");
        }
    }
}
