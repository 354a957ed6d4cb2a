//! What decisions, commands, saved files and exports do to the state, and which effects they ask for.
//!
//! In: a state and an action. Out: the changed state and effects.
//! Never draws.

use std::path::PathBuf;
use std::sync::Arc;

use waybill::app::{
    Action, AppState, COMMANDS, Command, Effect, ExportStage, Listing, Next, Recent, Review, Settings, Sheet, Tab, ThemeChoice,
    Thing, Tick, ToolScope, Watched, Zoom, apply,
};
use waybill::consolidation::Override;
use waybill::discovery::QuotedText;
use waybill::message::{Blocks, Fix, Message, Severity, wb110, wb114, wb115};
use waybill::package::{Exported, Verification};
use waybill::publication::{PublicationFile, Purpose, RootRow, Stage};

use crate::reports::{file, message, opened, opened_with, script, toolbox, warehouse};

/// Whether something was done to a state.
type Check = fn(&AppState) -> bool;

const STREETS: &str = "ToolData/City.gdb/Streets";

fn exclude(path: &str) -> Override {
    Override::Exclude { path: path.to_owned() }
}

fn changed(review: impl FnOnce(&mut waybill::publication::Report)) -> Review {
    let mut result = warehouse();
    review(Arc::make_mut(&mut result.report));
    result
}

fn exporting(review: Review) -> AppState {
    let mut state = opened_with(review);
    apply(&mut state, Action::Command(Command::Export));
    apply(&mut state, Action::ChooseDestination { path: "out/Warehouse.zip".into(), exists: false });
    state
}

fn writing() -> AppState {
    let mut state = exporting(warehouse());
    assert!(matches!(apply(&mut state, Action::StartExport).as_slice(), [Effect::Export(_)]));
    state
}

fn exported() -> Box<Exported> {
    let path = PathBuf::from("out/Warehouse.zip");
    Box::new(Exported { path, files: 41, bytes: 7, deployment_errors: Vec::new(), accepted: Vec::new() })
}

fn of(toolbox: &str, tool: &str) -> ToolScope {
    ToolScope::Tool { toolbox: toolbox.to_owned(), tool: tool.to_owned() }
}

fn is_scan(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Analyze { .. }))
}

#[test]
fn a_decision_is_a_named_step_that_is_told_undone_and_redone() {
    let mut state = opened();
    apply(&mut state, Action::Select(Thing::Data(STREETS.to_owned())));
    let effects = apply(&mut state, Action::Command(Command::Exclude));
    assert!(is_scan(&effects) && matches!(effects.last(), Some(Effect::ExpireToast(_))));
    let toast = state.toasts.iter().next().unwrap();
    assert_eq!((toast.text.as_str(), toast.offer), ("4 kB less in the package", Some(Command::Undo)));
    assert_eq!(Command::Undo.words(&state), format!("Undo Exclude: {STREETS}"));
    apply(&mut state, Action::NameService("Typed".to_owned()));
    assert!(is_scan(&apply(&mut state, Action::Command(Command::Undo))));
    assert!(state.publication.overrides.is_empty());
    assert_eq!(state.publication.service, "Typed");
    assert_eq!(Command::Redo.words(&state), format!("Redo Exclude: {STREETS}"));
    assert!(is_scan(&apply(&mut state, Action::Command(Command::Redo))));
    assert_eq!(state.publication.overrides.len(), 1);
    apply(&mut state, Action::Reset(exclude(STREETS)));
    assert_eq!(state.history.undo_name(), Some(format!("Reset {STREETS}").as_str()));
}

#[test]
fn each_command_decides_about_the_selection() {
    let cases = [
        (Command::Exclude, STREETS, exclude(STREETS)),
        (Command::Include, "Scripts/Index", Override::Include { path: "Scripts/Index".to_owned() }),
        (Command::PutInDataStore, STREETS, Override::InDataStore { path: STREETS.to_owned() }),
        (Command::TreatAsOutput, STREETS, Override::Output { path: STREETS.to_owned() }),
    ];
    for (command, path, decision) in cases {
        let mut state = opened();
        assert_eq!(command.why_not(&state), Some("Select project data first"));
        apply(&mut state, Action::Select(Thing::Data(path.to_owned())));
        assert_eq!(command.why_not(&state), None, "{command:?}");
        apply(&mut state, Action::Command(command));
        assert_eq!(state.publication.overrides.iter().collect::<Vec<_>>(), [&decision]);
        apply(&mut state, Action::Command(Command::ResetDecision));
        assert!(state.publication.overrides.is_empty());
    }
}

#[test]
fn the_repair_of_a_message_is_carried_out() {
    let fixes: [(Fix, Check); 5] = [
        (Fix::Decide(exclude(STREETS)), |state| state.publication.overrides.len() == 1),
        (Fix::AllowRoot { path: "e:/".to_owned() }, |state| state.publication.allowed_roots == ["e:/"]),
        (Fix::AllowSecret { path: "a.sde".to_owned() }, |state| state.publication.allowed_secrets == ["a.sde"]),
        (Fix::AskServer { server: "gis".to_owned() }, |state| state.publication.servers == ["gis"]),
        (Fix::Forget { written: "Old.csv".to_owned() }, |state| state.publication.overrides.is_empty()),
    ];
    for (fix, is_done) in fixes {
        let with_fix = changed(|report| {
            let found =
                Message::new(&wb110::CODE, Severity::Error, Blocks::Package, "x".to_owned()).fix("y".to_owned(), fix.clone());
            report.findings = vec![found.clone(), found];
        });
        let mut state = opened_with(with_fix);
        if matches!(fix, Fix::Forget { .. }) {
            apply(&mut state, Action::Decide(exclude("Old.csv")));
        }
        assert_eq!(Command::Repair.why_not(&state), Some("Select a message first"));
        apply(&mut state, Action::SelectMessage(0));
        assert!(is_scan(&apply(&mut state, Action::Command(Command::Repair))), "{fix:?}");
        assert!(is_done(&state), "{fix:?}");
    }
    let drive = Fix::MapDrive { drive: "e:".to_owned() };
    let mut state = opened_with(changed(|report| {
        report.findings =
            vec![Message::new(&wb110::CODE, Severity::Warning, Blocks::Nothing, "x".to_owned()).fix("y".to_owned(), drive)];
    }));
    assert_eq!(apply(&mut state, Action::Repair(0)), [Effect::AskForDrive("e:".to_owned())]);
    assert!(is_scan(&apply(&mut state, Action::MapDrive { drive: "e:".to_owned(), folder: "/mnt/e".into() })));
    assert_eq!(state.settings.drives, ["e:=/mnt/e"]);
}

#[test]
fn an_idle_decision_of_any_sort_is_forgotten_by_its_repair() {
    let quoted = |text: &str| QuotedText { script: "a.py".to_owned(), quoted: text.to_owned(), rule: "relative".to_owned() };
    let path = || "a.csv".to_owned();
    let decisions = [
        Override::Include { path: path() },
        exclude("b.csv"),
        Override::InDataStore { path: "c.csv".to_owned() },
        Override::Output { path: "d.csv".to_owned() },
        Override::Text(quoted("'index'")),
        Override::Raw(quoted("'\\t'")),
        Override::KeepScript { script: "a.py".to_owned() },
        Override::Accept { code: "WB112".to_owned(), about: "Scripts".to_owned(), reason: String::new() },
    ];
    for idle in &decisions {
        let mut state = opened_with(changed(|report| report.findings = vec![wb114::message(idle)]));
        state.publication.overrides = decisions.iter().cloned().collect();
        assert!(is_scan(&apply(&mut state, Action::Repair(0))), "{idle:?}");
        let left: Vec<_> = state.publication.overrides.iter().collect();
        assert_eq!(left, decisions.iter().filter(|decision| *decision != idle).collect::<Vec<_>>());
    }
}

#[test]
fn every_choice_about_the_publication_is_a_step_with_a_scan() {
    let choices = [
        (Action::ChooseTools { tools: of("A.pyt", "Clip"), tick: Tick::Remove }, "Do not publish Clip"),
        (Action::EnterValue { parameter: "Clip.in".to_owned(), value: "a".to_owned() }, "Value of Clip.in"),
        (Action::MarkConstant { parameter: "Clip.in".to_owned(), constant: true }, "Make Clip.in Constant"),
        (Action::ChooseTarget("server-11.1-linux".to_owned()), "Compare with server-11.1-linux"),
        (Action::UseEnvironment(Some("lists/server.txt".into())), "Use server.txt"),
        (Action::UseWorkstation(Some("lists/own.txt".into())), "Use own.txt"),
        (Action::UseDataStore(Some("lists/items.json".into())), "Use items.json"),
        (Action::ChoosePurpose(Purpose::Package), "For a package"),
        (Action::AllowRoot { path: "e:/".to_owned(), allow: true }, "Confirm e:/"),
        (Action::AllowSecret { path: "a.sde".to_owned(), allow: true }, "Let a.sde travel with its password"),
        (Action::ChooseToolbox("b/Other.pyt".into()), "Publish the tools of Other.pyt"),
    ];
    let two_tools = || changed(|report| report.toolboxes = vec![toolbox("A.pyt", "Clip"), toolbox("Other.pyt", "Route")]);
    for (choice, name) in choices {
        let mut state = opened_with(two_tools());
        assert!(is_scan(&apply(&mut state, choice)), "{name}");
        assert_eq!(state.history.undo_name(), Some(name));
        apply(&mut state, Action::Command(Command::Undo));
        assert_eq!(state.publication, PublicationFile { inputs: vec!["Warehouse.pyt".into()], ..PublicationFile::default() });
    }
}

#[test]
fn the_last_tool_is_published_and_all_tools_are_no_list() {
    let mut state = opened_with(changed(|report| report.toolboxes = vec![toolbox("A.pyt", "Clip")]));
    let clip = |tick| Action::ChooseTools { tools: of("A.pyt", "Clip"), tick };
    assert_eq!(apply(&mut state, clip(Tick::Remove)), []);
    assert_eq!(state.toasts.iter().next().unwrap().title, "A service needs one tool at least");
    assert_eq!(apply(&mut state, clip(Tick::Add)), []);
    assert!(state.publication.tools.is_empty());
}

/// A state in which every command can be given, as far as that is possible at once.
fn full() -> AppState {
    let mut state = opened_with(changed(|report| report.scripts = vec![script("Scripts/delivery.py")]));
    apply(&mut state, Action::SelectMessage(0));
    apply(&mut state, Action::Select(Thing::Data(STREETS.to_owned())));
    state
}

#[test]
fn every_command_asks_for_its_effects_or_changes_what_is_shown() {
    for row in COMMANDS {
        let mut empty = AppState::default();
        let why_not = row.command.why_not(&empty);
        let effects = apply(&mut empty, Action::Command(row.command));
        assert!(why_not.is_none() || (effects.is_empty() && empty.sheet.is_none()), "{:?}", row.command);
        let mut state = full();
        let effects = apply(&mut state, Action::Command(row.command));
        assert!(does(row.command, &state, &effects), "{:?}: {effects:?}", row.command);
    }
}

/// True if the command did to [`full`] what its words say.
fn does(command: Command, state: &AppState, effects: &[Effect]) -> bool {
    let asks = |effect: Effect| effects == [effect];
    let panels = state.settings.panels;
    match command {
        Command::Open => asks(Effect::AskForFiles),
        Command::OpenFolder => asks(Effect::AskForFolder),
        Command::OpenSample => asks(Effect::FindSample) && state.is_empty(),
        Command::Save | Command::SaveAs => {
            asks(Effect::AskWhereToSave { name: "Warehouse.waybill".to_owned(), folder: Some("warehouse".into()) })
        }
        Command::ClosePublication => effects == [Effect::CancelScan, Effect::Watch(Watched::default())] && state.is_empty(),
        Command::Quit => asks(Effect::Close),
        Command::Export => state.sheet == Some(Sheet::Export) && state.publication.service == "Warehouse",
        Command::Rescan => is_scan(effects),
        Command::UseEnvironment => asks(Effect::AskForListing(Listing::Environment)),
        Command::UseWorkstation => asks(Effect::AskForListing(Listing::Workstation)),
        Command::UseDataStore => asks(Effect::AskForListing(Listing::DataStore)),
        Command::Exclude | Command::PutInDataStore | Command::TreatAsOutput => {
            is_scan(effects) && state.publication.overrides.len() == 1
        }
        Command::CopyPath => asks(Effect::Copy(STREETS.to_owned())),
        Command::OpenInEditor => asks(Effect::OpenInEditor("warehouse/Scripts/delivery.py".into())),
        Command::FollowSystemTheme => asks(Effect::ShowTheme(ThemeChoice::System)),
        Command::LightTheme => asks(Effect::ShowTheme(ThemeChoice::Light)) && state.settings.theme == ThemeChoice::Light,
        Command::DarkTheme => asks(Effect::ShowTheme(ThemeChoice::Dark)) && state.settings.theme == ThemeChoice::Dark,
        Command::ZoomIn => asks(Effect::Zoom(Zoom::In)),
        Command::ZoomOut => asks(Effect::Zoom(Zoom::Out)),
        Command::ZoomReset => asks(Effect::Zoom(Zoom::Reset)),
        Command::ShowProjectData => state.tab == Tab::ProjectData,
        Command::ShowModules => state.tab == Tab::Modules,
        Command::ShowScript | Command::GoToLine | Command::NextReference | Command::PreviousReference => {
            state.tab == Tab::Script && state.selection.place.is_some()
        }
        Command::ToggleTree => !panels.tree,
        Command::ToggleInspector => !panels.inspector,
        Command::ToggleMessages => !panels.messages,
        Command::OpenAllGroups => state.data.closed.is_empty(),
        Command::CloseAllGroups => !state.data.closed.is_empty(),
        Command::Filter | Command::NextPanel | Command::PreviousPanel => state.focus.request > 0,
        Command::Back | Command::NextMessage | Command::PreviousMessage => state.selection.message.is_some(),
        Command::Palette => matches!(state.sheet, Some(Sheet::Palette(_))),
        Command::Keyboard => state.sheet == Some(Sheet::Keyboard),
        Command::Escape => effects.is_empty() && state.sheet.is_none(),
        // What `full` gives no occasion for, and says so.
        Command::Undo
        | Command::Redo
        | Command::CancelScan
        | Command::Include
        | Command::TreatAsText
        | Command::ResetDecision
        | Command::AllDecisions
        | Command::PublishAllTools
        | Command::PublishSelected
        | Command::PublishOnlySelected
        | Command::LeaveSelectedOut
        | Command::InvertTools
        | Command::Repair
        | Command::HelpOnMessage
        | Command::Forward => effects.is_empty() && command.why_not(&full()).is_some(),
    }
}

#[test]
fn sheets_open_for_decisions_help_and_keys() {
    let mut state = full();
    apply(&mut state, Action::Decide(exclude(STREETS)));
    apply(&mut state, Action::Command(Command::AllDecisions));
    assert_eq!(state.sheet, Some(Sheet::Decisions));
    apply(&mut state, Action::SelectMessage(1));
    assert_eq!(state.sheet, None);
    apply(&mut state, Action::Command(Command::HelpOnMessage));
    assert_eq!(state.sheet, Some(Sheet::Help("WB201")));
    apply(&mut state, Action::ShowHelp("WB112"));
    assert_eq!(state.sheet, Some(Sheet::Help("WB112")));
    apply(&mut state, Action::CloseSheet);
    assert_eq!(state.sheet, None);
    assert_eq!(apply(&mut state, Action::Copy("words".to_owned())), [Effect::Copy("words".to_owned())]);
}

#[test]
fn the_palette_lists_marks_and_takes_commands_and_places() {
    let mut state = full();
    apply(&mut state, Action::Command(Command::Palette));
    apply(&mut state, Action::PaletteQuery("exc".to_owned()));
    apply(&mut state, Action::PaletteChoose(99));
    let Some(Sheet::Palette(palette)) = &state.sheet else { panic!("no palette") };
    assert_eq!((palette.chosen + 1, palette.entries[0].words.as_str()), (palette.entries.len(), "Exclude"));
    assert_eq!(palette.entries[0].typed, 0..3);
    assert!(is_scan(&apply(&mut state, Action::PaletteTake(0))));
    assert_eq!((state.sheet.clone(), state.publication.overrides.len()), (None, 1));
    apply(&mut state, Action::Command(Command::Palette));
    apply(&mut state, Action::PaletteQuery("redo".to_owned()));
    assert_eq!(apply(&mut state, Action::PaletteTake(0)), []);
    assert!(state.sheet.is_some(), "what cannot be done stays, with the reason");
}

#[test]
fn a_publication_is_saved_reopened_and_remembered() {
    let mut state = opened();
    apply(&mut state, Action::Decide(exclude(STREETS)));
    assert!(state.is_edited());
    let effects = apply(&mut state, Action::SaveTo("W.waybill".into()));
    let [Effect::WritePublication { path, file }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((path, &**file), (&PathBuf::from("W.waybill"), &state.publication));
    let file = file.clone();
    apply(&mut state, Action::Saved { path: "W.waybill".into(), file: file.clone() });
    assert!(!state.is_edited());
    assert_eq!(state.settings.recent[0].path, PathBuf::from("W.waybill"));
    assert!(matches!(apply(&mut state, Action::Command(Command::Save)).as_slice(), [Effect::WritePublication { .. }]));
    assert_eq!(apply(&mut state, Action::OpenFile("Other.waybill".into())), [Effect::ReadPublication("Other.waybill".into())]);
    assert!(is_scan(&apply(&mut state, Action::Opened { path: "Other.waybill".into(), file })));
    assert_eq!((state.history.undo_name(), state.publication.overrides.len()), (None, 1));
    apply(&mut state, Action::ClearRecent);
    assert!(state.settings.recent.is_empty());
}

#[test]
fn what_would_be_lost_is_asked_about_first() {
    let ways: [(Action, Next); 4] = [
        (Action::Command(Command::Quit), Next::Quit),
        (Action::Command(Command::ClosePublication), Next::Close),
        (Action::Command(Command::OpenSample), Next::Sample),
        (Action::AddInputs(vec![file("Other.waybill")]), Next::Open("Other.waybill".into())),
    ];
    for (action, next) in ways {
        let mut state = opened();
        apply(&mut state, Action::Decide(exclude(STREETS)));
        assert_eq!(apply(&mut state, action), []);
        assert_eq!(state.sheet, Some(Sheet::Unsaved(next.clone())));
        let saved = state.publication.clone();
        let effects = apply(&mut state, Action::Saved { path: "W.waybill".into(), file: Box::new(saved) });
        assert!(!effects.is_empty() && state.sheet.is_none(), "{next:?}");
    }
    let mut state = opened();
    apply(&mut state, Action::Decide(exclude(STREETS)));
    apply(&mut state, Action::Command(Command::Quit));
    apply(&mut state, Action::CloseSheet);
    assert_eq!(apply(&mut state, Action::DiscardAndGoOn), []);
    apply(&mut state, Action::Command(Command::Quit));
    assert_eq!(apply(&mut state, Action::DiscardAndGoOn), [Effect::Close]);
}

#[test]
fn opening_the_export_alone_is_nothing_to_save() {
    let mut state = exporting(warehouse());
    apply(&mut state, Action::CloseSheet);
    assert_eq!(apply(&mut state, Action::Command(Command::Quit)), [Effect::Close]);
}

#[test]
fn settings_come_back_and_stay_when_a_publication_is_closed() {
    let recent = Recent { path: "W.waybill".into(), errors: 1, warnings: 2, when: 3, is_there: true };
    let settings = Settings { theme: ThemeChoice::Dark, tab: Tab::Modules, recent: vec![recent], ..Settings::default() };
    let mut state = AppState::default();
    assert_eq!(apply(&mut state, Action::Restore(Box::new(settings.clone()))), [Effect::ShowTheme(ThemeChoice::Dark)]);
    assert_eq!((state.tab, &state.settings), (Tab::Modules, &settings));
    apply(&mut state, Action::AddInputs(vec![file("Warehouse.pyt")]));
    apply(&mut state, Action::Command(Command::ClosePublication));
    assert_eq!(state.settings, settings);
}

#[test]
fn an_export_is_confirmed_written_and_verified() {
    let mut state = exporting(warehouse());
    let name = "Warehouse.zip".to_owned();
    let asked = apply(&mut state, Action::AskForDestination);
    assert_eq!(asked, [Effect::AskForDestination { name, folder: Some("out".into()) }]);
    apply(&mut state, Action::NameService("Not a name".to_owned()));
    assert_eq!(apply(&mut state, Action::StartExport), []);
    apply(&mut state, Action::NameService("Routes".to_owned()));
    let effects = apply(&mut state, Action::StartExport);
    assert!(matches!(effects.as_slice(), [Effect::Export(settings)] if settings.service == "Routes" && !settings.overwrite));
    let far = Action::ExportAdvanced { stage: Stage::Proving, done: 1, total: 2, file: "a".to_owned() };
    apply(&mut state, far);
    assert!(matches!(state.export.stage, ExportStage::Writing { stage: Stage::Proving, done: 1, .. }));
    assert_eq!(apply(&mut state, Action::CancelExport), [Effect::CancelExport]);
    apply(&mut state, Action::ExportDone(exported()));
    assert!(matches!(state.export.stage, ExportStage::Written { .. }) && state.export.replaces);
    assert_eq!(apply(&mut state, Action::VerifyAgain), [Effect::Verify("out/Warehouse.zip".into())]);
    let found = Verification { holds: true, problems: Vec::new(), files: 41, bytes: 7 };
    apply(&mut state, Action::Verified(Ok(found)));
    assert_eq!(apply(&mut state, Action::ShowInFolder("out".into())), [Effect::ShowInFolder("out".into())]);
    apply(&mut state, Action::CloseSheet);
    assert_eq!(state.sheet, None);
}

#[test]
fn errors_are_accepted_together_but_roots_and_passwords_by_name() {
    let mut state = exporting(changed(|report| {
        let mut error = message("WB105", Severity::Error, "a tab");
        error.blocks = Blocks::Package;
        report.messages = vec![error];
        report.findings = vec![wb115::message("roads.sde")];
        report.roots = vec![RootRow { path: "e:/".to_owned(), files: 1, bytes: 1, confirmed: false }];
    }));
    let scanned = |state: &mut AppState, confirmed: bool| {
        let mut review = state.review.clone().unwrap();
        Arc::make_mut(&mut review.report).roots[0].confirmed = confirmed;
        apply(state, Action::ScanDone { review: Box::new(review), now: 0 });
    };
    assert_eq!(apply(&mut state, Action::StartExport), []);
    apply(&mut state, Action::AcceptErrors(true));
    assert_eq!(apply(&mut state, Action::StartExport), [], "the root is not confirmed");
    apply(&mut state, Action::AllowRoot { path: "e:/".to_owned(), allow: true });
    scanned(&mut state, true);
    assert_eq!(apply(&mut state, Action::StartExport), [], "the password is not allowed");
    apply(&mut state, Action::AllowSecret { path: "roads.sde".to_owned(), allow: true });
    assert_eq!(apply(&mut state, Action::StartExport), [], "the scan has not ended");
    scanned(&mut state, true);
    let effects = apply(&mut state, Action::StartExport);
    let [Effect::Export(settings)] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(settings.allow_errors && settings.allow_secrets == ["roads.sde"]);
}

#[test]
fn what_the_report_does_not_show_is_not_written() {
    let mut state = exporting(warehouse());
    apply(&mut state, Action::Decide(exclude(STREETS)));
    apply(&mut state, Action::ScanCancelled);
    assert_eq!(apply(&mut state, Action::StartExport), []);
}

#[test]
fn of_several_toolboxes_the_first_is_taken_until_another_is_chosen() {
    let two = || changed(|report| report.toolboxes = vec![toolbox("A.pyt", "Clip"), toolbox("B.pyt", "Route")]);
    let mut state = opened_with(two());
    assert!(is_scan(&apply(&mut state, Action::Command(Command::Export))));
    assert_eq!(state.publication.toolbox, Some("warehouse/A.pyt".into()));
    // Put away, it has chosen nothing.
    assert!(is_scan(&apply(&mut state, Action::CloseSheet)));
    assert_eq!((state.publication.toolbox.clone(), state.history.undo_name(), state.history.redo_name()), (None, None, None));
    assert_eq!(state.publication.service, "");
    let mut state = opened_with(two());
    apply(&mut state, Action::Command(Command::Export));
    apply(&mut state, Action::ChooseToolbox("warehouse/B.pyt".into()));
    assert_eq!(state.publication.toolbox, Some("warehouse/B.pyt".into()));
    assert!(!is_scan(&apply(&mut state, Action::CloseSheet)));
    assert_eq!(state.publication.toolbox, Some("warehouse/B.pyt".into()));
}

#[test]
fn a_stopped_or_failed_export_leads_back_to_its_sheet() {
    let mut state = writing();
    apply(&mut state, Action::ExportCancelled);
    assert!(matches!(state.export.stage, ExportStage::Summary) && state.sheet == Some(Sheet::Export));
    apply(&mut state, Action::StartExport);
    apply(&mut state, Action::ExportFailed { sentence: "full".to_owned(), messages: Vec::new() });
    assert!(matches!(&state.export.stage, ExportStage::Failed { sentence, .. } if sentence == "full"));
    apply(&mut state, Action::Command(Command::Export));
    assert!(matches!(state.export.stage, ExportStage::Summary));
    assert_eq!(state.export.destination, Some("out/Warehouse.zip".into()));
}

#[test]
fn while_a_package_is_written_its_progress_stays_and_closing_asks() {
    let mut state = writing();
    apply(&mut state, Action::CloseSheet);
    assert_eq!(state.sheet, Some(Sheet::Export));
    apply(&mut state, Action::Command(Command::Quit));
    assert_eq!(state.sheet, Some(Sheet::StillWriting(Next::Quit)));
    apply(&mut state, Action::CloseSheet);
    assert_eq!(state.sheet, Some(Sheet::Export));
    apply(&mut state, Action::Command(Command::Quit));
    assert_eq!(apply(&mut state, Action::DiscardAndGoOn), [Effect::CancelExport]);
    assert_eq!(apply(&mut state, Action::ExportCancelled), [Effect::Close]);
    let mut state = writing();
    apply(&mut state, Action::Command(Command::Quit));
    apply(&mut state, Action::DiscardAndGoOn);
    assert_eq!(apply(&mut state, Action::ExportDone(exported())), [], "it was written after all: that is shown");
    assert_eq!((state.sheet.clone(), state.export.then.clone()), (Some(Sheet::Export), None));
}

#[test]
fn what_stays_behind_is_not_excluded_but_may_be_included() {
    let mut state = opened();
    apply(&mut state, Action::Select(Thing::LeftBehind("Scripts/old".to_owned())));
    assert_eq!(Command::Exclude.why_not(&state), Some("It stays behind anyway"));
    assert_eq!(Command::TreatAsText.why_not(&state), Some("No quoted text of a script names it"));
    assert!(is_scan(&apply(&mut state, Action::Command(Command::Include))));
}
