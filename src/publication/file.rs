//! A publication as it is saved: `*.waybill`.
//!
//! In: what the window or the command line was given, or the bytes of a saved file. Out: values with paths of this machine, or bytes.
//! Never holds drive maps, recent lists or window layouts: those are the user's, not the publication's. Never writes a secret.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::Purpose;
use super::file_paths::{path_in_file, path_of_file};
use crate::consolidation::{Override, Overrides};
use crate::target::Runtime;
use crate::text::{SourceFile, is_secret_name, visible};

/// The schema that this version writes.
pub const SCHEMA: &str = "waybill.publication/1";

/// Everything about a publication that its publisher chose. Paths are this machine's, absolute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicationFile {
    /// Toolboxes, scripts, folders and documents, in the order given.
    pub inputs: Vec<PathBuf>,
    /// Map documents that only tell what the layers in scripts are.
    pub maps: Vec<PathBuf>,
    /// Names of the tools to publish; empty means all.
    pub tools: Vec<String>,
    /// The one toolbox whose tools are published; `None` means all toolboxes.
    pub toolbox: Option<PathBuf>,
    /// Names of the servers to compare with; empty means the newest.
    pub targets: Vec<String>,
    /// The runtime of the tools on the server, where the names of the servers do not say it.
    pub runtime: Option<Runtime>,
    /// A listing of the server's Python.
    pub environment: Option<PathBuf>,
    /// A listing of the workstation's Python.
    pub workstation: Option<PathBuf>,
    /// The answer of `data/findItems`.
    pub data_store: Option<PathBuf>,
    /// Servers that may be asked although no input lies on them.
    pub servers: Vec<String>,
    /// For a service, or for a package.
    pub purpose: Purpose,
    /// Folders of `PYTHONPATH`.
    pub python_path: Vec<PathBuf>,
    /// Folders of `PATH`.
    pub path: Vec<PathBuf>,
    /// Values entered for the review: `TOOL.NAME` and value.
    pub parameters: Vec<(String, String)>,
    /// Parameters that are Constant: `TOOL.NAME`.
    pub constants: Vec<String>,
    /// The publisher's decisions.
    pub overrides: Overrides,
    /// Roots outside the inputs that the publisher confirmed, as the report writes them.
    pub allowed_roots: Vec<String>,
    /// Connection files with a saved password that may travel, as the report writes them.
    pub allowed_secrets: Vec<String>,
    /// The service's name; empty until it is given.
    pub service: String,
    /// Keys that this version does not know; they are written back as they were.
    pub others: Map<String, Value>,
}

/// Why a saved publication cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PublicationFileError {
    /// The text is no JSON.
    #[error("the saved publication is not JSON ({what})")]
    NotJson {
        /// What the parser expected, and where.
        what: String,
    },
    /// The JSON is something else.
    #[error("this is no saved publication: it has neither \"schema\" nor \"inputs\"")]
    NotAPublication,
    /// A later version saved it, or another program.
    #[error("the publication was saved as {found}; this version of Waybill reads {SCHEMA}")]
    OtherSchema {
        /// What the file says.
        found: String,
    },
    /// A key holds something else than it should.
    #[error("in the saved publication, \"{key}\" should be {expected}")]
    Key {
        /// The key.
        key: String,
        /// What it should be.
        expected: &'static str,
    },
}

impl PublicationFile {
    /// Reads a saved publication that lies in `folder`.
    ///
    /// # Errors
    /// [`PublicationFileError`]; keys that are missing stand for nothing chosen.
    pub fn parse(bytes: &[u8], folder: &Path) -> Result<Self, PublicationFileError> {
        let text = SourceFile::decode(bytes).text;
        let json = serde_json::from_str(&text)
            .map_err(|error: serde_json::Error| PublicationFileError::NotJson { what: error.to_string() })?;
        let Value::Object(keys) = json else { return Err(PublicationFileError::NotAPublication) };
        let mut keys = Keys { keys, folder };
        match keys.keys.shift_remove("schema") {
            Some(Value::String(schema)) if schema == SCHEMA => {}
            Some(found) => return Err(PublicationFileError::OtherSchema { found: schema_in_words(&found) }),
            None if keys.keys.contains_key("inputs") => {}
            None => return Err(PublicationFileError::NotAPublication),
        }
        Ok(Self {
            inputs: keys.paths("inputs")?,
            maps: keys.paths("maps")?,
            tools: keys.texts("tools")?,
            toolbox: keys.path("toolbox")?,
            targets: keys.texts("targets")?,
            runtime: keys.one_of("runtime", &[Runtime::Pro, Runtime::ArcMap], Runtime::name, "\"pro\" or \"arcmap\"")?,
            environment: keys.path("environment")?,
            workstation: keys.path("workstation")?,
            data_store: keys.path("data_store")?,
            servers: keys.texts("servers")?,
            purpose: keys
                .one_of("purpose", &[Purpose::Service, Purpose::Package], Purpose::name, "\"service\" or \"package\"")?
                .unwrap_or_default(),
            python_path: keys.paths("python_path")?,
            path: keys.paths("path")?,
            parameters: keys.parameters()?,
            constants: keys.texts("constants")?,
            overrides: keys.overrides()?,
            allowed_roots: keys.texts("allowed_roots")?,
            allowed_secrets: keys.texts("allowed_secrets")?,
            service: keys.text("service")?.unwrap_or_default(),
            others: keys.keys,
        })
    }

    /// The publication as it is saved in `folder`: paths relative to it where they can be, and no key that says nothing.
    pub fn to_bytes(&self, folder: &Path) -> Vec<u8> {
        let path = |path: &PathBuf| path_in_file(path, folder);
        let paths = |paths: &[PathBuf]| paths.iter().map(path).collect::<Vec<_>>();
        let one = |one: &Option<PathBuf>| one.as_ref().map(path).unwrap_or_default();
        let parameters = self.parameters.iter().filter(|(name, _)| !is_secret(name));
        let parameters: Map<String, Value> = parameters.map(|(name, value)| (name.clone(), value.as_str().into())).collect();
        let purpose = if self.purpose == Purpose::default() { "" } else { self.purpose.name() };
        // Decisions are plain texts, which always serialise.
        let overrides = serde_json::to_value(&self.overrides).unwrap_or_default();
        let rows: [(&str, Value); 20] = [
            ("schema", SCHEMA.into()),
            ("service", self.service.as_str().into()),
            ("inputs", paths(&self.inputs).into()),
            ("maps", paths(&self.maps).into()),
            ("tools", self.tools.clone().into()),
            ("toolbox", one(&self.toolbox).into()),
            ("targets", self.targets.clone().into()),
            ("runtime", self.runtime.map(Runtime::name).unwrap_or_default().into()),
            ("environment", one(&self.environment).into()),
            ("workstation", one(&self.workstation).into()),
            ("data_store", one(&self.data_store).into()),
            ("servers", self.servers.clone().into()),
            ("purpose", purpose.into()),
            ("python_path", paths(&self.python_path).into()),
            ("path", paths(&self.path).into()),
            ("parameters", parameters.into()),
            ("constants", self.constants.clone().into()),
            ("overrides", overrides),
            ("allowed_roots", self.allowed_roots.clone().into()),
            ("allowed_secrets", self.allowed_secrets.clone().into()),
        ];
        let rows = rows.into_iter().filter(|(_, value)| !says_nothing(value));
        let mut json: Map<String, Value> = rows.map(|(key, value)| (key.to_owned(), value)).collect();
        let others = self.others.iter().filter(|(key, _)| !is_secret_name(key));
        json.extend(others.map(|(key, value)| (key.clone(), value.clone())));
        let mut bytes = serde_json::to_vec_pretty(&json).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

impl Purpose {
    /// The word of saved publications and of the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Package => "package",
        }
    }
}

/// True for `TOOL.NAME` where NAME announces a secret.
fn is_secret(parameter: &str) -> bool {
    is_secret_name(parameter.rsplit('.').next().unwrap_or(parameter))
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(_) | Value::Number(_) => false,
        Value::String(text) => text.is_empty(),
        Value::Array(rows) => rows.is_empty(),
        Value::Object(keys) => keys.is_empty(),
    }
}

fn schema_in_words(found: &Value) -> String {
    let text = found.as_str().map_or_else(|| found.to_string(), str::to_owned);
    visible(text.get(..80).unwrap_or(&text)).into_owned()
}

/// The keys of a saved publication that have not been read yet.
struct Keys<'a> {
    keys: Map<String, Value>,
    folder: &'a Path,
}

impl Keys<'_> {
    /// A list of texts; one text stands for a list of one.
    fn texts(&mut self, key: &str) -> Result<Vec<String>, PublicationFileError> {
        let wrong = || wrong(key, "a list of texts");
        match self.keys.shift_remove(key) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::String(text)) => Ok(vec![text]),
            Some(Value::Array(rows)) => rows.into_iter().map(|row| row.as_str().map(str::to_owned).ok_or_else(wrong)).collect(),
            Some(Value::Bool(_) | Value::Number(_) | Value::Object(_)) => Err(wrong()),
        }
    }

    fn text(&mut self, key: &str) -> Result<Option<String>, PublicationFileError> {
        match self.keys.shift_remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
            Some(Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => Err(wrong(key, "a text")),
        }
    }

    fn paths(&mut self, key: &str) -> Result<Vec<PathBuf>, PublicationFileError> {
        let texts = self.texts(key)?;
        Ok(texts.iter().filter(|text| !text.is_empty()).map(|text| path_of_file(text, self.folder)).collect())
    }

    fn path(&mut self, key: &str) -> Result<Option<PathBuf>, PublicationFileError> {
        Ok(self.text(key)?.map(|text| path_of_file(&text, self.folder)))
    }

    fn one_of<T: Copy>(
        &mut self,
        key: &str,
        known: &[T],
        name: fn(T) -> &'static str,
        expected: &'static str,
    ) -> Result<Option<T>, PublicationFileError> {
        let Some(text) = self.text(key)? else { return Ok(None) };
        let found = known.iter().copied().find(|one| name(*one).eq_ignore_ascii_case(&text));
        found.map(Some).ok_or_else(|| wrong(key, expected))
    }

    fn parameters(&mut self) -> Result<Vec<(String, String)>, PublicationFileError> {
        const EXPECTED: &str = "an object of TOOL.NAME and value";
        let rows = match self.keys.shift_remove("parameters") {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Object(rows)) => rows,
            Some(_) => return Err(wrong("parameters", EXPECTED)),
        };
        let row = |(name, value): (String, Value)| match value {
            Value::String(text) => Ok((name, text)),
            Value::Number(number) => Ok((name, number.to_string())),
            Value::Bool(flag) => Ok((name, flag.to_string())),
            Value::Null | Value::Array(_) | Value::Object(_) => Err(wrong("parameters", EXPECTED)),
        };
        rows.into_iter().map(row).collect()
    }

    /// A decision that is not understood stops the reading: to pass over it could let data travel that shall stay.
    fn overrides(&mut self) -> Result<Overrides, PublicationFileError> {
        let rows = match self.keys.shift_remove("overrides") {
            None | Some(Value::Null) => return Ok(Overrides::default()),
            Some(Value::Array(rows)) => rows,
            Some(_) => return Err(wrong("overrides", "a list of decisions")),
        };
        let row = |(at, row): (usize, Value)| {
            let unknown = || wrong(&format!("overrides[{at}]"), "a decision that this version knows");
            serde_json::from_value::<Override>(row).map_err(|_| unknown())
        };
        rows.into_iter().enumerate().map(row).collect()
    }
}

fn wrong(key: &str, expected: &'static str) -> PublicationFileError {
    PublicationFileError::Key { key: key.to_owned(), expected }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discovery::QuotedText;

    /// A folder of this system.
    fn folder() -> PathBuf {
        PathBuf::from(if cfg!(windows) { r"E:\Yard\Saved" } else { "/yard/Saved" })
    }

    fn inside(relative: &str) -> PathBuf {
        folder().join(relative)
    }

    fn parse(text: &str) -> Result<PublicationFile, PublicationFileError> {
        PublicationFile::parse(text.as_bytes(), &folder())
    }

    #[test]
    fn a_publication_is_saved_with_relative_paths_and_only_what_was_chosen() {
        let file = PublicationFile {
            inputs: vec![inside("Tools.pyt"), folder().parent().unwrap().join("Shared"), "f:/Else/x.py".into()],
            targets: vec!["server-11.3-windows".to_owned()],
            overrides: [Override::Exclude { path: "Data/old.shp".to_owned() }].into_iter().collect(),
            service: "Yard".to_owned(),
            ..PublicationFile::default()
        };
        let text = String::from_utf8(file.to_bytes(&folder())).unwrap();
        let expected = r#"{
  "schema": "waybill.publication/1",
  "service": "Yard",
  "inputs": [
    "Tools.pyt",
    "../Shared",
    "f:/Else/x.py"
  ],
  "targets": [
    "server-11.3-windows"
  ],
  "overrides": [
    {
      "decide": "exclude",
      "path": "Data/old.shp"
    }
  ]
}
"#;
        assert_eq!(text, expected);
        assert_eq!(parse(&text).unwrap(), file);
    }

    #[test]
    fn what_people_write_by_hand_is_read() {
        let text = "\u{FEFF}{\"inputs\": \"Tools.pyt\", \"targets\": null, \"parameters\": {\"Clip.width\": 7}, \"purpose\": \"Package\"}";
        let file = parse(text).unwrap();
        assert_eq!(file.inputs, [inside("Tools.pyt")]);
        assert_eq!(file.parameters, [("Clip.width".to_owned(), "7".to_owned())]);
        assert_eq!(file.purpose, Purpose::Package);
        assert_eq!(parse(r#"{"inputs": ["..\\Tools.pyt", "./a/../b"]}"#).unwrap().inputs[1], inside("b"));
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_key() {
        let sentence = |text: &str| parse(text).unwrap_err().to_string();
        assert!(sentence("{").starts_with("the saved publication is not JSON (EOF"));
        assert!(sentence("{}").starts_with("this is no saved publication"));
        assert!(sentence("[1]").starts_with("this is no saved publication"));
        let newer = "the publication was saved as waybill.publication/2; this version of Waybill reads waybill.publication/1";
        assert_eq!(sentence(r#"{"schema": "waybill.publication/2"}"#), newer);
        assert_eq!(sentence(r#"{"inputs": [7]}"#), "in the saved publication, \"inputs\" should be a list of texts");
        assert!(
            sentence(r#"{"inputs": [], "overrides": [{"decide": "burn"}]}"#).contains("\"overrides[0]\" should be a decision")
        );
        assert!(sentence(r#"{"inputs": [], "runtime": "lisp"}"#).contains("\"pro\" or \"arcmap\""));
    }

    #[test]
    fn keys_of_a_later_version_are_written_back() {
        let text = r#"{"schema": "waybill.publication/1", "inputs": ["a.py"], "colour": {"of": ["doors"]}}"#;
        let saved = parse(text).unwrap().to_bytes(&folder());
        assert!(String::from_utf8(saved).unwrap().contains("\"colour\": {\n    \"of\": ["));
    }

    #[test]
    fn a_secret_is_never_written() {
        let text =
            r#"{"inputs": ["a.py"], "db_password": "hunter2", "parameters": {"Clip.pwd": "hunter2", "Clip.zones": "z.shp"}}"#;
        let saved = String::from_utf8(parse(text).unwrap().to_bytes(&folder())).unwrap();
        assert!(saved.contains("Clip.zones") && !saved.contains("hunter2"), "{saved}");
    }

    fn decision(kind: u8, about: &str) -> Override {
        let (path, script) = (about.to_owned(), format!("{about}.py"));
        let text = QuotedText { script: script.clone(), quoted: format!("r'{about}'"), rule: "relative".to_owned() };
        match kind {
            0 => Override::Include { path },
            1 => Override::Exclude { path },
            2 => Override::InDataStore { path },
            3 => Override::Output { path },
            4 => Override::Text(text),
            5 => Override::Raw(text),
            6 => Override::KeepScript { script },
            _ => Override::Accept { code: "WB112".to_owned(), about: path, reason: about.to_uppercase() },
        }
    }

    proptest::proptest! {
        #[test]
        fn what_was_saved_is_read_again_also_in_another_folder(
            paths in proptest::collection::vec("[A-Za-zÄ ]{1,8}(/[a-z.]{3}[a-z])?", 12),
            texts in proptest::collection::vec(".{0,9}", 12),
            some in 0..3_usize,
            parameters in proptest::collection::btree_map("[A-Z][a-z]{1,5}\\.[a-d]{1,5}", ".{0,9}", 0..4),
            decisions in proptest::collection::vec((0..8_u8, "[^\\p{C}]{1,9}"), 0..6),
        ) {
            let file = |folder: &Path| {
                let path = |at: usize| paths.get(at).filter(|_| at < 4 * some).map(|path| folder.join("in").join(path));
                let list = |at: usize| (at..at + some).filter_map(path).collect::<Vec<_>>();
                let words = |at: usize| texts.iter().skip(at).take(some).cloned().collect::<Vec<_>>();
                PublicationFile {
                    inputs: list(0),
                    maps: list(2),
                    tools: words(0),
                    toolbox: path(1),
                    targets: words(2),
                    runtime: [None, Some(Runtime::Pro), Some(Runtime::ArcMap)][some],
                    environment: path(3),
                    workstation: path(4),
                    data_store: path(5),
                    servers: words(4),
                    purpose: if some == 1 { Purpose::Package } else { Purpose::Service },
                    python_path: list(6),
                    path: list(5),
                    parameters: parameters.clone().into_iter().collect(),
                    constants: words(1),
                    overrides: decisions.iter().map(|(kind, about)| decision(*kind, about)).collect(),
                    allowed_roots: words(6),
                    allowed_secrets: words(8),
                    service: texts.first().cloned().unwrap_or_default(),
                    others: [("colour".to_owned(), Value::from(some))].into_iter().collect(),
                }
            };
            let saved = file(&folder());
            let bytes = saved.to_bytes(&folder());
            proptest::prop_assert_eq!(PublicationFile::parse(&bytes, &folder()).unwrap(), saved);
            // What the other system's program wrote has the same separators; only the folder is another one.
            let elsewhere = folder().join("moved").join("further");
            proptest::prop_assert_eq!(PublicationFile::parse(&bytes, &elsewhere).unwrap(), file(&elsewhere));
        }

        #[test]
        fn no_text_stops_the_reader(text in "\\{\"(inputs|schema|overrides)\": ?[\\[\\]{}\",:a-z0-9]{0,30}\\}?") {
            let _ = parse(&text);
        }
    }
}
