//! Writes the consolidated package with service JSON, deployment plan and review, and verifies it.
//!
//! In: a publication and its report. Out: a folder or an archive that proves itself.
//! Never changes the publisher's files; never leaves half a package; writes only through `write`.

mod check;
mod contents;
mod copy;
mod deflate;
mod deploy;
mod error;
mod estimate;
mod export;
mod manifest;
mod names;
mod opened;
mod packaged_files;
mod plan;
mod proof;
mod review;
mod rewritten;
mod save;
mod service;
mod settings;
mod source;
mod verify;
mod write;
mod zip_format;
mod zip_read;
mod zip_write;

pub use error::{ExportError, VerifyError};
pub use estimate::archive_estimate;
pub use export::export;
pub use save::save_publication;
pub use settings::{ExportSettings, Exported, Verification};
pub use verify::{verify, verify_with};
pub use write::write_output;

/// Bytes as lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
