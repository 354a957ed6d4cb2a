//! How the tree is shown: its rows, flat, as far as they are open.
//!
//! In: the report, and what the user opened, closed and searched. Out: rows by number, so that only those in sight are drawn.
//! Never worked out while drawing.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::tree_nodes::{Branch, OPEN_TOOLS, branches};
use super::{Review, Selection, Thing, Ticked, ToolScope};
use crate::publication::PublicationFile;

/// How the tree is shown.
#[derive(Clone, Debug, Default)]
pub struct TreeView {
    /// Nodes that are not as they are at first: opened ones that start closed, closed ones that start open.
    pub toggled: BTreeSet<String>,
    /// Words that a node's name must contain; `None` while nobody searches.
    pub filter: Option<String>,
    /// The row that was chosen in the tree itself, and what was selected then.
    pub cursor: Option<(String, Option<Thing>)>,
    /// The rows, in order.
    pub rows: Vec<TreeRow>,
    /// How many tools the rows come from: many are searched rather than looked through.
    tools: usize,
    /// The chosen tools and the chosen toolbox that the rows show.
    ticks: (Vec<String>, Option<PathBuf>),
    /// True where the window is so narrow that a rail stands in the tree's place.
    pub is_rail: bool,
    /// True while the tree lies over the centre.
    pub is_over: bool,
}

/// A row of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// Its name among the rows.
    pub key: String,
    /// What it stands for.
    pub node: Node,
    /// How far it is moved in.
    pub depth: usize,
    /// The words on it.
    pub label: String,
    /// What is selected with it.
    pub thing: Option<Thing>,
    /// True where its rows follow, false where they are hidden; `None` where it has none.
    pub is_open: Option<bool>,
    /// The tools that a tick on it means, and how many are ticked.
    pub ticks: Option<(ToolScope, Ticked)>,
    /// True where no tick would be left without its own.
    pub is_last: bool,
    /// True where another toolbox was chosen for the service.
    pub is_aside: bool,
    /// Open errors and warnings: its own, and those of the rows that it hides.
    pub counts: (usize, usize),
    /// What is wrong with it, as a sentence.
    pub problem: Option<String>,
    /// The scripts of the rows that it hides.
    pub hides: BTreeSet<String>,
}

/// What a row of the tree stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A title above rows.
    Section(TreeSection),
    /// A toolbox.
    Toolbox,
    /// A toolset.
    Toolset,
    /// A tool.
    Tool {
        /// The report's word for what it is.
        kind: &'static str,
        /// The report's word for what can be had of it.
        state: &'static str,
    },
    /// A script.
    Script {
        /// The report's word for what it is for.
        role: &'static str,
    },
    /// A package of the publisher's modules.
    Package,
    /// A map document, project or layer file.
    Document,
    /// A script that no tool uses: listed, not read.
    Unused,
    /// An input that is not there.
    Absent(PathBuf),
    /// What that means, below it.
    AbsentNote,
    /// What can be done about it.
    AbsentAnswers(PathBuf),
}

/// A title in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeSection {
    /// Scripts that belong to no toolbox.
    Scripts,
    /// The publisher's modules.
    Modules,
    /// Map documents.
    Documents,
    /// Scripts that no tool uses.
    Unused,
}

impl TreeRow {
    /// The script that the row stands for.
    pub fn script(&self) -> Option<&str> {
        match &self.thing {
            Some(Thing::Script(path)) => Some(path),
            Some(Thing::Toolbox(path)) if path.to_lowercase().ends_with(".pyt") => Some(path),
            Some(_) | None => None,
        }
    }

    /// True where a tick stands on it, and is set whole.
    pub fn is_ticked(&self) -> bool {
        self.ticks.as_ref().is_some_and(|(_, ticked)| ticked.is_all())
    }

    /// True for rows that the keyboard stops at.
    pub fn is_stop(&self) -> bool {
        match &self.node {
            Node::Section(_) => self.is_open.is_some(),
            Node::AbsentNote | Node::AbsentAnswers(_) => false,
            Node::Toolbox
            | Node::Toolset
            | Node::Tool { .. }
            | Node::Script { .. }
            | Node::Package
            | Node::Document
            | Node::Unused
            | Node::Absent(_) => true,
        }
    }
}

impl TreeView {
    /// True where so many tools are listed that one searches them rather than looks through them.
    pub fn is_large(&self) -> bool {
        self.tools > OPEN_TOOLS
    }

    /// True if the rows show the tools that this publication chooses.
    pub fn shows(&self, file: &PublicationFile) -> bool {
        self.ticks.0 == file.tools && self.ticks.1 == file.toolbox
    }

    /// Works the rows out again.
    pub fn refresh(&mut self, review: &Review, file: &PublicationFile) {
        self.ticks = (file.tools.clone(), file.toolbox.clone());
        self.tools = review.report.toolboxes.iter().map(|row| row.tools.len()).sum();
        let wanted = self.filter.as_deref().map(|words| words.trim().to_lowercase()).filter(|words| !words.is_empty());
        self.rows.clear();
        for branch in branches(review, file) {
            self.lay_flat(branch, 0, review, wanted.as_deref());
        }
        if wanted.is_some() {
            self.drop_empty_sections();
        }
    }

    fn lay_flat(&mut self, branch: Branch, depth: usize, review: &Review, wanted: Option<&str>) {
        if wanted.is_some_and(|wanted| !branch.has(wanted)) {
            return;
        }
        // A toolset that has the words shows what is in it.
        let wanted = wanted.filter(|wanted| branch.node != Node::Toolset || !branch.label.to_lowercase().contains(wanted));
        // What is searched for is in sight, whatever was closed.
        let is_open = wanted.is_some() || branch.starts_open != self.toggled.contains(&branch.key);
        let has_rows = branch.can_close && !branch.children.is_empty();
        let shows = is_open || !branch.can_close;
        let mut hides = BTreeSet::new();
        let mut counts = branch.own;
        if !shows {
            branch.children.iter().for_each(|child| child.scripts(&mut hides));
            for script in &hides {
                let (errors, warnings) = review.by_script.get(script).copied().unwrap_or_default();
                counts = (counts.0 + errors, counts.1 + warnings);
            }
            for (errors, warnings) in branch.children.iter().map(Branch::own_problems) {
                counts = (counts.0 + errors, counts.1 + warnings);
            }
        }
        self.rows.push(TreeRow {
            key: branch.key,
            node: branch.node,
            depth,
            label: branch.label,
            thing: branch.thing,
            is_open: has_rows.then_some(shows),
            ticks: branch.ticks,
            is_last: branch.is_last,
            is_aside: branch.is_aside,
            counts,
            problem: branch.problem,
            hides,
        });
        if shows {
            for child in branch.children {
                self.lay_flat(child, depth + branch.indent, review, wanted);
            }
        }
    }

    fn drop_empty_sections(&mut self) {
        let titles: Vec<bool> = self.rows.iter().map(|row| matches!(row.node, Node::Section(_))).collect();
        let mut at = 0;
        self.rows.retain(|_| {
            let follows = titles.get(at + 1).copied().unwrap_or(true);
            let is_empty = titles.get(at).copied().unwrap_or(false) && follows;
            at += 1;
            !is_empty
        });
    }

    /// The row that shows the selection; a closed node stands for what it hides.
    pub fn position(&self, selection: &Selection) -> Option<usize> {
        let cursor = self.cursor.as_ref().filter(|(_, thing)| *thing == selection.thing);
        let chosen = cursor.and_then(|(key, _)| self.rows.iter().position(|row| row.key == *key));
        let same =
            || selection.thing.as_ref().and_then(|thing| self.rows.iter().position(|row| row.thing.as_ref() == Some(thing)));
        let script = selection.place.as_ref().map(|place| place.script.as_str());
        let shown = || script.and_then(|script| self.rows.iter().position(|row| row.script() == Some(script)));
        let hidden = || script.and_then(|script| self.rows.iter().position(|row| row.hides.contains(script)));
        chosen.or_else(same).or_else(shown).or_else(hidden)
    }
}
