//! The review, `review.html`: what travels and why, for someone without Waybill.
//!
//! In: the report and the service's name. Out: one self-contained page.
//! Never runs a script or loads anything; every text from a publisher is escaped, control and bidirectional characters too.

use std::fmt::Write;

use super::rewritten::{ChangedLines, changed_lines};
use crate::message::Severity;
use crate::publication::{DataRow, MessageRow, ModuleRow, Report, ServerRow};
use crate::text::{size, visible};

const STYLE: &str = include_str!("review.css");

/// Writes the review.
pub fn review(report: &Report, service: &str) -> String {
    let mut page = String::with_capacity(16 << 10);
    let title = escaped(&format!("Review of {service}"));
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<h1>{title}</h1>\n<p>What travels to the server, and why. Written by Waybill {}.</p>\n",
        escaped(report.waybill_version),
    );
    numbers(&mut page, report);
    messages(&mut page, &report.messages);
    tools(&mut page, report);
    data(&mut page, &report.data);
    left_behind(&mut page, report);
    modules(&mut page, report);
    rewritten(&mut page, &changed_lines(&report.layout));
    page.push_str("</body>\n</html>\n");
    page
}

fn numbers(page: &mut String, report: &Report) {
    let totals = &report.totals;
    let targets: Vec<&str> = report.targets.iter().map(|target| target.name.as_str()).collect();
    let _ = write!(page, "<p>Compared with {}</p>\n<div class=\"numbers\">", escaped(&targets.join(", ")));
    let cells = [
        (totals.files.to_string(), noun(totals.files, "file", "files")),
        (size(totals.bytes), "in all"),
        (totals.errors.to_string(), noun(totals.errors, "error", "errors")),
        (totals.warnings.to_string(), noun(totals.warnings, "warning", "warnings")),
    ];
    for (number, word) in cells {
        let _ = write!(page, "<div><b>{number}</b><span>{word}</span></div>");
    }
    page.push_str("</div>\n");
}

fn messages(page: &mut String, rows: &[MessageRow]) {
    page.push_str("<h2>Messages</h2>\n");
    if rows.is_empty() {
        page.push_str("<p>No messages. Nothing stands in the way.</p>\n");
        return;
    }
    table_head(page, &["Severity", "Code", "Message", "Place"]);
    for row in rows {
        let (class, word) = match row.severity {
            Severity::Error => ("error", "Error"),
            Severity::Warning => ("warning", "Warning"),
            Severity::Information => ("information", "Information"),
        };
        let repair = match (&row.accepted, &row.repair) {
            (Some(reason), _) => format!("<small>Accepted: {}</small>", escaped(reason)),
            (None, Some(repair)) => format!("<small>{}</small>", escaped(repair)),
            (None, None) => String::new(),
        };
        let place = match (&row.script, row.line) {
            (Some(script), Some(line)) => format!("{}, line {line}", escaped(script)),
            (Some(script), None) => escaped(script),
            (None, _) => String::new(),
        };
        let _ = writeln!(
            page,
            "<tr><td><span class=\"chip {class}\">{word}</span></td><td>{}</td><td>{}{repair}</td><td class=\"path\">{place}</td></tr>",
            escaped(row.code),
            escaped(&row.text),
        );
    }
    table_foot(page);
}

fn noun(count: u64, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

fn tools(page: &mut String, report: &Report) {
    if report.toolboxes.is_empty() {
        return;
    }
    page.push_str("<h2>Tools</h2>\n");
    table_head(page, &["Toolbox", "Tool", "Kind", "State", "Published"]);
    for toolbox in &report.toolboxes {
        for tool in &toolbox.tools {
            let _ = writeln!(
                page,
                "<tr><td class=\"path\">{}</td><td>{}<small>{}</small></td><td>{}</td><td>{}</td><td>{}</td></tr>",
                escaped(&toolbox.path),
                escaped(&tool.label),
                escaped(&tool.name),
                escaped(tool.kind),
                escaped(tool.state),
                if tool.selected { "yes" } else { "no" },
            );
        }
    }
    table_foot(page);
}

fn data(page: &mut String, rows: &[DataRow]) {
    page.push_str("<h2>Project data</h2>\n");
    if rows.is_empty() {
        page.push_str("<p>No project data. The scripts name no data that exists.</p>\n");
        return;
    }
    table_head(page, &["Data", "What happens", "Why", "Files", "Size"]);
    for row in rows {
        let (class, word) = match row.decision {
            "copied" => ("copied", "Copied"),
            "data_store" => ("stays", "Stays"),
            "left_out" => ("left", "Left out"),
            other => ("excluded", if other == "excluded" { "Excluded" } else { other }),
        };
        let destination =
            row.destination.as_deref().map_or(String::new(), |place| format!("<small>to {}</small>", escaped(place)));
        let unsure = if row.certainty == "yes" { String::new() } else { format!("<small>{}</small>", escaped(row.certainty)) };
        let mut why = escaped(&row.because);
        for reference in &row.references {
            let place = format!("{}, line {}", reference.script, reference.line);
            let _ = write!(why, "<small>{}: <code>{}</code></small>", escaped(&place), escaped(&reference.text));
        }
        let _ = writeln!(
            page,
            "<tr><td class=\"path\">{}<small>{}</small>{unsure}{destination}</td><td><span class=\"chip {class}\">{}</span></td>\
             <td>{why}</td><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>",
            escaped(&row.path),
            escaped(&row.kind.replace('_', " ")),
            escaped(word),
            row.files,
            size(row.bytes),
        );
    }
    table_foot(page);
}

fn left_behind(page: &mut String, report: &Report) {
    if report.left_behind.is_empty() {
        return;
    }
    page.push_str("<h2>Left behind</h2>\n<p>Folders that are swept bring their files and geodatasets, not these.</p>\n");
    table_head(page, &["Path", "Why"]);
    for row in &report.left_behind {
        let _ = writeln!(page, "<tr><td class=\"path\">{}</td><td>{}</td></tr>", escaped(&row.path), escaped(&row.because));
    }
    table_foot(page);
}

fn modules(page: &mut String, report: &Report) {
    let third_party: Vec<&ModuleRow> = report.modules.iter().filter(|row| row.class == "third_party").collect();
    page.push_str("<h2>Third-party modules</h2>\n");
    if third_party.is_empty() {
        page.push_str("<p>No third-party modules. Python and ArcGIS bring all that is imported.</p>\n");
        return;
    }
    table_head(page, &["Module", "Distribution", "Workstation", "Servers", "Imported in"]);
    for row in third_party {
        let distribution = row.distribution.as_ref().and_then(|found| found.conda.as_deref().or(found.pip.as_deref()));
        let workstation = row.workstation.as_ref().and_then(|found| found.version.as_deref());
        let servers: String = row.servers.iter().map(server_cell).collect();
        let imports: Vec<String> = row.imports.iter().map(|import| format!("{}, line {}", import.script, import.line)).collect();
        let optional = if row.optional { "<small>optional</small>" } else { "" };
        let _ = writeln!(
            page,
            "<tr><td>{}{optional}</td><td>{}</td><td>{}</td><td>{servers}</td><td class=\"path\">{}</td></tr>",
            escaped(&row.name),
            escaped(distribution.unwrap_or("–")),
            escaped(workstation.unwrap_or("–")),
            escaped(&imports.join("; ")),
        );
    }
    table_foot(page);
}

fn server_cell(server: &ServerRow) -> String {
    let (class, word) = match server.status {
        "present" => ("copied", "On the server"),
        "version_differs" => ("warning", "Other version"),
        "missing" => ("error", "Missing"),
        "unsupported" => ("error", "Unsupported"),
        "not_applicable" => ("excluded", "Not needed"),
        _ => ("warning", "Unsure"),
    };
    let version = server.version.as_deref().map_or(String::new(), |version| format!(" {}", escaped(version)));
    format!("<div><span class=\"chip {class}\">{word}</span>{version}<small>{}</small></div>", escaped(&server.target))
}

fn rewritten(page: &mut String, changes: &[ChangedLines]) {
    page.push_str("<h2>Rewritten lines</h2>\n");
    if changes.is_empty() {
        page.push_str("<p>No line was changed: every reference resolves from its new place.</p>\n");
        return;
    }
    let mut last = "";
    for change in changes {
        if last != change.script {
            let unsure = if change.certain { "" } else { " <span class=\"chip warning\">Unsure</span>" };
            let _ = writeln!(page, "<p><b>{}</b>{unsure}</p>", escaped(&change.script));
            last = &change.script;
        }
        let _ = writeln!(
            page,
            "<p>Line {}</p>\n<pre class=\"before\">{}</pre>\n<pre class=\"after\">{}</pre>",
            change.line,
            escaped_lines(&change.before),
            escaped_lines(&change.after),
        );
    }
}

fn table_head(page: &mut String, titles: &[&str]) {
    page.push_str("<div class=\"wide\"><table>\n<tr>");
    for title in titles {
        let class = if matches!(*title, "Files" | "Size") { " class=\"number\"" } else { "" };
        let _ = write!(page, "<th{class}>{title}</th>");
    }
    page.push_str("</tr>\n");
}

fn table_foot(page: &mut String) {
    page.push_str("</table></div>\n");
}

fn escaped_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| escaped(&line.replace('\t', "    "))).collect();
    lines.join("\n")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
