//! Makes a publication of what the command line was given.
//!
//! In: [`ScanOptions`], with toolboxes and folders or one saved publication. Out: an opened publication.
//! Never lets an input go missing unsaid: what the command line needs must be there.

use super::arguments::ScanOptions;
use crate::consolidation::Override;
use crate::disk::{DriveMap, Files, RealFiles};
use crate::publication::{InputError, InputKind, OpenError, Opened, PublicationFile, load, nothing_absent};
use crate::text::{DataPath, same_name, visible};

/// Opens what the options name.
///
/// # Errors
/// [`OpenError`] where something the user named is missing or cannot be understood.
pub fn open(options: &ScanOptions) -> Result<Opened, OpenError> {
    open_file(&publication_file(options)?, options)
}

/// Opens a publication with the drive map of the options; everything that it names must be there.
///
/// # Errors
/// As [`open`].
pub fn open_file(file: &PublicationFile, options: &ScanOptions) -> Result<Opened, OpenError> {
    let drives = drive_map(options)?;
    check_drives(&drives, &options.drives)?;
    let opened = crate::publication::open(file, drives.clone())?;
    nothing_absent(&opened, &drives)?;
    Ok(opened)
}

/// What the options choose: a saved publication's choices first, then the options' own.
///
/// # Errors
/// [`OpenError`] where the saved publication or an option cannot be read.
pub fn publication_file(options: &ScanOptions) -> Result<PublicationFile, OpenError> {
    let mut file = match options.paths.as_slice() {
        [one] if InputKind::by_name(one) == InputKind::Publication => load(one, &drive_map(options)?)?,
        paths => PublicationFile { inputs: paths.to_vec(), ..PublicationFile::default() },
    };
    file.maps.extend(options.maps.iter().cloned());
    file.python_path.extend(options.python_path.iter().cloned());
    file.path.extend(options.path.iter().cloned());
    file.allowed_roots.extend(options.allow_roots.iter().cloned());
    for text in &options.parameters {
        let (name, value) = parameter(text)?;
        file.parameters.retain(|(known, _)| !same_name(known, &name));
        file.parameters.push((name, value));
    }
    for name in &options.constants {
        let name = constant(name)?;
        if !file.constants.iter().any(|known| same_name(known, &name)) {
            file.constants.push(name);
        }
    }
    let includes = options.include.iter().map(|path| Override::Include { path: path.clone() });
    let excludes = options.exclude.iter().map(|path| Override::Exclude { path: path.clone() });
    includes.chain(excludes).for_each(|decision| file.overrides.set(decision));
    if !options.tools.is_empty() {
        file.tools.clone_from(&options.tools);
    }
    if !options.targets.is_empty() && options.targets != file.targets {
        file.targets.clone_from(&options.targets);
        // The saved listing shows the Python of the saved server, not of this one.
        file.environment = None;
    }
    file.runtime = options.runtime.map(Into::into).or(file.runtime);
    file.environment = options.environment.clone().or(file.environment);
    file.workstation = options.workstation.clone().or(file.workstation);
    file.data_store = options.data_store.clone().or(file.data_store);
    file.purpose = options.purpose.map_or(file.purpose, Into::into);
    Ok(file)
}

/// The drive map of the `--drive` options.
///
/// # Errors
/// [`OpenError::Drive`] where one is not of the form `e:=/folder`.
pub fn drive_map(options: &ScanOptions) -> Result<DriveMap, OpenError> {
    Ok(DriveMap::of(options.drives.iter().map(String::as_str))?)
}

fn check_drives(map: &DriveMap, drives: &[String]) -> Result<(), OpenError> {
    let files = RealFiles::new(map.clone(), []);
    for drive in drives {
        let root = drive.split_once('=').map_or(drive.as_str(), |(root, _)| root);
        if files.listing(&DataPath::new(root)).is_none() {
            return Err(InputError::Missing { path: format!("--drive {}", visible(drive)) }.into());
        }
    }
    Ok(())
}

/// `TOOL.NAME` of a Constant.
fn constant(text: &str) -> Result<String, OpenError> {
    match text.rsplit_once('.') {
        Some((tool, parameter)) if !tool.is_empty() && !parameter.is_empty() => Ok(text.to_owned()),
        Some(_) | None => Err(OpenError::Constant { text: visible(text).into_owned() }),
    }
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
