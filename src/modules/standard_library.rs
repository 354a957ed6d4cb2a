//! The standard library by Python version.
//!
//! In: a top-level module name. Out: since when and until when Python has it, and whether Windows does.
//! Never looks below the top level: submodules that came or went are not known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

use super::PythonVersion;

/// A module of the standard library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandardModule {
    /// The first Python that has it (2.7 stands for 2.7 and earlier).
    pub first: PythonVersion,
    /// The last Python that has it; `None` where the newest known one does.
    pub last: Option<PythonVersion>,
    /// True where only Windows has it.
    pub windows_only: bool,
    /// True where Windows does not have it.
    pub not_on_windows: bool,
}

impl StandardModule {
    /// True if this Python has the module, on some operating system.
    pub fn is_in(&self, python: PythonVersion) -> bool {
        self.first <= python && self.last.is_none_or(|last| python <= last)
    }
}

/// True if the standard library of `python` has this top-level module.
pub fn is_standard(top_level: &str, python: PythonVersion) -> bool {
    standard_module(top_level).is_some_and(|module| module.is_in(python))
}

/// What is known of a standard library module of any version.
pub fn standard_module(top_level: &str) -> Option<StandardModule> {
    table().get(top_level).copied()
}

#[derive(Deserialize, Default)]
struct Data<'a> {
    /// `2.7-3.11` to the names that lived that long; nothing behind the dash means: still there.
    #[serde(borrow)]
    modules: BTreeMap<&'a str, &'a str>,
    windows_only: &'a str,
    not_on_windows: &'a str,
}

fn table() -> &'static BTreeMap<&'static str, StandardModule> {
    static TABLE: OnceLock<BTreeMap<&'static str, StandardModule>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let text = include_str!("../../assets/environments/standard_library.json");
        let data: Data<'static> = serde_json::from_str(text).unwrap_or_default();
        let windows_only: BTreeSet<&str> = data.windows_only.split(' ').collect();
        let not_on_windows: BTreeSet<&str> = data.not_on_windows.split(' ').collect();
        let mut table = BTreeMap::new();
        for (lifetime, names) in data.modules {
            let Some((first, last)) = lifetime.split_once('-') else { continue };
            let Some(first) = PythonVersion::parse(first) else { continue };
            for name in names.split(' ') {
                let module = StandardModule {
                    first,
                    last: PythonVersion::parse(last),
                    windows_only: windows_only.contains(name),
                    not_on_windows: not_on_windows.contains(name),
                };
                table.insert(name, module);
            }
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn python(major: u8, minor: u8) -> PythonVersion {
        PythonVersion { major, minor }
    }

    #[test]
    fn modules_come_and_go_with_versions() {
        assert!(is_standard("os", PythonVersion::TWO) && is_standard("os", python(3, 14)));
        assert!(is_standard("urllib2", PythonVersion::TWO) && !is_standard("urllib2", python(3, 9)));
        assert!(is_standard("imp", python(3, 11)) && !is_standard("imp", python(3, 13)));
        assert!(is_standard("tomllib", python(3, 11)) && !is_standard("tomllib", python(3, 9)));
        assert!(!is_standard("numpy", python(3, 11)));
    }

    #[test]
    fn platforms_are_known() {
        assert!(standard_module("winreg").is_some_and(|module| module.windows_only));
        assert!(standard_module("fcntl").is_some_and(|module| module.not_on_windows));
        assert!(standard_module("json").is_some_and(|module| !module.windows_only && !module.not_on_windows));
    }
}
