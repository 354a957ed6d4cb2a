//! Builds a binary toolbox of script tools from a few values.
//!
//! In: tools with parameters, links and code. Out: the bytes of the file.
//! Never knows how they lie in the file: that is for `binary_toolbox`.

use crate::binary_toolbox::{ParameterRecord, ToolRecord, file, record};

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

/// The toolbox with these tools.
pub fn build(tools: &[BinaryTool<'_>]) -> Vec<u8> {
    file("port", &tools.iter().map(script_tool).collect::<Vec<_>>())
}

fn script_tool(tool: &BinaryTool<'_>) -> Vec<u8> {
    let layer = |name: &str| tool.symbology.iter().find(|(of, _)| *of == name).map_or("", |(_, layer)| *layer);
    let parameter = |(name, datatype, value): &(&str, &str, &str)| ParameterRecord {
        name: (*name).to_owned(),
        datatype: (*datatype).to_owned(),
        value: (*value).to_owned(),
        symbology: layer(name).to_owned(),
        ..ParameterRecord::default()
    };
    record(&ToolRecord {
        kind: 3,
        version: 11,
        name: tool.name.to_owned(),
        link: tool.link.to_owned(),
        parameters: tool.parameters.iter().map(parameter).collect(),
        metadata: b"<metadata/>".to_vec(),
        validation: tool.validation.to_owned(),
        script: tool.script.to_owned(),
        ..ToolRecord::default()
    })
}
