//! `waybill-window`: the window without a console, for icons and file types on Windows.
//!
//! In: the paths that were opened. Out: an exit code.
//! Never needs a terminal; where there is one, it hears why no window opened.

#![cfg_attr(windows, windows_subsystem = "windows")]

use std::path::PathBuf;
use std::process::ExitCode;

/// The same allocator as the command line's, for the same reason.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match waybill::app::run(paths.clone()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => waybill::cli::without_window(&error.to_string(), &paths),
    }
}
