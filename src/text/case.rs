//! Text in lower case, for searching through a hundred thousand of them.
//!
//! In: any text. Out: its lower case, in room that is used again and again.
//! Never other letters than `str::to_lowercase` has.

/// Puts `text` into `lower`, in lower case; what stood there is gone.
pub fn lower_case(text: &str, lower: &mut String) {
    lower.clear();
    if text.is_ascii() {
        lower.push_str(text);
        lower.make_ascii_lowercase();
    } else {
        lower.push_str(&text.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_becomes_small_and_nothing_is_left_from_before() {
        let mut lower = String::from("before");
        for text in ["City.GDB/Streets", "STRASSE/Größe/ΠΌΛΗ/ΟΔΟΣ", "İ"] {
            lower_case(text, &mut lower);
            assert_eq!(lower, text.to_lowercase());
        }
    }
}
