//! Tells a listing that is dropped on the window from all other files.
//!
//! In: a path of this machine. Out: a [`ListingKind`], where the content is one.
//! Never goes by the name alone, never reads more than a listing can be.

use std::io::Read;
use std::path::Path;

use serde_json::Value;

use crate::disk::{DriveMap, Files, RealFiles, is_host_folder, open_host};
use crate::environment;
use crate::text::{DataPath, SourceFile};

/// Listings of great environments have some hundred kilobytes (bytes).
const LIMIT: u64 = 8 << 20;

/// What a listing lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListingKind {
    /// The packages of a Python environment.
    Environment,
    /// The server's data store.
    DataStore,
}

/// What a file lists (`.json`, `.txt`, `.yml`, `.yaml`, by its content), or a folder (a conda environment); `None` for all others.
pub fn listing_kind(path: &Path) -> Option<ListingKind> {
    if is_host_folder(path) {
        let folder = DataPath::new(std::path::absolute(path).ok()?.to_str()?);
        let listing = RealFiles::new(DriveMap::default(), folder.server().map(str::to_owned)).listing(&folder)?;
        let is_conda = folder.name() == "conda-meta" || listing.get("conda-meta").is_some_and(|entry| entry.kind.is_folder());
        return is_conda.then_some(ListingKind::Environment);
    }
    let ending = path.extension()?.to_str()?.to_lowercase();
    if !matches!(ending.as_str(), "json" | "txt" | "yml" | "yaml") {
        return None;
    }
    let mut bytes = Vec::new();
    open_host(path).ok()?.take(LIMIT + 1).read_to_end(&mut bytes).ok()?;
    let is_short = bytes.len() as u64 <= LIMIT;
    is_short.then(|| kind_of(&bytes)).flatten()
}

fn kind_of(bytes: &[u8]) -> Option<ListingKind> {
    match environment::read_bytes(bytes) {
        Some(_) => Some(ListingKind::Environment),
        None => is_data_store(bytes).then_some(ListingKind::DataStore),
    }
}

/// Each item of a data store has a path that begins with a slash, and a type.
fn is_data_store(bytes: &[u8]) -> bool {
    let text = SourceFile::decode(bytes).text;
    let Ok(json) = serde_json::from_str::<Value>(&text) else { return false };
    let text = |item: &Value, key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
    let is_item = |item: &Value| text(item, "type").is_some() && text(item, "path").is_some_and(|path| path.starts_with('/'));
    json.get("items").unwrap_or(&json).as_array().is_some_and(|items| !items.is_empty() && items.iter().all(is_item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells_what_a_dropped_file_lists() {
        assert_eq!(kind_of(b"numpy==1.24.3\n"), Some(ListingKind::Environment));
        assert_eq!(kind_of(b"name: x\ndependencies:\n  - numpy=1.2=py_0\n"), Some(ListingKind::Environment));
        assert_eq!(kind_of(br#"[{"name": "numpy", "version": "1.2"}]"#), Some(ListingKind::Environment));
        let items = br#"{"items":[{"path":"/fileShares/a","type":"folder","info":{"path":"e:\\Shared"}}]}"#;
        assert_eq!(kind_of(items), Some(ListingKind::DataStore));
        for other in [&b"{\"zones\": \"e:/zones.shp\"}"[..], b"[1, 2]", b"hello", b"", b"{\"items\": []}"] {
            assert_eq!(kind_of(other), None);
        }
    }

    #[test]
    fn a_folder_is_a_listing_only_as_a_conda_environment() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(listing_kind(folder.path()), None);
        std::fs::create_dir(folder.path().join("conda-meta")).unwrap();
        assert_eq!(listing_kind(folder.path()), Some(ListingKind::Environment));
    }

    #[test]
    fn other_endings_are_not_read() {
        assert_eq!(listing_kind(Path::new("nowhere/environment.yml")), None);
        assert_eq!(listing_kind(Path::new("Tools.pyt")), None);
    }
}
