//! What data is, as a picture and in words.
//!
//! In: the report's word for a kind. Out: an icon, a name.
//! Never a guess about what the word does not say.

use crate::app::widgets::Icon;

/// The picture of a kind.
pub fn kind_icon(kind: &str) -> Icon {
    match kind {
        "folder" | "feature_dataset" | "coverage" => Icon::Folder,
        "feature_class" | "relationship_class" | "topology" => Icon::Shapes,
        "network" => Icon::Lines,
        "shapefile" => Icon::Polygons,
        "raster" | "mosaic" | "grid" | "tin" | "las" => Icon::Raster,
        "table" | "workbook" => Icon::Table,
        "geodatabase" | "connection" => Icon::Stays,
        "layer_file" => Icon::Layers,
        "map_document" | "project" => Icon::Map,
        "script" => Icon::Script,
        "toolbox" => Icon::Toolbox,
        _ => Icon::File,
    }
}

/// A kind in words.
pub fn kind_words(kind: &str) -> &'static str {
    match kind {
        "folder" => "Folder",
        "file" => "File",
        "feature_class" => "Feature class",
        "table" => "Table",
        "feature_dataset" => "Feature dataset",
        "raster" => "Raster",
        "mosaic" => "Mosaic dataset",
        "relationship_class" => "Relationship class",
        "network" => "Network dataset",
        "topology" => "Topology",
        "geodatabase" => "Geodatabase",
        "shapefile" => "Shapefile",
        "grid" => "GRID raster",
        "tin" => "TIN",
        "coverage" => "Coverage",
        "las" => "LAS data",
        "toolbox" => "Toolbox",
        "script" => "Script",
        "layer_file" => "Layer file",
        "map_document" => "Map document",
        "project" => "Project",
        "connection" => "Connection file",
        "workbook" => "Workbook",
        _ => "Data",
    }
}
