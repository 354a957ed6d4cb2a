//! Lays the whole package out.
//!
//! In: what travels, the scripts, the toolboxes. Out: files with destinations, rewrites, references to keep.
//! Never writes; toolboxes and scripts keep their relative positions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::binary::{NEVER_WRITTEN, stuck_in_binary};
use super::constants::placed_constants;
use super::holding::{Holding, rewrite_all};
use super::model::{AcceptedReference, InBinary, Layout, PlacedContent, PlacedFile, PlacedReference, Rewrite, Stuck, StuckKind};
use super::models::broken_models;
use super::place::{Ground, MOST_LIFTED, climbs};
use super::rewrite::{PlacedScript, Rewritten};
use super::toolbox_members::{ChangedMember, changed_members};
use crate::consolidation::{ConsolidationPlan, DataStore, Decision, Item};
use crate::discovery::{Chosen, Discovery, Origin, Reference, Scanned, Standing, Travel};
use crate::geodata::{Catalog, DataFile, Kind, Resolution};
use crate::text::DataPath;
use crate::toolbox::{Inputs, ScriptOrigin, Tool, ToolPart, Toolbox, ToolboxFormat, folder_files, script_links, with_members};

/// Members of toolboxes with their new bytes, by toolbox.
/// The references in parameters, by toolbox and tool.
type InParameters<'a> = BTreeMap<(&'a DataPath, &'a str), Vec<(&'a Reference, &'a Item)>>;

type NewMembers = BTreeMap<DataPath, Vec<(String, Arc<[u8]>)>>;

/// What the layout is made of.
pub struct Ingredients<'a> {
    /// What was found.
    pub discovery: &'a Discovery,
    /// What travels.
    pub plan: &'a ConsolidationPlan,
    /// The toolboxes and scripts.
    pub inputs: &'a Inputs,
    /// The tools to publish.
    pub chosen: &'a Chosen,
    /// What the toolboxes' own files are.
    pub catalog: &'a Catalog<'a>,
    /// The publication's root.
    pub root: &'a DataPath,
    /// The data store.
    pub store: &'a DataStore,
    /// `p30`, `p20` or `v101`.
    pub version_folder: &'a str,
    /// True where the target runs Python 2.7.
    pub python_2: bool,
    /// Scripts that travel as they are, whatever would break in them.
    pub keep: &'a [DataPath],
    /// How the report spells a path.
    pub show: &'a (dyn Fn(&DataPath) -> String + Sync),
}

/// Places every file, rewrites what would break, and lists what could not be rewritten.
///
/// `holding` says which scripts were found to hold as they are; what is new of that is added.
pub fn lay_out(ingredients: &Ingredients<'_>, holding: &mut Holding) -> (Layout, Vec<Stuck>) {
    let ground = Ground::new(ingredients.version_folder, ingredients.root, climb_height(ingredients));
    let mut work = Work { ingredients, ground, files: BTreeMap::new(), layout: Layout::default(), stuck: Vec::new(), holding };
    work.layout.version_folder = ingredients.version_folder.to_owned();
    work.layout.root_folder = relative(&work.ground.place(ingredients.root));
    work.place_toolboxes();
    work.place_data();
    work.place_scripts();
    work.stuck.extend(broken_models(ingredients, &work.ground));
    let (constants, homeless) = placed_constants(ingredients, &work.ground);
    work.stuck.extend(homeless);
    let mut layout = work.layout;
    layout.constants = constants;
    layout.ground = work.ground;
    layout.files = work.files.into_values().collect();
    layout.files.sort_by(|a, b| a.destination.cmp(&b.destination));
    layout.empty_folders = empty_folders(ingredients.plan, &layout);
    layout.data_store_roots = ingredients.store.folders.iter().map(|folder| folder.server.clone()).collect();
    layout.data_store_roots.extend(ingredients.plan.items.iter().filter_map(Item::registered_folder));
    layout.data_store_roots.sort();
    layout.data_store_roots.dedup();
    layout.accepted = work.stuck.iter().filter_map(|stuck| accepted(stuck, ingredients.show)).collect();
    (layout, work.stuck)
}

/// What an export accepts where the publisher accepts its errors: the reference stays as it is.
fn accepted(stuck: &Stuck, show: &dyn Fn(&DataPath) -> String) -> Option<AcceptedReference> {
    let script = show(stuck.script.as_ref()?);
    let (text, because) = (stuck.text.clone(), stuck.why.clone());
    Some(AcceptedReference { script, line: stuck.at.line, column: stuck.at.column, text, because })
}

/// Folders that a script expects to be there although nothing in them travels.
fn empty_folders(plan: &ConsolidationPlan, layout: &Layout) -> Vec<String> {
    let folders = plan.items.iter().filter(|item| item.decision == Decision::Copied && item.dataset.kind == Kind::Folder);
    let mut empty: Vec<String> = folders.map(|item| layout.destination(item.path())).collect();
    empty.retain(|folder| {
        let folder = DataPath::new("/").join(folder);
        !layout.files.iter().any(|file| DataPath::new("/").join(&file.destination).is_within(&folder))
    });
    empty.sort();
    empty
}

/// How far relative references and scripts climb above the root, where that is at most [`MOST_LIFTED`].
fn climb_height(ingredients: &Ingredients<'_>) -> usize {
    let root = ingredients.root;
    let discovery = ingredients.discovery;
    let data = ingredients.plan.items.iter().filter(|item| item.decision == Decision::Copied).filter_map(|item| {
        let mut references = item.references.iter().filter_map(|at| discovery.references.get(*at));
        let relative = references.any(|reference| reference.from_own_place);
        // What only the publisher takes along climbs where it has no place of its own on a drive or share.
        let is_placeless = item.path().drive().is_none() && item.path().server().is_none();
        (relative || (item.references.is_empty() && is_placeless)).then(|| climbs(item.dataset.carrier(), root)).flatten()
    });
    let scripts = discovery.scripts.iter().filter(|scanned| scanned.travel == Travel::Itself);
    let scripts = scripts.filter_map(|scanned| climbs(&scanned.script.folder, root));
    data.chain(scripts).filter(|height| *height <= MOST_LIFTED).max().unwrap_or_default()
}

struct Work<'a> {
    ingredients: &'a Ingredients<'a>,
    ground: Ground,
    files: BTreeMap<DataPath, PlacedFile>,
    layout: Layout,
    stuck: Vec<Stuck>,
    holding: &'a mut Holding,
}

impl Work<'_> {
    fn place_toolboxes(&mut self) {
        let travelling: Vec<&Toolbox> =
            self.ingredients.inputs.toolboxes.iter().filter(|toolbox| self.travels(toolbox)).collect();
        for toolbox in &travelling {
            for file in &self.toolbox_files(toolbox) {
                self.place_file(file, None);
            }
            for path in toolbox.tools.iter().flat_map(|tool| &tool.other_files) {
                if let Some(found) = self.ingredients.catalog.files().find(path) {
                    self.place_file(&DataFile { path: found.path, bytes: found.bytes }, None);
                }
            }
        }
        let is_published = |toolbox: &&&Toolbox| !self.ingredients.inputs.called.contains(&toolbox.path);
        if let [only] = travelling.iter().filter(is_published).collect::<Vec<_>>().as_slice() {
            self.layout.toolbox = Some(relative(&self.ground.place(&only.path)));
        }
    }

    /// A toolbox travels whole: the file with its metadata, or all that lies in its folder.
    fn toolbox_files(&self, toolbox: &Toolbox) -> Vec<DataFile> {
        let catalog = self.ingredients.catalog;
        let open = folder_files(&toolbox.path, catalog.files()).into_iter();
        let mut files: Vec<DataFile> = open.map(|found| DataFile { path: found.path, bytes: found.bytes }).collect();
        if let (true, Resolution::Data(dataset)) = (files.is_empty(), catalog.resolve(&toolbox.path)) {
            files.extend(dataset.files);
        }
        files
    }

    fn travels(&self, toolbox: &Toolbox) -> bool {
        let chosen = self.ingredients.chosen;
        let published = toolbox.tools.iter().any(|tool| chosen.takes_part(&toolbox.path, &tool.name));
        published || (toolbox.tools.is_empty() && chosen.is_all() && chosen.has_toolbox(&toolbox.path))
    }

    fn place_file(&mut self, file: &DataFile, reference: Option<usize>) {
        let destination = relative(&self.ground.place(&file.path));
        self.place_file_at(file, destination, reference);
    }

    /// Places a file, and gives the list of references that bring it.
    fn place_file_at(&mut self, file: &DataFile, destination: String, reference: Option<usize>) -> &mut Vec<usize> {
        let fresh = || PlacedFile {
            source: file.path.clone(),
            destination,
            bytes: file.bytes,
            content: PlacedContent::AsIs,
            references: Vec::new(),
        };
        let placed = self.files.entry(file.path.clone()).or_insert_with(fresh);
        placed.references.extend(reference.filter(|at| !placed.references.contains(at)));
        &mut placed.references
    }

    fn place_data(&mut self) {
        let names = self.script_names();
        let (ingredients, ground) = (self.ingredients, &self.ground);
        let prepare = |item: &Item| {
            let destinations: Vec<String> = item.files.iter().map(|file| relative(&ground.place(&file.path))).collect();
            (placed_references(item, &names, ingredients, ground), destinations)
        };
        let prepared: Vec<(Vec<PlacedReference>, Vec<String>)> = ingredients.plan.items.par_iter().map(prepare).collect();
        for (item, (references, destinations)) in ingredients.plan.items.iter().zip(prepared) {
            let first = self.layout.references.len();
            let listed = first..first + references.len();
            self.layout.references.extend(references);
            for (file, destination) in item.files.iter().zip(destinations) {
                self.place_file_at(file, destination, None).extend(listed.clone());
            }
        }
    }

    /// Every script as the report shows it, and its place in the package.
    fn script_names(&self) -> Vec<(String, String)> {
        let name = |scanned: &Scanned| {
            let place = match &scanned.script.origin {
                ScriptOrigin::File => PlacedScript::new(scanned, &self.ground).file,
                ScriptOrigin::Member { .. } => self.ground.place(&scanned.script.path),
            };
            ((self.ingredients.show)(&scanned.script.path), relative(&place))
        };
        self.ingredients.discovery.scripts.iter().map(name).collect()
    }

    fn place_scripts(&mut self) {
        let discovery = self.ingredients.discovery;
        let mut members = self.changed_toolbox_members();
        let rewritten = rewrite_all(self.ingredients, &self.ground, self.holding);
        for (scanned, (placed, rewritten)) in discovery.scripts.iter().zip(rewritten) {
            if matches!(scanned.script.origin, ScriptOrigin::File) && !matches!(scanned.travel, Travel::WithFolder(_)) {
                let bytes = self.ingredients.catalog.files().find(&scanned.script.path).map_or(0, |found| found.bytes);
                let file = DataFile { path: scanned.script.path.clone(), bytes };
                self.place_file_at(&file, relative(&placed.file), None);
            }
            match rewritten {
                Ok(None) => {}
                Err(stuck) => {
                    let in_script = |stuck| Stuck { script: Some(scanned.script.path.clone()), ..stuck };
                    self.stuck.extend(stuck.into_iter().map(in_script));
                }
                Ok(Some(rewritten)) if self.binary_of(scanned).is_some() => self.in_binary(scanned, &rewritten),
                Ok(Some(rewritten)) if self.ingredients.keep.contains(&scanned.script.path) => self.keep(scanned, rewritten),
                Ok(Some(rewritten)) => {
                    let bytes: Arc<[u8]> = rewritten.bytes.into();
                    match &scanned.script.origin {
                        ScriptOrigin::Member { toolbox, member } => {
                            members.entry(toolbox.clone()).or_default().push((member.clone(), bytes));
                        }
                        ScriptOrigin::File => {
                            if let Some(file) = self.files.get_mut(&scanned.script.path) {
                                file.content = PlacedContent::Rewritten(bytes);
                            }
                        }
                    }
                    self.layout.rewrites.push(Rewrite {
                        script: scanned.script.path.clone(),
                        before: Arc::clone(&scanned.script.source.text),
                        edits: rewritten.edits,
                        certain: rewritten.certain,
                    });
                }
            }
        }
        self.place_binaries();
        for (toolbox, members) in members {
            if let Some(file) = self.files.get_mut(&toolbox) {
                file.content = PlacedContent::Members(members);
                continue;
            }
            for (member, bytes) in members {
                if let Some(file) = self.files.get_mut(&toolbox.join(&member)) {
                    file.content = PlacedContent::Rewritten(bytes);
                }
            }
        }
    }

    /// Notes what breaks in a script that the publisher keeps as it is.
    fn keep(&mut self, scanned: &Scanned, rewritten: Rewritten<'_>) {
        let script = &scanned.script.path;
        for reference in rewritten.breaking {
            let why = "the publisher keeps the script as it is".to_owned();
            let stuck = Stuck::new(Some(reference), why);
            self.stuck.push(Stuck { script: Some(script.clone()), kind: StuckKind::Kept, ..stuck });
        }
        self.layout.kept.push(Rewrite {
            script: script.clone(),
            before: Arc::clone(&scanned.script.source.text),
            edits: rewritten.edits,
            certain: rewritten.certain,
        });
    }

    /// The binary toolbox that holds a script's text.
    fn binary_of(&self, scanned: &Scanned) -> Option<&DataPath> {
        let ScriptOrigin::Member { toolbox, .. } = &scanned.script.origin else { return None };
        let mut toolboxes = self.ingredients.inputs.toolboxes.iter();
        let holder = toolboxes.find(|known| known.path == *toolbox && known.format == ToolboxFormat::Tbx);
        holder.map(|holder| &holder.path)
    }

    /// Notes what breaks in the code of a binary toolbox.
    fn in_binary(&mut self, scanned: &Scanned, rewritten: &Rewritten<'_>) {
        let Some(toolbox) = self.binary_of(scanned).cloned() else { return };
        for reference in &rewritten.breaking {
            let kind = StuckKind::Binary { toolbox: toolbox.clone(), what: InBinary::Code };
            let stuck = Stuck::new(Some(reference), NEVER_WRITTEN.to_owned());
            self.stuck.push(Stuck { script: Some(scanned.script.path.clone()), kind, ..stuck });
        }
    }

    /// Values and links in toolboxes that would break: the new members of zip toolboxes; of binary ones it is only noted.
    fn changed_toolbox_members(&mut self) -> NewMembers {
        let mut members = NewMembers::new();
        let by_tool = self.in_parameters();
        let (mut stuck, mut rewrites) = (Vec::new(), Vec::new());
        for toolbox in &self.ingredients.inputs.toolboxes {
            if !self.files.contains_key(&toolbox.path) && !self.travels(toolbox) {
                continue;
            }
            match toolbox.format {
                ToolboxFormat::Atbx => {
                    for member in self.in_archive(toolbox, &by_tool, &mut stuck) {
                        members.entry(toolbox.path.clone()).or_default().push((member.name, member.bytes));
                        rewrites.push(member.rewrite);
                    }
                }
                ToolboxFormat::Tbx => stuck.extend(self.in_binary_tools(toolbox, &by_tool)),
                ToolboxFormat::Pyt => {}
            }
        }
        self.stuck.extend(stuck);
        self.layout.rewrites.extend(rewrites);
        members
    }

    /// The members of a zip toolbox that change; what cannot be changed is added to `stuck`.
    fn in_archive(&self, toolbox: &Toolbox, by_tool: &InParameters<'_>, stuck: &mut Vec<Stuck>) -> Vec<ChangedMember> {
        with_members(&toolbox.path, self.ingredients.catalog.files(), |read| {
            let mut changed = Vec::new();
            for tool in &toolbox.tools {
                let references = by_tool.get(&(&toolbox.path, tool.name.as_str())).map(Vec::as_slice).unwrap_or_default();
                let (members, refused) = changed_members(&toolbox.path, tool, references, &self.ground, read);
                changed.extend(members);
                let holder = toolbox.part(tool, ToolPart::Parameters);
                stuck.extend(refused.into_iter().map(|refused| Stuck { script: Some(holder.clone()), ..refused }));
            }
            changed
        })
    }

    /// What breaks in the chosen tools of a binary toolbox.
    fn in_binary_tools(&self, toolbox: &Toolbox, by_tool: &InParameters<'_>) -> Vec<Stuck> {
        let bytes = self.ingredients.catalog.files().read(&toolbox.path).unwrap_or_default();
        let mut links: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (tool, link) in script_links(&bytes) {
            links.entry(tool).or_default().push(link);
        }
        let chosen = toolbox.tools.iter().filter(|tool| self.ingredients.chosen.takes_part(&toolbox.path, &tool.name));
        let of_tool = |tool: &Tool| {
            let references = by_tool.get(&(&toolbox.path, tool.name.as_str())).map(Vec::as_slice).unwrap_or_default();
            let links = links.get(&tool.name).map(Vec::as_slice).unwrap_or_default();
            stuck_in_binary(toolbox, tool, references, links, &self.ground)
        };
        chosen.flat_map(of_tool).collect()
    }

    /// The references that stand in parameters, by toolbox and tool.
    fn in_parameters(&self) -> InParameters<'_> {
        let mut found = InParameters::new();
        for item in &self.ingredients.plan.items {
            for reference in counting(item, self.ingredients.discovery) {
                if let Origin::Parameter { toolbox, tool, .. } = &reference.origin {
                    found.entry((toolbox, tool)).or_default().push((reference, item));
                }
            }
        }
        found
    }

    fn place_binaries(&mut self) {
        for path in self.ingredients.discovery.binaries.iter().collect::<BTreeSet<_>>() {
            if let Some(found) = self.ingredients.catalog.files().find(path) {
                self.place_file(&DataFile { path: found.path, bytes: found.bytes }, None);
            }
        }
    }
}

/// The references of an item that the package must keep.
fn placed_references(
    item: &Item,
    names: &[(String, String)],
    ingredients: &Ingredients<'_>,
    ground: &Ground,
) -> Vec<PlacedReference> {
    let (leads_to, in_data_store) = match &item.decision {
        Decision::Copied => (relative(&ground.place(item.path())), false),
        Decision::DataStore { server } => (server.clone(), true),
        Decision::Excluded | Decision::LeftOut => return Vec::new(),
    };
    let shown = (ingredients.show)(item.path());
    let placed = |reference: &Reference| {
        let (script, packaged_script) = match (reference.origin.script().and_then(|at| names.get(at)), &reference.origin) {
            (Some(named), _) => named.clone(),
            (None, Origin::Parameter { holder, .. } | Origin::Model { holder, .. }) => {
                ((ingredients.show)(holder), relative(&ground.place(holder)))
            }
            (None, Origin::Literal { .. } | Origin::Fold { .. }) => return None,
        };
        Some(PlacedReference {
            script,
            packaged_script,
            line: reference.at.line,
            column: reference.at.column,
            text: reference.text.clone(),
            item: shown.clone(),
            leads_to: leads_to.clone(),
            in_data_store,
        })
    };
    counting(item, ingredients.discovery).filter_map(placed).collect()
}

/// The references of an item that count.
pub fn counting<'a>(item: &'a Item, discovery: &'a Discovery) -> impl Iterator<Item = &'a Reference> {
    let references = item.references.iter().filter_map(|at| discovery.references.get(*at));
    references.filter(|reference| match reference.standing {
        Standing::Counts => true,
        // The publisher says that it is a path after all, and wants it to lead somewhere.
        Standing::Coincidence | Standing::Output(_) => item.is_wanted() && travels_itself(reference, discovery),
        Standing::Refused(_) | Standing::NotScanned | Standing::Text => false,
    })
}

/// False for what stands in a script that only travels with a folder: such scripts stay as they are.
fn travels_itself(reference: &Reference, discovery: &Discovery) -> bool {
    let scanned = reference.origin.script().and_then(|at| discovery.scripts.get(at));
    scanned.is_none_or(|scanned| !matches!(scanned.travel, Travel::WithFolder(_)))
}

/// A place in the package without its leading slash.
fn relative(place: &DataPath) -> String {
    place.as_str().trim_start_matches('/').to_owned()
}
