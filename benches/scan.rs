//! How long a scan takes, against parsing and walking the same bytes.
//!
//! In: the tree that `WAYBILL_BENCH_TREE` names, else 2,000 scripts with 20,000 files beside them, made in a temporary folder.
//! Out: seconds, megabytes per second and ratios on the terminal. Never asserts: a busy machine is no failure.
//! Never flatters: the allocator is the program's, a scan lists and reads the files anew, the parser has its texts in memory.

// A bench stops at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, Stmt};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use waybill::disk::RealFiles;
use waybill::environment::Environment;
use waybill::publication::{Changed, Progress, Publication, ScanMemory, analyze};
use waybill::target::{Certainty, Os, Runtime, Target};
use waybill::text::DataPath;

/// The same allocator as the program's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SCRIPTS: usize = 2_000;
const FILES: usize = 20_000;
const PARTS: usize = 50;
const ROUNDS: usize = 5;

/// What is measured: a folder of scripts, and their texts.
struct Tree {
    root: DataPath,
    sources: Vec<String>,
    /// One of the scripts.
    edited: PathBuf,
}

fn main() {
    let made = tempfile::tempdir().unwrap();
    let folder = std::env::var_os("WAYBILL_BENCH_TREE").map(PathBuf::from).unwrap_or_else(|| {
        make_tree(made.path());
        made.path().to_owned()
    });
    let tree = read_tree(&folder);
    let bytes: usize = tree.sources.iter().map(String::len).sum();
    println!("{} scripts, {:.1} MB", tree.sources.len(), bytes as f64 / 1e6);

    let one = pool(1);
    let parse = one.install(|| best(|| parse_and_walk(&tree.sources)));
    println!("parse and walk     {}", parse.shown(bytes));
    let scan_alone = one.install(|| best(|| scan(&tree)));
    println!("scan, one thread   {}", scan_alone.shown(bytes));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let scan = pool(threads).install(|| best(|| scan(&tree)));
    println!("scan, {threads} threads    {}", scan.shown(bytes));
    let again = pool(threads).install(|| rescan(&tree));
    let share = again.wall.as_secs_f64() / scan.wall.as_secs_f64() * 100.0;
    println!("one script edited  {:>7.1} ms, CPU {:>7.1} ms: {share:.1} % of a scan", millis(again.wall), millis(again.cpu));
    let ratio = |of: &Cost| of.cpu.as_secs_f64() / parse.cpu.as_secs_f64();
    println!("CPU of a scan : CPU of parse and walk = {:.2} on one thread, {:.2} on {threads}", ratio(&scan_alone), ratio(&scan));
}

fn pool(threads: usize) -> rayon::ThreadPool {
    // Sources of a parser's own tests nest deeply.
    rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(256 << 20).build().unwrap()
}

/// What one piece of work took.
struct Cost {
    wall: Duration,
    cpu: Duration,
}

impl Cost {
    fn shown(&self, bytes: usize) -> String {
        let speed = bytes as f64 / 1e6 / self.wall.as_secs_f64();
        format!("{:>7.1} ms, CPU {:>7.1} ms, {speed:>5.0} MB/s", millis(self.wall), millis(self.cpu))
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The least wall and the least CPU time of several rounds: those that were disturbed least.
fn best(work: impl Fn() -> usize) -> Cost {
    let round = |_| {
        let (start, before) = (Instant::now(), cpu_time());
        std::hint::black_box(work());
        let wall = start.elapsed();
        let cpu = before.zip(cpu_time()).map_or(wall, |(before, after)| after.saturating_sub(before));
        Cost { wall, cpu }
    };
    let rounds: Vec<Cost> = (0..ROUNDS).map(round).collect();
    let least = |of: fn(&Cost) -> Duration| rounds.iter().map(of).min().unwrap();
    Cost { wall: least(|cost| cost.wall), cpu: least(|cost| cost.cpu) }
}

/// What all threads of this process have used so far, where the system tells (Linux); elsewhere wall time has to stand for it.
fn cpu_time() -> Option<Duration> {
    let tasks = fs::read_dir("/proc/self/task").ok()?.flatten();
    let used = tasks.filter_map(|task| {
        let line = fs::read_to_string(task.path().join("schedstat")).ok()?;
        line.split_whitespace().next()?.parse::<u64>().ok()
    });
    Some(Duration::from_nanos(used.sum()))
}

fn scan(tree: &Tree) -> usize {
    let report = analyze(&publication(tree), &RealFiles::default(), &Progress::default());
    report.scripts.len() + report.data.len()
}

/// A scan after one script was saved: it is said to be edited, which costs the same as if it were.
fn rescan(tree: &Tree) -> Cost {
    let publication = publication(tree);
    let memory = RefCell::new(ScanMemory::new(RealFiles::default()));
    let progress = Progress::default();
    memory.borrow_mut().analyze(&publication, Changed::Everything, &progress);
    let edited = [tree.edited.clone()];
    best(|| memory.borrow_mut().analyze(&publication, Changed::Only(&edited), &progress).scripts.len())
}

fn publication(tree: &Tree) -> Publication {
    let target = Target {
        release: "11.3".to_owned(),
        os: Os::Windows,
        runtime: Runtime::Pro,
        environment: Environment::default(),
        is_listing: false,
        alignment: Certainty::Believed,
    };
    Publication { inputs: vec![tree.root.clone()], targets: vec![target], ..Publication::default() }
}

/// Counts strings, as the least that a scanner has to do.
#[derive(Default)]
struct Strings(usize);

impl<'a> Visitor<'a> for Strings {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        self.0 += usize::from(expression.is_string_literal_expr());
        walk_expr(self, expression);
    }
}

fn parse_and_walk(sources: &[String]) -> usize {
    let mut strings = Strings::default();
    for source in sources {
        let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
        if let Some(module) = parsed.syntax().as_module() {
            strings.visit_body(&module.body);
        }
    }
    strings.0
}

fn read_tree(folder: &Path) -> Tree {
    let mut waiting = vec![folder.to_owned()];
    let mut sources = Vec::new();
    let mut edited = PathBuf::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py" || extension == "pyt") {
                sources.push(String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned());
                edited = std::path::absolute(path).unwrap();
            }
        }
    }
    let root = DataPath::new(std::path::absolute(folder).unwrap().to_str().expect("the tree's path is text"));
    Tree { root, sources, edited }
}

fn make_tree(folder: &Path) {
    for part in 0..PARTS {
        fs::create_dir_all(folder.join(format!("part{part}/data"))).unwrap();
    }
    for at in 0..SCRIPTS {
        fs::write(folder.join(format!("part{}/script{at}.py", at % PARTS)), script(at)).unwrap();
    }
    for at in 0..FILES {
        fs::write(folder.join(format!("part{}/data/table{at}.csv", at % PARTS)), "lane\n").unwrap();
    }
}

/// A script of a usual size: imports, paths, functions with calls and messages.
fn script(at: usize) -> String {
    let mut text = String::from("import os\nimport sys\nimport arcpy\n\nHERE = os.path.dirname(__file__)\n");
    for part in 0..40 {
        text.push_str(&format!(
            "\ndef step_{part}(features, distance=\"{part} Meters\"):\n    \"\"\"Step {part} of script {at}.\"\"\"\n    \
             table = os.path.join(HERE, \"data/table{}.csv\")\n    if not arcpy.Exists(table):\n        \
             arcpy.AddWarning(\"{{}} is missing\".format(table))\n        return None\n    \
             arcpy.analysis.Buffer(features, r\"memory\\buffer_{part}\", distance, \"FULL\", \"ROUND\")\n    return [table, len(sys.argv)]\n",
            at % PARTS + PARTS * ((at / PARTS * 40 + part) % (FILES / PARTS))
        ));
    }
    text
}
