//! A small publication with everything that a package can hold.
//!
//! In: nothing. Out: a publication, its report, its files.
//! Never scans: the report is written by hand, so that these tests stand on the package alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use waybill::disk::MemoryFiles;
use waybill::environment::Environment;
use waybill::layout::{Edit, Layout, PlacedContent, PlacedFile, PlacedReference, Rewrite};
use waybill::message::{Blocks, Severity};
use waybill::package::{ExportError, ExportSettings, Exported, export};
use waybill::publication::{
    DistributionRow, ImportRow, MessageRow, ModuleRow, Progress, Publication, Report, ServerRow, TargetRow, Totals, analyze,
};
use waybill::target::{Certainty, Deployment, DeploymentStep, Os, Runtime, Target};
use waybill::text::{DataPath, Span};

pub const SCRIPT: &str = "import arcpy\nzones = r'\\\\gis\\share\\zones.gdb'\n";
pub const REWRITTEN: &str = "import arcpy\nzones = r'D:\\Data\\zones.gdb'\n";

/// A publication, what the analysis would say of it, and its files.
pub struct Fixture {
    pub publication: Publication,
    pub report: Report,
    pub files: MemoryFiles,
}

pub fn fixture() -> Fixture {
    let noise: Vec<u8> = (0..9_500_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 27) as u8).collect();
    let files = MemoryFiles::new([
        ("/home/me/Port/Port.pyt", SCRIPT.as_bytes().to_vec()),
        ("/home/me/Port/helper.py", b"x = 1\n".to_vec()),
        ("e:/Shared/zones.shp", vec![7; 3000]),
        ("e:/Shared/empty.prj", Vec::new()),
        ("e:/Shared/photo.jpg", b"packed already".to_vec()),
        ("e:/Shared/large.dat", noise.clone()),
    ]);
    let publication = Publication {
        inputs: vec![DataPath::new("/home/me/Port/Port.pyt")],
        targets: vec![target(Os::Windows)],
        ..Publication::default()
    };
    let mut report = analyze(&Publication::default(), &MemoryFiles::default(), &Progress::default());
    report.targets = publication.targets.iter().map(target_row).collect();
    report.totals = Totals { files: 6, bytes: 9_503_000, errors: 0, warnings: 1 };
    report.modules = vec![module("ortools", false), module("bad\"name", false), module("pywin32", true)];
    report.messages = vec![message("WB108", Severity::Warning, Blocks::Nothing, "The word <index> equals a folder")];
    report.layout = layout(noise.len() as u64);
    report.deployments = vec![deployment(&publication.targets[0].name())];
    Fixture { publication, report, files }
}

pub fn target(os: Os) -> Target {
    Target {
        release: "11.3".to_owned(),
        os,
        runtime: Runtime::Pro,
        environment: Environment::default(),
        is_listing: false,
        alignment: Certainty::Documented,
    }
}

fn target_row(target: &Target) -> TargetRow {
    TargetRow {
        name: target.name(),
        release: target.release.clone(),
        os: target.os.name().to_owned(),
        runtime: target.runtime.name().to_owned(),
        python: Some("3.11.8".to_owned()),
        source: "default list of ArcGIS Pro 3.3".to_owned(),
    }
}

fn module(name: &str, optional: bool) -> ModuleRow {
    let server = ServerRow { target: "server-11.3-windows".to_owned(), status: "missing", version: None };
    ModuleRow {
        name: name.to_owned(),
        class: "third_party",
        resolved: None,
        distribution: Some(DistributionRow { conda: None, pip: Some(name.to_owned()), evidence: "same name".to_owned() }),
        optional,
        workstation: None,
        servers: vec![server],
        imports: vec![ImportRow { script: "Port.pyt".to_owned(), line: 1, esri_scans: true }],
    }
}

pub fn message(code: &'static str, severity: Severity, blocks: Blocks, text: &str) -> MessageRow {
    MessageRow {
        code,
        severity,
        blocks,
        esri_code: None,
        text: text.to_owned(),
        script: Some("Port.pyt".to_owned()),
        line: Some(2),
        column: Some(9),
        repair: None,
        accepted: None,
    }
}

fn deployment(target: &str) -> Deployment {
    let step = DeploymentStep {
        title: "Clone the default environment".to_owned(),
        text: "On each machine of the site.".to_owned(),
        commands: vec!["call conda create --clone arcgispro-py3 --prefix \"C:\\envs\\port\" --pinned --no-shortcuts".to_owned()],
        certainty: Certainty::Documented,
        source: "Deploy custom Python packages for ArcGIS Server",
        is_later: false,
    };
    let later = DeploymentStep {
        title: "Undo".to_owned(),
        commands: vec!["call conda remove".to_owned()],
        is_later: true,
        ..step.clone()
    };
    let packages = [("ortools", Some("9.8")), ("shapely", None), ("evil; rm", None)];
    Deployment {
        target: target.to_owned(),
        steps: vec![step, later],
        impossible: Vec::new(),
        packages: packages.iter().map(|(name, version)| ((*name).to_owned(), version.map(str::to_owned))).collect(),
    }
}

fn layout(large: u64) -> Layout {
    let file = |source: &str, destination: &str, bytes: u64, content: PlacedContent, references: Vec<usize>| PlacedFile {
        source: DataPath::new(source),
        destination: destination.to_owned(),
        bytes,
        content,
        references,
    };
    let rewritten = PlacedContent::Rewritten(Arc::from(REWRITTEN.as_bytes()));
    let as_is = || PlacedContent::AsIs;
    let start = SCRIPT.find("r'").unwrap() as u32;
    let span = Span::new(start, SCRIPT.len() as u32 - 1);
    let edits = vec![Edit { span, text: "r'D:\\Data\\zones.gdb'".to_owned() }];
    Layout {
        version_folder: "p30".to_owned(),
        root_folder: "p30/Port".to_owned(),
        toolbox: Some("p30/Port/Port.pyt".to_owned()),
        files: vec![
            file("e:/Shared/empty.prj", "cd/e/Shared/empty.prj", 0, as_is(), vec![0]),
            file("e:/Shared/large.dat", "cd/e/Shared/large.dat", large, as_is(), vec![0]),
            file("e:/Shared/photo.jpg", "cd/e/Shared/photo.jpg", 14, as_is(), vec![0]),
            file("e:/Shared/zones.shp", "cd/e/Shared/zones.shp", 3000, as_is(), vec![0]),
            file("/home/me/Port/Port.pyt", "p30/Port/Port.pyt", SCRIPT.len() as u64, rewritten, vec![]),
            file("/home/me/Port/helper.py", "p30/Port/helper.py", 6, as_is(), vec![]),
        ],
        rewrites: vec![Rewrite { script: DataPath::new("/home/me/Port/Port.pyt"), before: SCRIPT.into(), edits, certain: true }],
        references: vec![PlacedReference {
            script: "Port.pyt".to_owned(),
            packaged_script: "p30/Port/Port.pyt".to_owned(),
            line: 2,
            column: 9,
            text: r"\\gis\share\zones.gdb".to_owned(),
            item: "//gis/share/zones.gdb".to_owned(),
            leads_to: r"D:\Data\zones.gdb".to_owned(),
            in_data_store: true,
        }],
        data_store_roots: vec![r"D:\Data".to_owned()],
        ..Layout::default()
    }
}

/// Settings for a package of the fixture in `folder`.
pub fn settings(folder: &Path, name: &str) -> ExportSettings {
    ExportSettings { service: "Zones".to_owned(), destination: folder.join(name), ..ExportSettings::default() }
}

impl Fixture {
    pub fn export(&self, settings: &ExportSettings) -> Result<Exported, ExportError> {
        export(&self.publication, &self.report, &self.files, settings, &Progress::default())
    }

    /// A fixture without the large file, for tests that go over every byte.
    pub fn small() -> Self {
        let mut small = fixture();
        small.report.layout.files.retain(|file| file.bytes < 1_000_000);
        small
    }
}

/// The names in a folder, hidden ones too, sorted.
pub fn names_in(folder: &Path) -> Vec<String> {
    let rows = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = rows.map(|row| row.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The files below a folder, relative, sorted.
pub fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(place) = open.pop() {
        for row in std::fs::read_dir(&place).unwrap() {
            let path = row.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}
