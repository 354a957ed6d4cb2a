//! Spells paths as the report does.
//!
//! In: a path and the publication's root. Out: text without any folder of this machine.
//! Never asks the disk.

use crate::text::DataPath;

/// The publication's root: a folder given is itself, a file its folder, several inputs their deepest common folder.
///
/// `folders` are the inputs' folders; without a common root the first one stands.
pub fn common_root(folders: &[DataPath]) -> DataPath {
    let mut folders = folders.iter();
    let Some(first) = folders.next() else { return DataPath::new("") };
    folders.fold(first.clone(), |root, folder| {
        let shared = root.ancestors().find(|ancestor| folder.is_within(ancestor));
        shared.unwrap_or(root)
    })
}

/// `path` relative to `root` where it lies below it; else with its drive or share; else as a climb from the root.
pub fn shown(path: &DataPath, root: &DataPath) -> String {
    match path.below(root) {
        Some("") => ".".to_owned(),
        Some(below) => below.to_owned(),
        None if path.drive().is_some() || path.server().is_some() => path.to_string(),
        None => path.relative_to(root).unwrap_or_else(|| path.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_below_the_root_and_never_name_this_machine() {
        let root = DataPath::new("/home/anna/Warehousing");
        let show = |path: &str| shown(&DataPath::new(path), &root);
        assert_eq!(show("/home/anna/Warehousing"), ".");
        assert_eq!(show("/home/anna/Warehousing/ToolData/x.shp"), "ToolData/x.shp");
        assert_eq!(show("/home/anna/data/x.gdb"), "../data/x.gdb");
        assert_eq!(show("E:/Shared/zones.shp"), "e:/Shared/zones.shp");
    }

    #[test]
    fn several_inputs_share_their_deepest_common_folder() {
        let root =
            |folders: &[&str]| common_root(&folders.iter().map(|text| DataPath::new(text)).collect::<Vec<_>>()).to_string();
        assert_eq!(root(&["e:/a/b", "e:/a/c/d"]), "e:/a");
        assert_eq!(root(&["e:/a/b"]), "e:/a/b");
        assert_eq!(root(&["e:/a", "f:/b"]), "e:/a");
    }
}
