//! The answers of the catalog: what a path names, how sure that is, and which files it is.
//!
//! In: filled by the catalog. Out: plain values.
//! Never refers to the disk.

use crate::disk::Reach;
use crate::text::DataPath;

/// What a path turned out to name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Data that exists (or is listed but damaged, or cannot be checked: see its certainty).
    Data(Dataset),
    /// The container exists, but holds nothing of this name.
    MissingInside {
        /// The geodatabase, workbook, … in the disk's case.
        container: DataPath,
        /// What the container is.
        container_kind: Kind,
        /// The part of the path inside the container, forward slashes.
        inner: String,
    },
    /// Nothing of this name exists.
    Absent,
    /// The root cannot be asked.
    NotReachable(Reach),
}

/// One piece of data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// The path in the disk's case; for data in a container, container and inner path.
    pub path: DataPath,
    /// What it is.
    pub kind: Kind,
    /// How sure that is.
    pub certainty: Certainty,
    /// A sentence where the certainty is not [`Certainty::Yes`], or where something should be known.
    pub note: Option<String>,
    /// What is copied when the path lies inside a container.
    pub container: Option<DataPath>,
    /// The exact files that travel with it (the container's, if inside one), sorted; locks never.
    pub files: Vec<DataFile>,
    /// Lock files that were seen and are not copied.
    pub locks: usize,
    /// What else in the container it is tied to (`relationship class Streets_Owners`), sorted.
    pub tied_to: Vec<String>,
}

impl Dataset {
    /// The size of all its files in bytes.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// What is copied: the container, else the dataset itself.
    pub fn carrier(&self) -> &DataPath {
        self.container.as_ref().unwrap_or(&self.path)
    }
}

/// A file of a dataset.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DataFile {
    /// The file in the disk's case.
    pub path: DataPath,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Sorts files by path and drops those named twice; names that differ only in case are two files.
pub(super) fn sort_files(files: &mut Vec<DataFile>) {
    files.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.path.as_str().cmp(b.path.as_str())));
    files.dedup_by(|a, b| a.path.as_str() == b.path.as_str());
}

/// The path of a part of `container`. Names inside are no folders: `..` or a drive letter must not lead out of it.
pub(super) fn path_inside(container: &DataPath, inner: &str) -> DataPath {
    let names = inner.split('/').filter(|name| !matches!(*name, "" | "." | ".."));
    names.fold(container.clone(), |folder, name| folder.child(name))
}

/// What a consolidated folder brings, and what it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolderContents {
    /// Every file that travels with the folder, the files of folder geodatasets included, sorted.
    pub files: Vec<DataFile>,
    /// The datasets among them (geodatabases, grids, shapefiles, rasters, documents, toolboxes …), sorted by path.
    pub datasets: Vec<Dataset>,
    /// Subfolders that are no geodatasets, and links that lead out: they stay behind. Sorted.
    pub left_behind: Vec<DataPath>,
    /// Lock files that were seen and are not copied.
    pub locks: usize,
}

/// How sure an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It exists and is what it says.
    Yes,
    /// It is listed, but damaged or incomplete.
    Broken,
    /// It could not be checked.
    Unsure,
}

impl Certainty {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Broken => "broken",
            Self::Unsure => "unsure",
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $word:literal, $shown:literal;)*) => {
        /// What a piece of data is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            /// The word of the report (`feature_class`).
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }

            /// The words on screen (`feature class`).
            pub fn shown(self) -> &'static str {
                match self { $(Self::$kind => $shown,)* }
            }
        }
    };
}

kinds! {
    /// A plain folder.
    Folder = "folder", "folder";
    /// A plain file.
    File = "file", "file";
    /// A feature class in a geodatabase.
    FeatureClass = "feature_class", "feature class";
    /// A table, in a geodatabase or as a file.
    Table = "table", "table";
    /// A feature dataset.
    FeatureDataset = "feature_dataset", "feature dataset";
    /// A raster: file, grid or in a geodatabase; a raster catalog too. GRID folders are [`Kind::Grid`].
    Raster = "raster", "raster";
    /// A mosaic dataset.
    Mosaic = "mosaic", "mosaic dataset";
    /// A relationship class.
    RelationshipClass = "relationship_class", "relationship class";
    /// A network of any kind.
    Network = "network", "network";
    /// A topology.
    Topology = "topology", "topology";
    /// A geodatabase: folder, mobile, personal, GeoPackage.
    Geodatabase = "geodatabase", "geodatabase";
    /// A shapefile with its sidecars.
    Shapefile = "shapefile", "shapefile";
    /// An Esri GRID folder.
    Grid = "grid", "grid";
    /// A TIN folder.
    Tin = "tin", "TIN";
    /// A coverage folder or what is in it.
    Coverage = "coverage", "coverage";
    /// LAS, LAZ, LAS dataset.
    Las = "las", "LAS data";
    /// A toolbox.
    Toolbox = "toolbox", "toolbox";
    /// A Python script.
    Script = "script", "script";
    /// A layer file.
    LayerFile = "layer_file", "layer file";
    /// A map document, project or map file.
    MapDocument = "map_document", "map document";
    /// A project file.
    Project = "project", "project";
    /// A connection file.
    Connection = "connection", "connection file";
    /// An Excel workbook, or a sheet of it.
    Workbook = "workbook", "workbook";
    /// A geodataset of another kind.
    Other = "other", "geodataset";
}
