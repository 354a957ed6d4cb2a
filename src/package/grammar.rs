//! What may enter a command file, an environment file or a Python test.
//!
//! In: a text. Out: whether it matches the strict grammar; what does not is shown as text only.
//! Never quotes or escapes: a text that would need it is not let in.

/// True for names of services: letters, digits and underscores of ASCII.
pub fn is_service_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= 120 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// True for names of packages and environments: ASCII letters, digits, `.`, `_`, `-`, not starting with a hyphen.
pub fn is_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    !text.is_empty() && !text.starts_with(['-', '.']) && text.bytes().all(allowed)
}

/// True for versions of PEP 440 and conda.
pub fn is_version(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | b'!');
    text.starts_with(|first: char| first.is_ascii_alphanumeric()) && text.bytes().all(allowed)
}

/// True for dotted module names of ASCII.
pub fn is_module(text: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    !text.is_empty() && text.split('.').all(is_part)
}

/// True for paths without characters that a command line or a batch file would read as its own.
pub fn is_path(text: &str) -> bool {
    let forbidden = |letter: char| {
        letter.is_control()
            || matches!(letter, '"' | '%' | '^' | '&' | '|' | '<' | '>' | '!' | '\'' | '`' | '$' | ';' | '*' | '?')
    };
    !text.is_empty() && !text.starts_with('-') && !text.chars().any(forbidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_read_as_its_own_stays_out() {
        for wrong in ["", "a b", "x;rm", "-rf", "a&b", "$(x)", "a\nb", "ä"] {
            assert!(!is_name(wrong) && !is_module(wrong) && !is_service_name(wrong), "{wrong}");
        }
        assert!(
            is_name("scikit-learn") && is_version("1.0rc1+local") && is_module("google.protobuf") && is_service_name("Zones_1")
        );
        assert!(is_path(r"C:\arcgisserver\directories") && !is_path("C:\\%TEMP%") && !is_path("a\"b"));
        assert!(!is_version(">=1") && !is_module("a..b") && !is_module("1a"));
    }
}
