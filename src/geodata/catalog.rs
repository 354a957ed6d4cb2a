//! Answers what a path names: the one place that decides which reader is asked.
//!
//! In: an absolute [`DataPath`] in any case. Out: a [`Resolution`], or the [`FolderContents`] of a swept folder.
//! Never opens a file to find out whether it exists, and reads each geodatabase's catalogue once.
//! Rules: "Authoring geoprocessing services with Python scripts", section "How project data is found".

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::folders::{self, FolderForm};
use super::geodatabase::Geodatabase;
use super::{Certainty, Dataset, FolderContents, Kind, Resolution};
use super::{contents, file_dataset, inside};
use crate::disk::{Entry, Files, Listing, Reach};
use crate::text::DataPath;

/// Answers what paths name; keeps the geodatabase catalogues that it has read.
pub struct Catalog<'a> {
    files: &'a dyn Files,
    geodatabases: Mutex<HashMap<DataPath, Slot>>,
}

/// Filled by whoever asks first; others wait for that geodatabase only.
type Slot = Arc<OnceLock<Arc<Geodatabase>>>;

impl<'a> Catalog<'a> {
    /// A catalog that has read nothing yet.
    pub fn new(files: &'a dyn Files) -> Self {
        Self { files, geodatabases: Mutex::default() }
    }

    /// The files that it answers from.
    pub fn files(&self) -> &'a dyn Files {
        self.files
    }

    /// What an absolute path names, in any case.
    pub fn resolve(&self, path: &DataPath) -> Resolution {
        match self.files.reach(path) {
            Reach::Reachable => {}
            reach @ (Reach::NoSuchDrive | Reach::NotAsked) => return Resolution::NotReachable(reach),
        }
        if let Some((container, inner)) = self.geodatabase_above(path) {
            return self.geodatabase(&container).inside(&inner);
        }
        let Some(parent) = path.parent() else { return self.root(path) };
        let Some(listing) = self.files.listing(&parent) else { return self.below_a_file(path) };
        match listing.get(path.name()) {
            Some(entry) => Resolution::Data(self.entry(&listing, entry)),
            None => self.unlisted(&listing, path.name()),
        }
    }

    /// What a consolidated folder brings: its files and geodatasets, no other subfolders.
    pub fn contents(&self, folder: &DataPath) -> FolderContents {
        contents::of_folder(self, folder)
    }

    /// What stands under a name that a folder lists.
    pub(super) fn entry(&self, listing: &Listing, entry: &Entry) -> Dataset {
        if entry.kind.is_folder() {
            self.folder(Some(listing), listing.folder.child(&entry.name))
        } else {
            file_dataset::named(listing, entry)
        }
    }

    /// A geodatabase's datasets and files, read at most once.
    pub(super) fn geodatabase(&self, folder: &DataPath) -> Arc<Geodatabase> {
        let slot = {
            let mut known = self.geodatabases.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry(folder.clone()).or_default())
        };
        Arc::clone(slot.get_or_init(|| Arc::new(Geodatabase::read(self.files, folder))))
    }

    /// The first geodatabase folder that the path leads into, and what follows it.
    fn geodatabase_above(&self, path: &DataPath) -> Option<(DataPath, String)> {
        if !path.key().contains(".gdb/") {
            return None;
        }
        let mut above: Vec<DataPath> = path.ancestors().skip(1).filter(|folder| folder.extension() == "gdb").collect();
        above.reverse();
        let mut found = above.iter().filter_map(|folder| self.files.find(folder));
        let container = found.find(|found| found.kind.is_folder())?.path;
        let inner = path.below(&container)?.to_owned();
        Some((container, inner))
    }

    fn root(&self, path: &DataPath) -> Resolution {
        match self.files.listing(path) {
            Some(listing) => Resolution::Data(self.folder(None, listing.folder.clone())),
            None => Resolution::Absent,
        }
    }

    fn folder(&self, parent: Option<&Listing>, path: DataPath) -> Dataset {
        let form = FolderForm::of(self.files, parent, &path);
        if form == FolderForm::Geodatabase {
            return self.geodatabase(&path).whole();
        }
        let Some(kind) = form.kind() else { return self.plain_folder(path) };
        let found = folders::dataset_files(self.files, parent, &path, form);
        let (certainty, note) = folders::condition(self.files, &path, form);
        Dataset { path, kind, certainty, note, container: None, files: found.files, locks: found.locks, tied_to: Vec::new() }
    }

    fn plain_folder(&self, path: DataPath) -> Dataset {
        let contents = contents::of_folder(self, &path);
        Dataset {
            path,
            kind: Kind::Folder,
            certainty: Certainty::Yes,
            note: None,
            container: None,
            files: contents.files,
            locks: contents.locks,
            tied_to: Vec::new(),
        }
    }

    /// A name that the folder does not list: a part of a folder geodataset, or a dataset named without its extension.
    fn unlisted(&self, listing: &Listing, name: &str) -> Resolution {
        let above = listing.folder.parent().and_then(|parent| self.files.listing(&parent));
        match FolderForm::of(self.files, above.as_deref(), &listing.folder) {
            form @ (FolderForm::Grid | FolderForm::CloudRaster | FolderForm::Coverage) => {
                let carrier = self.folder(above.as_deref(), listing.folder.clone());
                inside::of_folder(self.files, carrier, form, name)
            }
            FolderForm::Tin | FolderForm::Plain | FolderForm::Geodatabase => match file_dataset::without_extension(listing, name)
            {
                Some(dataset) => Resolution::Data(dataset),
                None => Resolution::Absent,
            },
        }
    }

    /// The folder part of the path is no folder: perhaps a file that holds datasets.
    fn below_a_file(&self, path: &DataPath) -> Resolution {
        let nearest = path.ancestors().skip(1).find_map(|above| self.files.find(&above));
        let Some(found) = nearest.filter(|found| !found.kind.is_folder()) else { return Resolution::Absent };
        let Some(parent) = found.path.parent() else { return Resolution::Absent };
        let Some(listing) = self.files.listing(&parent) else { return Resolution::Absent };
        let (Some(entry), Some(inner)) = (listing.get(found.path.name()), path.below(&found.path)) else {
            return Resolution::Absent;
        };
        inside::of_file(file_dataset::named(&listing, entry), inner)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::gdb::builder::{Form, NamedTable, Value, geodatabase, table};
    use super::*;
    use crate::disk::{DriveMap, MemoryFiles, RealFiles};

    const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/ToolData/SanFrancisco.gdb");
    const FEATURE_CLASS: u128 = 0x70737809_852c_4a03_9e22_2cecea5b9bfa;

    fn memory(files: Vec<(String, Vec<u8>)>) -> MemoryFiles {
        MemoryFiles::new(files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())))
    }

    fn named(paths: &[&str]) -> MemoryFiles {
        MemoryFiles::new(paths.iter().map(|path| (*path, vec![0; 10])))
    }

    /// What a path resolves to, in one line: path, kind, certainty, files, note.
    fn line(files: &dyn Files, path: &str) -> String {
        match Catalog::new(files).resolve(&DataPath::new(path)) {
            Resolution::Data(data) => {
                let files: Vec<&str> = data.files.iter().map(|file| file.path.name()).collect();
                let note = data.note.map(|note| format!("; {note}")).unwrap_or_default();
                let (kind, certainty) = (data.kind.name(), data.certainty.name());
                format!("{} {kind} {certainty} [{}]{note}", data.path, files.join(" "))
            }
            Resolution::MissingInside { container, inner, .. } => format!("{container} lacks {inner}"),
            Resolution::Absent => "absent".to_owned(),
            Resolution::NotReachable(reach) => format!("{reach:?}"),
        }
    }

    /// The answer of the sample geodatabase: inner path, kind, certainty, note, ties.
    fn sample(inner: &str) -> String {
        let files = RealFiles::new(DriveMap::default(), []);
        match Catalog::new(&files).resolve(&DataPath::new(&format!("{SAMPLE}/{inner}"))) {
            Resolution::Data(data) => {
                assert_eq!(data.container.as_ref().map(DataPath::name), Some("SanFrancisco.gdb"));
                assert_eq!(data.files.len(), 35);
                let inner = data.path.below(data.carrier()).unwrap().to_owned();
                let notes: Vec<String> = data.note.into_iter().chain(data.tied_to).collect();
                format!("{inner} {} {} {}", data.kind.name(), data.certainty.name(), notes.join("; ")).trim_end().to_owned()
            }
            other => format!("{:?}", std::mem::discriminant(&other) == std::mem::discriminant(&Resolution::Absent)),
        }
    }

    /// A geodatabase of one feature class `Streets`, whose table exists or not.
    fn one_street(form: Form, has_table: bool) -> Vec<(String, Vec<u8>)> {
        let columns = [("UUID", 11), ("Type", 10), ("Name", 4), ("Definition", 12), ("Path", 4)];
        let street = vec![
            Value::Guid(1),
            Value::Guid(FEATURE_CLASS),
            Value::Text("Streets"),
            Value::Text("<DEFeatureClassInfo/>"),
            Value::Text(r"\Streets"),
        ];
        let items = table(form, &columns, &[None, Some(street)]);
        let streets = has_table.then(|| table(form, &[], &[]));
        geodatabase(form, "e:/X.gdb", vec![("GDB_Items", Some(items)), ("Streets", streets)])
    }

    fn release_9() -> Vec<(String, Vec<u8>)> {
        let form = Form::V9;
        let text = |text| Some(vec![Value::Text(text)]);
        let classes =
            [Some(vec![Value::Text("Streets"), Value::Integer(2)]), None, Some(vec![Value::Text("Owners"), Value::Null])];
        let tables: Vec<NamedTable<'static>> = vec![
            ("GDB_ObjectClasses", Some(table(form, &[("Name", 4), ("DatasetID", 1)], &classes))),
            ("GDB_FeatureClasses", Some(table(form, &[("ObjectClassID", 1)], &[Some(vec![Value::Integer(1)])]))),
            ("GDB_FeatureDataset", Some(table(form, &[("Name", 4)], &[None, text("Transport")]))),
            ("GDB_RelClasses", Some(table(form, &[("Name", 4)], &[text("Streets_Owners")]))),
            ("Streets", Some(table(form, &[], &[]))),
            ("Owners", Some(table(form, &[], &[]))),
        ];
        geodatabase(form, "e:/Old.gdb", tables)
    }

    #[test]
    fn datasets_of_a_geodatabase_are_found_in_any_case() {
        assert_eq!(sample("STREETS"), "Streets feature_class yes relationship class Streets_Owners");
        assert_eq!(sample("transit/stops"), "Transit/Stops feature_class yes");
        assert_eq!(sample("Transit"), "Transit feature_dataset yes");
        assert_eq!(sample("Owners"), "Owners table yes relationship class Streets_Owners");
        assert_eq!(sample("Streets_Owners"), "Streets_Owners relationship_class yes feature class Streets; table Owners");
    }

    #[test]
    fn a_feature_dataset_may_be_left_out_but_not_mistaken() {
        assert_eq!(sample("Stops"), "Transit/Stops feature_class yes Found under Transit");
        assert_eq!(
            sample("Transit/Depots"),
            "Transit/Depots feature_class unsure Not at this place, but Depots lies at the top of the geodatabase"
        );
    }

    #[test]
    fn what_a_geodatabase_lacks_is_missing_inside_it() {
        let files = RealFiles::new(DriveMap::default(), []);
        let missing = Catalog::new(&files).resolve(&DataPath::new(&format!("{SAMPLE}/Streets_2019")));
        let Resolution::MissingInside { inner, container_kind, .. } = missing else { panic!("{missing:?}") };
        assert_eq!((inner.as_str(), container_kind), ("Streets_2019", Kind::Geodatabase));
    }

    #[test]
    fn tables_with_64_bit_row_numbers_are_read() {
        let files = memory(one_street(Form::Wide, true));
        assert!(line(&files, r"E:\x.gdb\streets").starts_with("e:/X.gdb/Streets feature_class yes"));
    }

    #[test]
    fn a_listed_dataset_without_its_file_is_broken() {
        let files = memory(one_street(Form::V10, false));
        let street = line(&files, "e:/X.gdb/Streets");
        assert!(street.contains("feature_class broken"), "{street}");
        assert!(street.ends_with("; It is listed, but its file a00000003.gdbtable is missing"), "{street}");
        assert!(line(&files, "e:/X.gdb").ends_with("; Files of Streets are missing"));
    }

    #[test]
    fn geodatabases_of_release_9_are_read() {
        let files = memory(release_9());
        let answer = |inner: &str| line(&files, &format!("e:/old.gdb/{inner}"));
        assert!(answer("transport/streets").starts_with("e:/Old.gdb/Transport/Streets feature_class yes"));
        assert!(answer("Owners").starts_with("e:/Old.gdb/Owners table yes"));
        assert!(answer("Transport").starts_with("e:/Old.gdb/Transport feature_dataset yes"));
        assert!(answer("Streets_Owners").starts_with("e:/Old.gdb/Streets_Owners relationship_class yes"));
        assert_eq!(answer("Lakes"), "e:/Old.gdb lacks Lakes");
    }

    #[test]
    fn a_folder_named_gdb_that_cannot_be_read_is_unsure() {
        let files = named(&["e:/X.gdb/notes.txt", "e:/X.gdb/_gdb.HOST.1.2.sr.lock"]);
        let whole = "e:/X.gdb geodatabase unsure [notes.txt]; A folder named .gdb that cannot be read as a geodatabase. a00000001.gdbtable is missing";
        assert_eq!(line(&files, "e:/x.gdb"), whole);
        let inner = "e:/X.gdb/Streets other unsure [notes.txt]; It cannot be looked up. a00000001.gdbtable is missing";
        assert_eq!(line(&files, "e:/x.gdb/Streets"), inner);
    }

    #[test]
    fn a_compressed_catalogue_is_unsure_but_compressed_data_is_not() {
        let mut files = one_street(Form::V10, true);
        files.retain(|(path, _)| path != "e:/X.gdb/a00000003.gdbtablx");
        files.push(("e:/X.gdb/a00000003.gdbtable.cdf".to_owned(), vec![0]));
        assert!(line(&memory(files.clone()), "e:/X.gdb/Streets").contains("feature_class yes"));
        files.push(("e:/X.gdb/a00000002.gdbtable.cdf".to_owned(), vec![0]));
        assert!(line(&memory(files), "e:/X.gdb/Streets").ends_with("It cannot be looked up. a00000002.gdbtable is compressed"));
    }

    #[test]
    fn other_containers_are_there_but_cannot_be_looked_up() {
        let files = named(&["e:/a.gpkg", "e:/a.gpkg-wal", "e:/b.xlsx", "e:/~$b.xlsx", "e:/c.sde", "e:/d.tif", "e:/d.tfw"]);
        let not_read = "is not read, so it could not be looked up";
        assert_eq!(line(&files, "e:/A.gpkg"), "e:/a.gpkg geodatabase yes [a.gpkg a.gpkg-wal]");
        assert_eq!(
            line(&files, "e:/a.gpkg/main.roads"),
            format!("e:/a.gpkg/main.roads feature_class unsure [a.gpkg a.gpkg-wal]; What a .gpkg file holds {not_read}")
        );
        assert_eq!(
            line(&files, "e:/b.xlsx/Sheet1$"),
            format!("e:/b.xlsx/Sheet1$ table unsure [b.xlsx]; What a .xlsx file holds {not_read}")
        );
        assert!(line(&files, "e:/c.sde/GIS.Streets").contains("unsure [c.sde]; A dataset of an enterprise geodatabase"));
        assert!(line(&files, "e:/d.tif/Band_1").contains("raster unsure [d.tfw d.tif]; A band"));
    }

    #[test]
    fn a_shapefile_is_found_without_its_extension_and_by_its_table() {
        let files = named(&["e:/Roads.shp", "e:/Roads.shx", "e:/roads.dbf", "e:/t.dbf", "e:/half.shp"]);
        let family = "[roads.dbf Roads.shp Roads.shx]";
        assert_eq!(line(&files, "e:/ROADS"), format!("e:/Roads.shp shapefile yes {family}; Found as Roads.shp"));
        let table = format!("e:/roads.dbf shapefile yes {family}; roads.dbf belongs to the shapefile roads.shp");
        assert_eq!(line(&files, "e:/roads.dbf"), table);
        assert_eq!(line(&files, "e:/roads.shx"), "e:/Roads.shx file yes [Roads.shx]");
        assert_eq!(line(&files, "e:/t"), "e:/t.dbf table unsure [t.dbf]; Found as t.dbf");
        let half = "e:/half.shp shapefile broken [half.shp]; The shapefile is incomplete: half.shx and half.dbf not found";
        assert_eq!(line(&files, "e:/half.shp"), half);
        assert_eq!(line(&files, "e:/lakes"), "absent");
        assert_eq!(line(&files, "e:/no/such/folder/lakes.shp"), "absent");
    }

    #[test]
    fn names_in_a_damaged_catalogue_never_lead_out_of_the_geodatabase() {
        let form = Form::V10;
        let columns = [("UUID", 11), ("Type", 10), ("Name", 4), ("Path", 4)];
        let odd = vec![Value::Guid(1), Value::Guid(FEATURE_CLASS), Value::Text("a"), Value::Text(r"\\..\..\c:\secrets")];
        let items = table(form, &columns, &[Some(odd)]);
        let files = memory(geodatabase(form, "e:/d/X.gdb", vec![("GDB_Items", Some(items))]));
        assert!(line(&files, "e:/d/X.gdb/secrets").starts_with("e:/d/X.gdb/c:/secrets feature_class unsure"));
    }

    #[test]
    fn one_catalog_answers_many_threads() {
        let files = memory(one_street(Form::V10, true));
        let catalog = Catalog::new(&files);
        let street = DataPath::new("e:/X.gdb/Streets");
        let answers: Vec<Resolution> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| catalog.resolve(&street))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    }

    proptest! {
        #[test]
        fn a_damaged_geodatabase_still_gets_an_answer(
            file in 0usize..9,
            changes in proptest::collection::vec((0usize..600, any::<u8>()), 1..20),
            cut in 0usize..2000,
        ) {
            let mut files = one_street(Form::V10, true);
            let count = files.len();
            let (_, bytes) = &mut files[file % count];
            changes.into_iter().for_each(|(at, value)| if let Some(byte) = bytes.get_mut(at) { *byte = value });
            if cut < bytes.len() / 2 {
                bytes.truncate(cut);
            }
            let files = memory(files);
            line(&files, "e:/X.gdb/Streets");
            prop_assert!(line(&files, "e:/X.gdb").starts_with("e:/X.gdb geodatabase"));
        }
    }

    #[test]
    fn drives_and_servers_that_cannot_be_asked_are_not_called_absent() {
        let files = named(&["e:/a.txt"]).refusing_server("gis");
        assert_eq!(line(&files, "q:/a.txt"), "NoSuchDrive");
        assert_eq!(line(&files, "//gis/share/a.txt"), "NotAsked");
    }
}
