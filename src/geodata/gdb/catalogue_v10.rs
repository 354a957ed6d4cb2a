//! Reads the catalogue of a geodatabase of release 10 or later: `GDB_Items` and `GDB_ItemRelationships`.
//!
//! In: the tables of a geodatabase. Out: its [`Catalogue`].
//! Never parses the XML definitions: paths, types and relationships stand in columns of their own.

use std::collections::{BTreeSet, HashMap};

use super::catalogue::{Catalogue, Item, Storage};
use super::tables::Tables;
use super::types::{is_tie, kind_of};
use crate::geodata::Kind;

pub(super) fn read(tables: &Tables<'_>) -> Result<Catalogue, String> {
    let table = tables.read("GDB_Items")?;
    let found = table.rows(["UUID", "Type", "Name", "Path"]);
    let complete = found.damaged == 0 && tables.is_complete();
    let mut items = Vec::with_capacity(found.rows.len());
    let mut by_id = HashMap::with_capacity(found.rows.len());
    for row in found.rows {
        let [id, type_id, name, path] = row.cells;
        let Some(kind) = type_id.guid().and_then(kind_of) else { continue };
        let path = inner_path(path.text(), name.text());
        if path.is_empty() {
            continue;
        }
        let storage = if has_table(kind) { tables.storage(name.text()) } else { Storage::NotNeeded };
        if let Some(id) = id.guid() {
            by_id.insert(id, items.len());
        }
        items.push(Item { path, kind, storage, tied_to: Vec::new() });
    }
    tie(&mut items, &by_id, tables);
    Ok(Catalogue::new(items, tables.user_tables(), complete))
}

/// `\Transport\Streets` with forward slashes; a dataset without a path stands at the top.
fn inner_path(path: &str, name: &str) -> String {
    let written = if path.is_empty() { name } else { path };
    let parts: Vec<&str> = written.split(['\\', '/']).filter(|part| !part.is_empty()).collect();
    parts.join("/")
}

fn has_table(kind: Kind) -> bool {
    matches!(kind, Kind::FeatureClass | Kind::Table | Kind::Raster)
}

/// Says of each dataset which relationship classes, networks and topologies it takes part in, and the reverse.
fn tie(items: &mut [Item], by_id: &HashMap<u128, usize>, tables: &Tables<'_>) {
    // Without this table the datasets are still known; only their ties are not.
    let Ok(table) = tables.read("GDB_ItemRelationships") else { return };
    let mut ties = BTreeSet::new();
    for row in table.rows(["OriginID", "DestID"]).rows {
        let ends = row.cells.map(|cell| cell.guid().and_then(|id| by_id.get(&id)).copied());
        let [Some(origin), Some(destination)] = ends else { continue };
        let kinds = [origin, destination].map(|at| items.get(at).map(|item| item.kind));
        // A feature dataset holds its relationship classes; it takes no part in them.
        let is_held = kinds.contains(&Some(Kind::FeatureDataset));
        if !is_held && kinds.into_iter().flatten().any(is_tie) {
            ties.insert((origin, destination));
            ties.insert((destination, origin));
        }
    }
    for (from, to) in ties {
        let title = items.get(to).map(Item::title);
        if let (Some(item), Some(title)) = (items.get_mut(from), title) {
            item.tied_to.push(title);
        }
    }
    for item in items {
        item.tied_to.sort();
    }
}
