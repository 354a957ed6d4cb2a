//! The two streams: results on stdout, everything else on stderr.
//!
//! In: texts. Out: bytes on a stream or in the file that `-o` names.
//! Never crashes when the reader of a pipe has gone.

use std::io::{self, ErrorKind, Write};
use std::path::Path;

use crate::package;
use crate::text::visible;

/// A result could not be written.
#[derive(Debug, thiserror::Error)]
#[error("Cannot write the result ({}): {target}", source.kind())]
pub struct WriteError {
    target: String,
    source: io::Error,
}

/// Writes a result to the file or device, or to stdout.
///
/// # Errors
/// [`WriteError`], but not for a pipe whose reader has gone: it has seen enough.
pub fn deliver(result: &str, file: Option<&Path>) -> Result<(), WriteError> {
    let written = match file {
        Some(path) => package::write_output(path, result.as_bytes()),
        None => write_stdout(result.as_bytes()),
    };
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(WriteError { target: file.map_or_else(|| "stdout".to_owned(), shown), source: error })
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

fn write_stdout(bytes: &[u8]) -> io::Result<()> {
    let mut stream = io::stdout().lock();
    stream.write_all(bytes)?;
    stream.flush()
}

/// Says on stderr why something could not be done.
pub fn complain(sentence: &str) {
    say(&format!("waybill: {sentence}"));
}

/// Says something on stderr; nobody listening is no reason to stop.
pub fn say(sentence: &str) {
    let _ = writeln!(io::stderr().lock(), "{sentence}");
}

/// A path of this machine, safe to print.
pub fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}
