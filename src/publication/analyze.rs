//! The one function that scans a publication.
//!
//! In: a publication and the files. Out: a complete [`Report`].
//! Never fails and never writes: what cannot be read becomes a message.

use std::sync::atomic::Ordering;

use rayon::prelude::*;

use super::report::{Report, SCHEMA};
use super::scene::Scene;
use super::show::{common_root, shown};
use super::{Progress, Publication, Purpose, decisions, evidence_rows, findings, imported, rows, secrets};
use crate::consolidation::{Circumstances, DataStore, consolidate};
use crate::discovery::{Chosen, Discovery, Entered, Settings, discover};
use crate::disk::Files;
use crate::geodata::Catalog;
use crate::layout::{Ingredients, Layout, lay_out};
use crate::message::{Message, wb001, wb114, wb115};
use crate::target::Runtime;
use crate::text::DataPath;
use crate::toolbox::{self, Inputs};

/// Scans a publication. Never fails; a cancelled scan returns what was understood until then.
pub fn analyze(publication: &Publication, files: &dyn Files, progress: &Progress) -> Report {
    const STEPS: u64 = 5;
    progress.total.store(STEPS, Ordering::Relaxed);
    let step = || progress.done.fetch_add(1, Ordering::Relaxed);
    let catalog = Catalog::new(files);
    let inputs = toolbox::open(&publication.inputs, files);
    step();
    let input_folders: Vec<DataPath> = publication.inputs.iter().map(|input| folder_of(input, files)).collect();
    let root = publication.root.clone().unwrap_or_else(|| common_root(&input_folders));
    let chosen = Chosen { tools: publication.tools.clone(), toolbox: publication.toolbox.clone() };
    let settings = Settings {
        chosen: chosen.clone(),
        python_path: publication.python_path.clone(),
        path: publication.path.clone(),
        entered: Entered::new(publication.parameters.clone()),
        posix_paths: publication.posix_paths,
        input_folders: input_folders.clone(),
        decided: decisions::texts(&publication.overrides, &root),
    };
    let discovery = discover(&inputs, &settings, &catalog, &|| !progress.is_cancelled());
    step();
    let nothing_stored = DataStore::default();
    let store = match publication.purpose {
        Purpose::Service => &publication.data_store,
        Purpose::Package => &nothing_stored,
    };
    let circumstances = Circumstances {
        store,
        root: &root,
        has_server: publication.purpose == Purpose::Service,
        overrides: &publication.overrides,
        input_folders: &input_folders,
        allowed_roots: &publication.allowed_roots,
    };
    let plan = consolidate(&discovery, &circumstances, &catalog);
    step();
    let show = |path: &DataPath| shown(path, &root);
    let target = publication.targets.first();
    let (layout, stuck) = lay_out(&Ingredients {
        discovery: &discovery,
        plan: &plan,
        inputs: &inputs,
        chosen: &chosen,
        catalog: &catalog,
        root: &root,
        store,
        version_folder: target.map_or("p30", |target| target.folder_version()),
        python_2: target.is_some_and(|target| target.runtime == Runtime::ArcMap),
        keep: &decisions::kept_scripts(&publication.overrides, &root),
        show: &show,
        member: &|toolbox, member| toolbox::read_member(&files.read(toolbox).ok()?, member),
    });
    step();
    let scene = Scene {
        root: &root,
        inputs: &inputs,
        chosen: &chosen,
        discovery: &discovery,
        plan: &plan,
        layout: &layout,
        catalog: &catalog,
    };
    let mut messages = findings::messages(&scene, publication, &stuck);
    messages.extend(secrets::saved_passwords(&layout, files).iter().map(|path| wb115::message(&show(path))));
    let report = report(publication, &scene, &settings, messages);
    step();
    release(inputs, discovery);
    Report { layout, ..report }
}

/// Gives back on all cores what thousands of scripts hold.
fn release(inputs: Inputs, discovery: Discovery) {
    drop(inputs);
    discovery.scripts.into_par_iter().for_each(drop);
}

fn report(publication: &Publication, scene: &Scene<'_>, settings: &Settings, mut messages: Vec<Message>) -> Report {
    let modules = imported::modules(scene, publication);
    messages.extend(imported::messages(&modules, publication));
    let idle = decisions::idle(scene, &publication.overrides, &messages);
    messages.extend(idle.iter().map(wb114::message));
    let quiet = messages.is_empty() && scene.layout.rewrites.is_empty() && !scene.discovery.scripts.is_empty();
    if quiet {
        messages.push(wb001::message());
    }
    let accepted = |message: &Message| decisions::accepted(message, &publication.overrides, scene);
    let (message_rows, findings) = rows::messages(messages, &|path| scene.show(path), &accepted);
    Report {
        schema: SCHEMA,
        waybill_version: env!("CARGO_PKG_VERSION"),
        root: ".",
        targets: rows::targets(&publication.targets),
        toolboxes: rows::toolboxes(scene, &settings.entered),
        scripts: rows::scripts(scene),
        data: rows::data(scene),
        left_behind: rows::left_behind(scene),
        deployments: imported::deployments(&modules, publication),
        modules: modules.into_iter().map(|module| module.row).collect(),
        totals: rows::totals(scene, &message_rows),
        messages: message_rows,
        layout: Layout::default(),
        evidence: evidence_rows::evidence(scene, &settings.entered),
        findings,
        roots: rows::roots(scene),
    }
}

/// A folder given is itself, a file its folder.
fn folder_of(input: &DataPath, files: &dyn Files) -> DataPath {
    match files.find(input) {
        Some(found) if found.kind.is_folder() => found.path,
        Some(found) => found.path.parent().unwrap_or(found.path),
        None => input.parent().unwrap_or_else(|| input.clone()),
    }
}
