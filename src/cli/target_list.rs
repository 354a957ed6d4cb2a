//! `waybill targets`: the servers that can be named.
//!
//! In: the server profiles. Out: a list on stdout.
//! Never talks to a server.

use std::fmt::Write;

use serde::Serialize;

use super::arguments::Format;
use super::{FAILED, GOOD, terminal};
use crate::environment::Completeness;
use crate::target::{self, Certainty, Target};

/// Runs the command.
pub fn run(format: Format) -> u8 {
    let targets = target::all();
    let result = match format {
        Format::Text => targets_text(&targets),
        Format::Json => targets_json(&targets),
        Format::Html | Format::Sarif => {
            terminal::complain("The list of targets is printed as text or json");
            return FAILED;
        }
    };
    match terminal::deliver(&result, None) {
        Ok(()) => GOOD,
        Err(error) => {
            terminal::complain(&error.to_string());
            FAILED
        }
    }
}

#[derive(Serialize)]
struct TargetList<'a> {
    schema: &'static str,
    targets: Vec<ListedTarget<'a>>,
}

#[derive(Serialize)]
struct ListedTarget<'a> {
    name: String,
    release: &'a str,
    os: &'static str,
    runtime: &'static str,
    python: Option<&'a str>,
    source: &'a str,
    packages: usize,
    complete: bool,
    alignment: &'static str,
}

fn targets_json(targets: &[Target]) -> String {
    let rows = targets.iter().map(|target| ListedTarget {
        name: target.name(),
        release: &target.release,
        os: target.os.name(),
        runtime: target.runtime.name(),
        python: target.environment.python.as_deref(),
        source: &target.environment.source,
        packages: target.environment.packages.len(),
        complete: target.environment.completeness == Completeness::Complete,
        alignment: certainty(target.alignment),
    });
    let list = TargetList { schema: "waybill.targets/1", targets: rows.collect() };
    let mut json = serde_json::to_string_pretty(&list).unwrap_or_default();
    json.push('\n');
    json
}

fn targets_text(targets: &[Target]) -> String {
    let width = targets.iter().map(|target| target.name().len()).max().unwrap_or(0);
    let mut text = String::new();
    for target in targets {
        let python = target.environment.python.as_deref().unwrap_or("unknown");
        let _ = writeln!(text, "{:width$}  Python {python:8}  {}", target.name(), target.environment.source);
    }
    text
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Verified => "verified",
        Certainty::Documented => "documented",
        Certainty::Believed => "believed",
    }
}
