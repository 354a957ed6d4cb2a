//! Which tools are published: ticks of tools, toolsets and toolboxes, and services of one toolbox each.
//!
//! In: reports made by hand. Out: names in the publication, rows of the tree.
//! Never needs a display or a driver.

use std::path::PathBuf;

use egui::accesskit::{Role, Toggled};
use egui::{Key, Theme};
use egui_kittest::kittest::{NodeT, Queryable};
use waybill::app::{Action, AppState, Command, FocusTarget, Sheet, Thing, Tick, ToolScope, apply};
use waybill::publication::{ParameterRow, Report, SourceRow, ToolRow, ToolboxRow};

use crate::reports::{empty_report, file, opened_with, review};
use crate::snapshots::snapshot;
use crate::window::window;

fn tool(name: &str, toolset: &str) -> ToolRow {
    let (name, label, toolset) = (name.to_owned(), format!("{name} it"), toolset.to_owned());
    ToolRow { name, label, toolset, kind: "script", state: "ready", selected: true, ..ToolRow::default() }
}

fn toolbox(path: &str, tools: Vec<ToolRow>) -> ToolboxRow {
    ToolboxRow { path: path.to_owned(), format: "atbx", label: String::new(), alias: String::new(), tools }
}

/// Two toolboxes that both have a tool Clip; the first one has toolsets in a toolset.
fn yards() -> Report {
    let east = vec![tool("Clip", r"Lanes\Cut"), tool("Sort", "Lanes"), tool("Count", "")];
    let west = vec![tool("Clip", ""), ToolRow { state: "protected", ..tool("Sweep", "") }];
    Report { toolboxes: vec![toolbox("East.atbx", east), toolbox("sub/West.atbx", west)], ..empty_report() }
}

fn state() -> AppState {
    opened_with(review(yards()))
}

fn one(toolbox: &str, tool: &str) -> ToolScope {
    ToolScope::Tool { toolbox: toolbox.to_owned(), tool: tool.to_owned() }
}

fn of(toolbox: &str) -> ToolScope {
    ToolScope::Toolbox(toolbox.to_owned())
}

fn lanes() -> ToolScope {
    ToolScope::Toolset { toolbox: "East.atbx".to_owned(), toolset: "Lanes".to_owned() }
}

fn choose(state: &mut AppState, tools: ToolScope, tick: Tick) -> Vec<String> {
    apply(state, Action::ChooseTools { tools, tick });
    state.publication.tools.clone()
}

/// The rows as a text: ticks, and how many of how many.
fn rows(state: &AppState) -> Vec<String> {
    let row = |row: &waybill::app::TreeRow| {
        let ticks = row.ticks.as_ref().map(|(_, ticked)| format!(" {}/{}", ticked.chosen, ticked.all));
        format!("{}{}{}", "  ".repeat(row.depth), row.label, ticks.unwrap_or_default())
    };
    state.tree.rows.iter().map(row).collect()
}

#[test]
fn toolsets_stand_in_toolsets_and_before_the_tools_beside_them() {
    let expected = [
        "East.atbx 3/3",
        "  Lanes 2/2",
        "    Cut 1/1",
        "      Clip it 1/1",
        "    Sort it 1/1",
        "  Count it 1/1",
        "West.atbx 2/2",
        "  Clip it 1/1",
        "  Sweep it 1/1",
    ];
    assert_eq!(rows(&state()), expected);
}

#[test]
fn a_tool_is_written_with_its_toolbox_only_where_another_has_its_name() {
    let mut state = state();
    assert_eq!(choose(&mut state, one("East.atbx", "Clip"), Tick::Remove), ["Sort", "Count", "sub/West.atbx/Clip", "Sweep"]);
    assert_eq!(rows(&state)[..4], ["East.atbx 2/3", "  Lanes 1/2", "    Cut 0/1", "      Clip it 0/1"]);
    assert_eq!(rows(&state)[7], "  Clip it 1/1");
    assert_eq!(choose(&mut state, one("East.atbx", "Clip"), Tick::Add), [""; 0]);
}

#[test]
fn toolsets_and_toolboxes_are_ticked_whole_alone_and_the_other_way_round() {
    let mut state = state();
    assert_eq!(choose(&mut state, lanes(), Tick::Remove), ["Count", "sub/West.atbx/Clip", "Sweep"]);
    assert_eq!(choose(&mut state, of("East.atbx"), Tick::Invert), ["East.atbx/Clip", "Sort", "sub/West.atbx/Clip", "Sweep"]);
    assert_eq!(choose(&mut state, lanes(), Tick::Only), ["East.atbx/Clip", "Sort"]);
    assert_eq!(state.history.undo_name(), Some("Publish only Lanes"));
    assert_eq!(choose(&mut state, of("East.atbx"), Tick::Remove), ["East.atbx/Clip", "Sort"]);
    assert_eq!(state.toasts.iter().next().unwrap().title, "A service needs one tool at least");
    assert_eq!(choose(&mut state, ToolScope::All, Tick::Invert), ["Count", "sub/West.atbx/Clip", "Sweep"]);
}

#[test]
fn a_name_that_no_tool_has_is_kept_until_it_is_forgotten() {
    let mut state = state();
    state.publication.tools = vec!["Gone".to_owned(), "Sort".to_owned()];
    assert_eq!(choose(&mut state, one("East.atbx", "Count"), Tick::Add), ["Sort", "Count", "Gone"]);
}

#[test]
fn a_service_of_one_toolbox_leaves_the_ticks_of_the_others() {
    let mut state = state();
    choose(&mut state, one("East.atbx", "Count"), Tick::Remove);
    choose(&mut state, one("sub/West.atbx", "Sweep"), Tick::Remove);
    let both = ["East.atbx/Clip", "Sort", "sub/West.atbx/Clip"];
    assert_eq!(state.publication.tools, both);
    apply(&mut state, Action::ChooseToolbox("warehouse/East.atbx".into()));
    assert_eq!(state.publication.tools, both);
    assert_eq!(choose(&mut state, one("East.atbx", "Sort"), Tick::Only), ["Sort", "sub/West.atbx/Clip"]);
    assert_eq!(choose(&mut state, one("East.atbx", "Sort"), Tick::Remove), ["Sort", "sub/West.atbx/Clip"], "it is the last one");
    assert!(state.tree.rows.iter().any(|row| row.label == "West.atbx" && row.is_aside));
    apply(&mut state, Action::ChooseToolbox("warehouse/sub/West.atbx".into()));
    apply(&mut state, Action::ReviewAllToolboxes);
    assert_eq!((state.publication.toolbox.clone(), state.publication.tools.len()), (None, 2));
}

#[test]
fn the_export_says_what_is_chosen_and_names_the_service_after_its_toolbox() {
    let mut state = state();
    choose(&mut state, one("East.atbx", "Count"), Tick::Remove);
    apply(&mut state, Action::ScanDone { review: Box::new(review(yards())), now: 0 });
    apply(&mut state, Action::Command(Command::Export));
    assert_eq!((state.publication.service.as_str(), state.sheet.as_ref()), ("East", Some(&Sheet::Export)));
    apply(&mut state, Action::ScanDone { review: Box::new(review(yards())), now: 0 });
    let mut harness = window(state, [1280.0, 820.0]);
    harness.get_by_label("2 of 3 tools of East.atbx");
    harness.get_by_label("2 tools of sub/West.atbx").click();
    harness.run();
    let state = &harness.state().state;
    assert_eq!(state.publication.toolbox, Some(PathBuf::from("warehouse/sub/West.atbx")));
    assert_eq!((state.publication.service.as_str(), state.publication.tools.len()), ("West", 4));
}

#[test]
fn names_and_values_mean_the_same_tools_after_a_toolbox_joins_them() {
    let alone = || review(Report { toolboxes: vec![yards().toolboxes.remove(0)], ..empty_report() });
    let mut state = opened_with(alone());
    assert_eq!(choose(&mut state, one("East.atbx", "Clip"), Tick::Only), ["Clip"]);
    apply(&mut state, Action::EnterValue { parameter: "Clip.zones".to_owned(), value: "a".to_owned() });
    apply(&mut state, Action::ScanDone { review: Box::new(alone()), now: 0 });
    apply(&mut state, Action::AddInputs(vec![file("sub/West.atbx")]));
    apply(&mut state, Action::ScanDone { review: Box::new(review(yards())), now: 0 });
    assert_eq!(state.publication.tools, ["East.atbx/Clip"]);
    assert_eq!(state.publication.parameters, [("East.atbx/Clip.zones".to_owned(), "a".to_owned())]);
    let below = |row: ToolboxRow| ToolboxRow { path: format!("warehouse/{}", row.path), ..row };
    let toolboxes = yards().toolboxes.into_iter().map(below).collect();
    let mut moved = review(Report { toolboxes, ..empty_report() });
    moved.root = PathBuf::from("");
    apply(&mut state, Action::AddInputs(vec![file("other/More.py")]));
    apply(&mut state, Action::ScanDone { review: Box::new(moved), now: 0 });
    assert_eq!(state.publication.tools, ["warehouse/East.atbx/Clip"]);
}

#[test]
fn the_commands_choose_for_the_selection_and_say_why_not() {
    let mut state = state();
    assert_eq!(Command::PublishSelected.why_not(&state), Some("Select a tool, a toolset or a toolbox first"));
    assert_eq!(Command::PublishAllTools.why_not(&state), Some("They are published already"));
    assert_eq!(Command::InvertTools.why_not(&state), Some("A service needs one tool at least"));
    apply(&mut state, Action::Select(Thing::Toolset { toolbox: "East.atbx".to_owned(), toolset: "Lanes".to_owned() }));
    apply(&mut state, Action::Command(Command::PublishOnlySelected));
    assert_eq!(state.publication.tools, ["East.atbx/Clip", "Sort"]);
    assert_eq!(Command::LeaveSelectedOut.why_not(&state), Some("A service needs one tool at least"));
    apply(&mut state, Action::Command(Command::InvertTools));
    assert_eq!(state.publication.tools, ["Count", "sub/West.atbx/Clip", "Sweep"]);
    apply(&mut state, Action::Command(Command::PublishSelected));
    assert_eq!(state.publication.tools, [""; 0]);
    apply(&mut state, Action::Command(Command::LeaveSelectedOut));
    assert_eq!(state.publication.tools, ["Count", "sub/West.atbx/Clip", "Sweep"]);
    apply(&mut state, Action::Command(Command::PublishAllTools));
    assert_eq!(state.publication.tools, [""; 0]);
}

#[test]
fn space_ticks_a_toolset_and_a_box_ticked_in_part_says_so() {
    let mut state = state();
    choose(&mut state, one("East.atbx", "Sort"), Tick::Remove);
    apply(&mut state, Action::MoveFocus(FocusTarget::Tree));
    let mut harness = window(state, [1280.0, 820.0]);
    let mixed = harness.get_by_label("Publish Lanes");
    assert_eq!(mixed.accesskit_node().toggled(), Some(Toggled::Mixed));
    harness.get_by_role_and_label(Role::TreeItem, "East.atbx, 2 of 3 tools");
    harness.get_by_role_and_label(Role::TreeItem, "Sweep it, protected");
    for key in [Key::Home, Key::ArrowDown, Key::Space] {
        harness.key_press(key);
        harness.run();
    }
    assert!(harness.state().state.publication.tools.is_empty(), "what is ticked in part is ticked whole first");
    harness.key_press(Key::Space);
    harness.run();
    assert_eq!(harness.state().state.publication.tools, ["Count", "sub/West.atbx/Clip", "Sweep"]);
    harness.get_by_label("0 of 2 published");
    harness.get_by_label("Only these").click();
    harness.run();
    assert_eq!(harness.state().state.publication.tools, ["East.atbx/Clip", "Sort"]);
}

#[test]
fn a_toolbox_offers_its_choices_and_its_service_in_its_menu() {
    let mut harness = window(state(), [1280.0, 820.0]);
    harness.get_by_role_and_label(Role::TreeItem, "West.atbx").click_secondary();
    harness.run();
    for label in ["Publish these tools", "Publish none of these tools", "Publish only these tools", "Invert the choice"] {
        harness.get_by_role_and_label(Role::MenuItem, label);
    }
    harness.get_by_label("Make the service of this toolbox").click();
    harness.run();
    assert_eq!(harness.state().state.publication.toolbox, Some(PathBuf::from("warehouse/sub/West.atbx")));
}

#[test]
fn a_large_toolbox_opens_with_its_toolsets_shut_and_is_searched_by_name_or_label() {
    let sorts = (0..60).map(|number| tool(&format!("Sort{number}"), if number % 2 == 0 { "Even" } else { "Odd" }));
    let report = Report { toolboxes: vec![toolbox("Large.atbx", sorts.collect())], ..empty_report() };
    let mut state = opened_with(review(report));
    assert_eq!(rows(&state), ["Large.atbx 60/60", "  Even 30/30", "  Odd 30/30"]);
    let key = state.tree.rows[1].key.clone();
    apply(&mut state, Action::ToggleNode(key));
    assert_eq!(state.tree.rows.len(), 33);
    let same = Box::new(state.review.clone().unwrap());
    apply(&mut state, Action::ScanDone { review: same, now: 0 });
    assert_eq!(state.tree.rows.len(), 33, "what was opened stays open");
    let mut harness = window(state, [1280.0, 820.0]);
    harness.get_by_label("Search the tools").click();
    harness.run();
    harness.get_by_label("Search the tools").type_text("sort57");
    harness.run();
    assert_eq!(rows(&harness.state().state), ["Large.atbx 60/60", "  Odd 30/30", "    Sort57 it 1/1"]);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().state.tree.rows.len(), 33);
}

/// The first toolbox with a tool of everything: two scripts, choices, parameters that depend on others.
fn detailed() -> AppState {
    let mut report = yards();
    let clip = &mut report.toolboxes[0].tools[0];
    let source = |script: &str, role| SourceRow { script: script.to_owned(), role };
    clip.sources = vec![
        source("East.atbx/Clip.tool/tool.script.execute.py", "tool"),
        source("Scripts/clip.py", "tool"),
        source("East.atbx/Clip.tool/tool.script.validate.py", "validation"),
    ];
    clip.parameters = (0..40)
        .map(|number| ParameterRow {
            name: format!("lanes_{number}"),
            label: format!("Lanes of quarter {number}"),
            datatype: "GPFeatureLayer".to_owned(),
            direction: "input",
            kind: "optional",
            choices: (0..number % 3).map(|choice| format!("choice {choice}")).collect(),
            depends_on: (0..number % 2).map(|_| "lanes_0".to_owned()).collect(),
            ..ParameterRow::default()
        })
        .collect();
    report.toolboxes[1].tools[0].parameters = vec![report.toolboxes[0].tools[0].parameters[0].clone()];
    let mut state = opened_with(review(report));
    apply(&mut state, Action::Select(Thing::Tool { toolbox: "East.atbx".to_owned(), tool: "Clip".to_owned() }));
    state
}

#[test]
fn a_tool_tells_its_toolset_its_scripts_and_what_its_parameters_are() {
    let harness = window(detailed(), [1440.0, 1200.0]);
    let labels = [
        "Lanes › Cut",
        "Script in the toolbox",
        "Linked script",
        "Which of the two scripts ArcGIS runs is not known: both are searched, and both travel",
        "40 parameters",
        "Lanes of quarter 5 · 2 choices · depends on lanes_0",
    ];
    for label in labels {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
}

#[test]
fn a_value_is_entered_for_the_tool_of_one_toolbox_where_two_have_its_name() {
    let mut harness = window(detailed(), [1440.0, 1200.0]);
    harness.get_by_label("Value of East.atbx/Clip.lanes_0").focus();
    harness.run();
    harness.get_by_label("Value of East.atbx/Clip.lanes_0").type_text("e:/lanes");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let state = &mut harness.state_mut().state;
    assert_eq!(state.publication.parameters, [("East.atbx/Clip.lanes_0".to_owned(), "e:/lanes".to_owned())]);
    // However the tool was written when the value was entered.
    state.publication.parameters[0].0 = r"East.atbx\CLIP.lanes_0".to_owned();
    harness.run();
    harness.get_by_label("Default again").click();
    harness.run();
    assert!(harness.state().state.publication.parameters.is_empty());
}

#[test]
fn toolsets_ticked_in_part_look_the_same_in_light() {
    let mut state = detailed();
    choose(&mut state, one("East.atbx", "Sort"), Tick::Remove);
    apply(&mut state, Action::ChooseToolbox("warehouse/East.atbx".into()));
    apply(&mut state, Action::Select(Thing::Toolset { toolbox: "East.atbx".to_owned(), toolset: "Lanes".to_owned() }));
    snapshot("toolset-light", [1280.0, 820.0], 1.0, Theme::Light, &state);
}

#[test]
fn a_tool_with_many_parameters_looks_the_same_in_dark() {
    snapshot("tool-dark", [900.0, 600.0], 1.0, Theme::Dark, &detailed());
}
