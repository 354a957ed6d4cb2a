//! Reads the folder of a Python environment: a conda environment, its `conda-meta` alone, or another Python's folder.
//!
//! In: a folder, through listings. Out: an [`Environment`] that knows exactly which package brings which module.
//! Never runs anything there; a record that cannot be read is skipped with a note.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use super::decode::text_of;
use super::module_names::{below_site_packages, modules};
use super::site_packages::{self, Claimed};
use super::{Environment, Package};
use crate::disk::Files;
use crate::text::DataPath;

/// The environment in `folder`; `None` where nothing of one is found.
pub(super) fn read(files: &dyn Files, folder: &DataPath) -> Option<Environment> {
    let above = folder
        .parent()
        .filter(|above| folder.name().eq_ignore_ascii_case("conda-meta") && !site_packages_of(files, above).is_empty());
    let folder = above.as_ref().unwrap_or(folder);
    let mut environment = Environment { source: format!("the folder of {}", folder.name()), ..Environment::default() };
    let below = folder.child("conda-meta");
    let meta = if files.listing(&below).is_some() { below } else { folder.clone() };
    let claimed = conda_records(files, &meta, &mut environment);
    let is_meta_alone = meta == *folder && !environment.packages.is_empty();
    let libraries = site_packages_of(files, folder);
    for library in &libraries {
        site_packages::read(files, library, &claimed, &mut environment);
    }
    if is_meta_alone && libraries.is_empty() {
        let above = folder.parent().map(|parent| parent.name().to_owned()).unwrap_or_default();
        environment.source = if above.is_empty() { "conda-meta".to_owned() } else { format!("conda-meta of {above}") };
        environment.notes.push("conda-meta does not list what pip installed".to_owned());
    }
    if environment.python.is_none() {
        environment.python = python_of_venv(files, folder).or_else(|| python_of_library(files, folder));
    }
    (!environment.packages.is_empty()).then_some(environment)
}

/// One file of `conda-meta`.
#[derive(Deserialize)]
struct Record {
    name: String,
    version: Option<String>,
    build: Option<String>,
    channel: Option<Value>,
    files: Option<Vec<String>>,
}

fn conda_records(files: &dyn Files, meta: &DataPath, environment: &mut Environment) -> Claimed {
    let mut claimed = Claimed::new();
    let Some(listing) = files.listing(meta) else { return claimed };
    let is_record = |name: &str| name.to_ascii_lowercase().ends_with(".json") && !name.starts_with('.');
    let (mut read, mut unread) = (0, 0);
    for entry in listing.files().filter(|entry| is_record(&entry.name)) {
        let bytes = files.read(&listing.folder.child(&entry.name)).unwrap_or_default();
        let Ok(record) = serde_json::from_slice::<Record>(&bytes) else {
            unread += 1;
            continue;
        };
        read += 1;
        let paths = record.files.as_deref().unwrap_or_default();
        let installed: Vec<&str> = paths.iter().filter_map(|path| below_site_packages(path)).collect();
        environment.add_modules(&record.name, modules(installed.iter().copied()));
        claimed
            .extend(installed.iter().filter_map(|path| path.split('/').next()).filter(|top| is_metadata(top)).map(str::to_owned));
        let channel = record.channel.as_ref().and_then(Value::as_str).map(channel_name);
        environment.add(Package { name: record.name, version: record.version, build: record.build, channel });
    }
    if unread > 0 && read > 0 {
        environment.notes.push(format!("{unread} records of conda-meta could not be read"));
    }
    claimed
}

fn is_metadata(top: &str) -> bool {
    [".dist-info", ".egg-info", ".egg"].iter().any(|suffix| top.ends_with(suffix))
}

/// The short name of a channel URL: the subdirectory goes, conda's own channels are `defaults`.
fn channel_name(channel: &str) -> String {
    let mut segments: Vec<&str> = channel.trim_end_matches('/').split('/').collect();
    let is_subdir = |name: &str| name == "noarch" || ["win-", "linux-", "osx-"].iter().any(|system| name.starts_with(system));
    if segments.len() > 1 && segments.last().is_some_and(|last| is_subdir(last)) {
        segments.pop();
    }
    if segments.contains(&"pkgs") { "defaults".to_owned() } else { segments.last().copied().unwrap_or_default().to_owned() }
}

/// Every `site-packages` of an environment: `Lib/site-packages`, `lib/python3.11/site-packages`, or a copy of one.
fn site_packages_of(files: &dyn Files, folder: &DataPath) -> Vec<DataPath> {
    let mut found = BTreeSet::new();
    // A copy of `site-packages` may have any name.
    if files.listing(folder).is_some_and(|listing| listing.folders().any(|entry| entry.name.ends_with(".dist-info"))) {
        found.insert(folder.clone());
    }
    let library = folder.child("lib");
    if let Some(listing) = files.listing(&library) {
        let pythons = listing.folders().filter(|entry| entry.name.starts_with("python"));
        found.extend(pythons.map(|entry| listing.folder.child(&entry.name).child("site-packages")));
        found.insert(listing.folder.child("site-packages"));
    }
    found.into_iter().filter(|folder| files.listing(folder).is_some()).collect()
}

/// `version = 3.11.8` of `pyvenv.cfg`.
fn python_of_venv(files: &dyn Files, folder: &DataPath) -> Option<String> {
    let text = text_of(&files.read(&folder.child("pyvenv.cfg")).ok()?);
    text.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        matches!(key.trim(), "version" | "version_info").then(|| value.trim().to_owned())
    })
}

/// `python311.dll` beside the interpreter.
fn python_of_library(files: &dyn Files, folder: &DataPath) -> Option<String> {
    let listing = files.listing(folder)?;
    listing.files().find_map(|entry| {
        let name = entry.name.to_ascii_lowercase();
        let digits = name.strip_prefix("python")?.strip_suffix(".dll")?;
        let (major, minor) = digits.split_at_checked(1)?;
        let is_version = !minor.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_version.then(|| format!("{major}.{minor}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryFiles;

    fn tree(files: &[(&str, &str)]) -> MemoryFiles {
        MemoryFiles::new(files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec())))
    }

    const YAML: &str = r#"{"name": "pyyaml", "version": "6.0", "build": "py311_1", "channel": "https://host/esri/win-64",
        "files": ["Lib/site-packages/yaml/__init__.py", "Lib/site-packages/PyYAML-6.0.dist-info/METADATA"], "link": null}"#;
    const PYTHON: &str =
        r#"{"name": "python", "version": "3.11.8", "channel": "https://host/pkgs/main/win-64", "files": ["Lib/os.py"]}"#;

    #[test]
    fn a_conda_environment_tells_which_package_brings_a_module() {
        let files = tree(&[
            ("c:/envs/py3/conda-meta/history", ""),
            ("c:/envs/py3/conda-meta/pyyaml-6.0-py311_1.json", YAML),
            ("c:/envs/py3/conda-meta/python-3.11.8-h1.json", PYTHON),
            ("c:/envs/py3/conda-meta/broken.json", "{"),
            ("c:/envs/py3/conda-meta/._python.json", "x"),
            ("c:/envs/py3/Lib/site-packages/PyYAML-6.0.dist-info/METADATA", "Name: PyYAML\nVersion: 9\n"),
            ("c:/envs/py3/Lib/site-packages/tool-1.0.dist-info/METADATA", "Name: tool\nVersion: 1.0\n\nVersion: 7\n"),
            ("c:/envs/py3/Lib/site-packages/tool-1.0.dist-info/RECORD", "tool/__init__.py,,\n\"odd,name.py\",,\n"),
        ]);
        let read = read(&files, &DataPath::new("c:/envs/py3")).unwrap();
        assert_eq!(read.source, "the folder of py3");
        assert_eq!(read.python.as_deref(), Some("3.11.8"));
        let rows: Vec<_> =
            read.packages.values().map(|p| (p.name.as_str(), p.version.as_deref(), p.channel.as_deref())).collect();
        let expected = [
            ("python", Some("3.11.8"), Some("defaults")),
            ("pyyaml", Some("6.0"), Some("esri")),
            ("tool", Some("1.0"), Some("pypi")),
        ];
        assert_eq!(rows, expected);
        assert_eq!(read.modules.get("yaml"), Some(&vec!["pyyaml".to_owned()]));
        assert_eq!(read.modules.get("tool"), Some(&vec!["tool".to_owned()]));
        assert_eq!(read.notes, ["1 records of conda-meta could not be read"]);
    }

    #[test]
    fn conda_meta_alone_suffices() {
        let files = tree(&[("c:/copy/conda-meta/pyyaml-6.0-py311_1.json", YAML)]);
        let read = read(&files, &DataPath::new("c:/copy/conda-meta")).unwrap();
        assert_eq!((read.source.as_str(), read.packages.len(), read.notes.len()), ("conda-meta of copy", 1, 1));
    }

    #[test]
    fn a_python_without_conda_is_read_from_its_site_packages() {
        let files = tree(&[
            ("c:/Python27/python27.dll", ""),
            ("c:/Python27/Lib/site-packages/xlrd-0.9-py2.7.egg-info/PKG-INFO", "Name: xlrd\nVersion: 0.9\n"),
            ("c:/Python27/Lib/site-packages/xlrd-0.9-py2.7.egg-info/top_level.txt", "xlrd\n"),
        ]);
        let read = read(&files, &DataPath::new("c:/Python27")).unwrap();
        assert_eq!((read.python.as_deref(), read.modules.contains_key("xlrd")), (Some("2.7"), true));
    }

    #[test]
    fn any_other_folder_is_no_environment() {
        let files = tree(&[("c:/data/a.json", "{}"), ("c:/data/lib/x.txt", "")]);
        assert_eq!(read(&files, &DataPath::new("c:/data")), None);
    }
}
