//! Answers for paths that lead into a file or folder other than a file geodatabase.
//!
//! In: the dataset that the path leads into, and the part that follows. Out: a [`Resolution`].
//! Never opens the container: what cannot be looked up is unsure, with the reason.

use super::dataset::path_inside;
use super::families::split_extension;
use super::folders::FolderForm;
use super::kinds;
use super::{Certainty, Dataset, Kind, Resolution};
use crate::disk::Files;

/// What `inner` names in a file.
pub(super) fn of_file(carrier: Dataset, inner: &str) -> Resolution {
    let (_, extension) = split_extension(carrier.path.name());
    let extension = extension.to_lowercase();
    if kinds::is_container(&extension) {
        let kind = if carrier.kind == Kind::Workbook { Kind::Table } else { Kind::FeatureClass };
        let note = match extension.as_str() {
            "sde" => "A dataset of an enterprise geodatabase cannot be looked up without its server".to_owned(),
            _ => format!("What a .{extension} file holds is not read, so it could not be looked up"),
        };
        return part(carrier, inner, kind, note);
    }
    if carrier.kind == Kind::Raster {
        return band(carrier, inner);
    }
    Resolution::Absent
}

/// What `inner` names in a folder geodataset; `inner` is no file of it.
pub(super) fn of_folder(files: &dyn Files, carrier: Dataset, form: FolderForm, inner: &str) -> Resolution {
    match form {
        FolderForm::Coverage => coverage_class(files, carrier, inner),
        FolderForm::Grid | FolderForm::CloudRaster => band(carrier, inner),
        FolderForm::Geodatabase | FolderForm::Tin | FolderForm::Plain => Resolution::Absent,
    }
}

fn band(carrier: Dataset, inner: &str) -> Resolution {
    if inner.contains('/') {
        return Resolution::Absent;
    }
    part(carrier, inner, Kind::Raster, "A band of the raster; it was not looked up".to_owned())
}

/// A coverage's feature classes have fixed names, each kept in a file of its own.
fn coverage_class(files: &dyn Files, carrier: Dataset, inner: &str) -> Resolution {
    let lower = inner.to_lowercase();
    let (class, subclass) = lower.split_once('.').unwrap_or((lower.as_str(), ""));
    let parts: &[&str] = match (class, subclass) {
        ("arc" | "route", _) => &["arc.adf"],
        ("polygon" | "region", _) => &["pal.adf", "pat.adf"],
        ("point" | "label", "") => &["lab.adf", "pat.adf"],
        ("node", "") => &["arc.adf", "nat.adf"],
        ("tic", "") => &["tic.adf"],
        ("annotation", _) => &["txt.adf", "txx.adf"],
        _ => &[],
    };
    let listing = files.listing(&carrier.path);
    let is_there = |part: &&str| listing.as_ref().is_some_and(|listing| listing.get(part).is_some());
    if parts.iter().any(is_there) {
        return part(carrier, inner, Kind::Coverage, "A feature class of the coverage; its rows were not looked up".to_owned());
    }
    Resolution::MissingInside { container: carrier.path, container_kind: carrier.kind, inner: inner.to_owned() }
}

fn part(carrier: Dataset, inner: &str, kind: Kind, note: String) -> Resolution {
    Resolution::Data(Dataset {
        path: path_inside(&carrier.path, inner),
        kind,
        certainty: Certainty::Unsure,
        note: Some(note),
        container: Some(carrier.path),
        ..carrier
    })
}
