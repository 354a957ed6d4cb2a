//! Spells paths as Python that any version runs.
//!
//! In: a place in the package or a server path. Out: the expression that replaces a literal.
//! Never writes an f-string, and never a publisher's own folder.

use crate::text::DataPath;

/// What a rewritten literal leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A place in the package, below `/`.
    Packaged(DataPath),
    /// A path of the server's data store.
    Server(String),
}

/// Which expression leads from a script to the package's folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// `os.path.dirname(__file__)`: the script is a file of its own.
    File,
    /// `arcpy.env.packageWorkspace` and the toolbox's folder below it: embedded scripts have no file.
    Workspace {
        /// The toolbox's folder, relative to the version folder.
        toolbox_folder: String,
    },
}

/// The expression for `goal` in a script that lies in `folder` of the package; `None` where no relative path leads there.
pub fn expression(goal: &Goal, folder: &DataPath, anchor: &Anchor, python_2: bool) -> Option<String> {
    let target = match goal {
        Goal::Server(path) => return Some(raw_string(path, python_2)),
        Goal::Packaged(path) => path,
    };
    let relative = raw_string(&target.relative_to(folder)?.replace('/', "\\"), python_2);
    Some(match anchor {
        Anchor::File => format!("os.path.join(os.path.dirname(__file__), {relative})"),
        Anchor::Workspace { toolbox_folder } => {
            let below = quoted_folder(toolbox_folder, python_2);
            format!("os.path.join(arcpy.env.packageWorkspace, {below}, {relative})")
        }
    })
}

fn quoted_folder(folder: &str, python_2: bool) -> String {
    if folder.contains(['/', '\\']) {
        return raw_string(&folder.replace('/', "\\"), python_2);
    }
    match raw_string(folder, python_2).strip_prefix('r') {
        Some(plain) => plain.to_owned(),
        None => raw_string(folder, python_2),
    }
}

/// `text` as a raw string, or as an escaped one where a raw one cannot hold it.
pub fn raw_string(text: &str, python_2: bool) -> String {
    let needs_unicode = python_2 && !text.is_ascii();
    if !needs_unicode && !text.ends_with('\\') && !text.chars().any(char::is_control) {
        if !text.contains('\'') {
            return format!("r'{text}'");
        }
        if !text.contains('"') {
            return format!("r\"{text}\"");
        }
    }
    let mut escaped = String::from(if needs_unicode { "u'" } else { "'" });
    for letter in text.chars() {
        match letter {
            '\\' => escaped.push_str(r"\\"),
            '\'' => escaped.push_str(r"\'"),
            plain if plain.is_ascii() && !plain.is_ascii_control() => escaped.push(plain),
            other if !python_2 && !other.is_control() => escaped.push(other),
            other if u32::from(other) > 0xFFFF => escaped.push_str(&format!(r"\U{:08x}", u32::from(other))),
            other => escaped.push_str(&format!(r"\u{:04x}", u32::from(other))),
        }
    }
    escaped.push('\'');
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linked_script_starts_at_its_own_file() {
        let goal = Goal::Packaged(DataPath::new("/cd/e/Shared/zones.shp"));
        let folder = DataPath::new("/p30/Warehousing");
        assert_eq!(
            expression(&goal, &folder, &Anchor::File, false).as_deref(),
            Some(r"os.path.join(os.path.dirname(__file__), r'..\..\cd\e\Shared\zones.shp')")
        );
    }

    #[test]
    fn an_embedded_script_starts_at_the_package_workspace() {
        let goal = Goal::Packaged(DataPath::new("/cd/e/Projections"));
        let anchor = Anchor::Workspace { toolbox_folder: "port".to_owned() };
        assert_eq!(
            expression(&goal, &DataPath::new("/p30/port"), &anchor, false).as_deref(),
            Some(r"os.path.join(arcpy.env.packageWorkspace, 'port', r'..\..\cd\e\Projections')")
        );
    }

    #[test]
    fn quotes_and_old_python_get_the_spelling_that_holds_them() {
        assert_eq!(raw_string("it's", false), "r\"it's\"");
        assert_eq!(raw_string("a'\"b", false), "'a\\'\"b'");
        assert_eq!(raw_string("ä\\b", true), r"u'\u00e4\\b'");
        assert_eq!(raw_string("ä\\b", false), r"r'ä\b'");
        assert_eq!(raw_string(r"\\srv\share", false), r"r'\\srv\share'");
    }
}
