//! Where a path of the publisher lands in the package.
//!
//! In: the publication's root, how far references climb above it. Out: destinations below `extracted/`.
//! Never renames: two places of the publisher never share a destination.

use crate::text::DataPath;

/// How many folders above the root are lifted into the package at most.
pub const MOST_LIFTED: usize = 3;

/// Maps the publisher's places to the package's.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// `p30`, `p20` or `v101`.
    version_folder: String,
    root: DataPath,
    /// The folder that lands directly below the version folder: the root, or an ancestor of it.
    lifted: DataPath,
}

impl Ground {
    /// Lifts the root by `climbs` folders (at most `MOST_LIFTED`, and never above the drive).
    pub fn new(version_folder: &str, root: &DataPath, climbs: usize) -> Self {
        let lifted = root.ancestors().take(climbs.min(MOST_LIFTED) + 1).last().unwrap_or_else(|| root.clone());
        Self { version_folder: version_folder.to_owned(), root: root.clone(), lifted }
    }

    /// The publication's root.
    pub fn root(&self) -> &DataPath {
        &self.root
    }

    /// The version folder (`p30`).
    pub fn version_folder(&self) -> &str {
        &self.version_folder
    }

    /// Where `path` lands, relative to `extracted/`; as a path below `/`, so that it can be joined and compared.
    pub fn place(&self, path: &DataPath) -> DataPath {
        if let Some(below) = path.below(&self.lifted) {
            let base = DataPath::new(&format!("/{}/{}", self.version_folder, root_name(&self.lifted)));
            return if below.is_empty() { base } else { base.join(below) };
        }
        let elsewhere = match (path.drive(), path.server()) {
            (Some(letter), _) => format!("/cd/{letter}/{}", rest(path)),
            (None, Some(_)) => format!("/cd/{}/{}", path.root().trim_matches('/').replace('/', "_"), rest(path)),
            (None, None) => self.place_without_drive(path),
        };
        DataPath::new(&elsewhere)
    }

    /// A place that only its relation to the root names: no folder of this machine enters the package.
    fn place_without_drive(&self, path: &DataPath) -> String {
        let relative = path.relative_to(&self.root).unwrap_or_else(|| path.to_string());
        let climbs = relative.split('/').take_while(|step| *step == "..").count();
        let below: Vec<&str> = relative.split('/').skip(climbs).collect();
        format!("/cd/up{climbs}/{}", below.join("/"))
    }
}

impl Default for Ground {
    fn default() -> Self {
        Self::new("p30", &DataPath::new(""), 0)
    }
}

/// How many folders above `root` lie between it and `path`; `None` where nothing above the root is shared.
pub fn climbs(path: &DataPath, root: &DataPath) -> Option<usize> {
    let relative = path.relative_to(root)?;
    Some(relative.split('/').take_while(|step| *step == "..").count())
}

fn rest(path: &DataPath) -> String {
    path.parts().collect::<Vec<_>>().join("/")
}

/// A root folder's name: a drive is called by its letter.
fn root_name(folder: &DataPath) -> String {
    match (folder.name(), folder.drive()) {
        ("", Some(letter)) => letter.to_string(),
        ("", None) => "root".to_owned(),
        (name, _) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(ground: &Ground, path: &str) -> String {
        ground.place(&DataPath::new(path)).to_string()
    }

    #[test]
    fn what_lies_below_the_root_keeps_its_place() {
        let ground = Ground::new("p30", &DataPath::new("e:/Warehousing"), 0);
        assert_eq!(placed(&ground, "E:/warehousing/ToolData/x.gdb/Streets"), "/p30/Warehousing/ToolData/x.gdb/Streets");
        assert_eq!(placed(&ground, "e:/Shared/zones.shp"), "/cd/e/Shared/zones.shp");
        assert_eq!(placed(&ground, "//srv/gis/a/b.tif"), "/cd/srv_gis/a/b.tif");
    }

    #[test]
    fn climbing_references_lift_the_root_with_its_neighbours() {
        let ground = Ground::new("p30", &DataPath::new("e:/City/Warehousing"), 1);
        assert_eq!(placed(&ground, "e:/City/Warehousing/a.py"), "/p30/City/Warehousing/a.py");
        assert_eq!(placed(&ground, "e:/City/Shared/b.shp"), "/p30/City/Shared/b.shp");
        let drive = Ground::new("p30", &DataPath::new("e:/Warehousing"), 1);
        assert_eq!(placed(&drive, "e:/Shared/b.shp"), "/p30/e/Shared/b.shp");
    }

    #[test]
    fn no_folder_of_this_machine_enters_the_package() {
        let ground = Ground::new("p30", &DataPath::new("/home/anna/work/Warehousing"), 0);
        assert_eq!(placed(&ground, "/home/anna/data/x.gdb"), "/cd/up2/data/x.gdb");
    }
}
