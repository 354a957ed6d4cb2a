//! One decision for every item.
//!
//! In: what was found, what is registered, what the publisher overrides. Out: the plan.
//! Never takes what no reference and no override names.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::decided::{Decided, server_path};
use super::plan::{ConsolidationPlan, Decision, Item, LeftBehind};
use super::{DataStore, Override, Overrides, roots};
use crate::discovery::{Discovery, FoundBy, Reference, Standing};
use crate::disk::Reach;
use crate::geodata::{Catalog, Certainty, Dataset, Kind};
use crate::text::DataPath;

/// What of the publication changes decisions.
pub struct Circumstances<'a> {
    /// The data store; empty for a package.
    pub store: &'a DataStore,
    /// True for a service: data may stay where the server has it.
    pub has_server: bool,
    /// The folder that relative overrides start from.
    pub root: &'a DataPath,
    /// The publisher's decisions.
    pub overrides: &'a Overrides,
    /// The inputs' folders: data below them needs no confirmation.
    pub input_folders: &'a [DataPath],
    /// Roots that the publisher confirmed, as written.
    pub allowed_roots: &'a [String],
}

/// Decides for every reference's data, every include, and every file of a swept folder that the publisher keeps from it.
pub fn consolidate(discovery: &Discovery, circumstances: &Circumstances<'_>, catalog: &Catalog<'_>) -> ConsolidationPlan {
    let decided = Decided::new(circumstances, catalog);
    let mut drafts = by_dataset(discovery, circumstances, &decided);
    for dataset in decided.included() {
        drafts.entry(dataset.path.clone()).or_insert_with(|| Draft::of(dataset.clone()));
    }
    let judge = Judge { discovery, store: circumstances.store, decided: &decided };
    let mut items: Vec<Item> = drafts.into_values().map(|draft| judge.decide(draft)).collect();
    items.extend(kept_from_folders(&items, &decided));
    items.sort_by(|a, b| a.path().cmp(b.path()));
    let idle = decided.idle(&items);
    mark_found_with_folder(&mut items);
    let left_behind = left_behind(&items, catalog);
    let roots = roots::foreign_roots(&items, circumstances);
    ConsolidationPlan { items, left_behind, roots, idle }
}

struct Draft {
    dataset: Arc<Dataset>,
    references: Vec<usize>,
}

impl Draft {
    fn of(dataset: Dataset) -> Self {
        Self { dataset: Arc::new(dataset), references: Vec::new() }
    }
}

fn by_dataset(discovery: &Discovery, circumstances: &Circumstances<'_>, decided: &Decided<'_>) -> BTreeMap<DataPath, Draft> {
    let mut drafts: BTreeMap<DataPath, Draft> = BTreeMap::new();
    for (at, reference) in discovery.references.iter().enumerate() {
        let fresh = || Draft { dataset: Arc::clone(&reference.names), references: Vec::new() };
        drafts.entry(reference.names.path.clone()).or_insert_with(fresh).references.push(at);
    }
    for miss in &discovery.not_reached {
        let asked = miss.reach != Reach::NotAsked;
        if asked && circumstances.store.holds(&miss.path).is_none() && !decided.leaves_on_server(&miss.path) {
            continue;
        }
        let note = if asked {
            "The drive cannot be asked here"
        } else {
            "The server was not asked: no input and no data store names it"
        };
        drafts.entry(miss.path.clone()).or_insert_with(|| Draft::of(unchecked(&miss.path, note)));
    }
    drafts
}

/// Data whose existence could not be looked up.
fn unchecked(path: &DataPath, note: &str) -> Dataset {
    Dataset {
        path: path.clone(),
        kind: Kind::Other,
        certainty: Certainty::Unsure,
        note: Some(note.to_owned()),
        container: None,
        files: Vec::new(),
        locks: 0,
        tied_to: Vec::new(),
    }
}

struct Judge<'a> {
    discovery: &'a Discovery,
    store: &'a DataStore,
    decided: &'a Decided<'a>,
}

impl Judge<'_> {
    fn decide(&self, draft: Draft) -> Item {
        let references: Vec<&Reference> = draft.references.iter().filter_map(|at| self.discovery.references.get(*at)).collect();
        let decided = self.decided.about(&draft.dataset);
        let by_rules = by_rules(&draft.dataset, &references, self.store);
        let by_publisher = decided.and_then(|decided| by_publisher(decided, &draft.dataset));
        let is_refused = refused(&references).is_some();
        let (decision, because) = by_publisher.filter(|_| !is_refused).unwrap_or_else(|| by_rules.clone());
        let files = match decision {
            Decision::Copied => self.decided.travelling_files(&draft.dataset),
            Decision::DataStore { .. } | Decision::Excluded | Decision::LeftOut => Vec::new(),
        };
        Item {
            decision,
            because,
            files,
            esri_would_find: references.iter().any(|reference| reference.esri_finds),
            unsure: !references.is_empty() && references.iter().all(|reference| !reference.certain),
            otherwise: decided.map(|_| by_rules.0),
            decided: decided.cloned(),
            references: draft.references,
            dataset: draft.dataset,
        }
    }
}

/// Why an item never travels, whatever the publisher says.
fn refused(references: &[&Reference]) -> Option<&'static str> {
    references.iter().find_map(|reference| match &reference.standing {
        Standing::Refused(reason) => Some(*reason),
        Standing::Counts | Standing::Coincidence | Standing::Output(_) | Standing::NotScanned | Standing::Text => None,
    })
}

/// What the publisher's decision makes of an item.
fn by_publisher(decided: &Override, dataset: &Dataset) -> Option<(Decision, String)> {
    let (decision, because) = match decided {
        Override::Include { .. } => (Decision::Copied, "Included by the publisher"),
        Override::Exclude { .. } => (Decision::Excluded, "Excluded by the publisher"),
        Override::InDataStore { .. } => {
            let server = server_path(&dataset.path);
            (Decision::DataStore { server }, "It lies in a folder registered with the server, says the publisher")
        }
        Override::Output { .. } => (Decision::LeftOut, "An output of an earlier run, says the publisher"),
        Override::Text(_) | Override::Raw(_) | Override::KeepScript { .. } | Override::Accept { .. } => return None,
    };
    Some((decision, because.to_owned()))
}

/// What the rules make of an item that scripts name.
fn by_rules(dataset: &Dataset, references: &[&Reference], store: &DataStore) -> (Decision, String) {
    if let Some(reason) = refused(references) {
        return (Decision::LeftOut, format!("It is {reason}, which never travels"));
    }
    let counts = references.is_empty() || references.iter().any(|reference| reference.standing == Standing::Counts);
    match store.holds(&dataset.path) {
        Some((folder, server)) if counts => {
            return (Decision::DataStore { server }, format!("It lies in the data store folder {}", folder.name));
        }
        Some(_) | None => {}
    }
    if counts && !references.is_empty() {
        return (Decision::Copied, copied_because(references));
    }
    (Decision::LeftOut, left_out_because(dataset, references))
}

fn copied_because(references: &[&Reference]) -> String {
    let counting = references.iter().filter(|reference| reference.standing == Standing::Counts);
    let Some(first) = counting.min_by_key(|reference| reference.found_by) else { return String::new() };
    let how = match first.found_by {
        FoundBy::Absolute => "Named by an absolute path",
        FoundBy::Relative => "Named by a path relative to the script",
        FoundBy::Folded => "Named by a path that the script builds",
        FoundBy::Workspace => "Named below arcpy.env.workspace",
        FoundBy::Parameter => "Named by a parameter's value",
        FoundBy::SysPath => "A folder added to sys.path",
        FoundBy::Document => "Found in a model, not certain",
    };
    match references.len() {
        1 => how.to_owned(),
        many => format!("{how}, {many} references in all"),
    }
}

fn left_out_because(dataset: &Dataset, references: &[&Reference]) -> String {
    let mut standings = references.iter().map(|reference| &reference.standing);
    // What is text says nothing of the item where something else names it.
    let telling = standings.clone().find(|standing| **standing != Standing::Text).or_else(|| standings.next());
    match telling {
        Some(Standing::Coincidence) => "The word only happens to be its name: it reaches no place that takes a path".to_owned(),
        Some(Standing::Output(output)) => format!("It is an output of an earlier run: it only reaches {output}"),
        Some(Standing::NotScanned) => {
            "Only a module in a sys.path folder names it, and nothing is copied for such a module".to_owned()
        }
        Some(Standing::Text) => "Text, not data, says the publisher".to_owned(),
        Some(Standing::Counts | Standing::Refused(_)) | None => {
            dataset.note.clone().unwrap_or_else(|| "It could not be looked up".to_owned())
        }
    }
}

/// Rows for files that the publisher keeps from a swept folder, so that the decision is seen.
fn kept_from_folders(items: &[Item], decided: &Decided<'_>) -> Vec<Item> {
    let is_swept = |dataset: &Dataset| {
        let parent = dataset.path.parent();
        items.iter().any(|item| {
            item.dataset.kind == Kind::Folder && item.decision == Decision::Copied && parent.as_ref() == Some(item.path())
        })
    };
    let has_row = |dataset: &Dataset| items.iter().any(|item| *item.path() == dataset.path);
    let mut rows = Vec::new();
    for (decision, dataset) in decided.kept_back().filter(|(_, dataset)| is_swept(dataset) && !has_row(dataset)) {
        let Some((made, because)) = by_publisher(decision, dataset) else { continue };
        let because = match made {
            Decision::Excluded => "Excluded by the publisher from a folder that travels".to_owned(),
            Decision::Copied | Decision::DataStore { .. } | Decision::LeftOut => because,
        };
        rows.push(Item {
            dataset: Arc::new(dataset.clone()),
            decision: made,
            because,
            references: Vec::new(),
            files: Vec::new(),
            esri_would_find: true,
            unsure: false,
            decided: Some(decision.clone()),
            otherwise: Some(Decision::Copied),
        });
    }
    rows
}

/// ArcGIS also takes what lies directly in a folder (or whole in a geodatabase) that it finds; what it misses is said.
///
/// What the publisher alone names would go the same way.
fn mark_found_with_folder(items: &mut [Item]) {
    let swept: Vec<DataPath> = items
        .iter()
        .filter(|item| item.dataset.kind == Kind::Folder && item.decision == Decision::Copied)
        .map(|item| item.path().clone())
        .collect();
    let found: Vec<DataPath> = items
        .iter()
        .filter(|item| item.esri_would_find && (item.dataset.kind == Kind::Folder || item.dataset.kind == Kind::Geodatabase))
        .map(|item| item.path().clone())
        .collect();
    for item in items {
        let carrier = item.dataset.carrier();
        let folder = carrier.parent();
        item.esri_would_find |= found.iter().any(|path| path == carrier || Some(path) == folder.as_ref());
        // What only the publisher names travels without a decision too, where its folder does.
        if item.references.is_empty()
            && item.otherwise.is_some()
            && item.dataset.kind != Kind::Folder
            && folder.is_some_and(|folder| swept.contains(&folder))
        {
            item.otherwise = Some(Decision::Copied);
        }
        let only_by_waybill = item.decision == Decision::Copied && !item.references.is_empty() && !item.esri_would_find;
        if only_by_waybill {
            item.because.push_str("; ArcGIS would miss it");
        }
    }
}

fn left_behind(items: &[Item], catalog: &Catalog<'_>) -> Vec<LeftBehind> {
    let copied: Vec<&Item> = items.iter().filter(|item| item.decision == Decision::Copied).collect();
    let mut behind = Vec::new();
    for item in copied.iter().filter(|item| item.dataset.kind == Kind::Folder) {
        let listing = catalog.files().listing(item.path());
        for path in catalog.contents(item.path()).left_behind {
            if copied.iter().any(|other| *other.path() == path) {
                continue;
            }
            let is_link = listing.as_ref().and_then(|listing| listing.get(path.name())).is_some_and(|entry| entry.kind.is_link());
            behind.push(LeftBehind { path, folder: item.path().clone(), is_link });
        }
    }
    behind.sort();
    behind.dedup_by(|a, b| a.path == b.path);
    behind
}
