//! All or nothing: what stands at the destination before and after.
//!
//! In: the fixture, settings that cannot be followed. Out: errors, and folders as they were.
//! Never asks for more than a publisher would notice.

use std::fs;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use waybill::disk::{DriveMap, Files, Listing, MemoryFiles, Reach, ReadError, RealFiles};
use waybill::message::{Blocks, Code, Message, Severity};
use waybill::package::{ExportError, ExportSettings, VerifyError, export, verify, verify_with, write_output};
use waybill::publication::{Progress, Stage};
use waybill::target::Os;
use waybill::text::DataPath;

use crate::fixture::{Fixture, message, names_in, settings, target};

/// A disk on which reading one file fails midway.
struct Failing(MemoryFiles);

struct Broken(bool);

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if std::mem::replace(&mut self.0, true) {
            return Err(io::Error::other("the share went away"));
        }
        let length = buffer.len().min(10);
        buffer[..length].fill(7);
        Ok(length)
    }
}

impl Files for Failing {
    fn reach(&self, path: &DataPath) -> Reach {
        self.0.reach(path)
    }

    fn listing(&self, folder: &DataPath) -> Option<Arc<Listing>> {
        self.0.listing(folder)
    }

    fn open(&self, path: &DataPath) -> Result<Box<dyn Read + Send>, ReadError> {
        if path.name() == "zones.shp" { Ok(Box::new(Broken(false))) } else { self.0.open(path) }
    }
}

#[test]
fn a_failed_export_leaves_nothing_and_keeps_the_earlier_package() {
    let fixture = Fixture::small();
    for name in ["zones", "zones.zip"] {
        let room = tempfile::tempdir().unwrap();
        let settings = ExportSettings { overwrite: true, ..settings(room.path(), name) };
        let again = Fixture::small();
        let failing = Failing(again.files);
        let fail = || export(&again.publication, &again.report, &failing, &settings, &Progress::default());
        assert!(matches!(fail(), Err(ExportError::Read(_))));
        assert_eq!(names_in(room.path()), Vec::<String>::new());
        fixture.export(&settings).unwrap();
        assert!(matches!(fail(), Err(ExportError::Read(_))));
        assert_eq!(names_in(room.path()), [name]);
        assert!(verify(&settings.destination).unwrap().holds);
    }
}

#[test]
fn an_earlier_package_is_replaced_only_when_asked() {
    for name in ["zones", "zones.zip"] {
        let room = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::small();
        let first = settings(room.path(), name);
        fixture.export(&first).unwrap();
        fixture.report.layout.files.pop();
        let refused = fixture.export(&first).unwrap_err();
        assert!(matches!(refused, ExportError::Exists { .. }) && refused.is_refusal());
        let before = verify(&first.destination).unwrap().files;
        fixture.export(&ExportSettings { overwrite: true, ..first.clone() }).unwrap();
        assert_eq!(verify(&first.destination).unwrap().files, before - 1);
        assert_eq!(names_in(room.path()), [name]);
    }
}

#[test]
fn a_folder_that_is_no_package_is_never_replaced() {
    let room = tempfile::tempdir().unwrap();
    let home = room.path().join("home");
    fs::create_dir(&home).unwrap();
    fs::write(home.join("thesis.txt"), "years of work").unwrap();
    let settings = ExportSettings { overwrite: true, ..settings(room.path(), "home") };
    assert!(matches!(Fixture::small().export(&settings), Err(ExportError::NotAPackage { .. })));
    assert_eq!(names_in(&home), ["thesis.txt"]);
}

#[test]
fn a_destination_that_holds_the_sources_is_never_replaced() {
    let room = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::small();
    let settings = ExportSettings { overwrite: true, ..settings(room.path(), "zones") };
    fixture.export(&settings).unwrap();
    fixture.report.layout.files[0].source = DataPath::new(settings.destination.join("own.shp").to_str().unwrap());
    assert!(matches!(fixture.export(&settings), Err(ExportError::OverSources { .. })));

    let mut drives = DriveMap::default();
    drives.add(&format!("q:={}", room.path().display())).unwrap();
    let mapped = RealFiles::new(drives, []);
    fixture.report.layout.files[0].source = DataPath::new("Q:/Zones/own.shp");
    let result = export(&fixture.publication, &fixture.report, &mapped, &settings, &Progress::default());
    assert!(matches!(result, Err(ExportError::OverSources { .. })), "{result:?}");
    #[cfg(unix)]
    {
        let link = room.path().join("link");
        std::os::unix::fs::symlink(room.path(), &link).unwrap();
        let settings = ExportSettings { destination: link.join("zones"), ..settings };
        let result = export(&fixture.publication, &fixture.report, &mapped, &settings, &Progress::default());
        assert!(matches!(result, Err(ExportError::OverSources { .. })), "{result:?}");
    }
}

#[test]
fn sources_that_grew_shrank_or_went_away_are_noticed() {
    for bytes in [2999, 3001] {
        let room = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::small();
        let zones = fixture.report.layout.files.iter_mut().find(|file| file.bytes == 3000).unwrap();
        zones.bytes = bytes;
        for name in ["zones", "zones.zip"] {
            let error = fixture.export(&settings(room.path(), name)).unwrap_err();
            assert!(matches!(error, ExportError::SourceChanged { .. }), "{error}");
        }
        fixture.report.layout.files[0].source = DataPath::new("e:/Shared/gone.shp");
        assert!(matches!(fixture.export(&settings(room.path(), "x.zip")), Err(ExportError::Read(ReadError::Absent { .. }))));
        assert_eq!(names_in(room.path()), Vec::<String>::new());
    }
}

#[test]
fn errors_that_block_the_package_refuse_it_unless_accepted() {
    let room = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::small();
    fixture.report.messages = vec![
        message("WB104", Severity::Error, Blocks::Package, "SanFrancisco.gdb has no dataset Streets_2019"),
        message("WB201", Severity::Error, Blocks::Deployment, "ortools is imported, but the server does not have it"),
    ];
    let strict = settings(room.path(), "zones.zip");
    let Err(ExportError::Refused { messages }) = fixture.export(&strict) else { panic!("not refused") };
    assert_eq!(messages, ["WB104: SanFrancisco.gdb has no dataset Streets_2019 (Port.pyt, line 2)"]);
    let done = fixture.export(&ExportSettings { allow_errors: true, ..strict }).unwrap();
    assert_eq!(done.accepted.len(), 1);
    assert_eq!(done.deployment_errors, ["WB201: ortools is imported, but the server does not have it (Port.pyt, line 2)"]);
}

static SECRET: Code = Code { name: "WB115", title: "", esri_code: None, help: "" };

#[test]
fn roots_and_secrets_are_not_accepted_with_the_other_errors() {
    let room = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::small();
    let lax = ExportSettings { allow_errors: true, ..settings(room.path(), "zones.zip") };
    fixture.report.messages = vec![message("WB110", Severity::Error, Blocks::Package, "e:/ is not confirmed")];
    assert!(matches!(fixture.export(&lax), Err(ExportError::Refused { .. })));
    fixture.report.messages = vec![message("WB115", Severity::Error, Blocks::Package, "gis.sde holds a password")];
    fixture.report.findings = vec![Message {
        code: &SECRET,
        severity: Severity::Error,
        blocks: Blocks::Package,
        text: String::new(),
        arguments: [("path", "data/gis.sde".to_owned())].into(),
        script: None,
        at: None,
        repair: None,
        fix: None,
    }];
    assert!(matches!(fixture.export(&lax), Err(ExportError::Refused { .. })));
    let confirmed = ExportSettings { allow_secrets: vec![r"Data\gis.sde".to_owned()], allow_errors: false, ..lax };
    assert_eq!(fixture.export(&confirmed).unwrap().accepted.len(), 1);
}

#[test]
fn settings_that_cannot_be_followed_are_named() {
    let room = tempfile::tempdir().unwrap();
    let fixture = Fixture::small();
    let good = settings(room.path(), "zones.zip");
    let bad = ExportSettings { service: "My zones".to_owned(), ..good.clone() };
    assert!(matches!(fixture.export(&bad), Err(ExportError::ServiceName { .. })));
    let bad = ExportSettings { server_directories: Some("C:\\%TEMP%".to_owned()), ..good.clone() };
    assert!(matches!(fixture.export(&bad), Err(ExportError::Setting { .. })));
    let mut linux = Fixture::small();
    linux.publication.targets = vec![target(Os::Linux)];
    let bad = ExportSettings { conda_environment: Some("port".to_owned()), ..good.clone() };
    assert!(matches!(linux.export(&bad), Err(ExportError::CondaEnvironment { .. })));
    let nowhere = ExportSettings { destination: room.path().join("no/such/zones.zip"), ..good };
    let error = fixture.export(&nowhere).unwrap_err();
    assert!(matches!(error, ExportError::Write { .. }) && !error.is_refusal() && error.hint().is_some());
}

#[test]
fn names_that_a_server_could_not_unpack_are_refused_before_anything_is_copied() {
    let room = tempfile::tempdir().unwrap();
    for name in ["cd/e/aux.shp", "cd/../../up.shp", "cd/E/shared/ZONES.shp", "cd/e/end."] {
        let mut fixture = Fixture::small();
        fixture.report.layout.files[0].destination = name.to_owned();
        let error = fixture.export(&settings(room.path(), "zones")).unwrap_err();
        assert!(matches!(error, ExportError::Name { .. }), "{name}: {error}");
    }
    assert_eq!(names_in(room.path()), Vec::<String>::new());
}

#[test]
fn a_cancelled_export_leaves_nothing() {
    let room = tempfile::tempdir().unwrap();
    let fixture = Fixture::small();
    let progress = Progress::default();
    progress.cancel.store(true, Ordering::Relaxed);
    for name in ["zones", "zones.zip"] {
        let settings = settings(room.path(), name);
        let result = export(&fixture.publication, &fixture.report, &fixture.files, &settings, &progress);
        assert!(matches!(result, Err(ExportError::Cancelled)));
    }
    assert_eq!(names_in(room.path()), Vec::<String>::new());
}

#[test]
fn an_export_tells_its_stages_and_a_verification_counts_bytes_and_can_be_stopped() {
    let room = tempfile::tempdir().unwrap();
    let fixture = Fixture::small();
    let progress = Progress::default();
    let settings = settings(room.path(), "zones");
    let exported = export(&fixture.publication, &fixture.report, &fixture.files, &settings, &progress).unwrap();
    assert_eq!(progress.stage(), Stage::Placing);
    let progress = Progress::default();
    assert!(verify_with(&exported.path, &progress).unwrap().holds);
    let (done, total) = (progress.done.load(Ordering::Relaxed), progress.total.load(Ordering::Relaxed));
    assert_eq!((progress.stage(), total), (Stage::Proving, exported.bytes));
    assert_eq!(done, total);
    progress.cancel.store(true, Ordering::Relaxed);
    assert!(matches!(verify_with(&exported.path, &progress), Err(VerifyError::Cancelled)));
}

#[test]
fn a_package_whose_references_do_not_resolve_is_not_written() {
    let room = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::small();
    fixture.report.layout.data_store_roots.clear();
    let Err(ExportError::Proof { problems }) = fixture.export(&settings(room.path(), "zones")) else { panic!("written") };
    assert_eq!(problems.len(), 1);
    assert!(problems[0].contains("which is in no recorded folder of the data store"));
    assert_eq!(names_in(room.path()), Vec::<String>::new());
}

#[test]
fn what_a_killed_export_leaves_is_no_package() {
    let room = tempfile::tempdir().unwrap();
    let left = room.path().join(".zones.waybill-unfinished-a1b2c3");
    Fixture::small().export(&settings(room.path(), ".zones.waybill-unfinished-a1b2c3")).unwrap();
    assert!(matches!(verify(&left), Err(VerifyError::Unfinished { .. })));
}

#[test]
fn two_exports_at_once_make_one_package() {
    for name in ["zones", "zones.zip"] {
        let room = tempfile::tempdir().unwrap();
        let settings = settings(room.path(), name);
        let results: Vec<_> = std::thread::scope(|scope| {
            let run = || scope.spawn(|| Fixture::small().export(&settings));
            [run(), run()].into_iter().map(|run| run.join().unwrap()).collect()
        });
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        assert!(results.iter().any(|result| matches!(result, Err(ExportError::Exists { .. }))), "{results:?}");
        assert_eq!(names_in(room.path()), [name]);
        assert!(verify(&settings.destination).unwrap().holds);
    }
}

#[test]
fn an_output_file_is_replaced_as_a_whole_and_a_link_still_leads_to_it() {
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("report.json");
    write_output(&path, b"one").unwrap();
    write_output(&path, b"two").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert_eq!(names_in(room.path()), ["report.json"]);
    assert!(write_output(&room.path().join("no/such/report.json"), b"x").is_err());
    #[cfg(unix)]
    {
        let link = room.path().join("link.json");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write_output(&link, b"three").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"three");
        write_output(std::path::Path::new("/dev/null"), b"x").unwrap();
    }
    #[cfg(windows)]
    for device in ["NUL", "nul", r"\\.\NUL"] {
        write_output(std::path::Path::new(device), b"x").unwrap();
    }
}

#[test]
fn a_destination_may_lie_deeper_than_windows_takes_ordinary_names() {
    let room = tempfile::tempdir().unwrap();
    let deep = room.path().join(["Port of Hamburg, eastern basins"; 12].join("/"));
    fs::create_dir_all(&deep).unwrap();
    for name in ["zones", "zones.zip"] {
        let settings = settings(&deep, name);
        Fixture::small().export(&settings).unwrap();
        Fixture::small().export(&ExportSettings { overwrite: true, ..settings.clone() }).unwrap();
        assert!(verify(&settings.destination).unwrap().holds);
    }
    write_output(&deep.join("report.json"), b"one").unwrap();
    write_output(&deep.join("report.json"), b"two").unwrap();
    assert_eq!(names_in(&deep), ["report.json", "zones", "zones.zip"]);
}
