//! Groups data outside the inputs' folders by root, to be confirmed before it leaves the machine.
//!
//! In: the copied items. Out: roots with their files.
//! Never asks the disk.
//! Rule: DESIGN rule 14.

use std::collections::{BTreeMap, BTreeSet};

use super::decide::Circumstances;
use super::plan::{Decision, Item, Root};
use crate::geodata::{DataFile, Kind};
use crate::text::DataPath;

/// The roots of copied data that no input folder holds.
pub fn foreign_roots(items: &[Item], circumstances: &Circumstances<'_>) -> Vec<Root> {
    let allowed: Vec<DataPath> = circumstances.allowed_roots.iter().map(|written| circumstances.root.join(written)).collect();
    let mut roots: BTreeMap<DataPath, (BTreeSet<DataFile>, bool, Vec<usize>)> = BTreeMap::new();
    for item in items {
        let carrier = item.dataset.carrier();
        let at_home = circumstances.input_folders.iter().any(|folder| carrier.is_within(folder));
        if item.decision != Decision::Copied || at_home {
            continue;
        }
        let confirmed = allowed.iter().any(|root| carrier.is_within(root));
        let (files, all_confirmed, references) =
            roots.entry(root_of(item)).or_insert_with(|| (BTreeSet::new(), true, Vec::new()));
        files.extend(item.files.iter().cloned());
        *all_confirmed &= confirmed;
        references.extend(&item.references);
    }
    let finish = |(path, (files, confirmed, references)): (DataPath, (BTreeSet<DataFile>, bool, Vec<usize>))| Root {
        path,
        files: files.into_iter().collect(),
        confirmed,
        references,
    };
    roots.into_iter().map(finish).collect()
}

/// A drive, a share, or else the folder that holds the data.
fn root_of(item: &Item) -> DataPath {
    let carrier = item.dataset.carrier();
    match carrier.root() {
        "/" | "" if item.dataset.kind == Kind::Folder => carrier.clone(),
        "/" | "" => carrier.parent().unwrap_or_else(|| carrier.clone()),
        root => DataPath::new(root),
    }
}
