//! Writes binary toolboxes, for tests and for the examples of the rules.
//!
//! In: tools as plain values. Out: the bytes of their records, and of the file that holds them.
//! Never part of the program: a publisher's .tbx is read and copied, not written.

use std::io::{Cursor, Write};

/// A tool's record.
#[derive(Clone, Default)]
pub struct ToolRecord {
    /// 1 system tool, 2 model, 3 script.
    pub kind: u32,
    /// The version of the record.
    pub version: u16,
    /// The name.
    pub name: String,
    /// Nested by backslashes.
    pub toolset: String,
    /// The linked script, as written.
    pub link: String,
    /// The parameters.
    pub parameters: Vec<ParameterRecord>,
    /// Metadata as it lies in the file.
    pub metadata: Vec<u8>,
    /// Tool validation code.
    pub validation: String,
    /// The embedded script.
    pub script: String,
    /// What it was protected with.
    pub password: String,
    /// Of a model: texts in it, and tools that it runs (folder, toolbox, tool).
    pub texts: Vec<String>,
    /// Of a model: the tools that it runs, as kind, folder, toolbox and tool.
    pub calls: Vec<(u32, String, String, String)>,
}

/// A parameter of a tool.
#[derive(Clone, Default)]
pub struct ParameterRecord {
    /// The name.
    pub name: String,
    /// `GPString`, `GPMultiValue<GPString>`, `A|B`, `GPValueTable<A|B>`.
    pub datatype: String,
    /// True for an output.
    pub is_output: bool,
    /// 0 required, 1 optional, 2 derived.
    pub kind: u32,
    /// The names it depends on.
    pub depends_on: Vec<String>,
    /// A list of choices.
    pub choices: Vec<String>,
    /// A domain of any other kind, as it lies in the file.
    pub domain: Option<Vec<u8>>,
    /// The default; empty for none.
    pub value: String,
    /// The layer file, as written.
    pub symbology: String,
}

/// The file of a toolbox.
pub fn file(alias: &str, tools: &[Vec<u8>]) -> Vec<u8> {
    let version = [&6u16.to_le_bytes()[..], &[0; 12], &long_text("Toolbox")].concat();
    let contents = [long_text(alias), vec![0; 4], number(tools.len() as u32)].concat();
    let mut streams = vec![("Version".to_owned(), version), ("Contents".to_owned(), contents)];
    streams.extend(tools.iter().enumerate().map(|(place, bytes)| (format!("Tool{place}"), bytes.clone())));
    compound_file(&streams)
}

/// A file of any kind with these streams.
pub fn compound_file(streams: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// The record of a tool.
pub fn record(tool: &ToolRecord) -> Vec<u8> {
    let mut out = number(tool.kind);
    out.extend(tool.version.to_le_bytes());
    out.extend(6u16.to_le_bytes());
    for text in [&tool.name, &tool.name, "What it does", &tool.toolset] {
        out.extend(long_text(text));
    }
    out.extend([number(7), long_text(""), vec![0xFF, 0xFF], long_text(r"Help\Port.chm"), number(26)].concat());
    match tool.kind {
        2 => model(tool, &mut out),
        3 => script(tool, &mut out),
        _ => {}
    }
    out
}

fn script(tool: &ToolRecord, out: &mut Vec<u8>) {
    out.extend([long_text(&tool.link), number(tool.parameters.len() as u32)].concat());
    for parameter in &tool.parameters {
        out.extend(parameter_record(parameter));
    }
    out.extend([number(tool.metadata.len() as u32), tool.metadata.clone(), vec![0]].concat());
    if tool.version < 8 {
        return;
    }
    out.extend([vec![0], long_text(&tool.validation), vec![0, 0], vec![9, 8, 7, 6], number(100)].concat());
    let layers: Vec<_> = tool.parameters.iter().filter(|parameter| !parameter.symbology.is_empty()).collect();
    out.extend(number(layers.len() as u32));
    for parameter in layers {
        out.extend([long_text(&parameter.name), long_text(&parameter.symbology)].concat());
    }
    if tool.version >= 10 {
        out.extend([long_text(&tool.script), long_text(&tool.password), vec![0]].concat());
    }
}

fn model(tool: &ToolRecord, out: &mut Vec<u8>) {
    for parameter in &tool.parameters {
        out.extend(parameter_record(parameter));
    }
    for text in &tool.texts {
        out.extend([class("3385346a67b6054aabb00024110d17f0"), byte_text(text)].concat());
    }
    for (kind, folder, toolbox, name) in &tool.calls {
        out.extend([class("8223e317638d3844bbafd3c3a66918b0"), number(5), vec![3, 0]].concat());
        out.extend([long_text(name), long_text(name), long_text(""), long_text(""), number(*kind)].concat());
        out.extend([class("b2def8fd91eb9d47a410854ba8ef6349"), number(6), vec![3, 0], long_text(toolbox), number(0)].concat());
        out.extend([class("1100355a71e3d111aa8200c04fa33a15"), number(7), vec![1, 0], byte_text(folder)].concat());
    }
}

fn parameter_record(parameter: &ParameterRecord) -> Vec<u8> {
    let mut out = [class("126fd031003ff847a6573a2e4ea85fe2"), vec![10, 0]].concat();
    out.extend([long_text(&parameter.name), long_text(&parameter.name), number(u32::from(parameter.is_output))].concat());
    out.extend([datatype(&parameter.datatype), number(parameter.kind), number(parameter.depends_on.len() as u32)].concat());
    parameter.depends_on.iter().for_each(|name| out.extend(long_text(name)));
    out.extend(match &parameter.domain {
        Some(domain) => domain.clone(),
        None if parameter.choices.is_empty() => vec![0; 16],
        None => coded_values(&parameter.choices),
    });
    out.extend(
        [vec![0xFF, 0xFF], value(&parameter.datatype, &parameter.value), vec![0; 24], vec![0xFF; 4], vec![0; 38]].concat(),
    );
    out
}

/// A list of choices, as a domain.
pub fn coded_values(choices: &[String]) -> Vec<u8> {
    let mut out = [class("71081ea10766d44b87d035e0189aee59"), vec![1, 0], number(choices.len() as u32)].concat();
    choices.iter().for_each(|choice| out.extend(byte_text(choice)));
    out.extend(number(choices.len() as u32));
    choices.iter().for_each(|choice| out.extend(value("GPString", choice)));
    out
}

fn datatype(name: &str) -> Vec<u8> {
    if let Some(inner) = name.strip_prefix("GPMultiValue<").and_then(|rest| rest.strip_suffix('>')) {
        return [class("7033de358e67fb409b7effaf08224b99"), vec![1, 0], datatype(inner)].concat();
    }
    if let Some(inner) = name.strip_prefix("GPValueTable<").and_then(|rest| rest.strip_suffix('>')) {
        let mut out = [class("5f1a5265a67d9348ae58f70fd3cd1dee"), vec![3, 0], number(inner.split('|').count() as u32)].concat();
        inner
            .split('|')
            .for_each(|column| out.extend([datatype(column), byte_text("Heading"), number(20), vec![0; 16]].concat()));
        return out;
    }
    if name.contains('|') {
        let mut out = [class("84169f4068a9ed439c7a747b6e66cadd"), vec![1, 0], number(name.split('|').count() as u32)].concat();
        name.split('|').for_each(|one| out.extend(datatype(one)));
        return out;
    }
    let texts = [long_text(name), long_text("On screen"), long_text("On screen"), long_text("Data Type")].concat();
    [class("2ab00c96af8c2b44acf76b6256fc19f9"), vec![2, 0, 3, 0], texts, vec![7; 16], vec![1, 0, 1], vec![8; 16], number(0)]
        .concat()
}

/// A value object: its class follows the type.
pub fn value(datatype_name: &str, text: &str) -> Vec<u8> {
    let is_empty = if text.is_empty() { [0xFF, 0xFF] } else { [0, 0] };
    let scalar = |id: &str, content: &[u8]| [&class(id)[..], &[1, 0, 1, 0], &is_empty, content].concat();
    let first = |unit: &str| text.split(unit).next().unwrap().trim().parse::<f64>().unwrap_or_default().to_le_bytes();
    if let Some(inner) = datatype_name.strip_prefix("GPMultiValue<").and_then(|rest| rest.strip_suffix('>')) {
        let values: Vec<&str> = text.split(';').filter(|one| !one.is_empty()).collect();
        let mut out = scalar("94bc346ab2061b48b1046663c4a344ef", &[datatype(inner), number(values.len() as u32)].concat());
        values.iter().for_each(|one| out.extend(value(inner, one.trim_matches('\''))));
        return out;
    }
    match datatype_name {
        "GPBoolean" => scalar("59d5e9660e5eb445ada8d7c207ba6b49", if text == "true" { &[0xFF, 0xFF] } else { &[0, 0] }),
        "GPLong" => scalar("477fed30d9129b4cbe8b7a0ae386e574", &text.parse::<i32>().unwrap_or_default().to_le_bytes()),
        "GPDouble" => scalar("74454c376e5d774d9a675489c6bbe932", &first(" ")),
        "GPLinearUnit" => scalar("c7e52d84fb80414c862169dead3cc024", &[&first(" ")[..], &9u32.to_le_bytes()].concat()),
        // Data: the versions of three classes, then the path, the name and the type.
        data if data.starts_with("DE") => {
            let head = [class("407fbb00513e6448a66c7f0c8ee9a842"), vec![4, 0, 2, 0, 1, 0, 0, 0]].concat();
            [head, byte_text(text), byte_text(""), byte_text(data), vec![0; 40]].concat()
        }
        _ => [class("3385346a67b6054aabb00024110d17f0"), vec![1, 0, 1, 0, 0xFF, 0xFF], byte_text(text)].concat(),
    }
}

/// Sixteen bytes, written as they lie in the file.
pub fn class(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn number(number: u32) -> Vec<u8> {
    number.to_le_bytes().to_vec()
}

/// A text counted in characters.
pub fn long_text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mark = (!units.is_empty()).then_some(0);
    let bytes: Vec<u8> = units.iter().copied().chain(mark).flat_map(u16::to_le_bytes).collect();
    [number(units.len() as u32), bytes].concat()
}

/// A text counted in bytes.
pub fn byte_text(text: &str) -> Vec<u8> {
    let bytes: Vec<u8> = text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    [number(bytes.len() as u32), bytes].concat()
}
