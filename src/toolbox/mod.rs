//! Reads toolboxes and scripts into one model: tools, parameters, sources, validation code.
//!
//! In: the paths a publisher gave. Out: [`Inputs`]: toolboxes with their tools, and every script text that they reach directly.
//! Never drops a tool: protected, partial, dynamic and unreadable are visible states. Never runs a script.

mod atbx;
mod called;
mod folder;
mod loose;
mod model;
mod open;
mod pyt;
mod script;
mod sources;
mod tbx;

pub use atbx::{ToolboxError, folder_files, replace_members, with_members};
pub use model::{
    CalledTool, InputProblem, Inputs, ModelContent, Parameter, ParameterDirection, ParameterType, Script, ScriptOrigin,
    ScriptRole, SkippedFolder, Tool, ToolKind, ToolPart, ToolState, Toolbox, ToolboxFormat,
};
pub use open::open;
pub use tbx::script_links;
