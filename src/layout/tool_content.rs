//! Changes parameter values in a tool's JSON, and nothing else in it.
//!
//! In: the text of `tool.content`, new values by parameter. Out: edits of exactly these strings.
//! Never re-serialises: order, numbers and spacing stay as they were.

use super::model::Edit;
use crate::text::Span;

/// A value of one parameter that becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueChange {
    /// The parameter's name.
    pub parameter: String,
    /// The text that stands there now, alone or as an element of a multi-value.
    pub before: String,
    /// What it becomes.
    pub after: String,
}

/// The edits of the JSON text that carry the changes out; `None` where one of them finds no place.
pub fn change_values(json: &str, changes: &[ValueChange]) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut done = vec![false; changes.len()];
    for string in Strings::of(json).found {
        let [params, parameter, ..] = string.path.as_slice() else { continue };
        if params != "params" {
            continue;
        }
        let Ok(text) = serde_json::from_str::<String>(json.get(string.start..string.end)?) else { continue };
        let mut new = text.clone();
        for (change, done) in changes.iter().zip(&mut done) {
            if change.parameter == *parameter && has_element(&new, &change.before) {
                new = new.replace(&change.before, &change.after);
                *done = true;
            }
        }
        if new != text {
            let span = Span::new(string.start as u32, string.end as u32);
            edits.push(Edit { span, text: serde_json::to_string(&new).ok()? });
        }
    }
    done.into_iter().all(|done| done).then_some(edits)
}

fn has_element(value: &str, element: &str) -> bool {
    value.split(';').any(|part| part.trim().trim_matches('\'') == element)
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
}

impl<'a> Strings<'a> {
    fn of(json: &'a str) -> Self {
        let mut strings = Self { json, at: 0, path: Vec::new(), found: Vec::new() };
        if serde_json::from_str::<serde::de::IgnoredAny>(json).is_ok() {
            strings.value();
        }
        strings
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
        ValueChange { parameter: parameter.into(), before: before.into(), after: after.into() }
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
    fn a_change_without_a_place_is_refused() {
        assert_eq!(change_values(CONTENT, &[change("Zones", "x", "y")]), None);
        assert_eq!(change_values("{", &[change("Zones", "x", "y")]), None);
    }
}
