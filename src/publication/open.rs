//! Makes a publication that can be analysed of what its publisher chose.
//!
//! In: a [`PublicationFile`] and the user's drive map. Out: [`Opened`]: a publication, the disk to scan it from, what is not there.
//! Never scans: it reads only listings of environments and of the data store, and asks whether the inputs exist.

use std::path::{Path, PathBuf};

use super::file::{PublicationFile, PublicationFileError};
use super::input::{InputError, InputKind, find_input, find_named, publisher_path, root_of};
use super::targets::{self, TargetError};
use super::{DataStore, Publication};
use crate::disk::{DriveMap, DriveMapError, EntryKind, Files, Found, RealFiles};
use crate::environment::{self, Environment};
use crate::text::{DataPath, visible};

/// A publication that can be analysed.
#[derive(Debug)]
pub struct Opened {
    /// What to analyse.
    pub publication: Publication,
    /// The disk to analyse it from.
    pub files: RealFiles,
    /// The root that the report's paths are relative to.
    pub root: DataPath,
    /// What the user should know, as sentences.
    pub notes: Vec<String>,
    /// What was named and is not there; the publication does without.
    pub absent: Vec<PathBuf>,
}

/// Why a publication could not be made.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Something the user named cannot be opened.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A drive mapping that cannot be read.
    #[error(transparent)]
    Drive(#[from] DriveMapError),
    /// A parameter value that cannot be read.
    #[error("--parameter {text}: write it as TOOL.NAME=VALUE")]
    Parameter {
        /// What was given.
        text: String,
    },
    /// A Constant that cannot be read.
    #[error("--constant {text}: write it as TOOL.NAME")]
    Constant {
        /// What was given.
        text: String,
    },
    /// A target that cannot be chosen.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// A listing that cannot be used; the sentence names its path.
    #[error("{sentence}")]
    Listing {
        /// What is wrong.
        sentence: String,
    },
    /// A saved publication that cannot be read.
    #[error("Cannot open: {source}: {path}")]
    Saved {
        /// The file.
        path: String,
        /// Why.
        source: PublicationFileError,
    },
    /// Nothing to publish.
    #[error("The publication names no toolbox, script, folder or map document")]
    NoInputs,
    /// Nobody named the service to export.
    #[error("--service is needed: the name of the service to write the package for")]
    NoService,
}

/// Reads a saved publication.
///
/// # Errors
/// [`OpenError::Input`] where there is no such file, [`OpenError::Saved`] and [`OpenError::Listing`] where it cannot be read.
pub fn load(path: &Path, drives: &DriveMap) -> Result<PublicationFile, OpenError> {
    let named = publisher_path(drives, path)?;
    let files = RealFiles::new(drives.clone(), named.server().map(str::to_owned));
    find_named(&files, &named)?;
    let bytes = files.read(&named).map_err(|error| OpenError::Listing { sentence: visible(&error.to_string()).into_owned() })?;
    let host = files.host_path(&named).unwrap_or_else(|| path.to_owned());
    let folder = host.parent().unwrap_or(Path::new(""));
    PublicationFile::parse(&bytes, folder)
        .map_err(|source| OpenError::Saved { path: visible(named.as_str()).into_owned(), source })
}

/// Opens a publication. What it names and is not there is listed, as long as one input is left.
///
/// # Errors
/// [`OpenError`] where no input is there, or something cannot be understood.
pub fn open(file: &PublicationFile, drives: DriveMap) -> Result<Opened, OpenError> {
    let named = Named::of(file, &drives)?;
    // The data store's listing may itself lie on a server, so the servers that were named are asked for it first.
    let mut desk = Desk::new(RealFiles::new(drives.clone(), named.servers(file)));
    let data_store = desk.data_store(named.data_store.as_ref())?;
    desk.files = RealFiles::new(drives.clone(), named.servers(file).into_iter().chain(data_store.servers()));
    desk.notes.clone_from(&data_store.notes);

    let inputs = desk.inputs(&named.inputs)?;
    let maps = desk.inputs(&named.maps)?;
    let is_there = |found: &&Input| found.is_there;
    if !inputs.iter().any(|input| input.is_there) {
        return Err(desk.first_error.map_or(OpenError::NoInputs, OpenError::Input));
    }
    let python_path = desk.folders(&named.python_path);
    let path = desk.folders(&named.path);
    let workstation = desk.listing(named.workstation.as_ref())?;
    let environment = desk.listing(named.environment.as_ref())?;
    let choice = targets::choose(&file.targets, file.runtime, environment)?;
    desk.notes.extend(choice.note);

    // Inputs that are not there keep the root where it was: decisions are written relative to it.
    let root = root_of(&inputs.iter().map(|input| input.found.clone()).collect::<Vec<_>>());
    let toolbox = named.toolbox.as_ref().map(|toolbox| desk.toolbox(toolbox, &root));
    let publication = Publication {
        inputs: inputs.iter().chain(&maps).filter(is_there).map(|input| input.found.path.clone()).collect(),
        tools: file.tools.clone(),
        toolbox,
        targets: choice.targets,
        workstation,
        data_store,
        purpose: file.purpose,
        python_path,
        path,
        parameters: file.parameters.clone(),
        constants: file.constants.clone(),
        overrides: file.overrides.clone(),
        allowed_roots: file.allowed_roots.clone(),
        posix_paths: drives.maps_posix_root(),
        root: Some(root.clone()),
    };
    Ok(Opened { publication, files: desk.files, root, notes: desk.notes, absent: desk.absent })
}

/// A path as it was given, and the publisher's name for it.
type Given = (PathBuf, DataPath);

/// Everything that a publication names by a path.
struct Named {
    inputs: Vec<Given>,
    maps: Vec<Given>,
    toolbox: Option<Given>,
    python_path: Vec<Given>,
    path: Vec<Given>,
    data_store: Option<Given>,
    environment: Option<Given>,
    workstation: Option<Given>,
}

impl Named {
    fn of(file: &PublicationFile, drives: &DriveMap) -> Result<Self, InputError> {
        let one = |path: &PathBuf| Ok((path.clone(), publisher_path(drives, path)?));
        let several = |paths: &[PathBuf]| paths.iter().map(one).collect::<Result<Vec<_>, InputError>>();
        let perhaps = |path: &Option<PathBuf>| path.as_ref().map(one).transpose();
        Ok(Self {
            inputs: several(&file.inputs)?,
            maps: several(&file.maps)?,
            toolbox: perhaps(&file.toolbox)?,
            python_path: several(&file.python_path)?,
            path: several(&file.path)?,
            data_store: perhaps(&file.data_store)?,
            environment: perhaps(&file.environment)?,
            workstation: perhaps(&file.workstation)?,
        })
    }

    /// The servers that the publisher named, which therefore may be asked.
    fn servers(&self, file: &PublicationFile) -> Vec<String> {
        let lists = [&self.inputs, &self.maps, &self.python_path, &self.path].into_iter().flatten();
        let singles = [&self.toolbox, &self.data_store, &self.environment, &self.workstation].into_iter().flatten();
        let confirmed = file.overrides.included().chain(file.allowed_roots.iter().map(String::as_str)).map(DataPath::new);
        let paths = lists.chain(singles).map(|(_, path)| path.clone()).chain(confirmed);
        paths.filter_map(|path| path.server().map(str::to_owned)).chain(file.servers.iter().cloned()).collect()
    }
}

/// An input with what the disk has under its name, or what it would have.
struct Input {
    found: Found,
    is_there: bool,
}

/// The disk, and what was noticed while it was asked.
struct Desk {
    files: RealFiles,
    notes: Vec<String>,
    absent: Vec<PathBuf>,
    first_error: Option<InputError>,
}

impl Desk {
    fn new(files: RealFiles) -> Self {
        Self { files, notes: Vec::new(), absent: Vec::new(), first_error: None }
    }

    fn is_missing(&mut self, given: &Path, error: InputError) {
        if !self.absent.iter().any(|known| known == given) {
            self.absent.push(given.to_owned());
        }
        self.first_error.get_or_insert(error);
    }

    fn inputs(&mut self, given: &[Given]) -> Result<Vec<Input>, InputError> {
        let mut inputs = Vec::new();
        for (host, path) in given {
            match find_input(&self.files, path) {
                Ok(found) => inputs.push(Input { found, is_there: true }),
                Err(error @ (InputError::Missing { .. } | InputError::NoSuchDrive { .. })) => {
                    self.is_missing(host, error);
                    inputs.push(Input { found: as_promised(path), is_there: false });
                }
                Err(error) => return Err(error),
            }
        }
        Ok(inputs)
    }

    fn find(&mut self, (host, path): &Given) -> Option<Found> {
        match find_named(&self.files, path) {
            Ok(found) => Some(found),
            Err(error) => {
                self.is_missing(host, error);
                None
            }
        }
    }

    fn folders(&mut self, given: &[Given]) -> Vec<DataPath> {
        given.iter().filter(|given| self.find(given).is_some()).map(|(_, path)| path.clone()).collect()
    }

    /// A toolbox named by its path, or as the report shows it; one that is not there stays chosen, since the others are not.
    fn toolbox(&mut self, given: &Given, root: &DataPath) -> DataPath {
        let as_shown = || self.files.find(&root.join(given.0.to_str()?));
        let found = match self.files.find(&given.1).or_else(as_shown) {
            Some(found) => Some(found),
            None => self.find(given),
        };
        found.map_or_else(|| given.1.clone(), |found| found.path)
    }

    fn data_store(&mut self, given: Option<&Given>) -> Result<DataStore, OpenError> {
        let Some(found) = given.and_then(|given| self.find(given)) else { return Ok(DataStore::default()) };
        let bytes = self.files.read(&found.path).map_err(|error| OpenError::Listing { sentence: error.to_string() })?;
        DataStore::from_find_items(&bytes).map_err(|error| {
            let sentence = format!("Data store: {}: {}", visible(&error.to_string()), visible(found.path.as_str()));
            OpenError::Listing { sentence }
        })
    }

    fn listing(&mut self, given: Option<&Given>) -> Result<Option<Environment>, OpenError> {
        let Some(found) = given.and_then(|given| self.find(given)) else { return Ok(None) };
        let environment = environment::read(&self.files, &found.path).map_err(|error| {
            let hint = environment::hint(&error).map(|hint| format!(". {hint}")).unwrap_or_default();
            OpenError::Listing { sentence: format!("{}{hint}", visible(&error.to_string())) }
        })?;
        self.notes.extend(environment.notes.iter().cloned());
        Ok(Some(environment))
    }
}

/// What an input that is not there would be, by its name.
fn as_promised(path: &DataPath) -> Found {
    let kind = match InputKind::by_name(Path::new(path.name())) {
        InputKind::PythonToolbox | InputKind::Toolbox | InputKind::Script | InputKind::MapDocument | InputKind::Publication => {
            EntryKind::File
        }
        InputKind::Folder | InputKind::Other => EntryKind::Folder,
    };
    Found { path: path.clone(), kind, bytes: 0 }
}

/// The error for the first thing that was named and is not there, for callers that need everything.
///
/// # Errors
/// [`InputError::Missing`] and [`InputError::NoSuchDrive`].
pub fn nothing_absent(opened: &Opened, drives: &DriveMap) -> Result<(), InputError> {
    match opened.absent.first() {
        None => Ok(()),
        Some(path) => find_named(&opened.files, &publisher_path(drives, path)?).map(drop),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consolidation::Override;

    /// A folder with these empty files.
    fn yard(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        folder
    }

    fn opened(file: &PublicationFile) -> Result<Opened, OpenError> {
        open(file, DriveMap::default())
    }

    #[test]
    fn what_is_not_there_is_named_and_the_rest_is_opened_from_the_same_root() {
        let folder = yard(&["a/Tools.pyt"]);
        let inside = |name: &str| folder.path().join(name);
        let file = PublicationFile {
            inputs: vec![inside("a/Tools.pyt"), inside("b/More.pyt")],
            environment: Some(inside("server.yml")),
            python_path: vec![inside("lib")],
            ..PublicationFile::default()
        };
        let opened = opened(&file).unwrap();
        assert_eq!(opened.absent, [inside("b/More.pyt"), inside("lib"), inside("server.yml")]);
        assert_eq!(opened.publication.inputs.len(), 1);
        assert_eq!(opened.root, DataPath::new(folder.path().to_str().unwrap()));
        let error = nothing_absent(&opened, &DriveMap::default()).unwrap_err().to_string();
        assert!(error.starts_with("There is no such file or folder: ") && error.ends_with("b/More.pyt"), "{error}");
    }

    #[test]
    fn without_any_input_nothing_is_opened() {
        let folder = yard(&[]);
        let gone = PublicationFile { inputs: vec![folder.path().join("Gone.pyt")], ..PublicationFile::default() };
        assert!(matches!(opened(&gone), Err(OpenError::Input(InputError::Missing { .. }))));
        assert!(matches!(opened(&PublicationFile::default()), Err(OpenError::NoInputs)));
        let drive = PublicationFile { inputs: vec!["q:/Tools.pyt".into()], ..PublicationFile::default() };
        assert!(matches!(opened(&drive), Err(OpenError::Input(InputError::NoSuchDrive { .. }))));
    }

    #[test]
    fn decisions_and_choices_reach_the_publication() {
        let folder = yard(&["Tools.pyt", "Yard.mxd"]);
        let file = PublicationFile {
            inputs: vec![folder.path().join("Tools.pyt")],
            maps: vec![folder.path().join("Yard.mxd")],
            toolbox: Some("tools.PYT".into()),
            targets: vec!["server-10.9.1-windows".to_owned()],
            runtime: Some(crate::target::Runtime::ArcMap),
            overrides: [Override::Include { path: "e:/x".to_owned() }, Override::Exclude { path: "y".to_owned() }]
                .into_iter()
                .collect(),
            ..PublicationFile::default()
        };
        let publication = opened(&file).unwrap().publication;
        let names: Vec<&str> = publication.inputs.iter().map(DataPath::name).collect();
        assert_eq!(names, ["Tools.pyt", "Yard.mxd"]);
        assert_eq!(publication.toolbox.as_ref(), publication.inputs.first());
        assert!(publication.overrides.included().eq(["e:/x"]) && publication.overrides.excluded().eq(["y"]));
        assert_eq!(publication.targets.first().map(crate::target::Target::name).as_deref(), Some("server-10.9.1-windows-arcmap"));
    }
}
