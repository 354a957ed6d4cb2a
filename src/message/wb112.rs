//! WB112: something left behind is used.
//!
//! In: the imported package and the folder it lies in. Out: the message with its words, what it blocks and its repair.
//! Never fires for packages that nothing imports.

use super::{Blocks, Code, Fix, Message, Place, Severity};
use crate::consolidation::Override;
use crate::text::{DataPath, size};

/// The code.
pub static CODE: Code = Code {
    name: "WB112",
    title: "Something left behind is used",
    esri_code: None,
    help: include_str!("../../assets/messages/WB112.md"),
};

/// The package is a subfolder of a `sys.path` folder, and subfolders are not copied.
pub fn message(place: Place, module: &str, package: &str, folder: &str, bytes: u64) -> Message {
    let text =
        format!("{module} is imported from {package}, a subfolder of {folder}; subfolders stay behind, so the import would fail");
    let words = format!("Also include {}, {}", DataPath::new(package).name(), size(bytes));
    Message::new(&CODE, Severity::Error, Blocks::Package, text)
        .in_script(place)
        .with("package", package)
        .with("folder", folder)
        .fix(words, Fix::Decide(Override::Include { path: package.to_owned() }))
}
