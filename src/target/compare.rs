//! What one target has of one imported module.
//!
//! In: a target, an imported module, the workstation's environment. Out: a [`Status`].
//! Never says "missing" from a list that may be incomplete, and never "present" of what cannot run there.

use super::version::{Difference, difference};
use super::{Os, Status, Target, python_of};
use crate::environment::{Completeness, Environment, Package};
use crate::modules::{
    Distribution, LinuxVerdict, ModuleClass, PythonVersion, StandardModule, distribution, in_security_subset, on_linux,
    replacement_in_python_3, replacement_of_removed, reported_names, standard_module, top_level,
};

/// A module that scripts import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedModule {
    /// The dotted name (`google.cloud`).
    pub name: String,
    /// What it is.
    pub class: ModuleClass,
    /// The names taken from it (`storage`): of a namespace package they are modules of their own.
    pub names: Vec<String>,
}

/// What `target` has of `import`; of several namespace members, the one that is worst off.
pub fn status(target: &Target, import: &ImportedModule, workstation: Option<&Environment>) -> Status {
    match import.class {
        ModuleClass::Local => Status::NotApplicable,
        ModuleClass::ArcGis => arcgis(&import.name),
        ModuleClass::StandardLibrary | ModuleClass::ThirdParty => {
            let top = top_level(&import.name);
            match standard_module(top).filter(|module| module.is_in(python_of(target))) {
                Some(module) => standard(top, module),
                None => reported_names(&import.name, &import.names)
                    .iter()
                    .map(|name| not_standard(target, name, workstation))
                    .max_by_key(severity)
                    .unwrap_or(Status::Missing),
            }
        }
    }
}

fn severity(status: &Status) -> u8 {
    match status {
        Status::NotApplicable => 0,
        Status::Present(_) => 1,
        Status::VersionDiffers { .. } => 2,
        Status::Unsure(_) => 3,
        Status::Missing => 4,
        Status::Unsupported(_) => 5,
    }
}

fn arcgis(name: &str) -> Status {
    match top_level(name) {
        "pythonaddins" => Status::Unsupported("pythonaddins exists only in ArcMap itself, not on servers".to_owned()),
        _ => Status::NotApplicable,
    }
}

/// A module of the target's own standard library.
fn standard(top: &str, module: StandardModule) -> Status {
    if module.not_on_windows {
        let reason = format!("{top} does not exist in Windows Python, which runs geoprocessing services on Windows and on Linux");
        return Status::Unsupported(reason);
    }
    Status::NotApplicable
}

/// A third-party module, or one of another Python's standard library.
fn not_standard(target: &Target, name: &str, workstation: Option<&Environment>) -> Status {
    let top = top_level(name);
    let linux = if target.os == Os::Linux { on_linux(top) } else { None };
    if let Some(LinuxVerdict::Unsupported(reason)) = linux {
        return Status::Unsupported(format!("{top} {reason}"));
    }
    let status = installed(target, name, workstation);
    match (linux, &status) {
        (_, Status::Missing | Status::Unsure(_)) => other_python(target, top).map_or(status, Status::Unsupported),
        (Some(LinuxVerdict::Unsure(reason)), _) => Status::Unsure(format!("{top} {reason}")),
        (None | Some(LinuxVerdict::Unsupported(_)), _) => status,
    }
}

/// Why a module of another Python's standard library is not in the target's.
fn other_python(target: &Target, top: &str) -> Option<String> {
    let module = standard_module(top)?;
    let python = python_of(target);
    if python < module.first {
        return Some(format!(
            "{top} is in the standard library from Python {} on, and the server has Python {python}",
            module.first
        ));
    }
    let last = module.last?;
    let (what, hint) = if last == PythonVersion::TWO {
        (format!("{top} is a module of Python 2, and the server has Python {python}"), replacement_in_python_3(top))
    } else {
        let what = format!("{top} was removed from the standard library after Python {last}, and the server has Python {python}");
        (what, replacement_of_removed(top).or_else(|| replacement_in_python_3(top)))
    };
    Some(hint.map_or_else(|| what.clone(), |hint| format!("{what}; use {hint}")))
}

/// Looks a module up among the packages of the target.
fn installed(target: &Target, name: &str, workstation: Option<&Environment>) -> Status {
    let environment = &target.environment;
    let known = distribution(name);
    match package_of(environment, name, known.as_ref()) {
        Some(package) if is_shared_guess(environment, name, known.as_ref()) => {
            let rows = (top_level(name), &package.name);
            Status::Unsure(format!(
                "several packages fill {}, and the list has {}, which may not be the one meant",
                rows.0, rows.1
            ))
        }
        Some(package) => compared(package, workstation.and_then(|workstation| package_of(workstation, name, known.as_ref()))),
        None => absent(environment, name, known.is_some()),
    }
}

/// The version of the package that brings `name` in an environment; `None` where it is not installed or not told.
pub fn installed_version(environment: &Environment, name: &str) -> Option<String> {
    package_of(environment, name, distribution(name).as_ref())?.version.clone()
}

/// True where the name of a namespace alone answered, and no folder tells exactly.
fn is_shared_guess(environment: &Environment, name: &str, known: Option<&Distribution>) -> bool {
    known.is_some_and(|known| known.shared) && exact(environment, name).is_none()
}

/// The package that brings `name`: exactly from a folder, else by the names of its distributions.
fn package_of<'a>(environment: &'a Environment, name: &str, known: Option<&Distribution>) -> Option<&'a Package> {
    let by_name = || {
        let candidates = known.into_iter().flat_map(|known| &known.candidates);
        candidates.flat_map(|candidate| candidate.names()).find_map(|name| environment.package(name))
    };
    // A dotted name of the table is sure of its distribution; a folder may know only the namespace around it.
    let is_member = known.is_some_and(|known| known.import_name.contains('.'));
    if is_member {
        return by_name();
    }
    let same_name = || if known.is_none() { environment.package(top_level(name)) } else { None };
    exact(environment, name).or_else(by_name).or_else(same_name)
}

/// The package that a folder's own files name.
fn exact<'a>(environment: &'a Environment, name: &str) -> Option<&'a Package> {
    let mut prefix = Some(name);
    while let Some(module) = prefix {
        if let Some(packages) = environment.modules.get(module) {
            return packages.iter().find_map(|package| environment.packages.get(package));
        }
        prefix = module.rsplit_once('.').map(|(outer, _)| outer);
    }
    let inside = format!("{name}.");
    let members = environment.modules.range(inside.clone()..).next().filter(|(module, _)| module.starts_with(&inside));
    members.and_then(|(_, packages)| packages.first()).and_then(|package| environment.packages.get(package))
}

fn compared(package: &Package, workstation: Option<&Package>) -> Status {
    let server = package.version.clone();
    let theirs = workstation.and_then(|package| package.version.clone());
    match (server, theirs) {
        (Some(server), Some(workstation)) => match difference(&server, &workstation) {
            Difference::None => Status::Present(Some(server)),
            Difference::Patch => Status::VersionDiffers { server, workstation, patch_only: true },
            Difference::Minor => Status::VersionDiffers { server, workstation, patch_only: false },
        },
        (server, _) => Status::Present(server),
    }
}

fn absent(environment: &Environment, name: &str, is_known: bool) -> Status {
    let top = top_level(name);
    if in_security_subset(top) && environment.package("pywin32-security").is_some() {
        return Status::Unsure(format!("pywin32-security is there, a part of pywin32 that is believed to bring {top}"));
    }
    if let Completeness::Partial(reason) = &environment.completeness {
        return Status::Unsure(reason.clone());
    }
    // A name list tells no module names: of an unknown module, a package named much like it may be the one.
    let plain = top.to_lowercase();
    let alike = [format!("python-{plain}"), format!("py{plain}"), format!("{plain}-python")];
    let found = alike.iter().find_map(|name| environment.package(name)).filter(|_| !is_known && environment.modules.is_empty());
    match found {
        Some(package) => Status::Unsure(format!("the list has {}, which may bring {top}", package.name)),
        None => Status::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::read_text;
    use crate::modules::classify;
    use crate::target::{find, with_listing};

    fn target(name: &str) -> Target {
        find(name, None).unwrap()
    }

    fn on(target: &Target, name: &str) -> Status {
        let class = classify(name, false, python_of(target));
        status(target, &ImportedModule { name: name.into(), class, names: Vec::new() }, None)
    }

    fn present(version: &str) -> Status {
        Status::Present(Some(version.into()))
    }

    #[test]
    fn default_lists_tell_present_and_missing() {
        let server = target("11.3");
        assert_eq!(on(&server, "numpy"), present("1.24.3"));
        assert_eq!(on(&server, "yaml").name(), "present");
        assert_eq!(on(&server, "PIL.Image").name(), "present");
        assert_eq!(on(&server, "arcgis.gis"), present("2.3.0"));
        assert_eq!(on(&server, "geopandas"), Status::Missing);
        assert_eq!(on(&server, "a_module_of_the_house"), Status::Missing);
        assert_eq!(on(&server, "arcpy.da"), Status::NotApplicable);
        assert_eq!(on(&server, "json"), Status::NotApplicable);
    }

    #[test]
    fn what_an_upgrade_took_away_is_missing() {
        assert_eq!(on(&target("11.5"), "shapefile").name(), "present");
        assert_eq!(on(&target("12.0"), "shapefile"), Status::Missing);
    }

    #[test]
    fn partial_lists_never_say_missing() {
        let server = target("10.8.1-arcmap");
        assert_eq!(on(&server, "numpy"), present("1.9.3"));
        assert_eq!(on(&server, "xlrd").name(), "unsure");
    }

    #[test]
    fn modules_that_need_windows_do_not_work_on_linux() {
        assert_eq!(on(&target("11.1-linux"), "win32com.client").name(), "unsupported");
        assert_eq!(on(&target("11.1-linux"), "winreg"), Status::NotApplicable);
        assert_eq!(on(&target("11.1"), "win32com.client"), Status::Missing);
        assert_eq!(on(&target("11.1"), "win32api").name(), "unsure");
        assert_eq!(on(&target("11.1-linux"), "fcntl").name(), "unsupported");
        assert_eq!(on(&target("11.1"), "fcntl").name(), "unsupported");
    }

    #[test]
    fn modules_of_other_pythons_are_unsupported_with_a_hint() {
        let reason = |name: &str, module: &str| match on(&target(name), module) {
            Status::Unsupported(reason) => reason,
            other => format!("{other:?}"),
        };
        assert_eq!(
            reason("11.3", "urllib2"),
            "urllib2 is a module of Python 2, and the server has Python 3.11; use urllib.request, urllib.error"
        );
        assert!(reason("12.0", "imp").ends_with("and the server has Python 3.13; use importlib"));
        assert!(reason("11.1", "tomllib").contains("from Python 3.11 on"));
        assert_eq!(on(&target("10.8-arcmap"), "urllib2"), Status::NotApplicable);
        assert!(reason("10.8-arcmap", "asyncio").contains("Python 2.7"));
    }

    #[test]
    fn versions_are_compared_with_the_workstation() {
        let server = with_listing(
            target("11.3"),
            read_text("# Name Version\nnumpy 1.24.3 p\npython-dateutil 2.9.0post0 p\npandas 2.0.2 p\n").unwrap(),
        );
        let workstation = read_text("# Name Version\nnumpy 1.24.9 p\npython-dateutil 2.9.0.post0 p\npandas 1.5.0 p\n").unwrap();
        let compared = |name: &str| {
            let import = ImportedModule { name: name.into(), class: ModuleClass::ThirdParty, names: Vec::new() };
            match status(&server, &import, Some(&workstation)) {
                Status::VersionDiffers { server, workstation, patch_only } => format!("{server} {workstation} {patch_only}"),
                other => other.name().to_owned(),
            }
        };
        assert_eq!(compared("numpy"), "1.24.3 1.24.9 true");
        assert_eq!(compared("pandas"), "2.0.2 1.5.0 false");
        assert_eq!(compared("dateutil"), "present");
    }

    #[test]
    fn namespaces_are_judged_by_their_members() {
        let server = with_listing(target("11.3"), read_text("# Name Version\nprotobuf 4.0 p\n").unwrap());
        let of = |name: &str, names: &[&str]| {
            let names = names.iter().map(|name| (*name).to_owned()).collect();
            status(&server, &ImportedModule { name: name.into(), class: ModuleClass::ThirdParty, names }, None)
        };
        assert_eq!(of("google.protobuf", &[]), present("4.0"));
        assert_eq!(of("google.cloud", &["storage"]), Status::Missing);
        assert_eq!(of("google", &["protobuf"]), present("4.0"));
        assert_eq!(of("google.something", &[]).name(), "unsure");
    }

    #[test]
    fn a_folder_knows_modules_that_no_table_knows() {
        let mut listing = read_text("# Name Version\nhouse-tools 1.0 p\n").unwrap();
        listing.modules.insert("a_module_of_the_house".into(), vec!["house-tools".into()]);
        let server = with_listing(target("11.3"), listing);
        assert_eq!(on(&server, "a_module_of_the_house.sub"), present("1.0"));
        assert_eq!(on(&server, "another"), Status::Missing);
    }
}
