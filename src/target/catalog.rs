//! The servers that Waybill knows: every release with data, on both systems, with both runtimes.
//!
//! In: the built-in alignment of releases and lists; names given by the publisher; a listing of a real server.
//! Out: [`Target`]s.
//! Never passes a derived list off as a server's own: its source and notes say so.

use std::sync::OnceLock;

use serde::Deserialize;

use super::release::Release;
use super::{Certainty, Os, Runtime, Target};
use crate::environment::{Environment, Profile, profile_of, profiles};
use crate::modules::PythonVersion;

/// A target that nobody knows.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{name} is no target that Waybill knows{}", because.as_deref().map(|because| format!(": {because}")).unwrap_or_default())]
pub struct UnknownTarget {
    /// What was given.
    pub name: String,
    /// Why it cannot be, where that is known.
    pub because: Option<String>,
    /// The names that come nearest.
    pub near: Vec<String>,
}

impl UnknownTarget {
    /// What to write instead.
    pub fn hint(&self) -> String {
        format!("Write it as {}, for example; \"waybill targets\" lists all", self.near.join(", "))
    }
}

/// Every target: by release, then system, then runtime.
pub fn all() -> Vec<Target> {
    let mut targets = Vec::new();
    for row in &alignment().pro {
        for os in [Os::Windows, Os::Linux] {
            targets.extend(pro_target(row, os));
            let arcmap = alignment().arcmap.iter().find(|arcmap| arcmap.server == row.server);
            targets.extend(arcmap.and_then(|arcmap| arcmap_target(arcmap, os)));
        }
    }
    targets
}

/// The target of a name: `server-11.3-windows`, `11.3-linux`, `11.3` (on Windows), `server-10.8.1-windows-arcmap`.
///
/// # Errors
/// [`UnknownTarget`], with the names that come nearest.
pub fn find(name: &str, runtime: Option<Runtime>) -> Result<Target, UnknownTarget> {
    let (mut release, mut os, mut named_runtime) = (None, Os::Windows, None);
    let lower = name.trim().to_lowercase();
    for part in lower.split(['-', ' ', '_']).filter(|part| !part.is_empty()) {
        match part {
            "server" | "arcgis" | "enterprise" => {}
            "windows" => os = Os::Windows,
            "linux" => os = Os::Linux,
            "pro" => named_runtime = Some(Runtime::Pro),
            "arcmap" => named_runtime = Some(Runtime::ArcMap),
            number => match Release::parse(number) {
                Some(parsed) if release.is_none() => release = Some(parsed),
                Some(_) | None => return Err(unknown(name, release, os, None)),
            },
        }
    }
    let Some(wanted) = release else { return Err(unknown(name, None, os, None)) };
    let is_wanted = |server: &str| Release::parse(server) == Some(wanted);
    let found = match runtime.or(named_runtime).unwrap_or(Runtime::Pro) {
        Runtime::Pro => alignment().pro.iter().find(|row| is_wanted(row.server)).and_then(|row| pro_target(row, os)),
        Runtime::ArcMap if wanted >= Release(11, 0, 0) => {
            let because = "the ArcMap runtime ended with 10.9.1".to_owned();
            return Err(unknown(name, release, os, Some(because)));
        }
        Runtime::ArcMap => alignment().arcmap.iter().find(|row| is_wanted(row.server)).and_then(|row| arcmap_target(row, os)),
    };
    found.ok_or_else(|| unknown(name, release, os, None))
}

/// The newest release on Windows with the Pro runtime.
pub fn newest() -> Target {
    let row = alignment().pro.last().and_then(|row| pro_target(row, Os::Windows));
    row.unwrap_or_else(|| target("12.1", Os::Windows, Runtime::Pro, Environment::default(), Certainty::Believed))
}

/// `target` with a real listing of its Python, which always wins over the derived list.
pub fn with_listing(target: Target, listing: Environment) -> Target {
    let mut environment = listing;
    if environment.python.is_none() {
        environment.python = target.environment.python;
        environment.notes.push("The listing does not tell the Python version; taken from the release".to_owned());
    }
    Target { environment, is_listing: true, ..target }
}

/// The target that a listing shows: its release on Windows, else the newest release with its Python, else the newest.
pub fn for_listing(listing: Environment) -> Target {
    let python = listing.python.as_deref().and_then(PythonVersion::parse);
    let rows = &alignment().pro;
    let by_profile = profile_of(&listing).and_then(|profile| server_of(profile.version));
    let by_python = || {
        rows.iter().rev().find(|row| {
            python.is_some() && profile("arcgis-pro", row.pro).is_some_and(|list| PythonVersion::parse(list.python) == python)
        })
    };
    let found = if python.is_some_and(|python| python.major == 2) {
        alignment().arcmap.last().and_then(|row| arcmap_target(row, Os::Windows))
    } else {
        by_profile.or_else(by_python).and_then(|row| pro_target(row, Os::Windows))
    };
    with_listing(found.unwrap_or_else(newest), listing)
}

impl Target {
    /// The folder of the package that this target's runtime looks in.
    pub fn folder_version(&self) -> &'static str {
        let release = Release::parse(&self.release).unwrap_or(Release(11, 0, 0));
        match self.runtime {
            Runtime::ArcMap => "v101",
            Runtime::Pro if release < Release(11, 0, 0) => "p20",
            Runtime::Pro => "p30",
        }
    }
}

/// The Python of a target; 3.9 stands in where nothing tells it.
pub fn python_of(target: &Target) -> PythonVersion {
    let stand_in = match target.runtime {
        Runtime::Pro => PythonVersion { major: 3, minor: 9 },
        Runtime::ArcMap => PythonVersion::TWO,
    };
    target.environment.python.as_deref().and_then(PythonVersion::parse).unwrap_or(stand_in)
}

#[derive(Deserialize, Default)]
struct Alignment<'a> {
    #[serde(borrow)]
    pro: Vec<ProRow<'a>>,
    #[serde(borrow)]
    arcmap: Vec<ArcMapRow<'a>>,
}

#[derive(Deserialize)]
struct ProRow<'a> {
    server: &'a str,
    pro: &'a str,
    certainty: Certainty,
}

#[derive(Deserialize)]
struct ArcMapRow<'a> {
    server: &'a str,
    arcmap: &'a str,
    python: &'a str,
}

fn alignment() -> &'static Alignment<'static> {
    static ALIGNMENT: OnceLock<Alignment<'static>> = OnceLock::new();
    ALIGNMENT.get_or_init(|| serde_json::from_str(include_str!("../../assets/environments/alignment.json")).unwrap_or_default())
}

fn profile(product: &str, version: &str) -> Option<&'static Profile> {
    profiles().iter().find(|profile| profile.product == product && profile.version == version)
}

/// The server release that is equivalent to a Pro release; Pro 2.7 shares 10.8.1 with Pro 2.6.
fn server_of(pro: &str) -> Option<&'static ProRow<'static>> {
    let wanted = if pro == "2.7" { "2.6" } else { pro };
    alignment().pro.iter().find(|row| row.pro == wanted)
}

fn pro_target(row: &ProRow<'_>, os: Os) -> Option<Target> {
    let mut environment = profile("arcgis-pro", row.pro)?.environment();
    environment.notes.push(format!(
        "Derived: the default list of the equivalent ArcGIS Pro {}; Esri does not publish the server's own",
        row.pro
    ));
    // The pages that say so cover these releases; for the others Wine is believed.
    let wine_is_documented = ["10.9.1", "11.0", "11.1", "11.2"].contains(&row.server);
    let certainty = match os {
        Os::Windows => row.certainty,
        Os::Linux if wine_is_documented => row.certainty,
        Os::Linux => Certainty::Believed,
    };
    if os == Os::Linux {
        environment.notes.push("Geoprocessing services on Linux run the same Windows Python under Wine".to_owned());
    }
    Some(target(row.server, os, Runtime::Pro, environment, certainty))
}

fn arcmap_target(row: &ArcMapRow<'_>, os: Os) -> Option<Target> {
    let mut environment = profile("arcmap", row.arcmap)?.environment();
    environment.python = Some(row.python.to_owned());
    environment.notes.push(format!("Derived from what is known of ArcMap {}", row.arcmap));
    Some(target(row.server, os, Runtime::ArcMap, environment, Certainty::Believed))
}

fn target(release: &str, os: Os, runtime: Runtime, environment: Environment, alignment: Certainty) -> Target {
    Target { release: release.to_owned(), os, runtime, environment, is_listing: false, alignment }
}

fn unknown(name: &str, wanted: Option<Release>, os: Os, because: Option<String>) -> UnknownTarget {
    let distance = |row: &&ProRow<'_>| {
        let (Some(Release(a, b, c)), Some(Release(x, y, z))) = (wanted, Release::parse(row.server)) else { return i32::MAX };
        let number = |major: u16, minor: u16, patch: u16| i32::from(major) * 10_000 + i32::from(minor) * 100 + i32::from(patch);
        number(a, b, c).saturating_sub(number(x, y, z)).abs()
    };
    let mut rows: Vec<&ProRow<'_>> = alignment().pro.iter().rev().collect();
    rows.sort_by_key(distance);
    let near = rows.iter().take(3).map(|row| format!("server-{}-{}", row.server, os.name())).collect();
    UnknownTarget { name: name.to_owned(), because, near }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> String {
        find(name, None).map_or_else(|error| format!("? {}", error.near.join(" ")), |target| target.name())
    }

    #[test]
    fn every_release_with_data_is_a_target_on_both_systems() {
        let all = all();
        let count = |os, runtime| all.iter().filter(|target| target.os == os && target.runtime == runtime).count();
        assert_eq!((count(Os::Windows, Runtime::Pro), count(Os::Linux, Runtime::Pro)), (17, 17));
        assert_eq!((count(Os::Windows, Runtime::ArcMap), count(Os::Linux, Runtime::ArcMap)), (9, 9));
        let again = |target: &Target| find(&target.name(), None).map(|found| found == *target);
        assert!(all.iter().all(|target| again(target) == Ok(true)));
        assert!(all.iter().all(|target| !target.environment.packages.is_empty() && target.environment.python.is_some()));
    }

    #[test]
    fn short_names_mean_windows() {
        assert_eq!(named("11.3"), "server-11.3-windows");
        assert_eq!(named("Server-11.3-Linux"), "server-11.3-linux");
        assert_eq!(named("11"), "server-11.0-windows");
        assert_eq!(find("10.8.1", Some(Runtime::ArcMap)).unwrap().name(), "server-10.8.1-windows-arcmap");
        assert_eq!(newest().name(), "server-12.1-windows");
    }

    #[test]
    fn unknown_names_get_near_ones() {
        assert_eq!(named("11.9"), "? server-11.5-windows server-11.4-windows server-11.3-windows");
        assert_eq!(named("foo"), "? server-12.1-windows server-12.0-windows server-11.5-windows");
        assert_eq!(named(""), named("foo"));
        let ended = find("11.3", Some(Runtime::ArcMap)).unwrap_err();
        assert_eq!(ended.to_string(), "11.3 is no target that Waybill knows: the ArcMap runtime ended with 10.9.1");
    }

    #[test]
    fn a_listing_wins_over_the_derived_list() {
        let listing = Environment { source: "conda list".to_owned(), ..Environment::default() };
        let target = with_listing(find("11.3", None).unwrap(), listing);
        assert!(target.is_listing && target.environment.packages.is_empty());
        assert_eq!(python_of(&target).to_string(), "3.11");
    }

    #[test]
    fn a_listing_alone_shows_its_release_by_its_rows_or_its_python() {
        let listing = |text: &str| for_listing(crate::environment::read_text(text).unwrap()).name();
        assert_eq!(listing("# Name Version\narcpy 3.2 py39 esri\nnumpy 1.0 py39\n"), "server-11.2-windows");
        assert_eq!(listing("# Name Version\npython 3.9.1 h1\nmine 1.0 py39\n"), "server-11.2-windows");
        assert_eq!(listing("# Name Version\npython 2.7.18 h1\n"), "server-10.9.1-windows-arcmap");
        assert_eq!(listing("# Name Version\nmine 1.0 py39\n"), "server-12.1-windows");
    }

    #[test]
    fn packages_lie_where_the_runtime_looks() {
        let folder = |name| find(name, None).unwrap().folder_version();
        assert_eq!((folder("11.3"), folder("10.9.1"), folder("10.9.1-arcmap")), ("p30", "p20", "v101"));
    }
}
