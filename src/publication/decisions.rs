//! Hands the publisher's decisions to those who carry them out, and finds the idle ones.
//!
//! In: the overrides, what was found, the messages. Out: decided texts, kept scripts, accepted messages, decisions without object.
//! Never drops a decision: one that names nothing becomes a message.

use super::scene::Scene;
use crate::consolidation::{Override, Overrides};
use crate::discovery::{DecidedText, Reading};
use crate::message::{Message, is_confirmed_by_name, wb114};
use crate::text::{DataPath, same_name};

/// The decisions about quoted texts, in the publisher's order.
pub fn texts(overrides: &Overrides, root: &DataPath) -> Vec<DecidedText> {
    let decided = |decision: &Override| {
        let (text, reading) = match decision {
            Override::Text(text) => (text, Reading::Text),
            Override::Raw(text) => (text, Reading::Raw),
            Override::Include { .. }
            | Override::Exclude { .. }
            | Override::InDataStore { .. }
            | Override::Output { .. }
            | Override::KeepScript { .. }
            | Override::Accept { .. } => return None,
        };
        let (quoted, rule) = (text.quoted.clone(), text.rule.clone());
        Some(DecidedText { script: root.join(&text.script), quoted, rule, reading })
    };
    overrides.iter().filter_map(decided).collect()
}

/// The scripts that travel as they are.
pub fn kept_scripts(overrides: &Overrides, root: &DataPath) -> Vec<DataPath> {
    let kept = |decision: &Override| match decision {
        Override::KeepScript { script } => Some(root.join(script)),
        Override::Include { .. }
        | Override::Exclude { .. }
        | Override::InDataStore { .. }
        | Override::Output { .. }
        | Override::Text(_)
        | Override::Raw(_)
        | Override::Accept { .. } => None,
    };
    overrides.iter().filter_map(kept).collect()
}

/// Why the publisher accepts a message. A foreign root and a saved password are confirmed by name, never accepted.
pub fn accepted(message: &Message, overrides: &Overrides, scene: &Scene<'_>) -> Option<String> {
    overrides.iter().find_map(|decision| match decision {
        Override::Accept { code, about, reason } if accepts(message, code, about, scene) => Some(reason.clone()),
        _ => None,
    })
}

fn accepts(message: &Message, code: &str, about: &str, scene: &Scene<'_>) -> bool {
    if is_confirmed_by_name(message.code.name) || !same_name(message.code.name, code) {
        return false;
    }
    let object = message.about(&|path| scene.show(path));
    object.is_some_and(|object| scene.root.join(&object) == scene.root.join(about))
}

/// The decisions that name nothing.
pub fn idle(scene: &Scene<'_>, overrides: &Overrides, messages: &[Message]) -> Vec<Override> {
    let mut idle = scene.plan.idle.clone();
    let mut texts = 0;
    for decision in overrides.iter() {
        let names_something = match decision {
            Override::Include { .. } | Override::Exclude { .. } | Override::InDataStore { .. } | Override::Output { .. } => true,
            Override::Text(_) | Override::Raw(_) => {
                texts += 1;
                scene.discovery.heeded.contains(&(texts - 1))
            }
            Override::KeepScript { script } => {
                let kept = scene.root.join(script);
                scene.discovery.scripts.iter().any(|scanned| scanned.script.path == kept)
            }
            Override::Accept { code, about, .. } => messages.iter().any(|message| accepts(message, code, about, scene)),
        };
        if !names_something {
            idle.push(decision.clone());
        }
    }
    idle
}

/// Chosen tools that are not there, and a chosen toolbox of which no tool is chosen: an empty review says why it is empty.
pub fn absent_tools(scene: &Scene<'_>) -> Vec<Message> {
    let chosen = scene.chosen;
    if chosen.is_all() {
        return Vec::new();
    }
    let toolboxes = scene.inputs.toolboxes.iter();
    let mut tools = toolboxes.flat_map(|of| of.tools.iter().map(move |tool| (of, tool)));
    let is_one_left = tools.any(|(of, tool)| chosen.has_tool(&of.path, &tool.name));
    let nothing_left = !is_one_left && scene.discovery.scripts.is_empty();
    let about = if nothing_left { wb114::last_tool } else { wb114::tool };
    let mut messages: Vec<Message> = chosen.unknown().iter().map(|name| about(name)).collect();
    if let Some(toolbox) = chosen.toolbox().filter(|_| nothing_left && messages.is_empty()) {
        messages.push(wb114::no_tool_of(&scene.show(toolbox)));
    }
    messages
}
