//! The rewritten lines of a package, before and after, and where a source was packaged.
//!
//! In: the layout. Out: whole lines, in order.
//! Never shows a path of this machine: scripts are named by their place in the package.

use crate::layout::{Edit, Layout, Rewrite};
use crate::text::{DataPath, HIDDEN, LineIndex, SourceFile, Span};

/// Lines of a script that change together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedLines {
    /// The script's place, relative to `extracted/`.
    pub script: String,
    /// The first line, from 1.
    pub line: u32,
    /// The lines as they are.
    pub before: String,
    /// The lines as they are packaged.
    pub after: String,
    /// False where what is written could not be proved without a server.
    pub certain: bool,
}

/// All changed lines, by script and place.
pub fn changed_lines(layout: &Layout) -> Vec<ChangedLines> {
    let mut changes: Vec<ChangedLines> = layout.rewrites.iter().flat_map(|rewrite| lines_of(rewrite, layout)).collect();
    changes.sort_by(|a, b| (&a.script, a.line).cmp(&(&b.script, b.line)));
    changes
}

fn lines_of(rewrite: &Rewrite, layout: &Layout) -> Vec<ChangedLines> {
    let script = packaged_place(&rewrite.script, layout).unwrap_or_else(|| rewrite.script.name().to_owned());
    let index = LineIndex::new(&rewrite.before);
    let secrets = secrets_of(&rewrite.before);
    let mut changes = Vec::new();
    let mut rest = rewrite.edits.as_slice();
    while let Some(first) = rest.first() {
        let mut lines = whole_lines(first.span, &rewrite.before, &index);
        let mut count = 1;
        for edit in rest.iter().skip(1) {
            if edit.span.start >= lines.end {
                break;
            }
            lines.end = lines.end.max(whole_lines(edit.span, &rewrite.before, &index).end);
            count += 1;
        }
        let (together, behind) = rest.split_at(count);
        changes.push(ChangedLines {
            script: script.clone(),
            line: index.position(&rewrite.before, lines.start).line,
            before: masked(lines.of(&rewrite.before), &secrets),
            after: masked(&edited(&rewrite.before, lines, together), &secrets),
            certain: rewrite.certain,
        });
        rest = behind;
    }
    changes
}

/// The literals of a script that stand under the name of a secret, as they are written.
fn secrets_of(source: &str) -> Vec<&str> {
    let module = crate::python::read(&SourceFile::from_text(source));
    let literals = module.literals.iter().filter(|literal| literal.is_secret);
    literals.map(|literal| literal.span.of(source)).filter(|written| !written.is_empty()).collect()
}

/// Lines without the secrets that stand in them.
fn masked(lines: &str, secrets: &[&str]) -> String {
    secrets.iter().fold(lines.to_owned(), |lines, secret| lines.replace(secret, HIDDEN))
}

fn whole_lines(span: Span, text: &str, index: &LineIndex) -> Span {
    let first = index.position(text, span.start).line;
    let last = index.position(text, span.end).line;
    Span::new(index.line_span(text, first).start, index.line_span(text, last).end)
}

fn edited(text: &str, lines: Span, edits: &[Edit]) -> String {
    let mut out = String::new();
    let mut at = lines.start;
    for edit in edits {
        out.push_str(Span::new(at, edit.span.start.max(at)).of(text));
        out.push_str(&edit.text);
        at = edit.span.end.max(at);
    }
    out.push_str(Span::new(at, lines.end.max(at)).of(text));
    out
}

/// Where a file, a member of a toolbox, or a folder was packaged, relative to `extracted/`.
pub fn packaged_place(path: &DataPath, layout: &Layout) -> Option<String> {
    let member = layout.files.iter().find_map(|file| match path.below(&file.source)? {
        "" => Some(file.destination.clone()),
        below => Some(format!("{}/{below}", file.destination)),
    });
    member.or_else(|| layout.files.iter().find_map(|file| folder_of(&file.destination, file.source.below(path)?)))
}

/// `p30/Port` for `p30/Port/lib/a.py` and `lib/a.py`; `None` where the file was not packaged with its folder.
fn folder_of(destination: &str, below: &str) -> Option<String> {
    let folder = destination.len().checked_sub(below.len() + 1)?;
    let (folder, rest) = destination.split_at_checked(folder)?;
    rest.strip_prefix('/').filter(|rest| crate::text::same_name(rest, below)).map(|_| folder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_of_one_line_are_shown_together() {
        let before = "import os\nx = ['a', 'b']\ny = 'c'\n";
        let at = |text: &str| before.find(text).unwrap() as u32;
        let edit = |text: &str, new: &str| Edit { span: Span::new(at(text), at(text) + text.len() as u32), text: new.to_owned() };
        let rewrite = Rewrite {
            script: DataPath::new("/home/me/Port/tool.py"),
            before: before.into(),
            edits: vec![edit("'a'", "A"), edit("'b'", "B"), edit("'c'", "C")],
            certain: true,
        };
        let changes = changed_lines(&Layout { rewrites: vec![rewrite], ..Layout::default() });
        let shown: Vec<_> = changes.iter().map(|lines| (lines.line, lines.before.as_str(), lines.after.as_str())).collect();
        assert_eq!(shown, [(2, "x = ['a', 'b']", "x = [A, B]"), (3, "y = 'c'", "y = C")]);
        assert_eq!(changes[0].script, "tool.py");
    }

    #[test]
    fn a_password_beside_a_rewritten_path_is_not_shown() {
        let before = "db = connect(r'e:\\x.gdb', password='hunter2')\n";
        let at = before.find("r'e").unwrap() as u32;
        let edit = Edit { span: Span::new(at, at + 11), text: "r'..\\x.gdb'".to_owned() };
        let rewrite = Rewrite { script: DataPath::new("/Port/a.py"), before: before.into(), edits: vec![edit], certain: true };
        let changes = changed_lines(&Layout { rewrites: vec![rewrite], ..Layout::default() });
        assert_eq!(changes[0].before, r"db = connect(r'e:\x.gdb', password=***)");
        assert_eq!(changes[0].after, r"db = connect(r'..\x.gdb', password=***)");
    }

    #[test]
    fn a_folder_is_found_by_what_was_packaged_from_it() {
        assert_eq!(folder_of("p30/Port/lib/a.py", "lib/A.py").as_deref(), Some("p30/Port"));
        assert_eq!(folder_of("p30/Port/a.py", "lib/a.py"), None);
    }
}
