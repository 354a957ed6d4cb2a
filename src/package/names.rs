//! Which paths may stand in a package, on any operating system.
//!
//! In: a path as a manifest or an archive spells it. Out: what is wrong with it, or nothing.
//! Never asks the disk. A package is unpacked on Windows as well as on Linux, so the stricter of both decides.

/// The longest name of one file or folder, in bytes.
const LONGEST_NAME: usize = 255;

/// Names that Windows keeps for devices, with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// What is wrong with `path`, as the end of a sentence; `None` where it may stand in a package.
///
/// A final slash says that it is an empty folder.
pub fn problem(path: &str) -> Option<&'static str> {
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return Some("is empty");
    }
    if path.starts_with('/') {
        return Some("is absolute");
    }
    path.split('/').find_map(name_problem)
}

fn name_problem(name: &str) -> Option<&'static str> {
    if matches!(name, "" | "." | "..") {
        return Some("has an empty, . or .. part");
    }
    if name.contains(['\\', ':', '<', '>', '"', '|', '?', '*']) || name.chars().any(char::is_control) {
        return Some("has a character that Windows does not allow in a name");
    }
    if name.ends_with(['.', ' ']) {
        return Some("has a name that ends with a period or a space");
    }
    if name.len() > LONGEST_NAME {
        return Some("has a name of more than 255 bytes");
    }
    is_device(name).then_some("has a name that Windows keeps for a device")
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    if DEVICES.contains(&stem.as_str()) {
        return true;
    }
    let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    number.is_some_and(|rest| matches!(rest, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"))
}

/// The form in which two paths are the same file on Windows.
pub fn folded(path: &str) -> String {
    path.strip_suffix('/').unwrap_or(path).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_real_publications_may_stand() {
        for path in
            ["a", "p30/Ware housing/Straße.pyt", "cd/e/x.gdb/a00000001.gdbtable", "cd/server_share/.hidden", "company.txt"]
        {
            assert_eq!(problem(path), None, "{path}");
        }
    }

    #[test]
    fn names_that_lead_out_or_fail_on_windows_may_not() {
        let wrong = [
            "",
            "/etc/passwd",
            "../up",
            "a/../b",
            "a//b",
            "a/./b",
            "c:/x",
            r"a\b",
            "a/con",
            "a/AUX.txt",
            "a/com1 .x/b",
            "lpt³",
            "end.",
            "end /b",
            "a\nb",
            "a*b",
            "nul",
        ];
        for path in wrong {
            assert!(problem(path).is_some(), "{path}");
        }
    }
}
