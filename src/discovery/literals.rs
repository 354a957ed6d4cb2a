//! The three tests, for every literal and every path built in code.
//!
//! In: one script and the catalog. Out: its references, and what nearly was one.
//! Never opens data: existence is a lookup.
//! Rules: "How project data in your script is found"; DESIGN rules 2, 3, 9, 10, 11.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::decided::{OfScript, Reading};
use super::looked_for::{has_known_name, is_meant_as_path, is_path_by_place, looks_like_a_path};
use super::never_data::{is_bare_word, is_never_data, only_dots_and_separators};
use super::places::{OwnedTool, ScriptPlaces, ScriptTools, script_file};
use super::refused::refusal;
use super::{
    Absent, EscapeProblem, FoundBy, MissingInside, NotReached, Origin, Reference, ReferenceContext, Scanned, Settings, Standing,
    Travel,
};
use crate::disk::Listing;
use crate::geodata::{Catalog, Dataset, Resolution};
use crate::python::{Context, Evaluated, Fold, FoldKind, Literal, Module, PathValue, Usage};
use crate::text::{DataPath, HIDDEN, Span};
use crate::toolbox::Inputs;

/// What one script refers to.
#[derive(Debug, Default)]
pub struct Scan {
    /// References to data that exists.
    pub references: Vec<Reference>,
    /// What a container does not hold.
    pub missing: Vec<MissingInside>,
    /// Escapes in paths.
    pub escapes: Vec<EscapeProblem>,
    /// Roots that cannot be asked.
    pub not_reached: Vec<NotReached>,
    /// Quoted paths that name nothing here.
    pub absent: Vec<Absent>,
    /// The publisher's decisions that met a text.
    pub heeded: BTreeSet<usize>,
}

/// Tests every literal of a script, then the folds of those that missed.
pub fn scan(at: usize, scanned: &Scanned, inputs: &Inputs, settings: &Settings, catalog: &Catalog<'_>) -> Scan {
    let beside = catalog.files().listing(&scanned.script.folder);
    let tools = ScriptTools::of(&scanned.script, &scanned.module, inputs, settings);
    let texts = OfScript::new(&settings.decided, &scanned.script.path, Reading::Text);
    let (answered, scan) = (HashSet::new(), Scan::default());
    let mut scanner = Scanner { at, scanned, settings, catalog, beside, tools, texts, answered, scan };
    for (index, literal) in scanned.module.literals.iter().enumerate() {
        if let Some(context) = literal.context
            && scanner.takes_part(literal.span)
        {
            scanner.literal(index, literal, context);
        }
    }
    for (index, fold) in scanned.module.folds.iter().enumerate() {
        if scanner.takes_part(fold.span) && !scanner.answered.contains(&fold.anchor) {
            scanner.fold(index, fold);
        }
    }
    let answered = scanner.answered;
    let mut scan = scanner.scan;
    scan.heeded.extend(raw_heeded(scanned, settings));
    let found_elsewhere = |literal: Option<usize>| literal.is_some_and(|literal| answered.contains(&literal));
    let literal_at = |at| scanned.module.literals.iter().position(|literal| literal.at == at);
    scan.missing.retain(|missing| !found_elsewhere(literal_at(missing.at)));
    scan.not_reached.retain(|miss| !found_elsewhere(literal_at(miss.at)));
    // What is a piece of a path that the script builds was looked for with the whole.
    if !scan.absent.is_empty() {
        let built = Built::of(&scanned.module);
        scan.absent.retain(|absent| !built.is_piece(absent.span));
    }
    scan
}

/// True where the built path itself, not only the place of the script, looks like one.
fn is_built_path(fold: &Fold, place: &FoldPath) -> bool {
    let text = place.path.as_str();
    let looks = if place.from_script { has_known_name(text) } else { looks_like_a_path(text) };
    looks || is_path_by_place(place.path.name(), &fold.usage)
}

/// The places of built paths: by start, each with the furthest end of those that start before.
struct Built {
    rows: Vec<(Span, u32)>,
}

impl Built {
    fn of(module: &Module) -> Self {
        let built = module.folds.iter().filter(|fold| fold.kind == FoldKind::Built);
        let mut spans: Vec<Span> = built.map(|fold| fold.span).collect();
        spans.sort_unstable();
        let mut furthest = 0;
        let row = |span: Span| {
            let before = furthest;
            furthest = furthest.max(span.end);
            (span, before)
        };
        Self { rows: spans.into_iter().map(row).collect() }
    }

    /// True for a text inside a longer expression.
    fn is_piece(&self, span: Span) -> bool {
        let after = self.rows.partition_point(|(whole, _)| whole.start <= span.start);
        let nearest = after.checked_sub(1).and_then(|at| self.rows.get(at));
        nearest.is_some_and(|(whole, before)| *before >= span.end || (*whole != span && whole.contains(span)))
    }
}

/// The decisions that a literal's backslashes are no escapes, where there is such a literal.
fn raw_heeded(scanned: &Scanned, settings: &Settings) -> Vec<usize> {
    let raws = OfScript::new(&settings.decided, &scanned.script.path, Reading::Raw);
    if raws.is_empty() {
        return Vec::new();
    }
    let read_so = scanned.module.literals.iter().filter(|literal| literal.reads_raw);
    read_so.filter_map(|literal| raws.about(literal.span.of(&scanned.script.source.text), None)).collect()
}

struct Scanner<'a> {
    at: usize,
    scanned: &'a Scanned,
    settings: &'a Settings,
    catalog: &'a Catalog<'a>,
    beside: Option<Arc<Listing>>,
    tools: ScriptTools<'a>,
    /// The texts that are no data, says the publisher.
    texts: OfScript<'a>,
    /// Literals that already have their one reference.
    answered: HashSet<usize>,
    scan: Scan,
}

/// Where a fold leads.
struct FoldPath {
    path: DataPath,
    certain: bool,
    from_script: bool,
}

enum Answer {
    Found(FoundBy, DataPath, Dataset),
    MissingInside(MissingInside),
    NotReached(DataPath, crate::disk::Reach),
    Nothing,
}

impl Scanner<'_> {
    fn takes_part(&self, span: Span) -> bool {
        !self.scanned.not_chosen.iter().any(|class| class.contains(span))
    }

    fn quoted(&self, span: Span) -> String {
        span.of(&self.scanned.script.source.text).to_owned()
    }

    /// The text of an expression as it may be shown.
    fn shown(&self, text: &str, is_secret: bool) -> String {
        if is_secret { HIDDEN.to_owned() } else { text.to_owned() }
    }

    /// True where a fold is built of a secret, or holds one.
    fn is_secret(&self, fold: &Fold) -> bool {
        let literals = &self.scanned.module.literals;
        let built_of = |at: &usize| literals.get(*at).is_some_and(|literal| literal.is_secret);
        built_of(&fold.anchor)
            || fold.value.literals().iter().any(built_of)
            || literals.iter().any(|literal| literal.is_secret && fold.span.contains(literal.span))
    }

    /// A secret that is a path to data lets the data travel, but is not shown; whatever else it is like, nothing is said.
    fn secret(&mut self, index: usize, literal: &Literal, context: Context) {
        let absent = self.scan.absent.len();
        let before = (self.scan.missing.len(), self.scan.not_reached.len(), self.scan.escapes.len());
        if !is_bare_word(&literal.value) {
            self.tested(index, literal, context);
        }
        self.scan.missing.truncate(before.0);
        self.scan.not_reached.truncate(before.1);
        self.scan.escapes.truncate(before.2);
        self.scan.absent.truncate(absent);
    }

    /// True for text that is no data, says the publisher.
    fn is_text(&mut self, quoted: &str, found_by: Option<FoundBy>) -> bool {
        let decided = self.texts.about(quoted, found_by);
        self.scan.heeded.extend(decided);
        decided.is_some()
    }

    fn literal(&mut self, index: usize, literal: &Literal, context: Context) {
        if literal.is_secret { self.secret(index, literal, context) } else { self.tested(index, literal, context) }
    }

    fn tested(&mut self, index: usize, literal: &Literal, context: Context) {
        let answer = self.test(&literal.value, literal);
        let is_found = matches!(answer, Answer::Found(..));
        if !is_found && !self.texts.is_empty() && self.is_text(&self.quoted(literal.span), None) {
            self.answered.insert(index);
            return;
        }
        match answer {
            Answer::Found(found_by, path, dataset) => {
                self.answered.insert(index);
                let quoted = self.shown(&self.quoted(literal.span), literal.is_secret);
                let standing = self.standing(&dataset, found_by, &literal.value, literal.usage.as_deref());
                let standing = if self.is_text(&quoted, Some(found_by)) { Standing::Text } else { standing };
                self.scan.references.push(Reference {
                    origin: Origin::Literal { script: self.at, literal: index },
                    at: literal.at,
                    text: self.shown(&literal.value, literal.is_secret),
                    quoted,
                    context: ReferenceContext::Code(context),
                    found_by,
                    from_own_place: found_by == FoundBy::Relative,
                    path,
                    names: Arc::new(dataset),
                    standing,
                    esri_finds: self.scanned.esri_scans && context.is_scanned_by_arcgis(),
                    certain: true,
                });
            }
            Answer::MissingInside(missing) => self.scan.missing.push(missing),
            Answer::NotReached(path, reach) => {
                let (text, quoted) = (literal.value.clone(), self.quoted(literal.span));
                let script = self.at;
                let (at, span) = (literal.at, literal.span);
                self.scan.not_reached.push(NotReached { script, at, span, quoted, text, context, path, reach });
            }
            Answer::Nothing => self.raw_text(index, literal),
        }
    }

    /// The text between the quotes, where the decoded text named nothing: a tab was meant as `\t`.
    fn raw_text(&mut self, index: usize, literal: &Literal) {
        let raw = literal.raw.as_deref().map(|raw| self.test(raw, literal));
        if let Some(Answer::Found(found_by, _, dataset)) = raw {
            self.answered.insert(index);
            let quoted = self.quoted(literal.span);
            let names = dataset.path;
            let problem = EscapeProblem { script: self.at, literal: index, at: literal.at, quoted, names, found_by };
            self.scan.escapes.push(problem);
        } else if is_meant_as_path(literal) {
            // `/x` names no place of a publisher, unless a drive map says so.
            if DataPath::new(&literal.value).root() != "/" || self.settings.posix_paths {
                let output = literal.usage.as_ref().and_then(|usage| usage.output.clone());
                let path = self.scanned.script.folder.join(&literal.value);
                self.scan.absent.push(Absent { script: self.at, at: literal.at, span: literal.span, path, output });
            }
        }
    }

    /// Second and third test; the first (layers) needs a map document.
    fn test(&self, text: &str, literal: &Literal) -> Answer {
        if !text.starts_with(['/', '\\']) && !text.contains(':') {
            // Most literals name nothing beside the script, which is told sooner than that they never could.
            if !self.may_stand_beside(text) || is_never_data(text) {
                return Answer::Nothing;
            }
            return self.resolve(&self.scanned.script.folder.join(text), FoundBy::Relative, literal.at, literal.span);
        }
        if is_never_data(text) {
            return Answer::Nothing;
        }
        let path = DataPath::new(text);
        let is_posix = path.root() == "/";
        if path.is_absolute() && (!is_posix || self.settings.posix_paths) {
            return self.resolve(&path, FoundBy::Absolute, literal.at, literal.span);
        }
        Answer::Nothing
    }

    /// A quick look that spares most literals a lookup: the first name must stand beside the script.
    fn may_stand_beside(&self, text: &str) -> bool {
        let Some(beside) = &self.beside else { return true };
        let first = text.split(['/', '\\']).next().unwrap_or_default();
        if matches!(first, "" | "." | "..") {
            return true;
        }
        if beside.starting_with(first).next().is_none() {
            return false;
        }
        // A shapefile and a dBASE table may be named without their extension.
        beside.get(first).is_some() || [".shp", ".dbf"].iter().any(|ending| beside.get(&format!("{first}{ending}")).is_some())
    }

    fn resolve(&self, path: &DataPath, found_by: FoundBy, at: crate::text::Position, span: Span) -> Answer {
        match self.catalog.resolve(path) {
            Resolution::Data(dataset) => Answer::Found(found_by, path.clone(), dataset),
            Resolution::MissingInside { container, container_kind, inner } => {
                let (script, quoted) = (self.at, self.quoted(span));
                Answer::MissingInside(MissingInside { script, at, span, quoted, container, container_kind, inner })
            }
            Resolution::Absent => Answer::Nothing,
            Resolution::NotReachable(reach) => Answer::NotReached(path.clone(), reach),
        }
    }

    fn fold(&mut self, index: usize, fold: &Fold) {
        let is_secret = self.is_secret(fold);
        if is_secret && fold.kind == FoldKind::Workspace {
            return;
        }
        for place in self.fold_paths(fold) {
            self.fold_at(index, fold, place, is_secret);
        }
    }

    /// A fold with one of the paths that it stands for.
    fn fold_at(&mut self, index: usize, fold: &Fold, place: FoldPath, is_secret: bool) {
        let context = ReferenceContext::Code(fold.context.unwrap_or(Context::Assignment));
        match self.resolve(&place.path, self.fold_found_by(fold), fold.at, fold.span) {
            Answer::Found(found_by, path, dataset) => {
                self.answered.insert(fold.anchor);
                let text = self.shown(&self.quoted(fold.span), is_secret);
                let standing = self.standing(&dataset, found_by, path.as_str(), Some(&fold.usage));
                let standing = if self.is_text(&text, Some(found_by)) { Standing::Text } else { standing };
                self.scan.references.push(Reference {
                    origin: Origin::Fold { script: self.at, fold: index },
                    at: fold.at,
                    quoted: text.clone(),
                    text,
                    context,
                    found_by,
                    from_own_place: place.from_script,
                    path,
                    names: Arc::new(dataset),
                    standing,
                    esri_finds: false,
                    certain: place.certain,
                });
            }
            // A bare word handed to a tool is seldom a dataset of the workspace: that it is none says nothing.
            Answer::MissingInside(missing) if fold.kind == FoldKind::Built && !is_secret => self.scan.missing.push(missing),
            Answer::Nothing if fold.kind == FoldKind::Built && !is_secret && is_built_path(fold, &place) => {
                let (path, output) = (place.path, fold.usage.output.clone());
                self.scan.absent.push(Absent { script: self.at, at: fold.at, span: fold.span, path, output });
            }
            Answer::MissingInside(_) | Answer::NotReached(..) | Answer::Nothing => {}
        }
    }

    fn fold_found_by(&self, fold: &Fold) -> FoundBy {
        let in_sys_path = self.scanned.module.path_edits.iter().any(|edit| edit.span == fold.span);
        match (in_sys_path, fold.kind) {
            (true, _) => FoundBy::SysPath,
            (false, FoldKind::Built) => FoundBy::Folded,
            (false, FoldKind::Workspace) => FoundBy::Workspace,
        }
    }

    /// Where a fold leads from this script's place, with every tool's parameters; nothing where that is unknown or names no data.
    fn fold_paths(&self, fold: &Fold) -> Vec<FoldPath> {
        let module = &self.scanned.module;
        let literal = |at: usize| module.literals.get(at).map(|literal| literal.value.clone());
        let only_dots = |at: &usize| literal(*at).is_some_and(|text| only_dots_and_separators(&text));
        let literals = fold.value.literals();
        if !literals.is_empty() && literals.iter().all(only_dots) && !has_own_text(&fold.value) {
            return Vec::new();
        }
        let file = script_file(&self.scanned.script);
        let places = ScriptPlaces { file: &file, folder: &self.scanned.script.folder, literal: &literal };
        // `/` at the start of such a path is this machine's.
        let starts_at_script = fold.value.starts_at_script();
        let path = |(value, _): (Evaluated, Option<OwnedTool<'_>>)| {
            let written = DataPath::new(&value.text);
            let is_foreign = written.root() == "/" && !self.settings.posix_paths && !starts_at_script;
            let path = self.scanned.script.folder.join(&value.text);
            let from_script = starts_at_script || !written.is_absolute();
            (!is_never_data(&value.text) && !is_foreign).then_some(FoldPath { path, certain: value.certain, from_script })
        };
        self.tools.paths(&fold.value, fold.span, &places).into_iter().filter_map(path).collect()
    }

    fn standing(&self, dataset: &Dataset, found_by: FoundBy, text: &str, usage: Option<&Usage>) -> Standing {
        if let Some(reason) = refusal(&dataset.path, &self.settings.input_folders) {
            return Standing::Refused(reason);
        }
        if let Some(output) = usage.and_then(|usage| usage.output.as_ref()) {
            return Standing::Output(output.clone());
        }
        if found_by == FoundBy::Relative && is_bare_word(text) && usage.is_none_or(|usage| usage.path_place.is_none()) {
            return Standing::Coincidence;
        }
        match &self.scanned.travel {
            Travel::Itself | Travel::Beside { .. } => Standing::Counts,
            Travel::WithFolder(_) => Standing::NotScanned,
        }
    }
}

/// True where pieces of an f-string or format text take part.
fn has_own_text(value: &PathValue) -> bool {
    match value {
        PathValue::Text(text) => !only_dots_and_separators(text),
        PathValue::Join(parts) | PathValue::Concat(parts) => parts.iter().any(has_own_text),
        PathValue::Parent(inner) | PathValue::Normal(inner) => has_own_text(inner),
        PathValue::Literal(_)
        | PathValue::ScriptFile
        | PathValue::ScriptFolder
        | PathValue::WorkingFolder
        | PathValue::Parameter(_) => false,
    }
}
