//! Builds the evidence, row by row as the report has its rows.
//!
//! In: the scene, with rows in the report's order. Out: an [`Evidence`].
//! Never looks anything up: it only tells what the scan knew. Never copies a text in which nothing is secret.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::evidence::{DataEvidence, Evidence, FileEvidence, LookedFor, ReferenceEvidence, ScriptEvidence};
use super::evidence_words::{Telling, because_absent, because_missing, because_not_reached, discounted};
use super::rows::{self, Found};
use super::scene::Scene;
use crate::consolidation::{Decision, Item};
use crate::discovery::{Discovery, NotReached, Origin, QuotedText, Reference, Scanned, Settings};
use crate::layout::{Edit, Rewrite};
use crate::text::{DataPath, HIDDEN, Span, elements};

/// The evidence behind the rows of a report.
pub fn evidence(scene: &Scene<'_>, settings: &Settings) -> Evidence {
    let order = rows::script_order(scene);
    let mut places = vec![0; order.len()];
    for (place, script) in order.iter().enumerate() {
        if let Some(slot) = places.get_mut(*script) {
            *slot = place;
        }
    }
    let rewrites = scene.layout.rewrites.iter().map(|rewrite| (&rewrite.script, rewrite)).collect();
    let kept = scene.layout.kept.iter().map(|rewrite| (&rewrite.script, rewrite)).collect();
    let builder = Builder { scene, places, rewrites, kept, telling: Telling { scene, settings } };
    let scripts = order.iter().filter_map(|at| scene.discovery.scripts.get(*at));
    let (documents, unused) = super::rows::listed(scene);
    Evidence {
        documents,
        unused,
        scripts: scripts.map(|scanned| builder.script(scanned)).collect(),
        data: rows::items(scene).into_iter().map(|item| builder.data(item)).collect(),
        looked_for: builder.looked_for(),
    }
}

struct Builder<'a> {
    scene: &'a Scene<'a>,
    /// Where the report shows each script of the discovery.
    places: Vec<usize>,
    rewrites: HashMap<&'a DataPath, &'a Rewrite>,
    kept: HashMap<&'a DataPath, &'a Rewrite>,
    telling: Telling<'a>,
}

impl Builder<'_> {
    fn script(&self, scanned: &Scanned) -> ScriptEvidence {
        let path = &scanned.script.path;
        let is_kept = self.kept.contains_key(path);
        let rewrite = self.kept.get(path).or_else(|| self.rewrites.get(path));
        let edits = rewrite.map(|rewrite| rewrite.edits.iter().map(|edit| masked(edit, scanned)).collect());
        let problem = scanned.module.problems.first().map(|problem| (problem.at, problem.what.clone()));
        ScriptEvidence {
            text: blotted(&scanned.script.source.text, &scanned.module.secrets),
            folder: self.scene.show(&scanned.script.folder),
            edits: edits.unwrap_or_default(),
            is_kept,
            is_certain: rewrite.is_none_or(|rewrite| rewrite.certain),
            problem,
        }
    }

    fn data(&self, item: &Item) -> DataEvidence {
        let found = rows::references(item, self.scene).into_iter();
        DataEvidence {
            references: found.map(|(_, found)| self.reference(found, item)).collect(),
            files: files(item, self.scene),
            locks: u32::try_from(item.dataset.locks).unwrap_or(u32::MAX),
            tied_to: item.dataset.tied_to.clone(),
            note: item.dataset.note.clone(),
            decided: item.decided.clone(),
            otherwise: item.otherwise.as_ref().map(|decision| (decision.name(), item.dataset.bytes())),
        }
    }

    fn reference(&self, found: Found<'_>, item: &Item) -> ReferenceEvidence {
        match found {
            Found::Data(reference) => self.to_data(reference, item),
            Found::NotReached(miss) => self.to_nowhere(miss),
        }
    }

    fn to_data(&self, reference: &Reference, item: &Item) -> ReferenceEvidence {
        let discovery = self.scene.discovery;
        let scanned = reference.origin.script().and_then(|at| discovery.scripts.get(at));
        let span = span_of(reference, discovery);
        let place = self.scene.place(reference);
        let key = place.map(|place| self.scene.key(reference, &place));
        ReferenceEvidence {
            script: reference.origin.script().and_then(|at| self.places.get(at).copied()),
            span,
            key: key.unwrap_or_else(no_key),
            tests: self.telling.tests(reference),
            steps: self.telling.steps(reference),
            discounted: if item.is_wanted() { None } else { discounted(&reference.standing) },
            rewritten: match (&reference.origin, scanned) {
                (Origin::Literal { .. } | Origin::Fold { .. }, Some(scanned)) => self.rewritten(scanned, span),
                (Origin::Parameter { holder, constant, .. }, _) => {
                    let new = self.rewritten_value(holder, &reference.text);
                    new.or_else(|| if *constant { self.constant_value(reference) } else { None })
                }
                (Origin::Literal { .. } | Origin::Fold { .. }, None) | (Origin::Model { .. }, _) => None,
            },
        }
    }

    fn to_nowhere(&self, miss: &NotReached) -> ReferenceEvidence {
        let script = self.scene.place_of(miss.script, miss.at).map(|place| self.scene.show(&place.script));
        ReferenceEvidence {
            script: self.places.get(miss.script).copied(),
            span: miss.span,
            key: QuotedText {
                script: script.unwrap_or_default(),
                quoted: miss.quoted.clone(),
                rule: crate::discovery::FoundBy::Absolute.name().to_owned(),
            },
            tests: self.telling.tests_of_miss(miss),
            steps: Vec::new(),
            discounted: None,
            rewritten: None,
        }
    }

    /// What the package writes in the place of a text.
    fn rewritten(&self, scanned: &Scanned, span: Span) -> Option<String> {
        let rewrite = self.rewrites.get(&scanned.script.path)?;
        let edits = || rewrite.edits.iter().filter(|edit| edit.span.start < edit.span.end);
        if let Some(around) = edits().find(|edit| edit.span.contains(span)) {
            return Some(masked(around, scanned).text);
        }
        let inside: Vec<Edit> = edits().filter(|edit| span.contains(edit.span)).map(|edit| masked(edit, scanned)).collect();
        if inside.is_empty() {
            return None;
        }
        let shift = |at: u32| at - span.start;
        let moved = inside.into_iter().map(|edit| {
            let span = Span::new(shift(edit.span.start), shift(edit.span.end));
            Edit { span, ..edit }
        });
        crate::layout::apply_edits(span.of(&scanned.script.source.text), &moved.collect::<Vec<_>>())
    }

    /// The new value of a parameter, whose text stands in a JSON file of the toolbox.
    fn rewritten_value(&self, holder: &DataPath, value: &str) -> Option<String> {
        let rewrite = self.rewrites.get(holder)?;
        let decoded = |json: &str| serde_json::from_str::<String>(json).ok();
        let holds = |edit: &&Edit| {
            let before = decoded(edit.span.of(&rewrite.before));
            before.is_some_and(|before| elements(&before).any(|part| part == value))
        };
        rewrite.edits.iter().find(holds).and_then(|edit| decoded(&edit.text))
    }

    /// Where the value of a Constant leads in the package: it takes the place of another text, or of none.
    fn constant_value(&self, reference: &Reference) -> Option<String> {
        let Origin::Parameter { tool, parameter, element, .. } = &reference.origin else { return None };
        let mut constants = self.scene.layout.constants.iter().filter(|constant| !constant.by_hand);
        let constant = constants.find(|constant| constant.tool == *tool && constant.parameter == *parameter)?;
        constant.values.get(*element).map(|value| value.leads_to.clone())
    }

    fn looked_for(&self) -> Vec<LookedFor> {
        let Discovery { missing, not_reached, absent, .. } = self.scene.discovery;
        let mut rows: Vec<LookedFor> = Vec::with_capacity(missing.len() + not_reached.len() + absent.len());
        for miss in missing {
            let path = self.scene.show(&miss.container.join(&miss.inner));
            let because = because_missing(&self.scene.show(&miss.container), &miss.inner);
            let row = self.row(miss.script, miss.at, miss.span, path, because);
            rows.push(LookedFor { is_missing_inside: true, ..row });
        }
        let stays = |item: &&Item| matches!(item.decision, Decision::DataStore { .. });
        let on_server: HashSet<&DataPath> = self.scene.plan.items.iter().filter(stays).map(Item::path).collect();
        for miss in not_reached.iter().filter(|miss| !on_server.contains(&miss.path)) {
            rows.push(self.row(miss.script, miss.at, miss.span, self.scene.show(&miss.path), because_not_reached(miss)));
        }
        for absent in absent {
            let because = because_absent(absent);
            rows.push(self.row(absent.script, absent.at, absent.span, self.scene.show(&absent.path), because));
        }
        rows.sort_by_key(|row| (row.script, row.at, row.span));
        rows
    }

    fn row(&self, script: usize, at: crate::text::Position, span: Span, path: String, because: String) -> LookedFor {
        let text = self.scene.discovery.scripts.get(script).map(|scanned| span.of(&scanned.script.source.text));
        LookedFor {
            script: self.places.get(script).copied().unwrap_or_default(),
            at,
            span,
            quoted: text.unwrap_or_default().to_owned(),
            path,
            because,
            is_missing_inside: false,
        }
    }
}

/// The key of a reference that stands nowhere; there is none, but the type asks for one.
fn no_key() -> QuotedText {
    QuotedText { script: String::new(), quoted: String::new(), rule: String::new() }
}

/// The bytes of a reference's text.
fn span_of(reference: &Reference, discovery: &Discovery) -> Span {
    let module = |script: usize| discovery.scripts.get(script).map(|scanned| &scanned.module);
    let span = match reference.origin {
        Origin::Literal { script, literal } => module(script).and_then(|module| module.literals.get(literal)).map(|row| row.span),
        Origin::Fold { script, fold } => module(script).and_then(|module| module.folds.get(fold)).map(|row| row.span),
        Origin::Parameter { .. } | Origin::Model { .. } => None,
    };
    span.unwrap_or_default()
}

/// The dataset's files, each with whether it travels; both lists have the same order.
fn files(item: &Item, scene: &Scene<'_>) -> Vec<FileEvidence> {
    let mut travelling = item.files.iter().peekable();
    let row = |file: &crate::geodata::DataFile| {
        let travels = travelling.next_if(|next| next.path.as_str() == file.path.as_str()).is_some();
        FileEvidence { path: scene.show(&file.path), bytes: file.bytes, travels }
    };
    item.dataset.files.iter().map(row).collect()
}

/// An edit as it may be shown: what replaces a secret path would tell it.
fn masked(edit: &Edit, scanned: &Scanned) -> Edit {
    let is_secret = scanned.module.secrets.iter().any(|secret| edit.span.contains(*secret) || secret.contains(edit.span));
    let is_insertion = edit.span.start == edit.span.end;
    if is_secret && !is_insertion { Edit { text: HIDDEN.to_owned(), ..edit.clone() } } else { edit.clone() }
}

/// A text with an asterisk for each byte of its secrets; line ends stay, so that lines and bytes keep their places.
fn blotted(text: &Arc<str>, secrets: &[Span]) -> Arc<str> {
    if secrets.is_empty() {
        return Arc::clone(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut done = 0;
    for secret in secrets {
        let start = secret.start.max(done);
        shown.push_str(Span::new(done, start).of(text));
        for byte in Span::new(start, secret.end.max(start)).of(text).bytes() {
            shown.push(if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { '*' });
        }
        done = secret.end.max(done);
    }
    shown.push_str(Span::new(done, text.len() as u32).of(text));
    shown.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consolidation::Override;
    use crate::disk::MemoryFiles;
    use crate::layout::apply_edits;
    use crate::publication::{Progress, Publication, Report, analyze};

    fn report_of(script: &str, overrides: impl IntoIterator<Item = Override>, files: &[&str]) -> Report {
        let mut all = vec![("e:/Port/Tools/count.py", script.as_bytes().to_vec())];
        all.extend(files.iter().map(|path| (*path, vec![0; 10])));
        let publication = Publication {
            inputs: vec![DataPath::new("e:/Port"), DataPath::new("e:/Port/Tools/count.py")],
            overrides: overrides.into_iter().collect(),
            ..Publication::default()
        };
        let files = MemoryFiles::new(all).refusing_server("gis-1");
        let report = analyze(&publication, &files, &Progress::default());
        assert_eq!(report.evidence.data.len(), report.data.len());
        assert_eq!(report.evidence.scripts.len(), report.scripts.len());
        report
    }

    fn first(report: &Report) -> (&DataEvidence, &ReferenceEvidence) {
        let data = &report.evidence.data[0];
        (data, &data.references[0])
    }

    #[test]
    fn a_literal_shows_its_place_its_key_and_the_three_tests() {
        let text = "roads = r\"..\\in\\roads.csv\"\n";
        let report = report_of(text, [], &["e:/Port/in/roads.csv"]);
        let (data, reference) = first(&report);
        assert_eq!(reference.script, Some(0));
        assert_eq!(reference.span.of(text), "r\"..\\in\\roads.csv\"");
        assert_eq!((reference.key.script.as_str(), reference.key.rule.as_str()), ("Tools/count.py", "relative"));
        assert_eq!(reference.key.quoted, "r\"..\\in\\roads.csv\"");
        let told: Vec<_> = reference.tests.iter().map(|test| (test.question, test.holds, test.words.as_str())).collect();
        assert_eq!(
            told,
            [
                ("Layer of a map?", Some(false), "No map document is part of the publication"),
                ("Absolute path?", Some(false), "No, it starts with .."),
                ("Relative to the script?", Some(true), "Found from Tools"),
            ]
        );
        assert_eq!((reference.discounted.as_deref(), reference.rewritten.as_deref()), (None, None));
        let file = FileEvidence { path: "in/roads.csv".to_owned(), bytes: 10, travels: true };
        assert_eq!((data.files.as_slice(), data.decided.as_ref()), ([file].as_slice(), None));
    }

    #[test]
    fn an_absolute_path_answers_before_the_folder_and_shows_what_is_written_instead() {
        let report = report_of("roads = r'f:\\roads.csv'\n", [], &["f:/roads.csv"]);
        let (_, reference) = first(&report);
        let holds: Vec<Option<bool>> = reference.tests.iter().map(|test| test.holds).collect();
        assert_eq!(holds, [Some(false), Some(true), None]);
        let new = r"os.path.join(os.path.dirname(__file__), r'..\..\..\cd\f\roads.csv')";
        assert_eq!(reference.rewritten.as_deref(), Some(new));
        let script = &report.evidence.scripts[0];
        assert_eq!((script.folder.as_str(), script.edits.len(), script.is_kept), ("Tools", 2, false));
        assert!(apply_edits(&script.text, &script.edits).unwrap().contains(new));
    }

    #[test]
    fn a_built_path_tells_its_steps() {
        let text = "import os\nbase = '../in'\nx = os.path.join(os.path.dirname(__file__), base, 'roads.csv')\n";
        let report = report_of(text, [], &["e:/Port/in/roads.csv"]);
        let at = report.data.iter().position(|row| row.path == "in/roads.csv").unwrap();
        let reference = &report.evidence.data[at].references[0];
        assert!(reference.tests.is_empty());
        assert_eq!(
            reference.steps,
            [
                "__file__ is Tools/count.py",
                "Its folder is Tools",
                "'../in' is from line 2",
                "Joined with os.path.join: in/roads.csv",
                "It names in/roads.csv",
            ]
        );
    }

    #[test]
    fn a_decision_shows_the_files_kept_back_and_what_the_rules_would_do() {
        let exclude = Override::Exclude { path: "in/b.csv".to_owned() };
        let files = ["e:/Port/in/a.csv", "e:/Port/in/b.csv", "e:/Port/in/a.csv.DESK.1.2.sr.lock"];
        let report = report_of("folder = '../in/'\n", [exclude.clone()], &files);
        let (folder, file) = (&report.evidence.data[0], &report.evidence.data[1]);
        let ticks: Vec<_> = folder.files.iter().map(|file| (file.path.as_str(), file.travels)).collect();
        assert_eq!(ticks, [("in/a.csv", true), ("in/b.csv", false)]);
        assert_eq!((folder.locks, file.decided.as_ref(), file.otherwise), (1, Some(&exclude), Some(("copied", 10))));
        let include = Override::Include { path: "in/sub".to_owned() };
        let report = report_of("folder = '../in/'\n", [include], &["e:/Port/in/a.csv", "e:/Port/in/sub/c.csv"]);
        assert_eq!(report.evidence.data[1].otherwise, Some(("left_out", 10)));
    }

    #[test]
    fn what_does_not_count_says_why() {
        let report = report_of("label('in')\nprint(r'..\\in')\n", [], &["e:/Port/Tools/in/a.csv", "e:/Port/in/a.csv"]);
        let why: Vec<_> = report.evidence.data.iter().map(|data| data.references[0].discounted.as_deref()).collect();
        assert_eq!(why, [Some("It reaches no place that takes a path, so it only happens to be the name"), None]);
    }

    #[test]
    fn secrets_are_blotted_out_byte_for_byte_also_where_they_name_data() {
        let text = "password = 'hüntér2'\ntoken = '''a\nb'''\npwd = r'f:\\key.txt'\npin_token = 1234\nroads = r'f:\\r.csv'\n";
        let report = report_of(text, [], &["f:/key.txt", "f:/r.csv"]);
        let script = &report.evidence.scripts[0];
        assert_eq!(script.text.len(), text.len());
        let lines: Vec<&str> = script.text.lines().collect();
        assert_eq!(lines[0], format!("password = {}", "*".repeat("'hüntér2'".len())));
        assert_eq!(lines[1..6], ["token = ****", "****", "pwd = *************", "pin_token = ****", "roads = r'f:\\r.csv'"]);
        assert!(script.edits.iter().any(|edit| edit.text == "***"));
        let key = report.data.iter().position(|row| row.path == "f:/key.txt").unwrap();
        let reference = &report.evidence.data[key].references[0];
        assert_eq!((reference.key.quoted.as_str(), reference.rewritten.as_deref()), ("***", Some("***")));
        assert!(!format!("{:?}", report.evidence).contains("key.txt'"));
    }

    #[test]
    fn texts_without_secrets_are_shared_with_the_scan() {
        let text: Arc<str> = "roads = 'a'".into();
        assert!(Arc::ptr_eq(&text, &blotted(&text, &[])));
    }

    #[test]
    fn quoted_paths_that_name_nothing_are_listed_with_their_place_and_words_are_not() {
        let text = "import os, arcpy\n\
            a = r'..\\gone\\roads.shp'\nb = 'e:/gone'\nc = open('gone')\nd = r'\\\\gis-1\\share\\x.csv'\n\
            e = r'q:\\x.csv'\nf = 'https://x.org/a.shp'\ng = 'index'\nh = 'one/two'\npassword = r'e:\\secret.shp'\n\
            i = os.path.join(os.path.dirname(__file__), 'gone', 'z.gdb')\narcpy.AddField_management(t, 'NAME', 'TEXT')\n\
            j = '../in.gpkg/lakes'\nopen('../out.csv', 'w')\n";
        let report = report_of(text, [], &[]);
        let rows: Vec<_> =
            report.evidence.looked_for.iter().map(|row| (row.at.line, row.path.as_str(), row.because.as_str())).collect();
        assert_eq!(
            rows,
            [
                (2, "gone/roads.shp", "Nothing is there"),
                (3, "e:/gone", "Nothing is there"),
                (4, "Tools/gone", "Nothing is there"),
                (5, "//gis-1/share/x.csv", "The server gis-1 was not asked"),
                (6, "q:/x.csv", "Drive q: is not known here"),
                (11, "Tools/gone/z.gdb", "Nothing is there"),
                (13, "in.gpkg/lakes", "Nothing is there"),
                (14, "out.csv", "Nothing is there yet; it only reaches open(…, \"w\")"),
            ]
        );
        assert!(report.evidence.looked_for.iter().all(|row| !row.quoted.is_empty() && row.span.of(text) == row.quoted));
    }

    #[test]
    fn a_kept_script_shows_the_edits_that_are_not_made() {
        let keep = Override::KeepScript { script: "Tools/count.py".to_owned() };
        let report = report_of("roads = r'f:\\roads.csv'\n", [keep], &["f:/roads.csv"]);
        let script = &report.evidence.scripts[0];
        assert!(script.is_kept && script.edits.len() == 2);
        assert_eq!(first(&report).1.rewritten, None);
    }

    #[test]
    fn the_first_line_that_could_not_be_read_is_told() {
        let report = report_of("import os\nx = = 1\n", [], &[]);
        assert_eq!(report.evidence.scripts[0].problem.as_ref().map(|(at, _)| at.line), Some(2));
    }
}
