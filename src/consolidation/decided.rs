//! The publisher's decisions about paths, looked up.
//!
//! In: the overrides and the catalog. Out: the decision about an item, the files it keeps from a folder, the idle ones.
//! Never decides by order where one decision is closer to an item than another: a file's beats its folder's.

use super::Override;
use super::decide::Circumstances;
use super::plan::Item;
use crate::geodata::{Catalog, DataFile, Dataset, Resolution};
use crate::text::DataPath;

/// The decisions about paths that take part.
pub struct Decided<'a> {
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    decision: &'a Override,
    /// The path as written, from the publication's root.
    place: DataPath,
    /// What it names.
    names: Option<Dataset>,
}

impl<'a> Decided<'a> {
    /// Looks every decision up. Without a server nothing can be left to it, so those take no part.
    pub fn new(circumstances: &Circumstances<'a>, catalog: &Catalog<'_>) -> Self {
        let takes_part = |decision: &&Override| circumstances.has_server || !matches!(decision, Override::InDataStore { .. });
        let row = |decision: &'a Override| {
            let place = circumstances.root.join(decision.path()?);
            let names = match catalog.resolve(&place) {
                Resolution::Data(dataset) => Some(dataset),
                Resolution::MissingInside { .. } | Resolution::Absent | Resolution::NotReachable(_) => None,
            };
            Some(Row { decision, place, names })
        };
        Self { rows: circumstances.overrides.iter().filter(takes_part).filter_map(row).collect() }
    }

    /// What is to be taken along.
    pub fn included(&self) -> impl Iterator<Item = &Dataset> {
        self.rows.iter().filter(|row| row.includes()).filter_map(|row| row.names.as_ref())
    }

    /// What is to stay back, with the decision.
    pub fn kept_back(&self) -> impl Iterator<Item = (&'a Override, &Dataset)> {
        self.rows.iter().filter(|row| !row.includes()).filter_map(|row| Some((row.decision, row.names.as_ref()?)))
    }

    /// The decision about an item: the one that names it, else the nearest that names a folder or container around it.
    pub fn about(&self, dataset: &Dataset) -> Option<&'a Override> {
        let about = self.rows.iter().filter(|row| row.covers(dataset));
        about.max_by_key(|row| row.place.parts().count()).map(|row| row.decision)
    }

    /// True where the publisher says that the server has what lies at `path`.
    pub fn leaves_on_server(&self, path: &DataPath) -> bool {
        self.rows.iter().any(|row| matches!(row.decision, Override::InDataStore { .. }) && path.is_within(&row.place))
    }

    /// The dataset's files without what the publisher keeps back one by one.
    pub fn travelling_files(&self, dataset: &Dataset) -> Vec<DataFile> {
        let inside = self.rows.iter().filter(|row| !row.includes() && row.lies_in(&dataset.path));
        let mut without: Vec<&DataPath> = Vec::new();
        for row in inside {
            without.push(&row.place);
            without.extend(row.names.iter().flat_map(|names| &names.files).map(|file| &file.path));
        }
        let travels = |file: &&DataFile| !without.iter().any(|path| file.path.is_within(path));
        if without.is_empty() { dataset.files.clone() } else { dataset.files.iter().filter(travels).cloned().collect() }
    }

    /// The decisions that name nothing here.
    pub fn idle(&self, items: &[Item]) -> Vec<Override> {
        let is_used = |row: &&Row<'_>| {
            if row.includes() {
                return row.names.is_some();
            }
            let holds = |file: &DataFile| file.path.is_within(&row.place);
            items.iter().any(|item| row.covers(&item.dataset) || item.dataset.files.iter().any(holds))
        };
        self.rows.iter().filter(|row| !is_used(row)).map(|row| row.decision.clone()).collect()
    }
}

impl Row<'_> {
    fn includes(&self) -> bool {
        matches!(self.decision, Override::Include { .. })
    }

    /// A decision to take along is about one item; others are about all that lies in it too.
    fn covers(&self, dataset: &Dataset) -> bool {
        let places = [Some(&self.place), self.names.as_ref().map(|names| &names.path)];
        places.into_iter().flatten().any(|place| {
            if self.includes() {
                dataset.path == *place
            } else {
                dataset.path.is_within(place) || dataset.carrier().is_within(place)
            }
        })
    }

    /// True for what lies below `folder`, not for the folder itself.
    fn lies_in(&self, folder: &DataPath) -> bool {
        self.place.is_within(folder) && self.place != *folder
    }
}

/// The server's name for a path that is the same there: a drive or share is written with backslashes.
pub fn server_path(path: &DataPath) -> String {
    if path.root() == "/" { path.to_string() } else { path.as_str().replace('/', "\\") }
}
