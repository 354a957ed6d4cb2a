//! The arguments of the command line.
//!
//! In: what the user typed. Out: plain values. The texts here are what `--help` shows.
//! Never asks the disk.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::publication::Purpose;
use crate::target;

/// See exactly what will travel to ArcGIS Server with a Python script tool, and why, before it travels.
///
/// Without a command, the window opens with PATHS.
#[derive(Debug, Parser)]
#[command(name = "waybill", version, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Arguments {
    /// What to do without a window.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Toolboxes, scripts, folders and map documents to open in the window, or one .waybill file.
    pub paths: Vec<PathBuf>,
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show what would travel, and why. Exit code 0: no errors, 1: errors, 2: could not run.
    Scan(ScanArguments),
    /// Write the consolidated package. Exit code 0: written and verified, 1: refused, 2: could not run or write.
    Export(ExportArguments),
    /// Prove a package. Exit code 0: it holds, 1: it does not, 2: not a package.
    Verify {
        /// The folder or .zip that an export wrote.
        package: PathBuf,
    },
    /// List the servers that can be named with --target.
    Targets {
        /// How to print the list.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

/// The arguments of `scan`.
#[derive(Clone, Debug, Default, Args)]
pub struct ScanArguments {
    /// What to scan, and how.
    #[command(flatten)]
    pub options: ScanOptions,
    /// How to print the report.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Write the report to this file instead of stdout.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What `scan` and `export` share.
#[derive(Clone, Debug, Default, Args)]
pub struct ScanOptions {
    /// Toolboxes, scripts, folders and map documents, or one .waybill file.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Publish only this tool: its name or label, also with its toolbox as Box.tbx/Clip (repeat for several).
    #[arg(long = "tool", value_name = "NAME")]
    pub tools: Vec<String>,
    /// Compare with this server, for example server-11.3-windows (repeat for several).
    #[arg(long = "target", value_name = "SERVER")]
    pub targets: Vec<String>,
    /// The runtime of the tools on the server.
    #[arg(long, value_enum)]
    pub runtime: Option<Runtime>,
    /// A listing of the server's Python environment.
    #[arg(long, value_name = "FILE")]
    pub environment: Option<PathBuf>,
    /// A listing of the Python environment of the publisher's machine.
    #[arg(long, value_name = "FILE")]
    pub workstation: Option<PathBuf>,
    /// The server's data store: the JSON that its findItems operation answers.
    #[arg(long, value_name = "FILE")]
    pub data_store: Option<PathBuf>,
    /// A map document whose layers the scripts name (repeat for several).
    #[arg(long = "map", value_name = "FILE")]
    pub maps: Vec<PathBuf>,
    /// The folder of this machine that stands for a drive or a share, for example e:=/mnt/e.
    #[arg(long = "drive", value_name = "ROOT=FOLDER")]
    pub drives: Vec<String>,
    /// A folder of PYTHONPATH on the publisher's machine.
    #[arg(long, value_name = "DIR")]
    pub python_path: Vec<PathBuf>,
    /// A folder of PATH on the publisher's machine.
    #[arg(long, value_name = "DIR")]
    pub path: Vec<PathBuf>,
    /// A parameter's value for the review; TOOL is written as for --tool.
    #[arg(long = "parameter", value_name = "TOOL.NAME=VALUE")]
    pub parameters: Vec<String>,
    /// Take this path along.
    #[arg(long, value_name = "PATH")]
    pub include: Vec<String>,
    /// Fix a folder or data parameter's value when the service is published; clients are not asked for it.
    #[arg(long = "constant", value_name = "TOOL.NAME")]
    pub constants: Vec<String>,
    /// Leave this path out.
    #[arg(long, value_name = "PATH")]
    pub exclude: Vec<String>,
    /// For a service (data in the data store stays there) or a package (everything travels).
    #[arg(long, value_enum)]
    pub purpose: Option<PurposeName>,
    /// Confirm data from outside the inputs' folders, as the report writes it: e:/ or //server/share.
    #[arg(long = "allow-root", value_name = "PATH")]
    pub allow_roots: Vec<String>,
    /// No notes on stderr, only errors.
    #[arg(long)]
    pub quiet: bool,
}

/// The arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// What to scan, and how.
    #[command(flatten)]
    pub options: ScanOptions,
    /// The name of the service; a .waybill file may already say it.
    #[arg(long, value_name = "NAME")]
    pub service: Option<String>,
    /// The toolbox whose tools the service takes, where there are several.
    #[arg(long, value_name = "FILE")]
    pub toolbox: Option<PathBuf>,
    /// The folder or .zip to write.
    #[arg(short, long, value_name = "DIR|FILE.zip")]
    pub output: PathBuf,
    /// The JSON of an existing service, to be kept and patched.
    #[arg(long, value_name = "FILE")]
    pub service_json: Option<PathBuf>,
    /// The conda environment of the service on the server.
    #[arg(long, value_name = "NAME|PATH")]
    pub conda_environment: Option<String>,
    /// The server's directories, for example C:\arcgisserver\directories.
    #[arg(long, value_name = "DIR")]
    pub server_directories: Option<String>,
    /// Confirm that this connection file travels with its saved password.
    #[arg(long = "allow-secret", value_name = "FILE")]
    pub allow_secrets: Vec<String>,
    /// Write the package although the report has errors; they are listed in the manifest.
    #[arg(long)]
    pub allow_errors: bool,
    /// Replace an earlier package.
    #[arg(long)]
    pub overwrite: bool,
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// A self-contained page.
    Html,
    /// For code scanning services.
    Sarif,
}

/// A runtime, as an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Runtime {
    /// ArcGIS Pro's, Python 3.
    Pro,
    /// ArcMap's, Python 2.7, up to 10.9.1.
    Arcmap,
}

impl From<Runtime> for target::Runtime {
    fn from(runtime: Runtime) -> Self {
        match runtime {
            Runtime::Pro => Self::Pro,
            Runtime::Arcmap => Self::ArcMap,
        }
    }
}

/// A purpose, as an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PurposeName {
    /// A geoprocessing service.
    Service,
    /// A package.
    Package,
}

impl From<PurposeName> for Purpose {
    fn from(name: PurposeName) -> Self {
        match name {
            PurposeName::Service => Self::Service,
            PurposeName::Package => Self::Package,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_argument_is_well_formed() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn paths_without_a_command_are_for_the_window() {
        let arguments = Arguments::try_parse_from(["waybill", "a.pyt", "b"]).unwrap();
        assert!(arguments.command.is_none());
        assert_eq!(arguments.paths.len(), 2);
        assert!(Arguments::try_parse_from(["waybill"]).unwrap().paths.is_empty());
    }

    #[test]
    fn a_repeated_option_takes_one_value_each_time() {
        let line = ["waybill", "scan", "--target", "server-11.3-windows", "--tool", "A", "--tool", "B", "x.pyt"];
        let Some(Command::Scan(scan)) = Arguments::try_parse_from(line).unwrap().command else { panic!() };
        assert_eq!(scan.options.tools, ["A", "B"]);
        assert_eq!(scan.options.paths, [PathBuf::from("x.pyt")]);
    }
}
