//! `waybill scan`: what would travel, and why.
//!
//! In: arguments. Out: the report on stdout or in a file; exit code 0 without errors, 1 with errors, 2 if it could not run.
//! Never writes anything but the report.

use super::arguments::{Format, ScanArguments};
use super::open::open;
use super::{BAD, FAILED, GOOD, report_text, terminal};
use crate::discovery::ToolNames;
use crate::publication::{Opened, Progress, Publication, Report, ToolRow, analyze};
use crate::text::{DataPath, same_name, visible};

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
    if let Some(sentence) = names_nothing(&report, &opened.publication, &arguments.options.tools) {
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

/// What is wrong where the user named a tool or a parameter that is not there: a slip, not an empty publication.
///
/// `tools` are those of the command line; of those in a saved publication a message tells.
pub fn names_nothing(report: &Report, publication: &Publication, tools: &[String]) -> Option<String> {
    let known = names(report);
    if let Some(name) = tools.iter().find(|name| known.find(name).is_empty()) {
        return Some(visible(&format!("No tool is named {name}; {}", those_there_are(report))).into_owned());
    }
    // The end of a toolbox's path is enough, as long as it is the end of one.
    let is_several = |name: &&String| known.own_name(name).is_some() && known.find(name).len() > 1;
    if let Some(name) = tools.iter().find(is_several) {
        let places = known.find(name);
        let toolboxes = places.iter().filter_map(|(toolbox, _)| report.toolboxes.get(*toolbox));
        let paths: Vec<&str> = toolboxes.map(|row| row.path.as_str()).collect();
        return Some(visible(&format!("{name} may be a tool of {}; write more of the path", paths.join(" or "))).into_owned());
    }
    let is_dynamic = |tool: &ToolRow| tool.state == "dynamic";
    if report.toolboxes.iter().flat_map(|toolbox| &toolbox.tools).any(is_dynamic) {
        return None;
    }
    if let Some(wrong) = publication.constants.iter().find(|name| !is_parameter(name, &known, report)) {
        return Some(visible(&format!("No tool has the parameter {wrong}; a Constant is written as TOOL.NAME")).into_owned());
    }
    let wrong = publication.parameters.iter().find(|(name, _)| !is_parameter(name, &known, report))?;
    Some(visible(&format!("No tool has the parameter {}; write it as TOOL.NAME=VALUE", wrong.0)).into_owned())
}

/// The tools of the report by what they may be called, then the scripts that are tools of their own.
fn names(report: &Report) -> ToolNames {
    let mut names = ToolNames::default();
    for toolbox in &report.toolboxes {
        names.add(&toolbox.path, toolbox.tools.iter().map(|tool| (tool.name.as_str(), tool.label.as_str())));
    }
    for script in report.scripts.iter().filter(|script| script.role == "tool") {
        let path = DataPath::new(&script.path);
        names.add(&script.path, [(path.stem(), path.name())].into_iter());
    }
    names
}

/// The names to choose from: not hundreds.
fn those_there_are(report: &Report) -> String {
    const NAMED: usize = 12;
    let names: Vec<&str> = report.toolboxes.iter().flat_map(|toolbox| &toolbox.tools).map(|tool| tool.name.as_str()).collect();
    let first = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match names.len() {
        0 => "there are none".to_owned(),
        all if all > NAMED => format!("there are {first} and {} more", all - NAMED),
        _ => format!("there are {first}"),
    }
}

fn is_parameter(written: &str, known: &ToolNames, report: &Report) -> bool {
    written.match_indices('.').any(|(at, _)| {
        let divided = written.get(..at).zip(written.get(at + 1..));
        divided.is_some_and(|(tool, name)| {
            let tools = known.find(tool);
            let mut tools = tools.iter().filter_map(|(toolbox, tool)| report.toolboxes.get(*toolbox)?.tools.get(*tool));
            tools.any(|tool| tool.parameters.iter().any(|parameter| same_name(&parameter.name, name)))
        })
    })
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
