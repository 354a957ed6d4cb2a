//! A path as publishers write it, compared as ArcGIS compares it, on any operating system.
//!
//! In: text with either slash. Out: a normalised path whose equality ignores case and slash.
//! Never asks the disk: `..` is resolved by name only.
//! Rules: "Authoring geoprocessing services with Python scripts", "Forward versus backward slashes".

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A normalised path: forward slashes, `.` and inner `..` removed, drive letter in lower case.
///
/// Kinds of root: `e:/` (drive), `//server/share` (UNC), `/` (POSIX), none (relative).
/// Equality, order and hash ignore case; [`DataPath::as_str`] keeps the case as written.
#[derive(Clone)]
pub struct DataPath {
    text: Arc<str>,
    /// In lower case: the text itself where it is so already.
    key: Arc<str>,
}

impl DataPath {
    /// Reads a path in any spelling; `\\?\` prefixes are dropped.
    pub fn new(written: &str) -> Self {
        let slashed = if written.contains('\\') { Cow::Owned(written.replace('\\', "/")) } else { Cow::Borrowed(written) };
        let slashed = strip_verbatim(&slashed);
        let (root, rest) = split_root(&slashed);
        let mut parts: Vec<&str> = Vec::new();
        for part in rest.split('/') {
            match part {
                "" | "." => {}
                ".." => match parts.last() {
                    Some(&last) if last != ".." => {
                        parts.pop();
                    }
                    _ if root.is_empty() => parts.push(".."),
                    _ => {}
                },
                name => parts.push(name),
            }
        }
        Self::from_root_and_parts(&root, &parts)
    }

    fn from_root_and_parts(root: &str, parts: &[&str]) -> Self {
        let mut text = String::with_capacity(root.len() + parts.iter().map(|part| part.len() + 1).sum::<usize>());
        text.push_str(root);
        for (at, part) in parts.iter().enumerate() {
            if at > 0 || root.starts_with("//") {
                text.push('/');
            }
            text.push_str(part);
        }
        Self::from_normal(&text)
    }

    fn from_normal(text: &str) -> Self {
        let text: Arc<str> = text.into();
        let is_lower = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        let key = if is_lower { text.clone() } else { text.to_lowercase().into() };
        Self { text, key }
    }

    /// The path with forward slashes, in the case it was written in.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The form that equality and order use: lower case.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The root with its separator (`e:/`, `//server/share`, `/`), or the empty text.
    pub fn root(&self) -> &str {
        let length = root_length(&self.text);
        self.text.get(..length).unwrap_or_default()
    }

    /// True for drive, UNC and POSIX roots.
    pub fn is_absolute(&self) -> bool {
        !self.root().is_empty()
    }

    /// The drive letter in lower case, where the root is a drive.
    pub fn drive(&self) -> Option<char> {
        let mut letters = self.text.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), Some(':')) => Some(letter),
            _ => None,
        }
    }

    /// The server's name, where the root is a UNC share.
    pub fn server(&self) -> Option<&str> {
        self.text.strip_prefix("//").and_then(|rest| rest.split('/').next())
    }

    /// The names below the root, in order.
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &str> {
        let length = root_length(&self.text);
        let rest = self.text.get(length..).unwrap_or_default();
        rest.split('/').filter(|part| !part.is_empty())
    }

    /// The last name, or the empty text at a root.
    pub fn name(&self) -> &str {
        self.parts().next_back().unwrap_or_default()
    }

    /// The last name without its extension.
    pub fn stem(&self) -> &str {
        let name = self.name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => name.get(..dot).unwrap_or(name),
            _ => name,
        }
    }

    /// The extension without its dot, in lower case; empty where there is none.
    pub fn extension(&self) -> String {
        let name = self.name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => name.get(dot + 1..).unwrap_or_default().to_lowercase(),
            _ => String::new(),
        }
    }

    /// The folder that holds this path; `None` at a root and for the empty path.
    pub fn parent(&self) -> Option<DataPath> {
        let length = root_length(&self.text);
        if self.text.len() <= length || self.name() == ".." {
            return None;
        }
        let cut = self.text.rfind('/').map_or(0, |at| at.max(length.min(at + 1)));
        Some(Self::from_normal(self.text.get(..cut).unwrap_or_default()))
    }

    /// This path and every folder above it, nearest first.
    pub fn ancestors(&self) -> impl Iterator<Item = DataPath> {
        std::iter::successors(Some(self.clone()), DataPath::parent)
    }

    /// `written` seen from this folder; an absolute `written` stands for itself.
    pub fn join(&self, written: &str) -> DataPath {
        let other = DataPath::new(written);
        if other.is_absolute() || self.text.is_empty() {
            return other;
        }
        // Two slashes at the start would turn a path below `/` into a share.
        let separator = if self.text.ends_with('/') { "" } else { "/" };
        DataPath::new(&format!("{}{separator}{}", self.text, other.text))
    }

    /// Adds one name that is known to hold no separator.
    pub fn child(&self, name: &str) -> DataPath {
        if self.text.is_empty() || self.text.ends_with('/') {
            Self::from_normal(&[&*self.text, name].concat())
        } else {
            Self::from_normal(&[&*self.text, "/", name].concat())
        }
    }

    /// True if this path is `folder` or lies below it; a match ends at a separator.
    pub fn is_within(&self, folder: &DataPath) -> bool {
        self.below(folder).is_some()
    }

    /// What follows `folder` (empty for the folder itself), if this path lies within it.
    pub fn below(&self, folder: &DataPath) -> Option<&str> {
        if folder.key.is_empty() {
            return (!self.is_absolute() && !self.text.starts_with("..")).then_some(&*self.text);
        }
        let rest = self.key.strip_prefix(&*folder.key)?;
        if rest.is_empty() {
            return Some("");
        }
        // Lower-casing may change lengths of exotic letters; then the key's own rest is used for both.
        let same_length = self.key.len() == self.text.len();
        if folder.key.ends_with('/') {
            return if same_length { self.text.get(self.text.len() - rest.len()..) } else { self.parts_after(folder) };
        }
        rest.strip_prefix('/')?;
        if same_length { self.text.get(self.text.len() - rest.len() + 1..) } else { self.parts_after(folder) }
    }

    fn parts_after(&self, folder: &DataPath) -> Option<&str> {
        let skip = folder.parts().count();
        let mut at = root_length(&self.text);
        if self.text.get(at..)?.starts_with('/') {
            at += 1;
        }
        for _ in 0..skip {
            at += self.text.get(at..)?.find('/')? + 1;
        }
        self.text.get(at..)
    }

    /// The relative spelling that leads from `folder` to this path; `None` where the roots differ.
    pub fn relative_to(&self, folder: &DataPath) -> Option<String> {
        if !self.root().eq_ignore_ascii_case(folder.root()) {
            return None;
        }
        let ours: Vec<&str> = self.parts().collect();
        let theirs: Vec<&str> = folder.parts().collect();
        let shared = ours.iter().zip(&theirs).take_while(|(a, b)| same_name(a, b)).count();
        let mut steps: Vec<&str> = vec![".."; theirs.len() - shared];
        steps.extend(ours.iter().skip(shared));
        Some(if steps.is_empty() { ".".to_owned() } else { steps.join("/") })
    }
}

/// Compares two names as ArcGIS does: case is ignored.
pub fn same_name(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || (!a.is_ascii() && a.to_lowercase() == b.to_lowercase())
}

fn strip_verbatim(slashed: &str) -> Cow<'_, str> {
    match slashed.strip_prefix("//?/") {
        Some(rest) => match rest.strip_prefix("UNC/").or_else(|| rest.strip_prefix("unc/")) {
            Some(share) => Cow::Owned(format!("//{share}")),
            None => Cow::Borrowed(rest),
        },
        None => Cow::Borrowed(slashed),
    }
}

fn split_root(slashed: &str) -> (String, &str) {
    let bytes = slashed.as_bytes();
    if let (Some(letter), Some(b':')) = (bytes.first(), bytes.get(1))
        && letter.is_ascii_alphabetic()
        && matches!(bytes.get(2), None | Some(b'/'))
    {
        return (format!("{}:/", letter.to_ascii_lowercase() as char), slashed.get(2..).unwrap_or_default());
    }
    if let Some(rest) = slashed.strip_prefix("//") {
        let mut parts = rest.trim_start_matches('/').splitn(3, '/');
        let (server, share) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if !server.is_empty() && !share.is_empty() {
            return (format!("//{server}/{share}"), parts.next().unwrap_or_default());
        }
        return (format!("//{server}"), "");
    }
    match slashed.strip_prefix('/') {
        Some(rest) => ("/".to_owned(), rest),
        None => (String::new(), slashed),
    }
}

fn root_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    if let (Some(letter), Some(b':'), Some(b'/')) = (bytes.first(), bytes.get(1), bytes.get(2))
        && letter.is_ascii_alphabetic()
    {
        return 3;
    }
    if let Some(rest) = text.strip_prefix("//") {
        let mut slashes = rest.match_indices('/').map(|(at, _)| at + 2);
        return match (slashes.next(), slashes.next()) {
            (Some(_), Some(end)) => end,
            _ => text.len(),
        };
    }
    usize::from(text.starts_with('/'))
}

impl PartialEq for DataPath {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for DataPath {}

impl PartialOrd for DataPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DataPath {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl Hash for DataPath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl fmt::Display for DataPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for DataPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> DataPath {
        DataPath::new(text)
    }

    #[test]
    fn what_is_joined_to_a_root_stays_below_it() {
        assert_eq!(DataPath::new("/").join("p30/a").as_str(), "/p30/a");
        assert_eq!(DataPath::new("e:/").join("p30/a").as_str(), "e:/p30/a");
    }

    #[test]
    fn either_slash_and_any_case_name_the_same_data() {
        assert_eq!(path(r"E:\Shared\Zones.shp"), path("e:/shared/zones.SHP"));
        assert_eq!(path(r"\\Server\Share\x"), path("//server/share/X"));
        assert_eq!(path(r"\\?\E:\a"), path("e:/a"));
        assert_eq!(path(r"\\?\UNC\srv\s\a"), path("//srv/s/a"));
    }

    #[test]
    fn dots_are_resolved_by_name_and_never_above_a_root() {
        assert_eq!(path("a/./b/../c").as_str(), "a/c");
        assert_eq!(path("../../a").as_str(), "../../a");
        assert_eq!(path("e:/../../a").as_str(), "e:/a");
        assert_eq!(path("//s/h/../..").as_str(), "//s/h");
        assert_eq!(path(".").as_str(), "");
    }

    #[test]
    fn parents_end_at_the_root() {
        let up = |text: &str| path(text).parent().map(|p| p.as_str().to_owned());
        assert_eq!(up("e:/a/b"), Some("e:/a".into()));
        assert_eq!(up("e:/a"), Some("e:/".into()));
        assert_eq!(up("e:/"), None);
        assert_eq!(up("//s/h/a"), Some("//s/h".into()));
        assert_eq!(up("//s/h"), None);
        assert_eq!(up("/a"), Some("/".into()));
        assert_eq!(up("a"), Some("".into()));
        assert_eq!(up(""), None);
        assert_eq!(up(".."), None);
    }

    #[test]
    fn within_ends_at_a_separator() {
        assert!(path("e:/Shared/x").is_within(&path(r"E:\shared")));
        assert!(!path("e:/SharedMore").is_within(&path("e:/Shared")));
        assert_eq!(path("e:/A/b").below(&path("e:/")), Some("A/b"));
        assert_eq!(path("//s/h/A").below(&path("//S/H")), Some("A"));
        assert_eq!(path("e:/ÄÖ/İx/b").below(&path("e:/äö")), Some("İx/b"));
    }

    #[test]
    fn relative_spelling_climbs_and_descends() {
        assert_eq!(path("e:/a/c/d").relative_to(&path("e:/A/b")), Some("../c/d".into()));
        assert_eq!(path("e:/a").relative_to(&path("e:/a")), Some(".".into()));
        assert_eq!(path("e:/a").relative_to(&path("f:/a")), None);
    }

    #[test]
    fn joining_an_absolute_path_replaces_the_folder() {
        assert_eq!(path("e:/a").join(r"..\b").as_str(), "e:/b");
        assert_eq!(path("e:/a").join(r"F:\b").as_str(), "f:/b");
    }
}
