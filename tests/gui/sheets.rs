//! What sheets and notes show and answer.
//!
//! In: states with a sheet. Out: accessible labels, the keyboard's place, actions of clicks and keys.
//! Never needs a display or a driver.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use waybill::app::{Action, AppState, COMMANDS, Command, Effect, ExportStage, Next, Sheet, Thing, VerifyState, apply};
use waybill::consolidation::Override;
use waybill::message::{Blocks, Fix, Message, Severity, wb112};
use waybill::package::{Exported, Verification};
use waybill::publication::{RootRow, Stage};

use crate::reports::{message, opened, opened_with, script, warehouse};
use crate::window::{FIRST, window};

fn exporting() -> AppState {
    let mut state = opened();
    apply(&mut state, Action::Command(Command::Export));
    apply(&mut state, Action::ChooseDestination { path: "out/Warehouse.zip".into(), exists: true });
    state
}

/// A warehouse with an error that blocks the package, and data from elsewhere.
fn blocked() -> AppState {
    let mut review = warehouse();
    let report = std::sync::Arc::make_mut(&mut review.report);
    let mut row = message("WB105", Severity::Error, "A tab stands in the path");
    row.blocks = Blocks::Package;
    report.messages.push(row);
    report.roots.push(RootRow { path: "e:/".to_owned(), files: 3, bytes: 1_200_000, confirmed: false });
    let mut state = opened_with(review);
    apply(&mut state, Action::Command(Command::Export));
    apply(&mut state, Action::ChooseDestination { path: "out/Warehouse.zip".into(), exists: false });
    state
}

#[test]
fn the_summary_says_what_travels_and_its_button_says_how_much() {
    let mut harness = window(exporting(), FIRST);
    for label in ["Export Warehouse", "For Server 11.3, Windows. Your files stay as they are.", "41", "files travel", "71.2 MB"] {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
    harness.get_by_label("Replaces the package that stands there, only once the new one is complete.");
    harness.get_by_label("Write package, 71.2 MB").click();
    harness.run();
    assert!(matches!(harness.state().effects.as_slice(), [Effect::Export(settings)] if settings.overwrite));
    harness.get_by_label("Writing Warehouse");
}

#[test]
fn errors_and_roots_are_confirmed_one_by_one_before_anything_is_written() {
    let mut harness = window(blocked(), FIRST);
    harness.get_by_label("Confirm the roots outside the publication, or exclude their data");
    harness.get_by_label("Let e:/ travel: 3 files, 1.2 MB").click();
    harness.run();
    assert_eq!(harness.state().state.publication.allowed_roots, ["e:/"]);
    let tick = "Write although 1 error is open. The package and its plan will name it.";
    harness.get_by_label(tick).click();
    harness.run();
    assert!(harness.state().state.export.accept_errors);
}

#[test]
fn an_open_error_is_shown_from_the_summary_and_the_sheet_goes() {
    let mut harness = window(exporting(), FIRST);
    harness.get_all_by_label("Show").next().unwrap().click();
    harness.run();
    assert_eq!(harness.state().state.sheet, None);
    assert!(harness.state().state.selection.message.is_some());
}

#[test]
fn a_name_that_no_service_can_have_is_said_under_the_field() {
    let mut state = exporting();
    apply(&mut state, Action::NameService("My roads".to_owned()));
    let harness = window(state, FIRST);
    assert!(harness.query_all_by_label("Name the service with letters, digits and underscores").count() >= 1);
}

#[test]
fn the_writing_says_how_far_it_is_and_can_be_stopped() {
    let mut state = exporting();
    apply(&mut state, Action::StartExport);
    let file = "p30/Data/a00000009.gdbtable".to_owned();
    apply(&mut state, Action::ExportAdvanced { stage: Stage::Writing, done: 129_000_000, total: 212_000_000, file });
    let mut harness = window(state, FIRST);
    for label in ["Writing Warehouse", "61 %", "129 of 212 MB written", "p30/Data/a00000009.gdbtable"] {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
    harness.get_by_label("Cancel").click();
    harness.run();
    assert_eq!(harness.state().effects, [Effect::CancelExport]);
}

#[test]
fn a_written_package_is_shown_verified_again_and_put_away() {
    let mut state = exporting();
    apply(&mut state, Action::StartExport);
    let exported = Exported {
        path: "out/Warehouse".into(),
        files: 58,
        bytes: 212_000_000,
        deployment_errors: vec!["WB201: ortools".to_owned()],
        accepted: Vec::new(),
    };
    apply(&mut state, Action::ExportDone(Box::new(exported)));
    let mut harness = window(state, FIRST);
    harness.get_by_label("Written and verified");
    harness.get_by_label("WB201: ortools");
    for button in ["Open the plan", "Show in folder", "Verify again"] {
        harness.get_by_label(button).click();
        harness.run();
    }
    let plan = std::path::Path::new("out/Warehouse").join("deploy").join("plan.md");
    let expected =
        [Effect::OpenInEditor(plan), Effect::ShowInFolder("out/Warehouse".into()), Effect::Verify("out/Warehouse".into())];
    assert_eq!(harness.state().effects, expected);
    let found = Verification { holds: true, problems: Vec::new(), files: 58, bytes: 212_000_000 };
    apply(&mut harness.state_mut().state, Action::Verified(Ok(found)));
    harness.run();
    harness.get_by_label("Verified again: it holds, 58 files, 212 MB");
    harness.get_by_label("Done").click();
    harness.run();
    assert_eq!(harness.state().state.sheet, None);
    assert!(matches!(&harness.state().state.export.stage, ExportStage::Written { verify: VerifyState::Done(_), .. }));
}

#[test]
fn a_failed_export_says_why_and_leads_back() {
    let mut state = exporting();
    apply(&mut state, Action::StartExport);
    let messages = vec!["WB115: roads.sde saves a password".to_owned()];
    apply(&mut state, Action::ExportFailed { sentence: "The package is refused".to_owned(), messages });
    let mut harness = window(state, FIRST);
    harness.get_by_label("The package is refused");
    harness.get_by_label("WB115: roads.sde saves a password");
    harness.get_by_label("Back to the summary").click();
    harness.run();
    harness.get_by_label("Write package, 71.2 MB");
}

#[test]
fn escape_and_a_press_beside_it_close_a_sheet() {
    let mut harness = window(exporting(), FIRST);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().state.sheet, None);
    apply(&mut harness.state_mut().state, Action::Command(Command::Keyboard));
    harness.run();
    let beside = egui::pos2(20.0, 600.0);
    harness.event(egui::Event::PointerMoved(beside));
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        harness.event(egui::Event::PointerButton { pos: beside, button, pressed, modifiers: egui::Modifiers::NONE });
        harness.run();
    }
    assert_eq!(harness.state().state.sheet, None);
}

#[test]
fn the_keyboard_starts_on_the_main_button_and_stays_on_the_sheet() {
    let mut state = opened();
    apply(&mut state, Action::Command(Command::Keyboard));
    let mut harness = window(state, FIRST);
    assert!(harness.get_by_label("Done").is_focused());
    for _ in 0..12 {
        harness.key_press(Key::Tab);
        harness.run();
        let focused: Vec<String> =
            harness.query_all_by(|node| node.is_focused()).filter_map(|node| node.accesskit_node().label()).collect();
        assert!(focused.iter().all(|label| ["Done", "Close"].contains(&label.as_str())), "{focused:?}");
    }
}

#[test]
fn with_errors_open_the_keyboard_starts_on_cancel() {
    let harness = window(exporting(), FIRST);
    assert!(harness.get_by_label("Cancel").is_focused());
}

#[test]
fn nothing_under_a_sheet_reacts() {
    let mut state = opened();
    apply(&mut state, Action::Command(Command::Keyboard));
    let mut harness = window(state, FIRST);
    let before = harness.state().state.tab;
    for key in [Key::F5, Key::F8, Key::Delete] {
        harness.key_press(key);
        harness.run();
    }
    let place = egui::pos2(1270.0, 810.0);
    harness.event(egui::Event::PointerMoved(place));
    harness.run();
    assert_eq!(harness.state().effects, []);
    assert_eq!((harness.state().state.tab, harness.state().state.selection.message.is_some()), (before, false));
}

#[test]
fn the_palette_finds_marks_and_takes() {
    let mut state = opened();
    apply(&mut state, Action::Command(Command::Palette));
    let mut harness = window(state, FIRST);
    assert!(harness.get_by_role_and_label(Role::TextInput, "Commands, files, data, messages").is_focused());
    harness.event(egui::Event::Text("streets".to_owned()));
    harness.run();
    harness.get_by_role_and_label(Role::ListItem, "ToolData/City.gdb/Streets");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().state.sheet, None);
    assert_eq!(harness.state().state.selection.thing, Some(Thing::Data("ToolData/City.gdb/Streets".to_owned())));
}

#[test]
fn the_arrows_move_the_choice_while_the_field_keeps_the_keyboard() {
    let mut state = opened();
    apply(&mut state, Action::Command(Command::Palette));
    let mut harness = window(state, FIRST);
    for (key, chosen) in [(Key::ArrowDown, 1), (Key::ArrowDown, 2), (Key::ArrowUp, 1), (Key::PageDown, 9), (Key::PageUp, 1)] {
        harness.key_press(key);
        harness.run();
        assert!(matches!(&harness.state().state.sheet, Some(Sheet::Palette(palette)) if palette.chosen == chosen), "{key:?}");
        assert!(harness.get_by_role_and_label(Role::TextInput, "Commands, files, data, messages").is_focused());
    }
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().state.sheet, None);
}

#[test]
fn the_help_page_of_a_code_leads_to_its_messages() {
    let mut state = opened();
    apply(&mut state, Action::ShowHelp("WB112"));
    let mut harness = window(state, FIRST);
    harness.get_by_label("Why it matters");
    harness.get_by_label("Copy code").click();
    harness.run();
    assert_eq!(harness.state().effects, [Effect::Copy("WB112".to_owned())]);
    harness.get_by_label("Messages with this code").click();
    harness.run();
    assert_eq!((&harness.state().state.sheet, harness.state().state.messages.code), (&None, Some("WB112")));
}

#[test]
fn decisions_are_listed_shown_and_taken_back() {
    let mut state = opened();
    apply(&mut state, Action::Decide(Override::Exclude { path: "ToolData/City.gdb/Streets".to_owned() }));
    apply(&mut state, Action::Decide(Override::Include { path: "Gone.csv".to_owned() }));
    apply(&mut state, Action::Command(Command::AllDecisions));
    let mut harness = window(state, FIRST);
    for label in ["Exclude: ToolData/City.gdb/Streets", "Include: Gone.csv"] {
        assert!(harness.query_all_by_label(label).next().is_some(), "{label}");
    }
    harness.get_by_label("not there any more");
    harness.get_all_by_label("Reset").nth(1).unwrap().click();
    harness.run();
    assert_eq!(harness.state().state.publication.overrides.len(), 1);
    harness.get_by_label("Show").click();
    harness.run();
    assert_eq!(harness.state().state.selection.thing, Some(Thing::Data("ToolData/City.gdb/Streets".to_owned())));
}

#[test]
fn closing_with_decisions_asks_and_says_what_would_be_lost() {
    let mut state = opened();
    apply(&mut state, Action::Decide(Override::Exclude { path: "e:/Shared".to_owned() }));
    apply(&mut state, Action::Command(Command::Quit));
    assert_eq!(state.sheet, Some(Sheet::Unsaved(Next::Quit)));
    let mut harness = window(state, FIRST);
    harness.get_by_label("Save Warehouse.pyt before closing the window?");
    harness.get_by_label("Not saved so far: 1 decision.");
    assert!(harness.get_all_by_role_and_label(Role::Button, "Save").any(|button| button.is_focused()));
    harness.get_by_label("Do not save").click();
    harness.run();
    assert_eq!(harness.state().effects, [Effect::Close]);
}

#[test]
fn quitting_while_a_package_is_written_stops_it_first() {
    let mut state = exporting();
    apply(&mut state, Action::StartExport);
    apply(&mut state, Action::Command(Command::Quit));
    let mut harness = window(state, FIRST);
    harness.get_by_label("The package is still being written");
    harness.get_by_label("Stop and close").click();
    harness.run();
    harness.get_by_label("Stopping Warehouse");
    assert_eq!(harness.state().effects, [Effect::CancelExport]);
    let effects = apply(&mut harness.state_mut().state, Action::ExportCancelled);
    assert_eq!(effects, [Effect::Close]);
}

#[test]
fn a_note_says_what_was_done_offers_undo_and_is_put_away() {
    let mut state = opened();
    apply(&mut state, Action::Decide(Override::Exclude { path: "ToolData/City.gdb/Streets".to_owned() }));
    apply(&mut state, Action::Failed("No dialog can be shown".to_owned()));
    let mut harness = window(state, FIRST);
    harness.get_by_role_and_label(Role::Alert, "No dialog can be shown");
    harness.get_by_role_and_label(Role::Status, "Exclude: ToolData/City.gdb/Streets. 4 kB less in the package");
    harness.get_all_by_role_and_label(Role::Button, "Undo").last().unwrap().click();
    harness.run();
    assert!(harness.state().state.publication.overrides.is_empty());
    // With the step its note is gone; the error stays until it is put away.
    harness.get_by_role_and_label(Role::Button, "Dismiss").click();
    harness.run();
    assert_eq!(harness.state().state.toasts.iter().count(), 0);
}

/// A window in which every command with keys can be given.
fn ready() -> AppState {
    let mut review = warehouse();
    let report = std::sync::Arc::make_mut(&mut review.report);
    report.scripts = vec![script("Scripts/delivery.py")];
    let fix = Fix::Decide(Override::Exclude { path: "e:/Shared".to_owned() });
    let found = Message::new(&wb112::CODE, Severity::Warning, Blocks::Nothing, "x".to_owned()).fix("y".to_owned(), fix);
    report.findings = vec![found.clone(), found];
    let mut state = opened_with(review);
    apply(&mut state, Action::AddInputs(vec![crate::reports::file("Other.pyt")]));
    apply(&mut state, Action::AddInputs(vec![crate::reports::file("Third.pyt")]));
    apply(&mut state, Action::Command(Command::Undo));
    let review = state.review.clone().unwrap();
    apply(&mut state, Action::ScanDone { review: Box::new(review), now: 0 });
    for thing in [Thing::Data("Scripts/Index".to_owned()), Thing::Data("ToolData/City.gdb/Streets".to_owned())] {
        apply(&mut state, Action::Select(thing));
    }
    state
}

/// The same, with what this command needs.
fn ready_for(command: Command) -> AppState {
    let mut state = ready();
    match command {
        Command::Include => apply(&mut state, Action::Select(Thing::Data("Scripts/Index".to_owned()))),
        Command::Repair | Command::HelpOnMessage => apply(&mut state, Action::SelectMessage(0)),
        Command::Forward => apply(&mut state, Action::Command(Command::Back)),
        Command::Escape => apply(&mut state, Action::FilterTree(Some("x".to_owned()))),
        _ => Vec::new(),
    };
    state
}

#[test]
fn every_shortcut_reaches_its_command() {
    for row in COMMANDS.iter().filter(|row| row.shortcut.is_some()) {
        let (state, mut expected) = (ready_for(row.command), ready_for(row.command));
        assert_eq!(row.command.why_not(&state), None, "{:?}", row.command);
        let before = seen(&state);
        let effects = apply(&mut expected, Action::Command(row.command));
        let shortcut = row.shortcut.unwrap();
        let mut harness = window(state, FIRST);
        harness.key_press_modifiers(shortcut.modifiers, shortcut.logical_key);
        harness.run();
        let window = harness.state();
        assert_eq!(window.effects, effects, "{:?}", row.command);
        assert_eq!(seen(&window.state), seen(&expected), "{:?}", row.command);
        let does_something = !effects.is_empty() || before != seen(&expected);
        assert!(does_something || row.command == Command::ShowProjectData, "{:?}", row.command);
    }
}

#[test]
fn the_systems_own_key_for_copying_copies_the_path() {
    let mut harness = window(ready(), FIRST);
    harness.event(egui::Event::Copy);
    harness.run();
    assert_eq!(harness.state().effects, [Effect::Copy("ToolData/City.gdb/Streets".to_owned())]);
}

/// What a command changes that asks for no effect.
fn seen(state: &AppState) -> String {
    let focus = (state.focus.target, state.focus.request);
    let panels = state.settings.panels;
    format!("{:?} {:?} {:?} {:?} {:?} {:?}", state.tab, state.selection, state.sheet, panels, focus, state.data.closed)
        + &format!("{:?} {:?} {:?}", state.publication, state.tree.filter, state.toasts)
}
