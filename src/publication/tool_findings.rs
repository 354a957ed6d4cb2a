//! Says of each chosen tool what could not be had of it.
//!
//! In: the tools of all toolboxes with their states. Out: messages, unsorted.
//! Never asks the format: what is so stands in the tool.
//! Rules: "Tools are never dropped: protected, partial model, dynamic, unreadable are visible states" (DESIGN 4).

use super::scene::Scene;
use crate::discovery::{MissingCall, calls};
use crate::message::{Message, Place, wb120, wb307, wb308, wb309, wb311};
use crate::text::Position;
use crate::toolbox::{Tool, ToolKind, ToolState, Toolbox};

/// The messages about states of tools; what is unreadable was said where it was read.
pub fn messages(scene: &Scene<'_>) -> Vec<Message> {
    let missing = calls(scene.inputs, scene.chosen).missing;
    let mut messages: Vec<Message> = missing.iter().map(|missing| about_call(missing, scene)).collect();
    for toolbox in &scene.inputs.toolboxes {
        let shown = scene.show(&toolbox.path);
        let chosen = toolbox.tools.iter().filter(|tool| scene.chosen.takes_part(&toolbox.path, &tool.name));
        for tool in chosen {
            let state = about_state(tool, toolbox, scene);
            let in_r = (tool.kind == ToolKind::R && tool.state != ToolState::Unreadable).then(|| wb311::message(&tool.name));
            messages.extend(state.into_iter().chain(in_r).map(|message| message.with("toolbox", &shown)));
        }
    }
    messages
}

fn about_call(missing: &MissingCall, scene: &Scene<'_>) -> Message {
    let place = Place { script: missing.holder.clone(), at: Position { line: 1, column: 1 } };
    wb120::message(place, &missing.model, &missing.called.tool, missing.called.toolbox.as_deref())
        .with("toolbox", &scene.show(&missing.toolbox))
}

fn about_state(tool: &Tool, toolbox: &Toolbox, scene: &Scene<'_>) -> Option<Message> {
    match tool.state {
        ToolState::Ready | ToolState::Unreadable => None,
        ToolState::Protected => Some(wb307::message(&tool.name)),
        ToolState::Dynamic => Some(wb308::message(&tool.name, &scene.show(&toolbox.path), tool.sources.len())),
        ToolState::Partial => Some(partial(tool, scene)),
    }
}

fn partial(tool: &Tool, scene: &Scene<'_>) -> Message {
    match tool.kind {
        ToolKind::Model if tool.model.is_some() => wb309::of_model(&tool.name),
        ToolKind::Model => wb309::of_unread_model(&tool.name),
        ToolKind::Python => {
            let message = wb309::of_parameters(&tool.name);
            match &tool.declared {
                Some((script, at)) => message.in_script(Place { script: script.clone(), at: *at }),
                None => message,
            }
        }
        ToolKind::Other => wb309::of_unknown_kind(&tool.name),
        ToolKind::Script | ToolKind::R => match tool.other_files.first() {
            Some(file) => wb309::of_program(&tool.name, &scene.show(file)),
            None => wb309::of_other(&tool.name),
        },
    }
}
