//! The default Python environments of ArcGIS releases, as far as they are published.
//!
//! In: the built-in lists. Out: [`Profile`]s, and the release that a listing shows.
//! Never claims to be a server's own list: `target` derives those and says so.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::{Completeness, Environment, Package};

/// One release's default environment.
#[derive(Debug, Deserialize)]
pub struct Profile {
    /// `arcgis-pro` or `arcmap`.
    pub product: &'static str,
    /// `3.3`.
    pub version: &'static str,
    /// The operating system that the list is of.
    pub os: &'static str,
    /// The Python version.
    pub python: &'static str,
    /// `documented`, or `partial` where only some packages are known.
    pub confidence: &'static str,
    /// Where the list comes from.
    pub source: &'static str,
    /// Package names and versions.
    pub packages: BTreeMap<&'static str, Option<&'static str>>,
}

impl Profile {
    /// The product and version for people.
    pub fn title(&self) -> String {
        let product = if self.product == "arcmap" { "ArcMap" } else { "ArcGIS Pro" };
        format!("{product} {}", self.version)
    }

    /// The list as an environment.
    pub fn environment(&self) -> Environment {
        let mut environment = Environment {
            source: format!("default list of {}", self.title()),
            python: Some(self.python.to_owned()),
            ..Environment::default()
        };
        if self.confidence == "partial" {
            let reason = format!("only some packages of {} are known", self.title());
            environment.completeness = Completeness::Partial(reason);
        }
        for (name, version) in &self.packages {
            let version = version.map(str::to_owned);
            environment.add(Package { name: (*name).to_owned(), version, build: None, channel: None });
        }
        environment
    }
}

/// Every release with data: ArcGIS Pro by version, then ArcMap by version.
pub fn profiles() -> &'static [Profile] {
    static PROFILES: OnceLock<Vec<Profile>> = OnceLock::new();
    PROFILES.get_or_init(|| serde_json::from_str(include_str!("../../assets/environments/profiles.json")).unwrap_or_default())
}

/// The ArcGIS Pro release that a listing shows: by its `arcpy` or `arcgispro` row, else the list that is nearest to it.
pub fn profile_of(environment: &Environment) -> Option<&'static Profile> {
    let pro = || profiles().iter().filter(|profile| profile.product == "arcgis-pro");
    let by_row = ["arcgispro", "arcpy", "arcpy-base"].iter().find_map(|name| {
        let version = environment.package(name)?.version.as_deref()?;
        pro().find(|profile| version == profile.version || version.starts_with(&format!("{}.", profile.version)))
    });
    by_row.or_else(|| {
        let equal_rows = |profile: &Profile| {
            let rows = profile.packages.iter();
            rows.filter(|(name, version)| {
                environment.package(name).is_some_and(|package| package.version.as_deref() == **version)
            })
            .count()
        };
        let (equal, nearest) = pro().map(|profile| (equal_rows(profile), profile)).max_by_key(|(equal, _)| *equal)?;
        // A listing of some other Python shares a few versions with every list: half of the smaller one must agree.
        let smaller = nearest.packages.len().min(environment.packages.len());
        (equal > 0 && equal * 2 >= smaller).then_some(nearest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_release_with_data_is_listed() {
        let counts = |product: &str| profiles().iter().filter(|profile| profile.product == product).count();
        assert_eq!((counts("arcgis-pro"), counts("arcmap")), (18, 5));
        let newest = profiles().iter().find(|profile| profile.version == "3.7").unwrap();
        assert_eq!((newest.packages.len(), newest.python), (317, "3.13.13"));
    }

    #[test]
    fn arcmap_lists_cannot_show_that_something_is_missing() {
        let arcmap = profiles().iter().find(|profile| profile.product == "arcmap").unwrap().environment();
        assert!(matches!(arcmap.completeness, Completeness::Partial(_)));
        assert!(arcmap.package("numpy").is_some());
    }

    #[test]
    fn a_listing_shows_its_release() {
        let mut listing = Environment::default();
        let add = |listing: &mut Environment, name: &str, version: &str| {
            listing.add(Package { name: name.into(), version: Some(version.into()), build: None, channel: None });
        };
        assert!(profile_of(&listing).is_none());
        add(&mut listing, "numpy", "1.24.3");
        add(&mut listing, "anyio", "4.2.0");
        add(&mut listing, "openpyxl", "3.0.10");
        assert_eq!(profile_of(&listing).map(|profile| profile.version), Some("3.3"));
        add(&mut listing, "arcpy", "3.2");
        assert_eq!(profile_of(&listing).map(|profile| profile.version), Some("3.2"));
    }
}
