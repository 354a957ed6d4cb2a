//! Reads what `conda list` prints: columns, `--export`, `--explicit`, `--canonical`.
//!
//! In: text. Out: an [`Environment`], or nothing where the text is no such list.
//! Never trusts column widths: they differ between conda versions, and Esri's conda prints a column of features.

use super::{Completeness, Environment, Package};

/// `conda list`: name, version, build, `[features]`, channel, separated by blanks.
pub(super) fn columns(text: &str) -> Option<Environment> {
    let has_header = text.lines().any(|line| header_columns(line).is_some() || environment_name(line).is_some());
    let mut order = vec!["name".to_owned(), "version".to_owned(), "build".to_owned(), "channel".to_owned()];
    let mut environment = Environment { source: "conda list".to_owned(), ..Environment::default() };
    let mut odd = 0;
    for line in text.lines() {
        if let Some(name) = environment_name(line) {
            environment.source = format!("conda list of {name}");
        } else if let Some(columns) = header_columns(line) {
            order = columns;
        } else if let Some(package) = row(line, &order) {
            environment.add(package);
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            odd += 1;
        }
    }
    let is_list = if has_header { odd <= environment.packages.len() } else { odd == 0 };
    if environment.packages.is_empty() || !is_list {
        return None;
    }
    if odd > 0 {
        environment.notes.push(format!("{odd} lines of the listing were not understood"));
    }
    Some(environment)
}

/// The last name of `# packages in environment at <prefix>:`.
fn environment_name(line: &str) -> Option<&str> {
    let prefix = line.strip_prefix("# packages in environment at ")?.trim().trim_end_matches(':');
    prefix.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().filter(|name| !name.is_empty())
}

fn header_columns(line: &str) -> Option<Vec<String>> {
    let columns: Vec<String> = line.strip_prefix('#')?.split_whitespace().map(str::to_lowercase).collect();
    (columns.first()? == "name" && columns.iter().any(|column| column == "version")).then_some(columns)
}

fn row(line: &str, order: &[String]) -> Option<Package> {
    if line.starts_with('#') {
        return None;
    }
    let tokens: Vec<&str> = line.split_whitespace().filter(|token| !token.starts_with('[')).collect();
    if tokens.len() < 2 || tokens.len() > order.len().max(4) {
        return None;
    }
    let column = |wanted: &str| {
        let place = order.iter().position(|column| column == wanted)?;
        tokens.get(place).map(|token| (*token).to_owned())
    };
    let (name, version) = (column("name")?, column("version")?);
    if !is_name(&name) || !version.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    // Older conda writes `<pip>` where newer ones write `pypi_0 pypi`.
    let build = column("build");
    let channel = if build.as_deref() == Some("<pip>") { Some("pypi".to_owned()) } else { column("channel") };
    Some(Package { name, version: Some(version), build: build.filter(|build| !build.starts_with('<')), channel })
}

/// `conda list --export`: `name=version=build` lines.
pub(super) fn export(text: &str) -> Option<Environment> {
    let mut environment = Environment { source: "conda list --export".to_owned(), ..Environment::default() };
    for line in entries(text) {
        let mut parts = line.splitn(3, '=');
        let (name, version, build) = (parts.next()?, parts.next()?, parts.next()?);
        if !is_name(name) || version.is_empty() || build.contains(' ') {
            return None;
        }
        let channel = build.starts_with("pypi_").then(|| "pypi".to_owned());
        environment.add(Package { name: name.to_owned(), version: some(version), build: some(build), channel });
    }
    (!environment.packages.is_empty()).then_some(environment)
}

/// `conda list --explicit`: URLs of package files. Packages installed by pip are not among them.
pub(super) fn explicit(text: &str) -> Option<Environment> {
    if !entries(text).any(|line| line == "@EXPLICIT") {
        return None;
    }
    let reason = "conda list --explicit leaves out what pip installed".to_owned();
    let mut environment = Environment {
        source: "conda list --explicit".to_owned(),
        completeness: Completeness::Partial(reason),
        ..Environment::default()
    };
    for line in entries(text) {
        let url = line.split('#').next().unwrap_or_default();
        let mut segments = url.rsplit('/');
        let file = segments.next().unwrap_or_default();
        let stem = file.strip_suffix(".tar.bz2").or_else(|| file.strip_suffix(".conda"));
        let channel = segments.nth(1).map(str::to_owned);
        if let Some(package) = stem.and_then(|stem| package_file(stem, channel)) {
            environment.add(package);
        }
    }
    Some(environment)
}

/// `conda list --canonical`: `channel/subdir::name-version-build`.
pub(super) fn canonical(text: &str) -> Option<Environment> {
    let mut environment = Environment { source: "conda list --canonical".to_owned(), ..Environment::default() };
    for line in entries(text) {
        let (place, stem) = line.split_once("::")?;
        environment.add(package_file(stem, place.split('/').next().map(str::to_owned))?);
    }
    (!environment.packages.is_empty()).then_some(environment)
}

/// `name-version-build`, split from the right: names may hold dashes.
pub(super) fn package_file(stem: &str, channel: Option<String>) -> Option<Package> {
    let mut parts = stem.rsplitn(3, '-');
    let (build, version, name) = (parts.next()?, parts.next()?, parts.next()?);
    is_name(name).then(|| Package { name: name.to_owned(), version: some(version), build: some(build), channel })
}

/// The lines that are neither blank nor comments.
fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-'))
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row_of(environment: &Environment, name: &str) -> String {
        let package = environment.package(name).unwrap();
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".into());
        format!("{} {} {} {}", package.name, text(&package.version), text(&package.build), text(&package.channel))
    }

    #[test]
    fn the_features_column_of_esri_is_skipped() {
        let list = columns(
            "# packages in environment at C:\\ArcGIS\\envs\\arcgispro-py3:\n#\n# Name  Version  Build  Channel\n\
             gdal      3.7.0  arcgispro_py39_17195  [arcgispro]  esri\npython  3.9.18  h1  [vc14]  esri\n\
             blas   1.0  openblas\nmy_tool  1.2  <pip>\npyyaml 6.0 pypi_0 pypi\n",
        )
        .unwrap();
        assert_eq!(list.source, "conda list of arcgispro-py3");
        assert_eq!(list.python.as_deref(), Some("3.9.18"));
        assert_eq!(row_of(&list, "gdal"), "gdal 3.7.0 arcgispro_py39_17195 esri");
        assert_eq!(row_of(&list, "blas"), "blas 1.0 openblas -");
        assert_eq!(row_of(&list, "My-Tool"), "my_tool 1.2 - pypi");
        assert_eq!(row_of(&list, "PyYAML"), "pyyaml 6.0 pypi_0 pypi");
        assert_eq!((list.completeness, list.packages.len()), (Completeness::Complete, 5));
    }

    #[test]
    fn chosen_columns_are_read_in_the_order_of_the_header() {
        let list = columns("# Name  Channel  Version\nnumpy  esri  1.22.4\n").unwrap();
        assert_eq!(row_of(&list, "numpy"), "numpy 1.22.4 - esri");
    }

    #[test]
    fn prose_is_no_listing() {
        assert_eq!(columns("Dear administrator,\nplease install numpy 1.22 for us.\n"), None);
        assert_eq!(columns(""), None);
    }

    #[test]
    fn export_and_canonical_hold_every_package() {
        let list = export("# platform: win-64\nnumpy=1.22.4=py39_1\nmy-tool=1.0=pypi_0\n").unwrap();
        assert_eq!(row_of(&list, "my-tool"), "my-tool 1.0 pypi_0 pypi");
        let list = canonical("esri/win-64::ca-certificates-2018.03.07-0\n").unwrap();
        assert_eq!(row_of(&list, "ca-certificates"), "ca-certificates 2018.03.07 0 esri");
        assert_eq!(export("numpy==1.0\nrequests\n"), None);
    }

    #[test]
    fn an_explicit_list_says_that_it_lacks_what_pip_installed() {
        let list =
            explicit("# platform: win-64\n@EXPLICIT\nhttps://host/esri/win-64/numpy-base-1.22.4-py39_1.tar.bz2#0f\n").unwrap();
        assert_eq!(row_of(&list, "numpy-base"), "numpy-base 1.22.4 py39_1 esri");
        assert!(matches!(list.completeness, Completeness::Partial(_)));
    }
}
