//! Turns what was found about parameters' values into messages.
//!
//! In: the scene. Out: messages, unsorted.
//! Never shows a value of a secret: none is looked at.

use super::scene::Scene;
use crate::discovery::{ParameterFinding, ParameterProblem};
use crate::message::{Message, Place, wb116, wb117, wb118, wb119, wb405};
use crate::text::{DataPath, Position};
use crate::toolbox::ToolPart;

/// The messages about parameters.
pub fn messages(scene: &Scene<'_>) -> Vec<Message> {
    let mut messages: Vec<Message> = scene.discovery.parameters.iter().map(|finding| of_finding(finding, scene)).collect();
    for constant in scene.layout.constants.iter().filter(|constant| constant.by_hand) {
        let mut toolboxes = scene.inputs.toolboxes.iter();
        let Some(toolbox) = toolboxes.find(|known| scene.destination(&known.path) == constant.toolbox) else { continue };
        let Some(tool) = toolbox.tools.iter().find(|known| known.name == constant.tool) else { continue };
        let holder = toolbox.part(tool, ToolPart::Parameters);
        let name = format!("{}.{}", constant.tool, constant.parameter);
        let message = wb405::message(start_of(&holder), &name, toolbox.path.name());
        messages.push(scene.about_tool(message, &toolbox.path, &constant.tool));
    }
    messages.extend(scene.discovery.unknown_constants.iter().map(|name| wb119::unknown(name)));
    messages
}

fn of_finding(finding: &ParameterFinding, scene: &Scene<'_>) -> Message {
    let place = start_of(&finding.holder);
    let name = &finding.name;
    let shown = |text: &str| {
        // A default that a script builds from its own place begins with a folder of this machine.
        let path = DataPath::new(text);
        if path.is_absolute() && path.is_within(scene.root) { scene.show(&path) } else { text.to_owned() }
    };
    let message = match &finding.what {
        ParameterProblem::ConstantWithoutValue => wb116::message(place, name),
        ParameterProblem::ConstantNamesNothing { text } => wb117::message(place, name, &shown(text)),
        ParameterProblem::CannotBeConstant => wb119::message(place, name),
        ParameterProblem::NamesNothing { text, source } => wb118::message(place, name, &shown(text), *source),
    };
    match name.rsplit_once('.') {
        Some((tool, _)) => scene.about_tool(message, &finding.toolbox, tool),
        None => message,
    }
}

/// Values have no line of their own.
fn start_of(holder: &DataPath) -> Place {
    Place { script: holder.clone(), at: Position { line: 1, column: 1 } }
}
