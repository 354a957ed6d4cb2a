//! Reads what a model of ArcGIS Pro names: texts that may be data, and the tools that it runs.
//!
//! In: the JSON of `tool.model`. Out: a [`ModelContent`].
//! Never keeps a value that stands under the name or type of a secret or of an account.
//! Rules: seen in two models only; that a tool of another toolbox is named by that toolbox's path is believed.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::geodata::is_geodata_extension;
use crate::text::{DataPath, elements, is_secret_name, is_secret_type};
use crate::toolbox::{CalledTool, ModelContent};

/// Longer texts are no paths.
const LONGEST_PATH: usize = 4096;

/// What the model names; nothing where the JSON is no model.
pub(super) fn model_content(json: &Value) -> ModelContent {
    let mut content = ModelContent::default();
    for variable in rows(json, "variables") {
        let named = ["title", "param_name"].iter().filter_map(|key| variable.get(key).and_then(Value::as_str));
        let datatype = variable.get("datatype").map(Value::to_string).unwrap_or_default();
        if named.into_iter().any(is_private) || is_secret_type(&datatype) {
            continue;
        }
        variable.get("value").into_iter().for_each(|value| add_texts(value, &mut content.texts));
    }
    for process in rows(json, "processes") {
        let values = process.get("params").and_then(Value::as_object).into_iter().flatten();
        for (_, parameter) in values.filter(|(name, _)| !is_private(name)) {
            parameter.get("value").into_iter().for_each(|value| add_texts(value, &mut content.texts));
        }
        if process.get("system_tool").is_none()
            && let Some(called) = process.get("path").and_then(Value::as_str).and_then(called_tool)
        {
            content.calls.push(called);
        }
    }
    let (mut seen, mut seen_calls) = (BTreeSet::new(), BTreeSet::new());
    content.texts.retain(|text| seen.insert(text.clone()));
    content.calls.retain(|call| seen_calls.insert(call.clone()));
    content
}

fn rows<'a>(json: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    json.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// True for names under which a secret or an account stands.
fn is_private(name: &str) -> bool {
    let lower = name.to_lowercase();
    is_secret_name(name) || ["user", "login", "account"].iter().any(|word| lower.contains(word))
}

/// Adds the texts of a value that may name data; rows of a value table are looked through.
fn add_texts(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            texts.extend(elements(text).filter(|part| may_name_data(part)).map(str::to_owned));
        }
        Value::Array(rows) => rows.iter().for_each(|row| add_texts(row, texts)),
        Value::Object(fields) => {
            let open = fields.iter().filter(|(name, _)| !is_private(name));
            open.for_each(|(_, field)| add_texts(field, texts));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// True for a text with a separator, or with an extension of geodata.
fn may_name_data(text: &str) -> bool {
    let extension = || text.rsplit_once('.').is_some_and(|(_, extension)| is_geodata_extension(&extension.to_ascii_lowercase()));
    text.len() <= LONGEST_PATH && !text.chars().any(char::is_control) && (text.contains(['/', '\\']) || extension())
}

/// `Tool`, or `..\Other.atbx\Tool`; ArcGIS' own toolboxes are on every server.
fn called_tool(path: &str) -> Option<CalledTool> {
    let (toolbox, tool) = path.rsplit_once(['/', '\\']).map_or((None, path), |(before, tool)| (Some(before), tool));
    // What is neither a toolbox's path nor leads out of the toolbox is a toolset.
    let is_toolbox = |text: &&str| {
        let path = DataPath::new(text);
        matches!(path.extension().as_str(), "tbx" | "atbx" | "pyt") || path.is_absolute() || text.starts_with("..")
    };
    let is_own = toolbox.is_some_and(|text| {
        let key = DataPath::new(text).key().to_owned();
        key.contains("arctoolbox/toolboxes/") || key.contains("system toolboxes")
    });
    let toolbox = toolbox.filter(is_toolbox).map(str::to_owned);
    (!tool.is_empty() && !is_own).then(|| CalledTool { toolbox, tool: tool.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(json: &str) -> ModelContent {
        model_content(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn texts_that_may_name_data_are_kept_once_and_in_order() {
        let model = r#"{"variables": [
            {"id": "1", "datatype": {"type": "DEFolder"}, "value": "C:\\temp"},
            {"id": "2", "value": "..\\Roads.gdb\\Streets;'my data/zones.shp';C:\\temp"},
            {"id": "3", "value": "13.04 47.79"}, {"id": "4", "value": "lanes.dbf"}, {"id": "5", "value": "true"}],
            "processes": [{"system_tool": "analysis.Buffer", "params": {
                "in": {"element_id": "1"}, "table": {"value": [["in/a.csv", "SUM"]]}, "distance": {"value": "5 Meters"}}}]}"#;
        assert_eq!(content(model).texts, [r"C:\temp", r"..\Roads.gdb\Streets", "my data/zones.shp", "lanes.dbf", "in/a.csv"]);
        assert!(content(model).calls.is_empty());
    }

    #[test]
    fn secrets_and_accounts_are_never_kept() {
        let model = r#"{"variables": [
            {"title": "Password", "value": "a/b"}, {"datatype": {"type": "GPStringHidden"}, "value": "c/d"}],
            "processes": [{"path": "Send", "params": {
                "Username": {"value": "PORT\\anna"}, "db_pwd": {"value": "e/f"}, "Folder": {"value": "g/h"}}}]}"#;
        assert_eq!(content(model).texts, ["g/h"]);
    }

    #[test]
    fn tools_are_called_in_the_same_toolbox_or_in_another() {
        let model = r#"{"processes": [
            {"tool_type": "ScriptTool", "path": "Count"}, {"path": "..\\..\\Other.atbx\\Sort"}, {"path": "Yard\\Count"},
            {"path": "C:\\Data.gdb\\Port\\Ship"},
            {"path": "C:\\Program Files\\ArcGIS\\Pro\\Resources\\ArcToolBox\\toolboxes\\Analysis Tools.tbx\\Clip"},
            {"system_tool": "mb.IterateFeatures", "path": "x"}]}"#;
        let calls = content(model).calls;
        let other = CalledTool { toolbox: Some(r"..\..\Other.atbx".to_owned()), tool: "Sort".to_owned() };
        let in_geodatabase = CalledTool { toolbox: Some(r"C:\Data.gdb\Port".to_owned()), tool: "Ship".to_owned() };
        assert_eq!(calls, [CalledTool { toolbox: None, tool: "Count".to_owned() }, other, in_geodatabase]);
    }

    #[test]
    fn what_is_no_model_names_nothing() {
        for json in ["null", "[]", r#"{"variables": 5, "processes": {"path": "x"}}"#, r#"{"variables": [null, [], "a/b"]}"#] {
            assert_eq!(content(json), ModelContent::default(), "{json}");
        }
    }
}
