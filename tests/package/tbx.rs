//! Builds a binary toolbox from a few values.
//!
//! In: tools with parameters, links and code. Out: the bytes of a compound file.
//! Never shares code with the reader: the container is written by the crate `cfb`.

use std::io::{Cursor, Write};

const STRING: [u8; 16] = class(0x6A34_8533, 0xB667, 0x4A05, 0xABB0_0024_110D_17F0);
const PARAMETER: [u8; 16] = class(0x31D0_6F12, 0x3F00, 0x47F8, 0xA657_3A2E_4EA8_5FE2);
const SIMPLE: [u8; 16] = class(0x960C_B02A, 0x8CAF, 0x442B, 0xACF7_6B62_56FC_19F9);

/// A script tool.
#[derive(Clone, Copy, Default)]
pub struct BinaryTool<'a> {
    pub name: &'a str,
    pub link: &'a str,
    pub script: &'a str,
    pub validation: &'a str,
    /// Name, data type, default.
    pub parameters: &'a [(&'a str, &'a str, &'a str)],
    /// Parameter, layer file.
    pub symbology: &'a [(&'a str, &'a str)],
}

const fn class(a: u32, b: u16, c: u16, d: u64) -> [u8; 16] {
    let ([a0, a1, a2, a3], [b0, b1], [c0, c1]) = (a.to_le_bytes(), b.to_le_bytes(), c.to_le_bytes());
    let [d0, d1, d2, d3, d4, d5, d6, d7] = d.to_be_bytes();
    [a0, a1, a2, a3, b0, b1, c0, c1, d0, d1, d2, d3, d4, d5, d6, d7]
}

/// The toolbox with these tools.
pub fn build(tools: &[BinaryTool<'_>]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    let mut add = |name: &str, bytes: &[u8]| file.create_stream(name).unwrap().write_all(bytes).unwrap();
    let mut version = Vec::new();
    version.extend(6_u16.to_le_bytes());
    version.extend([0; 12]);
    text(&mut version, "Box");
    add("/Version", &version);
    let mut contents = Vec::new();
    text(&mut contents, "port");
    contents.extend([0; 4]);
    contents.extend((tools.len() as u32).to_le_bytes());
    add("/Contents", &contents);
    for (at, tool) in tools.iter().enumerate() {
        add(&format!("/Tool{at}"), &record(tool));
    }
    file.into_inner().into_inner()
}

fn record(tool: &BinaryTool<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(3_u32.to_le_bytes());
    bytes.extend(11_u16.to_le_bytes());
    bytes.extend(6_u16.to_le_bytes());
    for word in [tool.name, tool.name, "", ""] {
        text(&mut bytes, word);
    }
    bytes.extend(1_u32.to_le_bytes());
    text(&mut bytes, "");
    bytes.extend((-1_i16).to_le_bytes());
    text(&mut bytes, "");
    bytes.extend([0; 4]);
    text(&mut bytes, tool.link);
    bytes.extend((tool.parameters.len() as u32).to_le_bytes());
    for (name, datatype, value) in tool.parameters {
        parameter(&mut bytes, name, datatype, value);
    }
    let metadata = b"<metadata/>";
    bytes.extend((metadata.len() as u32).to_le_bytes());
    bytes.extend(metadata);
    bytes.extend([0, 1]);
    text(&mut bytes, tool.validation);
    bytes.extend([0; 6]);
    bytes.extend(100_u32.to_le_bytes());
    bytes.extend((tool.symbology.len() as u32).to_le_bytes());
    for (name, layer) in tool.symbology {
        text(&mut bytes, name);
        text(&mut bytes, layer);
    }
    text(&mut bytes, tool.script);
    text(&mut bytes, "");
    bytes.push(0);
    bytes
}

fn parameter(bytes: &mut Vec<u8>, name: &str, datatype: &str, value: &str) {
    bytes.extend(PARAMETER);
    bytes.extend(10_u16.to_le_bytes());
    text(bytes, name);
    text(bytes, name);
    bytes.extend([0; 4]);
    bytes.extend(SIMPLE);
    bytes.extend([0; 4]);
    for word in [datatype, "", "", ""] {
        text(bytes, word);
    }
    bytes.extend([0; 16 + 2 + 1 + 16 + 4]);
    // Required, depends on nothing, any value, enabled.
    bytes.extend([0; 8 + 16]);
    bytes.extend((-1_i16).to_le_bytes());
    if value.is_empty() {
        bytes.extend([0; 16]);
        return;
    }
    bytes.extend(STRING);
    bytes.extend([1, 0, 1, 0, 0, 0]);
    let units: Vec<u8> = value.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    bytes.extend((units.len() as u32).to_le_bytes());
    bytes.extend(units);
}

/// A text behind the number of its letters; the empty one is only that number.
fn text(bytes: &mut Vec<u8>, text: &str) {
    let units: Vec<u16> = text.encode_utf16().collect();
    bytes.extend((units.len() as u32).to_le_bytes());
    if !units.is_empty() {
        bytes.extend(units.into_iter().chain([0]).flat_map(u16::to_le_bytes));
    }
}
