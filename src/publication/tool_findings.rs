//! Says of each chosen tool what could not be had of it.
//!
//! In: the tools of all toolboxes with their states. Out: messages, unsorted.
//! Never asks the format: what is so stands in the tool.
//! Rules: "Tools are never dropped: protected, partial model, dynamic, unreadable are visible states" (DESIGN 4).

use super::scene::Scene;
use crate::discovery::MissingCall;
use crate::message::{Message, Place, wb120, wb307, wb308, wb309, wb311};
use crate::text::Position;
use crate::toolbox::{Tool, ToolKind, ToolState, Toolbox};

/// The messages about states of tools; what is unreadable was said where it was read.
pub fn messages(scene: &Scene<'_>) -> Vec<Message> {
    let mut messages: Vec<Message> = scene.chosen.missing_calls().iter().map(|missing| about_call(missing, scene)).collect();
    for toolbox in &scene.inputs.toolboxes {
        let takes_part = |tool: &&Tool| scene.chosen.takes_part(&toolbox.path, &tool.name);
        let chosen: Vec<&Tool> = toolbox.tools.iter().filter(takes_part).collect();
        let each = chosen.iter().filter(|tool| !is_read_model(tool));
        messages.extend(each.filter_map(|tool| about_state(tool, toolbox, scene)));
        let kind = |is_of_kind: fn(&Tool) -> bool| chosen.iter().copied().filter(|tool| is_of_kind(tool)).collect::<Vec<_>>();
        messages.extend(said_once(&kind(is_read_model), toolbox, scene, wb309::of_model, wb309::of_models));
        messages.extend(said_once(&kind(is_in_r), toolbox, scene, wb311::message, wb311::of_several));
    }
    messages
}

/// A model whose texts were found.
fn is_read_model(tool: &Tool) -> bool {
    tool.kind == ToolKind::Model && tool.state == ToolState::Partial && tool.model.is_some()
}

fn is_in_r(tool: &Tool) -> bool {
    tool.kind == ToolKind::R && tool.state != ToolState::Unreadable
}

/// What is the same for every tool of a kind is said once for a toolbox.
fn said_once(
    tools: &[&Tool],
    toolbox: &Toolbox,
    scene: &Scene<'_>,
    of_one: fn(&str) -> Message,
    of_several: fn(usize, &str) -> Message,
) -> Option<Message> {
    match tools {
        [] => None,
        [tool] => {
            let message = of_one(&scene.tool_name(&toolbox.path, &tool.name));
            Some(scene.about_tool(message, &toolbox.path, &tool.name))
        }
        several => Some(of_several(several.len(), &scene.show(&toolbox.path))),
    }
}

fn about_call(missing: &MissingCall, scene: &Scene<'_>) -> Message {
    let place = Place { script: missing.holder.clone(), at: Position { line: 1, column: 1 } };
    let model = scene.tool_name(&missing.toolbox, &missing.model);
    let message = wb120::message(place, &model, &missing.called.tool, missing.called.toolbox.as_deref());
    scene.about_tool(message, &missing.toolbox, &missing.model)
}

fn about_state(tool: &Tool, toolbox: &Toolbox, scene: &Scene<'_>) -> Option<Message> {
    let name = scene.tool_name(&toolbox.path, &tool.name);
    let message = match tool.state {
        ToolState::Ready | ToolState::Unreadable => return None,
        ToolState::Protected => wb307::message(&name),
        ToolState::Dynamic => wb308::message(&tool.name, &scene.show(&toolbox.path), tool.sources.len()),
        ToolState::Partial => partial(tool, &name, scene),
    };
    Some(scene.about_tool(message, &toolbox.path, &tool.name))
}

fn partial(tool: &Tool, name: &str, scene: &Scene<'_>) -> Message {
    match tool.kind {
        ToolKind::Model => wb309::of_unread_model(name),
        ToolKind::Python => {
            let message = wb309::of_parameters(name);
            match &tool.declared {
                Some((script, at)) => message.in_script(Place { script: script.clone(), at: *at }),
                None => message,
            }
        }
        ToolKind::Other => wb309::of_unknown_kind(name),
        ToolKind::Script | ToolKind::R => match tool.other_files.first() {
            Some(file) => wb309::of_program(name, &scene.show(file)),
            None => wb309::of_other(name),
        },
    }
}
