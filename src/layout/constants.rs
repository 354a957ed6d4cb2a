//! The Constant parameters of the package.
//!
//! In: the references in their values, and what happens to the data. Out: where each leads, and which ones have no place.
//! Never writes: .atbx and .pyt are rewritten elsewhere; in a .tbx, and in a model, a person sets the value.

use super::binary::holds_in_binary;
use super::model::{ConstantValue, PlacedConstant, Stuck, StuckKind};
use super::place::Ground;
use super::plan::Ingredients;
use crate::consolidation::{Decision, Item};
use crate::discovery::{Origin, Reference, ValueSource};
use crate::toolbox::{ToolKind, ToolboxFormat};

/// A Constant with the references that its value makes, in the order of its elements.
pub struct Constant<'a> {
    /// The tool's name.
    pub tool: &'a str,
    /// The parameter's name.
    pub parameter: &'a str,
    /// What it names.
    pub references: Vec<(&'a Reference, &'a Item)>,
}

impl Constant<'_> {
    /// True where the publisher entered the value.
    pub fn is_entered(&self) -> bool {
        self.references.iter().any(|(reference, _)| match reference.origin {
            Origin::Parameter { source, .. } => source == ValueSource::Entered,
            Origin::Literal { .. } | Origin::Fold { .. } | Origin::Model { .. } => false,
        })
    }

    /// Says that its value finds no place.
    pub fn stuck(&self, why: String) -> Stuck {
        let first = self.references.first().map(|(reference, _)| *reference);
        let holder = first.and_then(|reference| match &reference.origin {
            Origin::Parameter { holder, .. } => Some(holder.clone()),
            Origin::Literal { .. } | Origin::Fold { .. } | Origin::Model { .. } => None,
        });
        let kind = StuckKind::Constant { parameter: format!("{}.{}", self.tool, self.parameter) };
        Stuck { script: holder, kind, ..Stuck::new(first, why) }
    }
}

/// The Constants among references of one toolbox's tools, each with its elements in order.
pub fn constants<'a>(references: &[(&'a Reference, &'a Item)]) -> Vec<Constant<'a>> {
    let mut found: Vec<Constant<'a>> = Vec::new();
    for (reference, item) in references {
        let Origin::Parameter { tool, parameter, constant: true, .. } = &reference.origin else { continue };
        match found.iter_mut().find(|known| known.tool == tool && known.parameter == parameter) {
            Some(known) => known.references.push((reference, item)),
            None => found.push(Constant { tool, parameter, references: vec![(reference, item)] }),
        }
    }
    let element = |reference: &Reference| match reference.origin {
        Origin::Parameter { element, .. } => element,
        Origin::Literal { .. } | Origin::Fold { .. } | Origin::Model { .. } => 0,
    };
    found.iter_mut().for_each(|constant| constant.references.sort_by_key(|(reference, _)| element(reference)));
    found
}

/// Where the Constants of the package lead, and those whose data does not travel.
pub fn placed_constants(ingredients: &Ingredients<'_>, ground: &Ground) -> (Vec<PlacedConstant>, Vec<Stuck>) {
    let (mut placed, mut stuck) = (Vec::new(), Vec::new());
    for toolbox in &ingredients.inputs.toolboxes {
        let of_toolbox = |reference: &Reference| match &reference.origin {
            Origin::Parameter { toolbox: holder, .. } => *holder == toolbox.path,
            Origin::Literal { .. } | Origin::Fold { .. } | Origin::Model { .. } => false,
        };
        let rows: Vec<(usize, &Reference, &Item)> = ingredients
            .plan
            .items
            .iter()
            .flat_map(|item| item.references.iter().map(move |at| (*at, item)))
            .filter_map(|(at, item)| Some((at, ingredients.discovery.references.get(at)?, item)))
            .filter(|(_, reference, _)| of_toolbox(reference))
            .collect();
        for constant in constants(&in_order(rows)) {
            let values: Option<Vec<ConstantValue>> = constant.references.iter().map(|(_, item)| value(item, ground)).collect();
            let Some(values) = values else {
                let because = constant.references.iter().find(|(_, item)| value(item, ground).is_none());
                let because = because.map(|(_, item)| item.because.clone()).unwrap_or_default();
                stuck.push(constant.stuck(format!("its data does not travel ({because})")));
                continue;
            };
            let holds = |(reference, item): &(&Reference, &Item)| holds_in_binary(toolbox, reference, item, ground);
            let is_model = toolbox.tools.iter().any(|tool| tool.name == constant.tool && tool.kind == ToolKind::Model);
            let by_hand = match toolbox.format {
                ToolboxFormat::Tbx => !constant.references.iter().all(holds),
                ToolboxFormat::Atbx => is_model && constant.is_entered(),
                ToolboxFormat::Pyt => false,
            };
            placed.push(PlacedConstant {
                toolbox: ground.place(&toolbox.path).as_str().trim_start_matches('/').to_owned(),
                tool: constant.tool.to_owned(),
                parameter: constant.parameter.to_owned(),
                by_hand,
                values,
            });
        }
    }
    (placed, stuck)
}

/// References in the order of the discovery, which is that of the parameters and their elements.
fn in_order<'a>(mut rows: Vec<(usize, &'a Reference, &'a Item)>) -> Vec<(&'a Reference, &'a Item)> {
    rows.sort_by_key(|(at, _, _)| *at);
    rows.into_iter().map(|(_, reference, item)| (reference, item)).collect()
}

fn value(item: &Item, ground: &Ground) -> Option<ConstantValue> {
    match &item.decision {
        Decision::Copied => {
            let place = ground.place(item.path());
            Some(ConstantValue { leads_to: place.as_str().trim_start_matches('/').to_owned(), in_data_store: false })
        }
        Decision::DataStore { server } => Some(ConstantValue { leads_to: server.clone(), in_data_store: true }),
        Decision::Excluded | Decision::LeftOut => None,
    }
}
