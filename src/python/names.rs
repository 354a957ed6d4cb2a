//! Knows what each name of a source stands for.
//!
//! In: the lowered statements. Out: [`Names`]: scopes, and for each name its imports, values and callers.
//! Never follows order of execution: a name bound more than once has several values, and says so.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::lower::{Lowered, Rebound};
use super::{Class, Expr, ExprKind, Function, Name, Statement};
use crate::text::Span;

/// The module's scope.
pub(super) const MODULE: usize = 0;

/// An expression, and the scope it stands in.
pub(super) type Placed<'a> = (&'a Expr, usize);

/// A name in its scope; attributes of `self` live in the scope of their class.
pub(super) type Key<'a> = (usize, &'a str);

/// All names of a source.
pub(super) struct Names<'a> {
    scopes: Vec<Scope<'a>>,
    /// Boxed, so that a growing map moves little.
    bindings: FxHashMap<Key<'a>, Box<Binding<'a>>>,
    /// Where scopes start, in source order, for functions and classes alike.
    starts: FxHashMap<u32, usize>,
    star_imports: Vec<&'a str>,
}

struct Scope<'a> {
    span: Span,
    enclosing: usize,
    is_class: bool,
    parameters: &'a [Name],
}

/// What one name is bound to.
#[derive(Default)]
pub(super) struct Binding<'a> {
    /// The dotted name that an import binds.
    pub import: Option<String>,
    /// Values of plain assignments.
    pub values: Vec<Placed<'a>>,
    /// Everything else that may end up in it: iterables, added values, defaults, arguments of callers.
    pub others: Vec<Placed<'a>>,
    /// True if it is also bound in ways that give no value.
    pub is_vague: bool,
    /// The scope of the function or class of that name.
    pub definition: Option<usize>,
}

impl<'a> Names<'a> {
    /// Collects the names of `lowered`.
    pub fn collect(lowered: &'a Lowered) -> Self {
        let module = Scope { span: Span::new(0, u32::MAX), enclosing: MODULE, is_class: false, parameters: &[] };
        let mut collector = Collector {
            lowered,
            outer: lowered.rebound.iter().filter(|rebound| rebound.is_outer).collect(),
            names: Self {
                scopes: vec![module],
                bindings: FxHashMap::default(),
                starts: FxHashMap::default(),
                star_imports: Vec::new(),
            },
        };
        collector.suite(&lowered.body, MODULE);
        for rebound in lowered.rebound.iter().filter(|rebound| !rebound.is_outer) {
            let scope = collector.names.innermost(rebound.at);
            collector.binding(scope, &rebound.name).is_vague = true;
        }
        collector.names
    }

    fn innermost(&self, at: u32) -> usize {
        let mut scope = self.scopes.partition_point(|scope| scope.span.start <= at).saturating_sub(1);
        while let Some(known) = self.scopes.get(scope)
            && scope != MODULE
            && known.span.end <= at
        {
            scope = known.enclosing;
        }
        scope
    }

    /// The scope of a function or class statement.
    pub fn scope_at(&self, span: Span) -> usize {
        self.starts.get(&span.start).copied().unwrap_or(MODULE)
    }

    /// What `name` is bound to, seen from `scope`.
    pub fn find(&self, name: &'a str, scope: usize) -> Option<(Key<'a>, &Binding<'a>)> {
        let mut scope = scope;
        let mut from_inside = false;
        loop {
            let known = self.scopes.get(scope)?;
            // The names of a class body are not visible in its methods.
            if !(known.is_class && from_inside)
                && let Some(binding) = self.bindings.get(&(scope, name))
            {
                return Some(((scope, name), binding));
            }
            if scope == MODULE {
                return None;
            }
            (scope, from_inside) = (known.enclosing, true);
        }
    }

    /// The binding that a name or an attribute of `self` or of a class stands for.
    pub fn binding_of(&self, expr: &'a Expr, scope: usize) -> Option<(Key<'a>, &Binding<'a>)> {
        match &expr.kind {
            ExprKind::Name(name) => self.find(name, scope),
            ExprKind::Attribute { value, name } => {
                let ExprKind::Name(owner) = &value.kind else { return None };
                let class = self.class_of(owner, scope)?;
                self.bindings.get_key_value(&(class, &**name)).map(|(key, binding)| (*key, &**binding))
            }
            _ => None,
        }
    }

    /// The class that `owner` names: the class itself, or the one whose method has it as first parameter.
    fn class_of(&self, owner: &'a str, scope: usize) -> Option<usize> {
        let method = self.scopes.get(scope)?;
        if method.parameters.first().is_some_and(|first| &**first == owner) && self.is_class(method.enclosing) {
            return Some(method.enclosing);
        }
        let (_, binding) = self.find(owner, scope)?;
        binding.definition.filter(|scope| self.is_class(*scope))
    }

    fn is_class(&self, scope: usize) -> bool {
        self.scopes.get(scope).is_some_and(|scope| scope.is_class)
    }

    /// The function that a call runs, with how many of its parameters the call itself fills (`self`).
    pub fn callee(&self, function: &'a Expr, scope: usize) -> Option<(usize, usize)> {
        let (_, binding) = self.binding_of(function, scope)?;
        let called = binding.definition?;
        if self.is_class(called) {
            let constructor = self.bindings.get(&(called, "__init__"))?.definition?;
            return Some((constructor, 1));
        }
        let is_bound = matches!(&function.kind, ExprKind::Attribute { .. });
        let has_self = self.parameters(called).first().is_some_and(|first| matches!(&**first, "self" | "cls"));
        Some((called, usize::from(is_bound && has_self)))
    }

    /// The parameters of a function's scope.
    pub fn parameters(&self, scope: usize) -> &'a [Name] {
        self.scopes.get(scope).map(|scope| scope.parameters).unwrap_or_default()
    }

    /// What is known of `key`.
    pub fn binding(&self, key: Key<'a>) -> Option<&Binding<'a>> {
        self.bindings.get(&key).map(AsRef::as_ref)
    }

    /// The full dotted name of a function or attribute, imports followed (`osp.join` is `os.path.join`).
    pub fn resolve(&self, expr: &'a Expr, scope: usize) -> Option<Cow<'_, str>> {
        match &expr.kind {
            ExprKind::Name(name) => match self.find(name, scope) {
                Some((_, binding)) => binding.import.as_deref().or_else(|| geoprocessor(binding)).map(Cow::Borrowed),
                None => Some(self.unbound(name)),
            },
            ExprKind::Attribute { value, name } => {
                let owner = self.resolve(value, scope)?;
                Some(Cow::Owned([&*owner, ".", &**name].concat()))
            }
            _ => None,
        }
    }

    /// A name that nothing binds: a builtin, or one that a star import brings.
    fn unbound(&self, name: &'a str) -> Cow<'_, str> {
        let module = self.star_imports.iter().rev().find(|module| match **module {
            "os.path" => matches!(name, "join" | "dirname" | "abspath" | "realpath" | "normpath" | "exists"),
            "os" => matches!(name, "path" | "sep" | "getcwd" | "listdir" | "walk"),
            "pathlib" => name == "Path",
            module if module == "arcpy" || module.starts_with("arcpy.") => {
                name == "env" || name.starts_with(|first: char| first.is_ascii_uppercase())
            }
            _ => false,
        });
        module.map_or(Cow::Borrowed(name), |module| Cow::Owned(format!("{module}.{name}")))
    }
}

/// `gp = arcgisscripting.create()`: the tools of ArcGIS before arcpy.
fn geoprocessor(binding: &Binding<'_>) -> Option<&'static str> {
    let [(Expr { kind: ExprKind::Call(call), .. }, _)] = binding.values.as_slice() else { return None };
    let made_by = |name| call.function.is_dotted(name);
    (made_by("arcgisscripting.create") || made_by("win32com.client.Dispatch")).then_some("arcpy")
}

struct Collector<'a> {
    lowered: &'a Lowered,
    outer: Vec<&'a Rebound>,
    names: Names<'a>,
}

impl<'a> Collector<'a> {
    fn suite(&mut self, body: &'a [Statement], scope: usize) {
        for statement in body {
            match statement {
                Statement::Class(class) => self.class(class, scope),
                Statement::Function(function) => self.function(function, scope),
                Statement::Assign { targets, value, .. } => {
                    for target in targets {
                        self.assign(target, value, scope);
                    }
                }
                Statement::Augment { target, value, .. } => self.vague(target, Some((value, scope)), scope),
                Statement::Evaluate(_) | Statement::Return { .. } => {}
                Statement::Import { imports, .. } => self.imports(imports.clone(), scope),
                Statement::Block { heads, bindings, bodies, .. } => {
                    for target in bindings {
                        // A loop variable takes the elements of its iterable.
                        self.vague(target, heads.first().map(|head| (head, scope)), scope);
                    }
                    for body in bodies {
                        self.suite(body, scope);
                    }
                }
            }
        }
    }

    fn new_scope(&mut self, span: Span, enclosing: usize, is_class: bool, parameters: &'a [Name]) -> usize {
        self.names.scopes.push(Scope { span, enclosing, is_class, parameters });
        let scope = self.names.scopes.len() - 1;
        self.names.starts.insert(span.start, scope);
        scope
    }

    fn class(&mut self, class: &'a Class, scope: usize) {
        let inner = self.new_scope(class.span, scope, true, &[]);
        self.binding(scope, &class.name).definition = Some(inner);
        self.suite(&class.body, inner);
    }

    fn function(&mut self, function: &'a Function, scope: usize) {
        let inner = self.new_scope(function.span, scope, false, &function.parameters);
        self.binding(scope, &function.name).definition = Some(inner);
        for parameter in &function.parameters {
            self.binding(inner, parameter).is_vague = true;
        }
        for default in &function.defaults {
            let at = self.lowered.defaults.binary_search_by_key(&default.span.start, |(start, _)| *start);
            if let Some((_, name)) = at.ok().and_then(|at| self.lowered.defaults.get(at)) {
                self.binding(inner, name).others.push((default, scope));
            }
        }
        self.suite(&function.body, inner);
    }

    fn imports(&mut self, range: std::ops::Range<usize>, scope: usize) {
        let lowered = self.lowered;
        let imports = lowered.imports.get(range.clone()).unwrap_or_default();
        let aliases = lowered.aliases.get(range).unwrap_or_default();
        for (import, alias) in imports.iter().zip(aliases) {
            for name in &import.names {
                if name.name == "*" {
                    self.names.star_imports.push(&import.module);
                    continue;
                }
                let dotted =
                    if import.level == 0 { format!("{}.{}", import.module, name.name) } else { format!(".{}", name.name) };
                self.binding(scope, &name.bound).import = Some(dotted);
            }
            if import.names.is_empty() {
                let top = import.module.split('.').next().unwrap_or_default();
                match alias {
                    Some(alias) => self.binding(scope, alias).import = Some(import.module.clone()),
                    None => self.binding(scope, top).import = Some(top.to_owned()),
                }
            }
        }
    }

    fn assign(&mut self, target: &'a Expr, value: &'a Expr, scope: usize) {
        if let ExprKind::Sequence(targets) = &target.kind {
            match &value.kind {
                ExprKind::Sequence(values) if values.len() == targets.len() => {
                    for (target, value) in targets.iter().zip(values) {
                        self.assign(target, value, scope);
                    }
                }
                _ => targets.iter().for_each(|target| self.vague(target, Some((value, scope)), scope)),
            }
        } else if let Some(binding) = self.target(target, scope) {
            binding.values.push((value, scope));
        }
    }

    fn vague(&mut self, target: &'a Expr, source: Option<Placed<'a>>, scope: usize) {
        match &target.kind {
            ExprKind::Sequence(targets) | ExprKind::Other(targets) => {
                targets.iter().for_each(|target| self.vague(target, source, scope));
            }
            _ => {
                if let Some(binding) = self.target(target, scope) {
                    binding.is_vague = true;
                    binding.others.extend(source);
                }
            }
        }
    }

    /// The binding that an assignment to `target` changes.
    fn target(&mut self, target: &'a Expr, scope: usize) -> Option<&mut Binding<'a>> {
        match &target.kind {
            ExprKind::Name(name) => Some(self.binding(scope, name)),
            ExprKind::Attribute { value, name } => {
                let ExprKind::Name(owner) = &value.kind else { return None };
                let class = self.names.class_of(owner, scope)?;
                Some(self.names.bindings.entry((class, name)).or_default())
            }
            _ => None,
        }
    }

    fn binding(&mut self, scope: usize, name: &'a str) -> &mut Binding<'a> {
        let is_outer = !self.outer.is_empty()
            && scope != MODULE
            && self.names.scopes.get(scope).is_some_and(|known| {
                let from = self.outer.partition_point(|outer| outer.at < known.span.start);
                self.outer.iter().skip(from).take_while(|outer| outer.at < known.span.end).any(|outer| &*outer.name == name)
            });
        let scope = if is_outer { MODULE } else { scope };
        self.names.bindings.entry((scope, name)).or_default()
    }
}
