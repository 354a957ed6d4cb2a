//! The manifest of a package, `waybill.json`.
//!
//! In: what was written and why. Out: JSON with a checksum of itself, and back.
//! Never holds a time, a user, a host, or a path of the machine that wrote it. The checksum shows damage, not forgery.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::copy::Written;
use super::hex;
use crate::consolidation::Overrides;
use crate::layout::{AcceptedReference, PlacedReference};
use crate::publication::TargetRow;

/// The schema of the manifest.
pub const SCHEMA: &str = "waybill.package/1";
/// The manifest's name at the top level of a package.
pub const MANIFEST: &str = "waybill.json";

/// What a package holds, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// SHA-256 of the manifest with this text empty. It stands before everything that a publisher named.
    pub checksum: String,
    /// The version of Waybill that wrote the package.
    pub waybill_version: String,
    /// The service.
    pub service: String,
    /// The servers that it was compared with.
    pub targets: Vec<ManifestTarget>,
    /// `p30`, `p20`, `v101`.
    pub version_folder: String,
    /// The published toolbox, relative to `extracted/`.
    pub toolbox: Option<String>,
    /// What is analysed to prove the package, relative to `extracted/`.
    pub inputs: Vec<String>,
    /// The published tools; empty means all.
    pub tools: Vec<String>,
    /// Values entered for the review: tool and parameter, value (where it was packaged: its place in the package).
    pub parameters: Vec<(String, String)>,
    /// Folders of `PYTHONPATH` and `PATH` that were packaged, relative to `extracted/`.
    pub import_folders: Vec<String>,
    /// Folders registered with the server, as the server sees them.
    pub data_store_roots: Vec<String>,
    /// Every file but this one and, with a final slash, every empty folder; sorted by path.
    pub files: Vec<ManifestFile>,
    /// Every reference of an item that was copied or stays in the data store.
    pub references: Vec<ManifestReference>,
    /// The publisher's decisions that the proof needs; scripts and items by their places, relative to `extracted/`.
    #[serde(default)]
    pub overrides: Overrides,
    /// References that do not resolve and were accepted.
    pub accepted_references: Vec<ManifestAccepted>,
    /// Errors that the deployment plan answers.
    pub deployment_errors: Vec<String>,
    /// Errors that the publisher accepted.
    pub accepted_errors: Vec<String>,
}

/// A server that the package was compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestTarget {
    /// `server-11.3-windows`.
    pub name: String,
    /// `11.3`.
    pub release: String,
    /// `windows` or `linux`.
    pub os: String,
    /// `pro` or `arcmap`.
    pub runtime: String,
    /// Its Python, where known.
    pub python: Option<String>,
    /// Where its list comes from.
    pub source: String,
}

/// A file of the package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Its path in the package.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
    /// What brought it: places in the manifest's references.
    pub brought_by: Vec<usize>,
}

/// A reference that the package keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestReference {
    /// The script, as the report shows it.
    pub script: String,
    /// The script's place, relative to `extracted/`.
    pub packaged_script: String,
    /// Line of the original.
    pub line: u32,
    /// Column of the original.
    pub column: u32,
    /// The decoded text.
    pub text: String,
    /// What it names, as the report shows it.
    pub item: String,
    /// Where it leads: relative to `extracted/`, or a path of the server.
    pub leads_to: String,
    /// True where it leads to the data store.
    pub in_data_store: bool,
}

/// A reference that does not resolve and was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestAccepted {
    /// The script, as the report shows it.
    pub script: String,
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
    /// The decoded text.
    pub text: String,
    /// Why it does not resolve.
    pub because: String,
}

impl Manifest {
    /// The manifest as it is written, with its checksum.
    pub fn to_bytes(&self) -> Vec<u8> {
        let empty = Self { checksum: String::new(), ..self.clone() };
        let summed = Self { checksum: hex(&Sha256::digest(empty.as_json())), ..self.clone() };
        summed.as_json()
    }

    fn as_json(&self) -> Vec<u8> {
        // Writing plain values into memory cannot fail.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads a manifest; its checksum is not looked at.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| format!("waybill.json cannot be read: {error}"))?;
        if manifest.schema != SCHEMA {
            return Err(format!("waybill.json has the schema {}, not {SCHEMA}", crate::text::visible(&manifest.schema)));
        }
        Ok(manifest)
    }

    /// True if `bytes`, which this manifest was read from, carry the right checksum.
    ///
    /// The bytes are summed as they stand, so that fields of a later version and every blank count.
    pub fn checksum_holds(&self, bytes: &[u8]) -> bool {
        let Ok(text) = std::str::from_utf8(bytes) else { return false };
        let stated = format!("\"checksum\": \"{}\"", self.checksum);
        let Some((before, after)) = text.split_once(&stated) else { return false };
        let mut sum = Sha256::new();
        sum.update(before);
        sum.update("\"checksum\": \"\"");
        sum.update(after);
        hex(&sum.finalize()) == self.checksum
    }
}

impl From<&TargetRow> for ManifestTarget {
    fn from(row: &TargetRow) -> Self {
        let TargetRow { name, release, os, runtime, python, source } = row.clone();
        Self { name, release, os, runtime, python, source }
    }
}

impl From<&PlacedReference> for ManifestReference {
    fn from(placed: &PlacedReference) -> Self {
        let PlacedReference { script, packaged_script, line, column, text, item, leads_to, in_data_store } = placed.clone();
        Self { script, packaged_script, line, column, text, item, leads_to, in_data_store }
    }
}

impl From<&AcceptedReference> for ManifestAccepted {
    fn from(accepted: &AcceptedReference) -> Self {
        let AcceptedReference { script, line, column, text, because } = accepted.clone();
        Self { script, line, column, text, because }
    }
}

impl ManifestFile {
    /// The row of a written file.
    pub fn new(written: Written, brought_by: Vec<usize>) -> Self {
        Self { path: written.path, bytes: written.bytes, sha256: written.sha256, brought_by }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_changed_byte_of_a_manifest_shows() {
        let manifest = Manifest { schema: SCHEMA.to_owned(), service: "Zones".to_owned(), ..Manifest::default() };
        let bytes = manifest.to_bytes();
        let read = Manifest::parse(&bytes).unwrap();
        assert!(read.checksum_holds(&bytes));
        assert_eq!(read.to_bytes(), bytes);
        for at in 0..bytes.len() {
            for flip in [1, 0x20, 0x80] {
                let mut bad = bytes.clone();
                bad[at] ^= flip;
                let holds = Manifest::parse(&bad).is_ok_and(|read| read.checksum_holds(&bad));
                assert!(!holds, "byte {at} flipped by {flip}");
            }
        }
    }

    #[test]
    fn fields_of_a_later_version_are_summed_too() {
        let manifest = Manifest { schema: SCHEMA.to_owned(), ..Manifest::default() };
        let text = String::from_utf8(Manifest { checksum: String::new(), ..manifest }.as_json()).unwrap();
        let later = text.replacen("\"service\"", "\"colour\": 1,\n  \"service\"", 1);
        let sum = hex(&Sha256::digest(&later));
        let later = later.replacen("\"checksum\": \"\"", &format!("\"checksum\": \"{sum}\""), 1);
        let read = Manifest::parse(later.as_bytes()).unwrap();
        assert!(read.checksum_holds(later.as_bytes()));
    }
}
