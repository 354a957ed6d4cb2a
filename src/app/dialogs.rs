//! The system's own dialogs.
//!
//! In: what to ask for. Out: the answer as an action; `None` where the user chose nothing.
//! Never called on the window's thread: a dialog waits.

use std::path::{Path, PathBuf};

use rfd::FileDialog;

use super::action::{Action, Input, InputRole, Listing};
use super::outside;

/// Files to open.
pub fn files() -> Option<Action> {
    let all = ["pyt", "atbx", "tbx", "py", "aprx", "mapx", "mxd", "lyr", "lyrx", "waybill"];
    let dialog = FileDialog::new()
        .set_title("Open toolboxes, scripts, map documents or a publication")
        .add_filter("All that Waybill opens", &all)
        .add_filter("Publications", &["waybill"])
        .add_filter("All files", &["*"]);
    Some(Action::AddInputs(dialog.pick_files()?.into_iter().map(outside::input).collect()))
}

/// A folder to open.
pub fn folder() -> Option<Action> {
    let path = FileDialog::new().set_title("Open folder").pick_folder()?;
    Some(Action::AddInputs(vec![Input { path, role: InputRole::Folder }]))
}

/// A listing of Python or of registered data.
pub fn listing(listing: Listing) -> Option<Action> {
    let (title, endings): (&str, &[&str]) = match listing {
        Listing::Environment => ("The server's Python: a saved listing", &["txt", "json", "yml", "yaml"]),
        Listing::Workstation => ("Your own Python: a saved listing", &["txt", "json", "yml", "yaml"]),
        Listing::DataStore => ("The server's registered data: a saved answer of data/findItems", &["json"]),
    };
    let dialog = FileDialog::new().set_title(title).add_filter("Listings", endings).add_filter("All files", &["*"]);
    let path = Some(dialog.pick_file()?);
    Some(match listing {
        Listing::Environment => Action::UseEnvironment(path),
        Listing::Workstation => Action::UseWorkstation(path),
        Listing::DataStore => Action::UseDataStore(path),
    })
}

/// The folder that stands for a drive.
pub fn drive(drive: String) -> Option<Action> {
    let folder = FileDialog::new().set_title(format!("The folder that stands for {drive}")).pick_folder()?;
    Some(Action::MapDrive { drive, folder })
}

/// Where an input is now.
pub fn input(from: PathBuf) -> Option<Action> {
    let name = from.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let dialog = FileDialog::new().set_title(format!("Where is {name}?"));
    let is_file = from.extension().is_some();
    let to = if is_file { dialog.pick_file() } else { dialog.pick_folder() }?;
    Some(Action::ReplaceInput { from, to })
}

/// Where to save the publication.
pub fn where_to_save(name: &str, folder: Option<&Path>) -> Option<Action> {
    let mut dialog = FileDialog::new().set_title("Save the publication").set_file_name(name);
    if let Some(folder) = folder.filter(|folder| folder.is_dir()) {
        dialog = dialog.set_directory(folder);
    }
    let path = dialog.add_filter("Publications", &["waybill"]).save_file()?;
    Some(Action::SaveTo(if path.extension().is_none() { path.with_extension("waybill") } else { path }))
}

/// Where to write the package.
pub fn destination(name: &str, folder: Option<&Path>) -> Option<Action> {
    let mut dialog = FileDialog::new().set_title("Write the package to").set_file_name(name);
    if let Some(folder) = folder.filter(|folder| folder.is_dir()) {
        dialog = dialog.set_directory(folder);
    }
    let path = dialog.add_filter("Packages", &["zip"]).save_file()?;
    let path = if path.extension().is_none() { path.with_extension("zip") } else { path };
    let exists = path.exists();
    Some(Action::ChooseDestination { path, exists })
}
