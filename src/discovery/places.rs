//! What is known while a script's paths are computed: its place, and its tool's parameter values.
//!
//! In: the tools that run a script, the values entered for the review. Out: the value of a parameter.
//! Never asks the disk.

use std::collections::BTreeMap;

use super::{Chosen, ParameterName, Roster};
use crate::python::{Module, ParameterSource, Statement};
use crate::text::{DataPath, Span};
use crate::toolbox::{Inputs, Parameter, Script, ScriptOrigin, Tool, Toolbox};

/// Parameter values that the publisher entered for the review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    rows: Vec<(ParameterName, String)>,
}

impl Entered {
    /// Rows of what names a parameter, and value.
    pub fn new(rows: &[(String, String)], roster: &Roster<'_>) -> Self {
        Self { rows: rows.iter().map(|(name, value)| (ParameterName::new(name, roster), value.clone())).collect() }
    }

    /// The value entered for a parameter, else its default.
    pub fn value<'a>(&'a self, toolbox: &Toolbox, tool: &Tool, parameter: &'a Parameter) -> Option<&'a str> {
        // A secret entered for the review takes no part in it: nothing is looked up with it, nothing shows it.
        if parameter.is_secret() {
            return None;
        }
        let entered = self.rows.iter().rev().find(|(named, _)| named.names(&toolbox.path, &tool.name, &parameter.name));
        entered.map(|(_, value)| value.as_str()).or(parameter.value.as_deref()).filter(|value| !value.is_empty())
    }
}

/// A script's tools, to look parameter values up in.
pub struct ScriptTools<'a> {
    tools: Vec<(&'a Toolbox, &'a Tool, Option<Span>)>,
    entered: &'a Entered,
}

impl<'a> ScriptTools<'a> {
    /// The tools that run `script`, each with the bytes of its class where the script declares it.
    pub fn of(script: &Script, module: &Module, inputs: &'a Inputs, entered: &'a Entered) -> Self {
        let runs = |tool: &Tool| tool.sources.iter().any(|(path, _)| *path == script.path);
        let all = inputs.toolboxes.iter().flat_map(|toolbox| toolbox.tools.iter().map(move |tool| (toolbox, tool)));
        let classes = Classes::of(script, module);
        let tools = all.filter(|(_, tool)| runs(tool)).map(|(toolbox, tool)| (toolbox, tool, classes.span(tool))).collect();
        Self { tools, entered }
    }

    /// The value of a parameter for code at `at`: of the tool whose class holds it, else of the first tool.
    pub fn parameter(&self, source: &ParameterSource, at: Span) -> Option<String> {
        let (toolbox, tool, parameter) = self.at(source, at)?;
        self.entered.value(toolbox, tool, parameter).map(str::to_owned)
    }

    /// The tool and the parameter that code at `at` means.
    pub fn named(&self, source: &ParameterSource, at: Span) -> Option<(&'a Tool, &'a Parameter)> {
        self.at(source, at).map(|(_, tool, parameter)| (tool, parameter))
    }

    fn at(&self, source: &ParameterSource, at: Span) -> Option<(&'a Toolbox, &'a Tool, &'a Parameter)> {
        let index = match source {
            ParameterSource::Index(index) => *index,
            ParameterSource::Argument(argument) => argument.checked_sub(1)?,
        };
        let holder = self.tools.iter().find(|(_, _, span)| span.is_some_and(|span| span.contains(at)));
        let outside = || self.tools.iter().find(|(_, _, span)| span.is_none());
        let (toolbox, tool, _) = holder.or_else(outside)?;
        Some((toolbox, tool, tool.parameters.get(index)?))
    }
}

/// The classes of a script, to find those that declare tools: a toolbox may have hundreds.
struct Classes<'a> {
    script: &'a DataPath,
    spans: BTreeMap<&'a str, Span>,
}

impl<'a> Classes<'a> {
    fn of(script: &'a Script, module: &'a Module) -> Self {
        let mut classes = Self { script: &script.path, spans: BTreeMap::new() };
        classes.read(&module.body);
        classes
    }

    /// Of classes with the same name the first one counts.
    fn read(&mut self, body: &'a [Statement]) {
        for statement in body {
            match statement {
                Statement::Class(class) => drop(self.spans.entry(&class.name).or_insert(class.span)),
                Statement::Block { bodies, .. } => bodies.iter().for_each(|body| self.read(body)),
                Statement::Function(_)
                | Statement::Assign { .. }
                | Statement::Augment { .. }
                | Statement::Evaluate(_)
                | Statement::Return { .. }
                | Statement::Import { .. } => {}
            }
        }
    }

    /// The bytes of the class that declares a tool, if it stands in this script.
    fn span(&self, tool: &Tool) -> Option<Span> {
        let (declared_in, _) = tool.declared.as_ref()?;
        if declared_in == self.script { self.spans.get(tool.name.as_str()).copied() } else { None }
    }
}

/// The file that `__file__` stands for: an embedded script has a name in the toolbox's folder.
pub fn script_file(script: &Script) -> DataPath {
    match &script.origin {
        ScriptOrigin::File => script.path.clone(),
        ScriptOrigin::Member { .. } => script.folder.child(script.path.name()),
    }
}

/// Classes of tools that are not published: nothing in them counts.
pub fn not_chosen_classes(script: &Script, module: &Module, toolboxes: &[Toolbox], chosen: &Chosen) -> Vec<Span> {
    let classes = Classes::of(script, module);
    let mut spans = Vec::new();
    for toolbox in toolboxes {
        let left_out = toolbox.tools.iter().filter(|tool| !chosen.takes_part(&toolbox.path, &tool.name));
        spans.extend(left_out.filter_map(|tool| classes.span(tool)));
    }
    spans
}
