//! Icons of the bundled font.
//!
//! In: a name. Out: one glyph in one colour.
//! Never speaks alone: a word stands beside it.

use egui::{Align2, Color32, FontFamily, FontId, Painter, Pos2, RichText, Sense, Ui, vec2};

use crate::app::fonts::ICONS;

/// The icons in use, by their place in the bundled font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Icon {
    /// Open files.
    Open = 0xeaf3,
    /// Open a folder.
    OpenFolder = 0xe2c8,
    /// Folders.
    Folder = 0xe2c7,
    /// The sample.
    Sample = 0xe80c,
    /// Save.
    Save = 0xe161,
    /// Undo.
    Undo = 0xe166,
    /// Redo.
    Redo = 0xe15a,
    /// Copy.
    Copy = 0xe14d,
    /// Search.
    Search = 0xef7a,
    /// Filter.
    Filter = 0xe152,
    /// Only some.
    Chips = 0xef4f,
    /// Sorted, the largest last.
    Sorted = 0xe5db,
    /// Sorted, the largest first.
    SortedUp = 0xe5ce,
    /// A fold, or all of them.
    Unfold = 0xe5d7,
    /// Larger.
    ZoomIn = 0xe8ff,
    /// Smaller.
    ZoomOut = 0xe900,
    /// Scan again.
    Rescan = 0xe5d5,
    /// Stop.
    Stop = 0xef71,
    /// Close, dismiss; not found.
    Close = 0xe5cd,
    /// Ticked.
    Check = 0xe668,
    /// Back.
    Back = 0xe5c4,
    /// Forward.
    Forward = 0xe5c8,
    /// A closed node.
    Shut = 0xe5cc,
    /// An open node, a list to open.
    Opened = 0xe5cf,
    /// Add.
    Add = 0xe145,
    /// The menus, where there is no room.
    Menu = 0xe5d2,
    /// More.
    More = 0xe5d3,
    /// A server.
    Server = 0xe875,
    /// The workstation.
    Computer = 0xe31e,
    /// A repair.
    Repair = 0xe90f,
    /// In the plan.
    Plan = 0xe03b,
    /// An output.
    Output = 0xebbe,
    /// Quoted text.
    Quote = 0xe244,
    /// Decided by the publisher.
    Person = 0xf0d3,
    /// A toolbox.
    Toolbox = 0xf100,
    /// A tool.
    Tool = 0xf8cd,
    /// A model.
    Model = 0xe97a,
    /// Tool validation.
    Validation = 0xf1c2,
    /// A script or module of the publisher.
    Script = 0xe86f,
    /// A third-party module.
    Module = 0xe87b,
    /// Lines and other feature classes.
    Lines = 0xebbb,
    /// A feature class of any shape.
    Shapes = 0xe72c,
    /// A shapefile.
    Polygons = 0xeb50,
    /// A raster.
    Raster = 0xe564,
    /// A table.
    Table = 0xf101,
    /// A layer file.
    Layers = 0xe53b,
    /// A map document.
    Map = 0xe55b,
    /// An archive.
    Zip = 0xeb2c,
    /// JSON and other text.
    Data = 0xead3,
    /// Any other file.
    File = 0xe66d,
    /// A drop.
    Drop = 0xf090,
    /// A password.
    Lock = 0xe899,
    /// Not reachable.
    Unreachable = 0xe16f,
    /// Copied; the package.
    Copied = 0xf569,
    /// Stays in the data store.
    Stays = 0xf20e,
    /// Left behind.
    LeftBehind = 0xe5da,
    /// Excluded, left out, refused.
    Blocked = 0xf08c,
    /// Rewritten.
    Rewritten = 0xeb7d,
    /// Verified.
    Verified = 0xef76,
    /// Found, present.
    Good = 0xf0be,
    /// Not done yet.
    NotYet = 0xe836,
    /// Not known.
    Unsure = 0xe8fd,
    /// Needs a look.
    Look = 0xe645,
    /// An error; missing.
    Error = 0xf8b6,
    /// A warning.
    Warning = 0xf083,
    /// Information.
    Information = 0xe88e,
    /// Opens another program.
    OpenOutside = 0xe89e,
    /// A value to enter.
    Edit = 0xf097,
    /// Scanned again.
    Sync = 0xe627,
}

/// An icon as text, for egui's own buttons.
pub fn icon_text(icon: Icon, size: f32) -> RichText {
    RichText::new(icon.glyph().to_string()).font(FontId::new(size, FontFamily::Name(ICONS.into())))
}

/// The letter that draws an icon, in the font of the icons.
pub fn glyph(icon: Icon) -> char {
    icon.glyph()
}

impl Icon {
    fn glyph(self) -> char {
        char::from_u32(self as u32).unwrap_or(char::REPLACEMENT_CHARACTER)
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
