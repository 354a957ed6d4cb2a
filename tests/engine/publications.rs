//! Whole publications, compared with the report as it was last read and approved.
//!
//! In: `publications/<name>/` with its files and `publication.txt` (options as in the rules).
//! Out: differences to `expected.txt`; `UPDATE_EXPECT=1` writes it anew, and then the diff is to be read.
//! Never part of the specification: that is `rules/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use waybill::disk::{Files, Listing, MemoryFiles, Reach, ReadError, RealFiles};
use waybill::publication::{Progress, analyze};
use waybill::python::Sources;
use waybill::text::DataPath;
use waybill::toolbox;

use crate::{found, story, tbx};

/// This machine as one that has the project and no drive beside, so that no drive a script names is there by chance.
struct ProjectAlone(RealFiles);

impl Files for ProjectAlone {
    fn reach(&self, path: &DataPath) -> Reach {
        let is_elsewhere = path.drive().is_some() && !path.is_within(&DataPath::new(env!("CARGO_MANIFEST_DIR")));
        if is_elsewhere { Reach::NoSuchDrive } else { self.0.reach(path) }
    }

    fn listing(&self, folder: &DataPath) -> Option<Arc<Listing>> {
        self.0.listing(folder)
    }

    fn open(&self, path: &DataPath) -> Result<Box<dyn std::io::Read + Send>, ReadError> {
        self.0.open(path)
    }
}

const PUBLICATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/engine/publications");

/// The two samples and every publication kept for comparison.
fn publications() -> Vec<(PathBuf, PathBuf)> {
    let sample = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name);
    let mut found = Vec::new();
    for entry in fs::read_dir(PUBLICATIONS).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let files = if folder.join("files").is_dir() { folder.join("files") } else { sample(&name) };
        found.push((folder, files));
    }
    found.sort();
    found
}

/// The binary toolbox among the sample's problems is what the listing beside its report says.
#[test]
fn the_old_toolbox_of_the_sample_is_made_from_its_listing() {
    let listing = fs::read_to_string(Path::new(PUBLICATIONS).join("sample-problems/old-tools.txt")).unwrap();
    let asset = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample-problems/Old Tools.tbx");
    let made = tbx::build(&listing);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&asset, &made).unwrap();
    }
    let tools = |bytes: Vec<u8>| {
        let files = MemoryFiles::new([("e:/p/Old Tools.tbx", bytes)]);
        let opened = toolbox::open(&[DataPath::new("e:/p/Old Tools.tbx")], &files, &Sources::default());
        format!("{:?}", opened.toolboxes)
    };
    assert_eq!(tools(fs::read(asset).unwrap()), tools(made));
}

#[test]
fn whole_publications_are_reported_as_approved() {
    let mut different = Vec::new();
    for (folder, files) in publications() {
        let options = fs::read_to_string(folder.join("publication.txt")).unwrap_or_default();
        let root = DataPath::new(files.to_str().unwrap());
        let (mut publication, _) = story::read(&format!("#- root: {root}\n{options}"));
        if publication.inputs.is_empty() {
            publication.inputs.push(root);
        }
        let disk = ProjectAlone(RealFiles::default());
        let listing = found::listing(&analyze(&publication, &disk, &Progress::default())) + "\n";
        let expected_file = folder.join("expected.txt");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected_file, &listing).unwrap();
        }
        let expected = fs::read_to_string(&expected_file).unwrap_or_default();
        if listing != expected {
            different.push(format!("{}\n{}", expected_file.display(), difference(&expected, &listing)));
        }
    }
    assert!(different.is_empty(), "UPDATE_EXPECT=1 writes the listings anew; read the diff\n{}", different.join("\n"));
}

/// Lines of one text that the other lacks.
fn difference(expected: &str, listing: &str) -> String {
    let gone = expected.lines().filter(|line| !listing.lines().any(|other| other == *line)).map(|line| format!("  - {line}"));
    let new = listing.lines().filter(|line| !expected.lines().any(|other| other == *line)).map(|line| format!("  + {line}"));
    gone.chain(new).collect::<Vec<_>>().join("\n")
}
