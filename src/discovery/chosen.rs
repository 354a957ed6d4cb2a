//! Which tools are meant where a text names one: to publish it, or to give one of its parameters a value.
//!
//! In: the tools of all toolboxes, names as the publisher wrote them. Out: the tools that each name means.
//! Never asks the disk, and never takes a name that means nothing for one that means all.

use std::collections::{BTreeMap, BTreeSet};

use super::models::{Calls, MissingCall, calls};
use crate::text::{DataPath, same_name};
use crate::toolbox::Inputs;

/// A tool by its place: the number of its toolbox, and its own number in it.
pub type ToolPlace = (usize, usize);

/// The tools of all toolboxes, by what they may be called.
#[derive(Clone, Debug, Default)]
pub struct ToolNames {
    toolboxes: Vec<DataPath>,
    names: BTreeMap<String, Vec<ToolPlace>>,
    labels: BTreeMap<String, Vec<ToolPlace>>,
}

impl ToolNames {
    /// Adds a toolbox, by its path as the report writes it, with the names and labels of its tools.
    pub fn add<'a>(&mut self, toolbox: &str, tools: impl Iterator<Item = (&'a str, &'a str)>) {
        let number = self.toolboxes.len();
        self.toolboxes.push(DataPath::new(toolbox));
        for (at, (name, label)) in tools.enumerate() {
            self.names.entry(name.to_lowercase()).or_default().push((number, at));
            if !label.is_empty() {
                self.labels.entry(label.to_lowercase()).or_default().push((number, at));
            }
        }
    }

    /// The tools that a text means: by name, else by label, in whatever case; `sub/Box.tbx/Clip` means that of one toolbox.
    ///
    /// Of the toolbox's path the end is enough; where the whole of it is another toolbox's end, the whole wins.
    pub fn find(&self, written: &str) -> Vec<ToolPlace> {
        let plain = self.called(written, |_| true);
        if !plain.is_empty() {
            return plain;
        }
        let Some((places, _)) = self.within(written) else { return Vec::new() };
        places
    }

    /// The part of `sub/Box.tbx/Clip` that names the tool in its toolbox; `None` where no toolbox is named.
    pub fn own_name<'a>(&self, written: &'a str) -> Option<&'a str> {
        self.within(written).map(|(_, name)| name)
    }

    /// What the tools of a toolbox are called by a text that names both.
    fn within<'a>(&self, written: &'a str) -> Option<(Vec<ToolPlace>, &'a str)> {
        let parts = || {
            let slashes = written.match_indices(['/', '\\']);
            slashes.filter_map(|(at, _)| Some((DataPath::new(written.get(..at)?), written.get(at + 1..)?)))
        };
        let by = |is_meant: fn(&DataPath, &DataPath) -> bool| {
            parts().find_map(|(path, name)| {
                let places = self.called(name, |toolbox| self.toolboxes.get(toolbox).is_some_and(|known| is_meant(known, &path)));
                (!places.is_empty()).then_some((places, name))
            })
        };
        by(|known, path| known == path).or_else(|| by(ends_with))
    }

    fn called(&self, written: &str, is_meant: impl Fn(usize) -> bool) -> Vec<ToolPlace> {
        let lower = written.to_lowercase();
        let of = |known: &BTreeMap<String, Vec<ToolPlace>>| -> Vec<ToolPlace> {
            let places = known.get(&lower).into_iter().flatten();
            places.copied().filter(|(toolbox, _)| is_meant(*toolbox)).collect()
        };
        let by_name = of(&self.names);
        if by_name.is_empty() { of(&self.labels) } else { by_name }
    }

    /// How a tool is written so that only it is meant: by its name, and with its toolbox where others have the same name.
    pub fn written(&self, toolbox: usize, name: &str) -> String {
        let is_alone = self.names.get(&name.to_lowercase()).is_some_and(|places| places.len() == 1);
        match self.toolboxes.get(toolbox) {
            Some(path) if !is_alone => format!("{path}/{name}"),
            Some(_) | None => name.to_owned(),
        }
    }
}

/// True if a path ends with these names.
fn ends_with(path: &DataPath, end: &DataPath) -> bool {
    !end.is_absolute() && path.key().strip_suffix(end.key()).is_some_and(|before| before.ends_with('/'))
}

/// All that may be named as a tool: the tools of toolboxes, and loose scripts, which are tools of their own.
#[derive(Default)]
pub struct Roster<'a> {
    names: ToolNames,
    rows: Vec<(&'a DataPath, Vec<&'a str>)>,
}

impl<'a> Roster<'a> {
    /// Adds a toolbox or a script, with its path as the report writes it, and the names and labels of its tools.
    pub fn add(&mut self, path: &'a DataPath, shown: &str, tools: impl Iterator<Item = (&'a str, &'a str)> + Clone) {
        self.names.add(shown, tools.clone());
        self.rows.push((path, tools.map(|(name, _)| name).collect()));
    }

    fn find(&self, written: &str) -> impl Iterator<Item = (&'a DataPath, &'a str)> {
        let places = self.names.find(written).into_iter();
        places.filter_map(|(toolbox, tool)| {
            let (path, tools) = self.rows.get(toolbox)?;
            Some((*path, *tools.get(tool)?))
        })
    }
}

/// The parameter that a text names: `Clip.Zones`, `sub/Box.tbx/Clip.Zones`, or just `Zones` for that of every tool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParameterName {
    whole: String,
    /// The tools, and what the rest of the text is, wherever the text may be divided.
    of_tools: Vec<(BTreeSet<(DataPath, String)>, String)>,
}

impl ParameterName {
    /// Reads what a publisher wrote.
    pub fn new(written: &str, roster: &Roster<'_>) -> Self {
        let divided = written.match_indices('.').filter_map(|(at, _)| Some((written.get(..at)?, written.get(at + 1..)?)));
        let of_tools = divided.filter_map(|(tool, name)| {
            let tools: BTreeSet<(DataPath, String)> =
                roster.find(tool).map(|(path, tool)| (path.clone(), tool.to_owned())).collect();
            (!tools.is_empty()).then(|| (tools, name.to_owned()))
        });
        Self { whole: written.to_owned(), of_tools: of_tools.collect() }
    }

    /// True if this parameter of this tool is meant.
    pub fn names(&self, toolbox: &DataPath, tool: &str, parameter: &str) -> bool {
        let is_tool = |tools: &BTreeSet<(DataPath, String)>| tools.iter().any(|(of, name)| of == toolbox && name == tool);
        same_name(&self.whole, parameter)
            || self.of_tools.iter().any(|(tools, name)| same_name(name, parameter) && is_tool(tools))
    }
}

/// Which tools are published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The chosen tools of each toolbox, and the chosen loose scripts; `None` means all.
    tools: Option<BTreeMap<DataPath, BTreeSet<String>>>,
    /// The toolbox whose tools are published; `None` means all.
    toolbox: Option<DataPath>,
    /// Names that no tool has, as written.
    unknown: Vec<String>,
    /// What chosen models run.
    calls: Calls,
    /// Toolboxes that are there for such tools only: nothing in them is chosen, unless by its name.
    brought: BTreeSet<DataPath>,
}

impl Chosen {
    /// All tools, or those that are named; of one toolbox, or of all.
    pub fn new(written: &[String], toolbox: Option<DataPath>, roster: &Roster<'_>) -> Self {
        let mut chosen = Self { toolbox, ..Self::default() };
        for name in written {
            let tools = chosen.tools.get_or_insert_default();
            let mut is_known = false;
            for (path, tool) in roster.find(name) {
                tools.entry(path.clone()).or_default().insert(tool.to_owned());
                is_known = true;
            }
            if !is_known {
                chosen.unknown.push(name.clone());
            }
        }
        chosen
    }

    /// True if the tools of this toolbox may take part.
    pub fn has_toolbox(&self, path: &DataPath) -> bool {
        self.toolbox.as_ref().is_none_or(|chosen| chosen == path)
    }

    /// The same choice with the tools that chosen models run.
    #[must_use]
    pub fn with_called(self, inputs: &Inputs) -> Self {
        // What the publisher chose by its name is there for its own sake.
        let brought = inputs.called.iter().filter(|path| self.toolbox.as_ref() != Some(path)).cloned().collect();
        let chosen = Self { brought, ..self };
        let calls = calls(inputs, &chosen);
        Self { calls, ..chosen }
    }

    /// True if this tool is published, or a published model runs it.
    pub fn takes_part(&self, toolbox: &DataPath, name: &str) -> bool {
        self.has_tool(toolbox, name) || self.is_only_called(toolbox, name)
    }

    /// True if this tool is not published, and a published model runs it.
    pub fn is_only_called(&self, toolbox: &DataPath, name: &str) -> bool {
        self.calls.found.get(toolbox).is_some_and(|of| of.contains(name)) && !self.has_tool(toolbox, name)
    }

    /// True if this tool is published.
    pub fn has_tool(&self, toolbox: &DataPath, name: &str) -> bool {
        let is_named = |tools: &BTreeMap<DataPath, BTreeSet<String>>| tools.get(toolbox).is_some_and(|of| of.contains(name));
        self.has_toolbox(toolbox) && self.tools.as_ref().map_or_else(|| !self.brought.contains(toolbox), is_named)
    }

    /// True if this loose script is published: it is a tool of its own, unless one toolbox is.
    pub fn has_script(&self, script: &DataPath) -> bool {
        self.toolbox.is_none() && self.tools.as_ref().is_none_or(|tools| tools.contains_key(script))
    }

    /// True where all tools were chosen, whichever there are.
    pub fn is_all(&self) -> bool {
        self.tools.is_none()
    }

    /// The toolbox whose tools are published, where one was chosen.
    pub fn toolbox(&self) -> Option<&DataPath> {
        self.toolbox.as_ref()
    }

    /// Tools that chosen models run and that are not there.
    pub fn missing_calls(&self) -> &[MissingCall] {
        &self.calls.missing
    }

    /// Names that no tool has, as written.
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> ToolNames {
        let mut names = ToolNames::default();
        names.add("Yard.tbx", [("Clip", "Clip lanes"), ("Sort", "Count")].into_iter());
        names.add("old/Yard.tbx", [("Clip", "Clip / cut"), ("Count", "")].into_iter());
        names
    }

    #[test]
    fn a_name_means_every_tool_that_has_it_and_comes_before_a_label() {
        assert_eq!(names().find("CLIP"), [(0, 0), (1, 0)]);
        assert_eq!(names().find("clip LANES"), [(0, 0)]);
        assert_eq!(names().find("Clip / cut"), [(1, 0)]);
        assert_eq!(names().find("Count"), [(1, 1)]);
        assert_eq!(names().find("Cut"), []);
    }

    #[test]
    fn a_toolbox_before_the_name_means_its_tool_only() {
        assert_eq!(names().find("Yard.tbx/Clip"), [(0, 0)]);
        assert_eq!(names().find(r"OLD\yard.tbx\clip"), [(1, 0)]);
        assert_eq!(names().find("Yard.tbx/Count"), [(0, 1)]);
        assert_eq!(names().find("d.tbx/Clip"), []);
        assert_eq!(names().own_name("old/Yard.tbx/Clip"), Some("Clip"));
        assert_eq!(names().own_name("Clip / cut"), None);
    }

    #[test]
    fn a_tool_is_written_with_its_toolbox_only_where_another_has_its_name() {
        assert_eq!([names().written(0, "Sort"), names().written(1, "Clip")], ["Sort", "old/Yard.tbx/Clip"]);
        for (toolbox, tool, name) in [(0, 0, "Clip"), (0, 1, "Sort"), (1, 0, "Clip"), (1, 1, "Count")] {
            assert_eq!(names().find(&names().written(toolbox, name)), [(toolbox, tool)]);
        }
    }

    #[test]
    fn names_that_mean_nothing_choose_nothing_and_are_kept() {
        let path = DataPath::new("/yard/Yard.tbx");
        let mut roster = Roster::default();
        roster.add(&path, "Yard.tbx", [("Clip", "")].into_iter());
        let chosen = Chosen::new(&["Cut".to_owned()], None, &roster);
        assert!(!chosen.has_tool(&path, "Clip"));
        assert_eq!(chosen.unknown(), ["Cut"]);
        assert!(Chosen::new(&[], None, &roster).has_tool(&path, "Clip"));
    }

    #[test]
    fn a_parameter_is_named_with_its_tool_with_its_toolbox_or_alone() {
        let (path, other) = (DataPath::new("/yard/Yard.tbx"), DataPath::new("/yard/old/Yard.tbx"));
        let mut roster = Roster::default();
        roster.add(&path, "Yard.tbx", [("Clip", "1. Clip")].into_iter());
        roster.add(&other, "old/Yard.tbx", [("Clip", "")].into_iter());
        let names = |written: &str| {
            let name = ParameterName::new(written, &roster);
            [name.names(&path, "Clip", "Zones"), name.names(&other, "Clip", "Zones")]
        };
        assert_eq!([names("clip.zones"), names("ZONES"), names("Cut.Zones")], [[true, true], [true, true], [false, false]]);
        assert_eq!([names("old/Yard.tbx/Clip.Zones"), names("1. Clip.Zones")], [[false, true], [true, false]]);
    }
}
