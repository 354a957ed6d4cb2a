//! Recognises folders that are one geodataset: geodatabases, GRIDs, TINs, coverages, CRF rasters.
//!
//! In: a folder in its parent's listing. Out: its [`FolderForm`], its exact files.
//! Never follows links out of the folder; reads nothing but the first bytes of a GRID's header.

use super::dataset::sort_files;
use super::families::is_lock;
use super::{Certainty, DataFile, Kind};
use crate::disk::{Entry, EntryKind, Files, Listing};
use crate::text::DataPath;

/// What a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FolderForm {
    /// A file geodatabase, by its name.
    Geodatabase,
    /// A cloud raster, by its name.
    CloudRaster,
    /// An Esri GRID.
    Grid,
    /// A triangulated surface.
    Tin,
    /// An ArcInfo coverage.
    Coverage,
    /// A folder like any other.
    Plain,
}

/// Files and locks of a folder geodataset.
#[derive(Debug, Default)]
pub(super) struct FolderFiles {
    pub(super) files: Vec<DataFile>,
    pub(super) locks: usize,
}

const COVERAGE_PARTS: [&str; 9] = ["arc", "pal", "lab", "cnt", "tic", "bnd", "txt", "aat", "pat"];
const DEEPEST_CLOUD_RASTER: usize = 64;

impl FolderForm {
    /// Recognises the folder `name` of `parent`.
    pub(super) fn of(files: &dyn Files, parent: Option<&Listing>, folder: &DataPath) -> Self {
        match folder.extension().as_str() {
            "gdb" => return Self::Geodatabase,
            "crf" => return Self::CloudRaster,
            _ => {}
        }
        let Some(listing) = files.listing(folder) else { return Self::Plain };
        let has = |name: &str| listing.get(name).is_some_and(|entry| !entry.kind.is_folder());
        if has("hdr.adf") {
            return Self::Grid;
        }
        if has("tdenv.adf") || has("tdenv9.adf") || (has("tnxy.adf") && has("tnz.adf")) {
            return Self::Tin;
        }
        let is_coverage = COVERAGE_PARTS.iter().any(|part| has(&format!("{part}.adf")));
        if is_coverage && parent.is_some_and(|parent| info_folder(files, parent).is_some()) {
            return Self::Coverage;
        }
        Self::Plain
    }

    /// The kind of dataset; `None` for a plain folder.
    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            Self::Geodatabase => Some(Kind::Geodatabase),
            Self::CloudRaster => Some(Kind::Raster),
            Self::Grid => Some(Kind::Grid),
            Self::Tin => Some(Kind::Tin),
            Self::Coverage => Some(Kind::Coverage),
            Self::Plain => None,
        }
    }

    /// True if the parent's `info` folder holds a part of it.
    pub(super) fn uses_info(self) -> bool {
        match self {
            Self::Grid | Self::Coverage => true,
            Self::Geodatabase | Self::CloudRaster | Self::Tin | Self::Plain => false,
        }
    }
}

/// The `info` folder of `parent`, if it is one.
pub(super) fn info_folder<'l>(files: &dyn Files, parent: &'l Listing) -> Option<&'l Entry> {
    let entry = parent.get("info").filter(|entry| entry.kind == EntryKind::Folder)?;
    let info = files.listing(&parent.folder.child(&entry.name))?;
    info.get("arc.dir").map(|_| entry)
}

/// The files directly in a folder.
pub(super) fn direct_files(files: &dyn Files, folder: &DataPath) -> FolderFiles {
    let mut found = FolderFiles::default();
    let Some(listing) = files.listing(folder) else { return found };
    for entry in listing.files().filter(|entry| entry.kind == EntryKind::File) {
        if is_lock(&listing, &entry.name) {
            found.locks += 1;
        } else {
            found.files.push(DataFile { path: listing.folder.child(&entry.name), bytes: entry.bytes });
        }
    }
    found
}

/// All files of a folder geodataset, those of its parent that belong to it included; sorted.
pub(super) fn dataset_files(files: &dyn Files, parent: Option<&Listing>, folder: &DataPath, form: FolderForm) -> FolderFiles {
    let mut found = match form {
        FolderForm::CloudRaster => tree_files(files, folder),
        FolderForm::Geodatabase | FolderForm::Grid | FolderForm::Tin | FolderForm::Coverage | FolderForm::Plain => {
            direct_files(files, folder)
        }
    };
    if let (true, Some(parent)) = (form.uses_info(), parent) {
        found.files.extend(siblings(parent, folder.name()));
        let info = info_folder(files, parent).map(|entry| direct_files(files, &parent.folder.child(&entry.name)));
        found.files.extend(info.unwrap_or_default().files);
    }
    sort_files(&mut found.files);
    found
}

/// A GRID's statistics, overviews and colours lie beside its folder.
fn siblings(parent: &Listing, name: &str) -> Vec<DataFile> {
    let endings = ["aux", "aux.xml", "ovr", "rrd", "clr"].map(|ending| format!("{name}.{ending}"));
    let entries = endings.iter().filter_map(|sibling| parent.get(sibling)).filter(|entry| entry.kind == EntryKind::File);
    entries.map(|entry| DataFile { path: parent.folder.child(&entry.name), bytes: entry.bytes }).collect()
}

fn tree_files(files: &dyn Files, folder: &DataPath) -> FolderFiles {
    let mut found = FolderFiles::default();
    let mut open = vec![(folder.clone(), 0)];
    while let Some((folder, depth)) = open.pop() {
        let here = direct_files(files, &folder);
        found.files.extend(here.files);
        found.locks += here.locks;
        let listing = files.listing(&folder).filter(|_| depth < DEEPEST_CLOUD_RASTER);
        let Some(listing) = listing else { continue };
        let inner = listing.folders().filter(|entry| entry.kind == EntryKind::Folder);
        open.extend(inner.map(|entry| (listing.folder.child(&entry.name), depth + 1)));
    }
    found
}

/// How sure it is that the folder is a complete dataset of its form.
pub(super) fn condition(files: &dyn Files, folder: &DataPath, form: FolderForm) -> (Certainty, Option<String>) {
    match form {
        FolderForm::Grid => grid_condition(files, folder),
        FolderForm::CloudRaster | FolderForm::Coverage => {
            (Certainty::Yes, Some("ArcGIS is believed to copy such a folder whole".to_owned()))
        }
        FolderForm::Geodatabase | FolderForm::Tin | FolderForm::Plain => (Certainty::Yes, None),
    }
}

fn grid_condition(files: &dyn Files, folder: &DataPath) -> (Certainty, Option<String>) {
    let unsure = |note: &str| (Certainty::Unsure, Some(note.to_owned()));
    let Some(listing) = files.listing(folder) else { return unsure("The folder cannot be listed") };
    let begins_as_grid = listing.get("hdr.adf").is_some_and(|header| {
        // A GRID's header has 308 bytes; what is far larger need not be read to know that it is none.
        let path = listing.folder.child(&header.name);
        header.bytes < 1 << 16 && files.read(&path).is_ok_and(|bytes| bytes.starts_with(b"GRID1."))
    });
    if !begins_as_grid {
        return unsure("hdr.adf does not begin as the header of a GRID does");
    }
    let is_values = |entry: &Entry| {
        let lower = entry.name.to_lowercase();
        lower.ends_with(".adf") && (lower.starts_with("w0") || lower.starts_with("z0"))
    };
    if !listing.files().any(is_values) {
        return unsure("The GRID may be incomplete: it has no w001001.adf");
    }
    (Certainty::Yes, None)
}
