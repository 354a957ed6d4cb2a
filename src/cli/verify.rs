//! `waybill verify`: does a package still hold what it promises?
//!
//! In: a package. Out: its problems on stdout; exit code 0 if it holds, 1 if not, 2 if it is no package.
//! Never asks the machine's own drives about the package's data.

use std::fmt::Write;
use std::path::Path;

use super::{BAD, FAILED, GOOD, terminal};
use crate::package::{self, Verification};
use crate::text::{count, size, visible};

/// Runs the command.
pub fn run(package: &Path) -> u8 {
    let verification = match package::verify(package) {
        Ok(verification) => verification,
        Err(error) => {
            terminal::complain(&visible(&error.to_string()));
            if let Some(hint) = error.hint() {
                terminal::say(hint);
            }
            return FAILED;
        }
    };
    if let Err(error) = terminal::deliver(&verification_text(&verification), None) {
        terminal::complain(&error.to_string());
        return FAILED;
    }
    if verification.holds { GOOD } else { BAD }
}

fn verification_text(verification: &Verification) -> String {
    let mut text = String::new();
    for problem in &verification.problems {
        let _ = writeln!(text, "{}", visible(problem));
    }
    let verdict = if verification.holds { "The package holds" } else { "The package does not hold" };
    let _ = writeln!(text, "{verdict}: {}, {}", count(verification.files, "file"), size(verification.bytes));
    text
}
