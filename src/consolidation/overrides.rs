//! The publisher's decisions against the plan, as values.
//!
//! In: decisions, one after the other. Out: [`Overrides`]: at most one decision about each thing, in the order given.
//! Never kept by line: a decision survives edits of the scripts, since it names an item's path, or a quoted text.

use serde::{Deserialize, Serialize};

use crate::discovery::QuotedText;
use crate::text::same_name;

/// One decision. Paths are written as in the report: relative to the publication's root, or absolute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decide", rename_all = "snake_case")]
pub enum Override {
    /// Take an item along.
    Include {
        /// The item.
        path: String,
    },
    /// Leave an item out; also one file of a folder that travels.
    Exclude {
        /// The item or file.
        path: String,
    },
    /// The item lies in a folder registered with the server, under the same path.
    InDataStore {
        /// The item.
        path: String,
    },
    /// The item is the output of an earlier run.
    Output {
        /// The item.
        path: String,
    },
    /// A quoted text is text, not data.
    Text(QuotedText),
    /// The backslashes of a quoted text are no escapes.
    Raw(QuotedText),
    /// A script travels as it is, although paths in it will not resolve.
    KeepScript {
        /// The script.
        script: String,
    },
    /// A message is accepted.
    Accept {
        /// Its code.
        code: String,
        /// What it is about: the item, module or script.
        about: String,
        /// Why that is all right.
        reason: String,
    },
}

impl Override {
    /// The item or file that is decided about, for decisions about one.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Include { path } | Self::Exclude { path } | Self::InDataStore { path } | Self::Output { path } => Some(path),
            Self::Text(_) | Self::Raw(_) | Self::KeepScript { .. } | Self::Accept { .. } => None,
        }
    }

    /// What the decision is about, in words that name no other decision: a path, a text in its script, a code and its object.
    pub fn written(&self) -> String {
        match self {
            Self::Include { path } | Self::Exclude { path } | Self::InDataStore { path } | Self::Output { path } => path.clone(),
            Self::Text(text) | Self::Raw(text) => format!("{}: {} ({})", text.script, text.quoted, text.rule),
            Self::KeepScript { script } => script.clone(),
            Self::Accept { code, about, .. } => format!("{code}: {about}"),
        }
    }

    /// True if both decide about the same thing, so that the later one replaces the earlier.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a) | Self::Raw(a), Self::Text(b) | Self::Raw(b)) => a == b,
            (Self::KeepScript { script: a }, Self::KeepScript { script: b }) => same_name(a, b),
            (Self::Accept { code, about, .. }, Self::Accept { code: other_code, about: other_about, .. }) => {
                code == other_code && about == other_about
            }
            _ => self.path().zip(other.path()).is_some_and(|(a, b)| same_name(a, b)),
        }
    }
}

/// All decisions, in the order in which they were taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Overrides {
    decisions: Vec<Override>,
}

impl Overrides {
    /// Takes a decision; an earlier one about the same thing is dropped.
    pub fn set(&mut self, decision: Override) {
        self.reset(&decision);
        self.decisions.push(decision);
    }

    /// Drops the decision about the same thing.
    pub fn reset(&mut self, decision: &Override) {
        self.decisions.retain(|earlier| !earlier.is_about_the_same(decision));
    }

    /// Drops the decisions that are written so ([`Override::written`]).
    pub fn forget(&mut self, written: &str) {
        self.decisions.retain(|decision| !same_name(&decision.written(), written));
    }

    /// The decisions.
    pub fn iter(&self) -> impl Iterator<Item = &Override> {
        self.decisions.iter()
    }

    /// How many decisions there are.
    pub fn len(&self) -> usize {
        self.decisions.len()
    }

    /// True without any decision.
    pub fn is_empty(&self) -> bool {
        self.decisions.is_empty()
    }

    /// The decision about an item or file.
    pub fn about(&self, path: &str) -> Option<&Override> {
        self.decisions.iter().find(|decision| decision.path().is_some_and(|about| same_name(about, path)))
    }

    /// The paths to take along.
    pub fn included(&self) -> impl Iterator<Item = &str> {
        self.decisions.iter().filter(|decision| matches!(decision, Override::Include { .. })).filter_map(Override::path)
    }

    /// The paths to leave out.
    pub fn excluded(&self) -> impl Iterator<Item = &str> {
        self.decisions.iter().filter(|decision| matches!(decision, Override::Exclude { .. })).filter_map(Override::path)
    }
}

impl FromIterator<Override> for Overrides {
    fn from_iter<I: IntoIterator<Item = Override>>(decisions: I) -> Self {
        let mut overrides = Self::default();
        for decision in decisions {
            overrides.set(decision);
        }
        overrides
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn include(path: &str) -> Override {
        Override::Include { path: path.to_owned() }
    }

    #[test]
    fn a_later_decision_about_the_same_item_replaces_the_earlier_one() {
        let exclude = Override::Exclude { path: "tooldata/OUTPUT".to_owned() };
        let overrides: Overrides =
            [include("ToolData/output"), include("ToolData/zones.shp"), exclude.clone()].into_iter().collect();
        assert_eq!(overrides.iter().cloned().collect::<Vec<_>>(), [include("ToolData/zones.shp"), exclude]);
    }

    #[test]
    fn what_is_forgotten_is_named_as_it_was_written() {
        let text = |script: &str| {
            let (script, quoted, rule) = (script.to_owned(), "\"index\"".to_owned(), "relative".to_owned());
            Override::Text(QuotedText { script, quoted, rule })
        };
        let mut overrides: Overrides = [text("a.py"), text("b.py"), include("index")].into_iter().collect();
        overrides.forget(&text("a.py").written());
        overrides.forget("Index");
        assert_eq!(overrides.iter().cloned().collect::<Vec<_>>(), [text("b.py")]);
    }

    #[test]
    fn decisions_are_kept_as_json_that_people_can_read() {
        let overrides: Overrides = [include("ToolData/zones.shp")].into_iter().collect();
        let json = serde_json::to_string(&overrides).unwrap();
        assert_eq!(json, r#"[{"decide":"include","path":"ToolData/zones.shp"}]"#);
        assert_eq!(serde_json::from_str::<Overrides>(&json).unwrap(), overrides);
    }
}
