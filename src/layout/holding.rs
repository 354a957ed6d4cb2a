//! Rewrites all scripts, and remembers which ones hold as they are.
//!
//! In: what was found and what travels. Out: for each script its place and its new text.
//! Never takes a script for granted whose data is treated otherwise than when it was found to hold.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::model::Stuck;
use super::place::Ground;
use super::plan::{Ingredients, counting};
use super::rewrite::{PlacedScript, Rewritten, rewrite};
use crate::consolidation::{Decision, Item};
use crate::discovery::{Origin, Reference, Scanned};

/// The scripts that an earlier layout left as they are, by their places in the discovery.
#[derive(Debug, Default)]
pub struct Holding {
    ground: Ground,
    python_2: bool,
    /// What happened to the data of each reference.
    scripts: BTreeMap<usize, Vec<Decision>>,
}

impl Holding {
    /// Forgets a script whose findings are new.
    pub fn forget(&mut self, script: usize) {
        self.scripts.remove(&script);
    }

    fn knows(&self, script: usize, references: &[(&Reference, &Item)]) -> bool {
        let same = |known: &Vec<Decision>| {
            known.len() == references.len() && known.iter().zip(references).all(|(known, (_, item))| *known == item.decision)
        };
        self.scripts.get(&script).is_some_and(same)
    }
}

/// A script's place, and its new text where it needs one.
pub type Outcome<'a> = (PlacedScript<'a>, Result<Option<Rewritten<'a>>, Vec<Stuck>>);

/// The references of a script that count, each with its item.
type Counted<'a> = Vec<(&'a Reference, &'a Item)>;

/// Rewrites every script that would break, in the order of the discovery.
pub fn rewrite_all<'a>(ingredients: &Ingredients<'a>, ground: &Ground, holding: &mut Holding) -> Vec<Outcome<'a>> {
    let python_2 = ingredients.python_2;
    if holding.ground != *ground || holding.python_2 != python_2 {
        *holding = Holding { ground: ground.clone(), python_2, scripts: BTreeMap::new() };
    }
    let scripts = &ingredients.discovery.scripts;
    let mut by_script: Vec<Counted<'a>> = vec![Vec::new(); scripts.len()];
    let holds_constant = |reference: &Reference| match &reference.origin {
        Origin::Parameter { holder, constant: true, .. } => scripts.iter().position(|scanned| scanned.script.path == *holder),
        Origin::Parameter { .. } | Origin::Literal { .. } | Origin::Fold { .. } | Origin::Model { .. } => None,
    };
    for item in &ingredients.plan.items {
        for reference in counting(item, ingredients.discovery) {
            let script = reference.origin.script().or_else(|| holds_constant(reference));
            if let Some(rows) = script.and_then(|at| by_script.get_mut(at)) {
                rows.push((reference, item));
            }
        }
    }
    let known: &Holding = holding;
    let outcome = |at: usize, scanned: &'a Scanned, references: &Counted<'a>| {
        let placed = PlacedScript::new(scanned, ground);
        let holds = known.knows(at, references);
        let rewritten = if holds { Ok(None) } else { rewrite(&placed, references, ground, python_2) };
        (placed, rewritten)
    };
    let outcomes: Vec<Outcome<'a>> = scripts
        .par_iter()
        .zip(&by_script)
        .enumerate()
        .map(|(at, (scanned, references))| outcome(at, scanned, references))
        .collect();
    for (at, ((_, rewritten), references)) in outcomes.iter().zip(&by_script).enumerate() {
        match rewritten {
            Ok(None) if holding.knows(at, references) => {}
            Ok(None) => drop(holding.scripts.insert(at, references.iter().map(|(_, item)| item.decision.clone()).collect())),
            Ok(Some(_)) | Err(_) => holding.forget(at),
        }
    }
    outcomes
}
