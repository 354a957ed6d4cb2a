//! Paths built in code, as small expressions that can be computed for any place of the script.
//!
//! In: built by the reader from `os.path.join`, `+`, `%`, `.format`, f-strings, `pathlib`, `__file__`, `sys.path[0]`.
//! Out: [`PathValue::evaluate`] gives the path for a script at a given place.
//! Never asks the disk; what is not known makes the whole value unknown.

use crate::text::DataPath;

/// Where a tool parameter's value comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterSource {
    /// `GetParameterAsText(n)`, `GetParameter(n)`, `parameters[n].value…`: counted from 0.
    Index(usize),
    /// `sys.argv[n]`: counted as written, so 1 is the first parameter.
    Argument(usize),
    /// `parameters[-n]`, `sys.argv[-n]`: 1 is the last parameter.
    FromEnd(usize),
    /// `GetParameterAsText("name")`, or the name as the key of a dictionary of parameters.
    Named(String),
}

/// A path as code builds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathValue {
    /// The decoded value of a literal: a place in [`Module::literals`](super::Module::literals).
    Literal(usize),
    /// Text that no literal of its own holds (the pieces of an f-string or format text, a number).
    Text(String),
    /// `__file__`.
    ScriptFile,
    /// `sys.path[0]`.
    ScriptFolder,
    /// `os.getcwd()`: another folder on the server, so the result is unsure.
    WorkingFolder,
    /// A tool parameter's value.
    Parameter(ParameterSource),
    /// `os.path.join(…)`, `a / b` of `pathlib`.
    Join(Vec<PathValue>),
    /// `a + b`, `%`, `.format`, f-strings.
    Concat(Vec<PathValue>),
    /// `os.path.dirname(x)`, `Path(x).parent`.
    Parent(Box<PathValue>),
    /// `abspath`, `realpath`, `normpath`, `Path(x).resolve()`: changes the spelling only.
    Normal(Box<PathValue>),
}

/// Where a script stands, and what its parameters and literals are.
pub struct Places<'a> {
    /// The script itself (for an embedded script: a name in the toolbox's folder).
    pub script_file: &'a DataPath,
    /// The folder that relative paths are tested in.
    pub script_folder: &'a DataPath,
    /// The decoded value of a literal.
    pub literal: &'a dyn Fn(usize) -> Option<String>,
    /// The value of a parameter entered for the review, else its default.
    pub parameter: &'a dyn Fn(&ParameterSource) -> Option<String>,
}

/// A computed path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluated {
    /// The path as text; relative where nothing made it absolute.
    pub text: String,
    /// False where `os.getcwd()` took part.
    pub certain: bool,
    /// True where a parameter's value took part.
    pub from_parameter: bool,
}

impl PathValue {
    /// The path this value stands for when the script lies at `places`; `None` where a part is unknown.
    pub fn evaluate(&self, places: &Places<'_>) -> Option<Evaluated> {
        let sure = |text: String| Evaluated { text, certain: true, from_parameter: false };
        Some(match self {
            Self::Literal(at) => sure((places.literal)(*at)?),
            Self::Text(text) => sure(text.clone()),
            Self::ScriptFile => sure(places.script_file.to_string()),
            Self::ScriptFolder => sure(places.script_folder.to_string()),
            Self::WorkingFolder => Evaluated { certain: false, ..sure(places.script_folder.to_string()) },
            Self::Parameter(source) => Evaluated { from_parameter: true, ..sure((places.parameter)(source)?) },
            Self::Join(parts) => combine(parts, places, join)?,
            Self::Concat(parts) => combine(parts, places, |left, right| format!("{left}{right}"))?,
            Self::Parent(inner) => change(inner.evaluate(places)?, |text| parent(&text)),
            Self::Normal(inner) => change(inner.evaluate(places)?, |text| DataPath::new(&text).to_string()),
        })
    }

    /// True where a tool parameter's value takes part.
    pub fn takes_parameter(&self) -> bool {
        match self {
            Self::Parameter(_) => true,
            Self::Join(parts) | Self::Concat(parts) => parts.iter().any(Self::takes_parameter),
            Self::Parent(inner) | Self::Normal(inner) => inner.takes_parameter(),
            Self::Literal(_) | Self::Text(_) | Self::ScriptFile | Self::ScriptFolder | Self::WorkingFolder => false,
        }
    }

    /// True where the value begins at the script's own place.
    pub fn starts_at_script(&self) -> bool {
        match self {
            Self::ScriptFile | Self::ScriptFolder | Self::WorkingFolder => true,
            Self::Join(parts) | Self::Concat(parts) => parts.first().is_some_and(Self::starts_at_script),
            Self::Parent(inner) | Self::Normal(inner) => inner.starts_at_script(),
            Self::Literal(_) | Self::Text(_) | Self::Parameter(_) => false,
        }
    }

    /// The literals that take part, in order.
    pub fn literals(&self) -> Vec<usize> {
        match self {
            Self::Literal(at) => vec![*at],
            Self::Join(parts) | Self::Concat(parts) => parts.iter().flat_map(Self::literals).collect(),
            Self::Parent(inner) | Self::Normal(inner) => inner.literals(),
            Self::Text(_) | Self::ScriptFile | Self::ScriptFolder | Self::WorkingFolder | Self::Parameter(_) => Vec::new(),
        }
    }
}

fn combine(parts: &[PathValue], places: &Places<'_>, with: fn(&str, &str) -> String) -> Option<Evaluated> {
    let mut parts = parts.iter();
    let mut whole = parts.next()?.evaluate(places)?;
    for part in parts {
        let next = part.evaluate(places)?;
        whole.text = with(&whole.text, &next.text);
        whole.certain &= next.certain;
        whole.from_parameter |= next.from_parameter;
    }
    Some(whole)
}

fn change(value: Evaluated, with: impl Fn(String) -> String) -> Evaluated {
    Evaluated { text: with(value.text), ..value }
}

/// `os.path.join` for two parts, as Windows does it: a rooted right side replaces the left one.
fn join(left: &str, right: &str) -> String {
    if left.is_empty() || DataPath::new(right).is_absolute() {
        return right.to_owned();
    }
    if left.ends_with(['/', '\\']) { format!("{left}{right}") } else { format!("{left}/{right}") }
}

/// `os.path.dirname`: what stands before the last separator.
fn parent(text: &str) -> String {
    let trimmed = text.trim_end_matches(['/', '\\']);
    if trimmed.len() < text.len() && !trimmed.is_empty() {
        return trimmed.to_owned();
    }
    match text.rfind(['/', '\\']) {
        Some(0) => text.get(..1).unwrap_or_default().to_owned(),
        Some(at) if text.get(..at).is_some_and(|head| head.ends_with(':')) => text.get(..=at).unwrap_or_default().to_owned(),
        Some(at) => text.get(..at).unwrap_or_default().to_owned(),
        None => String::new(),
    }
}
