//! Builds a binary toolbox from the listing that also makes an .atbx.
//!
//! In: the lines of `atbx`, with `kind`, `toolset` and `password` beside. Out: the bytes of the file.
//! Never writes a file.

use serde_json::Value;

use crate::atbx::{Tool, tools};
use crate::binary_toolbox::{self, ParameterRecord, ToolRecord};

/// The toolbox that the listing describes.
pub fn build(listing: &str) -> Vec<u8> {
    let records: Vec<Vec<u8>> = tools(listing).iter().map(|tool| binary_toolbox::record(&record(tool))).collect();
    binary_toolbox::file("port", &records)
}

fn record(tool: &Tool) -> ToolRecord {
    let member = |name: &str| {
        let found = tool.members.iter().find(|(member, _)| member == name);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let (variables, processes) = tool.model.clone().unwrap_or_default();
    let called = |process: &Value| {
        let path = process["path"].as_str()?;
        let (toolbox, name) = path.rsplit_once(['/', '\\']).unwrap_or((r".\Box.tbx", path));
        let (folder, toolbox) = toolbox.rsplit_once(['/', '\\']).unwrap_or((".", toolbox));
        Some((3, folder.to_owned(), toolbox.trim_end_matches(".tbx").to_owned(), name.to_owned()))
    };
    let kind = match (&tool.kind, &tool.model) {
        (Some(kind), _) => kind.parse().expect("a binary toolbox numbers its kinds of tools"),
        (None, Some(_)) => 2,
        (None, None) => 3,
    };
    ToolRecord {
        kind,
        version: 11,
        name: tool.name.clone(),
        toolset: member("toolset").trim().to_owned(),
        link: member("tool.script.execute.link"),
        parameters: tool.parameters.iter().map(|(name, content)| parameter(name, content)).collect(),
        metadata: b"<?xml version=\"1.0\"?><metadata/>".to_vec(),
        validation: member("tool.script.validate.py"),
        script: member("tool.script.execute.py"),
        password: member("password").trim().to_owned(),
        texts: variables.iter().filter_map(|variable| variable["value"].as_str().map(str::to_owned)).collect(),
        calls: processes.iter().filter_map(called).collect(),
    }
}

fn parameter(name: &str, content: &Value) -> ParameterRecord {
    let word = |key: &str| content[key].as_str().unwrap_or_default().to_owned();
    let items = content["domain"]["items"].as_array().cloned().unwrap_or_default();
    ParameterRecord {
        name: name.to_owned(),
        datatype: content["datatype"]["type"].as_str().unwrap_or_default().to_owned(),
        is_output: word("direction") == "out",
        kind: match word("type").as_str() {
            "optional" => 1,
            "derived" => 2,
            _ => 0,
        },
        choices: items.iter().filter_map(|item| item["value"].as_str().map(str::to_owned)).collect(),
        value: word("value"),
        symbology: word("symbologylayer"),
        ..ParameterRecord::default()
    }
}
