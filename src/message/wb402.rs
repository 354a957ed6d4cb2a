//! WB402: a rewritten path is not proved.
//!
//! In: the script. Out: the message with its words, what it blocks and its repair.
//! Never blocks.

use super::{Blocks, Code, Message, Place, Severity};

/// The code.
pub static CODE: Code = Code {
    name: "WB402",
    title: "A rewritten path is not proved",
    esri_code: None,
    help: include_str!("../../assets/messages/WB402.md"),
};

/// The new paths of an embedded script start at `arcpy.env.packageWorkspace`.
pub fn message(place: Place, count: usize) -> Message {
    let what = if count == 1 { "1 path is".to_owned() } else { format!("{count} paths are") };
    let text =
        format!("Unsure: {what} rewritten with arcpy.env.packageWorkspace, because an embedded script has no file of its own");
    Message::new(&CODE, Severity::Information, Blocks::Nothing, text)
        .in_script(place)
        .repair("Run the tool once on the server, or keep the script in a file beside the toolbox".to_owned())
}

/// A parameter's value in a toolbox leads from the tool's folder, as links do.
pub fn of_parameter(place: Place) -> Message {
    let text = "Unsure: a parameter's value is rewritten relative to the tool's folder, as links to scripts are".to_owned();
    Message::new(&CODE, Severity::Information, Blocks::Nothing, text)
        .in_script(place)
        .repair("Open the packaged toolbox in ArcGIS Pro and look at the tool's parameters".to_owned())
}
