//! The modules that a package's files make importable.
//!
//! In: paths below `site-packages`. Out: dotted module names; of a namespace, the packages inside it.
//! Never opens a file.

use std::collections::BTreeSet;

/// Modules deeper than this are data of some package, not modules that scripts import.
const DEEPEST: usize = 4;

/// The part of a path behind `Lib/site-packages/` or `lib/python3.11/site-packages/`.
pub(super) fn below_site_packages(path: &str) -> Option<&str> {
    let (before, rest) = path.split_once("site-packages/")?;
    let before = before.trim_end_matches('/');
    let is_library = before.is_empty() || before.eq_ignore_ascii_case("lib") || before.starts_with("lib/python");
    is_library.then_some(rest)
}

/// The outermost regular packages and plain modules among `paths`.
pub(super) fn modules<'a>(paths: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let sources: Vec<&str> = paths.into_iter().filter(|path| is_module_file(path)).collect();
    let packages: BTreeSet<&str> = sources.iter().filter_map(|path| package_of_init(path)).collect();
    let mut found = BTreeSet::new();
    for path in sources {
        let outermost = path.match_indices('/').filter_map(|(at, _)| path.get(..at)).find(|folder| packages.contains(folder));
        let name = match outermost {
            Some(package) => package,
            None => without_suffix(path),
        };
        let parts: Vec<&str> = name.split('/').collect();
        if parts.len() <= DEEPEST && parts.iter().all(|part| is_identifier(part)) {
            found.insert(parts.join("."));
        }
    }
    found
}

fn is_module_file(path: &str) -> bool {
    let top = path.split('/').next().unwrap_or_default();
    let is_metadata = [".dist-info", ".egg-info", ".libs", ".data"].iter().any(|suffix| top.ends_with(suffix));
    !is_metadata && !path.contains("__pycache__") && [".py", ".pyd", ".so"].iter().any(|suffix| path.ends_with(suffix))
}

fn package_of_init(path: &str) -> Option<&str> {
    let (folder, file) = path.rsplit_once('/')?;
    file.starts_with("__init__.").then_some(folder)
}

/// `win32/win32api.pyd` without what follows the first dot of the file name.
fn without_suffix(path: &str) -> &str {
    let file = path.rfind('/').map_or(0, |at| at + 1);
    let dot = path.get(file..).and_then(|name| name.find('.')).map_or(path.len(), |at| file + at);
    path.get(..dot).unwrap_or(path)
}

fn is_identifier(name: &str) -> bool {
    let starts = name.starts_with(|letter: char| letter == '_' || letter.is_alphabetic());
    starts && name.chars().all(|letter| letter == '_' || letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[&str]) -> Vec<String> {
        modules(paths.iter().copied()).into_iter().collect()
    }

    #[test]
    fn packages_modules_and_extensions_are_named() {
        let paths =
            ["yaml/__init__.py", "yaml/loader.py", "_yaml.cp311-win_amd64.pyd", "six.py", "six-1.0.dist-info/x.py", "readme.txt"];
        assert_eq!(names(&paths), ["_yaml", "six", "yaml"]);
        assert_eq!(names(&["a/__pycache__/b.py", "bad-name.py", "../../bin/x.py"]), Vec::<String>::new());
    }

    #[test]
    fn a_namespace_gives_the_packages_inside() {
        assert_eq!(names(&["google/protobuf/__init__.py", "google/protobuf/message.py"]), ["google.protobuf"]);
    }

    #[test]
    fn site_packages_are_found_on_both_systems() {
        assert_eq!(below_site_packages("Lib/site-packages/six.py"), Some("six.py"));
        assert_eq!(below_site_packages("lib/python3.11/site-packages/six.py"), Some("six.py"));
        assert_eq!(below_site_packages("share/site-packages/six.py"), None);
        assert_eq!(below_site_packages("Lib/os.py"), None);
    }
}
