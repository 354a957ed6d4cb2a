//! Sources that were read and understood, kept from one scan to the next.
//!
//! In: files, texts of toolboxes. Out: the text and the findings of each, read once until it is forgotten.
//! Never looks whether a file has changed: whoever knows that says so, or brings the text.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::{Module, read};
use crate::disk::{Files, ReadError};
use crate::text::{DataPath, SourceFile};

/// Scripts by path, each with its text and its findings (without the tree).
#[derive(Debug, Default)]
pub struct Sources {
    known: Mutex<BTreeMap<DataPath, Known>>,
    /// Python toolboxes with their trees: their tools are read from these again and again.
    toolboxes: Mutex<BTreeMap<DataPath, (SourceFile, Arc<Module>)>>,
}

#[derive(Debug)]
struct Known {
    /// Names that differ only in case may be two files.
    path: DataPath,
    source: SourceFile,
    module: Arc<Module>,
}

impl Sources {
    /// The text of a file and what it says.
    ///
    /// # Errors
    /// As [`Files::read`]; an error is not kept.
    pub fn of_file(&self, path: &DataPath, files: &dyn Files) -> Result<(SourceFile, Arc<Module>), ReadError> {
        if let Some(known) = self.lock().get(path).filter(|known| known.path.as_str() == path.as_str()) {
            return Ok((known.source.clone(), Arc::clone(&known.module)));
        }
        let source = SourceFile::decode(&files.read(path)?);
        let module = Arc::new(read(&source).without_body());
        let known = Known { path: path.clone(), source: source.clone(), module: Arc::clone(&module) };
        self.lock().insert(path.clone(), known);
        Ok((source, module))
    }

    /// What the text of a Python toolbox says, with its tree; not understood anew while the text is the same.
    pub fn of_toolbox(&self, path: &DataPath, source: &SourceFile) -> Arc<Module> {
        let toolboxes = || self.toolboxes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, module)) =
            toolboxes().get(path).filter(|(known, _)| known.text == source.text && known.encoding == source.encoding)
        {
            return Arc::clone(module);
        }
        let module = Arc::new(read(source));
        toolboxes().insert(path.clone(), (source.clone(), Arc::clone(&module)));
        module
    }

    /// Forgets what lies at a path, or below it.
    pub fn forget(&self, path: &DataPath) {
        self.lock().retain(|known, _| !known.is_within(path));
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<DataPath, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Thousands of sources are given back on all cores.
impl Drop for Sources {
    fn drop(&mut self) {
        std::mem::take(&mut *self.lock()).into_par_iter().for_each(drop);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryFiles;

    #[test]
    fn a_toolbox_is_understood_once_for_each_text() {
        let (sources, path) = (Sources::default(), DataPath::new("e:/a/Box.pyt"));
        let read = |text: &str| sources.of_toolbox(&path, &SourceFile::decode(text.as_bytes()));
        let first = read("class Toolbox: pass\n");
        assert!(Arc::ptr_eq(&first, &read("class Toolbox: pass\n")));
        assert_eq!((first.body.len(), read("").body.len()), (1, 0));
    }

    #[test]
    fn a_source_is_read_once_until_it_is_forgotten() {
        let disk = |text: &str| MemoryFiles::new([("e:/a/x.py", text.as_bytes().to_vec())]);
        let sources = Sources::default();
        let x = DataPath::new("e:/a/x.py");
        let text = |files: &MemoryFiles| sources.of_file(&x, files).unwrap().0.text.to_string();
        assert_eq!((text(&disk("one")).as_str(), text(&disk("two")).as_str()), ("one", "one"));
        sources.forget(&DataPath::new("E:/A"));
        assert_eq!(text(&disk("two")), "two");
        assert!(sources.of_file(&DataPath::new("e:/a/y.py"), &disk("")).is_err());
    }
}
