//! Reads a Python toolbox: the class `Toolbox`, its tool classes, their parameters.
//!
//! In: the .pyt as a script, and the files its imports lead to. Out: a [`Toolbox`], and what could not be found.
//! Never runs the toolbox: tools that are made while it runs are shown as one tool in the state "dynamic".

mod dynamic;
mod parameter_loops;
mod parameter_values;
mod parameters;
mod program;
mod syntax;
mod tool_list;

use std::collections::BTreeSet;

use self::dynamic::scripts_it_may_load;
use self::parameters::parameters;
use self::program::{FoundClass, Program, PyFile};
use self::syntax::dotted;
use self::tool_list::{Listed, attribute_scopes, tool_list};
use super::{InputProblem, Script, ScriptRole, Tool, ToolKind, ToolState, Toolbox, ToolboxFormat};
use crate::disk::Files;
use crate::python::{ImportForm, Sources};
use crate::text::DataPath;

/// Reads the toolbox whose text is `script`.
pub(super) fn read_pyt(script: Script, files: &dyn Files, sources: &Sources) -> (Toolbox, Vec<InputProblem>) {
    let mut program = Program::new(script, sources);
    if !(PytReader { program: &program }.is_complete()) {
        program.follow_imports(files, sources);
    }
    let (mut toolbox, problems) = PytReader { program: &program }.read();
    if let Some(dynamic) = toolbox.tools.iter_mut().find(|tool| tool.state == ToolState::Dynamic) {
        let listed: BTreeSet<DataPath> = toolbox.scripts.iter().map(|script| script.path.clone()).collect();
        let known = program.files().skip(1).map(script_of);
        for script in known.chain(scripts_it_may_load(&program, files, sources)) {
            dynamic.sources.push((script.path.clone(), ScriptRole::Module));
            if !listed.contains(&script.path) {
                toolbox.scripts.push(script);
            }
        }
    }
    (toolbox, problems)
}

struct PytReader<'p> {
    program: &'p Program,
}

impl<'p> PytReader<'p> {
    fn toolbox_class(&self) -> Option<FoundClass<'p>> {
        self.program.class(self.program.toolbox(), "Toolbox")
    }

    /// True if the .pyt alone says everything.
    fn is_complete(&self) -> bool {
        let Some(toolbox) = self.toolbox_class() else { return false };
        let list = tool_list(self.program, toolbox);
        let mut classes = vec![toolbox];
        for entry in &list.entries {
            match entry {
                Listed::Class(found) => classes.push(*found),
                Listed::Unknown(_) => return false,
            }
        }
        !list.is_dynamic && classes.into_iter().all(|found| self.knows_bases(found))
    }

    fn knows_bases(&self, found: FoundClass<'p>) -> bool {
        let named = found.class.bases.iter().filter(|base| dotted(base).as_deref() != Some("object"));
        self.program.base_classes(found).len() == named.count()
    }

    fn read(&self) -> (Toolbox, Vec<InputProblem>) {
        let mut problems = Vec::new();
        let file = self.program.toolbox();
        let mut toolbox = empty_toolbox(&file.script.path);
        toolbox.scripts.push(script_of(file));
        let Some(class) = self.toolbox_class() else {
            problems.push(InputProblem::ToolboxPart {
                toolbox: file.script.path.clone(),
                part: "class Toolbox".to_owned(),
                why: "The file declares no class of that name".to_owned(),
            });
            let state = if file.module.problems.is_empty() { ToolState::Dynamic } else { ToolState::Unreadable };
            toolbox.tools.push(stand_in(file, file.script.path.stem(), state));
            return (toolbox, problems);
        };
        toolbox.label = self.attribute_text(class, "label").unwrap_or(toolbox.label);
        toolbox.alias = self.attribute_text(class, "alias").unwrap_or_default();
        let list = tool_list(self.program, class);
        for entry in &list.entries {
            match entry {
                Listed::Class(found) => {
                    toolbox.tools.push(self.tool(file, *found));
                    if !toolbox.scripts.iter().any(|script| script.path == found.file.script.path) {
                        toolbox.scripts.push(script_of(found.file));
                    }
                }
                Listed::Unknown(name) => {
                    problems.push(unknown_class(file, name));
                    let own_name = name.rsplit('.').next().unwrap_or(name);
                    toolbox.tools.push(stand_in(file, own_name, ToolState::Unreadable));
                }
            }
        }
        if list.is_dynamic {
            toolbox.tools.push(stand_in(file, file.script.path.stem(), ToolState::Dynamic));
        }
        (toolbox, problems)
    }

    fn tool(&self, toolbox: &PyFile, found: FoundClass<'p>) -> Tool {
        let mut tool = stand_in(toolbox, &found.class.name, ToolState::Ready);
        if found.file.script.path != toolbox.script.path {
            tool.sources.push((found.file.script.path.clone(), ScriptRole::Module));
        }
        tool.label = self.attribute_text(found, "label").unwrap_or(tool.label);
        tool.toolset = self.attribute_text(found, "category").unwrap_or_default();
        let (parameters, is_complete) = parameters(self.program, found);
        tool.parameters = parameters;
        if !is_complete {
            tool.state = ToolState::Partial;
        }
        tool.declared = Some((found.file.script.path.clone(), found.file.position(found.class)));
        tool
    }

    /// `self.name = "…"` in `__init__`, or `name = "…"` in the class, here or inherited.
    fn attribute_text(&self, found: FoundClass<'p>, name: &str) -> Option<String> {
        self.program.lineage(found).into_iter().find_map(|class| {
            attribute_scopes(class, name).into_iter().find_map(|(scope, target)| {
                let value = scope.last_assigned(&target)?;
                self.program.text(scope.file, value).filter(|text| !text.trim().is_empty())
            })
        })
    }
}

fn empty_toolbox(path: &DataPath) -> Toolbox {
    Toolbox {
        path: path.clone(),
        format: ToolboxFormat::Pyt,
        label: path.stem().to_owned(),
        alias: String::new(),
        tools: Vec::new(),
        scripts: Vec::new(),
    }
}

/// A tool of which only the name is known; its source is the toolbox.
fn stand_in(toolbox: &PyFile, name: &str, state: ToolState) -> Tool {
    Tool {
        name: name.to_owned(),
        label: name.to_owned(),
        kind: ToolKind::Python,
        state,
        toolset: String::new(),
        sources: vec![(toolbox.script.path.clone(), ScriptRole::Toolbox)],
        other_files: Vec::new(),
        parameters: Vec::new(),
        value_folder: toolbox.script.folder.clone(),
        declared: None,
        model: None,
    }
}

fn script_of(file: &PyFile) -> Script {
    Script { module: Some(file.module.clone()), ..file.script.clone() }
}

fn unknown_class(toolbox: &PyFile, name: &str) -> InputProblem {
    let is_imported = toolbox.module.imports.iter().any(|import| match import.form {
        ImportForm::From => import.names.iter().any(|taken| taken.bound == name || taken.name == "*"),
        ImportForm::Import | ImportForm::Call | ImportForm::Toolbox => name.starts_with(&format!("{}.", import.module)),
    });
    let why = if is_imported {
        "No local file that the toolbox imports declares a class of that name"
    } else {
        "The toolbox declares no class of that name"
    };
    InputProblem::SourceUnreadable {
        toolbox: toolbox.script.path.clone(),
        tool: name.to_owned(),
        written: name.to_owned(),
        script: toolbox.script.path.clone(),
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::disk::MemoryFiles;
    use crate::toolbox::script::read_script;

    /// Reads `e:/p/Box.pyt`, the first of `files`; names are below `e:/p`.
    fn read(files: &[(&str, &str)]) -> (Toolbox, Vec<InputProblem>) {
        let rows: Vec<(String, &str)> = files.iter().map(|(name, text)| (format!("e:/p/{name}"), *text)).collect();
        let files = MemoryFiles::new(rows.iter().map(|(path, text)| (path.as_str(), text.as_bytes().to_vec())));
        let script = read_script(&DataPath::new("e:/p/Box.pyt"), ScriptRole::Toolbox, &files).unwrap();
        read_pyt(script, &files, &Sources::default())
    }

    proptest! {
        #[test]
        fn any_mixture_of_toolbox_code_is_read(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..24)) {
            let text = format!("class Toolbox:\n  def __init__(self):\n    {}\n", pieces.concat());
            let _ = read(&[("Box.pyt", &text), ("a.py", &text)]);
        }
    }

    const PIECES: &[&str] = &[
        "\n    self.tools = ",
        "[",
        "]",
        "tools",
        "A",
        " + ",
        ".append(",
        ")",
        "\n    ",
        "\nclass A(B, a.A):\n    ",
        "\nclass B(A):\n  def getParameterInfo(self):\n    ",
        "return ",
        "arcpy.Parameter(",
        "name=",
        "'text'",
        ", ",
        "p = ",
        "p.value = ",
        "self.getParameterInfo()",
        "super().getParameterInfo()",
        "\nfrom a import *\n",
        "for A in ",
        ":\n      ",
        "*",
        "lambda: ",
        "\nimport a as A, b\n",
        ".filter.list = ",
        "p[0]",
        "tools = tools + tools\n    ",
    ];

    /// `Name state` for each tool.
    fn tools(files: &[(&str, &str)]) -> String {
        let (toolbox, _) = read(files);
        let rows: Vec<String> = toolbox.tools.iter().map(|tool| format!("{} {}", tool.name, tool.state.name())).collect();
        rows.join(", ")
    }

    fn tools_of(init: &str) -> String {
        let text = format!("class A: pass\nclass B: pass\nclass C: pass\nclass Toolbox:\n  def __init__(self):\n{init}");
        tools(&[("Box.pyt", &text)])
    }

    #[test]
    fn labels_alias_category_and_place_are_read() {
        let (toolbox, problems) = read(&[(
            "Box.pyt",
            "NAME = 'Roads'\nclass Toolbox(object):\n    def __init__(self):\n        self.label = NAME + ' tools'\n        \
             self.alias = 'r'\n        self.tools = [Clip]\n\nclass Clip(object):\n    category = 'Set\\\\Below'\n    \
             def __init__(self):\n        self.label = _('Clip roads')\n",
        )]);
        assert_eq!((problems, toolbox.label.as_str(), toolbox.alias.as_str()), (vec![], "Roads tools", "r"));
        let tool = &toolbox.tools[0];
        assert_eq!((tool.name.as_str(), tool.label.as_str(), tool.toolset.as_str()), ("Clip", "Clip roads", r"Set\Below"));
        assert_eq!(tool.sources, [(toolbox.path.clone(), ScriptRole::Toolbox)]);
        assert_eq!(tool.declared.as_ref().map(|(path, at)| (path.name(), at.line)), Some(("Box.pyt", 8)));
    }

    #[test]
    fn the_list_of_tools_may_be_built_in_many_ways() {
        assert_eq!(tools_of("    self.tools = [A, B]\n"), "A ready, B ready");
        assert_eq!(tools_of("    self.tools: list[type] = [A]\n    self.tools += [B]\n"), "A ready, B ready");
        assert_eq!(tools_of("    self.tools = []\n    self.tools.append(C)\n    self.tools.insert(0, A)\n"), "C ready, A ready");
        let local = "    tools = [A]\n    tools.append(B)\n    if True:\n      tools.extend([C])\n    self.tools = tools\n";
        assert_eq!(tools_of(local), "A ready, B ready, C ready");
        assert_eq!(tools_of("    t = [A]\n    t = t + [B] + [C]\n    self.tools = list(t)\n"), "A ready, B ready, C ready");
        assert_eq!(tools_of("    self.tools = []\n"), "");
        assert_eq!(tools_of("    more = (B, C)\n    self.tools = [A, *more]\n"), "A ready, B ready, C ready");
        assert_eq!(tools_of("    a = {A}\n    b = {B, C}\n    self.tools = list(a | b)\n"), "A ready, B ready, C ready");
        assert_eq!(tools_of("    self.tools = [t for t in [A, B]]\n"), "A ready, B ready");
        assert_eq!(tools_of("    self.tools = []\n    for t in (A, B):\n      self.tools.append(t)\n"), "A ready, B ready");
        let either = "    if new:\n      self.tools = [A, B]\n    else:\n      self.tools = [B, C]\n";
        assert_eq!(tools_of(either), "A ready, B ready, C ready");
        assert_eq!(tools_of("    self.tools = [A]\n    self.tools = [B]\n"), "B ready");
        assert_eq!(
            tools_of("    self.tools = [A] if new else [B]\n    self.tools += more or [C]\n"),
            "A ready, B ready, C ready, Box dynamic"
        );
        assert_eq!(tools_of("    named = {'a': A, 'b': [B]}\n    self.tools = list(named.values())\n"), "A ready, B ready");
        assert_eq!(
            tools_of("    self.tools = self.find()\n  def find(self):\n    found = [A]\n    return found[:]\n"),
            "A ready"
        );
        assert_eq!(tools_of("    self.tools = find()\ndef find():\n  return find()\n"), "Box dynamic");
        assert_eq!(tools_of("    self.tools = find()\ndef find():\n  return [A, B].copy()\n"), "A ready, B ready");
        assert_eq!(tools_of("    self.tools = list(t for t in (A, B))\n"), "A ready, B ready");
        assert_eq!(tools_of("    self.tools = [make(t) for t in (A, B)]\n"), "Box dynamic");
        assert_eq!(tools_of("    self.tools = [t for t in (A, B) if t.works]\n"), "Box dynamic");
        let outer = "class A: pass\ntools = [A]\nclass Toolbox:\n    tools = tools\n";
        assert_eq!(tools(&[("Box.pyt", outer)]), "A ready");
    }

    #[test]
    fn tools_made_while_the_toolbox_runs_are_one_dynamic_tool() {
        assert_eq!(tools_of("    self.tools = load()\n"), "Box dynamic");
        assert_eq!(tools_of("    self.tools = [A]\n    for t in find():\n      self.tools.append(t)\n"), "A ready, Box dynamic");
        assert_eq!(tools_of("    pass\n"), "Box dynamic");
        let ring = "tools = tools + tools\nclass Toolbox:\n    tools = tools\n";
        assert_eq!(tools(&[("Box.pyt", ring)]), "Box dynamic");
        assert_eq!(tools_of("    a = b\n    b = a + a\n    self.tools = b\n"), "Box dynamic");
    }

    #[test]
    fn tool_classes_are_followed_through_imports() {
        let (toolbox, problems) = read(&[
            (
                "Box.pyt",
                "import os, sys\nsys.path.append(os.path.join(os.path.dirname(__file__), 'Lib'))\nfrom pkg import *\n\
                 from one import First as Uno\nimport two as zwei\n\
                 class Toolbox:\n    tools = [Uno, Second, zwei.Third, Gone]\n",
            ),
            ("lib/One.py", "from base import Base\nclass First(Base): pass\n"),
            ("lib/base.py", "class Base:\n    def __init__(self):\n        self.label = 'Inherited'\n"),
            ("pkg/__init__.py", "from .second import Second\n"),
            ("pkg/second.py", "class Second: pass\n"),
            ("two.py", "class Third: pass\n"),
        ]);
        let rows: Vec<String> = toolbox
            .tools
            .iter()
            .map(|tool| format!("{} {} {}", tool.name, tool.state.name(), tool.sources.last().unwrap().0))
            .collect();
        assert_eq!(
            rows,
            [
                "First ready e:/p/lib/One.py",
                "Second ready e:/p/pkg/second.py",
                "Third ready e:/p/two.py",
                "Gone unreadable e:/p/Box.pyt"
            ]
        );
        assert_eq!((toolbox.tools[0].label.as_str(), problems.len()), ("Inherited", 1));
        assert_eq!(
            toolbox.scripts.iter().map(|script| script.role.name()).collect::<Vec<_>>(),
            ["toolbox", "module", "module", "module"]
        );
    }

    #[test]
    fn imports_in_a_ring_end() {
        let files = [
            ("Box.pyt", "from a import *\nclass Toolbox:\n    tools = [Missing]\n"),
            ("a.py", "from b import *\nfrom a import *\n"),
            ("b.py", "from a import *\nMissing = Missing\n"),
        ];
        assert_eq!(tools(&files), "Missing unreadable");
    }

    #[test]
    fn python_2_and_broken_toolboxes_give_what_can_be_had() {
        let text = "class Toolbox(object):\n    def __init__(self):\n        print 'x'\n        self.tools = [A]\nclass A(object):\n    pass\n";
        assert_eq!(tools(&[("Box.pyt", text)]), "A ready");
        assert_eq!(tools(&[("Box.pyt", "class Toolbox\n  tools = [")]).split(' ').count(), 2);
    }
}
