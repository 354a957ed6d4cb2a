//! Reads what stands behind the parameters of a script tool: validation code, symbology layers, the embedded script.
//!
//! In: a tool's stream behind the last parameter that was understood. Out: a [`Tail`].
//! Never keeps the password of a protected script: only that there is one.

use super::cursor::{Cursor, utf16};

/// From this record version on a tail has all its parts; before, it may end behind any of them.
const WHOLE_SINCE: u16 = 10;
/// Before this record version there was nothing behind the metadata.
const LONGER_SINCE: u16 = 8;

/// All places together are read to at most this many times the length of the tool: an honest one needs twice.
const MOST_READ: usize = 64;
/// The licence that a script tool asks for: never seen otherwise, also in an .atbx.
const ANY_LICENCE: u32 = 100;

/// What stands behind the parameters.
#[derive(Default)]
pub(super) struct Tail {
    pub(super) validation: String,
    /// Parameter names and layer files, as written.
    pub(super) symbology: Vec<(String, String)>,
    pub(super) script: String,
    pub(super) has_password: bool,
    /// True if the tail was read to the last byte of the tool.
    pub(super) is_complete: bool,
}

/// How far the parts of a tail were read.
struct Reading {
    tail: Tail,
    parts: usize,
    ends_between_parts: bool,
    /// True if metadata or a licence was read: zeros alone may be anything.
    has_evidence: bool,
    has_metadata: bool,
    /// The bytes that it took.
    length: usize,
}

/// The tail. What precedes it in the last parameter is not understood, so it is the first place from which everything fits.
pub(super) fn tail(cursor: Cursor<'_>, version: u16) -> Tail {
    let mut best: Option<Reading> = None;
    let mut bytes_left = MOST_READ.saturating_mul(cursor.rest().len());
    for at in cursor.at()..cursor.at() + cursor.rest().len() {
        let Some(reading) = read(cursor.moved_to(at)) else { continue };
        bytes_left = bytes_left.saturating_sub(reading.length);
        if bytes_left == 0 {
            break;
        }
        let may_end_early = version < WHOLE_SINCE && (reading.has_evidence || version < LONGER_SINCE);
        if reading.ends_between_parts && (may_end_early || (reading.tail.is_complete && reading.has_evidence)) {
            return Tail { is_complete: true, ..reading.tail };
        }
        if reading.has_metadata && best.as_ref().is_none_or(|best| best.parts < reading.parts) {
            best = Some(reading);
        }
    }
    best.map(|best| Tail { is_complete: false, ..best.tail }).unwrap_or_default()
}

/// Reads the parts from one place; `None` where no metadata stands there.
fn read(mut cursor: Cursor<'_>) -> Option<Reading> {
    let start = cursor.at();
    let length = cursor.count(1)?;
    let metadata = cursor.take(length)?;
    if !is_metadata(metadata) {
        return None;
    }
    let has_metadata = !metadata.is_empty();
    let mut reading = Reading {
        tail: Tail::default(),
        parts: 0,
        ends_between_parts: false,
        has_evidence: has_metadata,
        has_metadata,
        length: 0,
    };
    let whole = parts(&mut cursor, &mut reading);
    reading.tail.is_complete = whole.is_some() && cursor.is_at_end();
    reading.ends_between_parts = cursor.is_at_end();
    reading.length = cursor.at() - start;
    Some(reading)
}

fn parts(cursor: &mut Cursor<'_>, reading: &mut Reading) -> Option<()> {
    let part = |reading: &mut Reading| reading.parts += 1;
    let _shows_window = flag(cursor)?;
    part(reading);
    let _runs_in_process = flag(cursor)?;
    part(reading);
    reading.tail.validation = cursor.long_text()?;
    part(reading);
    cursor.take(2)?;
    part(reading);
    let _left_over = cursor.u32()?;
    part(reading);
    reading.has_evidence |= cursor.u32()? == ANY_LICENCE;
    part(reading);
    let mut ahead = *cursor;
    let count = ahead.count(8)?;
    let pairs: Option<Vec<_>> = (0..count).map(|_| Some((ahead.long_text()?, ahead.long_text()?))).collect();
    reading.tail.symbology = pairs?;
    *cursor = ahead;
    part(reading);
    reading.tail.script = cursor.long_text()?;
    part(reading);
    reading.tail.has_password = !cursor.long_text()?.is_empty();
    part(reading);
    cursor.u8()?;
    Some(())
}

fn flag(cursor: &mut Cursor<'_>) -> Option<bool> {
    let mut ahead = *cursor;
    let flag = match ahead.u8()? {
        0 => false,
        1 => true,
        _ => return None,
    };
    *cursor = ahead;
    Some(flag)
}

/// Metadata is XML in UTF-8 or UTF-16, or there is none.
fn is_metadata(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(64)).unwrap_or_default();
    let begins = |text: &str| text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<');
    bytes.is_empty() || begins(&String::from_utf8_lossy(head)) || begins(&utf16(head))
}
