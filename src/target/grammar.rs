//! What may stand in a command that Waybill writes for an administrator.
//!
//! In: names, versions and paths from listings, scripts and the publisher. Out: whether they are harmless there.
//! Never repairs a text: what does not fit is shown, not run.

const LONGEST: usize = 200;

/// True for names of packages and environments: `[A-Za-z0-9._-]+`, not starting like an option.
pub fn is_safe_name(name: &str) -> bool {
    let fits = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
    fits && starts_plainly(name)
}

/// True for versions as PEP 440 and conda write them, epochs left out: `!` means something to a shell.
pub fn is_safe_version(version: &str) -> bool {
    let fits = version.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+'));
    fits && starts_plainly(version)
}

/// True for absolute paths that stay one word between double quotes, in `cmd` and in `sh`.
pub fn is_safe_path(path: &str) -> bool {
    let breaks = |letter: char| letter.is_control() || "\"%^&|<>!$`*?;".contains(letter);
    let bytes = path.as_bytes();
    let is_drive = matches!(bytes, [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    let is_absolute = is_drive || path.starts_with('/') || path.starts_with("\\\\");
    // A closing backslash would take the quote behind it with it.
    is_absolute && path.len() <= LONGEST && !path.contains(breaks) && !path.ends_with('\\')
}

/// True for names of services: `[A-Za-z0-9_]+`.
pub fn is_service_name(name: &str) -> bool {
    let fits = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    !name.is_empty() && name.len() <= LONGEST && fits
}

/// True for dotted identifiers that a smoke test may import.
pub fn is_dotted_identifier(name: &str) -> bool {
    let is_identifier = |part: &str| {
        let starts = part.starts_with(|letter: char| letter == '_' || letter.is_ascii_alphabetic());
        starts && part.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
    };
    name.len() <= LONGEST && name.split('.').all(is_identifier)
}

fn starts_plainly(text: &str) -> bool {
    text.len() <= LONGEST && text.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_versions_and_paths_pass() {
        assert!(is_safe_name("ruamel.yaml") && is_safe_name("python-dateutil"));
        assert!(is_safe_version("2.9.0.post0") && is_safe_version("1.0+local"));
        assert!(is_safe_path(r"D:\envs\my env (x86)") && is_safe_path("/opt/envs/x") && is_safe_path(r"\\server\share\env"));
        assert!(is_service_name("Find_Roads2") && is_dotted_identifier("google.cloud.storage"));
    }

    #[test]
    fn what_a_shell_would_act_on_does_not() {
        for bad in ["", "-rf", "a b", "a&b", "a;b", "$(x)", "a\nb", "ü", "a\"b", "%PATH%"] {
            assert!(!is_safe_name(bad) && !is_safe_version(bad) && !is_service_name(bad), "{bad}");
        }
        for bad in ["", "envs", "c:x", "c:\\a\"b", "c:\\%x%", "/a\nb", "/a$(b)", "/a`b`", "c:\\a\\"] {
            assert!(!is_safe_path(bad), "{bad}");
        }
        for bad in ["", "a..b", "a-b", "a.b;c", "1a"] {
            assert!(!is_dotted_identifier(bad), "{bad}");
        }
        assert!(!is_safe_version("1!2.0"));
    }
}
