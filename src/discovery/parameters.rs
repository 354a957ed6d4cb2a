//! Parameter values that name data.
//!
//! In: the chosen tools. Out: references that stand in a toolbox and not in a script.
//! Never repeats what a script says: the defaults of a .pyt are literals of its own text.
//! Rules: "Making project data and modules tool parameters"; DESIGN rule 8.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::decided::{OfScript, Reading};
use super::never_data::{is_bare_word, is_never_data};
use super::refused::refusal;
use super::{FoundBy, Origin, Reference, ReferenceContext, Settings, Standing};
use crate::geodata::{Catalog, Resolution};
use crate::text::{DataPath, Position};
use crate::toolbox::{Inputs, Parameter, ParameterDirection, Tool, Toolbox, ToolboxFormat};

/// The references in parameter values of the chosen tools.
///
/// `heeded` takes the publisher's decisions that met a value.
pub fn references(inputs: &Inputs, settings: &Settings, catalog: &Catalog<'_>, heeded: &mut BTreeSet<usize>) -> Vec<Reference> {
    let mut found = Vec::new();
    for toolbox in &inputs.toolboxes {
        for tool in &toolbox.tools {
            if !settings.chosen.takes_part(&toolbox.path, &tool.name) {
                continue;
            }
            for parameter in &tool.parameters {
                let place = Holder { toolbox, tool, parameter };
                for (text, is_value) in texts(&place, settings) {
                    let Some(reference) = reference(&place, &text, is_value, settings, catalog) else { continue };
                    found.push(as_decided(reference, &holder(toolbox, tool), settings, heeded));
                }
            }
        }
    }
    found
}

/// The reference, as the publisher decided about its text.
fn as_decided(reference: Reference, holder: &DataPath, settings: &Settings, heeded: &mut BTreeSet<usize>) -> Reference {
    let texts = OfScript::new(&settings.decided, holder, Reading::Text);
    match texts.about(&reference.quoted, Some(FoundBy::Parameter)) {
        Some(decided) => {
            heeded.insert(decided);
            Reference { standing: Standing::Text, ..reference }
        }
        None => reference,
    }
}

struct Holder<'a> {
    toolbox: &'a Toolbox,
    tool: &'a Tool,
    parameter: &'a Parameter,
}

/// The texts of a parameter that may name data, each once; true for those of its value.
fn texts(place: &Holder<'_>, settings: &Settings) -> Vec<(String, bool)> {
    let parameter = place.parameter;
    let value = settings.entered.value(place.toolbox, place.tool, parameter);
    let of_value = |value: &str| split(value).into_iter().map(|text| (text, true)).collect::<Vec<_>>();
    let mut texts = match place.toolbox.format {
        // The defaults and choice lists of a .pyt are literals of its text.
        ToolboxFormat::Pyt => value.filter(|value| parameter.value.as_deref() != Some(value)).map(of_value).unwrap_or_default(),
        ToolboxFormat::Atbx | ToolboxFormat::Tbx => {
            let mut texts = value.map(of_value).unwrap_or_default();
            texts.extend(parameter.other_values().map(|text| (text.to_owned(), false)));
            texts
        }
    };
    texts.dedup();
    texts
}

/// A multi-value: elements end at `;`, those with blanks stand in single quotes.
fn split(value: &str) -> Vec<String> {
    value.split(';').map(|part| part.trim().trim_matches('\'').to_owned()).collect()
}

fn reference(place: &Holder<'_>, text: &str, is_value: bool, settings: &Settings, catalog: &Catalog<'_>) -> Option<Reference> {
    let Holder { toolbox, tool, parameter } = place;
    if is_never_data(text) || (is_bare_word(text) && !takes_paths(&parameter.datatype)) {
        return None;
    }
    if DataPath::new(text).root() == "/" && !settings.posix_paths {
        return None;
    }
    // A relative default was never seen in an .atbx, so the toolbox's own folder is asked too (believed).
    let folders = [Some(tool.value_folder.clone()), toolbox.path.parent()];
    let (path, dataset) = folders.into_iter().flatten().find_map(|folder| {
        let path = folder.join(text);
        match catalog.resolve(&path) {
            Resolution::Data(dataset) => Some((path, dataset)),
            Resolution::MissingInside { .. } | Resolution::Absent | Resolution::NotReachable(_) => None,
        }
    })?;
    let standing = match refusal(&dataset.path, &settings.input_folders) {
        Some(reason) => Standing::Refused(reason),
        None => match parameter.direction {
            ParameterDirection::Output if is_value => Standing::Output(format!("the output parameter {}", parameter.name)),
            ParameterDirection::Output | ParameterDirection::Input => Standing::Counts,
        },
    };
    Some(Reference {
        origin: Origin::Parameter {
            toolbox: toolbox.path.clone(),
            tool: tool.name.clone(),
            parameter: parameter.name.clone(),
            holder: holder(toolbox, tool),
        },
        at: Position { line: 1, column: 1 },
        text: text.to_owned(),
        quoted: text.to_owned(),
        context: ReferenceContext::Parameter,
        found_by: FoundBy::Parameter,
        from_own_place: !DataPath::new(text).is_absolute(),
        path,
        names: Arc::new(dataset),
        standing,
        esri_finds: true,
        certain: true,
    })
}

/// The member that holds a tool's parameters; a .pyt holds them itself.
fn holder(toolbox: &Toolbox, tool: &Tool) -> DataPath {
    match toolbox.format {
        ToolboxFormat::Pyt => toolbox.path.clone(),
        ToolboxFormat::Atbx => tool.value_folder.child("tool.content"),
        ToolboxFormat::Tbx => toolbox.path.child(&tool.name).child("parameters"),
    }
}

/// True for data types whose values are paths: there a bare word may name data.
fn takes_paths(datatype: &str) -> bool {
    let plain = datatype.to_lowercase();
    ["de", "gpfeature", "gpraster", "gplayer", "gptableview", "gpcomposite", "gpdataset", "folder", "workspace", "file", "layer"]
        .iter()
        .any(|start| plain.starts_with(start) || plain.contains(&format!("<{start}")))
}
