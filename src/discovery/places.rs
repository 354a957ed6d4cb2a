//! What is known while a script's paths are computed: its place, and its tool's parameter values.
//!
//! In: the tools that run a script, the values entered for the review. Out: the value of a parameter.
//! Never asks the disk.

use crate::python::{Module, ParameterSource, Statement};
use crate::text::{DataPath, Span, same_name};
use crate::toolbox::{Inputs, Parameter, Script, ScriptOrigin, Tool, Toolbox};

/// Parameter values that the publisher entered for the review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    rows: Vec<(String, String)>,
}

impl Entered {
    /// Rows of `TOOL.NAME` (or just `NAME`) and value.
    pub fn new(rows: Vec<(String, String)>) -> Self {
        Self { rows }
    }

    /// The value entered for a parameter, else its default.
    pub fn value<'a>(&'a self, tool: &Tool, parameter: &'a Parameter) -> Option<&'a str> {
        let entered = self.rows.iter().rev().find(|(key, _)| match key.rsplit_once('.') {
            Some((owner, name)) => {
                same_name(name, &parameter.name) && (same_name(owner, &tool.name) || same_name(owner, &tool.label))
            }
            None => same_name(key, &parameter.name),
        });
        // A secret entered for the review takes no part in it: nothing is looked up with it, nothing shows it.
        if parameter.is_secret() {
            return None;
        }
        entered.map(|(_, value)| value.as_str()).or(parameter.value.as_deref()).filter(|value| !value.is_empty())
    }
}

/// A script's tools, to look parameter values up in.
pub struct ScriptTools<'a> {
    tools: Vec<(&'a Tool, Option<Span>)>,
    entered: &'a Entered,
}

impl<'a> ScriptTools<'a> {
    /// The tools that run `script`, each with the bytes of its class where the script declares it.
    pub fn of(script: &Script, module: &Module, inputs: &'a Inputs, entered: &'a Entered) -> Self {
        let runs = |tool: &&Tool| tool.sources.iter().any(|(path, _)| *path == script.path);
        let all = inputs.toolboxes.iter().flat_map(|toolbox| &toolbox.tools);
        let tools = all.filter(runs).map(|tool| (tool, class_span(tool, &script.path, &module.body))).collect();
        Self { tools, entered }
    }

    /// The value of a parameter for code at `at`: of the tool whose class holds it, else of the first tool.
    pub fn parameter(&self, source: &ParameterSource, at: Span) -> Option<String> {
        let (tool, parameter) = self.named(source, at)?;
        self.entered.value(tool, parameter).map(str::to_owned)
    }

    /// The tool and the parameter that code at `at` means.
    pub fn named(&self, source: &ParameterSource, at: Span) -> Option<(&'a Tool, &'a Parameter)> {
        let index = match source {
            ParameterSource::Index(index) => *index,
            ParameterSource::Argument(argument) => argument.checked_sub(1)?,
        };
        let holder = self.tools.iter().find(|(_, span)| span.is_some_and(|span| span.contains(at)));
        let outside = || self.tools.iter().find(|(_, span)| span.is_none());
        let (tool, _) = holder.or_else(outside)?;
        Some((tool, tool.parameters.get(index)?))
    }
}

/// The bytes of the class that declares `tool`, if it stands in this script.
pub fn class_span(tool: &Tool, script: &DataPath, body: &[Statement]) -> Option<Span> {
    tool.declared.as_ref().filter(|(declared_in, _)| declared_in == script)?;
    body.iter().find_map(|statement| match statement {
        Statement::Class(class) if *class.name == *tool.name => Some(class.span),
        Statement::Block { bodies, .. } => bodies.iter().find_map(|body| class_span(tool, script, body)),
        Statement::Class(_)
        | Statement::Function(_)
        | Statement::Assign { .. }
        | Statement::Augment { .. }
        | Statement::Evaluate(_)
        | Statement::Return { .. }
        | Statement::Import { .. } => None,
    })
}

/// The file that `__file__` stands for: an embedded script has a name in the toolbox's folder.
pub fn script_file(script: &Script) -> DataPath {
    match &script.origin {
        ScriptOrigin::File => script.path.clone(),
        ScriptOrigin::Member { .. } => script.folder.child(script.path.name()),
    }
}

/// Classes of tools that are not published: nothing in them counts.
pub fn not_chosen_classes(script: &Script, module: &Module, toolboxes: &[Toolbox], chosen: &super::Chosen) -> Vec<Span> {
    let mut spans = Vec::new();
    for toolbox in toolboxes {
        for tool in &toolbox.tools {
            if !chosen.has_tool(&toolbox.path, &tool.name, &tool.label) {
                spans.extend(class_span(tool, &script.path, &module.body));
            }
        }
    }
    spans
}
