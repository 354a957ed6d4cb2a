//! Builds the rows of the report from what was worked out.
//!
//! In: the scene. Out: rows in the order of the contract.
//! Never holds a path of this machine.

use std::collections::BTreeMap;

use super::report::{
    DataRow, LeftBehindRow, MessageRow, ParameterRow, ReferenceRow, RootRow, ScriptRow, SourceRow, TargetRow, ToolRow,
    ToolboxRow, Totals,
};
use super::scene::Scene;
use crate::consolidation::{Decision, Item};
use crate::discovery::{Entered, NotReached, Reference, may_be_constant};
use crate::message::{Message, Severity};
use crate::target::Target;
use crate::text::DataPath;
use crate::toolbox::{Tool, Toolbox};

/// The servers compared with.
pub fn targets(targets: &[Target]) -> Vec<TargetRow> {
    let row = |target: &Target| TargetRow {
        name: target.name(),
        release: target.release.clone(),
        os: target.os.name().to_owned(),
        runtime: target.runtime.name().to_owned(),
        python: target.environment.python.clone(),
        source: target.environment.source.clone(),
    };
    targets.iter().map(row).collect()
}

/// The toolboxes with all their tools, chosen or not.
pub fn toolboxes(scene: &Scene<'_>, entered: &Entered) -> Vec<ToolboxRow> {
    let takes_part = |toolbox: &&Toolbox| {
        let mut tools = toolbox.tools.iter();
        !scene.inputs.called.contains(&toolbox.path) || tools.any(|tool| scene.chosen.takes_part(&toolbox.path, &tool.name))
    };
    let listed = scene.inputs.toolboxes.iter().filter(takes_part);
    let mut rows: Vec<ToolboxRow> = listed.map(|toolbox| toolbox_row(toolbox, scene, entered)).collect();
    rows.sort_by(|a, b| a.path.cmp(&b.path));
    rows
}

fn toolbox_row(toolbox: &Toolbox, scene: &Scene<'_>, entered: &Entered) -> ToolboxRow {
    let tool_row = |tool: &Tool| ToolRow {
        name: tool.name.clone(),
        label: tool.label.clone(),
        kind: tool.kind.name(),
        state: tool.state.name(),
        toolset: tool.toolset.clone(),
        selected: scene.chosen.has_tool(&toolbox.path, &tool.name),
        called: scene.chosen.is_only_called(&toolbox.path, &tool.name),
        sources: tool.sources.iter().map(|(path, role)| SourceRow { script: scene.show(path), role: role.name() }).collect(),
        parameters: parameters(toolbox, tool, entered),
    };
    ToolboxRow {
        path: scene.show(&toolbox.path),
        format: toolbox.format.name(),
        label: toolbox.label.clone(),
        alias: toolbox.alias.clone(),
        tools: toolbox.tools.iter().map(tool_row).collect(),
    }
}

fn parameters(toolbox: &Toolbox, tool: &Tool, entered: &Entered) -> Vec<ParameterRow> {
    let row = |parameter: &crate::toolbox::Parameter| ParameterRow {
        name: parameter.name.clone(),
        label: parameter.label.clone(),
        datatype: parameter.datatype.clone(),
        direction: parameter.direction.name(),
        kind: parameter.kind.name(),
        value: entered.value(toolbox, tool, parameter).map(str::to_owned),
        constant: entered.is_constant(toolbox, tool, parameter),
        may_be_constant: may_be_constant(parameter),
        choices: parameter.choices.clone(),
        symbology: parameter.symbology.clone(),
        depends_on: parameter.depends_on.clone(),
        is_secret: parameter.is_secret(),
    };
    tool.parameters.iter().map(row).collect()
}

/// The scripts in the order of their rows: places in the discovery, by path as shown.
pub fn script_order(scene: &Scene<'_>) -> Vec<usize> {
    let scripts = scene.discovery.scripts.iter().enumerate();
    let mut order: Vec<(String, usize)> = scripts.map(|(at, scanned)| (scene.show(&scanned.script.path), at)).collect();
    order.sort();
    order.into_iter().map(|(_, at)| at).collect()
}

/// The scripts that were read, by path.
pub fn scripts(scene: &Scene<'_>) -> Vec<ScriptRow> {
    let row = |scanned: &crate::discovery::Scanned| ScriptRow {
        path: scene.show(&scanned.script.path),
        role: scanned.script.role.name(),
        python: scanned.module.verdict.name(),
        encoding: scanned.script.source.encoding.name(),
        lines: scanned.module.lines.lines(),
        esri_scans: scanned.esri_scans,
    };
    script_order(scene).into_iter().filter_map(|at| scene.discovery.scripts.get(at)).map(row).collect()
}

/// The items of the project data in the order of their rows: by path as shown.
pub fn items<'a>(scene: &Scene<'a>) -> Vec<&'a Item> {
    let mut items: Vec<&Item> = scene.plan.items.iter().collect();
    items.sort_by_cached_key(|item| scene.show(item.path()));
    items
}

/// What stands among the inputs and is no script that was read: documents, and scripts that no tool uses.
pub fn listed(scene: &Scene<'_>) -> (Vec<String>, Vec<String>) {
    let sorted = |paths: &[DataPath]| {
        let mut shown: Vec<String> = paths.iter().map(|path| scene.show(path)).collect();
        shown.sort();
        shown
    };
    let is_read = |path: &&DataPath| scene.discovery.scripts.iter().any(|scanned| scanned.script.path == **path);
    let unused: Vec<DataPath> = scene.inputs.other_scripts.iter().filter(|path| !is_read(path)).cloned().collect();
    (sorted(&scene.inputs.documents), sorted(&unused))
}

/// The project data, by path.
pub fn data(scene: &Scene<'_>) -> Vec<DataRow> {
    items(scene).into_iter().map(|item| data_row(item, scene)).collect()
}

fn data_row(item: &Item, scene: &Scene<'_>) -> DataRow {
    let copied = item.decision == Decision::Copied;
    let files = if copied { &item.files } else { &item.dataset.files };
    DataRow {
        path: scene.show(item.path()),
        container: item.dataset.container.as_ref().map(|container| scene.show(container)),
        kind: item.dataset.kind.name(),
        certainty: if item.unsure { "unsure" } else { item.dataset.certainty.name() },
        decision: item.decision.name(),
        because: item.because.clone(),
        destination: copied.then(|| scene.destination(item.path())),
        files: files.len() as u64,
        bytes: files.iter().map(|file| file.bytes).sum(),
        esri_would_find: item.esri_would_find,
        references: references(item, scene).into_iter().map(|(row, _)| row).collect(),
    }
}

/// What a row of references rests on.
#[derive(Clone, Copy)]
pub enum Found<'a> {
    /// It names data.
    Data(&'a Reference),
    /// It names a place that could not be asked.
    NotReached(&'a NotReached),
}

/// The references of an item with their rows, in the order of the rows.
pub fn references<'a>(item: &Item, scene: &Scene<'a>) -> Vec<(ReferenceRow, Found<'a>)> {
    let found = item.references.iter().filter_map(|at| scene.discovery.references.get(*at));
    let mut rows: Vec<(ReferenceRow, Found<'a>)> =
        found.filter_map(|reference| Some((reference_row(reference, scene)?, Found::Data(reference)))).collect();
    if rows.is_empty() {
        let misses = scene.discovery.not_reached.iter().filter(|miss| miss.path == *item.path());
        rows.extend(misses.filter_map(|miss| {
            let row = ReferenceRow {
                script: scene.show(&scene.place_of(miss.script, miss.at)?.script),
                line: miss.at.line,
                column: miss.at.column,
                text: miss.text.clone(),
                context: miss.context.name(),
                found_by: "absolute",
            };
            Some((row, Found::NotReached(miss)))
        }));
    }
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    rows
}

fn reference_row(reference: &Reference, scene: &Scene<'_>) -> Option<ReferenceRow> {
    Some(ReferenceRow {
        script: scene.show(&scene.place(reference)?.script),
        line: reference.at.line,
        column: reference.at.column,
        text: reference.text.clone(),
        context: reference.context.name(),
        found_by: reference.found_by.name(),
    })
}

/// What swept folders do not bring, by path.
pub fn left_behind(scene: &Scene<'_>) -> Vec<LeftBehindRow> {
    let row = |behind: &crate::consolidation::LeftBehind| {
        let folder = scene.show(&behind.folder);
        let because = if behind.is_link {
            format!("A link in {folder}, which is not followed")
        } else {
            format!("A subfolder of {folder}: only files and geodatasets of a folder are copied")
        };
        LeftBehindRow { path: scene.show(&behind.path), because }
    };
    let mut rows: Vec<LeftBehindRow> = scene.plan.left_behind.iter().map(row).collect();
    rows.sort();
    rows
}

/// The messages, by code and place; `accepted` says why the publisher accepts one.
pub fn messages(
    messages: Vec<Message>,
    show: &dyn Fn(&DataPath) -> String,
    accepted: &dyn Fn(&Message) -> Option<String>,
) -> (Vec<MessageRow>, Vec<Message>) {
    let row = |message: &Message| MessageRow {
        code: message.code.name,
        severity: message.severity,
        blocks: message.blocks,
        esri_code: message.code.esri_code,
        text: message.text.clone(),
        script: message.script.as_ref().map(show),
        line: message.at.map(|at| at.line),
        column: message.at.map(|at| at.column),
        repair: message.repair.clone(),
        accepted: accepted(message),
    };
    let mut pairs: Vec<(MessageRow, Message)> = messages.into_iter().map(|message| (row(&message), message)).collect();
    pairs.sort_by(|(a, _), (b, _)| {
        let key = |row: &MessageRow| (row.code, row.script.clone(), row.line, row.column, row.text.clone());
        key(a).cmp(&key(b))
    });
    pairs.dedup_by(|(a, _), (b, _)| a == b);
    pairs.into_iter().unzip()
}

/// Roots outside the inputs.
pub fn roots(scene: &Scene<'_>) -> Vec<RootRow> {
    let row = |root: &crate::consolidation::Root| RootRow {
        path: scene.show(&root.path),
        files: root.files.len() as u64,
        bytes: root.files.iter().map(|file| file.bytes).sum(),
        confirmed: root.confirmed,
    };
    scene.plan.roots.iter().map(row).collect()
}

/// Sums: every copied file of the project data once.
pub fn totals(scene: &Scene<'_>, messages: &[MessageRow]) -> Totals {
    let files = scene.plan.items.iter().flat_map(|item| &item.files);
    let distinct: BTreeMap<&DataPath, u64> = files.map(|file| (&file.path, file.bytes)).collect();
    let count = |severity| messages.iter().filter(|row| row.severity == severity && row.accepted.is_none()).count() as u64;
    Totals {
        files: distinct.len() as u64,
        bytes: distinct.values().sum(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
    }
}
