//! The tree as nodes: toolboxes with toolsets, tools and sources, own modules, documents, what no tool uses.
//!
//! In: the report. Out: nodes in the order of the tree, each with its own messages.
//! Never knows which nodes are open.

use std::collections::{BTreeMap, BTreeSet};

use super::tree_view::{Node, TreeSection};
use super::{Review, Thing, Ticked, Ticks, ToolScope, is_service_toolbox, service_scope};
use crate::message::Severity;
use crate::publication::{PublicationFile, ScriptRow, ToolRow, ToolboxRow};

/// A node with what hangs on it.
pub struct Branch {
    pub key: String,
    pub node: Node,
    pub label: String,
    pub thing: Option<Thing>,
    pub own: (usize, usize),
    pub problem: Option<String>,
    pub ticks: Option<(ToolScope, Ticked)>,
    pub is_last: bool,
    pub is_aside: bool,
    /// Another word that it is found by.
    pub also: String,
    pub children: Vec<Branch>,
    /// How much further in its children stand.
    pub indent: usize,
    pub starts_open: bool,
    pub can_close: bool,
}

/// Tools of a publication with more than these start closed.
pub const OPEN_TOOLS: usize = 20;
/// A toolbox with more rows than these in sight starts closed, and so do the toolsets of one with more tools.
const OPEN_ROWS: usize = 40;

impl Branch {
    fn new(key: String, node: Node, label: String, thing: Option<Thing>) -> Self {
        Self {
            key,
            node,
            label,
            thing,
            own: (0, 0),
            problem: None,
            ticks: None,
            is_last: false,
            is_aside: false,
            also: String::new(),
            children: Vec::new(),
            indent: 1,
            starts_open: true,
            can_close: true,
        }
    }

    /// True if its words, or those of anything on it, contain these.
    pub fn has(&self, wanted: &str) -> bool {
        let is_it = self.label.to_lowercase().contains(wanted) || self.also.to_lowercase().contains(wanted);
        is_it || self.children.iter().any(|child| child.has(wanted))
    }

    /// Notes the scripts of the node and of all that hangs on it.
    pub fn scripts(&self, found: &mut BTreeSet<String>) {
        if let Some(Thing::Script(path)) = &self.thing {
            found.insert(path.clone());
        }
        self.children.iter().for_each(|child| child.scripts(found));
    }

    /// Messages of the node and its children that no script is named for.
    pub fn own_problems(&self) -> (usize, usize) {
        let own = if matches!(self.thing, Some(Thing::Script(_))) { (0, 0) } else { self.own };
        self.children.iter().map(Self::own_problems).fold(own, |sum, more| (sum.0 + more.0, sum.1 + more.1))
    }
}

/// Messages about toolboxes and tools, which stand in no script.
struct Problems<'a> {
    toolboxes: BTreeMap<&'a str, Vec<(Severity, &'a str)>>,
    tools: BTreeMap<(&'a str, &'a str), Vec<(Severity, &'a str)>>,
}

impl<'a> Problems<'a> {
    fn of(review: &'a Review) -> Self {
        let mut problems = Self { toolboxes: BTreeMap::new(), tools: BTreeMap::new() };
        let report = &review.report;
        for (row, finding) in report.messages.iter().zip(&report.findings).filter(|(row, _)| row.script.is_none()) {
            let said = (row.severity, row.text.as_str());
            match (finding.arguments.get("toolbox"), finding.arguments.get("tool")) {
                (Some(toolbox), Some(tool)) => problems.tools.entry((toolbox, tool)).or_default().push(said),
                (Some(toolbox), None) => problems.toolboxes.entry(toolbox).or_default().push(said),
                (None, _) => {}
            }
        }
        problems
    }
}

fn counted(said: Option<&Vec<(Severity, &str)>>) -> (usize, usize) {
    let count = |severity| said.map_or(0, |said| said.iter().filter(|(of, _)| *of == severity).count());
    (count(Severity::Error), count(Severity::Warning))
}

/// The nodes of the tree, in order.
pub fn branches(review: &Review, file: &PublicationFile) -> Vec<Branch> {
    let report = &review.report;
    let mut nodes: Vec<Branch> = absent(review);
    nodes.extend(toolboxes(review, file));
    let sources = report.toolboxes.iter().flat_map(|toolbox| &toolbox.tools).flat_map(|tool| &tool.sources);
    let mut shown: BTreeSet<&str> = sources.map(|source| source.script.as_str()).collect();
    shown.extend(report.toolboxes.iter().map(|toolbox| toolbox.path.as_str()));
    let rest: Vec<&ScriptRow> = report.scripts.iter().filter(|row| !shown.contains(row.path.as_str())).collect();
    let (modules, scripts): (Vec<&ScriptRow>, Vec<&ScriptRow>) = rest.into_iter().partition(|row| row.role == "module");
    section(&mut nodes, TreeSection::Scripts, loose(&scripts, review));
    section(&mut nodes, TreeSection::Modules, own_modules(&modules, review));
    let documents = report.evidence.documents.iter().map(|path| {
        let thing = review.data(path).map(|_| Thing::Data(path.clone()));
        Branch::new(format!("document {path}"), Node::Document, name_of(path).to_owned(), thing)
    });
    section(&mut nodes, TreeSection::Documents, documents.collect());
    let unused = report.evidence.unused.iter();
    let unused = unused.map(|path| Branch::new(format!("unused {path}"), Node::Unused, path.clone(), None));
    section(&mut nodes, TreeSection::Unused, unused.collect());
    nodes
}

/// Scripts of no toolbox.
fn loose(rows: &[&ScriptRow], review: &Review) -> Vec<Branch> {
    let labels = told_apart(rows.iter().map(|row| row.path.as_str()));
    rows.iter().zip(labels).map(|(row, label)| script(&row.path, row.role, &label, "", review)).collect()
}

/// Files by their names; those whose name another one has too are told apart by their folder.
fn told_apart<'a>(paths: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for path in paths.clone() {
        *names.entry(name_of(path).to_lowercase()).or_default() += 1;
    }
    let label = |path: &str| {
        let name = name_of(path);
        let is_shared = names.get(&name.to_lowercase()).is_some_and(|count| *count > 1);
        let folder = path.strip_suffix(name).map(|folder| name_of(folder.trim_end_matches('/')));
        match folder.filter(|folder| is_shared && !folder.is_empty()) {
            Some(folder) => format!("{folder}/{name}"),
            None => name.to_owned(),
        }
    };
    paths.map(label).collect()
}

fn section(nodes: &mut Vec<Branch>, section: TreeSection, children: Vec<Branch>) {
    if children.is_empty() {
        return;
    }
    let label = match section {
        TreeSection::Scripts => "Scripts",
        TreeSection::Modules => "Modules of yours",
        TreeSection::Documents => "Map documents",
        TreeSection::Unused => "Scripts not used by any tool",
    };
    let mut title = Branch::new(format!("section {label}"), Node::Section(section), label.to_owned(), None);
    title.children = children;
    title.indent = 0;
    title.can_close = section == TreeSection::Unused;
    title.starts_open = !title.can_close;
    nodes.push(title);
}

fn absent(review: &Review) -> Vec<Branch> {
    let mut nodes = Vec::new();
    for path in &review.absent {
        let key = format!("absent {}", path.display());
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let mut input = Branch::new(key.clone(), Node::Absent(path.clone()), name, None);
        input.problem = Some(format!("{} is not reachable", path.display()));
        nodes.push(input);
        let note = "Its decisions are kept".to_owned();
        nodes.push(Branch::new(format!("{key} note"), Node::AbsentNote, note, None));
        nodes.push(Branch::new(format!("{key} answers"), Node::AbsentAnswers(path.clone()), String::new(), None));
    }
    nodes
}

/// What the nodes of tools are made from.
struct Grower<'a> {
    review: &'a Review,
    problems: Problems<'a>,
    ticks: Ticks,
    /// How many tools the service can be made of now.
    published: usize,
    tools_open: bool,
}

fn toolboxes(review: &Review, file: &PublicationFile) -> Vec<Branch> {
    let report = &review.report;
    let tools = report.toolboxes.iter().map(|toolbox| toolbox.tools.len()).sum::<usize>();
    let ticks = Ticks::of(review, &file.tools);
    let published = ticks.count(report, &service_scope(review, file)).chosen;
    let grower = Grower { review, problems: Problems::of(review), ticks, published, tools_open: tools <= OPEN_TOOLS };
    let is_aside = |row: &ToolboxRow| file.toolbox.is_some() && !is_service_toolbox(review, file, row);
    let labels = told_apart(report.toolboxes.iter().map(|row| row.path.as_str()));
    let rows = report.toolboxes.iter().zip(labels).enumerate();
    rows.map(|(at, (row, label))| grower.toolbox(at, row, label, is_aside(row))).collect()
}

impl Grower<'_> {
    fn toolbox(&self, number: usize, row: &ToolboxRow, label: String, is_aside: bool) -> Branch {
        let thing = Thing::Toolbox(row.path.clone());
        let mut node = Branch::new(format!("toolbox {}", row.path), Node::Toolbox, label, Some(thing));
        let said = self.problems.toolboxes.get(row.path.as_str());
        let own = self.review.by_script.get(&row.path).copied().unwrap_or_default();
        let about = counted(said);
        node.own = (own.0 + about.0, own.1 + about.1);
        // What is only good to know is no problem of the toolbox.
        let problem = said.and_then(|said| said.iter().find(|(severity, _)| *severity != Severity::Information));
        node.problem = problem.map(|(_, text)| (*text).to_owned());
        let mut toolsets: BTreeMap<String, Branch> = BTreeMap::new();
        let mut plain = Vec::new();
        for (at, tool) in row.tools.iter().enumerate() {
            let branch = self.tool(tool, row, self.ticks.is_on(number, at), is_aside);
            match tool.toolset.as_str() {
                "" => plain.push(branch),
                toolset => self.toolset(&mut toolsets, row, toolset, is_aside).children.push(branch),
            }
        }
        node.children = nested(toolsets);
        node.children.append(&mut plain);
        if !row.tools.is_empty() {
            self.tick(&mut node, ToolScope::Toolbox(row.path.clone()), is_aside);
        }
        node.starts_open = node.children.len() <= OPEN_ROWS;
        node
    }

    /// The toolset of that name, and those around it.
    fn toolset<'a>(
        &self,
        toolsets: &'a mut BTreeMap<String, Branch>,
        row: &ToolboxRow,
        name: &str,
        is_aside: bool,
    ) -> &'a mut Branch {
        if let Some((around, _)) = name.rsplit_once('\\') {
            self.toolset(toolsets, row, around, is_aside);
        }
        toolsets.entry(name.to_owned()).or_insert_with(|| {
            let (toolbox, toolset) = (row.path.clone(), name.to_owned());
            let label = name.rsplit('\\').next().unwrap_or(name).to_owned();
            let thing = Thing::Toolset { toolbox: toolbox.clone(), toolset: toolset.clone() };
            let mut node = Branch::new(format!("toolset {toolbox} {toolset}"), Node::Toolset, label, Some(thing));
            self.tick(&mut node, ToolScope::Toolset { toolbox, toolset }, is_aside);
            node.starts_open = row.tools.len() <= OPEN_ROWS;
            node
        })
    }

    /// The tick of a node; the last one of a service stays.
    fn tick(&self, node: &mut Branch, scope: ToolScope, is_aside: bool) {
        let ticked = self.ticks.count(&self.review.report, &scope);
        node.is_last = !is_aside && ticked.is_all() && ticked.chosen == self.published;
        node.is_aside = is_aside;
        node.ticks = Some((scope, ticked));
    }

    fn tool(&self, tool: &ToolRow, toolbox: &ToolboxRow, is_ticked: bool, is_aside: bool) -> Branch {
        let key = format!("tool {} {}", toolbox.path, tool.name);
        let shown = if tool.label.is_empty() { &tool.name } else { &tool.label };
        let label = match tool.kind {
            "model" => format!("{shown} (model)"),
            "r" => format!("{shown} (R)"),
            _ => shown.clone(),
        };
        let node = Node::Tool { kind: tool.kind, state: tool.state };
        let (path, name) = (toolbox.path.clone(), tool.name.clone());
        let thing = Thing::Tool { toolbox: path.clone(), tool: name.clone() };
        let mut branch = Branch::new(key.clone(), node, label, Some(thing));
        branch.also.clone_from(&tool.name);
        branch.ticks = Some((ToolScope::Tool { toolbox: path, tool: name }, Ticked { chosen: usize::from(is_ticked), all: 1 }));
        branch.is_last = !is_aside && is_ticked && self.published == 1;
        branch.is_aside = is_aside;
        let said = self.problems.tools.get(&(toolbox.path.as_str(), tool.name.as_str()));
        branch.own = counted(said);
        branch.problem = said.and_then(|said| said.first()).map(|(_, text)| (*text).to_owned());
        if branch.problem.is_none() && tool.state != "ready" {
            branch.problem = Some(crate::app::words::tool_state(tool.state).to_owned());
        }
        branch.starts_open = self.tools_open;
        // Past the tick.
        branch.indent = 2;
        let inside = format!("{}/", toolbox.path);
        // A Python toolbox is the script of all its tools: it stands there once, as the toolbox.
        for source in tool.sources.iter().filter(|source| source.script != toolbox.path) {
            let label = match source.role {
                "validation" => "Tool validation",
                _ if source.script.starts_with(&inside) => "Script in the toolbox",
                _ => name_of(&source.script),
            };
            branch.children.push(script(&source.script, source.role, label, &key, self.review));
        }
        branch
    }
}

/// The outermost toolsets, by name, each with those in it before its own tools.
fn nested(mut toolsets: BTreeMap<String, Branch>) -> Vec<Branch> {
    let mut outermost = Vec::new();
    // The innermost come first, so that each is whole before it moves into the one around it.
    while let Some((name, toolset)) = toolsets.pop_last() {
        match name.rsplit_once('\\').and_then(|(around, _)| toolsets.get_mut(around)) {
            Some(around) => around.children.insert(0, toolset),
            None => outermost.insert(0, toolset),
        }
    }
    outermost
}

fn script(path: &str, role: &'static str, label: &str, parent: &str, review: &Review) -> Branch {
    let key = format!("script {path} {parent}");
    let mut node = Branch::new(key, Node::Script { role }, label.to_owned(), Some(Thing::Script(path.to_owned())));
    node.own = review.by_script.get(path).copied().unwrap_or_default();
    node
}

/// The publisher's modules; those in a folder with `__init__.py` stand in a node of its name.
fn own_modules(rows: &[&ScriptRow], review: &Review) -> Vec<Branch> {
    let mut packages: BTreeMap<&str, Branch> = BTreeMap::new();
    for row in rows {
        if let Some(folder) = row.path.strip_suffix("/__init__.py") {
            let key = format!("package {folder}");
            packages.insert(folder, Branch::new(key, Node::Package, name_of(folder).to_owned(), None));
        }
    }
    let mut nodes = Vec::new();
    for row in rows {
        let node = script(&row.path, row.role, name_of(&row.path), "", review);
        match row.path.rsplit_once('/').and_then(|(folder, _)| packages.get_mut(folder)) {
            Some(package) => package.children.push(node),
            None => nodes.push(node),
        }
    }
    // The innermost packages first, so that each is whole before it moves into the one around it.
    while let Some((folder, package)) = packages.pop_last() {
        match folder.rsplit_once('/').and_then(|(around, _)| packages.get_mut(around)) {
            Some(around) => around.children.insert(0, package),
            None => nodes.push(package),
        }
    }
    nodes.sort_by(|a, b| (matches!(a.node, Node::Package), &a.key).cmp(&(matches!(b.node, Node::Package), &b.key)));
    nodes
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
