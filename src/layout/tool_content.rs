//! Changes parameter values in a tool's JSON, and nothing else in it.
//!
//! In: the text of `tool.content`, new values by parameter. Out: edits of exactly these strings.
//! Never re-serialises: order, numbers and spacing stay as they were.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Edit;
use crate::text::{Span, with_elements};

/// A value of one parameter that becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueChange {
    /// The parameter's name.
    pub parameter: String,
    /// The text that stands there now, alone or as an element of a multi-value; `None` for the whole value, set where there is none.
    pub before: Option<String>,
    /// What it becomes.
    pub after: String,
}

/// The edits of the JSON text that carry the changes out; `None` where one of them finds no place.
pub fn change_values(json: &str, changes: &[ValueChange]) -> Option<Vec<Edit>> {
    let wanted: BTreeMap<(&str, Option<&str>), (usize, &str)> = changes
        .iter()
        .enumerate()
        .map(|(at, change)| ((&*change.parameter, change.before.as_deref()), (at, &*change.after)))
        .collect();
    let mut done = BTreeSet::new();
    let mut edits = Vec::new();
    let strings = Strings::of(json);
    for string in &strings.found {
        let [params, parameter, rest @ ..] = string.path.as_slice() else { continue };
        if params != "params" || !holds_value(rest) {
            continue;
        }
        let Ok(text) = serde_json::from_str::<String>(json.get(string.start..string.end)?) else { continue };
        let mut change = |before: Option<&str>| {
            let (at, after) = *wanted.get(&(parameter.as_str(), before))?;
            done.insert(at);
            Some(after)
        };
        let whole = if is_default(rest) { change(None).map(str::to_owned) } else { None };
        let new = whole.or_else(|| with_elements(&text, |element| change(Some(element))));
        if let Some(new) = new.filter(|new| *new != text) {
            let span = Span::new(string.start as u32, string.end as u32);
            edits.push(Edit { span, text: serde_json::to_string(&new).ok()? });
        }
    }
    for ((parameter, before), (at, after)) in &wanted {
        if before.is_none() && done.insert(*at) {
            edits.push(strings.added(parameter, after)?);
        }
    }
    edits.sort_by_key(|edit| edit.span);
    (done.len() == wanted.len()).then_some(edits)
}

fn is_default(keys: &[String]) -> bool {
    matches!(keys, [only] if only == "value")
}

/// True for the keys below a parameter that hold its default, its symbology layer or a choice; names and descriptions stay.
fn holds_value(keys: &[String]) -> bool {
    match keys {
        [only] => only == "value" || only == "symbologylayer",
        [first, .., last] => first == "domain" && last == "value",
        [] => false,
    }
}

/// A string value with its place and the keys that lead to it.
struct FoundString {
    path: Vec<String>,
    start: usize,
    end: usize,
}

/// Walks JSON text; trusts that it parses, and stops at the end of the text otherwise.
struct Strings<'a> {
    json: &'a str,
    at: usize,
    path: Vec<String>,
    found: Vec<FoundString>,
    /// Where objects begin, behind the brace, with the keys that lead to them.
    objects: Vec<(Vec<String>, usize)>,
}

impl<'a> Strings<'a> {
    fn of(json: &'a str) -> Self {
        let mut strings = Self { json, at: 0, path: Vec::new(), found: Vec::new(), objects: Vec::new() };
        // A value is read as deep as it is walked here: JSON nested deeper is refused.
        if serde_json::from_str::<serde_json::Value>(json).is_ok() {
            strings.value();
        }
        strings
    }

    /// The insertion of a parameter's value as its first key; `None` where there is no such parameter, or it has a value.
    fn added(&self, parameter: &str, value: &str) -> Option<Edit> {
        let content: serde_json::Value = serde_json::from_str(self.json).ok()?;
        let keys = content.get("params")?.get(parameter)?.as_object()?;
        if keys.contains_key("value") {
            return None;
        }
        let is_it = |path: &[String]| matches!(path, [params, name] if params == "params" && name == parameter);
        let (_, start) = self.objects.iter().find(|(path, _)| is_it(path))?;
        let rest = self.json.get(*start..)?;
        // The new line is indented as the keys are that stand there.
        let blank = rest.get(..rest.find(|letter: char| !letter.is_ascii_whitespace())?)?;
        let comma = if keys.is_empty() { "" } else { "," };
        let text = format!("{blank}\"value\": {}{comma}", serde_json::to_string(value).ok()?);
        let at = u32::try_from(*start).ok()?;
        Some(Edit { span: Span::new(at, at), text })
    }

    fn next_byte(&mut self) -> Option<u8> {
        let rest = self.json.as_bytes().get(self.at..)?;
        self.at += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.json.as_bytes().get(self.at).copied()
    }

    fn value(&mut self) {
        match self.next_byte() {
            Some(b'{') => self.members(b'}', true),
            Some(b'[') => self.members(b']', false),
            Some(b'"') => {
                let (start, end) = self.string();
                self.found.push(FoundString { path: self.path.clone(), start, end });
            }
            Some(_) => {
                let rest = self.json.get(self.at..).unwrap_or_default();
                self.at += rest.find([',', '}', ']']).unwrap_or(rest.len()).max(1);
            }
            None => {}
        }
    }

    fn members(&mut self, close: u8, keyed: bool) {
        self.at += 1;
        if keyed {
            self.objects.push((self.path.clone(), self.at));
        }
        loop {
            match self.next_byte() {
                None => return,
                Some(byte) if byte == close => break,
                Some(b',') => self.at += 1,
                Some(_) => {
                    if keyed {
                        let (start, end) = self.string();
                        let key = self.json.get(start..end).unwrap_or_default();
                        self.path.push(serde_json::from_str(key).unwrap_or_default());
                        self.next_byte();
                        self.at += 1;
                    }
                    self.value();
                    if keyed {
                        self.path.pop();
                    }
                }
            }
        }
        self.at += 1;
    }

    /// The bytes of the string that starts here, quotes included.
    fn string(&mut self) -> (usize, usize) {
        let start = self.at;
        let bytes = self.json.as_bytes();
        let mut at = start + 1;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' => at += 2,
                b'"' => break,
                _ => at += 1,
            }
        }
        self.at = (at + 1).min(bytes.len());
        (start, self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENT: &str = r#"{
    "type": "ScriptTool",
    "params": {
        "Zones": {"datatype": {"type": "DEFeatureClass"}, "value": "e:\\Shared\\zones.shp", "n": [1, {"a": "b"}]},
        "More": {"value": "e:\\Shared\\zones.shp;'e:\\a b.shp'"}
    }
}"#;

    fn changed(changes: &[ValueChange]) -> Option<String> {
        super::super::apply_edits(CONTENT, &change_values(CONTENT, changes)?)
    }

    fn change(parameter: &str, before: &str, after: &str) -> ValueChange {
        ValueChange { parameter: parameter.into(), before: Some(before.into()), after: after.into() }
    }

    #[test]
    fn only_the_value_of_the_parameter_changes() {
        let changes = [change("Zones", r"e:\Shared\zones.shp", r"..\..\zones.shp")];
        let expected = CONTENT.replacen(r"e:\\Shared\\zones.shp", r"..\\..\\zones.shp", 1);
        assert_eq!(changed(&changes), Some(expected));
    }

    #[test]
    fn one_element_of_a_multi_value_changes() {
        let changes = [change("More", r"e:\a b.shp", r"..\b.shp")];
        assert!(changed(&changes).unwrap().contains(r#"e:\\Shared\\zones.shp;'..\\b.shp'"#));
    }

    #[test]
    fn names_that_read_like_a_value_stay() {
        let json = r#"{"params": {"A": {"displayname": "x", "depends": ["x"], "value": "x", "domain": {"items": [{"value": "x", "code": "x"}]}}}}"#;
        let expected = json.replace(r#""value": "x""#, r#""value": "y""#);
        let edits = change_values(json, &[change("A", "x", "y")]).unwrap();
        assert_eq!(super::super::apply_edits(json, &edits), Some(expected));
    }

    #[test]
    fn what_one_change_writes_is_not_changed_again() {
        let json = r#"{"params": {"A": {"value": "x;y"}}}"#;
        let edits = change_values(json, &[change("A", "x", "y"), change("A", "y", "z")]).unwrap();
        assert_eq!(super::super::apply_edits(json, &edits), Some(json.replace("x;y", "y;z")));
    }

    #[test]
    fn json_nested_without_end_is_left_alone() {
        let json = format!(r#"{{"params": {}}}"#, "[".repeat(100_000));
        assert_eq!(change_values(&json, &[change("A", "x", "y")]), None);
        let json = format!(r#"{{"params": {}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(change_values(&json, &[change("A", "x", "y")]), None);
    }

    #[test]
    fn a_whole_value_takes_the_place_of_another_or_is_added() {
        let whole = |parameter: &str| ValueChange { parameter: parameter.into(), before: None, after: r"..\x".into() };
        assert!(changed(&[whole("More")]).unwrap().contains(r#""More": {"value": "..\\x"}"#));
        let json = "{\n  \"params\": {\n    \"Folder\": {\n      \"type\": \"optional\"\n    },\n    \"Bare\": {}\n  }\n}";
        let edits = change_values(json, &[whole("Folder"), whole("Bare")]).unwrap();
        let expected = json
            .replace("\n      \"type\"", "\n      \"value\": \"..\\\\x\",\n      \"type\"")
            .replace("{}", "{\"value\": \"..\\\\x\"}");
        assert_eq!(super::super::apply_edits(json, &edits), Some(expected));
        assert_eq!(change_values(json, &[whole("Gone")]), None);
        assert_eq!(change_values(r#"{"params": {"A": {"value": 7}}}"#, &[whole("A")]), None);
    }

    #[test]
    fn a_change_without_a_place_is_refused() {
        assert_eq!(change_values(CONTENT, &[change("Zones", "x", "y")]), None);
        assert_eq!(change_values("{", &[change("Zones", "x", "y")]), None);
    }
}
