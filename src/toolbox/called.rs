//! Finds the toolboxes that models take tools from.
//!
//! In: toolboxes that were read. Out: the toolboxes that their models name, and those that these name in turn.
//! Never reads a toolbox twice, so toolboxes that name each other come to an end.

use std::collections::BTreeSet;

use super::folder::FileKind;
use super::{Tool, Toolbox};
use crate::disk::Files;
use crate::text::DataPath;

/// The toolboxes that the models of `toolboxes` name and that are there, sorted; `known` ones are passed over.
pub(super) fn called_toolboxes(toolboxes: &[Toolbox], known: &BTreeSet<DataPath>, files: &dyn Files) -> BTreeSet<DataPath> {
    let tools = toolboxes.iter().flat_map(|toolbox| toolbox.tools.iter().map(move |tool| (toolbox, tool)));
    let named = tools.flat_map(|(toolbox, tool)| named_toolboxes(toolbox, tool));
    let found = named.filter_map(|places| places.into_iter().find_map(|place| files.find(&place)));
    let is_toolbox = |path: &DataPath| FileKind::of(path) == FileKind::Toolbox;
    found.map(|found| found.path).filter(|path| is_toolbox(path) && !known.contains(path)).collect()
}

/// The toolboxes that a tool's model names: for each, the places where it may lie.
fn named_toolboxes(toolbox: &Toolbox, tool: &Tool) -> Vec<Vec<DataPath>> {
    let calls = tool.model.iter().flat_map(|model| &model.calls);
    calls.filter_map(|call| call.toolbox.as_deref()).map(|text| tool.places_of(&toolbox.path, text)).collect()
}
