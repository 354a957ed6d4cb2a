//! Turns the text of an example into files in memory and a publication.
//!
//! In: sections `#- path` with their contents, and options `#- name: value`. Out: what `analyze` takes.
//! Never touches a disk, but for the sample geodatabase that stands in for others.

use waybill::discovery::QuotedText;
use waybill::disk::MemoryFiles;
use waybill::environment::{Completeness, Environment, Package, normal_name};
use waybill::publication::{Override, Publication, Purpose, StoredFolder};
use waybill::target::{Certainty, Os, Runtime, Target};
use waybill::text::DataPath;

use crate::{atbx, stand_ins};

/// Where relative sections lie unless the example says `#- root: …`.
const ROOT: &str = "/publications/port";

const OPTIONS: [&str; 25] = [
    "root",
    "open",
    "toolbox",
    "tool",
    "target",
    "server python",
    "server has",
    "workstation has",
    "data store",
    "python path",
    "path",
    "parameter",
    "constant",
    "include",
    "exclude",
    "in data store",
    "output",
    "text",
    "raw",
    "keep script",
    "accept",
    "allow root",
    "purpose",
    "drive",
    "not asked",
];

/// The options that are decisions of the publisher.
const OVERRIDES: [&str; 8] = ["include", "exclude", "in data store", "output", "text", "raw", "keep script", "accept"];

struct Section {
    path: String,
    form: Option<String>,
    text: String,
}

/// Reads an example: the files and the publication that opens them.
pub fn read(story: &str) -> (Publication, MemoryFiles) {
    let (sections, options) = split(story);
    let values = |name: &str| options.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect::<Vec<_>>();
    let root = DataPath::new(values("root").first().unwrap_or(&ROOT));

    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for section in &sections {
        let path = root.join(&section.path).as_str().to_owned();
        match section.form.as_deref() {
            None if section.path.ends_with('/') => files.push((format!("{path}/"), Vec::new())),
            None => files.push((path, section.text.clone().into_bytes())),
            Some("toolbox") => files.push((path, atbx::build(&section.text))),
            Some("geodatabase") => files.extend(stand_ins::geodatabase(&path)),
            Some("shapefile") => files.extend(stand_ins::shapefile(&path)),
            Some("saved with CRLF") => files.push((path, section.text.replace('\n', "\r\n").into_bytes())),
            Some("not UTF-8") => files.push((path, section.text.chars().map(|letter| letter as u8).collect())),
            Some("saved in UTF-16") => {
                let mark = [0xff, 0xfe].into_iter();
                files.push((path, mark.chain(section.text.encode_utf16().flat_map(u16::to_le_bytes)).collect()));
            }
            Some(other) => panic!("unknown form of a section: ({other})"),
        }
    }

    let mut memory = MemoryFiles::new(files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())));
    for server in values("not asked") {
        memory = memory.refusing_server(server);
    }
    (publication(&root, sections.first(), &values), memory)
}

fn publication<'a>(root: &DataPath, first: Option<&Section>, values: &dyn Fn(&str) -> Vec<&'a str>) -> Publication {
    let texts = |name: &str| values(name).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let paths = |name: &str| values(name).into_iter().map(|path| root.join(path)).collect::<Vec<_>>();
    let mut publication = Publication {
        inputs: paths("open"),
        tools: texts("tool"),
        toolbox: paths("toolbox").pop(),
        targets: vec![target(values)],
        python_path: paths("python path"),
        path: paths("path"),
        overrides: OVERRIDES.iter().flat_map(|name| texts(name).into_iter().map(|value| decision(name, &value))).collect(),
        constants: texts("constant"),
        allowed_roots: texts("allow root"),
        posix_paths: values("drive").contains(&"/"),
        ..Publication::default()
    };
    if publication.inputs.is_empty() {
        publication.inputs.extend(first.map(|section| root.join(&section.path)));
    }
    if values("purpose").contains(&"package") {
        publication.purpose = Purpose::Package;
    }
    let installed = values("workstation has");
    if !installed.is_empty() {
        publication.workstation = Some(environment("the workstation's listing", "3.11.8", &installed));
    }
    for value in values("parameter") {
        let (name, value) = value.split_once('=').expect("a parameter is written Tool.Name=value");
        publication.parameters.push((name.to_owned(), value.to_owned()));
    }
    for value in values("data store") {
        let (seen, server) = value.split_once(" -> ").unwrap_or((value, value));
        let folder =
            StoredFolder { name: "/fileShares/shared".to_owned(), publisher: root.join(seen), server: server.to_owned() };
        publication.data_store.folders.push(folder);
    }
    publication
}

/// A decision: a path, `script | quoted | rule`, or `code | about | reason`.
fn decision(name: &str, value: &str) -> Override {
    let path = value.to_owned();
    let three = || {
        let parts: Vec<String> = value.split(" | ").map(str::to_owned).collect();
        <[String; 3]>::try_from(parts).unwrap_or_else(|_| panic!("a decision is written `a | b | c`: {value}"))
    };
    let quoted = || {
        let [script, quoted, rule] = three();
        QuotedText { script, quoted, rule }
    };
    match name {
        "include" => Override::Include { path },
        "exclude" => Override::Exclude { path },
        "in data store" => Override::InDataStore { path },
        "output" => Override::Output { path },
        "text" => Override::Text(quoted()),
        "raw" => Override::Raw(quoted()),
        "keep script" => Override::KeepScript { script: path },
        "accept" => {
            let [code, about, reason] = three();
            Override::Accept { code, about, reason }
        }
        other => panic!("unknown decision: {other}"),
    }
}

/// The server of an example: its Python is 3.11.8 and has numpy, unless told otherwise.
fn target<'a>(values: &dyn Fn(&str) -> Vec<&'a str>) -> Target {
    let name = values("target").pop().unwrap_or("server-11.3-windows");
    let parts: Vec<&str> = name.split('-').collect();
    let [_, release, system, ..] = parts[..] else { panic!("a target is written server-11.3-windows") };
    let runtime = if parts.contains(&"arcmap") { Runtime::ArcMap } else { Runtime::Pro };
    let usual = match runtime {
        Runtime::Pro => "3.11.8",
        Runtime::ArcMap => "2.7.18",
    };
    let mut installed = vec!["numpy 1.24.3"];
    installed.extend(values("server has"));
    Target {
        release: release.to_owned(),
        os: if system == "linux" { Os::Linux } else { Os::Windows },
        runtime,
        environment: environment("the server's listing", values("server python").pop().unwrap_or(usual), &installed),
        is_listing: true,
        alignment: Certainty::Verified,
    }
}

fn environment(source: &str, python: &str, installed: &[&str]) -> Environment {
    let mut environment = Environment {
        source: source.to_owned(),
        python: Some(python.to_owned()),
        completeness: Completeness::Complete,
        ..Environment::default()
    };
    for row in installed {
        let (name, version) = row.split_once(' ').expect("a package is written name version");
        let package = Package { name: name.to_owned(), version: Some(version.to_owned()), build: None, channel: None };
        environment.packages.insert(normal_name(name), package);
    }
    environment
}

/// Sections and options, in the order of the text.
fn split(story: &str) -> (Vec<Section>, Vec<(String, String)>) {
    let mut sections: Vec<Section> = Vec::new();
    let mut options = Vec::new();
    let mut open = false;
    for line in story.lines() {
        let Some(head) = line.strip_prefix("#- ") else {
            if open {
                let section = sections.last_mut().expect("a section is open");
                section.text.push_str(line);
                section.text.push('\n');
            }
            continue;
        };
        let option = head.split_once(": ").filter(|(name, _)| OPTIONS.contains(name));
        open = option.is_none();
        match option {
            Some((name, value)) => options.push((name.to_owned(), value.trim().to_owned())),
            None => sections.push(section(head)),
        }
    }
    for section in &mut sections {
        let kept = section.text.trim_end().len();
        section.text.truncate(kept);
        if kept > 0 {
            section.text.push('\n');
        }
    }
    (sections, options)
}

fn section(head: &str) -> Section {
    let head = head.trim_end();
    let form = head.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match form {
        Some((path, form)) => Section { path: path.to_owned(), form: Some(form.to_owned()), text: String::new() },
        None => Section { path: head.to_owned(), form: None, text: String::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use waybill::disk::Files;

    #[test]
    fn the_first_section_is_opened_and_lies_in_the_example_s_folder() {
        let (publication, files) = read("#- Warehouse.pyt\nimport arcpy\n\n#- e:/Shared/roads.csv\n#- ToolData/\n");
        assert_eq!(publication.inputs, [DataPath::new("/publications/port/Warehouse.pyt")]);
        assert_eq!(files.read(&publication.inputs[0]).unwrap(), b"import arcpy\n");
        assert!(files.find(&DataPath::new("e:/shared/ROADS.csv")).is_some());
        assert!(files.find(&DataPath::new("/publications/port/ToolData")).unwrap().kind.is_folder());
    }

    #[test]
    fn options_are_told_apart_from_absolute_sections() {
        let story = "#- open: .\n#- a.py\n#- data store: e:/Shared -> //gis/shared\n#- parameter: Buffer.Roads=e:/x\n#- server has: ortools 9.8\n";
        let (publication, _) = read(story);
        assert_eq!(publication.inputs, [DataPath::new(ROOT)]);
        assert_eq!(publication.data_store.folders[0].server, "//gis/shared");
        assert_eq!(publication.parameters, [("Buffer.Roads".to_owned(), "e:/x".to_owned())]);
        assert!(publication.targets[0].environment.package("ortools").is_some());
    }
}
