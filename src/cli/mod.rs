//! The command line: thin, and a contract that scripts rely on.
//!
//! In: arguments. Out: the result on stdout, everything else on stderr, and exit code 0, 1 or 2.
//! Never decides anything about data or modules: that is the engine's.

mod arguments;
mod export;
mod open;
mod report_text;
mod scan;
mod target_list;
mod terminal;
mod verify;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use self::open::open;
use crate::publication::{InputError, OpenError};

pub use arguments::{Arguments, Command, ExportArguments, Format, Runtime, ScanArguments, ScanOptions};

/// Nothing stands in the way.
const GOOD: u8 = 0;
/// The publication has errors, the export was refused, the package does not hold.
const BAD: u8 = 1;
/// Could not run.
const FAILED: u8 = 2;

/// What the arguments ask for.
pub enum Request {
    /// A command that needs no window, already carried out.
    Done(ExitCode),
    /// The window, with these inputs.
    Window(Vec<PathBuf>),
}

/// Carries out a command, or says that the window is wanted.
pub fn run() -> Request {
    let arguments = Arguments::parse();
    let code = match arguments.command {
        Some(Command::Scan(scan)) => scan::run(&scan),
        Some(Command::Export(export)) => export::run(&export),
        Some(Command::Verify { package }) => verify::run(&package),
        Some(Command::Targets { format }) => target_list::run(format),
        None => match misread(&arguments.paths) {
            None => return Request::Window(arguments.paths),
            Some(sentence) => {
                terminal::complain(&sentence);
                FAILED
            }
        },
    };
    Request::Done(ExitCode::from(code))
}

/// Says on stderr why there is no window, with the command that does the same without one.
pub fn without_window(reason: &str, paths: &[PathBuf]) -> ExitCode {
    let paths: Vec<String> = paths.iter().map(|path| terminal::shown(path)).collect();
    let paths = if paths.is_empty() { "PATHS...".to_owned() } else { paths.join(" ") };
    terminal::complain(&format!("{reason}. Without a window use: waybill scan {paths}"));
    ExitCode::from(FAILED)
}

/// What is wrong with inputs for the window, before a window opens for nothing.
fn misread(paths: &[PathBuf]) -> Option<String> {
    let first = paths.first()?;
    let options = ScanOptions { paths: paths.to_vec(), ..ScanOptions::default() };
    match open(&options) {
        Ok(_) => None,
        Err(OpenError::Input(InputError::Missing { .. })) if looks_like_a_command(first) => {
            let word = terminal::shown(first);
            Some(format!("{word} is neither a file nor a command. Commands are scan, export, verify and targets"))
        }
        Err(error) => Some(error.to_string()),
    }
}

fn looks_like_a_command(path: &Path) -> bool {
    path.to_str().is_some_and(|word| word.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_command_is_answered_with_the_commands() {
        let sentence = misread(&["scna".into(), "Tools.pyt".into()]).unwrap();
        assert_eq!(sentence, "scna is neither a file nor a command. Commands are scan, export, verify and targets");
    }

    #[test]
    fn a_missing_toolbox_is_named_before_a_window_opens() {
        let sentence = misread(&["nowhere/Tools.pyt".into()]).unwrap();
        assert!(sentence.starts_with("There is no such file or folder: ") && sentence.ends_with("nowhere/Tools.pyt"));
        assert_eq!(misread(&[]), None);
    }
}
