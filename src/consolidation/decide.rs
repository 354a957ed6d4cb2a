//! One decision for every item.
//!
//! In: what was found, what is registered, what the publisher overrides. Out: the plan.
//! Never takes what no reference and no override names.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::plan::{ConsolidationPlan, Decision, Item, LeftBehind};
use super::{DataStore, roots};
use crate::discovery::{Discovery, FoundBy, Reference, Standing};
use crate::disk::Reach;
use crate::geodata::{Catalog, Certainty, DataFile, Dataset, Kind, Resolution};
use crate::text::DataPath;

/// What of the publication changes decisions.
pub struct Circumstances<'a> {
    /// The data store; empty for a package.
    pub store: &'a DataStore,
    /// The folder that relative overrides start from.
    pub root: &'a DataPath,
    /// Paths to take along, as written.
    pub include: &'a [String],
    /// Paths to leave out, as written.
    pub exclude: &'a [String],
    /// The inputs' folders: data below them needs no confirmation.
    pub input_folders: &'a [DataPath],
    /// Roots that the publisher confirmed, as written.
    pub allowed_roots: &'a [String],
}

/// Decides for every reference's data, every include, and every excluded file of a swept folder.
pub fn consolidate(discovery: &Discovery, circumstances: &Circumstances<'_>, catalog: &Catalog<'_>) -> ConsolidationPlan {
    let mut idle = Vec::new();
    let mut draft = by_dataset(discovery, circumstances);
    for written in circumstances.include {
        match catalog.resolve(&circumstances.root.join(written)) {
            Resolution::Data(dataset) => draft.entry(dataset.path.clone()).or_insert_with(|| Draft::of(dataset)).included = true,
            Resolution::MissingInside { .. } | Resolution::Absent | Resolution::NotReachable(_) => idle.push(written.clone()),
        }
    }
    let excluded: Vec<DataPath> = circumstances.exclude.iter().map(|written| circumstances.root.join(written)).collect();
    let mut items: Vec<Item> =
        draft.into_values().map(|draft| decide(draft, discovery, circumstances.store, &excluded, catalog)).collect();
    items.extend(excluded_files(&items, &excluded, catalog));
    items.sort_by(|a, b| a.path().cmp(b.path()));
    for (written, path) in circumstances.exclude.iter().zip(&excluded) {
        if !items.iter().any(|item| item.path().is_within(path) || item.dataset.carrier() == path) {
            idle.push(written.clone());
        }
    }
    idle.sort();
    mark_found_with_folder(&mut items);
    let left_behind = left_behind(&items, catalog);
    let roots = roots::foreign_roots(&items, circumstances);
    ConsolidationPlan { items, left_behind, roots, idle_overrides: idle }
}

struct Draft {
    dataset: Arc<Dataset>,
    references: Vec<usize>,
    included: bool,
}

impl Draft {
    fn of(dataset: Dataset) -> Self {
        Self { dataset: Arc::new(dataset), references: Vec::new(), included: false }
    }
}

fn by_dataset(discovery: &Discovery, circumstances: &Circumstances<'_>) -> BTreeMap<DataPath, Draft> {
    let mut drafts: BTreeMap<DataPath, Draft> = BTreeMap::new();
    for (at, reference) in discovery.references.iter().enumerate() {
        let fresh = || Draft { dataset: Arc::clone(&reference.names), references: Vec::new(), included: false };
        drafts.entry(reference.names.path.clone()).or_insert_with(fresh).references.push(at);
    }
    for miss in &discovery.not_reached {
        let asked = miss.reach != Reach::NotAsked;
        if asked && circumstances.store.holds(&miss.path).is_none() {
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

fn decide(draft: Draft, discovery: &Discovery, store: &DataStore, excluded: &[DataPath], catalog: &Catalog<'_>) -> Item {
    let references: Vec<&Reference> = draft.references.iter().filter_map(|at| discovery.references.get(*at)).collect();
    let (decision, because) = decision(&draft, &references, store, excluded);
    let files = match decision {
        Decision::Copied => travelling_files(&draft.dataset, excluded, catalog),
        Decision::DataStore { .. } | Decision::Excluded | Decision::LeftOut => Vec::new(),
    };
    Item {
        decision,
        because,
        files,
        esri_would_find: references.iter().any(|reference| reference.esri_finds),
        unsure: !references.is_empty() && references.iter().all(|reference| !reference.certain),
        references: draft.references,
        dataset: draft.dataset,
    }
}

fn decision(draft: &Draft, references: &[&Reference], store: &DataStore, excluded: &[DataPath]) -> (Decision, String) {
    let dataset = &draft.dataset;
    let refused = references.iter().find_map(|reference| match &reference.standing {
        Standing::Refused(reason) => Some(*reason),
        Standing::Counts | Standing::Coincidence | Standing::Output(_) | Standing::NotScanned => None,
    });
    if let Some(reason) = refused {
        return (Decision::LeftOut, format!("It is {reason}, which never travels"));
    }
    if excluded.iter().any(|path| dataset.path.is_within(path) || dataset.carrier().is_within(path)) {
        return (Decision::Excluded, "Excluded by the publisher".to_owned());
    }
    let stored = store.holds(&dataset.path);
    if draft.included && stored.is_none() {
        return (Decision::Copied, "Included by the publisher".to_owned());
    }
    let counts = draft.references.is_empty() || references.iter().any(|reference| reference.standing == Standing::Counts);
    match stored {
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
    };
    match references.len() {
        1 => how.to_owned(),
        many => format!("{how}, {many} references in all"),
    }
}

fn left_out_because(dataset: &Dataset, references: &[&Reference]) -> String {
    match references.first().map(|reference| &reference.standing) {
        Some(Standing::Coincidence) => "The word only happens to be its name: it reaches no place that takes a path".to_owned(),
        Some(Standing::Output(output)) => format!("It is an output of an earlier run: it only reaches {output}"),
        Some(Standing::NotScanned) => {
            "Only a module in a sys.path folder names it, and nothing is copied for such a module".to_owned()
        }
        Some(Standing::Counts | Standing::Refused(_)) | None => {
            dataset.note.clone().unwrap_or_else(|| "It could not be looked up".to_owned())
        }
    }
}

/// The dataset's files without what the publisher excluded one by one.
fn travelling_files(dataset: &Dataset, excluded: &[DataPath], catalog: &Catalog<'_>) -> Vec<DataFile> {
    let inside: Vec<&DataPath> = excluded.iter().filter(|path| path.is_within(&dataset.path)).collect();
    if inside.is_empty() {
        return dataset.files.clone();
    }
    let mut without: Vec<DataPath> = inside.iter().map(|path| (*path).clone()).collect();
    for path in inside {
        if let Resolution::Data(family) = catalog.resolve(path) {
            without.extend(family.files.into_iter().map(|file| file.path));
        }
    }
    dataset.files.iter().filter(|file| !without.iter().any(|path| file.path.is_within(path))).cloned().collect()
}

/// Rows for excluded files of swept folders, so that the publisher's decision is seen.
fn excluded_files(items: &[Item], excluded: &[DataPath], catalog: &Catalog<'_>) -> Vec<Item> {
    let swept = |path: &DataPath| {
        items.iter().any(|item| {
            item.dataset.kind == Kind::Folder && item.decision == Decision::Copied && path.parent().as_ref() == Some(item.path())
        })
    };
    let mut rows = Vec::new();
    for path in excluded.iter().filter(|path| swept(path) && !items.iter().any(|item| item.path() == *path)) {
        if let Resolution::Data(dataset) = catalog.resolve(path) {
            rows.push(Item {
                dataset: Arc::new(dataset),
                decision: Decision::Excluded,
                because: "Excluded by the publisher from a folder that travels".to_owned(),
                references: Vec::new(),
                files: Vec::new(),
                esri_would_find: true,
                unsure: false,
            });
        }
    }
    rows
}

/// ArcGIS also takes what lies directly in a folder (or whole in a geodatabase) that it finds; what it misses is said.
fn mark_found_with_folder(items: &mut [Item]) {
    let found: Vec<DataPath> = items
        .iter()
        .filter(|item| item.esri_would_find && (item.dataset.kind == Kind::Folder || item.dataset.kind == Kind::Geodatabase))
        .map(|item| item.path().clone())
        .collect();
    for item in items {
        let carrier = item.dataset.carrier();
        let folder = carrier.parent();
        item.esri_would_find |= found.iter().any(|path| path == carrier || Some(path) == folder.as_ref());
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
