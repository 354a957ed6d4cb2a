//! The palette: what was typed, and the lines it leads to.
//!
//! In: lines worked out when something was typed. Out: plain values for the view.
//! Never worked out while drawing: a publication may have a hundred thousand places to go to.

use std::ops::Range;

use super::Thing;
use crate::app::command::Command;

/// The palette.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaletteSheet {
    /// What was typed.
    pub query: String,
    /// The chosen line.
    pub chosen: usize,
    /// The lines, best first, commands before places.
    pub entries: Vec<Entry>,
    /// How many lines there would be for any words.
    pub total: usize,
}

/// A line of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: EntryKind,
    /// Its words.
    pub words: String,
    /// More words, behind them.
    pub hint: String,
    /// The bytes of `words` that were typed.
    pub typed: Range<usize>,
}

/// What a line of the palette leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A command, and why it cannot be given.
    Command(Command, Option<&'static str>),
    /// A thing to select.
    Thing(Thing),
    /// A message to select, by its place in the report.
    Message(usize),
}
