//! Tells in words how a reference was found, and why something was not.
//!
//! In: a reference of the scan. Out: the three tests, the steps of a built path, sentences.
//! Never says that something was asked which was not.

use super::evidence::Test;
use super::scene::Scene;
use crate::discovery::{
    Absent, FoundBy, NotReached, Origin, OwnedTool, Reference, Scanned, ScriptPlaces, ScriptTools, Settings, Standing, parameter,
    script_file,
};
use crate::disk::Reach;
use crate::python::{Evaluated, Fold, FoldKind, PathValue, Places};
use crate::text::{DataPath, HIDDEN};

const LAYER: &str = "Layer of a map?";
const ABSOLUTE: &str = "Absolute path?";
const RELATIVE: &str = "Relative to the script?";

/// Tells of references.
pub struct Telling<'a> {
    /// What was worked out.
    pub scene: &'a Scene<'a>,
    /// What was asked for, with the values entered for the review.
    pub settings: &'a Settings,
}

impl Telling<'_> {
    /// The three tests of a literal, in ArcGIS' order; empty for anything else.
    pub fn tests(&self, reference: &Reference) -> Vec<Test> {
        let Origin::Literal { script, .. } = reference.origin else { return Vec::new() };
        let folder = self.scene.discovery.scripts.get(script).map(|scanned| self.scene.show(&scanned.script.folder));
        let found = self.scene.show(&reference.names.path);
        let (absolute, relative) = match reference.found_by {
            FoundBy::Relative => {
                let from = folder.filter(|folder| folder != ".").unwrap_or_else(|| "the publication's folder".to_owned());
                let no = Test { question: ABSOLUTE, holds: Some(false), words: no_absolute_path(&reference.text) };
                (no, Test { question: RELATIVE, holds: Some(true), words: format!("Found from {from}") })
            }
            FoundBy::Absolute
            | FoundBy::Folded
            | FoundBy::Workspace
            | FoundBy::Parameter
            | FoundBy::SysPath
            | FoundBy::Document => {
                (Test { question: ABSOLUTE, holds: Some(true), words: format!("Found as {found}") }, not_asked(RELATIVE))
            }
        };
        vec![self.layer_test(), absolute, relative]
    }

    /// The tests of a path whose root could not be asked.
    pub fn tests_of_miss(&self, miss: &NotReached) -> Vec<Test> {
        let words = because_not_reached(miss);
        vec![self.layer_test(), Test { question: ABSOLUTE, holds: None, words }, not_asked(RELATIVE)]
    }

    /// Layers are known once map documents are read.
    fn layer_test(&self) -> Test {
        let documents = !self.scene.inputs.documents.is_empty();
        let (holds, words) = if documents {
            (None, "Not asked: map documents are not read yet")
        } else {
            (Some(false), "No map document is part of the publication")
        };
        Test { question: LAYER, holds, words: words.to_owned() }
    }

    /// How a built path comes about, or which parameter's value a reference is.
    pub fn steps(&self, reference: &Reference) -> Vec<String> {
        match &reference.origin {
            Origin::Literal { .. } => Vec::new(),
            Origin::Parameter { toolbox, tool, parameter, source, .. } => {
                let label = self.scene.tool_label(toolbox, tool);
                let tool = if label.is_empty() { tool.as_str() } else { label.as_str() };
                let constant = self.scene.placed_constant(reference).map(|constant| match constant.by_hand {
                    true => "Constant: a person sets it in the packaged toolbox, as the deployment plan says".to_owned(),
                    false => "Constant: the packaged toolbox holds it".to_owned(),
                });
                let value = format!("Value {}", reference.text);
                let steps = [format!("Tool {tool}"), format!("Parameter {parameter}"), value, source.words().to_owned()];
                steps.into_iter().chain(constant).collect()
            }
            Origin::Model { toolbox, tool, .. } => {
                let label = self.scene.tool_label(toolbox, tool);
                let tool = if label.is_empty() { tool.as_str() } else { label.as_str() };
                let unsure = "Found in the model, not certain: it may be an output".to_owned();
                vec![format!("Model {tool}"), format!("Text {}", reference.text), unsure]
            }
            Origin::Fold { script, fold } => {
                let scanned = self.scene.discovery.scripts.get(*script);
                let fold = scanned.and_then(|scanned| Some((scanned, scanned.module.folds.get(*fold)?)));
                fold.map(|(scanned, fold)| self.fold_steps(scanned, fold, reference)).unwrap_or_default()
            }
        }
    }

    fn fold_steps(&self, scanned: &Scanned, fold: &Fold, reference: &Reference) -> Vec<String> {
        let tools = ScriptTools::of(&scanned.script, &scanned.module, self.scene.inputs, self.settings);
        let tool = tool_of(&tools, scanned, fold, reference);
        let mut walk = FoldWalk { telling: self, scanned, fold, tools, tool, steps: Vec::new() };
        if fold.kind == FoldKind::Workspace {
            walk.steps.push("A bare name below arcpy.env.workspace".to_owned());
        }
        walk.step(&fold.value);
        let mut steps = walk.steps;
        steps.push(format!("It names {}", self.scene.show(&reference.names.path)));
        steps.dedup();
        steps
    }
}

/// The tool whose parameter values make the path that was found.
fn tool_of<'a>(tools: &ScriptTools<'a>, scanned: &Scanned, fold: &Fold, reference: &Reference) -> Option<OwnedTool<'a>> {
    let script = &scanned.script;
    let literal = |at: usize| scanned.module.literals.get(at).map(|literal| literal.value.clone());
    let places = ScriptPlaces { file: &script_file(script), folder: &script.folder, literal: &literal };
    let paths = tools.paths(&fold.value, fold.span, &places).into_iter();
    let is_it = |(value, _): &(Evaluated, Option<OwnedTool<'_>>)| script.folder.join(&value.text) == reference.path;
    paths.filter(is_it).find_map(|(_, tool)| tool)
}

struct FoldWalk<'a> {
    telling: &'a Telling<'a>,
    scanned: &'a Scanned,
    fold: &'a Fold,
    tools: ScriptTools<'a>,
    tool: Option<OwnedTool<'a>>,
    steps: Vec<String>,
}

impl FoldWalk<'_> {
    /// Notes what the parts are, then what becomes of them.
    fn step(&mut self, value: &PathValue) {
        match value {
            PathValue::Literal(at) => {
                let literal = self.scanned.module.literals.get(*at);
                let outside = literal.filter(|literal| !self.fold.span.contains(literal.span));
                if let Some(literal) = outside {
                    let quoted = if literal.is_secret { HIDDEN } else { literal.span.of(&self.scanned.script.source.text) };
                    self.steps.push(format!("{quoted} is from line {}", literal.at.line));
                }
            }
            PathValue::Text(_) => {}
            PathValue::ScriptFile => {
                let file = self.telling.scene.show(&script_file(&self.scanned.script));
                self.steps.push(format!("__file__ is {file}"));
            }
            PathValue::ScriptFolder => self.steps.push(format!("sys.path[0] is {}", self.folder())),
            PathValue::WorkingFolder => {
                let folder = self.folder();
                self.steps.push(format!("os.getcwd() is taken for {folder}; on the server it is another folder"));
            }
            PathValue::Parameter(source) => {
                let Some(owned) = self.tool else { return };
                let tool = owned.tool;
                if let (Some(parameter), Some(value)) = (parameter(tool, source), self.tools.value(owned, source)) {
                    let from = match self.telling.settings.entered.is_entered(owned.toolbox, tool, parameter) {
                        true => "entered for the review",
                        false => "its default",
                    };
                    self.steps.push(format!("Parameter {} of {} is {value}, {from}", parameter.name, tool.name));
                }
            }
            PathValue::Join(parts) => self.combined(value, parts, "Joined with os.path.join"),
            PathValue::Concat(parts) => self.combined(value, parts, "Put together"),
            PathValue::Parent(inner) => {
                self.step(inner);
                self.note("Its folder is", value);
            }
            PathValue::Normal(inner) => self.step(inner),
        }
    }

    fn combined(&mut self, value: &PathValue, parts: &[PathValue], how: &str) {
        parts.iter().for_each(|part| self.step(part));
        self.note(&format!("{how}:"), value);
    }

    /// A step with the path so far; nothing where a secret takes part.
    fn note(&mut self, words: &str, value: &PathValue) {
        let literals = &self.scanned.module.literals;
        let is_secret = |at: &usize| literals.get(*at).is_some_and(|literal| literal.is_secret);
        if value.literals().iter().any(is_secret) {
            self.steps.push(format!("{words} {HIDDEN}"));
        } else if let Some(path) = self.path(value) {
            self.steps.push(format!("{words} {path}"));
        }
    }

    fn path(&self, value: &PathValue) -> Option<String> {
        let script = &self.scanned.script;
        let literals = &self.scanned.module.literals;
        let places = Places {
            script_file: &script_file(script),
            script_folder: &script.folder,
            literal: &|at| literals.get(at).map(|literal| literal.value.clone()),
            parameter: &|source| self.tools.handed_over(self.tool?, source, &script.folder),
        };
        let text = value.evaluate(&places)?.text;
        let path = DataPath::new(&text);
        // A path below a folder of this machine is told as the report tells it.
        Some(if path.is_absolute() { self.telling.scene.show(&path) } else { text })
    }

    fn folder(&self) -> String {
        format!("the script's folder, {}", self.telling.scene.show(&self.scanned.script.folder))
    }
}

fn not_asked(question: &'static str) -> Test {
    Test { question, holds: None, words: "Not asked: the path is absolute".to_owned() }
}

fn no_absolute_path(text: &str) -> String {
    let dots = text.len() - text.trim_start_matches('.').len();
    match dots {
        1 | 2 => format!("No, it starts with {}", text.get(..dots).unwrap_or_default()),
        _ => "No, it starts with neither a drive nor a share".to_owned(),
    }
}

/// Why a reference does not count, as a sentence.
pub fn discounted(standing: &Standing) -> Option<String> {
    match standing {
        Standing::Counts => None,
        Standing::Coincidence => Some("It reaches no place that takes a path, so it only happens to be the name".to_owned()),
        Standing::Output(output) => Some(format!("It only reaches {output}, which writes")),
        Standing::Refused(reason) => Some(format!("It names {reason}, which never travels")),
        Standing::NotScanned => {
            Some("It stands in a module of a sys.path folder, and nothing is copied for such a module".to_owned())
        }
        Standing::Text => Some("Text, not data, says the publisher".to_owned()),
    }
}

/// A container is there, and does not hold what was looked for.
pub fn because_missing(container: &str, inner: &str) -> String {
    format!("{container} is there, but holds no {inner}")
}

/// The root could not be asked.
pub fn because_not_reached(miss: &NotReached) -> String {
    match miss.reach {
        Reach::NotAsked => format!("The server {} was not asked", miss.path.server().unwrap_or_default()),
        Reach::NoSuchDrive | Reach::Reachable => {
            format!("Drive {} is not known here", miss.path.root().trim_end_matches('/'))
        }
    }
}

/// Nothing is there.
pub fn because_absent(absent: &Absent) -> String {
    match &absent.output {
        Some(output) => format!("Nothing is there yet; it only reaches {output}"),
        None => "Nothing is there".to_owned(),
    }
}
