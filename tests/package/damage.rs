//! Verification notices every change: in data, in headers, in the manifest.
//!
//! In: good packages, changed. Out: "does not hold", or "no package".
//! Never lets a crafted package lead out of itself.

use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use waybill::package::{VerifyError, verify};

use crate::fixture::{Fixture, files_below, settings};

fn holds(path: &Path) -> bool {
    verify(path).is_ok_and(|found| found.holds)
}

#[test]
fn every_flipped_byte_of_an_archive_is_noticed() {
    let room = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::small();
    fixture.report.layout.files.truncate(2);
    let path = fixture.export(&settings(room.path(), "zones.zip")).unwrap().path;
    let good = fs::read(&path).unwrap();
    let bad_path = room.path().join("bad.zip");
    for at in (0..good.len()).step_by(3) {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        fs::write(&bad_path, &bad).unwrap();
        assert!(!holds(&bad_path), "byte {at} of {}", good.len());
    }
    for length in (0..good.len()).step_by(97) {
        fs::write(&bad_path, &good[..length]).unwrap();
        assert!(!holds(&bad_path), "cut at {length}");
    }
}

#[test]
fn bytes_around_the_archive_do_not_hold_but_it_is_still_a_package() {
    let room = tempfile::tempdir().unwrap();
    let path = Fixture::small().export(&settings(room.path(), "zones.zip")).unwrap().path;
    let good = fs::read(&path).unwrap();
    for bad in [[b"#!stub".as_slice(), &good].concat(), [good.as_slice(), b"tail"].concat()] {
        fs::write(&path, bad).unwrap();
        let found = verify(&path).unwrap();
        assert!(!found.holds);
        assert!(found.problems[0].starts_with("the archive is not as Waybill wrote it"), "{:?}", found.problems);
    }
}

#[test]
fn every_changed_missing_or_added_file_of_a_folder_is_named() {
    let room = tempfile::tempdir().unwrap();
    let folder = Fixture::small().export(&settings(room.path(), "zones")).unwrap().path;
    for name in files_below(&folder).iter().filter(|name| *name != "waybill.json") {
        let path = folder.join(name);
        let good = fs::read(&path).unwrap();
        if !good.is_empty() {
            let mut bad = good.clone();
            *bad.last_mut().unwrap() ^= 1;
            fs::write(&path, bad).unwrap();
            assert_eq!(verify(&folder).unwrap().problems, [format!("{name} is not what was written: its SHA-256 differs")]);
        }
        fs::remove_file(&path).unwrap();
        let problems = verify(&folder).unwrap().problems;
        assert!(problems.contains(&format!("{name} is missing")), "{problems:?}");
        fs::write(&path, good).unwrap();
    }
    fs::write(folder.join("extra.txt"), "x").unwrap();
    fs::create_dir(folder.join("nothing")).unwrap();
    assert_eq!(
        verify(&folder).unwrap().problems,
        [
            "extra.txt is in the package, but waybill.json does not list it",
            "nothing/ is in the package, but waybill.json does not list it"
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_link_in_a_package_does_not_hold() {
    let room = tempfile::tempdir().unwrap();
    let folder = Fixture::small().export(&settings(room.path(), "zones")).unwrap().path;
    let file = folder.join("review.html");
    let outside = room.path().join("review.html");
    fs::rename(&file, &outside).unwrap();
    std::os::unix::fs::symlink(&outside, &file).unwrap();
    let problems = verify(&folder).unwrap().problems;
    assert!(problems.contains(&"review.html is neither a plain file nor a folder".to_owned()), "{problems:?}");
}

/// A folder with a manifest that states a right checksum but lists `files`.
fn forged(folder: &Path, files: &Value) {
    let mut manifest: Value = serde_json::from_slice(&fs::read(folder.join("waybill.json")).unwrap()).unwrap();
    manifest["files"] = files.clone();
    manifest["checksum"] = json!("");
    let text = serde_json::to_string_pretty(&manifest).unwrap();
    let sum: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(folder.join("waybill.json"), text.replacen("\"checksum\": \"\"", &format!("\"checksum\": \"{sum}\""), 1)).unwrap();
}

#[test]
fn forged_paths_are_judged_before_they_are_used() {
    let room = tempfile::tempdir().unwrap();
    let folder = Fixture::small().export(&settings(room.path(), "zones")).unwrap().path;
    let wrong = ["../zones/review.html", "/etc/passwd", "c:/x", r"a\b", "a/nul.txt", "a/end.", "WAYBILL.json"];
    for path in wrong {
        forged(&folder, &json!([{ "path": path, "bytes": 1, "sha256": "", "brought_by": [] }]));
        let found = verify(&folder).unwrap();
        assert!(!found.holds);
        assert!(
            found.problems.iter().any(|problem| problem.contains("path in waybill.json") || problem.contains("twice")),
            "{path}"
        );
        assert!(!found.problems.iter().any(|problem| problem.contains("checksum")), "{:?}", found.problems);
    }
    let row = json!({ "path": "review.html", "bytes": u64::MAX, "sha256": "", "brought_by": [99] });
    forged(&folder, &json!([row, row]));
    assert!(!verify(&folder).unwrap().holds);
}

#[test]
fn what_is_no_package_is_said_to_be_none() {
    let room = tempfile::tempdir().unwrap();
    let text = room.path().join("notes.zip");
    fs::write(&text, "no archive").unwrap();
    let empty = room.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let broken = room.path().join("broken");
    fs::create_dir(&broken).unwrap();
    fs::write(broken.join("waybill.json"), "{\"schema\": \"waybill.package/2\"}").unwrap();
    let nested = room.path().join("nested.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&nested).unwrap());
    zip.start_file("zones/waybill.json", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"{}").unwrap();
    zip.finish().unwrap();
    for path in [&text, &empty, &broken, &nested] {
        assert!(matches!(verify(path), Err(VerifyError::NoPackage { .. })), "{}", path.display());
    }
    assert!(matches!(verify(&room.path().join("absent.zip")), Err(VerifyError::Read { .. })));
}
