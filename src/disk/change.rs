//! Looks at a disk again after some of its files have changed.
//!
//! In: places of this machine. Out: what of the listings is otherwise; the rest stays as it was read.
//! Never trusts a link: what changes behind one may be seen under several names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use super::{Entry, RealFiles};
use crate::text::DataPath;

/// What of the disk has changed, as far as listings tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiskChange {
    /// No name came or went; these files may have other contents.
    Contents(Vec<DataPath>),
    /// Names came or went; what lies at these paths or below may have other contents.
    Names(Vec<DataPath>),
    /// Anything may be otherwise: links lead to places that have other names.
    Unclear,
}

impl RealFiles {
    /// Forgets all that was read: the next look is at the disk.
    pub fn forget(&mut self) {
        *self = Self::new(std::mem::take(&mut self.drives), std::mem::take(&mut self.servers));
    }

    /// Lists again what the changes of these places of the machine may have touched, and tells what is otherwise.
    pub fn refresh(&mut self, changed: &[PathBuf]) -> DiskChange {
        let mut paths = Vec::new();
        for host in changed {
            let Some(path) = Self::publisher_path(&self.drives, host) else { return DiskChange::Unclear };
            if self.lies_behind_a_link(host) {
                return DiskChange::Unclear;
            }
            // A script may also name the place by its path on this machine.
            let plain = host.to_str().map(DataPath::new).filter(|plain| plain.is_absolute() && *plain != path);
            paths.extend(std::iter::once(path).chain(plain));
        }
        let mut contents = BTreeSet::new();
        let mut has_names = false;
        for path in &paths {
            match self.refresh_above(path) {
                Some(files) => contents.extend(files),
                None => has_names = true,
            }
        }
        if !has_names {
            return DiskChange::Contents(contents.into_iter().collect());
        }
        let listings = self.listings.get_mut().unwrap_or_else(PoisonError::into_inner);
        listings.retain(|folder, listing| listing.is_some() && !paths.iter().any(|path| folder.is_within(path)));
        paths.extend(contents);
        DiskChange::Names(paths)
    }

    /// True if a link that was used leads to that place, or to a folder above or below it.
    fn lies_behind_a_link(&mut self, host: &Path) -> bool {
        let links = self.links.get_mut().unwrap_or_else(PoisonError::into_inner);
        let listings = self.listings.get_mut().unwrap_or_else(PoisonError::into_inner);
        if links.is_empty() {
            return false;
        }
        let parent = host.parent().and_then(|parent| parent.canonicalize().ok());
        let real = parent.zip(host.file_name()).map_or_else(|| host.to_owned(), |(parent, name)| parent.join(name));
        let leads_there =
            |target: &PathBuf| [host, &real].iter().any(|place| place.starts_with(target) || target.starts_with(place));
        // A folder's link that nobody has looked behind changes nothing.
        let is_used = |link: &DataPath, target: &Path| !target.is_dir() || listings.keys().any(|folder| folder.is_within(link));
        links.iter().any(|(link, target)| leads_there(target) && is_used(link, target))
    }

    /// Lists the nearest known folder above a changed path again; gives its files with other contents, or `None` where
    /// names came or went.
    fn refresh_above(&mut self, path: &DataPath) -> Option<Vec<DataPath>> {
        path.parent()?;
        let listings = self.listings.get_mut().unwrap_or_else(PoisonError::into_inner);
        let known = path.ancestors().skip(1).find_map(|folder| listings.get(&folder).cloned().map(|listing| (folder, listing)));
        // Where nobody has asked for any folder above, nothing rests on it.
        let Some((folder, before)) = known else { return Some(Vec::new()) };
        let before = before?;
        let after = self.read_listing(&folder);
        self.listings.get_mut().unwrap_or_else(PoisonError::into_inner).insert(folder.clone(), after.clone());
        let after = after?;
        let is_same = |(a, b): (&Entry, &Entry)| a.name == b.name && a.kind == b.kind;
        let rows = || before.entries().iter().zip(after.entries());
        let same_names = before.entries().len() == after.entries().len() && rows().all(is_same);
        if !same_names || before.folder.as_str() != after.folder.as_str() {
            return None;
        }
        let mut files: Vec<DataPath> =
            rows().filter(|(a, b)| a.bytes != b.bytes).map(|(_, entry)| after.folder.child(&entry.name)).collect();
        if path.parent().as_ref() == Some(&folder)
            && let Some(entry) = after.get(path.name())
        {
            // Whole folders may have changed places under the same names.
            if entry.kind.is_folder() {
                return None;
            }
            files.push(after.folder.child(&entry.name));
        }
        Some(files)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::disk::{DriveMap, Files};

    /// A folder with `a/x.py` and `a/b/y.csv`, all of it listed.
    fn listed() -> (tempfile::TempDir, RealFiles, DataPath) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        fs::write(folder.path().join("a/x.py"), "x").unwrap();
        fs::write(folder.path().join("a/b/y.csv"), "y").unwrap();
        let files = RealFiles::new(DriveMap::default(), []);
        let root = RealFiles::publisher_path(&DriveMap::default(), folder.path()).unwrap();
        assert!(files.find(&root.join("a/b/y.csv")).is_some() && files.listing(&root.join("c")).is_none());
        (folder, files, root)
    }

    #[test]
    fn new_contents_are_told_from_new_names() {
        let (folder, mut files, root) = listed();
        let script = folder.path().join("a/x.py");
        fs::write(&script, "longer").unwrap();
        assert_eq!(files.refresh(&[script]), DiskChange::Contents(vec![root.join("a/x.py")]));
        assert_eq!(files.find(&root.join("a/x.py")).map(|found| found.bytes), Some(6));
        let new = folder.path().join("a/b/z.csv");
        fs::write(&new, "").unwrap();
        assert!(matches!(files.refresh(&[new]), DiskChange::Names(_)));
        assert!(files.find(&root.join("a/b/z.csv")).is_some());
    }

    #[test]
    fn a_folder_that_was_looked_for_is_found_once_it_is_there() {
        let (folder, mut files, root) = listed();
        fs::create_dir_all(folder.path().join("c/d")).unwrap();
        fs::write(folder.path().join("c/d/new.csv"), "").unwrap();
        assert!(matches!(files.refresh(&[folder.path().join("c/d/new.csv")]), DiskChange::Names(_)));
        assert!(files.find(&root.join("c/d/new.csv")).is_some());
    }

    #[test]
    fn a_change_where_nobody_has_looked_changes_nothing() {
        let (folder, mut files, _) = listed();
        fs::create_dir_all(folder.path().join("a/b/deep/er")).unwrap();
        assert!(matches!(files.refresh(&[folder.path().join("a/b/deep")]), DiskChange::Names(_)));
        fs::write(folder.path().join("a/b/deep/er/y.csv"), "").unwrap();
        assert_eq!(files.refresh(&[folder.path().join("a/b/deep/er/y.csv")]), DiskChange::Contents(Vec::new()));
    }
}
