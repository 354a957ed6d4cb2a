//! Reads Python sources: strings with their context, imports, paths built in code.
//!
//! In: a [`SourceFile`](crate::text::SourceFile). Out: a [`Module`] with exact byte ranges.
//! Never fails and never runs anything: a file that does not parse gives what can be had, with the gap named.
//! Python 2.7 and 3 are both read.

mod analysis;
mod asked;
mod compare;
mod expressions;
mod flow;
mod fold;
mod imports;
mod literals;
mod lower;
mod module;
mod names;
mod nesting;
mod output_parameters;
mod path_calls;
mod places;
mod positions;
mod python2;
mod reader;
mod secrets;
mod shifts;
mod sources;
mod template;
mod tokens;
mod tree;
mod value;
mod version;
mod workspaces;

pub use compare::same_program;
pub use module::{
    Context, Fold, FoldKind, Import, ImportForm, ImportedName, Literal, Module, NewerSyntax, PathEdit, SyntaxProblem, Usage,
    Verdict,
};
pub use reader::read;
pub use sources::Sources;
pub use tokens::{Token, TokenKind, tokens};
pub use tree::{Argument, Call, Class, Expr, ExprKind, Function, Name, Operator, Statement, TextPiece, classes, flat};
pub use value::{Evaluated, ParameterSource, PathValue, Places};
