//! Icons of the bundled font.
//!
//! In: a name. Out: one glyph in one colour.
//! Never speaks alone: a word stands beside it.

use egui::{Align2, Color32, FontFamily, FontId, Painter, Pos2, RichText, Sense, Ui, vec2};

use crate::app::fonts::ICONS;

/// The icons in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Open files.
    Open,
    /// Open a folder.
    OpenFolder,
    /// Folders.
    Folder,
    /// The sample.
    Sample,
    /// Save.
    Save,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// Copy.
    Copy,
    /// Search.
    Search,
    /// Filter.
    Filter,
    /// Only some.
    Chips,
    /// Sorted, the largest last.
    Sorted,
    /// Sorted, the largest first.
    SortedUp,
    /// A fold, or all of them.
    Unfold,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// Scan again.
    Rescan,
    /// Stop.
    Stop,
    /// Close, dismiss; not found.
    Close,
    /// Ticked.
    Check,
    /// Back.
    Back,
    /// Forward.
    Forward,
    /// A closed node.
    Shut,
    /// An open node, a list to open.
    Opened,
    /// Add.
    Add,
    /// The menus, where there is no room.
    Menu,
    /// More.
    More,
    /// A server.
    Server,
    /// The workstation.
    Computer,
    /// A repair.
    Repair,
    /// In the plan.
    Plan,
    /// An output.
    Output,
    /// Quoted text.
    Quote,
    /// Decided by the publisher.
    Person,
    /// A toolbox.
    Toolbox,
    /// A tool.
    Tool,
    /// A model.
    Model,
    /// Tool validation.
    Validation,
    /// A script or module of the publisher.
    Script,
    /// A third-party module.
    Module,
    /// Lines and other feature classes.
    Lines,
    /// A feature class of any shape.
    Shapes,
    /// A shapefile.
    Polygons,
    /// A raster.
    Raster,
    /// A table.
    Table,
    /// A layer file.
    Layers,
    /// A map document.
    Map,
    /// An archive.
    Zip,
    /// JSON and other text.
    Data,
    /// Any other file.
    File,
    /// A drop.
    Drop,
    /// A password.
    Lock,
    /// Not reachable.
    Unreachable,
    /// Copied; the package.
    Copied,
    /// Stays in the data store.
    Stays,
    /// Left behind.
    LeftBehind,
    /// Excluded, left out, refused.
    Blocked,
    /// Rewritten.
    Rewritten,
    /// Verified.
    Verified,
    /// Found, present.
    Good,
    /// Not done yet.
    NotYet,
    /// Not known.
    Unsure,
    /// Needs a look.
    Look,
    /// An error; missing.
    Error,
    /// A warning.
    Warning,
    /// Information.
    Information,
    /// Opens another program.
    OpenOutside,
    /// A value to enter.
    Edit,
    /// Scanned again.
    Sync,
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
        match self {
            Self::Open => '\u{eaf3}',
            Self::OpenFolder => '\u{e2c8}',
            Self::Folder => '\u{e2c7}',
            Self::Sample => '\u{e80c}',
            Self::Save => '\u{e161}',
            Self::Undo => '\u{e166}',
            Self::Redo => '\u{e15a}',
            Self::Copy => '\u{e14d}',
            Self::Search => '\u{ef7a}',
            Self::Filter => '\u{e152}',
            Self::Chips => '\u{ef4f}',
            Self::Sorted => '\u{e5db}',
            Self::SortedUp => '\u{e5ce}',
            Self::Unfold => '\u{e5d7}',
            Self::ZoomIn => '\u{e8ff}',
            Self::ZoomOut => '\u{e900}',
            Self::Rescan => '\u{e5d5}',
            Self::Stop => '\u{ef71}',
            Self::Close => '\u{e5cd}',
            Self::Check => '\u{e668}',
            Self::Back => '\u{e5c4}',
            Self::Forward => '\u{e5c8}',
            Self::Shut => '\u{e5cc}',
            Self::Opened => '\u{e5cf}',
            Self::Add => '\u{e145}',
            Self::Menu => '\u{e5d2}',
            Self::More => '\u{e5d3}',
            Self::Server => '\u{e875}',
            Self::Computer => '\u{e31e}',
            Self::Repair => '\u{e90f}',
            Self::Plan => '\u{e03b}',
            Self::Output => '\u{ebbe}',
            Self::Quote => '\u{e244}',
            Self::Person => '\u{f0d3}',
            Self::Toolbox => '\u{f100}',
            Self::Tool => '\u{f8cd}',
            Self::Model => '\u{e97a}',
            Self::Validation => '\u{f1c2}',
            Self::Script => '\u{e86f}',
            Self::Module => '\u{e87b}',
            Self::Lines => '\u{ebbb}',
            Self::Shapes => '\u{e72c}',
            Self::Polygons => '\u{eb50}',
            Self::Raster => '\u{e564}',
            Self::Table => '\u{f101}',
            Self::Layers => '\u{e53b}',
            Self::Map => '\u{e55b}',
            Self::Zip => '\u{eb2c}',
            Self::Data => '\u{ead3}',
            Self::File => '\u{e66d}',
            Self::Drop => '\u{f090}',
            Self::Lock => '\u{e899}',
            Self::Unreachable => '\u{e16f}',
            Self::Copied => '\u{f569}',
            Self::Stays => '\u{f20e}',
            Self::LeftBehind => '\u{e5da}',
            Self::Blocked => '\u{f08c}',
            Self::Rewritten => '\u{eb7d}',
            Self::Verified => '\u{ef76}',
            Self::Good => '\u{f0be}',
            Self::NotYet => '\u{e836}',
            Self::Unsure => '\u{e8fd}',
            Self::Look => '\u{e645}',
            Self::Error => '\u{f8b6}',
            Self::Warning => '\u{f083}',
            Self::Information => '\u{e88e}',
            Self::OpenOutside => '\u{e89e}',
            Self::Edit => '\u{f097}',
            Self::Sync => '\u{e627}',
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
