//! Searches a given folder for toolboxes, scripts and map documents.
//!
//! In: a folder. Out: what lies in it and below, sorted by path, and what was passed over.
//! Never follows links out of a folder, and never looks into geodatasets, caches and virtual environments.

use std::sync::Arc;

use rayon::prelude::*;

use super::{InputProblem, SkippedFolder};
use crate::disk::{Entry, EntryKind, Files, Listing};
use crate::text::{DataPath, same_name};

/// Folders deeper than this below the given one are not searched.
const MOST_DEPTH: usize = 64;
/// The search ends when it has seen this many files and folders.
const MOST_ENTRIES: usize = 2_000_000;

/// The extensions of folders that are one geodataset.
const GEODATASETS: &[&str] = &["gdb", "crf", "geodatabase"];

/// What a folder holds.
#[derive(Default)]
pub(super) struct FolderContents {
    pub(super) toolboxes: Vec<DataPath>,
    pub(super) scripts: Vec<DataPath>,
    pub(super) documents: Vec<DataPath>,
    pub(super) skipped: Vec<SkippedFolder>,
    pub(super) problems: Vec<InputProblem>,
}

/// What a file is, by its extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// `.pyt`, `.atbx`, `.tbx`.
    Toolbox,
    /// `.py`, `.pyw`.
    Script,
    /// A map document, project or layer file.
    Document,
    /// Anything else.
    Other,
}

impl FileKind {
    /// Judges by extension.
    pub(super) fn of(path: &DataPath) -> Self {
        Self::of_name(path.name())
    }

    fn of_name(name: &str) -> Self {
        const TOOLBOXES: &[&str] = &["pyt", "atbx", "tbx"];
        const SCRIPTS: &[&str] = &["py", "pyw"];
        const DOCUMENTS: &[&str] = &["mxd", "msd", "mapx", "aprx", "pagx", "lyr", "lyrx", "sxd", "3dd"];
        match name {
            name if has_extension(name, SCRIPTS) => Self::Script,
            name if has_extension(name, TOOLBOXES) => Self::Toolbox,
            name if has_extension(name, DOCUMENTS) => Self::Document,
            _ => Self::Other,
        }
    }
}

/// Searches `folder` and all folders below it, a level at a time.
pub(super) fn search(folder: &DataPath, files: &dyn Files) -> FolderContents {
    let mut contents = FolderContents::default();
    let mut level = vec![folder.clone()];
    let mut seen = 0;
    for _ in 0..=MOST_DEPTH {
        let listings: Vec<Option<Arc<Listing>>> = level.par_iter().map(|folder| files.listing(folder)).collect();
        list_below(&listings, files);
        let mut next = Vec::new();
        for (folder, listing) in level.iter().zip(listings) {
            let Some(listing) = listing else {
                contents.not_searched(folder, "The folder cannot be listed");
                continue;
            };
            seen += listing.entries().len();
            if seen > MOST_ENTRIES {
                contents.not_searched(folder, "The given folder holds more files than Waybill searches");
                return contents.sorted();
            }
            contents.take(&listing, files, &mut next);
        }
        if next.is_empty() {
            return contents.sorted();
        }
        level = next;
    }
    for folder in &level {
        contents.not_searched(folder, "The folder lies deeper than Waybill searches");
    }
    contents.sorted()
}

/// Lists on all cores what is looked at one by one next: the disk remembers it.
fn list_below(listings: &[Option<Arc<Listing>>], files: &dyn Files) {
    let searched = |entry: &&Entry| entry.kind == EntryKind::Folder && is_searched_by_name(&entry.name);
    let below = |listing: &Arc<Listing>| -> Vec<DataPath> {
        listing.folders().filter(searched).map(|entry| listing.folder.child(&entry.name)).collect()
    };
    let folders: Vec<DataPath> = listings.iter().flatten().flat_map(below).collect();
    folders.par_iter().for_each(|folder| drop(files.listing(folder)));
}

impl FolderContents {
    fn take(&mut self, listing: &Listing, files: &dyn Files, next: &mut Vec<DataPath>) {
        for entry in listing.entries() {
            let path = || listing.folder.child(&entry.name);
            match entry.kind {
                EntryKind::File => self.take_file(FileKind::of_name(&entry.name), path),
                EntryKind::Folder => self.take_folder(path(), entry, files, next),
                EntryKind::FileLink | EntryKind::FolderLink => {}
            }
        }
    }

    fn take_file(&mut self, kind: FileKind, path: impl Fn() -> DataPath) {
        match kind {
            FileKind::Toolbox => self.toolboxes.push(path()),
            FileKind::Script => self.scripts.push(path()),
            FileKind::Document => self.documents.push(path()),
            FileKind::Other => {}
        }
    }

    fn take_folder(&mut self, path: DataPath, entry: &Entry, files: &dyn Files, next: &mut Vec<DataPath>) {
        if let Some(because) = skipped_by_name(&entry.name) {
            self.skipped.push(SkippedFolder { path, because });
            return;
        }
        if !is_searched_by_name(&entry.name) {
            return;
        }
        let Some(listing) = files.listing(&path) else {
            self.not_searched(&path, "The folder cannot be listed");
            return;
        };
        if is_toolbox_folder(&path, &listing) {
            self.toolboxes.push(path);
        } else if is_virtual_environment(&listing, files) {
            self.skipped.push(SkippedFolder { path, because: "a virtual environment" });
        } else if !is_geodataset(&listing) {
            next.push(path);
        }
    }

    fn not_searched(&mut self, folder: &DataPath, why: &str) {
        self.problems.push(InputProblem::FolderNotSearched { path: folder.clone(), why: why.to_owned() });
    }

    fn sorted(mut self) -> Self {
        self.toolboxes.sort();
        self.scripts.sort();
        self.documents.sort();
        self.skipped.sort_by(|a, b| a.path.cmp(&b.path));
        self
    }
}

/// Why a folder of this name is passed over, where that is worth saying.
fn skipped_by_name(name: &str) -> Option<&'static str> {
    let is = |other: &str| same_name(name, other);
    if is(".git") || is(".svn") || is(".hg") {
        return Some("version control");
    }
    if is("__pycache__") || is(".pytest_cache") || is(".mypy_cache") || is(".ruff_cache") || is(".ipynb_checkpoints") {
        return Some("a cache");
    }
    (is("site-packages") || is("dist-packages") || is("node_modules")).then_some("installed packages")
}

/// False for folders that are hidden, no publisher's work, or one geodataset.
fn is_searched_by_name(name: &str) -> bool {
    !name.starts_with('.') && skipped_by_name(name).is_none() && !has_extension(name, GEODATASETS)
}

/// True for folders with the extension of a toolbox that hold one in pieces.
pub(super) fn is_toolbox_folder(path: &DataPath, listing: &Listing) -> bool {
    FileKind::of(path) == FileKind::Toolbox && listing.get("toolbox.content").is_some()
}

fn is_virtual_environment(listing: &Listing, files: &dyn Files) -> bool {
    let has_script = |folder: &str| {
        let entry = listing.get(folder).filter(|entry| entry.kind == EntryKind::Folder);
        let scripts = entry.and_then(|entry| files.listing(&listing.folder.child(&entry.name)));
        scripts.is_some_and(|scripts| scripts.get("activate").is_some())
    };
    listing.get("pyvenv.cfg").is_some() || listing.get("conda-meta").is_some() || has_script("Scripts") || has_script("bin")
}

/// True for folders that are one geodataset by their extension.
pub(super) fn is_geodataset_by_name(path: &DataPath) -> bool {
    has_extension(path.name(), GEODATASETS)
}

/// True for folders that are one geodataset by their files: grids, TINs and coverages are made of `.adf` files.
pub(super) fn is_geodataset(listing: &Listing) -> bool {
    listing.files().any(|entry| has_extension(&entry.name, &["adf"]))
}

fn has_extension(name: &str, known: &[&str]) -> bool {
    let (stem, extension) = name.rsplit_once('.').unwrap_or_default();
    !stem.is_empty() && known.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryFiles;

    fn found(paths: &[&str]) -> (String, String) {
        let files = MemoryFiles::new(paths.iter().map(|path| (*path, Vec::new())));
        let contents = search(&DataPath::new("e:/p"), &files);
        assert_eq!(contents.problems, []);
        let all = contents.toolboxes.iter().chain(&contents.scripts).chain(&contents.documents);
        let names: Vec<&str> = all.map(|path| path.below(&DataPath::new("e:/p")).unwrap()).collect();
        let skipped: Vec<String> =
            contents.skipped.iter().map(|skip| format!("{}: {}", skip.path.name(), skip.because)).collect();
        (names.join(" "), skipped.join(", "))
    }

    #[test]
    fn toolboxes_scripts_and_documents_are_found_at_any_depth() {
        let (names, skipped) = found(&["e:/p/b/Box.PYT", "e:/p/a.atbx", "e:/p/b/c/x.py", "e:/p/m.aprx", "e:/p/data.txt"]);
        assert_eq!((names.as_str(), skipped.as_str()), ("a.atbx b/Box.PYT b/c/x.py m.aprx", ""));
    }

    #[test]
    fn folders_that_are_not_the_publishers_work_are_skipped_and_said() {
        let (names, skipped) = found(&[
            "e:/p/x.py",
            "e:/p/.git/hooks/a.py",
            "e:/p/__pycache__/a.py",
            "e:/p/env/pyvenv.cfg",
            "e:/p/env/a.py",
            "e:/p/old/Scripts/activate",
            "e:/p/old/a.py",
            "e:/p/conda/conda-meta/history",
            "e:/p/conda/a.py",
            "e:/p/lib/site-packages/a.py",
        ]);
        assert_eq!(names, "x.py");
        assert_eq!(
            skipped,
            ".git: version control, __pycache__: a cache, conda: a virtual environment, env: a virtual environment, \
             site-packages: installed packages, old: a virtual environment"
        );
    }

    #[test]
    fn geodatasets_and_hidden_folders_are_passed_over_in_silence() {
        let (names, skipped) = found(&["e:/p/x.py", "e:/p/a.gdb/a.py", "e:/p/grid/HDR.ADF", "e:/p/grid/a.py", "e:/p/.idea/a.py"]);
        assert_eq!((names.as_str(), skipped.as_str()), ("x.py", ""));
    }

    #[test]
    fn folders_deeper_than_the_limit_are_named() {
        let path = format!("e:/p/{}x.py", "d/".repeat(70));
        let files = MemoryFiles::new([(path.as_str(), Vec::new())]);
        let contents = search(&DataPath::new("e:/p"), &files);
        assert_eq!((contents.scripts.len(), contents.problems.len()), (0, 1));
    }
}
