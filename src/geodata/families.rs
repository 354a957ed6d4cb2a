//! Finds the files that belong to one dataset in a folder.
//!
//! In: a folder's listing, the main file, its [`Family`]. Out: the [`Members`].
//! Never takes `stem.*`: folders hold `roads.zip`, `roads.lyr` and `roads.py` beside `roads.shp`.

use super::DataFile;
use super::dataset::sort_files;
use crate::disk::{Entry, EntryKind, Listing};

/// Which files travel together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// The file alone.
    Alone,
    /// The file and its metadata (`x.kml.xml`).
    WithMetadata,
    /// A shapefile.
    Shapefile,
    /// A dBASE table.
    DbfTable,
    /// A delimited text file with the `schema.ini` of its folder.
    TextTable,
    /// A raster of one file with sidecars.
    Raster,
    /// A raster of bare values with its header.
    HeaderRaster,
    /// An ERDAS IMAGINE raster.
    Imagine,
    /// A meta raster with its index and data.
    MetaRaster,
    /// LAS points.
    Las,
    /// An address locator.
    Locator,
    /// A database of one file with its journal.
    Sqlite,
    /// A CAD drawing.
    Cad,
    /// A Python toolbox with the metadata of its tools.
    PythonToolbox,
}

/// The files of one dataset.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// All files, sorted by path.
    pub(super) files: Vec<DataFile>,
    /// Locks seen.
    pub(super) locks: usize,
    /// Names of required files that are not there.
    pub(super) missing: Vec<String>,
}

/// Endings put on the main file's name without its extension.
fn stem_endings(family: Family) -> &'static [&'static str] {
    match family {
        Family::Alone | Family::WithMetadata | Family::TextTable | Family::Sqlite | Family::PythonToolbox => &[],
        Family::Shapefile => &[
            ".shp", ".shx", ".dbf", ".prj", ".sbn", ".sbx", ".fbn", ".fbx", ".ain", ".aih", ".ixs", ".mxs", ".cpg", ".shp.xml",
            ".idm", ".ind", ".qix", ".qpj", ".xml", ".dbf.xml",
        ],
        Family::DbfTable => &[".cpg", ".mdx", ".idx"],
        Family::Raster => RASTER_STEM,
        Family::HeaderRaster => &[".aux", ".aux.xml", ".ovr", ".rrd", ".prj", ".wld", ".hdr", ".stx", ".clr"],
        Family::Imagine => &[".aux", ".aux.xml", ".ovr", ".rrd", ".prj", ".wld", ".ige"],
        Family::MetaRaster => {
            &[".aux", ".aux.xml", ".ovr", ".prj", ".wld", ".idx", ".lrc", ".ljp", ".pzp", ".pjg", ".til", ".dat"]
        }
        Family::Las => &[".lasx", ".prj"],
        Family::Locator => &[".lox", ".loz"],
        Family::Cad => &[".prj", ".wld"],
    }
}

const RASTER_STEM: &[&str] = &[".aux", ".aux.xml", ".ovr", ".rrd", ".prj", ".wld"];
const RASTER_FULL: &[&str] = &[".aux", ".aux.xml", ".ovr", ".xml", ".vat.dbf", ".vat.cpg", ".vat.dbf.xml", ".msk", ".msk.ovr"];

/// Endings put on the main file's whole name.
fn full_endings(family: Family) -> &'static [&'static str] {
    match family {
        Family::Alone => &[],
        Family::Raster | Family::HeaderRaster | Family::Imagine | Family::MetaRaster => RASTER_FULL,
        Family::Sqlite => &["-wal", "-shm", "-journal", ".xml"],
        Family::WithMetadata
        | Family::Shapefile
        | Family::DbfTable
        | Family::TextTable
        | Family::Las
        | Family::Locator
        | Family::Cad
        | Family::PythonToolbox => &[".xml"],
    }
}

/// True for files that only say that another program has data open: they are never copied.
pub(super) fn is_lock(listing: &Listing, name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.ends_with(".lock")
        || lower.ends_with(".laccdb")
        || lower.starts_with("~$")
        // Other programs keep data in `.ldb` files; only beside an Access database are they locks.
        || lower.strip_suffix(".ldb").is_some_and(|stem| listing.get(&format!("{stem}.mdb")).is_some())
}

/// The name without its extension, and the extension without its dot.
pub(super) fn split_extension(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, extension),
        _ => (name, ""),
    }
}

/// All files of the dataset that `main` leads. A link leads to the files that are links too.
pub(super) fn members(listing: &Listing, main: &Entry, family: Family) -> Members {
    let (stem, extension) = split_extension(&main.name);
    let mut taken: Vec<&Entry> = vec![main];
    taken.extend(stem_endings(family).iter().filter_map(|ending| listing.get(&format!("{stem}{ending}"))));
    taken.extend(full_endings(family).iter().filter_map(|ending| listing.get(&format!("{}{ending}", main.name))));
    taken.extend(named_freely(listing, stem, extension, family));
    taken
        .retain(|entry| entry.kind == EntryKind::File || (entry.kind == EntryKind::FileLink && main.kind == EntryKind::FileLink));
    let data_file = |entry: &&Entry| DataFile { path: listing.folder.child(&entry.name), bytes: entry.bytes };
    let mut files: Vec<DataFile> = taken.iter().map(data_file).collect();
    sort_files(&mut files);
    Members { files, locks: locks(listing, &main.name, stem), missing: missing(listing, stem, family) }
}

/// Members whose names hold more than the main file's name.
fn named_freely<'l>(listing: &'l Listing, stem: &str, extension: &str, family: Family) -> Vec<&'l Entry> {
    match family {
        Family::Shapefile | Family::DbfTable => between(listing, &format!("{stem}."), ".atx"),
        Family::PythonToolbox => between(listing, &format!("{stem}."), ".pyt.xml"),
        Family::TextTable => listing.get("schema.ini").into_iter().collect(),
        Family::Raster | Family::HeaderRaster | Family::Imagine | Family::MetaRaster => {
            let names = world_endings(extension).into_iter().map(|ending| format!("{stem}.{ending}"));
            names.filter_map(|name| listing.get(&name)).collect()
        }
        Family::Alone | Family::WithMetadata | Family::Las | Family::Locator | Family::Sqlite | Family::Cad => Vec::new(),
    }
}

/// World files: `tfw` and `tifw` for `tif`.
fn world_endings(extension: &str) -> Vec<String> {
    let mut letters = extension.chars();
    let mut endings = vec![format!("{extension}w")];
    if let (Some(first), Some(last)) = (letters.next(), letters.next_back()) {
        endings.push(format!("{first}{last}w"));
    }
    endings
}

/// Files named `<start><one name without dots><end>`.
fn between<'l>(listing: &'l Listing, start: &str, end: &str) -> Vec<&'l Entry> {
    let is_middle = |entry: &&Entry| {
        let lower = entry.name.to_lowercase();
        let middle = lower.strip_prefix(&start.to_lowercase()).and_then(|rest| rest.strip_suffix(end));
        middle.is_some_and(|middle| !middle.is_empty() && !middle.contains('.'))
    };
    starting_with(listing, start).filter(is_middle).collect()
}

/// The files whose names begin so. The listing is sorted, so that few names are compared.
fn starting_with<'l>(listing: &'l Listing, start: &str) -> impl Iterator<Item = &'l Entry> {
    let start = start.to_lowercase();
    let first = listing.entries().partition_point(|entry| entry.name.to_lowercase() < start);
    let tail = listing.entries().get(first..).unwrap_or_default().iter();
    tail.take_while(move |entry| entry.name.to_lowercase().starts_with(&start)).filter(|entry| !entry.kind.is_folder())
}

/// `roads.shp.HOST.1234.5678.sr.lock`, `~$book.xlsx`, `data.ldb`, `data.laccdb`.
fn locks(listing: &Listing, main: &str, stem: &str) -> usize {
    let beside = starting_with(listing, &format!("{main}.")).filter(|entry| is_lock(listing, &entry.name)).count();
    let fixed = [format!("~${main}"), format!("{stem}.ldb"), format!("{stem}.laccdb")];
    let (_, extension) = split_extension(main);
    let wanted = match extension.to_lowercase().as_str() {
        "xls" | "xlsx" | "xlsm" | "mdb" | "accdb" => fixed.as_slice(),
        _ => &[],
    };
    beside + wanted.iter().filter(|name| listing.get(name).is_some_and(|entry| is_lock(listing, &entry.name))).count()
}

fn missing(listing: &Listing, stem: &str, family: Family) -> Vec<String> {
    let required: &[&str] = match family {
        Family::Shapefile => &["shp", "shx", "dbf"],
        Family::Alone
        | Family::WithMetadata
        | Family::DbfTable
        | Family::TextTable
        | Family::Raster
        | Family::HeaderRaster
        | Family::Imagine
        | Family::MetaRaster
        | Family::Las
        | Family::Locator
        | Family::Sqlite
        | Family::Cad
        | Family::PythonToolbox => &[],
    };
    let names = required.iter().map(|extension| format!("{stem}.{extension}"));
    names.filter(|name| listing.get(name).is_none_or(|entry| entry.kind.is_folder())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::DataPath;

    fn listing(names: &[&str]) -> Listing {
        let entry = |name: &&str| Entry { name: (*name).to_owned(), kind: EntryKind::File, bytes: 1 };
        Listing::new(DataPath::new("e:/d"), names.iter().map(entry).collect())
    }

    fn family_of(main: &str, names: &[&str]) -> String {
        let listing = listing(names);
        let (_, extension) = split_extension(main);
        let (_, family) = crate::geodata::kinds::of_file(extension);
        let members = members(&listing, listing.get(main).unwrap(), family);
        members.files.iter().map(|file| file.path.name()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_shapefile_takes_its_known_sidecars_in_any_case_and_nothing_else() {
        let beside = ["a.shp", "A.SHX", "a.dbf", "a.NAME.atx", "a.shp.xml", "a.CPG"];
        let strangers = ["a.lyr", "a.py", "a.zip", "a.3.shp", "ab.shx", "a.x.y.atx", "a.shp.PC.1.2.sr.lock"];
        assert_eq!(family_of("a.shp", &[&beside[..], &strangers].concat()), "a.CPG a.dbf a.NAME.atx a.shp a.shp.xml A.SHX");
    }

    #[test]
    fn a_raster_takes_world_file_statistics_and_attribute_table() {
        let wanted = ["s.tfw", "s.tif", "s.tif.aux.xml", "s.tif.ovr", "s.tif.vat.cpg", "s.tif.vat.dbf", "s.tif.xml"];
        assert_eq!(
            family_of("s.tif", &[&wanted[..], &["s.tif.vat.dbf.PC.1.2.sr.lock", "s.jgw", "s.txt"]].concat()),
            wanted.join(" ")
        );
        assert_eq!(family_of("i.img", &["i.img", "i.rrd", "i.ige", "i.hdr"]), "i.ige i.img i.rrd");
    }

    #[test]
    fn a_python_toolbox_takes_the_metadata_of_its_tools() {
        let names = ["Box.pyt", "Box.pyt.xml", "Box.Tool.pyt.xml", "Boxes.Tool.pyt.xml", "Box.py"];
        assert_eq!(family_of("Box.pyt", &names), "Box.pyt Box.pyt.xml Box.Tool.pyt.xml");
    }

    #[test]
    fn other_toolboxes_take_their_metadata() {
        assert_eq!(family_of("Box.atbx", &["Box.atbx", "Box.atbx.xml", "Box.xml"]), "Box.atbx Box.atbx.xml");
        assert_eq!(family_of("Box.tbx", &["Box.tbx", "Box.tbx.xml", "Box.T.tbx.xml"]), "Box.tbx Box.tbx.xml");
    }

    #[test]
    fn a_text_table_takes_the_schema_of_its_folder() {
        assert_eq!(family_of("t.csv", &["t.csv", "Schema.ini", "t.csv.xml"]), "Schema.ini t.csv t.csv.xml");
    }

    #[test]
    fn a_file_named_ldb_is_a_lock_only_beside_an_access_database() {
        assert!(is_lock(&listing(&["a.mdb"]), "A.ldb"));
        assert!(!is_lock(&listing(&["a.txt"]), "a.ldb"));
    }
}
