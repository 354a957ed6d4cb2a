//! What a message is.
//!
//! In: filled by the files of the codes. Out: plain values, comparable and sortable.
//! Never holds a publisher's secret: arguments are masked before they come here.

use std::collections::BTreeMap;

use crate::consolidation::Override;
use crate::text::{DataPath, Position};

/// How serious a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something will not work.
    Error,
    /// Something may not work, or surprises.
    Warning,
    /// Good to know.
    Information,
}

/// What a message stands in the way of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Blocks {
    /// The package cannot be written.
    Package,
    /// The service will not run until the deployment plan is carried out.
    Deployment,
    /// Nothing.
    Nothing,
}

/// What all messages of one code share.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `WB201`.
    pub name: &'static str,
    /// A title for lists and help pages, without a final period.
    pub title: &'static str,
    /// Esri's analyzer code for the same thing, if there is one (`24032`).
    pub esri_code: Option<&'static str>,
    /// The help page, Markdown.
    pub help: &'static str,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its code.
    pub code: &'static Code,
    /// How serious this one is.
    pub severity: Severity,
    /// What this one stands in the way of.
    pub blocks: Blocks,
    /// What is so, then what it means; no final period on a single sentence. Paths as the report shows them.
    pub text: String,
    /// The named arguments that the text was made of.
    pub arguments: BTreeMap<&'static str, String>,
    /// The script it speaks of.
    pub script: Option<DataPath>,
    /// The place in that script.
    pub at: Option<Position>,
    /// What to do, as a button would say it; `None` where nothing needs doing.
    pub repair: Option<String>,
    /// The same repair as a change of the publication, where Waybill can carry it out.
    pub fix: Option<Fix>,
}

/// A repair that Waybill can carry out itself: a change of the publication, never of the publisher's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// A decision against the plan.
    Decide(Override),
    /// Drop the decisions that were written so.
    Forget {
        /// What the decisions are about, as [`Override::written`] says it.
        written: String,
    },
    /// No longer publish a tool that is not there; without any other, all tools are published.
    ForgetTool {
        /// The tool, as the publisher's choice names it.
        written: String,
    },
    /// Confirm a root outside the inputs.
    AllowRoot {
        /// The root, as the report writes it.
        path: String,
    },
    /// Confirm a connection file with a saved password.
    AllowSecret {
        /// The file, as the report writes it.
        path: String,
    },
    /// Ask a server that nothing named so far.
    AskServer {
        /// The server's name.
        server: String,
    },
    /// Say which folder of this machine stands for a drive.
    MapDrive {
        /// The drive, `e:`.
        drive: String,
    },
}

/// A place in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The script's identity.
    pub script: DataPath,
    /// Line and column.
    pub at: Position,
}

impl Message {
    /// A message without place, arguments or repair.
    pub fn new(code: &'static Code, severity: Severity, blocks: Blocks, text: String) -> Self {
        Self { code, severity, blocks, text, arguments: BTreeMap::new(), script: None, at: None, repair: None, fix: None }
    }

    /// Says where it stands.
    #[must_use]
    pub fn in_script(mut self, place: Place) -> Self {
        self.script = Some(place.script);
        self.at = Some(place.at);
        self
    }

    /// Adds a named argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.arguments.insert(name, value.to_owned());
        self
    }

    /// What the message is about, which an acceptance names: its item, module, package, path or parameter, else its script.
    ///
    /// Messages without any of these are about the input, toolbox, server or drive that they name.
    pub fn about(&self, show: &dyn Fn(&DataPath) -> String) -> Option<String> {
        let named = |names: &[&str]| names.iter().find_map(|name| self.arguments.get(name)).cloned();
        named(&["item", "module", "package", "path", "parameter"])
            .or_else(|| self.script.as_ref().map(show))
            .or_else(|| named(&["script", "tool", "toolbox", "input", "server", "drive"]))
    }

    /// Says what to do.
    #[must_use]
    pub fn repair(mut self, what: String) -> Self {
        self.repair = Some(what);
        self
    }

    /// Says what to do, and how Waybill does it.
    #[must_use]
    pub fn fix(mut self, what: String, fix: Fix) -> Self {
        self.repair = Some(what);
        self.fix = Some(fix);
        self
    }
}
