//! The steps on Windows servers for tools of the ArcGIS Pro runtime.
//!
//! In: a [`Job`]. Out: steps: clone, activate, install, check, hand over to the service or the site, undo, upgrade.
//! Never changes the server's default environment: a clone is made.

use super::deployment::{INSTALL_TEXT, Job, every_machine, step};
use super::grammar::{is_safe_name, is_safe_path, is_service_name};
use super::release::Release;
use super::{Certainty, Deployment, DeploymentStep};
use crate::text::visible;

const SOURCE: &str = "Esri help, Deploy custom Python packages for ArcGIS Server (Windows)";
const PYTHON: &str = r"%ARCGIS_SERVER%\framework\runtime\ArcGIS\bin\Python";

/// The environment to make.
enum Environment {
    /// A name in the server's own folder of environments.
    Named(String),
    /// A full path elsewhere.
    At(String),
    /// A text that cannot stand in a command, escaped for showing.
    ByHand(String),
}

/// Adds the steps, or why there are none.
pub(super) fn steps(job: &Job<'_>, deployment: &mut Deployment) {
    if job.release < Release(10, 7, 1) {
        deployment.impossible.push(
            "Before 10.7.1 ArcGIS Server has no documented way to add Python packages for services published from ArcGIS Pro"
                .to_owned(),
        );
        return;
    }
    let environment = Environment::of(job);
    let for_service = job.service.is_some() && job.release >= Release(10, 8, 1);
    let steps = &mut deployment.steps;
    steps.push(prompt());
    steps.push(clone(job, &environment));
    if !for_service {
        steps.push(swap(job, &environment));
    }
    let install = step("Install the packages", INSTALL_TEXT, Certainty::Documented, SOURCE);
    let mut commands = environment.command("call activate ", "");
    commands.extend(job.install.commands("call conda", "python"));
    steps.push(install.with(if environment.is_safe() { commands } else { Vec::new() }));
    steps.push(check(&environment));
    steps.push(if for_service { service_setting(job, &environment) } else { restart() });
    steps.push(every_machine(SOURCE));
    steps.push(undo(job, for_service).later());
    steps.push(upgrade(job, &environment).later());
}

impl Environment {
    fn of(job: &Job<'_>) -> Self {
        let service = job.service.filter(|service| is_service_name(service)).unwrap_or("services");
        match job.conda_environment {
            None => Self::Named(format!("arcgispro-py3-{service}")),
            Some(name) if is_safe_name(name) => Self::Named(name.to_owned()),
            Some(path) if is_safe_path(path) => Self::At(path.to_owned()),
            Some(other) => Self::ByHand(visible(other).into_owned()),
        }
    }

    fn is_safe(&self) -> bool {
        match self {
            Self::Named(_) | Self::At(_) => true,
            Self::ByHand(_) => false,
        }
    }

    /// `before`, the environment, `after`; no command where the environment cannot stand in one.
    fn command(&self, before: &str, after: &str) -> Vec<String> {
        match self {
            Self::Named(name) => vec![format!("{before}{name}{after}")],
            Self::At(path) => vec![format!("{before}\"{path}\"{after}")],
            Self::ByHand(_) => Vec::new(),
        }
    }

    /// The same with conda's `-n` or `-p` before the environment.
    fn option(&self, before: &str, after: &str) -> Vec<String> {
        match self {
            Self::Named(_) => self.command(&format!("{before} -n "), after),
            Self::At(_) | Self::ByHand(_) => self.command(&format!("{before} -p "), after),
        }
    }

    fn shown(&self) -> &str {
        match self {
            Self::Named(text) | Self::At(text) | Self::ByHand(text) => text,
        }
    }
}

fn prompt() -> DeploymentStep {
    let text = "Sign in to the ArcGIS Server machine and open the command prompt as administrator. \
        Change the first line where ArcGIS Server is installed elsewhere.";
    let commands =
        vec![r#"set "ARCGIS_SERVER=C:\Program Files\ArcGIS\Server""#.to_owned(), format!("cd /d \"{PYTHON}\\Scripts\"")];
    step("Open the Python of the server", text, Certainty::Documented, SOURCE).with(commands)
}

fn clone(job: &Job<'_>, environment: &Environment) -> DeploymentStep {
    // The page of 11.3 is the first that clones so always; the pages of 10.8 and 10.9 ask it of patched servers.
    let options = if job.release >= Release(11, 3, 0) { " --pinned --no-shortcuts" } else { "" };
    let prefix = match environment {
        Environment::Named(name) => Some(format!("{PYTHON}\\envs\\{name}")),
        Environment::At(path) => Some(path.clone()),
        Environment::ByHand(_) => None,
    };
    let mut text =
        format!("Make {} from the default environment. The ArcGIS Server account must be able to read it.", environment.shown());
    if prefix.is_none() {
        text.push_str(" Its name cannot stand in a command: choose one of letters, digits, dots, dashes and underscores.");
    }
    if (Release(10, 8, 0)..Release(11, 0, 0)).contains(&job.release) {
        text.push_str(
            " Where the ArcGIS Server Log4j patch is installed, add --pinned; in either case run conda update saspy in the clone.",
        );
    }
    let command = prefix.map(|prefix| format!("call conda create --clone arcgispro-py3 --prefix \"{prefix}\"{options}"));
    step("Clone the default environment", text, Certainty::Documented, SOURCE).with(command.into_iter().collect())
}

fn swap(job: &Job<'_>, environment: &Environment) -> DeploymentStep {
    let text = "Makes the clone the environment of all geoprocessing services; only one can be active at a time.";
    let commands = if job.release >= Release(11, 3, 0) {
        environment.option("call conda proswap", " --all-users")
    } else {
        environment.command("call proswap ", "")
    };
    step("Activate it for the site", text, Certainty::Documented, SOURCE).with(commands)
}

fn check(environment: &Environment) -> DeploymentStep {
    let text = "Send env.json to the publisher: Waybill reads it as the server's environment. \
        Then go to the deploy folder of the package and run its smoke test; it imports what the scripts import.";
    let mut commands = environment.option("call conda list", " --json > \"%TEMP%\\env.json\"");
    if environment.is_safe() {
        commands.push("python smoke_test.py".to_owned());
    }
    step("Check", text, Certainty::Believed, "conda's own commands").with(commands)
}

fn service_setting(job: &Job<'_>, environment: &Environment) -> DeploymentStep {
    let service = job.service.map(visible).unwrap_or_default();
    let value = serde_json::to_string(environment.shown()).unwrap_or_default();
    let text = format!(
        "In the ArcGIS Server administrator directory open services, {service}, edit, add \"condaEnvironmentPath\": {value} \
         to the properties of the service JSON, and save; the service restarts by itself."
    );
    step("Give the environment to the service", text, Certainty::Documented, SOURCE)
}

fn restart() -> DeploymentStep {
    let text = "Restart the ArcGIS Server service. It takes some minutes until all services are back.";
    step("Restart the server", text, Certainty::Documented, SOURCE)
}

fn undo(job: &Job<'_>, for_service: bool) -> DeploymentStep {
    if for_service {
        let text = "Remove condaEnvironmentPath from the service JSON: the service runs in the site's environment again.";
        return step("To undo", text, Certainty::Believed, SOURCE);
    }
    let command = if job.release >= Release(11, 3, 0) {
        "call conda proswap -n arcgispro-py3 --all-users"
    } else {
        "call proswap arcgispro-py3"
    };
    let text = "Activate the environment that was active before (the default one is arcgispro-py3), and restart the server.";
    step("To undo", text, Certainty::Believed, SOURCE).with(vec![command.to_owned()])
}

fn upgrade(job: &Job<'_>, environment: &Environment) -> DeploymentStep {
    if job.release < Release(11, 0, 0) {
        let text = "A clone does not fit the upgraded server: discard it, clone the new default environment, and set it up again. \
            From 11.0 on, conda proup upgrades a clone.";
        return step("After an upgrade of the server", text, Certainty::Documented, SOURCE);
    }
    let text = "Upgrades the clone; it needs the internet and cannot go back. Then restart the services that use it.";
    let mut commands = environment.command("call conda activate ", "");
    commands.extend(environment.option("call conda proup", ""));
    step("After an upgrade of the server", text, Certainty::Documented, SOURCE).with(commands)
}
