//! Reads environment files: `conda env export` and `environment.yml` written by hand.
//!
//! In: YAML text as conda writes it (a list of texts below `dependencies`, one list below `pip`). Out: an [`Environment`].
//! Never reads YAML beyond that form; a file that asks for packages instead of listing them is partial.

use super::conda_text::is_name;
use super::{Completeness, Environment, Package};

/// The dependencies of an environment file.
#[derive(Default)]
pub(super) struct EnvironmentFile {
    /// `name=version=build`, `channel::name=version`, `name`.
    pub(super) conda: Vec<String>,
    /// `name==version`.
    pub(super) pip: Vec<String>,
}

/// Reads the YAML form.
pub(super) fn read(text: &str) -> Option<Environment> {
    let mut file = EnvironmentFile::default();
    let mut in_dependencies = false;
    let mut pip_indent = None;
    for line in text.lines().map(|line| line.split(" #").next().unwrap_or_default()) {
        let indent = line.len() - line.trim_start().len();
        let Some(item) = line.trim().strip_prefix("- ") else {
            if indent == 0 && !line.trim().is_empty() && !line.starts_with('#') {
                in_dependencies = line.trim_end() == "dependencies:";
            }
            continue;
        };
        let item = item.trim().trim_matches(['"', '\'']);
        if !in_dependencies {
            continue;
        }
        if item == "pip:" {
            pip_indent = Some(indent);
        } else if pip_indent.is_some_and(|outer| indent > outer) {
            file.pip.push(item.to_owned());
        } else {
            file.conda.push(item.to_owned());
        }
    }
    let environment = environment_of(&file);
    (!environment.packages.is_empty()).then_some(environment)
}

/// The packages that the dependencies name.
pub(super) fn environment_of(file: &EnvironmentFile) -> Environment {
    let mut environment = Environment { source: "conda env export".to_owned(), ..Environment::default() };
    let mut all_built = true;
    for spec in &file.conda {
        let Some(package) = conda_spec(spec) else { continue };
        all_built &= package.build.is_some();
        environment.add(package);
    }
    for spec in &file.pip {
        let (name, version) =
            spec.split_once("==").map_or((spec.as_str(), None), |(name, version)| (name, Some(version.trim().to_owned())));
        let name = name.split(['[', ' ', '<', '>', '~', '!']).next().unwrap_or_default();
        if is_name(name) {
            environment.add(Package { name: name.to_owned(), version, build: None, channel: Some("pypi".to_owned()) });
        }
    }
    if !all_built {
        let reason = "an environment file without builds may name only what was asked for, not what came with it";
        environment.completeness = Completeness::Partial(reason.to_owned());
    }
    environment
}

fn conda_spec(spec: &str) -> Option<Package> {
    let (channel, spec) = spec.split_once("::").map_or((None, spec), |(channel, rest)| (Some(channel.to_owned()), rest));
    let spec = spec.split('[').next().unwrap_or_default().trim();
    let end = spec.find(['=', '<', '>', '~', '!', ' ']).unwrap_or(spec.len());
    let (name, rest) = spec.split_at_checked(end)?;
    if !is_name(name) {
        return None;
    }
    // Only `name=1.2=build` states a fact; ranges and wildcards are wishes.
    let pinned = rest.strip_prefix("==").or_else(|| rest.strip_prefix('=')).filter(|rest| !rest.contains(['*', '<', '>', ',']));
    let mut parts = pinned.unwrap_or_default().splitn(2, '=').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty());
    Some(Package { name: name.to_owned(), version: parts.next(), build: parts.next(), channel })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_with_builds_is_complete_with_its_pip_part() {
        let read = read(
            "name: x\nchannels:\n  - defaults\ndependencies:\n  - python=3.6.6=hc1\n  - esri::gdal=3.7.0=py39_1\n  - pip:\n    - PyYAML==6.0\nprefix: /x\n",
        )
        .unwrap();
        assert_eq!((read.packages.len(), read.python.as_deref()), (3, Some("3.6.6")));
        assert_eq!(read.completeness, Completeness::Complete);
        assert_eq!(read.package("gdal").unwrap().channel.as_deref(), Some("esri"));
        assert!(read.package("defaults").is_none());
    }

    #[test]
    fn wishes_are_partial_and_have_no_version() {
        let read = read("dependencies:\n- python=3.6\n- numpy>=1.2\n- \"pandas=1.*\"\n- scipy\n").unwrap();
        assert!(matches!(read.completeness, Completeness::Partial(_)));
        assert!(["numpy", "pandas", "scipy"].iter().all(|name| read.package(name).unwrap().version.is_none()));
        assert_eq!(super::read("steps:\n - a\n"), None);
    }
}
