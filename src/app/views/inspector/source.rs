//! Three lines of a script, with the text that matters marked.
//!
//! In: the script's text, a line, the place of the mark. Out: their drawing.
//! Never coloured but for the mark.

use egui::text::LayoutJob;
use egui::{Color32, CornerRadius, FontId, Frame, Margin, Pos2, Rect, Role, Sense, Stroke, TextFormat, Ui, WidgetInfo, vec2};

use crate::app::theme::{self, extent, gap, letter, radius};
use crate::text::{LineIndex, Span, visible};

/// How the marked text is drawn.
#[derive(Clone, Copy)]
pub struct Mark {
    /// Its place in the text.
    pub span: Span,
    /// The colour of text and line.
    pub colour: Color32,
    /// The colour behind.
    pub tint: Color32,
    /// True for text that is struck through: it does not count.
    pub is_struck: bool,
}

/// More characters of one line are not shown.
const LONGEST: usize = 400;
/// What is shown before the mark of a longer line.
const BEFORE: usize = 80;

/// Draws the line and its neighbours.
pub fn source_ui(ui: &mut Ui, text: &str, line: u32, mark: Mark) {
    let palette = theme::palette(ui);
    let index = LineIndex::new(text);
    let last = index.lines().min(line + 1);
    let shown: Vec<(u32, Span)> =
        (line.saturating_sub(1).max(1)..=last).map(|line| (line, index.line_span(text, line))).collect();
    let indent = |span: &Span| span.of(text).chars().take_while(|letter| matches!(letter, ' ' | '\t')).count() as u32;
    let filled = shown.iter().filter(|(_, span)| !span.of(text).trim().is_empty());
    let cut = filled.map(|(_, span)| indent(span)).min().unwrap_or(0);
    let frame = Frame::new()
        .fill(palette.content)
        .stroke(theme::hairline(palette.stroke_subtle))
        .corner_radius(CornerRadius::same(radius::CONTROL))
        .inner_margin(Margin::symmetric(0, 3));
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_width(ui.available_width());
        for (number, span) in shown {
            let start = (span.start + cut).min(span.end);
            line_ui(ui, text, Span::new(start, span.end), number, mark, number == line);
        }
    });
}

fn line_ui(ui: &mut Ui, text: &str, span: Span, number: u32, mark: Mark, is_marked: bool) {
    let palette = theme::palette(ui);
    let width = ui.available_width();
    let left = extent::LINE_NUMBER + gap::SMALL;
    let job = pieces(text, span, mark, palette.text, width - left - gap::SMALL);
    let said = job.text.clone();
    let code = ui.painter().layout_job(job);
    let height = code.size().y.max(18.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    if is_marked {
        ui.painter().rect_filled(rect.shrink2(vec2(1.0, 0.0)), CornerRadius::ZERO, palette.hover);
    }
    let number = ui.painter().layout_no_wrap(number.to_string(), FontId::monospace(letter::SMALL), palette.text_3);
    let at = Pos2::new(rect.left() + extent::LINE_NUMBER - gap::SMALL - number.size().x, rect.top() + 1.0);
    ui.painter().galley(at, number, palette.text_3);
    let inside = Rect::from_min_max(Pos2::new(rect.left() + left - gap::SMALL, rect.top()), rect.right_bottom());
    ui.painter().galley(Pos2::new(inside.left(), rect.top() + 1.0), code, palette.text);
}

/// The line in pieces: before the mark, the mark, after it.
fn pieces(text: &str, line: Span, mark: Mark, colour: Color32, width: f32) -> LayoutJob {
    let from = mark.span.start.clamp(line.start, line.end);
    let to = mark.span.end.clamp(line.start, line.end);
    let plain = TextFormat { line_height: Some(18.0), ..TextFormat::simple(FontId::monospace(letter::SMALL), colour) };
    let line_below = Stroke { width: extent::RING, color: mark.colour };
    let marked = TextFormat { color: mark.colour, background: mark.tint, ..plain.clone() };
    let marked = match mark.is_struck {
        true => TextFormat { strikethrough: theme::hairline(mark.colour), ..marked },
        false => TextFormat { underline: line_below, ..marked },
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = width.max(40.0);
    job.wrap.break_anywhere = true;
    let before = Span::new(line.start, from).of(text);
    let skipped = before.chars().count().saturating_sub(BEFORE);
    let is_long = line.end - line.start > LONGEST as u32;
    if is_long && skipped > 0 {
        job.append("…", 0.0, plain.clone());
        job.append(&shown(before.chars().skip(skipped)), 0.0, plain.clone());
    } else {
        job.append(&shown(before.chars()), 0.0, plain.clone());
    }
    job.append(&shown(Span::new(from, to).of(text).chars().take(LONGEST)), 0.0, marked);
    let after = Span::new(to, line.end).of(text);
    job.append(&shown(after.chars().take(LONGEST)), 0.0, plain.clone());
    if after.chars().nth(LONGEST).is_some() {
        job.append("…", 0.0, plain);
    }
    job
}

fn shown(letters: impl Iterator<Item = char>) -> String {
    let text: String = letters.collect();
    visible(&text.replace('\t', "    ")).into_owned()
}
