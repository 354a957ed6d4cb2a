//! Analyzer messages: a code with named arguments, what it blocks, its evidence and its repair.
//!
//! In: findings. Out: [`Message`]s; one file per code holds its severity, its words and its help page.
//! Never decides what is found: that is done where the finding is made.

mod model;

pub use model::{Blocks, Code, Message, Severity};
