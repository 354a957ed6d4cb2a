//! Every repair that Waybill offers to carry out is carried out, for every example of the rules.
//!
//! In: the examples. Out: repairs after which their message still stands.
//! Never repairs two things at once.

use std::fs;

use waybill::message::{Fix, Message};
use waybill::publication::{Progress, Publication, Report, analyze};

use crate::markdown::{Example, examples};
use crate::{RULES, story};

/// The publication with the repair; `None` for repairs that need to be told more, or that only an export knows.
fn repaired(publication: &Publication, fix: &Fix) -> Option<Publication> {
    let mut publication = publication.clone();
    match fix {
        Fix::Decide(decision) => publication.overrides.set(decision.clone()),
        Fix::Forget { written } => publication.overrides.forget(written),
        Fix::ForgetTool { written } => publication.tools.retain(|tool| tool != written),
        Fix::AllowRoot { path } => publication.allowed_roots.push(path.clone()),
        Fix::AllowSecret { .. } | Fix::AskServer { .. } | Fix::MapDrive { .. } => return None,
    }
    Some(publication)
}

/// True if the message stands in the report, not accepted.
fn stands(message: &Message, report: &Report) -> bool {
    let same = |other: &Message| other.code == message.code && other.text == message.text && other.at == message.at;
    report.findings.iter().zip(&report.messages).any(|(other, row)| same(other) && row.accepted.is_none())
}

fn failures(example: &Example, carried_out: &mut Vec<&'static str>) -> Vec<String> {
    let (publication, files) = story::read(&example.publication);
    let scan = |publication: &Publication| analyze(publication, &files, &Progress::default());
    let mut failures = Vec::new();
    for message in scan(&publication).findings {
        let Some(repaired) = message.fix.as_ref().and_then(|fix| repaired(&publication, fix)) else { continue };
        let report = scan(&repaired);
        if stands(&message, &report) {
            failures.push(format!("{}: {} {:?}", example.title(), message.text, message.fix));
        }
        carried_out.push(message.code.name);
    }
    failures
}

#[test]
fn every_repair_settles_its_message() {
    let mut carried_out = Vec::new();
    let mut failed = Vec::new();
    for entry in fs::read_dir(RULES).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let text = fs::read_to_string(format!("{RULES}/{name}")).unwrap();
        for example in examples(&name, &text) {
            failed.extend(failures(&example, &mut carried_out));
        }
    }
    assert_eq!(failed, Vec::<String>::new());
    carried_out.sort_unstable();
    carried_out.dedup();
    let known = ["WB104", "WB105", "WB107", "WB108", "WB110", "WB112", "WB113", "WB114", "WB201", "WB202", "WB203", "WB401"];
    assert_eq!(carried_out, known);
}
