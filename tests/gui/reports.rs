//! Reports made by hand, for the tests of the window.
//!
//! In: nothing. Out: a small report with one of each.
//! Never scans.

use std::path::PathBuf;

use waybill::app::{Action, AppState, Input, InputRole, Review, apply};
use waybill::layout::Layout;
use waybill::message::{Blocks, Severity};
use waybill::publication::{
    DataRow, DistributionRow, Evidence, ImportRow, LeftBehindRow, MessageRow, ModuleRow, ReferenceRow, Report, SCHEMA, ScriptRow,
    ServerRow, TargetRow, ToolRow, ToolboxRow, Totals,
};

const SERVER: &str = "server-11.3-windows";

/// A report without rows.
pub fn empty_report() -> Report {
    Report {
        schema: SCHEMA,
        waybill_version: "0",
        root: ".",
        targets: Vec::new(),
        toolboxes: Vec::new(),
        scripts: Vec::new(),
        data: Vec::new(),
        left_behind: Vec::new(),
        modules: Vec::new(),
        messages: Vec::new(),
        totals: Totals::default(),
        layout: Layout::default(),
        findings: Vec::new(),
        evidence: Evidence::default(),
        roots: Vec::new(),
        deployments: Vec::new(),
    }
}

/// A review of a report with one row of each sort.
pub fn warehouse() -> Review {
    let report = Report {
        targets: vec![TargetRow {
            name: SERVER.to_owned(),
            release: "11.3".to_owned(),
            os: "windows".to_owned(),
            runtime: "pro".to_owned(),
            python: Some("3.11.8".to_owned()),
            source: "default list of ArcGIS Pro 3.3".to_owned(),
        }],
        data: vec![
            data("Scripts/Index", "left_out"),
            data("ToolData/City.gdb/Streets", "copied"),
            data("e:/Shared", "data_store"),
        ],
        left_behind: vec![LeftBehindRow { path: "Scripts/old".to_owned(), because: "Subfolder of a named folder".to_owned() }],
        modules: vec![module("numpy", "present"), module("ortools", "missing")],
        messages: vec![
            message("WB112", Severity::Warning, "1 subfolder of Scripts is left behind"),
            message("WB201", Severity::Error, "ortools is imported, but Server 11.3 does not have it"),
        ],
        totals: Totals { files: 41, bytes: 71_200_000, errors: 1, warnings: 1 },
        ..empty_report()
    };
    review(report)
}

/// A review of any report.
pub fn review(report: Report) -> Review {
    Review::new(report, PathBuf::from("warehouse"))
}

/// A row of project data.
pub fn data(path: &str, decision: &'static str) -> DataRow {
    DataRow {
        path: path.to_owned(),
        container: None,
        kind: "file",
        certainty: "yes",
        decision,
        because: format!("{path} because of a line"),
        destination: None,
        files: 1,
        bytes: 4_100,
        esri_would_find: true,
        references: vec![ReferenceRow {
            script: "Scripts/delivery.py".to_owned(),
            line: 23,
            column: 6,
            text: path.to_owned(),
            context: "assignment",
            found_by: "relative",
        }],
    }
}

fn module(name: &str, status: &'static str) -> ModuleRow {
    ModuleRow {
        name: name.to_owned(),
        class: "third_party",
        resolved: None,
        distribution: Some(DistributionRow { conda: Some(format!("{name}-base")), pip: None, evidence: "known".to_owned() }),
        optional: false,
        workstation: None,
        servers: vec![ServerRow { target: SERVER.to_owned(), status, version: None }],
        imports: vec![ImportRow { script: "Scripts/delivery.py".to_owned(), line: 9, esri_scans: true }],
    }
}

pub fn message(code: &'static str, severity: Severity, text: &str) -> MessageRow {
    MessageRow {
        code,
        severity,
        blocks: Blocks::Nothing,
        esri_code: None,
        text: text.to_owned(),
        script: Some("Scripts/delivery.py".to_owned()),
        line: Some(9),
        column: Some(1),
        repair: Some("Add ortools to the deployment plan".to_owned()),
        accepted: None,
    }
}

/// A window with a report.
pub fn opened() -> AppState {
    opened_with(warehouse())
}

/// A window with any report.
pub fn opened_with(review: Review) -> AppState {
    let mut state = AppState::default();
    apply(&mut state, Action::AddInputs(vec![file("Warehouse.pyt")]));
    apply(&mut state, Action::ScanDone { review: Box::new(review), now: 0 });
    apply(&mut state, Action::WatchStarted(true));
    state
}

/// An input that is judged by its name.
pub fn file(name: &str) -> Input {
    Input { path: PathBuf::from(name), role: InputRole::ByName }
}

/// A script that was read.
pub fn script(path: &str) -> ScriptRow {
    ScriptRow { path: path.to_owned(), role: "tool", python: "3", encoding: "utf-8".to_owned(), lines: 40, esri_scans: true }
}

/// A toolbox with one chosen tool.
pub fn toolbox(path: &str, tool: &str) -> ToolboxRow {
    let tool = ToolRow {
        name: tool.to_owned(),
        label: tool.to_owned(),
        kind: "python",
        state: "ready",
        selected: true,
        ..ToolRow::default()
    };
    ToolboxRow { path: path.to_owned(), format: "pyt", label: path.to_owned(), alias: String::new(), tools: vec![tool] }
}
