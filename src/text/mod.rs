//! Text as it comes from a publisher: paths, sources, places in them.
//!
//! In: strings and bytes. Out: [`DataPath`], [`SourceFile`], [`Span`], [`Position`].
//! Never touches the disk and never fails: what cannot be decoded is decoded with a note.

mod amount;
mod case;
mod data_path;
mod multi_value;
mod safe;
mod secret;
mod source;
mod span;

pub use amount::{count, size};
pub use case::lower_case;
pub use data_path::{DataPath, same_name};
pub use multi_value::{elements, joined, with_elements};
pub use safe::visible;
pub use secret::{HIDDEN, is_secret_name, is_secret_type};
pub use source::{Encoding, SourceFile};
pub use span::{LineIndex, Position, Span};
