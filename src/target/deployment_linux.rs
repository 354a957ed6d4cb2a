//! The steps on Linux servers for tools of the ArcGIS Pro runtime, which is Windows Python under Wine there.
//!
//! In: a [`Job`]. Out: steps for 11.0 and later; before, why there are none.
//! Never offers `condaEnvironmentPath`: no Linux page names it.

use super::deployment::{INSTALL_TEXT, Job, every_machine, step};
use super::release::Release;
use super::{Certainty, Deployment};

const SOURCE: &str = "Esri help, Deploy custom Python packages for ArcGIS Server (Linux, 11.0 to 11.2)";
const PYTHON: &str = "$ARCGIS_SERVER/framework/runtime/ArcGIS/bin/Python";

/// Adds the steps, or why there are none.
pub(super) fn steps(job: &Job<'_>, deployment: &mut Deployment) {
    if let Some(reason) = refusal(job.release) {
        deployment.impossible.push(reason.to_owned());
        return;
    }
    if job.conda_environment.is_some() {
        deployment.impossible.push(
            "condaEnvironmentPath is not documented for ArcGIS Server on Linux: the packages go into the default environment"
                .to_owned(),
        );
    }
    let is_documented = job.release < Release(11, 3, 0);
    let certainty = if is_documented { Certainty::Documented } else { Certainty::Believed };
    let mut prepare =
        "Sign in as the user who installed ArcGIS Server. Change the first line to the folder of the installation. \
        The default environment itself is changed, so it is copied first. Packages that call Windows itself will not work."
            .to_owned();
    if job.release >= Release(11, 1, 0) {
        prepare.push_str(" Esri advises to run such services on a federated Windows server instead.");
    }
    let backup = vec![
        "ARCGIS_SERVER=/opt/arcgis/server".to_owned(),
        format!("cp -a \"{PYTHON}/envs/arcgispro-py3\" \"$HOME/arcgispro-py3.backup\""),
    ];
    let enter = vec![". \"$ARCGIS_SERVER/framework/etc/arcenv\"".to_owned(), format!("cd \"{PYTHON}/Scripts\"")];
    let install = job.install.commands("wine conda", "wine ../envs/arcgispro-py3/python.exe");
    let check = vec!["wine conda list -n arcgispro-py3 --json > \"$HOME/env.json\"".to_owned()];
    let check_text = "Send env.json to the publisher: Waybill reads it as the server's environment. \
        Then run the smoke test of the package's deploy folder with the same Python.";
    let restart = "Restart ArcGIS Server. It takes some minutes until all services are back.";
    let undo = vec![
        format!("mv \"{PYTHON}/envs/arcgispro-py3\" \"$HOME/arcgispro-py3.changed\""),
        format!("cp -a \"$HOME/arcgispro-py3.backup\" \"{PYTHON}/envs/arcgispro-py3\""),
    ];
    let upgrade = "The upgrade brings a new default environment: install the packages again.";
    deployment.steps.extend([
        step("Copy the default environment", prepare, certainty, SOURCE).with(backup),
        step("Open the Python of the server", "Sets up Wine for this terminal.", certainty, SOURCE).with(enter),
        step("Install the packages", INSTALL_TEXT, certainty, SOURCE).with(install),
        step("Check", check_text, Certainty::Believed, "conda's own commands").with(check),
        step("Restart the server", restart, certainty, SOURCE),
        step("To undo", "Puts the copy back; then restart the server.", Certainty::Believed, SOURCE).with(undo).later(),
        step("After an upgrade of the server", upgrade, Certainty::Believed, SOURCE).later(),
    ]);
    let mut repeat = every_machine(SOURCE);
    repeat.certainty = certainty;
    deployment.steps.insert(5, repeat);
}

fn refusal(release: Release) -> Option<&'static str> {
    if release >= Release(11, 0, 0) {
        None
    } else if release >= Release(10, 8, 0) {
        Some(
            "Third-party Python packages cannot be deployed on a Linux server before 11.0 for services published from ArcGIS Pro",
        )
    } else {
        Some(
            "For Linux servers before 10.8 there is no documented way to add Python packages; the help says to contact Esri Support",
        )
    }
}
