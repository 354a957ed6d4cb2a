//! What a click or key costs until the next frame can show it: the state worked out again at 100,000 rows.
//!
//! In: the open publication of the bench. Out: milliseconds of CPU for each action on the terminal.
//! Never draws: what drawing costs is told beside it.

use waybill::app::{
    Action, AppState, Command, DataChip, DataColumn, DataGroup, Grouping, ModuleChip, Review, Sheet, Tab, Thing, Verdict, apply,
};
use waybill::message::Severity;

use super::{CpuClock, millis};

/// Tells what actions cost, one after the other, as somebody would do them.
pub fn tell(state: &mut AppState) {
    let data = state.review.as_ref().unwrap().report.data.iter().map(|row| row.path.clone()).nth(70_000).unwrap();
    let script = state.review.as_ref().unwrap().report.scripts.iter().map(|row| row.path.clone()).nth(400).unwrap();
    let command = Action::Command;
    let actions: Vec<(&str, Action)> = vec![
        ("the filter: a first letter", Action::FilterData("o".into())),
        ("the filter: a few letters", Action::FilterData("orders_1".into())),
        ("the filter: nothing", Action::FilterData(String::new())),
        ("sorted by size", Action::SortData(DataColumn::Size)),
        ("sorted by path", Action::SortData(DataColumn::What)),
        ("grouped by kind", Action::GroupData(Grouping::Kind)),
        ("grouped by what happens", Action::GroupData(Grouping::Decision)),
        ("a chip", Action::ChooseDataChip(DataChip::Copied)),
        ("all rows", Action::ChooseDataChip(DataChip::All)),
        ("all groups closed", command(Command::CloseAllGroups)),
        ("all groups opened", command(Command::OpenAllGroups)),
        ("a group closed", Action::ToggleDataGroup(DataGroup::Verdict(Verdict::Copied))),
        ("data selected, its group opens", Action::Select(Thing::Data(data))),
        ("next message", command(Command::NextMessage)),
        ("previous message", command(Command::PreviousMessage)),
        ("a script selected", Action::Select(Thing::Script(script))),
        ("next reference", command(Command::NextReference)),
        ("tab of the modules", Action::SelectTab(Tab::Modules)),
        ("a chip of the modules", Action::ChooseModuleChip(ModuleChip::Yours)),
        ("tab of the data", Action::SelectTab(Tab::ProjectData)),
        ("a severity hidden", Action::ToggleSeverity(Severity::Information)),
        ("a severity shown", Action::ToggleSeverity(Severity::Information)),
        ("the tree searched", Action::FilterTree(Some("step_4".into()))),
        ("the tree as it was", Action::FilterTree(None)),
        ("the palette opens", command(Command::Palette)),
        ("the palette: a first letter", Action::PaletteQuery("o".into())),
        ("the palette: a few letters", Action::PaletteQuery("orders_1".into())),
        ("the palette closes", Action::CloseSheet),
        ("the export opens", command(Command::Export)),
        ("the export closes", Action::CloseSheet),
        ("data excluded", command(Command::Exclude)),
        ("and back", command(Command::Undo)),
    ];
    println!("{:<42}{:>10}   milliseconds of CPU until the state is worked out", "", "once");
    for (what, action) in actions {
        let clock = CpuClock::start();
        drop(apply(state, action));
        println!("{what:<42}{:>10.2}", millis(clock.elapsed()));
        assert!(!matches!(state.sheet, Some(Sheet::Unsaved(_))), "{what}: nobody answers questions here");
    }
    let review: Review = state.review.clone().unwrap();
    let clock = CpuClock::start();
    drop(apply(state, Action::ScanDone { review: Box::new(review), now: 1 }));
    println!("{:<42}{:>10.2}", "a scan has ended", millis(clock.elapsed()));
}
