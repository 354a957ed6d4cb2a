//! Finds in a ModelBuilder model the texts that may name data, and the tools that it runs.
//!
//! In: the stream of a model tool, and the names of the toolbox's tools. Out: a [`ModelContent`].
//! Never understands the model: a text is taken wherever one stands, so one that names nothing is to be expected.

use std::collections::BTreeSet;

use memchr::memmem;

use super::cursor::{ClassId, Cursor, utf16};
use super::record::Record;
use crate::toolbox::{CalledTool, ModelContent};

/// How a model names a tool that it runs; seen in every model that runs one.
const TOOL_NAME: ClassId = ClassId::new(0x17E3_2382, 0x8D63, 0x4438, 0xBBAF_D3C3_A669_18B0);
/// A toolbox that is a file; ModelBuilder's own iterators have another class here.
const TOOLBOX_FILE: ClassId = ClassId::new(0xFDF8_DEB2, 0xEB91, 0x479D, 0xA410_854B_A8EF_6349);
const PYTHON_TOOLBOX: ClassId = ClassId::new(0xFD54_5954, 0x8CE2, 0x4BE0, 0x875B_12E8_4B80_B252);
/// The folder of a toolbox.
const WORKSPACE: ClassId = ClassId::new(0x5A35_0011, 0xE371, 0x11D1, 0xAA82_00C0_4FA3_3A15);
/// The kind of a tool that is part of ArcGIS.
const FUNCTION: u32 = 1;
/// A model with more steps than this is not made by hand.
const MOST_CALLS: usize = 10_000;
/// The name of a tool with its description and its toolbox is shorter.
const LONGEST_CALL: usize = 16 << 10;
/// Longer texts are expressions, code and descriptions.
const LONGEST: usize = 4_000;

const DATA_EXTENSIONS: [&str; 34] = [
    "aprx", "asc", "csv", "dbf", "dwg", "gdb", "geojson", "gpkg", "gpx", "img", "jp2", "jpg", "json", "kml", "kmz", "las",
    "lasd", "lyr", "lyrx", "mapx", "mdb", "mxd", "nc", "pdf", "png", "sde", "shp", "tbx", "tif", "tiff", "txt", "xls", "xlsx",
    "xml",
];

/// What could be found in the model `bytes`, of a toolbox with the tools `own`.
pub(super) fn model(bytes: &[u8], own: &BTreeSet<String>) -> ModelContent {
    let mut cursor = Cursor::new(bytes);
    // Description and help are no part of what the model does.
    Record::read(&mut cursor);
    let start = cursor;
    let mut calls = BTreeSet::new();
    // The folder of a toolbox is no data.
    let mut passed_over = BTreeSet::new();
    for at in memmem::find_iter(start.rest(), &TOOL_NAME.0).take(MOST_CALLS) {
        let place = start.moved_to(start.at() + at + TOOL_NAME.0.len());
        let place = place.ending_at(place.at().saturating_add(LONGEST_CALL));
        calls.extend(called_tool(place, own, &mut passed_over));
    }
    let mut texts = Vec::new();
    while !cursor.is_at_end() {
        match counted_text(&mut cursor) {
            Some(text) if may_name_data(&text) && passed_over.insert(text.clone()) => texts.push(text),
            Some(_) => {}
            None => {
                cursor.take(1);
            }
        }
    }
    ModelContent { texts, calls: calls.into_iter().collect() }
}

/// A text of printable characters with its count before and its mark behind, counted in either way.
fn counted_text(cursor: &mut Cursor<'_>) -> Option<String> {
    let count = cursor.rest().first_chunk().copied().map(u32::from_le_bytes)?;
    let count = usize::try_from(count).ok().filter(|count| (1..=2 * LONGEST + 2).contains(count))?;
    // Nearly every place that is no text is told by its first characters: the mark of a text is the first that is none.
    let is_printable = |pair: &&[u8]| !matches!(pair, [..0x20 | 0x7F..0xA0, 0]);
    let printable = cursor.rest().get(4..)?.chunks_exact(2).take(LONGEST + 1).take_while(is_printable).count();
    match printable {
        0 => None,
        _ if printable == count => cursor.long_text(),
        _ if 2 * (printable + 1) == count => cursor.byte_text(),
        _ => None,
    }
}

/// A path, or a name with the extension of data; never what is made while the model runs, or belongs to ArcGIS.
fn may_name_data(text: &str) -> bool {
    let lower = text.to_lowercase();
    let extension = lower.rsplit_once('.').map(|(_, extension)| extension);
    let is_path = lower.contains(['/', '\\']) || extension.is_some_and(|extension| DATA_EXTENSIONS.contains(&extension));
    let begins = ["toolbox:", "<", "in_memory", "memory\\", "%scratch", "error ", "warning ", "executing"];
    let contains = ["://", "arctoolbox", "program files", "\\python2", "\\python3", "*", "?"];
    is_path
        && text.chars().count() <= LONGEST
        && !begins.iter().any(|start| lower.starts_with(start))
        && !contains.iter().any(|part| lower.contains(part))
}

/// The tool named behind its class, unless it is one of ArcGIS; the folder of its toolbox is added to `folders`.
fn called_tool(mut cursor: Cursor<'_>, own: &BTreeSet<String>, folders: &mut BTreeSet<String>) -> Option<CalledTool> {
    let _number = cursor.u32()?;
    let _version = cursor.u16()?;
    let tool = name(&mut cursor).filter(|name| !name.is_empty())?;
    for _label_description_toolset in 0..3 {
        cursor.skip_long_text()?;
    }
    if cursor.u32()? == FUNCTION {
        return None;
    }
    let class = cursor.class()?;
    let _number = cursor.u32()?;
    let _version = cursor.u16()?;
    let toolbox = name(&mut cursor)?;
    match class {
        PYTHON_TOOLBOX => Some(CalledTool { toolbox: Some(toolbox), tool }),
        TOOLBOX_FILE => {
            cursor.u32()?;
            let folder = workspace(&mut cursor)?;
            folders.insert(folder.clone());
            let is_arcgis = folder.to_lowercase().contains("arctoolbox");
            // The name of a toolbox is that of its file when the model was made: the file may have been renamed since.
            let is_own = folder == "." && own.contains(&tool);
            let toolbox = (!is_own).then(|| format!("{folder}\\{toolbox}.tbx"));
            (!is_arcgis).then_some(CalledTool { toolbox, tool })
        }
        ClassId(_) => None,
    }
}

/// A name: no text of any other length is read for one.
fn name(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = *cursor;
    let text = ahead.skip_long_text().filter(|text| text.len() <= 2 * LONGEST)?;
    *cursor = ahead;
    Some(utf16(text))
}

fn workspace(cursor: &mut Cursor<'_>) -> Option<String> {
    (cursor.class()? == WORKSPACE).then_some(())?;
    let _number = cursor.u32()?;
    let _version = cursor.u16()?;
    let length = cursor.rest().first_chunk().copied().map(u32::from_le_bytes)?;
    (usize::try_from(length).ok()? <= 2 * LONGEST + 2).then(|| cursor.byte_text())?
}
