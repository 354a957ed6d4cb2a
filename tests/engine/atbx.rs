//! Builds a toolbox of ArcGIS Pro from a small listing.
//!
//! In: `tool NAME` or `model NAME`, then lines such as `tool Route`, `kind ModelTool`, `unlisted`, `parameter Roads GPFeatureLayer = Streets`,
//! `link ..\..\route.py`, and `script`, `validation` or `member NAME` with the text indented by four blanks below. Out: the bytes of the archive.
//! Never writes a file.

use std::io::{Cursor, Write};

use serde_json::{Map, Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[derive(Default)]
struct Tool {
    name: String,
    /// The variables and processes of a model.
    model: Option<(Vec<Value>, Vec<Value>)>,
    kind: Option<String>,
    is_listed: bool,
    parameters: Map<String, Value>,
    members: Vec<(String, String)>,
}

/// The toolbox that the listing describes.
pub fn build(listing: &str) -> Vec<u8> {
    let tools = tools(listing);
    let names: Vec<&str> = tools.iter().filter(|tool| tool.is_listed).map(|tool| tool.name.as_str()).collect();
    let content = json!({"version": "1.0", "alias": "port", "displayname": "Port", "toolsets": {"<root>": {"tools": names}}});

    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: String, text: &str| {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    };
    add("toolbox.content".to_owned(), &content.to_string());
    add("toolbox.content.rc".to_owned(), r#"{"map": {}}"#);
    for tool in &tools {
        let kind = if tool.model.is_some() { "ModelTool" } else { "ScriptTool" };
        let content = json!({
            "type": tool.kind.as_deref().unwrap_or(kind), "displayname": tool.name, "app_ver": "13.3", "product": "100", "params": tool.parameters,
        });
        add(format!("{}.tool/tool.content", tool.name), &content.to_string());
        add(format!("{}.tool/tool.content.rc", tool.name), r#"{"map": {}}"#);
        if let Some((variables, processes)) = &tool.model {
            let model = json!({"version": "1.0", "variables": variables, "processes": processes});
            add(format!("{}.tool/tool.model", tool.name), &model.to_string());
        }
        for (member, text) in &tool.members {
            add(format!("{}.tool/{member}", tool.name), text);
        }
    }
    archive.finish().unwrap().into_inner()
}

fn tools(listing: &str) -> Vec<Tool> {
    let mut tools: Vec<Tool> = Vec::new();
    let mut in_code = false;
    for line in listing.lines() {
        let code = line.strip_prefix("    ").or_else(|| line.trim().is_empty().then_some(""));
        if let (true, Some(code)) = (in_code, code) {
            let (_, text) = tools.last_mut().unwrap().members.last_mut().unwrap();
            text.push_str(code);
            text.push('\n');
            continue;
        }
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        in_code = matches!(word, "script" | "validation" | "member");
        if word == "tool" {
            tools.push(Tool { name: rest.to_owned(), is_listed: true, ..Tool::default() });
            continue;
        }
        if word == "model" {
            tools.push(Tool { name: rest.to_owned(), is_listed: true, model: Some(Default::default()), ..Tool::default() });
            continue;
        }
        let tool = tools.last_mut().expect("a toolbox begins with `tool NAME`");
        match word {
            "script" => tool.members.push(("tool.script.execute.py".to_owned(), String::new())),
            "validation" => tool.members.push(("tool.script.validate.py".to_owned(), String::new())),
            "link" => tool.members.push(("tool.script.execute.link".to_owned(), rest.to_owned())),
            "member" => tool.members.push((rest.to_owned(), String::new())),
            "kind" => tool.kind = Some(rest.to_owned()),
            "unlisted" => tool.is_listed = false,
            "parameter" => {
                let (name, value) = parameter(rest);
                tool.parameters.insert(name, value);
            }
            "value" | "runs" | "gives" => model_line(tool.model.as_mut().expect("`model NAME` comes first"), word, rest),
            "" => {}
            other => panic!("a toolbox has no `{other}`"),
        }
    }
    tools
}

/// `value DATATYPE = VALUE`, `runs TOOL` and `gives PARAMETER = VALUE` to the tool that it runs.
fn model_line((variables, processes): &mut (Vec<Value>, Vec<Value>), word: &str, rest: &str) {
    let pair = || rest.split_once(" = ").expect("a value is written NAME = VALUE");
    match word {
        "value" => {
            let (datatype, value) = pair();
            variables.push(json!({"id": variables.len().to_string(), "datatype": {"type": datatype}, "value": value}));
        }
        "runs" if rest.contains('.') && !rest.contains(['/', '\\']) => {
            processes.push(json!({"system_tool": rest, "params": {}}));
        }
        "runs" => processes.push(json!({"tool_type": "ScriptTool", "path": rest, "params": {}})),
        _ => {
            let (name, value) = pair();
            let process = processes.last_mut().expect("`runs` comes first");
            process["params"][name] = json!({"altered": "true", "value": value});
        }
    }
}

/// `Roads GPFeatureLayer output optional = value`, with `symbology=PATH` and `choices=A;B` among the words.
fn parameter(text: &str) -> (String, Value) {
    let (head, value) = text.split_once(" = ").map_or((text, None), |(head, value)| (head, Some(value)));
    let mut words = head.split(' ');
    let (Some(name), Some(datatype)) = (words.next(), words.next()) else { panic!("a parameter has a name and a data type") };
    let mut content = json!({"displayname": name, "datatype": {"type": datatype}});
    for word in words {
        match word.split_once('=') {
            Some(("symbology", path)) => content["symbologylayer"] = json!(path),
            Some(("choices", list)) => {
                let items: Vec<Value> =
                    list.split(';').map(|item| json!({"type": "GPString", "value": item, "code": item})).collect();
                content["domain"] = json!({"type": "GPCodedValueDomain", "items": items});
            }
            _ if word == "output" => content["direction"] = json!("out"),
            _ => content["type"] = json!(word),
        }
    }
    if let Some(value) = value {
        content["value"] = json!(value);
    }
    (name.to_owned(), content)
}
