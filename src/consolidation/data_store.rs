//! Reads the list of a server's registered folders.
//!
//! In: the JSON of the Administrator API's `data/findItems`. Out: a [`DataStore`]: the folder as publisher and server see it.
//! Never keeps connection strings or passwords: they are dropped while reading.
//! Rules: "Find data items"; matching: `shared`, `replicated`, `serverOnly` as publishing.md 3.4 records them.

use serde_json::Value;

use crate::text::DataPath;

/// Folders registered with the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataStore {
    /// The registered folders, sorted by the publisher's path.
    pub folders: Vec<StoredFolder>,
    /// What a reader of the listing should know, as sentences.
    pub notes: Vec<String>,
}

/// A registered folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFolder {
    /// Its name in the data store (`/fileShares/shared`).
    pub name: String,
    /// The folder as the publisher sees it.
    pub publisher: DataPath,
    /// The folder as the server sees it, as the listing spells it.
    pub server: String,
}

/// Why a data store's list cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DataStoreError {
    /// The text is no JSON.
    #[error("the data store's list is not JSON: {what}")]
    NotJson {
        /// What the parser expected.
        what: String,
    },
    /// The JSON is something else.
    #[error("the JSON has no \"items\"; save the answer of the Administrator API's data/findItems with f=json")]
    NoItems,
}

impl DataStore {
    /// Reads the answer of `data/findItems` (or its bare list of items).
    ///
    /// # Errors
    /// [`DataStoreError`] where the text is no JSON or holds no items.
    pub fn from_find_items(bytes: &[u8]) -> Result<Self, DataStoreError> {
        let text = crate::text::SourceFile::decode(bytes).text;
        let json: Value = serde_json::from_str(&text).map_err(|error| DataStoreError::NotJson { what: error.to_string() })?;
        let items = json.get("items").unwrap_or(&json).as_array().ok_or(DataStoreError::NoItems)?;
        let mut store = Self::default();
        for item in items {
            store.add(item);
        }
        store.folders.sort_by(|a, b| (&a.publisher, &a.name).cmp(&(&b.publisher, &b.name)));
        Ok(store)
    }

    fn add(&mut self, item: &Value) {
        let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let name = text(item, "path").unwrap_or_default();
        let kind = text(item, "type").unwrap_or_default();
        if kind != "folder" {
            self.notes.push(format!("{name} is of type {kind}: only registered folders are compared so far"));
            return;
        }
        let info = item.get("info").unwrap_or(&Value::Null);
        let Some(server) = text(info, "path").filter(|path| !path.is_empty()) else {
            self.notes.push(format!("{name} gives no folder"));
            return;
        };
        let client = text(item, "clientPath").or_else(|| text(info, "clientPath")).filter(|path| !path.is_empty());
        let publisher = match text(info, "dataStoreConnectionType").as_deref() {
            Some("serverOnly") => {
                self.notes.push(format!("{name} is for the server only: a publisher's path never matches it"));
                return;
            }
            Some("replicated") => client.as_deref().unwrap_or(&server).to_owned(),
            _ => client.unwrap_or_else(|| server.clone()),
        };
        let publisher = DataPath::new(&publisher);
        self.folders.push(StoredFolder { name, publisher, server });
    }

    /// The registered folder that holds `path` (the deepest), and the server's name for `path`.
    pub fn holds(&self, path: &DataPath) -> Option<(&StoredFolder, String)> {
        let inside = self.folders.iter().filter(|folder| path.is_within(&folder.publisher));
        let folder = inside.max_by_key(|folder| folder.publisher.parts().count())?;
        let below = path.below(&folder.publisher)?;
        let backslashes = !folder.server.contains('/') || folder.server.contains('\\');
        let separator = if backslashes { "\\" } else { "/" };
        let start = folder.server.trim_end_matches(['/', '\\']);
        let rest = below.replace('/', separator);
        let server = if rest.is_empty() { start.to_owned() } else { format!("{start}{separator}{rest}") };
        Some((folder, server))
    }

    /// The servers that its folders name, for UNC paths.
    pub fn servers(&self) -> Vec<String> {
        self.folders.iter().filter_map(|folder| folder.publisher.server().map(str::to_owned)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEMS: &str = r#"{"items":[
        {"path":"/fileShares/shared","type":"folder","info":{"path":"\\\\srv\\gis","dataStoreConnectionType":"shared"}},
        {"path":"/fileShares/copy","type":"folder","clientPath":"e:\\Shared","info":{"path":"/data/shared","dataStoreConnectionType":"replicated"}},
        {"path":"/fileShares/own","type":"folder","info":{"path":"d:\\own","dataStoreConnectionType":"serverOnly"}},
        {"path":"/enterpriseDatabases/db","type":"egdb","info":{"connectionString":"SERVER=x;ENCRYPTED_PASSWORD=abc"}}]}"#;

    #[test]
    fn shared_and_replicated_folders_match_by_the_publishers_path() {
        let store = DataStore::from_find_items(ITEMS.as_bytes()).unwrap();
        let server = |text: &str| store.holds(&DataPath::new(text)).map(|(_, server)| server);
        assert_eq!(server("E:/shared/Zones.shp").as_deref(), Some("/data/shared/Zones.shp"));
        assert_eq!(server("//SRV/gis/a/b").as_deref(), Some(r"\\srv\gis\a\b"));
        assert_eq!(server("e:/SharedMore/x"), None);
        assert_eq!(server("d:/own/x"), None);
    }

    #[test]
    fn passwords_are_dropped_while_reading() {
        let store = DataStore::from_find_items(ITEMS.as_bytes()).unwrap();
        assert!(!format!("{store:?}").contains("abc"));
        assert_eq!(store.notes.len(), 2);
    }

    #[test]
    fn other_texts_are_refused_with_what_to_save_instead() {
        assert!(matches!(DataStore::from_find_items(b"hello"), Err(DataStoreError::NotJson { .. })));
        assert_eq!(DataStore::from_find_items(b"{\"a\":1}"), Err(DataStoreError::NoItems));
    }
}
