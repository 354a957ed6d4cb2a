//! The deployment plan, `plan.md`.
//!
//! In: the report, the settings, the service. Out: Markdown that an administrator can follow.
//! Never claims what was not tried: every step says how sure it is. Never lets a publisher's text become markup.

use std::fmt::Write;

use super::ExportSettings;
use super::check::{Carried, sentence};
use crate::layout::{ConstantValue, PlacedConstant};
use crate::message::Severity;
use crate::publication::Report;
use crate::target::{Certainty, Deployment, DeploymentStep};
use crate::text::{count, size, visible};

/// What the plan is written from.
#[derive(Clone, Copy, Debug)]
pub struct PlanInput<'a> {
    /// The report.
    pub report: &'a Report,
    /// The settings.
    pub settings: &'a ExportSettings,
    /// Errors carried along.
    pub carried: &'a Carried,
    /// The toolbox as the server will see it; empty where no toolbox is published.
    pub server_toolbox: &'a str,
}

/// Writes the plan.
pub fn plan(input: PlanInput<'_>) -> String {
    let mut text = format!("# Deploying {}\n\n", input.settings.service);
    what_it_is(&mut text, input);
    constants(&mut text, input);
    two_ways(&mut text, input);
    for deployment in &input.report.deployments {
        server(&mut text, deployment);
    }
    data_store(&mut text, input.report);
    open_messages(&mut text, input);
    checks(&mut text, input.settings);
    text
}

fn what_it_is(text: &mut String, input: PlanInput<'_>) {
    let Report { totals, layout, .. } = input.report;
    let _ = write!(
        text,
        "Waybill {} consolidated the tools with {} and {} of project data, scripts and toolboxes.\n\n\
         This is a consolidated package, not a service definition (`.sd`): a server cannot publish it as it is. \
         The next section names the two ways that lead to a service.\n\n",
        input.report.waybill_version,
        count(totals.files, "file"),
        size(totals.bytes),
    );
    match &layout.toolbox {
        Some(toolbox) => {
            let _ = writeln!(text, "- Toolbox: {}", code(&format!("{}.GPServer/extracted/{toolbox}", input.settings.service)));
        }
        None => text.push_str("- No toolbox: these are scripts. Put them into a toolbox before you make a service of them.\n"),
    }
    for target in &input.report.targets {
        let python = target.python.as_deref().map_or(String::new(), |python| format!(", Python {}", plain(python)));
        let _ = writeln!(text, "- Compared with {}{python}: {}", plain(&target.name), plain(&target.source));
    }
    text.push('\n');
}

/// Parameters whose values are fixed: which they are, and what a person has to set.
fn constants(text: &mut String, input: PlanInput<'_>) {
    let constants = &input.report.layout.constants;
    if constants.is_empty() {
        return;
    }
    text.push_str(
        "## Constant parameters\n\nThe publisher fixed these values. Clients of the service should not be asked for them: \
         when you share the tools, choose the input mode Constant for each.\n\n",
    );
    for constant in constants {
        let values: Vec<String> = constant.values.iter().map(|value| constant_value(value, input.settings)).collect();
        let name = code(&format!("{}.{}", constant.tool, constant.parameter));
        let _ = writeln!(text, "- {name}: {}", values.join(" and "));
    }
    text.push('\n');
    let by_hand: Vec<&PlacedConstant> = constants.iter().filter(|constant| constant.by_hand).collect();
    if by_hand.is_empty() {
        return;
    }
    text.push_str(
        "### Set these by hand\n\nBinary toolboxes and models are packaged as they are, so they still hold the old values. \
         Open the toolbox in ArcGIS Pro, once the package lies in its place, and set them in the properties of each tool.\n\n",
    );
    for (at, constant) in by_hand.iter().enumerate() {
        let values: Vec<String> = constant.values.iter().map(|value| constant_value(value, input.settings)).collect();
        let toolbox = code(&format!("{}.GPServer/extracted/{}", input.settings.service, constant.toolbox));
        let (tool, parameter) = (code(&constant.tool), code(&constant.parameter));
        let number = at + 1;
        let _ = writeln!(text, "{number}. In {toolbox}, tool {tool}, set parameter {parameter} to {}", values.join(" and "));
    }
    text.push('\n');
}

fn constant_value(value: &ConstantValue, settings: &ExportSettings) -> String {
    if value.in_data_store {
        code(&value.leads_to)
    } else {
        code(&format!("{}.GPServer/extracted/{}", settings.service, value.leads_to))
    }
}

fn two_ways(text: &mut String, input: PlanInput<'_>) {
    let service = &input.settings.service;
    let toolbox = input.report.layout.toolbox.as_deref().unwrap_or("the toolbox");
    let _ = write!(
        text,
        "## Two ways to a service\n\n\
         ### Share the consolidated toolbox from ArcGIS Pro\n\n\
         Documented for sharing web tools; the toolbox of this package has not been shared from Pro by us.\n\n\
         1. Unpack the package on a machine with ArcGIS Pro and add {} to a project.\n\
         2. Run each tool once, then share the results as one web tool named {service}.\n\
         3. Open the service in the ArcGIS Server Administrator Directory, choose edit, and compare its JSON with {}. \
         Keep the toolbox path that the server wrote.\n\n\
         ### Register the service through the Administrator API\n\n\
         Believed: not tried on a live server. Try it on a test server first.\n\n\
         1. Copy the folder {} to every place where the server looks for it, so that the toolbox stands here:\n\n{}\
         2. Let the ArcGIS Server account read the copied folder.\n\
         3. In the Administrator Directory, open services, choose createService, and paste {}. \
         For a service that exists, choose edit there instead.\n\n",
        code(&format!("{service}.GPServer/extracted/{toolbox}")),
        code(&format!("{service}.GPServer/service.json")),
        code(&format!("{service}.GPServer/extracted")),
        fence(&[input.server_toolbox.to_owned()]),
        code(&format!("{service}.GPServer/service.json")),
    );
}

fn server(text: &mut String, deployment: &Deployment) {
    let _ = write!(text, "## {}\n\n", plain(&deployment.target));
    if deployment.steps.is_empty() && deployment.impossible.is_empty() {
        text.push_str("Nothing to install. The server list has every module. Be sure: run the smoke test.\n\n");
    }
    for sentence in &deployment.impossible {
        let _ = writeln!(text, "- Not possible here: {}", plain(sentence));
    }
    if !deployment.impossible.is_empty() {
        text.push('\n');
    }
    for (at, step) in deployment.steps.iter().enumerate() {
        step_of(text, at + 1, step);
    }
    if !deployment.packages.is_empty() {
        text.push_str("Packages that this needs:\n\n");
        for (name, version) in &deployment.packages {
            let version = version.as_deref().map_or(String::new(), |version| format!(" {version}"));
            let _ = writeln!(text, "- {}", code(&format!("{name}{version}")));
        }
        text.push('\n');
    }
}

fn step_of(text: &mut String, number: usize, step: &DeploymentStep) {
    let sure = match step.certainty {
        Certainty::Verified => "Verified",
        Certainty::Documented => "Documented",
        Certainty::Believed => "Believed, not tried on a live server",
    };
    let later = if step.is_later { " (not now)" } else { "" };
    let _ = write!(text, "### {number}. {}{later}\n\n", plain(&step.title));
    if !step.text.is_empty() {
        let _ = write!(text, "{}\n\n", plain(&step.text));
    }
    if !step.commands.is_empty() {
        text.push_str(&fence(&step.commands));
    }
    let _ = write!(text, "{sure}: {}\n\n", plain(step.source));
}

fn data_store(text: &mut String, report: &Report) {
    if report.layout.data_store_roots.is_empty() {
        return;
    }
    text.push_str("## Data that must be on the server\n\nThe scripts read these folders of the data store. The ArcGIS Server account needs to read them.\n\n");
    for root in &report.layout.data_store_roots {
        let _ = writeln!(text, "- {}", code(root));
    }
    text.push('\n');
}

fn open_messages(text: &mut String, input: PlanInput<'_>) {
    let warnings = input.report.messages.iter().filter(|row| row.severity == Severity::Warning).map(sentence);
    let sections = [
        ("Errors that this plan answers", input.carried.deployment_errors.clone()),
        ("Errors that the publisher accepted", input.carried.accepted.clone()),
        ("Warnings", warnings.collect()),
    ];
    for (title, sentences) in sections {
        if sentences.is_empty() {
            continue;
        }
        let _ = write!(text, "## {title}\n\n");
        for sentence in sentences {
            let _ = writeln!(text, "- {}", plain(&sentence));
        }
        text.push('\n');
    }
}

fn checks(text: &mut String, settings: &ExportSettings) {
    let environment = match &settings.conda_environment {
        Some(name) => format!("The service runs in the conda environment {}.", code(name)),
        None => "The service runs in the server's active environment.".to_owned(),
    };
    let _ = write!(
        text,
        "## Check it\n\n\
         1. Before: {} says whether the package is whole and every reference in it resolves.\n\
         2. On each machine of the site, run {} with the Python of the service. {environment}\n\
         3. Run each task of the service once and read its messages.\n",
        code("waybill verify PACKAGE"),
        code("deploy/smoke_test.py"),
    );
}

/// Commands in a box; a line cannot end the box because it is longer than any run of backticks in it.
fn fence(lines: &[String]) -> String {
    let longest = lines.iter().map(|line| longest_run(line)).max().unwrap_or(0);
    let mark = "`".repeat(longest.max(2) + 1);
    let mut text = format!("{mark}\n");
    for line in lines {
        let _ = writeln!(text, "{}", visible(line));
    }
    let _ = write!(text, "{mark}\n\n");
    text
}

fn code(text: &str) -> String {
    let mark = "`".repeat(longest_run(text) + 1);
    let text = visible(text);
    if mark.len() > 1 { format!("{mark} {text} {mark}") } else { format!("{mark}{text}{mark}") }
}

fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0)
}

/// Text in which no character means anything to Markdown.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '!') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_box_or_becomes_markup() {
        assert_eq!(code("a`b``c"), "``` a`b``c ```");
        assert_eq!(plain("<b> [x](y) *z*\n"), r"\<b\> \[x\](y) \*z\*\\u{a}");
        assert!(fence(&["```".to_owned()]).starts_with("````\n"));
    }
}
