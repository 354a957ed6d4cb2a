//! How the window looks, compared with pictures of how it should look.
//!
//! In: states. Out: where it looks different, `NAME.new.png` and `NAME.diff.png` beside the picture.
//! Never depends on the machine: own fonts, a fixed size, a fixed clock, no system.
//! A picture that should change is accepted by `UPDATE_SNAPSHOTS=1 cargo test --test gui`, then looked at.

use std::fs;
use std::path::{Path, PathBuf};

use egui::Theme;
use egui_kittest::{Harness, SnapshotOptions, try_image_snapshot_options};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use waybill::app::{AppState, theme, window_ui};

use crate::painter::Painter;

const FOLDER: &str = "tests/gui/snapshots";
/// What all pictures in the repository may weigh together.
const ROOM: u64 = 3_000_000;

/// Compares the whole window over a state with the picture of this name.
#[track_caller]
pub fn snapshot(name: &str, size: [f32; 2], pixels_per_point: f32, theme: Theme, state: &AppState) {
    let builder = Harness::builder().with_size(size).with_pixels_per_point(pixels_per_point).with_theme(theme);
    let draw = |ui: &mut egui::Ui| drop(to_the_edges(ui, |ui| window_ui(ui, state)));
    let mut harness = builder.renderer(Painter::default()).with_context_setup(theme::install).build_ui(draw);
    compare(&mut harness, name);
}

/// Draws without the margin that harnesses leave around what they show.
pub fn to_the_edges<R>(ui: &mut egui::Ui, contents: impl FnOnce(&mut egui::Ui) -> R) -> R {
    let window = ui.ctx().content_rect();
    let draw = |ui: &mut egui::Ui| {
        ui.set_clip_rect(window);
        contents(ui)
    };
    ui.scope_builder(egui::UiBuilder::new().max_rect(window), draw).inner
}

/// Compares what a harness shows with the picture of this name; the harness needs the [`Painter`].
#[track_caller]
pub fn compare<State>(harness: &mut Harness<'_, State>, name: &str) {
    // A window with something in motion never comes to rest; its clock still stands where it stood last time.
    let _ = harness.run_ok();
    let picture = harness.render().unwrap();
    let options = SnapshotOptions::new().output_path(FOLDER);
    let updates = std::env::var("UPDATE_SNAPSHOTS").is_ok();
    let before = fs::read(picture_path(name)).ok();
    if let Err(difference) = try_image_snapshot_options(&picture, name, &options) {
        panic!(
            "{difference}\n  Look at {FOLDER}/{name}.new.png; if that is how it should be: \
             UPDATE_SNAPSHOTS=1 cargo test --test gui"
        );
    }
    if updates && fs::read(picture_path(name)).ok() != before {
        pack(&picture_path(name));
    }
}

fn picture_path(name: &str) -> PathBuf {
    Path::new(FOLDER).join(format!("{name}.png"))
}

/// Writes a picture anew, as small as it gets: it is opaque, and which filter suits it has to be tried.
fn pack(path: &Path) {
    let picture = image::open(path).unwrap().to_rgb8();
    let filters = [FilterType::NoFilter, FilterType::Sub, FilterType::Up, FilterType::Paeth, FilterType::Adaptive];
    let packed = filters.map(|filter| {
        let mut bytes = Vec::new();
        picture.write_with_encoder(PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, filter)).unwrap();
        bytes
    });
    let smallest = packed.into_iter().min_by_key(Vec::len).unwrap();
    fs::write(path, smallest).unwrap();
}

#[test]
fn an_empty_window_looks_the_same_in_light() {
    snapshot("empty-light", [1280.0, 820.0], 1.0, Theme::Light, &AppState::default());
}

#[test]
fn an_empty_window_looks_the_same_in_dark() {
    snapshot("empty-dark", [1280.0, 820.0], 1.0, Theme::Dark, &AppState::default());
}

#[test]
fn an_empty_window_looks_the_same_on_a_fine_screen() {
    snapshot("empty-small-fine", [720.0, 520.0], 1.5, Theme::Light, &AppState::default());
}

#[test]
fn the_pictures_stay_small() {
    let folders = [FOLDER, "assets/screenshots"].map(Path::new);
    let files = folders.iter().filter(|folder| folder.exists()).flat_map(|folder| fs::read_dir(folder).unwrap().flatten());
    // What a failed comparison left behind is nobody's picture.
    let kept = files.filter(|file| file.file_name().to_string_lossy().matches('.').count() == 1);
    let weight: u64 = kept.map(|file| file.metadata().unwrap().len()).sum();
    assert!(weight <= ROOM, "the pictures weigh {weight} bytes together; {ROOM} is the most");
}
