//! The selection, once a script was edited: it follows what it names to the line where that stands now.
//!
//! In: the selection, the report it was made in, the report that follows. Out: the same things, at their new places.
//! Never follows by line numbers alone: what stands there may be something else.

use crate::app::state::{MessageKey, Place, Review, Selection, Thing};
use crate::publication::{LookedFor, ReferenceEvidence};

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
    let (Some(before), Some(after)) = (references(before, path), references(after, path)) else { return reference };
    let Some(key) = before.get(reference).map(|found| &found.key) else { return reference };
    let nth = before.iter().take(reference).filter(|found| found.key == *key).count();
    let same = after.iter().enumerate().filter(|(_, found)| found.key == *key);
    same.map(|(at, _)| at).nth(nth).unwrap_or(reference)
}

fn references<'a>(review: &'a Review, path: &str) -> Option<&'a [ReferenceEvidence]> {
    let (at, _) = review.data(path)?;
    review.report.evidence.data.get(at).map(|evidence| evidence.references.as_slice())
}

/// The same text in the same script; of several the one that stood as far down.
fn looked_for(before: &Review, after: &Review, place: &Place) -> Option<Place> {
    let is_here = |row: &&LookedFor| (row.at.line, row.at.column) == (place.line, place.column);
    let here = looked_for_in(before, &place.script).find(is_here)?;
    let same_text = |row: &&LookedFor| row.quoted == here.quoted;
    let nth = looked_for_in(before, &place.script).filter(same_text).position(|row| is_here(&row))?;
    let found = looked_for_in(after, &place.script).filter(same_text).nth(nth)?;
    Some(Place { script: place.script.clone(), line: found.at.line, column: found.at.column })
}

fn looked_for_in<'a>(review: &'a Review, script: &str) -> impl Iterator<Item = &'a LookedFor> {
    let number = review.script(script);
    review.report.evidence.looked_for.iter().filter(move |row| Some(row.script) == number)
}

/// A message says the same about the same script: it is the one, if no other does.
fn follow_message(selection: &mut Selection, after: &Review) {
    let Some(key) = selection.message.as_mut().filter(|key| after.message(key).is_none()) else { return };
    let mut same = after.report.messages.iter().filter(|row| key.says_the_same(row));
    if let (Some(only), None) = (same.next(), same.next()) {
        *key = MessageKey::of(only);
    }
}
