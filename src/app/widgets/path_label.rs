//! A path in a cell: the folder steps back, the name speaks.
//!
//! In: a path. Out: a label that shortens the folder from its start, never the name's ending.
//! Never hides the path: the whole of it is the tooltip.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{FontId, Galley, Label, Role, TextFormat, TextStyle, Ui, WidgetInfo};

use crate::app::theme;
use crate::text::visible;

const ELLIPSIS: &str = "…/";
/// Letters stand a little closer or wider in other company.
const SLACK: f32 = 1.0;

/// Shows a path in the room there is.
pub fn path_label_ui(ui: &mut Ui, path: &str) {
    let shown = visible(path);
    let (folder, name) = match shown.trim_end_matches('/').rfind('/') {
        Some(slash) => shown.split_at(slash + 1),
        None => ("", shown.as_ref()),
    };
    let room = ui.available_width();
    let whole = layout(ui, pieces(ui, "", folder, name));
    let fits = whole.size().x <= room;
    let label = if fits {
        Label::new(whole)
    } else if folder.is_empty() {
        Label::new(pieces(ui, "", folder, name))
    } else {
        let ellipsis = layout(ui, pieces(ui, ELLIPSIS, "", "")).size().x;
        let rest = shortened(folder, &whole, room - ellipsis - SLACK);
        Label::new(pieces(ui, ELLIPSIS, rest, name))
    };
    let response = ui.add(label.truncate().selectable(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, shown.as_ref()));
    if !fits && !folder.is_empty() {
        response.on_hover_text(shown.as_ref());
    }
}

/// The folder from its first slash behind which it and the name have room.
///
/// Where letters stand is read off the whole path, so that a deep one is laid out no more often than others.
fn shortened<'a>(folder: &'a str, whole: &Galley, room: f32) -> &'a str {
    let glyphs = whole.rows.iter().flat_map(|row| &row.glyphs);
    let mut slashes = folder.char_indices().zip(glyphs).filter(|((_, letter), _)| *letter == '/');
    let fitting = slashes.find(|(_, glyph)| whole.size().x - glyph.max_x() <= room);
    fitting.and_then(|((slash, _), _)| folder.get(slash + 1..)).unwrap_or_default()
}

fn layout(ui: &Ui, job: LayoutJob) -> Arc<Galley> {
    ui.painter().layout_job(job)
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
