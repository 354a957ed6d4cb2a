//! Writes a package: refuse, copy, prove, move into place.
//!
//! In: a publication, its report, the settings. Out: a package that was verified before it got its name.
//! Never leaves anything behind where it fails, and never touches what stood at the destination until the new package holds.

use std::io;
use std::path::Path;

use super::check::{Carried, check_messages, check_settings};
use super::contents::entries;
use super::copy::{Copying, Written, copy_into_archive, copy_into_folder};
use super::manifest::{MANIFEST, Manifest, ManifestFile, SCHEMA};
use super::proof::Analyze;
use super::rewritten::packaged_place;
use super::source::{Content, Entry};
use super::verify::examine;
use super::write::{StagedFile, StagedFolder, Standing, path_behind, standing};
use super::zip_write::ArchiveWriter;
use super::{ExportError, ExportSettings, Exported, VerifyError};
use crate::discovery::{QuotedText, ToolNames, ToolPlace};
use crate::disk::Files;
use crate::layout::{ConstantValue, PlacedFile};
use crate::publication::{Override, Overrides, ParameterRow, Progress, Publication, Report, Stage};
use crate::text::{DataPath, elements, joined, same_name};

/// Writes the package of a publication.
///
/// # Errors
/// [`ExportError`]; nothing was then written, and what stood at the destination is as it was.
pub fn export(
    publication: &Publication,
    report: &Report,
    files: &dyn Files,
    settings: &ExportSettings,
    progress: &Progress,
) -> Result<Exported, ExportError> {
    progress.begin(Stage::Reading, 0);
    check_settings(settings, &publication.targets)?;
    let carried = check_messages(report, settings)?;
    check_destination(report, files, settings)?;
    let entries = entries(publication, report, files, settings, &carried)?;
    progress.begin(Stage::Writing, entries.iter().map(Entry::bytes).sum());
    let manifest = manifest(publication, report, settings, &carried);
    let copying = Copying { files, progress, destination: &settings.destination };
    let job = Job { entries, manifest, copying, settings, analyze: crate::publication::analyze };
    let written = if settings.is_archive() { job.write_archive()? } else { job.write_folder()? };
    Ok(Exported {
        path: settings.destination.clone(),
        files: written.iter().filter(|file| !file.path.ends_with('/')).count() as u64,
        bytes: written.iter().map(|file| file.bytes).sum(),
        deployment_errors: carried.deployment_errors,
        accepted: carried.accepted,
    })
}

struct Job<'a> {
    entries: Vec<Entry>,
    manifest: Manifest,
    copying: Copying<'a>,
    settings: &'a ExportSettings,
    analyze: Analyze,
}

impl Job<'_> {
    fn write_folder(&self) -> Result<Vec<Written>, ExportError> {
        let folder = self.wrote(StagedFolder::beside(&self.settings.destination))?;
        let written = copy_into_folder(&self.entries, &folder, self.copying)?;
        copy_into_folder(&[self.manifest_entry(&written)], &folder, self.copying)?;
        self.prove(folder.path())?;
        self.placed(folder.move_into_place(self.settings.overwrite))?;
        Ok(written)
    }

    fn write_archive(&self) -> Result<Vec<Written>, ExportError> {
        let mut file = self.wrote(StagedFile::beside(&self.settings.destination))?;
        let mut archive = ArchiveWriter::new(file.file());
        let written = copy_into_archive(&self.entries, &mut archive, self.copying)?;
        copy_into_archive(&[self.manifest_entry(&written)], &mut archive, self.copying)?;
        self.wrote(archive.finish().map(drop))?;
        self.wrote(file.sync())?;
        self.prove(file.path())?;
        self.placed(file.move_into_place(self.settings.overwrite))?;
        Ok(written)
    }

    /// The manifest comes last, since it lists the sums of all others; without it nothing counts as a package.
    fn manifest_entry(&self, written: &[Written]) -> Entry {
        let references = self.entries.iter().map(|entry| entry.references.clone());
        let rows = written.iter().cloned().zip(references).map(|(file, references)| ManifestFile::new(file, references));
        let manifest = Manifest { files: rows.collect(), ..self.manifest.clone() };
        Entry { path: MANIFEST.to_owned(), content: Content::Made(manifest.to_bytes().into()), references: Vec::new() }
    }

    fn prove(&self, written: &Path) -> Result<(), ExportError> {
        let problems = match examine(written, self.analyze, self.copying.progress) {
            Ok(found) => found.problems,
            Err(VerifyError::Cancelled) => return Err(ExportError::Cancelled),
            Err(error) => vec![error.to_string()],
        };
        if self.copying.progress.is_cancelled() {
            return Err(ExportError::Cancelled);
        }
        self.copying.progress.begin(Stage::Placing, 0);
        if problems.is_empty() { Ok(()) } else { Err(ExportError::Proof { problems }) }
    }

    fn wrote<T>(&self, result: io::Result<T>) -> Result<T, ExportError> {
        result.map_err(|source| ExportError::Write { path: self.settings.destination.clone(), source })
    }

    /// Somebody else may have written the destination meanwhile: that is "exists", not a failed disk.
    fn placed(&self, result: io::Result<()>) -> Result<(), ExportError> {
        let path = self.settings.destination.clone();
        match result {
            Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty) => {
                Err(ExportError::Exists { path })
            }
            other => self.wrote(other),
        }
    }
}

/// What stands at the destination may be replaced only if it is a package of the same form, and holds no source.
fn check_destination(report: &Report, files: &dyn Files, settings: &ExportSettings) -> Result<(), ExportError> {
    let path = settings.destination.clone();
    let found = standing(&path).map_err(|source| ExportError::Write { path: path.clone(), source })?;
    match (found, settings.overwrite) {
        (Standing::Nothing, _) => return Ok(()),
        (_, false) => return Err(ExportError::Exists { path }),
        (Standing::File, true) if settings.is_archive() => {}
        (Standing::EmptyFolder, true) if !settings.is_archive() => {}
        (Standing::Folder, true) if !settings.is_archive() && is_package_folder(&path) => {}
        (Standing::File | Standing::EmptyFolder | Standing::Folder | Standing::Other, true) => {
            return Err(ExportError::NotAPackage { path });
        }
    }
    // By the name it was given, and by the name it has where a link leads to it.
    let places: Vec<DataPath> =
        [Some(path.clone()), path_behind(&path)].iter().flatten().filter_map(|host| files.name_of(host)).collect();
    let is_held = |file: &&PlacedFile| places.iter().any(|place| file.source.is_within(place));
    match report.layout.files.iter().find(is_held) {
        Some(file) => Err(ExportError::OverSources { path, source_path: file.source.clone() }),
        None => Ok(()),
    }
}

/// A folder with a manifest that can be read: a damaged package may be replaced, a home folder never.
fn is_package_folder(path: &Path) -> bool {
    let mut bytes = Vec::new();
    let read = crate::disk::open_host(&path.join(MANIFEST)).and_then(|mut file| io::Read::read_to_end(&mut file, &mut bytes));
    read.is_ok() && Manifest::parse(&bytes).is_ok()
}

fn manifest(publication: &Publication, report: &Report, settings: &ExportSettings, carried: &Carried) -> Manifest {
    let layout = &report.layout;
    let folders = publication.python_path.iter().chain(&publication.path);
    Manifest {
        schema: SCHEMA.to_owned(),
        waybill_version: report.waybill_version.to_owned(),
        service: settings.service.clone(),
        targets: report.targets.iter().map(Into::into).collect(),
        version_folder: layout.version_folder.clone(),
        toolbox: layout.toolbox.clone(),
        inputs: packaged_inputs(publication, report),
        tools: packaged_tools(publication, report),
        parameters: packaged_parameters(publication, report),
        import_folders: folders.filter_map(|folder| packaged_place(folder, layout)).collect(),
        data_store_roots: layout.data_store_roots.clone(),
        references: layout.references.iter().map(Into::into).collect(),
        overrides: packaged_overrides(publication, report),
        accepted_references: layout.accepted.iter().map(Into::into).collect(),
        deployment_errors: carried.deployment_errors.clone(),
        accepted_errors: carried.accepted.clone(),
        ..Manifest::default()
    }
}

/// The toolbox, or the scripts, and the documents whose layers scripts name.
fn packaged_inputs(publication: &Publication, report: &Report) -> Vec<String> {
    let layout = &report.layout;
    let is_input = |source: &DataPath| {
        let extension = source.extension();
        let is_toolbox = matches!(extension.as_str(), "pyt" | "atbx" | "tbx");
        let is_script = matches!(extension.as_str(), "py" | "pyw");
        let is_named = publication.inputs.contains(source);
        let is_below = publication.inputs.iter().any(|input| source.is_within(input));
        match &layout.toolbox {
            Some(_) => is_named && !is_toolbox && !is_script,
            None => is_named || (is_below && is_script),
        }
    };
    let others = layout.files.iter().filter(|file| is_input(&file.source)).map(|file| &file.destination);
    layout.toolbox.iter().chain(others.filter(|place| Some(*place) != layout.toolbox.as_ref())).cloned().collect()
}

/// The package holds one toolbox: in it the name alone means a tool.
fn packaged_tools(publication: &Publication, report: &Report) -> Vec<String> {
    let tools = report.toolboxes.iter().flat_map(|toolbox| &toolbox.tools).filter(|tool| tool.selected);
    let names: Vec<String> = tools.map(|tool| tool.name.clone()).collect();
    // Without a toolbox, scripts are the tools.
    if publication.tools.is_empty() || names.is_empty() { publication.tools.clone() } else { names }
}

/// So does the name of a tool before that of its parameter; `None` for those of another toolbox.
fn packaged_parameter(written: &str, report: &Report) -> Option<String> {
    let mut names = ToolNames::default();
    for row in &report.toolboxes {
        names.add(&row.path, row.tools.iter().map(|tool| (tool.name.as_str(), tool.label.as_str())));
    }
    let is_published = |(toolbox, tool): &ToolPlace| {
        report.toolboxes.get(*toolbox).and_then(|row| row.tools.get(*tool)).is_some_and(|tool| tool.selected)
    };
    for (at, _) in written.match_indices('.') {
        let (tool, parameter) = (written.get(..at)?, written.get(at..)?);
        if let Some(own) = names.own_name(tool) {
            return names.find(tool).iter().any(is_published).then(|| format!("{own}{parameter}"));
        }
    }
    Some(written.to_owned())
}

/// The decisions that still mean something in the package: what is text there too, and what only they bring.
fn packaged_overrides(publication: &Publication, report: &Report) -> Overrides {
    let layout = &report.layout;
    let here = |path: &str| layout.ground.root().join(path);
    let packaged = |decision: &Override| match decision {
        Override::Text(text) => {
            let script = packaged_place(&here(&text.script), layout)?;
            Some(Override::Text(QuotedText { script, ..text.clone() }))
        }
        Override::Include { path } => {
            let item = here(path);
            let row = report.data.iter().find(|row| here(&row.path) == item)?;
            row.destination.clone().map(|path| Override::Include { path })
        }
        Override::Exclude { .. }
        | Override::InDataStore { .. }
        | Override::Output { .. }
        | Override::Raw(_)
        | Override::KeepScript { .. }
        | Override::Accept { .. } => None,
    };
    publication.overrides.iter().filter_map(packaged).collect()
}

/// The values that the proof enters: what the packaged toolbox itself says is left out, secrets too, and what no tool has.
fn packaged_parameters(publication: &Publication, report: &Report) -> Vec<(String, String)> {
    let rows = || report.toolboxes.iter().flat_map(|toolbox| &toolbox.tools);
    let is_shown = |(name, value): &&(String, String)| {
        let parameter = name.rsplit('.').next().unwrap_or(name);
        let is_it = |row: &ParameterRow| same_name(&row.name, parameter) && row.value.as_deref() == Some(value);
        rows().flat_map(|tool| &tool.parameters).any(|row| is_it(row) && !row.constant)
    };
    let entered = publication.parameters.iter().filter(is_shown);
    let packaged = |(name, value): &(String, String)| Some((packaged_parameter(name, report)?, packaged_value(value, report)));
    let mut values: Vec<(String, String)> = entered.filter_map(packaged).collect();
    // A binary toolbox still holds the old value of a Constant: the plan says what is set there.
    for constant in report.layout.constants.iter().filter(|constant| constant.by_hand) {
        let leads = |value: &ConstantValue| {
            if value.in_data_store { value.leads_to.clone() } else { format!("/{}", value.leads_to) }
        };
        let value: Vec<String> = constant.values.iter().map(leads).collect();
        values.push((format!("{}.{}", constant.tool, constant.parameter), joined(value.iter().map(String::as_str))));
    }
    values
}

/// A value that names packaged data is given by its place in the package, so that the proof finds it there.
fn packaged_value(value: &str, report: &Report) -> String {
    let root = report.layout.ground.root();
    let packaged = |text: &str| {
        let item = root.join(text);
        let mut references = report.layout.references.iter();
        let leads = references.find(|reference| !reference.in_data_store && root.join(&reference.item) == item);
        leads.map_or_else(|| text.to_owned(), |reference| format!("/{}", reference.leads_to))
    };
    joined(elements(value).map(packaged).collect::<Vec<_>>().iter().map(String::as_str))
}
