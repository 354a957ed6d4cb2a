//! The title of a group: what happens to its lines, how many there are, what they weigh.
//!
//! In: the group. Out: a click, which opens or closes it.
//! Never a title without its word.

use egui::{Id, Rect, Role, Sense, Ui, WidgetInfo};

use super::Done;
use crate::app::action::Action;
use crate::app::state::{DataGroup, TableLine};
use crate::app::theme::{self, Palette};
use crate::app::views::verdict::{self, Verdict};
use crate::app::widgets::{GroupTitle, title_row_ui};
use crate::app::words;

/// The title.
pub(super) fn group_ui(ui: &Ui, id: Id, rect: Rect, line: &TableLine, is_wide: bool) -> Done {
    let TableLine::Group { group, lines, files, bytes, is_open } = line else { return Done::default() };
    let palette = theme::palette(ui);
    let face = face(palette, group);
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, *is_open, words::group(face.word, *lines)));
    let sum = words::group_sum(group, *lines as u64, *files, *bytes, is_wide);
    let title = GroupTitle { icon: Some(face.icon), word: (face.word, face.colour), number: *lines, sum: &sum };
    title_row_ui(ui, rect, &response, *is_open, &title);
    let toggled = response.clicked().then(|| Action::ToggleDataGroup(group.clone()));
    Done { is_touched: toggled.is_some(), action: toggled, menu_at: None }
}

fn face(palette: &Palette, group: &DataGroup) -> Verdict {
    match group {
        DataGroup::Verdict(of) => verdict::of(palette, *of),
        DataGroup::Kind(kind) => {
            let (icon, word) = verdict::kind(kind);
            Verdict { icon, word, colour: palette.text }
        }
    }
}
