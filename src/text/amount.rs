//! Numbers as people read them.
//!
//! In: counts and bytes. Out: `3 files`, `96.4 MB`.
//! Never depends on the machine's language.

/// `1 file`, `3 files`, `2 libraries`.
pub fn count(number: u64, one: &str) -> String {
    if number == 1 {
        return format!("1 {one}");
    }
    match one.strip_suffix('y') {
        Some(stem) => format!("{number} {stem}ies"),
        None => format!("{number} {one}s"),
    }
}

/// Bytes in units of 1000: `812 B`, `4 kB`, `96.4 MB`.
pub fn size(bytes: u64) -> String {
    if bytes < 1_000 {
        return format!("{bytes} B");
    }
    if bytes < 100_000 {
        return format!("{} kB", (bytes + 500) / 1_000);
    }
    let mut value = bytes as f64 / 1e6;
    let mut unit = "MB";
    for larger in ["GB", "TB", "PB"] {
        if value < 999.5 {
            break;
        }
        value /= 1e3;
        unit = larger;
    }
    if value < 99.95 { format!("{value:.1} {unit}") } else { format!("{value:.0} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short_and_in_thousands() {
        let shown: Vec<String> = [0, 999, 4_100, 99_499, 96_400_000, 212_000_000, 1_300_000_000].map(size).into();
        assert_eq!(shown, ["0 B", "999 B", "4 kB", "99 kB", "96.4 MB", "212 MB", "1.3 GB"]);
        assert_eq!(size(u64::MAX), "18447 PB");
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(
            (count(1, "file"), count(0, "file"), count(2, "entry")),
            ("1 file".into(), "0 files".into(), "2 entries".into())
        );
    }
}
