//! Writes zip archives as no library would: with names in old code pages, twice the same name, bytes before and after.
//!
//! In: entries. Out: the bytes of the archive.
//! Never packs: all members are stored.

/// A member, and how its header says it is.
#[derive(Clone, Debug)]
pub struct Entry {
    pub name: Vec<u8>,
    pub bytes: Vec<u8>,
    pub flags: u16,
}

impl Entry {
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.as_bytes().to_vec(), bytes: text.as_bytes().to_vec(), flags: 0 }
    }

    /// The same with a flag of the header set, for instance 1 for encrypted.
    pub fn flagged(self, flags: u16) -> Self {
        Self { flags, ..self }
    }

    /// The same with a name that is no UTF-8.
    pub fn named(self, name: &[u8]) -> Self {
        Self { name: name.to_vec(), ..self }
    }
}

/// The archive of these entries behind `before`, with a comment.
pub fn archive(before: &[u8], entries: &[Entry], comment: &str) -> Vec<u8> {
    let mut all = before.to_vec();
    let mut directory = Vec::new();
    for entry in entries {
        let at = (all.len() - before.len()) as u32;
        let mut header = Vec::new();
        for number in [20, entry.flags, 0, 0, 0x21] {
            header.extend(u16::to_le_bytes(number));
        }
        for number in [crc32(&entry.bytes), entry.bytes.len() as u32, entry.bytes.len() as u32] {
            header.extend(u32::to_le_bytes(number));
        }
        header.extend(u16::to_le_bytes(entry.name.len() as u16));
        header.extend([0, 0]);
        all.extend(*b"PK\x03\x04");
        all.extend(&header);
        all.extend(&entry.name);
        all.extend(&entry.bytes);
        directory.extend(*b"PK\x01\x02\x14\x00");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(u32::to_le_bytes(at));
        directory.extend(&entry.name);
    }
    let start = (all.len() - before.len()) as u32;
    all.extend(&directory);
    all.extend(*b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        all.extend(u16::to_le_bytes(entries.len() as u16));
    }
    all.extend(u32::to_le_bytes(directory.len() as u32));
    all.extend(u32::to_le_bytes(start));
    all.extend(u16::to_le_bytes(comment.len() as u16));
    all.extend(comment.as_bytes());
    all
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}
