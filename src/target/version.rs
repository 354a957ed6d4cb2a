//! Compares a package's version on the server with the workstation's.
//!
//! In: two versions as listings spell them. Out: equal, or how far apart.
//! Never compares as text first: `2.9.0.post0` and `2.9.0post0` are the same version.

use std::str::FromStr;

use pep440_rs::Version;

/// How two versions differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Not at all.
    None,
    /// Major and minor number are equal.
    Patch,
    /// Major or minor number differ.
    Minor,
}

/// Compares by PEP 440; versions that are none (`1.1.1k`) by their numbers.
pub(super) fn difference(server: &str, workstation: &str) -> Difference {
    let equal = match (Version::from_str(server), Version::from_str(workstation)) {
        (Ok(server), Ok(workstation)) => server == workstation,
        (Ok(_) | Err(_), _) => server == workstation,
    };
    if equal {
        Difference::None
    } else if major_and_minor(server) == major_and_minor(workstation) {
        Difference::Patch
    } else {
        Difference::Minor
    }
}

fn major_and_minor(version: &str) -> (String, String) {
    let numbers = match Version::from_str(version) {
        Ok(version) => version.release().iter().map(u64::to_string).collect(),
        Err(_) => version.split(|letter: char| !letter.is_ascii_digit()).map(str::to_owned).collect::<Vec<_>>(),
    };
    let number = |at: usize| numbers.get(at).cloned().unwrap_or_else(|| "0".to_owned());
    (number(0), number(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_the_same_version_are_equal() {
        assert_eq!(difference("2.9.0.post0", "2.9.0post0"), Difference::None);
        assert_eq!(difference("1.0", "1.0.0"), Difference::None);
        assert_eq!(difference("3.0rc1", "3.0.rc1"), Difference::None);
    }

    #[test]
    fn patch_levels_and_more_are_told_apart() {
        assert_eq!(difference("1.24.3", "1.24.9"), Difference::Patch);
        assert_eq!(difference("1.24.3", "1.26.4"), Difference::Minor);
        assert_eq!(difference("2024.1", "2025.1"), Difference::Minor);
        assert_eq!(difference("1.1.1i", "1.1.1k"), Difference::Patch);
        assert_eq!(difference("9d", "odd"), Difference::Minor);
    }
}
