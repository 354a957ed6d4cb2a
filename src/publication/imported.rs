//! The imported modules, compared with every target.
//!
//! In: the imports that were found. Out: module rows, their messages, the deployments.
//! Never decides what a server has: that is `target`.

use std::collections::BTreeMap;

use super::Publication;
use super::report::{DistributionRow, ImportRow, ModuleRow, ServerRow, WorkstationRow};
use super::scene::Scene;
use crate::discovery::FoundImport;
use crate::environment::Environment;
use crate::message::{Message, Place, wb201, wb202, wb203, wb204, wb205};
use crate::modules::{Distribution, ModuleClass, PythonVersion, classify, distribution};
use crate::target::{Deployment, ImportedModule, MissingModule, Status, installed_version, plan, python_of, status};

/// A module with its row and what the row does not say.
pub struct JudgedModule {
    /// The row of the report.
    pub row: ModuleRow,
    statuses: Vec<Status>,
    first: Option<Place>,
}

/// The modules by name, each judged for every target.
pub fn modules(scene: &Scene<'_>, publication: &Publication) -> Vec<JudgedModule> {
    let mut by_name: BTreeMap<(&str, bool), Vec<&FoundImport>> = BTreeMap::new();
    for import in &scene.discovery.imports {
        by_name.entry((&import.name, import.local)).or_default().push(import);
    }
    let python = publication.targets.first().map_or(PythonVersion { major: 3, minor: 11 }, python_of);
    by_name.into_iter().map(|((name, local), imports)| judge(name, local, &imports, python, scene, publication)).collect()
}

fn judge(
    name: &str,
    local: bool,
    imports: &[&FoundImport],
    python: PythonVersion,
    scene: &Scene<'_>,
    publication: &Publication,
) -> JudgedModule {
    let class = classify(name, local, python);
    let known = match class {
        ModuleClass::ThirdParty => distribution(name),
        ModuleClass::Local | ModuleClass::ArcGis | ModuleClass::StandardLibrary => None,
    };
    let module = ImportedModule { name: name.to_owned(), class, names: Vec::new() };
    let statuses: Vec<Status> =
        publication.targets.iter().map(|target| status(target, &module, publication.workstation.as_ref())).collect();
    let server = |(target, status): (&crate::target::Target, &Status)| ServerRow {
        target: target.name(),
        status: status.name(),
        version: status.version().map(str::to_owned),
    };
    let row = ModuleRow {
        name: name.to_owned(),
        class: class.name(),
        // Imports inside a package name its modules; the package is what holds them all.
        resolved: imports
            .iter()
            .filter_map(|import| import.resolved.as_ref())
            .min_by_key(|path| path.parts().count())
            .map(|path| scene.show(path)),
        distribution: known.as_ref().and_then(distribution_row),
        optional: imports.iter().all(|import| import.optional),
        workstation: workstation(class, name, publication.workstation.as_ref()),
        servers: publication.targets.iter().zip(&statuses).map(server).collect(),
        imports: import_rows(imports, scene),
    };
    let first = imports.iter().filter_map(|import| scene.place_of(import.script, import.at));
    JudgedModule { row, statuses, first: first.min_by(|a, b| (&a.script, a.at).cmp(&(&b.script, b.at))) }
}

fn import_rows(imports: &[&FoundImport], scene: &Scene<'_>) -> Vec<ImportRow> {
    let row = |import: &&FoundImport| {
        let scanned = scene.discovery.scripts.get(import.script)?;
        let script = scene.show(&scanned.script.path);
        Some(ImportRow { script, line: import.at.line, esri_scans: scanned.esri_scans })
    };
    let mut rows: Vec<ImportRow> = imports.iter().filter_map(row).collect();
    rows.sort();
    rows.dedup();
    rows
}

fn distribution_row(known: &Distribution) -> Option<DistributionRow> {
    let first = known.candidates.first()?;
    Some(DistributionRow {
        conda: first.conda.first().map(|name| (*name).to_owned()),
        pip: first.pip.map(str::to_owned),
        evidence: first.evidence.to_owned(),
    })
}

fn workstation(class: ModuleClass, name: &str, environment: Option<&Environment>) -> Option<WorkstationRow> {
    let environment = environment.filter(|_| class == ModuleClass::ThirdParty)?;
    Some(WorkstationRow { version: installed_version(environment, name) })
}

/// What the statuses mean for the publisher.
pub fn messages(modules: &[JudgedModule], publication: &Publication) -> Vec<Message> {
    let mut messages = Vec::new();
    for module in modules {
        let Some(place) = &module.first else { continue };
        for (target, status) in publication.targets.iter().zip(&module.statuses) {
            messages.extend(message(&module.row, place, &target.shown(), status));
        }
    }
    messages
}

fn message(row: &ModuleRow, place: &Place, target: &str, status: &Status) -> Option<Message> {
    let (place, name) = (place.clone(), row.name.as_str());
    match status {
        Status::NotApplicable | Status::Present(_) => None,
        Status::Missing if row.optional => Some(wb202::message(place, name, target)),
        Status::Missing => Some(wb201::message(place, name, target, install_name(row))),
        Status::VersionDiffers { server, workstation, patch_only } => {
            Some(wb203::message(place, name, target, server, workstation, *patch_only))
        }
        Status::Unsupported(reason) => Some(wb204::message(place, name, target, reason, row.optional)),
        Status::Unsure(reason) => Some(wb205::message(place, name, target, reason)),
    }
}

fn install_name(row: &ModuleRow) -> Option<&str> {
    let known = row.distribution.as_ref()?;
    known.conda.as_deref().or(known.pip.as_deref())
}

/// What must be installed on each target.
pub fn deployments(modules: &[JudgedModule], publication: &Publication) -> Vec<Deployment> {
    let mut all = Vec::new();
    for (at, target) in publication.targets.iter().enumerate() {
        let missing = modules.iter().filter(|module| module.statuses.get(at) == Some(&Status::Missing));
        let missing: Vec<MissingModule> = missing
            .map(|module| MissingModule {
                import: module.row.name.clone(),
                conda: module.row.distribution.as_ref().and_then(|known| known.conda.clone()),
                pip: module.row.distribution.as_ref().and_then(|known| known.pip.clone()),
                version_on_workstation: module.row.workstation.as_ref().and_then(|known| known.version.clone()),
            })
            .collect();
        all.push(plan(target, &missing, None, None));
    }
    all
}
