//! Answers for paths that name a file geodatabase or lead into one.
//!
//! In: a `.gdb` folder and the path inside it. Out: a [`Resolution`] with the geodatabase's files.
//! Never claims that a dataset is absent where the list of datasets cannot be read.

use super::dataset::path_inside;
use super::folders::{self, FolderFiles, FolderForm};
use super::gdb::{self, Catalogue, Item, Lookup, Storage};
use super::{Certainty, Dataset, Kind, Resolution};
use crate::disk::Files;
use crate::text::DataPath;

/// What is known about one `.gdb` folder.
#[derive(Debug)]
pub(super) struct Geodatabase {
    folder: DataPath,
    files: FolderFiles,
    /// Its datasets, or the sentence why they cannot be listed.
    catalogue: Result<Catalogue, String>,
}

impl Geodatabase {
    pub(super) fn read(files: &dyn Files, folder: &DataPath) -> Self {
        Self {
            folder: folder.clone(),
            files: folders::dataset_files(files, None, folder, FolderForm::Geodatabase),
            catalogue: gdb::read(files, folder),
        }
    }

    /// The geodatabase itself.
    pub(super) fn whole(&self) -> Dataset {
        let (certainty, note) = match &self.catalogue {
            Ok(catalogue) => (Certainty::Yes, incomplete(catalogue)),
            Err(why) => (Certainty::Unsure, Some(format!("A folder named .gdb that cannot be read as a geodatabase. {why}"))),
        };
        Dataset {
            path: self.folder.clone(),
            kind: Kind::Geodatabase,
            certainty,
            note,
            container: None,
            files: self.files.files.clone(),
            locks: self.files.locks,
            tied_to: Vec::new(),
        }
    }

    /// What `inner` names in the geodatabase.
    pub(super) fn inside(&self, inner: &str) -> Resolution {
        let answer = match &self.catalogue {
            Ok(catalogue) => answer(catalogue.lookup(inner), inner),
            Err(why) => Some(Answer::unsure(inner, Kind::Other, format!("It cannot be looked up. {why}"))),
        };
        let Some(answer) = answer else {
            return Resolution::MissingInside {
                container: self.folder.clone(),
                container_kind: Kind::Geodatabase,
                inner: inner.to_owned(),
            };
        };
        Resolution::Data(Dataset {
            path: path_inside(&self.folder, &answer.path),
            kind: answer.kind,
            certainty: answer.certainty,
            note: answer.note,
            container: Some(self.folder.clone()),
            files: self.files.files.clone(),
            locks: self.files.locks,
            tied_to: answer.tied_to,
        })
    }
}

/// What is known about an inner path.
struct Answer {
    path: String,
    kind: Kind,
    certainty: Certainty,
    note: Option<String>,
    tied_to: Vec<String>,
}

impl Answer {
    fn unsure(path: &str, kind: Kind, note: String) -> Self {
        Self { path: path.to_owned(), kind, certainty: Certainty::Unsure, note: Some(note), tied_to: Vec::new() }
    }

    fn of_item(item: &Item, remark: Option<String>) -> Self {
        let (certainty, defect) = match &item.storage {
            Storage::NotNeeded | Storage::Present => (Certainty::Yes, None),
            Storage::NoTable => (Certainty::Unsure, Some("It is listed, but the geodatabase names no table for it".to_owned())),
            Storage::Missing(file) => (Certainty::Broken, Some(format!("It is listed, but its file {file} is missing"))),
        };
        let images = (item.kind == Kind::Mosaic)
            .then(|| "A mosaic dataset names images outside the geodatabase; they are not followed".to_owned());
        let notes: Vec<String> = [remark, defect, images].into_iter().flatten().collect();
        let note = (!notes.is_empty()).then(|| notes.join(". "));
        Self { path: item.path.clone(), kind: item.kind, certainty, note, tied_to: item.tied_to.clone() }
    }
}

fn answer(lookup: Lookup<'_>, inner: &str) -> Option<Answer> {
    match lookup {
        Lookup::Item(item) => Some(Answer::of_item(item, None)),
        Lookup::InFeatureDataset(item) => {
            let remark = item.parent().map(|parent| format!("Found under {parent}"));
            Some(Answer::of_item(item, remark))
        }
        Lookup::Elsewhere(item) => {
            let place =
                item.parent().map_or_else(|| "at the top of the geodatabase".to_owned(), |parent| format!("under {parent}"));
            Some(Answer::unsure(inner, item.kind, format!("Not at this place, but {} lies {place}", item.name())))
        }
        Lookup::PartOfRaster(item) => Some(Answer::unsure(
            inner,
            item.kind,
            format!("Part of the {} {}; it was not looked up", item.kind.shown(), item.name()),
        )),
        Lookup::UnlistedTable(name) => {
            let note = "The geodatabase has a table of this name that its list of datasets does not show";
            Some(Answer::unsure(name, Kind::Table, note.to_owned()))
        }
        Lookup::NothingReadable => {
            let note = "Not among the datasets that can be read, but parts of the geodatabase's list are damaged";
            Some(Answer::unsure(inner, Kind::Other, note.to_owned()))
        }
        Lookup::Nothing => None,
    }
}

/// A sentence if listed datasets lack their files.
fn incomplete(catalogue: &Catalogue) -> Option<String> {
    let is_missing = |item: &&Item| matches!(item.storage, Storage::Missing(_));
    let mut names = catalogue.items().iter().filter(is_missing).map(|item| item.path.as_str());
    let first = names.next()?;
    let others = names.count();
    let more = if others == 0 { String::new() } else { format!(" and of {others} more") };
    Some(format!("Files of {first}{more} are missing"))
}
