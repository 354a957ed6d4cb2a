//! The bundled fonts.
//!
//! In: the files in `assets/fonts`. Out: egui's font definitions.
//! Never relies on a font of the machine for what Waybill itself writes.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

/// Medium weight.
pub const MEDIUM: &str = "sans-medium";
/// Semibold weight.
pub const SEMIBOLD: &str = "sans-semibold";
/// The icons.
pub const ICONS: &str = "icons";

const SANS: &str = "sans";
const MONO: &str = "mono";

const FILES: [(&str, &[u8]); 5] = [
    (SANS, include_bytes!("../../assets/fonts/WaybillSans-Regular.otf")),
    (MEDIUM, include_bytes!("../../assets/fonts/WaybillSans-Medium.otf")),
    (SEMIBOLD, include_bytes!("../../assets/fonts/WaybillSans-SemiBold.otf")),
    (MONO, include_bytes!("../../assets/fonts/WaybillMono-Regular.ttf")),
    (ICONS, include_bytes!("../../assets/fonts/WaybillIcons.ttf")),
];

/// All families; each falls back to the regular text font.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in FILES {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let families = [
        (FontFamily::Proportional, SANS),
        (FontFamily::Monospace, MONO),
        (FontFamily::Name(MEDIUM.into()), MEDIUM),
        (FontFamily::Name(SEMIBOLD.into()), SEMIBOLD),
        (FontFamily::Name(ICONS.into()), ICONS),
    ];
    for (family, first) in families {
        let mut names = vec![first.to_owned()];
        if first != SANS {
            names.push(SANS.to_owned());
        }
        fonts.families.insert(family, names);
    }
    fonts
}
