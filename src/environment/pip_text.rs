//! Reads what pip prints: `pip list` in columns, and `name==version` lines of `pip freeze` and `pip list --format freeze`.
//!
//! In: text. Out: an [`Environment`], always partial, or nothing where the text is no such list.
//! Never makes up a version: a line that names a folder or repository has none.

use super::conda_text::is_name;
use super::{Completeness, Environment, Package};

/// Why a list of pip's cannot show that something is missing.
pub(super) const ONLY_PIP: &str = "pip lists only what pip can see, so conda packages may be left out";

/// `pip list`: a header, a line of dashes, rows.
pub(super) fn columns(text: &str) -> Option<Environment> {
    let mut lines = text.lines().skip_while(|line| !line.starts_with("Package ")).skip(1);
    if !lines.next()?.starts_with("---") {
        return None;
    }
    let mut environment = listing("pip list");
    for line in lines {
        let mut tokens = line.split_whitespace();
        if let (Some(name), Some(version)) = (tokens.next(), tokens.next()) {
            add(&mut environment, name, Some(version));
        }
    }
    (!environment.packages.is_empty()).then_some(environment)
}

/// `pip freeze`: `name==version`, `name @ URL`, `-e path`, comments, options.
pub(super) fn freeze(text: &str) -> Option<Environment> {
    let mut environment = listing("pip freeze");
    let mut unknown = 0;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(comment) = line.strip_prefix('#') {
            // `# Editable install with no version control (my-tool==0.3.0)` is the only place that names it.
            let inner = comment.split_once("(").and_then(|(_, rest)| rest.strip_suffix(')'));
            if let Some((name, version)) = inner.and_then(|inner| inner.split_once("==")) {
                add(&mut environment, name, Some(version));
            }
        } else if let Some((name, version)) = line.split_once("==") {
            add(&mut environment, name, version.split([' ', ';']).next());
        } else if let Some((name, url)) = line.split_once(" @ ") {
            let version = wheel_version(url);
            unknown += usize::from(version.is_none());
            add(&mut environment, name, version);
        } else if let Some((_, name)) = line.split_once("#egg=") {
            unknown += 1;
            add(&mut environment, name, None);
        } else if !line.starts_with('-') {
            return None;
        }
    }
    if unknown > 0 {
        environment.notes.push(format!("{unknown} packages are listed without a version; conda list or pip list tells it"));
    }
    (!environment.packages.is_empty()).then_some(environment)
}

fn listing(source: &str) -> Environment {
    let completeness = Completeness::Partial(ONLY_PIP.to_owned());
    Environment { source: source.to_owned(), completeness, ..Environment::default() }
}

fn add(environment: &mut Environment, name: &str, version: Option<&str>) {
    let name = name.split('[').next().unwrap_or_default().trim();
    if is_name(name) {
        let version = version.map(|version| version.trim().to_owned()).filter(|version| !version.is_empty());
        environment.add(Package { name: name.to_owned(), version, build: None, channel: Some("pypi".to_owned()) });
    }
}

/// The version in the file name of a wheel.
fn wheel_version(url: &str) -> Option<&str> {
    let file = url.split('#').next()?.rsplit('/').next()?.strip_suffix(".whl")?;
    file.split('-').nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(environment: &Environment) -> Vec<(&str, Option<&str>)> {
        environment.packages.iter().map(|(name, package)| (name.as_str(), package.version.as_deref())).collect()
    }

    #[test]
    fn columns_of_pip_list_are_read_with_editable_rows() {
        let list =
            columns("Package Version Editable project location\n------- ------- ----\nmy-tool 0.3.0   /home/proj\nPyYAML 6.0\n");
        assert_eq!(versions(&list.unwrap()), [("my-tool", Some("0.3.0")), ("pyyaml", Some("6.0"))]);
        assert_eq!(columns("Package delivery\nat noon\n"), None);
    }

    #[test]
    fn freeze_lines_give_what_they_can() {
        let list = freeze(
            "dir-tool @ file:///home/dirp\n# Editable install with no version control (my-tool==0.3.0)\n-e /home/proj\n\
             PyYAML==6.0.3\nusaddress @ file:///whl/usaddress-0.5.16-py3-none-any.whl#sha256=ce\n",
        )
        .unwrap();
        let expected = [("dir-tool", None), ("my-tool", Some("0.3.0")), ("pyyaml", Some("6.0.3")), ("usaddress", Some("0.5.16"))];
        assert_eq!(versions(&list), expected);
        assert_eq!(list.notes.len(), 1);
        assert_eq!(freeze("just\nprose\n"), None);
    }
}
