//! Help pages as they are written: titles, paragraphs, lists and examples.
//!
//! In: the text of a page. Out: its parts, and how they look.
//! Never more of Markdown than the pages use.

use egui::{CornerRadius, Frame, Label, Margin, RichText, Ui};

use crate::app::theme::{self, gap, letter, radius};

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title of a section.
    Title(String),
    /// A paragraph.
    Paragraph(String),
    /// A point of a list.
    Point(String),
    /// Lines that stand as they are.
    Example(String),
}

/// The title of a page, and its parts.
pub fn parts(page: &str) -> (String, Vec<Part>) {
    let mut title = String::new();
    let mut parts: Vec<Part> = Vec::new();
    let mut goes_on = false;
    for line in page.lines() {
        let added = match (line, parts.last_mut()) {
            ("", Some(Part::Example(example))) => {
                example.push('\n');
                None
            }
            ("", _) => None,
            (line, _) if line.starts_with("# ") => {
                title = line.trim_start_matches("# ").to_owned();
                None
            }
            (line, _) if line.starts_with("## ") => Some(Part::Title(line.trim_start_matches("## ").to_owned())),
            (line, _) if line.starts_with("- ") => Some(Part::Point(line.trim_start_matches("- ").to_owned())),
            (line, Some(Part::Example(example))) if line.starts_with("    ") => {
                example.push('\n');
                example.push_str(line.strip_prefix("    ").unwrap_or(line));
                None
            }
            (line, _) if line.starts_with("    ") => Some(Part::Example(line.strip_prefix("    ").unwrap_or(line).to_owned())),
            (line, Some(Part::Point(text) | Part::Paragraph(text))) if goes_on => {
                text.push(' ');
                text.push_str(line.trim());
                None
            }
            (line, _) => Some(Part::Paragraph(line.to_owned())),
        };
        goes_on = !line.is_empty();
        parts.extend(added);
    }
    for part in &mut parts {
        if let Part::Example(example) = part {
            example.truncate(example.trim_end().len());
        }
    }
    (title, parts)
}

/// Draws the parts of a page.
pub fn parts_ui(ui: &mut Ui, parts: &[Part]) {
    let palette = theme::palette(ui);
    for part in parts {
        match part {
            Part::Title(title) => {
                ui.add_space(gap::NORMAL);
                ui.label(RichText::new(title).font(theme::semibold(letter::BODY)).color(palette.text));
            }
            Part::Paragraph(text) => {
                ui.add(Label::new(RichText::new(text).color(palette.text)).wrap());
            }
            Part::Point(text) => {
                ui.horizontal_top(|ui| {
                    ui.label(RichText::new("•").color(palette.text_2));
                    ui.add(Label::new(RichText::new(text).color(palette.text)).wrap());
                });
            }
            Part::Example(text) => example_ui(ui, text),
        }
    }
}

fn example_ui(ui: &mut Ui, text: &str) {
    let palette = theme::palette(ui);
    let frame =
        Frame::new().fill(palette.sunken).corner_radius(CornerRadius::same(radius::CONTROL)).inner_margin(Margin::same(gap::BAR));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let code = RichText::new(text).monospace().size(letter::SMALL).color(palette.text);
        ui.add(Label::new(code).wrap().selectable(true));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::CODES;

    #[test]
    fn lines_of_a_paragraph_and_of_a_point_are_joined_and_examples_kept() {
        let page =
            "# Title\n\nOne\ntwo.\n\n## What to do\n\n- First\n  goes on.\n- Second.\n\n## Example\n\n    a = 1\n\n        b\n";
        let expected = [
            Part::Paragraph("One two.".to_owned()),
            Part::Title("What to do".to_owned()),
            Part::Point("First goes on.".to_owned()),
            Part::Point("Second.".to_owned()),
            Part::Title("Example".to_owned()),
            Part::Example("a = 1\n\n    b".to_owned()),
        ];
        assert_eq!(parts(page), ("Title".to_owned(), expected.to_vec()));
    }

    #[test]
    fn every_help_page_has_a_title_an_example_and_no_mark_that_is_not_drawn() {
        for code in CODES {
            let (title, parts) = parts(code.help);
            assert_eq!(title, code.title);
            assert!(parts.iter().any(|part| matches!(part, Part::Example(_))), "{}", code.name);
            for part in parts {
                if let Part::Paragraph(text) | Part::Point(text) | Part::Title(text) = part {
                    let marks = ["`", "**", "](", "1. ", "> ", "|", "#"];
                    assert!(!marks.iter().any(|mark| text.contains(mark)), "{}: {text}", code.name);
                }
            }
        }
    }
}
