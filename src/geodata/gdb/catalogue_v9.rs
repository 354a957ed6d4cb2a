//! Reads the catalogue of a geodatabase of release 9: `GDB_ObjectClasses` and its companions.
//!
//! In: the tables of a geodatabase. Out: its [`Catalogue`].
//! Never relies on the companions: without them feature classes are shown as tables at the top.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::{Catalogue, Item, Storage};
use super::tables::Tables;
use crate::geodata::Kind;

pub(super) fn read(tables: &Tables<'_>) -> Result<Catalogue, String> {
    let table = tables.read("GDB_ObjectClasses")?;
    let found = table.rows(["Name", "DatasetID"]);
    let complete = found.damaged == 0 && tables.is_complete();
    let feature_classes = feature_class_numbers(tables);
    let feature_datasets = names(tables, "GDB_FeatureDataset");
    let mut items: Vec<Item> = Vec::new();
    for row in found.rows {
        let [name, dataset] = row.cells;
        if name.text().is_empty() {
            continue;
        }
        let kind = if feature_classes.contains(&row.number) { Kind::FeatureClass } else { Kind::Table };
        let parent = dataset.integer().and_then(|number| feature_datasets.get(&number));
        let path = parent.map_or_else(|| name.text().to_owned(), |parent| format!("{parent}/{}", name.text()));
        items.push(Item { path, kind, storage: tables.storage(name.text()), tied_to: Vec::new() });
    }
    let without_table = |(path, kind): (&String, Kind)| {
        let path = path.clone();
        Item { path, kind, storage: Storage::NotNeeded, tied_to: Vec::new() }
    };
    items.extend(feature_datasets.values().map(|name| (name, Kind::FeatureDataset)).map(without_table));
    let relationship_classes = names(tables, "GDB_RelClasses");
    items.extend(relationship_classes.values().map(|name| (name, Kind::RelationshipClass)).map(without_table));
    Ok(Catalogue::new(items, tables.user_tables(), complete))
}

fn feature_class_numbers(tables: &Tables<'_>) -> BTreeSet<u64> {
    let Ok(table) = tables.read("GDB_FeatureClasses") else { return BTreeSet::new() };
    let rows = table.rows(["ObjectClassID"]).rows;
    rows.into_iter().filter_map(|row| row.cells.first().and_then(|cell| cell.integer())).collect()
}

/// Row numbers and names of a table; empty where it cannot be read.
fn names(tables: &Tables<'_>, table: &str) -> BTreeMap<u64, String> {
    let Ok(table) = tables.read(table) else { return BTreeMap::new() };
    let rows = table.rows(["Name"]).rows;
    let named = rows.into_iter().map(|row| (row.number, row.cells.map(|cell| cell.text().to_owned())));
    named.filter_map(|(number, [name])| (!name.is_empty()).then_some((number, name))).collect()
}
