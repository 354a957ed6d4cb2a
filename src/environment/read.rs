//! Reads the listing of an environment in whatever form the administrator sent it.
//!
//! In: a file or folder. Out: an [`Environment`], or an [`EnvironmentError`] that says which forms are understood.
//! Never goes by the file's name: the content tells the form.

use super::decode::text_of;
use super::{Environment, conda_text, environment_file, folder, json, pip_text};
use crate::disk::{Files, ReadError};
use crate::text::DataPath;

/// Why no environment could be read.
#[derive(Debug, thiserror::Error)]
pub enum EnvironmentError {
    /// Nothing is there.
    #[error("there is no file or folder for the Python environment: {path}")]
    Absent {
        /// What was given.
        path: DataPath,
    },
    /// The file could not be read.
    #[error("the listing of the Python environment could not be read: {source}")]
    Unreadable {
        /// Why.
        #[source]
        source: ReadError,
    },
    /// The folder holds neither `conda-meta` nor `site-packages`.
    #[error("the folder holds no Python environment (no records in conda-meta, nothing in site-packages): {path}")]
    NoEnvironment {
        /// The folder.
        path: DataPath,
    },
    /// The text is in no known form.
    #[error("the file is no listing of a Python environment: {path}")]
    UnknownForm {
        /// The file.
        path: DataPath,
    },
}

/// What to do about an error.
pub fn hint(error: &EnvironmentError) -> Option<&'static str> {
    match error {
        EnvironmentError::Absent { .. } | EnvironmentError::Unreadable { .. } => None,
        EnvironmentError::NoEnvironment { .. } | EnvironmentError::UnknownForm { .. } => Some(
            "Best is the output of \"conda list --json\"; also read: a conda environment's folder or its conda-meta, \
             conda list in any form, conda env export, pip list, pip freeze, pip inspect",
        ),
    }
}

/// Reads a folder or file.
///
/// # Errors
/// [`EnvironmentError`] where nothing is there, or nothing of it can be understood.
pub fn read(files: &dyn Files, path: &DataPath) -> Result<Environment, EnvironmentError> {
    let Some(found) = files.find(path) else { return Err(EnvironmentError::Absent { path: path.clone() }) };
    if found.kind.is_folder() {
        return folder::read(files, &found.path).ok_or(EnvironmentError::NoEnvironment { path: found.path });
    }
    let bytes = files.read(&found.path).map_err(|source| EnvironmentError::Unreadable { source })?;
    read_bytes(&bytes).ok_or(EnvironmentError::UnknownForm { path: found.path })
}

/// Reads a listing from its bytes; `None` where it is in no known form.
pub fn read_bytes(bytes: &[u8]) -> Option<Environment> {
    read_text(&text_of(bytes))
}

/// Reads a listing from its text; `None` where it is in no known form.
pub fn read_text(text: &str) -> Option<Environment> {
    let forms: [fn(&str) -> Option<Environment>; 8] = [
        json::read,
        conda_text::explicit,
        environment_file::read,
        pip_text::columns,
        conda_text::canonical,
        pip_text::freeze,
        conda_text::export,
        conda_text::columns,
    ];
    forms.iter().find_map(|form| form(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryFiles;

    #[test]
    fn the_content_tells_the_form() {
        let source = |text: &str| read_text(text).map(|environment| environment.source).unwrap_or_default();
        assert_eq!(source("# Name Version Build Channel\nnumpy 1.2 py_0 esri\n"), "conda list");
        assert_eq!(source("numpy 1.2 py_0 esri\npython 3.9.1 h1\n"), "conda list");
        assert_eq!(source("# platform: win-64\nnumpy=1.2=py_0\n"), "conda list --export");
        assert_eq!(source("@EXPLICIT\nhttps://h/esri/win-64/numpy-1.2-py_0.conda\n"), "conda list --explicit");
        assert_eq!(source("esri/win-64::numpy-1.2-py_0\n"), "conda list --canonical");
        assert_eq!(source("name: x\ndependencies:\n  - numpy=1.2=py_0\n"), "conda env export");
        assert_eq!(source("Package Version\n------- -------\nnumpy 1.2\n"), "pip list");
        assert_eq!(source("numpy==1.2\nscipy==1.3\n"), "pip freeze");
        assert_eq!(source(r#"[{"name": "numpy", "version": "1.2"}]"#), "pip list");
        assert_eq!(source(r#"[{"name": "numpy", "version": "1.2", "build_string": "py_0"}]"#), "conda list --json");
        assert_eq!(source("import arcpy\nprint(1)\n"), "");
    }

    #[test]
    fn what_powershell_redirects_is_read() {
        let wide: Vec<u8> = "\u{FEFF}# Name Version\r\nnumpy 1.2 py_0\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let files = MemoryFiles::new([("e:/env.txt", wide)]);
        assert_eq!(read(&files, &DataPath::new("E:/ENV.TXT")).unwrap().packages.len(), 1);
    }

    #[test]
    fn errors_say_what_was_tried_and_what_is_accepted() {
        let files = MemoryFiles::new([("e:/a.txt", b"hello".to_vec()), ("e:/d/x", Vec::new())]);
        let error = |path: &str| read(&files, &DataPath::new(path)).unwrap_err();
        assert_eq!(error("e:/gone").to_string(), "there is no file or folder for the Python environment: e:/gone");
        assert!(hint(&error("e:/a.txt")).unwrap().contains("conda list --json"));
        assert!(hint(&error("e:/d")).unwrap().contains("conda-meta"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_stops_the_reader(lines in proptest::collection::vec("[ -~]{0,40}|name: x|dependencies:|  - a=1=b|@EXPLICIT|Package Version|---|# Name Version|\\[\\{", 0..12)) {
            read_text(&lines.join("\n"));
        }
    }
}
