//! Puts together what is known of one source.
//!
//! In: the lowered source and its verdict. Out: a [`Module`].
//! Never looks at the disk: whether a path names anything is another room's question.

use super::flow::{Flow, Reach, follow};
use super::fold::Folder;
use super::lower::Lowered;
use super::names::Names;
use super::places::walk;
use super::positions::Positions;
use super::secrets::{secret_values, stands_under_a_secret_name};
use super::version::Judged;
use super::workspaces::workspaces;
use super::{Fold, FoldKind, Literal, Module, PathEdit, PathValue, Statement, Usage};
use crate::text::{LineIndex, Span};

/// The module that `lowered` and `judged` make.
pub(super) fn module(text: &str, lines: LineIndex, mut lowered: Lowered, judged: Judged) -> Module {
    let Found { folds, edits, usages } = analyze(text, &lines, &lowered);
    for (at, usage) in usages {
        if let Some(literal) = lowered.literals.get_mut(at) {
            literal.usage = Some(Box::new(usage));
        }
    }
    let secrets = secret_values(&lowered.body, &lowered.literals);
    let is_broken = !judged.problems.is_empty();
    for literal in &mut lowered.literals {
        literal.is_secret = secrets.values.iter().any(|value| value.contains(literal.span))
            || (is_broken && stands_under_a_secret_name(text, literal.span));
    }
    let secret_literals = lowered.literals.iter().filter(|literal| literal.is_secret).map(|literal| literal.span);
    let mut secrets: Vec<Span> = secrets.constants.into_iter().chain(secret_literals).collect();
    secrets.sort_unstable();
    secrets.dedup();
    Module {
        imports_os: imports_at_top(&lowered, "os"),
        imports_arcpy: imports_at_top(&lowered, "arcpy"),
        body: lowered.body,
        literals: lowered.literals,
        imports: lowered.imports,
        folds,
        path_edits: edits,
        verdict: judged.verdict,
        problems: judged.problems,
        newer: judged.newer,
        lines,
        import_place: lowered.import_place,
        secrets,
    }
}

struct Found {
    folds: Vec<Fold>,
    edits: Vec<PathEdit>,
    /// What literals reach, for those of which something is known.
    usages: Vec<(usize, Usage)>,
}

fn analyze(text: &str, lines: &LineIndex, lowered: &Lowered) -> Found {
    let names = Names::collect(lowered);
    let folder = Folder::new(&names, &lowered.literals, &workspaces(&lowered.body, &names));
    let mut places = walk(lowered, &folder, Positions::new(text, lines));
    let flow = follow(&folder, &places);
    for (fold, reach) in places.folds.iter_mut().zip(&flow.folds) {
        fold.usage = reach.usage(&fold.usage);
    }
    let nothing = Usage::default();
    let known = |(at, reach): (usize, &Reach)| Some((at, reach.usage(&nothing))).filter(|(_, usage)| *usage != nothing);
    let usages = flow.literals.iter().enumerate().filter_map(known).collect();
    let in_workspace = workspace_folds(&lowered.literals, &flow, &folder);
    let mut folds = places.folds;
    folds.extend(in_workspace);
    folds.sort_by_key(|fold| (fold.anchor, fold.span));
    places.edits.sort_by_key(|edit| (edit.at, edit.span));
    Found { folds, edits: places.edits, usages }
}

/// Bare dataset names that reach a function of ArcGIS lie in `arcpy.env.workspace`.
fn workspace_folds(literals: &[Literal], flow: &Flow, folder: &Folder<'_, '_>) -> Vec<Fold> {
    let mut folds = Vec::new();
    for (anchor, (literal, reach)) in literals.iter().zip(&flow.literals).enumerate() {
        let Some((scope, at)) = reach.tool else { continue };
        if literal.context.is_none() || !is_dataset_name(&literal.value) {
            continue;
        }
        let Some(workspace) = folder.workspace(at, scope) else { continue };
        folds.push(Fold {
            span: literal.span,
            at: literal.at,
            anchor,
            kind: FoldKind::Workspace,
            value: PathValue::Join(vec![workspace.value, PathValue::Literal(anchor)]),
            context: literal.context,
            usage: reach.usage(&Usage::default()),
        });
    }
    folds
}

fn is_dataset_name(value: &str) -> bool {
    !value.trim().is_empty() && !value.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\n', '\r', '\t', '%'])
}

/// True if `import name` among the module's own statements binds `name`.
fn imports_at_top(lowered: &Lowered, name: &str) -> bool {
    let ranges = lowered.body.iter().filter_map(|statement| match statement {
        Statement::Import { imports, .. } => Some(imports.clone()),
        Statement::Class(_)
        | Statement::Function(_)
        | Statement::Assign { .. }
        | Statement::Augment { .. }
        | Statement::Evaluate(_)
        | Statement::Return { .. }
        | Statement::Block { .. } => None,
    });
    ranges.flatten().any(|at| {
        let alias = lowered.aliases.get(at).and_then(Option::as_deref);
        lowered.imports.get(at).is_some_and(|import| {
            import.level == 0
                && import.names.is_empty()
                && match alias {
                    None => import.module.split('.').next() == Some(name),
                    Some(alias) => alias == name && import.module == name,
                }
        })
    })
}
