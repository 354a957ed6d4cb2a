//! The specification by example: every rule of discovery, and whole publications.
//!
//! In: `rules/*.md` (written by hand from the rules, never regenerated) and `publications/*/`.
//! Out: one test for each file of rules, so that `cargo test --test engine rule_03` runs one of them.
//! Format of an example: see `rules/README.md`.

// A test stops at the first thing that is not as it should be; that is what these are for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod atbx;
mod binary_toolbox;
mod evidence;
mod expectation;
mod found;
mod markdown;
mod publications;
mod repairs;
mod stand_ins;
mod story;
mod tbx;
mod tool_messages;
mod wild_archives;
mod zip_by_hand;

use std::fs;

use markdown::Example;
use waybill::publication::{Progress, Report, analyze};

const RULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/engine/rules");

/// Scans the publication that an example tells.
fn scan(story: &str) -> Report {
    let (publication, files) = story::read(story);
    analyze(&publication, &files, &Progress::default())
}

/// Runs all examples of one file and tells every difference at once.
fn check(file: &str) {
    let path = format!("{RULES}/{file}");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {path}: {error}"));
    let examples = markdown::examples(file, &text);
    assert!(!examples.is_empty(), "{file} holds no example");
    let failures: Vec<String> = examples.iter().filter_map(failure).collect();
    assert!(failures.is_empty(), "{} of {} examples fail\n\n{}", failures.len(), examples.len(), failures.join("\n"));
}

fn failure(example: &Example) -> Option<String> {
    let report = scan(&example.publication);
    let differences = expectation::differences(&example.expected, &report);
    if differences.is_empty() {
        return None;
    }
    let found = found::listing(&report).lines().map(|line| format!("        {line}\n")).collect::<String>();
    Some(format!("{}\n{}\n    found in all:\n{found}", example.title(), differences.join("\n")))
}

macro_rules! rules {
    ($($test:ident: $file:literal;)*) => {
        $(#[test] fn $test() { check($file); })*

        #[test]
        fn every_file_of_rules_has_its_test() {
            let known = [$($file),*];
            for entry in fs::read_dir(RULES).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                assert!(name == "README.md" || known.contains(&name.as_str()), "no test runs rules/{name}: name it in tests/engine/main.rs");
            }
        }
    };
}

rules! {
    rule_01_which_scripts: "01-which-scripts.md";
    rule_02_which_strings: "02-which-strings.md";
    rule_03_the_three_tests: "03-the-three-tests.md";
    rule_04_what_data_is: "04-what-data-is.md";
    rule_05_folders: "05-folders.md";
    rule_06_data_store: "06-data-store.md";
    rule_07_imports: "07-imports.md";
    rule_08_parameters: "08-parameters.md";
    rule_09_outputs: "09-outputs.md";
    rule_10_coincidence: "10-coincidence.md";
    rule_11_folding: "11-folding.md";
    rule_12_layers: "12-layers.md";
    rule_14_foreign_roots: "14-foreign-roots.md";
    rule_15_the_topic_retold: "15-the-topic-retold.md";
    rule_16_decisions: "16-decisions.md";
    rule_17_binary_toolboxes: "17-binary-toolboxes.md";
    rule_18_toolboxes: "18-toolboxes.md";
    rule_19_models: "19-models.md";
}
