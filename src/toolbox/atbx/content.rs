//! Reads the JSON members of an .atbx: the list of tools, and a tool with its parameters.
//!
//! In: the text of `toolbox.content`, `tool.content` and their `.rc` files. Out: plain values with texts looked up.
//! Never fails on a missing or odd key: what is absent has the default that ArcGIS gives it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::text::SourceFile;
use crate::toolbox::{Parameter, ParameterDirection, ParameterType};

/// The localised texts beside a content file.
#[derive(Default)]
pub(super) struct Strings {
    by_key: BTreeMap<String, String>,
}

impl Strings {
    /// Takes the texts of a `.rc` file that are not there yet: `{"map": {key: text}}`.
    pub(super) fn fill_from(&mut self, json: &Value) {
        for (key, value) in json.get("map").and_then(Value::as_object).into_iter().flatten() {
            if let Some(text) = text(value) {
                self.by_key.entry(key.clone()).or_insert(text);
            }
        }
    }

    /// The text itself, or what `$rc:key` stands for; `None` where that key is not there or the text is blank.
    fn resolve(&self, written: &str) -> Option<String> {
        let resolved = match written.strip_prefix("$rc:") {
            Some(key) => self.by_key.get(key)?.clone(),
            None => written.to_owned(),
        };
        (!resolved.trim().is_empty()).then_some(resolved)
    }

    fn resolve_key(&self, json: &Value, key: &str) -> Option<String> {
        self.resolve(&text(json.get(key)?)?)
    }
}

/// Parses JSON in any encoding; the error is a sentence.
pub(super) fn parse_json(bytes: &[u8]) -> Result<Value, String> {
    serde_json::from_str(&SourceFile::decode(bytes).text).map_err(|error| format!("The JSON cannot be read: {error}"))
}

/// What `toolbox.content` says.
#[derive(Default)]
pub(super) struct ToolboxContent {
    pub(super) alias: String,
    pub(super) label: Option<String>,
    pub(super) tools: Vec<ToolEntry>,
}

/// One tool as the toolbox lists it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ToolEntry {
    pub(super) name: String,
    /// The folder in the archive, with its `.tool`.
    pub(super) folder: String,
    /// Nested by backslashes; empty at the top.
    pub(super) toolset: String,
}

impl ToolboxContent {
    /// Reads the content with its texts.
    pub(super) fn read(json: &Value, strings: &Strings) -> Self {
        let mut tools = Vec::new();
        for (key, toolset) in json.get("toolsets").and_then(Value::as_object).into_iter().flatten() {
            let toolset_name = match key.as_str() {
                "<root>" => String::new(),
                named => strings.resolve(named).unwrap_or_else(|| named.trim_start_matches("$rc:").to_owned()),
            };
            for entry in toolset.get("tools").and_then(Value::as_array).into_iter().flatten() {
                tools.extend(text(entry).and_then(|written| ToolEntry::read(&written, &toolset_name)));
            }
        }
        Self {
            alias: strings.resolve_key(json, "alias").unwrap_or_default(),
            label: strings.resolve_key(json, "displayname"),
            tools,
        }
    }
}

impl ToolEntry {
    /// Reads `Name` or `Name:Folder.tool`; an empty toolbox holds one empty entry.
    fn read(written: &str, toolset: &str) -> Option<Self> {
        let (name, folder) = match written.split_once(':') {
            Some((name, folder)) => (name, folder.to_owned()),
            None => (written, format!("{written}.tool")),
        };
        (!name.is_empty()).then(|| Self { name: name.to_owned(), folder, toolset: toolset.to_owned() })
    }
}

/// What `tool.content` says.
#[derive(Default)]
pub(super) struct ToolContent {
    /// `ScriptTool`, `ModelTool`, or another word.
    pub(super) kind: Option<String>,
    pub(super) label: Option<String>,
    pub(super) parameters: Vec<Parameter>,
}

impl ToolContent {
    /// Reads the content with its texts. `params` may be missing or the empty string.
    pub(super) fn read(json: &Value, strings: &Strings) -> Self {
        let rows = json.get("params").and_then(Value::as_object).into_iter().flatten();
        Self {
            kind: json.get("type").and_then(text),
            label: strings.resolve_key(json, "displayname"),
            parameters: rows.map(|(name, row)| parameter(name, row, strings).without_secret()).collect(),
        }
    }
}

fn parameter(name: &str, row: &Value, strings: &Strings) -> Parameter {
    let word = |key: &str| row.get(key).and_then(text).unwrap_or_default();
    let mut listed = Vec::new();
    choices(row.get("domain").unwrap_or(&Value::Null), strings, &mut listed);
    let depends_on = row.get("depends").and_then(Value::as_array).into_iter().flatten();
    Parameter {
        name: name.to_owned(),
        label: strings.resolve_key(row, "displayname").unwrap_or_default(),
        datatype: row.get("datatype").map(datatype).unwrap_or_default(),
        direction: match word("direction").as_str() {
            "out" => ParameterDirection::Output,
            _ => ParameterDirection::Input,
        },
        kind: match word("type").as_str() {
            "optional" => ParameterType::Optional,
            "derived" => ParameterType::Derived,
            _ => ParameterType::Required,
        },
        value: strings.resolve_key(row, "value"),
        choices: listed,
        symbology: strings.resolve_key(row, "symbologylayer").filter(|layer| !is_conversion_leftover(layer)),
        depends_on: depends_on.filter_map(text).collect(),
    }
}

/// `GPString`, `GPMultiValue<GPString>`, `DEShapeFile|GPString` for a choice of types, `GPValueTable<A|B>`.
fn datatype(json: &Value) -> String {
    let name = json.get("type").or(Some(json)).and_then(text).unwrap_or_default();
    let inner: Vec<String> = match (json.get("datatype"), json.get("datatypes").and_then(Value::as_array)) {
        (Some(one), _) => vec![datatype(one)],
        (None, Some(several)) => several.iter().map(datatype).collect(),
        (None, None) => return name,
    };
    let inner = inner.join("|");
    if name == "GPComposite" { inner } else { format!("{name}<{inner}>") }
}

/// The values of all choice lists in a domain, which may hold further domains.
fn choices(domain: &Value, strings: &Strings, found: &mut Vec<String>) {
    for item in domain.get("items").and_then(Value::as_array).into_iter().flatten() {
        found.extend(strings.resolve_key(item, "value"));
        choices(item, strings, found);
    }
}

/// Converting a .tbx leaves symbology layers such as `..\..\True` and `..\..\7.5`: numbers and truth values, no layers.
pub(in crate::toolbox) fn is_conversion_leftover(layer: &str) -> bool {
    let last = layer.rsplit(['/', '\\']).next().unwrap_or_default();
    last.is_empty() || last.parse::<f64>().is_ok() || last.eq_ignore_ascii_case("true") || last.eq_ignore_ascii_case("false")
}

/// A scalar as text: ArcGIS writes all of them as strings, other writers may not.
fn text(json: &Value) -> Option<String> {
    match json {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(json: &str) -> Vec<Parameter> {
        ToolContent::read(&parse_json(json.as_bytes()).unwrap(), &Strings::default()).parameters
    }

    #[test]
    fn tools_are_listed_in_both_forms_with_their_toolsets() {
        let json = parse_json(
            b"\xef\xbb\xbf{\"displayname\":\"$rc:title\",\"toolsets\":{\"<root>\":{\"tools\":[\"\",\"A\"]},
              \"$rc:toolset1.name\":{\"tools\":[\"B:Folder.tool\"]},\"$rc:toolset2.name\":{\"tools\":[\"C\"]}}}",
        );
        let mut strings = Strings::default();
        strings.fill_from(&parse_json(br#"{"map":{"toolset1.name":"Top\\Below","title":"Box"}}"#).unwrap());
        let content = ToolboxContent::read(&json.unwrap(), &strings);
        let entry = |name: &str, folder: &str, toolset: &str| ToolEntry {
            name: name.to_owned(),
            folder: folder.to_owned(),
            toolset: toolset.to_owned(),
        };
        assert_eq!(content.label.as_deref(), Some("Box"));
        assert_eq!(
            content.tools,
            [entry("A", "A.tool", ""), entry("B", "Folder.tool", r"Top\Below"), entry("C", "C.tool", "toolset2.name")]
        );
    }

    #[test]
    fn parameters_keep_their_order_and_absent_keys_have_defaults() {
        let found = parameters(
            r#"{"params":{
                "z":{"datatype":{"type":"GPMultiValue","datatype":{"type":"GPComposite","datatypes":[{"type":"A"},{"type":"B"}]}}},
                "a":{"type":"optional","direction":"out","datatype":{"type":"GPString"},"value":"0.05"}}}"#,
        );
        let rows: Vec<_> = found.iter().map(|p| (&*p.name, &*p.datatype, p.direction, p.kind, p.value.as_deref())).collect();
        assert_eq!(
            rows,
            [
                ("z", "GPMultiValue<A|B>", ParameterDirection::Input, ParameterType::Required, None),
                ("a", "GPString", ParameterDirection::Output, ParameterType::Optional, Some("0.05")),
            ]
        );
    }

    #[test]
    fn tools_without_parameters_write_nothing_or_an_empty_string() {
        assert_eq!(parameters(r#"{"params":""}"#), []);
        assert_eq!(parameters("{}"), []);
    }

    #[test]
    fn choices_and_symbology_are_kept_where_they_may_name_data() {
        let found = parameters(
            r#"{"params":{
                "a":{"domain":{"type":"GPCompositeDomain","items":[{"type":"null"},{"type":"GPCodedValueDomain",
                     "items":[{"value":"Austria","code":"x"},{"value":"E:\\d\\x.gdb","code":"y"}]}]},
                     "symbologylayer":"..\\..\\layers\\a.lyrx"},
                "b":{"symbologylayer":"..\\..\\True"}, "c":{"symbologylayer":"..\\..\\7.5"}}}"#,
        );
        let values: Vec<Vec<&str>> = found.iter().map(|parameter| parameter.other_values().collect()).collect();
        assert_eq!(values, [vec![r"E:\d\x.gdb", r"..\..\layers\a.lyrx"], vec![], vec![]]);
        assert_eq!(found[0].choices, ["Austria", r"E:\d\x.gdb"]);
    }
}
