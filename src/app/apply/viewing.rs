//! How things are shown: filters, groups, panels, sheets, notes.
//!
//! In: clicks on what shows. Out: tables worked out again.
//! Never changes the publication.

use crate::app::action::{Action, Effect};
use crate::app::state::{AppState, DataColumn, DataTable, FocusTarget, Settings, Sheet, TableLine};

/// Changes how things are shown.
pub fn apply(state: &mut AppState, action: Action) -> Vec<Effect> {
    match action {
        Action::FilterData(words) => state.data.filter = words,
        Action::ChooseDataChip(chip) => state.data.chip = chip,
        Action::GroupData(grouping) => state.data.grouping = grouping,
        Action::SortData(column) => sort(&mut state.data, column),
        Action::ToggleDataGroup(group) => toggle(&mut state.data.closed, group),
        Action::FilterModules(words) => state.modules.filter = words,
        Action::ChooseModuleChip(chip) => state.modules.chip = chip,
        Action::ToggleModuleGroup(group) => toggle(&mut state.modules.closed, group),
        Action::ToggleSeverity(severity) => toggle(&mut state.messages.severities, severity),
        Action::MessagesOfScript(script) => state.messages.script = script,
        Action::MessagesOfCode(code) => {
            state.messages.code = code;
            if code.is_some() {
                state.settings.panels.messages = true;
                close_sheet(state);
            }
        }
        Action::ToggleNode(node) => toggle(&mut state.tree.closed, node),
        Action::FilterTree(words) => state.tree.filter = words,
        Action::TogglePanel(panel) => state.settings.panels.toggle(panel),
        Action::Unfold(line) => toggle(&mut state.source.unfolded, line),
        Action::CloseSheet => close_sheet(state),
        Action::PaletteQuery(query) => super::palette::look_for(state, query),
        Action::PaletteChoose(line) => {
            if let Some(Sheet::Palette(palette)) = &mut state.sheet {
                palette.chosen = line.min(palette.entries.len().saturating_sub(1));
            }
        }
        Action::ShowHelp(code) => state.sheet = Some(Sheet::Help(code)),
        Action::DismissToast(id) => state.toasts.remove(id),
        _ => {}
    }
    refresh(state);
    Vec::new()
}

/// Works the tables out again.
fn refresh(state: &mut AppState) {
    if let Some(review) = &state.review {
        state.data.refresh(&review.report);
        state.modules.refresh(&review.report);
        state.messages.refresh(&review.report);
    }
}

fn toggle<T: Ord>(set: &mut std::collections::BTreeSet<T>, member: T) {
    if !set.remove(&member) {
        set.insert(member);
    }
}

fn sort(table: &mut DataTable, column: DataColumn) {
    if table.column == column {
        table.is_descending = !table.is_descending;
    } else {
        (table.column, table.is_descending) = (column, false);
    }
}

/// What the question was about goes on behind it; the keyboard goes back to where it was.
pub fn close_sheet(state: &mut AppState) {
    state.sheet = match state.sheet.take() {
        None => return,
        // A package is being written: its progress stays in sight.
        Some(_) if state.export.is_writing() => Some(Sheet::Export),
        Some(_) => None,
    };
    state.send_focus(state.focus.target);
}

/// Settings of the last time.
pub fn restore(state: &mut AppState, settings: Settings) -> Vec<Effect> {
    state.tab = settings.tab;
    state.settings = settings;
    vec![Effect::ShowTheme(state.settings.theme)]
}

/// Opens or closes all groups of the project data.
pub fn all_groups(state: &mut AppState, open: bool) {
    state.data.closed.clear();
    refresh(state);
    if !open {
        let groups = state.data.lines.iter().filter_map(|line| match line {
            TableLine::Group { group, .. } => Some(group.clone()),
            TableLine::Row(_) => None,
        });
        state.data.closed = groups.collect();
        refresh(state);
    }
}

/// Puts away what is on top, and only that.
pub fn escape(state: &mut AppState) {
    let last_toast = state.toasts.iter().next_back().map(|toast| toast.id);
    if state.sheet.is_some() {
        close_sheet(state);
    } else if state.tree.filter.is_some() {
        state.tree.filter = None;
        state.send_focus(FocusTarget::Tree);
    } else if let Some(id) = last_toast {
        state.toasts.remove(id);
    } else if !state.data.filter.is_empty() || !state.modules.filter.is_empty() {
        state.data.filter.clear();
        state.modules.filter.clear();
        refresh(state);
        state.send_focus(FocusTarget::Centre);
    } else {
        state.send_focus(FocusTarget::Centre);
    }
}

/// The panels that the keyboard walks through, with those that are closed left out.
pub fn next_panel(state: &mut AppState, forward: bool) {
    let panels = state.settings.panels;
    let all = [
        (FocusTarget::Tree, panels.tree),
        (FocusTarget::Centre, true),
        (FocusTarget::Inspector, panels.inspector),
        (FocusTarget::Messages, panels.messages),
    ];
    let open: Vec<FocusTarget> = all.into_iter().filter(|(_, is_open)| *is_open).map(|(panel, _)| panel).collect();
    let here = open.iter().position(|panel| *panel == state.focus.target).unwrap_or(0);
    let next = if forward { here + 1 } else { here + open.len() - 1 };
    if let Some(target) = open.get(next % open.len().max(1)) {
        state.send_focus(*target);
    }
}
