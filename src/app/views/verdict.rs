//! Icon, word and colour of each verdict.
//!
//! In: the report's words. Out: how they are shown.
//! Never a colour without an icon and a word.

use egui::Color32;

use crate::app::state;
use crate::app::theme::Palette;
use crate::app::widgets::Icon;
use crate::message::Severity;

/// A verdict as it is shown.
pub struct Verdict {
    /// Its icon.
    pub icon: Icon,
    /// Its word.
    pub word: &'static str,
    /// Its colour.
    pub colour: Color32,
}

/// What happens to an item of the plan.
pub fn decision(palette: &Palette, decision: &str, certainty: &str) -> Verdict {
    match (decision, certainty) {
        ("copied", "broken") => Verdict { icon: Icon::Error, word: "Copied, broken", colour: palette.error },
        ("copied", "unsure") => Verdict { icon: Icon::Unsure, word: "Copied, unsure", colour: palette.warning },
        ("copied", _) => of(palette, state::Verdict::Copied),
        ("data_store", _) => of(palette, state::Verdict::Stays),
        ("excluded", _) => of(palette, state::Verdict::Excluded),
        (_, _) => of(palette, state::Verdict::LeftOut),
    }
}

/// A verdict of the table, as title of its group.
pub fn of(palette: &Palette, verdict: state::Verdict) -> Verdict {
    match verdict {
        state::Verdict::Missing => Verdict { icon: Icon::Error, word: "Missing", colour: palette.error },
        state::Verdict::Unsure => Verdict { icon: Icon::Unsure, word: "Unsure", colour: palette.warning },
        state::Verdict::LeftBehind => Verdict { icon: Icon::LeftBehind, word: "Left behind", colour: palette.left },
        state::Verdict::LeftOut => Verdict { icon: Icon::Blocked, word: "Left out", colour: palette.excluded },
        state::Verdict::Copied => Verdict { icon: Icon::Copied, word: "Copied", colour: palette.copied },
        state::Verdict::Stays => Verdict { icon: Icon::Stays, word: "Stays", colour: palette.stays },
        state::Verdict::Excluded => Verdict { icon: Icon::Blocked, word: "Excluded", colour: palette.excluded },
        state::Verdict::NotFound => Verdict { icon: Icon::Close, word: "Not found", colour: palette.text_2 },
    }
}

/// What an item is: its icon and its word.
pub fn kind(kind: &str) -> (Icon, &'static str) {
    match kind {
        "folder" => (Icon::Folder, "Folder"),
        "file" => (Icon::File, "File"),
        "feature_class" => (Icon::Lines, "Feature class"),
        "feature_dataset" => (Icon::Shapes, "Feature dataset"),
        "shapefile" => (Icon::Polygons, "Shapefile"),
        "table" => (Icon::Table, "Table"),
        "raster" => (Icon::Raster, "Raster"),
        "mosaic" => (Icon::Raster, "Mosaic dataset"),
        "grid" => (Icon::Raster, "Grid"),
        "tin" => (Icon::Raster, "TIN"),
        "las" => (Icon::Raster, "LAS dataset"),
        "relationship_class" => (Icon::Shapes, "Relationship class"),
        "network" => (Icon::Lines, "Network dataset"),
        "topology" => (Icon::Shapes, "Topology"),
        "coverage" => (Icon::Shapes, "Coverage"),
        "geodatabase" => (Icon::Stays, "Geodatabase"),
        "toolbox" => (Icon::Toolbox, "Toolbox"),
        "script" => (Icon::Script, "Script"),
        "layer_file" => (Icon::Layers, "Layer file"),
        "map_document" => (Icon::Map, "Map document"),
        "project" => (Icon::Map, "Project"),
        "connection" => (Icon::Server, "Connection file"),
        "workbook" => (Icon::Table, "Workbook"),
        _ => (Icon::File, "Other"),
    }
}

/// What a server has of a module.
pub fn status(palette: &Palette, status: &str) -> Verdict {
    match status {
        "present" => Verdict { icon: Icon::Good, word: "On the server", colour: palette.copied },
        "version_differs" => Verdict { icon: Icon::Warning, word: "Other version", colour: palette.warning },
        "missing" => Verdict { icon: Icon::Error, word: "Missing", colour: palette.error },
        "unsupported" => Verdict { icon: Icon::Blocked, word: "Not supported", colour: palette.error },
        "unsure" => Verdict { icon: Icon::Unsure, word: "Unsure", colour: palette.warning },
        _ => Verdict { icon: Icon::Good, word: "Not needed there", colour: palette.text_2 },
    }
}

/// How serious a message is.
pub fn severity(palette: &Palette, severity: Severity) -> (Icon, Color32) {
    match severity {
        Severity::Error => (Icon::Error, palette.error),
        Severity::Warning => (Icon::Warning, palette.warning),
        Severity::Information => (Icon::Information, palette.information),
    }
}
