//! A path in a cell: the folder steps back, the name speaks.
//!
//! In: a path. Out: a label that shortens the middle of the folder first, then the middle of the name.
//! Never hides the path: the whole of it is the tooltip, and a name keeps its ending.

use egui::text::LayoutJob;
use egui::{Color32, FontId, Label, Role, TextFormat, TextStyle, Ui, WidgetInfo};

use crate::app::theme;
use crate::text::visible;

/// Shows a path in the room there is.
pub fn path_label_ui(ui: &mut Ui, path: &str) {
    let palette = theme::palette(ui);
    path_label_in_ui(ui, path, TextStyle::Body.resolve(ui.style()), [palette.text_3, palette.text]);
}

/// Shows a path in a font and two colours: of its folder, of its name.
pub fn path_label_in_ui(ui: &mut Ui, path: &str, font: FontId, colours: [Color32; 2]) {
    let whole = visible(path);
    let room = ui.available_width();
    let fits = |job: &LayoutJob| ui.painter().layout_job(job.clone()).size().x <= room;
    let shown = shortened(&whole, |folder, name| fits(&job(folder, name, &font, colours)));
    let (folder, name) = shown.as_ref().map_or_else(|| split(&whole), |(folder, name)| (folder.as_str(), name.as_str()));
    let response =
        ui.add(Label::new(job(folder, name, &font, colours)).truncate().show_tooltip_when_elided(false).selectable(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, whole.as_ref()));
    if shown.is_some() {
        response.on_hover_text(whole.as_ref());
    }
}

fn job(folder: &str, name: &str, font: &FontId, [folder_colour, name_colour]: [Color32; 2]) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.append(folder, 0.0, TextFormat::simple(font.clone(), folder_colour));
    job.append(name, 0.0, TextFormat::simple(font.clone(), name_colour));
    job
}

/// The folder with its last separator, and the name.
fn split(path: &str) -> (&str, &str) {
    match path.trim_end_matches(['/', '\\']).rfind(['/', '\\']) {
        Some(slash) => path.split_at(slash + 1),
        None => ("", path),
    }
}

/// Folder and name as short as they must be; `None` where the whole path fits.
fn shortened(path: &str, fits: impl Fn(&str, &str) -> bool) -> Option<(String, String)> {
    let (folder, name) = split(path);
    if fits(folder, name) {
        return None;
    }
    // Deep paths are laid out a few times only: what fits is found by halving.
    let cuts: Vec<&str> =
        folder.char_indices().filter(|(_, letter)| is_separator(*letter)).map(|(at, _)| rest_of(folder, at)).collect();
    let first = cuts.partition_point(|rest| !fits(&format!("…{rest}"), name));
    if let Some(rest) = cuts.get(first).filter(|rest| rest.len() < folder.len()) {
        return Some((format!("…{rest}"), name.to_owned()));
    }
    let folder = if folder.is_empty() { String::new() } else { "…/".to_owned() };
    let letters: Vec<char> = name.chars().collect();
    let ending = name.rfind('.').map_or(0, |dot| rest_of(name, dot).chars().count()).min(8);
    let cut = |kept: usize| {
        let tail = ending + (kept - ending) / 3;
        let head: String = letters.iter().take(kept - tail).collect();
        let tail: String = letters.iter().skip(letters.len() - tail).collect();
        format!("{head}…{tail}")
    };
    let lengths: Vec<usize> = (ending + 3..letters.len()).rev().collect();
    let first = lengths.partition_point(|kept| !fits(&folder, &cut(*kept)));
    Some((folder, lengths.get(first).map_or_else(|| name.to_owned(), |kept| cut(*kept))))
}

fn is_separator(letter: char) -> bool {
    matches!(letter, '/' | '\\')
}

fn rest_of(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_room(path: &str, room: usize) -> Option<String> {
        let short = shortened(path, |folder, name| folder.chars().count() + name.chars().count() <= room);
        short.map(|(folder, name)| folder + &name)
    }

    #[test]
    fn the_folder_gives_way_before_the_name() {
        assert_eq!(in_room("ToolData/SanFrancisco.gdb/Streets", 40), None);
        assert_eq!(in_room("ToolData/SanFrancisco.gdb/Streets", 28).as_deref(), Some("…/SanFrancisco.gdb/Streets"));
        assert_eq!(in_room("ToolData/SanFrancisco.gdb/Streets", 12).as_deref(), Some("…/Streets"));
        assert_eq!(in_room(r"e:\Shared\Zones\zones.shp", 18).as_deref(), Some(r"…\Zones\zones.shp"));
    }

    #[test]
    fn a_long_name_is_cut_in_its_middle_and_keeps_its_ending() {
        assert_eq!(in_room("ToolData/dem_lidar_1m_2024.tif", 17).as_deref(), Some("…/dem_lid…024.tif"));
    }
}
