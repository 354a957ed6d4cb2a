//! Shows text from files without letting it play tricks on the reader.
//!
//! In: any text. Out: the same text with control and bidirectional characters spelled as `\u{…}`.
//! Never changes what is stored: only what is shown.

use std::borrow::Cow;

/// `text` with control characters, bidirectional marks and invisible separators spelled out.
///
/// For names in the window, in HTML and on terminals. Line ends and tabs are spelled out too.
pub fn visible(text: &str) -> Cow<'_, str> {
    // Nearly all text is plain, and a hundred thousand rows are looked through.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.chars().any(is_tricky) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_tricky(letter) {
            shown.extend(letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

fn is_tricky(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{061C}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bidi_and_control_characters_are_spelled_out() {
        assert_eq!(visible("Grüße/城市.shp"), "Grüße/城市.shp");
        assert_eq!(visible("a\u{202E}b\nc\u{1b}"), r"a\u{202e}b\u{a}c\u{1b}");
    }
}
