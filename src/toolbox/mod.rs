//! Reads toolboxes and scripts into one model: tools, parameters, sources, validation code.
//!
//! In: the paths a publisher gave. Out: [`Inputs`]: toolboxes with their tools, and every script text that they reach directly.
//! Never drops a tool: protected, partial, dynamic and unreadable are visible states. Never runs a script.

mod model;

pub use model::{
    InputProblem, Inputs, Parameter, ParameterDirection, ParameterType, Script, ScriptOrigin, ScriptRole, SkippedFolder, Tool,
    ToolKind, ToolState, Toolbox, ToolboxFormat,
};
