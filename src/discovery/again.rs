//! Scans scripts, and once more after some of them were edited.
//!
//! In: the opened inputs, the publisher's settings, the catalog; then the scripts that were edited. Out: a [`Discovered`].
//! Never guesses: a second scan gives what a first one would give, or says that all has to be scanned anew.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::follow::{self, Ground, Trace};
use super::literals::{self, Scan};
use super::{Discovery, FoundImport, Reference, Scanned, Settings, models, parameters};
use crate::geodata::Catalog;
use crate::python::Sources;
use crate::text::DataPath;
use crate::toolbox::Inputs;

/// What was found, with what a second scan needs to know of the first.
#[derive(Debug, Default)]
pub struct Discovered {
    /// What was found.
    pub discovery: Discovery,
    /// How each script was reached, beside the scripts.
    traces: Vec<Trace>,
    /// The decisions that each script met; the last row is that of parameters and models.
    heeded: Vec<BTreeSet<usize>>,
    /// Scripts that are data too: who names them, or a folder that holds them, counts their bytes.
    as_data: BTreeMap<DataPath, BTreeSet<usize>>,
}

/// Scans the chosen tools' scripts and all that they import.
///
/// `go_on` is asked now and then; once it says no, what was understood until then is returned.
pub fn discover(
    inputs: &Inputs,
    settings: &Settings,
    catalog: &Catalog<'_>,
    sources: &Sources,
    go_on: &(dyn Fn() -> bool + Sync),
) -> Discovered {
    let ground = Ground { inputs, settings, files: catalog.files(), sources };
    let followed = follow::follow(ground, go_on);
    let mut discovery =
        Discovery { scripts: followed.scripts, imports: followed.imports, binaries: followed.binaries, ..Discovery::default() };
    let scans: Vec<Scan> = discovery
        .scripts
        .par_iter()
        .enumerate()
        .filter(|_| go_on())
        .map(|(at, scanned)| literals::scan(at, scanned, inputs, settings, catalog))
        .collect();
    let mut heeded = Vec::with_capacity(scans.len() + 1);
    for scan in scans {
        discovery.references.extend(scan.references);
        discovery.missing.extend(scan.missing);
        discovery.escapes.extend(scan.escapes);
        discovery.not_reached.extend(scan.not_reached);
        discovery.absent.extend(scan.absent);
        heeded.push(scan.heeded);
    }
    let mut in_parameters = parameters::look_through(inputs, settings, catalog);
    discovery.references.extend(in_parameters.references);
    discovery.references.extend(models::references(inputs, settings, catalog, &mut in_parameters.heeded));
    discovery.parameters = in_parameters.findings;
    discovery.unknown_constants = in_parameters.unknown_constants;
    heeded.push(in_parameters.heeded);
    discovery.heeded = heeded.iter().flatten().copied().collect();
    let as_data = scripts_as_data(&discovery.references);
    Discovered { discovery, traces: followed.traces, heeded, as_data }
}

impl Discovered {
    /// Scans again after these scripts were edited and nothing else has changed; gives the scripts whose findings are new.
    ///
    /// `None` where an edit reaches further; then nothing of this holds any more.
    pub fn scan_again(
        &mut self,
        edited: &[DataPath],
        inputs: &Inputs,
        settings: &Settings,
        catalog: &Catalog<'_>,
        sources: &Sources,
    ) -> Option<BTreeSet<usize>> {
        let ground = Ground { inputs, settings, files: catalog.files(), sources };
        let mut stale = BTreeSet::new();
        for path in edited {
            stale.extend(self.as_data.get(path).into_iter().flatten());
            let Ok(at) = self.discovery.scripts.binary_search_by(|scanned| scanned.script.path.cmp(path)) else {
                // A module that could not be read may be readable now.
                let is_imported = self.traces.iter().any(|trace| trace.leads_to(path));
                if is_imported { return None } else { continue }
            };
            let (earlier, trace) = (self.discovery.scripts.get_mut(at)?, self.traces.get(at)?);
            let (scanned, imports) = follow::visit_again(at, earlier, trace, ground)?;
            *earlier = scanned;
            replace(&mut self.discovery.imports, at, imports, |import: &FoundImport| import.script);
            stale.insert(at);
        }
        let scan = |at: &usize| -> Option<(usize, Scan)> {
            let scanned: &Scanned = self.discovery.scripts.get(*at)?;
            Some((*at, literals::scan(*at, scanned, inputs, settings, catalog)))
        };
        let scans: Vec<(usize, Scan)> = stale.iter().filter_map(scan).collect();
        for (at, scan) in scans {
            self.take(at, scan)?;
        }
        let mut in_parameters = parameters::look_through(inputs, settings, catalog);
        let first = self.discovery.references.partition_point(|reference| reference.origin.script().is_some());
        self.discovery.references.truncate(first);
        self.discovery.references.extend(in_parameters.references);
        self.discovery.references.extend(models::references(inputs, settings, catalog, &mut in_parameters.heeded));
        self.discovery.parameters = in_parameters.findings;
        *self.heeded.last_mut()? = in_parameters.heeded;
        self.discovery.heeded = self.heeded.iter().flatten().copied().collect();
        Some(stale)
    }

    /// Puts the findings of one script in the place of its earlier ones.
    fn take(&mut self, at: usize, scan: Scan) -> Option<()> {
        let Scan { references, missing, escapes, not_reached, absent, heeded } = scan;
        *self.heeded.get_mut(at)? = heeded;
        for (path, named_by) in scripts_as_data(&references) {
            self.as_data.entry(path).or_default().extend(named_by);
        }
        let discovery = &mut self.discovery;
        replace(&mut discovery.references, at, references, |row| row.origin.script().unwrap_or(usize::MAX));
        replace(&mut discovery.missing, at, missing, |row| row.script);
        replace(&mut discovery.escapes, at, escapes, |row| row.script);
        replace(&mut discovery.not_reached, at, not_reached, |row| row.script);
        replace(&mut discovery.absent, at, absent, |row| row.script);
        Some(())
    }
}

/// Rows stand in the order of their scripts; those of one script are replaced.
fn replace<T>(rows: &mut Vec<T>, at: usize, fresh: Vec<T>, script: impl Fn(&T) -> usize) {
    let first = rows.partition_point(|row| script(row) < at);
    let end = rows.partition_point(|row| script(row) <= at);
    rows.splice(first..end, fresh);
}

/// The scripts among the files of data, each with the scripts that name that data.
fn scripts_as_data(references: &[Reference]) -> BTreeMap<DataPath, BTreeSet<usize>> {
    let mut found: BTreeMap<DataPath, BTreeSet<usize>> = BTreeMap::new();
    for reference in references {
        let Some(script) = reference.origin.script() else { continue };
        for file in reference.names.files.iter().filter(|file| is_script(&file.path)) {
            found.entry(file.path.clone()).or_default().insert(script);
        }
    }
    found
}

/// True for files that a scan reads as Python.
pub fn is_script(path: &DataPath) -> bool {
    [".py", ".pyw"].iter().any(|ending| path.key().ends_with(ending))
}
