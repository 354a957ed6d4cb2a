//! Paths in saved publications: relative to the file where they can be, with forward slashes.
//!
//! In: paths of this machine, or the texts of a saved file. Out: the other of the two.
//! Never asks the disk: a publication is saved and read also where its inputs are gone.

use std::path::{Path, PathBuf};

use crate::text::DataPath;

/// How a publication that lies in `folder` names `path`.
pub fn path_in_file(path: &Path, folder: &Path) -> String {
    let (target, from) = (named(path), named(folder));
    let relative = target.relative_to(&from);
    // Where the system tells `Data` from `data`, a spelling that leads elsewhere is none.
    let leads_there = |relative: &String| cfg!(windows) || from.join(relative).as_str() == target.as_str();
    relative.filter(leads_there).unwrap_or_else(|| target.as_str().to_owned())
}

/// The place that a text of a publication that lies in `folder` names; a drive of another machine keeps its spelling.
pub fn path_of_file(text: &str, folder: &Path) -> PathBuf {
    let written = DataPath::new(text);
    if written.is_absolute() {
        return PathBuf::from(text);
    }
    PathBuf::from(native(named(folder).join(text).as_str()))
}

fn named(path: &Path) -> DataPath {
    let text = path.to_string_lossy();
    // A publisher's drive is absolute on any system; all else is this machine's.
    if DataPath::new(&text).is_absolute() {
        return DataPath::new(&text);
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    DataPath::new(&absolute.to_string_lossy())
}

/// The separators of this system, as its own dialogs give them.
fn native(text: &str) -> String {
    if cfg!(windows) { text.replace('/', "\\") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_drives_and_shares_are_named_in_full() {
        let folder = Path::new(r"E:\Yard");
        assert_eq!(
            path_in_file(Path::new(r"e:\yard\Tools.pyt"), folder),
            if cfg!(windows) { "Tools.pyt" } else { "e:/yard/Tools.pyt" }
        );
        assert_eq!(path_in_file(Path::new(r"E:\Shared\x.gdb"), folder), "../Shared/x.gdb");
        assert_eq!(path_in_file(Path::new(r"F:\x.gdb"), folder), "f:/x.gdb");
        assert_eq!(path_in_file(Path::new(r"\\srv\gis\x.gdb"), folder), "//srv/gis/x.gdb");
        assert_eq!(path_in_file(Path::new(r"\\srv\gis\x.gdb"), Path::new("//srv/gis/saved")), "../x.gdb");
    }

    #[test]
    fn a_text_leads_back_to_its_path() {
        let folder = Path::new(if cfg!(windows) { r"C:\Yard" } else { "/Yard" });
        assert_eq!(path_of_file("Data/zones.shp", folder), folder.join("Data").join("zones.shp"));
        assert_eq!(path_of_file(r"..\Shared", folder), folder.parent().unwrap().join("Shared"));
        assert_eq!(path_of_file("f:/x.gdb", folder), Path::new("f:/x.gdb"));
        assert_eq!(path_of_file(".", folder), folder);
    }
}
