//! Tells what would break in a binary toolbox, which is copied byte for byte.
//!
//! In: a tool of a .tbx, the references in its parameters. Out: what does not lead where it should from its new place.
//! Never writes into a .tbx. Rules: values and links are relative to the folder that holds it, in the toolboxes seen.

use super::model::{InBinary, Stuck, StuckKind};
use super::place::Ground;
use super::python_text::Goal;
use super::rewrite::goal;
use crate::consolidation::Item;
use crate::discovery::{Origin, Reference, ValueSource};
use crate::text::{DataPath, Position};
use crate::toolbox::{ScriptRole, Tool, Toolbox};

/// Why nothing is written.
pub const NEVER_WRITTEN: &str = "a binary toolbox is never rewritten";

/// What of a tool would break: values of its parameters, links to its scripts.
///
/// `links` are those of the tool, as they are written.
pub fn stuck_in_binary(
    toolbox: &Toolbox,
    tool: &Tool,
    references: &[(&Reference, &Item)],
    links: &[String],
    ground: &Ground,
) -> Vec<Stuck> {
    let binary = |what| StuckKind::Binary { toolbox: toolbox.path.clone(), what };
    let mut stuck = Vec::new();
    for (reference, item) in references {
        let Origin::Parameter { source, constant, holder, .. } = &reference.origin else { continue };
        // Clients give what was entered for the review; the deployment plan says how a Constant is set.
        let is_set = *source == ValueSource::Entered || *constant;
        if !is_set && !holds_in_binary(toolbox, reference, item, ground) {
            let found = Stuck::new(Some(reference), NEVER_WRITTEN.to_owned());
            stuck.push(Stuck { script: Some(holder.clone()), kind: binary(InBinary::Value), ..found });
        }
    }
    for quoted in breaking_links(toolbox, tool, links, ground) {
        stuck.push(Stuck {
            script: Some(toolbox.folder_of(tool)),
            at: Position { line: 1, column: 1 },
            text: quoted.clone(),
            quoted,
            why: NEVER_WRITTEN.to_owned(),
            kind: binary(InBinary::Link),
        });
    }
    stuck
}

/// True where a value of the toolbox leads to its data from the toolbox's place in the package.
pub fn holds_in_binary(toolbox: &Toolbox, reference: &Reference, item: &Item, ground: &Ground) -> bool {
    if matches!(reference.origin, Origin::Parameter { source: ValueSource::Entered, .. }) {
        return false;
    }
    let written = DataPath::new(&reference.text);
    match goal(reference, item, ground) {
        None => true,
        Some(Goal::Server(path)) => written == DataPath::new(&path),
        Some(Goal::Packaged(place)) => {
            let folder = ground.place(&toolbox.path).parent();
            !written.is_absolute() && folder.is_some_and(|folder| folder.join(&reference.text) == place)
        }
    }
}

/// Links to scripts that are absolute, or that do not lie in the package as they lie from the toolbox; as written.
fn breaking_links(toolbox: &Toolbox, tool: &Tool, links: &[String], ground: &Ground) -> Vec<String> {
    let folder = toolbox.path.parent();
    let packaged = ground.place(&toolbox.path).parent();
    let linked: Vec<&DataPath> = tool
        .sources
        .iter()
        .filter(|(path, role)| *role == ScriptRole::Tool && !path.is_within(&toolbox.path))
        .map(|(path, _)| path)
        .chain(&tool.other_files)
        .collect();
    let moves = |path: &DataPath| {
        let way = folder.as_ref().and_then(|folder| path.relative_to(folder));
        let packaged_way = packaged.as_ref().and_then(|folder| ground.place(path).relative_to(folder));
        way.is_none() || way != packaged_way
    };
    let is_there = |link: &str| folder.as_ref().is_some_and(|folder| linked.iter().any(|path| **path == folder.join(link)));
    let breaks = |link: &&String| DataPath::new(link).is_absolute() || linked.iter().any(|path| moves(path));
    links.iter().filter(|link| is_there(link)).filter(breaks).cloned().collect()
}
