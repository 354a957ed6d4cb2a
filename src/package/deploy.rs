//! Files that help to prepare the server: commands, an environment description, a smoke test.
//!
//! In: the deployments and the third-party imports. Out: texts.
//! Never lets in a name that does not match the strict grammar; the plan shows such a name as text only.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::publication::Report;
use crate::target::grammar::{is_dotted_identifier, is_safe_name, is_safe_version};
use crate::target::{Deployment, Os, Target};

/// The command file for one operating system.
///
/// Deployments stand in the order of the targets; those of other systems are left out.
pub fn commands(deployments: &[Deployment], targets: &[Target], os: Os) -> String {
    let style = CommandStyle::of(os);
    let mut text = format!("{}{}Read plan.md first: it says what each step does and how sure it is.\n", style.head, style.remark);
    let on_system = |name: &str| targets.iter().any(|target| target.os == os && target.name() == name);
    let mut has_commands = false;
    for deployment in deployments.iter().filter(|deployment| on_system(&deployment.target)) {
        let _ = write!(text, "\n{}{}\n", style.remark, plain(&deployment.target));
        // What is done another day would undo what this file has just done.
        for (at, step) in deployment.steps.iter().enumerate().filter(|(_, step)| !step.is_later) {
            let _ = writeln!(text, "{}{}. {}", style.remark, at + 1, plain(&step.title));
            for line in step.commands.iter().filter(|line| !line.contains(['\n', '\r'])) {
                has_commands = true;
                let _ = writeln!(text, "{line}");
            }
        }
    }
    if !has_commands {
        let _ = write!(text, "\n{}Nothing to run.\n", style.remark);
    }
    match os {
        Os::Windows => text.replace('\n', "\r\n"),
        Os::Linux => text,
    }
}

struct CommandStyle {
    head: &'static str,
    remark: &'static str,
}

impl CommandStyle {
    fn of(os: Os) -> Self {
        match os {
            Os::Windows => Self { head: "@echo on\n", remark: "rem " },
            Os::Linux => Self { head: "#!/bin/sh\nset -e\n", remark: "# " },
        }
    }
}

/// A remark reduced to letters, digits and harmless marks.
fn plain(text: &str) -> String {
    let harmless =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '.' | ',' | '-' | '_' | '(' | ')' | ':' | '/');
    text.chars().map(|letter| if harmless(letter) { letter } else { ' ' }).collect()
}

/// A conda environment file with everything that some target lacks.
pub fn environment(service: &str, deployments: &[Deployment], report: &Report) -> String {
    let pip_only = pip_only_names(report);
    let mut conda = BTreeMap::new();
    let mut pip = BTreeMap::new();
    for (name, version) in deployments.iter().flat_map(|deployment| &deployment.packages) {
        let version = version.as_deref().filter(|version| is_safe_version(version));
        if is_safe_name(name) {
            let place = if pip_only.contains(name.as_str()) { &mut pip } else { &mut conda };
            place.entry(name.as_str()).or_insert(version);
        }
    }
    let mut text = String::from(
        "# What the server's default environment lacks. Install it into a clone of arcgispro-py3, as plan.md says.\n",
    );
    let _ = write!(text, "name: {service}\nchannels:\n  - esri\n  - defaults\n");
    if conda.is_empty() && pip.is_empty() {
        text.push_str("dependencies: []\n");
        return text;
    }
    text.push_str("dependencies:\n");
    for (name, version) in conda {
        let _ = writeln!(text, "  - {name}{}", version.map_or(String::new(), |version| format!("={version}")));
    }
    if !pip.is_empty() {
        text.push_str("  - pip\n  - pip:\n");
    }
    for (name, version) in pip {
        let _ = writeln!(text, "    - {name}{}", version.map_or(String::new(), |version| format!("=={version}")));
    }
    text
}

fn pip_only_names(report: &Report) -> BTreeSet<&str> {
    let distributions = report.modules.iter().filter_map(|module| module.distribution.as_ref());
    distributions.filter(|found| found.conda.is_none()).filter_map(|found| found.pip.as_deref()).collect()
}

/// A script that imports every third-party module, for Python 2.7 and 3.
pub fn smoke_test(report: &Report) -> String {
    let mut text = String::from(
        "# Run this with the Python of the service on the server. It imports what the tools import\n\
         # from third parties, prints a line for each module, and ends with 1 if one is missing.\n\
         from __future__ import print_function\n\
         \n\
         import importlib\n\
         import sys\n\
         \n\
         # Module, and whether the tools can do without it.\n\
         MODULES = [\n",
    );
    for module in &report.modules {
        if module.class == "third_party" && is_dotted_identifier(&module.name) {
            let optional = if module.optional { "True" } else { "False" };
            let _ = writeln!(text, "    (\"{}\", {optional}),", module.name);
        }
    }
    text.push_str(
        "]\n\
         \n\
         missing = 0\n\
         for name, optional in MODULES:\n\
         \x20   try:\n\
         \x20       module = importlib.import_module(name)\n\
         \x20   except (Exception, SystemExit) as error:\n\
         \x20       missing += 0 if optional else 1\n\
         \x20       print(\"missing\" + (\" (optional)\" if optional else \"\"), name, repr(error))\n\
         \x20   else:\n\
         \x20       print(\"found\", name, getattr(module, \"__version__\", \"\"))\n\
         print(len(MODULES), \"modules,\", missing, \"missing; Python\", sys.version.split()[0])\n\
         sys.exit(1 if missing else 0)\n",
    );
    text
}
