//! Third-party modules that need Windows itself, not only Windows Python.
//!
//! In: a top-level module name. Out: what it comes to on a Linux server, where services run Windows Python under Wine.
//! Never judges the standard library: `winreg` imports under Wine.

use std::sync::OnceLock;

use serde::Deserialize;

/// What a module comes to on a Linux server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinuxVerdict {
    /// It cannot work, with the reason as the rest of a sentence that starts with the module.
    Unsupported(&'static str),
    /// It may not work, with the reason.
    Unsure(&'static str),
}

#[derive(Deserialize, Default)]
struct Data<'a> {
    #[serde(borrow)]
    on_linux: Vec<Row<'a>>,
    security_subset: &'a str,
}

#[derive(Deserialize)]
struct Row<'a> {
    modules: &'a str,
    verdict: Verdict,
    reason: &'a str,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Unsupported,
    Unsure,
}

fn data() -> &'static Data<'static> {
    static DATA: OnceLock<Data<'static>> = OnceLock::new();
    DATA.get_or_init(|| serde_json::from_str(include_str!("../../assets/environments/platform.json")).unwrap_or_default())
}

/// What is known of a third-party module on Linux servers; `None` where nothing speaks against it.
pub fn on_linux(top_level: &str) -> Option<LinuxVerdict> {
    let row = data().on_linux.iter().find(|row| row.modules.split(' ').any(|name| name == top_level))?;
    Some(match row.verdict {
        Verdict::Unsupported => LinuxVerdict::Unsupported(row.reason),
        Verdict::Unsure => LinuxVerdict::Unsure(row.reason),
    })
}

/// True for the modules of pywin32 that Esri's `pywin32-security` is believed to bring.
pub fn in_security_subset(top_level: &str) -> bool {
    data().security_subset.split(' ').any(|name| name == top_level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn com_does_not_work_on_linux_and_plain_packages_do() {
        assert!(matches!(on_linux("win32com"), Some(LinuxVerdict::Unsupported(_))));
        assert!(matches!(on_linux("clr"), Some(LinuxVerdict::Unsure(_))));
        assert_eq!(on_linux("numpy"), None);
        assert!(in_security_subset("win32security") && !in_security_subset("win32com"));
    }
}
