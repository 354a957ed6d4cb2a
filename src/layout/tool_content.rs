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
    /// The text that stands there now, alone or as an element of a multi-value; `None` for the whole value, set where there is none.
    pub before: Option<String>,
    /// What it becomes.
    pub after: String,
}

/// The edits of the JSON text that carry the changes out; `None` where one of them finds no place.
pub fn change_values(json: &str, changes: &[ValueChange]) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut done = vec![false; changes.len()];
    let strings = Strings::of(json);
    for string in &strings.found {
        let [params, parameter, rest @ ..] = string.path.as_slice() else { continue };
        if params != "params" {
            continue;
        }
        let Ok(text) = serde_json::from_str::<String>(json.get(string.start..string.end)?) else { continue };
        let is_value = matches!(rest, [only] if only == "value");
        let mut new = text.clone();
        for (change, done) in changes.iter().zip(&mut done).filter(|(change, _)| change.parameter == *parameter) {
            match &change.before {
                Some(before) => match with_element(&new, before, &change.after) {
                    Some(changed) => new = changed,
                    None => continue,
                },
                None if is_value => new.clone_from(&change.after),
                None => continue,
            }
            *done = true;
        }
        if new != text {
            let span = Span::new(string.start as u32, string.end as u32);
            edits.push(Edit { span, text: serde_json::to_string(&new).ok()? });
        }
    }
    for (change, done) in changes.iter().zip(&mut done).filter(|(change, done)| change.before.is_none() && !**done) {
        edits.push(strings.added(&change.parameter, &change.after)?);
        *done = true;
    }
    edits.sort_by_key(|edit| edit.span);
    done.into_iter().all(|done| done).then_some(edits)
}

/// The value with another text in the place of an element; `None` where it has no such element.
///
/// In a multi-value an element with blanks stands in single quotes; other elements may begin with the same folder.
fn with_element(value: &str, before: &str, after: &str) -> Option<String> {
    let mut is_found = false;
    let is_many = value.contains(';');
    let element = |part: &str| {
        let bare = part.trim().trim_matches('\'');
        if bare != before {
            return part.to_owned();
        }
        is_found = true;
        let is_quoted = part.trim().starts_with('\'') || (is_many && after.contains(' '));
        if is_quoted { format!("'{after}'") } else { after.to_owned() }
    };
    let changed: Vec<String> = value.split(';').map(element).collect();
    is_found.then(|| changed.join(";"))
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
        if serde_json::from_str::<serde::de::IgnoredAny>(json).is_ok() {
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
    fn an_element_that_only_begins_like_another_stays() {
        let with = |value: &str, after: &str| with_element(value, r"e:\a", after);
        assert_eq!(with(r"e:\a;e:\ab", r"..\a").as_deref(), Some(r"..\a;e:\ab"));
        assert_eq!(with(r"e:\ab; e:\a", r"..\my a").as_deref(), Some(r"e:\ab;'..\my a'"));
        assert_eq!(with(r"'e:\a'", r"..\a").as_deref(), Some(r"'..\a'"));
        assert_eq!(with(r"e:\ab", "x"), None);
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
