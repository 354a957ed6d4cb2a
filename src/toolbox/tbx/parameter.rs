//! Reads the parameters of a tool.
//!
//! In: a tool's stream at the parameters. Out: the parameters in their order, and where the last one was left.
//! Never loses a parameter that begins: what stands behind a part that is not understood is found again, or left out.

use memchr::memmem;

use super::cursor::{ClassId, Cursor};
use super::datatype::datatype;
use super::domain::domain;
use super::value::{is_at_value, value};
use crate::toolbox::{Parameter, ParameterDirection, ParameterType};

const PARAMETER: ClassId = ClassId::new(0x31D0_6F12, 0x3F00, 0x47F8, 0xA657_3A2E_4EA8_5FE2);
/// A domain that is not understood is searched this far for the default behind it.
const FURTHEST: usize = 16 << 10;

/// The parameters behind the cursor, at most `most`. The cursor is left behind the last part that was understood.
pub(super) fn parameters(cursor: &mut Cursor<'_>, most: usize) -> Vec<Parameter> {
    let start = cursor.at();
    let mut starts = memmem::find_iter(cursor.rest(), &PARAMETER.0).map(|at| start + at).take(most).peekable();
    let mut read = Vec::new();
    while let Some(at) = starts.next() {
        let here = cursor.moved_to(at + PARAMETER.0.len());
        let mut body = starts.peek().map_or(here, |end| here.ending_at(*end));
        if let Some(parameter) = parameter(&mut body) {
            read.push(parameter.without_secret());
        }
        *cursor = cursor.moved_to(body.at());
    }
    read
}

/// One parameter; `None` only where it has no name.
fn parameter(cursor: &mut Cursor<'_>) -> Option<Parameter> {
    cursor.u16()?;
    let mut parameter = Parameter {
        name: cursor.long_text()?,
        label: String::new(),
        datatype: String::new(),
        direction: ParameterDirection::Input,
        kind: ParameterType::Required,
        value: None,
        choices: Vec::new(),
        symbology: None,
        depends_on: Vec::new(),
    };
    fill(&mut parameter, cursor);
    Some(parameter)
}

/// Reads on until something is not understood.
fn fill(parameter: &mut Parameter, cursor: &mut Cursor<'_>) -> Option<()> {
    parameter.label = cursor.long_text()?;
    parameter.direction = match cursor.u32()? {
        0 => ParameterDirection::Input,
        _ => ParameterDirection::Output,
    };
    parameter.datatype = datatype(cursor)?;
    parameter.kind = match cursor.u32()? {
        1 => ParameterType::Optional,
        2 => ParameterType::Derived,
        _ => ParameterType::Required,
    };
    for _ in 0..cursor.count(4)? {
        parameter.depends_on.push(cursor.long_text()?);
    }
    let text = match domain(cursor) {
        Some(choices) => {
            parameter.choices = choices;
            default_value(cursor).or_else(|| default_value_further_on(cursor))?
        }
        None => default_value_further_on(cursor)?,
    };
    parameter.value = (!text.is_empty()).then_some(text);
    Some(())
}

/// The default: behind the domain, and behind the mark whether the parameter is enabled.
fn default_value(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = *cursor;
    ahead.truth()?;
    let text = value(&mut ahead)?;
    *cursor = ahead;
    Some(text)
}

/// The default behind a domain that is not understood: the first place that can be nothing else.
fn default_value_further_on(cursor: &mut Cursor<'_>) -> Option<String> {
    let start = cursor.ending_at(cursor.at().saturating_add(FURTHEST));
    (start.at()..start.at() + start.rest().len()).find_map(|at| {
        let mut behind_mark = start.moved_to(at);
        behind_mark.truth()?;
        is_at_value(behind_mark).then_some(())?;
        let mut place = start.moved_to(at);
        let text = default_value(&mut place)?;
        *cursor = cursor.moved_to(place.at());
        Some(text)
    })
}
