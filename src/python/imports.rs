//! Makes imports: statements and calls that import.
//!
//! In: import statements and calls of the parser. Out: entries of [`Module::imports`](super::Module::imports).
//! Never looks for the modules: where they lie is another room's question.

use ruff_python_ast as ast;

use super::lower::Lowering;
use super::{Expr, Import, ImportForm, ImportedName, Statement};
use crate::text::Span;

impl Lowering<'_> {
    pub fn import(&mut self, node: &ast::StmtImport, span: Span) -> Statement {
        let first = self.out.imports.len();
        for alias in &node.names {
            let bound = alias.asname.as_ref().map(|name| name.as_str().into());
            let own = self.span(alias.range);
            // One module is shown with its keyword, several each by its name.
            let shown = if node.names.len() == 1 { span } else { own };
            self.add_import(alias.name.as_str(), 0, Vec::new(), ImportForm::Import, shown);
            self.out.aliases.push(bound);
        }
        Statement::Import { imports: first..self.out.imports.len(), span }
    }

    pub fn import_from(&mut self, node: &ast::StmtImportFrom, span: Span) -> Statement {
        let first = self.out.imports.len();
        let module = node.module.as_ref().map_or("", |module| module.as_str());
        let names: Vec<ImportedName> = node
            .names
            .iter()
            .map(|alias| ImportedName {
                name: alias.name.to_string(),
                bound: alias.asname.as_ref().unwrap_or(&alias.name).to_string(),
            })
            .collect();
        if module == "__future__" && names.iter().any(|name| name.name == "print_function") {
            self.out.prints_by_function = true;
        }
        // `from import x` of broken code names nothing.
        if !module.is_empty() || node.level > 0 {
            self.add_import(module, node.level, names, ImportForm::From, span);
            self.out.aliases.push(None);
        }
        Statement::Import { imports: first..self.out.imports.len(), span }
    }

    fn add_import(&mut self, module: &str, level: u32, names: Vec<ImportedName>, form: ImportForm, span: Span) {
        let at = self.position(span.start);
        let optional = self.functions > 0 || self.guards > 0;
        self.out.imports.push(Import { module: module.to_owned(), level, names, form, optional, at, span });
    }

    /// `importlib.import_module("x")`, `__import__("x")`, `arcpy.ImportToolbox("x.tbx")`.
    pub fn note_import_call(&mut self, function: &Expr, node: &ast::ExprCall) {
        let last = match &*node.func {
            ast::Expr::Name(name) => name.id.as_str(),
            ast::Expr::Attribute(attribute) => attribute.attr.as_str(),
            _ => return,
        };
        let form = match last {
            "import_module" | "__import__" => ImportForm::Call,
            "ImportToolbox" | "AddToolbox" | "addtoolbox" => ImportForm::Toolbox,
            _ => return,
        };
        let Some(dotted) = function.dotted() else { return };
        let names_module = matches!(dotted.as_str(), "import_module" | "importlib.import_module" | "__import__");
        if form == ImportForm::Call && !names_module {
            return;
        }
        let first = node.arguments.find_argument_value("name", 0);
        let Some(ast::Expr::StringLiteral(text)) = first else { return };
        let value = text.value.to_str();
        let span = self.span(ruff_text_size::Ranged::range(node));
        let (level, module) = match form {
            ImportForm::Call => {
                let module = value.trim_start_matches('.');
                ((value.len() - module.len()) as u32, module)
            }
            ImportForm::Toolbox | ImportForm::Import | ImportForm::From => (0, value),
        };
        self.add_import(module, level, Vec::new(), form, span);
        self.out.aliases.push(None);
    }
}

#[cfg(test)]
mod tests {
    use crate::python::{Import, ImportForm, read};
    use crate::text::SourceFile;

    fn imports(text: &str) -> Vec<String> {
        read(&SourceFile::from_text(text)).imports.iter().map(shown).collect()
    }

    fn shown(import: &Import) -> String {
        let form = match import.form {
            ImportForm::Import => "import",
            ImportForm::From => "from",
            ImportForm::Call => "call",
            ImportForm::Toolbox => "toolbox",
        };
        let mut words = vec![form.to_owned(), format!("{}{}", ".".repeat(import.level as usize), import.module)];
        words.extend(import.names.iter().map(|name| format!("{}={}", name.bound, name.name)));
        words.extend(import.optional.then(|| "optional".to_owned()));
        words.join(" ")
    }

    #[test]
    fn every_form_of_import_is_found() {
        assert_eq!(imports("import a.b, c as d"), ["import a.b", "import c"]);
        assert_eq!(imports("from a import b, c as d"), ["from a b=b d=c"]);
        assert_eq!(imports("from a import *"), ["from a *=*"]);
        assert_eq!(imports("from . import x\nfrom ..p import y"), ["from . x=x", "from ..p y=y"]);
        assert_eq!(imports("importlib.import_module('a.b')\n__import__('c')"), ["call a.b", "call c"]);
        assert_eq!(imports("import_module('.x', package='p')"), ["call .x"]);
        assert_eq!(imports("arcpy.ImportToolbox(r'tools\\x.tbx')"), ["toolbox tools\\x.tbx"]);
        assert_eq!(imports("importlib.import_module(name)\nother.import_module('a')"), Vec::<String>::new());
    }

    #[test]
    fn imports_that_may_fail_are_optional() {
        assert_eq!(imports("def f():\n    import a"), ["import a optional"]);
        assert_eq!(
            imports("try:\n    import a\nexcept ImportError:\n    import b\nelse:\n    import c"),
            ["import a optional", "import b optional", "import c"]
        );
        assert_eq!(imports("try:\n    import a\nfinally:\n    pass"), ["import a"]);
        assert_eq!(imports("if TYPE_CHECKING:\n    import a\nelse:\n    import b"), ["import a optional", "import b"]);
        assert_eq!(imports("class A:\n    import a"), ["import a"]);
    }

    #[test]
    fn a_new_import_goes_after_what_must_come_first() {
        let place = |text: &str| {
            let module = read(&SourceFile::from_text(text));
            text.get(module.import_place as usize..).unwrap().to_owned()
        };
        assert_eq!(place("import os\n"), "import os\n");
        assert_eq!(place("#!/usr/bin/python\n# -*- coding: utf-8 -*-\n# words\nx = 1\n"), "# words\nx = 1\n");
        assert_eq!(place("# words\n'''Doc'''\r\nfrom __future__ import division\r\nx = 1\r\n"), "x = 1\r\n");
        assert_eq!(place("'''Doc'''"), "");
    }

    #[test]
    fn imports_of_os_and_arcpy_count_at_the_top_only() {
        let module = |text: &str| read(&SourceFile::from_text(text));
        assert!(module("import os.path\nimport arcpy").imports_os);
        assert!(module("import os.path\nimport arcpy").imports_arcpy);
        assert!(!module("import os as o\ndef f():\n    import os\n").imports_os);
        assert!(!module("from os import path").imports_os);
    }
}
