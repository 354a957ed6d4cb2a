//! A path in a cell: the folder steps back, the name speaks.
//!
//! In: a path. Out: a label that shortens the folder from its start, never the name's ending.
//! Never hides the path: the whole of it is the tooltip.

use egui::text::LayoutJob;
use egui::{FontId, Label, Role, TextFormat, TextStyle, Ui, WidgetInfo};

use crate::app::theme;
use crate::text::visible;

/// Shows a path in the room there is.
pub fn path_label_ui(ui: &mut Ui, path: &str) {
    let shown = visible(path);
    let (folder, name) = match shown.trim_end_matches('/').rfind('/') {
        Some(slash) => shown.split_at(slash + 1),
        None => ("", shown.as_ref()),
    };
    let room = ui.available_width();
    let mut rest = folder;
    let mut job = pieces(ui, "", rest, name);
    while ui.painter().layout_job(job.clone()).size().x > room && !rest.is_empty() {
        rest = rest.split_once('/').map_or("", |(_, rest)| rest);
        job = pieces(ui, "…/", rest, name);
    }
    let response = ui.add(Label::new(job).truncate().selectable(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, shown.as_ref()));
    if rest.len() < folder.len() {
        response.on_hover_text(shown.as_ref());
    }
}

fn pieces(ui: &Ui, ellipsis: &str, folder: &str, name: &str) -> LayoutJob {
    let palette = theme::palette(ui);
    let font: FontId = TextStyle::Body.resolve(ui.style());
    let mut job = LayoutJob::default();
    for (text, colour) in [(ellipsis, palette.text_3), (folder, palette.text_3), (name, palette.text)] {
        job.append(text, 0.0, TextFormat::simple(font.clone(), colour));
    }
    job
}
