//! Several values in one text, as a multi-value parameter holds them.
//!
//! In: a parameter's value, or its elements. Out: the elements, or the value.
//! Never divides an element that stands in quotes.
//! Rules: elements are joined by `;`, one that holds a blank stands in single quotes, in the toolboxes seen.

use std::borrow::Cow;

/// The elements of a value, without the blanks and quotes around them.
pub fn elements(value: &str) -> impl Iterator<Item = &str> {
    parts(value).into_iter().map(bare)
}

/// A value made of these elements.
pub fn joined<'a>(elements: impl IntoIterator<Item = &'a str>) -> String {
    elements.into_iter().map(quoted).collect::<Vec<_>>().join(";")
}

/// The value with other texts in the place of some elements; the rest stays as it is written. `None` where nothing changes.
pub fn with_elements<'a>(value: &str, mut other: impl FnMut(&str) -> Option<&'a str>) -> Option<String> {
    let parts = parts(value);
    let is_many = parts.len() > 1;
    let mut is_changed = false;
    let changed = parts.into_iter().map(|part| match other(bare(part)) {
        Some(after) => {
            is_changed = true;
            match part.trim().starts_with('\'') {
                true => Cow::Owned(format!("'{after}'")),
                false if is_many => quoted(after),
                false => Cow::Borrowed(after),
            }
        }
        None => Cow::Borrowed(part),
    });
    let changed = changed.collect::<Vec<_>>().join(";");
    is_changed.then_some(changed)
}

/// The elements as they are written. A quote counts where an element, or a cell in a row of a value table, begins with it.
fn parts(value: &str) -> Vec<&str> {
    let bytes = value.as_bytes();
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut may_be_quoted = true;
    while let Some(byte) = bytes.get(at) {
        let begins = at == start || bytes.get(at - 1) == Some(&b' ');
        if *byte == b'\'' && begins && may_be_quoted {
            match closing_quote(bytes, at + 1) {
                Some(end) => at = end,
                None => may_be_quoted = false,
            }
        } else if *byte == b';' {
            parts.extend(value.get(start..at));
            start = at + 1;
        }
        at += 1;
    }
    parts.extend(value.get(start..));
    parts
}

/// The quote that ends an element or a cell.
fn closing_quote(bytes: &[u8], from: usize) -> Option<usize> {
    let ends = |at: &usize| bytes.get(*at) == Some(&b'\'') && matches!(bytes.get(at + 1), None | Some(b';' | b' '));
    (from..bytes.len()).find(ends)
}

fn bare(part: &str) -> &str {
    let part = part.trim();
    let inner = part.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    // `'one' 'two'` is a row of a value table.
    inner.filter(|inner| !inner.contains("' '")).unwrap_or(part)
}

fn quoted(element: &str) -> Cow<'_, str> {
    if element.contains([' ', ';']) { Cow::Owned(format!("'{element}'")) } else { Cow::Borrowed(element) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(value: &str) -> Vec<&str> {
        elements(value).collect()
    }

    #[test]
    fn an_element_in_quotes_is_one() {
        assert_eq!(read(r"e:\a; 'e:\b c' ;'e:\d;e'"), [r"e:\a", r"e:\b c", r"e:\d;e"]);
        assert_eq!(read("one 'two; words';three"), ["one 'two; words'", "three"]);
        assert_eq!((read("'a' 'b'"), read("")), (vec!["'a' 'b'"], vec![""]));
    }

    #[test]
    fn an_apostrophe_is_no_quote() {
        assert_eq!(read(r"e:\o'neill;e:\b'c"), [r"e:\o'neill", r"e:\b'c"]);
        assert_eq!(read("'open;b"), ["'open", "b"]);
    }

    #[test]
    fn only_the_named_elements_change_and_all_at_once() {
        let swapped = |part: &str| [("a", "b"), ("b", "my a")].into_iter().find(|(from, _)| *from == part).map(|(_, to)| to);
        assert_eq!(with_elements("a; 'b';ab", swapped).as_deref(), Some("b;'my a';ab"));
        assert_eq!(with_elements("b", swapped).as_deref(), Some("my a"));
        assert_eq!(with_elements("ab", swapped), None);
    }

    proptest! {
        #[test]
        fn what_is_joined_is_read_again(texts in proptest::collection::vec(r"[a-z][a-z ;\\]{0,6}[a-z]", 1..5)) {
            let value = joined(texts.iter().map(String::as_str));
            prop_assert_eq!(read(&value), texts);
        }

        #[test]
        fn any_value_is_divided_without_loss(value in "[a' ;]{0,20}") {
            prop_assert_eq!(parts(&value).join(";"), value);
        }
    }
}
