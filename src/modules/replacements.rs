//! What stands in for standard library modules that Python 3 renamed or dropped.
//!
//! In: a top-level module name. Out: the replacement, as people would write it in a sentence.
//! Never says that code keeps working after a rename: it is a hint.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

#[derive(Deserialize, Default)]
struct Data<'a> {
    #[serde(borrow)]
    renamed: BTreeMap<&'a str, &'a str>,
    #[serde(borrow)]
    removed: BTreeMap<&'a str, &'a str>,
}

fn data() -> &'static Data<'static> {
    static DATA: OnceLock<Data<'static>> = OnceLock::new();
    DATA.get_or_init(|| serde_json::from_str(include_str!("../../assets/environments/py2_renames.json")).unwrap_or_default())
}

/// What Python 3 has instead of a module of Python 2 (`urllib2`: `urllib.request, urllib.error`).
pub fn replacement_in_python_3(name: &str) -> Option<&'static str> {
    data().renamed.get(name).copied()
}

/// What to use instead of a module that a later Python 3 removed (`imp`: `importlib`).
pub fn replacement_of_removed(name: &str) -> Option<&'static str> {
    data().removed.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renamed_and_removed_modules_have_hints() {
        assert_eq!(replacement_in_python_3("urllib2"), Some("urllib.request, urllib.error"));
        assert_eq!(replacement_in_python_3("arcpy.mapping"), Some("arcpy.mp"));
        assert_eq!(replacement_of_removed("imp"), Some("importlib"));
        assert_eq!(replacement_of_removed("os"), None);
    }
}
