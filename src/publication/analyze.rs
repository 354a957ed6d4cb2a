//! The one function that scans a publication.
//!
//! In: a publication and the files. Out: a complete [`Report`].
//! Never fails and never writes: what cannot be read becomes a message.

use rayon::prelude::*;

use super::input::input_folder;
use super::report::{Report, SCHEMA};
use super::scene::Scene;
use super::show::{common_root, shown};
use super::{Progress, Publication, Purpose, Stage, decisions, evidence_rows, findings, imported, rows, secrets};
use crate::consolidation::{Circumstances, DataStore, consolidate};
use crate::discovery::{Chosen, Discovered, Entered, Roster, Settings, discover};
use crate::disk::Files;
use crate::geodata::Catalog;
use crate::layout::{Holding, Ingredients, Layout, lay_out};
use crate::message::{Message, wb001, wb114, wb115};
use crate::python::Sources;
use crate::target::Runtime;
use crate::text::DataPath;
use crate::toolbox::{self, Inputs};

/// Scans a publication. Never fails; a cancelled scan returns what was understood until then.
pub fn analyze(publication: &Publication, files: &dyn Files, progress: &Progress) -> Report {
    let sources = Sources::default();
    let (report, facts) = scan(publication, files, &sources, None, progress);
    facts.release();
    report
}

/// What was found out before the publisher's decisions count: it holds while files and settings stay the same.
#[derive(Debug)]
pub struct Facts {
    inputs: Inputs,
    settings: Settings,
    discovered: Discovered,
    holding: Holding,
}

impl Facts {
    /// Gives back on all cores what thousands of scripts hold.
    pub fn release(self) {
        drop(self.inputs);
        self.discovered.discovery.scripts.into_par_iter().for_each(drop);
    }

    /// The facts after these scripts were edited, if that can be said without all others.
    fn after(self, edited: &[DataPath], scan: &Scanning<'_>) -> Option<(Discovered, Holding)> {
        let Self { inputs, settings, mut discovered, mut holding } = self;
        if settings != *scan.settings || !scan.inputs.has_the_shape_of(&inputs) {
            return None;
        }
        let fresh = discovered.scan_again(edited, scan.inputs, scan.settings, scan.catalog, scan.sources)?;
        fresh.into_iter().for_each(|script| holding.forget(script));
        Some((discovered, holding))
    }
}

/// What a scan of scripts needs.
struct Scanning<'a> {
    inputs: &'a Inputs,
    settings: &'a Settings,
    catalog: &'a Catalog<'a>,
    sources: &'a Sources,
}

/// Scans a publication with what an earlier scan found: nothing but these scripts has changed since then.
pub fn scan(
    publication: &Publication,
    files: &dyn Files,
    sources: &Sources,
    earlier: Option<(Facts, &[DataPath])>,
    progress: &Progress,
) -> (Report, Facts) {
    const STEPS: u64 = 5;
    progress.begin(Stage::Scanning, STEPS);
    let step = || progress.step(1);
    let catalog = Catalog::new(files);
    let inputs = toolbox::open(&publication.inputs, files, sources);
    step();
    let input_folders: Vec<DataPath> = publication.inputs.iter().map(|input| folder_of(input, files)).collect();
    let root = publication.root.clone().unwrap_or_else(|| common_root(&input_folders));
    let settings = settings(publication, &root, &input_folders, &inputs);
    let chosen = settings.chosen.clone();
    let scanning = Scanning { inputs: &inputs, settings: &settings, catalog: &catalog, sources };
    let again = earlier.and_then(|(facts, edited)| facts.after(edited, &scanning));
    let go_on = || !progress.is_cancelled();
    let anew = || (discover(&inputs, &settings, &catalog, sources, &go_on), Holding::default());
    let (discovered, mut holding) = again.unwrap_or_else(anew);
    let discovery = &discovered.discovery;
    step();
    let store = &data_store(publication);
    let circumstances = Circumstances {
        store,
        root: &root,
        has_server: publication.purpose == Purpose::Service,
        overrides: &publication.overrides,
        input_folders: &input_folders,
        allowed_roots: &publication.allowed_roots,
    };
    let plan = consolidate(discovery, &circumstances, &catalog);
    step();
    let show = |path: &DataPath| shown(path, &root);
    let target = publication.targets.first();
    let (layout, stuck) = lay_out(
        &Ingredients {
            discovery,
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
        },
        &mut holding,
    );
    step();
    let scene =
        Scene { root: &root, inputs: &inputs, chosen: &chosen, discovery, plan: &plan, layout: &layout, catalog: &catalog };
    let mut messages = findings::messages(&scene, publication, &stuck);
    messages.extend(secrets::saved_passwords(&layout, files).iter().map(|path| wb115::message(&show(path))));
    let report = report(publication, &scene, &settings, messages);
    step();
    (Report { layout, ..report }, Facts { inputs, settings, discovered, holding })
}

/// What of the publication changes what is found.
fn settings(publication: &Publication, root: &DataPath, input_folders: &[DataPath], inputs: &Inputs) -> Settings {
    let roster = roster(inputs, root);
    Settings {
        chosen: Chosen::new(&publication.tools, publication.toolbox.clone(), &roster).with_called(inputs),
        python_path: publication.python_path.clone(),
        path: publication.path.clone(),
        entered: Entered::new(&publication.parameters, &publication.constants, &roster),
        posix_paths: publication.posix_paths,
        input_folders: input_folders.to_vec(),
        decided: decisions::texts(&publication.overrides, root),
    }
}

/// What may be chosen: the tools of the toolboxes, and scripts that may turn out to be loose.
fn roster<'a>(inputs: &'a Inputs, root: &DataPath) -> Roster<'a> {
    let mut roster = Roster::default();
    for toolbox in &inputs.toolboxes {
        let tools = toolbox.tools.iter().map(|tool| (tool.name.as_str(), tool.label.as_str()));
        roster.add(&toolbox.path, &shown(&toolbox.path, root), tools);
    }
    for script in inputs.scripts.iter().chain(&inputs.imported_scripts) {
        roster.add(&script.path, &shown(&script.path, root), [(script.path.stem(), script.path.name())].into_iter());
    }
    roster
}

/// What is registered with the server; a package has no server.
fn data_store(publication: &Publication) -> DataStore {
    match publication.purpose {
        Purpose::Service => publication.data_store.clone(),
        Purpose::Package => DataStore::default(),
    }
}

fn report(publication: &Publication, scene: &Scene<'_>, settings: &Settings, mut messages: Vec<Message>) -> Report {
    let modules = imported::modules(scene, publication);
    messages.extend(imported::messages(&modules, publication));
    let idle = decisions::idle(scene, &publication.overrides, &messages);
    messages.extend(idle.iter().map(wb114::message));
    messages.extend(decisions::absent_tools(scene));
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
        evidence: evidence_rows::evidence(scene, settings),
        findings,
        roots: rows::roots(scene),
    }
}

/// A folder given is itself, a file its folder.
fn folder_of(input: &DataPath, files: &dyn Files) -> DataPath {
    match files.find(input) {
        Some(found) => input_folder(&found),
        None => input.parent().unwrap_or_else(|| input.clone()),
    }
}
