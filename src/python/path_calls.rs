//! Knows which functions take paths, and what they do with them.
//!
//! In: the full dotted name of a function, or the name of a method. Out: which arguments are read, asked for or written.
//! Never looks at a call's arguments: that is for `places`.
//! Rules: DESIGN rules 9 and 10; the documentation of Python's standard library, numpy, pandas, matplotlib and arcpy.

use super::output_parameters::Outputs;
use super::places::Effect;

/// What a function takes.
pub(super) enum Takes {
    /// A function of ArcGIS with its known outputs and what it does with its inputs: bare names lie in the workspace.
    Tool(Option<Outputs>, Effect),
    /// All arguments.
    All(Effect),
    /// These arguments; the others are no paths.
    Some(&'static [Taker]),
    /// The first argument, read or written by mode.
    Open,
    /// None.
    Nothing,
}

/// One argument that is a path.
pub(super) struct Taker {
    /// Its place; `None` for one that is given by name only.
    pub place: Option<usize>,
    /// Its name.
    pub name: &'static str,
    /// What happens to it.
    pub effect: Effect,
}

const fn taker(place: usize, name: &'static str, effect: Effect) -> Taker {
    Taker { place: Some(place), name, effect }
}

const COPY: &[Taker] = &[taker(0, "src", Effect::Reads), taker(1, "dst", Effect::Writes)];
const ARCHIVE: &[Taker] =
    &[taker(0, "base_name", Effect::Writes), taker(2, "root_dir", Effect::Reads), taker(3, "base_dir", Effect::Reads)];
const UNPACK: &[Taker] = &[taker(0, "filename", Effect::Reads), taker(1, "extract_dir", Effect::Writes)];
const SAVE: &[Taker] = &[taker(0, "file", Effect::Writes)];
const NAMED: &[Taker] = &[taker(0, "filename", Effect::Writes)];
const LOG: &[Taker] = &[Taker { place: None, name: "filename", effect: Effect::Writes }];
const DOWNLOAD: &[Taker] = &[taker(1, "filename", Effect::Writes)];
const FIGURE: &[Taker] = &[taker(0, "fname", Effect::Writes)];
const BOOK: &[Taker] = &[taker(0, "path", Effect::Writes)];
const FOLDER: &[Taker] = &[taker(0, "name", Effect::Writes)];

/// What a function takes, by its full dotted name; `None` for one that nobody knows.
pub(super) fn path_taking(dotted: &str) -> Option<Takes> {
    if let Some(function) = dotted.strip_prefix("arcpy.") {
        return Some(of_arcpy(function));
    }
    if dotted.starts_with("os.path.") || dotted.starts_with("pathlib.") {
        return Some(Takes::All(Effect::Asks));
    }
    let takes = match dotted {
        "open" | "file" | "io.open" | "codecs.open" | "gzip.open" | "gzip.GzipFile" | "bz2.open" | "bz2.BZ2File"
        | "lzma.open" | "zipfile.ZipFile" | "tarfile.open" | "rasterio.open" | "fiona.open" | "h5py.File" | "netCDF4.Dataset" => {
            Takes::Open
        }
        "os.listdir"
        | "os.walk"
        | "os.scandir"
        | "os.chdir"
        | "os.startfile"
        | "os.stat"
        | "os.access"
        | "os.add_dll_directory" => Takes::All(Effect::Reads),
        "os.remove" | "os.unlink" | "os.rmdir" | "os.removedirs" | "os.rename" | "os.renames" | "shutil.rmtree" => {
            Takes::All(Effect::Asks)
        }
        "os.mkdir" | "os.makedirs" => Takes::Some(FOLDER),
        "shutil.copy" | "shutil.copy2" | "shutil.copyfile" | "shutil.copytree" | "shutil.move" => Takes::Some(COPY),
        "shutil.make_archive" => Takes::Some(ARCHIVE),
        "shutil.unpack_archive" => Takes::Some(UNPACK),
        "numpy.save" | "numpy.savez" | "numpy.savez_compressed" => Takes::Some(SAVE),
        "numpy.savetxt" | "matplotlib.pyplot.savefig" | "matplotlib.pyplot.imsave" | "pylab.savefig" => Takes::Some(FIGURE),
        "pandas.ExcelWriter" => Takes::Some(BOOK),
        "xlsxwriter.Workbook" | "cv2.imwrite" | "imageio.imwrite" => Takes::Some(NAMED),
        "logging.FileHandler"
        | "logging.handlers.RotatingFileHandler"
        | "logging.handlers.TimedRotatingFileHandler"
        | "logging.handlers.WatchedFileHandler" => Takes::Some(NAMED),
        "logging.basicConfig" => Takes::Some(LOG),
        "urllib.urlretrieve" | "urllib.request.urlretrieve" => Takes::Some(DOWNLOAD),
        _ if dotted.starts_with("shutil.") || dotted.starts_with("glob.") => Takes::All(Effect::Reads),
        _ => return None,
    };
    Some(takes)
}

fn of_arcpy(function: &str) -> Takes {
    if is_wordy(function) {
        return Takes::Nothing;
    }
    if makes_names(function) {
        return Takes::All(Effect::Asks);
    }
    let inputs = if only_asks(function) { Effect::Asks } else { Effect::Reads };
    Takes::Tool(Outputs::of(function), inputs)
}

/// Functions of ArcGIS that neither read nor write what they are given: they look whether it is there, delete it, or hand it on.
fn only_asks(function: &str) -> bool {
    let name = function.rsplit('.').next().unwrap_or(function);
    let name = name.strip_suffix("_management").unwrap_or(name);
    ["Exists", "Delete", "SetParameter", "SetParameterAsText", "RefreshCatalog", "ClearWorkspaceCache", "TestSchemaLock"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

/// Functions of ArcGIS that make names: what they are given is the beginning of one, and the workspace it is for.
fn makes_names(function: &str) -> bool {
    ["CreateScratchName", "CreateUniqueName", "ParseFieldName", "ParseTableName", "ValidateFieldName", "ValidateTableName"]
        .iter()
        .any(|known| function.rsplit('.').next().unwrap_or(function).eq_ignore_ascii_case(known))
}

/// Functions of ArcGIS whose texts are words for people or names of licences, never paths.
fn is_wordy(tool: &str) -> bool {
    let name = tool.rsplit('.').next().unwrap_or(tool);
    name.starts_with("Add") && (name.ends_with("Message") || name.ends_with("Warning") || name.ends_with("Error"))
        || name.starts_with("SetProgressor")
        || name.starts_with("GetParameter")
        || name.starts_with("GetMessage")
        || name.starts_with("CheckExtension")
        || name.starts_with("CheckOutExtension")
        || name.starts_with("CheckInExtension")
        || matches!(
            name,
            "Parameter"
                | "AddReturnMessage"
                | "ResetProgressor"
                | "GetIDMessage"
                | "GetSeverity"
                | "ExecuteError"
                | "SetProduct"
                | "CheckProduct"
        )
}

/// Methods that write to the path they are given: of rasters, workbooks, pictures, tables, map documents, layouts, metadata.
pub(super) fn writing_method(name: &str) -> bool {
    matches!(
        name,
        "save"
            | "saveAs"
            | "SaveAs"
            | "saveACopy"
            | "saveAsXML"
            | "saveAsHTML"
            | "savefig"
            | "tofile"
            | "extractall"
            | "to_csv"
            | "to_excel"
            | "to_feather"
            | "to_featureclass"
            | "to_file"
            | "to_hdf"
            | "to_html"
            | "to_json"
            | "to_netcdf"
            | "to_parquet"
            | "to_pickle"
            | "to_stata"
            | "to_xml"
            | "to_zarr"
    ) || name.starts_with("exportTo")
        || name.starts_with("exportReport")
}

/// Names that such methods have for the path.
pub(super) fn names_the_output(parameter: &str) -> bool {
    parameter.starts_with("out")
        || matches!(
            parameter,
            "path" | "path_or_buf" | "filename" | "file_name" | "file" | "fname" | "fp" | "excel_writer" | "name" | "location"
        )
}

/// Functions and methods that read nothing from a path they are given: they show it, measure it, or are followed themselves.
pub(super) fn is_harmless(name: &str) -> bool {
    matches!(
        name,
        "print"
            | "len"
            | "repr"
            | "str"
            | "unicode"
            | "type"
            | "isinstance"
            | "debug"
            | "info"
            | "warn"
            | "warning"
            | "error"
            | "exception"
            | "critical"
            | "log"
            | "write"
            | "writelines"
            | "format"
            | "join"
            | "joinpath"
            | "replace"
            | "startswith"
            | "endswith"
            | "split"
    )
}
