//! Turns what was found into messages.
//!
//! In: inputs, discovery, plan, layout. Out: messages, unsorted.
//! Never looks anything up but the size of a repair: every message rests on a finding.

use std::collections::{BTreeMap, BTreeSet};

use super::scene::Scene;
use super::{Publication, parameter_findings, tool_findings};
use crate::consolidation::{Decision, Item, Override};
use crate::discovery::{QuotedText, Reference, Scanned, Standing, Travel};
use crate::disk::Reach;
use crate::geodata::Resolution;
use crate::layout::{Stuck, StuckKind};
use crate::message::{Message, Place, wb101, wb102, wb104, wb105, wb106, wb107, wb108, wb110, wb111, wb112, wb113, wb121};
use crate::message::{wb301, wb302, wb303, wb304, wb306, wb310, wb312, wb401, wb402, wb403, wb404};
use crate::modules::{Place as FoundIn, PythonVersion};
use crate::python::Verdict;
use crate::target::{Runtime, Target};
use crate::text::DataPath;
use crate::toolbox::InputProblem;

/// Every message but those about modules.
pub fn messages(scene: &Scene<'_>, publication: &Publication, stuck: &[Stuck]) -> Vec<Message> {
    let mut messages = Vec::new();
    messages.extend(scene.inputs.problems.iter().filter_map(|problem| input_problem(problem, scene)));
    messages.extend(tool_findings::messages(scene));
    for scanned in &scene.discovery.scripts {
        messages.extend(syntax(scanned, &publication.targets));
    }
    for item in &scene.plan.items {
        messages.extend(about_item(item, scene));
    }
    messages.extend(near_misses(scene));
    messages.extend(parameter_findings::messages(scene));
    messages.extend(roots(scene));
    messages.extend(packages_left_behind(scene));
    for stuck in stuck {
        let place = stuck.script.clone().map(|script| Place { script, at: stuck.at });
        messages.push(match (&stuck.kind, place) {
            (StuckKind::Kept, Some(place)) => kept(place, stuck, scene, publication),
            (StuckKind::NoWay | StuckKind::Kept, place) => wb401::message(place, &stuck.quoted, &stuck.why),
            (StuckKind::Model, place) => wb121::message(place, &stuck.quoted),
            (StuckKind::Binary { toolbox, what }, place) => wb403::message(place, &scene.show(toolbox), &stuck.quoted, *what),
            (StuckKind::Constant { parameter }, place) => wb404::message(place, parameter, &stuck.why),
        });
    }
    for rewrite in scene.layout.rewrites.iter().filter(|rewrite| !rewrite.certain) {
        let paths = rewrite.edits.iter().filter(|edit| edit.span.start < edit.span.end).count();
        let at = crate::text::Position { line: 1, column: 1 };
        let place = Place { script: rewrite.script.clone(), at };
        let is_parameter = rewrite.script.name() == "tool.content";
        messages.push(if is_parameter { wb402::of_parameter(place) } else { wb402::message(place, paths) });
    }
    messages
}

/// What breaks in a script that the publisher keeps; the repair names the decision as it was written.
fn kept(place: Place, stuck: &Stuck, scene: &Scene<'_>, publication: &Publication) -> Message {
    let is_same = |decision: &&Override| match decision {
        Override::KeepScript { script } => scene.root.join(script) == place.script,
        _ => false,
    };
    let written = publication.overrides.iter().find(is_same).map(Override::written);
    let written = written.unwrap_or_else(|| scene.show(&place.script));
    wb401::in_kept_script(place, &stuck.quoted, &written)
}

fn input_problem(problem: &InputProblem, scene: &Scene<'_>) -> Option<Message> {
    let chosen = scene.chosen;
    match problem {
        InputProblem::Absent { path } => Some(wb306::message(&scene.show(path), "nothing is there")),
        InputProblem::NotUnderstood { path } => {
            Some(wb306::message(&scene.show(path), "it is no toolbox, script, folder or map document"))
        }
        InputProblem::FolderNotSearched { path, why } => Some(wb306::message(&scene.show(path), why)),
        InputProblem::ScriptUnreadable { path, why } => {
            let shown = scene.show(path);
            Some(wb303::message(path.stem(), path.name(), &shown, why))
        }
        InputProblem::ToolboxUnreadable { toolbox, why } => {
            chosen.has_toolbox(toolbox).then(|| wb304::message(&scene.show(toolbox), None, why))
        }
        InputProblem::ToolboxPart { toolbox, part, why } => {
            chosen.has_toolbox(toolbox).then(|| wb304::message(&scene.show(toolbox), Some(part), why))
        }
        InputProblem::SourceUnreadable { toolbox, tool, written, script, why } => {
            let message = || wb303::message(&scene.tool_name(toolbox, tool), written, &scene.show(script), why);
            chosen.takes_part(toolbox, tool).then(|| scene.about_tool(message(), toolbox, tool))
        }
        InputProblem::NothingToRun { toolbox, tool, why } => {
            let message = || wb303::nothing_to_run(&scene.tool_name(toolbox, tool), why);
            chosen.takes_part(toolbox, tool).then(|| scene.about_tool(message(), toolbox, tool))
        }
        InputProblem::SourcesDiffer { toolbox, tool, embedded, linked } => {
            let name = scene.tool_name(toolbox, tool);
            let message = || wb310::message(&name, &scene.show(embedded), &scene.show(linked));
            chosen.takes_part(toolbox, tool).then(|| scene.about_tool(message(), toolbox, tool))
        }
        InputProblem::ToolNotListed { toolbox, tool } => {
            chosen.takes_part(toolbox, tool).then(|| wb312::message(tool, &scene.show(toolbox)))
        }
    }
}

fn syntax(scanned: &Scanned, targets: &[Target]) -> Vec<Message> {
    let script = scanned.script.path.clone();
    let module = &scanned.module;
    if module.verdict == Verdict::Neither {
        let first = module.problems.first();
        let at = first.map(|problem| problem.at).unwrap_or_default();
        let what = first.map_or("it is neither Python 3 nor Python 2.7", |problem| problem.what.as_str());
        return vec![wb301::message(Place { script, at }, what)];
    }
    let mut messages = Vec::new();
    for target in targets {
        let python = target.environment.python.clone().unwrap_or_else(|| match target.runtime {
            Runtime::Pro => "3".to_owned(),
            Runtime::ArcMap => "2.7".to_owned(),
        });
        let message = |at, why: &str| {
            let place = Place { script: script.clone(), at };
            wb302::message(place, &target.shown(), &python, why)
        };
        let start = module.problems.first().map_or(crate::text::Position { line: 1, column: 1 }, |problem| problem.at);
        match (target.runtime, module.verdict) {
            (Runtime::Pro, Verdict::Two) => {
                let why = module.problems.first().map_or("it is Python 2", |problem| problem.what.as_str());
                messages.push(message(start, why));
            }
            (Runtime::ArcMap, Verdict::Three) => {
                let newer = module.newer.last();
                let why = newer.map_or("it is Python 3", |newer| newer.what.as_str());
                messages.push(message(newer.map_or(start, |newer| newer.at), why));
            }
            (Runtime::Pro | Runtime::ArcMap, Verdict::Two | Verdict::Three | Verdict::Both | Verdict::Neither) => {
                let version = PythonVersion::parse(&python);
                let too_new =
                    module.newer.iter().find(|newer| version.is_some_and(|version| (version.major, version.minor) < newer.since));
                if let (Runtime::Pro, Some(newer)) = (target.runtime, too_new) {
                    let why = format!("{} needs Python {}.{}", newer.what, newer.since.0, newer.since.1);
                    messages.push(message(newer.at, &why));
                }
            }
        }
    }
    messages
}

fn about_item(item: &Item, scene: &Scene<'_>) -> Vec<Message> {
    let references: Vec<&Reference> = item.references.iter().filter_map(|at| scene.discovery.references.get(*at)).collect();
    let name = scene.show(item.path());
    let mut messages = Vec::new();
    match item.decision {
        Decision::Copied => {
            let counting = references.iter().find(|reference| reference.standing == Standing::Counts);
            if let (false, Some(reference)) = (item.esri_would_find, counting)
                && let Some(place) = scene.place(reference)
            {
                messages.push(wb106::message(place, &name, &reference.quoted));
            }
        }
        Decision::LeftOut => {
            // An output by the publisher's word needs no warning; what never travels is said all the same.
            let is_decided = item.decided.is_some();
            for reference in references {
                let Some(place) = scene.place(reference) else { continue };
                messages.extend(match &reference.standing {
                    Standing::Counts | Standing::Text => None,
                    Standing::Coincidence | Standing::Output(_) | Standing::NotScanned if is_decided => None,
                    Standing::Coincidence => {
                        let key = scene.key(reference, &place);
                        Some(wb108::message(place, key, &name, reference.esri_finds))
                    }
                    Standing::Output(output) => Some(wb107::message(place, &name, output)),
                    Standing::Refused(reason) => Some(wb111::message(place, &name, reason)),
                    Standing::NotScanned => Some(wb113::message(place, &name, item.dataset.bytes())),
                });
            }
        }
        Decision::DataStore { .. } | Decision::Excluded => {}
    }
    messages
}

fn near_misses(scene: &Scene<'_>) -> Vec<Message> {
    let discovery = scene.discovery;
    let mut messages = Vec::new();
    for missing in &discovery.missing {
        let Some(place) = scene.place_of(missing.script, missing.at) else { continue };
        messages.push(wb104::message(place, &missing.quoted, &scene.show(&missing.container), &missing.inner));
    }
    for escape in &discovery.escapes {
        let Some(place) = scene.place_of(escape.script, escape.at) else { continue };
        let rule = escape.found_by.name().to_owned();
        let key = QuotedText { script: scene.show(&place.script), quoted: escape.quoted.clone(), rule };
        messages.push(wb105::message(place, key, &scene.show(&escape.names)));
    }
    messages.extend(out_of_reach(scene));
    messages
}

/// Paths whose root cannot be asked: each server's path, and one message for all of a script's paths on one drive.
fn out_of_reach(scene: &Scene<'_>) -> Vec<Message> {
    let mut messages = Vec::new();
    let mut drives: BTreeMap<(usize, &str), (Place, &str, usize)> = BTreeMap::new();
    for miss in &scene.discovery.not_reached {
        let Some(place) = scene.place_of(miss.script, miss.at) else { continue };
        let in_store =
            scene.plan.items.iter().any(|item| *item.path() == miss.path && matches!(item.decision, Decision::DataStore { .. }));
        if in_store {
            continue;
        }
        match miss.reach {
            Reach::NotAsked => messages.push(wb102::message(place, &miss.quoted, miss.path.server().unwrap_or_default())),
            Reach::NoSuchDrive | Reach::Reachable => {
                let drive = miss.path.root().trim_end_matches('/');
                drives.entry((miss.script, drive)).or_insert((place, &miss.quoted, 0)).2 += 1;
            }
        }
    }
    for ((_, drive), (place, quoted, count)) in drives {
        messages.push(wb101::message(place, quoted, drive, count));
    }
    messages
}

fn roots(scene: &Scene<'_>) -> Vec<Message> {
    let unconfirmed = scene.plan.roots.iter().filter(|root| !root.confirmed);
    let message = |root: &crate::consolidation::Root| {
        let first =
            root.references.iter().filter_map(|at| scene.discovery.references.get(*at)).find_map(|found| scene.place(found));
        let bytes = root.files.iter().map(|file| file.bytes).sum();
        wb110::message(first, &scene.show(&root.path), root.files.len() as u64, bytes)
    };
    unconfirmed.map(message).collect()
}

/// Packages imported from a swept `sys.path` folder: they are subfolders, so they stay behind.
fn packages_left_behind(scene: &Scene<'_>) -> Vec<Message> {
    let copied = |path: &DataPath| scene.plan.items.iter().any(|item| item.path() == path && item.decision == Decision::Copied);
    let mut said: BTreeSet<DataPath> = BTreeSet::new();
    let mut messages = Vec::new();
    for import in &scene.discovery.imports {
        let (Some(FoundIn::SysPath(folder)), Some(package), true) = (&import.place, &import.resolved, import.is_package) else {
            continue;
        };
        let swept = scene.discovery.scripts.iter().any(|scanned| {
            matches!(&scanned.travel, Travel::WithFolder(with) if with == folder) && scanned.script.path.is_within(package)
        });
        let stays = swept && copied(folder) && !copied(package);
        if stays
            && said.insert(package.clone())
            && let Some(place) = scene.place_of(import.script, import.at)
        {
            let bytes = match scene.catalog.resolve(package) {
                Resolution::Data(dataset) => dataset.bytes(),
                Resolution::MissingInside { .. } | Resolution::Absent | Resolution::NotReachable(_) => 0,
            };
            messages.push(wb112::message(place, &import.dotted, &scene.show(package), &scene.show(folder), bytes));
        }
    }
    messages
}
