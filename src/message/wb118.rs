//! WB118: a parameter's value names nothing here.
//!
//! In: the parameter and its text. Out: the message with its words, what it blocks and its repair.
//! Never blocks: most such values are leftovers of the author's disk.

use super::{Blocks, Code, Message, Place, Severity};
use crate::discovery::ValueSource;

/// The code.
pub static CODE: Code = Code {
    name: "WB118",
    title: "A parameter names nothing here",
    esri_code: None,
    help: include_str!("../../assets/messages/WB118.md"),
};

/// Nothing is there under a default, an entered value or a symbology layer.
pub fn message(place: Place, parameter: &str, text: &str, source: ValueSource) -> Message {
    let text = match source {
        ValueSource::Default | ValueSource::Choice => format!("The default of {parameter} names nothing here: {text}"),
        ValueSource::Entered => format!("The value entered for {parameter} names nothing here: {text}"),
        ValueSource::Symbology => format!("The layer file that draws {parameter} is not here: {text}"),
    };
    let repair = match source {
        ValueSource::Default | ValueSource::Choice => "Correct the default in the toolbox, or leave it if nobody needs it",
        ValueSource::Entered => "Enter a value that names data",
        ValueSource::Symbology => "Put the layer file there, or remove it from the parameter's properties",
    };
    Message::new(&CODE, Severity::Information, Blocks::Nothing, text)
        .in_script(place)
        .with("parameter", parameter)
        .repair(repair.to_owned())
}
