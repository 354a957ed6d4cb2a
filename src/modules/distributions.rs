//! Which distribution brings an imported module.
//!
//! In: a dotted import name. Out: the distributions that may bring it, with how that was checked.
//! Never asks a package index: the table is built in. The listing of a real environment knows better where it is exact.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::top_level;

/// The distributions that may bring an import; any of them will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// The top-level name, or the longest known dotted name of a namespace package.
    pub import_name: String,
    /// What may bring it, best first; never empty.
    pub candidates: Vec<Candidate>,
    /// True where several distributions fill this namespace and the name does not say which one is meant.
    pub shared: bool,
}

/// One distribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its name on the Python index, where it is there.
    pub pip: Option<&'static str>,
    /// Its conda names, preferred first; empty where conda has none.
    pub conda: Vec<&'static str>,
    /// How the pair was checked, as a sentence.
    pub evidence: &'static str,
}

impl Candidate {
    /// Every name that an environment may list this distribution under.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.conda.iter().copied().chain(self.pip)
    }
}

/// The distributions that may bring `dotted`; `None` where the table does not know it.
pub fn distribution(dotted: &str) -> Option<Distribution> {
    let data = data();
    if let Some(known) = known_prefix(dotted) {
        let candidates = candidates([*data.dotted.get(known)?]);
        return Some(Distribution { import_name: known.to_owned(), candidates, shared: false });
    }
    let top = top_level(dotted);
    let candidates = candidates(data.imports.get(top)?.iter().copied());
    let shared = data.shared.split(' ').any(|name| name == top);
    (!candidates.is_empty()).then(|| Distribution { import_name: top.to_owned(), candidates, shared })
}

/// The names under which an import is reported: `from google.cloud import storage` is `google.cloud.storage`.
///
/// `names` are those taken by `from module import …`; several namespace members give several names.
pub fn reported_names(module: &str, names: &[String]) -> Vec<String> {
    let mut reported: Vec<String> = Vec::new();
    let members = names.iter().map(|name| format!("{module}.{name}"));
    for dotted in members.chain(names.is_empty().then(|| module.to_owned())) {
        let name = known_prefix(&dotted).unwrap_or_else(|| top_level(module)).to_owned();
        if !reported.contains(&name) {
            reported.push(name);
        }
    }
    reported
}

/// The longest known dotted name that `dotted` is or lies below.
fn known_prefix(dotted: &str) -> Option<&str> {
    let mut prefix = dotted;
    loop {
        if data().dotted.contains_key(prefix) {
            return Some(prefix);
        }
        prefix = prefix.get(..prefix.rfind('.')?)?;
    }
}

fn candidates(places: impl IntoIterator<Item = usize>) -> Vec<Candidate> {
    let rows = places.into_iter().filter_map(|place| data().distributions.get(place));
    rows.map(|(pip, conda, checked)| Candidate {
        pip: *pip,
        conda: conda.split(' ').filter(|name| !name.is_empty()).collect(),
        evidence: evidence(checked),
    })
    .collect()
}

fn evidence(checked: &str) -> &'static str {
    match checked {
        "wheel" => "Read from the file list of a wheel",
        "public-index" => "Named by an index of package metadata",
        "index-or-guess" => "The module has the project's name",
        _ => "Known by hand, not checked on a package",
    }
}

#[derive(Deserialize, Default)]
struct Data<'a> {
    #[serde(borrow)]
    distributions: Vec<(Option<&'a str>, &'a str, &'a str)>,
    #[serde(borrow)]
    imports: BTreeMap<&'a str, Vec<usize>>,
    #[serde(borrow)]
    dotted: BTreeMap<&'a str, usize>,
    shared: &'a str,
}

fn data() -> &'static Data<'static> {
    static DATA: OnceLock<Data<'static>> = OnceLock::new();
    DATA.get_or_init(|| serde_json::from_str(include_str!("../../assets/environments/import_map.json")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(dotted: &str) -> (String, Option<&'static str>, Option<&'static str>, bool) {
        let found = distribution(dotted).unwrap();
        let best = &found.candidates[0];
        (found.import_name.clone(), best.pip, best.conda.first().copied(), found.shared)
    }

    #[test]
    fn the_module_name_is_not_the_distribution_name() {
        assert_eq!(first("yaml"), ("yaml".into(), Some("PyYAML"), Some("pyyaml"), false));
        assert_eq!(first("PIL.Image"), ("PIL".into(), Some("pillow"), Some("pillow"), false));
        assert_eq!(first("shapefile"), ("shapefile".into(), Some("pyshp"), Some("pyshp"), false));
        assert_eq!(distribution("a_module_of_the_house"), None);
        assert_eq!(distribution(""), None);
    }

    #[test]
    fn any_of_several_distributions_will_do() {
        let found = distribution("cv2").unwrap();
        assert!(found.candidates.len() > 1);
    }

    #[test]
    fn namespace_packages_are_told_apart_by_their_dotted_name() {
        assert_eq!(first("google.protobuf.message").0, "google.protobuf");
        assert_eq!(first("google.protobuf.message").1, Some("protobuf"));
        assert!(distribution("google").unwrap().shared);
        assert_eq!(first("mpl_toolkits.mplot3d").1, Some("matplotlib"));
    }

    #[test]
    fn names_taken_from_a_namespace_are_modules_of_their_own() {
        let names =
            |module: &str, taken: &[&str]| reported_names(module, &taken.iter().map(|name| (*name).into()).collect::<Vec<_>>());
        assert_eq!(names("google.cloud", &["storage", "bigquery"]), ["google.cloud.storage", "google.cloud.bigquery"]);
        assert_eq!(names("numpy", &["array", "zeros"]), ["numpy"]);
        assert_eq!(names("os.path", &[]), ["os"]);
    }
}
