//! Proves that a package needs nothing but itself: it is analysed again with its own root as the only disk.
//!
//! In: an opened package and its manifest. Out: the references that do not lead where the manifest says.
//! Never asks this machine's drives. Tolerated are only: references that the manifest lists as accepted,
//! references into the recorded data store (no package holds it), and shifted lines (an import line may stand above).

use std::collections::BTreeSet;

use super::contents::service_folder;
use super::manifest::{Manifest, ManifestReference};
use super::opened::Package;
use super::packaged_files::PackagedFiles;
use crate::discovery::QuotedText;
use crate::disk::Files;
use crate::environment::Environment;
use crate::publication::{Override, Progress, Publication, Report};
use crate::target::{Certainty, Os, Runtime, Target};
use crate::text::DataPath;

/// How a publication is analysed; a parameter so that the comparison is tested without a scan.
pub type Analyze = fn(&Publication, &dyn Files, &Progress) -> Report;

/// What does not resolve, as sentences.
pub fn prove(package: &Package, manifest: &Manifest, analyze: Analyze, progress: &Progress) -> Vec<String> {
    if manifest.references.is_empty() {
        return Vec::new();
    }
    let files = PackagedFiles::new(package, &format!("{}/extracted/", service_folder(&manifest.service)));
    let publication = packaged_publication(manifest);
    let report = analyze(&publication, &files, &progress.of_a_part());
    unresolved(manifest, &report, &report_root(&publication.inputs))
}

/// The publication as it stands in the package.
fn packaged_publication(manifest: &Manifest) -> Publication {
    let places = |paths: &[String]| paths.iter().map(|path| inside(path)).collect();
    Publication {
        inputs: places(&manifest.inputs),
        tools: manifest.tools.clone(),
        toolbox: manifest.toolbox.as_deref().map(inside),
        targets: manifest.targets.iter().map(target).collect(),
        python_path: places(&manifest.import_folders),
        parameters: manifest.parameters.clone(),
        overrides: manifest.overrides.iter().map(packaged_decision).collect(),
        allowed_roots: vec!["/".to_owned()],
        posix_paths: true,
        ..Publication::default()
    }
}

/// A decision of the manifest about a place of the package.
fn packaged_decision(decision: &Override) -> Override {
    let place = |path: &str| inside(path).to_string();
    match decision {
        Override::Include { path } => Override::Include { path: place(path) },
        Override::Text(text) => Override::Text(QuotedText { script: place(&text.script), ..text.clone() }),
        Override::Exclude { .. }
        | Override::InDataStore { .. }
        | Override::Output { .. }
        | Override::Raw(_)
        | Override::KeepScript { .. }
        | Override::Accept { .. } => decision.clone(),
    }
}

fn target(row: &super::manifest::ManifestTarget) -> Target {
    let environment = Environment { source: row.source.clone(), python: row.python.clone(), ..Environment::default() };
    Target {
        release: row.release.clone(),
        os: if row.os == Os::Linux.name() { Os::Linux } else { Os::Windows },
        runtime: if row.runtime == Runtime::ArcMap.name() { Runtime::ArcMap } else { Runtime::Pro },
        environment,
        is_listing: false,
        alignment: Certainty::Believed,
    }
}

fn inside(path: &str) -> DataPath {
    DataPath::new("/").join(path)
}

/// The folder that paths of a report are relative to: the deepest one that holds all inputs, which are files.
fn report_root(inputs: &[DataPath]) -> DataPath {
    let mut folders = inputs.iter().filter_map(DataPath::parent);
    let Some(first) = folders.next() else { return DataPath::new("/") };
    folders.fold(first, |common, folder| {
        common.ancestors().find(|ancestor| folder.is_within(ancestor)).unwrap_or_else(|| DataPath::new("/"))
    })
}

/// References of the manifest that the report of the package does not have.
pub fn unresolved(manifest: &Manifest, report: &Report, root: &DataPath) -> Vec<String> {
    let mut resolved = BTreeSet::new();
    for row in report.data.iter().filter(|row| matches!(row.decision, "copied" | "data_store")) {
        let item = root.join(&row.path);
        for reference in &row.references {
            resolved.insert((root.join(&reference.script), item.clone()));
        }
    }
    let fails = |reference: &&ManifestReference| !holds(reference, manifest, &resolved);
    manifest.references.iter().filter(fails).map(sentence).collect()
}

fn holds(reference: &ManifestReference, manifest: &Manifest, resolved: &BTreeSet<(DataPath, DataPath)>) -> bool {
    let is_accepted = manifest.accepted_references.iter().any(|accepted| {
        accepted.script == reference.script
            && accepted.line == reference.line
            && accepted.column == reference.column
            && accepted.text == reference.text
    });
    if is_accepted {
        return true;
    }
    if reference.in_data_store {
        let place = DataPath::new(&reference.leads_to);
        return manifest.data_store_roots.iter().any(|root| place.is_within(&DataPath::new(root)));
    }
    let item = inside(&reference.leads_to);
    if reference.packaged_script.is_empty() {
        // The publisher took it along; no script needs to name it, but it has to be there.
        return is_packaged(&item, manifest);
    }
    resolved.contains(&(inside(&reference.packaged_script), item))
}

fn is_packaged(item: &DataPath, manifest: &Manifest) -> bool {
    let prefix = format!("{}/extracted", service_folder(&manifest.service));
    manifest.files.iter().any(|file| {
        let place = file.path.strip_prefix(&prefix).map(DataPath::new);
        place.is_some_and(|place| place.is_within(item) || item.is_within(&place))
    })
}

fn sentence(reference: &ManifestReference) -> String {
    let ManifestReference { packaged_script, line, text, leads_to, .. } = reference;
    if reference.in_data_store {
        return format!("{text} in {packaged_script} leads to {leads_to}, which is in no recorded folder of the data store");
    }
    format!("{text} in {packaged_script} (line {line} of the original) does not lead to {leads_to} in the package")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::manifest::ManifestAccepted;
    use crate::publication::{DataRow, ReferenceRow, analyze};

    fn reference(leads_to: &str) -> ManifestReference {
        ManifestReference {
            script: "Port.pyt".to_owned(),
            packaged_script: "p30/Port/Port.pyt".to_owned(),
            line: 3,
            column: 9,
            text: r"e:\Shared\zones.shp".to_owned(),
            item: "e:/Shared/zones.shp".to_owned(),
            leads_to: leads_to.to_owned(),
            in_data_store: false,
        }
    }

    fn report(path: &str, decision: &'static str, script: &str) -> Report {
        let place = ReferenceRow {
            script: script.to_owned(),
            line: 4,
            column: 9,
            text: "..".to_owned(),
            context: "argument",
            found_by: "relative",
        };
        let row = DataRow {
            path: path.to_owned(),
            container: None,
            kind: "shapefile",
            certainty: "yes",
            decision,
            because: String::new(),
            destination: None,
            files: 1,
            bytes: 1,
            esri_would_find: true,
            references: vec![place],
        };
        let mut report = analyze(&Publication::default(), &crate::disk::MemoryFiles::default(), &Progress::default());
        report.data = vec![row];
        report
    }

    fn manifest(references: Vec<ManifestReference>) -> Manifest {
        Manifest { service: "S".to_owned(), references, ..Manifest::default() }
    }

    #[test]
    fn a_reference_resolves_where_the_package_has_its_item_whatever_the_case_and_line() {
        let manifest = manifest(vec![reference("cd/e/Shared/zones.shp")]);
        let root = DataPath::new("/p30/Port");
        assert!(unresolved(&manifest, &report("../../cd/E/shared/zones.shp", "copied", "Port.pyt"), &root).is_empty());
        for (path, decision, script) in [
            ("../../cd/e/Shared/other.shp", "copied", "Port.pyt"),
            ("../../cd/e/Shared/zones.shp", "left_out", "Port.pyt"),
            ("../../cd/e/Shared/zones.shp", "copied", "Other.pyt"),
        ] {
            let problems = unresolved(&manifest, &report(path, decision, script), &root);
            assert_eq!(
                problems,
                [
                    r"e:\Shared\zones.shp in p30/Port/Port.pyt (line 3 of the original) does not lead to cd/e/Shared/zones.shp in the package"
                ]
            );
        }
    }

    #[test]
    fn accepted_references_and_recorded_folders_of_the_data_store_are_tolerated() {
        let mut accepted = manifest(vec![reference("cd/e/x")]);
        let ManifestReference { script, line, column, text, .. } = reference("");
        accepted.accepted_references = vec![ManifestAccepted { script, line, column, text, because: String::new() }];
        let mut stored = manifest(vec![ManifestReference { in_data_store: true, ..reference(r"\\gis\Share\Data\x.gdb") }]);
        let nothing = report("x", "copied", "y");
        let root = DataPath::new("/");
        assert!(unresolved(&accepted, &nothing, &root).is_empty());
        assert_eq!(unresolved(&stored, &nothing, &root).len(), 1);
        stored.data_store_roots = vec!["//GIS/share/data".to_owned()];
        assert!(unresolved(&stored, &nothing, &root).is_empty());
    }

    #[test]
    fn reports_of_several_inputs_are_relative_to_their_common_folder() {
        let inputs = [DataPath::new("/p30/Port/a/x.py"), DataPath::new("/p30/Port/b/y.py"), DataPath::new("/p30/Port/a/c/z.py")];
        assert_eq!(report_root(&inputs).as_str(), "/p30/Port");
        assert_eq!(report_root(&inputs[..1]).as_str(), "/p30/Port/a");
    }
}
