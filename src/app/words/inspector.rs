//! The words of the inspector.
//!
//! In: values of the report. Out: words and sentences.
//! Never words of the engine.

use crate::message::Blocks;
use crate::publication::{DataEvidence, DataRow, DistributionRow, MessageRow, ModuleRow, ParameterRow, ServerRow, TargetRow};
use crate::text::{count, size, visible};

/// A part: the three tests.
pub const TESTS: &str = "Tests, in ArcGIS' order";
/// A part: the steps of a path that is built.
pub const PATH_COMES_FROM: &str = "How the path comes about";
/// A part: where a parameter's value comes from.
pub const VALUE_COMES_FROM: &str = "Where the value comes from";
/// A part: why a reference does not count.
pub const DOES_NOT_COUNT: &str = "Why this does not count";
/// A part: what the package writes.
pub const WRITTEN_INSTEAD: &str = "Written in the package";
/// A part: files.
pub const FILES: &str = "Files";
/// Opens the list of files.
pub const SHOW: &str = "Show";
/// Closes it.
pub const HIDE: &str = "Hide";
/// Why a file cannot be left out.
pub const FOLDER_STAYS: &str = "The folder does not travel";
/// What travels.
pub const TRAVELS: &str = "Travels";
/// A part: the destination.
pub const LANDS: &str = "Where it lands";
/// A part: a path.
pub const PATH: &str = "Path";
/// A part: decisions.
pub const DECIDE_OTHERWISE: &str = "Decide otherwise";
/// Takes along what is left behind.
pub const ALSO_INCLUDE: &str = "Also include";
/// A decision of the publisher.
pub const OUTPUT_BY_YOU: &str = "Output, by you";
/// What becomes of one line.
pub const LINE_STAYS: &str = "Your script line stays as it is";
/// What becomes of several.
pub const LINES_STAY: &str = "Your script lines stay as they are";
/// What becomes of one line.
pub const LINE_IS_REWRITTEN: &str = "1 line is rewritten";
/// What a path that names nothing is.
pub const LOOKED_FOR_KIND: &str = "A quoted path that names nothing here";
/// Where it stands.
pub const QUOTED: &str = "quoted string";
/// A part: a path that was looked for.
pub const WAS_LOOKED_FOR: &str = "What was looked for";
/// A part: repairs.
pub const WHAT_YOU_CAN_DO: &str = "What you can do";
/// A part: what brings a module.
pub const DISTRIBUTION: &str = "Distribution";
/// A part: where a module was looked for.
pub const WHERE_LOOKED: &str = "Where Waybill looked";
/// A place to look.
pub const YOUR_FOLDERS: &str = "Beside the script and in the search path";
/// A place to look.
pub const ARCGIS: &str = "ArcGIS";
/// A place to look.
pub const STANDARD_LIBRARY: &str = "Standard library";
/// A place to look.
pub const IN_WORKSTATION: &str = "Workstation";
/// An outcome.
pub const NOT_THERE: &str = "not there";
/// An outcome.
pub const NOT_PART: &str = "not part of it";
/// An outcome.
pub const BRINGS_IT: &str = "brings it";
/// How sure a built-in list is.
pub const LIST_IS_BUILT_IN: &str =
    "The server's list is the built-in one of its release. A listing of your own server tells more: Publication, Server listing";
/// A part: a script.
pub const SCRIPT: &str = "Script";
/// A part: the data that a script names.
pub const NAMES: &str = "What it names";
/// A script that ArcGIS would pass over.
pub const NOT_SCANNED_BY_ARCGIS: &str = "ArcGIS' own scan does not read this script";
/// A part: a toolbox.
pub const TOOLBOX: &str = "Toolbox";
/// A part: a toolset.
pub const TOOLSET: &str = "Toolset";
/// A part: its tools.
pub const TOOLS: &str = "Tools";
/// A part: which tools are published.
pub const CHOOSE_TOOLS: &str = "Choose its tools";
/// A button: publishes all of them.
pub const BUTTON_ALL: &str = "All";
/// A button: publishes them and no others.
pub const BUTTON_ONLY: &str = "Only these";
/// A button: publishes none of them.
pub const BUTTON_NONE: &str = "None";
/// A part: a tool.
pub const TOOL: &str = "Tool";
/// A part: the scripts of a tool.
pub const SCRIPTS: &str = "Scripts";
/// A tool with two scripts.
pub const TWO_SOURCES: &str = "Which of the two scripts ArcGIS runs is not known: both are searched, and both travel";
/// A part: parameters.
pub const PARAMETERS: &str = "Parameters";
/// What values are for.
pub const VALUES_FOR_REVIEW: &str = "Values entered here are only for this review, but for those that are Constant";
/// In the place of a field for a secret.
pub const SECRET_VALUE: &str = "Hidden: Waybill neither asks for it nor saves it";
/// A parameter whose value is fixed when the service is published.
pub const CONSTANT: &str = "Constant";
/// What that means.
pub const CONSTANT_MEANS: &str = "The value is fixed when the service is published: its data travels, the packaged toolbox holds its place, and clients are not asked for it";
/// Drops an entered value.
pub const DEFAULT_AGAIN: &str = "Default again";
/// The verdict about a toolbox or tool.
pub const NOT_READ_WHOLE: &str = "Not read whole";
/// What is published.
pub const PUBLISHED: &str = "Published";
/// What was read.
pub const READ: &str = "Read";
/// What is open.
pub const STILL_OPEN: &str = "Open";
/// A part: what opening noticed.
pub const NOTES: &str = "Notes";
/// A part: the largest pieces.
pub const LARGEST: &str = "Largest";

/// `Feature class in SanFrancisco.gdb`.
pub fn kind_in(kind: &str, path: &str, container: Option<&str>) -> String {
    let parent = || path.trim_end_matches('/').rsplit_once('/').map(|(folder, _)| folder);
    let around = container.filter(|container| *container != path).or_else(parent).filter(|around| !around.is_empty());
    match around {
        Some(around) => format!("{kind} in {}", around.rsplit('/').find(|name| !name.is_empty()).unwrap_or(around)),
        None => kind.to_owned(),
    }
}

/// `quoted string in an assignment`.
pub fn context(context: &str, found_by: &str) -> String {
    let place = match context {
        "assignment" => "in an assignment",
        "argument" => "as an argument",
        "keyword" => "as a keyword",
        "element" => "in a list or tuple",
        "dict_value" => "in a dictionary",
        "default" => "as a default",
        "return" => "in a return",
        "parameter" => return "value of a parameter".to_owned(),
        "document" => return "in a document".to_owned(),
        "config" => return "in a settings file".to_owned(),
        other => other,
    };
    let what = match found_by {
        "folded" => "path built in code",
        "workspace" => "name below the workspace",
        _ => "quoted string",
    };
    format!("{what} {place}")
}

/// A path as a link: its last two names where the whole is long.
pub fn short_path(path: &str) -> String {
    const LONGEST: usize = 40;
    if path.chars().count() <= LONGEST {
        return visible(path).into_owned();
    }
    let mut parts = path.trim_end_matches('/').rsplit('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(name), Some(folder), Some(_)) => format!("…/{}/{}", visible(folder), visible(name)),
        _ => visible(path).into_owned(),
    }
}

/// A script's name without what every script in a toolbox has in it.
pub fn short_script(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.strip_prefix("tool.script.").unwrap_or(name)
}

/// `Copied, 12.4 MB`: what was so before a decision.
pub fn before(word: &str, bytes: u64) -> String {
    let decided = match word {
        "copied" => "Copied",
        "data_store" => "Stays",
        "excluded" => "Excluded",
        _ => "Left out",
    };
    if bytes > 0 { format!("{decided}, {}", size(bytes)) } else { decided.to_owned() }
}

/// What the rules alone would do.
pub fn rules_would(word: &str) -> &'static str {
    match word {
        "copied" => "The rules would copy it",
        "data_store" => "The rules would leave it in the data store",
        _ => "The rules would leave it out",
    }
}

/// `Reset, copy again`.
pub fn reset(word: Option<&str>) -> &'static str {
    match word {
        Some("copied") => "Reset, copy again",
        Some("data_store") => "Reset, leave in the data store",
        Some(_) => "Reset, leave out again",
        None => "Reset",
    }
}

/// `All decisions (2)`.
pub fn all_decisions(number: usize) -> String {
    format!("All decisions ({number})")
}

/// `SanFrancisco.gdb, 41 files, 3 locks not copied`.
pub fn files(row: &DataRow, evidence: Option<&DataEvidence>) -> String {
    let whole = row.container.as_deref().unwrap_or(&row.path);
    let name = whole.trim_end_matches('/').rsplit('/').next().unwrap_or(whole);
    let mut words = format!("{name}, {}", count(row.files, "file"));
    match evidence.map_or(0, |evidence| evidence.locks) {
        0 => {}
        locks => words = format!("{words}, {} not copied", count(u64::from(locks), "lock")),
    }
    let home = evidence.map_or(0, |evidence| evidence.files.iter().filter(|file| !file.travels).count());
    if home > 0 && row.decision == "copied" {
        words = format!("{words}, {home} left out by you");
    }
    words
}

/// What must travel with it.
pub fn travels_with(tied: &[String]) -> String {
    const SHOWN: usize = 3;
    let named: Vec<&str> = tied.iter().take(SHOWN).map(String::as_str).collect();
    match tied.len().saturating_sub(SHOWN) {
        0 => format!("Travels with {}", named.join(", ")),
        more => format!("Travels with {} and {more} more", named.join(", ")),
    }
}

/// `and 12 more`.
pub fn more(number: usize) -> String {
    format!("and {number} more")
}

/// A message's code, and what it stands in the way of.
pub fn message_kind(row: &MessageRow) -> String {
    let blocks = match row.blocks {
        Blocks::Package => "stands in the way of the package",
        Blocks::Deployment => "to be done on the server",
        Blocks::Nothing => "stands in the way of nothing",
    };
    match row.esri_code {
        Some(esri) => format!("{}, {blocks}; ArcGIS' code {esri}", row.code),
        None => format!("{}, {blocks}", row.code),
    }
}

/// Why a message is no longer open.
pub fn accepted_by_you(reason: &str) -> String {
    if reason.is_empty() { "Accepted by you".to_owned() } else { format!("Accepted by you: {}", visible(reason)) }
}

/// What a module is.
pub fn module_kind(row: &ModuleRow) -> String {
    let kind = match row.class {
        "local" => "Module of yours",
        "arcgis" => "Module of ArcGIS",
        "standard_library" => "Module of Python's standard library",
        _ => "Third-party module",
    };
    match row.distribution.as_ref().and_then(|by| by.conda.as_ref().or(by.pip.as_ref())) {
        Some(name) if row.class == "third_party" => format!("{kind}, installed as {name}"),
        Some(_) | None => kind.to_owned(),
    }
}

/// What follows for a module without a message.
pub fn module_travels(row: &ModuleRow) -> &'static str {
    match row.class {
        "local" => "It travels with the scripts that import it",
        "arcgis" | "standard_library" => "The server has it with ArcGIS and Python",
        _ if row.optional => "Every import of it is optional",
        _ => "",
    }
}

/// How a module is imported.
pub fn import(optional: bool, esri_scans: bool) -> &'static str {
    match (optional, esri_scans) {
        (_, false) => "ArcGIS does not read this script",
        (true, true) => "optional",
        (false, true) => "not optional",
    }
}

/// The names a distribution is installed by.
pub fn distribution(row: &DistributionRow) -> String {
    match (&row.conda, &row.pip) {
        (Some(conda), Some(pip)) if conda == pip => format!("{conda} for conda and pip"),
        (Some(conda), Some(pip)) => format!("{conda} for conda, {pip} for pip"),
        (Some(conda), None) => format!("{conda} for conda"),
        (None, Some(pip)) => format!("{pip} for pip"),
        (None, None) => "Not known".to_owned(),
    }
}

/// `Server 11.3, Windows`.
pub fn target(row: &TargetRow) -> String {
    let os = if row.os == "linux" { "Linux" } else { "Windows" };
    let runtime = if row.runtime == "arcmap" { ", ArcMap runtime" } else { "" };
    format!("Server {}, {os}{runtime}", row.release)
}

/// What a server has of a module.
pub fn on_server(row: &ServerRow, source: &str) -> String {
    let said = match row.status {
        "present" => "in its list",
        "version_differs" => "another version",
        "missing" => "none by this name",
        "unsupported" => "cannot work there",
        "unsure" => "not known",
        _ => "brings it",
    };
    let version = row.version.as_deref().map(|version| format!(" {version}")).unwrap_or_default();
    if source.is_empty() { format!("{said}{version}") } else { format!("{said}{version}; {source}") }
}

/// What a script is for.
pub fn role(role: &str) -> &'static str {
    match role {
        "tool" => "Script",
        "validation" => "Tool validation code",
        "toolbox" => "Python toolbox",
        _ => "Module of yours",
    }
}

/// The Python a script is written in.
pub fn python(verdict: &str) -> &'static str {
    match verdict {
        "2" => "Python 2",
        "3" => "Python 3",
        "both" => "2 and 3",
        _ => "Not Python",
    }
}

/// What the package changes in a script.
pub fn edits(number: usize, is_kept: bool) -> String {
    match (number, is_kept) {
        (0, _) => "As it is".to_owned(),
        (_, true) => "Kept as it is".to_owned(),
        (many, false) => format!("{many} changed"),
    }
}

/// What a toolbox is.
pub fn toolbox_kind(format: &str) -> &'static str {
    match format {
        "pyt" => "Python toolbox",
        "atbx" => "Toolbox",
        _ => "Binary toolbox",
    }
}

/// What a tool is.
pub fn tool_kind(kind: &str) -> &'static str {
    match kind {
        "script" => "Script tool",
        "model" => "Model",
        "python" => "Tool",
        "r" => "R tool",
        _ => "Other tool",
    }
}

/// `3 of 5 published`.
pub fn published(chosen: usize, all: usize) -> String {
    if all == 0 { "None known".to_owned() } else { format!("{chosen} of {all} published") }
}

/// `GPFeatureLayer, input, required`.
pub fn parameter(row: &ParameterRow) -> String {
    format!("{}, {}, {}", visible(&row.datatype), row.direction, row.kind)
}

/// What the tick of a Constant parameter is called.
pub fn constant_of(parameter: &str) -> String {
    format!("Constant: {}", visible(parameter))
}

/// What else there is to a parameter: its label, how many choices, what it depends on, what draws its output.
pub fn parameter_details(row: &ParameterRow) -> Option<String> {
    let label = Some(visible(&row.label).into_owned()).filter(|label| !label.is_empty() && *label != row.name);
    let choices = (!row.choices.is_empty()).then(|| count(row.choices.len() as u64, "choice"));
    let depends = (!row.depends_on.is_empty()).then(|| format!("depends on {}", visible(&row.depends_on.join(", "))));
    let drawn = row.symbology.as_ref().map(|layer| format!("drawn as {}", visible(layer)));
    let details: Vec<String> = [label, choices, depends, drawn].into_iter().flatten().collect();
    (!details.is_empty()).then(|| details.join(" · "))
}

/// What a script of a tool is for.
pub fn source_kind(role: &str, is_embedded: bool) -> &'static str {
    match role {
        "tool" if is_embedded => "Script in the toolbox",
        "tool" => "Linked script",
        "validation" => "Tool validation code",
        "toolbox" => "Declared in",
        _ => "May be loaded when the tool runs",
    }
}

/// What a field for a value is called.
pub fn value_of(parameter: &str) -> String {
    format!("Value of {}", visible(parameter))
}
