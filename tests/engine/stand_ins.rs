//! Small real data that stands in for a publisher's.
//!
//! In: the path of an example's section. Out: files with contents that a reader accepts.
//! Never invents a format: the geodatabase is the sample's own.

use std::fs;

const GEODATABASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/ToolData/SanFrancisco.gdb");

/// The sample's geodatabase under another path: Streets, Depots, Owners, and Stops and Lines in Transit.
pub fn geodatabase(path: &str) -> Vec<(String, Vec<u8>)> {
    let path = path.trim_end_matches('/');
    let entries = fs::read_dir(GEODATABASE).unwrap_or_else(|error| panic!("cannot read the sample's {GEODATABASE}: {error}"));
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|entry| entry.unwrap())
        .map(|entry| (format!("{path}/{}", entry.file_name().to_str().unwrap()), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

/// An empty point shapefile: `.shp`, `.shx`, `.dbf` and `.prj`.
pub fn shapefile(path: &str) -> Vec<(String, Vec<u8>)> {
    let stem = path.strip_suffix(".shp").expect("a shapefile's section ends with .shp");
    let mut header = vec![0; 100];
    header[2..4].copy_from_slice(&[0x27, 0x0a]);
    header[24..28].copy_from_slice(&50_u32.to_be_bytes());
    header[28..32].copy_from_slice(&1000_u32.to_le_bytes());
    header[32] = 1;
    let projection = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
    vec![
        (path.to_owned(), header.clone()),
        (format!("{stem}.shx"), header),
        (format!("{stem}.dbf"), table()),
        (format!("{stem}.prj"), projection.into()),
    ]
}

/// A dBASE table with one text field and no rows.
fn table() -> Vec<u8> {
    let mut table = vec![0x03, 126, 1, 1, 0, 0, 0, 0, 65, 0, 11, 0];
    table.resize(32, 0);
    table.extend_from_slice(b"NAME\0\0\0\0\0\0\0C\0\0\0\0\x0a");
    table.resize(64, 0);
    table.extend_from_slice(&[0x0d, 0x1a]);
    table
}
