//! How a marked text looks: icon, word, colour, and how it is underlined.
//!
//! In: what happens to what it names. Out: one look for each verdict, told apart without colour as well.
//! Never a colour for what means nothing.

use egui::{Color32, Pos2, Rect, Shape, Ui};

use crate::app::state::{Mark, Subject, Verdict};
use crate::app::theme::{self, Palette, extent};
use crate::app::views::verdict;
use crate::app::widgets::Icon;

/// The look of a mark.
#[derive(Clone, Copy)]
pub struct MarkLook {
    /// Its icon in the gutter.
    pub icon: Icon,
    /// Its word.
    pub word: &'static str,
    /// Text and underline.
    pub colour: Color32,
    /// Behind the text.
    pub tint: Color32,
    /// Below the text.
    pub edge: Edge,
}

/// What stands below or in a marked text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// A line.
    Plain,
    /// A dashed line: not sure.
    Dashed,
    /// Two lines: missing.
    Double,
    /// A line below and one through: it does not travel.
    Struck,
}

/// How a mark looks.
pub fn of(palette: &Palette, mark: &Mark) -> MarkLook {
    let mut look = of_verdict(palette, mark.verdict);
    match mark.subject {
        Subject::Module(_) if mark.verdict == Verdict::Missing => look.word = "Not on the server",
        Subject::Module(_) => look.word = "Look at this module",
        Subject::Data(_) if mark.is_rewritten => (look.icon, look.word) = (Icon::Rewritten, rewritten(mark.verdict)),
        Subject::Data(_) | Subject::LookedFor(_) => {}
    }
    look
}

fn rewritten(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Stays => "Stays, rewritten",
        Verdict::Unsure => "Unsure, rewritten",
        _ => "Copied, rewritten",
    }
}

fn of_verdict(palette: &Palette, of: Verdict) -> MarkLook {
    let (tint, edge) = match of {
        Verdict::Missing => (palette.error_tint, Edge::Double),
        Verdict::Unsure => (palette.warning_tint, Edge::Dashed),
        Verdict::LeftBehind => (palette.left_tint, Edge::Plain),
        Verdict::Copied => (palette.copied_tint, Edge::Plain),
        Verdict::Stays => (palette.stays_tint, Edge::Plain),
        Verdict::Excluded | Verdict::LeftOut => (palette.excluded_tint, Edge::Struck),
        Verdict::NotFound => (palette.excluded_tint, Edge::Dashed),
    };
    let said = verdict::of(palette, of);
    let (word, colour) = if of == Verdict::NotFound { ("Not found here", palette.excluded) } else { (said.word, said.colour) };
    MarkLook { icon: said.icon, word, colour, tint, edge }
}

/// Draws what stands below or in a text that fills `rect`.
pub fn paint_edge(ui: &Ui, rect: Rect, edge: Edge, colour: Color32) {
    let painter = ui.painter();
    let line = |y: f32, height: f32| {
        let line = Rect::from_min_max(Pos2::new(rect.left(), y), Pos2::new(rect.right(), y + height));
        painter.rect_filled(line, 0.0, colour);
    };
    let bottom = rect.bottom() - extent::RING;
    match edge {
        Edge::Plain => line(bottom, extent::RING),
        Edge::Double => {
            line(bottom - extent::RING, 1.0);
            line(bottom + 1.0, 1.0);
        }
        Edge::Dashed => {
            let y = bottom + extent::RING / 2.0;
            let ends = [Pos2::new(rect.left(), y), Pos2::new(rect.right(), y)];
            painter.extend(Shape::dashed_line(&ends, theme::edge(colour, extent::RING), 4.0, 3.0));
        }
        Edge::Struck => {
            line(bottom, extent::RING);
            line(rect.center().y.round(), 1.0);
        }
    }
}
