//! Decisions when the publication's root moves.
//!
//! In: a window with decisions, and an input that lies elsewhere. Out: the same decisions, written from the new root.
//! Never draws.

use std::path::PathBuf;

use waybill::app::{Action, Command, Effect, apply};
use waybill::consolidation::Override;

use crate::reports::{file, opened, warehouse};

#[test]
fn decisions_follow_the_root_when_an_input_elsewhere_is_added() {
    let mut state = opened();
    let review_at = |root: &str| {
        let mut review = warehouse();
        review.root = PathBuf::from(root);
        Action::ScanDone { review: Box::new(review), now: 0 }
    };
    apply(&mut state, review_at("/home/ann/warehouse"));
    let exclude = |path: &str| Override::Exclude { path: path.to_owned() };
    apply(&mut state, Action::Decide(exclude("ToolData/City.gdb")));
    apply(&mut state, Action::Decide(exclude("e:/Shared")));
    apply(&mut state, review_at("/home/ann/warehouse"));
    apply(&mut state, Action::AddInputs(vec![file("/home/ann/other/Tools.pyt")]));
    let effects = apply(&mut state, review_at("/home/ann"));
    let decided = |state: &waybill::app::AppState| state.publication.overrides.iter().cloned().collect::<Vec<_>>();
    assert_eq!(decided(&state), [exclude("warehouse/ToolData/City.gdb"), exclude("e:/Shared")]);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Analyze { .. })), "the decisions are looked up again");
    apply(&mut state, review_at("/home/ann"));
    apply(&mut state, Action::Command(Command::Undo));
    assert_eq!(decided(&state), [exclude("ToolData/City.gdb"), exclude("e:/Shared")]);
    apply(&mut state, review_at("/home/ann/warehouse"));
    assert_eq!(decided(&state), [exclude("ToolData/City.gdb"), exclude("e:/Shared")]);
}
