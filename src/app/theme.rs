//! Colours, sizes and fonts, by name.
//!
//! In: the visual language. Out: a [`Palette`] for light and dark, sizes, and egui's style set to them.
//! Never holds a colour without a meaning: grey is furniture, colour is a verdict, blue is the user's.

use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Ui, Vec2, Visuals, vec2};

use super::fonts;

/// The colours of one theme.
pub struct Palette {
    /// Menu, toolbar, status bar.
    pub chrome: Color32,
    /// Headers and side panels.
    pub panel: Color32,
    /// Tables.
    pub content: Color32,
    /// Buttons and pop-ups.
    pub raised: Color32,
    /// Bar troughs and boxes.
    pub sunken: Color32,
    /// Under the pointer.
    pub hover: Color32,
    /// The selection.
    pub selected: Color32,
    /// Between rows.
    pub stroke_subtle: Color32,
    /// Around panels and buttons.
    pub stroke: Color32,
    /// Around the drop zone.
    pub stroke_strong: Color32,
    /// Text.
    pub text: Color32,
    /// Reasons and labels.
    pub text_2: Color32,
    /// Path prefixes and hints.
    pub text_3: Color32,
    /// Disabled.
    pub text_off: Color32,
    /// Focus ring and selection bar.
    pub accent: Color32,
    /// The one main button.
    pub accent_fill: Color32,
    /// The main button under the pointer.
    pub accent_fill_hover: Color32,
    /// Text on the main button.
    pub on_accent: Color32,
    /// Errors; missing.
    pub error: Color32,
    /// Behind an error.
    pub error_tint: Color32,
    /// Warnings; unsure.
    pub warning: Color32,
    /// Information.
    pub information: Color32,
    /// Copied; on the server.
    pub copied: Color32,
    /// Behind a good verdict.
    pub copied_tint: Color32,
    /// Stays in the data store.
    pub stays: Color32,
    /// Behind a warning.
    pub warning_tint: Color32,
    /// Behind information.
    pub information_tint: Color32,
    /// Behind what stays.
    pub stays_tint: Color32,
    /// Behind what is left behind.
    pub left_tint: Color32,
    /// Behind what is excluded.
    pub excluded_tint: Color32,
    /// The selection, while the keyboard is elsewhere.
    pub selected_idle: Color32,
    /// Left behind.
    pub left: Color32,
    /// Excluded, left out.
    pub excluded: Color32,
}

/// Paper.
pub const LIGHT: Palette = Palette {
    chrome: rgb(0xECEEF2),
    panel: rgb(0xF6F7F9),
    content: rgb(0xFFFFFF),
    raised: rgb(0xFFFFFF),
    sunken: rgb(0xEEF0F4),
    hover: rgb(0xEDF1F7),
    selected: rgb(0xDAE7FB),
    stroke_subtle: rgb(0xE2E5EA),
    stroke: rgb(0xCDD2DA),
    stroke_strong: rgb(0x7A8393),
    text: rgb(0x1A1D23),
    text_2: rgb(0x4A515E),
    text_3: rgb(0x5E6674),
    text_off: rgb(0x9AA1AD),
    accent: rgb(0x1D5FC4),
    accent_fill: rgb(0x1D5FC4),
    accent_fill_hover: rgb(0x174FA6),
    on_accent: rgb(0xFFFFFF),
    error: rgb(0xB42318),
    error_tint: rgb(0xFCE9E7),
    warning: rgb(0x855600),
    information: rgb(0x34618F),
    copied: rgb(0x0B6B4D),
    copied_tint: rgb(0xDFF2EA),
    stays: rgb(0x5A44B3),
    warning_tint: rgb(0xFFF1CF),
    information_tint: rgb(0xE6EEF7),
    stays_tint: rgb(0xEBE8FA),
    left_tint: rgb(0xFBEBDC),
    excluded_tint: rgb(0xE9EBEF),
    selected_idle: rgb(0xE4E7ED),
    left: rgb(0x96470A),
    excluded: rgb(0x565D6A),
};

/// The same drawing on other paper.
pub const DARK: Palette = Palette {
    chrome: rgb(0x1B1E23),
    panel: rgb(0x202429),
    content: rgb(0x16181C),
    raised: rgb(0x2A2E35),
    sunken: rgb(0x111316),
    hover: rgb(0x272C34),
    selected: rgb(0x213A61),
    stroke_subtle: rgb(0x2A2E35),
    stroke: rgb(0x3B414B),
    stroke_strong: rgb(0x7C8695),
    text: rgb(0xE6E8EC),
    text_2: rgb(0xB5BBC6),
    text_3: rgb(0x9FA7B4),
    text_off: rgb(0x666E7B),
    accent: rgb(0x84B4FF),
    accent_fill: rgb(0x2B69CF),
    accent_fill_hover: rgb(0x245BB8),
    on_accent: rgb(0xFFFFFF),
    error: rgb(0xFF9489),
    error_tint: rgb(0x3D201E),
    warning: rgb(0xF0BE60),
    information: rgb(0x93BCEB),
    copied: rgb(0x67D0A3),
    copied_tint: rgb(0x15322A),
    stays: rgb(0xB9ABFF),
    warning_tint: rgb(0x372B12),
    information_tint: rgb(0x1E2C3D),
    stays_tint: rgb(0x2B2649),
    left_tint: rgb(0x3A2717),
    excluded_tint: rgb(0x2D3138),
    selected_idle: rgb(0x2F343C),
    left: rgb(0xF2A46C),
    excluded: rgb(0xABB2BE),
};

const fn rgb(value: u32) -> Color32 {
    let [_, red, green, blue] = value.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

/// Behind sheets and the drop card: 42 % of a near black, whatever the theme.
pub const DIM: Color32 = Color32::from_rgba_premultiplied(6, 8, 10, 107);

/// Nothing to see.
pub const CLEAR: Color32 = Color32::TRANSPARENT;
/// Text whose colour is given when it is painted.
pub const LATER: Color32 = Color32::PLACEHOLDER;

/// The edge of the window while something is about to be dropped, and of the front sheet.
pub fn edge(colour: Color32, width: f32) -> Stroke {
    Stroke::new(width, colour)
}

/// A line of one point.
pub fn hairline(colour: Color32) -> Stroke {
    Stroke::new(1.0, colour)
}

/// Under what floats.
pub const SHADOW: Shadow = Shadow { offset: [0, 6], blur: 18, spread: 0, color: Color32::from_black_alpha(46) };

/// Gaps.
pub mod gap {
    /// Between lines that belong together.
    pub const TIGHT: f32 = 4.0;
    /// Between an icon and its word.
    pub const SMALL: f32 = 6.0;
    /// Between controls.
    pub const NORMAL: f32 = 8.0;
    /// Inside cells and between groups.
    pub const CELL: f32 = 12.0;
    /// Inside bars.
    pub const BAR: i8 = 12;
    /// Inside cards.
    pub const CARD: i8 = 18;
    /// Inside fields.
    pub const FIELD: i8 = 9;
    /// Inside side panels.
    pub const PANEL: i8 = 14;
    /// Inside sheets.
    pub const SHEET: i8 = 22;
    /// Above and below one line in a bar.
    pub const LINE: i8 = 6;
    /// Between blocks.
    pub const BLOCK: f32 = 24.0;
}

/// Heights and widths.
pub mod extent {
    /// A row of a table.
    pub const ROW: f32 = 28.0;
    /// A table's header.
    pub const HEADER: f32 = 34.0;
    /// The menu bar.
    pub const MENU: f32 = 30.0;
    /// The toolbar.
    pub const TOOLBAR: f32 = 44.0;
    /// The tabs.
    pub const TABS: f32 = 38.0;
    /// The status bar.
    pub const STATUS: f32 = 26.0;
    /// A button.
    pub const BUTTON: f32 = 28.0;
    /// A button in a row, a chip, a tick box.
    pub const SMALL_BUTTON: f32 = 24.0;
    /// A row of the tree.
    pub const TREE_ROW: f32 = 26.0;
    /// A menu of a row.
    pub const POPUP: f32 = 220.0;
    /// The rail in the tree's place.
    pub const RAIL: f32 = 40.0;
    /// How much further in a row of the tree stands than the one it hangs on.
    pub const TREE_STEP: f32 = 15.0;
    /// A tool's name in the tree, before the word for its state gives way.
    pub const TOOL_NAME: f32 = 120.0;
    /// The title of a group.
    pub const GROUP: f32 = 30.0;
    /// The line below that bar.
    pub const SOURCE: f32 = 32.0;
    /// The bar above a table.
    pub const FILTER: f32 = 42.0;
    /// The tree at first, and its limits.
    pub const TREE: [f32; 3] = [244.0, 180.0, 420.0];
    /// The inspector at first, and its limits.
    pub const INSPECTOR: [f32; 3] = [364.0, 300.0, 560.0];
    /// A window narrower than this has a rail instead of a tree, and a narrow inspector.
    pub const NARROW: f32 = 1100.0;
    /// A window narrower than this shows the inspector over its centre.
    pub const VERY_NARROW: f32 = 860.0;
    /// A window lower than this shows one message at a time.
    pub const LOW: f32 = 700.0;
    /// The messages at the bottom: a header and four rows.
    pub const MESSAGES: f32 = 190.0;
    /// The bar of a first scan.
    pub const SCAN_BAR: f32 = 228.0;
    /// One message at a time, in a low window.
    pub const ONE_MESSAGE: f32 = 34.0;
    /// The drop zone and the drop card.
    pub const DROP_ZONE: [f32; 2] = [760.0, 300.0];
    /// The widest sheet.
    pub const SHEET: f32 = 700.0;
    /// A sheet that asks one question.
    pub const QUESTION: f32 = 460.0;
    /// The result of an export.
    pub const RESULT: f32 = 560.0;
    /// The four numbers of an export.
    pub const NUMBERS: f32 = 64.0;
    /// The word before a field.
    pub const LABEL: f32 = 60.0;
    /// A size at the end of a row.
    pub const SIZE: f32 = 72.0;
    /// The palette.
    pub const PALETTE: f32 = 620.0;
    /// A line of the palette.
    pub const PALETTE_ROW: f32 = 36.0;
    /// A note.
    pub const TOAST: f32 = 372.0;
    /// Where sheets begin, as a part of the window's height.
    pub const SHEET_TOP: f32 = 0.07;
    /// A bar that shows an amount.
    pub const BAR: f32 = 6.0;
    /// The smallest window.
    pub const SMALLEST_WINDOW: [f32; 2] = [720.0, 520.0];
    /// The window at first.
    pub const FIRST_WINDOW: [f32; 2] = [1280.0, 820.0];
    /// A line of source.
    pub const SOURCE_ROW: f32 = 21.0;
    /// The icons beside the line numbers.
    pub const GUTTER: f32 = 26.0;
    /// What is said about a marked text, and the list of scripts.
    pub const POPOVER: f32 = 430.0;
    /// The title of the changed lines.
    pub const CHANGES_HEADER: f32 = 36.0;
    /// The changed lines at first.
    pub const CHANGES: f32 = 226.0;
    /// The inspector in a narrow window.
    pub const INSPECTOR_NARROW: f32 = 312.0;
    /// The files of an item, as many as are in sight at once.
    pub const FILES: f32 = 240.0;
    /// The numbers of lines.
    pub const LINE_NUMBER: f32 = 30.0;
    /// Icons in rows.
    pub const ICON: f32 = 16.0;
    /// Icons beside small text.
    pub const ICON_SMALL: f32 = 14.0;
    /// Icons beside titles.
    pub const ICON_TITLE: f32 = 20.0;
    /// Icons of the toolbar.
    pub const ICON_LARGE: f32 = 18.0;
    /// The edge of the window while something hovers over it.
    pub const DROP_EDGE: f32 = 3.0;
    /// The edge of a drawn sheet.
    pub const SHEET_EDGE: f32 = 1.5;
    /// Focus ring and selection bar.
    pub const RING: f32 = 2.0;
}

/// Radii of corners.
pub mod radius {
    /// Controls and boxes.
    pub const CONTROL: u8 = 6;
    /// Marks and bars.
    pub const MARK: u8 = 2;
    /// A number beside a word: half its height.
    pub const CHIP: u8 = 9;
    /// Half the height of a small button.
    pub const PILL: u8 = 12;
    /// Tick boxes and keys.
    pub const TICK: u8 = 3;
    /// Pop-ups.
    pub const POPUP: u8 = 8;
    /// Sheets and the drop zone.
    pub const SHEET: u8 = 12;
}

/// Sizes of text.
pub mod letter {
    /// Body text.
    pub const BODY: f32 = 13.0;
    /// Secondary text and code.
    pub const SMALL: f32 = 12.0;
    /// Column headers.
    pub const HEADER: f32 = 11.0;
    /// What is typed into the palette.
    pub const QUERY: f32 = 15.0;
    /// Titles in the inspector.
    pub const SUBJECT: f32 = 15.0;
    /// Titles of cards.
    pub const TITLE: f32 = 17.0;
    /// The title of an empty window.
    pub const LARGE: f32 = 20.0;
}

/// The colours of the theme that `ui` is drawn in.
pub fn palette(ui: &Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// Body text in medium weight.
pub fn medium(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(fonts::MEDIUM.into()))
}

/// Body text in semibold weight.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(fonts::SEMIBOLD.into()))
}

/// Sets fonts, sizes and colours of both themes.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts::definitions());
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
    ctx.style_mut_of(egui::Theme::Light, |style| dress(style, &LIGHT, Visuals::light()));
    ctx.style_mut_of(egui::Theme::Dark, |style| dress(style, &DARK, Visuals::dark()));
}

fn dress(style: &mut egui::Style, palette: &Palette, base: Visuals) {
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(letter::SMALL)),
        (TextStyle::Body, FontId::proportional(letter::BODY)),
        (TextStyle::Button, FontId::proportional(letter::BODY)),
        (TextStyle::Heading, semibold(letter::LARGE)),
        (TextStyle::Monospace, FontId::monospace(letter::SMALL)),
    ]
    .into();
    style.spacing.item_spacing = vec2(gap::NORMAL, gap::SMALL);
    style.spacing.button_padding = vec2(10.0, 5.0);
    style.spacing.interact_size = vec2(extent::BUTTON, 24.0);
    style.spacing.menu_margin = Margin::same(6);
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;
    style.animation_time = 0.0;
    style.visuals = colours(palette, base);
}

fn colours(palette: &Palette, mut visuals: Visuals) -> Visuals {
    visuals.override_text_color = None;
    visuals.panel_fill = palette.content;
    visuals.window_fill = palette.raised;
    visuals.window_stroke = hairline(palette.stroke);
    visuals.window_corner_radius = CornerRadius::same(radius::SHEET);
    visuals.menu_corner_radius = CornerRadius::same(radius::POPUP);
    visuals.extreme_bg_color = palette.sunken;
    visuals.faint_bg_color = palette.panel;
    visuals.code_bg_color = palette.sunken;
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.error;
    visuals.weak_text_color = Some(palette.text_3);
    visuals.selection.bg_fill = palette.selected;
    visuals.selection.stroke = hairline(palette.text);
    visuals.striped = false;
    let rest = [palette.raised, palette.hover, palette.selected];
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.bg_fill = palette.panel;
    widgets.noninteractive.bg_stroke = hairline(palette.stroke_subtle);
    widgets.noninteractive.fg_stroke = hairline(palette.text);
    for (widget, fill) in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active].into_iter().zip(rest) {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = hairline(palette.stroke);
        widget.fg_stroke = hairline(palette.text);
        widget.corner_radius = CornerRadius::same(radius::CONTROL);
        widget.expansion = 0.0;
    }
    widgets.open = widgets.hovered;
    visuals
}

/// The drop zone's size, no larger than the room there is.
pub fn drop_zone_size(room: Vec2) -> Vec2 {
    let [width, height] = extent::DROP_ZONE;
    vec2(width.min(room.x - 2.0 * gap::BLOCK), height.min(room.y - 2.0 * gap::BLOCK)).max(Vec2::ZERO)
}
