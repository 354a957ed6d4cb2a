//! WB403: a binary toolbox holds a path that has to change.
//!
//! In: what breaks in a .tbx. Out: the message with its words, what it blocks and its repair.
//! Never says that Waybill rewrites a .tbx: it is copied byte for byte.

use super::{Blocks, Code, Message, Place, Severity};
use crate::layout::InBinary;

/// The code.
pub static CODE: Code = Code {
    name: "WB403",
    title: "A binary toolbox holds a path that has to change",
    esri_code: Some("00068"),
    help: include_str!("../../assets/messages/WB403.md"),
};

/// Something in the toolbox would not resolve in the package.
pub fn message(place: Option<Place>, toolbox: &str, quoted: &str, what: InBinary) -> Message {
    let text = match what {
        InBinary::Code => format!("{quoted} would not resolve in the package, and code in {toolbox} cannot be rewritten"),
        InBinary::Value => {
            format!("The parameter value {quoted} would not resolve in the package, and {toolbox} cannot be rewritten")
        }
        InBinary::Link => {
            format!("The script {quoted} would not be found in the package, and its place in {toolbox} cannot be rewritten")
        }
    };
    let repair = match what {
        InBinary::Code => {
            "Save the toolbox as .atbx in ArcGIS Pro, move the data beside the toolbox and name it relatively, or register its folder with the server"
        }
        InBinary::Value => {
            "Save the toolbox as .atbx in ArcGIS Pro, clear the value, or mark the parameter Constant and set it in the packaged toolbox"
        }
        InBinary::Link => {
            "Save the toolbox as .atbx in ArcGIS Pro, or keep the script beside the toolbox and store relative paths"
        }
    };
    let message = Message::new(&CODE, Severity::Error, Blocks::Package, text).with("toolbox", toolbox).repair(repair.to_owned());
    match place {
        Some(place) => message.in_script(place),
        None => message,
    }
}
