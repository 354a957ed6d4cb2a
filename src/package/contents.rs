//! What a package consists of, before a byte is written.
//!
//! In: publication, report, settings. Out: the entries, sorted by path; the manifest is made later, from what was written.
//! Never lets two entries share a path on any system, and never a path that a server could not unpack.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::check::Carried;
use super::plan::{PlanInput, plan};
use super::service::{service_json, to_bytes};
use super::source::{Content, Entry};
use super::{ExportError, ExportSettings, deploy, names, review};
use crate::disk::Files;
use crate::layout::{PlacedContent, PlacedFile, PlacedReference};
use crate::publication::{Publication, Report};
use crate::target::Os;
use crate::toolbox::replace_members;

/// The folder of a service in its package.
pub fn service_folder(service: &str) -> String {
    format!("{service}.GPServer")
}

/// Every entry but the manifest.
pub fn entries(
    publication: &Publication,
    report: &Report,
    files: &dyn Files,
    settings: &ExportSettings,
    carried: &Carried,
) -> Result<Vec<Entry>, ExportError> {
    let folder = service_folder(&settings.service);
    let layout = &report.layout;
    let mut entries = Vec::with_capacity(layout.files.len() + 8);
    for file in &layout.files {
        let path = format!("{folder}/extracted/{}", file.destination);
        entries.push(Entry { path, content: content(file, files)?, references: file.references.clone() });
    }
    for destination in &layout.empty_folders {
        let brought_by =
            |(_, reference): &(usize, &PlacedReference)| !reference.in_data_store && reference.leads_to == *destination;
        let references = layout.references.iter().enumerate().filter(brought_by).map(|(at, _)| at).collect();
        // As in every archive, a final slash says that it is a folder.
        let path = format!("{folder}/extracted/{destination}/");
        entries.push(Entry { path, content: Content::Made(Arc::new([])), references });
    }
    let service = service_json(settings, publication.targets.first(), layout.toolbox.as_deref())?;
    let mut add =
        |path: String, bytes: Vec<u8>| entries.push(Entry { path, content: Content::Made(bytes.into()), references: Vec::new() });
    add(format!("{folder}/service.json"), to_bytes(&service.bare));
    add(format!("{folder}/serviceconfiguration.json"), to_bytes(&service.configuration));
    let input = PlanInput { report, settings, carried, server_toolbox: &service.toolbox };
    add("deploy/plan.md".to_owned(), plan(input).into_bytes());
    for os in [Os::Windows, Os::Linux] {
        if publication.targets.iter().any(|target| target.os == os) {
            let text = deploy::commands(&report.deployments, &publication.targets, os);
            add(format!("deploy/commands.{}", extension(os)), text.into_bytes());
        }
    }
    let environment = deploy::environment(&settings.service, &report.deployments, report);
    add("deploy/environment.yml".to_owned(), environment.into_bytes());
    add("deploy/smoke_test.py".to_owned(), deploy::smoke_test(report).into_bytes());
    add("review.html".to_owned(), review::review(report, &settings.service).into_bytes());
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    check_paths(&entries)?;
    Ok(entries)
}

fn extension(os: Os) -> &'static str {
    match os {
        Os::Windows => "cmd",
        Os::Linux => "sh",
    }
}

fn content(file: &PlacedFile, files: &dyn Files) -> Result<Content, ExportError> {
    match &file.content {
        PlacedContent::AsIs => Ok(Content::Source(file.source.clone(), file.bytes)),
        PlacedContent::Rewritten(bytes) => Ok(Content::Made(Arc::clone(bytes))),
        PlacedContent::Members(members) => {
            let original = files.read(&file.source)?;
            if original.len() as u64 != file.bytes {
                return Err(ExportError::SourceChanged { path: file.source.clone() });
            }
            let replaced = replace_members(&original, members);
            let bytes = replaced.map_err(|source| ExportError::Toolbox { path: file.source.clone(), source })?;
            Ok(Content::Made(bytes.into()))
        }
    }
}

fn check_paths(entries: &[Entry]) -> Result<(), ExportError> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for entry in entries {
        let wrong = |why| ExportError::Name { path: entry.path.clone(), why };
        if let Some(why) = names::problem(&entry.path) {
            return Err(wrong(why));
        }
        if seen.insert(names::folded(&entry.path), &entry.path).is_some() {
            return Err(wrong("is there twice, but for its case"));
        }
    }
    Ok(())
}
