//! Messages about tools: which tool they stand at, where they lead, what they offer.
//!
//! In: reports made by hand. Out: rows of the tree, the selection, labels.
//! Never needs a display or a driver.

use std::path::Path;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use waybill::app::{Action, AppState, Command, Tab, Thing, apply};
use waybill::discovery::ValueSource;
use waybill::message::{Message, Place as At, wb118, wb303, wb311};
use waybill::publication::{MessageRow, ParameterRow, Report};
use waybill::text::{DataPath, Position};

use crate::reports::{data, empty_report, message, opened_with, review, toolbox};
use crate::window::window;

fn row(finding: &Message) -> MessageRow {
    MessageRow {
        blocks: finding.blocks,
        script: finding.script.as_ref().map(|script| script.as_str().to_owned()),
        line: finding.at.map(|at| at.line),
        repair: finding.repair.clone(),
        ..message(finding.code.name, finding.severity, &finding.text)
    }
}

/// Two toolboxes that both have a tool Clip: the script of one is missing, a default of the other names nothing.
fn report() -> Report {
    let at = Position { line: 1, column: 1 };
    let place = At { script: DataPath::new("sub/West.tbx/Clip/parameters"), at };
    let findings = vec![
        wb303::message("Clip", r"..\gone.py", "gone.py", "There is no such file").with("toolbox", "East.tbx"),
        wb118::message(place, "Clip.lanes", r"..\lanes", ValueSource::Default)
            .with("tool", "Clip")
            .with("toolbox", "sub/West.tbx"),
        wb311::of_several(2, "sub/West.tbx"),
    ];
    let mut toolboxes = vec![toolbox("East.tbx", "Clip"), toolbox("sub/West.tbx", "Clip")];
    toolboxes[0].tools[0].state = "unreadable";
    Report { messages: findings.iter().map(row).collect(), findings, toolboxes, ..empty_report() }
}

fn state() -> AppState {
    opened_with(review(report()))
}

fn clip(toolbox: &str) -> Option<Thing> {
    Some(Thing::Tool { toolbox: toolbox.to_owned(), tool: "Clip".to_owned() })
}

#[test]
fn of_two_tools_of_one_name_only_that_of_the_named_toolbox_shows_a_message() {
    let state = state();
    let tools = state.tree.rows.iter().filter(|row| row.label.starts_with("Clip"));
    assert_eq!(tools.map(|row| row.counts).collect::<Vec<_>>(), [(1, 0), (0, 0)]);
    let index = &state.review.as_ref().unwrap().index;
    assert_eq!([index.of_tool("East.tbx", "Clip"), index.of_tool("sub/West.tbx", "Clip")], [[0], [1]]);
    assert_eq!(index.of_toolbox("sub/West.tbx"), [2]);
    let west = state.tree.rows.iter().find(|row| row.label == "West.tbx").unwrap();
    assert_eq!(west.problem, None, "what is only good to know is no problem");
}

#[test]
fn a_message_about_a_tool_leads_to_the_tool() {
    let mut state = state();
    apply(&mut state, Action::SelectMessage(0));
    assert_eq!((&state.selection.thing, &state.selection.place), (&clip("East.tbx"), &None));
    // The parameters of a binary toolbox are no script: there is no line to go to.
    apply(&mut state, Action::SelectMessage(1));
    assert_eq!((&state.selection.thing, &state.selection.place), (&clip("sub/West.tbx"), &None));
    apply(&mut state, Action::SelectMessage(2));
    assert_eq!(state.selection.thing, Some(Thing::Toolbox("sub/West.tbx".to_owned())));
}

#[test]
fn a_tool_in_the_way_of_the_package_can_be_left_out_where_its_message_is_shown() {
    let mut state = state();
    apply(&mut state, Action::SelectMessage(0));
    let mut harness = window(state, [1440.0, 900.0]);
    assert!(harness.query_by_label("Line 1").is_none());
    harness.get_by_role_and_label(Role::Button, "Do not publish this tool").click();
    harness.run();
    assert_eq!(harness.state().state.publication.tools, ["sub/West.tbx/Clip"]);
}

#[test]
fn a_long_name_of_a_parameter_does_not_widen_the_inspector() {
    let mut report = report();
    let name = "Calculate_percent_improvement_scores_relative_to_corridor_and_all_that_lies_beside_it";
    let parameter = ParameterRow { name: name.to_owned(), direction: "input", kind: "optional", ..ParameterRow::default() };
    report.toolboxes[0].tools[0].parameters = vec![parameter];
    let mut state = opened_with(review(report));
    apply(&mut state, Action::Select(clip("East.tbx").unwrap()));
    let harness = window(state, [1440.0, 900.0]);
    let left = harness.get_by_label("Do not publish this tool").rect().left();
    assert!(left > 1440.0 - 364.0, "{left}");
}

#[test]
fn a_value_in_a_toolbox_leads_to_its_tool() {
    let mut report = report();
    let mut lanes = data("lanes.shp", "copied");
    lanes.references[0].script = "sub/West.tbx/Clip/parameters".to_owned();
    report.data = vec![lanes];
    let review = review(report);
    assert_eq!(review.tool_at("sub/West.tbx/Gone/parameters"), None);
    assert_eq!(review.tool_at("sub/West.tbx/Clip.tool/tool.content").map(|(_, tool)| tool).as_deref(), Some("Clip"));
    let mut state = opened_with(review);
    apply(&mut state, Action::Select(Thing::Data("lanes.shp".to_owned())));
    apply(&mut state, Action::SelectTab(Tab::Script));
    let mut harness = window(state, [1440.0, 900.0]);
    harness.get_by_label("This stands in a toolbox, not in a script");
    harness.get_by_role_and_label(Role::Link, "Clip").click();
    harness.run();
    assert_eq!(harness.state().state.selection.thing, clip("sub/West.tbx"));
}

#[test]
fn where_to_write_stays_in_sight_in_a_low_window() {
    let mut report = report();
    report.toolboxes = (0..12).map(|number| toolbox(&format!("Box{number}.tbx"), "Clip")).collect();
    let mut state = opened_with(review(report));
    apply(&mut state, Action::Command(Command::Export));
    let harness = window(state, [900.0, 600.0]);
    let choose = harness.get_by_role_and_label(Role::Button, "Choose…").rect();
    let cancel = harness.get_by_role_and_label(Role::Button, "Cancel").rect();
    assert!(choose.bottom() <= cancel.top() && cancel.bottom() < 600.0, "{choose} {cancel}");
}

#[test]
fn the_export_proposes_the_toolbox_that_is_looked_at() {
    let mut report = report();
    report.toolboxes.iter_mut().for_each(|row| row.tools[0].state = "ready");
    let mut state = opened_with(review(report));
    apply(&mut state, Action::Select(clip("sub/West.tbx").unwrap()));
    apply(&mut state, Action::Command(Command::Export));
    assert_eq!(state.publication.toolbox.as_deref(), Some(Path::new("warehouse/sub/West.tbx")));
}

#[test]
fn toolboxes_of_one_name_are_told_apart_by_their_folders() {
    let mut report = report();
    report.toolboxes = ["a/Clip.pyt", "b/clip.pyt", "b/Other.pyt"].map(|path| toolbox(path, "Cut")).into();
    let state = opened_with(review(report));
    let labels = state.tree.rows.iter().filter(|row| row.depth == 0).map(|row| row.label.as_str());
    assert_eq!(labels.collect::<Vec<_>>(), ["a/Clip.pyt", "b/clip.pyt", "Other.pyt"]);
}
