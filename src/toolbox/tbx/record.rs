//! Reads the head of a tool's record: what every kind of tool has.
//!
//! In: a tool's stream. Out: a [`Record`], and the cursor behind it.
//! Never fails: what stands before the first part that cannot be read is kept.

use super::cursor::Cursor;

/// The head of a tool's record.
#[derive(Default)]
pub(super) struct Record {
    /// The kind of tool; `None` where the stream has no such number.
    pub(super) kind: Option<RecordKind>,
    /// The version of the record.
    pub(super) version: u16,
    pub(super) name: String,
    pub(super) label: String,
    /// Nested by backslashes; empty at the top.
    pub(super) toolset: String,
    /// True if the head was read to its end.
    pub(super) is_complete: bool,
}

/// What kind of tool a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordKind {
    /// A tool of ArcGIS itself, shown in this toolbox.
    SystemTool,
    Model,
    Script,
    /// Anything else: a task of a published service (7), or never seen.
    Other,
}

impl Record {
    /// Reads the head; the cursor is left behind the last part that could be read.
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Self {
        let mut record = Self::default();
        record.is_complete = record.fill(cursor).is_some();
        record
    }

    fn fill(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        self.kind = Some(match cursor.u32()? {
            1 => RecordKind::SystemTool,
            2 => RecordKind::Model,
            3 => RecordKind::Script,
            _ => RecordKind::Other,
        });
        self.version = cursor.u16()?;
        let _format = cursor.u16()?;
        self.name = cursor.long_text()?;
        self.label = cursor.long_text()?;
        let _description = cursor.skip_long_text()?;
        self.toolset = cursor.long_text()?;
        let _tool_id = cursor.u32()?;
        let _style_sheet = cursor.long_text()?;
        // Whether paths are stored relative: the path itself tells, and the mark was seen wrong.
        let _is_relative = cursor.truth()?;
        let _help_file = cursor.long_text()?;
        let _help_context = cursor.u32()?;
        Some(())
    }
}
