//! A Python environment as a value.
//!
//! In: filled by the readers and profiles. Out: lookups by distribution and by import name.
//! Never knows about servers: that is `target`.

use std::collections::BTreeMap;

/// What is known of one Python environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// Where the knowledge comes from, for people (`conda list of arcgispro-py3`, `default list of ArcGIS Pro 3.3`).
    pub source: String,
    /// The Python version (`3.11.8`), where known.
    pub python: Option<String>,
    /// The packages by normalised name (PEP 503: lower case, runs of `-_.` become `-`).
    pub packages: BTreeMap<String, Package>,
    /// Import name to the normalised names of the packages that bring it; only from a folder, else empty.
    pub modules: BTreeMap<String, Vec<String>>,
    /// Whether what is not listed is missing.
    pub completeness: Completeness,
    /// What a reader of the listing should know, as sentences.
    pub notes: Vec<String>,
}

/// Whether a listing names everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Completeness {
    /// What is not listed is not there.
    #[default]
    Complete,
    /// What is not listed may be there all the same, with the reason as a sentence.
    Partial(String),
}

/// An installed package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The name as the listing spells it.
    pub name: String,
    /// The version, where the listing gives one.
    pub version: Option<String>,
    /// The conda build.
    pub build: Option<String>,
    /// The conda channel, or `pypi`.
    pub channel: Option<String>,
}

impl Environment {
    /// The package of this name in any spelling (`PyYAML`, `typing_extensions`).
    pub fn package(&self, name: &str) -> Option<&Package> {
        self.packages.get(&normal_name(name))
    }

    /// Adds a package; the row `python` also tells the Python version. A name already there is kept.
    pub(super) fn add(&mut self, package: Package) {
        let name = normal_name(&package.name);
        if name == "python" && self.python.is_none() {
            self.python.clone_from(&package.version);
        }
        self.packages.entry(name).or_insert(package);
    }

    /// Notes that `package` brings these modules.
    pub(super) fn add_modules(&mut self, package: &str, modules: impl IntoIterator<Item = String>) {
        let package = normal_name(package);
        for module in modules {
            let packages = self.modules.entry(module).or_default();
            if !packages.contains(&package) {
                packages.push(package.clone());
            }
        }
    }
}

/// A package name as PEP 503 compares it: lower case, runs of `-`, `_`, `.` become one `-`.
pub fn normal_name(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    for letter in name.trim().chars() {
        match letter {
            '-' | '_' | '.' => {
                if !normal.ends_with('-') {
                    normal.push('-');
                }
            }
            other => normal.extend(other.to_lowercase()),
        }
    }
    normal
}
