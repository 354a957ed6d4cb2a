//! What is known while a script's paths are computed: its place, and its tools' parameter values.
//!
//! In: the tools that run a script, the values entered for the review. Out: the value of a parameter.
//! Never asks the disk.

use std::collections::BTreeMap;

use super::constant_place::{ConstantPlace, constant_place};
use super::never_data::{is_bare_word, is_never_data};
use super::parameters::{may_be_constant, takes_paths};
use super::{ParameterName, Roster, Settings};
use crate::python::{Evaluated, Module, ParameterSource, PathValue, Places, classes};
use crate::text::{DataPath, Span, same_name};
use crate::toolbox::{Inputs, Parameter, Script, ScriptOrigin, Tool, Toolbox};

/// What the publisher said of parameters: values entered for the review, and which ones are Constant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    rows: Vec<(ParameterName, String)>,
    /// With each name as it was written.
    constants: Vec<(ParameterName, String)>,
}

impl Entered {
    /// Rows of what names a parameter, and value; what names the Constant parameters.
    pub fn new(rows: &[(String, String)], constants: &[String], roster: &Roster<'_>) -> Self {
        let rows = rows.iter().map(|(name, value)| (ParameterName::new(name, roster), value.clone())).collect();
        let constants = constants.iter().map(|name| (ParameterName::new(name, roster), name.clone())).collect();
        Self { rows, constants }
    }

    /// The value entered for a parameter, else its default.
    pub fn value<'a>(&'a self, toolbox: &Toolbox, tool: &Tool, parameter: &'a Parameter) -> Option<&'a str> {
        // A secret entered for the review takes no part in it: nothing is looked up with it, nothing shows it.
        if parameter.is_secret() {
            return None;
        }
        self.row(toolbox, tool, parameter).or(parameter.value.as_deref()).filter(|value| !value.is_empty())
    }

    /// True where the publisher entered another value than the default.
    pub fn is_entered(&self, toolbox: &Toolbox, tool: &Tool, parameter: &Parameter) -> bool {
        self.row(toolbox, tool, parameter).is_some_and(|value| parameter.value.as_deref() != Some(value))
    }

    /// True where the publisher marked the parameter Constant, and it can be.
    pub fn is_constant(&self, toolbox: &Toolbox, tool: &Tool, parameter: &Parameter) -> bool {
        may_be_constant(parameter) && self.is_marked(toolbox, tool, parameter)
    }

    /// True where the publisher marked the parameter Constant.
    pub fn is_marked(&self, toolbox: &Toolbox, tool: &Tool, parameter: &Parameter) -> bool {
        self.constants.iter().any(|(named, _)| named.names(&toolbox.path, &tool.name, &parameter.name))
    }

    /// The Constants that no tool has, as written.
    pub fn unknown_constants(&self, inputs: &Inputs) -> Vec<String> {
        let is_known = |named: &ParameterName| {
            inputs.toolboxes.iter().any(|toolbox| {
                let has = |tool: &Tool| tool.parameters.iter().any(|of| named.names(&toolbox.path, &tool.name, &of.name));
                toolbox.tools.iter().any(has)
            })
        };
        self.constants.iter().filter(|(named, _)| !is_known(named)).map(|(_, written)| written.clone()).collect()
    }

    fn row(&self, toolbox: &Toolbox, tool: &Tool, parameter: &Parameter) -> Option<&str> {
        let mut rows = self.rows.iter().rev();
        rows.find(|(named, _)| named.names(&toolbox.path, &tool.name, &parameter.name)).map(|(_, value)| value.as_str())
    }
}

/// A script's tools, to look parameter values up in.
pub struct ScriptTools<'a> {
    tools: Vec<(OwnedTool<'a>, Option<Span>)>,
    entered: &'a Entered,
}

/// A tool with its toolbox.
#[derive(Clone, Copy, Debug)]
pub struct OwnedTool<'a> {
    /// The toolbox.
    pub toolbox: &'a Toolbox,
    /// The tool.
    pub tool: &'a Tool,
}

impl<'a> ScriptTools<'a> {
    /// The published tools that run `script`, each with the bytes of its class where the script declares it.
    pub fn of(script: &Script, module: &Module, inputs: &'a Inputs, settings: &'a Settings) -> Self {
        let all = inputs.toolboxes.iter().flat_map(|toolbox| toolbox.tools.iter().map(move |tool| OwnedTool { toolbox, tool }));
        let runs = |owned: &OwnedTool<'_>| owned.tool.sources.iter().any(|(path, _)| *path == script.path);
        let is_chosen = |owned: &OwnedTool<'_>| settings.chosen.takes_part(&owned.toolbox.path, &owned.tool.name);
        let classes = Classes::of(script, module);
        let tools = all.filter(|owned| runs(owned) && is_chosen(owned)).map(|owned| (owned, classes.span(owned.tool))).collect();
        Self { tools, entered: &settings.entered }
    }

    /// What a path built at `at` is for each tool that may run it: the tool whose class holds it, else every tool of the script.
    ///
    /// Each path once, with the first tool that makes it so; no tool where no parameter takes part.
    pub fn paths(&self, value: &PathValue, at: Span, places: &ScriptPlaces<'_>) -> Vec<(Evaluated, Option<OwnedTool<'a>>)> {
        let evaluate = |tool: Option<OwnedTool<'a>>| {
            let parameter = |source: &_| self.handed_over(tool?, source, places.folder);
            let ScriptPlaces { file, folder, literal } = *places;
            value.evaluate(&Places { script_file: file, script_folder: folder, literal, parameter: &parameter })
        };
        if !value.takes_parameter() {
            return evaluate(None).map(|found| (found, None)).into_iter().collect();
        }
        let mut paths: Vec<(Evaluated, Option<OwnedTool<'a>>)> = Vec::new();
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
    fn asked_at(&self, at: Span) -> Vec<OwnedTool<'a>> {
        let holder = self.tools.iter().find(|(_, span)| span.is_some_and(|span| span.contains(at)));
        match holder {
            Some((tool, _)) => vec![*tool],
            None => self.tools.iter().filter(|(_, span)| span.is_none()).map(|(tool, _)| *tool).collect(),
        }
    }

    /// The value of a tool's parameter, as the publisher or the toolbox spells it.
    pub fn value(&self, owned: OwnedTool<'a>, source: &ParameterSource) -> Option<&'a str> {
        self.entered.value(owned.toolbox, owned.tool, parameter(owned.tool, source)?)
    }

    /// The value as the script gets it: ArcGIS makes a relative path absolute before it hands it over.
    ///
    /// Here it leads from the script's folder, where it can: no folder of this machine takes part.
    pub fn handed_over(&self, owned: OwnedTool<'a>, source: &ParameterSource, script_folder: &DataPath) -> Option<String> {
        let value = self.value(owned, source)?;
        let tool = owned.tool;
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
    let toolbox =
        folder.parent().filter(|parent| matches!(parent.extension().as_str(), "atbx" | "tbx") && folder.extension() == "tool");
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

/// The classes of a script, to find those that declare tools: a toolbox may have hundreds.
struct Classes<'a> {
    script: &'a DataPath,
    spans: BTreeMap<&'a str, Span>,
}

impl<'a> Classes<'a> {
    /// Of classes with the same name the first one counts.
    fn of(script: &'a Script, module: &'a Module) -> Self {
        let mut spans = BTreeMap::new();
        for class in classes(&module.body) {
            spans.entry(&*class.name).or_insert(class.span);
        }
        Self { script: &script.path, spans }
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

/// What does not count: classes of tools that are not published, and defaults that a Constant's entered value replaces.
pub fn not_chosen_classes(script: &Script, module: &Module, toolboxes: &[Toolbox], settings: &Settings) -> Vec<Span> {
    let (chosen, entered) = (&settings.chosen, &settings.entered);
    let classes = Classes::of(script, module);
    let mut spans = Vec::new();
    for toolbox in toolboxes {
        for tool in &toolbox.tools {
            let Some(span) = classes.span(tool) else { continue };
            if !chosen.takes_part(&toolbox.path, &tool.name) {
                spans.push(span);
                continue;
            }
            let is_replaced = |parameter: &&Parameter| {
                entered.is_entered(toolbox, tool, parameter) && entered.is_constant(toolbox, tool, parameter)
            };
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
