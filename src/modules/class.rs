//! The class of an imported module.
//!
//! In: the dotted name, the target's Python, whether a local file answers. Out: a [`ModuleClass`].
//! Never asks a server: what a target has is decided in `target`.

use super::{PythonVersion, is_standard, top_level};

/// What an imported module is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ModuleClass {
    /// A file or folder of the publisher.
    Local,
    /// ArcGIS' own.
    ArcGis,
    /// In the standard library of the target's Python, else of Python 2.7.
    StandardLibrary,
    /// Anything else: the server must have it installed.
    ThirdParty,
}

impl ModuleClass {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::ArcGis => "arcgis",
            Self::StandardLibrary => "standard_library",
            Self::ThirdParty => "third_party",
        }
    }
}

/// ArcGIS' own modules at the top level.
///
/// Beside arcpy and its forerunner: the product modules that a script imports to set its licence, as "Accessing licenses and
/// extensions in Python" lists them.
const OF_ARCGIS: [&str; 9] =
    ["arcpy", "arcgisscripting", "pythonaddins", "arcinfo", "arceditor", "arcview", "arcserver", "arcengine", "arcenginegeodb"];

/// The class of `dotted`, judged in the order local, ArcGIS, standard library, third party.
pub fn classify(dotted: &str, is_local: bool, python: PythonVersion) -> ModuleClass {
    let top = top_level(dotted);
    // The ArcGIS API for Python (`arcgis`) is a package like any other: default lists tell whether a release has it.
    if is_local {
        ModuleClass::Local
    } else if OF_ARCGIS.contains(&top) {
        ModuleClass::ArcGis
    } else if is_standard(top, python) || is_standard(top, PythonVersion::TWO) {
        ModuleClass::StandardLibrary
    } else {
        ModuleClass::ThirdParty
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_judged_local_first() {
        let python = PythonVersion { major: 3, minor: 11 };
        let class = |name| classify(name, false, python).name();
        assert_eq!(classify("json", true, python), ModuleClass::Local);
        assert_eq!(class("arcpy.da"), "arcgis");
        assert_eq!(class("arcinfo"), "arcgis");
        assert_eq!(class("xml.etree"), "standard_library");
        assert_eq!(class("urllib2"), "standard_library");
        assert_eq!(class("arcgis.gis"), "third_party");
        assert_eq!(class("numpy"), "third_party");
    }
}
