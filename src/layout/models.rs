//! Says which texts of models would lead nowhere in the package.
//!
//! In: the references that stand in models. Out: those that would break.
//! Never changes a model: ArcGIS documents no form of it.

use super::model::{Stuck, StuckKind};
use super::place::Ground;
use super::plan::{Ingredients, counting};
use super::python_text::Goal;
use super::rewrite::goal;
use crate::discovery::{Origin, Reference};
use crate::text::DataPath;

/// The texts of models that would not lead to their data from the toolbox's place in the package.
pub fn broken_models(ingredients: &Ingredients<'_>, ground: &Ground) -> Vec<Stuck> {
    let mut stuck = Vec::new();
    for item in &ingredients.plan.items {
        for reference in counting(item, ingredients.discovery) {
            let Origin::Model { holder, .. } = &reference.origin else { continue };
            let Some(goal) = goal(reference, item, ground) else { continue };
            if !holds(reference, &goal, ingredients, ground) {
                let why = "it stands in a model, which Waybill does not change".to_owned();
                stuck.push(Stuck { script: Some(holder.clone()), kind: StuckKind::Model, ..Stuck::new(Some(reference), why) });
            }
        }
    }
    stuck
}

/// True where the text still leads to its data.
fn holds(reference: &Reference, goal: &Goal, ingredients: &Ingredients<'_>, ground: &Ground) -> bool {
    let written = DataPath::new(&reference.text);
    match goal {
        Goal::Server(path) => written == DataPath::new(path),
        Goal::Packaged(place) => {
            let Origin::Model { toolbox, tool, .. } = &reference.origin else { return true };
            let home = ingredients.inputs.toolboxes.iter().find(|known| known.path == *toolbox);
            let tool = home.and_then(|home| home.tools.iter().find(|known| known.name == *tool));
            let folders = tool.map(|tool| tool.value_folder.clone()).into_iter().chain(toolbox.parent());
            let mut places = folders.map(|folder| ground.place(&folder).join(&reference.text));
            !written.is_absolute() && places.any(|found| found == *place)
        }
    }
}
