//! Decides whether a package may be written, and what the publisher accepted.
//!
//! In: the report and the settings. Out: the accepted errors, or the refusal with every message that stands in the way.
//! Never accepts an unconfirmed root or a secret because other errors are accepted.

use super::{ExportError, ExportSettings};
use crate::message::{Blocks, Severity, wb110, wb115};
use crate::publication::{MessageRow, Report};
use crate::target::grammar::{is_safe_name, is_safe_path, is_service_name};
use crate::target::{Os, Runtime, Target};
use crate::text::DataPath;

/// Messages that an export carries along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Errors that the deployment plan answers.
    pub deployment_errors: Vec<String>,
    /// Errors that the publisher accepted.
    pub accepted: Vec<String>,
}

/// Sorts the errors of a report into accepted ones and those of the deployment.
///
/// # Errors
/// [`ExportError::Refused`] where one stands in the way.
pub fn check_messages(report: &Report, settings: &ExportSettings) -> Result<Carried, ExportError> {
    let mut carried = Carried::default();
    let mut refused = Vec::new();
    for (at, row) in report.messages.iter().enumerate() {
        if row.severity != Severity::Error {
            continue;
        }
        match row.blocks {
            Blocks::Package | Blocks::Deployment if row.accepted.is_some() => carried.accepted.push(sentence(row)),
            Blocks::Deployment => carried.deployment_errors.push(sentence(row)),
            Blocks::Package if is_accepted(report, at, row, settings) => carried.accepted.push(sentence(row)),
            Blocks::Package => refused.push(sentence(row)),
            Blocks::Nothing => {}
        }
    }
    if refused.is_empty() { Ok(carried) } else { Err(ExportError::Refused { messages: refused }) }
}

fn is_accepted(report: &Report, at: usize, row: &MessageRow, settings: &ExportSettings) -> bool {
    if row.code == wb115::CODE.name {
        let path = report.findings.get(at).and_then(|finding| finding.arguments.get("path"));
        let place = |written: &str| DataPath::new("/").join(written);
        let is_same = |allowed: &String| path.is_some_and(|path| place(path) == place(allowed));
        return settings.allow_secrets.iter().any(is_same);
    }
    settings.allow_errors && row.code != wb110::CODE.name
}

/// A message as one line: code, text, place, and why the publisher accepts it.
pub fn sentence(row: &MessageRow) -> String {
    let text = format!("{}: {}", row.code, row.text);
    let text = match (&row.script, row.line) {
        (Some(script), Some(line)) => format!("{text} ({script}, line {line})"),
        (Some(script), None) => format!("{text} ({script})"),
        (None, _) => text,
    };
    match &row.accepted {
        Some(reason) => format!("{text}; accepted: {reason}"),
        None => text,
    }
}

/// Checks what the publisher typed before anything is written.
///
/// # Errors
/// The first setting that cannot be used.
pub fn check_settings(settings: &ExportSettings, targets: &[Target]) -> Result<(), ExportError> {
    if !is_service_name(&settings.service) {
        return Err(ExportError::ServiceName { name: settings.service.clone() });
    }
    if let Some(folder) = &settings.server_directories
        && !is_safe_path(folder.trim_end_matches(['/', '\\']))
    {
        return Err(ExportError::Setting { setting: "the server's directories", value: folder.clone() });
    }
    let Some(environment) = &settings.conda_environment else { return Ok(()) };
    if !is_safe_name(environment) && !is_safe_path(environment) {
        return Err(ExportError::Setting { setting: "the conda environment", value: environment.clone() });
    }
    match targets.iter().find(|target| !has_own_environment(target)) {
        Some(target) => Err(ExportError::CondaEnvironment { target: target.name() }),
        None => Ok(()),
    }
}

/// True where one service can have its own conda environment: ArcGIS Server 10.8.1 and newer, on Windows, not for ArcMap's runtime.
fn has_own_environment(target: &Target) -> bool {
    let numbers: Vec<u32> = target.release.split('.').map(|part| part.parse().unwrap_or(0)).collect();
    target.os == Os::Windows && target.runtime == Runtime::Pro && numbers.as_slice() >= [10, 8, 1].as_slice()
}
