//! Compares a report with what an example expects.
//!
//! In: the lines of an `expect` block and a report. Out: what is missing and what is too much, as lines.
//! Never lenient: data, what is left behind and rewrites are complete; the other lines say what must be there.

use waybill::message::Severity;
use waybill::publication::{DataRow, Report};

use crate::found;

/// The differences, one a line; empty where everything is as expected.
pub fn differences(expected: &[String], report: &Report) -> Vec<String> {
    let mut differences = Vec::new();
    let mut missing = |line: &str| differences.push(format!("    expected: {line}"));
    let mut data = Vec::new();
    for line in expected {
        match line.split_once(": ").filter(|(word, _)| !word.contains(" | ")) {
            _ if line == "any data" => {}
            _ if line.starts_with("no ") => {
                if !absent(line, report) {
                    missing(line);
                }
            }
            Some(("tool" | "script" | "module" | "message" | "rewrite" | "root" | "left behind" | "not data", _)) => {
                if !holds(line, report) {
                    missing(line);
                }
            }
            _ => {
                data.push(DataLine::new(line));
                if !report.data.iter().any(|row| data[data.len() - 1].describes(row)) {
                    missing(line);
                }
            }
        }
    }
    differences.extend(too_much(expected, &data, report).into_iter().map(|line| format!("    too much: {line}")));
    differences
}

/// Lines that begin with `no`.
fn absent(line: &str, report: &Report) -> bool {
    match line.split_once(": ") {
        Some(("no script", path)) => report.scripts.iter().all(|row| row.path != path),
        Some(("no module", name)) => report.modules.iter().all(|row| row.name != name),
        Some(("no message", code)) => report.messages.iter().all(|row| row.code != code),
        _ => match line {
            "no data" => report.data.is_empty(),
            "no messages" => report.messages.is_empty(),
            "no errors" => report.messages.iter().all(|row| row.severity != Severity::Error),
            "no package errors" => report.package_errors().next().is_none(),
            "no rewrites" => report.layout.rewrites.is_empty(),
            "no roots" => report.roots.is_empty(),
            other => panic!("an expectation cannot say: {other}"),
        },
    }
}

/// Lines that one line of the listing must answer: the first column equal, each other column among its columns.
fn holds(line: &str, report: &Report) -> bool {
    if let Some(text) = line.strip_prefix("not data: ") {
        return report.data.iter().flat_map(|row| &row.references).all(|reference| reference.text != text);
    }
    let mut lines: Vec<String> = report.scripts.iter().map(found::script).collect();
    lines.extend(found::tools(report));
    lines.extend(report.modules.iter().map(found::module));
    lines.extend(found::rewrites(report));
    lines.extend(found::roots(report));
    lines.extend(report.left_behind.iter().map(|row| format!("left behind: {}", row.path)));
    let plain = lines.iter().any(|found| answers(line, found, ""));
    let told = |row: &waybill::publication::MessageRow| {
        let words = format!("text={} repair={}", row.text, row.repair.as_deref().unwrap_or_default());
        answers(line, &found::message(row), &words)
    };
    plain || report.messages.iter().any(told)
}

/// `says "…"` asks for words in a message or its repair; every other column must stand among the found ones.
fn answers(line: &str, found: &str, words: &str) -> bool {
    let found: Vec<&str> = found.split(" | ").collect();
    line.split(" | ").enumerate().all(|(at, column)| match column.strip_prefix("says ") {
        Some(said) => words.to_lowercase().contains(&said.trim_matches('"').to_lowercase()),
        None if at == 0 => found.first().is_some_and(|found| begins_with_words(found, column)),
        None => found.contains(&column),
    })
}

/// `message: WB102` stands for any severity; a path must be equal to its end.
fn begins_with_words(found: &str, wanted: &str) -> bool {
    found.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || (wanted.starts_with("m") && rest.starts_with(' ')))
}

/// `path | decision | found_by | script:line | detail …`; a reference of `-` says that there is none.
struct DataLine<'a> {
    path: &'a str,
    decision: &'a str,
    reference: Option<(&'a str, &'a str)>,
    details: Vec<&'a str>,
}

impl<'a> DataLine<'a> {
    fn new(line: &'a str) -> Self {
        let columns: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let [path, decision, ref rest @ ..] = columns[..] else { panic!("an expectation cannot say: {line}") };
        let is_detail = |column: &&str| column.contains('=') || column.starts_with("-> ");
        let (reference, details) = match rest {
            ["-", details @ ..] => (Some(("-", "")), details.to_vec()),
            [found_by, place, details @ ..] if !is_detail(found_by) => (Some((*found_by, *place)), details.to_vec()),
            details => (None, details.to_vec()),
        };
        assert!(details.iter().all(is_detail), "an expectation cannot say: {line}");
        Self { path, decision, reference, details }
    }

    fn describes(&self, row: &DataRow) -> bool {
        let reference_holds = match self.reference {
            None => true,
            Some(("-", _)) => row.references.is_empty(),
            Some(wanted) => row.references.iter().any(|found| (found.found_by, found::place(found).as_str()) == wanted),
        };
        self.path == row.path
            && self.decision == row.decision
            && reference_holds
            && self.details.iter().all(|detail| has(row, detail))
    }
}

fn has(row: &DataRow, detail: &str) -> bool {
    if let Some(destination) = detail.strip_prefix("-> ") {
        return row.destination.as_deref() == Some(destination);
    }
    let (name, value) = detail.split_once('=').expect("a detail is written name=value");
    match name {
        "esri" => found::yes(row.esri_would_find) == value,
        "kind" => row.kind == value,
        "certainty" => row.certainty == value,
        "container" => row.container.as_deref() == Some(value),
        "files" => row.files.to_string() == value,
        "because" => row.because.to_lowercase().contains(&value.to_lowercase()),
        "context" => row.references.iter().any(|reference| reference.context == value),
        "found_by" => row.references.iter().any(|reference| reference.found_by == value),
        "text" => row.references.iter().any(|reference| reference.text == value),
        other => panic!("a data row has no {other}"),
    }
}

/// Found, but not listed: data rows, references of listed rows, what is left behind, rewrites, scripts.
fn too_much(expected: &[String], data: &[DataLine], report: &Report) -> Vec<String> {
    let listed = |line: &str| expected.iter().any(|wanted| answers(wanted, line, ""));
    let lists = |word: &str| expected.iter().any(|line| line.starts_with(word));
    let mut lines = Vec::new();
    let complete = !expected.iter().any(|line| line == "any data");
    for row in report.data.iter().filter(|_| complete) {
        let about: Vec<&DataLine> = data.iter().filter(|line| line.path == row.path).collect();
        let all_references = !about.is_empty() && about.iter().any(|line| line.reference.is_none());
        for (at, line) in found::data(row).into_iter().enumerate() {
            let reference = row.references.get(at).map(|found| (found.found_by, found::place(found)));
            let told = match &reference {
                None => !about.is_empty(),
                Some((found_by, place)) => about.iter().any(|line| line.reference == Some((*found_by, place.as_str()))),
            };
            if !told && !all_references {
                lines.push(line);
            }
        }
    }
    let left = report.left_behind.iter().map(|row| format!("left behind: {}", row.path));
    lines.extend(left.filter(|line| !listed(line)));
    if lists("rewrite: ") {
        lines.extend(found::rewrites(report).into_iter().filter(|line| !listed(line)));
    }
    if lists("script: ") {
        lines.extend(report.scripts.iter().map(found::script).filter(|line| !listed(line)));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan;
    use waybill::publication::ReferenceRow;

    /// A report with one file that `count.py` names in line 3.
    fn report() -> Report {
        let reference = ReferenceRow {
            script: "count.py".to_owned(),
            line: 3,
            column: 8,
            text: "lanes.csv".to_owned(),
            context: "assignment",
            found_by: "relative",
        };
        let row = DataRow {
            path: "lanes.csv".to_owned(),
            container: None,
            kind: "file",
            certainty: "yes",
            decision: "copied",
            because: "It exists beside the script".to_owned(),
            destination: Some("p30/port/lanes.csv".to_owned()),
            files: 1,
            bytes: 5,
            esri_would_find: true,
            references: vec![reference],
        };
        let mut report = scan("#- nothing.py");
        report.scripts.clear();
        report.messages.clear();
        report.data = vec![row];
        report
    }

    fn compare(expected: &str) -> Vec<String> {
        let lines: Vec<String> = expected.lines().map(str::to_owned).collect();
        differences(&lines, &report()).iter().map(|line| line.trim().to_owned()).collect()
    }

    #[test]
    fn what_is_there_is_found_with_its_details() {
        let line = "lanes.csv | copied | relative | count.py:3 | esri=yes | kind=file | files=1 | -> p30/port/lanes.csv";
        assert_eq!(compare(line), [""; 0]);
        assert_eq!(compare("lanes.csv | copied | because=beside the script"), [""; 0]);
        assert_eq!(compare("any data\nno messages\nno rewrites\nnot data: roads.csv"), [""; 0]);
    }

    #[test]
    fn what_is_missing_and_what_is_too_much_are_both_told() {
        let told = compare("lanes.csv | copied | folded | count.py:3\nnot data: lanes.csv");
        assert_eq!(told[..2], ["expected: lanes.csv | copied | folded | count.py:3", "expected: not data: lanes.csv"]);
        assert!(told[2].starts_with("too much: lanes.csv | copied | relative | count.py:3"), "{}", told[2]);
        assert_eq!(compare("no data").len(), 2);
        assert_eq!(compare("any data\nmessage: WB201 error deployment"), ["expected: message: WB201 error deployment"]);
    }
}
