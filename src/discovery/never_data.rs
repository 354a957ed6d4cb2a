//! Texts that never name data, whatever lies on the disk.
//!
//! In: a literal's decoded or raw text. Out: yes or no.
//! Never asks the disk.
//! Rules: DESIGN rule 2; URLs: Esri support article 000022882 (URLs taken for data).

/// True for text that is never tested: blank, only dots and separators, characters no path has, URLs, scratch and memory
/// workspaces, two slashes that begin no share.
pub fn is_never_data(text: &str) -> bool {
    const LONGEST_PATH: usize = 4096;
    text.len() > LONGEST_PATH
        || text.trim().is_empty()
        || only_dots_and_separators(text)
        || text.chars().any(|letter| letter.is_control() || matches!(letter, '*' | '?' | '<' | '>' | '|' | '"'))
        || is_url(text)
        || is_workspace_of_its_own(text)
        || is_no_share(text)
}

/// True for `.`, `..`, `/`, `..\` and the like.
pub fn only_dots_and_separators(text: &str) -> bool {
    text.trim().chars().all(|letter| matches!(letter, '.' | '/' | '\\'))
}

/// True for text that names one thing beside the script at most: no separator, no extension.
pub fn is_bare_word(text: &str) -> bool {
    !text.contains(['/', '\\', '.', ':'])
}

fn is_url(text: &str) -> bool {
    let Some(at) = text.find("://") else {
        return ["mailto:", "urn:", "www."].iter().any(|start| starts_with(text, start));
    };
    let scheme = text.get(..at).unwrap_or_default().trim_start();
    scheme.len() > 1 && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.'))
}

fn is_workspace_of_its_own(text: &str) -> bool {
    let text = text.trim_start();
    if text.starts_with('%') && text.get(1..).is_some_and(|rest| starts_with(rest, "scratch")) {
        return true;
    }
    ["memory", "in_memory"]
        .iter()
        .any(|name| starts_with(text, name) && text.get(name.len()..).is_some_and(|rest| rest.starts_with(['/', '\\'])))
}

/// True where two slashes begin no `\\server\share`: `//w:p`, `\\Program Files\`.
fn is_no_share(text: &str) -> bool {
    let is_slash = |letter| matches!(letter, '/' | '\\');
    let mut letters = text.chars();
    if !(letters.next().is_some_and(is_slash) && letters.next().is_some_and(is_slash)) {
        return false;
    }
    let mut names = letters.as_str().split(is_slash);
    let server = names.next().unwrap_or_default();
    let may_name_a_server = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    server.is_empty()
        || !server.chars().all(may_name_a_server)
        || names.next().is_none_or(|share| share.trim().is_empty())
        || letters.as_str().contains(':')
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_dots_urls_and_memory_are_never_data() {
        for text in [
            "",
            "  ",
            ".",
            "..",
            "/",
            r"..\..",
            "a\tb",
            "a\nb",
            "*.shp",
            "a?b",
            "<a>",
            "a|b",
            "https://x.org/a",
            "www.esri.com",
            r"%scratchGDB%\x",
            "%scratchFolder%",
            "//@id",
            "//w:p/w:r",
            r"\\Program Files\\",
            r"\\server",
            "///a/b",
            r"memory\x",
            "IN_MEMORY/x",
        ] {
            assert!(is_never_data(text), "{text:?}");
        }
    }

    #[test]
    fn paths_and_words_may_be_data() {
        for text in
            ["data", r"e:\a", "../a.shp", "memory", "in_memoryx/a", "a b.shp", "%temp%", "c://a", "//gis-1/a", r"\\10.0.0.1\d$\x"]
        {
            assert!(!is_never_data(text), "{text:?}");
        }
    }
}
