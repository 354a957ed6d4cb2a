//! Reads toolboxes and scripts into one model: tools, parameters, sources, validation code.
//!
//! In: the paths a publisher gave. Out: [`Inputs`]: toolboxes with their tools, and every script text that they reach directly.
//! Never drops a tool: protected, partial, dynamic and unreadable are visible states. Never runs a script.

mod archive;
mod atbx;
mod atbx_content;
mod atbx_model;
mod called;
mod folder;
mod loose;
mod members;
mod model;
mod open;
mod pyt;
mod pyt_dynamic;
mod pyt_parameter_loops;
mod pyt_parameter_values;
mod pyt_parameters;
mod pyt_program;
mod pyt_syntax;
mod pyt_tool_list;
mod rewrite;
mod script;
mod sources;
mod tbx;

pub use members::folder_files;
pub use model::{
    CalledTool, InputProblem, Inputs, ModelContent, Parameter, ParameterDirection, ParameterType, Script, ScriptOrigin,
    ScriptRole, SkippedFolder, Tool, ToolKind, ToolPart, ToolState, Toolbox, ToolboxFormat,
};
pub use open::open;
pub use rewrite::{ToolboxError, replace_members, with_members};
pub use tbx::script_links;
