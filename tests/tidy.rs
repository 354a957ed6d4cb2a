//! The house rules that a machine can check, with a sentence for whoever broke one.
//!
//! In: the project's own files, read as plain text. Out: every violation at once, with file and line.
//! Never understands Rust: what a line looks like after rustfmt is enough.

// A test stops at the first thing that is not as it should be; that is what these are for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::Path;

/// The rooms, each of which may use those before it; the last two stand side by side.
const ROOMS: [&str; 16] = [
    "text",
    "disk",
    "python",
    "modules",
    "geodata",
    "environment",
    "toolbox",
    "discovery",
    "consolidation",
    "layout",
    "target",
    "message",
    "publication",
    "package",
    "cli",
    "app",
];
const LONGEST_FUNCTION: usize = 70;
const LONGEST_FILE: usize = 500;

/// A file of the project: its path with forward slashes, and its lines.
struct File {
    path: String,
    lines: Vec<String>,
}

impl File {
    /// The lines before the tests module, with their numbers.
    fn product(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.lines.iter().position(|line| line == "#[cfg(test)]").unwrap_or(self.lines.len());
        self.lines.iter().take(end).enumerate().map(|(at, line)| (at + 1, line.as_str()))
    }

    /// The product's lines without what stands behind `//`.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.product().map(|(at, line)| (at, line.split("//").next().unwrap_or_default()))
    }

    /// The room of a source file; `None` for the map of the house and the programs.
    fn room(&self) -> Option<usize> {
        let name = self.path.strip_prefix("src/")?.split('/').next()?;
        let name = name.strip_suffix(".rs").unwrap_or(name);
        if matches!(name, "lib" | "main" | "bin") {
            return None;
        }
        let known = ROOMS.iter().position(|room| *room == name);
        Some(known.unwrap_or_else(|| panic!("{} stands in no room: name {name} in tests/tidy.rs and the layer order", self.path)))
    }

    fn is_source(&self) -> bool {
        self.path.starts_with("src/")
    }
}

/// All files below these folders whose name ends with one of the extensions, sorted.
fn files(folders: &[&str], extensions: &[&str]) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut waiting: Vec<_> = folders.iter().map(|folder| root.join(folder)).filter(|path| path.exists()).collect();
    let mut found = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let shown = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        if extensions.iter().any(|extension| shown.ends_with(extension)) {
            let bytes = fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            found.push(File { path: shown, lines: text.lines().map(str::to_owned).collect() });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn rust_files() -> Vec<File> {
    files(&["src", "tests", "benches"], &[".rs"])
}

fn nothing(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

#[test]
fn rooms_use_only_the_rooms_before_them() {
    let mut violations = Vec::new();
    for file in rust_files() {
        let Some(own) = file.is_source().then(|| file.room()).flatten() else { continue };
        for (line, code) in file.code() {
            for name in names_after_crate(code) {
                let Some(used) = ROOMS.iter().position(|room| *room == name) else { continue };
                let beside = ROOMS[own] == "app" && name == "cli";
                if used > own || beside {
                    violations.push(format!(
                        "{}:{line} {} uses {name}, which stands behind it: move the idea to the left, or the call to the right",
                        file.path, ROOMS[own]
                    ));
                }
            }
        }
    }
    nothing(&violations);
}

/// `disk` and `text` in `use crate::{disk::Files, text::DataPath}`.
fn names_after_crate(code: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for (at, found) in code.match_indices("crate::") {
        let rest = &code[at + found.len()..];
        match rest.strip_prefix('{') {
            Some(group) => {
                let mut depth = 0;
                for piece in group.split(',') {
                    if depth == 0 {
                        names.push(first_name(piece.trim()));
                    }
                    depth += piece.matches('{').count() as i32 - piece.matches('}').count() as i32;
                }
            }
            None => names.push(first_name(rest)),
        }
    }
    names
}

fn first_name(text: &str) -> &str {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
}

#[test]
fn every_file_opens_with_its_promise() {
    let mut violations = Vec::new();
    for file in rust_files() {
        let promise: Vec<&str> = file.lines.iter().map_while(|line| line.strip_prefix("//!")).collect();
        if promise.is_empty() {
            violations.push(format!("{}: open it with //! and say what it is for", file.path));
            continue;
        }
        // The map of the house and the programs speak of the whole.
        if !file.is_source() || file.room().is_none() {
            continue;
        }
        let text = promise.join(" ").to_lowercase();
        let named = ["in:", "out:", "never"].iter().all(|word| text.contains(word));
        if promise.len() < 2 || !named {
            violations.push(format!(
                "{}: the promise says what goes in (In:), what comes out (Out:) and what it never does",
                file.path
            ));
        }
    }
    nothing(&violations);
}

#[test]
fn only_the_two_doors_touch_the_disk() {
    let doors = ["src/disk/", "src/package/write.rs"];
    let mut violations = Vec::new();
    for file in rust_files().iter().filter(|file| file.is_source()) {
        if doors.iter().any(|door| file.path.starts_with(door)) {
            continue;
        }
        for (line, code) in file.code() {
            let named = ["std::fs", "File::open", "File::create", "OpenOptions"].iter().any(|word| code.contains(word));
            let called = code
                .match_indices("fs::")
                .any(|(at, _)| !code[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_'));
            if named || called {
                violations.push(format!("{}:{line} read through disk::Files, write through package::write", file.path));
            }
        }
    }
    nothing(&violations);
}

#[test]
fn functions_and_files_end_in_sight() {
    let mut violations = Vec::new();
    for file in rust_files() {
        let product = file.product().count();
        if product > LONGEST_FILE {
            violations.push(format!("{}: {product} lines without tests; find the second idea in it", file.path));
        }
        for (line, length) in functions(&file.lines) {
            if length > LONGEST_FUNCTION {
                violations.push(format!("{}:{line} a function of {length} lines; find the second idea in it", file.path));
            }
        }
    }
    nothing(&violations);
}

/// Where each function starts, and how many lines it has, read off the indentation.
fn functions(lines: &[String]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let words = ["pub ", "pub(crate) ", "pub(super) ", "const ", "async "];
        let bare = words.iter().fold(code, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
        if !bare.starts_with("fn ") {
            continue;
        }
        let indent = &line[..line.len() - code.len()];
        let head = lines[at..].iter().position(|line| line.ends_with(['{', '}', ';'])).unwrap_or(0);
        if !lines[at + head].ends_with('{') {
            continue;
        }
        let end = lines[at..].iter().skip(head + 1).position(|line| line.strip_prefix(indent) == Some("}"));
        found.push((at + 1, end.map_or(1, |end| head + 2 + end)));
    }
    found
}

#[test]
fn no_test_is_switched_off_or_waits_for_a_panic() {
    let words = [concat!("#[should", "_panic"), concat!("#[ign", "ore")];
    let mut violations = Vec::new();
    for file in rust_files() {
        for (at, line) in file.lines.iter().enumerate() {
            if words.iter().any(|word| line.trim_start().starts_with(word)) {
                violations.push(format!("{}:{} assert today's wrong answer and say so", file.path, at + 1));
            }
        }
    }
    nothing(&violations);
}

#[test]
fn colours_and_sizes_have_names() {
    let numbered = ["add_space(", ".size(", "FontId::new(", "CornerRadius::same(", "Margin::same(", "Stroke::new("];
    let mut violations = Vec::new();
    for file in rust_files().iter().filter(|file| file.path.starts_with("src/app/") && !file.path.starts_with("src/app/theme")) {
        for (line, code) in file.code() {
            let measured = |word: &&str| {
                let mut rest = code.match_indices(*word).map(|(at, word)| &code[at + word.len()..]);
                rest.any(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
            };
            if code.contains("Color32::") || numbered.iter().any(measured) {
                violations.push(format!("{}:{line} give the colour or size a name in app/theme.rs", file.path));
            }
        }
    }
    nothing(&violations);
}

#[test]
fn the_project_speaks_only_of_itself() {
    let foreign = [
        concat!("/wo", "rk/"),
        concat!("cra", "tes.io"),
        concat!("py", "pi.org"),
        concat!("python", "hosted.org"),
        concat!("npm", "js.org"),
        concat!("proxy.go", "lang.org"),
    ];
    let folders = ["src", "tests", "benches", "assets", "packaging", ".ci", "README.md", "Cargo.toml"];
    let kinds = [".rs", ".md", ".toml", ".py", ".pyt", ".sh", ".txt", ".json", ".cmd", "run"];
    let mut violations = Vec::new();
    for file in files(&folders, &kinds) {
        for (at, line) in file.lines.iter().enumerate() {
            let lower = line.to_lowercase();
            let tracker = lower.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == concat!("iss", "ue"));
            // `/home/anna/work/` is somebody's folder in a test; a path of the builder's machine begins there.
            let begins = |at: usize| !lower[..at].ends_with(|letter: char| letter.is_alphanumeric());
            if let Some(word) = foreign.iter().find(|word| lower.match_indices(**word).any(|(at, _)| begins(at))) {
                violations.push(format!("{}:{} names {word}, which is no part of the project", file.path, at + 1));
            } else if tracker && !file.path.ends_with(".json") {
                violations.push(format!("{}:{} speaks of a tracker's entry; say the reason itself", file.path, at + 1));
            }
        }
    }
    nothing(&violations);
}

#[test]
fn every_message_has_a_help_page_of_its_title() {
    let pages = files(&["assets/messages"], &[".md"]);
    let mut violations = Vec::new();
    let name = |path: &str| path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default().to_lowercase();
    let codes: Vec<File> =
        files(&["src/message"], &[".rs"]).into_iter().filter(|file| name(&file.path).starts_with("wb")).collect();
    for code in &codes {
        let title = code.lines.iter().find_map(|line| line.split_once("title: \"")?.1.split('"').next());
        let Some(page) = pages.iter().find(|page| name(&page.path) == name(&code.path)) else {
            violations.push(format!("{}: write its help page in assets/messages", code.path));
            continue;
        };
        let heading = page.lines.first().and_then(|line| line.strip_prefix("# "));
        if title.is_none() || title != heading {
            violations.push(format!("{}: its title is {title:?}, that of {} is {heading:?}", code.path, page.path));
        }
    }
    for page in pages.iter().filter(|_| !codes.is_empty()) {
        if !codes.iter().any(|code| name(&code.path) == name(&page.path)) {
            violations.push(format!("{}: no code in src/message has this name", page.path));
        }
    }
    nothing(&violations);
}

#[test]
fn the_checks_see_what_they_look_for() {
    assert_eq!(names_after_crate("use crate::{disk::{Files, Entry}, text::DataPath};"), ["disk", "text"]);
    assert_eq!(names_after_crate("crate::layout::Layout::default()"), ["layout"]);
    let lines: Vec<String> =
        "fn a() {\n    b();\n}\nfn c(\n    d: E,\n) -> F {\n    g\n}\nfn h() {}".lines().map(str::to_owned).collect();
    assert_eq!(functions(&lines), [(1, 3), (4, 5)]);
}

/// The names of an enum's variants, read off the indentation.
fn variants(file: &File, name: &str) -> Vec<String> {
    let lines = file.product().skip_while(|(_, line)| *line != format!("pub enum {name} {{")).skip(1);
    let inside = lines.map_while(|(_, line)| (line != "}").then_some(line));
    let starts = inside.filter_map(|line| line.strip_prefix("    ").filter(|line| line.starts_with(char::is_uppercase)));
    starts.map(|line| first_name(line).to_owned()).collect()
}

fn is_named(code: &str, name: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    code.match_indices(name).any(|(at, _)| {
        let rest = code[at + name.len()..].chars().next();
        !code[..at].ends_with(is_letter) && !rest.is_some_and(is_letter)
    })
}

#[test]
fn every_action_is_sent_and_every_effect_is_carried_out() {
    let sources = files(&["src/app"], &[".rs"]);
    let home = sources.iter().find(|file| file.path == "src/app/action.rs").unwrap();
    let mut violations = Vec::new();
    for name in ["Action", "Effect"] {
        let all = variants(home, name);
        assert!(all.len() > 10, "{name}");
        for variant in all {
            let named = format!("{name}::{variant}");
            let stands = |inside: bool| {
                let there = sources.iter().filter(|file| file.path.starts_with("src/app/apply/") == inside);
                there.into_iter().any(|file| file.code().any(|(_, code)| is_named(code, &named)))
            };
            if !stands(true) || !stands(false) {
                violations.push(format!("{}: {named} stands on one side of apply only; take it away", home.path));
            }
        }
    }
    nothing(&violations);
}

// Both are handed on in lists, and whoever gets one that he does not know does nothing.
#[test]
fn what_is_handed_on_is_answered() {
    let sources = files(&["src/app"], &[".rs"]);
    let at = |path: &str| sources.iter().find(|file| file.path == path).unwrap();
    let (door, commands) = (at("src/app/apply/mod.rs"), at("src/app/apply/commands.rs"));
    let behind: Vec<&File> =
        sources.iter().filter(|file| file.path.starts_with("src/app/apply/") && file.path != door.path).collect();
    let mut violations = Vec::new();
    for variant in variants(at("src/app/action.rs"), "Action") {
        let named = format!("Action::{variant}");
        let own_line = |code: &str| is_named(code, &named) && code.contains("=>") && !code.contains(" | ");
        let is_answered = behind.iter().any(|file| file.code().any(|(_, code)| is_named(code, &named)));
        if !is_answered && !door.code().any(|(_, code)| own_line(code)) {
            violations.push(format!("{}: {named} is handed on, but nothing answers it", door.path));
        }
    }
    let all = variants(at("src/app/command.rs"), "Command");
    assert!(all.len() > 30);
    for variant in all {
        let is_in = |file: &File, name: &str| file.code().any(|(_, code)| is_named(code, &format!("{name}::{variant}")));
        if !is_in(commands, "Command") || !is_in(at("src/app/command.rs"), "C") {
            violations.push(format!(
                "{}: give {variant} its row in the table, and its deed in {}",
                "src/app/command.rs", commands.path
            ));
        }
    }
    nothing(&violations);
}

#[test]
fn every_size_and_word_of_the_window_is_used() {
    let sources = files(&["src/app"], &[".rs"]);
    let homes = sources.iter().filter(|file| file.path == "src/app/theme.rs" || file.path.starts_with("src/app/words"));
    let mut violations = Vec::new();
    for file in homes {
        for (line, code) in file.code() {
            let code = code.trim_start();
            let after = ["pub const fn ", "pub const ", "pub fn "].iter().find_map(|word| code.strip_prefix(word));
            let Some(name) = after.map(first_name) else { continue };
            let uses = sources.iter().flat_map(File::code).filter(|(_, code)| is_named(code, name)).count();
            if uses < 2 {
                violations.push(format!("{}:{line} nothing uses {name}; take it away", file.path));
            }
        }
    }
    nothing(&violations);
}
