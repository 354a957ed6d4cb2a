//! Builds a binary toolbox from a few values.
//!
//! In: tools with parameters, links and code. Out: the bytes of a compound file.
//! Never more than these tests need: the records are written as for the examples of the rules.

use crate::binary_toolbox::{self, ParameterRecord, ToolRecord};

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
    let records: Vec<Vec<u8>> = tools.iter().map(|tool| binary_toolbox::record(&record(tool))).collect();
    binary_toolbox::file("port", &records)
}

fn record(tool: &BinaryTool<'_>) -> ToolRecord {
    let parameter = |(name, datatype, value): &(&str, &str, &str)| ParameterRecord {
        name: (*name).to_owned(),
        datatype: (*datatype).to_owned(),
        value: (*value).to_owned(),
        symbology: tool.symbology.iter().find(|(of, _)| of == name).map(|(_, layer)| (*layer).to_owned()).unwrap_or_default(),
        ..ParameterRecord::default()
    };
    ToolRecord {
        kind: 3,
        version: 11,
        name: tool.name.to_owned(),
        link: tool.link.to_owned(),
        script: tool.script.to_owned(),
        validation: tool.validation.to_owned(),
        metadata: b"<metadata/>".to_vec(),
        parameters: tool.parameters.iter().map(parameter).collect(),
        ..ToolRecord::default()
    }
}
