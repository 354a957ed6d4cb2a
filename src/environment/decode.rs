//! Text of a listing, whatever wrote it.
//!
//! In: bytes. Out: text with plain line ends.
//! Never fails: `>` in Windows PowerShell writes UTF-16, older consoles write Windows-1252.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Decodes by byte-order mark, then by the zero bytes that UTF-16 has between Latin letters, then UTF-8, then Windows-1252.
pub(super) fn text_of(bytes: &[u8]) -> String {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or_default()).0.into_owned(),
        None => match bytes.first_chunk::<4>() {
            Some([first, 0, second, 0]) if *first != 0 && *second != 0 => {
                UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
            }
            Some([0, first, 0, second]) if *first != 0 && *second != 0 => {
                UTF_16BE.decode_without_bom_handling(bytes).0.into_owned()
            }
            _ => match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
            },
        },
    };
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(text_of(&wide("\u{FEFF}numpy 1\r\n")), "numpy 1\n");
        assert_eq!(text_of(&wide("numpy 1\r\n")), "numpy 1\n");
        assert_eq!(text_of(b"\xef\xbb\xbfnumpy"), "numpy");
        assert_eq!(text_of(b"caf\xe9"), "café");
    }
}
