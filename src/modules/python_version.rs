//! A Python version as far as syntax and the standard library depend on it.
//!
//! In: texts such as `3.11.8`. Out: major and minor number.
//! Never looks at patch levels.

use std::fmt;

/// Major and minor version of a Python.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PythonVersion {
    /// `3` of `3.11`.
    pub major: u8,
    /// `11` of `3.11`.
    pub minor: u8,
}

impl PythonVersion {
    /// The last Python 2, which the ArcMap runtime has.
    pub const TWO: Self = Self { major: 2, minor: 7 };

    /// Reads `3.11.8`, `3.11` or `3.13.0rc1`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.trim().split('.');
        let major = numbers.next()?.parse().ok()?;
        let minor = numbers.next()?;
        let digits = minor.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(minor.len());
        Some(Self { major, minor: minor.get(..digits)?.parse().ok()? })
    }
}

impl fmt::Display for PythonVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patch_levels_do_not_count() {
        assert_eq!(PythonVersion::parse("3.11.8"), Some(PythonVersion { major: 3, minor: 11 }));
        assert_eq!(PythonVersion::parse("3.13rc1"), Some(PythonVersion { major: 3, minor: 13 }));
        assert_eq!(PythonVersion::parse("three"), None);
        assert!(PythonVersion::TWO < PythonVersion { major: 3, minor: 4 });
    }
}
