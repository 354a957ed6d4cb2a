//! Writes a report as lines of the same form as expectations.
//!
//! In: a [`Report`]. Out: text, one fact a line, in the order of the report.
//! Never judges: that is done by `expectation`.

use waybill::message::{Blocks, Severity};
use waybill::publication::{DataRow, MessageRow, ModuleRow, ReferenceRow, Report, ScriptRow, ToolRow};
use waybill::text::LineIndex;

/// Every fact of the report that an expectation can speak of.
pub fn listing(report: &Report) -> String {
    let mut lines: Vec<String> = report.scripts.iter().map(script).collect();
    lines.extend(report.data.iter().flat_map(data));
    lines.extend(report.left_behind.iter().map(|row| format!("left behind: {}", row.path)));
    lines.extend(report.modules.iter().map(module));
    lines.extend(rewrites(report));
    lines.extend(roots(report));
    lines.extend(report.messages.iter().map(|row| format!("{} | text={}", message(row), row.text)));
    lines.join("\n")
}

/// `tool: Yard.atbx/Count | script | ready | chosen`
pub fn tools(report: &Report) -> Vec<String> {
    let all = report.toolboxes.iter().flat_map(|toolbox| toolbox.tools.iter().map(move |tool| (toolbox, tool)));
    let part = |tool: &ToolRow| match (tool.selected, tool.called) {
        (true, _) => "chosen",
        (false, true) => "called",
        (false, false) => "not chosen",
    };
    all.map(|(of, tool)| format!("tool: {}/{} | {} | {} | {}", of.path, tool.name, tool.kind, tool.state, part(tool))).collect()
}

/// `script: Warehouse.pyt | toolbox | both`
pub fn script(row: &ScriptRow) -> String {
    format!("script: {} | {} | {} | esri={}", row.path, row.role, row.python, yes(row.esri_scans))
}

/// One line for each reference of a row, or a single one without.
pub fn data(row: &DataRow) -> Vec<String> {
    let mut details = format!("kind={} | esri={} | certainty={}", row.kind, yes(row.esri_would_find), row.certainty);
    if let Some(container) = &row.container {
        details.push_str(&format!(" | container={container}"));
    }
    if let Some(destination) = &row.destination {
        details.push_str(&format!(" | -> {destination}"));
    }
    let line = |reference: &str| format!("{} | {} | {reference} | {details}", row.path, row.decision);
    if row.references.is_empty() {
        return vec![line("-")];
    }
    row.references.iter().map(|reference| line(&format!("{} | {}", reference.found_by, place(reference)))).collect()
}

/// `Warehouse.pyt:3`
pub fn place(reference: &ReferenceRow) -> String {
    match reference.line {
        0 => reference.script.clone(),
        line => format!("{}:{line}", reference.script),
    }
}

/// `module: ortools third_party missing`
pub fn module(row: &ModuleRow) -> String {
    let status = row.servers.first().map_or("-", |server| server.status);
    let resolved = row.resolved.as_ref().map(|path| format!(" | resolved={path}")).unwrap_or_default();
    format!("module: {} {} {status} | optional={}{resolved}", row.name, row.class, yes(row.optional))
}

/// `rewrite: Warehouse.pyt:3 -> …`
pub fn rewrites(report: &Report) -> Vec<String> {
    let root = waybill::text::DataPath::new("");
    let mut lines = Vec::new();
    for rewrite in &report.layout.rewrites {
        let shown = report.scripts.iter().map(|row| &row.path).find(|path| rewrite.script.as_str().ends_with(path.as_str()));
        let script = shown.map_or(rewrite.script.below(&root).unwrap_or(rewrite.script.as_str()), |path| path.as_str());
        let index = LineIndex::new(&rewrite.before);
        for edit in rewrite.edits.iter().filter(|edit| edit.span.start != edit.span.end) {
            lines.push(format!("rewrite: {script}:{} -> {}", index.position(&rewrite.before, edit.span.start).line, edit.text));
        }
    }
    lines
}

/// `root: e:/ unconfirmed`
pub fn roots(report: &Report) -> Vec<String> {
    let word = |confirmed| if confirmed { "confirmed" } else { "unconfirmed" };
    report.roots.iter().map(|row| format!("root: {} {}", row.path, word(row.confirmed))).collect()
}

/// `message: WB201 error deployment | Warehouse.pyt:3`
pub fn message(row: &MessageRow) -> String {
    let severity = match row.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
    };
    let blocks = match row.blocks {
        Blocks::Package => "package",
        Blocks::Deployment => "deployment",
        Blocks::Nothing => "nothing",
    };
    let place = match (&row.script, row.line) {
        (Some(script), Some(line)) => format!(" | {script}:{line}"),
        (Some(script), None) => format!(" | {script}"),
        (None, _) => String::new(),
    };
    let accepted = row.accepted.as_ref().map(|reason| format!(" | accepted={reason}")).unwrap_or_default();
    format!("message: {} {severity} {blocks}{place}{accepted}", row.code)
}

/// The word of an expectation.
pub fn yes(fact: bool) -> &'static str {
    if fact { "yes" } else { "no" }
}
