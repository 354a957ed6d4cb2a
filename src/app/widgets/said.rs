//! Sentences that quote source: what stands in quotes is written as code.
//!
//! In: a sentence. Out: a label of one line.
//! Never changes a word of it.

use egui::text::LayoutJob;
use egui::{Color32, FontId, Label, Response, Role, TextFormat, Ui, WidgetInfo};

use crate::app::theme::letter;
use crate::text::visible;

/// A sentence in one line; what does not fit is for the view to tell in a tooltip.
pub fn said_ui(ui: &mut Ui, text: &str, colour: Color32) -> Response {
    let shown = visible(text);
    let mut job = LayoutJob::default();
    for (is_code, piece) in pieces(&shown) {
        let font = if is_code { FontId::monospace(letter::SMALL) } else { FontId::proportional(letter::BODY) };
        job.append(piece, 0.0, TextFormat::simple(font, colour));
    }
    let response = ui.add(Label::new(job).truncate().show_tooltip_when_elided(false).selectable(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, shown.as_ref()));
    response
}

/// The pieces of a sentence, with those in quotes marked; a letter before the quotes belongs to them.
fn pieces(text: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((start, end)) = next_quoted(rest) {
        if let (Some(before), Some(quoted), Some(after)) = (rest.get(..start), rest.get(start..end), rest.get(end..)) {
            pieces.extend((!before.is_empty()).then_some((false, before)));
            pieces.push((true, quoted));
            rest = after;
        }
    }
    pieces.extend((!rest.is_empty()).then_some((false, rest)));
    pieces
}

/// Where the first quoted text begins and ends. An apostrophe opens only after a blank, closes only before one.
fn next_quoted(text: &str) -> Option<(usize, usize)> {
    let starts = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        let prefix = before.chars().rev().take_while(char::is_ascii_alphabetic).count();
        let word = before.len() - prefix;
        let is_prefix = prefix <= 2 && before.get(word..).is_some_and(|letters| letters.chars().all(|l| "rRuUbBfF".contains(l)));
        let is_free = before.get(..word).is_some_and(|before| before.is_empty() || before.ends_with([' ', '(']));
        (is_prefix && is_free).then_some(word)
    };
    for (at, quote) in text.char_indices().filter(|(_, letter)| matches!(letter, '"' | '\'')) {
        let Some(start) = starts(at) else { continue };
        let inside = text.get(at + 1..)?;
        let ends = inside.char_indices().filter(|(_, letter)| *letter == quote).map(|(end, _)| at + 1 + end + 1);
        let is_end = |end: &usize| {
            text.get(*end..).is_some_and(|after| after.is_empty() || after.starts_with([' ', ',', ';', '.', ')', ':']))
        };
        if let Some(end) = ends.into_iter().find(is_end) {
            return Some((start, end));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_quotes_is_code_and_an_apostrophe_is_none() {
        assert_eq!(
            pieces(r#"Named as r"../TOOLDATA/a b.shp"; 'x' too"#),
            [(false, "Named as "), (true, r#"r"../TOOLDATA/a b.shp""#), (false, "; "), (true, "'x'"), (false, " too")]
        );
        assert_eq!(pieces("ArcGIS' own scan isn't so"), [(false, "ArcGIS' own scan isn't so")]);
    }
}
