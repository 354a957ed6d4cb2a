//! What models name: data that exists, and the tools that they run.
//!
//! In: the chosen tools. Out: references that stand in a model, the tools that take part for a model's sake, and what is not there.
//! Never takes a model at its word: ArcGIS documents no form of it, so every reference is unsure, and an output counts as well.
//! Rules: DESIGN 4; the models seen in toolboxes of ArcGIS Pro and ArcMap.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::decided::as_decided;
use super::never_data::is_never_data;
use super::refused::refusal;
use super::{Chosen, FoundBy, Origin, Reference, ReferenceContext, Settings, Standing};
use crate::geodata::{Catalog, Resolution};
use crate::text::{DataPath, Position};
use crate::toolbox::{CalledTool, Inputs, Tool, ToolPart, Toolbox};

/// A tool that a model runs and that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingCall {
    /// The toolbox of the model.
    pub toolbox: DataPath,
    /// The file in the toolbox that holds the model, as the report shows it.
    pub holder: DataPath,
    /// The model's name.
    pub model: String,
    /// What it runs.
    pub called: CalledTool,
}

/// What the chosen models run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// The tools that are there, by toolbox.
    pub found: BTreeMap<DataPath, BTreeSet<String>>,
    /// Those that are not.
    pub missing: Vec<MissingCall>,
}

/// Follows the chosen models to the tools that they run, and models among these to theirs.
pub fn calls(inputs: &Inputs, chosen: &Chosen) -> Calls {
    let all = inputs.toolboxes.iter().flat_map(|toolbox| toolbox.tools.iter().map(move |tool| (toolbox, tool)));
    let mut waiting: Vec<(&Toolbox, &Tool)> = all.filter(|(toolbox, tool)| chosen.has_tool(&toolbox.path, &tool.name)).collect();
    let mut followed: BTreeSet<(&DataPath, &str)> =
        waiting.iter().map(|(toolbox, tool)| (&toolbox.path, tool.name.as_str())).collect();
    let homes = Homes::of(inputs);
    let mut calls = Calls::default();
    while let Some((toolbox, tool)) = waiting.pop() {
        for called in tool.model.iter().flat_map(|model| &model.calls) {
            let Some((home, found)) = homes.find(&toolbox.path, tool, called) else {
                let (holder, model) = (toolbox.part(tool, ToolPart::Model), tool.name.clone());
                let (toolbox, called) = (toolbox.path.clone(), called.clone());
                calls.missing.push(MissingCall { toolbox, holder, model, called });
                continue;
            };
            calls.found.entry(home.path.clone()).or_default().insert(found.name.clone());
            if followed.insert((&home.path, &found.name)) {
                waiting.push((home, found));
            }
        }
    }
    calls
}

/// All tools by toolbox and name: models may run thousands.
struct Homes<'a> {
    by_path: BTreeMap<&'a DataPath, (&'a Toolbox, BTreeMap<String, &'a Tool>)>,
}

impl<'a> Homes<'a> {
    /// Of tools with the same name the first one counts.
    fn of(inputs: &'a Inputs) -> Self {
        let mut homes = Self { by_path: BTreeMap::new() };
        for toolbox in &inputs.toolboxes {
            let mut tools = BTreeMap::new();
            for tool in &toolbox.tools {
                tools.entry(tool.name.to_lowercase()).or_insert(tool);
            }
            homes.by_path.entry(&toolbox.path).or_insert((toolbox, tools));
        }
        homes
    }

    /// The tool that a model runs, with its toolbox.
    fn find(&self, toolbox: &DataPath, model: &Tool, called: &CalledTool) -> Option<(&'a Toolbox, &'a Tool)> {
        let (home, tools) = match &called.toolbox {
            None => self.by_path.get(toolbox)?,
            Some(text) => model.places_of(toolbox, text).iter().find_map(|place| self.by_path.get(place))?,
        };
        Some((home, tools.get(&called.tool.to_lowercase())?))
    }
}

/// The references in the models that take part.
///
/// `heeded` takes the publisher's decisions that met a text.
pub fn references(inputs: &Inputs, settings: &Settings, catalog: &Catalog<'_>, heeded: &mut BTreeSet<usize>) -> Vec<Reference> {
    let mut found = Vec::new();
    for toolbox in &inputs.toolboxes {
        for tool in &toolbox.tools {
            let Some(model) = tool.model.as_ref().filter(|_| settings.chosen.takes_part(&toolbox.path, &tool.name)) else {
                continue;
            };
            let toolboxes = model.calls.iter().filter_map(|call| call.toolbox.as_ref());
            let mut texts: Vec<&String> = model.texts.iter().chain(toolboxes).collect();
            let mut seen = BTreeSet::new();
            texts.retain(|text| seen.insert(*text));
            let place = Holder { toolbox, tool };
            let references = texts.into_iter().filter_map(|text| place.reference(text, settings, catalog));
            let holder = toolbox.part(tool, ToolPart::Model);
            found.extend(references.map(|reference| as_decided(reference, &holder, &settings.decided, heeded)));
        }
    }
    found
}

struct Holder<'a> {
    toolbox: &'a Toolbox,
    tool: &'a Tool,
}

impl Holder<'_> {
    fn reference(&self, text: &str, settings: &Settings, catalog: &Catalog<'_>) -> Option<Reference> {
        let written = DataPath::new(text);
        if is_never_data(text) || (written.root() == "/" && !settings.posix_paths) {
            return None;
        }
        let places = self.tool.places_of(&self.toolbox.path, text);
        let (path, dataset) = places.into_iter().find_map(|path| match catalog.resolve(&path) {
            Resolution::Data(dataset) => Some((path, dataset)),
            Resolution::MissingInside { .. } | Resolution::Absent | Resolution::NotReachable(_) => None,
        })?;
        if dataset.path == self.toolbox.path {
            return None;
        }
        let standing = refusal(&dataset.path, &settings.input_folders).map_or(Standing::Counts, Standing::Refused);
        Some(Reference {
            origin: Origin::Model {
                toolbox: self.toolbox.path.clone(),
                tool: self.tool.name.clone(),
                holder: self.toolbox.part(self.tool, ToolPart::Model),
            },
            at: Position { line: 1, column: 1 },
            text: text.to_owned(),
            quoted: text.to_owned(),
            context: ReferenceContext::Document,
            found_by: FoundBy::Document,
            from_own_place: !written.is_absolute(),
            path,
            names: Arc::new(dataset),
            standing,
            esri_finds: true,
            certain: false,
        })
    }
}
