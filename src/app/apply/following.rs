//! The selection, once a script was edited: it follows what it names to the line where that stands now.
//!
//! In: the selection, the report it was made in, the report that follows. Out: the same things, at their new places.
//! Never follows by line numbers alone: what stands there may be something else.

use crate::app::state::{MessageKey, Place, Review, Selection, Thing};
use crate::publication::LookedFor;

use super::selecting::place_of;

/// Moves the selection to where its things stand now; what is gone stays as it was.
pub fn follow(selection: &mut Selection, before: &Review, after: &Review) {
    let Some(thing) = &selection.thing else {
        return follow_message(selection, after);
    };
    let was_there = selection.place.is_some() && selection.place == place_of(before, thing, selection.reference);
    let moved = match thing {
        Thing::LookedFor(place) => looked_for(before, after, place).map(|place| (Thing::LookedFor(place), 0)),
        Thing::Data(path) => Some((thing.clone(), reference(before, after, path, selection.reference))),
        _ => Some((thing.clone(), selection.reference)),
    };
    if let Some((thing, reference)) = moved {
        if was_there && let Some(place) = place_of(after, &thing, reference) {
            (selection.place, selection.reference) = (Some(place), reference);
        }
        selection.thing = Some(thing);
    }
    follow_message(selection, after);
}

/// Which of the item's references has the same text in the same script: of several the one that stood as far down.
fn reference(before: &Review, after: &Review, path: &str, reference: usize) -> usize {
    let of = |review: &Review| review.data(path).and_then(|(at, _)| review.report.evidence.data.get(at)).cloned();
    let (Some(before), Some(after)) = (of(before), of(after)) else { return reference };
    let Some(key) = before.references.get(reference).map(|found| &found.key) else { return reference };
    let nth = before.references.iter().take(reference).filter(|found| found.key == *key).count();
    let same = after.references.iter().enumerate().filter(|(_, found)| found.key == *key);
    same.map(|(at, _)| at).nth(nth).unwrap_or(reference)
}

/// The same text in the same script; of several the one that stood as far down.
fn looked_for(before: &Review, after: &Review, place: &Place) -> Option<Place> {
    let all = |review: &Review, quoted: Option<&str>| -> Vec<LookedFor> {
        let number = review.script(&place.script);
        let rows = review.report.evidence.looked_for.iter().filter(|row| Some(row.script) == number);
        rows.filter(|row| quoted.is_none_or(|quoted| row.quoted == quoted)).cloned().collect()
    };
    let at = |row: &LookedFor| (row.at.line, row.at.column);
    let here = all(before, None).into_iter().find(|row| at(row) == (place.line, place.column))?;
    let nth = all(before, Some(&here.quoted)).iter().position(|row| at(row) == at(&here))?;
    let found = all(after, Some(&here.quoted)).into_iter().nth(nth)?;
    Some(Place { script: place.script.clone(), line: found.at.line, column: found.at.column })
}

/// A message says the same about the same script: it is the one, if no other does.
fn follow_message(selection: &mut Selection, after: &Review) {
    let Some(key) = selection.message.as_mut().filter(|key| after.message(key).is_none()) else { return };
    let is_it = |key: &MessageKey, row: &MessageKey| row.code == key.code && row.text == key.text && row.script == key.script;
    let mut same = after.report.messages.iter().map(MessageKey::of).filter(|row| is_it(key, row));
    if let (Some(only), None) = (same.next(), same.next()) {
        *key = only;
    }
}
