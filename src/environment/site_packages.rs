//! Reads what lies in a `site-packages` folder: `.dist-info`, `.egg-info`, `.egg`, links to code elsewhere.
//!
//! In: the folder, and the metadata that conda's records claim. Out: packages and modules added to an [`Environment`].
//! Never follows a link out of the environment: code that lies elsewhere is not on the server, and a note says so.

use std::collections::BTreeSet;

use super::decode::text_of;
use super::module_names::modules;
use super::{Environment, Package, normal_name};
use crate::disk::{Entry, Files};
use crate::text::DataPath;

/// Names of metadata folders that belong to conda packages.
pub(super) type Claimed = BTreeSet<String>;

/// Adds every distribution that conda does not claim.
pub(super) fn read(files: &dyn Files, folder: &DataPath, claimed: &Claimed, environment: &mut Environment) {
    let Some(listing) = files.listing(folder) else { return };
    for entry in listing.entries().iter().filter(|entry| !claimed.contains(&entry.name)) {
        let place = listing.folder.child(&entry.name);
        if let Some(stem) = entry.name.strip_suffix(".dist-info") {
            let found = distribution(files, &place.child("METADATA"), stem);
            add(environment, found, dist_info_modules(files, &place));
        } else if let Some(stem) = entry.name.strip_suffix(".egg-info") {
            let header = if entry.kind.is_folder() { place.child("PKG-INFO") } else { place.clone() };
            add(environment, distribution(files, &header, stem), top_level_names(files, &place));
        } else if let Some(stem) = entry.name.strip_suffix(".egg") {
            let info = place.child("EGG-INFO");
            add(environment, distribution(files, &info.child("PKG-INFO"), stem), top_level_names(files, &info));
        } else {
            note_link(entry, environment);
        }
    }
}

fn note_link(entry: &Entry, environment: &mut Environment) {
    let editable = entry.name.strip_prefix("__editable__.").and_then(|rest| rest.strip_suffix(".pth"));
    if let Some(name) = editable.or_else(|| entry.name.strip_suffix(".egg-link")) {
        environment.notes.push(format!("{name} is installed as a link to a folder outside the environment"));
    }
}

/// Name and version of a header file, else of the folder's name (`name-version[-py3.7]`).
fn distribution(files: &dyn Files, header: &DataPath, stem: &str) -> Option<Package> {
    let text = files.read(header).map(|bytes| text_of(&bytes)).unwrap_or_default();
    let field = |key: &str| {
        let lines = text.lines().take_while(|line| !line.trim().is_empty());
        lines
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case(key))
            .map(|(_, value)| value.trim().to_owned())
    };
    let mut parts = stem.split('-').map(str::to_owned);
    let (by_folder, version_by_folder) = (parts.next(), parts.next());
    let name = field("Name").or(by_folder).filter(|name| !name.is_empty())?;
    Some(Package { name, version: field("Version").or(version_by_folder), build: None, channel: Some("pypi".to_owned()) })
}

fn add(environment: &mut Environment, package: Option<Package>, modules: BTreeSet<String>) {
    let Some(package) = package else { return };
    environment.add_modules(&package.name, modules);
    // pip has replaced the files of a conda package: what lies there now is pip's version.
    match environment.packages.get_mut(&normal_name(&package.name)) {
        Some(known) => known.version = package.version,
        None => environment.add(package),
    }
}

/// The modules of `RECORD`, else of `top_level.txt`.
fn dist_info_modules(files: &dyn Files, info: &DataPath) -> BTreeSet<String> {
    let record = files.read(&info.child("RECORD")).map(|bytes| text_of(&bytes)).unwrap_or_default();
    let paths = record.lines().map(|line| line.split(',').next().unwrap_or_default().trim_matches('"'));
    let found = modules(paths);
    if found.is_empty() { top_level_names(files, info) } else { found }
}

fn top_level_names(files: &dyn Files, info: &DataPath) -> BTreeSet<String> {
    let text = files.read(&info.child("top_level.txt")).map(|bytes| text_of(&bytes)).unwrap_or_default();
    let is_name = |name: &&str| !name.is_empty() && name.chars().all(|letter| letter == '_' || letter.is_alphanumeric());
    text.lines().map(str::trim).filter(is_name).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryFiles;

    #[test]
    fn eggs_links_and_odd_metadata_are_read() {
        let rows = [
            ("e:/s/six-1.1-py3.7.egg/EGG-INFO/PKG-INFO", "Name: six\nVersion: 1.1\n"),
            ("e:/s/six-1.1-py3.7.egg/EGG-INFO/top_level.txt", "six\n"),
            ("e:/s/zipped-2.0-py3.7.egg", "PK"),
            ("e:/s/bare-3.0.dist-info/RECORD", ""),
            ("e:/s/old.egg-info", "Name: Old_Name\nVersion: 4\n"),
            ("e:/s/__editable__.mine-0.3.pth", "/home/x"),
        ];
        let files = MemoryFiles::new(rows.map(|(path, text)| (path, text.as_bytes().to_vec())));
        let mut environment = Environment::default();
        read(&files, &DataPath::new("e:/s"), &Claimed::new(), &mut environment);
        let found: Vec<_> = environment.packages.iter().map(|(name, p)| (name.as_str(), p.version.as_deref())).collect();
        assert_eq!(found, [("bare", Some("3.0")), ("old-name", Some("4")), ("six", Some("1.1")), ("zipped", Some("2.0"))]);
        assert_eq!(environment.modules.keys().collect::<Vec<_>>(), ["six"]);
        assert_eq!(environment.notes, ["mine-0.3 is installed as a link to a folder outside the environment"]);
    }
}
