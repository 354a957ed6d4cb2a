//! Saves a publication.
//!
//! In: a publication, its last report, a path. Out: a `.waybill` file, replaced as a whole.
//! Never writes a secret: values of hidden parameters stay behind, whatever their names.

use std::io;
use std::path::Path;

use super::write::write_output;
use crate::publication::{PublicationFile, Report};
use crate::text::same_name;

/// Saves a publication; `report` tells which parameters are hidden.
///
/// # Errors
/// What the system says; what was saved before is then as it was.
pub fn save_publication(file: &PublicationFile, report: Option<&Report>, path: &Path) -> io::Result<()> {
    let is_open = |(name, _): &(String, String)| !report.is_some_and(|report| is_hidden(name, report));
    let parameters = file.parameters.iter().filter(|row| is_open(row)).cloned().collect();
    let file = PublicationFile { parameters, ..file.clone() };
    let absolute = std::path::absolute(path)?;
    write_output(path, &file.to_bytes(absolute.parent().unwrap_or(Path::new(""))))
}

/// True where a tool has a parameter of that name that hides what is typed.
fn is_hidden(name: &str, report: &Report) -> bool {
    let name = name.rsplit('.').next().unwrap_or(name);
    let parameters = report.toolboxes.iter().flat_map(|toolbox| &toolbox.tools).flat_map(|tool| &tool.parameters);
    let mut secrets = parameters.filter(|parameter| parameter.is_secret);
    secrets.any(|parameter| same_name(&parameter.name, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryFiles;
    use crate::publication::{ParameterRow, Progress, Publication, ToolRow, ToolboxRow, analyze};

    #[test]
    fn a_hidden_parameter_is_not_saved_and_an_earlier_file_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Yard.waybill");
        let mut report = analyze(&Publication::default(), &MemoryFiles::default(), &Progress::default());
        let row = |name: &str, datatype: &str| ParameterRow {
            name: name.to_owned(),
            datatype: datatype.to_owned(),
            is_secret: datatype.ends_with("Hidden"),
            ..ParameterRow::default()
        };
        let parameters = vec![row("gate", "String Hidden"), row("zones", "Feature Layer")];
        let tool = ToolRow { name: "Clip".to_owned(), parameters, ..ToolRow::default() };
        let toolbox =
            ToolboxRow { path: String::new(), format: "pyt", label: String::new(), alias: String::new(), tools: vec![tool] };
        report.toolboxes = vec![toolbox];
        let rows = [("Clip.gate", "hunter2"), ("Clip.zones", "z.shp")];
        let file = PublicationFile {
            inputs: vec![folder.path().join("Yard.pyt")],
            parameters: rows.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
            ..PublicationFile::default()
        };
        std::fs::write(&path, "earlier").unwrap();
        save_publication(&file, Some(&report), &path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("z.shp") && text.contains("\"Yard.pyt\"") && !text.contains("hunter"), "{text}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
