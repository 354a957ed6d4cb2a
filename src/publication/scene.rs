//! What one analysis has worked out so far, with the words for its paths.
//!
//! In: the values of the earlier rooms. Out: lookups for rows and messages.
//! Never decides anything.

use super::show::shown;
use crate::consolidation::ConsolidationPlan;
use crate::discovery::{Chosen, Discovery, Origin, QuotedText, Reference};
use crate::geodata::Catalog;
use crate::layout::{Layout, PlacedConstant};
use crate::message::{Message, Place};
use crate::text::{DataPath, Position};
use crate::toolbox::Inputs;

/// The values that rows and messages are made of.
pub struct Scene<'a> {
    /// The publication's root.
    pub root: &'a DataPath,
    /// The toolboxes and scripts.
    pub inputs: &'a Inputs,
    /// The tools to publish.
    pub chosen: &'a Chosen,
    /// What was found.
    pub discovery: &'a Discovery,
    /// What travels.
    pub plan: &'a ConsolidationPlan,
    /// Where it lands.
    pub layout: &'a Layout,
    /// What paths name.
    pub catalog: &'a Catalog<'a>,
}

impl Scene<'_> {
    /// A path as the report spells it.
    pub fn show(&self, path: &DataPath) -> String {
        shown(path, self.root)
    }

    /// Where an item lands, relative to `extracted/`.
    pub fn destination(&self, path: &DataPath) -> String {
        self.layout.destination(path)
    }

    /// The Constant of the package whose value a reference is.
    pub fn placed_constant(&self, reference: &Reference) -> Option<&PlacedConstant> {
        let Origin::Parameter { toolbox, tool, parameter, constant: true, .. } = &reference.origin else { return None };
        let toolbox = self.destination(toolbox);
        let is_it = |known: &&PlacedConstant| known.toolbox == toolbox && known.tool == *tool && known.parameter == *parameter;
        self.layout.constants.iter().find(is_it)
    }

    /// The place of a reference: in its script, or in the toolbox that holds the parameter.
    pub fn place(&self, reference: &Reference) -> Option<Place> {
        match &reference.origin {
            Origin::Literal { script, .. } | Origin::Fold { script, .. } => self.place_of(*script, reference.at),
            Origin::Parameter { holder, .. } | Origin::Model { holder, .. } => {
                Some(Place { script: holder.clone(), at: reference.at })
            }
        }
    }

    /// What a decision about a reference's text names, where the reference stands at `place`.
    pub fn key(&self, reference: &Reference, place: &Place) -> QuotedText {
        let (script, quoted) = (self.show(&place.script), reference.quoted.clone());
        QuotedText { script, quoted, rule: reference.found_by.name().to_owned() }
    }

    /// A place in the script of that number.
    pub fn place_of(&self, script: usize, at: Position) -> Option<Place> {
        let scanned = self.discovery.scripts.get(script)?;
        Some(Place { script: scanned.script.path.clone(), at })
    }

    /// A tool as sentences name it: with its toolbox where another one has a tool of that name too.
    pub fn tool_name(&self, toolbox: &DataPath, name: &str) -> String {
        let others = self.inputs.toolboxes.iter().filter(|other| other.path != *toolbox);
        match others.flat_map(|other| &other.tools).any(|tool| tool.name == name) {
            true => format!("{name} of {}", self.show(toolbox)),
            false => name.to_owned(),
        }
    }

    /// Says which tool of which toolbox a message is about.
    pub fn about_tool(&self, message: Message, toolbox: &DataPath, name: &str) -> Message {
        message.with("tool", name).with("toolbox", &self.show(toolbox))
    }

    /// The label of a tool, or the empty text.
    pub fn tool_label(&self, toolbox: &DataPath, name: &str) -> String {
        let toolbox = self.inputs.toolboxes.iter().find(|known| known.path == *toolbox);
        let tool = toolbox.and_then(|toolbox| toolbox.tools.iter().find(|tool| tool.name == name));
        tool.map(|tool| tool.label.clone()).unwrap_or_default()
    }
}
