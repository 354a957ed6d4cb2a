//! About how large an archive will be, before it is written.
//!
//! In: the files of a layout. Out: bytes, guessed from what files of their kind came to elsewhere.
//! Never read from the files: it is an estimate, and is called one.

use crate::layout::PlacedFile;

/// About how many bytes an archive of these files has.
pub fn archive_estimate(files: &[PlacedFile]) -> u64 {
    let hundredths: u128 = files.iter().map(|file| u128::from(file.bytes) * percent(&file.source.extension())).sum();
    u64::try_from(hundredths / 100).unwrap_or(u64::MAX)
}

/// What is left of a file, in hundredths: measured on public toolboxes and their data.
fn percent(extension: &str) -> u128 {
    match extension {
        "zip" | "gz" | "7z" | "jpg" | "jpeg" | "png" | "gif" | "jp2" | "sid" | "ecw" | "ovr" | "atbx" | "aprx" | "ppkx"
        | "lpkx" | "docx" | "xlsx" | "pptx" | "pdf" | "whl" | "crf" => 96,
        "tif" | "tiff" | "img" | "adf" => 65,
        "gdbtable" | "shp" | "las" | "dll" | "pyd" | "exe" => 38,
        "gdbindexes" | "gdbtablx" | "freelist" | "spx" | "atx" | "dbf" | "sbn" | "sbx" | "shx" | "mxd" | "bil" => 13,
        "py" | "pyt" | "pyw" | "txt" | "csv" | "xml" | "json" | "lyrx" | "mapx" | "md" | "html" | "svg" | "tbx" | "lyr" => 28,
        _ => 50,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::PlacedContent;
    use crate::text::DataPath;

    #[test]
    fn what_is_packed_already_hardly_shrinks_and_text_does() {
        let file = |name: &str| PlacedFile {
            source: DataPath::new(name),
            destination: name.to_owned(),
            bytes: 1_000,
            content: PlacedContent::AsIs,
            references: Vec::new(),
        };
        assert_eq!(archive_estimate(&[file("a.PNG"), file("b.py"), file("c.unknown")]), 960 + 280 + 500);
        assert_eq!(archive_estimate(&[]), 0);
    }
}
