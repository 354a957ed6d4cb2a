//! `waybill`: the window, or a command without one.
//!
//! In: arguments. Out: an exit code.
//! Never does more than choose between `cli` and `app`.

use std::path::PathBuf;
use std::process::ExitCode;

use waybill::cli::{self, Request};

/// Reading thousands of scripts is mostly small allocations on all threads, which this one serves twice as fast.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::run() {
        Request::Done(code) => code,
        Request::Window(paths) => open_window(paths),
    }
}

#[cfg(feature = "window")]
fn open_window(paths: Vec<PathBuf>) -> ExitCode {
    match waybill::app::run(paths.clone()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::without_window(&error.to_string(), &paths),
    }
}

#[cfg(not(feature = "window"))]
fn open_window(paths: Vec<PathBuf>) -> ExitCode {
    cli::without_window("This build of Waybill has no window", &paths)
}
