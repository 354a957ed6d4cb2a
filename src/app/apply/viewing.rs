//! How things are shown: filters, groups, panels, sheets, notes.
//!
//! In: clicks on what shows. Out: tables worked out again.
//! Never changes the publication.

use crate::app::action::{Action, Effect};
use crate::app::state::{
    AppState, DataColumn, DataTable, FocusTarget, MessageList, ModuleTable, PanelId, Settings, Sheet, TableLine, line_of,
};

/// Changes how things are shown.
pub fn apply(state: &mut AppState, action: Action) -> Vec<Effect> {
    match action {
        Action::FilterData(_)
        | Action::ChooseDataChip(_)
        | Action::GroupData(_)
        | Action::SortData(_)
        | Action::ToggleDataGroup(_) => {
            show_data(&mut state.data, action);
            refresh_data(state);
        }
        Action::FilterModules(_) | Action::ChooseModuleChip(_) | Action::ToggleModuleGroup(_) => {
            show_modules(&mut state.modules, action);
            if let Some(review) = &state.review {
                state.modules.refresh(review);
            }
        }
        Action::ToggleSeverity(_) | Action::MessagesOfScript(_) | Action::MessagesOfCode(_) | Action::ShowAllMessages => {
            show_messages(state, action);
            if let Some(review) = &state.review {
                state.messages.refresh(&review.report);
            }
        }
        Action::ToggleNode(_) | Action::FilterTree(_) => {
            show_tree(state, action);
            if let Some(review) = &state.review {
                state.tree.refresh(review, &state.publication);
            }
        }
        Action::TreeIsRail(is_rail) => (state.tree.is_rail, state.tree.is_over) = (is_rail, false),
        Action::ShowTreeOver(is_over) => show_tree_over(state, is_over),
        Action::InspectorIsOverlay(is_overlay) => {
            (state.inspector.is_overlay, state.inspector.is_over) = (is_overlay, false);
        }
        Action::ListFiles(item) => state.inspector.files_of = item,
        Action::TypeValue(draft) => state.inspector.draft = draft,
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
    Vec::new()
}

fn show_modules(table: &mut ModuleTable, action: Action) {
    match action {
        Action::FilterModules(words) => table.filter = words,
        Action::ChooseModuleChip(chip) => table.chip = chip,
        Action::ToggleModuleGroup(group) => toggle(&mut table.closed, group),
        _ => {}
    }
}

fn show_messages(state: &mut AppState, action: Action) {
    match action {
        Action::ToggleSeverity(severity) => toggle(&mut state.messages.severities, severity),
        Action::MessagesOfScript(script) => state.messages.script = script,
        Action::MessagesOfCode(code) => {
            state.messages.code = code;
            if code.is_some() {
                state.settings.panels.messages = true;
                close_sheet(state);
            }
        }
        Action::ShowAllMessages => state.messages = MessageList::default(),
        _ => {}
    }
}

fn show_tree(state: &mut AppState, action: Action) {
    match action {
        Action::ToggleNode(node) => toggle(&mut state.tree.toggled, node),
        Action::FilterTree(words) => {
            if words.is_none() {
                state.send_focus(FocusTarget::Tree);
            }
            state.tree.filter = words;
        }
        _ => {}
    }
}

fn show_data(table: &mut DataTable, action: Action) {
    match action {
        Action::FilterData(words) => table.filter = words,
        Action::ChooseDataChip(chip) => table.chip = chip,
        Action::GroupData(grouping) => table.grouping = grouping,
        Action::SortData(column) => sort(table, column),
        Action::ToggleDataGroup(group) => toggle(&mut table.closed, group),
        _ => {}
    }
}

/// Works the lines of the project data out again.
fn refresh_data(state: &mut AppState) {
    if let Some(review) = &state.review {
        state.data.refresh(&review.report);
    }
}

/// What was selected elsewhere comes into sight: its group is opened.
pub fn reveal(state: &mut AppState) {
    let (Some(review), Some(thing)) = (&state.review, &state.selection.thing) else { return };
    let Some(line) = line_of(&review.report, thing) else { return };
    if state.data.index.line(line).is_none() && state.data.open_group_of(&review.report, line) {
        refresh_data(state);
    }
}

/// Adds a member, or takes it away.
pub fn toggle<T: Ord>(set: &mut std::collections::BTreeSet<T>, member: T) {
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
    let groups = state.data.lines.iter().filter_map(|line| match line {
        TableLine::Group { group, .. } if !open => Some(group.clone()),
        TableLine::Group { .. } | TableLine::Row(_) => None,
    });
    state.data.closed = groups.collect();
    refresh_data(state);
}

fn show_tree_over(state: &mut AppState, is_over: bool) {
    state.tree.is_over = is_over;
    state.send_focus(if is_over { FocusTarget::Tree } else { FocusTarget::Centre });
}

/// Opens a closed panel, closes an open one; in a narrow window, where they lie over the centre.
pub fn toggle_panel(state: &mut AppState, panel: PanelId) {
    match panel {
        PanelId::Tree if state.tree.is_rail => show_tree_over(state, !state.tree.is_over),
        PanelId::Inspector if state.inspector.is_overlay => state.inspector.is_over = !state.inspector.is_over,
        PanelId::Tree | PanelId::Inspector | PanelId::Messages => state.settings.panels.toggle(panel),
    }
}

/// Puts away what is on top, and only that.
pub fn escape(state: &mut AppState) {
    let last_toast = state.toasts.iter().next_back().map(|toast| toast.id);
    if state.sheet.is_none() && state.source.is_explained {
        state.source.is_explained = false;
    } else if state.sheet.is_some() {
        close_sheet(state);
    } else if state.tree.filter.is_some() {
        state.tree.filter = None;
        if let Some(review) = &state.review {
            state.tree.refresh(review, &state.publication);
        }
        state.send_focus(FocusTarget::Tree);
    } else if state.tree.is_over {
        show_tree_over(state, false);
    } else if state.inspector.is_over {
        state.inspector.is_over = false;
        state.send_focus(FocusTarget::Centre);
    } else if let Some(id) = last_toast {
        state.toasts.remove(id);
    } else if !state.data.filter.is_empty() || !state.modules.filter.is_empty() {
        state.data.filter.clear();
        state.modules.filter.clear();
        refresh_data(state);
        if let Some(review) = &state.review {
            state.modules.refresh(review);
        }
        state.send_focus(FocusTarget::Centre);
    } else {
        state.send_focus(FocusTarget::Centre);
    }
}

/// The panels that the keyboard walks through, with those that are closed left out.
pub fn next_panel(state: &mut AppState, forward: bool) {
    let panels = state.settings.panels;
    let all = [
        (FocusTarget::Tree, panels.tree || state.tree.is_rail),
        (FocusTarget::Centre, true),
        (FocusTarget::Inspector, panels.inspector || state.inspector.is_overlay),
        (FocusTarget::Messages, panels.messages),
    ];
    let open: Vec<FocusTarget> = all.into_iter().filter(|(_, is_open)| *is_open).map(|(panel, _)| panel).collect();
    let here = open.iter().position(|panel| *panel == state.focus.target).unwrap_or(0);
    let next = if forward { here + 1 } else { here + open.len() - 1 };
    if let Some(target) = open.get(next % open.len().max(1)) {
        state.tree.is_over = state.tree.is_rail && *target == FocusTarget::Tree;
        state.inspector.is_over = state.inspector.is_overlay && *target == FocusTarget::Inspector;
        state.send_focus(*target);
    }
}
