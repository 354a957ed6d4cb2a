//! The datasets of one file geodatabase, found by the paths that scripts write.
//!
//! In: the items that a catalogue lists. Out: a [`Lookup`] for an inner path.
//! Never touches the disk.

use std::collections::{BTreeMap, HashMap};

use crate::geodata::Kind;

/// The datasets of one geodatabase.
#[derive(Debug)]
pub(in crate::geodata) struct Catalogue {
    items: Vec<Item>,
    by_path: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    /// Tables that no item stands for, by lower-case name.
    unlisted: BTreeMap<String, String>,
    complete: bool,
}

/// One dataset of a geodatabase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::geodata) struct Item {
    /// Its path inside, forward slashes (`Transport/Streets`).
    pub(in crate::geodata) path: String,
    pub(in crate::geodata) kind: Kind,
    pub(in crate::geodata) storage: Storage,
    /// What it is tied to, sorted.
    pub(in crate::geodata) tied_to: Vec<String>,
}

/// Where a dataset's rows are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::geodata) enum Storage {
    /// It has no table of its own.
    NotNeeded,
    /// Its table is there.
    Present,
    /// The geodatabase lists no table of its name.
    NoTable,
    /// This file of its table is missing.
    Missing(String),
}

/// What an inner path names.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::geodata) enum Lookup<'c> {
    /// This dataset.
    Item(&'c Item),
    /// This dataset, which lies in a feature dataset that the path leaves out.
    InFeatureDataset(&'c Item),
    /// Nothing, but another feature dataset holds one of this name.
    Elsewhere(&'c Item),
    /// A band or another part of this raster.
    PartOfRaster(&'c Item),
    /// A table that is there, though no dataset is listed for it.
    UnlistedTable(&'c str),
    /// Nothing.
    Nothing,
    /// Nothing, but parts of the list are damaged.
    NothingReadable,
}

impl Item {
    /// The last part of the path.
    pub(in crate::geodata) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The feature dataset that holds it, if any.
    pub(in crate::geodata) fn parent(&self) -> Option<&str> {
        self.path.rsplit_once('/').map(|(parent, _)| parent)
    }

    /// How others refer to it: `relationship class Streets_Owners`.
    pub(super) fn title(&self) -> String {
        format!("{} {}", self.kind.shown(), self.name())
    }
}

impl Catalogue {
    /// `tables` are all user tables; `complete` is false if parts of the list could not be read.
    pub(super) fn new(mut items: Vec<Item>, tables: BTreeMap<String, String>, complete: bool) -> Self {
        items.sort_by_cached_key(|item| (item.path.to_lowercase(), item.path.clone()));
        let (mut by_path, mut by_name) = (HashMap::new(), HashMap::<String, Vec<usize>>::new());
        let mut unlisted = tables;
        for (at, item) in items.iter().enumerate() {
            let name = item.name().to_lowercase();
            unlisted.remove(&name);
            by_path.entry(item.path.to_lowercase()).or_insert(at);
            by_name.entry(name).or_default().push(at);
        }
        Self { items, by_path, by_name, unlisted, complete }
    }

    /// The datasets, sorted by path.
    pub(in crate::geodata) fn items(&self) -> &[Item] {
        &self.items
    }

    /// Looks an inner path up; forward slashes, any case.
    pub(in crate::geodata) fn lookup(&self, inner: &str) -> Lookup<'_> {
        if let Some(item) = self.at_path(inner) {
            return Lookup::Item(item);
        }
        let (parent, name) = inner.rsplit_once('/').unwrap_or(("", inner));
        if let Some(raster) = self.at_path(parent).filter(|item| matches!(item.kind, Kind::Raster | Kind::Mosaic)) {
            return Lookup::PartOfRaster(raster);
        }
        let namesakes = self.by_name.get(&name.to_lowercase()).and_then(|found| found.first());
        match namesakes.and_then(|at| self.items.get(*at)) {
            Some(item) if parent.is_empty() => return Lookup::InFeatureDataset(item),
            Some(item) => return Lookup::Elsewhere(item),
            None => {}
        }
        match self.unlisted.get(&name.to_lowercase()) {
            Some(table) if parent.is_empty() => Lookup::UnlistedTable(table),
            _ if self.complete => Lookup::Nothing,
            _ => Lookup::NothingReadable,
        }
    }

    fn at_path(&self, inner: &str) -> Option<&Item> {
        self.by_path.get(&inner.to_lowercase()).and_then(|at| self.items.get(*at))
    }
}
