//! The keyboard of lists, tables and trees.
//!
//! In: the room of a list. Out: the key that was pressed while it has the focus.
//! Never moves a selection itself: the view knows its rows.

use egui::{Event, EventFilter, Id, Key, Rect, Response, Role, Sense, Ui, WidgetInfo};

use crate::app::state::{Focus, FocusTarget};

/// A key that means something to a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKey {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// To the first row.
    Home,
    /// To the last row.
    End,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// Closes a node, or goes to the one that holds it.
    Left,
    /// Opens a node.
    Right,
    /// Goes to the line, or opens.
    Enter,
    /// Ticks.
    Space,
    /// Opens the row's menu.
    Menu,
    /// The next row that begins with this letter.
    Letter(char),
}

/// Lets `rect` take the keyboard focus as one list, under the name `label`; the key that was pressed in it.
///
/// `target` is what the panel is called in [`Focus`]: a new request for it gives this list the focus.
pub fn list_keys(ui: &Ui, id: Id, rect: Rect, label: &str, focus: Focus, target: FocusTarget) -> (Response, Option<ListKey>) {
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::List, true, label));
    if takes_request(ui, id, focus, target) {
        response.request_focus();
        // Egui keeps the arrow keys for a widget from its second frame with the focus on.
        ui.ctx().request_repaint();
    }
    if !response.has_focus() {
        return (response, None);
    }
    if response.gained_focus() {
        // The arrows are the list's from the second frame on: before that, egui walks to another widget with them.
        ui.ctx().request_repaint();
    }
    let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let key = ui.input(|input| input.events.iter().find_map(list_key));
    (response, key)
}

/// True once for each request of the focus for this panel.
pub fn takes_request(ui: &Ui, id: Id, focus: Focus, target: FocusTarget) -> bool {
    let seen = id.with("focus request");
    let last = ui.data(|data| data.get_temp::<u64>(seen)).unwrap_or(0);
    if focus.target != target || focus.request <= last {
        return false;
    }
    ui.data_mut(|data| data.insert_temp(seen, focus.request));
    true
}

fn list_key(event: &Event) -> Option<ListKey> {
    match event {
        Event::Key { key, pressed: true, modifiers, .. } if modifiers.is_none() || *key == Key::F10 => match key {
            Key::ArrowUp => Some(ListKey::Up),
            Key::ArrowDown => Some(ListKey::Down),
            Key::Home => Some(ListKey::Home),
            Key::End => Some(ListKey::End),
            Key::PageUp => Some(ListKey::PageUp),
            Key::PageDown => Some(ListKey::PageDown),
            Key::ArrowLeft => Some(ListKey::Left),
            Key::ArrowRight => Some(ListKey::Right),
            Key::Enter => Some(ListKey::Enter),
            Key::Space => Some(ListKey::Space),
            Key::F10 if modifiers.shift => Some(ListKey::Menu),
            _ => None,
        },
        Event::Text(text) => text.chars().next().filter(|letter| !letter.is_whitespace()).map(ListKey::Letter),
        _ => None,
    }
}
