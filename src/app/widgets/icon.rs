//! Icons of the bundled font.
//!
//! In: a name. Out: one glyph in one colour.
//! Never speaks alone: a word stands beside it.

use egui::{Align2, Color32, FontFamily, FontId, Painter, Pos2, Sense, Ui, vec2};

use crate::app::fonts::ICONS;

/// The icons in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Open files.
    Open,
    /// Open a folder; folders.
    Folder,
    /// The sample.
    Sample,
    /// Scan again.
    Rescan,
    /// Stop.
    Stop,
    /// Close, dismiss.
    Close,
    /// A server.
    Server,
    /// A toolbox.
    Toolbox,
    /// A script.
    Script,
    /// A map document.
    Map,
    /// Any other file.
    File,
    /// A drop.
    Drop,
    /// Copied.
    Copied,
    /// Stays in the data store.
    Stays,
    /// Left behind.
    LeftBehind,
    /// Excluded, left out, refused.
    Blocked,
    /// Found, present.
    Good,
    /// Not known.
    Unsure,
    /// An error; missing.
    Error,
    /// A warning.
    Warning,
    /// Information.
    Information,
}

impl Icon {
    fn glyph(self) -> char {
        match self {
            Self::Open => '\u{eaf3}',
            Self::Folder => '\u{e2c8}',
            Self::Sample => '\u{e80c}',
            Self::Rescan => '\u{e5d5}',
            Self::Stop => '\u{ef71}',
            Self::Close => '\u{e5cd}',
            Self::Server => '\u{e875}',
            Self::Toolbox => '\u{f100}',
            Self::Script => '\u{e86f}',
            Self::Map => '\u{e55b}',
            Self::File => '\u{e66d}',
            Self::Drop => '\u{f090}',
            Self::Copied => '\u{f569}',
            Self::Stays => '\u{f20e}',
            Self::LeftBehind => '\u{e5da}',
            Self::Blocked => '\u{f08c}',
            Self::Good => '\u{f0be}',
            Self::Unsure => '\u{e8fd}',
            Self::Error => '\u{f8b6}',
            Self::Warning => '\u{f083}',
            Self::Information => '\u{e88e}',
        }
    }
}

/// Draws an icon as the next piece of a row.
pub fn icon_ui(ui: &mut Ui, icon: Icon, size: f32, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(size, size), Sense::hover());
    paint_icon(ui.painter(), icon, rect.center(), size, colour);
}

/// Draws an icon around a point.
pub fn paint_icon(painter: &Painter, icon: Icon, centre: Pos2, size: f32, colour: Color32) {
    let font = FontId::new(size, FontFamily::Name(ICONS.into()));
    painter.text(centre, Align2::CENTER_CENTER, icon.glyph(), font, colour);
}
