//! The steps for tools of the ArcMap runtime: Python 2.7, one for the whole server.
//!
//! In: a [`Job`], the system. Out: steps with installers, by hand; on Linux through Wine's explorer.
//! Never offers conda: this Python is not conda's.

use super::deployment::{Job, every_machine, step};
use super::{Certainty, Deployment, Os};
use crate::text::visible;

const SOURCE: &str = "Esri help, Deploying custom Python packages for ArcGIS Server (services published from ArcGIS Desktop)";

/// Adds the steps.
pub(super) fn steps(job: &Job<'_>, os: Os, deployment: &mut Deployment) {
    let wanted = |(name, version): &(String, Option<String>)| {
        format!("{} {}", visible(name), visible(version.as_deref().unwrap_or_default())).trim_end().to_owned()
    };
    let packages: Vec<String> = job.install.packages.iter().map(wanted).collect();
    let download = format!(
        "Download the Windows 64-bit installer (.msi or .exe) for Python 2.7 of {}. Many packages no longer offer one: \
         then the tool cannot run on this runtime.",
        packages.join(", ")
    );
    let (install, commands) = match os {
        Os::Windows => {
            ("Run each installer; it goes into the server's Python 2.7 and serves all services of ArcGIS Desktop.", Vec::new())
        }
        Os::Linux => (
            "Change the first line to the folder of the installation. In the window that opens, Z: is the root of the system; \
             run each installer there.",
            vec![
                "ARCGIS_SERVER=/opt/arcgis/server".to_owned(),
                ". \"$ARCGIS_SERVER/framework/etc/arcenv\"; wine explorer &".to_owned(),
            ],
        ),
    };
    let check = "Run the smoke test of the package's deploy folder with the server's Python 2.7.";
    deployment.steps.extend([
        step("Download the installers", download, Certainty::Documented, SOURCE),
        step("Install the packages", install, Certainty::Documented, SOURCE).with(commands),
        step("Check", check, Certainty::Documented, SOURCE),
        every_machine(SOURCE),
    ]);
}
