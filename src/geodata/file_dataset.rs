//! Builds the answer for a named file: its kind, its whole family, what is missing of it.
//!
//! In: a folder's listing and the file's entry. Out: a [`Dataset`].
//! Never reads the file.

use super::families::{self, Family, Members, is_lock, split_extension};
use super::{Certainty, Dataset, Kind, kinds};
use crate::disk::{Entry, Listing};

/// The dataset that a listed file leads or stands for.
pub(super) fn named(listing: &Listing, entry: &Entry) -> Dataset {
    if is_lock(listing, &entry.name) {
        return lock(listing, entry);
    }
    let (stem, extension) = split_extension(&entry.name);
    let extension = extension.to_lowercase();
    if extension == "dbf" && has_file(listing, &format!("{stem}.shp")) {
        let mut dataset = dataset(listing, entry, Kind::Shapefile, families::members(listing, entry, Family::Shapefile));
        let belongs = format!("{} belongs to the shapefile {stem}.shp", entry.name);
        dataset.note = Some(dataset.note.map_or_else(|| belongs.clone(), |note| format!("{belongs}. {note}")));
        return dataset;
    }
    let (kind, family) = kinds::of_file(&extension);
    let mut dataset = dataset(listing, entry, kind, families::members(listing, entry, family));
    dataset.note = dataset.note.or_else(|| kinds::names_other_files(&extension).map(str::to_owned));
    dataset
}

/// `roads` for `roads.shp`, else for `roads.dbf`.
pub(super) fn without_extension(listing: &Listing, name: &str) -> Option<Dataset> {
    if name.contains('.') {
        return None;
    }
    let (entry, certainty) = match file_entry(listing, &format!("{name}.shp")) {
        Some(entry) => (entry, Certainty::Yes),
        None => (file_entry(listing, &format!("{name}.dbf"))?, Certainty::Unsure),
    };
    let mut dataset = named(listing, entry);
    let found = format!("Found as {}", entry.name);
    dataset.note = Some(dataset.note.map_or_else(|| found.clone(), |note| format!("{found}. {note}")));
    dataset.certainty = dataset.certainty.max(certainty);
    Some(dataset)
}

/// True if a `.dbf` is the table of a shapefile.
pub(super) fn is_part_of_shapefile(listing: &Listing, name: &str) -> bool {
    let (stem, extension) = split_extension(name);
    extension.eq_ignore_ascii_case("dbf") && has_file(listing, &format!("{stem}.shp"))
}

fn dataset(listing: &Listing, entry: &Entry, kind: Kind, members: Members) -> Dataset {
    let missing = members.missing.join(" and ");
    let is_whole = missing.is_empty();
    Dataset {
        path: listing.folder.child(&entry.name),
        kind,
        certainty: if is_whole { Certainty::Yes } else { Certainty::Broken },
        note: (!is_whole).then(|| format!("The {} is incomplete: {missing} not found", kind.shown())),
        container: None,
        files: members.files,
        locks: members.locks,
        tied_to: Vec::new(),
    }
}

fn lock(listing: &Listing, entry: &Entry) -> Dataset {
    Dataset {
        path: listing.folder.child(&entry.name),
        kind: Kind::File,
        certainty: Certainty::Yes,
        note: Some("A lock of another program; locks are never copied".to_owned()),
        container: None,
        files: Vec::new(),
        locks: 1,
        tied_to: Vec::new(),
    }
}

fn has_file(listing: &Listing, name: &str) -> bool {
    file_entry(listing, name).is_some()
}

fn file_entry<'l>(listing: &'l Listing, name: &str) -> Option<&'l Entry> {
    listing.get(name).filter(|entry| !entry.kind.is_folder())
}
