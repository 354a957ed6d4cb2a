//! What the window costs: a frame at 100,000 rows and messages, the first frame, memory at rest.
//!
//! In: a publication of 100,000 files, made in memory; a display, where there is one. Out: milliseconds, megabytes and
//! ratios to an empty window on the terminal. Never asserts: a busy machine is no failure.
//! Never flatters: nobody's turn on the processor but its own is counted, and each frame proves that it shows other rows.

// A bench stops at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "window/actions.rs"]
mod actions;

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread::{sleep, yield_now};
use std::time::{Duration, Instant};

use egui::{Event, Pos2, RawInput, Rect, Shape, TouchPhase, ViewportId, pos2, vec2};
use waybill::app::{Action, AppState, Input, InputRole, Review, Tab, Thing, apply, theme, window_ui};
use waybill::disk::MemoryFiles;
use waybill::publication::{Progress, Publication, analyze};
use waybill::target;
use waybill::text::DataPath;

/// The same allocator as the program's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SCRIPTS: usize = 500;
const FILES: usize = 100_000;
const FRAMES: usize = 600;
const WINDOW: [f32; 2] = [1280.0, 820.0];
/// A place in the table of the centre.
const TABLE: Pos2 = pos2(640.0, 450.0);
/// A place in the messages along the bottom.
const MESSAGES: Pos2 = pos2(640.0, 740.0);
/// Scrolled by a finger: three rows a frame.
const SLOWLY: f32 = 84.0;
/// Scrolled by the bar: each frame shows rows that none before has shown.
const FAR: f32 = 4000.0;

/// A row from which there is far to scroll.
const NEAR: usize = 1000;

/// What a process of this bench is to show; not set in the one that measures.
const CHILD: &str = "WAYBILL_BENCH_SHOW";
const EMPTY: &str = "Empty window";
const WAYBILL: &str = "Waybill";
const ROUNDS: usize = 5;
/// Until then a window has come to rest.
const SETTLED: Duration = Duration::from_secs(2);
const PATIENCE: Duration = Duration::from_secs(30);

fn main() {
    match std::env::var(CHILD).ok().as_deref() {
        Some(EMPTY) => show_empty_window(),
        Some(WAYBILL) => waybill::app::run(Vec::new()).unwrap(),
        Some(_) | None => measure(),
    }
}

fn measure() {
    let mut state = opened();
    let report = Arc::clone(&state.review.as_ref().unwrap().report);
    println!("{} rows of project data, {} messages", report.data.len(), report.messages.len());
    println!("{:<42}{:>10}{:>10}   milliseconds of CPU a frame: ui and tessellation", "", "median", "p99");
    let empty = AppState::default();
    let baseline = Screen::new(&empty).frames("empty window, nothing moves", TABLE, 0.0);
    let mut screen = Screen::new(&state);
    let mut costs = vec![
        screen.frames("rows, nothing moves", TABLE, 0.0),
        screen.frames("rows, scrolled by three a frame", TABLE, -SLOWLY),
        screen.frames("rows, scrolled far", TABLE, -FAR),
        screen.frames("messages, scrolled by three a frame", MESSAGES, -SLOWLY),
        screen.frames("messages, scrolled far", MESSAGES, -FAR),
    ];
    let data = report.data.get(NEAR).map(|row| Thing::Data(row.path.clone())).unwrap();
    apply(&mut state, Action::Select(data));
    costs.push(Screen::new(&state).frames("a row selected, rows scrolled far", TABLE, -FAR));
    apply(&mut state, Action::SelectMessage(NEAR));
    let mut screen = Screen::new(&state);
    costs.push(screen.frames("a message selected, nothing moves", TABLE, 0.0));
    costs.push(screen.frames("a message selected, messages scrolled far", MESSAGES, -FAR));
    apply(&mut state, Action::SelectTab(Tab::Script));
    let mut screen = Screen::new(&state);
    costs.push(screen.frames("its script, nothing moves", TABLE, 0.0));
    for cost in std::iter::once(&baseline).chain(&costs) {
        let ratio = cost.median.as_secs_f64() / baseline.median.as_secs_f64();
        println!("{:<42}{:>10.2}{:>10.2}   {ratio:.1} of an empty window", cost.what, millis(cost.median), millis(cost.p99));
    }
    println!("at rest the window {}", screen.next_frame());
    actions::tell(&mut state);
    compare_windows();
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// A window that shows the report of the publication.
fn opened() -> AppState {
    let report = {
        let tree = tree();
        let files = MemoryFiles::new(tree.iter().map(|(path, text)| (path.as_str(), text.clone().into_bytes())));
        let inputs = vec![DataPath::new("c:/Harbour")];
        let publication = Publication { inputs, targets: vec![target::newest()], ..Publication::default() };
        analyze(&publication, &files, &Progress::default())
    };
    let mut state = AppState::default();
    apply(&mut state, Action::AddInputs(vec![Input { path: "Harbour".into(), role: InputRole::Folder }]));
    apply(&mut state, Action::ScanDone { review: Box::new(Review::new(report, "Harbour".into())), now: 0 });
    state
}

/// Scripts that name tables which only folding finds: a row and a message for each.
fn tree() -> Vec<(String, String)> {
    let mut tree = Vec::new();
    for script in 0..SCRIPTS {
        let part = script % 50;
        let mut text = format!(
            "import os\nFOLDER = os.path.join(os.path.dirname(__file__), \"../Tables\", \"Terminal {part}/Orders by day\")\n\ndef tables():\n    return [\n"
        );
        for at in 0..FILES / SCRIPTS {
            let name = format!("orders_{script:03}_{at:03}.csv");
            text.push_str(&format!("        os.path.join(FOLDER, \"{name}\"),\n"));
            tree.push((format!("c:/Harbour/Tables/Terminal {part}/Orders by day/{name}"), "lane\n".to_owned()));
        }
        text.push_str("    ]\n");
        tree.push((format!("c:/Harbour/Scripts/step_{script:03}.py"), text));
    }
    tree
}

/// What a sort of frame costs.
struct Cost {
    what: &'static str,
    median: Duration,
    p99: Duration,
}

/// The window without a window: egui, and what it would be asked to draw.
struct Screen<'a> {
    ctx: egui::Context,
    state: &'a AppState,
    time: f64,
    until_next: Duration,
}

impl<'a> Screen<'a> {
    fn new(state: &'a AppState) -> Self {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        Self { ctx, state, time: 0.0, until_next: Duration::ZERO }
    }

    /// Draws frames with the pointer at one place, scrolled by so much each.
    fn frames(&mut self, what: &'static str, at: Pos2, scrolled: f32) -> Cost {
        self.frame(vec![Event::PointerMoved(at), wheel(TouchPhase::Start, 0.0)]);
        // What is drawn for the first time is measured once per window, as the first frame.
        let (_, mut shown) = (0..10).map(|_| self.frame(vec![wheel(TouchPhase::Move, scrolled)])).last().unwrap();
        let mut costs: Vec<Duration> = Vec::new();
        for _ in 0..FRAMES {
            let events = if scrolled == 0.0 { Vec::new() } else { vec![wheel(TouchPhase::Move, scrolled)] };
            let (cost, now_shown) = self.frame(events);
            assert!(scrolled == 0.0 || shown != now_shown, "{what}: the pointer is not over a table that scrolls");
            shown = now_shown;
            costs.push(cost);
        }
        self.frame(vec![wheel(TouchPhase::End, 0.0)]);
        costs.sort();
        let share = |part: usize| costs.get(costs.len() * part / 100).copied().unwrap();
        Cost { what, median: share(50), p99: share(99) }
    }

    /// The CPU time of a frame, and what its words add up to.
    fn frame(&mut self, events: Vec<Event>) -> (Duration, u64) {
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, WINDOW.into()));
        let input = RawInput { screen_rect, time: Some(self.time), events, focused: true, ..RawInput::default() };
        let clock = CpuClock::start();
        let mut output = self.ctx.run_ui(input, |ui| drop(window_ui(ui, self.state)));
        let ui = clock.elapsed();
        let mut words = DefaultHasher::new();
        for clipped in &output.shapes {
            hash_words(&clipped.shape, &mut words);
        }
        let clock = CpuClock::start();
        let triangles = self.ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let cost = ui + clock.elapsed();
        std::hint::black_box(triangles);
        self.until_next = output.viewport_output.get(&ViewportId::ROOT).map_or(Duration::ZERO, |root| root.repaint_delay);
        output.drop_without_applying_deltas();
        (cost, words.finish())
    }

    fn next_frame(&mut self) -> String {
        for _ in 0..60 {
            self.frame(Vec::new());
        }
        match self.until_next {
            Duration::MAX => "asks for no further frame".to_owned(),
            wait => format!("asks for the next frame after {:.0} ms", millis(wait)),
        }
    }
}

fn wheel(phase: TouchPhase, points: f32) -> Event {
    Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase,
        source: egui::MouseWheelSource::Unknown,
        modifiers: egui::Modifiers::NONE,
    }
}

fn hash_words(shape: &Shape, words: &mut DefaultHasher) {
    match shape {
        Shape::Text(text) => text.galley.text().hash(words),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| hash_words(shape, words)),
        _ => {}
    }
}

/// What this thread has used since.
struct CpuClock {
    wall: Instant,
    cpu: Option<Duration>,
}

impl CpuClock {
    fn start() -> Self {
        Self { cpu: cpu_time(), wall: Instant::now() }
    }

    /// Where the system does not tell (all but Linux), wall time has to stand for it.
    fn elapsed(&self) -> Duration {
        let wall = self.wall.elapsed();
        self.cpu.zip(cpu_time()).map_or(wall, |(before, after)| after.saturating_sub(before))
    }
}

fn cpu_time() -> Option<Duration> {
    // Linux adds up what a thread used when the thread gives way, not when it is asked.
    yield_now();
    let line = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(line.split_whitespace().next()?.parse().ok()?))
}

struct EmptyApp;

impl eframe::App for EmptyApp {
    fn ui(&mut self, _ui: &mut egui::Ui, _frame: &mut eframe::Frame) {}
}

/// A window with nothing in it, drawn in the same way as Waybill's.
fn show_empty_window() {
    let renderer = match std::env::var("WAYBILL_RENDERER").as_deref() {
        Ok("glow") => eframe::Renderer::Glow,
        Ok(_) | Err(_) => eframe::Renderer::Wgpu,
    };
    let viewport = egui::ViewportBuilder::default().with_inner_size(WINDOW);
    let options = eframe::NativeOptions { viewport, renderer, ..eframe::NativeOptions::default() };
    eframe::run_native(EMPTY, options, Box::new(|_| Ok(Box::new(EmptyApp)))).unwrap();
}

/// Waybill's window beside the empty one, started by turns.
fn compare_windows() {
    let has_display = std::env::var_os("DISPLAY").is_some_and(|display| !display.is_empty());
    if !has_display || map_state(EMPTY).is_none() {
        println!("first frame and memory at rest: not measured, they need Linux, an X display, xwininfo and xprop");
        return;
    }
    // A display whose last window closes may start anew, and take no connection meanwhile.
    let mut guest = Command::new("xprop").args(["-root", "-spy"]).stdout(Stdio::null()).spawn().unwrap();
    let settings = tempfile::tempdir().unwrap();
    let rounds: Vec<[Opened; 2]> =
        (0..ROUNDS).map(|_| [EMPTY, WAYBILL].map(|title| open_window(title, settings.path()))).collect();
    guest.kill().unwrap();
    guest.wait().unwrap();
    let median = |which: usize, of: Figure| {
        let mut values: Vec<f64> = rounds.iter().filter_map(|round| round.get(which)).map(of).collect();
        values.sort_by(f64::total_cmp);
        values.get(ROUNDS / 2).copied().unwrap()
    };
    println!("{:<42}{:>10}{:>10}{:>10}{:>10}", "", "Waybill", "empty", "more", "ratio");
    let rows: [(&str, Figure); 3] = [
        ("first frame, ms from the start", |opened| millis(opened.first_frame)),
        ("memory at rest, MB", |opened| opened.memory),
        ("CPU in two seconds at rest, ms", |opened| millis(opened.rest)),
    ];
    for (what, of) in rows {
        let (empty, waybill) = (median(0, of), median(1, of));
        let ratio = if empty > 0.0 { format!("{:.2}", waybill / empty) } else { "–".to_owned() };
        println!("{what:<42}{waybill:>10.1}{empty:>10.1}{:>10.1}{ratio:>10}", waybill - empty);
    }
}

/// What is told of a window.
type Figure = fn(&Opened) -> f64;

struct Opened {
    first_frame: Duration,
    /// Resident, in megabytes.
    memory: f64,
    /// What the processor did while nothing happened.
    rest: Duration,
}

fn open_window(title: &str, settings: &std::path::Path) -> Opened {
    let start = Instant::now();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .env(CHILD, title)
        // Settings of whoever runs this stay out of the figures.
        .envs([("XDG_CONFIG_HOME", settings), ("XDG_DATA_HOME", settings)])
        .env_remove("WAYLAND_DISPLAY")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // A window is shown once its first frame is there.
    while map_state(title) != Some(true) {
        assert!(start.elapsed() < PATIENCE && child.try_wait().unwrap().is_none(), "{title}: no window was opened");
        sleep(Duration::from_millis(1));
    }
    let first_frame = start.elapsed();
    sleep(SETTLED);
    let before = process_time(&child);
    sleep(SETTLED);
    let opened = Opened { first_frame, memory: resident(&child), rest: process_time(&child) - before };
    child.kill().unwrap();
    child.wait().unwrap();
    while map_state(title) == Some(true) {
        sleep(Duration::from_millis(10));
    }
    opened
}

/// Whether a window of this title is shown; `None` where that cannot be asked.
fn map_state(title: &str) -> Option<bool> {
    let asked = Command::new("xwininfo").args(["-name", title]).stderr(Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&asked.stdout).contains("IsViewable"))
}

fn resident(child: &Child) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<f64>().unwrap() * 1024.0 / 1e6
}

/// What all threads of a process have used.
fn process_time(child: &Child) -> Duration {
    let tasks = fs::read_dir(format!("/proc/{}/task", child.id())).unwrap().flatten();
    let used = tasks.filter_map(|task| {
        let line = fs::read_to_string(task.path().join("schedstat")).ok()?;
        line.split_whitespace().next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(used.sum())
}
