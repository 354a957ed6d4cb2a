//! Which servers a publication is compared with.
//!
//! In: names, a runtime and a listing. Out: at least one target, and a note where the choice was Waybill's.
//! Never puts a listing on a server that it cannot belong to.

use crate::environment::Environment;
use crate::target::{self, Os, Runtime, Target};
use crate::text::visible;

/// The chosen servers.
pub struct Choice {
    /// At least one.
    pub targets: Vec<Target>,
    /// Which one was chosen, where the user named none.
    pub note: Option<String>,
}

/// Why no target could be chosen.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// No server has this name.
    #[error("{sentence}")]
    Unknown {
        /// What is wrong, with the name.
        sentence: String,
    },
    /// One listing, several servers, and the listing shows none of them.
    #[error("The listing of the Python environment is of one server: it fits none of the {count} targets named")]
    WhichServer {
        /// How many were named.
        count: usize,
    },
    /// The listing shows the other runtime.
    #[error("The listing of the Python environment shows the {shown} runtime, not {wanted}")]
    OtherRuntime {
        /// The listing's.
        shown: &'static str,
        /// The user's.
        wanted: &'static str,
    },
}

/// Chooses the targets.
///
/// # Errors
/// [`TargetError`] where names are unknown or a listing fits no server.
pub fn choose(names: &[String], runtime: Option<Runtime>, listing: Option<Environment>) -> Result<Choice, TargetError> {
    if names.is_empty() {
        return match listing {
            Some(listing) => shown_by(listing, runtime),
            None => newest(runtime),
        };
    }
    let find = |name: &String| {
        target::find(name, runtime).map_err(|error| {
            let sentence = format!("{error}. {}", error.hint());
            TargetError::Unknown { sentence: visible(&sentence).into_owned() }
        })
    };
    let targets = names.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    match listing {
        Some(listing) => Ok(Choice { targets: listed(targets, listing)?, note: None }),
        None => Ok(Choice { targets, note: None }),
    }
}

fn shown_by(listing: Environment, runtime: Option<Runtime>) -> Result<Choice, TargetError> {
    let target = target::for_listing(listing);
    if let Some(wanted) = runtime.filter(|wanted| *wanted != target.runtime) {
        return Err(TargetError::OtherRuntime { shown: target.runtime.name(), wanted: wanted.name() });
    }
    let note = format!("No target chosen: compared with {}, the release that the listing shows", target.name());
    Ok(Choice { targets: vec![target], note: Some(note) })
}

fn newest(runtime: Option<Runtime>) -> Result<Choice, TargetError> {
    let target = match runtime {
        None | Some(Runtime::Pro) => Some(target::newest()),
        Some(Runtime::ArcMap) => newest_of(target::all(), Runtime::ArcMap),
    };
    let target = target.ok_or_else(|| TargetError::Unknown { sentence: "No server of this runtime is known".to_owned() })?;
    let note = format!("No target chosen: compared with {} ({})", target.name(), target.environment.source);
    Ok(Choice { targets: vec![target], note: Some(note) })
}

fn newest_of(targets: Vec<Target>, runtime: Runtime) -> Option<Target> {
    let fits = |target: &Target| target.runtime == runtime && target.os == Os::Windows;
    targets.into_iter().filter(fits).max_by_key(|target| release_numbers(&target.release))
}

fn release_numbers(release: &str) -> Vec<u32> {
    release.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

/// Puts the listing on the one target, or on the one that it shows.
fn listed(targets: Vec<Target>, listing: Environment) -> Result<Vec<Target>, TargetError> {
    let count = targets.len();
    let shown = target::for_listing(listing.clone()).name();
    let belongs = |target: &Target| count == 1 || target.name() == shown;
    if !targets.iter().any(belongs) {
        return Err(TargetError::WhichServer { count });
    }
    let place = |target: Target| {
        if belongs(&target) { target::with_listing(target, listing.clone()) } else { target }
    };
    Ok(targets.into_iter().map(place).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(release: &str, runtime: Runtime) -> Target {
        Target { release: release.to_owned(), runtime, ..target::newest() }
    }

    #[test]
    fn the_newest_release_is_told_by_its_numbers() {
        let targets = vec![release("10.9.1", Runtime::ArcMap), release("10.10", Runtime::Pro), release("10.8", Runtime::ArcMap)];
        assert_eq!(newest_of(targets, Runtime::ArcMap).unwrap().release, "10.9.1");
        assert!(release_numbers("11.10") > release_numbers("11.9"));
    }

    #[test]
    fn without_a_target_the_choice_is_said() {
        let choice = choose(&[], None, None).unwrap();
        assert_eq!(choice.targets, [target::newest()]);
        assert!(choice.note.unwrap().contains(&target::newest().name()));
    }

    #[test]
    fn an_unknown_server_is_named_and_the_list_pointed_to() {
        let error = choose(&["server-99".to_owned()], None, None).err().unwrap().to_string();
        assert!(error.contains("server-99") && error.contains("waybill targets"), "{error}");
    }
}
