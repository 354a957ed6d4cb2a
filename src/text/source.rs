//! Decodes a source file, and encodes an edited one without touching the rest.
//!
//! In: bytes. Out: a [`SourceFile`]: text, encoding, byte-order mark, and notes on what was odd.
//! Never fails: bytes that are no valid text in the declared encoding are read as Windows-1252, with a note.
//! Rules: PEP 263 (encoding line), PEP 3120 (UTF-8 by default).

use std::sync::Arc;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How a source's bytes become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// The name as the report shows it, in lower case (`utf-8`, `windows-1252`, …).
    pub fn name(self) -> String {
        self.0.name().to_lowercase()
    }
}

/// A decoded text file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The text without byte-order mark, line ends as they were.
    pub text: Arc<str>,
    /// What the bytes were decoded with.
    pub encoding: Encoding,
    /// True if the bytes began with a byte-order mark.
    pub has_bom: bool,
    /// What a reader should know of the decoding, as sentences; empty when nothing was odd.
    pub notes: Vec<String>,
}

impl SourceFile {
    /// Decodes `bytes`: byte-order mark, then the encoding line, then UTF-8, then Windows-1252.
    pub fn decode(bytes: &[u8]) -> Self {
        if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
            let body = bytes.get(length..).unwrap_or_default();
            return Self::decoded(encoding, true, body);
        }
        match declared_encoding(bytes) {
            Some(label) => match encoding_for(&label) {
                Some(encoding) => Self::decoded(encoding, false, bytes),
                None => {
                    let mut source = Self::decoded(UTF_8, false, bytes);
                    source
                        .notes
                        .push(format!("The encoding line names {label}, which is not known; read as {}", source.encoding.name()));
                    source
                }
            },
            None => Self::decoded(UTF_8, false, bytes),
        }
    }

    /// Text made in memory (tests, generated sources): UTF-8, no mark.
    pub fn from_text(text: &str) -> Self {
        Self { text: text.into(), encoding: Encoding(UTF_8), has_bom: false, notes: Vec::new() }
    }

    fn decoded(encoding: &'static encoding_rs::Encoding, has_bom: bool, body: &[u8]) -> Self {
        let mut notes = Vec::new();
        let (text, used) = match encoding.decode_without_bom_handling_and_without_replacement(body) {
            Some(text) => (text, encoding),
            None if encoding == UTF_16LE || encoding == UTF_16BE => {
                notes.push(format!("Some characters are not valid {}", encoding.name()));
                (encoding.decode_without_bom_handling(body).0, encoding)
            }
            None => {
                notes.push(format!("The bytes are not valid {}; read as Windows-1252", encoding.name()));
                (WINDOWS_1252.decode_without_bom_handling(body).0, WINDOWS_1252)
            }
        };
        if text.contains('\0') {
            notes.push("The text holds NUL characters".to_owned());
        }
        Self { text: text.into(), encoding: Encoding(used), has_bom, notes }
    }

    /// Encodes `text` as this file was encoded; `None` where a character has no place in that encoding.
    pub fn encode(&self, text: &str) -> Option<Vec<u8>> {
        let encoding = self.encoding.0;
        let mut bytes = Vec::with_capacity(text.len() + 3);
        if encoding == UTF_16LE || encoding == UTF_16BE {
            let little = encoding == UTF_16LE;
            let mark = self.has_bom.then_some(0xFEFF_u16);
            for unit in mark.into_iter().chain(text.encode_utf16()) {
                bytes.extend(if little { unit.to_le_bytes() } else { unit.to_be_bytes() });
            }
            return Some(bytes);
        }
        if self.has_bom {
            bytes.extend([0xEF, 0xBB, 0xBF]);
        }
        let (body, _, unmappable) = encoding.encode(text);
        bytes.extend_from_slice(&body);
        (!unmappable).then_some(bytes)
    }
}

/// The label of a PEP 263 line among the first two lines.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let mut lines = bytes.split(|byte| *byte == b'\n' || *byte == b'\r').filter(|line| !line.is_empty());
    let first = lines.next()?;
    label_in(first).or_else(|| {
        let only_comment = first.trim_ascii_start().first().is_none_or(|byte| *byte == b'#');
        if only_comment { lines.next().and_then(label_in) } else { None }
    })
}

fn label_in(line: &[u8]) -> Option<String> {
    let line = line.trim_ascii_start();
    if line.first() != Some(&b'#') {
        return None;
    }
    let text = String::from_utf8_lossy(line.get(..line.len().min(400))?);
    let at = text.find("coding:").or_else(|| text.find("coding="))?;
    let label: String = text
        .get(at + 7..)?
        .trim_start_matches([' ', '\t'])
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.'))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// Python's names of encodings, most of which WHATWG knows too.
fn encoding_for(label: &str) -> Option<&'static encoding_rs::Encoding> {
    let plain = label.to_lowercase().replace('_', "-");
    let python_only = match plain.as_str() {
        "utf8" | "utf-8-sig" | "u8" | "utf" | "cp65001" => Some("utf-8"),
        "latin-1" | "latin1" | "iso-latin-1" | "l1" | "mbcs" | "ansi" => Some("windows-1252"),
        "cp936" | "ms936" | "936" => Some("gbk"),
        "cp932" | "ms932" => Some("shift_jis"),
        "cp949" => Some("euc-kr"),
        "cp950" => Some("big5"),
        "koi8" => Some("koi8-r"),
        _ => None,
    };
    let found = encoding_rs::Encoding::for_label(python_only.unwrap_or(&plain).as_bytes())?;
    // An encoding line is ASCII text, so it cannot truly announce UTF-16.
    Some(if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_line_decides_and_the_text_goes_back_unchanged() {
        let bytes = b"# -*- coding: cp1252 -*-\nx = '\xfc'\r\n";
        let source = SourceFile::decode(bytes);
        assert_eq!((source.encoding.name().as_str(), source.notes.len()), ("windows-1252", 0));
        assert!(source.text.contains('ü'));
        assert_eq!(source.encode(&source.text).as_deref(), Some(&bytes[..]));
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_read_as_windows_1252_with_a_note() {
        let source = SourceFile::decode(b"x = '\xfc'");
        assert_eq!(source.encoding.name(), "windows-1252");
        assert_eq!(source.notes, ["The bytes are not valid UTF-8; read as Windows-1252"]);
        assert_eq!(source.encode(&source.text).as_deref(), Some(&b"x = '\xfc'"[..]));
    }

    #[test]
    fn utf_16_and_marks_go_back_unchanged() {
        for bytes in [&b"\xff\xfea\0\n\0"[..], &b"\xfe\xff\0a\0\n"[..], &b"\xef\xbb\xbfa\n"[..]] {
            let source = SourceFile::decode(bytes);
            assert_eq!(&*source.text, "a\n");
            assert_eq!(source.encode(&source.text).as_deref(), Some(bytes));
        }
    }
}
