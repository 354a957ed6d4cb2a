//! What the window does outside of itself: reads and writes publications, looks for files, opens the system's windows.
//!
//! In: effects that take an answer. Out: the answer, as an action.
//! Never runs on the window's own thread, except for what no eye notices.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use super::action::{Action, Effect, Input, InputRole};
use super::dialogs;
use super::state::{Settings, ThemeChoice};
use crate::disk::DriveMap;
use crate::package::{save_publication, verify_with};
use crate::publication::{InputKind, ListingKind, Progress, PublicationFile, Report, listing_kind, load};
use crate::text::visible;

/// Chooses the look for one start, whatever the settings say: `light` or `dark`.
const THEME: &str = "WAYBILL_THEME";

/// True for effects that show a dialog.
pub fn is_dialog(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::AskForFiles
            | Effect::AskForFolder
            | Effect::AskForListing(_)
            | Effect::AskForDrive(_)
            | Effect::AskForInput(_)
            | Effect::AskWhereToSave { .. }
            | Effect::AskForDestination { .. }
    )
}

/// Carries out an effect and waits for its answer; `None` where there is none.
///
/// `report` tells which of the publication's values are never saved.
pub fn carry_out(effect: Effect, drives: &[String], report: Option<&Report>, progress: &Progress) -> Option<Action> {
    match effect {
        Effect::AskForFiles => dialogs::files(),
        Effect::AskForFolder => dialogs::folder(),
        Effect::AskForListing(listing) => dialogs::listing(listing),
        Effect::AskForDrive(drive) => dialogs::drive(drive),
        Effect::AskForInput(input) => dialogs::input(input),
        Effect::AskWhereToSave { name, folder } => dialogs::where_to_save(&name, folder.as_deref()),
        Effect::AskForDestination { name, folder } => dialogs::destination(&name, folder.as_deref()),
        Effect::FindSample => Some(find_sample()),
        Effect::ReadPublication(path) => Some(read(path, drives)),
        Effect::WritePublication { path, file } => Some(write(path, file, report)),
        Effect::Verify(path) => Some(Action::Verified(verify_with(&path, progress).map_err(|error| error.to_string()))),
        Effect::ShowInFolder(path) => show_in_folder(&path),
        Effect::OpenInEditor(path) => open_outside(&path),
        _ => None,
    }
}

/// An input of the window; only a name that says nothing makes it worth a look at the disk.
pub fn input(path: PathBuf) -> Input {
    let kind = InputKind::by_name(&path);
    let role = match listing_kind(&path) {
        Some(ListingKind::Environment) => InputRole::Environment,
        Some(ListingKind::DataStore) => InputRole::DataStore,
        None if !kind.can_be_opened() && path.is_dir() => InputRole::Folder,
        None => InputRole::ByName,
    };
    Input { path: std::path::absolute(&path).unwrap_or(path), role }
}

fn read(path: PathBuf, drives: &[String]) -> Action {
    let map = DriveMap::of(drives.iter().map(String::as_str)).unwrap_or_default();
    match load(&path, &map) {
        Ok(file) => Action::Opened { path, file: Box::new(file) },
        Err(error) => Action::Failed(error.to_string()),
    }
}

fn write(path: PathBuf, file: Box<PublicationFile>, report: Option<&Report>) -> Action {
    match save_publication(&file, report, &path) {
        Ok(()) => Action::Saved { path, file },
        Err(error) => Action::Failed(format!("Cannot save {}: {error}", visible(&path.to_string_lossy()))),
    }
}

/// Looks for the sample where installers and archives put it: beside the program, or above it.
fn find_sample() -> Action {
    let program = std::env::current_exe().ok();
    let places = program.iter().flat_map(|program| program.ancestors().skip(1).take(4));
    let mut candidates =
        places.flat_map(|place| ["sample", "share/waybill/sample", "assets/sample"].map(|below| place.join(below)));
    match candidates.find(|candidate| candidate.is_dir()) {
        Some(path) => Action::AddInputs(vec![Input { path, role: InputRole::Folder }]),
        None => Action::Failed("The sample is not installed beside Waybill".to_owned()),
    }
}

/// Shows a file in the system's window of its folder.
fn show_in_folder(path: &Path) -> Option<Action> {
    if cfg!(windows) {
        let mut select = std::ffi::OsString::from("/select,");
        select.push(path);
        return start(Command::new("explorer").arg(select));
    }
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    open_outside(folder)
}

/// Opens a file or folder with the program that the system has for it.
fn open_outside(path: &Path) -> Option<Action> {
    if !path.exists() {
        return Some(Action::Failed(format!("It is not there any more: {}", visible(&path.to_string_lossy()))));
    }
    if cfg!(windows) {
        // A script's own program may be Python itself, which would run it.
        return start(Command::new(if path.is_dir() { "explorer" } else { "notepad" }).arg(path));
    }
    start(Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" }).arg(path))
}

fn start(command: &mut Command) -> Option<Action> {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.spawn() {
        Ok(mut child) => {
            // Waited for, so that no dead process is left behind; how it ends is its own matter.
            let _ = child.wait();
            None
        }
        Err(error) => Some(Action::Failed(format!("{program} cannot be started: {error}"))),
    }
}

/// The settings of the last time; the defaults where there are none.
pub fn settings(text: Option<&str>) -> Settings {
    let mut settings: Settings = text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    for recent in &mut settings.recent {
        recent.is_there = recent.path.exists();
    }
    match std::env::var(THEME).as_deref() {
        Ok("light") => settings.theme = ThemeChoice::Light,
        Ok("dark") => settings.theme = ThemeChoice::Dark,
        Ok(_) | Err(_) => {}
    }
    settings
}

/// The settings for the next time.
pub fn settings_text(settings: &Settings) -> String {
    serde_json::to_string(settings).unwrap_or_default()
}

/// Seconds since 1970, for the recent list only.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_settings_are_the_defaults() {
        assert_eq!(settings(Some("{")).recent, []);
        assert!(settings(Some(r#"{"unknown": 1}"#)).panels.tree);
    }

    #[test]
    fn settings_come_back_as_they_were() {
        let before = Settings { drives: vec!["e:=/mnt/e".to_owned()], ..Settings::default() };
        assert_eq!(settings(Some(&settings_text(&before))), before);
    }

    #[test]
    fn a_publication_that_is_not_there_is_a_sentence() {
        let answer = read(PathBuf::from("/nowhere/Gone.waybill"), &[]);
        assert!(matches!(answer, Action::Failed(sentence) if sentence.contains("Gone.waybill")));
    }

    #[test]
    fn a_saved_publication_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Routes.waybill");
        let file = PublicationFile { inputs: vec![folder.path().join("Routes.pyt")], ..PublicationFile::default() };
        assert!(matches!(write(path.clone(), Box::new(file.clone()), None), Action::Saved { .. }));
        assert!(matches!(read(path, &[]), Action::Opened { file: found, .. } if *found == file));
    }
}
