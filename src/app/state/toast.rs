//! What was just done or noticed, said for a moment.
//!
//! In: sentences. Out: toasts, the newest last.
//! Never for what the eye saw anyway; an error stays until it has been read.

use crate::app::command::Command;

/// What a toast is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    /// Something was done.
    Done,
    /// Files were saved, and the report followed.
    Rescanned,
    /// Something could not be done.
    Error,
}

/// A short note over the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Its number, never used twice.
    pub id: u64,
    /// What it is about.
    pub kind: ToastKind,
    /// The title.
    pub title: String,
    /// A sentence below it; may be empty.
    pub text: String,
    /// A command that answers it.
    pub offer: Option<Command>,
}

/// The toasts in sight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Toasts {
    shown: Vec<Toast>,
    made: u64,
}

/// More than these hide what lies under them.
const SHOWN: usize = 4;

impl Toasts {
    /// Adds a toast; its number.
    pub fn add(&mut self, kind: ToastKind, title: String, text: String, offer: Option<Command>) -> u64 {
        self.made += 1;
        self.shown.retain(|toast| toast.title != title || toast.text != text);
        if self.shown.len() >= SHOWN {
            self.shown.remove(0);
        }
        self.shown.push(Toast { id: self.made, kind, title, text, offer });
        self.made
    }

    /// Takes a toast away.
    pub fn remove(&mut self, id: u64) {
        self.shown.retain(|toast| toast.id != id);
    }

    /// Takes away what offers a command that would do something else by now.
    pub fn withdraw(&mut self, offer: Command) {
        self.shown.retain(|toast| toast.offer != Some(offer));
    }

    /// The toasts in sight, the newest last.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Toast> {
        self.shown.iter()
    }
}
