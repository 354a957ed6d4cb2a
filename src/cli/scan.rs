//! `waybill scan`: what would travel, and why.
//!
//! In: arguments. Out: the report on stdout or in a file; exit code 0 without errors, 1 with errors, 2 if it could not run.
//! Never writes anything but the report.

use super::arguments::{Format, ScanArguments};
use super::open::open;
use super::{BAD, FAILED, GOOD, report_text, terminal};
use crate::publication::{Opened, Progress, Publication, Report, analyze};
use crate::text::{same_name, visible};

/// Runs the command.
pub fn run(arguments: &ScanArguments) -> u8 {
    let print = match printer(arguments.format) {
        Ok(print) => print,
        Err(sentence) => {
            terminal::complain(&sentence);
            return FAILED;
        }
    };
    let opened = match open(&arguments.options) {
        Ok(opened) => opened,
        Err(error) => {
            terminal::complain(&error.to_string());
            return FAILED;
        }
    };
    if !arguments.options.quiet {
        tell(&opened);
    }
    let report = analyze(&opened.publication, &opened.files, &Progress::default());
    if let Some(sentence) = names_nothing(&report, &opened.publication) {
        terminal::complain(&sentence);
        return FAILED;
    }
    let result = print(&report);
    if let Err(error) = terminal::deliver(&result, arguments.output.as_deref()) {
        terminal::complain(&error.to_string());
        return FAILED;
    }
    if report.totals.errors > 0 { BAD } else { GOOD }
}

/// Says on stderr where the root is and what was chosen for the user.
pub fn tell(opened: &Opened) {
    let root = opened.files.host_path(&opened.root);
    let root = root.map_or_else(|| visible(opened.root.as_str()).into_owned(), |path| terminal::shown(&path));
    terminal::say(&format!("Root {root}"));
    for note in &opened.notes {
        terminal::say(&visible(note));
    }
}

/// What is wrong where the user chose a tool, a toolbox or a parameter that is not there: a slip, not an empty publication.
pub fn names_nothing(report: &Report, publication: &Publication) -> Option<String> {
    let tools = || report.toolboxes.iter().flat_map(|toolbox| &toolbox.tools);
    let is_known = |name: &&String| tools().any(|tool| same_name(&tool.name, name) || same_name(&tool.label, name));
    if let Some(name) = publication.tools.iter().find(|name| !is_known(name)) {
        let known: Vec<&str> = tools().map(|tool| tool.name.as_str()).collect();
        let known = if known.is_empty() { "there are none".to_owned() } else { format!("there are {}", known.join(", ")) };
        return Some(visible(&format!("No tool is named {name}; {known}")).into_owned());
    }
    let is_parameter = |name: &str| {
        tools().any(|tool| {
            let of_tool = |tool_name: &str| {
                let written =
                    name.get(..tool_name.len()).zip(name.get(tool_name.len()..).and_then(|rest| rest.strip_prefix('.')));
                written.is_some_and(|(owner, rest)| {
                    same_name(owner, tool_name) && tool.parameters.iter().any(|parameter| same_name(&parameter.name, rest))
                })
            };
            tool.state == "dynamic" || of_tool(&tool.name) || of_tool(&tool.label)
        })
    };
    if let Some(wrong) = publication.constants.iter().find(|name| !is_parameter(name)) {
        return Some(visible(&format!("No tool has the parameter {wrong}; a Constant is written as TOOL.NAME")).into_owned());
    }
    let wrong = publication.parameters.iter().find(|(name, _)| !is_parameter(name))?;
    Some(visible(&format!("No tool has the parameter {}; write it as TOOL.NAME=VALUE", wrong.0)).into_owned())
}

fn printer(format: Format) -> Result<fn(&Report) -> String, String> {
    match format {
        Format::Text => Ok(report_text::report_text),
        Format::Json => Ok(report_json),
        Format::Html => Err("This version does not print HTML yet; use --format text or json".to_owned()),
        Format::Sarif => Err("This version does not print SARIF yet; use --format text or json".to_owned()),
    }
}

fn report_json(report: &Report) -> String {
    // Plain rows of texts and numbers always serialise; should that ever change, nothing is printed rather than a half object.
    let mut json = serde_json::to_string_pretty(report).unwrap_or_default();
    json.push('\n');
    json
}
