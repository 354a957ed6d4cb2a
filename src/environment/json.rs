//! Reads listings in JSON: `conda list --json`, `pip list --format json`, `pip inspect`, `conda env export --json`.
//!
//! In: text. Out: an [`Environment`], or nothing where the JSON is none of these.
//! Never needs a key that only some versions write.

use serde_json::Value;

use super::conda_text::package_file;
use super::environment_file::{EnvironmentFile, environment_of};
use super::pip_text::ONLY_PIP;
use super::{Completeness, Environment, Package};

/// Reads any of the JSON forms.
pub(super) fn read(text: &str) -> Option<Environment> {
    // A prompt or a warning may stand before the JSON that was copied from a terminal.
    let start = text.find(['[', '{'])?;
    let mut values = serde_json::Deserializer::from_str(text.get(start..)?).into_iter::<Value>();
    let environment = match values.next()?.ok()? {
        Value::Array(rows) => list(&rows)?,
        Value::Object(object) => match (object.get("installed"), object.get("dependencies")) {
            (Some(Value::Array(installed)), _) => inspect(installed, object.get("environment")),
            (_, Some(Value::Array(dependencies))) => exported(dependencies),
            _ => return None,
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
    };
    (!environment.packages.is_empty()).then_some(environment)
}

fn list(rows: &[Value]) -> Option<Environment> {
    let is_conda = rows.iter().any(|row| row.is_string() || row.get("build_string").is_some() || row.get("dist_name").is_some());
    let mut environment = if is_conda {
        Environment { source: "conda list --json".to_owned(), ..Environment::default() }
    } else {
        only_pip("pip list")
    };
    for row in rows {
        let package = match row {
            // conda before 4.3 wrote one text a package.
            Value::String(stem) => package_file(stem.rsplit("::").next()?, None),
            row => package(row, is_conda),
        };
        if let Some(package) = package {
            environment.add(package);
        }
    }
    Some(environment)
}

fn package(row: &Value, is_conda: bool) -> Option<Package> {
    let channel = if is_conda { text(row, "channel") } else { Some("pypi".to_owned()) };
    Some(Package { name: text(row, "name")?, version: text(row, "version"), build: text(row, "build_string"), channel })
}

fn inspect(installed: &[Value], environment: Option<&Value>) -> Environment {
    let mut read = only_pip("pip inspect");
    read.python = environment.and_then(|environment| text(environment, "python_full_version"));
    for row in installed {
        if let Some(package) = row.get("metadata").and_then(|metadata| package(metadata, false)) {
            read.add(package);
        }
    }
    read
}

fn exported(dependencies: &[Value]) -> Environment {
    let mut file = EnvironmentFile::default();
    for row in dependencies {
        match row {
            Value::String(spec) => file.conda.push(spec.clone()),
            Value::Object(more) => {
                let pip = more.get("pip").and_then(Value::as_array).into_iter().flatten();
                file.pip.extend(pip.filter_map(Value::as_str).map(str::to_owned));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {}
        }
    }
    environment_of(&file)
}

fn only_pip(source: &str) -> Environment {
    let completeness = Completeness::Partial(ONLY_PIP.to_owned());
    Environment { source: source.to_owned(), completeness, ..Environment::default() }
}

fn text(row: &Value, key: &str) -> Option<String> {
    row.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conda_json_is_complete_and_pip_json_is_not() {
        let conda =
            read(r#"[{"name": "python", "version": "3.11.8", "build_string": "h1", "channel": "esri"}, {"name": null}, 7]"#);
        let conda = conda.unwrap();
        assert_eq!((conda.python.as_deref(), &conda.completeness), (Some("3.11.8"), &Completeness::Complete));
        let pip = read(r#"[{"name": "PyYAML", "version": "6.0"}]"#).unwrap();
        assert!(pip.package("pyyaml").is_some() && matches!(pip.completeness, Completeness::Partial(_)));
    }

    #[test]
    fn pip_inspect_tells_the_python_version() {
        let read = read(r#"{"version": "1", "installed": [{"metadata": {"name": "numpy", "version": "1.0"}}], "environment": {"python_full_version": "3.9.1"}}"#).unwrap();
        assert_eq!((read.python.as_deref(), read.packages.len()), (Some("3.9.1"), 1));
    }

    #[test]
    fn other_json_is_refused() {
        for other in ["{}", "[]", r#"{"a": [1]}"#, "[1, 2]", "[[[[", "\"x\"", "nonsense"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
