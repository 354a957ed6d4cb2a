//! Waybill shows what will travel to ArcGIS Server with Python script tools, and why, before it travels;
//! then it writes a package that proves itself.
//!
//! # The map of the house
//! Each room may use those above it, never those below; `tests/tidy.rs` checks it.
//!
//! | room | what it answers |
//! |---|---|
//! | [`text`] | what a path, a source and a place in it are |
//! | [`disk`] | what lies in a folder, what is in a file: the only door for reading |
//! | [`python`] | what a script says: strings with their context, imports, paths built in code |
//! | [`modules`] | what an import means: a local file, ArcGIS', the standard library, a distribution |
//! | [`geodata`] | what a path names, and which files it is |
//! | [`environment`] | what a Python environment has installed |
//! | [`toolbox`] | which tools there are, with parameters, scripts and validation code |
//! | [`discovery`] | which places refer to data and modules |
//! | [`consolidation`] | what is copied, what stays, what is left behind, and why |
//! | [`layout`] | where everything lands, and which literals must change into what |
//! | [`target`] | what each server has or lacks, and what to do there |
//! | [`message`] | how a finding is said |
//! | [`publication`] | the whole: [`publication::analyze`] makes the [`publication::Report`] |
//! | [`package`] | writing and verifying: the only door for writing |
//! | [`cli`], `app` | the two faces: command line and window |
//!
//! # The invariants
//! - Nothing above `package` writes. Nothing except `disk` reads. Nothing except `app` knows that a window exists.
//! - Scanning cannot fail: broken scripts, toolboxes, datasets and environments become analyzer messages.
//! - No plan item, message or rewritten line without evidence.
//! - Same publication, same files: the same report and the same package, byte for byte, on every operating system.
//!   No machine path, user name, host name or time enters a report or a package.
//! - The publisher's originals are never changed. A publisher's code is never executed.
//! - A secret's value never enters the report: it is masked where it is read.

#[cfg(feature = "window")]
pub mod app;
pub mod cli;
pub mod consolidation;
pub mod discovery;
pub mod disk;
pub mod environment;
pub mod geodata;
pub mod layout;
pub mod message;
pub mod modules;
pub mod package;
pub mod publication;
pub mod python;
pub mod target;
pub mod text;
pub mod toolbox;
