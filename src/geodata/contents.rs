//! Lists what a consolidated folder brings, and what stays behind.
//!
//! In: a folder. Out: its [`FolderContents`].
//! Never descends: only subfolders that are geodatasets travel, and links that lead out are not followed.

use std::collections::BTreeSet;

use super::catalog::Catalog;
use super::dataset::sort_files;
use super::families::is_lock;
use super::file_dataset::is_part_of_shapefile;
use super::folders::{self, FolderForm};
use super::{DataFile, Dataset, FolderContents, Kind};
use crate::disk::{Entry, EntryKind, Listing};
use crate::text::DataPath;

pub(super) fn of_folder(catalog: &Catalog<'_>, folder: &DataPath) -> FolderContents {
    let mut contents = FolderContents::default();
    let Some(listing) = catalog.files().listing(folder) else { return contents };
    let mut info_travels = false;
    let mut plain: Vec<&Entry> = Vec::new();
    for entry in listing.entries() {
        let path = listing.folder.child(&entry.name);
        match entry.kind {
            EntryKind::FileLink | EntryKind::FolderLink => contents.left_behind.push(path),
            EntryKind::File if is_lock(&listing, &entry.name) => contents.locks += 1,
            EntryKind::File => contents.files.push(DataFile { path, bytes: entry.bytes }),
            EntryKind::Folder => match FolderForm::of(catalog.files(), Some(&listing), &path) {
                FolderForm::Plain => plain.push(entry),
                form => {
                    info_travels |= form.uses_info();
                    let dataset = catalog.entry(&listing, entry);
                    contents.files.extend(dataset.files.iter().cloned());
                    contents.locks += dataset.locks;
                    contents.datasets.push(dataset);
                }
            },
        }
    }
    let info = folders::info_folder(catalog.files(), &listing).filter(|_| info_travels);
    plain.retain(|entry| info.is_none_or(|info| info.name != entry.name));
    contents.left_behind.extend(plain.iter().map(|entry| listing.folder.child(&entry.name)));
    contents.datasets.extend(file_datasets(catalog, &listing));
    contents.datasets.sort_by(|a, b| a.path.cmp(&b.path));
    contents.left_behind.sort();
    sort_files(&mut contents.files);
    contents
}

/// The datasets that files of the folder lead; a table that belongs to another dataset is none of its own.
fn file_datasets(catalog: &Catalog<'_>, listing: &Listing) -> Vec<Dataset> {
    let own = listing.files().filter(|entry| entry.kind == EntryKind::File);
    let own = own.filter(|entry| !is_lock(listing, &entry.name) && !is_part_of_shapefile(listing, &entry.name));
    let mut datasets: Vec<Dataset> = own.map(|entry| catalog.entry(listing, entry)).collect();
    datasets.retain(|dataset| !matches!(dataset.kind, Kind::File | Kind::Script | Kind::Folder));
    let of_others: BTreeSet<DataPath> = datasets.iter().flat_map(sidecars).cloned().collect();
    datasets.retain(|dataset| !of_others.contains(&dataset.path));
    datasets
}

fn sidecars(dataset: &Dataset) -> impl Iterator<Item = &DataPath> {
    dataset.files.iter().map(|file| &file.path).filter(|path| **path != dataset.path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::{Files, MemoryFiles};

    fn names<'p>(paths: impl Iterator<Item = &'p DataPath>) -> String {
        paths.map(|path| path.below(&DataPath::new("e:/data")).unwrap()).collect::<Vec<_>>().join(" ")
    }

    /// Files, datasets, left behind and locks of `e:/data` that holds these files.
    fn swept(paths: &[&str]) -> [String; 4] {
        let written: Vec<String> = paths.iter().map(|path| format!("e:/data/{path}")).collect();
        let bytes = |path: &str| if path.ends_with("hdr.adf") { b"GRID1.2".to_vec() } else { vec![0; 3] };
        let files = MemoryFiles::new(written.iter().map(|path| (path.as_str(), bytes(path))));
        assert!(files.listing(&DataPath::new("e:/data")).is_some());
        let contents = Catalog::new(&files).contents(&DataPath::new("e:/data"));
        let datasets = contents.datasets.iter().map(|data| format!("{}={}", data.path.name(), data.kind.name()));
        [
            names(contents.files.iter().map(|file| &file.path)),
            datasets.collect::<Vec<_>>().join(" "),
            names(contents.left_behind.iter()),
            contents.locks.to_string(),
        ]
    }

    #[test]
    fn a_folder_brings_its_files_and_geodatabases_but_no_other_subfolder() {
        let [files, datasets, left_behind, locks] = swept(&[
            "a.py",
            "roads.shp",
            "roads.shx",
            "roads.dbf",
            "roads.shp.HOST.1.2.sr.lock",
            "X.gdb/gdb",
            "X.gdb/a.HOST.1.2.sr.lock",
            "scratch/x.txt",
            "__pycache__/a.pyc",
            "notes.txt",
        ]);
        assert_eq!(files, "a.py notes.txt roads.dbf roads.shp roads.shx X.gdb/gdb");
        assert_eq!(datasets, "roads.shp=shapefile X.gdb=geodatabase");
        assert_eq!(left_behind, "__pycache__ scratch");
        assert_eq!(locks, "2");
    }

    #[test]
    fn info_travels_with_a_grid_and_only_with_one() {
        let grid = ["dem/hdr.adf", "dem/w001001.adf", "DEM.aux.xml", "Info/arc.dir", "Info/arc0000.dat"];
        let [files, datasets, left_behind, _] = swept(&grid);
        assert_eq!(files, "DEM.aux.xml dem/hdr.adf dem/w001001.adf Info/arc.dir Info/arc0000.dat");
        assert_eq!(datasets, "dem=grid");
        assert_eq!(left_behind, "");
        let [files, _, left_behind, _] = swept(&["a.txt", "info/arc.dir"]);
        assert_eq!((files.as_str(), left_behind.as_str()), ("a.txt", "info"));
    }

    #[test]
    fn tins_coverages_and_cloud_rasters_are_whole_folders() {
        let [files, datasets, left_behind, _] =
            swept(&["tin/tnxy.adf", "tin/tnz.adf", "cov/arc.adf", "info/arc.dir", "img.crf/a/b/c.bin", "plain/arc.txt"]);
        assert_eq!(files, "cov/arc.adf img.crf/a/b/c.bin info/arc.dir tin/tnxy.adf tin/tnz.adf");
        assert_eq!(datasets, "cov=coverage img.crf=raster tin=tin");
        assert_eq!(left_behind, "plain");
    }

    #[test]
    fn the_attribute_table_of_a_raster_is_no_dataset_of_its_own() {
        let [files, datasets, ..] = swept(&["a.tif", "a.tif.vat.dbf", "b.dbf"]);
        assert_eq!(files, "a.tif a.tif.vat.dbf b.dbf");
        assert_eq!(datasets, "a.tif=raster b.dbf=table");
    }
}
