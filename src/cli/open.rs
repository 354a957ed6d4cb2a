//! Makes a publication of what the command line or the window was given.
//!
//! In: [`ScanOptions`]. Out: [`Opened`]: a publication, the disk to scan it from, and what the user should know.
//! Never scans: it reads only listings of environments and of the data store, and asks whether the inputs exist.

use std::path::PathBuf;

use super::arguments::ScanOptions;
use super::target_choice::{self, TargetError};
use crate::disk::{DriveMap, DriveMapError, Files, RealFiles};
use crate::environment::{self, Environment};
use crate::publication::{
    DataStore, InputError, Override, Overrides, Publication, find_input, find_named, publisher_path, root_of,
};
use crate::text::{DataPath, visible};

/// A publication that can be analysed.
pub struct Opened {
    /// What to analyse.
    pub publication: Publication,
    /// The disk to analyse it from.
    pub files: RealFiles,
    /// The root that the report's paths are relative to.
    pub root: DataPath,
    /// What the user should know, as sentences.
    pub notes: Vec<String>,
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
    /// A target that cannot be chosen.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// A listing that cannot be used; the sentence names its path.
    #[error("{sentence}")]
    Listing {
        /// What is wrong.
        sentence: String,
    },
}

/// Opens what the options name.
///
/// # Errors
/// [`OpenError`] where something the user named is missing or cannot be understood.
pub fn open(options: &ScanOptions) -> Result<Opened, OpenError> {
    let drives = drive_map(&options.drives)?;
    let inputs = Inputs::named(&drives, options)?;
    // The data store's listing may itself lie on a server, so the inputs' servers are asked for it first.
    let early = RealFiles::new(drives.clone(), inputs.servers());
    let data_store = read_data_store(&early, inputs.data_store.as_ref())?;
    let stored = data_store.folders.iter().filter_map(|folder| folder.publisher.server().map(str::to_owned));
    let files = RealFiles::new(drives.clone(), inputs.servers().into_iter().chain(stored));
    check_drives(&files, &options.drives)?;

    let mut notes: Vec<String> = data_store.notes.clone();
    let found = inputs.inputs.iter().map(|path| find_input(&files, path)).collect::<Result<Vec<_>, InputError>>()?;
    for folder in inputs.python_path.iter().chain(&inputs.path) {
        find_named(&files, folder)?;
    }
    let workstation = read_listing(&files, inputs.workstation.as_ref(), &mut notes)?;
    let environment = read_listing(&files, inputs.environment.as_ref(), &mut notes)?;
    let choice = target_choice::choose(&options.targets, options.runtime.map(Into::into), environment)?;
    notes.extend(choice.note);

    // Documents given with --map tell layers apart; they do not move the root.
    let root = root_of(found.get(..options.paths.len()).unwrap_or(&found));
    let publication = Publication {
        inputs: found.iter().map(|found| found.path.clone()).collect(),
        tools: options.tools.clone(),
        toolbox: None,
        targets: choice.targets,
        workstation,
        data_store,
        purpose: options.purpose.map(Into::into).unwrap_or_default(),
        python_path: inputs.python_path,
        path: inputs.path,
        parameters: options.parameters.iter().map(|text| parameter(text)).collect::<Result<_, _>>()?,
        overrides: overrides(options),
        allowed_roots: options.allow_roots.clone(),
        posix_paths: drives.maps_posix_root(),
        root: Some(root.clone()),
    };
    Ok(Opened { publication, files, root, notes })
}

/// The drive map of the `--drive` options.
///
/// # Errors
/// [`OpenError::Drive`] where one is not of the form `e:=/folder`.
pub fn drive_map(drives: &[String]) -> Result<DriveMap, OpenError> {
    let mut map = DriveMap::default();
    for drive in drives {
        map.add(drive)?;
    }
    Ok(map)
}

/// Everything that the options name by a path of this machine, in the publisher's names.
struct Inputs {
    inputs: Vec<DataPath>,
    python_path: Vec<DataPath>,
    path: Vec<DataPath>,
    data_store: Option<DataPath>,
    environment: Option<DataPath>,
    workstation: Option<DataPath>,
    confirmed: Vec<DataPath>,
}

impl Inputs {
    fn named(drives: &DriveMap, options: &ScanOptions) -> Result<Self, InputError> {
        let one = |path: &PathBuf| publisher_path(drives, path);
        let confirmed = options.include.iter().chain(&options.allow_roots).map(|text| DataPath::new(text));
        Ok(Self {
            inputs: options.paths.iter().chain(&options.maps).map(one).collect::<Result<_, _>>()?,
            python_path: options.python_path.iter().map(one).collect::<Result<_, _>>()?,
            path: options.path.iter().map(one).collect::<Result<_, _>>()?,
            data_store: options.data_store.as_ref().map(one).transpose()?,
            environment: options.environment.as_ref().map(one).transpose()?,
            workstation: options.workstation.as_ref().map(one).transpose()?,
            confirmed: confirmed.collect(),
        })
    }

    /// The servers that the user named, which therefore may be asked.
    fn servers(&self) -> Vec<String> {
        let lists = [&self.inputs, &self.python_path, &self.path, &self.confirmed].into_iter().flatten();
        let singles = [&self.data_store, &self.environment, &self.workstation].into_iter().flatten();
        lists.chain(singles).filter_map(|path| path.server().map(str::to_owned)).collect()
    }
}

fn check_drives(files: &RealFiles, drives: &[String]) -> Result<(), OpenError> {
    for drive in drives {
        let root = drive.split_once('=').map_or(drive.as_str(), |(root, _)| root);
        if files.listing(&DataPath::new(root)).is_none() {
            return Err(InputError::Missing { path: format!("--drive {}", visible(drive)) }.into());
        }
    }
    Ok(())
}

fn read_data_store(files: &dyn Files, path: Option<&DataPath>) -> Result<DataStore, OpenError> {
    let Some(path) = path else { return Ok(DataStore::default()) };
    find_named(files, path)?;
    let bytes = files.read(path).map_err(|error| OpenError::Listing { sentence: error.to_string() })?;
    DataStore::from_find_items(&bytes).map_err(|error| {
        let sentence = format!("--data-store: {}: {}", visible(&error.to_string()), visible(path.as_str()));
        OpenError::Listing { sentence }
    })
}

fn read_listing(files: &dyn Files, path: Option<&DataPath>, notes: &mut Vec<String>) -> Result<Option<Environment>, OpenError> {
    let Some(path) = path else { return Ok(None) };
    find_named(files, path)?;
    let environment = environment::read(files, path).map_err(|error| {
        let hint = environment::hint(&error).map(|hint| format!(". {hint}")).unwrap_or_default();
        OpenError::Listing { sentence: format!("{}{hint}", visible(&error.to_string())) }
    })?;
    notes.extend(environment.notes.iter().cloned());
    Ok(Some(environment))
}

/// The decisions of `--include` and `--exclude`; where both name a path, it is excluded.
fn overrides(options: &ScanOptions) -> Overrides {
    let include = options.include.iter().map(|path| Override::Include { path: path.clone() });
    let exclude = options.exclude.iter().map(|path| Override::Exclude { path: path.clone() });
    include.chain(exclude).collect()
}

/// `TOOL.NAME=VALUE` as the pair (`TOOL.NAME`, `VALUE`).
fn parameter(text: &str) -> Result<(String, String), OpenError> {
    let wrong = || OpenError::Parameter { text: visible(text).into_owned() };
    let (name, value) = text.split_once('=').ok_or_else(wrong)?;
    match name.split_once('.') {
        Some((tool, parameter)) if !tool.is_empty() && !parameter.is_empty() => Ok((name.to_owned(), value.to_owned())),
        Some(_) | None => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_value_may_hold_any_sign() {
        assert_eq!(parameter("Clip.in_zones=e:/a=b.shp").unwrap(), ("Clip.in_zones".into(), "e:/a=b.shp".into()));
        assert_eq!(parameter("Clip.note=").unwrap().1, "");
        for wrong in ["Clip", "Clip=1", ".x=1", "Clip.=1"] {
            assert!(parameter(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_path_in_the_publishers_spelling_is_found_through_the_drive_map() {
        let folder = tempfile::tempdir().unwrap();
        tempfile::Builder::new().prefix("Tools.pyt").rand_bytes(0).tempfile_in(folder.path()).unwrap().keep().unwrap();
        let drive = format!("q:={}", folder.path().display());
        let options = ScanOptions { paths: vec![r"Q:\tools.PYT".into()], drives: vec![drive], ..ScanOptions::default() };
        let opened = open(&options).unwrap();
        assert_eq!(opened.publication.inputs.first().map(DataPath::as_str), Some("q:/Tools.pyt"));
        assert_eq!(opened.root.as_str(), "q:/");
    }
}
