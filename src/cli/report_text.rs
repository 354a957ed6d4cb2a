//! The report for people at a terminal.
//!
//! In: a [`Report`]. Out: text in groups, without colours, with every name made visible.
//! Never leaves out a message.

use std::fmt::Write;

use crate::message::{Blocks, Fix, Severity};
use crate::publication::{DataRow, MessageRow, ModuleRow, Override, Report, ScriptRow, ToolRow, Totals};
use crate::text::{count, size, visible};

/// The whole report.
pub fn report_text(report: &Report) -> String {
    let sections = [
        toolboxes_text(report),
        scripts_text(&report.scripts),
        data_text(report),
        left_behind_text(report),
        modules_text(report),
        messages_text(report),
        totals_text(&report.totals),
    ];
    let mut text = String::new();
    for section in sections.iter().filter(|section| !section.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(section);
    }
    text
}

/// One message: severity, code, place, sentence, and its repair or why the publisher accepts it.
fn message_text(message: &MessageRow, fix: Option<&Fix>) -> String {
    let severity = match message.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
    };
    let blocks = match message.blocks {
        Blocks::Package => ", blocks the package",
        Blocks::Deployment => ", to be done on the server",
        Blocks::Nothing => "",
    };
    let place = place(message).map(|place| format!("{place}: ")).unwrap_or_default();
    let mut text = format!("  {severity} {}{blocks}\n    {place}{}", message.code, visible(&message.text));
    if let Some(reason) = &message.accepted {
        let _ = write!(text, "\n    Accepted: {}", visible(reason));
        return text;
    }
    if let Some(repair) = &message.repair {
        let option = fix.and_then(option).map(|option| format!(" ({})", visible(&option))).unwrap_or_default();
        let _ = write!(text, "\n    Repair: {}{option}", visible(repair));
    }
    text
}

/// The option of the command line that carries a repair out, where there is one.
fn option(fix: &Fix) -> Option<String> {
    match fix {
        Fix::Decide(Override::Include { path }) => Some(format!("--include {path}")),
        Fix::Decide(Override::Exclude { path } | Override::Output { path }) => Some(format!("--exclude {path}")),
        Fix::AllowRoot { path } => Some(format!("--allow-root {path}")),
        Fix::AllowSecret { path } => Some(format!("export --allow-secret {path}")),
        Fix::AskServer { server } => Some(format!("--allow-root //{server}/SHARE")),
        Fix::MapDrive { drive } => Some(format!("--drive {drive}=FOLDER")),
        Fix::Decide(
            Override::InDataStore { .. }
            | Override::Text(_)
            | Override::Raw(_)
            | Override::KeepScript { .. }
            | Override::Accept { .. },
        )
        | Fix::Forget { .. }
        | Fix::ForgetTool { .. } => None,
    }
}

fn place(message: &MessageRow) -> Option<String> {
    let script = visible(message.script.as_deref()?);
    Some(match (message.line, message.column) {
        (Some(line), Some(column)) => format!("{script}:{line}:{column}"),
        (Some(line), None) => format!("{script}:{line}"),
        (None, _) => script.into_owned(),
    })
}

fn toolboxes_text(report: &Report) -> String {
    let mut text = String::new();
    for toolbox in &report.toolboxes {
        let _ = writeln!(text, "{} ({})", visible(&toolbox.path), count(toolbox.tools.len() as u64, "tool"));
        for tool in &toolbox.tools {
            let _ = writeln!(text, "  {}", tool_text(tool));
        }
    }
    text
}

fn tool_text(tool: &ToolRow) -> String {
    let mut text = format!("{} ({}", visible(&tool.name), tool.kind);
    if tool.state != "ready" {
        let _ = write!(text, ", {}", tool.state);
    }
    if !tool.selected {
        text.push_str(if tool.called { ", run by a model" } else { ", not chosen" });
    }
    text.push(')');
    text
}

fn scripts_text(scripts: &[ScriptRow]) -> String {
    if scripts.is_empty() {
        return String::new();
    }
    let mut text = format!("{}\n", count(scripts.len() as u64, "script"));
    for script in scripts {
        let python = match script.python {
            "neither" => "does not parse",
            "both" => "Python 2 and 3",
            "2" => "Python 2",
            _ => "Python 3",
        };
        let _ = writeln!(text, "  {} ({}, {python})", visible(&script.path), script.role);
    }
    text
}

fn data_text(report: &Report) -> String {
    const GROUPS: [(&str, &str); 4] =
        [("left_out", "Left out"), ("copied", "Copied"), ("data_store", "Stays in the data store"), ("excluded", "Excluded")];
    let mut text = String::new();
    for (decision, title) in GROUPS {
        let rows: Vec<&DataRow> = report.data.iter().filter(|row| row.decision == decision).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{title}, {}", count(rows.len() as u64, "item"));
        for row in rows {
            text.push_str(&data_row_text(row));
        }
    }
    if text.is_empty() { "No project data\n".to_owned() } else { text }
}

fn data_row_text(row: &DataRow) -> String {
    let kind = row.kind.replace('_', " ");
    let certainty = if row.certainty == "yes" { String::new() } else { format!(", {}", row.certainty) };
    let mut text = format!("  {} ({kind}{certainty}, {})\n", visible(&row.path), size(row.bytes));
    let _ = writeln!(text, "    {}", visible(&row.because));
    if let Some(destination) = &row.destination {
        let _ = writeln!(text, "    to {}", visible(destination));
    }
    for reference in &row.references {
        let quoted = visible(&reference.text);
        let _ = writeln!(text, "    {}:{}:{} {quoted}", visible(&reference.script), reference.line, reference.column);
    }
    text
}

fn left_behind_text(report: &Report) -> String {
    if report.left_behind.is_empty() {
        return String::new();
    }
    let mut text = format!("Left behind, {}\n", count(report.left_behind.len() as u64, "item"));
    for row in &report.left_behind {
        let _ = writeln!(text, "  {}\n    {}", visible(&row.path), visible(&row.because));
    }
    text
}

fn modules_text(report: &Report) -> String {
    let third_party: Vec<&ModuleRow> = report.modules.iter().filter(|row| needs_a_look(row)).collect();
    if third_party.is_empty() {
        return String::new();
    }
    let mut text = format!("Third-party modules, {}\n", third_party.len());
    for module in third_party {
        let optional = if module.optional { " (optional)" } else { "" };
        let _ = writeln!(text, "  {}{optional}", visible(&module.name));
        for server in &module.servers {
            let version = server.version.as_deref().map(|version| format!(" {}", visible(version))).unwrap_or_default();
            let _ = writeln!(text, "    {}: {}{version}", visible(&server.target), server.status.replace('_', " "));
        }
        for import in &module.imports {
            let _ = writeln!(text, "    {}:{}", visible(&import.script), import.line);
        }
    }
    text
}

fn needs_a_look(row: &ModuleRow) -> bool {
    row.class == "third_party" || row.servers.iter().any(|server| server.status == "unsupported")
}

fn messages_text(report: &Report) -> String {
    let messages = &report.messages;
    if messages.is_empty() {
        return "No messages\n".to_owned();
    }
    let mut text = format!("{}\n", count(messages.len() as u64, "message"));
    for severity in [Severity::Error, Severity::Warning, Severity::Information] {
        for (at, message) in messages.iter().enumerate().filter(|(_, message)| message.severity == severity) {
            let fix = report.findings.get(at).and_then(|finding| finding.fix.as_ref());
            let _ = writeln!(text, "{}", message_text(message, fix));
        }
    }
    text
}

fn totals_text(totals: &Totals) -> String {
    let travel = format!("{} to copy, {}", count(totals.files, "file"), size(totals.bytes));
    format!("{travel}; {}, {}\n", count(totals.errors, "error"), count(totals.warnings, "warning"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryFiles;
    use crate::publication::{Progress, Publication};

    #[test]
    fn a_message_shows_its_place_its_sentence_and_its_repair() {
        let message = MessageRow {
            code: "WB104",
            severity: Severity::Error,
            blocks: Blocks::Package,
            esri_code: None,
            text: "City.gdb is there, but has no dataset Str\u{202e}eets".to_owned(),
            script: Some("Scripts/delivery.py".to_owned()),
            line: Some(41),
            column: Some(7),
            repair: Some("Treat as output".to_owned()),
            accepted: None,
        };
        let expected = "  error WB104, blocks the package\n    Scripts/delivery.py:41:7: City.gdb is there, but has no dataset \
                        Str\\u{202e}eets\n    Repair: Treat as output";
        assert_eq!(message_text(&message, None), expected);
        let include = Fix::Decide(Override::Include { path: "Scripts/fonts".to_owned() });
        assert!(message_text(&message, Some(&include)).ends_with("Repair: Treat as output (--include Scripts/fonts)"));
        let accepted = MessageRow { accepted: Some("an output to come".to_owned()), ..message };
        assert!(message_text(&accepted, None).ends_with("\n    Accepted: an output to come"));
    }

    #[test]
    fn nothing_to_do_is_said() {
        let nothing = crate::publication::analyze(&Publication::default(), &MemoryFiles::default(), &Progress::default());
        let nothing = Report { messages: Vec::new(), ..nothing };
        assert_eq!(messages_text(&nothing), "No messages\n");
        let totals = Totals { files: 1, bytes: 2_000, errors: 0, warnings: 1 };
        assert_eq!(totals_text(&totals), "1 file to copy, 2 kB; 0 errors, 1 warning\n");
    }
}
