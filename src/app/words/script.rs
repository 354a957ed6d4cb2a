//! The words of the script tab.
//!
//! In: values. Out: words and sentences, in one place, so that another language can follow.
//! Never a place for words of the engine.

use crate::publication::ScriptRow;
use crate::text::{count, visible};

/// No script is looked at.
pub const NO_SCRIPT: &str = "Select a script in the tree";
/// A value that stands in a toolbox.
pub const NO_LINES: &str = "This stands in a toolbox, not in a script";
/// Where it is seen.
pub const NO_LINES_MORE: &str = "The tool's parameters and models are shown on the right";
/// There is none.
pub const NO_SCRIPT_READ: &str = "No script was read";
/// A script that names no data.
pub const NO_REFERENCES: &str = "The script names no data";
/// The field above the list of scripts.
pub const FIND_SCRIPT: &str = "Find a script";
/// What that field did not find.
pub const NO_SUCH_SCRIPT: &str = "No script has these words";
/// The title of the changed lines.
pub const AS_WRITTEN: &str = "As it will be written";
/// The same, where they are not written.
pub const AS_NOT_WRITTEN: &str = "As it would be written";
/// A script that is not changed.
pub const SCRIPT_AS_IT_IS: &str = "The package holds this script as it is";
/// Whether the changed lines are written.
pub const WRITE_CHANGES: &str = "Write these changes";
/// What that does.
pub const WRITE_CHANGES_TIP: &str =
    "Only in the package; your script stays as it is. Without them, these paths do not resolve there";
/// A script that the publisher keeps.
pub const KEPT: &str = "You keep the script as it is; these paths will not resolve";
/// Changed lines that are not sure.
pub const NOT_PROVED: &str = "Not proved without a server";
/// A line that works in the package as it does here.
pub const LINE_STAYS: &str = "The line stays as it is";
/// A line that does not.
pub const WRITTEN_AS: &str = "Written as";

/// `Source of delivery.py`.
pub fn source_of(path: &str) -> String {
    format!("Source of {}", visible(path.rsplit('/').next().unwrap_or(path)))
}

/// `Script delivery.py`, for those who do not see the icon.
pub fn script_chooser(name: &str) -> String {
    format!("Script {name}")
}

/// `Show Scripts/delivery.py`.
pub fn show_script(path: &str) -> String {
    format!("Show {path}")
}

/// `Scripts, 118 lines, Python 3, UTF-8`.
pub fn script_facts(row: &ScriptRow) -> String {
    let folder = row.path.rsplit_once('/').map(|(folder, _)| format!("{folder}, ")).unwrap_or_default();
    let python = match row.python {
        "2" => "Python 2",
        "3" => "Python 3",
        "both" => "Python 2 and 3",
        _ => "not Python",
    };
    let mut encoding = row.encoding.clone();
    if encoding.starts_with("utf") {
        encoding.make_ascii_uppercase();
    } else if let Some(first) = encoding.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!("{folder}{}, {python}, {encoding}", count(u64::from(row.lines), "line"))
}

/// `Reference 3 of 9`, or how many there are.
pub fn reference(at: Option<usize>, all: usize) -> String {
    match at {
        Some(at) => format!("Reference {at} of {all}"),
        None if all == 0 => "No references".to_owned(),
        None => count(all as u64, "reference"),
    }
}

/// `Line 23`.
pub fn line(line: u32) -> String {
    format!("Line {line}")
}

/// A script that does not parse.
pub fn not_python(line: u32) -> String {
    format!("Line {line} is not Python 3. Shown is what could be read.")
}

/// `2 strings change`.
pub fn strings_change(strings: usize) -> String {
    match strings {
        0 => "Lines are added".to_owned(),
        1 => "1 string changes".to_owned(),
        many => format!("{many} strings change"),
    }
}

/// `14 lines`.
pub fn folded_lines(lines: u32) -> String {
    count(u64::from(lines), "line")
}

/// `About WB104`.
pub fn about(code: &str) -> String {
    format!("About {code}")
}

/// "Relative to the script? Found from Scripts, the third test".
pub fn winning_test(at: usize, question: &str, outcome: &str) -> String {
    match ["first", "second", "third"].get(at) {
        Some(ordinal) => format!("{question} {outcome}, the {ordinal} test"),
        None => format!("{question} {outcome}"),
    }
}
