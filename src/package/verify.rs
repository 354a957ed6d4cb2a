//! Verifies a package: that it is whole, that nothing was added, and that every reference in it resolves.
//!
//! In: a folder or archive. Out: whether it holds, and what does not.
//! Never trusts the manifest: its paths are judged before they are used, its sums are computed again.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use rayon::prelude::*;

use super::manifest::{MANIFEST, Manifest, ManifestFile};
use super::opened::Package;
use super::proof::{Analyze, prove};
use super::write::{REPLACED, UNFINISHED};
use super::zip_read::ZipProblem;
use super::{Verification, VerifyError, names};
use crate::disk::READ_LIMIT;
use crate::publication::{Progress, Stage};
use crate::text::visible;

/// So many problems are listed; a package with more is described well enough.
const LISTED: usize = 100;

/// Verifies the package at `path`.
///
/// # Errors
/// [`VerifyError`] where there is nothing that could be verified.
pub fn verify(path: &Path) -> Result<Verification, VerifyError> {
    verify_with(path, &Progress::default())
}

/// As [`verify`], telling how far it is; it ends where somebody asks it to.
///
/// # Errors
/// As [`verify`], and [`VerifyError::Cancelled`].
pub fn verify_with(path: &Path, progress: &Progress) -> Result<Verification, VerifyError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.starts_with('.') && (name.contains(UNFINISHED) || name.contains(REPLACED)) {
        return Err(VerifyError::Unfinished { path: path.to_owned() });
    }
    examine(path, crate::publication::analyze, progress)
}

/// Verifies whatever stands at `path`, be it finished or not.
pub fn examine(path: &Path, analyze: Analyze, progress: &Progress) -> Result<Verification, VerifyError> {
    let package = match Package::open(path) {
        Ok(package) => package,
        Err(ZipProblem::Io(source)) => return Err(VerifyError::Read { path: path.to_owned(), source }),
        Err(problem @ ZipProblem::Form(_)) => return damaged(path, problem.to_string()),
    };
    let no_package = |why| VerifyError::NoPackage { path: path.to_owned(), why };
    let bytes = manifest_bytes(&package).map_err(no_package)?;
    let manifest = Manifest::parse(&bytes).map_err(no_package)?;
    progress.begin(Stage::Proving, manifest.files.iter().fold(0, |sum, file| file.bytes.saturating_add(sum)));
    let mut problems = Vec::new();
    if !manifest.checksum_holds(&bytes) {
        problems.push("waybill.json does not match its own checksum".to_owned());
    }
    problems.extend(package.odd().iter().cloned());
    problems.extend(package.measure(MANIFEST, &progress.of_a_part()).err().map(|why| format!("{MANIFEST} {why}")));
    problems.extend(path_problems(&package, &manifest));
    problems.extend(file_problems(&package, &manifest, progress));
    if progress.is_cancelled() {
        return Err(VerifyError::Cancelled);
    }
    if problems.is_empty() {
        problems = prove(&package, &manifest, analyze, progress);
        if progress.is_cancelled() {
            return Err(VerifyError::Cancelled);
        }
    }
    Ok(verification(&manifest, problems))
}

fn verification(manifest: &Manifest, mut problems: Vec<String>) -> Verification {
    for problem in &mut problems {
        *problem = visible(problem).into_owned();
    }
    let more = problems.len().saturating_sub(LISTED);
    if more > 0 {
        problems.truncate(LISTED);
        problems.push(format!("and {more} more"));
    }
    let bytes = manifest.files.iter().fold(0_u64, |sum, file| sum.saturating_add(file.bytes));
    let files = manifest.files.iter().filter(|file| !file.path.ends_with('/')).count() as u64;
    Verification { holds: problems.is_empty(), problems, files, bytes }
}

fn manifest_bytes(package: &Package) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let reader = package.read(MANIFEST).map_err(|_| "there is no waybill.json".to_owned())?;
    let read = reader.take(READ_LIMIT + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("waybill.json cannot be read: {error}"))?;
    if bytes.len() as u64 > READ_LIMIT { Err("waybill.json is too long".to_owned()) } else { Ok(bytes) }
}

/// An archive that is not as Waybill wrote it does not hold, if it is a package at all; a lenient reader tells.
fn damaged(path: &Path, why: String) -> Result<Verification, VerifyError> {
    let no_package = |why| VerifyError::NoPackage { path: path.to_owned(), why };
    let found = lenient_manifest(path).ok_or_else(|| no_package(why.clone()))?;
    let manifest = Manifest::parse(&found).map_err(no_package)?;
    Ok(verification(&manifest, vec![why]))
}

fn lenient_manifest(path: &Path) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(crate::disk::open_host(path).ok()?).ok()?;
    let mut bytes = Vec::new();
    archive.by_name(MANIFEST).ok()?.take(READ_LIMIT).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Paths that could lead out of the package or name one file twice, and files that only one side knows.
fn path_problems(package: &Package, manifest: &Manifest) -> Vec<String> {
    let mut problems = Vec::new();
    let mut listed = BTreeSet::new();
    let mut folded = BTreeSet::from([names::folded(MANIFEST)]);
    for file in &manifest.files {
        if let Some(why) = names::problem(&file.path) {
            problems.push(format!("a path in waybill.json {why}: {}", file.path));
        }
        if !folded.insert(names::folded(&file.path)) {
            problems.push(format!("waybill.json lists {} twice", file.path));
        }
        if file.brought_by.iter().any(|at| *at >= manifest.references.len()) {
            problems.push(format!("{} is brought by a reference that waybill.json does not list", file.path));
        }
        listed.insert(file.path.as_str());
    }
    for path in package.paths() {
        if path != MANIFEST && !listed.contains(path) {
            problems.push(format!("{path} is in the package, but waybill.json does not list it"));
        }
    }
    problems
}

/// Files that are missing, longer or shorter than listed, or have other contents.
fn file_problems(package: &Package, manifest: &Manifest, progress: &Progress) -> Vec<String> {
    manifest.files.par_iter().filter_map(|file| file_problem(package, file, progress)).collect()
}

fn file_problem(package: &Package, file: &ManifestFile, progress: &Progress) -> Option<String> {
    let path = &file.path;
    progress.at(path);
    match package.bytes(path) {
        None => return Some(format!("{path} is missing")),
        Some(bytes) if bytes != file.bytes => {
            return Some(format!("{path} has {bytes} bytes, but waybill.json says {}", file.bytes));
        }
        Some(_) => {}
    }
    match package.measure(path, progress) {
        Err(why) => Some(format!("{path} {why}")),
        Ok(measured) if measured.bytes != file.bytes => Some(format!("{path} has {} bytes, not {}", measured.bytes, file.bytes)),
        Ok(measured) if measured.sha256 != file.sha256 => Some(format!("{path} is not what was written: its SHA-256 differs")),
        Ok(_) => None,
    }
}
