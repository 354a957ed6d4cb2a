//! `waybill export`: the consolidated package, written and verified.
//!
//! In: arguments. Out: a package; exit code 0 if it was written, 1 if it was refused, 2 if it could not run or write.
//! Never writes itself: that is `package`'s.

use super::arguments::ExportArguments;
use super::open::{drive_map, open_file, publication_file};
use super::{BAD, FAILED, GOOD, scan, terminal};
use crate::disk::Files;
use crate::package::{self, ExportError, ExportSettings, Exported};
use crate::publication::{OpenError, Opened, Progress, Publication, Report, ToolboxRow, analyze, find_named, publisher_path};
use crate::text::{DataPath, count, size, visible};

/// Runs the command.
pub fn run(arguments: &ExportArguments) -> u8 {
    let (mut opened, settings) = match prepare(arguments) {
        Ok(prepared) => prepared,
        Err(error) => {
            terminal::complain(&error.to_string());
            return FAILED;
        }
    };
    if !arguments.options.quiet {
        scan::tell(&opened);
    }
    let progress = Progress::default();
    let mut report = analyze(&opened.publication, &opened.files, &progress);
    let tools = &arguments.options.tools;
    let slip = no_toolbox(&report, &opened.publication).or_else(|| scan::names_nothing(&report, &opened.publication, tools));
    if let Some(sentence) = slip {
        terminal::complain(&sentence);
        return FAILED;
    }
    if let Some((toolbox, said)) = first_of_several(&report, &opened.publication) {
        if !arguments.options.quiet {
            terminal::say(&visible(&said));
        }
        opened.publication.toolbox = Some(toolbox);
        report = analyze(&opened.publication, &opened.files, &progress);
    }
    match package::export(&opened.publication, &report, &opened.files, &settings, &progress) {
        Ok(exported) => written(&exported),
        Err(error) => refused(&error),
    }
}

/// The toolbox that is published where several have chosen tools and none was named: the first by path; what is said of it.
fn first_of_several(report: &Report, publication: &Publication) -> Option<(DataPath, String)> {
    let with_tools = |row: &&ToolboxRow| row.tools.iter().any(|tool| tool.selected);
    let rows: Vec<&ToolboxRow> = report.toolboxes.iter().filter(with_tools).collect();
    let (first, others) = rows.split_first().filter(|(_, others)| !others.is_empty() && publication.toolbox.is_none())?;
    let tools = first.tools.iter().filter(|tool| tool.selected).count();
    let others: Vec<&str> = others.iter().map(|row| row.path.as_str()).collect();
    let said = format!(
        "One service takes its tools from one toolbox: {} of {}. --toolbox chooses another: {}",
        count(tools as u64, "tool"),
        first.path,
        others.join(", ")
    );
    Some((publication.root.clone().unwrap_or_else(|| DataPath::new("")).join(&first.path), said))
}

/// What is wrong where `--toolbox` names something that is no toolbox of the inputs.
fn no_toolbox(report: &Report, publication: &Publication) -> Option<String> {
    let chosen = publication.toolbox.as_ref()?;
    let root = publication.root.clone().unwrap_or_else(|| DataPath::new(""));
    let is_known = report.toolboxes.iter().any(|row| root.join(&row.path) == *chosen);
    (!is_known).then(|| format!("--toolbox: no toolbox of these inputs: {}", visible(chosen.as_str())))
}

fn prepare(arguments: &ExportArguments) -> Result<(Opened, ExportSettings), OpenError> {
    let mut file = publication_file(&arguments.options)?;
    file.toolbox = arguments.toolbox.clone().or(file.toolbox);
    let service = arguments.service.clone().unwrap_or_else(|| file.service.clone());
    if service.is_empty() {
        return Err(OpenError::NoService);
    }
    let opened = open_file(&file, &arguments.options)?;
    let drives = drive_map(&arguments.options)?;
    let service_json = match &arguments.service_json {
        None => None,
        Some(file) => {
            let path = publisher_path(&drives, file)?;
            find_named(&opened.files, &path)?;
            let wrong = |error: String| OpenError::Listing { sentence: format!("--service-json: {error}: {path}") };
            let bytes = opened.files.read(&path).map_err(|error| OpenError::Listing { sentence: error.to_string() })?;
            let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
            Some(serde_json::from_slice(text).map_err(|error| wrong(error.to_string()))?)
        }
    };
    let settings = ExportSettings {
        service,
        destination: arguments.output.clone(),
        server_directories: arguments.server_directories.clone(),
        service_json,
        conda_environment: arguments.conda_environment.clone(),
        allow_errors: arguments.allow_errors,
        overwrite: arguments.overwrite,
        allow_secrets: file.allowed_secrets.iter().chain(&arguments.allow_secrets).cloned().collect(),
    };
    Ok((opened, settings))
}

fn written(exported: &Exported) -> u8 {
    for accepted in &exported.accepted {
        terminal::say(&format!("Accepted: {}", visible(accepted)));
    }
    for error in &exported.deployment_errors {
        terminal::say(&format!("To be done on the server: {}", visible(error)));
    }
    let package = terminal::shown(&exported.path);
    let result = format!("Written and verified, {}, {}: {package}\n", count(exported.files, "file"), size(exported.bytes));
    match terminal::deliver(&result, None) {
        Ok(()) => GOOD,
        Err(error) => {
            terminal::complain(&error.to_string());
            FAILED
        }
    }
}

fn refused(error: &ExportError) -> u8 {
    terminal::complain(&visible(&error.to_string()));
    if let ExportError::Refused { messages } = error {
        for message in messages {
            terminal::say(&format!("  {}", visible(message)));
        }
    }
    if let Some(hint) = error.hint() {
        terminal::say(hint);
    }
    if error.is_refusal() { BAD } else { FAILED }
}
