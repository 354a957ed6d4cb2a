//! What is known while a script's paths are computed: its place, and its tools' parameter values.
//!
//! In: the tools that run a script, the values entered for the review. Out: the value of a parameter.
//! Never asks the disk.

use super::Settings;
use super::constant_place::{ConstantPlace, constant_place};
use super::never_data::{is_bare_word, is_never_data};
use super::parameters::{may_be_constant, takes_paths};
use crate::python::{Evaluated, Module, ParameterSource, PathValue, Places, Statement};
use crate::text::{DataPath, Span, same_name};
use crate::toolbox::{Inputs, Parameter, Script, ScriptOrigin, Tool, Toolbox};

/// What the publisher said of parameters: values entered for the review, and which ones are Constant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    rows: Vec<(String, String)>,
    constants: Vec<String>,
}

impl Entered {
    /// Rows of `TOOL.NAME` (or just `NAME`) and value; the names of Constant parameters.
    pub fn new(rows: Vec<(String, String)>, constants: Vec<String>) -> Self {
        Self { rows, constants }
    }

    /// The value entered for a parameter, else its default.
    pub fn value<'a>(&'a self, tool: &Tool, parameter: &'a Parameter) -> Option<&'a str> {
        // A secret entered for the review takes no part in it: nothing is looked up with it, nothing shows it.
        if parameter.is_secret() {
            return None;
        }
        self.row(tool, parameter).or(parameter.value.as_deref()).filter(|value| !value.is_empty())
    }

    /// True where the publisher entered another value than the default.
    pub fn is_entered(&self, tool: &Tool, parameter: &Parameter) -> bool {
        self.row(tool, parameter).is_some_and(|value| parameter.value.as_deref() != Some(value))
    }

    /// True where the publisher marked the parameter Constant, and it can be.
    pub fn is_constant(&self, tool: &Tool, parameter: &Parameter) -> bool {
        may_be_constant(parameter) && self.constants.iter().any(|name| means(name, tool, parameter))
    }

    /// The names of the parameters marked Constant, as written.
    pub fn constants(&self) -> &[String] {
        &self.constants
    }

    fn row(&self, tool: &Tool, parameter: &Parameter) -> Option<&str> {
        self.rows.iter().rev().find(|(key, _)| means(key, tool, parameter)).map(|(_, value)| value.as_str())
    }
}

/// True where `TOOL.NAME` (or just `NAME`) means this parameter; a tool goes by its name or its label.
pub fn means(written: &str, tool: &Tool, parameter: &Parameter) -> bool {
    match written.rsplit_once('.') {
        Some((owner, name)) => {
            same_name(name, &parameter.name) && (same_name(owner, &tool.name) || same_name(owner, &tool.label))
        }
        None => same_name(written, &parameter.name),
    }
}

/// A script's tools, to look parameter values up in.
pub struct ScriptTools<'a> {
    tools: Vec<(&'a Tool, Option<Span>)>,
    entered: &'a Entered,
}

impl<'a> ScriptTools<'a> {
    /// The published tools that run `script`, each with the bytes of its class where the script declares it.
    pub fn of(script: &Script, module: &Module, inputs: &'a Inputs, settings: &'a Settings) -> Self {
        let runs = |tool: &&Tool| tool.sources.iter().any(|(path, _)| *path == script.path);
        let chosen = |toolbox: &'a Toolbox| {
            let is_chosen = |tool: &&Tool| settings.chosen.has_tool(&toolbox.path, &tool.name, &tool.label);
            toolbox.tools.iter().filter(is_chosen)
        };
        let all = inputs.toolboxes.iter().flat_map(chosen);
        let tools = all.filter(runs).map(|tool| (tool, class_span(tool, &script.path, &module.body))).collect();
        Self { tools, entered: &settings.entered }
    }

    /// What a path built at `at` is for each tool that may run it: the tool whose class holds it, else every tool of the script.
    ///
    /// Each path once, with the first tool that makes it so; no tool where no parameter takes part.
    pub fn paths(&self, value: &PathValue, at: Span, places: &ScriptPlaces<'_>) -> Vec<(Evaluated, Option<&'a Tool>)> {
        let evaluate = |tool: Option<&'a Tool>| {
            let parameter = |source: &_| self.handed_over(tool?, source, places.folder);
            let ScriptPlaces { file, folder, literal } = *places;
            value.evaluate(&Places { script_file: file, script_folder: folder, literal, parameter: &parameter })
        };
        if !value.takes_parameter() {
            return evaluate(None).map(|found| (found, None)).into_iter().collect();
        }
        let mut paths: Vec<(Evaluated, Option<&'a Tool>)> = Vec::new();
        for tool in self.asked_at(at) {
            if let Some(found) = evaluate(Some(tool))
                && !paths.iter().any(|(known, _)| *known == found)
            {
                paths.push((found, Some(tool)));
            }
        }
        paths
    }

    /// The tools whose parameters code at `at` may mean.
    fn asked_at(&self, at: Span) -> Vec<&'a Tool> {
        let holder = self.tools.iter().find(|(_, span)| span.is_some_and(|span| span.contains(at)));
        match holder {
            Some((tool, _)) => vec![tool],
            None => self.tools.iter().filter(|(_, span)| span.is_none()).map(|(tool, _)| *tool).collect(),
        }
    }

    /// The value of a tool's parameter, as the publisher or the toolbox spells it.
    pub fn value(&self, tool: &'a Tool, source: &ParameterSource) -> Option<&'a str> {
        self.entered.value(tool, parameter(tool, source)?)
    }

    /// The value as the script gets it: ArcGIS makes a relative path absolute before it hands it over.
    ///
    /// Here it leads from the script's folder, where it can: no folder of this machine takes part.
    pub fn handed_over(&self, tool: &'a Tool, source: &ParameterSource, script_folder: &DataPath) -> Option<String> {
        let value = self.value(tool, source)?;
        let takes_paths = parameter(tool, source).is_some_and(|parameter| takes_paths(&parameter.datatype));
        let is_path = takes_paths && !is_bare_word(value) && !is_never_data(value) && !value.contains(';');
        if !is_path || DataPath::new(value).is_absolute() {
            return Some(value.to_owned());
        }
        let path = value_folder(tool, value).join(value);
        Some(path.relative_to(script_folder).unwrap_or_else(|| path.to_string()))
    }
}

/// The folder that a relative value is seen from: the tool's, where the value leads out of the archive, else the toolbox's.
fn value_folder(tool: &Tool, value: &str) -> DataPath {
    let folder = &tool.value_folder;
    let toolbox = folder.parent().filter(|parent| parent.extension() == "atbx" && folder.extension() == "tool");
    match toolbox {
        Some(toolbox) if folder.join(value).is_within(&toolbox) => toolbox.parent().unwrap_or_else(|| folder.clone()),
        Some(_) | None => folder.clone(),
    }
}

/// The parameter that a script means.
pub fn parameter<'a>(tool: &'a Tool, source: &ParameterSource) -> Option<&'a Parameter> {
    let all = &tool.parameters;
    match source {
        ParameterSource::Index(at) => all.get(*at),
        ParameterSource::Argument(argument) => all.get(argument.checked_sub(1)?),
        ParameterSource::FromEnd(at) => all.get(all.len().checked_sub(*at)?),
        ParameterSource::Named(name) => all.iter().find(|parameter| same_name(&parameter.name, name)),
    }
}

/// A script's own place and literals, to compute its paths with.
#[derive(Clone, Copy)]
pub struct ScriptPlaces<'a> {
    /// The file that `__file__` stands for.
    pub file: &'a DataPath,
    /// The folder that relative paths are tested in.
    pub folder: &'a DataPath,
    /// The decoded value of a literal.
    pub literal: &'a dyn Fn(usize) -> Option<String>,
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

/// What does not count: classes of tools that are not published, and defaults that a Constant's entered value replaces.
pub fn not_chosen_classes(script: &Script, module: &Module, toolboxes: &[Toolbox], settings: &Settings) -> Vec<Span> {
    let (chosen, entered) = (&settings.chosen, &settings.entered);
    let mut spans = Vec::new();
    for toolbox in toolboxes {
        for tool in &toolbox.tools {
            if !chosen.has_tool(&toolbox.path, &tool.name, &tool.label) {
                spans.extend(class_span(tool, &script.path, &module.body));
                continue;
            }
            let is_here = tool.declared.as_ref().is_some_and(|(file, _)| *file == script.path);
            let is_replaced =
                |parameter: &&Parameter| is_here && entered.is_entered(tool, parameter) && entered.is_constant(tool, parameter);
            for parameter in tool.parameters.iter().filter(is_replaced) {
                match constant_place(script, module, &tool.name, &parameter.name) {
                    Ok(ConstantPlace::Default(span)) => spans.push(span),
                    Ok(ConstantPlace::After { .. }) | Err(_) => {}
                }
            }
        }
    }
    spans
}
