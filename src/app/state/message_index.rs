//! The messages of a report by what they are looked for by: themselves, their script, what they are about.
//!
//! In: a report. Out: numbers of messages, without a search through all of them.
//! Never holds a message: they are known by their numbers.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::MessageKey;
use crate::publication::{MessageRow, Report};

/// Answers about the messages of a report.
#[derive(Clone, Debug, Default)]
pub struct MessageIndex {
    /// All messages, ordered by what makes their keys.
    order: Vec<usize>,
    in_script: BTreeMap<String, Vec<usize>>,
    of_module: BTreeMap<String, Vec<usize>>,
    of_toolbox: BTreeMap<String, Vec<usize>>,
    of_tool: BTreeMap<(String, String), Vec<usize>>,
    codes: BTreeSet<&'static str>,
}

impl MessageIndex {
    /// Looks through the messages once.
    pub fn of(report: &Report) -> Self {
        let mut index = Self { order: (0..report.messages.len()).collect(), ..Self::default() };
        let keys = |at: &usize| report.messages.get(*at).map(parts);
        index.order.sort_by(|a, b| keys(a).cmp(&keys(b)));
        for (at, row) in report.messages.iter().enumerate() {
            index.codes.insert(row.code);
            if let Some(script) = &row.script {
                note(&mut index.in_script, script, at);
            }
        }
        for (at, finding) in report.findings.iter().enumerate() {
            if let Some(module) = finding.arguments.get("module") {
                for name in with_packages(module) {
                    note(&mut index.of_module, name, at);
                }
            }
            match (finding.arguments.get("toolbox"), finding.arguments.get("tool")) {
                (Some(toolbox), Some(tool)) => index.of_tool.entry((toolbox.clone(), tool.clone())).or_default().push(at),
                (Some(toolbox), None) => note(&mut index.of_toolbox, toolbox, at),
                (None, _) => {}
            }
        }
        index
    }

    /// The number of a message.
    pub fn message(&self, report: &Report, key: &MessageKey) -> Option<usize> {
        let wanted = (key.script.as_deref(), key.line, key.code, key.text.as_str());
        let order = |at: &usize| report.messages.get(*at).map_or(Ordering::Less, |row| parts(row).cmp(&wanted));
        let first = self.order.partition_point(|at| order(at) == Ordering::Less);
        self.order.get(first).copied().filter(|at| order(at) == Ordering::Equal)
    }

    /// The messages that speak of a script.
    pub fn in_script(&self, script: &str) -> &[usize] {
        self.in_script.get(script).map_or(&[], Vec::as_slice)
    }

    /// The messages about a module, or one within it.
    pub fn of_module(&self, name: &str) -> &[usize] {
        self.of_module.get(name).map_or(&[], Vec::as_slice)
    }

    /// The messages about a toolbox as a whole.
    pub fn of_toolbox(&self, path: &str) -> &[usize] {
        self.of_toolbox.get(path).map_or(&[], Vec::as_slice)
    }

    /// The messages about a tool of a toolbox: another toolbox may have one of the same name.
    pub fn of_tool(&self, toolbox: &str, name: &str) -> &[usize] {
        self.of_tool.get(&(toolbox.to_owned(), name.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// The scripts that messages speak of.
    pub fn scripts(&self) -> impl Iterator<Item = &str> {
        self.in_script.keys().map(String::as_str)
    }

    /// The codes that there are messages of.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.codes.iter().copied()
    }
}

fn note(index: &mut BTreeMap<String, Vec<usize>>, name: &str, at: usize) {
    match index.get_mut(name) {
        Some(known) => known.push(at),
        None => drop(index.insert(name.to_owned(), vec![at])),
    }
}

/// What tells one message from another, in an order that compares quickly.
fn parts(row: &MessageRow) -> (Option<&str>, Option<u32>, &'static str, &str) {
    (row.script.as_deref(), row.line, row.code, &row.text)
}

/// `a.b.c`, and the packages `a` and `a.b` that it lies in.
fn with_packages(module: &str) -> impl Iterator<Item = &str> {
    let packages = module.match_indices('.').filter_map(|(at, _)| module.get(..at));
    packages.chain([module])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_stands_in_its_packages() {
        assert_eq!(with_packages("a.b.c").collect::<Vec<_>>(), ["a", "a.b", "a.b.c"]);
        assert_eq!(with_packages("numpy").collect::<Vec<_>>(), ["numpy"]);
    }
}
