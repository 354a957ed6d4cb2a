//! Parameter values that name data.
//!
//! In: the chosen tools. Out: references that stand in a toolbox and not in a script, and what the publisher should know of values.
//! Never repeats what a script says: the defaults of a .pyt are literals of its own text, but for those that are Constant.
//! Rules: "Making project data and modules tool parameters"; DESIGN rule 8; stale defaults are common in the toolboxes seen.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::decided::as_decided;
use super::looked_for::looks_like_a_path;
use super::never_data::{is_bare_word, is_never_data};
use super::refused::refusal;
use super::{FoundBy, Origin, ParameterFinding, ParameterProblem, Reference, ReferenceContext, Settings, Standing, ValueSource};
use crate::disk::Reach;
use crate::geodata::{Catalog, Dataset, Resolution};
use crate::text::{DataPath, Position, elements};
use crate::toolbox::{Inputs, Parameter, ParameterDirection, ParameterType, Tool, ToolPart, Toolbox, ToolboxFormat};

/// What the parameters of the chosen tools say.
#[derive(Debug, Default)]
pub struct InParameters {
    /// The references in their values.
    pub references: Vec<Reference>,
    /// What is to be said of them.
    pub findings: Vec<ParameterFinding>,
    /// Names of Constants that no tool has, as written.
    pub unknown_constants: Vec<String>,
    /// The publisher's decisions that met a value.
    pub heeded: BTreeSet<usize>,
}

/// Looks through the parameter values of the chosen tools.
pub fn look_through(inputs: &Inputs, settings: &Settings, catalog: &Catalog<'_>) -> InParameters {
    let mut found = InParameters { unknown_constants: settings.entered.unknown_constants(inputs), ..InParameters::default() };
    for toolbox in &inputs.toolboxes {
        for tool in &toolbox.tools {
            if !settings.chosen.takes_part(&toolbox.path, &tool.name) {
                continue;
            }
            for parameter in &tool.parameters {
                let constant = settings.entered.is_constant(toolbox, tool, parameter);
                let place = Holder { toolbox, tool, parameter, constant, settings, catalog };
                found.parameter(&place);
            }
        }
    }
    found
}

/// True for an input whose values are paths: only such a parameter can be Constant.
pub fn may_be_constant(parameter: &Parameter) -> bool {
    let is_input = parameter.direction == ParameterDirection::Input && parameter.kind != ParameterType::Derived;
    is_input && !parameter.is_secret() && takes_paths(&parameter.datatype)
}

impl InParameters {
    fn parameter(&mut self, place: &Holder<'_>) {
        let value = place.settings.entered.value(place.toolbox, place.tool, place.parameter);
        if place.constant && value.is_none() {
            self.findings.push(place.finding(ParameterProblem::ConstantWithoutValue));
        }
        let mut is_told = false;
        for (element, (text, source)) in place.texts(value).into_iter().enumerate() {
            match place.look(&text) {
                // The default of a .pyt is a literal of its text, but a Constant has to be written.
                Look::Data(..) if place.is_literal(source) => {}
                Look::Data(path, dataset) => {
                    let reference = place.reference(&text, (element, source), path, dataset);
                    // What is fixed when it is published is data, whatever was decided about the text.
                    self.references.push(match place.constant {
                        true => reference,
                        false => as_decided(reference, &place.file(), &place.settings.decided, &mut self.heeded),
                    });
                }
                // One note for each parameter: stale leftovers are common.
                Look::Nothing if !is_told => {
                    let problem = place.problem(text, source);
                    is_told = problem.is_some();
                    self.findings.extend(problem.map(|problem| place.finding(problem)));
                }
                Look::Unknown if place.constant => {
                    self.findings.push(place.finding(ParameterProblem::ConstantNamesNothing { text }));
                }
                Look::Nothing | Look::Unknown => {}
            }
        }
        if !place.constant && place.settings.entered.is_marked(place.toolbox, place.tool, place.parameter) {
            self.findings.push(place.finding(ParameterProblem::CannotBeConstant));
        }
    }
}

/// A parameter with everything that its values are judged by.
struct Holder<'a> {
    toolbox: &'a Toolbox,
    tool: &'a Tool,
    parameter: &'a Parameter,
    constant: bool,
    settings: &'a Settings,
    catalog: &'a Catalog<'a>,
}

/// What a text names.
enum Look {
    Data(DataPath, Dataset),
    Nothing,
    /// Its server was not asked.
    Unknown,
}

impl Holder<'_> {
    /// The texts of a parameter that may name data, each once.
    fn texts(&self, value: Option<&str>) -> Vec<(String, ValueSource)> {
        let parameter = self.parameter;
        let is_entered = self.settings.entered.is_entered(self.toolbox, self.tool, parameter);
        let source = if is_entered { ValueSource::Entered } else { ValueSource::Default };
        let mut texts: Vec<(String, ValueSource)> =
            value.into_iter().flat_map(elements).filter(|text| !text.is_empty()).map(|text| (text.to_owned(), source)).collect();
        // Choices and layers of a .pyt are literals of its text.
        if self.toolbox.format == ToolboxFormat::Pyt {
            return texts;
        }
        let is_layer = |text: &str| parameter.symbology.as_deref() == Some(text);
        let source = |text: &str| if is_layer(text) { ValueSource::Symbology } else { ValueSource::Choice };
        texts.extend(parameter.other_values().map(|text| (text.to_owned(), source(text))));
        let mut seen = BTreeSet::new();
        texts.retain(|(text, _)| seen.insert(text.clone()));
        texts
    }

    fn is_literal(&self, source: ValueSource) -> bool {
        self.toolbox.format == ToolboxFormat::Pyt && source == ValueSource::Default && !self.constant
    }

    fn look(&self, text: &str) -> Look {
        let takes_paths = takes_paths(&self.parameter.datatype);
        if is_never_data(text) || (is_bare_word(text) && !takes_paths) {
            return Look::Nothing;
        }
        if DataPath::new(text).root() == "/" && !self.settings.posix_paths {
            return Look::Nothing;
        }
        // A relative default was never seen in an .atbx, so the toolbox's own folder is asked too (believed).
        let folders = [Some(self.tool.value_folder.clone()), self.toolbox.path.parent()];
        let mut is_asked = true;
        let found = folders.into_iter().flatten().find_map(|folder| {
            let path = folder.join(text);
            match self.catalog.resolve(&path) {
                Resolution::Data(dataset) => Some(Look::Data(path, dataset)),
                Resolution::NotReachable(Reach::NotAsked) => {
                    is_asked = false;
                    None
                }
                Resolution::MissingInside { .. } | Resolution::Absent | Resolution::NotReachable(_) => None,
            }
        });
        found.unwrap_or(if is_asked { Look::Nothing } else { Look::Unknown })
    }

    /// What is to be said of a text that names nothing.
    fn problem(&self, text: String, source: ValueSource) -> Option<ParameterProblem> {
        let parameter = self.parameter;
        let is_value = matches!(source, ValueSource::Entered | ValueSource::Default);
        if self.constant && is_value {
            return Some(ParameterProblem::ConstantNamesNothing { text });
        }
        let is_stale = match source {
            ValueSource::Entered | ValueSource::Default => {
                let is_path = looks_like_a_path(&text) && !is_never_data(&text) && takes_paths(&parameter.datatype);
                parameter.direction == ParameterDirection::Input && is_path
            }
            // Conversions leave numbers and words where a layer file was.
            ValueSource::Symbology => [".lyr", ".lyrx"].iter().any(|ending| text.to_lowercase().ends_with(ending)),
            ValueSource::Choice => false,
        };
        is_stale.then_some(ParameterProblem::NamesNothing { text, source })
    }

    fn finding(&self, what: ParameterProblem) -> ParameterFinding {
        let name = format!("{}.{}", self.tool.name, self.parameter.name);
        ParameterFinding { toolbox: self.toolbox.path.clone(), name, holder: self.file(), what }
    }

    fn reference(&self, text: &str, (element, source): (usize, ValueSource), path: DataPath, dataset: Dataset) -> Reference {
        let is_value = matches!(source, ValueSource::Entered | ValueSource::Default);
        let standing = match refusal(&dataset.path, &self.settings.input_folders) {
            Some(reason) => Standing::Refused(reason),
            None => match self.parameter.direction {
                ParameterDirection::Output if is_value => {
                    Standing::Output(format!("the output parameter {}", self.parameter.name))
                }
                ParameterDirection::Output | ParameterDirection::Input => Standing::Counts,
            },
        };
        Reference {
            origin: Origin::Parameter {
                toolbox: self.toolbox.path.clone(),
                tool: self.tool.name.clone(),
                parameter: self.parameter.name.clone(),
                holder: self.file(),
                element,
                source,
                constant: self.constant && is_value,
            },
            at: Position { line: 1, column: 1 },
            text: text.to_owned(),
            quoted: text.to_owned(),
            context: ReferenceContext::Parameter,
            found_by: FoundBy::Parameter,
            from_own_place: !DataPath::new(text).is_absolute(),
            path,
            names: Arc::new(dataset),
            standing,
            esri_finds: true,
            certain: true,
        }
    }

    /// The member that holds a tool's parameters; a .pyt holds them itself, or the file that declares the tool does.
    fn file(&self) -> DataPath {
        let declared = self.tool.declared.as_ref().filter(|_| self.constant).map(|(file, _)| file);
        match self.toolbox.format {
            ToolboxFormat::Pyt => declared.unwrap_or(&self.toolbox.path).clone(),
            ToolboxFormat::Atbx | ToolboxFormat::Tbx => self.toolbox.part(self.tool, ToolPart::Parameters),
        }
    }
}

/// True for data types whose values are paths, by their codes or the words on screen: there a bare word may name data.
pub fn takes_paths(datatype: &str) -> bool {
    const STARTS: [&str; 20] = [
        "de",
        "gpfeature",
        "gpraster",
        "gplayer",
        "gptableview",
        "gpcomposite",
        "gpdataset",
        "folder",
        "workspace",
        "file",
        "layer",
        "feature",
        "raster",
        "table",
        "dataset",
        "shapefile",
        "mosaic",
        "text file",
        "prj file",
        "map document",
    ];
    let plain = datatype.to_lowercase();
    plain.split(['|', '<', ',', '>']).any(|part| STARTS.iter().any(|start| part.trim().starts_with(start)))
}
