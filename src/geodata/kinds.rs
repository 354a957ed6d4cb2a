//! What a file is, by its extension.
//!
//! In: an extension in lower case. Out: its [`Kind`] and the [`Family`] of files that it leads.
//! Never looks into the file.

use super::Kind;
use super::families::Family;

/// What a file of this extension is, and which files travel with it.
pub(super) fn of_file(extension: &str) -> (Kind, Family) {
    match extension {
        "shp" => (Kind::Shapefile, Family::Shapefile),
        "dbf" => (Kind::Table, Family::DbfTable),
        "csv" | "tab" | "tsv" | "psv" => (Kind::Table, Family::TextTable),
        "txt" => (Kind::File, Family::TextTable),
        "las" | "laz" | "zlas" => (Kind::Las, Family::Las),
        "lasd" => (Kind::Las, Family::WithMetadata),
        "loc" => (Kind::Other, Family::Locator),
        "gpkg" | "geodatabase" => (Kind::Geodatabase, Family::Sqlite),
        "mdb" => (Kind::Geodatabase, Family::Alone),
        "accdb" => (Kind::Other, Family::Alone),
        "sde" | "ags" | "acs" | "odc" => (Kind::Connection, Family::Alone),
        "xls" | "xlsx" | "xlsm" => (Kind::Workbook, Family::Alone),
        "dwg" | "dxf" | "dgn" => (Kind::Other, Family::Cad),
        "py" => (Kind::Script, Family::Alone),
        "pyt" => (Kind::Toolbox, Family::PythonToolbox),
        "tbx" | "atbx" => (Kind::Toolbox, Family::WithMetadata),
        "lyr" | "lyrx" => (Kind::LayerFile, Family::Alone),
        "mxd" | "mapx" | "pagx" | "mxt" | "sxd" | "3dd" => (Kind::MapDocument, Family::Alone),
        "aprx" => (Kind::Project, Family::Alone),
        "bil" | "bip" | "bsq" | "flt" => (Kind::Raster, Family::HeaderRaster),
        "img" => (Kind::Raster, Family::Imagine),
        "mrf" => (Kind::Raster, Family::MetaRaster),
        _ if is_raster(extension) => (Kind::Raster, Family::Raster),
        _ if is_other_geodata(extension) => (Kind::Other, Family::WithMetadata),
        _ => (Kind::File, Family::Alone),
    }
}

/// A sentence about files that name other files, which are not followed.
pub(super) fn names_other_files(extension: &str) -> Option<&'static str> {
    match extension {
        "lasd" => Some("A LAS dataset names files that lie elsewhere; they are not followed"),
        "vrt" | "mrf" => Some("This raster may name files that lie elsewhere; they are not followed"),
        _ => None,
    }
}

/// True for extensions that only data has: what ends so is meant as a path.
pub fn is_geodata_extension(extension: &str) -> bool {
    extension == "gdb" || !matches!(of_file(extension).0, Kind::File | Kind::Script)
}

/// True for files that hold datasets under names of their own.
pub(super) fn is_container(extension: &str) -> bool {
    matches!(extension, "gpkg" | "geodatabase" | "sde" | "mdb" | "accdb" | "xls" | "xlsx" | "xlsm" | "dwg" | "dxf" | "dgn")
}

fn is_raster(extension: &str) -> bool {
    matches!(
        extension,
        "tif"
            | "tiff"
            | "jpg"
            | "jpeg"
            | "jp2"
            | "j2k"
            | "png"
            | "bmp"
            | "gif"
            | "sid"
            | "ecw"
            | "asc"
            | "dem"
            | "dt0"
            | "dt1"
            | "dt2"
            | "ntf"
            | "nitf"
            | "vrt"
            | "ers"
            | "rst"
            | "crf"
            | "nc"
            | "nc4"
            | "hdf"
            | "h5"
            | "he5"
            | "grb"
            | "grb2"
            | "grib"
            | "grib2"
    )
}

fn is_other_geodata(extension: &str) -> bool {
    matches!(
        extension,
        "geojson" | "gml" | "gpx" | "kml" | "kmz" | "parquet" | "slpk" | "tpk" | "tpkx" | "vtpk" | "mmpk" | "mspk"
    )
}
