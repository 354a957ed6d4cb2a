//! Finds connection files that would travel with a saved password.
//!
//! In: the files of the layout. Out: those that save one.
//! Never keeps a value: only whether the property is there.
//!
//! A `.sde` is an OLE file whose stream of properties has its names in UTF-16. That the name `PASSWORD` among the
//! file's bytes means a saved password is believed (files without one were seen to lack it), and errs on the safe side.

use crate::disk::Files;
use crate::layout::Layout;
use crate::text::DataPath;

/// The connection files of a layout that save a password, or that cannot be read to find out, in the layout's order.
pub fn saved_passwords(layout: &Layout, files: &dyn Files) -> Vec<DataPath> {
    let connections = layout.files.iter().filter(|file| file.source.extension() == "sde");
    let saves = |path: &&DataPath| files.read(path).map_or(true, |bytes| has_password(&bytes));
    connections.map(|file| &file.source).filter(saves).cloned().collect()
}

fn has_password(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "PASSWORD".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window.eq_ignore_ascii_case(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_by_the_name_of_its_property() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert!(has_password(&[b"odd".to_vec(), utf16("USER\0anna\0PASSWORD\0x")].concat()));
        assert!(has_password(&utf16("ENCRYPTED_PASSWORD")));
        assert!(!has_password(&utf16("AUTHENTICATION_MODE\0OSA\0PASS")));
        assert!(!has_password(b"PASSWORD"));
        assert!(!has_password(b""));
    }
}
