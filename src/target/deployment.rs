//! The deployment plan: what an administrator does so that a target has the missing modules.
//!
//! In: a target, the missing modules, the service and environment names. Out: a [`Deployment`].
//! Never offers what the release and system cannot do, and never writes an unchecked text into a command.
//! Rules: Esri help, "Deploy custom Python packages for ArcGIS Server", per release and system.

use super::grammar::{is_safe_name, is_safe_version};
use super::release::Release;
use super::{
    Certainty, Deployment, DeploymentStep, Os, Runtime, Target, deployment_arcmap, deployment_linux, deployment_windows,
};
use crate::text::visible;

/// A module that the target lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MissingModule {
    /// The import name.
    pub import: String,
    /// The conda package that brings it, where known.
    pub conda: Option<String>,
    /// The pip distribution that brings it, where known.
    pub pip: Option<String>,
    /// The version that the publisher's workstation has.
    pub version_on_workstation: Option<String>,
}

/// The steps that give `target` the missing modules; none where nothing is missing.
///
/// `conda_environment` is the name or full path of the environment to make; without one it is named after the service.
pub fn plan(target: &Target, missing: &[MissingModule], service: Option<&str>, conda_environment: Option<&str>) -> Deployment {
    let mut deployment = Deployment { target: target.name(), ..Deployment::default() };
    if missing.is_empty() {
        return deployment;
    }
    let install = Install::of(missing);
    deployment.packages = install.packages.clone();
    let job = Job { release: Release::parse(&target.release).unwrap_or(Release(0, 0, 0)), install, service, conda_environment };
    match (target.runtime, target.os) {
        (Runtime::ArcMap, os) => deployment_arcmap::steps(&job, os, &mut deployment),
        (Runtime::Pro, Os::Windows) => deployment_windows::steps(&job, &mut deployment),
        (Runtime::Pro, Os::Linux) => deployment_linux::steps(&job, &mut deployment),
    }
    if !deployment.steps.is_empty() {
        deployment.steps.extend(by_hand(&job.install));
    }
    deployment
}

/// What one plan is about.
pub(super) struct Job<'a> {
    pub(super) release: Release,
    pub(super) install: Install,
    pub(super) service: Option<&'a str>,
    pub(super) conda_environment: Option<&'a str>,
}

/// The packages to install, by what installs them.
#[derive(Default)]
pub(super) struct Install {
    /// `name=version` for conda.
    pub(super) conda: Vec<String>,
    /// `name==version` for pip, which is used only where conda has no such package.
    pub(super) pip: Vec<String>,
    /// What no command may hold or nobody knows a package for, escaped for showing.
    pub(super) unknown: Vec<String>,
    /// All of them with their versions.
    pub(super) packages: Vec<(String, Option<String>)>,
}

impl Install {
    fn of(missing: &[MissingModule]) -> Self {
        let mut install = Self::default();
        for module in missing {
            let version = module.version_on_workstation.as_deref();
            let name = module.conda.as_ref().or(module.pip.as_ref()).unwrap_or(&module.import);
            let row = (name.clone(), version.map(str::to_owned));
            if install.packages.iter().any(|(known, _)| known == name) {
                continue;
            }
            install.packages.push(row);
            let safe = version.filter(|version| is_safe_version(version));
            let spec = |equals: &str| safe.map_or_else(|| name.clone(), |version| format!("{name}{equals}{version}"));
            if !is_safe_name(name) || (module.conda.is_none() && module.pip.is_none()) {
                install.unknown.push(visible(name).into_owned());
            } else if module.conda.is_some() {
                install.conda.push(spec("="));
            } else {
                install.pip.push(spec("=="));
            }
        }
        install
    }

    /// The install commands: conda first, so that pip finds what conda brought.
    pub(super) fn commands(&self, conda: &str, python: &str) -> Vec<String> {
        let conda = (!self.conda.is_empty()).then(|| format!("{conda} install {}", self.conda.join(" ")));
        let pip = (!self.pip.is_empty()).then(|| format!("{python} -m pip install {}", self.pip.join(" ")));
        conda.into_iter().chain(pip).collect()
    }
}

/// A step without commands.
pub(super) fn step(title: &str, text: impl Into<String>, certainty: Certainty, source: &'static str) -> DeploymentStep {
    DeploymentStep { title: title.to_owned(), text: text.into(), commands: Vec::new(), is_later: false, certainty, source }
}

impl DeploymentStep {
    /// The same step with its commands.
    pub(super) fn with(self, commands: Vec<String>) -> Self {
        Self { commands, ..self }
    }

    /// The same step as one for another day.
    pub(super) fn later(self) -> Self {
        Self { is_later: true, ..self }
    }
}

pub(super) const INSTALL_TEXT: &str = "Use pip only for what conda does not have. \
    The versions are those of the publisher's workstation: keeping them equal is optional, and best practice.";

/// The step that every plan for a site needs.
pub(super) fn every_machine(source: &'static str) -> DeploymentStep {
    let text =
        "Do the same on each machine of the ArcGIS Server site. An environment must have the same name or path on all of them.";
    step("Repeat on every machine", text, Certainty::Documented, source)
}

fn by_hand(install: &Install) -> Option<DeploymentStep> {
    let text = format!(
        "Which package brings these modules is not known, or its name cannot stand in a command: {}. Ask where they came from on the workstation, and install them in the same environment.",
        install.unknown.join(", ")
    );
    (!install.unknown.is_empty())
        .then(|| step("Find the other packages", text, Certainty::Believed, "The imports of the scripts"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::target::find;

    fn missing(conda: &str) -> MissingModule {
        MissingModule {
            import: conda.replace('-', "_"),
            conda: Some(conda.into()),
            pip: Some(conda.into()),
            version_on_workstation: Some("1.2.3".into()),
        }
    }

    fn planned(target: &str, environment: Option<&str>) -> Deployment {
        plan(&find(target, None).unwrap(), &[missing("geopandas")], Some("Find_Roads"), environment)
    }

    fn commands(deployment: &Deployment) -> String {
        deployment.steps.iter().flat_map(|step| step.commands.clone()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn nothing_missing_needs_no_steps() {
        let deployment = plan(&find("11.3", None).unwrap(), &[], Some("x"), None);
        assert!(deployment.steps.is_empty() && deployment.impossible.is_empty() && deployment.packages.is_empty());
    }

    #[test]
    fn a_new_windows_server_gives_the_service_its_own_environment() {
        let deployment = planned("11.3", Some("roads-env"));
        let all = commands(&deployment);
        assert!(all.contains(r#"conda create --clone arcgispro-py3 --prefix "%ARCGIS_SERVER%\framework\runtime\ArcGIS\bin\Python\envs\roads-env" --pinned --no-shortcuts"#));
        assert!(all.contains("activate roads-env") && all.contains("conda install geopandas=1.2.3"));
        assert!(all.contains("conda list -n roads-env --json") && all.contains("conda proup -n roads-env"));
        assert!(!all.contains("proswap"));
        assert!(deployment.steps.iter().any(|step| step.text.contains(r#""condaEnvironmentPath": "roads-env""#)));
        assert_eq!(deployment.packages, [("geopandas".to_owned(), Some("1.2.3".to_owned()))]);
    }

    #[test]
    fn what_a_release_cannot_do_is_not_offered() {
        let site = planned("10.8", None);
        assert!(commands(&site).contains("proswap arcgispro-py3-Find_Roads") && !commands(&site).contains("proup"));
        assert!(!commands(&site).contains("--pinned"));
        assert!(!site.steps.iter().any(|step| step.text.contains("condaEnvironmentPath")));
        for (target, why) in [("10.6", "10.7.1"), ("10.9.1-linux", "cannot be deployed"), ("10.7-linux", "Esri Support")] {
            let refused = planned(target, None);
            assert!(refused.steps.is_empty() && refused.impossible[0].contains(why), "{target}: {:?}", refused.impossible);
        }
    }

    #[test]
    fn linux_servers_install_into_the_default_environment() {
        let documented = planned("11.1-linux", Some("mine"));
        assert!(commands(&documented).contains("wine conda install geopandas=1.2.3"));
        assert!(documented.impossible[0].contains("condaEnvironmentPath"));
        assert!(planned("11.3-linux", None).steps.iter().all(|step| step.certainty == Certainty::Believed));
    }

    #[test]
    fn the_arcmap_runtime_takes_installers() {
        let windows = planned("10.8.1-arcmap", None);
        assert!(commands(&windows).is_empty() && windows.steps[0].text.contains("geopandas 1.2.3"));
        assert!(commands(&planned("10.8.1-linux-arcmap", None)).contains("wine explorer"));
    }

    #[test]
    fn nothing_unchecked_enters_a_command() {
        let evil = "x & del *";
        let modules = [
            MissingModule { import: "a".into(), conda: Some(evil.into()), ..MissingModule::default() },
            MissingModule { version_on_workstation: Some("1; rm".into()), ..missing("scikit-learn") },
            MissingModule { import: "of_the_house".into(), ..MissingModule::default() },
            MissingModule { import: "b".into(), pip: Some("docx".into()), ..MissingModule::default() },
        ];
        for target in ["11.3", "11.3-linux", "10.7.1", "10.8-arcmap"] {
            let deployment = plan(&find(target, None).unwrap(), &modules, Some("a\"b"), Some("%PATH%\""));
            let all = commands(&deployment);
            assert!(!all.contains("del") && !all.contains("rm ") && !all.contains("%PATH%") && !all.contains("a\"b"), "{all}");
            assert!(deployment.steps.iter().any(|step| step.text.contains("of_the_house")), "{target}");
        }
        let deployment = plan(&find("11.3", None).unwrap(), &modules, None, None);
        assert!(
            commands(&deployment).contains("conda install scikit-learn\n") && commands(&deployment).contains("pip install docx")
        );
    }

    #[test]
    fn modules_of_one_package_are_installed_once() {
        let deployment = plan(&find("11.3", None).unwrap(), &[missing("gdal"), missing("gdal")], None, None);
        assert_eq!(commands(&deployment).matches("gdal=1.2.3").count(), 1);
    }

    #[test]
    fn an_environment_outside_the_installation_is_named_by_its_path() {
        let deployment = planned("11.3", Some(r"D:\envs\roads"));
        assert!(
            commands(&deployment).contains(r#"--prefix "D:\envs\roads""#)
                && commands(&deployment).contains(r#"conda proup -p "D:\envs\roads""#)
        );
        assert!(deployment.steps.iter().any(|step| step.text.contains(r#""condaEnvironmentPath": "D:\\envs\\roads""#)));
    }
}
