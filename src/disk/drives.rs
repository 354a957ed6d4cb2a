//! Which folder of this machine stands for a publisher's drive.
//!
//! In: texts such as `e:=/mnt/e`. Out: a [`DriveMap`] that translates both ways.
//! Never asks the disk.

use std::path::{Path, PathBuf};

use crate::text::DataPath;

/// Drive letters, shares or `/` and the folders of this machine that stand for them.
#[derive(Clone, Debug, Default)]
pub struct DriveMap {
    rows: Vec<(DataPath, PathBuf)>,
}

/// A drive mapping that cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("--drive {text}: write it as e:=/folder or //server/share=/folder")]
pub struct DriveMapError {
    /// What was given.
    pub text: String,
}

impl DriveMap {
    /// The map of several rows `ROOT=FOLDER`.
    ///
    /// # Errors
    /// As [`DriveMap::add`], for the first row that cannot be read.
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a str>) -> Result<Self, DriveMapError> {
        let mut map = Self::default();
        for row in rows {
            map.add(row)?;
        }
        Ok(map)
    }

    /// The rows as they are written: `e:=/mnt/e`. [`DriveMap::of`] reads them again.
    pub fn texts(&self) -> Vec<String> {
        let root = |root: &DataPath| match root.drive() {
            Some(letter) => format!("{letter}:"),
            None => root.as_str().to_owned(),
        };
        self.rows.iter().map(|(mapped, folder)| format!("{}={}", root(mapped), folder.display())).collect()
    }

    /// Adds `ROOT=FOLDER`, where ROOT is a drive, a share or `/`.
    ///
    /// # Errors
    /// [`DriveMapError`] where ROOT is none of these or FOLDER is empty.
    pub fn add(&mut self, text: &str) -> Result<(), DriveMapError> {
        let wrong = || DriveMapError { text: text.to_owned() };
        let (root, folder) = text.split_once('=').ok_or_else(wrong)?;
        let root = DataPath::new(root);
        if folder.is_empty() || !root.is_absolute() || root.parent().is_some() {
            return Err(wrong());
        }
        let folder = std::path::absolute(folder).map_err(|_| wrong())?;
        self.rows.push((root, folder));
        Ok(())
    }

    /// True if a row names `/`: then `/x` in a script is an absolute path to data.
    pub fn maps_posix_root(&self) -> bool {
        self.rows.iter().any(|(root, _)| root.as_str() == "/")
    }

    /// The folder of this machine that stands for `path`, if its root is mapped.
    pub fn to_host(&self, path: &DataPath) -> Option<PathBuf> {
        let (root, folder) = self.rows.iter().find(|(root, _)| path.root().eq_ignore_ascii_case(root.root()))?;
        Some(folder.join(path.below(root)?))
    }

    /// The publisher's name for a place of this machine, if it lies below a mapped folder (the deepest wins).
    pub fn to_publisher(&self, host: &Path) -> Option<DataPath> {
        let below =
            |(root, folder): &(DataPath, PathBuf)| Some((folder.components().count(), root.join(&rest_below(folder, host)?)));
        self.rows.iter().filter_map(below).max_by_key(|(depth, _)| *depth).map(|(_, path)| path)
    }
}

/// What of `host` lies below `folder`, names compared as this system compares them.
fn rest_below(folder: &Path, host: &Path) -> Option<String> {
    if cfg!(windows) {
        return DataPath::new(host.to_str()?).below(&DataPath::new(folder.to_str()?)).map(str::to_owned);
    }
    Some(host.strip_prefix(folder).ok()?.to_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(windows)]
    #[test]
    fn a_mapped_folder_is_recognised_in_any_case_and_behind_a_long_path_prefix() {
        let mut drives = DriveMap::default();
        drives.add(r"e:=C:\Mirror\E").unwrap();
        for host in [r"c:\mirror\e\Shared\zones.shp", r"\\?\C:\Mirror\e\Shared\zones.shp"] {
            let path = drives.to_publisher(Path::new(host)).unwrap();
            assert_eq!(path.as_str(), "e:/Shared/zones.shp", "{host}");
        }
        assert_eq!(drives.to_publisher(Path::new(r"C:\Mirror\Else")), None);
    }

    #[test]
    fn a_mapped_folder_is_shown_by_its_drive() {
        let mut drives = DriveMap::default();
        drives.add("E:=/mnt/e").unwrap();
        let host = drives.to_host(&DataPath::new(r"e:\Shared\zones.shp")).unwrap();
        assert!(host.ends_with("Shared/zones.shp"));
        let back = drives.to_publisher(&host).unwrap();
        assert_eq!(back.as_str(), "e:/Shared/zones.shp");
        assert_eq!(drives.to_publisher(Path::new("/elsewhere")), None);
    }

    #[test]
    fn rows_are_written_as_they_are_read() {
        let rows = if cfg!(windows) {
            [r"e:=C:\e", r"//srv/gis=C:\gis", r"/=C:\root"]
        } else {
            ["e:=/mnt/e", "//srv/gis=/mnt/gis", "/=/mnt"]
        };
        assert_eq!(DriveMap::of(rows).unwrap().texts(), rows);
    }

    #[test]
    fn a_mapping_without_a_root_is_refused_with_the_right_form() {
        for wrong in ["e", "data=/mnt/e", "e:/sub=/mnt", "e:="] {
            assert!(DriveMap::default().add(wrong).is_err(), "{wrong}");
        }
    }
}
