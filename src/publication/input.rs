//! What can be opened: judged by its name at first, then looked up.
//!
//! In: paths that the user named. Out: an [`InputKind`], and what the disk has under that name.
//! Never reads a file's contents.

use std::path::Path;

use crate::disk::{DriveMap, Files, Found, Reach, RealFiles};
use crate::text::{DataPath, visible};

/// What a path promises by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// `.pyt`
    PythonToolbox,
    /// `.atbx`, `.tbx`
    Toolbox,
    /// `.py`
    Script,
    /// A map document or layer file.
    MapDocument,
    /// A saved publication.
    Publication,
    /// A name without an ending, or a geodatabase: a folder, if it exists at all.
    Folder,
    /// Nothing that Waybill takes as an input.
    Other,
}

impl InputKind {
    /// The kind that the name's ending stands for.
    pub fn by_name(path: &Path) -> Self {
        let Some(ending) = path.extension() else { return Self::Folder };
        match ending.to_string_lossy().to_lowercase().as_str() {
            "pyt" => Self::PythonToolbox,
            "atbx" | "tbx" => Self::Toolbox,
            "py" => Self::Script,
            "aprx" | "mapx" | "mxd" | "lyr" | "lyrx" | "pagx" => Self::MapDocument,
            "waybill" => Self::Publication,
            "gdb" => Self::Folder,
            _ => Self::Other,
        }
    }

    /// The kind in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::PythonToolbox => "Python toolbox",
            Self::Toolbox => "Toolbox",
            Self::Script => "Script",
            Self::MapDocument => "Map document or layer file",
            Self::Publication => "Publication",
            Self::Folder => "Folder, searched for toolboxes and scripts",
            Self::Other => "Not something Waybill reads",
        }
    }

    /// True for what a publication is made of.
    pub fn is_readable(self) -> bool {
        match self {
            Self::PythonToolbox | Self::Toolbox | Self::Script | Self::MapDocument | Self::Folder => true,
            Self::Publication | Self::Other => false,
        }
    }

    /// True for what can be opened: what a publication is made of, and a saved publication.
    pub fn can_be_opened(self) -> bool {
        self.is_readable() || self == Self::Publication
    }
}

/// Why an input cannot be opened.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum InputError {
    /// It does not exist.
    #[error("There is no such file or folder: {path}")]
    Missing {
        /// What was asked for.
        path: String,
    },
    /// It lies on a drive or server that this machine cannot ask.
    #[error("{root} is not known here; --drive says which folder of this machine stands for it: {path}")]
    NoSuchDrive {
        /// The drive or share.
        root: String,
        /// What was asked for.
        path: String,
    },
    /// Its name is no text.
    #[error("The name is not valid text: {path}")]
    NotText {
        /// The name as far as it can be shown.
        path: String,
    },
    /// It is of a kind that cannot be published.
    #[error("Waybill reads .pyt, .atbx, .tbx, .py, folders and map documents, not this file: {path}")]
    NotAnInput {
        /// The file.
        path: String,
    },
    /// It is a saved publication among other inputs.
    #[error("A saved publication is opened alone, without other inputs: {path}")]
    PublicationFile {
        /// The file.
        path: String,
    },
}

/// The publisher's name for a path that the user gave.
///
/// # Errors
/// [`InputError::NotText`].
pub fn publisher_path(drives: &DriveMap, path: &Path) -> Result<DataPath, InputError> {
    let named = path.to_str().map(DataPath::new);
    // A publisher's own spelling (`e:\Tools.pyt`) is understood wherever a drive map gives it a place;
    // and a system without drives has no place of its own that is spelled so.
    let foreign = |named: &DataPath| named.drive().is_some_and(|_| !cfg!(windows));
    let mapped =
        |named: &DataPath| named.is_absolute() && named.root() != "/" && (foreign(named) || drives.to_host(named).is_some());
    match named.filter(mapped) {
        Some(named) => Ok(named),
        None => RealFiles::publisher_path(drives, path)
            .ok_or_else(|| InputError::NotText { path: visible(&path.to_string_lossy()).into_owned() }),
    }
}

/// Looks up something that the user named.
///
/// # Errors
/// [`InputError::Missing`] and [`InputError::NoSuchDrive`].
pub fn find_named(files: &dyn Files, path: &DataPath) -> Result<Found, InputError> {
    if let Some(found) = files.find(path) {
        return Ok(found);
    }
    let shown = visible(path.as_str()).into_owned();
    match files.reach(path) {
        Reach::Reachable => Err(InputError::Missing { path: shown }),
        Reach::NoSuchDrive | Reach::NotAsked => {
            Err(InputError::NoSuchDrive { root: visible(path.root()).into_owned(), path: shown })
        }
    }
}

/// Looks up an input of a publication.
///
/// # Errors
/// As [`find_named`], and where it is a file that cannot be published.
pub fn find_input(files: &dyn Files, path: &DataPath) -> Result<Found, InputError> {
    let found = find_named(files, path)?;
    if found.kind.is_folder() {
        return Ok(found);
    }
    let shown = visible(path.as_str()).into_owned();
    match InputKind::by_name(Path::new(path.name())) {
        InputKind::PythonToolbox | InputKind::Toolbox | InputKind::Script | InputKind::MapDocument => Ok(found),
        InputKind::Publication => Err(InputError::PublicationFile { path: shown }),
        InputKind::Folder | InputKind::Other => Err(InputError::NotAnInput { path: shown }),
    }
}

/// The folder that the report's paths are relative to, where these are the inputs.
pub fn root_of(inputs: &[Found]) -> DataPath {
    super::show::common_root(&inputs.iter().map(input_folder).collect::<Vec<_>>())
}

/// A folder is itself, a file its folder; a toolbox is seen from the folder that holds it, also if it is a folder.
pub(super) fn input_folder(found: &Found) -> DataPath {
    let is_toolbox = matches!(found.path.extension().as_str(), "atbx" | "tbx");
    match found.path.parent() {
        Some(parent) if is_toolbox || !found.kind.is_folder() => parent,
        Some(_) | None => found.path.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::{EntryKind, MemoryFiles};

    #[test]
    fn the_ending_tells_what_an_input_is_in_any_case() {
        let kind = |name: &str| InputKind::by_name(Path::new(name));
        assert_eq!(kind("Tools.PYT"), InputKind::PythonToolbox);
        assert_eq!(kind("Yard Tools.atbx"), InputKind::Toolbox);
        assert_eq!(kind("Scripts"), InputKind::Folder);
        assert!(!kind("Warehouse.docx").is_readable());
    }

    #[test]
    fn what_a_publication_cannot_be_made_of_is_refused_with_its_path() {
        let files = MemoryFiles::new([
            ("e:/W/Tools.pyt", vec![]),
            ("e:/W/My.Data/a.txt", vec![]),
            ("e:/W/notes.docx", vec![]),
            ("e:/W/Saved.waybill", vec![]),
        ]);
        let find = |path: &str| find_input(&files, &DataPath::new(path)).map(|found| found.path.as_str().to_owned());
        assert_eq!(find("E:/w/tools.pyt").unwrap(), "e:/W/Tools.pyt");
        assert!(find("e:/W/My.Data").is_ok());
        assert!(matches!(find("e:/W/absent.pyt"), Err(InputError::Missing { path }) if path == "e:/W/absent.pyt"));
        assert!(matches!(find("e:/W/notes.docx"), Err(InputError::NotAnInput { .. })));
        assert!(matches!(find("e:/W/Saved.waybill"), Err(InputError::PublicationFile { .. })));
        assert!(matches!(find("q:/Tools.pyt"), Err(InputError::NoSuchDrive { root, .. }) if root == "q:/"));
    }

    #[test]
    fn a_file_stands_for_its_folder_and_a_folder_for_itself() {
        let found = |path: &str, kind: EntryKind| Found { path: DataPath::new(path), kind, bytes: 0 };
        let file = found("e:/W/Tools/A.pyt", EntryKind::File);
        let folder = found("E:/w/Data", EntryKind::Folder);
        assert_eq!(root_of(std::slice::from_ref(&file)).as_str(), "e:/W/Tools");
        assert_eq!(root_of(std::slice::from_ref(&folder)).as_str(), "e:/w/Data");
        assert_eq!(root_of(&[file, folder]).as_str(), "e:/W");
    }
}
